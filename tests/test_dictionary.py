"""The data dictionary says what every column means, counts what it does not say, and a promised column stays."""

import json
from pathlib import Path

from catalogue.edition import open_edition
from catalogue.publish import dictionary, index, views
from catalogue.publish.printing import TABLES
from tests import dictionary as printer
from tests.edition_samples import Press, contents, review


def test_the_page_is_what_the_code_prints() -> None:
    assert printer.PAGE.read_text() == dictionary.markdown(TABLES), "run: make dictionary"


def test_no_promised_column_goes_or_changes_its_type_within_a_version() -> None:
    promised = json.loads(printer.PROMISE.read_text())
    assert printer.breaks(promised, printer.present()) == [], "raise the first number of schema.VERSION"
    assert promised == printer.present(), "run: make dictionary, and raise the second number of schema.VERSION"


def test_taking_a_column_away_needs_another_first_number() -> None:
    before: dict[str, object] = {"version": "1.4", "tables": {"a": {"x": "BIGINT", "y": "VARCHAR"}}}
    for tables in ({}, {"a": {"x": "BIGINT"}}, {"a": {"x": "BIGINT", "y": "VARCHAR[]"}}):
        assert printer.breaks(before, {"version": "1.5", "tables": tables})
        assert not printer.breaks(before, {"version": "2.0", "tables": tables})
    more: dict[str, object] = {"version": "1.5", "tables": {"a": {"x": "BIGINT", "y": "VARCHAR", "z": "DATE"}, "b": {}}}
    assert not printer.breaks(before, more)


def test_every_column_of_the_file_is_in_its_dictionary(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.print(contents(review("r1", themes=("neglect",)), review("r2", url=None)))
    with open_edition(press.path) as edition:
        there = edition.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main'"
        ).fetchall()
        told = edition.execute("SELECT table_name, column_name, kind, nulls, rows, type FROM dictionary").fetchall()
        blank = edition.execute(
            "SELECT count(*) FROM dictionary WHERE meaning = '' OR comes_from = '' OR kind <> 'macro' AND type IS NULL"
        ).fetchall()
        kinds = edition.execute(
            "SELECT allowed FROM dictionary WHERE table_name = 'reviews' AND column_name = 'nation'"
        ).fetchall()
    macros = {(one.name, column) for one in (*index.MACROS, *views.VIEWS) if one.parameters for column in one.columns}
    assert {(row[0], row[1]) for row in told} == set(there) | macros
    counts = {(row[0], row[1]): (row[3], row[4]) for row in told}
    assert counts["reviews", "url"] == (1, 2)
    assert counts["reviews", "themes"] == (1, 2)
    assert counts["reviewer_missing", "review_id"] == (0, 0)
    assert counts["dictionary", "meaning"] == counts["search", "score"] == (None, None)
    assert blank == [(0,)]
    assert kinds == [(["England", "Wales", "Scotland", "Northern Ireland"],)]
