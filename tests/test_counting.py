"""Words that are counted without the database are cut as its macro cuts them."""

import random

import duckdb
import pytest

from catalogue.publish.index.counting import Counts, words
from catalogue.publish.index.macros import STATEMENTS

SIGNS = [
    *map(chr, range(128)),
    *"’ʼ‘“”–—‑•…·£©®\xa0\xadéßİıſœ½²ﬁ１　·‚„\u200b\u2028\u0301×÷",
    "child",
    "Baby",
    "mother's",
    "co-sleeping",
]


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(STATEMENTS[0])
    return connection


def theirs(database: duckdb.DuckDBPyConnection, text: str) -> list[str]:
    row = database.execute("SELECT search_words(?)", [text]).fetchone()
    assert row is not None
    return list(row[0])


def test_every_letter_alone_is_cut_as_the_macro_cuts_it(database: duckdb.DuckDBPyConnection) -> None:
    for code in [*range(0x2100), *range(0x2E00, 0x3040), *range(0xFF00, 0xFFF0)]:
        text = f"ab{chr(code)}cd"
        assert words(text) in (None, theirs(database, text)), hex(code)
    assert words("it’s “Baby’s” – £5") == ["its", "babys", "5"]
    assert words("café") is words("a’\0b") is None


def test_texts_by_chance_are_cut_as_the_macro_cuts_them(database: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(7)
    plain = 0
    for _ in range(2_000):
        text = "".join(chance.choices(SIGNS[:-20] if chance.random() < 0.5 else SIGNS, k=chance.randint(0, 40)))
        if (found := words(text)) is not None:
            assert found == theirs(database, text), text
            plain += 1
    assert plain > 500


def test_words_of_one_stem_are_counted_together_and_long_ones_not_at_all() -> None:
    counts = Counts()
    assert counts.page(2, "Review reviews " + "a" * 40 + " " + "b" * 41)
    assert counts.label(2, "reviewing review", 8.0)
    assert counts.label(5, "Review", 3.5)
    assert not counts.page(5, "Müller")
    counts.add(5, "muller", 0.0, 4)
    kept = {
        review: (stems.split(), labels.split(), mentions.split()) for review, stems, labels, mentions in counts.settle()
    }
    assert list(counts.settle()) == []
    assert counts.sizes == {2: 3, 5: 4}
    terms = {term: (stem, reviews) for term, stem, reviews in counts.terms()}
    assert set(terms) == {"review", "reviews", "reviewing", "a" * 40, "muller"}
    assert terms["review"] == terms["reviews"] == terms["reviewing"]
    assert terms["review"][1] == 2
    given = {number: one for one, number, _ in counts.stems()}
    review = str(given[terms["review"][0]])
    at = kept[2][0].index(review)
    assert (float(kept[2][1][at]), kept[2][2][at]) == (16.0, "2")
    at = kept[5][0].index(review)
    assert (float(kept[5][1][at]), kept[5][2][at]) == (3.5, "0")
    assert [number for _, number, _ in counts.stems()] == [1, 2, 3]
