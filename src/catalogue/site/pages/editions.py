"""What this edition changed, and the editions before it.

Belongs here: changes as lines of a page. Does not belong here: comparing editions (``catalogue.publish``).
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from catalogue.letters.cases import written_date
from catalogue.models import Change, Review
from catalogue.site import places
from catalogue.site.pages.entries import paged
from catalogue.site.rendering import Page
from catalogue.site.shelf import Shelf
from catalogue.site.wording import COLUMNS, STATES, clipped, on, said
from catalogue.vocabulary import ChangeKind, Precision, State

_CHANGES_A_PAGE = 150
_KEPT = 60
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OTHER_COLUMNS = {
    "retention_note": "Availability in a sentence",
    "retention_since": "Availability since",
    "state": "State",
}
_RECORDS = {"reviews": "Review", "documents": "Document", "locations": "Address", "availability": "Availability"}
_DONE = {ChangeKind.ADDED: "New", ChangeKind.CHANGED: "Changed", ChangeKind.REMOVED: "No longer there"}


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the page of this edition's changes."""
    edition = shelf.edition
    before = sorted(shelf.before, key=lambda one: one.number, reverse=True)[:_KEPT]
    yield from paged(
        places.CHANGES,
        f"Changes in edition {edition.number}",
        [_change(shelf, one) for one in shelf.changes],
        "changes.html",
        per_page=_CHANGES_A_PAGE,
        edition={
            "number": edition.number,
            "built": on(edition.built_at),
            "summary": clipped(edition.summary),
            "code": edition.code_version,
            "content": edition.content_sha256,
        },
        before=[{"number": one.number, "built": on(one.built_at), "changed": one.changed} for one in before],
    )


def _change(shelf: Shelf, one: Change) -> dict[str, Any]:
    """Return one change as a line."""
    review = shelf.reviews.get(one.review_id or "")
    column = one.field or ""
    own = one.record == Review.table
    return {
        "title": clipped(review.title, 160) if review else clipped(one.review_id or one.record_id, 160),
        "path": places.review(review.review_id) if review else None,
        "what": _RECORDS.get(one.record, one.record),
        "done": _DONE[one.change],
        "column": COLUMNS.get(column) or _OTHER_COLUMNS.get(column) or column.replace("_", " ").capitalize(),
        "before": _plain(column, one.before, own=own, precision=None),
        "after": _plain(column, one.after, own=own, precision=review.published_precision if review else None),
        "why": one.why.definition if one.why else None,
    }


def _plain(column: str, value: str | None, *, own: bool, precision: Precision | None) -> str:
    """Return a value of a change, which is kept as JSON, as a person reads it."""
    if value is None:
        return "–"
    found = json.loads(value)
    several = found if isinstance(found, list) else [found]
    if column == "published_on" and _DAY.fullmatch(str(found)):
        # A date is never given more exactly than it is printed; of the one before only the year is certain.
        return written_date(dt.date.fromisoformat(found), precision or Precision.YEAR)
    words = [_in_words(column, str(one), own=own) for one in several if one is not None]
    return clipped(", ".join(words) or "–", 200)


def _in_words(column: str, value: str, *, own: bool) -> str:
    """Return one value of a change in plain words."""
    if column == "state" and value in STATES:
        return STATES[State(value)]
    if _DAY.fullmatch(value):
        return on(dt.date.fromisoformat(value)) or value
    return said(column, value) if own else clipped(value)
