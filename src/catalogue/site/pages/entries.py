"""What lists of reviews have in common: an entry, an order, and pages of a bounded size.

Belongs here: one review as a line of a list. Does not belong here: any particular list.

An entry never tells an age or what happened: a list by area would cross it with these.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from catalogue.models import Review
from catalogue.site import places
from catalogue.site.rendering import Page
from catalogue.site.wording import TYPES, clipped, published, publisher_of

Row = TypeVar("Row")

PER_PAGE = 150
"""Reviews of one page of a list; at most about 700 bytes each."""


def newest_first(reviews: Iterable[Review]) -> list[Review]:
    """Order reviews by date of publication, the newest first; those without a date stand at the end."""
    return sorted(
        reviews,
        key=lambda one: (one.published_on is None, -(one.published_on or dt.date.min).toordinal(), one.review_id),
    )


def entry(review: Review) -> dict[str, Any]:
    """Return a review as a line of a list."""
    return {
        "path": places.review(review.review_id),
        "title": clipped(review.title, 200),
        "type": TYPES[review.review_type],
        "publisher": clipped(publisher_of(review), 120),
        "published": published(review),
        "shared": [],
    }


def paged(
    path: str,
    title: str,
    rows: Sequence[Row],
    template: str,
    *,
    per_page: int = PER_PAGE,
    feeds: tuple[tuple[str, str], ...] = (),
    **context: object,
) -> Iterator[Page]:
    """Give the pages of a list.

    Args:
        path: Path of its first page.
        title: Its title; later pages have their number in theirs.
        rows: Its lines, as a template reads them.
        template: Name of the template.
        per_page: Lines of a page.
        feeds: Feeds that belong to it: path and title.
        context: What else each page says.

    Yields:
        At least one page. Each holds ``rows``, ``number`` and ``numbers``, which leads to all of them.
    """
    pages = range(1, max(1, -(-len(rows) // per_page)) + 1)
    numbers = [{"number": number, "path": places.nth(path, number)} for number in pages]
    for number in pages:
        yield Page(
            places.nth(path, number),
            template,
            title if number == 1 else f"{title}: page {number}",
            {
                **context,
                "rows": rows[(number - 1) * per_page : number * per_page],
                "number": number,
                "numbers": numbers,
                "count": len(rows),
            },
            feeds,
        )
