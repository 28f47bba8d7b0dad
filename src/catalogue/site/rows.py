"""Reading rows of an edition as the records that they were printed from.

Belongs here: the queries' form, rows that are read only when they are asked for, and the refusal of an older edition.
Does not belong here: which rows the site tells of (``shelf``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from duckdb import DuckDBPyConnection
from pydantic import TypeAdapter

from catalogue.models import Record, Table

T = TypeVar("T", bound=Table)
R = TypeVar("R", bound=Record)


class OldEditionError(Exception):
    """The edition was printed by older code and has not all that the site tells."""


class OfReviews(Generic[R]):
    """Rows of which reviews have many, read when they are asked for: most reviews have not changed since they were."""

    def __init__(self, read: Callable[[Sequence[str]], Iterable[tuple[str, R]]]) -> None:
        """Read nothing yet.

        Args:
            read: Gives the rows of reviews in their order, each with its review's id.
        """
        self._read = read
        self._known: dict[str, list[R]] = {}

    def fetch(self, review_ids: Iterable[str]) -> None:
        """Read the rows of many reviews at once, so that each can be given without another question."""
        new = [key for key in dict.fromkeys(review_ids) if key not in self._known]
        if new:
            self._known.update((key, []) for key in new)
            for key, row in self._read(new):
                self._known[key].append(row)

    def of(self, review_id: str) -> Sequence[R]:
        """Return the rows of a review, read now where they were not before."""
        self.fetch([review_id])
        return self._known[review_id]


def refuse_older(connection: DuckDBPyConnection, models: Iterable[type[Table]]) -> None:
    """Refuse an edition that lacks a table or column of which the site tells.

    Args:
        connection: An open edition.
        models: The tables of which it tells.

    Raises:
        OldEditionError: Older code printed the edition.
    """
    there: dict[str, set[str]] = defaultdict(set)
    for table, column in connection.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall():
        there[table].add(column)
    for model in models:
        lacking = sorted(set(model.model_fields) - there[model.table])
        if lacking:
            raise OldEditionError(
                f"The edition was printed by older code: its table {model.table} lacks {', '.join(lacking)}."
                " Print it again with `catalogue publish`."
            )


def order(model: type[Table]) -> str:
    """Return the order of a table's rows: that of its key, or of all its columns where it has none."""
    return ", ".join(model.key) or "ALL"


def select(model: type[Record], source: str) -> str:
    """Return the query for a record's fields."""
    return f"SELECT {', '.join(model.model_fields)} FROM {source}"  # noqa: S608 - names of ours


def records(connection: DuckDBPyConnection, model: type[Record], query: str, *values: object) -> list[Any]:
    """Return the rows of a query as records.

    Args:
        connection: An open edition.
        model: The records' class, whose fields are the query's columns.
        query: The query.
        values: What stands for its question marks.

    Returns:
        The rows in the query's order; times are UTC.
    """
    result = connection.execute(query, values)
    columns = [column[0] for column in result.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    for row in rows:
        for name, value in row.items():
            if isinstance(value, dt.datetime):
                row[name] = value.replace(tzinfo=dt.UTC)
    return TypeAdapter(list[model]).validate_python(rows)  # type: ignore[valid-type] # the class is a value here


def by(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Put rows together by a key, in their order."""
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)
