"""The papers of one review: its documents by their bytes, and the addresses they are listed at.

Belongs here: documents and locations of a group of items. Does not belong here: what the documents say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.authority import areas_named
from catalogue.models import Document, Finding, Location, Removal
from catalogue.resolve.candidates import ROLE_ORDER, role_of
from catalogue.resolve.items import Copy, Item, Sighting, canonical_url, documents, location_key
from catalogue.resolve.joins import Group
from catalogue.resolve.versions import taken_back, tells
from catalogue.retention import expected_copy
from catalogue.vocabulary import DateBasis, Magic, Scope, TextQuality


@dataclass(frozen=True)
class Paper:
    """One document of a group at one address."""

    document: Document
    url: str
    own: bool


def gather_papers(
    review_id: str, group: Group, gone: Mapping[str, str]
) -> tuple[tuple[Paper, ...], tuple[Location, ...]]:
    """Return the documents of a review and the addresses they were listed at."""
    papers: dict[tuple[str, str], Paper] = {}
    locations: dict[str, Location] = {}
    ordered = sorted(group, key=lambda one: (not one.own, one.source.scope is Scope.NATIONAL, one.anchor))
    latest: dict[str, tuple[int, str]] = {}
    for item, sighting, copy in documents(ordered):
        if sha256 := copy.capture.sha256:
            address = canonical_url(sighting.link.url)
            latest[address] = max(latest.get(address, (0, "")), (item.copies[address].index(copy), sha256))
            document = _document(review_id, sighting, copy, gone, withheld=item.anonymous)
            paper = Paper(document, sighting.link.url, item.own)
            papers.setdefault((sha256, sighting.link.url), paper)
    names = taken_back(group, gone)
    papers = {
        key: _unnamed(paper) if tells(names, paper.document.title or "") else paper for key, paper in papers.items()
    }
    removals = _removals(ordered)
    for item in ordered:
        for sighting in item.sightings:
            place = Location(
                location_id=location_key(sighting.link.url),
                document_id=latest.get(canonical_url(sighting.link.url), (0, None))[1],
                review_id=review_id,
                source_id=item.source.id,
                url=sighting.link.url,
                first_seen_at=sighting.first_seen,
                last_seen_at=sighting.last_seen,
                listed=sighting.listed,
                **_removed(removals.get(canonical_url(sighting.link.url))),
                **_expected(item, sighting),
            )
            before = locations.get(place.location_id)
            locations[place.location_id] = _both_seen(before, place) if before else place
    return tuple(papers.values()), tuple(sorted(locations.values(), key=lambda one: one.url))


def documents_of(papers: Sequence[Paper]) -> tuple[Document, ...]:
    """Return each document once, under the most telling role that a listing gives it."""
    best: dict[str, Document] = {}
    for paper in papers:
        before = best.get(paper.document.document_id)
        if before is None or ROLE_ORDER.index(paper.document.role) < ROLE_ORDER.index(before.role):
            best[paper.document.document_id] = paper.document
    return tuple(best[key] for key in sorted(best))


def main_address(papers: Sequence[Paper], locations: Sequence[Location]) -> str | None:
    """Return where to read the review: its main document at its publisher's, where it is listed now or was last."""
    places = {location.url: location for location in locations}

    def rank(paper: Paper) -> tuple[int, bool, bool, float, str]:
        place = places.get(paper.url)
        listed = place is not None and place.listed is not False
        last_seen = place.last_seen_at.timestamp() if place else 0.0
        return ROLE_ORDER.index(paper.document.role), not paper.own, not listed, -last_seen, paper.url

    if papers:
        return min(papers, key=rank).url
    return locations[0].url if locations else None


def _removals(group: Sequence[Item]) -> dict[str, Removal]:
    """Return by address what the publisher of a group's items says has become of them and of the pages that show them.

    Its word counts wherever the address is listed; another body's list is only not yet mended. An address that
    the same source gives for an item that stands (the file of a page that moved) stands too.
    """
    told = {
        address: item.removal
        for item in group
        if item.removal
        for address in (*item.addresses, canonical_url(item.found_on))
    }
    sources = {item.source.id for item in group if item.removal}
    stand = {address for item in group if not item.removal and item.source.id in sources for address in item.addresses}
    return {address: removal for address, removal in told.items() if address not in stand}


def _removed(removal: Removal | None) -> dict[str, Any]:
    """Return the columns that tell what its publisher says has become of an address."""
    if removal is None:
        return {}
    return {
        "removal": removal.kind,
        "removed_on": removal.at,
        "removal_explanation": removal.explanation,
        "moved_to": removal.to,
    }


def _expected(item: Item, sighting: Sighting) -> dict[str, Any]:
    """Return the columns that tell how long a national collection is believed to keep its copy of a deposit."""
    date = sighting.link.stated.published
    if date is None or date.basis is not DateBasis.ENTRY:
        return {}
    copy = expected_copy(item.source.publisher_id, date)
    return {"expected_until": copy.until, "expected_basis": copy.basis} if copy else {}


def _document(review_id: str, sighting: Sighting, copy: Copy, gone: Mapping[str, str], *, withheld: bool) -> Document:
    """Return one captured copy as a row of ``documents``; a title that tells too much is not taken.

    That is one that tells a withheld area, or that of a version that was replaced.
    """
    description, sha256 = copy.description, copy.capture.sha256 or ""
    title = _own_title(description.findings if description else ())
    if withheld and title and areas_named(title):
        title = None
    readable = description is not None and bool(description.reading.pages)
    return Document(
        document_id=sha256,
        review_id=review_id,
        role=role_of(sighting, copy),
        title=None if sha256 in gone else title or sighting.link.text or None,
        media_type=copy.capture.magic or Magic.UNKNOWN,
        pages=len(description.reading.pages) if description and readable else None,
        words=description.words if description and readable else None,
        text_quality=description.quality if description else TextQuality.NOT_READ,
        superseded_by=gone.get(sha256),
    )


def _unnamed(paper: Paper) -> Paper:
    """Return a paper without its title, which has a name that its publisher took back."""
    return replace(paper, document=paper.document.model_copy(update={"title": None}))


def _own_title(findings: Iterable[Finding]) -> str | None:
    """Return the title that a document gives itself."""
    titles = [one for one in findings if one.field == "title"]
    return max(titles, key=lambda one: one.confidence).value if titles else None


def _both_seen(first: Location, second: Location) -> Location:
    """Return one address that two listings show: the first one's, over the time that both saw it."""
    listed = [one for one in (first.listed, second.listed) if one is not None]
    return first.model_copy(
        update={
            "document_id": first.document_id or second.document_id,
            "first_seen_at": min(first.first_seen_at, second.first_seen_at),
            "last_seen_at": max(first.last_seen_at, second.last_seen_at),
            "listed": any(listed) if listed else None,
            "expected_until": first.expected_until or second.expected_until,
            "expected_basis": first.expected_basis or second.expected_basis,
        }
    )
