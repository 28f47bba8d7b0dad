"""One round of watching, from the first request to the last feed.

Belongs here: `watch`, the order of the steps. Does not belong here: any decision of its own.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from catalogue.journal import Journal
from catalogue.models import Capture, Checked, Harvest, Location, Record, Resolution, Source
from catalogue.notify import Sender
from catalogue.store import Store
from catalogue.vocabulary import ChannelKind, Rule
from catalogue.watch.alerting import situation_of
from catalogue.watch.looking import Getter, Memory, Progress, Similarity, addresses, host_of, look, remember
from catalogue.watch.sites import consider
from catalogue.watch.telling import Office, conclude


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
    refused: int = 0
    """Messages whose channel refuses for good; they went to the next one, or to the operator."""
    unaddressed: int
    """Publishers with something to be told, and neither a contact nor an operator to tell."""
    held: int
    """Alerts that are held because so many at once are for a person to look at first."""
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
    ways: Mapping[ChannelKind, Sender] | None = None,
    secrets: Mapping[str, str] | None = None,
) -> Watched:
    """Look at every location, append the checks, open and close alerts, send and publish what they say.

    Args:
        resolution: The reviews and where they are published.
        sources: All rows of the register, also where ``only`` names some: they hold publishers and contacts.
        fetch: The HTTP client; it keeps the pace of each host.
        store: Where the client keeps bodies; a copy that is no longer there is fetched in full.
        journal: Where checks and steps of alerts are read and appended.
        clock: The time.
        mailer: The way out for e-mail.
        feeds: Folder of the Atom feeds.
        similarity: Likeness of two documents' texts by their sha256.
        operator: E-mail address of the person who runs the catalogue.
        progress: Told after each location.
        hosts_at_once: Most hosts asked at the same time.
        only: Source ids to look at; alerts and messages of other publishers wait for a full round.
        ways: The ways out of other channels.
        secrets: Secrets of channels, by the names that rows of the register use.

    Returns:
        Counts. Checks are appended all at once after the last answer, since only the whole round
        shows whether a site, or we ourselves, were cut off.
    """
    locations = addresses(resolution, only)
    past = list(journal.read(Checked))
    memories = remember(locations, journal.read(Capture), past)
    memories = {key: _kept(memory, store) for key, memory in _adopted(memories, locations).items()}
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
    checks = [*past, *new]
    seen_at = {key: memory.seen_at for key, memory in memories.items()}
    situation = situation_of(resolution, sources, checks, seen_at=seen_at, now=now, harvests=journal.read(Harvest))
    publishers = None if only is None else {source.publisher_id for source in sources if source.id in only}
    office = Office(
        journal=journal,
        clock=clock,
        ways={ChannelKind.EMAIL: mailer, **(ways or {})},
        feeds=feeds,
        operator=operator,
        secrets=secrets or {},
    )
    told = conclude(situation, checks, new, office, publishers)
    return Watched(
        checks=len(new),
        by_rule={rule.value: count for rule, count in sorted(Counter(check.rule for check in new).items())},
        opened=told.opened,
        closed=told.closed,
        delivered=told.sent.delivered,
        failed=told.sent.failed,
        refused=told.sent.refused,
        unaddressed=told.sent.unaddressed,
        held=told.held,
        sites_down=tuple(sorted({host_of(check.url) for check in new if check.rule is Rule.SITE_DOWN})),
        own_outage=any(check.rule is Rule.OWN_OUTAGE for check in new),
    )


def _adopted(memories: Mapping[str, Memory], locations: Sequence[Location]) -> dict[str, Memory]:
    """Remember for an address that its publisher named what was on record where the document stood before."""
    found = dict(memories)
    keys = {location.url: location.location_id for location in locations}
    for location in locations:
        new = keys.get(location.moved_to or "")
        if new is not None and found[new].copy is None:
            old = found[location.location_id]
            found[new] = replace(found[new], copy=old.copy, harvested=old.harvested)
    return found


def _kept(memory: Memory, store: Store) -> Memory:
    """Forget a copy whose bytes are gone from the store only for confirming: its hash still counts."""
    if memory.copy is None or memory.copy.sha256 is None or store.has(memory.copy.sha256):
        return memory
    bare = memory.copy.model_copy(update={"headers": {}})
    return replace(memory, copy=bare)
