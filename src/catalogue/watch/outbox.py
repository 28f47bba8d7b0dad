"""Messages that are still to be sent, worked out from the journal, and the feeds.

Belongs here: what is pending, sending it, recording what became of it. Does not belong here: the
decision to open or close, or words.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from catalogue.availability import fold_alerts
from catalogue.journal import Journal
from catalogue.letters import FeedEntry, entry_id
from catalogue.models import AlertEvent, Source
from catalogue.notify import Delivery, Letter, write_feed
from catalogue.vocabulary import AlertAnswer, AlertStep, SourceStatus

DOMAIN = "catalogue"
"""Right side of the stable ids of messages."""


class Sender(Protocol):
    """What watching needs of the way out."""

    def send(self, letter: Letter) -> Delivery:
        """Send a letter and return what became of it."""
        ...


@dataclass(frozen=True)
class Sent:
    """What became of the pending messages of one run."""

    delivered: int = 0
    """Messages accepted for delivery."""
    failed: int = 0
    """Messages that will be tried again."""
    unaddressed: int = 0
    """Messages with nobody to send them to."""


def pending(events: Sequence[AlertEvent]) -> list[AlertEvent]:
    """Work out which messages are still to be sent.

    Args:
        events: All steps of alerts, in order.

    Returns:
        The openings of alerts that are open and untold, and the closings of alerts that ended because
        the document is back and whose opening was told. An alert that ended before anything was said
        is never mentioned.
    """
    told = {(event.alert_id, event.about) for event in events if event.step is AlertStep.DELIVERED}
    alerts = {alert.alert_id: alert for alert in fold_alerts(events)}
    waiting: dict[tuple[str, AlertStep], AlertEvent] = {}
    for event in events:
        alert = alerts.get(event.alert_id)
        if alert is None or (event.alert_id, event.step) in told:
            continue
        opening = event.step is AlertStep.OPENED and alert.closed_at is None
        closing = event.step is AlertStep.CLOSED and alert.answer is AlertAnswer.BACK
        if opening or (closing and (event.alert_id, AlertStep.OPENED) in told):
            waiting.setdefault((event.alert_id, event.step), event)
    return list(waiting.values())


def deliver(
    events: Sequence[AlertEvent],
    sources: Iterable[Source],
    *,
    mailer: Sender,
    journal: Journal,
    clock: Callable[[], dt.datetime],
    operator: str | None,
    only: Collection[str] | None = None,
) -> Sent:
    """Send what is pending and record each message as soon as its fate is known.

    Args:
        events: All steps of alerts, in order.
        sources: The register, which holds the contacts.
        mailer: The way out.
        journal: Where the fate is appended.
        clock: Time of the record.
        operator: Who gets what has no contact, and to whom answers go.
        only: Publishers concerned; None for all.

    Returns:
        Counts of messages.
    """
    contacts = _contacts(sources)
    fates = {True: 0, False: 0, None: 0}
    for event in pending(events):
        if only is not None and event.publisher_id not in only:
            continue
        to = contacts.get(event.publisher_id) or operator
        if to is None:
            fates[None] += 1
            continue
        letter = Letter(
            to=to,
            subject=event.subject or "",
            text=event.body or "",
            message_id=f"<{event.alert_id}.{event.step.value}@{DOMAIN}>",
            reply_to=operator,
        )
        delivery = mailer.send(letter)
        journal.append([_fate(event, letter, delivery, clock())])
        fates[delivery.ok] += 1
    return Sent(delivered=fates[True], failed=fates[False], unaddressed=fates[None])


def write_feeds(folder: Path, events: Iterable[AlertEvent], sources: Iterable[Source]) -> tuple[Path, ...]:
    """Write the feed of every publisher that ever had an alert.

    Args:
        folder: Folder of the feeds.
        events: All steps of alerts, in order.
        sources: The register, which holds the names.

    Returns:
        The files, in order of publisher ids.
    """
    names = {source.publisher_id: source.publisher for source in sources}
    entries: defaultdict[str, dict[str, FeedEntry]] = defaultdict(dict)
    for event in events:
        if event.step in (AlertStep.OPENED, AlertStep.CLOSED):
            entry = FeedEntry(
                id=entry_id(event.alert_id, event.step), title=event.subject or "", text=event.body or "", at=event.at
            )
            entries[event.publisher_id].setdefault(entry.id, entry)
    for path in folder.glob("*.atom"):
        if path.stem not in entries:
            path.unlink()  # all that it told of has been taken down, and nothing of it may stay behind
    return tuple(
        write_feed(folder, publisher, names.get(publisher, publisher), tuple(entries[publisher].values()))
        for publisher in sorted(entries)
    )


def _contacts(sources: Iterable[Source]) -> dict[str, str]:
    """Return the contact of each publisher: that of its first row that has one, active rows before others."""
    contacts: dict[str, str] = {}
    for source in sorted(sources, key=lambda source: (source.status is not SourceStatus.ACTIVE, source.id)):
        if source.contact:
            contacts.setdefault(source.publisher_id, source.contact)
    return contacts


def _fate(event: AlertEvent, letter: Letter, delivery: Delivery, at: dt.datetime) -> AlertEvent:
    """Make the step that records what became of a message."""
    return event.model_copy(
        update={
            "step": AlertStep.DELIVERED if delivery.ok else AlertStep.DELIVERY_FAILED,
            "at": at,
            "about": event.step,
            "channel": delivery.channel,
            "message_id": letter.message_id,
            "detail": None if delivery.ok else delivery.detail,
            "answer": None,
        }
    )
