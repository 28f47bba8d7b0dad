"""One round of watching, from the first request to the last feed.

Belongs here: `watch`, the order of the steps. Does not belong here: any decision of its own.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from catalogue.availability import fold_alerts, of_shown
from catalogue.journal import Journal
from catalogue.models import AlertEvent, Capture, Checked, Location, Record, Resolution, Source
from catalogue.notify import Sender
from catalogue.store import Store
from catalogue.vocabulary import ChannelKind, Rule
from catalogue.watch.abreast import side_by_side
from catalogue.watch.alerting import situation_of
from catalogue.watch.due import LATELY, due, looked_at
from catalogue.watch.elsewhere import Elsewhere
from catalogue.watch.ledger import Ledger
from catalogue.watch.looking import Means, Progress, Reader, ask, look
from catalogue.watch.memory import Memory, Similarity
from catalogue.watch.probing import Connected, Getter, earlier_probe, front_page, host_of
from catalogue.watch.sites import consider, in_doubt
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
    open: int = 0
    """Alerts about what is published that are open after it; 0 in records from before it was counted."""
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
    feeds: Path | None,
    similarity: Similarity | None = None,
    reader: Reader | None = None,
    read_ahead: Callable[[Collection[str]], None] | None = None,
    unverified: Getter | None = None,
    canaries: Sequence[str] = (),
    accepted: Collection[str] = (),
    operator: str | None = None,
    progress: Progress | None = None,
    hosts_at_once: int = 256,
    only: Collection[str] | None = None,
    everything: bool = False,
    ledger: Ledger | None = None,
    ways: Mapping[ChannelKind, Sender] | None = None,
    secrets: Mapping[str, str] | None = None,
) -> Watched:
    """Look at every location that is due, append the checks, open and close alerts, send and publish what they say.

    Args:
        resolution: The reviews and where they are published.
        sources: All rows of the register, also where ``only`` names some: they hold publishers and contacts.
        fetch: The HTTP client; it keeps the pace of each host.
        store: Where the client keeps bodies; a copy that is no longer there is fetched in full.
        journal: Where checks and steps of alerts are read and appended.
        clock: The time.
        mailer: The way out for e-mail.
        feeds: Folder of the Atom feeds; none are written where null.
        similarity: Likeness of two documents' texts by their sha256.
        reader: What readers make of a body by its sha256.
        read_ahead: Reads bodies together, by sha256, that the reader or the likeness are asked about next.
        unverified: A client that believes any certificate, for evidence of what stands behind a warning.
        canaries: Addresses of at least three well-known sites that tell whether we ourselves are connected.
        accepted: Hashes of files that a person has accepted as versions of what they replaced.
        operator: E-mail address of the person who runs the catalogue.
        progress: Told after each location.
        hosts_at_once: Most hosts asked at the same time.
        only: Source ids to look at; alerts and messages of other publishers wait for a full round.
        everything: Whether to look at locations that are not yet due too.
        ledger: What the journal amounted to at the last round; without it the journal is read from its beginning.
        ways: The ways out of other channels.
        secrets: Secrets of channels, by the names that rows of the register use.

    Returns:
        Counts. Checks are appended all at once after the last answer, since only the whole round
        shows whether a site, or we ourselves, were cut off.
    """
    ledger = ledger or Ledger(journal)
    ledger.catch_up()
    past, now = ledger.recent, clock()
    watched = looked_at(only, resolution)
    locations = watched if everything else due(watched, resolution, past, now)
    connected = Connected(canaries, fetch)
    means = Means(
        fetch=fetch,
        store=store,
        now=now,
        similarity=similarity,
        reader=reader,
        read_ahead=read_ahead,
        unverified=unverified,
        connected=connected,
        elsewhere=Elsewhere(journal, ledger.harvests.values(), sources, now),
        accepted=accepted,
        probes=_probes(past, now),
        names_gone=_names_gone(past),
        hosts_at_once=hosts_at_once,
        progress=progress,
    )
    new = look(locations, _memories(ledger, resolution, locations, store), means)
    lately = _lately(past, new, now)
    new = consider(new, _fronts(new, lately, locations, means), lately=lately, connected=connected.told)
    journal.append(new)
    now = max([clock(), *(check.checked_at for check in new)])
    ledger.catch_up()
    ledger.keep()
    situation = situation_of(resolution, sources, ledger, now=now, harvests=ledger.harvests.values())
    publishers = None if only is None else {source.publisher_id for source in sources if source.id in only}
    office = Office(
        journal=journal,
        clock=clock,
        ways={ChannelKind.EMAIL: mailer, **(ways or {})},
        feeds=feeds,
        operator=operator,
        secrets=secrets or {},
    )
    told = conclude(situation, new, office, publishers)
    return Watched(
        checks=len(new),
        by_rule={rule.value: count for rule, count in sorted(Counter(check.rule for check in new).items())},
        opened=told.opened,
        closed=told.closed,
        open=sum(one.closed_at is None for one in fold_alerts(of_shown(journal.read(AlertEvent), resolution))),
        delivered=told.sent.delivered,
        failed=told.sent.failed,
        refused=told.sent.refused,
        unaddressed=told.sent.unaddressed,
        held=told.held,
        sites_down=tuple(sorted({host_of(check.url) for check in new if check.rule is Rule.SITE_DOWN})),
        own_outage=any(check.rule is Rule.OWN_OUTAGE for check in new),
    )


def _memories(ledger: Ledger, resolution: Resolution, locations: Sequence[Location], store: Store) -> dict[str, Memory]:
    """Return what is on record for each location; for an address that its publisher named, what was at the old one."""
    before = {place.moved_to: place.url for place in resolution.locations if place.moved_to}
    found: dict[str, Memory] = {}
    for location in locations:
        memory = ledger.memory(location.url)
        if memory.copy is None and location.url in before:
            old = ledger.memory(before[location.url])
            memory = replace(memory, copy=old.copy, harvested=old.harvested)
        found[location.location_id] = _kept(memory, store)
    return found


def _kept(memory: Memory, store: Store) -> Memory:
    """Forget a copy whose bytes are gone from the store only for confirming: its hash still counts."""
    if memory.copy is None or memory.copy.sha256 is None or store.has(memory.copy.sha256):
        return memory
    bare = memory.copy.model_copy(update={"headers": {}})
    return replace(memory, copy=bare)


def _probes(past: Mapping[str, Sequence[Checked]], now: dt.datetime) -> dict[str, Capture]:
    """Return by host what it answered within a day to an address that cannot exist."""
    lately: defaultdict[str, list[Checked]] = defaultdict(list)
    for checks in past.values():
        for check in checks[-5:]:  # a day holds at most so many looks
            lately[host_of(check.url)].append(check)
    found = {host: earlier_probe(checks, now) for host, checks in lately.items()}
    return {host: probe for host, probe in found.items() if probe is not None}


def _names_gone(past: Mapping[str, Sequence[Checked]]) -> dict[str, dt.datetime]:
    """Return by host when its name was last found not to exist."""
    gone = [check for checks in past.values() for check in checks if check.rule is Rule.NAME_GONE]
    return {host_of(check.url): check.checked_at for check in sorted(gone, key=lambda one: one.checked_at)}


def _lately(past: Mapping[str, Sequence[Checked]], new: Sequence[Checked], now: dt.datetime) -> list[Checked]:
    """Return the last checks of the locations that this round did not look at, as far as they still count."""
    looked = {check.location_id for check in new}
    last = (checks[-1] for key, checks in past.items() if key not in looked)
    return [check for check in last if now - check.checked_at <= LATELY]


def _fronts(
    checks: Sequence[Checked], lately: Sequence[Checked], locations: Sequence[Location], means: Means
) -> dict[str, Capture]:
    """Ask for the front page of each host of which everything failed or was refused."""
    sources = {location.location_id: location.source_id for location in locations}
    doubted = in_doubt(checks, lately)
    answers: dict[str, Capture] = {}

    def work(host: str) -> None:
        check = doubted[host]
        answers[host] = ask(means.fetch, front_page(check.url), sources[check.location_id], None, means.now)

    side_by_side(work, doubted, means.hosts_at_once)
    return answers
