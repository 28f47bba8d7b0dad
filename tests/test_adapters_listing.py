"""Tests of the listing adapter: shapes of pages in the project's own words, and the miniature world's page."""

import datetime as dt

import pytest

from catalogue.adapters import ADAPTERS, Body, Follow, Found
from catalogue.models import Expectation, Link, Source
from catalogue.vocabulary import DateBasis, IssueKind, Magic, Nation, Precision, ReviewType, Role, Scope
from tests.world import hosts

URL = "http://wandsworth.test/about-the-partnership/learning-from-child-safeguarding-practice-reviews/"
LISTING = ADAPTERS["listing"]


def source(**more: object) -> Source:
    return Source.model_validate(
        {
            "id": "wandsworth",
            "publisher": "Wandsworth Safeguarding Children Partnership",
            "publisher_id": "wandsworth",
            "nation": Nation.ENGLAND,
            "scope": Scope.CHILD,
            "areas": ("E09000032",),
            "adapter": "listing",
            "urls": (URL,),
            "expect": Expectation(least=1),
            **more,
        }
    )


def body(html: str | bytes, kind: str = "listing", magic: Magic = Magic.HTML) -> Body:
    content = html if isinstance(html, bytes) else f"<html><body>{html}</body></html>".encode()
    return Body(Follow(url=URL, kind=kind), URL, content, "text/html; charset=utf-8", magic)


def read(html: str, **more: object) -> Found:
    return LISTING.read(source(**more), body(html))


def taken(found: Found) -> list[Link]:
    return [link for link in found.links if link.left_out is None]


@pytest.fixture(scope="module")
def world_page() -> dict[str, list[Link]]:
    site = hosts.build()["wandsworth.test"]
    resource = site[URL.removeprefix("http://wandsworth.test")]
    content = (resource("") if callable(resource) else resource).body
    found = LISTING.read(source(), body(content))
    by_title: dict[str, list[Link]] = {}
    for link in found.links:
        by_title.setdefault(link.stated.title or "", []).append(link)
    return by_title


def one(page: dict[str, list[Link]], start: str) -> list[Link]:
    return next(links for title, links in page.items() if title.startswith(start))


def test_frankie_has_type_from_the_section_and_month_of_publication(world_page: dict[str, list[Link]]) -> None:
    (link,) = one(world_page, "Frankie")
    assert (link.stated.title, link.stated.review_type, link.stated.role) == (
        "Frankie",
        ReviewType.LCSPR,
        Role.FULL_REPORT,
    )
    assert link.stated.pseudonyms == ("Frankie",)
    published = link.stated.published
    assert published is not None
    assert (published.value, published.precision, published.basis) == (
        dt.date(2021, 1, 1),
        Precision.MONTH,
        DateBasis.LISTING,
    )


def test_two_documents_under_one_heading_are_one_item(world_page: dict[str, list[Link]]) -> None:
    links = one(world_page, "Georgina and Grace")
    assert [link.stated.role for link in links] == [Role.FULL_REPORT, Role.SEVEN_MINUTE_BRIEFING]
    assert {link.item for link in links} == {links[0].item}
    assert all(link.stated.review_type is ReviewType.SCR for link in links)
    assert all(link.stated.pseudonyms == ("Georgina", "Grace") for link in links)
    assert all(link.stated.published is None for link in links)


def test_another_areas_child_is_not_own_and_has_no_type(world_page: dict[str, list[Link]]) -> None:
    briefing, elsewhere = one(world_page, "Child C")
    assert (briefing.stated.own, briefing.stated.areas) == (False, ("Waltham Forest",))
    assert (briefing.stated.review_type, briefing.stated.role) == (None, Role.SEVEN_MINUTE_BRIEFING)
    assert elsewhere.left_out == "It points to another body's page."


def test_an_adults_boards_briefing_is_an_adult_review(world_page: dict[str, list[Link]]) -> None:
    (link,) = one(world_page, "Tyrone Goodyear")
    assert (link.stated.review_type, link.stated.own) == (ReviewType.SAR, False)
    assert (link.stated.pseudonyms, link.stated.areas) == (("Tyrone Goodyear",), ("Lewisham",))


def test_national_publications_are_typed_as_what_they_are(world_page: dict[str, list[Link]]) -> None:
    (analysis,) = one(world_page, "Complexity and Challenge")
    assert (analysis.stated.review_type, analysis.stated.pseudonyms) == (ReviewType.ANALYSIS, ())
    assert analysis.stated.published is not None
    assert analysis.stated.published.value == dt.date(2020, 3, 1)
    (infants,) = one(world_page, "national review into sudden")
    assert infants.stated.review_type is ReviewType.NATIONAL_CSPR
    (guidance,) = one(world_page, "Guidance for the Rapid Review")
    assert guidance.stated.review_type is ReviewType.GUIDANCE
    assert guidance.stated.published is not None
    assert guidance.stated.published.precision is Precision.YEAR
    assert all(link.left_out is None for link in (analysis, infants, guidance))


def test_training_and_useful_links_are_left_out_with_a_reason(world_page: dict[str, list[Link]]) -> None:
    reasons = {link.text: link.left_out for links in world_page.values() for link in links if link.left_out}
    assert reasons["Book via TPD Online"] == "A training event, not a review."
    assert "It points to another body's page." in reasons.values()
    assert "An e-mail address or another link that is no page." in reasons.values()


def test_keys_of_items_stay_when_others_are_added() -> None:
    item = "<h3>Child Q – SCR</h3><p><a href='/q.pdf'>Read</a></p>"
    first = read(f"<h2>Reviews</h2>{item}").links[0].item
    again = read(f"<h2>Reviews</h2><h3>Child R – SCR</h3><p><a href='/r.pdf'>Read</a></p>{item}").links[1].item
    assert first == again


def test_a_bare_list_joins_documents_of_one_case_and_parts_others() -> None:
    found = read(
        "<h1>Serious case reviews</h1><ul>"
        "<li><a href='/1.pdf'>Child Q SCR full report (PDF, 382kb)</a></li>"
        "<li><a href='/2.pdf'>Child Q executive summary</a></li>"
        "<li><a href='/3.docx'>Child R serious case review - published 4 May 2019</a></li></ul>"
    )
    first, summary, other = taken(found)
    assert first.item == summary.item != other.item
    assert summary.stated.role is Role.EXECUTIVE_SUMMARY
    assert other.stated.published is not None
    assert other.stated.published.value == dt.date(2019, 5, 4)


def test_a_document_that_begins_like_the_one_before_belongs_to_it() -> None:
    report, summary, other = taken(
        read(
            "<h1>Serious case reviews</h1><ul><li><a href='/1.pdf'>Robin B SCR (Full Report)</a></li>"
            "<li><a href='/2.pdf'>Robin B Executive Summary</a></li><li><a href='/3.pdf'>SCR Child Q</a></li></ul>"
        )
    )
    assert report.item == summary.item != other.item


def test_two_reviews_under_equal_headings_stay_two() -> None:
    item = "<h3>Baby Robin</h3><p>Serious case review. <a href='/{}.pdf'>Read the report</a></p>"
    first, second = taken(read("<h1>Reviews</h1>" + item.format(1) + item.format(2)))
    assert first.item != second.item


def test_a_date_heading_dates_its_group_and_a_period_does_not() -> None:
    found = read(
        "<h1>Serious case reviews</h1><h2>August 2015</h2><p><a href='/r.pdf'>This Serious Case Review</a> took place "
        "between April 2014 and February 2015.</p>"
    )
    (link,) = taken(found)
    assert link.stated.published is not None
    assert (link.stated.published.value, link.stated.published.basis) == (dt.date(2015, 8, 1), DateBasis.LABEL)


@pytest.mark.parametrize(
    "text",
    [
        "The child died in July 2016. <a href='/q.pdf'>Read the full report</a>",
        "The review was commissioned on 3 May 2017. <a href='/q.pdf'>Read the full report</a>",
        "Born 1 June 2015, died 4 May 2016. <a href='/q.pdf'>Read the full report</a>",
    ],
)
def test_dates_of_other_things_are_not_publication(text: str) -> None:
    (link,) = taken(read(f"<h2>SCR: Child Q</h2><p>{text}</p>"))
    assert link.stated.published is None


def test_news_wording_and_cards_date_a_review() -> None:
    post = read(
        "<h3>Serious Case Review - Child G</h3><p>Today (16/01/2020) the partnership is publishing a review.</p>"
        "<p><a href='/g.pdf'>Final Report</a></p>"
    )
    card = read(
        "<h1>Case reviews</h1><h2>Baby Robin</h2><p>Baby Robin was ill.</p><p>24 April 2024</p><p>Published</p>"
    )
    assert [link.stated.published and link.stated.published.value for link in (*taken(post), *taken(card))] == [
        dt.date(2020, 1, 16),
        dt.date(2024, 4, 24),
    ]
    assert not taken(card)[0].has_document


def test_policies_forms_and_general_documents_are_left_out() -> None:
    found = read(
        "<h1>Serious case reviews</h1><ul><li><a href='/a.pdf'>Escalation policy</a></li>"
        "<li><a href='/b.doc'>SCR referral form</a></li><li><a href='/c.pdf'>Newsletter</a></li>"
        "<li><a href='/d.pdf'>Annual report 2019</a></li><li><a href='/e.pdf'>Serious case reviews</a></li>"
        "<li><a href='https://vimeo.com/1'>Watch</a></li></ul>"
    )
    assert taken(found) == []
    assert all(link.left_out and link.left_out.endswith(".") for link in found.links)


def test_a_third_party_has_no_reviews_of_its_own() -> None:
    html = "<h1>Wandsworth Safeguarding Children Board SCR Child Q</h1><p><a href='/download/1.pdf'>Download</a></p>"
    assert [link.stated.own for link in taken(read(html, publisher="Sample Papers Online"))] == [False]
    for publisher in ("Wandsworth Safeguarding Children Partnership", "Wandsworth reviews", "Sample Council"):
        assert [link.stated.own for link in taken(read(html, publisher=publisher))] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Our teams took part in an event in March about the reviews.",
        "Attendees were asked to read these reports first.",
    ],
)
def test_reading_for_an_event_is_no_publication(text: str) -> None:
    links = "<ul><li><a href='/q.pdf'>Child Q LCSPR report</a></li><li><a href='/r.pdf'>Child R LCSPR</a></li></ul>"
    assert taken(read(f"<h1>Learning from reviews</h1><p>{text}</p>{links}")) == []
    told = read(f"<h1>Reviews</h1><h2>Child Q LCSPR</h2><p>{text}</p><p><a href='/q.pdf'>Report</a></p>")
    assert [link.stated.pseudonyms for link in taken(told)] == [("Child Q",)]


@pytest.mark.parametrize(
    "text",
    [
        "The briefings are based on real families, but names and ages have been altered.",
        "Each briefing tells a composite case from several areas.",
    ],
)
def test_a_briefing_on_a_disguised_case_is_no_review(text: str) -> None:
    links = "<p><a href='/a.pdf'>'Frankie' (PDF, 20kb)</a></p><p><a href='/q.pdf'>Child Q SCR briefing</a></p>"
    found = read(f"<h1>7 minute briefings</h1><p>{text}</p>{links}")
    assert [link.stated.pseudonyms for link in taken(found)] == [("Child Q",)]
    assert {link.left_out for link in found.links} - {None} == {"About a disguised or made-up case, not one review."}
    assert len(taken(read(f"<h1>7 minute briefings</h1><p>Please share.</p>{links}"))) == 2


def test_on_an_adults_page_a_learning_review_is_an_adults_unless_it_names_a_child() -> None:
    links = "<ul><li><a href='/a.pdf'>Robin – Learning Review</a></li><li><a href='/b.pdf'>Child Q – Learning Review</a></li></ul>"
    adult, child = taken(read(f"<h1>Safeguarding Adults Reviews</h1>{links}"))
    assert (adult.stated.review_type, child.stated.review_type) == (ReviewType.SAR, ReviewType.LEARNING_REVIEW)
    (robin, _) = taken(read(f"<h1>Reviews</h1>{links}"))
    assert robin.stated.review_type is ReviewType.LEARNING_REVIEW


def test_topics_and_sections_name_no_child() -> None:
    topics = "".join(
        f"<li><a href='/{number}.pdf'>{topic}</a></li>"
        for number, topic in enumerate(("Shaken Baby Syndrome", "Child Development", "Family Hubs", "Baby Loss"))
    )
    assert taken(read(f"<h1>7 minute briefings</h1><ul>{topics}</ul>")) == []
    assert taken(read("<h1>Serious Case Reviews</h1><h2>Case Summaries</h2><p>Not yet.</p>")) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Thursday, 7 April 2016 Alex Sampleford", dt.date(2016, 4, 7)),
        ("7 April 2016", dt.date(2016, 4, 7)),
        ("Last updated 7 April 2016", None),
        ("She died on 7 April 2016", None),
    ],
)
def test_a_post_of_the_publication_is_dated_by_its_byline(line: str, expected: dt.date | None) -> None:
    text = "The board has published a serious case review after the death of a baby."
    (link,) = taken(read(f"<h1>Child Q Serious Case Review</h1><p>{line}</p><p>{text}</p>"))
    assert (link.stated.published and link.stated.published.value) == expected


def test_pages_of_reviews_and_next_pages_are_followed() -> None:
    found = read(
        "<h1>Case reviews</h1><p><a href='/reviews/child-q'>Child Q</a></p><p><a href='/reviews?page=2'>Next page</a></p>"
        "<p><a href='/search?q=child'>Child R</a></p><p><a href='http://other.test/child-s'>Child S</a></p>"
    )
    assert [(follow.url, follow.kind, follow.depth) for follow in found.follow] == [
        ("http://wandsworth.test/reviews/child-q", "page", 1),
        ("http://wandsworth.test/reviews?page=2", "listing", 1),
    ]
    page = LISTING.read(source(), body("<h1>Child Q LCSPR</h1><p>What was learned.</p>", kind="page"))
    (entry,) = taken(page)
    assert (entry.url, entry.has_document, entry.stated.pseudonyms) == (URL, False, ("Child Q",))


def test_announced_lists_and_none() -> None:
    announced = read("<h1>Serious case reviews</h1><p>The most recent reports are listed below.</p>")
    assert (announced.announced, announced.says_none, announced.links) == (True, False, ())
    none = read("<h1>Reviews</h1><p>There are no reviews published in the last 12 months.</p>")
    assert none.says_none


def test_what_is_no_web_page_or_in_doubt_is_a_problem() -> None:
    picture = LISTING.read(source(), body(b"\x89PNG", magic=Magic.UNKNOWN))
    assert (picture.problem, picture.complete, picture.links) == (IssueKind.NOT_HTML, False, ())
    guessed = LISTING.read(source(), body(b"<h2>SCR Si\xe2n</h2>"))
    assert (guessed.problem, guessed.complete) == (IssueKind.UNKNOWN_ENCODING, True)


def test_a_page_with_more_links_than_any_listing_is_incomplete() -> None:
    found = read("<p><a href='/q.pdf'>SCR Child Q</a></p>" * 3_001)
    assert not found.complete
    assert [link.url for link in taken(found)] == ["http://wandsworth.test/q.pdf"]
