"""Addresses that tell a name which its publisher took back, or still lead to it: cut to their host.

Belongs here: which addresses of a renamed review an edition does not print, and what it prints in their place. Does not
belong here: which names were taken back (``resolve.versions``), or what was taken down (``silence``).

One rule holds for every table: of a review whose publisher took a name back, an address is cut to its host where it
tells that name, or where the version that was replaced was last seen. The journal keeps it, checks go on asking it,
and the hash and the days of what stood there are printed as before. Its key is made of the address, and of so few
possible names a hash is undone by trying them all: so it has another key, made of the document's hash.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from catalogue.alike import stands_in_address, told_in
from catalogue.models import Check, Evidence, Issue, Listing, Location, Resolution, Review, digest
from catalogue.publish import Contents
from catalogue.resolve.candidates import NOT_QUOTED
from catalogue.resolve.items import canonical_url

_ADDRESS = re.compile(r"https?://[^\s'\"<>]+")


@dataclass(frozen=True)
class Withheld:
    """What an edition prints, and what it may not tell of addresses."""

    contents: Contents
    """The same contents, with addresses cut."""
    location_ids: frozenset[str]
    """Keys of addresses that were cut and stand for no other review."""


def withheld(contents: Contents, resolution: Resolution, at_sources: Mapping[str, frozenset[str]]) -> Withheld:
    """Cut the addresses of renamed reviews that tell what was taken back.

    Args:
        contents: What would be printed.
        resolution: The reviews, and what was taken back of them.
        at_sources: Names that nothing said of a source may tell, by its id.

    Returns:
        The same rows, but for listings on pages that are told apart no more; nothing is changed where no name was
        taken back.
    """
    names = {one.review_id: one.names for one in resolution.renamed if one.names}
    if not names:
        return Withheld(contents, frozenset())
    cut = _Cut(contents, names)
    keys = cut.keys()
    locations = tuple(cut.location(one, keys) for one in contents.locations)
    listings = tuple(_once(cut.listing(one) for one in contents.listings))
    return Withheld(
        replace(
            contents,
            reviews=tuple(cut.review(one, locations, listings) for one in contents.reviews),
            locations=locations,
            listings=listings,
            evidence=tuple(cut.evidence(one) for one in contents.evidence),
            checks=tuple(cut.check(one, keys) for one in contents.checks),
            availability=tuple(
                one.model_copy(update={"location_id": keys.get(one.location_id, one.location_id)})
                for one in contents.availability
            ),
            alerts=tuple(
                one.model_copy(update={"location_id": keys.get(one.location_id or "", one.location_id)})
                for one in contents.alerts
            ),
            issues=tuple(cut.issues(contents.issues, at_sources)),
        ),
        frozenset(keys),
    )


class _Cut:
    """The addresses that are cut, and the rows that have them."""

    def __init__(self, contents: Contents, names: Mapping[str, tuple[str, ...]]) -> None:
        """Find the addresses of renamed reviews that tell a name, or where a replaced version was last seen."""
        self._names = names
        gone = {(one.document_id, one.review_id) for one in contents.documents if one.superseded_by is not None}
        mine = [one for one in contents.locations if one.review_id in names]
        self._places = [
            one for one in mine if (one.document_id, one.review_id) in gone or self._told(one.review_id, one.url)
        ]
        self._urls = {(one.review_id, canonical_url(one.url)) for one in self._places}
        rows = {(one.location_id, one.review_id) for one in self._places}
        others = {one.location_id for one in contents.locations if (one.location_id, one.review_id) not in rows}
        self._own = [one for one in self._places if one.location_id not in others]
        self._reviews_at: dict[str, set[str]] = defaultdict(set)
        for one in contents.locations:
            self._reviews_at[one.location_id].add(one.review_id)

    def keys(self) -> dict[str, str]:
        """Return the keys that stand in the place of those made of addresses, which no other review has."""
        found: dict[str, str] = {}
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for one in sorted(self._own, key=lambda one: (one.first_seen_at, one.url, one.review_id)):
            if one.location_id not in found:
                held = (one.document_id or one.review_id, one.source_id)
                counts[held] += 1
                found[one.location_id] = digest("withheld", *held, str(counts[held]))
        return found

    def location(self, row: Location, keys: Mapping[str, str]) -> Location:
        """Return a location with its addresses as they may be printed."""
        if row.review_id not in self._names:
            return row
        said = row.removal_explanation
        return row.model_copy(
            update={
                "location_id": keys.get(row.location_id, row.location_id),
                "url": self._shown(row.review_id, row.url),
                "moved_to": self._shown(row.review_id, row.moved_to) if row.moved_to else None,
                "removal_explanation": None if said and told_in(self._names[row.review_id], said) else said,
            }
        )

    def listing(self, row: Listing) -> Listing:
        """Return a listing with its page as it may be printed."""
        return row.model_copy(update={"page": self._shown(row.review_id, row.page)})

    def evidence(self, row: Evidence) -> Evidence:
        """Return evidence with its address, and what a person wrote beside it, as they may be printed."""
        url = self._shown(row.review_id, row.url) if row.url else None
        told = told_in(self._names.get(row.review_id, ()), row.snippet)
        return row.model_copy(update={"url": url, "snippet": NOT_QUOTED if told else row.snippet})

    def review(self, row: Review, locations: Iterable[Location], listings: Iterable[Listing]) -> Review:
        """Return a review that leads where it can be read, or else to the page that lists it."""
        if row.url is None or self._shown(row.review_id, row.url) == row.url:
            return row
        standing = [one.url for one in locations if one.review_id == row.review_id and one.listed is not False]
        pages = [one.page for one in listings if one.review_id == row.review_id and one.own and one.listed is not False]
        whole = [url for url in (*standing, *pages) if url != _host(url)]
        return row.model_copy(update={"url": min(whole, default=_host(row.url), key=lambda url: (url in pages, url))})

    def check(self, row: Check, keys: Mapping[str, str]) -> Check:
        """Return a check with the address that answered as it may be printed."""
        reviews = self._reviews_at[row.location_id] & self._names.keys()
        cut = row.final_url and any(self._shown(one, row.final_url) != row.final_url for one in reviews)
        key = keys.get(row.location_id, row.location_id)
        return row.model_copy(update={"location_id": key, "final_url": None if cut else row.final_url})

    def issues(self, rows: Iterable[Issue], at_sources: Mapping[str, frozenset[str]]) -> Iterable[Issue]:
        """Give issues with the addresses in them as they may be printed; two that say the same then are one."""
        found: dict[str, Issue] = {}
        for row in rows:
            cut = self._issue(row, at_sources.get(row.source_id or "", frozenset()))
            found.setdefault(cut.issue_id, cut)
        return found.values()

    def _issue(self, row: Issue, names: frozenset[str]) -> Issue:
        """Return an issue without addresses that tell; its key was made of one, and is made of its words then."""

        def shown(url: str) -> str:
            held = (
                any(stands_in_address(name, url) for name in names)
                or any((one, canonical_url(url)) in self._urls for one in self._names)
                or (row.review_id in self._names and self._told(row.review_id, url))
            )
            return _host(url) if held else url

        cut = row.model_copy(
            update={
                "url": shown(row.url) if row.url else None,
                "message": _ADDRESS.sub(lambda found: shown(found[0]), row.message),
            }
        )
        return row if cut == row else cut.model_copy(update={"issue_id": digest("withheld", cut.kind, cut.message)})

    def _shown(self, review_id: str, url: str) -> str:
        """Return an address of a review as it may be printed."""
        held = (review_id, canonical_url(url)) in self._urls or self._told(review_id, url)
        return _host(url) if held else url

    def _told(self, review_id: str | None, url: str) -> bool:
        """Whether an address tells a name that was taken back of a review."""
        return any(stands_in_address(name, url) for name in self._names.get(review_id or "", ()))


def _host(url: str) -> str:
    """Return an address cut to its host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _once(rows: Iterable[Listing]) -> Iterable[Listing]:
    """Give listings once for each review, source and page: those on pages that are told apart no more are one."""
    found: dict[tuple[str, str, str], Listing] = {}
    for row in rows:
        key = (row.review_id, row.source_id, row.page)
        found[key] = _both(found[key], row) if key in found else row
    return found.values()


def _both(one: Listing, other: Listing) -> Listing:
    """Return two listings as one."""
    told = [row.listed for row in (one, other) if row.listed is not None]
    return one.model_copy(
        update={
            "own": one.own or other.own,
            "documents": one.documents + other.documents,
            "first_seen_at": min(one.first_seen_at, other.first_seen_at),
            "last_seen_at": max(one.last_seen_at, other.last_seen_at),
            "listed": any(told) if told else None,
        }
    )
