"""The page of a review: what is known, where its documents are, and whether they are still there.

Belongs here: its parts, the pages that lead to it from older ids, and what is left of a review that was taken down.
Does not belong here: the evidence (``evidence``) and reviews that are like it (``related``).
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from catalogue.letters.cases import written_date
from catalogue.letters.writing import count
from catalogue.models import Document, Location, Review
from catalogue.site import drawings, places
from catalogue.site.pages import evidence
from catalogue.site.rendering import Page
from catalogue.site.shelf import Run, Shelf
from catalogue.site.wording import (
    ALERTS,
    ROLES,
    STATES,
    STATUSES,
    TYPES,
    VERDICTS,
    clipped,
    on,
    published,
    publisher_of,
)

_RUNS = 15
_POINTS = 40


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the pages at older ids of reviews, and what is left of those taken down."""
    for alias in shelf.aliases:
        to = {"to": places.review(alias.review_id), "because": clipped(alias.because)}
        if places.review(alias.alias) != to["to"]:
            yield Page(
                places.review(alias.alias), "moved.html", "This review has another address now", to, listed=False
            )
    for tomb in shelf.tombstones:
        told = {
            "review_id": tomb.review_id,
            "publisher": clipped(tomb.publisher) if tomb.publisher else None,
            "published": written_date(tomb.published_on, tomb.published_precision),
            "first_seen": on(tomb.first_seen_at),
            "taken_down": on(tomb.taken_down_on),
            "reason": tomb.reason.definition,
        }
        yield Page(places.review(tomb.review_id), "tombstone.html", "This review was taken down", told)


def page(
    shelf: Shelf, review: Review, related: list[dict[str, Any]], days_left: int | None, aliases: list[str]
) -> Page:
    """Return the page of one review.

    What it is made of is named in ``site.bundles``: a page must be made anew when any of it changes.

    Args:
        shelf: The edition's rows.
        review: The review.
        related: Lines of the reviews that are like it.
        days_left: Days left of its period; null where none runs.
        aliases: Its older ids.
    """
    papers = shelf.documents.get(review.review_id, ())
    at: dict[str | None, list[Location]] = {}
    for place in shelf.locations.get(review.review_id, ()):
        at.setdefault(place.document_id, []).append(place)
    context = {
        "review_id": review.review_id,
        "type": TYPES[review.review_type],
        "definition": review.review_type.definition,
        "publisher": publisher_of(review),
        "published": published(review),
        "status": STATUSES[review.retention_status],
        "note": clipped(review.retention_note, 600),
        "until": on(review.retained_until),
        "until_latest": on(review.retained_until_latest),
        "days_left": days_left,
        "full_name": review.full_name,
        "no_document": review.no_document.definition if review.no_document else None,
        "fields": evidence.fields(shelf, review),
        "all_evidence": evidence.all_of(review),
        "documents": [_document(shelf, one, at.pop(one.document_id, [])) for one in papers],
        "elsewhere": [_place(shelf, one) for several in at.values() for one in several],
        "points": _points(shelf, review),
        "alerts": _alerts(shelf, review),
        "related": related,
        "citation": citation(review),
        "aliases": aliases,
        "first_seen": on(review.first_seen_at),
    }
    # A page that may hold a child's whole name, as its publisher printed it, is not offered to search engines.
    return Page(
        places.review(review.review_id), "review.html", clipped(review.title, 200), context, listed=not review.full_name
    )


def citation(review: Review) -> str:
    """Return how a review is cited: its publisher, date, title and address, and the catalogue's own id."""
    when = published(review) if review.published_on else "no date"
    url = f" {review.url}" if places.outside(review.url) else ""
    return f"{publisher_of(review)} ({when}). {clipped(review.title)}.{url} [{review.review_id}]"


def _document(shelf: Shelf, paper: Document, places_of: list[Location]) -> dict[str, Any]:
    """Return a document with its addresses."""
    size = [count(paper.pages, "page") if paper.pages else "", count(paper.words, "word") if paper.words else ""]
    return {
        "role": ROLES[paper.role],
        "title": clipped(paper.title) if paper.title else None,
        "kind": paper.media_type.upper(),
        "size": ", ".join(part for part in size if part),
        "quality": paper.text_quality.definition,
        "sha256": paper.document_id,
        "superseded": paper.superseded_by is not None,
        "parts": [
            {"heading": clipped(one.heading, 120), "page": one.page}
            for one in shelf.parts.of(paper.review_id)
            if one.document_id == paper.document_id
        ],
        "places": [_place(shelf, one) for one in places_of],
    }


def _place(shelf: Shelf, place: Location) -> dict[str, Any]:
    """Return an address with what is known of it, and the checks behind that."""
    known = shelf.availability.get(place.location_id)
    runs = shelf.runs_of(place)
    return {
        "url": places.outside(place.url),
        "address": clipped(place.url, 300),
        "host": clipped(places.host(place.url), 80),
        "state": STATES[known.state] if known and known.last_checked_at else "Not checked",
        "word": known.state.value if known else "unknown",
        "since": on(known.since) if known else None,
        "last_success": on(known.last_success_at) if known else None,
        "last_checked": on(known.last_checked_at) if known else None,
        "reason": known.reason.definition if known else None,
        "listed": place.listed,
        "removal": place.removal.definition if place.removal else None,
        "removed_on": on(place.removed_on),
        "explanation": clipped(place.removal_explanation) if place.removal_explanation else None,
        "moved_to": places.outside(place.moved_to),
        "expected_until": on(place.expected_until),
        "expected_basis": clipped(place.expected_basis) if place.expected_basis else None,
        "picture": drawings.told(picture, whole=True, of=clipped(place.url, 300))
        if (picture := drawings.of_place(shelf, place))
        else None,
        "runs": [_run(one) for one in runs[-_RUNS:]],
        "runs_before": max(0, len(runs) - _RUNS),
    }


def _run(run: Run) -> dict[str, Any]:
    """Return checks that said the same as a line of a timeline."""
    return {
        "first": on(run.first_at),
        "last": on(run.last_at),
        "first_iso": _iso(run.first_at),
        "last_iso": _iso(run.last_at),
        "verdict": VERDICTS[run.verdict],
        "word": run.verdict.value,
        "reason": run.reason.definition,
        "checks": run.checks,
    }


def _iso(at: dt.datetime) -> str:
    """Return a moment as ISO text in UTC, to the second."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _points(shelf: Shelf, review: Review) -> dict[str, Any]:
    """Return the recommendations, findings and learning points of a review's documents."""
    found = shelf.points.of(review.review_id)
    roles = {paper.document_id: ROLES[paper.role] for paper in shelf.documents.get(review.review_id, ())}
    rows = [
        {
            "kind": one.kind.value.replace("_", " ").capitalize(),
            "number": clipped(one.number, 20) if one.number else None,
            "addressee": clipped(one.addressee, 120) if one.addressee else None,
            "where": roles.get(one.document_id, "Document"),
            "page": one.page,
            "snippet": clipped(one.snippet),
        }
        for one in found[:_POINTS]
    ]
    return {"rows": rows, "more": max(0, len(found) - _POINTS)}


def _alerts(shelf: Shelf, review: Review) -> list[dict[str, Any]]:
    """Return the alerts about a review, the newest first."""
    found = sorted(
        (one for one in shelf.alerts if one.review_id == review.review_id), key=lambda one: one.opened_at, reverse=True
    )
    return [
        {
            "kind": ALERTS[one.kind],
            "opened": on(one.opened_at),
            "closed": on(one.closed_at),
            "answer": one.answer.definition if one.answer else None,
        }
        for one in found
    ]
