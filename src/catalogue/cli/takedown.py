"""The command that takes a review down, or lifts a takedown.

Belongs here: what is asked of the operator and told to them. Does not belong here: what a takedown means
(``resolve.sealing``) or how it is carried out (``house.takedown``).
"""

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from catalogue.cli.common import (
    FINDINGS,
    Json,
    Sources,
    Warehouse,
    err,
    out,
    print_json,
    refuse,
    table,
)
from catalogue.cli.working import working
from catalogue.curation import Entry
from catalogue.house import House
from catalogue.house.sharing import held_here
from catalogue.house.takedown import entry_for, holding, left_over, names_in, shared
from catalogue.models import Resolution, Takedown
from catalogue.settings import PREFIX
from catalogue.vocabulary import TakedownReason

By = Annotated[str | None, typer.Option("--by", help=f"Who decided; {PREFIX}CURATOR where it is not given.")]


def takedown(
    review: Annotated[list[str] | None, typer.Argument(help="Ids of the reviews; with --lift, of tombstones.")] = None,
    *,
    because: Annotated[str | None, typer.Option(help="Why, in a sentence that names nobody; not published.")] = None,
    reason: Annotated[
        TakedownReason, typer.Option(help="The kind of reason, which the tombstone says.")
    ] = TakedownReason.NOT_TOLD,
    by: By = None,
    now: Annotated[bool, typer.Option("--now", help="Publish at once, so that it is gone at once.")] = False,
    lift: Annotated[bool, typer.Option("--lift", help="Lift a takedown: what is harvested then is published.")] = False,
    keep_shared: Annotated[
        bool, typer.Option("--keep-shared", help="Leave a document that other reviews have too with those.")
    ] = False,
    show: Annotated[bool, typer.Option("--list", help="Show the takedowns that hold, with the ids of before.")] = False,
    warehouse: Warehouse = None,
    sources: Sources = None,
    json: Json = False,
) -> None:
    """Take a review out of everything published: text, words, index, feeds, older editions and bytes.

    A tombstone stays: an id that tells no name, the publisher, dates, and the kind of reason. No harvest brings it
    back, from whatever source. It is suppressed by the next publish, or with --now at once.
    """
    with working(warehouse, sources) as house:
        if show:
            _show(holding(house.journal), as_json=json)
            return
        by = by or house.settings.curator
        if not review or not (because or "").strip() or not (by or "").strip():
            refuse(
                "Name the review, say why with --because, and who decided with --by "
                f"(or set {PREFIX}CURATOR). `catalogue takedown --list` shows what is taken down."
            )
        assert because is not None  # noqa: S101 - refused above
        assert by is not None  # noqa: S101 - refused above
        if lift:
            _lift(house, review, because, by)
            found = None
        else:
            found = _take_down(house, review, because, by, reason, keep_shared=keep_shared)
        troubles = _publish(house) if now else ()
        if json:
            print_json(
                {
                    "taken_down": [one.tombstone_id for one in found or ()],
                    "lifted": list(review) if lift else [],
                    "published": now and not troubles,
                    "troubles": list(troubles),
                }
            )
        elif not now:
            out.print("It is carried out by the next publish: `catalogue publish`, or add --now.")
        for trouble in troubles:
            err.print(trouble, markup=False, soft_wrap=True)
    if troubles:
        raise typer.Exit(FINDINGS)


def _take_down(
    house: House, ids: Sequence[str], because: str, by: str, reason: TakedownReason, *, keep_shared: bool
) -> tuple[Takedown, ...]:
    """Write the takedowns down, in the journal and in the curation file, and tell what is left to do by hand."""
    described = house.describe()
    resolution = house.resolve(described)
    _known(resolution, ids)
    if said := names_in(because, resolution, ids):
        refuse(
            f"The reason names {', '.join(repr(one) for one in said)}; it stands in a file that others read.",
            "Say it without the name.",
        )
    together = shared(resolution, ids)
    if together and not keep_shared:
        lines = [f"Document {sha256} is also that of {', '.join(others)}." for sha256, others in together.items()]
        refuse(*lines, "Name those too, or leave it with them by --keep-shared; nothing was done.")
    records = house.takedowns.take_down(resolution, described, ids, reason, by)
    for one in records:
        house.decide(entry_for(one, because.strip(), one.at.date()))
    for review_id, one in zip(ids, records, strict=True):
        counted = f"{len(one.documents)} documents by their hashes, {len(one.locations)} addresses"
        err.print(f"{review_id} is taken down as {one.tombstone_id}: {counted}.", markup=False, soft_wrap=True)
    for path, line in _still_named((house.settings.curation, house.settings.sources), resolution, ids):
        err.print(f"{path}:{line} still names it: take the name out by hand.", markup=False, soft_wrap=True)
    return records


def _known(resolution: Resolution, ids: Sequence[str]) -> None:
    """End the command where an id is no review that is shown, naming what may be meant."""
    shown = [one.review_id for one in resolution.reviews]
    for review_id in ids:
        if review_id not in shown:
            near = get_close_matches(review_id, shown, n=5, cutoff=0.5)
            meant = f"Is one of these meant: {', '.join(near)}?" if near else "`catalogue search` finds reviews."
            refuse(f"No review that is published is called {review_id}; nothing was done.", meant)


def _still_named(paths: Collection[Path], resolution: Resolution, ids: Collection[str]) -> tuple[tuple[str, int], ...]:
    """Return the lines of the two YAML files that tell an id or a title of what was taken down."""
    words = {word for one in resolution.reviews if one.review_id in ids for word in (one.review_id, one.title)}
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in sorted(words)))
    return tuple(
        (path.name, number)
        for path in paths
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line.partition("#")[0])
    )


def _lift(house: House, ids: Sequence[str], because: str, by: str) -> None:
    """Write down that takedowns are lifted."""
    held = {one.tombstone_id for one in holding(house.journal)}
    for wrong in (one for one in ids if one not in held):
        refuse(f"No takedown {wrong} holds; nothing was done.", "`catalogue takedown --list` shows those that do.")
    on = house.clock().date()
    for one in ids:
        house.decide(Entry.model_validate({"kind": "lift", "review": one, "because": because, "by": by, "on": on}))
        house.takedowns.lift(one, by=by)
        err.print(f"The takedown {one} is lifted. Its documents come back with the next harvest, where they stand.")


def _publish(house: House) -> tuple[str, ...]:
    """Publish, and return what still tells of what was taken down."""
    outcome = house.publish(at_once=True)
    if not outcome.published:
        return (
            "The new edition was refused, so the last one STILL TELLS of it. Reasons:",
            *(f"  {reason}" for reason in outcome.refused),
            f"Delete {outcome.path} if it must be gone now; the next good publish prints it again without.",
        )
    err.print(f"Edition {outcome.number}: {outcome.summary}.", markup=False, soft_wrap=True)
    settings = house.settings
    private = (
        settings.raw,
        settings.journal_folder,
        settings.described,
        settings.warehouse / "dagster",
        *held_here(settings),
    )
    left = left_over(house.resolve(), settings.warehouse, (*private, settings.curation, settings.sources))
    return tuple(f"{path} still tells of it: remove it, or make it again." for path in left)


def _show(held: Sequence[Takedown], *, as_json: bool) -> None:
    """Show the takedowns that hold; this is for the operator's eyes, and tells names."""
    if as_json:
        print_json([one.model_dump(mode="json", exclude={"sketches"}) for one in held])
        return
    if not held:
        out.print("Nothing is taken down.")
        return
    rows = [
        (one.tombstone_id, one.review_ids, one.at.date(), one.by, one.reason, len(one.documents), len(one.found_since))
        for one in held
    ]
    columns = ("tombstone", "was (private)", "since", "by", "reason", "documents", "found since")
    out.print(table(columns, rows))
