"""Which reviews are meant: filters by area, theme, date, nation, kind and publisher, as one condition.

Belongs here: what each filter means. Does not belong here: what is asked of the reviews that are left.

A date that is known only by its month or year counts where any of its days lies in the span, because none of them can
be ruled out; a review without a date lies in no span.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TypedDict

from duckdb import DuckDBPyConnection

from catalogue.dates import from_iso
from catalogue.edition.names import area_codes, nation, publisher_ids, review_type, theme_id


class Filters(TypedDict, total=False):
    """What may be asked of a review; None counts as not asked."""

    area: str | None
    """Name of an area, or its ONS code."""
    theme: str | None
    """Id or name of a theme."""
    nation: str | None
    """A nation, for instance Wales."""
    review_type: str | None
    """A kind of review, for instance LCSPR."""
    publisher: str | None
    """Key or name of a publisher, or of one that it followed."""
    since: dt.date | str | None
    """First day, or 2019, or 2019-05."""
    until: dt.date | str | None
    """Last day, or 2019, or 2019-05."""


_CONDITIONS: Mapping[str, str] = {
    "area": "list_has_any(review.area_codes, $area)",
    "theme": "list_contains(review.themes, $theme)",
    "nation": "review.nation = $nation",
    "review_type": "review.review_type = $review_type",
    "publisher": "review.review_id IN (SELECT review_id FROM review_publishers WHERE list_contains($publisher,"
    " publisher_id) UNION SELECT review_id FROM reviews WHERE list_contains($publisher, publisher_id))",
    "since": "review.review_id IN (SELECT review_id FROM search_reviews WHERE published_last >= $since)",
    "until": "review.published_on <= $until",
}


def condition(connection: DuckDBPyConnection, filters: Filters) -> tuple[str, dict[str, object]]:
    """Return the condition on ``review``, a row of ``reviews``, that filters amount to.

    Args:
        connection: The edition, in which names are looked up.
        filters: What is asked.

    Returns:
        SQL of constant parts only, and its parameters by name; "true" where nothing is asked.

    Raises:
        UnknownNameError: The edition knows no such area, theme, nation, kind or publisher.
        ValueError: A day is none.
    """
    asked = {name: value for name, value in filters.items() if value is not None}
    values = {name: _value(connection, name, value) for name, value in asked.items()}
    return " AND ".join(_CONDITIONS[name] for name in values) or "true", values


def _value(connection: DuckDBPyConnection, name: str, value: object) -> object:
    """Return what a filter is compared with."""
    if name in ("since", "until"):
        return _day(value, last=name == "until")
    text = str(value)
    lookups = {"area": area_codes, "theme": theme_id, "publisher": publisher_ids}
    if name in lookups:
        return lookups[name](connection, text)
    words = {"nation": nation, "review_type": review_type}
    if name in words:
        return words[name](text)
    raise TypeError(f"reviews cannot be filtered by {name}")


def _day(value: object, *, last: bool) -> dt.date:
    """Return a day: of a month or year its first, or its last."""
    if isinstance(value, dt.date):
        return value
    first, precision = from_iso(str(value))
    if not last or precision == "day":
        return first
    after = dt.date(first.year + 1, 1, 1) if precision == "year" else _next_month(first)
    return after - dt.timedelta(days=1)


def _next_month(day: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
