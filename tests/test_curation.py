"""Corrections are read one by one; one that leaves open what to do is refused with its line."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from catalogue.curation import Curation, load
from catalogue.yamlrows import ConfigurationError

GOOD = """entries:
  - kind: set
    review: wandsworth-frankie-2021
    field: published_on
    value: 2021-01-15
    because: The partnership confirmed the day by e-mail.
    by: A. Curator
    on: 2026-01-31
  - {kind: set, review: r2, field: pseudonyms, value: [Georgina, Grace], because: As printed., by: A, on: 2026-02-01}
  - {kind: hide, review: r3, because: Takedown., by: A, on: 2026-02-01}
  - {kind: merge, review: r4, into: r5, because: One case., by: A, on: 2026-02-01}
  - {kind: retype, review: r6, value: SCR, because: The cover says so., by: A, on: 2026-02-01}
"""


def read(tmp_path: Path, text: str) -> Curation:
    path = tmp_path / "curation.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_entries_are_read_in_order(tmp_path: Path) -> None:
    curation = read(tmp_path, GOOD)
    assert curation.problems == ()
    assert [entry.kind for entry in curation.entries] == ["set", "set", "hide", "merge", "retype"]
    first, second, *_ = curation.entries
    assert (first.field, first.value, first.on, first.line) == ("published_on", "2021-01-15", dt.date(2026, 1, 31), 2)
    assert second.value == ("Georgina", "Grace")
    assert curation.sha256 == hashlib.sha256(GOOD.encode()).hexdigest()


def test_no_file_and_an_empty_list_are_no_corrections(tmp_path: Path) -> None:
    nothing = hashlib.sha256(b"").hexdigest()
    assert load(tmp_path / "nowhere.yaml") == Curation(entries=(), problems=(), sha256=nothing)
    assert read(tmp_path, "").entries == ()
    for text in ("entries: []", "entries:\n", "# words\nentries:\n  # none\n"):
        assert (read(tmp_path, text).entries, read(tmp_path, text).problems) == ((), ())


@pytest.mark.parametrize(
    ("row", "key", "expected"),
    [
        ("{kind: set, review: r, value: x, because: b, by: c, on: 2026-01-31}", "field", "is missing"),
        ("{kind: set, review: r, field: title, because: b, by: c, on: 2026-01-31}", "value", "is missing"),
        ("{kind: retype, review: r, value: SCR, by: c, on: 2026-01-31}", "because", "is missing"),
        (
            "{kind: retype, review: r, value: SCR, because: '', by: c, on: 2026-01-31}",
            "because",
            "at least 1 character",
        ),
        ("{kind: retype, review: r, value: SCR, because: b, by: c, on: 2026-02-31}", "on", "date"),
        ("{kind: retype, review: r, value: SCR, because: b, by: c, on: 2026-01-31, into: x}", "into", "means nothing"),
        ("{kind: merge, review: r, because: b, by: c, on: 2026-01-31}", "into", "is missing"),
        ("{kind: merge, review: r, into: r, because: b, by: c, on: 2026-01-31}", "into", "another review"),
        ("{kind: burn, review: r, because: b, by: c, on: 2026-01-31}", "kind", "'set', 'hide', 'merge'"),
        (
            "{kind: retype, review: r, value: SCR, because: b, by: c, on: 2026-01-31, colour: red}",
            "colour",
            "known keys",
        ),
        ("just words", "row", "expected a row"),
    ],
)
def test_a_mistake_leaves_out_its_entry_only(tmp_path: Path, row: str, key: str, expected: str) -> None:
    good = "  - {kind: hide, review: kept, because: b, by: c, on: 2026-01-31}\n"
    curation = read(tmp_path, f"entries:\n  - {row}\n{good}")
    assert [entry.review for entry in curation.entries] == ["kept"]
    assert any(
        problem.key == key and problem.line == 2 and expected in problem.message for problem in curation.problems
    ), curation.problems


def test_a_mistake_in_an_entry_that_hides_is_told_and_the_review_stays_hidden(tmp_path: Path) -> None:
    for row in ("{kind: hide, review: r, by: c, on: 2026-01-31}", "{kind: hide, review: r, colour: red}"):
        curation = read(tmp_path, f"entries:\n  - {row}\n")
        assert [(entry.kind, entry.review) for entry in curation.entries] == [("hide", "r")]
        assert curation.problems


def test_a_file_that_is_not_rows_is_refused(tmp_path: Path) -> None:
    for text in ("words", "entries: {a: b}", "entries: []\nmore: []"):
        with pytest.raises(ConfigurationError):
            read(tmp_path, text)


def test_the_project_s_own_file_has_no_problem() -> None:
    assert load(Path(__file__).parents[1] / "curation.yaml").problems == ()
