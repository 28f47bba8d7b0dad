"""The commands about telling people: `notify` and `answer`.

Belongs here: their options, and showing what was or would be sent. Does not belong here: what they do (`house`).
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from catalogue.cli.common import FINDINGS, Json, Sources, Warehouse, err, out, print_json, refuse, settings
from catalogue.cli.working import working
from catalogue.house import House
from catalogue.house.answering import ANSWERS, Unanswerable, enable, let_go
from catalogue.house.answering import answer as record
from catalogue.house.deadman import dead_man
from catalogue.house.telling import due, send
from catalogue.letters import count
from catalogue.vocabulary import AlertAnswer
from catalogue.watch import Planned

By = Annotated[str, typer.Option("--by", help="Who says so.")]
Because = Annotated[str, typer.Option("--because", help="Why, in a sentence; it is kept and never published.")]

Answer = StrEnum("Answer", {name.replace("-", "_").upper(): name for name in ANSWERS})  # type: ignore[misc]


def notify(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would go to whom; send and record nothing.")
    ] = False,
    monthly: Annotated[bool, typer.Option("--monthly", help="Send the month's outlook to each publisher too.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Tell what is held, because somebody looked.")] = False,
    channel: Annotated[str | None, typer.Option("--enable", help="Use a channel again that refused for good.")] = None,
    deadman: Annotated[bool, typer.Option("--deadman", help="Only tell the operator if nothing has run.")] = False,
    by: By = "",
    because: Because = "",
    warehouse: Warehouse = None,
    sources: Sources = None,
    json: Json = False,
) -> None:
    """Send the messages that are due, without checking any address; run it as often as you like.

    What `watch` could not deliver is tried again after a while, what waits for its hour goes out, and nothing is sent
    twice. `--deadman` is for another machine, or for cron on this one: it ends with 1 where no run finished in 26
    hours.
    """
    if deadman:
        _dead_man(warehouse, sources)
        return
    with working(warehouse, sources) as house:
        try:
            if release:
                freed = let_go(house, by=by, because=because)
                out.print(f"{count(freed, 'alert is', 'alerts are')} no longer held and told with what is due.")
            if channel is not None:
                enable(house, channel, by=by, because=because)
                out.print(f"{channel} is used again.", markup=False)
        except Unanswerable as wrong:
            refuse(str(wrong))
        if dry_run:
            _show(due(house, monthly=monthly), json=json)
            return
        sent = send(house, monthly=monthly)
    if json:
        print_json({"delivered": sent.delivered, "failed": sent.failed, "refused": sent.refused})
    else:
        out.print(f"Messages: {sent.delivered} delivered, {sent.failed} to be tried again, {sent.refused} refused.")
    if sent.unaddressed:
        err.print(f"{count(sent.unaddressed, 'publisher')} cannot be told: add a contact, or set CATALOGUE_OPERATOR.")
    if sent.failed or sent.refused or sent.unaddressed:
        raise typer.Exit(FINDINGS)


def answer(
    alert: Annotated[str, typer.Argument(help="Reference of the alert, as its message has it.")],
    kind: Annotated[Answer, typer.Argument(help="What is answered.")],
    value: Annotated[
        str | None, typer.Argument(help="The new address, the right date, or the last day of the work on the site.")
    ] = None,
    *,
    by: By = "",
    because: Because = "",
    warehouse: Warehouse = None,
    sources: Sources = None,
) -> None:
    """Record what a publisher answers to an alert; it ends the alert, or silences it until a day.

    moved-to URL: the new address is checked from the next round on. welfare, court-order: nothing is said of the
    document again. wrong-date DATE: goes to a person as a proposed correction. maintenance UNTIL: nothing is said until
    that day, and the alert is not opened anew after it. Who and why are kept and never published.
    """
    with working(warehouse, sources) as house:
        try:
            told = record(house, alert, ANSWERS[kind.value], value, by=by, because=because)
        except Unanswerable as wrong:
            refuse(str(wrong))
    if told.closed_at is None:
        out.print(
            f"The alert {told.alert_id} stays open; nothing is said of it up to and including {told.silent_until}.",
            markup=False,
        )
    else:
        why = told.answer.definition if told.answer else ""
        out.print(f"The alert {told.alert_id} has ended. {why}", markup=False, soft_wrap=True)
    if told.answer is AlertAnswer.WRONG_DATE:
        out.print("If the date is right, add this to curation.yaml:", markup=False)
        lines = (
            "  - kind: set",
            f"    review: {told.review_id}",
            "    field: published_on",
            f'    value: "{value}"',
            f'    because: "{because}"',
            f'    by: "{by}"',
            f"    on: {told.closed_at:%Y-%m-%d}",
        )
        for one in lines:
            out.print(one, markup=False, soft_wrap=True)


def _dead_man(warehouse: Path | None, sources: Path | None) -> None:
    """Tell the operator if nothing has run; no lock is taken, since a run that hangs holds it."""
    said = dead_man(House(settings(warehouse, sources)))
    if said is None:
        out.print("A run has finished within the last 26 hours.")
        return
    err.print(said, markup=False, soft_wrap=True)
    raise typer.Exit(FINDINGS)


def _show(planned: tuple[Planned, ...], *, json: bool) -> None:
    """Show exactly what would go to whom; secrets stay secret."""
    if json:
        print_json([one.letter.model_dump(mode="json", exclude={"secret"}) | {"to": _to(one)} for one in planned])
        return
    for one in planned:
        out.rule()
        out.print(f"To: {_to(one)} ({one.receiver.audience}, {one.receiver.kind})", markup=False, soft_wrap=True)
        out.print(f"Subject: {one.letter.subject}", markup=False, soft_wrap=True)
        out.print(f"Message-ID: {one.letter.message_id}\n", markup=False, soft_wrap=True)
        out.print(one.letter.text, markup=False, soft_wrap=True)
    out.print(f"{count(len(planned), 'message')} would be sent now. Nothing was sent or recorded.")


def _to(one: Planned) -> str:
    """Return where a message goes; the address of a chat's webhook is a secret, so its key stands instead."""
    return one.receiver.key if one.receiver.has_secret_address else one.receiver.to
