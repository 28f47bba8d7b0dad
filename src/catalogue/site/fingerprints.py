"""A fingerprint of everything that an edition holds of each review, taken inside the database.

Belongs here: which rows belong to a review. Does not belong here: what is printed of them, or what else a page is made
of (``bundles``).

Every row counts with all its columns, as JSON, which writes no two different rows alike. Rows are put together by their
hashes in order, so that no order in which they happen to be read counts.
"""

from collections.abc import Iterator

from duckdb import DuckDBPyConnection

from catalogue.availability import SILENCE
from catalogue.models import (
    Alert,
    Availability,
    BriefingPartRow,
    Check,
    Document,
    Evidence,
    Location,
    Recommendation,
    Review,
    ReviewAlias,
    ReviewPublisher,
    Table,
)

_OF_REVIEW: tuple[type[Table], ...] = (
    Review,
    ReviewPublisher,
    ReviewAlias,
    Document,
    Location,
    Evidence,
    Recommendation,
    BriefingPartRow,
    Alert,
)
"""Tables whose rows name their review."""
_OF_PLACE: tuple[type[Table], ...] = (Availability, Check)
"""Tables whose rows name an address of a review."""
_LAPSED = f"""
SELECT any_value(place.review_id), 'not checked up to ' || any_value(edition.built_at)
FROM checks JOIN locations AS place USING (location_id), edition
GROUP BY location_id
HAVING any_value(edition.built_at) - max(checked_at) > INTERVAL {int(SILENCE.total_seconds())} SECOND
"""  # noqa: S608 - a number of ours
"""Of an address that was not checked for long, a picture shows up to the edition's day that nothing is known."""


def fingerprints(connection: DuckDBPyConnection) -> dict[str, str]:
    """Take the fingerprint of each review.

    Args:
        connection: An open edition.

    Returns:
        By review, a sha256 as 64 hex digits, equal where every row about the review is equal.
    """
    rows = connection.execute(
        f"WITH marked(review_id, mark) AS ({' UNION ALL '.join(_marks())}) "  # noqa: S608 - names of ours
        "SELECT review_id, sha256(string_agg(mark, ',' ORDER BY mark)) FROM marked WHERE review_id IS NOT NULL "
        "GROUP BY review_id"
    )
    return dict(rows.fetchall())


def _marks() -> Iterator[str]:
    """Give the queries for the review and the hash of each row."""
    for model in _OF_REVIEW:
        yield f"SELECT review_id, '{model.table} ' || sha256(to_json(one)) FROM {model.table} AS one"  # noqa: S608
    for model in _OF_PLACE:
        yield (
            f"SELECT place.review_id, '{model.table} ' || sha256(to_json(one)) "  # noqa: S608
            f"FROM {model.table} AS one JOIN {Location.table} AS place USING (location_id)"
        )
    yield _LAPSED
