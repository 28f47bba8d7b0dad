"""The passages that stand beside results: words that the pages of reviews print.

Belongs here: which passages a review has. Does not belong here: how they are found or shown.
"""

from collections.abc import Iterator
from itertools import islice

from catalogue.models import Review
from catalogue.site.shelf import Shelf
from catalogue.site.wording import clipped

MOST = 24
"""Passages of one review, at most."""


def passages(shelf: Shelf, review: Review) -> list[tuple[str, int | None]]:
    """Return the passages of a review: what its themes were read from, then the first words of its points.

    Args:
        shelf: The edition's rows.
        review: The review.

    Returns:
        Words and the page of the document on which they stand, each passage once. None for a review whose area is
        withheld: a passage might name it. None that says more than the review's own page does.
    """
    if review.anonymous:
        return []
    found: dict[str, int | None] = {}
    for words, page in islice(_told(shelf, review), 10 * MOST):
        if words and len(found) < MOST:
            found.setdefault(clipped(words), page)
    return list(found.items())


def _told(shelf: Shelf, review: Review) -> Iterator[tuple[str, int | None]]:
    """Yield words and pages, the surest first."""
    quotes = [one for one in shelf.evidence.of(review.review_id) if one.chosen and one.field == "themes"]
    for quote in sorted(quotes, key=lambda one: (-one.confidence, one.page or 0, one.snippet)):
        yield quote.snippet, quote.page
    for point in shelf.points.of(review.review_id):
        yield point.snippet, point.page
