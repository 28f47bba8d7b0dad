"""The published schema is the records' own: types, keys, comments, allowed values."""

import datetime as dt

import duckdb
import pytest

from catalogue.models import TABLES, Table
from catalogue.publish import schema
from catalogue.publish.index import TABLES as SEARCH_TABLES
from catalogue.vocabulary import Nation

ALL = (*TABLES, *SEARCH_TABLES)


class Everything(Table):
    """Holds one column of each kind.

    Its docstring's second line isn't lost.
    """

    table = "everything"
    key = ("text",)

    text: str
    """A text, with an apostrophe's trouble."""
    word: Nation | None
    """A word."""
    many: tuple[str, ...]
    """Many texts."""
    day: dt.date
    """A day."""
    moment: dt.datetime | None
    """A moment."""
    yes: bool
    """Yes or no."""
    count: int | None
    """A count."""
    share: float
    """A share."""


def full(**values: object) -> Everything:
    whole: dict[str, object] = {
        "text": "a",
        "word": Nation.WALES,
        "many": ("x", "y"),
        "day": dt.date(2021, 1, 2),
        "moment": dt.datetime(2021, 7, 1, 13, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        "yes": True,
        "count": 7,
        "share": 0.5,
    }
    return Everything.model_validate(whole | values)


@pytest.fixture
def made() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(schema.create_table(Everything, ALL))
    for statement in schema.comments(Everything):
        connection.execute(statement)
    return connection


def test_every_kind_of_field_becomes_its_column(made: duckdb.DuckDBPyConnection) -> None:
    found = made.execute(
        "SELECT column_name, data_type, is_nullable FROM duckdb_columns() WHERE table_name = 'everything'"
    ).fetchall()
    assert found == [
        ("text", "VARCHAR", False),
        ("word", "VARCHAR", True),
        ("many", "VARCHAR[]", False),
        ("day", "DATE", False),
        ("moment", "TIMESTAMP", True),
        ("yes", "BOOLEAN", False),
        ("count", "BIGINT", True),
        ("share", "DOUBLE", False),
    ]


def test_comments_come_from_the_docstrings(made: duckdb.DuckDBPyConnection) -> None:
    table = made.execute("SELECT comment FROM duckdb_tables()").fetchall()
    columns = dict(
        made.execute("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'everything'").fetchall()
    )
    assert table == [("Holds one column of each kind. Its docstring's second line isn't lost.",)]
    assert columns["text"] == "A text, with an apostrophe's trouble."
    assert columns["word"] == "A word. One of: England, Wales, Scotland, Northern Ireland."
    assert columns["moment"] == "A moment. In UTC."


def test_values_arrive_as_they_were_and_times_in_utc(made: duckdb.DuckDBPyConnection) -> None:
    hostile = "'; DROP TABLE everything; -- \" \\ \n \0 $$ ? é 家"
    schema.insert(made, Everything, [full(), full(text=hostile, word=None, many=(), moment=None, count=None)])
    assert made.execute("SELECT * FROM everything ORDER BY text DESC").fetchall() == [
        ("a", "Wales", ["x", "y"], dt.date(2021, 1, 2), dt.datetime.fromisoformat("2021-07-01T12:00"), True, 7, 0.5),
        (hostile, None, [], dt.date(2021, 1, 2), None, True, None, 0.5),
    ]


def test_a_time_without_a_zone_is_refused(made: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="has no zone"):
        schema.insert(made, Everything, [full(moment=dt.datetime.fromisoformat("2021-07-01"))])


def test_more_rows_than_one_batch_keep_their_order(made: duckdb.DuckDBPyConnection) -> None:
    schema.insert(made, Everything, [full(text=f"{number:06}") for number in range(12_001)])
    texts = [row[0] for row in made.execute("SELECT text FROM everything").fetchall()]
    assert texts == [f"{number:06}" for number in range(12_001)]


def test_a_word_outside_its_vocabulary_is_refused(made: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.ConstraintException):
        made.execute("INSERT INTO everything VALUES ('a', 'Atlantis', [], '2021-01-02', NULL, true, 1, 1)")


def test_a_field_that_no_column_holds_is_refused() -> None:
    class Odd(Table):
        """Odd."""

        table = "odd"
        key = ()
        thing: dict[str, str]
        """A thing."""

    class Mute(Table):
        """Mute."""

        table = "mute"
        key = ()
        thing: str

    with pytest.raises(TypeError, match=r"Odd\.thing"):
        schema.columns(Odd)
    with pytest.raises(TypeError, match=r"Mute\.thing has no description"):
        schema.columns(Mute)


def test_a_foreign_key_is_declared_only_where_the_other_table_is() -> None:
    class Part(Table):
        """Part."""

        table = "part"
        key = ("text", "whole")
        references = ((("whole",), "everything", ("text",)), (("text",), "elsewhere", ("text",)))
        text: str
        """A text."""
        whole: str
        """What it is part of."""

    connection = duckdb.connect()
    for model in (Everything, Part):
        connection.execute(schema.create_table(model, (Everything, Part)))
    kinds = connection.execute(
        "SELECT constraint_type, constraint_column_names, referenced_table FROM duckdb_constraints()"
        " WHERE table_name = 'part' AND constraint_type LIKE '%KEY' ORDER BY 1"
    ).fetchall()
    assert kinds == [("FOREIGN KEY", ["whole"], "everything"), ("PRIMARY KEY", ["text", "whole"], None)]
