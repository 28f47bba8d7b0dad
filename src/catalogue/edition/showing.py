"""Everything that an edition knows of one review, as typed records.

Belongs here: finding a review by its id, also by one that leads to it now, and reading its rows. Does not belong here:
how they are shown.
"""

import datetime as dt
from typing import TypeVar

from duckdb import DuckDBPyConnection

from catalogue.edition.names import UnknownNameError, near
from catalogue.models import (
    Alert,
    Availability,
    Change,
    Document,
    Evidence,
    Location,
    Recommendation,
    Record,
    Review,
    ReviewAlias,
    Table,
    Tombstone,
)

T = TypeVar("T", bound=Table)

TITLE = "National catalogue of child safeguarding practice reviews"
"""What the catalogue is called where it is cited."""


class Shown(Record):
    """One review with everything known about it."""

    review: Review
    """The review."""
    citation: str
    """How to cite it, in this edition."""
    alias: ReviewAlias | None
    """The id that was asked for, where it leads to this review; null where it is the review's own."""
    documents: tuple[Document, ...]
    """Its documents."""
    locations: tuple[Location, ...]
    """Addresses where they are or were."""
    availability: tuple[Availability, ...]
    """What checks of those addresses amount to."""
    evidence: tuple[Evidence, ...]
    """Where each value was read, the rejected ones too."""
    recommendations: tuple[Recommendation, ...]
    """What its documents recommend, find and say should be learned."""
    alerts: tuple[Alert, ...]
    """What its partnership was told."""
    changes: tuple[Change, ...]
    """What this edition changed of it."""


class TakenDownError(LookupError):
    """A review that was taken down: that it was is all that is told."""

    def __init__(self, tombstone: Tombstone) -> None:
        """Say so.

        Args:
            tombstone: What is left of it.
        """
        self.tombstone = tombstone
        whose = f", a review of {tombstone.publisher}," if tombstone.publisher else ""
        super().__init__(
            f"{tombstone.review_id}{whose} was taken down on {tombstone.taken_down_on:%-d %B %Y}"
            f" ({tombstone.reason.definition.rstrip('.')}). Nothing more is told of it."
        )


def show(connection: DuckDBPyConnection, review_id: str) -> Shown:
    """Read everything that an edition knows of one review.

    Args:
        connection: The edition.
        review_id: Its id, or one that leads to it.

    Returns:
        The review with its rows, each table in the order of the edition.

    Raises:
        TakenDownError: It was taken down.
        UnknownNameError: No review has the id; near ones are suggested.
    """
    alias = next(iter(records(connection, ReviewAlias, "alias", review_id)), None)
    found = records(connection, Review, "review_id", alias.review_id if alias else review_id)
    if not found:
        for tombstone in records(connection, Tombstone, "review_id", review_id):
            raise TakenDownError(tombstone)
        raise UnknownNameError("review", review_id, near(review_id, review_ids(connection)))
    (review,) = found
    key = review.review_id
    places = records(connection, Location, "review_id", key)
    states = {one.location_id: records(connection, Availability, "location_id", one.location_id) for one in places}
    return Shown(
        review=review,
        citation=citation(connection, key),
        alias=alias,
        documents=records(connection, Document, "review_id", key),
        locations=places,
        availability=tuple(state for found in states.values() for state in found),
        evidence=records(connection, Evidence, "review_id", key),
        recommendations=records(connection, Recommendation, "review_id", key),
        alerts=records(connection, Alert, "review_id", key),
        changes=records(connection, Change, "review_id", key),
    )


def review_ids(connection: DuckDBPyConnection, beginning: str = "") -> list[str]:
    """Return the ids of reviews that begin so, in order; all where nothing is given."""
    query = "SELECT review_id FROM reviews WHERE starts_with(review_id, ?) ORDER BY review_id"
    return [str(row[0]) for row in connection.execute(query, [beginning]).fetchall()]


def records(connection: DuckDBPyConnection, model: type[T], column: str, value: str) -> tuple[T, ...]:
    """Return the rows of a table in which a column has a value, as records.

    Args:
        connection: The edition.
        model: Record class of the table.
        column: Name of a column, never of a stranger's making.
        value: Its value.

    Returns:
        The rows, with times in UTC. Columns that this version does not know are passed over; an edition of older code
        that lacks the table has none.
    """
    names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    if (model.table,) not in names:
        return ()
    result = connection.execute(f'SELECT * FROM "{model.table}" WHERE "{column}" = ?', [value])  # noqa: S608 - ours
    columns = [one[0] for one in result.description or ()]
    rows = (dict(zip(columns, row, strict=True)) for row in result.fetchall())
    return tuple(
        model.model_validate({name: _aware(cell) for name, cell in row.items() if name in model.model_fields})
        for row in rows
    )


def citation(connection: DuckDBPyConnection, review_id: str | None = None) -> str:
    """Return how to cite an edition, or a review in it.

    Args:
        connection: The edition.
        review_id: A review that is in it, or null.

    Returns:
        The edition's own wording.
    """
    query, values = "SELECT citation FROM edition", []
    if review_id is not None:
        query, values = "SELECT citation FROM reviews WHERE review_id = ?", [review_id]
    ((wording,),) = connection.execute(query, values).fetchall()
    return str(wording)


def _aware(value: object) -> object:
    """Return a time as UTC, which an edition's are without saying so."""
    return value.replace(tzinfo=dt.UTC) if isinstance(value, dt.datetime) else value
