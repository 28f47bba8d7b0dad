"""What an edition declares of its own tables.

Belongs here: names, columns, comments, keys and references, read from the file itself. Does not belong here: rows, and
any format.

The tables that are exported are named one by one, because an edition also holds the index of its search, and what is
not named here cannot leave it by accident.
"""

import re
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from catalogue.models import TABLES

VIEWS = ("gap_report", "dictionary")
"""What is exported beside the tables, where the edition has it."""

_COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable, coalesce(comment, '')
FROM duckdb_columns() WHERE database_name = current_database() ORDER BY table_name, column_index
"""
_COMMENTS = """
SELECT table_name, coalesce(comment, '') FROM duckdb_tables() WHERE database_name = current_database()
UNION ALL SELECT view_name, coalesce(comment, '') FROM duckdb_views() WHERE database_name = current_database()
"""
_CONSTRAINTS = """
SELECT table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names, expression
FROM duckdb_constraints() WHERE database_name = current_database() ORDER BY table_name, constraint_index
"""
_ONE_OF = re.compile(r" IN \((?P<words>.*)\)")
_WORD = re.compile(r"'((?:[^']|'')*)'")


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str
    """Its name."""
    type: str
    """Its type in DuckDB's words; ``[]`` at the end where it holds lists."""
    nullable: bool
    """Whether it may be null."""
    comment: str
    """What it means."""
    allowed: tuple[str, ...] = ()
    """The only values that it may have; empty where any is allowed."""

    @property
    def many(self) -> bool:
        """Whether it holds lists."""
        return self.type.endswith("[]")


@dataclass(frozen=True)
class Reference:
    """Columns that name a row of another table."""

    columns: tuple[str, ...]
    """Its own columns."""
    table: str
    """The other table."""
    theirs: tuple[str, ...]
    """That table's columns, in the same order."""


@dataclass(frozen=True)
class Exported:
    """One table, or view, that is exported."""

    name: str
    """Its name."""
    comment: str
    """What its rows are."""
    columns: tuple[Column, ...]
    """Its columns in order."""
    key: tuple[str, ...] = ()
    """Its primary key; empty where none is declared."""
    references: tuple[Reference, ...] = ()
    """What it refers to."""


def exported(connection: DuckDBPyConnection) -> tuple[Exported, ...]:
    """Return the tables of an edition that are exported.

    Args:
        connection: The edition is its current database.

    Returns:
        The public tables in the order of the file, then views; those of them that this edition has.
    """
    comments = dict(connection.execute(_COMMENTS).fetchall())
    constraints = connection.execute(_CONSTRAINTS).fetchall()
    columns: dict[str, list[Column]] = {}
    for table, name, kind, nullable, comment in connection.execute(_COLUMNS).fetchall():
        columns.setdefault(table, []).append(Column(name, kind, nullable, comment, _allowed(constraints, table, name)))
    names = dict.fromkeys((*(model.table for model in TABLES), *VIEWS))
    return tuple(
        Exported(name, comments[name], tuple(columns[name]), _key(constraints, name), _references(constraints, name))
        for name in names
        if name in columns
    )


def quoted(name: str) -> str:
    """Return a name quoted for a statement."""
    return '"' + name.replace('"', '""') + '"'


_Constraint = tuple[str, str, list[str], str | None, list[str], str | None]


def _allowed(constraints: list[_Constraint], table: str, column: str) -> tuple[str, ...]:
    """Return the values of a closed vocabulary, as the edition's own check lists them."""
    for of, kind, columns, _, _, expression in constraints:
        if of == table and kind == "CHECK" and columns == [column] and (found := _ONE_OF.search(expression or "")):
            return tuple(word.replace("''", "'") for word in _WORD.findall(found["words"]))
    return ()


def _key(constraints: list[_Constraint], table: str) -> tuple[str, ...]:
    """Return the primary key of a table."""
    return next((tuple(one[2]) for one in constraints if one[0] == table and one[1] == "PRIMARY KEY"), ())


def _references(constraints: list[_Constraint], table: str) -> tuple[Reference, ...]:
    """Return the foreign keys of a table."""
    return tuple(
        Reference(tuple(columns), other, tuple(theirs))
        for of, kind, columns, other, theirs, _ in constraints
        if of == table and kind == "FOREIGN KEY" and other
    )
