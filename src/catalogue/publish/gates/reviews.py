"""What every review must have: a document or a reason, evidence for each value, whole dates.

Belongs here: assertions about single reviews. Does not belong here: how many there are (``bounds``).
"""

import datetime as dt

from catalogue.dates import iso
from catalogue.models import Review
from catalogue.publish.contents import Contents
from catalogue.publish.gates.telling import told
from catalogue.vocabulary import Incident, Precision


def reviews_have_a_document(contents: Contents) -> tuple[str, ...]:
    """Return the reviews that have neither a document nor a reason, and those that are not at any address."""
    with_one = {document.review_id for document in contents.documents}
    bare = (
        review.review_id
        for review in contents.reviews
        if review.review_id not in with_one and review.no_document is None
    )
    placed = with_one | {location.review_id for location in contents.locations}
    nowhere = (review.review_id for review in contents.reviews if review.review_id not in placed)
    return (
        *told("reviews: a review has neither a document nor a reason why there is none", bare),
        *told("reviews: a review has neither a document nor an address", nowhere),
    )


def values_have_evidence(contents: Contents) -> tuple[str, ...]:
    """Return the values of reviews that no chosen evidence gives."""
    given = {(row.review_id, row.field, row.value) for row in contents.evidence if row.chosen}
    missing = (
        f"{review.review_id} {field} {value}"
        for review in contents.reviews
        for field, value in stated(review)
        if (review.review_id, field, value) not in given
    )
    return told("evidence: a value has no chosen evidence", missing)


def stated(review: Review) -> tuple[tuple[str, str], ...]:
    """Return every value of a review that needs evidence, as ``evidence`` words it.

    Args:
        review: The review.

    Returns:
        Pairs of column and value: one a value for a column that holds several, none for a column that is null or
        empty. A date is as long as it is precise (2021, 2021-01 or 2021-01-15); a yes or no is true or false.
    """
    values: list[tuple[str, str | None]] = [
        ("title", review.title),
        ("subtitle", review.subtitle),
        ("review_type", review.review_type.value),
        ("publisher", review.publisher),
        ("published_on", _date(review.published_on, review.published_precision)),
        ("incident", review.incident.value if review.incident is not Incident.UNKNOWN else None),
        ("about_child", None if review.about_child is None else str(review.about_child).lower()),
    ]
    for field in ("pseudonyms", "ages", "reviewers", "themes", "area_codes"):
        values += [(field, value) for value in getattr(review, field)]
    return tuple((field, value) for field, value in values if value)


def _date(value: dt.date | None, precision: Precision | None) -> str | None:
    """Return a date as long as it is precise."""
    if value is None:
        return None
    return iso(value, precision or Precision.DAY)


def dates_are_whole(contents: Contents) -> tuple[str, ...]:
    """Return the reviews whose date, precision and basis are not all there or all absent."""
    halves = (
        review.review_id
        for review in contents.reviews
        if len({part is None for part in (review.published_on, review.published_precision, review.published_basis)}) > 1
    )
    return told("reviews: a publication date lacks its precision or its basis", halves)
