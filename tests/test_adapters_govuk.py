"""Tests of the adapter for the search and content interfaces."""

import datetime as dt
import json
from typing import Any

import pytest

from catalogue.adapters import ADAPTERS, Body, Follow, Found
from catalogue.models import Expectation, Source
from catalogue.vocabulary import DateBasis, IssueKind, Magic, Nation, Precision, ReviewType, Role, Scope

SEARCH = "http://govuk.test/api/search.json?filter_organisations=panel&count=2&start=0"
CONTENT = "http://govuk.test/api/content/government/publications/review"
SOURCE = Source(
    id="govuk-panel",
    publisher="Child Safeguarding Practice Review Panel",
    publisher_id="panel",
    nation=Nation.ENGLAND,
    scope=Scope.NATIONAL,
    areas=(),
    adapter="govuk",
    urls=(SEARCH,),
    expect=Expectation(least=1),
)


def read(answer: Any, kind: str = "content") -> Found:
    url = SEARCH if kind == "search" else CONTENT
    content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return ADAPTERS["govuk"].read(
        SOURCE, Body(Follow(url=url, kind=kind), url, content, "application/json", Magic.JSON)
    )


def publication(**more: Any) -> dict[str, Any]:
    return {
        "schema_name": "publication",
        "base_path": "/government/publications/review",
        "title": "National review: sleeping safely",
        "description": "A national review by the panel.",
        "first_published_at": "2020-07-16T10:00:00.000+01:00",
        "public_updated_at": "2023-01-01T10:00:00Z",
        "updated_at": "2024-01-01T10:00:00Z",
        "details": {
            "attachments": [
                {"title": "The review", "url": "http://assets.govuk.test/review.pdf", "attachment_type": "file"},
                {"title": "Easy read", "url": "/government/publications/review/easy", "attachment_type": "html"},
                {"title": "Elsewhere", "url": "http://other.test/", "attachment_type": "external"},
            ]
        },
        **more,
    }


def test_a_search_leads_to_contents_and_to_its_next_page() -> None:
    found = read(
        {
            "results": [{"link": "/government/publications/review"}, {"link": "/government/news/new", "title": "News"}],
            "total": 3,
            "start": 0,
        },
        "search",
    )
    assert [(follow.url, follow.kind, follow.depth) for follow in found.follow] == [
        (CONTENT, "content", 1),
        ("http://govuk.test/api/search.json?filter_organisations=panel&count=2&start=2", "search", 0),
    ]
    assert [(link.url, link.left_out) for link in found.links] == [
        ("http://govuk.test/government/news/new", "Not a publication page.")
    ]
    assert found.complete


def test_attachments_are_links_with_type_and_first_publication() -> None:
    report, easy, external = read(publication()).links
    assert (report.url, report.stated.review_type, report.stated.role) == (
        "http://assets.govuk.test/review.pdf",
        ReviewType.NATIONAL_CSPR,
        Role.FULL_REPORT,
    )
    assert (easy.url, easy.stated.role) == ("http://govuk.test/government/publications/review/easy", Role.EASY_READ)
    assert external.left_out == "It points to another body's page."
    assert report.found_on == "http://govuk.test/government/publications/review"
    published = report.stated.published
    assert published is not None
    assert (published.value, published.precision, published.basis) == (
        dt.date(2020, 7, 16),
        Precision.DAY,
        DateBasis.REPOSITORY,
    )


def test_dates_of_updates_are_never_publication() -> None:
    (link, *_) = read(publication(first_published_at=None)).links
    assert link.stated.published is None
    earlier = publication()
    earlier["details"]["first_public_at"] = "2019-03-04"
    assert read(earlier).links[0].stated.published is not None
    assert read(earlier).links[0].stated.published.value == dt.date(2019, 3, 4)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            publication(withdrawn_notice={"withdrawn_at": "2022-05-06T00:00:00Z"}),
            "Withdrawn by its publisher on 2022-05-06.",
        ),
        (publication(title="Panel: annual report 2020", description=""), "An annual report is not a review."),
        (publication(title="Travel costs", description=""), "Neither its title nor its description names a review."),
        ({"schema_name": "gone", "details": {"explanation": "Out of date"}}, "Gone from GOV.UK: Out of date"),
        (
            {"schema_name": "redirect", "redirects": [{"path": "/a", "destination": "/government/publications/b"}]},
            "Moved to /government/publications/b.",
        ),
    ],
)
def test_what_is_not_taken_says_why(answer: dict[str, Any], reason: str) -> None:
    found = read(answer)
    assert found.links[0].left_out == reason
    assert all(link.left_out for link in found.links)
    assert [follow.url for follow in found.follow] == (
        ["http://govuk.test/api/content/government/publications/b"] if answer["schema_name"] == "redirect" else []
    )


def test_guidance_is_guidance() -> None:
    link = read(publication(title="Rapid review process: guidance for safeguarding partners")).links[0]
    assert (link.stated.review_type, link.left_out) == (ReviewType.GUIDANCE, None)


@pytest.mark.parametrize("answer", [b"<html>", b"[1]", b"[" * 100_000, {"results": 3}, {"title": 5}, {"details": []}])
@pytest.mark.parametrize("kind", ["search", "content"])
def test_other_shapes_are_problems_and_not_exceptions(answer: Any, kind: str) -> None:
    found = read(answer, kind)
    assert (found.problem, found.links, found.complete) == (IssueKind.NOT_HTML, (), False)
