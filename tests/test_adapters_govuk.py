"""Tests of the adapter for the search and content interfaces."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.adapters import ADAPTERS, Body, Follow, Found
from catalogue.models import Capture, Expectation, Removal, Source
from catalogue.vocabulary import (
    DateBasis,
    IssueKind,
    Magic,
    Nation,
    Precision,
    Purpose,
    RemovalKind,
    ReviewType,
    Role,
    Scope,
)

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
    url = SEARCH if kind.startswith("search") else CONTENT
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
    assert [(follow.url, follow.depth) for follow in found.follow] == [
        (CONTENT, 1),
        ("http://govuk.test/api/search.json?filter_organisations=panel&count=2&start=2", 0),
    ]
    assert [follow.kind.split()[0] for follow in found.follow] == ["content", "search"]
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
        (publication(title="Panel: annual report 2020", description=""), "An annual report is not a review."),
        (publication(title="Travel costs", description=""), "Neither its title nor its description names a review."),
        (publication(schema_name="speech"), "GOV.UK calls it speech, a kind that is not read."),
        (publication(schema_name=None), "GOV.UK calls it nothing, a kind that is not read."),
        (
            publication(
                base_path="/government/publications/review.cy",
                locale="cy",
                links={
                    "available_translations": [
                        {"locale": "cy", "base_path": "/government/publications/review.cy"},
                        {"locale": "en", "base_path": "/government/publications/review"},
                    ]
                },
            ),
            "A translation of /government/publications/review.",
        ),
        (
            {"schema_name": "gone", "details": {"explanation": "<p>Out of <b>date</b>.</p>"}},
            "Removed on purpose (gone) by its publisher: Out of date.",
        ),
        (
            {"schema_name": "gone", "details": {"explanation": None, "alternative_path": "/government/publications/n"}},
            "Removed on purpose (gone) by its publisher. "
            "It offers http://govuk.test/government/publications/n in its place.",
        ),
        (
            {"schema_name": "redirect", "redirects": [{"path": "/a", "destination": "/government/publications/b"}]},
            "Moved by its publisher to http://govuk.test/government/publications/b.",
        ),
        ({"schema_name": "redirect", "redirects": []}, "Moved, without saying where."),
    ],
)
def test_what_is_not_taken_says_why(answer: dict[str, Any], reason: str) -> None:
    found = read(answer)
    assert found.links[0].left_out == reason
    assert all(link.left_out for link in found.links)
    assert found.complete
    assert [follow.url for follow in found.follow] == (
        ["http://govuk.test/api/content/government/publications/b"] if answer.get("redirects") else []
    )


def test_a_page_that_is_only_in_welsh_is_no_translation() -> None:
    answer = publication(base_path="/government/publications/review.cy", locale="cy", links={})
    assert read(answer).links[0].left_out is None


def test_a_redirect_among_several_is_the_one_of_its_own_path() -> None:
    places = [
        {"path": "/government/publications/review/part", "destination": "/government/publications/other"},
        {"path": "/government/publications/review", "destination": "/government/publications/new?x=1#here"},
    ]
    found = read({"schema_name": "redirect", "base_path": "/government/publications/review", "redirects": places})
    (link,) = found.links
    assert link.removal == Removal(kind=RemovalKind.MOVED, to="http://govuk.test/government/publications/new?x=1#here")
    assert link.item == read(publication()).links[0].item
    assert [one.url for one in found.follow] == ["http://govuk.test/api/content/government/publications/new"]


def test_a_move_to_another_site_or_to_no_publication_is_told_and_not_followed() -> None:
    for destination in ("https://other.test/government/publications/b", "/government/organisations/panel"):
        found = read({"schema_name": "redirect", "redirects": [{"path": "/a", "destination": destination}]})
        assert found.follow == ()
        assert found.links[0].removal is not None
        assert str(found.links[0].removal.to).endswith(destination)
    for wrong in ("javascript:alert(1)", "http://[", "//", 5):
        found = read({"schema_name": "redirect", "redirects": [{"path": "/a", "destination": wrong}]})
        assert found.links[0].left_out == "Moved, without saying where."


def test_a_withdrawn_publication_is_kept_with_its_withdrawal() -> None:
    notice = {
        "withdrawn_at": "2022-05-06T23:30:00Z",
        "explanation": '<div class="govspeak"><p>Now in the new guide.</p></div>',
    }
    report, easy, _ = read(publication(withdrawn_notice=notice)).links
    assert (report.left_out, report.stated.review_type) == (None, ReviewType.NATIONAL_CSPR)
    assert report.removal == easy.removal
    assert report.removal == Removal(
        kind=RemovalKind.WITHDRAWN,
        at=dt.date(2022, 5, 7),
        precision=Precision.DAY,
        explanation="Now in the new guide.",
    )
    assert report.removal.sentence == "Withdrawn by its publisher on 7 May 2022: Now in the new guide."
    (bare, *_) = read(publication(withdrawn_notice={"withdrawn_at": "soon"})).links
    assert bare.removal == Removal(kind=RemovalKind.WITHDRAWN)
    assert read(publication(withdrawn_notice={})).links[0].removal is None


def test_a_publication_without_attachments_is_its_own_document() -> None:
    answer = publication(details={"body": "<p>Words.</p>"})
    (link,) = read(answer).links
    assert (link.url, link.has_document, link.left_out) == (
        "http://govuk.test/government/publications/review",
        True,
        None,
    )
    assert link.found_on == CONTENT
    assert link.item == read(publication()).links[0].item


def test_attachments_of_the_older_form_and_their_sizes() -> None:
    older = publication(
        details={
            "documents": [
                '<section class="attachment"><a href="/government/uploads/1/review.pdf"></a>'
                '<h2><a href="/government/uploads/1/review.pdf">The review</a></h2></section>'
            ]
        }
    )
    assert [(link.url, link.text) for link in read(older).links] == [
        ("http://govuk.test/government/uploads/1/review.pdf", "The review")
    ]
    newer = publication()
    newer["details"]["attachments"][0] |= {"file_size": 1204, "number_of_pages": 7}
    newer["details"]["attachments"].append({"title": "Figures", "url": "http://assets.govuk.test/figures.csv"})
    report, easy, _, figures = read(newer).links
    assert (report.stated.size, report.stated.pages, easy.stated.size) == (1204, 7, None)
    assert figures.left_out == "A picture or a table of figures, not a text."


def test_days_are_those_of_the_united_kingdom() -> None:
    answer = publication(first_published_at="2020-07-15T23:30:00Z")
    published = read(answer).links[0].stated.published
    assert published is not None
    assert published.value == dt.date(2020, 7, 16)
    assert read(publication(first_published_at="0001-01-01T00:00:00+14:00")).links[0].stated.published is None


def test_a_collection_is_followed_one_level() -> None:
    answer = publication(
        schema_name="document_collection",
        base_path="/government/collections/reviews",
        title="National reviews",
        links={
            "documents": [
                {"base_path": "/government/publications/one", "withdrawn": True},
                {"base_path": "/government/collections/inner"},
                {"base_path": "/government/news/new"},
                {"base_path": None},
                5,
            ]
        },
    )
    found = read(answer)
    assert [one.url.removeprefix("http://govuk.test/api/content/government/") for one in found.follow] == [
        "publications/one",
        "collections/inner",
    ]
    assert [link.left_out for link in found.links] == ["A collection: its publications are read one by one."]
    inner = read(answer, found.follow[1].kind)
    assert inner.follow == ()
    assert inner.links[0].left_out == "A collection inside a collection is not followed."


def test_a_part_of_a_publication_leads_to_the_publication() -> None:
    answer = publication(
        schema_name="html_publication", links={"parent": [{"base_path": "/government/publications/whole"}]}
    )
    found = read(answer)
    assert [one.url for one in found.follow] == ["http://govuk.test/api/content/government/publications/whole"]
    assert found.links[0].left_out == "A part of /government/publications/whole, which is read itself."


def results(first: int, count: int) -> list[dict[str, str]]:
    return [{"link": f"/government/publications/{number}"} for number in range(first, first + count)]


def asked(start: int, total: int | None = None, page: str = "0") -> Follow:
    kind = "search" if total is None else f"search of {total} after {page}"
    return Follow(url=f"http://govuk.test/api/search.json?count=100&start={start}", kind=kind)


def searched(follow: Follow, answer: dict[str, Any]) -> Found:
    body = Body(follow, follow.url, json.dumps(answer).encode(), "application/json", Magic.JSON)
    return ADAPTERS["govuk"].read(SOURCE, body)


def test_a_search_whose_pages_add_up_is_whole() -> None:
    first = searched(asked(0), {"results": results(0, 100), "total": 153, "start": 0})
    assert first.complete
    last = searched(first.follow[-1], {"results": results(100, 53), "total": 153, "start": 100})
    assert (last.complete, last.message, len(last.follow)) == (True, None, 53)
    nothing = searched(asked(0), {"results": [], "total": 0})
    assert (nothing.complete, nothing.says_none, nothing.announced) == (True, True, False)


def test_a_search_that_silently_caps_at_the_first_100_rows() -> None:
    first = searched(asked(0), {"results": results(0, 100), "total": 153, "start": 0})
    last = searched(first.follow[-1], {"results": [], "total": 153, "start": 100})
    assert (first.complete, last.complete, last.problem) == (True, False, IssueKind.INCOMPLETE)
    assert last.message == (
        "The search was not given whole. It announces 153 results and, asked for 100 from 100 on, gave 0: "
        "100 of 153 were given so far."
    )


@pytest.mark.parametrize(
    ("follow", "answer", "words"),
    [
        (asked(0), {"results": results(0, 60), "total": 153, "start": 0}, "gave 60"),
        (asked(100, 153), {"results": results(100, 53), "total": 154}, "changed from 153 to 154"),
        (asked(100, 153), {"results": results(0, 53), "total": 153, "start": 0}, "from 0 on where those from 100"),
        (asked(0), {"results": [{"link": "x"}, *results(0, 99)], "total": 100}, "1 of its results have no usable"),
    ],
)
def test_a_search_that_does_not_add_up_is_not_whole_and_says_why(
    follow: Follow, answer: dict[str, Any], words: str
) -> None:
    found = searched(follow, answer)
    assert (found.complete, found.problem) == (False, IssueKind.INCOMPLETE)
    assert words in str(found.message)


def test_the_same_page_twice_is_not_the_next_page() -> None:
    first = searched(asked(0), {"results": results(0, 100), "total": 200})
    second = searched(first.follow[-1], {"results": results(0, 100), "total": 200})
    assert not second.complete
    assert "the same results twice" in str(second.message)


def answered(kind: str, status: int, url: str = CONTENT, excerpt: str | None = None) -> Found | None:
    capture = Capture(
        source_id=SOURCE.id,
        purpose=Purpose.LISTING,
        url=url,
        final_url=url,
        status=status,
        requested_at=dt.datetime(2021, 2, 15, tzinfo=dt.UTC),
        excerpt=excerpt,
    )
    return ADAPTERS["govuk"].refused(SOURCE, Follow(url=url, kind=kind), capture)


def test_an_unknown_parameter_is_a_clear_sentence() -> None:
    found = answered("search", 422, SEARCH, '{"error": "Unexpected parameters: counted"}')
    assert found is not None
    assert (found.complete, found.problem) == (False, IssueKind.INCOMPLETE)
    assert found.message == (
        "The search refused the row's address (status 422): it does not know one of the address's parameters "
        '(filter_organisations, count, start) or a value of one. It says: {"error": "Unexpected parameters: counted"} '
        "Correct the address in the row; nothing was read."
    )


def test_a_content_that_is_gone_by_its_status_is_gone() -> None:
    found = answered("known content", 410)
    assert found is not None
    (link,) = found.links
    assert link.removal == Removal(kind=RemovalKind.GONE)
    assert link.item == read(publication()).links[0].item
    lost = answered("known content", 404)
    assert lost is not None
    assert (lost.links[0].left_out, lost.links[0].removal) == ("The content interface no longer knows it.", None)
    for kind, status in (("content", 404), ("content", 500), ("search", 500), ("known content", 503)):
        assert answered(kind, status) is None


def test_what_was_shown_before_is_asked_for_again() -> None:
    links = [
        *read(publication()).links,
        *read(publication(base_path="/government/publications/page", details={})).links,
        *read(publication(base_path="/government/publications/travel", title="Travel", description="")).links,
        *read({"schema_name": "gone", "base_path": "/government/publications/gone"}).links,
    ]
    follow = ADAPTERS["govuk"].again(SOURCE, [*links, links[0].model_copy(update={"found_on": "http://other.test/"})])
    assert [one.url.rpartition("/")[2] for one in follow] == ["review", "page", "gone"]


# Values with which every place of an answer is tried: of any type, of any depth, with half characters.
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\ud800", "http://[", "//x", "/guidance/\udfff", "/government/publications/x", "gone", "en"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PLACES = (
    "schema_name",
    "base_path",
    "title",
    "description",
    "locale",
    "details",
    "links",
    "withdrawn_notice",
    "redirects",
    "first_published_at",
    "results",
    "total",
    "start",
)
INNER = {
    "details": ("attachments", "documents", "first_public_at", "explanation", "alternative_path", "body"),
    "links": ("documents", "parent", "available_translations"),
    "withdrawn_notice": ("explanation", "withdrawn_at"),
}
PARTS = (
    "url",
    "title",
    "attachment_type",
    "file_size",
    "number_of_pages",
    "base_path",
    "locale",
    "destination",
    "path",
    "link",
)
ROWS = st.lists(st.dictionaries(st.sampled_from(PARTS), JSON, max_size=5) | JSON, max_size=3)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    answer = publication() | {"results": results(0, 2), "total": 2}
    schemas = ["publication", "gone", "redirect", "document_collection", "html_publication", "other"]
    answer["schema_name"] = draw(st.sampled_from(schemas))
    for place in draw(st.lists(st.sampled_from(PLACES), max_size=4)):
        inner = {name: draw(ROWS | JSON) for name in INNER.get(place, ()) if draw(st.booleans())}
        answer[place] = inner if inner else draw(ROWS | JSON)
    return answer


@settings(max_examples=250, deadline=None)
@given(
    answers(),
    st.sampled_from(["search", "search of 3 after ab", "content", "known content", "content of a collection"]),
)
def test_any_value_in_any_place_is_read_or_refused_in_words(answer: dict[str, Any], kind: str) -> None:
    found = read(answer, kind)
    assert found.complete or (found.problem and found.message)
    for link in found.links:
        link.canonical().encode()
        assert link.left_out or link.url.startswith(("http://", "https://"))
    for follow in found.follow:
        assert follow.url.startswith("http://govuk.test/api/")
    assert Found.model_validate_json(found.model_dump_json()) == found


@settings(max_examples=150, deadline=None)
@given(JSON | st.binary(max_size=80), st.sampled_from(["search", "content"]))
def test_any_body_is_read_or_refused_in_words(body: Any, kind: str) -> None:
    found = read(body, kind)
    assert found.complete or (found.problem and found.message)


def test_guidance_is_guidance() -> None:
    link = read(publication(title="Rapid review process: guidance for safeguarding partners")).links[0]
    assert (link.stated.review_type, link.left_out) == (ReviewType.GUIDANCE, None)


@pytest.mark.parametrize("answer", [b"<html>", b"[1]", b"[" * 100_000, {"results": 3}, {"title": 5}, {"details": []}])
@pytest.mark.parametrize("kind", ["search", "content"])
def test_other_shapes_are_problems_and_not_exceptions(answer: Any, kind: str) -> None:
    found = read(answer, kind)
    assert (found.problem, found.links, found.complete) == (IssueKind.NOT_HTML, (), False)
