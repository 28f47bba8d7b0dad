"""Items: what a page shows as one publication, with all that is known of it.

Belongs here: folding harvests, links, captures and descriptions into items. Does not belong here: which
items are one review (``joins``) and which value stands (``choose``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from catalogue.authority import areas_named
from catalogue.journal import Journal
from catalogue.models import (
    Capture,
    Description,
    Finding,
    Harvest,
    Link,
    PublishedDate,
    Removal,
    Source,
    digest,
    links_from,
)
from catalogue.store import Store
from catalogue.vocabulary import DateBasis, Magic, Precision, Purpose, ReviewType, Role

DOCUMENT_FILES = frozenset({".pdf", ".docx", ".doc", ".pptx", ".ppt", ".odt"})


def canonical_url(url: str) -> str:
    """Return the address without what does not change the page: scheme, ``www.``, trailing slash, print twin."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/").removesuffix("/print")
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{host}{path}{query}{fragment}"


def location_key(url: str) -> str:
    """Return the stable key of an address."""
    return digest("location", canonical_url(url))


def folded(name: str) -> str:
    """Return a pseudonym as it is compared: case and quotation marks do not count."""
    return " ".join(name.casefold().replace("’", "'").strip("'‘“”\" ").split())


@dataclass(frozen=True)
class Copy:
    """A document as it was captured at an address."""

    capture: Capture
    description: Description | None


@dataclass(frozen=True)
class Sighting:
    """One link of one item, over all harvests that showed it."""

    link: Link
    first_seen: dt.datetime
    last_seen: dt.datetime
    listed: bool | None


@dataclass(frozen=True)
class Item:
    """What one page of one source shows as one publication."""

    source: Source
    found_on: str
    key: str
    sightings: tuple[Sighting, ...]
    pointers: frozenset[str]
    copies: Mapping[str, tuple[Copy, ...]] = field(repr=False)
    removal: Removal | None = None

    @property
    def anchor(self) -> str:
        """Return what a minted id remembers of this item."""
        return f"{self.source.id}|{canonical_url(self.found_on)}|{self.key}"

    @property
    def all_copies(self) -> Iterator[tuple[Sighting, Copy]]:
        """Give every copy ever captured for every link, oldest first."""
        for sighting in self.sightings:
            for copy in self.copies.get(canonical_url(sighting.link.url), ()):
                yield sighting, copy

    @cached_property
    def hashes(self) -> frozenset[str]:
        """Return the hashes of all its documents."""
        return frozenset(copy.capture.sha256 for _, copy in self.all_copies if copy.capture.sha256)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Return the canonical addresses of its documents and entries."""
        return frozenset(canonical_url(sighting.link.url) for sighting in self.sightings)

    def findings(self, name: str) -> Iterator[Finding]:
        """Give what its documents say of one field."""
        for _, copy in self.all_copies:
            if copy.description:
                yield from (finding for finding in copy.description.findings if finding.field == name)

    @cached_property
    def pseudonyms(self) -> frozenset[str]:
        """Return the names it is known by, as compared: the listing's, or else its documents'."""
        stated = {folded(name) for one in self.sightings for name in one.link.stated.pseudonyms}
        return frozenset(stated or {folded(finding.value) for finding in self.findings("pseudonyms")})

    @cached_property
    def own(self) -> bool:
        """Whether the page shows it as its publisher's own."""
        return all(one.link.stated.own is not False for one in self.sightings)

    @cached_property
    def anonymous(self) -> bool:
        """Whether its area is withheld on purpose: then it has none, and is never joined to an item that has one."""
        return any(one.link.stated.anonymous for one in self.sightings)

    @cached_property
    def entries(self) -> frozenset[str]:
        """Return what tells that another page of its source shows the same anonymous entry: heading and text."""
        return frozenset(
            f"entry|{self.source.id}|{folded(stated.title)}|{folded(stated.synopsis)}"
            for stated in (one.link.stated for one in self.sightings)
            if stated.anonymous and stated.title and stated.synopsis
        )

    @cached_property
    def areas(self) -> frozenset[str]:
        """Return the codes of the areas it is about: those named, or else its publisher's own."""
        if self.anonymous:
            return frozenset()
        printed = (name for one in self.sightings for name in one.link.stated.areas)
        named = frozenset(area.area_code for name in printed for area in areas_named(name))
        return named or frozenset(self.source.areas if self.own else ())

    @cached_property
    def types(self) -> frozenset[ReviewType]:
        """Return the kinds of review that its listing or its documents state."""
        stated = {one.link.stated.review_type for one in self.sightings}
        read = {ReviewType(finding.value) for finding in self.findings("review_type")}
        return frozenset({one for one in stated if one} or read)

    @cached_property
    def dates(self) -> tuple[PublishedDate, ...]:
        """Return the publication dates that its listing states, or else its documents."""
        stated = tuple(one.link.stated.published for one in self.sightings if one.link.stated.published)
        return stated or tuple(_as_date(one) for one in self.findings("published_on"))

    @cached_property
    def report_hashes(self) -> frozenset[str]:
        """Return the hashes of its full reports."""
        return frozenset(
            copy.capture.sha256
            for sighting, copy in self.all_copies
            if copy.capture.sha256 and sighting.link.stated.role is Role.FULL_REPORT
        )


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
    copies = _copies(journal.read(Capture), descriptions)
    seen: dict[tuple[str, str, str], dict[str, Sighting]] = defaultdict(dict)
    pointers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    last_complete: dict[str, tuple[dt.datetime, frozenset[str]]] = {}
    known_lists: dict[str, tuple[Link, ...]] = {}
    removals: dict[tuple[str, str], Removal | None] = {}
    harvests = sorted(journal.read(Harvest), key=lambda one: (one.started_at, one.source_id))
    for harvest in harvests:
        if harvest.source_id not in rows or not harvest.links_sha256:
            continue
        if harvest.links_sha256 not in known_lists:
            known_lists[harvest.links_sha256] = links_from(store.read(harvest.links_sha256))
        links = known_lists[harvest.links_sha256]
        if harvest.complete:
            taken = frozenset(canonical_url(link.url) for link in links if link.left_out is None)
            last_complete[harvest.source_id] = (harvest.started_at, taken)
        for link in links:
            where = (harvest.source_id, link.found_on, link.item)
            removals[harvest.source_id, link.item] = link.removal
            if link.left_out is not None:
                pointers[where].add(canonical_url(link.url))
                continue
            _see(seen[where], link, harvest.started_at)
    return tuple(
        Item(
            source=rows[where[0]],
            found_on=where[1],
            key=where[2],
            sightings=_with_listed(seen[where].values(), last_complete.get(where[0])),
            pointers=frozenset(pointers.get(where, ())),
            copies=copies,
            removal=removals[where[0], where[2]],
        )
        for where in sorted(seen)
    )


def documents(group: Iterable[Item]) -> Iterator[tuple[Item, Sighting, Copy]]:
    """Give every document of a group with the link that led to it, oldest copy first.

    A page that shows the group's own documents is where they are listed, not one of them, and is left out.
    """
    items = tuple(group)
    pages = {canonical_url(item.found_on) for item in items}
    for item in items:
        for sighting, copy in item.all_copies:
            if canonical_url(sighting.link.url) not in pages:
                yield item, sighting, copy


def is_document(capture: Capture) -> bool:
    """Whether a capture holds a document: a file, or a web page at an address that is not a file's."""
    if capture.purpose is not Purpose.DOCUMENT or capture.sha256 is None or capture.failure is not None:
        return False
    if capture.magic is Magic.HTML:
        return PurePosixPath(urlsplit(capture.url).path).suffix.lower() not in DOCUMENT_FILES
    return capture.magic not in (Magic.EMPTY, Magic.UNKNOWN, Magic.JSON, Magic.XML, None)


def _as_date(finding: Finding) -> PublishedDate:
    """Return what a document says of its publication in the form in which listings state it."""
    return PublishedDate(
        value=dt.date.fromisoformat(f"{finding.value}-01-01"[:10]),
        precision={4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(finding.value)],
        basis=finding.basis or DateBasis.COVER,
        text=finding.snippet,
    )


def _copies(captures: Iterable[Capture], descriptions: Mapping[str, Description]) -> Mapping[str, tuple[Copy, ...]]:
    """Return the documents captured at each address, each version once, in the order of its last sight."""
    last: dict[str, dict[str, Capture]] = defaultdict(dict)
    for capture in captures:
        if is_document(capture) and capture.sha256:
            versions = last[canonical_url(capture.url)]
            before = versions.get(capture.sha256)
            if before is None or before.requested_at <= capture.requested_at:
                versions[capture.sha256] = capture
    return {
        url: tuple(
            Copy(capture, descriptions.get(sha256))
            for sha256, capture in sorted(versions.items(), key=lambda pair: (pair[1].requested_at, pair[0]))
        )
        for url, versions in last.items()
    }


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
    sightings: Iterable[Sighting], complete: tuple[dt.datetime, frozenset[str]] | None
) -> tuple[Sighting, ...]:
    """Say of each sighting whether the last complete harvest shows it; null where none was complete."""
    ordered = sorted(sightings, key=lambda one: (one.link.position, one.link.url))
    if complete is None:
        return tuple(ordered)
    return tuple(
        Sighting(one.link, one.first_seen, one.last_seen, canonical_url(one.link.url) in complete[1]) for one in ordered
    )
