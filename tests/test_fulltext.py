"""The full text is the operator's own: whole, closed to others, and never in what is published."""

import dataclasses
import itertools
import re
import stat
from pathlib import Path
from typing import Any

import duckdb
import pytest

from catalogue.edition import open_edition
from catalogue.publish import Contents, Suppressed, publish
from tests.edition_samples import NOON, Press, contents, document, review

WORDS = [
    "the",
    "school",
    "nurse",
    "saw",
    "three",
    "small",
    "bruises",
    "on",
    "the",
    "left",
    "arm",
    "and",
    "told",
    "nobody",
    "of",
    "what",
    "she",
    "had",
    "seen",
    "there",
]
TEXTS = {
    "r1": (" ".join(WORDS), "Early\nhelp was offered. The café’s early, help came late."),
    "r2": ("Early help ended. " + " ".join(reversed(WORDS)),),
    "r3": ("Early help in the place that is withheld.",),
    "r4": ("Early help in a version that was replaced.",),
}


@pytest.fixture
def what() -> Contents:
    made = contents(
        review("r1"),
        review("r2"),
        review("r3", area_codes=(), area_names=(), anonymous=True),
        review("r4"),
        texts=TEXTS,
    )
    old = document("r4").model_copy(update={"superseded_by": "f" * 64})
    return dataclasses.replace(
        made,
        documents=tuple(old if one.review_id == "r4" else one for one in made.documents),
        evidence=tuple(
            one.model_copy(update={"document_id": None}) if one.review_id == "r4" else one for one in made.evidence
        ),
    )


def printed(press: Press, what: Contents, *, with_text: bool = True) -> Path:
    done = publish(
        what,
        target=press.path,
        editions=press.editions,
        journal=press.journal,
        clock=lambda: NOON,
        code_version="0.0.test",
        with_text=with_text,
    )
    assert done.published, done.refused
    return press.path.with_name("fulltext.duckdb")


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask as an operator does: attached under its name, read-only."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ? AS fulltext (READ_ONLY)", [str(path)])
        return connection.execute(query).fetchall()


def test_pages_are_found_by_phrase_and_by_words(tmp_path: Path, what: Contents) -> None:
    path = printed(Press(tmp_path), what)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    phrases = asked(path, "SELECT review_id, page, times, context FROM fulltext.phrase('EARLY help')")
    assert [row[:3] for row in phrases] == [("r1", 2, 2), ("r2", 1, 1)]
    assert phrases[0][3].startswith("early\nhelp was offered")
    assert asked(path, "SELECT review_id, page FROM fulltext.phrase('cafés early')") == [("r1", 2)]
    found = asked(path, "SELECT review_id, page, times FROM fulltext.search('help early')")
    assert found == [("r1", 2, 4), ("r2", 1, 2)]
    for nothing in ("''", "NULL", "'.*'", "'earl'"):
        assert asked(path, f"SELECT count(*) FROM fulltext.phrase({nothing})") == [(0,)]
        assert asked(path, f"SELECT count(*) FROM fulltext.search({nothing})") == [(0,)]


def test_neither_withheld_nor_replaced_nor_suppressed_pages_stand_in_it(tmp_path: Path, what: Contents) -> None:
    press = Press(tmp_path)
    gone = dataclasses.replace(what, suppressed=Suppressed(words=frozenset({"early help ended"})))
    path = printed(press, what)
    assert asked(path, "SELECT DISTINCT review_id FROM fulltext.pages ORDER BY 1") == [("r1",), ("r2",)]
    without = dataclasses.replace(
        gone,
        reviews=tuple(one for one in gone.reviews if one.review_id != "r4"),
        documents=tuple(one for one in gone.documents if one.review_id != "r4"),
        locations=tuple(one for one in gone.locations if one.review_id != "r4"),
        evidence=tuple(one for one in gone.evidence if one.review_id != "r4"),
    )
    printed(press, without)
    assert asked(path, "SELECT review_id, page FROM fulltext.pages ORDER BY ALL") == [("r1", 1), ("r1", 2)]


def test_it_comes_and_goes_with_the_setting_though_the_edition_stands(tmp_path: Path, what: Contents) -> None:
    press = Press(tmp_path)
    path = printed(press, what, with_text=False)
    edition = press.path.read_bytes()
    assert not path.exists()
    assert printed(press, what).exists()
    path.write_bytes(b"spoilt")
    printed(press, what)
    assert asked(path, "SELECT number FROM fulltext.edition") == [(1,)]
    printed(press, what, with_text=False)
    assert not path.exists()
    assert press.path.read_bytes() == edition
    assert not list(tmp_path.glob(".edition*"))


def test_the_public_edition_holds_no_eight_words_of_a_page_in_a_row(tmp_path: Path, what: Contents) -> None:
    press = Press(tmp_path)
    printed(press, what)
    data = press.path.read_bytes().decode("utf-8", "replace").casefold()
    with open_edition(press.path) as edition:
        tables = [row[0] for row in edition.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        cells = "\n".join(repr(row) for table in tables for row in edition.table(table).fetchall())
    whole = " ".join(re.findall(r"[a-z]+", data + cells.casefold()))
    assert "nurse" in whole
    for text in itertools.chain(*TEXTS.values()):
        words = re.findall(r"[a-z]+", text.casefold())
        runs = {" ".join(words[start : start + 8]) for start in range(len(words) - 7)}
        assert not [run for run in runs if run in whole]
