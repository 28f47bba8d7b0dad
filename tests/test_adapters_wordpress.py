"""Tests of the adapter for WordPress against answers made by hand: shapes that one version does not show."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from catalogue.adapters import ADAPTERS, Body, Follow, Found, adapter_of, recognise
from catalogue.models import Link
from catalogue.vocabulary import DateBasis, IssueKind, Magic, Precision, ReviewType, Role
from tests.builders import a_source

ROOT = "http://wandsworth.test/"
SOURCE = a_source().model_copy(update={"urls": (ROOT,), "adapter": None})
HEAD = '<link rel="https://api.w.org/" href="http://wandsworth.test/wp-json/" />'
TYPES = {
    "post": {"rest_base": "posts", "rest_namespace": "wp/v2"},
    "page": {"rest_base": "pages", "rest_namespace": "wp/v2"},
    "attachment": {"rest_base": "media", "rest_namespace": "wp/v2"},
    "wp_block": {"rest_base": "blocks", "rest_namespace": "wp/v2"},
    "lesson": {"rest_base": "lessons", "rest_namespace": "school/v1"},
    "case_review": {"rest_base": "case-reviews"},
}
REPORT = "http://wandsworth.test/wp-content/uploads/2022/02/report.pdf"


def answer(follow: Follow, content: Any, magic: Magic = Magic.JSON, url: str | None = None) -> Found:
    """Read an answer to what an adapter asked for."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    row = SOURCE.model_copy(update={"urls": (follow.url,)}) if follow.kind == "site" else SOURCE
    return ADAPTERS["wordpress"].read(row, Body(follow, url or follow.url, body, None, magic))


def page(head: str, words: str = "<h1>Welcome</h1>") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><main>{words}</main></body></html>".encode()


def types_at(url: str = ROOT, head: str = HEAD, words: str = "<h1>Welcome</h1>") -> Follow:
    """Return where the adapter asks for a site's types."""
    found = answer(Follow(url=url, kind="site"), page(head, words), Magic.HTML)
    (follow,) = [one for one in found.follow if "/types" in one.url]
    return follow


def collections(url: str = ROOT, head: str = HEAD) -> dict[str, Follow]:
    """Return where the adapter begins to read each collection, by route."""
    found = answer(types_at(url, head), TYPES)
    return {one.url.partition("?")[0].rpartition("/")[2]: one for one in found.follow}


def a_post(number: int = 5, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "link": f"http://wandsworth.test/news/{number}/",
        "status": "publish",
        "date": "2022-06-30T23:45:00",
        "date_gmt": "2022-06-30T22:45:00",
        "title": {"rendered": "Local Child Safeguarding Practice Review &#8211; Child V"},
        "content": {
            "rendered": f'<p>We are publishing our review.</p><p><a href="{REPORT}">Child V report</a></p>',
            "protected": False,
        },
        **more,
    }


def taken(found: Found) -> list[Link]:
    return [link for link in found.links if link.left_out is None]


def test_a_front_page_leads_to_the_interface_and_then_to_every_public_collection() -> None:
    follow = types_at()
    assert follow.url == "http://wandsworth.test/wp-json/wp/v2/types"
    assert list(collections()) == ["pages", "posts", "case-reviews", "media"]
    assert [one.late for one in collections().values()] == [False, False, False, True]
    assert all("per_page=100&offset=0&orderby=id&order=asc" in one.url for one in collections().values())


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        ('<link rel="https://api.w.org/" href="/wp-json/">', "wp-json/wp/v2/types", None),
        ("<link rel='https://api.w.org/' href='/index.php?rest_route=/'>", "index.php?rest_route=/wp/v2/types", None),
        ('<meta name="generator" content="WordPress 6.9">', "wp-json/wp/v2/types", "?rest_route=/wp/v2/types"),
        ('<link rel="https://api.w.org/" href="http://elsewhere.test/wp-json/">', "wp-json/wp/v2/types", "?rest_route"),
        ('<script src="/board/wp-includes/a.js"></script>', "board/wp-json/wp/v2/types", "board/?rest_route="),
        ('<script>x = "http:\\/\\/[broken\\/wp-content\\/"</script>', "wp-json/wp/v2/types", "?rest_route="),
    ],
)
def test_the_interface_is_where_the_page_says_or_where_it_usually_is(head: str, first: str, second: str | None) -> None:
    follow = types_at(head=head)
    assert follow.url == ROOT + first
    others = [one.url for one in follow.instead or ()]
    assert others[0].startswith(ROOT + (second or "wp-sitemap.xml")) or "board/wp-sitemap.xml" in others[0]


def test_what_is_read_instead_ends_in_something_that_cannot_be_replaced() -> None:
    follow: Follow | None = types_at()
    read = []
    while follow is not None and follow.instead:
        follow = follow.instead[0]
        read.append(follow.url.removeprefix(ROOT))
    assert read == ["wp-sitemap.xml", "sitemap_index.xml", "sitemap.xml"]
    assert follow is not None
    assert follow.instead is None


@pytest.mark.parametrize("content", [b"", b"{", b"<html><h1>Blocked</h1></html>", b'{"code": "rest_disabled"}', b"[]"])
def test_an_interface_that_answers_something_else_is_a_problem_and_replaced_by_the_maps(content: bytes) -> None:
    follow = types_at()
    found = answer(follow, content)
    assert found.follow == follow.instead
    assert (found.problem, found.complete) == (IssueKind.INCOMPLETE, False)
    guess = types_at(head='<meta name="generator" content="WordPress 6.9">')
    found = answer(guess, content)
    assert (found.follow, found.problem, found.complete) == (guess.instead, None, True)


@pytest.mark.parametrize(
    "content", [b"", b'[{"id": 1', b"<html><h1>Error</h1></html>", b'{"code": "x"}', b"[5]", b"[[]]"]
)
@pytest.mark.parametrize("route", ["pages", "posts", "media"])
def test_a_part_of_a_collection_that_is_cut_or_mangled_is_a_problem(content: bytes, route: str) -> None:
    found = answer(collections()[route], content)
    assert (found.problem, found.complete, found.links, found.follow) == (IssueKind.NOT_HTML, False, (), ())


def test_one_object_of_a_wrong_shape_loses_no_other() -> None:
    found = answer(collections()["posts"], [{"id": "five"}, a_post()])
    assert (found.problem, found.complete) == (IssueKind.INCOMPLETE, False)
    assert [link.url for link in taken(found)] == [REPORT]


def test_a_collection_is_read_until_an_answer_is_empty_however_few_objects_one_holds() -> None:
    posts = [a_post(number) for number in range(1, 61)]
    follow, read, asked = collections()["posts"], [], 0
    while follow is not None and asked < 10:
        asked += 1
        offset = int(follow.url.partition("offset=")[2].partition("&")[0])
        found = answer(follow, posts[offset : offset + 25])  # it gives 25 where 100 are asked for
        read += [link.found_on for link in taken(found)]
        follow = next(iter(found.follow), None)  # type: ignore[assignment]
    assert (asked, len(read), len(set(read))) == (4, 60, 60)


def test_a_collection_that_ignores_where_to_go_on_ends_with_a_problem() -> None:
    follow, asked = collections()["posts"], 0
    links: list[Link] = []
    while asked < 10:
        asked += 1
        found = answer(follow, [a_post(7), a_post(3)])
        links += found.links
        if not found.follow:
            break
        (follow,) = found.follow
    assert (asked, found.problem, found.complete) == (3, IssueKind.INCOMPLETE, False)
    assert len(links) == 2


def test_the_end_of_an_answer_repeated_by_the_next_is_read_once() -> None:
    first = answer(collections()["posts"], [a_post(3), a_post(9)])
    second = answer(first.follow[0], [a_post(9)])
    third = answer(second.follow[0], [])
    assert (second.links, second.complete) == ((), True)
    assert (third.follow, third.complete) == ((), True)


def test_a_post_dates_the_one_review_that_it_publishes_by_the_day_on_the_site() -> None:
    (link,) = taken(answer(collections()["posts"], [a_post(modified="2024-01-01T00:00:00")]))
    assert (link.stated.review_type, link.stated.role, link.stated.pseudonyms) == (
        ReviewType.LCSPR,
        Role.FULL_REPORT,
        ("Child V",),
    )
    published = link.stated.published
    assert published is not None
    assert (published.value, published.precision, published.basis) == (
        dt.date(2022, 6, 30),
        Precision.DAY,
        DateBasis.LISTING,
    )


@pytest.mark.parametrize(
    ("more", "value", "basis"),
    [
        ({"content": {"rendered": f'<a href="{REPORT}">Child V report</a>'}}, dt.date(2022, 6, 30), DateBasis.LABEL),
        ({"date": None}, dt.date(2022, 6, 30), DateBasis.LISTING),
        ({"date": "0000-00-00T00:00:00", "date_gmt": 5, "modified": "2024-01-01T00:00:00"}, None, None),
        (
            {"content": {"rendered": f'<p>Published May 2019</p><p><a href="{REPORT}">Child V report</a></p>'}},
            dt.date(2019, 5, 1),
            DateBasis.LISTING,
        ),
        (
            {
                "content": {
                    "rendered": f'We publish <a href="{REPORT}">Child V report</a> and <a href="/b.pdf">Child W report</a>'
                }
            },
            None,
            None,
        ),
        (
            {
                "title": {"rendered": "National review by the panel"},
                "content": {"rendered": f'Published: <a href="{REPORT}">National review: bruising</a>'},
            },
            None,
            None,
        ),
        (
            {
                "title": {"rendered": "Lewisham Child V Serious Case Review"},
                "content": {"rendered": f'Published: <a href="{REPORT}">Read the report</a>'},
            },
            None,
            None,
        ),
    ],
)
def test_a_post_that_says_another_date_or_names_other_reviews_gives_none(
    more: dict[str, Any], value: dt.date | None, basis: DateBasis | None
) -> None:
    links = taken(answer(collections()["posts"], [a_post(**more)]))
    assert links
    assert {(one.value, one.basis) if (one := link.stated.published) else (None, None) for link in links} == {
        (value, basis)
    }


def test_a_page_is_not_dated_by_when_it_was_made() -> None:
    (link,) = taken(answer(collections()["pages"], [a_post()]))
    assert link.stated.published is None


@pytest.mark.parametrize(
    "more",
    [
        {"status": "draft"},
        {"status": "private"},
        {"status": "future"},
        {"content": {"rendered": a_post()["content"]["rendered"], "protected": True}},
        {"content": {"rendered": a_post()["content"]["rendered"], "protected": "yes"}},
    ],
)
def test_what_is_not_public_gives_nothing(more: dict[str, Any]) -> None:
    found = answer(collections()["posts"], [a_post(**more)])
    assert (found.links, found.complete) == ((), True)


def test_a_page_that_asks_for_a_password_gives_nothing() -> None:
    words = '<h1>Protected: Child V Serious Case Review</h1><form class="post-password-form"></form>'
    found = answer(Follow(url=f"{ROOT}v/", kind="page"), page(HEAD, words), Magic.HTML)
    assert (found.links, found.complete) == ((), True)


def test_a_list_that_shows_a_closed_page_too_gives_the_others() -> None:
    words = (
        "<h1>Reviews</h1><h2>Protected: Child V Serious Case Review</h2><p><a href='/v/'>Child V</a></p>"
        f"<h2>Child A: Serious Case Review</h2><p><a href='{REPORT}'>Read the report</a></p>"
    )
    found = answer(Follow(url=f"{ROOT}reviews/", kind="site"), page(HEAD, words), Magic.HTML)
    assert [link.stated.pseudonyms for link in found.links] == [("Child A",)]


def test_pages_about_other_things_give_nothing_at_all() -> None:
    words = '<p><a href="/neglect-policy.pdf">Neglect policy</a> <a href="/book/">Book a course</a></p>'
    words += "<p>Words. </p>" * 40
    found = answer(collections()["pages"], [a_post(title={"rendered": "Policies"}, content={"rendered": words})])
    assert found.links == ()
    about = answer(collections()["pages"], [a_post(title={"rendered": "Reviews"}, content={"rendered": words})])
    assert [link.left_out is None for link in about.links] == [False, False]


@pytest.mark.parametrize("words", ["", "[et_pb_section fb_built=&#8221;1&#8243;][/et_pb_section]", "<p>See below.</p>"])
def test_a_review_whose_words_the_interface_does_not_give_is_read_as_a_web_page(words: str) -> None:
    found = answer(collections()["case-reviews"], [a_post(content={"rendered": words})])
    assert found.links == ()
    (follow,) = [one for one in found.follow if one.kind == "page"]
    assert follow.url == "http://wandsworth.test/news/5/"
    read = answer(follow, page(HEAD, f"<h1>Child V: Serious Case Review</h1><a href='{REPORT}'>Report</a>"), Magic.HTML)
    assert [link.url for link in taken(read)] == [REPORT]


@pytest.mark.parametrize(
    "href",
    [
        'href="http://wandsworth.test/?attachment_id=9"',
        'href="/v-report/" rel="attachment wp-att-9"',
        "class=x rel='noopener wp-att-9' href='/v/'",
    ],
)
@pytest.mark.parametrize("as_file", [False, True])
def test_a_link_to_the_page_of_a_file_gives_the_file_once(href: str, *, as_file: bool) -> None:
    words = f"<p>The report: <a {href}>Child V report</a></p>"
    found = answer(collections()["pages"], [a_post(content={"rendered": words})])
    assert found.links == ()
    (follow,) = [one for one in found.follow if "per_page" not in one.url]
    if as_file:
        read = answer(follow, b"%PDF-1.4", Magic.PDF, REPORT)
    else:
        read = answer(
            follow, page(HEAD, f"<h1>v-report</h1><p class='attachment'><a href='{REPORT}'>v</a></p>"), Magic.HTML
        )
    assert [(link.url, link.text, link.stated.title, link.found_on) for link in read.links] == [
        (
            REPORT,
            "Child V report",
            "Local Child Safeguarding Practice Review – Child V",
            "http://wandsworth.test/news/5/",
        )
    ]


def test_the_page_of_a_file_that_shows_none_is_a_problem() -> None:
    words = '<p>The report: <a href="/v/" rel="wp-att-9">Child V report</a></p>'
    follow = answer(collections()["pages"], [a_post(content={"rendered": words})]).follow[-1]
    found = answer(follow, page(HEAD), Magic.HTML)
    assert (found.problem, found.complete) == (IssueKind.DOCUMENT_NOT_DOCUMENT, False)
    found = answer(follow, b"GIF89a", Magic.UNKNOWN)
    assert (found.problem, found.complete) == (IssueKind.NOT_HTML, False)


def a_file(**more: Any) -> dict[str, Any]:
    return {
        "id": 8,
        "source_url": REPORT,
        "link": "http://wandsworth.test/report/",
        "status": "inherit",
        "post": None,
        "title": {"rendered": "child-c-serious-case-review_final"},
        "caption": {"rendered": ""},
        **more,
    }


def test_a_file_of_a_review_that_no_page_shows_is_left_out_and_told() -> None:
    (link,) = answer(collections()["media"], [a_file()]).links
    assert link.url == REPORT
    assert link.left_out is not None
    assert "no page" in link.left_out
    assert (link.stated.review_type, link.stated.pseudonyms, link.stated.own) == (ReviewType.SCR, (), None)


@pytest.mark.parametrize(
    "more",
    [
        {"title": {"rendered": "neglect-toolkit"}},
        {"title": {"rendered": "Learning briefing"}},
        {"title": {"rendered": "Learning from case reviews: training course"}},
        {"post": 12},
        {"post": "12"},
        {"status": "private"},
        {"source_url": "http://wandsworth.test/wp-content/uploads/child-c.png"},
        {"source_url": "http://elsewhere.test/child-c.pdf"},
        {"source_url": 5},
    ],
)
def test_other_files_give_nothing(more: dict[str, Any]) -> None:
    found = answer(collections()["media"], [a_file(**more)])
    assert (found.links, found.complete) == ((), True)


@pytest.mark.parametrize(
    "link", ["https://staging.example/v/", "javascript:alert(1)", "http://[", 5, None, "http://wandsworth.test/a b"]
)
def test_a_page_that_names_another_host_is_known_by_its_number(link: Any) -> None:
    (one,) = taken(answer(collections()["posts"], [a_post(link=link)]))
    assert one.found_on == "http://wandsworth.test/?p=5"


def test_an_address_within_a_site_means_what_stands_below_it() -> None:
    url = "http://wandsworth.test/learning/reviews/"
    words = (
        "<h1>Reviews</h1><p><a href='/learning/reviews/v/'>Child V</a> <a href='/archive/w/'>Child W</a></p>"
        "<p><a href='/learning/reviews/page/2/'>Next page</a></p>"
        "<h2>Child A: Serious Case Review</h2><p><a href='/a.pdf'>Report</a></p>"
    )
    found = answer(Follow(url=url, kind="site"), page(HEAD, words), Magic.HTML)
    assert [link.url for link in taken(found)] == ["http://wandsworth.test/a.pdf"]
    assert [one.url for one in found.follow if "wp-json" not in one.url] == [
        "http://wandsworth.test/archive/w/",
        "http://wandsworth.test/learning/reviews/page/2/",
    ]
    further = next(one for one in found.follow if "page/2" in one.url)
    again = answer(further, page(HEAD, words), Magic.HTML)
    assert [one.url for one in again.follow] == ["http://wandsworth.test/archive/w/"]
    links = [
        f"http://wandsworth.test{path}"
        for path in ("/learning/reviews/v/", "/learning/", "/learning/reviews", "/news/")
    ]
    parts = collections(url)
    assert "media" not in parts
    found = answer(parts["pages"], [a_post(number, link=link) for number, link in enumerate(links, start=1)])
    assert [link.found_on for link in taken(found)] == links[:1]


def test_reviews_of_a_page_that_names_no_interface_are_read_too_where_the_usual_one_does_not_show_them() -> None:
    words = "<h1>Reviews</h1><p><a href='/board/reviews/v/'>Child V</a></p>"
    follow = Follow(url="http://wandsworth.test/board/reviews/", kind="site")
    made = answer(follow, page('<meta name="generator" content="WordPress 6.9">', words), Magic.HTML).follow
    assert [(one.url, one.late) for one in made] == [
        ("http://wandsworth.test/board/reviews/v/", True),
        ("http://wandsworth.test/wp-json/wp/v2/types", False),
    ]
    named = answer(follow, page(HEAD, words), Magic.HTML).follow
    assert [one.url for one in named] == ["http://wandsworth.test/wp-json/wp/v2/types"]
    assert "http://wandsworth.test/board/reviews/v/" in {one.url for one in named[0].instead or ()}


def test_a_row_of_several_pages_means_what_stands_below_each_and_reads_none_twice() -> None:
    urls = ("http://wandsworth.test/reviews/", "http://wandsworth.test/archive/reviews/", "http://wandsworth.test/?p=9")
    row = SOURCE.model_copy(update={"urls": urls})
    adapter, words = ADAPTERS["wordpress"], "<h1>Reviews</h1><p><a href='/archive/reviews/v/'>Child V</a></p>"
    starts = [
        adapter.read(row, Body(follow, follow.url, page(HEAD, words), None, Magic.HTML))
        for follow in adapter.start(row)
    ]
    first, second, third = [[(one.url.removeprefix(ROOT), one.late) for one in found.follow] for found in starts]
    assert first == [("wp-json/wp/v2/types", False)]
    assert second == third == [("archive/reviews/v/", True), ("wp-json/wp/v2/types", False)]
    types = starts[0].follow[-1]
    parts = adapter.read(row, Body(types, types.url, json.dumps(TYPES).encode(), None, Magic.JSON)).follow
    places = ("reviews/a/", "archive/reviews/", "archive/reviews/v/", "news/w/", "?p=9")
    posts = [a_post(number, link=ROOT + place) for number, place in enumerate(places, start=1)]
    body = Body(parts[0], parts[0].url, json.dumps(posts).encode(), None, Magic.JSON)
    assert [link.found_on for link in taken(adapter.read(row, body))] == [ROOT + places[0], ROOT + places[2]]


def test_a_page_known_by_number_means_its_children_and_theirs() -> None:
    url = "http://wandsworth.test/?page_id=4"
    parts = collections(url, '<link rel="https://api.w.org/" href="/index.php?rest_route=/">')
    (first,) = parts.values()
    assert "&parent=4&" in first.url
    found = answer(first, [a_post(6, link="http://wandsworth.test/?page_id=6"), a_post(7, link=url)])
    assert [link.found_on for link in taken(found)] == ["http://wandsworth.test/?page_id=6"]
    assert any("offset=0&orderby=id&order=asc&parent=6,7&" in one.url for one in found.follow)


def test_the_page_of_a_category_means_its_posts() -> None:
    head = HEAD + '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/categories/12" />'
    parts = collections("http://wandsworth.test/category/reviews/", head)
    assert list(parts) == ["posts"]
    assert "&categories=12&" in parts["posts"].url
    assert len(taken(answer(parts["posts"], [a_post()]))) == 1


def maps(words: str, url: str = ROOT) -> Found:
    follow = types_at(url).instead
    assert follow is not None
    return answer(follow[0], words.encode(), Magic.XML)


def test_a_map_of_maps_leads_to_those_of_pages_only() -> None:
    names = (
        "post-sitemap.xml",
        "page-sitemap.xml",
        "category-sitemap.xml",
        "wp-sitemap-users-1.xml",
        "case_review-sitemap1.xml",
    )
    places = "".join(f"<sitemap><loc>{ROOT}{name}</loc></sitemap>" for name in names)
    found = maps(f"<?xml version='1.0'?><sitemapindex>{places}</sitemapindex>")
    assert [one.url.removeprefix(ROOT) for one in found.follow] == [names[1], names[0], names[4]]
    assert all(one.instead is None for one in found.follow)


def test_a_map_gives_the_pages_of_the_row_s_part_likely_ones_first() -> None:
    places = ["reviews/", "reviews/about/", "reviews/case-b/", "news/", "reviews/a.pdf", "reviews/b.png"]
    words = "".join(f"<url><loc><![CDATA[{ROOT}{place}]]></loc></url>" for place in places)
    words += "<url><loc>http://elsewhere.test/reviews/x/</loc></url>"
    found = maps(f"<urlset>{words}</urlset>", f"{ROOT}reviews/")
    assert [one.url.removeprefix(ROOT) for one in found.follow] == ["reviews/about/", "reviews/case-b/"]
    assert (found.complete, found.problem) == (True, None)


def test_a_map_that_breaks_off_is_a_problem() -> None:
    found = maps(f"<urlset><url><loc>{ROOT}a-review/</loc></url><url><lo")
    assert (found.problem, found.complete, len(found.follow)) == (IssueKind.INCOMPLETE, False, 1)


def test_a_map_of_too_many_places_is_a_problem() -> None:
    found = maps(
        "<urlset>" + "".join(f"<url><loc>{ROOT}{number}/</loc></url>" for number in range(6_000)) + "</urlset>"
    )
    assert (found.problem, found.complete, len(found.follow)) == (IssueKind.INCOMPLETE, False, 5_000)


def test_something_else_than_a_map_is_replaced_until_nothing_is_left() -> None:
    follow = (types_at().instead or ())[0]
    for _ in range(2):
        found = answer(follow, b"<html><h1>Not found</h1></html>", Magic.HTML)
        assert (found.follow, found.complete) == (follow.instead, True)
        follow = found.follow[0]
    found = answer(follow, b"<html><h1>Not found</h1></html>", Magic.HTML)
    assert (found.problem, found.complete) == (IssueKind.NOT_HTML, False)


@pytest.mark.parametrize(
    ("url", "content", "magic", "name"),
    [
        (ROOT, page(HEAD), Magic.HTML, "wordpress"),
        (ROOT, page("<meta name='generator' content='WordPress 5.2'>"), Magic.HTML, "wordpress"),
        (ROOT, page("<meta content='WordPress 5.2' name='generator'>"), Magic.HTML, "wordpress"),
        (ROOT, page("<link rel='stylesheet' href='/wp-content/themes/a/style.css'>"), Magic.HTML, "wordpress"),
        (ROOT, page("<link rel='stylesheet' href='http://elsewhere.test/wp-content/a.css'>"), Magic.HTML, "listing"),
        (ROOT, page("<meta name='generator' content='Drupal 10'>"), Magic.HTML, "listing"),
        (ROOT, page("", "<p>Made with WordPress at https://api.w.org/</p>"), Magic.HTML, "listing"),
        (ROOT, b"\xff\xfe<\x00", Magic.HTML, "listing"),
        (ROOT, b"%PDF-", Magic.PDF, "listing"),
        ("https://www.gov.uk/api/search.json?count=1", b"{}", Magic.JSON, "govuk"),
        ("http://govuk.test/api/content/government/publications/x", b"{}", Magic.JSON, "govuk"),
        ("https://www.gov.uk/government/publications", page(""), Magic.HTML, "listing"),
    ],
)
def test_a_place_is_recognised_by_its_first_page(url: str, content: bytes, magic: Magic, name: str) -> None:
    assert recognise(Body(Follow(url=url, kind="any"), url, content, None, magic)) == name


def test_a_row_without_an_adapter_is_read_as_the_recognised_one_reads() -> None:
    adapter = adapter_of(SOURCE)
    (start,) = adapter.start(SOURCE)
    first = adapter.read(SOURCE, Body(start, ROOT, page(HEAD), None, Magic.HTML))
    (types,) = first.follow
    assert types.url == types_at().url
    assert [one.url for one in types.instead or ()] == [one.url for one in types_at().instead or ()]
    assert adapter.read(SOURCE, Body(types, types.url, b"{", None, Magic.TEXT)).follow == types.instead
    second = adapter.read(SOURCE, Body(types, types.url, json.dumps(TYPES).encode(), None, Magic.JSON))
    assert [one.url for one in second.follow] == [one.url for one in collections().values()]
    words = page("", f"<h2>Child A: Serious Case Review</h2><a href='{REPORT}'>Report</a>")
    plain = Body(start, ROOT, words, None, Magic.HTML)
    listed = ADAPTERS["listing"].read(SOURCE, Body(Follow(url=ROOT, kind="listing"), ROOT, words, None, Magic.HTML))
    assert adapter.read(SOURCE, plain).links == listed.links != ()


def test_a_row_that_names_an_adapter_has_it() -> None:
    assert adapter_of(a_source()) is ADAPTERS["listing"]
    with pytest.raises(KeyError):
        adapter_of(SOURCE.model_copy(update={"adapter": "wizard"}))


_LEAF = (
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats()
    | some.text(max_size=20)
    | some.sampled_from(
        [REPORT, "<a href='/r.pdf'>Child A Serious Case Review</a>", "publish", "http://[", "\ud800", "9" * 4000]
    )
)
_KEYS = some.sampled_from(
    [
        "id",
        "link",
        "status",
        "date",
        "title",
        "content",
        "rendered",
        "protected",
        "source_url",
        "post",
        "caption",
        "page",
        "rest_base",
    ]
)
_ANY = some.recursive(
    _LEAF,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=25,
)
_STEPS: list[Callable[[], Follow]] = [
    types_at,
    lambda: collections()["pages"],
    lambda: collections()["posts"],
    lambda: collections()["media"],
    lambda: (types_at().instead or ())[0],
    lambda: Follow(url=ROOT, kind="site"),
]


@settings(max_examples=150, deadline=None)
@given(step=some.sampled_from(_STEPS), content=_ANY)
def test_any_json_gives_a_finding_that_can_be_kept(step: Callable[[], Follow], content: Any) -> None:
    found = answer(step(), json.dumps(content).encode("utf-8", "surrogatepass"))
    assert Found.model_validate_json(found.model_dump_json()) == found
    assert found.complete or found.problem
    assert all(link.canonical().encode() for link in found.links)


@settings(max_examples=100, deadline=None)
@given(step=some.sampled_from(_STEPS), content=some.binary(max_size=200), magic=some.sampled_from(list(Magic)))
def test_any_bytes_give_a_finding(step: Callable[[], Follow], content: bytes, magic: Magic) -> None:
    found = answer(step(), content, magic)
    assert found.complete or found.problem


@pytest.mark.parametrize(
    "content",
    [b"[" * 200_000, b"[" + b" " * 50_000_000 + b"]", b'[{"id": ' + b"9" * 5000 + b"}]", b'{"page": ' * 50_000],
)
def test_hostile_depth_and_numbers_are_problems(content: bytes) -> None:
    for follow in collections().values():
        assert answer(follow, content).problem is IssueKind.NOT_HTML
