"""What was rejected: kept with its reason, parted from what was accepted, and published without anybody's name."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from catalogue import extract
from catalogue.describe import describe
from catalogue.models import Description, Evidence, Finding, Reading
from catalogue.resolve.reasons import ANONYMOUS, NOT_READ, NOT_STATED, WITHHELD
from catalogue.store import FolderStore
from catalogue.vocabulary import Magic, Nation, Rejection, Scope, TextQuality
from tests.builders import Ledger, a_finding, a_link, a_source
from tests.test_extract import BODY, reading

COVER = ["Serious Case Review", "Child QZ", "Anytown Safeguarding Children Board"]


def rejected(field: str, *lines: str) -> list[tuple[str, Rejection]]:
    """Return what a document with these lines under its cover has rejected of a field."""
    found, _, _ = extract.everything(reading([*COVER, *lines], BODY, large=3), Nation.ENGLAND)
    return [(one.value, one.rejected) for one in found if one.field == field and one.rejected]


@pytest.mark.parametrize(
    ("line", "value", "reason"),
    [
        ("Date of birth: 4 May 2011", "2011-05-04", Rejection.BIRTH),
        ("Died 6 June 2012", "2012-06-06", Rejection.DEATH),
        ("Date of incident 7 July 2013", "2013-07-07", Rejection.INCIDENT),
        ("Approved by the Board 8 August 2014", "2014-08-08", Rejection.APPROVAL),
        ("Submitted to Ofsted 9 September 2014", "2014-09-09", Rejection.SUBMISSION),
        ("Last updated 1 October 2015", "2015-10-01", Rejection.UPDATE),
        ("Commissioned 2 November 2013", "2013-11-02", Rejection.COMMISSION),
        ("Period under review from 3 March 2010", "2010-03-03", Rejection.PERIOD),
        ("Convicted on 4 April 2014", "2014-04-04", Rejection.MEETING),
    ],
)
def test_a_date_of_another_step_is_kept_with_its_reason(line: str, value: str, reason: Rejection) -> None:
    assert (value, reason) in rejected("published_on", line)


def test_a_step_does_not_reach_past_another_date() -> None:
    found = rejected("published_on", "Approved 8 August 2014 on the web 9 September 2014")
    assert found == [("2014-08-08", Rejection.APPROVAL)]


def test_a_date_that_is_taken_is_not_rejected_too() -> None:
    assert rejected("published_on", "Published 3 March 2016") == []


def test_a_date_before_the_end_of_the_period_is_too_early() -> None:
    sheet = reading(["Annual analysis of serious case reviews 2010-2014", "March 2012"], BODY)
    found, _, _ = extract.everything(sheet, None)
    assert ("2012-03", Rejection.TOO_EARLY) in [(one.value, one.rejected) for one in found]


@pytest.mark.parametrize(
    ("lines", "name", "reason"),
    [
        (["Independent Chair: Thora Sampleford"], "Thora Sampleford", Rejection.CHAIR),
        (["Panel members", "Ivo Placeholder, Head of Nursing"], "Ivo Placeholder", Rejection.PANEL),
        (["With thanks to Una Sampleford"], "Una Sampleford", Rejection.THANKED),
        (["Page updated by Piers Placeholder"], "Piers Placeholder", Rejection.EDITOR),
    ],
)
def test_people_who_are_not_the_reviewer_are_kept_with_their_reason(
    lines: list[str], name: str, reason: Rejection
) -> None:
    assert (name, reason) in rejected("reviewers", *lines)


def test_a_chair_who_is_the_author_is_not_rejected() -> None:
    assert rejected("reviewers", "Independent Chair and Author: Thora Sampleford") == []


@pytest.mark.parametrize(
    ("line", "name", "reason"),
    [
        ("His mother, known as Wilma, was young.", "Wilma", Rejection.RELATIVE),
        ("The perpetrator is referred to as Boris.", "Boris", Rejection.OFFENDER),
        ("The social worker, called Worker B here, left.", "Worker B", Rejection.PRACTITIONER),
        ("Adult C lived in the house.", "Adult C", Rejection.ADULT),
    ],
)
def test_names_of_adults_are_kept_with_their_reason(line: str, name: str, reason: Rejection) -> None:
    assert (name, reason) in rejected("pseudonyms", line)


def test_an_adult_in_a_review_about_adults_is_its_subject() -> None:
    found, _, _ = extract.everything(reading(["Safeguarding Adults Review", "Adult C"], BODY), Nation.ENGLAND)
    assert [one.value for one in found if one.field == "pseudonyms" and one.rejected] == []


def test_a_description_parts_what_was_rejected() -> None:
    taken, refused = a_finding("reviewers", "Alma Sampleford"), refusal("reviewers", "Thora Sampleford")
    whole = Description(
        sha256="0" * 64,
        version="test",
        reading=Reading(magic=Magic.PDF),
        quality=TextQuality.GOOD,
        findings=(refused, taken),
    )
    assert (whole.findings, whole.rejected) == ((taken,), (refused,))
    assert Description.model_validate_json(whole.model_dump_json()) == whole


def test_a_description_cannot_hold_an_accepted_value_as_rejected() -> None:
    with pytest.raises(ValidationError, match="mixed"):
        Description(
            sha256="0" * 64,
            version="test",
            reading=Reading(magic=Magic.PDF),
            quality=TextQuality.GOOD,
            rejected=(a_finding("reviewers", "Alma Sampleford"),),
        )


def test_describing_keeps_the_rejected_apart(tmp_path: Path) -> None:
    page = b"<html><body><h1>Serious Case Review Child QZ</h1><p>Independent Chair: Thora Sampleford</p></body></html>"
    store = FolderStore(tmp_path / "raw")
    key = store.put(page)
    documents = {key: (Magic.HTML, "text/html", "http://anytown.test/qz")}
    described = describe(
        documents, store=store, cache=tmp_path / "described", nation_of={key: Nation.ENGLAND}, workers=1
    )
    found = described.descriptions[key]
    assert "Thora Sampleford" in {one.value for one in found.rejected}
    assert "Thora Sampleford" not in {one.value for one in found.findings}


def refusal(field: str, value: str, reason: Rejection = Rejection.CHAIR, snippet: str | None = None) -> Finding:
    """Return a rejected finding."""
    return Finding(
        field=field,
        value=value,
        page=2,
        snippet=snippet or value,
        extractor="rejected@1",
        confidence=0.0,
        rejected=reason,
    )


def published(folder: Path, *findings: Finding) -> tuple[Evidence, ...]:
    """Return the rows that a review with one such document has and that do not stand."""
    ledger = Ledger(folder, (a_source("anytown"),))
    url = "http://anytown.test/qz.pdf"
    ledger.harvest("anytown", a_link("Child QZ", url, names=("Child QZ",)))
    ledger.document("anytown", url, "The report.", *findings)
    return tuple(one for one in ledger.resolve().evidence if not one.chosen and one.extractor == "rejected@1")


@pytest.mark.parametrize(
    "one",
    [
        refusal("reviewers", "Thora Sampleford"),
        refusal("pseudonyms", "Wilma", Rejection.RELATIVE),
        refusal("published_on", "2011-05-04", Rejection.BIRTH, "born 4 May 2011"),
        refusal("published_on", "2012-06-06", Rejection.DEATH, "died 6 June 2012"),
        refusal("published_on", "2012-06-06", Rejection.INCIDENT, "incident 6 June 2012"),
        refusal("published_on", "2012-06-06", Rejection.SUBMISSION, "presented on 6 June 2012"),
        refusal("published_on", "2012-06-06", Rejection.APPROVAL, "approved by Thora Sampleford 6 June 2012"),
        refusal("area_codes", "E09000032", Rejection.NOT_THE_PUBLISHERS, "Wandsworth"),
    ],
)
def test_nothing_of_a_person_is_published_of_what_was_rejected(tmp_path: Path, one: Finding) -> None:
    (row,) = published(tmp_path, one)
    assert (row.value, row.snippet, row.page) == (None, WITHHELD, 2)
    assert one.rejected is not None
    assert row.reason == one.rejected.definition


def test_a_step_of_a_board_is_published_with_its_date(tmp_path: Path) -> None:
    (row,) = published(
        tmp_path, refusal("published_on", "2014-08-08", Rejection.APPROVAL, "Approved by the Board 8 August 2014")
    )
    assert (row.value, row.snippet) == ("2014-08-08", "Approved by the Board 8 August 2014")


def test_a_step_on_the_day_of_a_death_is_withheld(tmp_path: Path) -> None:
    rows = published(
        tmp_path,
        refusal("published_on", "2014-08-08", Rejection.APPROVAL, "Approved 8 August 2014"),
        refusal("published_on", "2014-08-08", Rejection.DEATH, "died 8 August 2014"),
    )
    assert {row.value for row in rows} == {None}


def test_what_was_rejected_is_never_chosen(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, (a_source("anytown"),))
    url = "http://anytown.test/qz.pdf"
    ledger.harvest("anytown", a_link("Child QZ", url, names=("Child QZ",)))
    ledger.document("anytown", url, "The report.", refusal("reviewers", "Thora Sampleford"))
    found = ledger.resolve()
    (review,) = found.reviews
    assert review.reviewers == ()
    assert not any("Sampleford" in row.canonical() for row in found.evidence)


class TestReasons:
    def test_a_column_that_is_null_has_a_row_that_says_why(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path, (a_source("anytown"),))
        url = "http://anytown.test/qz.pdf"
        ledger.harvest("anytown", a_link("A case", url, names=()))
        unread = {one.field: one.reason for one in ledger.resolve().evidence if one.value is None}
        assert unread["published_on"] == unread["reviewers"] == NOT_READ
        ledger.document("anytown", url, "The report.")
        read = {one.field: one.reason for one in ledger.resolve().evidence if one.value is None}
        assert read["published_on"] == read["reviewers"] == read["review_type"] == NOT_STATED

    def test_a_value_that_stands_has_no_reason_and_one_that_lost_has(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path, (a_source("anytown"),))
        url = "http://anytown.test/qz.pdf"
        ledger.harvest("anytown", a_link("Child QZ", url, names=("Child QZ",)))
        ledger.document("anytown", url, "The report.", a_finding("pseudonyms", "Robin", confidence=0.5))
        rows = ledger.resolve().evidence
        assert all(bool(row.reason) is not (row.chosen and row.value is not None) for row in rows)
        assert {row.value for row in rows if row.field == "pseudonyms" and row.chosen} == {"Child QZ"}
        assert [row.reason for row in rows if row.value == "Robin"] == [
            "Values are taken from one place only, and another ranks higher."
        ]

    def test_an_anonymous_deposit_withholds_its_area(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path, (a_source("national", scope=Scope.NATIONAL, areas=()),))
        ledger.harvest("national", a_link("2019 – Anonymous – Robin", "http://repo.test/1.pdf", own=False))
        reasons = {row.field: row.reason for row in ledger.resolve().evidence if row.value is None}
        assert reasons["area_codes"] == ANONYMOUS


class TestFullNames:
    @pytest.mark.parametrize(
        ("name", "full"),
        [("Robin Sampleford", True), ("Ida Placeholder-Sampleford", True), ("Robin", False), ("Child Robin", False),
         ("Baby Alpha", False), ("Mrs Oak", False), ("QZ12", False), ("Family S4", False)],
    )  # fmt: skip
    def test_a_full_name_is_kept_as_printed_and_flagged(self, tmp_path: Path, name: str, full: bool) -> None:
        ledger = Ledger(tmp_path, (a_source("anytown"),))
        ledger.harvest("anytown", a_link(name, "http://anytown.test/a.pdf", names=(name,)))
        (review,) = ledger.resolve().reviews
        assert (review.pseudonyms, review.full_name) == ((name,), full)

    def test_the_finding_says_it_too(self) -> None:
        found = extract.findings(reading(["Serious Case Review Re Robin Sampleford"], BODY), Nation.ENGLAND)
        assert [(one.value, one.full_name) for one in found if one.field == "pseudonyms"] == [
            ("Robin Sampleford", True)
        ]


def test_ages_and_subtitle_reach_the_review(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, (a_source("anytown"),))
    url = "http://anytown.test/qz.pdf"
    ledger.harvest("anytown", a_link("Child QZ", url, names=("Child QZ",)))
    ledger.document(
        "anytown",
        url,
        "The report.",
        a_finding("title", "Seen too late: a review of a case"),
        a_finding("ages", "aged 3 months"),
    )
    (review,) = ledger.resolve().reviews
    assert review.ages == ("aged 3 months",)
    assert review.subtitle == "a review of a case"
