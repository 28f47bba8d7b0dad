"""Items: what a page shows as one publication, with all that is known of it.

Belongs here: what listings and documents say of one item, whose it is, and where it belongs. Does not belong
here: folding harvests into items (``gathering``), which items are one review (``joins``) and which value stands
(``choose``).
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from catalogue.authority import areas_named, of_today, on_day
from catalogue.dates import from_iso
from catalogue.models import Area, Capture, Description, Finding, Link, PublishedDate, Removal, Source, digest
from catalogue.registry import alive
from catalogue.resolve.areas import meet
from catalogue.vocabulary import DateBasis, Magic, Purpose, ReviewType, Role

# "Child Elias" is Elias; "Child A" stays what it is.
_NOUN = re.compile(r"^(?:child|baby|infant|young person)\s+(?=[a-z]{3})")
# "Child L 'Franklyn'", "Theo (TDS20)": two names of one child.
_TWO_NAMES = re.compile(r"^(?P<first>.*?\S)\s+[(‘'“\"](?P<second>[^()‘’'“”\"]+)[)’'”\"]$")
DAY = dt.timedelta(days=1)
"""A harvest fetches what it found within this time."""
DOCUMENT_FILES = frozenset({".pdf", ".docx", ".doc", ".pptx", ".ppt", ".odt"})


@functools.lru_cache(maxsize=65_536)
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


def known_as(name: str) -> frozenset[str]:
    """Return the names that a pseudonym as printed gives, as they are compared.

    Args:
        name: A pseudonym as printed.

    Returns:
        One name, or two where a second one stands in quotation marks or brackets; the noun before a word is no part
        of a name, that before a letter is.
    """
    two = _TWO_NAMES.match(name.strip())
    parts = (two["first"], two["second"]) if two else (name,)
    return frozenset(_NOUN.sub("", folded(part)) for part in parts)


@dataclass(frozen=True)
class Copy:
    """A document as it was captured at an address: the last capture of it, and when the first was made."""

    capture: Capture
    description: Description | None
    first_at: dt.datetime


@dataclass(frozen=True)
class Sighting:
    """One link of one item, over all harvests that showed it."""

    link: Link
    first_seen: dt.datetime
    last_seen: dt.datetime
    listed: bool | None


@dataclass(frozen=True, eq=False)
class Item:
    """What one page of one source shows as one publication."""

    source: Source
    found_on: str
    key: str
    sightings: tuple[Sighting, ...]
    pointers: frozenset[str]
    copies: Mapping[str, tuple[Copy, ...]] = field(repr=False)
    removal: Removal | None = None
    before: tuple[Source, ...] = field(default=(), repr=False)
    missed: dt.datetime | None = None

    @cached_property
    def anchor(self) -> str:
        """Return what a minted id remembers of this item."""
        return f"{self.source.id}|{canonical_url(self.found_on)}|{self.key}"

    @cached_property
    def all_copies(self) -> tuple[tuple[Sighting, Copy], ...]:
        """Return every copy that stood behind one of its links while it was shown, oldest first."""
        return tuple(
            (sighting, copy) for sighting in self.sightings for copy in self.copies_at(canonical_url(sighting.link.url))
        )

    def copies_at(self, address: str) -> tuple[Copy, ...]:
        """Return the copies that stood at an address while the item was shown: not what was put there later.

        Args:
            address: Canonical address.

        Returns:
            The copies, oldest first.
        """
        copies = self.copies.get(address, ())
        return tuple(
            copy
            for copy, after in zip_longest(copies, copies[1:])
            if (self.missed is None or copy.first_at < self.missed)
            and (
                after is None or copy.capture.requested_at >= self.first_seen or after.first_at > self.first_seen + DAY
            )
        )

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
        stated = [name for one in self.sightings for name in one.link.stated.pseudonyms]
        printed = stated or [finding.value for finding in self.findings("pseudonyms")]
        return frozenset[str]().union(*map(known_as, printed))

    @cached_property
    def children(self) -> int:
        """Return how many children it names, as printed: "Child L 'Franklyn'" is one with two names."""
        stated = {known_as(name) for one in self.sightings for name in one.link.stated.pseudonyms}
        return len(stated or {known_as(one.value) for one in self.findings("pseudonyms")})

    @cached_property
    def first_seen(self) -> dt.datetime:
        """Return when it was first shown."""
        return min(one.first_seen for one in self.sightings)

    @cached_property
    def last_seen(self) -> dt.datetime:
        """Return when it was last shown."""
        return max(one.last_seen for one in self.sightings)

    @cached_property
    def own(self) -> bool:
        """Whether it is its publisher's own: the page says so, or says nothing and no document names only others."""
        claims = {one.link.stated.own for one in self.sightings}
        if False in claims or True in claims:
            return False not in claims
        read, covered = self._read_areas, self._covered
        return not read or not covered or meet(read, covered)

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
        """Return the codes of the areas it is about: those named, with its publisher's own where the review is its own.

        Where a page names none and the item is not its publisher's, the areas that its documents name. An area is
        what it was on the day of publication, where that is known.
        """
        if self.anonymous:
            return frozenset()
        if not self.own:
            return self._named_areas or self._read_areas
        if self._named_areas and meet(self._named_areas, self._covered):
            return self._named_areas
        return self._named_areas | self._covered

    @cached_property
    def _named_areas(self) -> frozenset[str]:
        """Return the areas that its page names for it."""
        printed = {name for one in self.sightings for name in one.link.stated.areas}
        return frozenset(area.area_code for name in printed for area in self._on_its_day(name))

    def _on_its_day(self, name: str) -> Iterable[Area]:
        """Return the areas that a name means on the day of publication, or on any day where none fits."""
        return (self.day and areas_named(name, self.day)) or areas_named(name)

    @cached_property
    def _read_areas(self) -> frozenset[str]:
        """Return the areas that its documents name as those of the board that publishes."""
        return frozenset(finding.value for finding in self.findings("area"))

    @cached_property
    def _covered(self) -> frozenset[str]:
        """Return the areas of its page's publisher, or of the publishers before it, as they were on its day."""
        if self.day is None:
            return frozenset(self.source.areas) | {area.area_code for area in of_today(self.source.areas)}
        rows = [row for row in (self.source, *self.before) if alive(row, self.day)] or [self.source]
        return frozenset(area.area_code for row in rows for area in on_day(row.areas, self.day))

    @cached_property
    def day(self) -> dt.date | None:
        """Return the first day that its earliest date of publication can mean; null where none is known."""
        return min((date.value for date in self.dates), default=None)

    @cached_property
    def types(self) -> frozenset[ReviewType]:
        """Return the kinds of review that its listing states, or else its documents."""
        stated = {one.link.stated.review_type for one in self.sightings}
        read = {ReviewType(finding.value) for finding in self.findings("review_type")}
        return frozenset({one for one in stated if one} or read)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Return what its documents are to their review, as far as its listing or they themselves say."""
        stated = {one.link.stated.role for one in self.sightings}
        return frozenset({one for one in stated if one} or {Role(finding.value) for finding in self.findings("role")})

    @cached_property
    def dates(self) -> tuple[PublishedDate, ...]:
        """Return the publication dates that its listing states, or else its documents."""
        stated = tuple(one.link.stated.published for one in self.sightings if one.link.stated.published)
        return stated or tuple(as_date(one) for one in self.findings("published_on"))

    @cached_property
    def reports(self) -> frozenset[str]:
        """Return the canonical addresses of its full reports."""
        return frozenset(
            canonical_url(one.link.url) for one in self.sightings if one.link.stated.role is Role.FULL_REPORT
        )


def documents(group: Iterable[Item]) -> Iterator[tuple[Item, Sighting, Copy]]:
    """Give every document of a group with the link that led to it, oldest copy first, older versions too.

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


def as_date(finding: Finding) -> PublishedDate:
    """Return what a document says of its publication in the form in which listings state it.

    Args:
        finding: What it says.
    """
    value, precision = from_iso(finding.value)
    basis = finding.basis or DateBasis.COVER
    return PublishedDate(value=value, precision=precision, basis=basis, text=finding.snippet)
