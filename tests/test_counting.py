"""Words that are counted without the database are cut as its macro cuts them."""

import random
from collections import Counter

import duckdb
import pytest

from catalogue.publish.index.counting import counted, words
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


def test_what_is_left_to_the_macro_is_not_counted_twice() -> None:
    counts, others = counted(["Child child", "Müller", "a" * 40 + " " + "b" * 41])
    assert counts == Counter({"child": 2, "a" * 40: 1})
    assert others == ["Müller"]
