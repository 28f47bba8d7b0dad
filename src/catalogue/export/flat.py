"""One file a table: CSV, JSON lines and Parquet.

Belongs here: how a value stands in each of them. Does not belong here: which tables there are (``tables``), what
describes them (``package``) or where they go (``writing``).

A CSV file is UTF-8 with a byte order mark: without it Excel takes the file for the machine's old code page and spoils
every Welsh name and typographic dash, while DuckDB, pandas, R and LibreOffice pass over the mark.
"""

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from catalogue.export.guarding import guarded
from catalogue.export.tables import Exported, quoted

BETWEEN = "; "
"""What stands between the values of a list where a cell has to hold them all."""
_BATCH = 5_000

Row = Sequence[Any]


def rows(connection: DuckDBPyConnection, query: str) -> tuple[tuple[str, ...], tuple[str, ...], Iterator[Row]]:
    """Run a query and give its rows a few thousand at a time.

    Args:
        connection: The edition is its current database; it is not to be used otherwise until the rows are read.
        query: One query.

    Returns:
        Names of the columns, their types in DuckDB's words, and the rows in order.
    """
    result = connection.execute(query)
    described = result.description or ()
    return tuple(one[0] for one in described), tuple(str(one[1]) for one in described), _in_batches(result)


def _in_batches(result: DuckDBPyConnection) -> Iterator[Row]:
    """Give the rows of a result."""
    while batch := result.fetchmany(_BATCH):
        yield from batch


def parquet(connection: DuckDBPyConnection, table: Exported, path: Path) -> int:
    """Write a table as Parquet, with the edition's own types.

    Args:
        connection: Connection that may write to the path.
        table: The table.
        path: File to write.

    Returns:
        Number of rows written.

    Raises:
        duckdb.Error: It cannot be written.
    """
    relation = connection.table(table.name)
    relation.write_parquet(str(path.resolve()), compression="zstd")
    return int(relation.count("*").fetchall()[0][0])


def comma_separated(connection: DuckDBPyConnection, table: Exported, path: Path) -> int:
    """Write a table as CSV; see `write_csv`. Returns the number of rows."""
    columns, _, found = _all(connection, table)
    return write_csv(path, columns, found)


def json_lines(connection: DuckDBPyConnection, table: Exported, path: Path) -> int:
    """Write a table as one JSON object a line, in UTF-8: lists as lists, nulls as null, times in UTC ending in Z.

    Args:
        connection: The edition is its current database.
        table: The table.
        path: File to write.

    Returns:
        Number of rows written.

    Raises:
        OSError: It cannot be written.
    """
    columns, _, found = _all(connection, table)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        lines = (json.dumps(dict(zip(columns, map(_plain, row), strict=True)), ensure_ascii=False) for row in found)
        return sum(bool(file.write(line + "\n")) for line in lines)


def write_csv(path: Path, columns: Sequence[str], found: Iterable[Row]) -> int:
    """Write rows as CSV by RFC 4180, in UTF-8 with a mark, in which no cell is read as a formula.

    Args:
        path: File to write; one that stands there is replaced.
        columns: Its header.
        found: Its rows.

    Returns:
        Number of rows written.

    Raises:
        OSError: It cannot be written.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        return sum(bool(writer.writerow([csv_cell(value) for value in row])) for row in found)


def csv_cell(value: object) -> str:
    """Return a value as the text of a CSV cell.

    Args:
        value: A value as DuckDB gives it.

    Returns:
        Nothing for null; true or false; ISO dates, times in UTC ending in Z; numbers in full; the values of a list
        with "; " between them; text, and each text of a list, by the rule of ``guarding``.
    """
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(csv_cell(part) for part in value)
    if isinstance(value, bool):
        return str(value).lower()
    return guarded(value) if isinstance(value, str) else str(_plain(value))


def _all(connection: DuckDBPyConnection, table: Exported) -> tuple[tuple[str, ...], tuple[str, ...], Iterator[Row]]:
    """Return all rows of a table."""
    return rows(connection, f"SELECT * FROM {quoted(table.name)}")  # noqa: S608 - a public name, quoted


def _plain(value: object) -> object:
    """Return a value as JSON has it; a time of an edition is UTC without saying so."""
    if isinstance(value, dt.datetime):
        return f"{value.isoformat()}Z"
    return value.isoformat() if isinstance(value, dt.date) else value
