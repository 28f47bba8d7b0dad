"""The fingerprint of a review changes with every value of every row about it, and with no other."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from catalogue.models import TABLES, Edition, Table
from catalogue.publish import schema
from catalogue.site.fingerprints import fingerprints
from tests.site import made
from tests.site.test_incremental import Country, other, values


@pytest.fixture
def country(tmp_path: Path) -> Country:
    return Country(tmp_path, seed=4)


@pytest.fixture
def connection(country: Country, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The edition's tables without the keys that join them, so that any row can be taken out alone."""
    edition = made.write(tmp_path / "edition.duckdb", country.rows)
    with duckdb.connect() as opened:
        opened.execute(f"ATTACH '{edition}' AS printed (READ_ONLY)")
        for model in TABLES:
            opened.execute(f"CREATE TABLE {model.table} AS SELECT * FROM printed.{model.table}")
        yield opened


def with_row(
    connection: duckdb.DuckDBPyConnection, model: type[Table], place: int, row: Table | None
) -> dict[str, str]:
    """Return the fingerprints where a row is another one or none, and put the row back."""
    connection.begin()
    number = connection.execute(f"SELECT rowid FROM {model.table} LIMIT 1 OFFSET {place}").fetchone()
    assert number
    connection.execute(f"DELETE FROM {model.table} WHERE rowid = {number[0]}")
    if row:
        schema.insert(connection, model, [row])
    found = fingerprints(connection)
    connection.rollback()
    return found


def owner(country: Country, row: Table) -> str | None:
    """Return the review that a row is about; null where it is about none, or about all."""
    places = {one.location_id: one.review_id for one in country.places()}
    found = getattr(row, "review_id", None) or places.get(getattr(row, "location_id", ""))
    return found if found in {one.review_id for one in country.reviews()} else None


def differing(one: dict[str, str], two: dict[str, str]) -> set[str]:
    """Return the reviews whose fingerprints are not the same."""
    return {key for key in one.keys() | two.keys() if one.get(key) != two.get(key)}


def test_each_value_counts_for_its_review_and_for_no_other(
    country: Country, connection: duckdb.DuckDBPyConnection
) -> None:
    before = fingerprints(connection)
    assert set(before) == {one.review_id for one in country.reviews()}
    wrong = []
    for model, name in values(country.rows):
        place, row = next(
            (place, one) for place, one in enumerate(country.rows[model]) if getattr(one, name) is not None
        )
        if model is Edition:
            continue
        changed = row.model_copy(update={name: other(getattr(row, name))})
        if differing(before, with_row(connection, model, place, changed)) != {owner(country, row)} - {None}:
            wrong.append(f"{model.table}.{name}")
    assert wrong == []


def test_each_row_counts_for_its_review(country: Country, connection: duckdb.DuckDBPyConnection) -> None:
    before = fingerprints(connection)
    for model, rows in country.rows.items():
        if model is not Edition:
            assert differing(before, with_row(connection, model, 0, None)) == {owner(country, rows[0])} - {None}


def test_the_day_counts_only_where_nothing_was_looked_at_for_long(
    country: Country, connection: duckdb.DuckDBPyConnection
) -> None:
    before = fingerprints(connection)
    row = country.rows[Edition][0]
    assert isinstance(row, Edition)

    def after(days: int) -> dict[str, str]:
        later = row.model_copy(update={"number": 9, "built_at": row.built_at + dt.timedelta(days=days)})
        return with_row(connection, Edition, 0, later)

    assert after(1) == before
    assert differing(before, after(30)) == set(before)
    assert differing(after(30), after(31)) == set(before)
