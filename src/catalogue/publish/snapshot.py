"""An edition's rows as they are compared: read from a printed file, or from what is about to be printed.

Belongs here: the rows of the compared tables, and the chosen evidence behind a review's columns. Does not belong
here: what differs between two of them (``changes``), and where old editions are (``kept``).

A printed file is the only memory of what an edition said. Columns that one of two editions does not have are not
compared, so that a file printed by older code can always be read.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from duckdb import DuckDBPyConnection

from catalogue.models import Availability, Document, Edition, Location, Review, Table
from catalogue.publish.contents import Contents, rows
from catalogue.publish.schema import name, plain

COMPARED: tuple[type[Table], ...] = (Review, Document, Location, Availability)
"""Tables of which an edition tells what it changed, in that order."""
ONLY: Mapping[type[Table], frozenset[str]] = {Availability: frozenset({"state"})}
"""Columns compared where not all are: that an address was looked at again is not a change."""

Row = dict[str, Any]
Reason = tuple[str | None, str | None, str]
"""Of one chosen row of evidence: its value, its document, and the rule that read it."""


@dataclass(frozen=True)
class Snapshot:
    """What one edition says, as far as it is compared."""

    number: int
    """Its number."""
    built_at: dt.datetime
    """When it was built, UTC."""
    code_version: str
    """Version of the code that built it."""
    rows: Mapping[str, Mapping[str, Row]]
    """Its rows by table and record id."""
    reasons: Mapping[tuple[str, str], frozenset[Reason]] = field(default_factory=dict)
    """Chosen evidence by review id and column."""

    def reviews_at(self) -> dict[str, set[str]]:
        """Return the ids of the reviews that each source has an address of."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows[Location.table].values():
            found[row["source_id"]].add(row["review_id"])
        return dict(found)

    def documents_of(self) -> dict[str, set[str]]:
        """Return the ids of the documents of each review."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows[Document.table].values():
            found[row["review_id"]].add(row["document_id"])
        return dict(found)

    def reviews_of(self) -> dict[str, set[str]]:
        """Return the ids of the reviews of each location."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows[Location.table].values():
            found[row["location_id"]].add(row["review_id"])
        return dict(found)


def of_contents(contents: Contents, edition: Edition) -> Snapshot:
    """Return what is about to be printed as it is compared.

    Args:
        contents: What the edition holds.
        edition: Its own row.
    """
    held = rows(contents)
    return Snapshot(
        number=edition.number,
        built_at=edition.built_at,
        code_version=edition.code_version,
        rows={
            model.table: _keyed(model, [{c: plain(v) for c, v in record} for record in held[model]])
            for model in COMPARED
        },
        reasons=_by_column(
            (one.review_id, one.field, one.value, one.document_id, one.extractor)
            for one in contents.evidence
            if one.chosen
        ),
    )


def of_file(connection: DuckDBPyConnection) -> Snapshot:
    """Read a printed edition as it is compared.

    Args:
        connection: An open edition, of this or of any earlier schema.

    Raises:
        duckdb.Error: It is not an edition.
    """
    number, built_at, code_version = connection.execute(
        "SELECT number, built_at, code_version FROM edition"
    ).fetchall()[0]
    return Snapshot(
        number=number,
        built_at=built_at.replace(tzinfo=dt.UTC),
        code_version=code_version,
        rows={model.table: _keyed(model, _read(connection, model)) for model in COMPARED},
        reasons=_by_column(
            connection.execute(
                "SELECT review_id, field, value, document_id, extractor FROM evidence WHERE chosen"
            ).fetchall()
        ),
    )


def record_id(model: type[Table], row: Mapping[str, Any]) -> str:
    """Return a row's key as one text, its parts joined by a slash."""
    return "/".join(str(row[column]) for column in model.key)


def _read(connection: DuckDBPyConnection, model: type[Table]) -> list[Row]:
    """Return the rows of a table as it was printed."""
    result = connection.execute(f"SELECT * FROM {name(model.table)}")  # noqa: S608 - a name of ours, quoted
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def _keyed(model: type[Table], found: Sequence[Row]) -> dict[str, Row]:
    """Return rows by record id."""
    return {record_id(model, row): row for row in found}


def _by_column(
    found: Iterable[tuple[str, str, str | None, str | None, str]],
) -> dict[tuple[str, str], frozenset[Reason]]:
    """Return evidence by review and column."""
    gathered: dict[tuple[str, str], set[Reason]] = defaultdict(set)
    for review_id, column, value, document_id, extractor in found:
        gathered[review_id, column].add((value, document_id, extractor))
    return {key: frozenset(reasons) for key, reasons in gathered.items()}
