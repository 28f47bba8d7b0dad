"""Tests of ``catalogue.issues``: which facts become rows for a person to look at."""

import datetime as dt
from typing import Any

from catalogue.issues import from_captures, from_descriptions, from_harvests, from_problems
from catalogue.models import Capture, Description, Failure, Harvest, Note, Problem, Reading
from catalogue.vocabulary import FailureKind, IssueKind, Magic, Purpose, SourceState, SourceStatus, TextQuality
from tests.builders import a_source

DAY = dt.datetime(2021, 2, 15, 9, tzinfo=dt.UTC)
URL = "http://wandsworth.test/q.pdf"


def harvested(
    state: SourceState = SourceState.OK, *, days: int = 0, taken: int = 8, notes: tuple[Note, ...] = ()
) -> Harvest:
    return Harvest(
        source_id="wandsworth",
        started_at=DAY + dt.timedelta(days=days),
        state=state,
        complete=state is SourceState.OK,
        detail="What happened.",
        links_sha256=None,
        taken=taken,
        notes=notes,
    )


def captured(url: str = URL, *, days: int = 0, purpose: Purpose = Purpose.DOCUMENT, **more: Any) -> Capture:
    return Capture.model_validate(
        {
            "source_id": "wandsworth",
            "purpose": purpose,
            "url": url,
            "final_url": url,
            "requested_at": DAY + dt.timedelta(days=days),
            "status": 200,
            "sha256": "0" * 64,
            "magic": Magic.PDF,
            **more,
        }
    )


def failed(kind: FailureKind) -> dict[str, Any]:
    return {"status": None, "sha256": None, "magic": None, "failure": Failure(kind=kind, detail="It did not answer.")}


def test_only_the_latest_harvest_of_an_active_source_counts() -> None:
    source = a_source()
    (issue,) = from_harvests([harvested(), harvested(SourceState.UNREACHABLE, days=1)], [source])
    assert (issue.kind, issue.source_id, issue.url) == (IssueKind.SOURCE_UNREACHABLE, "wandsworth", source.urls[0])
    assert issue.message.startswith("What happened. ")
    assert issue.seen_at == DAY + dt.timedelta(days=1)
    assert from_harvests([harvested(SourceState.UNREACHABLE), harvested(days=1)], [source]) == ()
    paused = source.model_copy(update={"status": SourceStatus.PAUSED})
    assert from_harvests([harvested(SourceState.UNREACHABLE)], [paused]) == ()


def test_every_bad_state_has_its_issue_and_keeps_its_key() -> None:
    kinds = {
        SourceState.ROBOTS_BLOCKED: IssueKind.ROBOTS_BLOCKED,
        SourceState.LIST_MISSING: IssueKind.LIST_MISSING,
        SourceState.INCOMPLETE: IssueKind.INCOMPLETE,
    }
    for state, kind in kinds.items():
        (first,) = from_harvests([harvested(state)], [a_source()])
        (later,) = from_harvests([harvested(state, days=3)], [a_source()])
        assert first.kind is kind
        assert first.issue_id == later.issue_id


def test_notes_become_issues_and_explain_an_incomplete_harvest() -> None:
    note = Note(kind=IssueKind.NOT_HTML, url="http://wandsworth.test/p", message="It is a picture.")
    (issue,) = from_harvests([harvested(SourceState.INCOMPLETE, notes=(note,))], [a_source()])
    assert (issue.kind, issue.url, issue.message) == (IssueKind.NOT_HTML, note.url, note.message)


def test_a_doubted_list_tells_its_figures_and_how_to_end_the_doubt() -> None:
    doubted = harvested(SourceState.DOUBTED, days=7).model_copy(update={"detail": "It shows 3 where it showed 12."})
    (issue,) = from_harvests([harvested(), doubted], [a_source()])
    assert issue.kind is IssueKind.LIST_SHRANK
    assert issue.message.startswith("It shows 3 where it showed 12. Its last good list stands meanwhile.")
    assert "expect.accepted_on" in issue.message


def test_documents_that_could_not_be_fetched() -> None:
    found = from_captures(
        [
            captured(),
            captured(days=1, **failed(FailureKind.TIMEOUT)),
            captured("http://a.test/gone.pdf", status=404, sha256=None, magic=None),
            captured("http://10.0.0.1/x.pdf", **failed(FailureKind.BLOCKED_ADDRESS)),
            captured("http://b.test/x.pdf", **failed(FailureKind.ROBOTS)),
            captured("http://c.test/x.pdf", magic=Magic.HTML),
            captured("http://d.test/page", magic=Magic.HTML),
            captured("http://e.test/x.pdf", status=404, purpose=Purpose.CHECK),
            captured("http://f.test/x.pdf", **failed(FailureKind.REFUSED)),
            captured("http://f.test/x.pdf", days=1),
        ]
    )
    assert [(issue.url, issue.kind) for issue in found] == [
        (URL, IssueKind.DOCUMENT_UNREACHABLE),
        ("http://a.test/gone.pdf", IssueKind.DOCUMENT_UNREACHABLE),
        ("http://10.0.0.1/x.pdf", IssueKind.BLOCKED_ADDRESS),
        ("http://b.test/x.pdf", IssueKind.ROBOTS_BLOCKED),
        ("http://c.test/x.pdf", IssueKind.DOCUMENT_NOT_DOCUMENT),
    ]
    assert "status 404" in found[1].message


def test_addresses_no_longer_listed_make_no_issue() -> None:
    old = captured(status=404, sha256=None, magic=None)
    assert len(from_captures([old], [harvested()])) == 1
    assert from_captures([old], [harvested(days=1)]) == ()


def test_documents_that_could_not_be_read() -> None:
    def described(quality: TextQuality, sha256: str = "0" * 64) -> Description:
        reading = Reading(magic=Magic.PDF, problem="No luck.")
        return Description(sha256=sha256, version="1", reading=reading, quality=quality)

    kinds = [issue.kind for quality in TextQuality for issue in from_descriptions([described(quality)], [captured()])]
    assert kinds.count(IssueKind.NEEDS_OCR) == 1
    assert kinds.count(IssueKind.DOCUMENT_UNREADABLE) == 5
    assert from_descriptions([described(TextQuality.NEEDS_OCR, "1" * 64)], [captured()]) == ()


def test_problems_of_configuration_name_file_and_line() -> None:
    problem = Problem(file="sources.yaml", line=7, key="areas", message="found 'Atlantis', expected an area.")
    (issue,) = from_problems([problem, problem])
    assert (issue.kind, issue.message) == (IssueKind.CONFIGURATION, str(problem))
    (moved,) = from_problems([problem.model_copy(update={"line": 9})])
    assert moved.issue_id == issue.issue_id
