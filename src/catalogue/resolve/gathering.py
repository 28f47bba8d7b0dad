"""Gathering: harvests, captures and descriptions folded into items.

Belongs here: what was ever listed and captured, put together by item. Does not belong here: what is known of one
item (``items``) and which items are one review (``joins``).
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalogue.journal import Journal
from catalogue.models import Capture, Description, Harvest, Link, Removal, Source, links_from
from catalogue.resolve.items import Copy, Item, Sighting, canonical_url, is_document
from catalogue.store import Store

Where = tuple[str, str, str]
"""Source, page and key of an item."""


@dataclass
class _Seen:
    """What the harvests showed, as far as they are read."""

    sightings: dict[Where, dict[str, Sighting]] = field(default_factory=lambda: defaultdict(dict))
    pointers: dict[Where, set[str]] = field(default_factory=lambda: defaultdict(set))
    removals: dict[tuple[str, str], Removal | None] = field(default_factory=dict)
    last_good: dict[str, tuple[dt.datetime, frozenset[str]]] = field(default_factory=dict)
    good: dict[str, list[dt.datetime]] = field(default_factory=lambda: defaultdict(list))

    def take(self, harvest: Harvest, links: Sequence[Link]) -> None:
        """Take in what one harvest showed; harvests come in the order of their times."""
        if harvest.good:
            taken = frozenset(canonical_url(link.url) for link in links if link.left_out is None)
            self.last_good[harvest.source_id] = (harvest.started_at, taken)
            self.good[harvest.source_id].append(harvest.started_at)
        for link in links:
            where = (harvest.source_id, link.found_on, link.item)
            self.removals[harvest.source_id, link.item] = link.removal
            if link.left_out is not None:
                self.pointers[where].add(canonical_url(link.url))
                continue
            _see(self.sightings[where], link, harvest.started_at)

    def missed(self, where: Where) -> dt.datetime | None:
        """Return the first good harvest of its source that no longer showed an item."""
        last = max(one.last_seen for one in self.sightings[where].values())
        good = self.good[where[0]]
        number = bisect_right(good, last)
        return good[number] if number < len(good) else None


def gather(
    sources: Sequence[Source], descriptions: Mapping[str, Description], *, journal: Journal, store: Store
) -> tuple[Item, ...]:
    """Fold everything ever harvested into items.

    Args:
        sources: The register; sources that it no longer names are left out.
        descriptions: What was read, by sha256.
        journal: Harvests and captures.
        store: Lists of links, by the hash in each harvest.

    Returns:
        Items in a fixed order, whatever the order of the journal.
    """
    rows = {source.id: source for source in sources}
    before = {source.id: _predecessors(source, sources) for source in sources}
    copies = _copies(journal.read(Capture), descriptions)
    known_lists: dict[str, tuple[Link, ...]] = {}
    seen = _Seen()
    for harvest in sorted(journal.read(Harvest), key=lambda one: (one.started_at, one.source_id, one.canonical())):
        if harvest.source_id not in rows or not harvest.links_sha256:
            continue
        if harvest.links_sha256 not in known_lists:
            known_lists[harvest.links_sha256] = links_from(store.read(harvest.links_sha256))
        seen.take(harvest, known_lists[harvest.links_sha256])
    return tuple(
        Item(
            source=rows[where[0]],
            found_on=where[1],
            key=where[2],
            sightings=_with_listed(seen.sightings[where].values(), seen.last_good.get(where[0])),
            pointers=frozenset(seen.pointers.get(where, ())),
            copies=copies,
            removal=seen.removals[where[0], where[2]],
            before=before[where[0]],
            missed=seen.missed(where),
        )
        for where in sorted(seen.sightings)
    )


def _predecessors(source: Source, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return the rows of the publishers that a row's publisher followed, however far back."""
    found: dict[str, Source] = {}
    waiting = [source.publisher_id]
    done: set[str] = set()
    while waiting:
        publisher = waiting.pop()
        if publisher in done:
            continue
        done.add(publisher)
        for row in sources:
            if publisher in row.succeeded_by:
                found[row.id] = row
                waiting.append(row.publisher_id)
    return tuple(found[key] for key in sorted(found))


def _copies(captures: Iterable[Capture], descriptions: Mapping[str, Description]) -> Mapping[str, tuple[Copy, ...]]:
    """Return the documents captured at each address, each version once, in the order of its last sight."""
    last: dict[str, dict[str, Capture]] = defaultdict(dict)
    first: dict[tuple[str, str], dt.datetime] = {}
    for capture in captures:
        if is_document(capture) and capture.sha256:
            url = canonical_url(capture.url)
            before = last[url].get(capture.sha256)
            if before is None or _later(before, capture):
                last[url][capture.sha256] = capture
            known = first.get((url, capture.sha256), capture.requested_at)
            first[url, capture.sha256] = min(known, capture.requested_at)
    return {
        url: tuple(
            Copy(capture, descriptions.get(sha256), first[url, sha256])
            for sha256, capture in sorted(versions.items(), key=lambda pair: (pair[1].requested_at, pair[0]))
        )
        for url, versions in last.items()
    }


def _later(before: Capture, capture: Capture) -> bool:
    """Whether a capture of the same bytes is the later one; those of one instant are told apart by their content."""
    if before.requested_at != capture.requested_at:
        return before.requested_at < capture.requested_at
    return before.canonical() < capture.canonical()


def _see(sightings: dict[str, Sighting], link: Link, at: dt.datetime) -> None:
    """Add one sight of a link; its latest wording stands, a date or name once stated is not lost."""
    key = canonical_url(link.url)
    before = sightings.get(key)
    if before is None:
        sightings[key] = Sighting(link, at, at, None)
        return
    kept = link.stated.model_copy(
        update={
            "published": link.stated.published or before.link.stated.published,
            "pseudonyms": link.stated.pseudonyms or before.link.stated.pseudonyms,
            "review_type": link.stated.review_type or before.link.stated.review_type,
        }
    )
    sightings[key] = Sighting(
        link.model_copy(update={"stated": kept}), min(before.first_seen, at), max(before.last_seen, at), None
    )


def _with_listed(
    sightings: Iterable[Sighting], good: tuple[dt.datetime, frozenset[str]] | None
) -> tuple[Sighting, ...]:
    """Say of each sighting whether it is listed: in the last good harvest, or seen since; null where none was good."""
    ordered = sorted(sightings, key=lambda one: (one.link.position, one.link.url))
    if good is None:
        return tuple(ordered)
    at, shown = good
    return tuple(replace(one, listed=one.last_seen > at or canonical_url(one.link.url) in shown) for one in ordered)
