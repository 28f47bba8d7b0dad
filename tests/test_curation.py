"""Corrections are read one by one; one that leaves open what to do is refused with its line."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from catalogue.curation import Curation, Entry, add, load
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


REST = "review: r, because: b, by: c, on: 2026-01-31"
HASH = "a" * 64


def read(tmp_path: Path, text: str) -> Curation:
    path = tmp_path / "curation.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, publishers={"wandsworth"})


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
        ("{kind: burn, review: r, because: b, by: c, on: 2026-01-31}", "kind", "'merge', 'split', 'hide'"),
        (f"{{kind: retype, value: LSPCR, {REST}}}", "value", "one of LCSPR, SCR"),
        (f"{{kind: set, field: shoe_size, value: x, {REST}}}", "field", "expected one of title"),
        (f"{{kind: set, field: publisher, value: x, {REST}}}", "field", "publisher follows from publisher_id"),
        (f"{{kind: set, field: publisher_id, value: nobody, {REST}}}", "value", "id of a publisher in the register"),
        (f"{{kind: set, field: area_codes, value: [E99999999], {REST}}}", "value", "ONS code"),
        (f"{{kind: set, field: area_codes, value: E09000032, {REST}}}", "value", "a list"),
        (f"{{kind: set, field: themes, value: [sadness], {REST}}}", "value", "id of a theme"),
        (f"{{kind: set, field: published_on, value: May 2021, {REST}}}", "value", "as exact as it is known"),
        (f"{{kind: set, field: published_on, value: 2021-02-30, {REST}}}", "value", "as exact as it is known"),
        (f"{{kind: set, field: incident, value: sunshine, {REST}}}", "value", "one of death"),
        (f"{{kind: set, field: about_child, value: perhaps, {REST}}}", "value", "true or false"),
        (f"{{kind: set, field: title, value: [], {REST}}}", "value", "always has one"),
        (f"{{kind: set, field: url, value: 'javascript:alert(1)', {REST}}}", "value", "http or https"),
        (f"{{kind: set, document: {HASH}, field: role, value: poem, {REST}}}", "value", "one of full_report"),
        (f"{{kind: set, document: abc, field: role, value: addendum, {REST}}}", "document", "64 hex digits"),
        (f"{{kind: set, document: {HASH}, field: themes, value: [], {REST}}}", "field", "one of role, title"),
        (f"{{kind: split, parts: [], {REST}}}", "parts", "at least one sha256"),
        (f"{{kind: confirm, {REST}}}", "kind", "either field and value, or other and same"),
        (f"{{kind: confirm, other: x, {REST}}}", "same", "is missing"),
        (f"{{kind: confirm, field: title, {REST}}}", "value", "is missing"),
        (f"{{kind: confirm, other: r, same: true, {REST}}}", "other", "another review"),
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
    for row in ("by: c, on: 2026-01-31", "colour: red", "because: b, by: c, on: yesterday"):
        for kind in ("hide", "takedown"):
            curation = read(tmp_path, f"entries:\n  - {{kind: {kind}, review: r, {row}}}\n")
            assert [(entry.kind, entry.review) for entry in curation.entries] == [(kind, "r")]
            assert curation.problems


def test_a_broken_takedown_goes_on_hiding_by_its_marks_whatever_else_is_wrong(tmp_path: Path) -> None:
    curation = read(tmp_path, f"entries:\n  - {{kind: takdown, revew: r, marks: [{HASH}]}}\n")
    assert [(entry.kind, entry.marks) for entry in curation.entries] == [("takedown", (HASH,))]
    assert curation.problems


def test_a_file_that_is_not_rows_is_refused(tmp_path: Path) -> None:
    for text in ("words", "entries: {a: b}", "entries: []\nmore: []"):
        with pytest.raises(ConfigurationError):
            read(tmp_path, text)


def test_the_project_s_own_file_has_no_problem() -> None:
    assert load(Path(__file__).parents[1] / "curation.yaml").problems == ()


def an_entry(**more: object) -> Entry:
    given = {"kind": "hide", "review": "r", "because": 'It is: "no" review # at all', "by": "Siân", "on": "2026-01-31"}
    return Entry.model_validate({**given, **more})


@pytest.mark.parametrize(
    "before",
    [
        "",
        "entries: []\n",
        "# words\nentries: []  # none so far\n# more words",
        "entries:\n",
        "entries:\n  # first\n  - {kind: hide, review: q, because: b, by: c, on: 2026-01-31}  # beside\n\n# last\n",
        "entries:\n- kind: hide\n  review: q\n  because: >-\n    Several\n    lines.\n  by: c\n  on: 2026-01-31",
    ],
)
def test_an_entry_is_added_at_the_end_and_nothing_else_is_touched(tmp_path: Path, before: str) -> None:
    path = tmp_path / "curation.yaml"
    path.write_text(before, encoding="utf-8")
    entries = (
        an_entry(),
        an_entry(kind="set", field="pseudonyms", value=("Child A", "2021", "true", "no: yes")),
        an_entry(kind="set", field="published_on", value="2021"),
        an_entry(kind="set", field="reviewers", value=()),
        an_entry(kind="confirm", other="s", same=False),
    )
    known = [entry.model_copy(update={"line": 0}) for entry in load(path).entries]
    for one in entries:
        add(path, one)
    after = load(path)
    assert [entry.model_copy(update={"line": 0}) for entry in after.entries] == [*known, *entries]
    assert not after.problems
    for line in before.replace(" []", "").splitlines():
        assert line in path.read_text(encoding="utf-8").splitlines()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["curation.yaml"]


@pytest.mark.parametrize(
    ("before", "entry"),
    [
        ("entries: []\n", an_entry(kind="retype", value="POEM")),
        ("entries: [{kind: hide, review: q, because: b, by: c, on: 2026-01-31}]\n", an_entry()),
        ("entries: {a: b}\n", an_entry()),
    ],
)
def test_an_entry_that_does_not_fit_leaves_the_file_as_it_was(tmp_path: Path, before: str, entry: Entry) -> None:
    path = tmp_path / "curation.yaml"
    path.write_text(before)
    with pytest.raises(ConfigurationError, match=r"curation\.yaml"):
        add(path, entry)
    assert path.read_text() == before
