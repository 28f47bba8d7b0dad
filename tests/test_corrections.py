"""What people decided stands, what follows from it follows, and it is published as evidence."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue.curation import Entry
from catalogue.models import Resolution, ReviewFacts
from catalogue.vocabulary import DateBasis, IssueKind, Precision, ReviewType, Role, Scope
from tests.builders import LEWISHAM, NOW, WALTHAM_FOREST, WANDSWORTH, Ledger, a_date, a_finding, a_link, a_source

ALMA, BRYN = "http://wandsworth.test/alma.pdf", "http://wandsworth.test/bryn.pdf"
CARDIFF = "W06000015"
WEEK = dt.timedelta(days=7)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Two local reviews, Alma with a report and a briefing, and Bryn with a report that names its reviewer."""
    ledger = Ledger(
        tmp_path,
        (
            a_source(),
            a_source("walthamforest", (WALTHAM_FOREST,), publisher_id="waltham-forest"),
            a_source("lewisham-sab", (LEWISHAM,), scope=Scope.ADULT),
        ),
    )
    ledger.harvest(
        "wandsworth",
        a_link("Alma", ALMA, names=("Alma",), kind=ReviewType.SCR, published=a_date("2020-05"), item="alma"),
        a_link("Alma", f"{ALMA}?7", names=("Alma",), item="alma", role=Role.SEVEN_MINUTE_BRIEFING, position=1),
        a_link("Bryn", BRYN, names=("Bryn",), kind=ReviewType.LCSPR, item="bryn", position=2),
    )
    ledger.document("wandsworth", ALMA, "the report", a_finding("incident", "death"), a_finding("ages", "aged 3"))
    ledger.document("wandsworth", f"{ALMA}?7", "the briefing")
    ledger.document("wandsworth", BRYN, "another report", a_finding("reviewers", "Sam Madeupley"))
    return ledger


def entry(kind: str, review: str = "wandsworth-2020-alma", **more: object) -> Entry:
    given = {"kind": kind, "review": review, "because": "Page 2 says so.", "by": "A. Curator", "on": "2021-02-20"}
    return Entry.model_validate({**given, "line": 3, **more})


def the(found: Resolution, review_id: str = "wandsworth-2020-alma") -> ReviewFacts:
    (one,) = [one for one in found.reviews if one.review_id == review_id]
    return one


def chosen(found: Resolution, field: str, review_id: str = "wandsworth-2020-alma") -> list[tuple[str | None, str]]:
    rows = (one for one in found.evidence if one.review_id == review_id and one.field == field and one.chosen)
    return sorted((one.value, one.extractor.partition("@")[0]) for one in rows)


def kinds(found: Resolution) -> list[IssueKind]:
    return [one.kind for one in found.issues]


def test_a_publisher_brings_its_name_nation_and_areas(ledger: Ledger) -> None:
    found = ledger.resolve(entry("set", field="publisher_id", value="waltham-forest"))
    one = the(found)
    assert (one.publisher_id, one.publisher) == ("waltham-forest", "Walthamforest Partnership")
    assert (one.area_codes, one.area_names) == ((WALTHAM_FOREST,), ("Waltham Forest",))
    assert chosen(found, "publisher") == [("Walthamforest Partnership", "curation")]
    assert chosen(found, "area_codes") == [(WALTHAM_FOREST, "curation")]


def test_areas_bring_their_names_and_stay_where_a_publisher_is_set_after_them(ledger: Ledger) -> None:
    found = ledger.resolve(
        entry("set", field="area_codes", value=(LEWISHAM, WANDSWORTH)),
        entry("set", field="publisher_id", value="waltham-forest"),
    )
    one = the(found)
    assert (one.area_codes, one.area_names) == ((LEWISHAM, WANDSWORTH), ("Lewisham", "Wandsworth"))
    assert one.publisher_id == "waltham-forest"


def test_areas_decide_the_nation_where_no_publisher_does(ledger: Ledger) -> None:
    found = ledger.resolve(
        entry("set", field="publisher_id", value=()), entry("set", field="area_codes", value=(CARDIFF,))
    )
    assert (the(found).publisher, the(found).nation) == (None, "Wales")


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2021", dt.date(2021, 1, 1), Precision.YEAR),
        ("2021-06", dt.date(2021, 6, 1), Precision.MONTH),
        ("2021-06-09", dt.date(2021, 6, 9), Precision.DAY),
    ],
)
def test_a_date_brings_its_precision_and_basis(ledger: Ledger, text: str, day: dt.date, precision: Precision) -> None:
    found = ledger.resolve(entry("set", field="published_on", value=text))
    one = the(found)
    basis = DateBasis.CURATION
    assert (one.published_on, one.published_precision, one.published_basis) == (day, precision, basis)
    assert chosen(found, "published_on") == [(text, "curation")]
    rejected = [row for row in found.evidence if row.field == "published_on" and row.value == "2020-05"]
    assert [(row.chosen, row.reason) for row in rejected] == [(False, "A person decided otherwise (curation).")]


def test_none_is_a_decision_too(ledger: Ledger) -> None:
    found = ledger.resolve(entry("set", field="published_on", value=()))
    one = the(found)
    assert (one.published_on, one.published_precision, one.published_basis) == (None, None, None)
    assert chosen(found, "published_on") == [(None, "curation")]


def test_reviewers_say_whether_one_is_named(ledger: Ledger) -> None:
    assert the(ledger.resolve()).reviewer_named is False
    found = ledger.resolve(
        entry("set", field="reviewers", value=("Robin Exampleton",)),
        entry("set", "wandsworth-bryn", field="reviewers", value=()),
    )
    assert (the(found).reviewers, the(found).reviewer_named) == (("Robin Exampleton",), True)
    assert (the(found, "wandsworth-bryn").reviewers, the(found, "wandsworth-bryn").reviewer_named) == ((), False)


def test_names_say_whether_one_is_a_whole_name_and_a_title_its_subtitle(ledger: Ledger) -> None:
    found = ledger.resolve(
        entry("set", field="pseudonyms", value=("Alma Whole",)),
        entry("set", field="title", value="Alma: A Serious Case Review"),
    )
    assert (the(found).full_name, the(found).subtitle) == (True, "A Serious Case Review")


def test_another_type_decides_what_is_said_of_a_child_and_an_area(ledger: Ledger) -> None:
    assert (the(ledger.resolve()).about_child, the(ledger.resolve()).incident) == (True, "death")
    found = ledger.resolve(entry("retype", value="ANALYSIS"))
    one = the(found)
    assert (one.review_type, one.about_child) == (ReviewType.ANALYSIS, False)
    assert (one.area_codes, one.area_names, one.incident, one.ages) == ((), (), "unknown", ())
    assert chosen(found, "review_type") == [("ANALYSIS", "curation")]
    local = ledger.resolve(entry("set", field="review_type", value="CPR"))
    assert (the(local).area_codes, the(local).ages, the(local).about_child) == ((WANDSWORTH,), ("aged 3",), True)


def test_a_person_can_say_that_it_is_not_about_a_child(ledger: Ledger) -> None:
    found = ledger.resolve(entry("set", field="about_child", value="false"))
    assert the(found).about_child is False
    assert chosen(found, "about_child") == [("false", "curation")]


def test_the_role_of_a_document_can_be_set(ledger: Ledger) -> None:
    (paper,) = [one for one in ledger.resolve().documents if one.role is Role.SEVEN_MINUTE_BRIEFING]
    found = ledger.resolve(entry("set", document=paper.document_id, field="role", value="learning_briefing"))
    assert {one.role for one in found.documents if one.document_id == paper.document_id} == {Role.LEARNING_BRIEFING}
    (row,) = [one for one in found.evidence if one.field == "role"]
    assert (row.document_id, row.value, row.extractor) == (paper.document_id, "learning_briefing", "curation")


@pytest.mark.parametrize(
    "same",
    [
        entry("set", field="published_on", value="2020-05"),
        entry("set", field="area_codes", value=(WANDSWORTH,)),
        entry("set", field="about_child", value="true"),
        entry("retype", value="SCR"),
    ],
)
def test_an_entry_that_repeats_what_is_found_is_an_issue_and_a_confirmation_is_not(ledger: Ledger, same: Entry) -> None:
    found = ledger.resolve(same)
    assert kinds(found) == [IssueKind.CURATION_REDUNDANT]
    field = same.field or "review_type"
    confirmed = ledger.resolve(entry("confirm", field=field, value=same.value))
    assert not confirmed.issues
    # Both stand: what the pipeline read, and the person who checked it.
    assert {by for _, by in chosen(confirmed, field)} > {"curation"}
    assert the(confirmed) == the(ledger.resolve())


def test_a_confirmed_value_that_is_found_no_more_stands_and_is_told(ledger: Ledger) -> None:
    found = ledger.resolve(entry("confirm", field="published_on", value="2019-01"))
    assert the(found).published_on == dt.date(2019, 1, 1)
    assert kinds(found) == [IssueKind.CURATION_OVERTAKEN]


def test_an_entry_follows_a_review_that_was_merged(ledger: Ledger) -> None:
    merge = entry("merge", "wandsworth-bryn", into="wandsworth-2020-alma")
    found = ledger.resolve(
        merge,
        entry("set", "wandsworth-bryn", field="incident", value="serious_harm"),
    )
    assert [one.review_id for one in found.reviews] == ["wandsworth-2020-alma"]
    assert the(found).incident == "serious_harm"
    assert chosen(found, "review_id") == [("wandsworth-bryn", "curation")]
    assert not found.issues
    assert kinds(ledger.resolve(merge, merge)) == [IssueKind.CURATION_REDUNDANT]


OTHERS = "http://walthamforest.test/reviews"


def joined(ledger: Ledger) -> tuple[str, str]:
    """Let another page list a third review, which turns out to be Alma's; return the id that stands and the other."""
    more = {"names": ("Alma",), "areas": ("Wandsworth",), "own": False, "page": OTHERS}
    ledger.harvest("walthamforest", a_link("A review", f"{OTHERS}/a.pdf", **more))  # type: ignore[arg-type]
    ledger.document("walthamforest", f"{OTHERS}/a.pdf", "a report that nobody can tell from another")
    (other,) = {one.review_id for one in ledger.resolve().reviews} - {"wandsworth-2020-alma", "wandsworth-bryn"}
    ledger.harvest("walthamforest", a_link("A review", f"{OTHERS}/a.pdf", **more), at=NOW + WEEK)  # type: ignore[arg-type]
    ledger.document("walthamforest", f"{OTHERS}/a.pdf", "the report", at=NOW + WEEK)
    (stands,) = {one.review_id for one in ledger.resolve().reviews} - {"wandsworth-bryn"}
    (gone,) = {"wandsworth-2020-alma", other} - {stands}
    return stands, gone


def test_an_entry_follows_an_id_that_the_pipeline_merged_away(ledger: Ledger) -> None:
    stands, gone = joined(ledger)
    found = ledger.resolve(entry("set", gone, field="incident", value="both"))
    assert the(found, stands).incident == "both"
    assert not found.issues


def test_documents_and_addresses_can_be_split_off_and_keep_their_own_id(ledger: Ledger) -> None:
    split = entry("split", parts=(f"{ALMA}?7",))
    found = ledger.resolve(split)
    assert len(found.reviews) == 3
    (new,) = {one.review_id for one in found.reviews} - {"wandsworth-2020-alma", "wandsworth-bryn"}
    assert {one.url for one in found.locations if one.review_id == new} == {f"{ALMA}?7"}
    again = ledger.resolve(split)
    assert {one.review_id for one in again.reviews} == {one.review_id for one in found.reviews}
    assert not again.minted
    assert not again.issues


def test_a_split_by_hash_is_the_same_as_by_address_and_one_of_everything_is_none(ledger: Ledger) -> None:
    (paper,) = [one for one in ledger.resolve().documents if one.role is Role.SEVEN_MINUTE_BRIEFING]
    assert len(ledger.resolve(entry("split", parts=(paper.document_id,))).reviews) == 3
    assert kinds(ledger.resolve(entry("split", parts=(ALMA, f"{ALMA}?7")))) == [IssueKind.CURATION_UNMATCHED]
    assert kinds(ledger.resolve(entry("split", parts=("http://wandsworth.test/none.pdf",)))) == [
        IssueKind.CURATION_UNMATCHED
    ]


def in_doubt(ledger: Ledger) -> tuple[str, str]:
    """Add a second item that may be Alma's; return the ids of both."""
    page = "http://wandsworth.test/archive"
    for heading, url, where in (("Child A", ALMA, page), ("Child A", BRYN, f"{page}/2")):
        ledger.harvest("wandsworth", a_link(heading, f"{url}?a", page=where, names=("Child A",), item=where))
    (question,) = [one for one in ledger.resolve().issues if one.kind is IssueKind.POSSIBLE_DUPLICATE]
    first, _, rest = question.message.partition(" and ")
    return first, rest.partition(" ")[0]


def test_a_pair_that_is_not_the_same_is_asked_about_no_more(ledger: Ledger) -> None:
    one, two = in_doubt(ledger)
    found = ledger.resolve(entry("confirm", one, other=two, same=False))
    assert not found.issues
    assert {one, two} < {each.review_id for each in found.reviews}
    (row, other) = [each for each in found.evidence if each.field == "review_id"]
    assert (row.chosen, row.value, other.value) == (False, two, one)


def test_a_pair_that_is_the_same_becomes_one(ledger: Ledger) -> None:
    one, two = in_doubt(ledger)
    found = ledger.resolve(entry("confirm", one, other=two, same=True))
    assert not found.issues
    assert two not in {each.review_id for each in found.reviews}
    assert len([each for each in found.locations if each.review_id == one]) == 2


def test_a_pair_that_the_pipeline_joins_later_is_kept_apart(ledger: Ledger) -> None:
    stands, gone = joined(ledger)
    found = ledger.resolve(entry("confirm", stands, other=gone, same=False))
    assert {each.review_id for each in found.reviews} == {stands, gone, "wandsworth-bryn"}
    assert not found.issues
