"""One round of watching, from the first request to the last feed.

Belongs here: `watch`, the order of the steps. Does not belong here: any decision of its own.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from catalogue.availability import fold_alerts
from catalogue.journal import Journal
from catalogue.models import AlertEvent, Checked, Record, Resolution, Source
from catalogue.store import Store
from catalogue.vocabulary import Rule
from catalogue.watch.alerting import Situation, closings, is_mass_change, openings
from catalogue.watch.ledger import Ledger
from catalogue.watch.looking import Getter, Memory, Progress, Similarity, addresses, host_of, look
from catalogue.watch.outbox import Sender, deliver, write_feeds
from catalogue.watch.sites import consider


class Watched(Record):
    """What one round of watching did."""

    checks: int
    """Locations looked at."""
    by_rule: dict[str, int]
    """How many checks each rule decided, by the rule's name."""
    opened: int
    """Alerts opened."""
    closed: int
    """Alerts closed."""
    delivered: int
    """Messages that the mail server accepted."""
    failed: int
    """Messages that could not be sent and will be tried again."""
    unaddressed: int
    """Messages with neither a contact nor an operator to go to."""
    held: int
    """Alerts not opened because so many at once are for a person to look at first."""
    sites_down: tuple[str, ...]
    """Hosts that were down as a whole."""
    own_outage: bool
    """Whether nothing could be reached, so that the fault is taken to be ours."""


def watch(
    resolution: Resolution,
    sources: Sequence[Source],
    *,
    fetch: Getter,
    store: Store,
    journal: Journal,
    clock: Callable[[], dt.datetime],
    mailer: Sender,
    feeds: Path,
    similarity: Similarity | None = None,
    operator: str | None = None,
    progress: Progress | None = None,
    hosts_at_once: int = 32,
    only: Collection[str] | None = None,
    ledger: Ledger | None = None,
) -> Watched:
    """Look at every location, append the checks, open and close alerts, send and publish what they say.

    Args:
        resolution: The reviews and where they are published.
        sources: All rows of the register, also where ``only`` names some: they hold publishers and contacts.
        fetch: The HTTP client; it keeps the pace of each host.
        store: Where the client keeps bodies; a copy that is no longer there is fetched in full.
        journal: Where checks and steps of alerts are read and appended.
        clock: The time.
        mailer: The way out.
        feeds: Folder of the Atom feeds.
        similarity: Likeness of two documents' texts by their sha256.
        operator: E-mail address of the person who runs the catalogue.
        progress: Told after each location.
        hosts_at_once: Most hosts asked at the same time.
        only: Source ids to look at; alerts and messages of other publishers wait for a full round.
        ledger: What the journal amounted to at the last round; without it the journal is read from its beginning.

    Returns:
        Counts. Checks are appended all at once after the last answer, since only the whole round
        shows whether a site, or we ourselves, were cut off.
    """
    locations = addresses(resolution, only)
    ledger = ledger or Ledger(journal)
    ledger.catch_up()
    memories = {place.location_id: _kept(ledger.memory(place.url), store) for place in locations}
    new = consider(
        look(
            locations,
            memories,
            fetch=fetch,
            similarity=similarity,
            now=clock(),
            hosts_at_once=hosts_at_once,
            progress=progress,
        )
    )
    journal.append(new)
    now = max([clock(), *(check.checked_at for check in new)])
    ledger.catch_up()
    ledger.keep()
    situation = Situation(
        resolution=resolution,
        sources=sources,
        states=ledger.states(now),
        checks=ledger.recent,
        seen_at={key: memory.seen_at for key, memory in memories.items()},
        now=now,
    )
    publishers = None if only is None else {source.publisher_id for source in sources if source.id in only}
    opened, closed, held = _raise_and_close(situation, journal, new, publishers)
    shown = {review.review_id for review in resolution.reviews}
    events = [event for event in journal.read(AlertEvent) if event.review_id in shown]
    sent = deliver(
        events,
        sources,
        mailer=mailer,
        journal=journal,
        clock=clock,
        operator=operator,
        only=publishers,
    )
    events = [event for event in journal.read(AlertEvent) if event.review_id in shown]
    write_feeds(feeds, events, sources)
    return Watched(
        checks=len(new),
        by_rule={rule.value: count for rule, count in sorted(Counter(check.rule for check in new).items())},
        opened=opened,
        closed=closed,
        delivered=sent.delivered,
        failed=sent.failed,
        unaddressed=sent.unaddressed,
        held=held,
        sites_down=tuple(sorted({host_of(check.url) for check in new if check.rule is Rule.SITE_DOWN})),
        own_outage=any(check.rule is Rule.OWN_OUTAGE for check in new),
    )


def _kept(memory: Memory, store: Store) -> Memory:
    """Forget a copy whose bytes are gone from the store only for confirming: its hash still counts."""
    if memory.copy is None or memory.copy.sha256 is None or store.has(memory.copy.sha256):
        return memory
    bare = memory.copy.model_copy(update={"headers": {}})
    return replace(memory, copy=bare)


def _raise_and_close(
    situation: Situation, journal: Journal, new: Sequence[Checked], publishers: Collection[str] | None
) -> tuple[int, int, int]:
    """Append what opens and what closes; return how many opened, closed and were held."""
    alerts = [
        alert
        for alert in fold_alerts(journal.read(AlertEvent))
        if publishers is None or alert.publisher_id in publishers
    ]
    closed = closings(situation, alerts)
    journal.append(closed)
    cut_off = {check.location_id for check in new if check.rule in (Rule.SITE_DOWN, Rule.OWN_OUTAGE)}
    opened = [
        event
        for event in openings(situation, fold_alerts(journal.read(AlertEvent)), cut_off)
        if publishers is None or event.publisher_id in publishers
    ]
    if is_mass_change(opened, situation.sources, situation.resolution):
        return 0, len(closed), len(opened)
    journal.append(opened)
    return len(opened), len(closed), 0
