"""`catalogue review` asks what is open, shows what speaks for and against, and keeps every answer at once."""

import dataclasses
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from catalogue.cli import app
from catalogue.curation import Entry, load
from catalogue.models import Issue
from catalogue.vocabulary import IssueKind, ReviewType
from tests.edition_samples import NOON, Press, contents, review

REGISTER = """sources:
  - id: sampleborough
    publisher: Sampleborough Safeguarding Partnership
    publisher_id: sampleborough
    nation: England
    scope: child
    areas: [Wandsworth]
    adapter: listing
    urls: [http://sampleborough.test/reviews]
    expect: {least: 1}
"""
PAIR, FELL = "r1 and r2 may be one review: same area and pseudonyms.", "It shows 3 where it showed 12."
QUESTIONS = 5


def an_issue(kind: IssueKind, message: str, **more: str) -> Issue:
    given = {"issue_id": f"{kind}", "kind": kind, "source_id": "sampleborough", "review_id": None, "url": None}
    return Issue.model_validate({**given, "message": message, "seen_at": NOON, **more})


class Desk:
    """An edition with five open questions, and a curation file without an entry."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.curation = folder, folder / "curation.yaml"
        self.curation.write_text("# ours\nentries: []\n")
        (folder / "sources.yaml").write_text(REGISTER)
        reviews = (
            review("r1", pseudonyms=("Child A",), published_on="2021-01-01"),
            review("r2", pseudonyms=("Child A",), incident="death", published_on="2021-03-01"),
            review("r3", review_type=ReviewType.OTHER),
            review("r4", published_on=None, published_precision=None, published_basis=None),
            review("r5", reviewer_named=False),
        )
        issues = (
            an_issue(IssueKind.POSSIBLE_DUPLICATE, PAIR, review_id="r1", other_review_id="r2"),
            an_issue(IssueKind.LIST_SHRANK, FELL, url="http://sampleborough.test/reviews"),
            an_issue(IssueKind.NEEDS_OCR, "Nothing to decide."),
        )
        assert Press(folder).print(dataclasses.replace(contents(*reviews), issues=issues)).published
        self.env = {
            "CATALOGUE_WAREHOUSE": str(folder),
            "CATALOGUE_CURATION": str(self.curation),
            "CATALOGUE_SOURCES": str(folder / "sources.yaml"),
            "CATALOGUE_NOW": "2026-03-03T09:00:00Z",
        }

    def __call__(self, *words: str, answers: tuple[str, ...] = ()) -> Result:
        """Run the command with answers from a pipe."""
        typed = "".join(f"{one}\n" for one in answers)
        return CliRunner().invoke(app, ["review", *words], input=typed, env=self.env, catch_exceptions=False)

    @property
    def entries(self) -> list[dict[str, object]]:
        """The entries written so far, as they were given."""
        found = load(self.curation, publishers={"sampleborough"})
        assert not found.problems
        return [one.model_dump(mode="json", exclude_none=True, exclude={"line"}) for one in found.entries]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_is_open_is_listed_and_what_needs_no_decision_is_not(desk: Desk) -> None:
    said = desk("--list")
    assert said.exit_code == 1
    lines = said.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "1 of 5  possible-duplicate",
        "2 of 5  list-shrank",
        "3 of 5  review_type",
        "4 of 5  published_on",
        "5 of 5  reviewers",
    ]


def test_every_question_can_be_answered_and_the_answers_are_entries(desk: Desk) -> None:
    answers = (
        *("n", "The reports differ.", "A. Curator"),
        *("a",),
        *("v", "SCR", "The cover says so.", ""),
        *("v", "2020-05", "The cover says so.", ""),
        *("v", "Robin Exampleton; Sam Madeupley", "Page 2.", "B. Curator"),
    )
    said = desk(answers=answers)
    assert said.exit_code == 1  # the list is to be mended by hand
    on = {"on": "2026-03-03"}
    assert desk.entries == [
        {
            **{"kind": "confirm", "review": "r1", "other": "r2", "same": False},
            **{"because": "The reports differ.", "by": "A. Curator", **on},
        },
        {"kind": "retype", "review": "r3", "value": "SCR", "because": "The cover says so.", "by": "A. Curator", **on},
        {
            **{"kind": "set", "review": "r4", "field": "published_on", "value": "2020-05"},
            **{"because": "The cover says so.", "by": "A. Curator", **on},
        },
        {
            **{"kind": "set", "review": "r5", "field": "reviewers", "value": ["Robin Exampleton", "Sam Madeupley"]},
            **{"because": "Page 2.", "by": "B. Curator", **on},
        },
    ]
    assert desk.curation.read_text().startswith("# ours\nentries:\n")
    assert "4 answers were written" in said.stdout
    assert "1 question is open" in said.stdout
    # What was answered is not asked again, although the edition still has it.
    assert desk("--list").stdout.startswith("1 of 1  list-shrank")


def test_a_pair_shows_what_speaks_for_and_against_with_pages_words_and_addresses(desk: Desk) -> None:
    said = desk("--kind", "possible-duplicate", answers=("q",)).stdout
    for line in (
        "1 of 1  Are r1 and r2 one review?",
        PAIR,
        "for:      pseudonyms is the same: Child A",
        "against:  published_on differs: 2021-01-01 | 2021-03-01",
        "document: full_report, 2 pages, http://sampleborough.test/r2.pdf",
        "pseudonyms: Child A – stands: “It says Child A.” <http://sampleborough.test/r1.pdf, page 1>",
    ):
        assert line in said


def test_a_list_that_fell_tells_which_line_of_the_register_to_change(desk: Desk) -> None:
    said = desk("--kind", "list-shrank", answers=("a",)).stdout
    assert FELL in said
    assert "In the row sampleborough on line 2 of the register" in said
    assert "accepted_on: 2026-03-02" in said
    assert desk.entries == []


@pytest.mark.parametrize(
    ("kind", "answers", "expected"),
    [
        (
            "possible-duplicate",
            ("s", "One case.", "A"),
            {"kind": "confirm", "review": "r1", "other": "r2", "same": True},
        ),
        ("review_type", ("n", "Nobody says.", "A"), {"kind": "confirm", "field": "review_type", "value": "OTHER"}),
        ("review_type", ("h", "A leaflet.", "A"), {"kind": "hide", "review": "r3"}),
        ("published_on", ("n", "Nobody says.", "A"), {"kind": "confirm", "field": "published_on", "value": []}),
        ("reviewers", ("n", "None named.", "A"), {"kind": "confirm", "field": "reviewers", "value": []}),
        ("published_on", ("x", "v", "May 2020", "v", "", "v", "2020", "", "As printed.", "A"), {"value": "2020"}),
    ],
)
def test_each_answer_makes_its_entry(
    desk: Desk, kind: str, answers: tuple[str, ...], expected: dict[str, object]
) -> None:
    assert desk("--kind", kind, answers=answers).exit_code == 0
    (entry,) = desk.entries
    assert expected.items() <= entry.items()


@pytest.mark.parametrize("end", [(), ("q",), ("n",), ("n", "The reports differ."), ("v", "SCR", "A reason.")])
def test_stopping_half_way_through_an_answer_writes_nothing_of_it(desk: Desk, end: tuple[str, ...]) -> None:
    said = desk("--kind", "possible-duplicate", "--kind", "review_type", answers=("n", "Two cases.", "A", "k", *end))
    assert said.exit_code == 1
    assert [one["review"] for one in desk.entries] == ["r1"]
    stopped = desk("--kind", "review_type", answers=end)
    assert "0 answers were written" in stopped.stdout
    assert len(desk.entries) == 1


def test_skipping_everything_leaves_the_file_as_it_is(desk: Desk) -> None:
    before = desk.curation.read_bytes()
    said = desk(answers=("k",) * QUESTIONS)
    assert said.exit_code == 1
    assert "5 questions are open" in said.stdout
    assert desk.curation.read_bytes() == before


def test_entries_that_people_wrote_are_answers_too(desk: Desk) -> None:
    entry = "because: b, by: c, on: 2026-03-02}"
    desk.curation.write_text(
        "entries:\n"
        f"  - {{kind: merge, review: r2, into: r1, {entry}\n"
        f"  - {{kind: hide, review: r3, {entry}\n"
        f"  - {{kind: set, review: r4, field: published_on, value: 2021, {entry}\n"
    )
    assert [line.partition(":")[0] for line in desk("--list").stdout.splitlines()] == [
        "1 of 2  list-shrank",
        "2 of 2  reviewers",
    ]


def test_wrong_usage_ends_with_2(desk: Desk, tmp_path: Path) -> None:
    assert desk("--kind", "weather").exit_code == 2
    assert desk("--warehouse", str(tmp_path / "nowhere")).exit_code == 2


@pytest.fixture
def terminal(desk: Desk) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The command in a process of its own, at a terminal."""
    ours, theirs = pty.openpty()
    command = (sys.executable, "-c", "from catalogue.cli import main; main()", "review", "--by", "A. Curator")
    env = {**os.environ, **desk.env, "NO_COLOR": "1", "COLUMNS": "100"}
    process = subprocess.Popen(
        command, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, close_fds=True
    )
    os.close(theirs)
    yield process, ours
    process.kill()
    process.wait()
    os.close(ours)


def until(screen: int, *words: str) -> str:
    """Read what a terminal shows until some words stand there one after the other; end the test where none come."""
    shown, pattern = "", re.compile(".*".join(re.escape(word) for word in words), re.DOTALL)
    while not pattern.search(shown):
        ready, _, _ = select.select([screen], [], [], 60)
        assert ready, f"{words} were not shown: {shown}"
        shown += os.read(screen, 65536).decode()
    return shown


def test_a_terminal_without_colours_works_and_an_interrupt_loses_nothing_answered(
    desk: Desk, terminal: tuple[subprocess.Popen[bytes], int]
) -> None:
    process, screen = terminal
    shown = until(screen, "answer: ")
    assert "1 of 5  Are r1 and r2 one review?" in shown
    assert "\x1b[3" not in shown
    os.write(screen, b"n\nThe reports differ.\n\n")
    until(screen, "2 of 5", "answer: ")
    process.send_signal(signal.SIGINT)
    said = until(screen, "next edition")
    assert "1 answer was written" in said
    assert "Traceback" not in said
    assert process.wait(timeout=30) == 1
    assert [Entry.model_validate(one).by for one in desk.entries] == ["A. Curator"]
