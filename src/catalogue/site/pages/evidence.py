"""The evidence behind each value of a review: where it was read, in which words, and what was not taken for it.

Belongs here: evidence as lines of a page. Does not belong here: the rest of a review's page (``review``).

A page shows so much evidence of a field; where a review has more, all of it stands on pages of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalogue.models import Evidence, Review
from catalogue.site import places
from catalogue.site.pages.entries import paged
from catalogue.site.rendering import Page
from catalogue.site.shelf import Shelf
from catalogue.site.wording import COLUMNS, ROLES, clipped, published, said
from catalogue.site.wording import publisher_of as named_publisher

SHOWN = 80
"""Lines of evidence that a review's page shows of all fields together; where it has more, fewer of each."""
OF_A_FIELD = 6
"""Lines of evidence of one field where the review has more than that."""
PER_PAGE = 100
"""Lines of one page of evidence."""
_TOLD = tuple(
    column for column in COLUMNS if column not in ("publisher_id", "area_names", "reviewer_named", "retention_status")
)


def fields(shelf: Shelf, review: Review) -> list[dict[str, Any]]:
    """Return the fields of a review, each with its values and the evidence behind them.

    Args:
        shelf: The edition's rows.
        review: The review.

    Returns:
        One mapping a field in a fixed order. A field without a value says so, and why where the evidence knows.
    """
    found = _by_field(shelf, review)
    short = sum(map(len, found.values())) > SHOWN
    told = []
    for column in (*_TOLD, *sorted(set(found) - set(_TOLD))):
        rows, values = found.get(column, []), _values(shelf, review, column)
        if column in ("url", "subtitle", "ages") and not rows and not values:
            continue
        told.append(
            {
                "column": column,
                "label": COLUMNS.get(column, column.replace("_", " ").capitalize()),
                "values": values,
                "why": next((clipped(one.reason) for one in rows if one.chosen and not one.value and one.reason), None),
                "evidence": [line(shelf, one) for one in rows[: OF_A_FIELD if short else None]],
                "more": max(0, len(rows) - OF_A_FIELD) if short else 0,
            }
        )
    return told


def pages(shelf: Shelf, review: Review) -> Iterator[Page]:
    """Give the pages with all evidence of a review, where its own page does not show it all."""
    found = _by_field(shelf, review)
    rows = [
        {**line(shelf, one), "label": COLUMNS.get(column, column)}
        for column, several in found.items()
        for one in several
    ]
    if len(rows) > SHOWN:
        yield from paged(
            all_of(review),
            f"All evidence: {clipped(review.title, 120)}",
            rows,
            "evidence.html",
            per_page=PER_PAGE,
            review=places.review(review.review_id),
        )


def all_of(review: Review) -> str:
    """Return the path of the page with all evidence of a review."""
    return places.review(review.review_id).removesuffix("index.html") + "evidence/index.html"


def line(shelf: Shelf, one: Evidence) -> dict[str, Any]:
    """Return one row of evidence as a line of a page."""
    return {
        "value": _in_words(shelf, one.field, one.value) if one.value is not None else None,
        "stands": one.chosen,
        "snippet": clipped(one.snippet),
        "page": one.page,
        "where": _where(shelf, one),
        "url": places.outside(one.url),
        "address": clipped(one.url, 200) if one.url else None,
        "extractor": clipped(one.extractor, 80),
        "confidence": f"{one.confidence:.2f}",
        "reason": clipped(one.reason) if one.reason else None,
    }


def _by_field(shelf: Shelf, review: Review) -> dict[str, list[Evidence]]:
    """Return a review's evidence by field: what stands first, then the surer before the less sure."""
    found: dict[str, list[Evidence]] = {}
    rows = shelf.evidence.of(review.review_id)
    order = sorted(
        enumerate(rows), key=lambda pair: (not pair[1].chosen, -pair[1].confidence, pair[1].page or 0, pair[0])
    )
    for _, one in order:
        found.setdefault(one.field, []).append(one)
    return {column: found[column] for column in (*_TOLD, *sorted(set(found) - set(_TOLD))) if column in found}


def _where(shelf: Shelf, one: Evidence) -> str:
    """Say in which document a row was read, or what else gave it."""
    if one.document_id is None:
        return "Listing page" if one.url else "Rule or correction"
    papers = (paper for paper in shelf.documents.get(one.review_id, ()) if paper.document_id == one.document_id)
    return next((ROLES[paper.role] for paper in papers), "Document")


def _in_words(shelf: Shelf, column: str, value: str) -> str:
    """Return a value of evidence in plain words: an area or a theme by its name."""
    if column == "themes" and value in shelf.themes:
        return clipped(shelf.themes[value].label)
    if column == "area_codes" and value in shelf.areas:
        return clipped(shelf.areas[value].name)
    return said(column, value)


def _values(shelf: Shelf, review: Review, column: str) -> list[dict[str, Any]]:
    """Return the values of a column of a review as they are shown, with the pages of the site about them."""
    if column in ("title", "subtitle", "url"):
        value = getattr(review, column)
        return [_value(clipped(value), url=places.outside(value) if column == "url" else None)] if value else []
    linked = _linked(shelf, review, column)
    if linked is not None:
        return linked
    plain: Mapping[str, Sequence[object]] = {
        "review_type": (review.review_type,),
        "pseudonyms": review.pseudonyms,
        "ages": review.ages,
        "about_child": (str(review.about_child),) if review.about_child is not None else (),
        "published_on": (published(review),) if review.published_on else (),
        "incident": (review.incident,),
    }
    return [_value(said(column, str(value))) for value in plain.get(column, ())]


def _linked(shelf: Shelf, review: Review, column: str) -> list[dict[str, Any]] | None:
    """Return the values of a column that has pages of its own on the site; null for any other column."""
    if column == "publisher":
        return [_value(named_publisher(review), shelf.page_of_publisher(review.publisher_id))]
    if column == "area_codes":
        pairs = zip(review.area_codes, review.area_names, strict=True)
        return [_value(clipped(name), places.area(code)) for code, name in pairs]
    if column == "nation":
        return [_value(review.nation)] if review.nation else []
    if column == "themes":
        return [
            _value(_in_words(shelf, column, one), places.theme(one) if one in shelf.themes else None)
            for one in review.themes
        ]
    if column == "reviewers":
        return [_value(clipped(one), places.reviewer(one)) for one in review.reviewers]
    return None


def _value(text: str, path: str | None = None, url: str | None = None) -> dict[str, Any]:
    """Return one value: its words, the page of the site about it, and its address outside."""
    return {"text": str(text), "path": path, "url": url}
