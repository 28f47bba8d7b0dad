"""The commands that do something: harvest, describe, resolve, watch, publish, and all of them.

Belongs here: calling one stage and telling what it did. Does not belong here: what the stage does.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Annotated

import typer

from catalogue.cli.common import (
    FINDINGS,
    Json,
    Only,
    Sources,
    Warehouse,
    err,
    out,
    print_json,
    progress_bar,
    table,
)
from catalogue.cli.working import known, working
from catalogue.house import House
from catalogue.models import Harvest, Issue
from catalogue.publish import Outcome
from catalogue.vocabulary import Rule, SourceState
from catalogue.watch import Watched

FINE = frozenset({SourceState.OK, SourceState.LOOKED_AND_NONE})


def run(only: Only = None, warehouse: Warehouse = None, sources: Sources = None, json: Json = False) -> None:
    """Do everything: harvest, read, resolve, check every address, tell partnerships, publish.

    Run it as often as you like: what has not changed is neither fetched nor read again, and a run that was
    stopped half-way is simply run again. If no source can be reached at all, nothing is published and the
    last edition stays as it is.
    """
    with working(warehouse, sources, asks_the_web=True) as house, _harvesting(house, only, quiet=json) as progress:
        ran = house.run(known(house, only), progress=progress)
        problems = house.problems
    if json:
        print_json(
            {
                "harvests": [_plain(one) for one in ran.harvests],
                "watch": _watched_plain(ran.watched),
                "edition": _outcome_plain(ran.outcome),
                "problems": [problem.model_dump() for problem in problems],
            }
        )
    else:
        _show_harvests(ran.harvests)
        if ran.watched:
            _show_watched(ran.watched)
        if ran.outcome:
            _show_outcome(ran.outcome)
        if ran.reached_nothing:
            err.print(
                "No source could be reached. The fault may be ours: check the network. "
                "Nothing was published; the last edition stays as it is.",
                soft_wrap=True,
            )
        elif not ran.harvests:
            err.print("The register has no active source, so nothing was harvested.", soft_wrap=True)
    bad = problems or not all(one.state in FINE for one in ran.harvests)
    _end(bad or _refused(ran.outcome) or ran.reached_nothing or not ran.harvests)


def harvest(only: Only = None, warehouse: Warehouse = None, sources: Sources = None, json: Json = False) -> None:
    """Read listing pages and fetch the documents that they link to.

    Unchanged pages and documents are confirmed, not fetched again. Nothing is published: see `publish`.
    """
    with (
        working(warehouse, sources, asks_the_web=True, together=True) as house,
        _harvesting(house, only, quiet=json) as progress,
    ):
        harvests = house.harvest(known(house, only), progress=progress)
        problems = house.problems
    if json:
        print_json([_plain(one) for one in harvests])
    else:
        _show_harvests(harvests)
    _end(problems or not harvests or not all(one.state in FINE for one in harvests))


def describe(warehouse: Warehouse = None, sources: Sources = None, json: Json = False) -> None:
    """Read the documents harvested so far; only new ones are read."""
    with working(warehouse, sources) as house, progress_bar(quiet=json) as progress:
        described = house.describe(progress=progress)
    qualities: dict[str, int] = {}
    for one in described.descriptions.values():
        qualities[one.quality] = qualities.get(one.quality, 0) + 1
    if json:
        print_json({"parsed": described.parsed, "cached": described.cached, "text_quality": qualities})
        return
    out.print(f"{described.parsed} documents read now, {described.cached} known from before.")
    out.print(table(("text", "documents"), sorted(qualities.items())))


def resolve(warehouse: Warehouse = None, sources: Sources = None, json: Json = False) -> None:
    """Work out which documents are one review, and give ids to new reviews."""
    with working(warehouse, sources) as house:
        found = house.resolve()
    if json:
        print_json([one.model_dump(mode="json") for one in found.reviews])
    else:
        rows = [
            (one.review_id, one.review_type, one.pseudonyms, one.area_names, one.published_on) for one in found.reviews
        ]
        out.print(table(("review", "type", "pseudonyms", "areas", "published"), rows))
        _show_issues(found.issues)
    _end(found.issues)


def watch(
    only: Only = None,
    warehouse: Warehouse = None,
    sources: Sources = None,
    json: Json = False,
    everything: Annotated[bool, typer.Option("--all", help="Look at what is not yet due too.")] = False,
) -> None:
    """Check that every document that is due is still at its address; open, deliver and close alerts; publish.

    A document is due daily while its period runs, weekly after it, and 1, 6 and 24 hours after it first failed. One
    that cannot be found is not reported at once: it has to be missing by the rules of evidence.
    """
    with working(warehouse, sources, asks_the_web=True) as house, progress_bar(quiet=json) as progress:
        watched = house.watch(known(house, only), progress=progress, everything=everything)
        outcome = house.publish()
        problems = house.problems
    if json:
        print_json({"watch": _watched_plain(watched), "edition": _outcome_plain(outcome)})
    else:
        _show_watched(watched)
        _show_outcome(outcome)
    troubles = (watched.opened, watched.failed, watched.unaddressed, watched.held, watched.own_outage)
    _end(problems or any(troubles) or _refused(outcome))


def publish(
    warehouse: Warehouse = None,
    sources: Sources = None,
    json: Json = False,
    accept_fall: Annotated[
        bool,
        typer.Option("--accept-fall", help="Print although far fewer reviews are left: you looked, and it is right."),
    ] = False,
) -> None:
    """Print the edition from what is on disk, or say why it is refused and keep the last one."""
    with working(warehouse, sources) as house:
        outcome = house.publish(accept_fall=accept_fall)
        problems = house.problems
    if json:
        print_json(_outcome_plain(outcome))
    else:
        _show_outcome(outcome)
    _end(problems or _refused(outcome))


def _harvesting(
    house: House, only: Sequence[str] | None, *, quiet: bool
) -> AbstractContextManager[Callable[[str, int, int], None] | None]:
    """Give the bars of a harvest: its sources share theirs."""
    return progress_bar(quiet=quiet, sources={source.id for source in house.active(only or None)})


def _end(findings: object) -> None:
    """End with exit code 1 where there is something to look at."""
    if findings:
        raise typer.Exit(FINDINGS)


def _refused(outcome: Outcome | None) -> bool:
    return outcome is not None and not outcome.published


def _plain(one: Harvest) -> dict[str, object]:
    return one.model_dump(mode="json")


def _watched_plain(watched: Watched | None) -> dict[str, object] | None:
    return watched.model_dump(mode="json") if watched else None


def _outcome_plain(outcome: Outcome | None) -> dict[str, object] | None:
    if outcome is None:
        return None
    return {
        "published": outcome.published,
        "number": outcome.number,
        "summary": outcome.summary,
        "refused": list(outcome.refused),
        "path": str(outcome.path),
    }


def _show_harvests(harvests: Sequence[Harvest]) -> None:
    """Print one line of figures a source, then a sentence for each that was not read whole."""
    rows = [
        (
            one.source_id,
            one.state,
            one.taken,
            one.left_out,
            one.documents_new,
            one.documents_unchanged,
            one.documents_failed,
        )
        for one in harvests
    ]
    columns = ("source", "state", "taken", "left out", "new", "unchanged", "failed")
    out.print(table(columns, rows, "Harvest"))
    for one in harvests:
        if one.state not in FINE or one.notes:
            out.print(f"{one.source_id}: {one.state}. {one.detail}", markup=False, soft_wrap=True)


def _show_watched(watched: Watched) -> None:
    """Print what the checks said."""
    rows = [(rule, Rule(rule).definition, count) for rule, count in watched.by_rule.items()]
    out.print(table(("rule", "meaning", "addresses"), rows, f"{watched.checks} addresses checked"))
    out.print(
        f"Alerts: {watched.opened} opened, {watched.closed} closed. "
        f"Messages: {watched.delivered} delivered, {watched.failed} to be tried again."
    )
    for host in watched.sites_down:
        out.print(f"{host} is down as a whole; nothing is said about its documents.")
    if watched.own_outage:
        err.print("Nothing could be reached: the fault is taken to be ours, and no address counts as missing.")
    if watched.unaddressed:
        err.print(f"{watched.unaddressed} messages have nobody to go to: add a contact, or set CATALOGUE_OPERATOR.")
    if watched.held:
        err.print(f"{watched.held} alerts are held back: so many at once is more likely our fault. Please look.")


def _show_outcome(outcome: Outcome) -> None:
    """Print where the edition is, or why there is none."""
    if outcome.published:
        out.print(f"Edition {outcome.number}: {outcome.summary}. {outcome.path}", soft_wrap=True)
        return
    err.print("The new edition was refused; the last one stays. Reasons:", soft_wrap=True)
    for reason in outcome.refused:
        err.print(f"  {reason}", markup=False, soft_wrap=True)


def _show_issues(issues: Iterable[Issue]) -> None:
    for issue in issues:
        out.print(f"{issue.kind}: {issue.message}", markup=False, soft_wrap=True)
