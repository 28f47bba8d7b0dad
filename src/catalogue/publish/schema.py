"""Tables made from records: one class a table, one field a column, one docstring a comment.

Belongs here: the translation of a record class into DuckDB's words, and of its values into a statement's
parameters. Does not belong here: which tables there are (``catalogue.models``), and any row.
"""

import datetime as dt
import inspect
import types
from collections.abc import Sequence
from enum import Enum
from operator import attrgetter
from typing import NamedTuple, TypeAlias, Union, get_args, get_origin

from duckdb import DuckDBPyConnection

from catalogue.models import Table
from catalogue.vocabulary import Word

_TYPES: tuple[tuple[type, str], ...] = (
    # A bool is an int and a datetime is a date to Python, so the narrower one comes first.
    (bool, "BOOLEAN"),
    (int, "BIGINT"),
    (float, "DOUBLE"),
    (dt.datetime, "TIMESTAMP"),
    (dt.date, "DATE"),
    (str, "VARCHAR"),
)
_BATCH = 5_000
_TAKEN = frozenset({str, int, float, bool, dt.date, types.NoneType})
"""Classes whose values DuckDB takes as they are."""


VERSION = "1.1"
"""Version of the published schema: a column that goes or changes its type raises the first number, a new one the
second. The tables of the search index are not part of it: ask the macros."""


Vocabulary: TypeAlias = type[Word]


class Column(NamedTuple):
    """One column as DuckDB will have it."""

    name: str
    type: str
    required: bool
    words: Vocabulary | None
    meaning: str

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every value that may stand there; none where any may."""
        return tuple(str(word.value) for word in self.words) if self.words else ()

    @property
    def comment(self) -> str:
        """What is said of it in the file: its meaning, the values allowed, and that a time is UTC."""
        told = self.meaning
        if self.words:
            told += f" One of: {', '.join(self.allowed)}."
        return told + " In UTC." if self.type == "TIMESTAMP" and "UTC" not in told else told


def columns(model: type[Table]) -> tuple[Column, ...]:
    """Return the columns of a table in the order of its record's fields.

    Args:
        model: Record class of the table.

    Returns:
        One column a field. The comment is the field's description; a closed vocabulary's comment also lists
        the allowed values, and a time's comment says that it is UTC.

    Raises:
        TypeError: A field has a type that no column can hold, or no description.
    """
    return tuple(_column(model, name) for name in model.model_fields)


def _column(model: type[Table], name: str) -> Column:
    """Return one field as a column."""
    field = model.model_fields[name]
    if not field.description:
        raise TypeError(f"{model.__name__}.{name} has no description")
    annotation, required = _without_none(field.annotation)
    many = get_origin(annotation) is tuple
    scalar = get_args(annotation)[0] if many else annotation
    if not isinstance(scalar, type):
        raise TypeError(f"{model.__name__}.{name} is {field.annotation}, which no column holds")
    kind = next((words for known, words in _TYPES if issubclass(scalar, known)), None)
    if kind is None:
        raise TypeError(f"{model.__name__}.{name} is {field.annotation}, which no column holds")
    words = scalar if issubclass(scalar, Word) else None
    return Column(name, kind + "[]" * many, required, words, " ".join(field.description.split()))


def _without_none(annotation: object) -> tuple[object, bool]:
    """Return the annotation without ``None``, and whether it had none."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, True
    kept = [part for part in get_args(annotation) if part is not type(None)]
    if len(kept) != 1:
        return annotation, True
    return kept[0], False


def create_table(model: type[Table], models: Sequence[type[Table]]) -> str:
    """Return the statement that creates a table with its keys.

    Args:
        model: Record class of the table.
        models: Record classes of every table of the file: a foreign key is declared where the table it refers
            to is among them and the columns are that table's primary key.

    Returns:
        One ``CREATE TABLE`` statement.
    """
    parts = []
    for column in columns(model):
        part = f"{name(column.name)} {column.type}{' NOT NULL' * column.required}"
        if column.allowed and not column.type.endswith("[]"):
            part += f" CHECK ({name(column.name)} IN ({', '.join(map(literal, column.allowed))}))"
        parts.append(part + " USING COMPRESSION uncompressed" * (column.name in model.unpacked))
    if model.key:
        parts.append(f"PRIMARY KEY ({_names(model.key)})")
    keys = {other.table: other.key for other in models}
    for own, table, theirs in model.references:
        if keys.get(table) == theirs:
            parts.append(f"FOREIGN KEY ({_names(own)}) REFERENCES {name(table)} ({_names(theirs)})")
    return f"CREATE TABLE {name(model.table)} ({', '.join(parts)})"


def comments(model: type[Table]) -> tuple[str, ...]:
    """Return the statements that comment a table and each of its columns.

    Args:
        model: Record class of the table.

    Returns:
        One ``COMMENT ON TABLE`` and one ``COMMENT ON COLUMN`` a column.
    """
    about_columns = (
        f"COMMENT ON COLUMN {name(model.table)}.{name(column.name)} IS {literal(column.comment)}"
        for column in columns(model)
    )
    return (f"COMMENT ON TABLE {name(model.table)} IS {literal(told(model))}", *about_columns)


def told(model: type[Table]) -> str:
    """Return what is said of a table in the file: its record's docstring in one line.

    Args:
        model: Record class of the table.
    """
    return " ".join(inspect.cleandoc(model.__doc__ or "").split())


def statements(models: Sequence[type[Table]]) -> tuple[str, ...]:
    """Return the statements that create tables with their keys and comments, in their order.

    Args:
        models: Record classes of every table of the file, a table after those it refers to.

    Returns:
        Statements to be executed one after the other.
    """
    return tuple(part for model in models for part in (create_table(model, models), *comments(model)))


def insert(connection: DuckDBPyConnection, model: type[Table], records: Sequence[Table]) -> None:
    """Insert records, in their order, as parameters: no value ever becomes part of a statement.

    Args:
        connection: Connection whose current database holds the table.
        model: Record class of the table.
        records: Rows, all of that class.

    Raises:
        ValueError: A time has no zone.
    """
    fields = columns(model)
    # One list parameter a column, a few thousand rows at a time: rows one by one take a hundred times as long.
    values = ", ".join(f"unnest(?::{column.type}[])" for column in fields)
    statement = f"INSERT INTO {name(model.table)} ({_names([c.name for c in fields])}) SELECT {values}"
    for start in range(0, len(records), _BATCH):
        batch = records[start : start + _BATCH]
        connection.execute(statement, [_plain(list(map(attrgetter(c.name), batch))) for c in fields])


def _plain(values: list[object]) -> list[object]:
    """Return the values of a column as DuckDB takes them; most columns hold nothing else."""
    return values if _TAKEN.issuperset(map(type, values)) else [plain(value) for value in values]


def plain(value: object) -> object:
    """Return a record's value as DuckDB takes it, and gives it back: a time without its zone, in UTC.

    Args:
        value: Value of a field.

    Raises:
        ValueError: A time has no zone.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise ValueError(f"the time {value} has no zone, so it is not known to be UTC")
        return value.astimezone(dt.UTC).replace(tzinfo=None)
    return value


def _names(parts: Sequence[str]) -> str:
    """Return identifiers as a list."""
    return ", ".join(map(name, parts))


def name(identifier: str) -> str:
    """Return ``identifier`` quoted for a statement."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return ``text`` as a string literal, for statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"
