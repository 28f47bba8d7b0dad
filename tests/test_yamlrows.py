"""Rows keep their lines, and the dialect holds no surprises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.models import Expectation, Problem, Record
from catalogue.yamlrows import ConfigurationError, Row, build, decode, load_rows


class Sample(Record):
    """A record for these tests."""

    name: str
    """A word."""
    on: str | None = None
    """A key that other dialects take for a boolean."""
    expect: Expectation | None = None
    """Something nested."""


def rows(text: str) -> tuple[Row, ...]:
    found, problems = load_rows(text, "file.yaml", "rows")
    assert problems == ()
    return found


def test_every_value_has_its_line() -> None:
    (row,) = rows("# words\nrows:\n  - name: a\n    expect:\n      least: 1\n      known:\n        - b\n        - c\n")
    assert row.line == 3
    assert [row.line_of(*path) for path in (("name",), ("expect",), ("expect", "least"), ("expect", "known", 1))] == [
        3,
        4,
        5,
        8,
    ]
    assert row.line_of("absent") == 3
    assert row.line_of("expect", "absent") == 4
    assert str(row.problem("is odd", "expect", "least")) == "file.yaml:5: expect.least: is odd"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("true", True), ("false", False), ("null", None), ("~", None),
        ("", None), ("12", 12), ("012", "012"), ("1:30", "1:30"), ("0x10", "0x10"), ("1e3", "1e3"), ("1.5", 1.5),
        ("2021-01-15", "2021-01-15"), ("'12'", "12"), ("Child C", "Child C"), ("9" * 30, "9" * 30), ("=", "="),
    ],
)  # fmt: skip
def test_plain_words_stay_words(written: str, expected: object) -> None:
    (row,) = rows(f"rows:\n  - on: {written}\n")
    assert row.values == {"on": expected}


def test_a_record_is_built_or_every_mistake_is_told() -> None:
    good, bad = rows(
        "rows:\n  - {name: a, on: b, expect: {least: 1}}\n  - on: [x]\n    expect: {least: few}\n    hue: red\n"
    )
    assert build(good, Sample) == Sample(name="a", on="b", expect=Expectation(least=1))
    assert build(good, Sample, name="z") == Sample(name="z", on="b", expect=Expectation(least=1))
    problems = build(bad, Sample)
    assert isinstance(problems, tuple)
    assert {(problem.key, problem.line) for problem in problems} == {
        ("name", 3),
        ("on", 3),
        ("expect.least", 4),
        ("hue", 5),
    }
    assert all("found" in p.message or "missing" in p.message or "known key" in p.message for p in problems)


@pytest.mark.parametrize(
    "text",
    [
        "", "words", "- a", "other: []", "rows: []\nrows: []", "rows: []\nother: []", "rows: {a: b}", "rows: a",
        "rows: [", "rows:\n\t- a", "rows: [&a x, *a]", "rows:\n  - &a {name: b}\n  - *a", "rows: []\n---\nrows: []",
        "rows: \x07", "rows: " + "[" * 5000, "? [a]\n: b",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_rows_is_refused_with_a_line(text: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        load_rows(text, "file.yaml", "rows")
    (problem,) = refused.value.problems
    assert problem.file == "file.yaml"
    assert problem.line >= 1
    assert str(refused.value).startswith("file.yaml:")


def test_the_line_of_a_mistake_is_its_own() -> None:
    with pytest.raises(ConfigurationError, match=r"file\.yaml:3"):
        load_rows("rows:\n  - name: a\n  - name: b: c\n", "file.yaml", "rows")
    with pytest.raises(ConfigurationError, match="begins on line 3"):
        load_rows("rows:\n  - name: a\n  - name: [b\n", "file.yaml", "rows")


@pytest.mark.parametrize(
    "row",
    ["words", "[a, b]", "{name: a, name: b}", "{? [a] : b}", "{name: !!python/name:os.system x}", "{name: !odd x}"],
)
def test_a_row_that_is_none_is_a_problem_and_the_others_stand(row: str) -> None:
    found, problems = load_rows(f"rows:\n  - {row}\n  - name: kept\n", "file.yaml", "rows")
    assert [one.values for one in found] == [{"name": "kept"}]
    assert [(problem.line, problem.key) for problem in problems] == [(2, "row")]


def test_bytes_that_are_not_utf8_are_refused_with_their_line() -> None:
    assert decode("\ufeffé".encode(), "f") == "é"
    with pytest.raises(ConfigurationError, match="f:2"):
        decode(b"rows:\n - \xff", "f")


@given(text=st.text(max_size=200))
def test_any_text_is_rows_or_a_refusal(text: str) -> None:
    for written in (text, f"rows:\n  - {text}", f"rows:\n  - name: {text}\n"):
        found: tuple[Row, ...] = ()
        problems: tuple[Problem, ...] = ()
        try:
            found, problems = load_rows(written, "file.yaml", "rows")
        except ConfigurationError as refused:
            problems = refused.problems
        assert found or problems or "[]" in written or not text.partition("#")[0].strip(" \t\r\n~-")
        assert all(isinstance(build(row, Sample), (Sample, tuple)) for row in found)
        assert all(problem.line >= 1 and problem.message for problem in problems)
