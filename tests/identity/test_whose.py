"""Whose a review is, and under which bodies it is to be found."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue.models import Resolution, ReviewFacts
from catalogue.vocabulary import IssueKind, PublisherRelation, ReviewType
from tests.builders import LEWISHAM, NOW, WALTHAM_FOREST, WANDSWORTH, Ledger, a_date, a_finding, a_link, a_source

SPLIT = dt.date(2025, 4, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    old = a_source("cumbria", ("E10000006",)).model_copy(
        update={"valid_to": SPLIT - dt.timedelta(1), "succeeded_by": ("cumberland", "westmorland")}
    )
    after = (a_source("cumberland", ("E10000006", "E06000063")), a_source("westmorland", ("E10000006", "E06000064")))
    follow = [one.model_copy(update={"valid_from": SPLIT}) for one in after]
    near = (a_source(), a_source("walthamforest", (WALTHAM_FOREST,)), a_source("lewisham", (LEWISHAM,)))
    return Ledger(tmp_path, (*near, old, *follow))


def only(found: Resolution) -> ReviewFacts:
    (review,) = found.reviews
    return review


def bodies(found: Resolution) -> dict[str, PublisherRelation]:
    return {row.publisher_id: row.relation for row in found.publishers}


def listed(ledger: Ledger, source: str, *findings: tuple[str, str], text: str = "the report", **more: object) -> None:
    page = f"http://{source}.test/reviews"
    url = f"http://{source}.test/f.pdf"
    link = a_link("Frankie", url, page=page, names=("Frankie",), kind=ReviewType.LCSPR, **more)  # type: ignore[arg-type]
    ledger.harvest(source, link, at=NOW)
    ledger.document(source, url, text, *(a_finding(field, value) for field, value in findings))


def test_what_a_page_does_not_claim_belongs_to_the_area_that_its_document_names(ledger: Ledger) -> None:
    listed(ledger, "wandsworth", ("area", LEWISHAM))
    review = only(ledger.resolve())
    assert (review.publisher_id, review.area_codes) == ("lewisham", (LEWISHAM,))


def test_what_a_page_claims_is_its_publishers_whatever_its_document_names(ledger: Ledger) -> None:
    listed(ledger, "wandsworth", ("area", LEWISHAM), own=True)
    assert only(ledger.resolve()).publisher_id == "wandsworth"


def test_a_joint_review_that_names_the_other_area_only_is_about_both(ledger: Ledger) -> None:
    listed(ledger, "wandsworth", own=True, areas=("Waltham Forest",))
    review = only(ledger.resolve())
    assert review.publisher_id == "wandsworth"
    assert set(review.area_codes) == {WANDSWORTH, WALTHAM_FOREST}


def test_a_joint_review_is_led_by_the_body_that_its_report_names_first(ledger: Ledger) -> None:
    findings = (("area", WALTHAM_FOREST), ("area", WANDSWORTH))
    listed(ledger, "wandsworth", *findings, own=True)
    listed(ledger, "walthamforest", *findings, own=True)
    found = ledger.resolve()
    assert only(found).publisher_id == "walthamforest"
    assert set(only(found).area_codes) == {WANDSWORTH, WALTHAM_FOREST}
    assert bodies(found) == {"walthamforest": PublisherRelation.RESPONSIBLE, "wandsworth": PublisherRelation.JOINT}


def test_two_bodies_that_nothing_tells_apart_are_a_question_and_not_a_guess(ledger: Ledger) -> None:
    listed(ledger, "wandsworth", own=True)
    listed(ledger, "walthamforest", own=True)
    found = ledger.resolve()
    assert only(found).publisher_id is None
    assert bodies(found) == {"walthamforest": PublisherRelation.JOINT, "wandsworth": PublisherRelation.JOINT}
    assert [one.kind for one in found.issues] == [IssueKind.PUBLISHER_UNCLEAR]


def test_a_review_of_a_body_that_ended_is_found_under_those_that_followed_it(ledger: Ledger) -> None:
    listed(ledger, "cumbria", own=True, published=a_date("2021-06"))
    found = ledger.resolve()
    assert only(found).publisher_id == "cumbria"
    assert bodies(found) == {
        "cumbria": PublisherRelation.RESPONSIBLE,
        "cumberland": PublisherRelation.SUCCESSOR,
        "westmorland": PublisherRelation.SUCCESSOR,
    }


def test_what_a_successor_lists_is_its_own_to_answer_for_and_found_under_the_old_body(ledger: Ledger) -> None:
    listed(ledger, "cumberland", own=True, published=a_date("2021-06"))
    found = ledger.resolve()
    assert only(found).publisher_id == "cumberland"
    assert bodies(found) == {
        "cumberland": PublisherRelation.RESPONSIBLE,
        "cumbria": PublisherRelation.PREDECESSOR,
    }


def test_a_review_that_others_name_by_an_old_area_is_its_body_of_that_day(ledger: Ledger) -> None:
    listed(ledger, "wandsworth", own=False, areas=("Cumbria",), published=a_date("2021-06"))
    assert only(ledger.resolve()).publisher_id == "cumbria"
