"""What follows from a situation: alerts opened and closed, messages sent, feeds written.

Belongs here: the order of these. Does not belong here: looking at anything (`looking`), or any decision of its own.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.availability import of_shown
from catalogue.journal import Journal
from catalogue.models import AlertEvent, Checked, NoticeEvent
from catalogue.notify import Letter, Sender
from catalogue.vocabulary import ChannelKind, Rule
from catalogue.watch.alerting import Situation, decide
from catalogue.watch.foresight import outlooks
from catalogue.watch.outbox import (
    Desk,
    Directory,
    Outage,
    Receiver,
    Sent,
    deliver,
    letter_of,
    log_of,
    plan,
    write_feeds,
)

_NO_VOTE = frozenset({Rule.OWN_OUTAGE, Rule.ROBOTS, Rule.BLOCKED_ADDRESS})


@dataclass(frozen=True)
class Office:
    """What telling needs of the outside world."""

    journal: Journal
    clock: Callable[[], dt.datetime]
    ways: Mapping[ChannelKind, Sender]
    """The way out of each kind of channel."""
    feeds: Path | None
    """Folder of the feeds; none are written where null."""
    operator: str | None = None
    """E-mail address of the person who runs the catalogue."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Secrets of channels, by the names that rows of the register use."""


@dataclass(frozen=True)
class Concluded:
    """What was opened, closed, held and sent."""

    opened: int
    closed: int
    held: int
    sent: Sent


@dataclass(frozen=True)
class Planned:
    """One message that would go out now."""

    receiver: Receiver
    letter: Letter


def conclude(
    situation: Situation,
    new: Sequence[Checked],
    office: Office,
    publishers: Collection[str] | None = None,
) -> Concluded:
    """Open and close alerts after a round of checks, and tell what there is to tell.

    Args:
        situation: What is known after the round.
        new: The checks of the round.
        office: The outside world.
        publishers: Publishers concerned; None for all, after a whole round.

    Returns:
        Counts.
    """
    events = shown_events(situation, office.journal)
    opened, closed, held = decide(situation, events, office.journal, new, publishers)
    outage = (
        outage_of([one for found in situation.checks.values() for one in found])
        if any(check.rule is Rule.OWN_OUTAGE for check in new)
        else None
    )
    desk = desk_of(situation, office, publishers=publishers, complete=publishers is None, outage=outage)
    return Concluded(opened, closed, held, tell(desk, office))


def tell(desk: Desk, office: Office) -> Sent:
    """Send what there is to tell now, and write the feeds.

    Args:
        desk: What messages are made of.
        office: The outside world.

    Returns:
        Counts of messages.
    """
    sent = deliver(desk, ways=office.ways, journal=office.journal, clock=office.clock)
    if office.feeds is not None:
        write_feeds(office.feeds, desk.events, desk.situation.sources)
    return sent


def preview(desk: Desk, office: Office) -> tuple[Planned, ...]:
    """Show what would be sent now, and to whom; nothing is sent or recorded.

    Args:
        desk: What messages are made of.
        office: The outside world.

    Returns:
        The messages in the order in which they would go out.
    """
    made = plan(desk, log_of(office.journal.read(NoticeEvent)))
    return tuple(
        Planned(receiver, letter_of(notice, receiver, desk.directory.operator)) for receiver, notice in made.to_send
    )


def desk_of(
    situation: Situation,
    office: Office,
    *,
    publishers: Collection[str] | None = None,
    complete: bool = False,
    outage: Outage | None = None,
    monthly: bool = False,
) -> Desk:
    """Lay out everything that messages are made of.

    Args:
        situation: What is known.
        office: The outside world.
        publishers: Publishers concerned; None for all.
        complete: Whether a whole round has just looked at everything.
        outage: Our own outage, where we are in one.
        monthly: Whether the monthly outlooks are wanted.

    Returns:
        The desk.
    """
    directory = Directory(situation.sources, office.operator, office.secrets)
    refused = log_of(office.journal.read(NoticeEvent)).refusals if monthly else ()
    return Desk(
        situation=situation,
        events=shown_events(situation, office.journal),
        directory=directory,
        complete=complete,
        publishers=publishers,
        outage=outage,
        extra=outlooks(situation, directory, refused) if monthly else (),
    )


def shown_events(situation: Situation, journal: Journal) -> tuple[AlertEvent, ...]:
    """Return the steps of alerts about what is published.

    Args:
        situation: What is known.
        journal: Where they stand.

    Returns:
        The steps, in order, each under the present id of its review.
    """
    return tuple(of_shown(journal.read(AlertEvent), situation.resolution))


def outage_of(checks: Sequence[Checked]) -> Outage | None:
    """Return our own outage that goes on.

    Args:
        checks: The latest checks of all locations, those of this round too.

    Returns:
        Since when and for how many rounds nothing at all could be reached; null where the last round reached
        something.
    """
    rounds: list[dt.datetime] = []
    for check in sorted(checks, key=lambda check: check.checked_at, reverse=True):
        if check.rule is Rule.OWN_OUTAGE:
            rounds.append(check.checked_at)
        elif check.rule not in _NO_VOTE:
            break
    if not rounds:
        return None
    starts = [rounds[-1]]
    for at in reversed(rounds):
        if at - starts[-1] >= dt.timedelta(minutes=30):
            starts.append(at)
    return Outage(since=rounds[-1], rounds=len(starts))
