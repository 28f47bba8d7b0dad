"""Boards over the whole catalogue: availability, coverage and accuracy.

Belongs here: tables that follow from the edition as a whole. Does not belong here: one review or one publisher.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from catalogue.models import Accuracy, SourceRow
from catalogue.site import places
from catalogue.site.pages.entries import entry, paged
from catalogue.site.rendering import Page
from catalogue.site.shelf import Due, Shelf
from catalogue.site.wording import COLUMNS, NATIONS, SOURCE_STATES, STATUSES, clipped, on, share
from catalogue.vocabulary import RetentionStatus, Scope, SourceState

_SOURCES_A_PAGE = 150
_MATERIALS = {
    "listings": "Pages that list reviews",
    "reports": "Reports and briefings",
    "nspcc": "Entries of the NSPCC’s update pages",
}
_ABOUT = {
    Scope.CHILD: "about children",
    Scope.ADULT: "about adults",
    Scope.BOTH: "about children and adults",
    Scope.NATIONAL: "national",
}
_FIELDS = {
    **COLUMNS,
    "own_child": "Whether a review is the publisher’s own and about a child",
    "list_missing": "A list that is not there",
    "items": "Reviews found",
    "published": "Date of publication",
    "areas": "Area",
    "type": "Type",
    "role": "What a document is to its review",
}


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the boards."""
    yield from _availability(shelf)
    yield from _coverage(shelf)
    yield _accuracy(shelf)


def due_row(shelf: Shelf, due: Due) -> dict[str, Any]:
    """Return a review whose period runs, or may run, as a line of a board."""
    review = shelf.reviews[due.review_id]
    return {
        **entry(review),
        "publisher_path": shelf.page_of_publisher(review.publisher_id),
        "status": STATUSES[review.retention_status],
        "word": review.retention_status.value,
        "since": on(review.retention_since),
        "until": on(due.retained_until),
        "days": due.days_left,
        "seen": on(due.last_success_at),
        "alerts": due.open_alerts,
    }


_ATTENTION = (
    RetentionStatus.NOT_FOUND_IN_PERIOD,
    RetentionStatus.REMOVED_IN_PERIOD,
    RetentionStatus.NOT_CHECKED_IN_PERIOD,
    RetentionStatus.PERIOD_UNCERTAIN,
    RetentionStatus.AVAILABLE_IN_PERIOD,
)


def _availability(shelf: Shelf) -> Iterator[Page]:
    """Give the board of reviews whose period runs, those that somebody should look at first."""
    rank = {status: number for number, status in enumerate(_ATTENTION)}
    due = sorted(shelf.due, key=lambda one: rank.get(shelf.reviews[one.review_id].retention_status, len(rank)))
    counts = Counter(one.retention_status for one in shelf.reviews.values() if one.about_child)
    yield from paged(
        places.AVAILABILITY,
        "Availability board",
        [due_row(shelf, one) for one in due],
        "availability.html",
        statuses=[
            {"status": STATUSES[one], "definition": one.definition, "reviews": counts[one]}
            for one in RetentionStatus
            if counts[one]
        ],
        day=on(shelf.today),
    )


def _coverage(shelf: Shelf) -> Iterator[Page]:
    """Give the list of every publisher that should exist, with its honest state."""
    order = sorted(
        shelf.sources,
        key=lambda one: (NATIONS.index(one.nation) if one.nation else len(NATIONS), one.publisher.casefold()),
    )
    counts = Counter(one.state for one in shelf.sources)
    yield from paged(
        places.COVERAGE,
        "Coverage",
        [_source(one) for one in order],
        "coverage.html",
        per_page=_SOURCES_A_PAGE,
        states=[
            {"state": SOURCE_STATES[one], "definition": one.definition, "sources": counts[one]}
            for one in SourceState
            if counts[one]
        ],
    )


def _source(source: SourceRow) -> dict[str, Any]:
    """Return one source of the register as a line of the coverage."""
    return {
        "path": places.publisher(source.publisher_id),
        "publisher": clipped(source.publisher, 120),
        "about": ", ".join(part for part in (source.nation, _ABOUT[source.scope]) if part),
        "detail": clipped(source.detail, 200) or SOURCE_STATES[source.state],
        "complete": on(source.last_complete_at),
        "publications": source.publications,
    }


def _accuracy(shelf: Shelf) -> Page:
    """Return the page of how good each field is, as measured."""
    materials = list(dict.fromkeys(one.material for one in shelf.accuracy))
    return Page(
        places.ACCURACY,
        "accuracy.html",
        "Accuracy",
        {
            "materials": [
                {
                    "title": _MATERIALS.get(material, material),
                    "rows": [_measured(one) for one in shelf.accuracy if one.material == material],
                    "size": next(one.gold_rows for one in shelf.accuracy if one.material == material),
                    "day": on(next(one.measured_on for one in shelf.accuracy if one.material == material)),
                }
                for material in materials
            ]
        },
    )


def _measured(one: Accuracy) -> dict[str, Any]:
    """Return one field's figures."""
    return {
        "field": _FIELDS.get(one.field, one.field.replace("_", " ").capitalize()),
        "precision": share(one.precision),
        "recall": share(one.recall),
        "given": one.given,
        "expected": one.expected,
    }
