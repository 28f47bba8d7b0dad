"""Shapes of listings, in the project's own words: every case, name and address is invented."""

import datetime as dt

import pytest

from catalogue.adapters import Body, Follow, Found
from catalogue.models import Link
from catalogue.vocabulary import DateBasis, IssueKind, Magic, Nation, ReviewType, Role, Scope
from tests.test_adapters_listing import LISTING, URL, body, read, source, taken

SECTION = "<h1>Case reviews</h1><h2>Published Serious Case Reviews</h2>"


def link(address: str, words: str) -> str:
    return f'<a href="/{address}.pdf">{words}</a>'


def dates(found: Found) -> list[tuple[tuple[str, ...], str | None]]:
    """Pseudonyms and date of each item, in the order of the page."""
    first = {one.item: one for one in reversed(taken(found))}
    items = {one.item: first[one.item] for one in taken(found)}
    return [
        (one.stated.pseudonyms, one.stated.published.value.isoformat() if one.stated.published else None)
        for one in items.values()
    ]


def one_page(html: str, **more: object) -> Link:
    (found,) = taken(read(html, **more))
    return found


# Dates that stand alone on a line


def test_a_date_alone_heads_the_links_that_follow_until_the_next() -> None:
    found = read(
        f"{SECTION}<p><b>Date of publication: 18th February 2015</b></p><p>{link('q', 'Child Q Overview Report')}</p>"
        f"<p>{link('q2', 'Child Q media statement')}</p><p><b>Date of publication: 29th May 2014</b></p>"
        f"<p>{link('r', 'Overview Report Child R')}</p><p>{link('s', 'Overview Report Family S')}</p>"
    )
    assert dates(found) == [
        (("Child Q",), "2015-02-18"),
        (("Child R",), "2014-05-29"),
        (("Family S",), "2014-05-29"),
    ]


def test_a_cards_date_belongs_to_its_card_whether_it_stands_first_or_last() -> None:
    card = '<div class="card">{}</div>'
    first = read(
        "<h1>Case reviews</h1>"
        + card.format(f"<p>12 May 2022</p><h3>{link('q', 'LCSPR Child Q')}</h3><p>About school.</p>")
        + card.format(f"<p>3 March 2021</p><h3>{link('r', 'LCSPR Child R')}</h3><p>About sleep.</p>")
        + card.format(f"<h3>{link('s', 'LCSPR Child S')}</h3><p>About home.</p>")
    )
    assert dates(first) == [(("Child Q",), "2022-05-12"), (("Child R",), "2021-03-03"), (("Child S",), None)]
    last = read(
        "<h1>Case reviews</h1>"
        + card.format(f"<h3>{link('q', 'LCSPR Child Q')}</h3><p>About school.</p><p>12 May 2022</p>")
        + card.format(f"<h3>{link('r', 'LCSPR Child R')}</h3><p>About sleep.</p><p>3 March 2021</p>")
    )
    assert dates(last) == [(("Child Q",), "2022-05-12"), (("Child R",), "2021-03-03")]


def test_a_date_in_a_card_without_heading_says_nothing_of_the_next_card() -> None:
    found = read(
        f"{SECTION}<div><p>May 2022</p><p>{link('q', 'SCR Child Q')}</p></div><div><p>{link('r', 'SCR Child R')}</p></div>"
    )
    assert dates(found) == [(("Child Q",), "2022-05-01"), (("Child R",), None)]


def test_lines_of_one_paragraph_are_label_date_and_link() -> None:
    found = read(
        "<h1>Learning from reviews</h1><h2>Reviews 2013-2023</h2>"
        f"<p><b>2019 SCR 'Hanna'</b><br>July 2019<br>&gt; {link('h', 'Summary of learning (2019)')}</p>"
        f"<p><b>2018 SCR 'Ilse'</b><br>May 2018<br>&gt; {link('i', 'Summary of learning (2018)')}</p>"
    )
    assert dates(found) == [(("Hanna",), "2019-07-01"), (("Ilse",), "2018-05-01")]


def test_a_post_is_dated_by_its_line_and_not_by_who_wrote_it() -> None:
    post = "<h2><a href='/{0}/'>Serious Case Review: Child {0}</a></h2><p>{1}</p><p>About school.</p>"
    found = read("<h1>Category: Case reviews</h1>" + post.format("Q", "Posted on 2nd August 2019 by web.admin"))
    assert dates(found) == [(("Child Q",), "2019-08-02")]
    assert dates(read("<h1>Case reviews</h1>" + post.format("Q", "Born 2nd August 2019"))) == [(("Child Q",), None)]


def test_two_dates_that_differ_date_nothing() -> None:
    found = read(f"{SECTION}<h3>Child Q</h3><p>May 2018</p><p>June 2019</p><p>{link('q', 'Report')}</p>")
    assert dates(found) == [(("Child Q",), None)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The partnership published the review about Child Q on 18 March, 2024.", "2024-03-18"),
        ("The partnership published a review after the death of Child Q on 18 March 2024.", None),
        ("On 18 March 2024 the partnership published the review about Child Q.", "2024-03-18"),
    ],
)
def test_a_sentence_says_when_it_was_published(said: str, expected: str | None) -> None:
    assert dates(read(f"{SECTION}<p>{said} Read it here: {link('q', 'SCR Child Q')}</p>")) == [(("Child Q",), expected)]


def test_a_date_is_not_taken_from_another_reviews_line_of_the_same_paragraph() -> None:
    found = read(f"{SECTION}<p>{link('q', 'SCR Child Q')}<br>{link('r', 'SCR Child R 2018')}</p>")
    assert dates(found) == [(("Child Q",), None), (("Child R",), "2018-01-01")]


def test_numbers_of_cases_and_sections_are_no_dates() -> None:
    welsh = {"nation": Nation.WALES, "areas": ("W06000002",), "publisher": "Sample Safeguarding Board"}
    numbered = read(f"<h1>Child Practice Reviews</h1><h2>NWSB 1/2018</h2><p>{link('n', 'Report')}</p>", **welsh)
    assert dates(numbered) == [(("NWSB 1/2018",), None)]
    section = read(f"<h1>Reviews</h1><p>{link('q', '10.1.11 Child Q – SCR, April 2023')}</p>")
    assert dates(section) == [(("Child Q",), "2023-04-01")]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("/2021/06/17/child-q/", "We have published our review.", dt.date(2021, 6, 17)),
        ("/2021/06/17/child-q/", "The review was about Child Q.", None),
        ("/2021/31/31/child-q/", "We have published our review.", None),
        ("/uploads/2021/06/child-q/", "We have published our review.", None),
    ],
)
def test_the_address_of_a_post_dates_what_it_publishes(path: str, text: str, expected: dt.date | None) -> None:
    page = body(f"<h1>Child Q Serious Case Review</h1><p>{text}</p><p>{link('q', 'Read the report')}</p>")
    at = "http://wandsworth.test" + path
    (found,) = taken(
        LISTING.read(source(), Body(Follow(url=at, kind="listing"), at, page.content, page.media_type, page.magic))
    )
    assert (found.stated.published and found.stated.published.value) == expected


# Tables


def test_a_tables_heads_say_what_its_cells_are() -> None:
    found = read(
        "<h1>Serious Case Reviews</h1><table>"
        "<tr><th>Case</th><th>Date of incident</th><th>Date published</th><th>Documents</th></tr>"
        f"<tr><td>Case ZB</td><td>October 2021</td><td>14 June 2023</td><td>{link('b', 'Report')} {link('b2', 'Response')}</td></tr>"
        f"<tr><td>Case ZC</td><td>May 2020</td><td>not stated</td><td>{link('c', 'Report')}</td></tr>"
        "<tr><td>Case ZD</td><td>2019</td><td>not published</td><td>–</td></tr></table>"
    )
    assert dates(found) == [(("Case ZB",), "2023-06-14"), (("Case ZC",), None), (("Case ZD",), None)]
    assert [one.has_document for one in taken(found)] == [True, True, True, False]
    published = taken(found)[0].stated.published
    assert published is not None
    assert published.basis is DateBasis.LISTING


def test_rows_and_cells_left_open_are_rows() -> None:
    found = read(
        "<table><tr><td>Menu<td><font><table><tr><td>Child<td>Published<td>Document"
        f"<tr><td>Child Q1<td>Nov 2010<td>{link('q', 'Executive Summary')}"
        f"<tr><td>Child R1<td>&nbsp;<td>{link('r', 'Executive Summary')}</table></font></table><h1>Serious Case Reviews</h1>"
    )
    assert dates(found) == [(("Child Q1",), "2010-11-01"), (("Child R1",), None)]


def test_a_heading_names_the_files_of_the_table_under_it() -> None:
    found = read(
        "<h1>Serious Case Reviews</h1><h3>Serious Case Review – Ignatia</h3>"
        f"<table><tr><th>Attachment</th><th>Size</th></tr><tr><td>{link('ignatia_scr', 'ignatia_scr.pdf')}</td><td>1.02 MB</td></tr></table>"
    )
    (report,) = taken(found)
    assert (report.stated.title, report.stated.pseudonyms) == ("Serious Case Review – Ignatia", ("Ignatia",))
    assert (report.file_type, report.file_size) == ("pdf", "1.02 MB")


def test_defined_terms_name_what_stands_under_them() -> None:
    found = read(
        f"<h1>Case reviews</h1><dl><dt><b>SCR Child E7</b> (May 2015)</dt><dd>{link('e', 'Overview')}, {link('l', 'lessons')}</dd>"
        f"<dt>Unsafe sleep: a thematic review</dt><dd>Published: 3 June 2022</dd><dd>{link('t', 'Thematic report')}</dd></dl>"
    )
    assert dates(found) == [(("Child E7",), "2015-05-01"), ((), "2022-06-03")]


# What belongs together


def test_a_briefing_joins_the_review_whose_names_it_prints() -> None:
    found = read(
        f"<h1>CSPRs</h1><p>{link('1', 'CSPR Helena and Jannes')}</p><p>{link('2', 'Helena and Jannes 7 Minute Briefing')}</p>"
    )
    assert [one.stated.role for one in taken(found)] == [Role.FULL_REPORT, Role.SEVEN_MINUTE_BRIEFING]
    assert dates(found) == [(("Helena", "Jannes"), None)]


def test_a_link_that_says_its_heading_again_belongs_to_a_name_alone() -> None:
    page = "<h1>7 minute briefings</h1><h3>{0}</h3><p>What happened.</p><p>{1}</p>"
    assert one_page(page.format("Alvah", link("a", "Alvah 7 minute briefing"))).stated.pseudonyms == ("Alvah",)
    assert taken(read(page.format("Neglect", link("n", "Neglect 7 minute briefing")))) == []


def test_a_name_in_a_run_of_names_is_one_and_other_headings_are_not() -> None:
    found = read(
        "<h1>Safeguarding practice reviews</h1><h3>Child B1</h3><p>About school.</p>"
        "<h3>Ptolemy and Rex</h3><p>Two brothers.</p><h3>Contact the team</h3><p>Call us.</p>"
    )
    assert dates(found) == [(("Child B1",), None), (("Ptolemy", "Rex"), None)]


def test_the_word_that_points_is_no_part_of_the_label() -> None:
    found = one_page(f"{SECTION}<p>Read the full report for SCR Mathilda {link('m', 'here')}.</p>")
    assert (found.stated.title, found.stated.pseudonyms) == ("Read the full report for SCR Mathilda", ("Mathilda",))


def test_an_entry_of_a_list_without_link_is_kept_where_the_list_is_of_reviews() -> None:
    entry = "<ul><li>Serious Case Review KN12 (ask for a copy)</li></ul>"
    (kept,) = taken(read(f"<h1>Serious case reviews</h1><h3>Published in 2014</h3>{entry}"))
    assert (kept.stated.pseudonyms, kept.has_document) == (("KN12",), False)
    assert taken(read(f"<h1>Learning events</h1><h3>Training about published reviews</h3>{entry}")) == []


# Whose, and what it is


@pytest.mark.parametrize(
    ("html", "own"),
    [
        (f"<h1>Reviews</h1><h5>Reviews from other London boroughs</h5><p>{link('j', 'Jolyon SCR')}</p>", False),
        (f"<h1>Learning from neighbours</h1><h2>Buckinghamshire</h2><p>{link('o', 'Child O LCSPR')}</p>", False),
        (f"<h1>Reviews</h1><p>{link('j', 'Hammersmith &amp; Fulham: Jolyon SCR')}</p>", False),
        (
            "<h1>Our response to the review of Child Q</h1><p>In 2021 Norfolk Safeguarding Children Partnership published a"
            f" review about Child Q.</p><p>{link('r', 'Read our response')}</p>",
            False,
        ),
        (f"<h1>Reviews</h1><h2>Wandsworth reviews</h2><p>{link('q', 'Child Q SCR')}</p>", True),
        (f"<h1>Local and national reviews</h1><h2>Our reviews</h2><p>{link('q', 'Child Q SCR')}</p>", None),
    ],
)
def test_whose_review_it_is(html: str, own: bool | None) -> None:
    assert one_page(html).stated.own is own


def test_what_a_school_bulletin_passes_on_is_not_its_own() -> None:
    html = f"<h1>Serious case reviews</h1><p>{link('q', 'Child Q SCR')}</p>"
    assert one_page(html, publisher="Wandsworth schools bulletin").stated.own is False


def test_a_heading_of_local_and_national_reviews_says_of_neither_which() -> None:
    found = one_page(
        "<h1>Local and National Child Safeguarding Practice Reviews and SCRs</h1><h2>Partnership Reviews</h2>"
        f"<p>{link('s', 'Unsafe Sleep Review Report')}</p>"
    )
    assert (found.stated.review_type, found.stated.own) == (None, None)


def test_grown_ups_are_not_children() -> None:
    found = one_page(f"<h1>Serious Case Management Reviews</h1><p>In 2020 {link('h', 'Mr H')} was published.</p>")
    assert found.stated.review_type is ReviewType.SAR
    both = "<h1>Safeguarding Adults Reviews and Child Safeguarding Practice Reviews</h1>"
    child = one_page(f"{both}<h2>Children</h2><p>{link('q', 'Child Q report')}</p>", scope=Scope.BOTH)
    assert child.stated.review_type is not ReviewType.SAR


@pytest.mark.parametrize(
    "words",
    ["Key messages from local serious case reviews 2009-10", "Learning summary 2021-23 for professionals"],
)
def test_what_was_learnt_from_many_is_an_analysis(words: str) -> None:
    assert one_page(f"<h1>Serious case reviews</h1><p>{link('k', words)}</p>").stated.review_type is ReviewType.ANALYSIS


@pytest.mark.parametrize(
    "words",
    [
        "How a CSPR differs from an SCR",
        "Frequently asked questions about serious case reviews",
        "Learning from the CMR Dissemination Event (2019)",
        "Bruising in babies: a leaflet for practitioners",
        "Leaflet for families about reviews",
        "Bitesize slides",
        "Item 7 - LCSPR learning",
        "Joint agency response",
    ],
)
def test_what_stands_among_reviews_is_not_always_one(words: str) -> None:
    assert taken(read(f"<h1>Child Safeguarding Practice Reviews</h1><p>{link('x', words)}</p>")) == []


def test_a_form_that_a_sentence_points_to_is_none() -> None:
    text = "Please use our serious case review form. Which you can download"
    assert taken(read(f"<h1>Serious case reviews</h1><p>{text} {link('f', 'here')}.</p>")) == []


def test_a_case_keeps_its_place_whatever_it_is_about() -> None:
    assert one_page(f"{SECTION}<p>{link('q', 'Child Q SCR: thresholds and procedures')}</p>").left_out is None


def test_the_papers_of_a_committee_are_no_publications() -> None:
    html = "<h1>Serious case reviews</h1><p><a href='/documents/s112/Child%20Q%20SCR.pdf'>Child Q SCR</a></p>"
    assert [one.left_out for one in read(html).links] == [
        "A paper of a committee's meeting, not a publication of the review."
    ]


@pytest.mark.parametrize(
    ("attributes", "url"),
    [
        ("", "http://wandsworth.test/?s=serious+case+review"),
        ("", "http://wandsworth.test/pl/reviews"),
        ('lang="ro"', URL),
    ],
)
def test_search_results_and_copies_in_other_languages_repeat(attributes: str, url: str) -> None:
    content = f"<html {attributes}><body><h1>SCRs</h1><p>{link('q', 'SCR Child Q')}</p></body></html>".encode()
    page = Body(Follow(url=url, kind="listing"), url, content, None, Magic.HTML)
    found = LISTING.read(source(), page)
    assert (taken(found), found.follow) == ([], ())
    assert all(one.left_out for one in found.links)


@pytest.mark.parametrize(
    ("address", "taken_for"),
    [
        ("https://drive.google.com/file/d/abc/view", 1),
        ("https://sample.sharepoint.com/:b:/s/x/abc?e=1", 1),
        ("https://drive.google.com/drive/folders/abc", 0),
        ("https://other.test/report", 0),
    ],
)
def test_a_document_may_lie_in_a_store_of_files(address: str, taken_for: int) -> None:
    found = taken(read(f"<h1>SCRs</h1><h2>Child W SCR</h2><p><a href='{address}'>Full report</a></p>"))
    assert sum(one.has_document for one in found) == taken_for


# Further pages


def test_numbered_pages_are_followed_from_any_place_and_posts_are_not() -> None:
    pager = (
        '<nav class="pagination"><a href="?page=2">2</a><a href="?page=3">3</a></nav>'
        '<a rel="next" href="/2020/another-post/">Another post</a><a rel="next" href="?page=4">Onwards</a>'
    )
    found = read(f"<main><h1>SCRs</h1><p>{link('q', 'SCR Child Q')}</p></main>{pager}")
    assert [(follow.url.removeprefix(URL), follow.kind, follow.depth) for follow in found.follow] == [
        ("?page=2", "listing", 1),
        ("?page=3", "listing", 1),
        ("?page=4", "listing", 1),
    ]
    assert read(f"<main><h1>SCRs</h1><p>The end.</p></main>{pager}").follow == ()


def test_an_index_names_its_pages_and_leads_to_them() -> None:
    found = read(
        '<h1>Case Reviews</h1><ul><li><a href="/oak/">Child Oak – Serious Case Review, April 2023</a></li></ul>'
    )
    (entry,) = taken(found)
    assert (entry.url, entry.has_document) == ("http://wandsworth.test/oak/", False)
    assert dates(found) == [(("Child Oak",), "2023-04-01")]
    assert [(follow.kind, follow.label) for follow in found.follow] == [
        ("page", "Child Oak – Serious Case Review, April 2023")
    ]


def test_a_download_page_gives_its_document_under_the_words_that_led_there() -> None:
    follow = Follow(url=URL + "file", kind="page", label="Child Q LCSPR report", depth=1)
    content = b"<h1>Download</h1><p><a href='/get/file.pdf'>file.pdf</a></p>"
    (document,) = taken(LISTING.read(source(), Body(follow, follow.url, content, None, Magic.HTML)))
    assert (document.url, document.stated.pseudonyms) == ("http://wandsworth.test/get/file.pdf", ("Child Q",))
    (itself,) = taken(LISTING.read(source(), Body(follow, follow.url, b"%PDF-", None, Magic.PDF)))
    assert (itself.url, itself.stated.review_type) == (follow.url, ReviewType.LCSPR)


def test_a_list_that_only_a_script_continues_is_incomplete() -> None:
    found = read(f"<h1>SCRs</h1><p>{link('q', 'SCR Child Q')}</p><button>Load more</button>")
    assert (found.complete, found.problem) == (False, IssueKind.INCOMPLETE)
    led = read(f"<h1>SCRs</h1><p>{link('q', 'SCR Child Q')}</p><p><a href='?page=2'>Load more</a></p>")
    assert (led.complete, [follow.kind for follow in led.follow]) == (True, ["listing"])


# Announced and none

REVIEWS = "<h1>Safeguarding practice reviews</h1><p>" + "Why we hold reviews is told in the guidance. " * 8 + "</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Published reviews</h2>",
        "<h2>Published reviews</h2><h2>Contact</h2><p>Call us.</p>",
        "<h4>2022</h4><h4>2020</h4>",
        "<h2>Our reviews</h2><p>Loading...</p>",
        "<h2>Our reviews</h2><p>0 results found</p>",
        "<p>Below are the reviews we have published:</p>",
        "<p>You can download the reports from the list below.</p>",
        "<p>You can download all of the reviews that we have published here:</p>",
        "<p>You can read our published reviews by choosing a tab.</p>",
        "<p>The resources listed on this page are the reviews published in the borough.</p>",
        "<p>We publish reviews that we carried out in the last five years. These are:</p><p>Rate this page</p>",
    ],
)
def test_a_list_that_is_announced_and_not_there(html: str) -> None:
    found = read(REVIEWS + html)
    assert (found.announced, found.says_none, taken(found)) == (True, False, [])


def test_a_page_that_a_script_fills_announces_its_list() -> None:
    shell = read(
        "<h1>Case reviews</h1><div id='app'></div><noscript>Please enable JavaScript to see this page.</noscript>"
    )
    assert (shell.announced, shell.says_none) == (True, False)


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Published reviews</h2><p>None at present.</p>",
        "<p>There are currently no published reviews.</p>",
        "<p>No reviews currently published.</p>",
        "<p>Published in the last year: none</p>",
        "<p>All reviews are put on this page. There are none at present.</p>",
        "<p>We have not published any reviews in the last 12 months.</p>",
    ],
)
def test_a_page_that_says_none(html: str) -> None:
    found = read(REVIEWS + html)
    assert (found.says_none, taken(found)) == (True, [])


@pytest.mark.parametrize(
    "html",
    [
        "<p>The partnership will publish the reports of its reviews on this page.</p>",
        "<p>The reports themselves are not on this page.</p>",
        "<h2>How to refer</h2><p>Use the form.</p>",
        "<p>During 2014-15 there were no reviews published by the Board, and one in 2016.</p>",
        "<p>There are no Safeguarding Adults Reviews at present.</p>",
    ],
)
def test_a_page_that_says_neither(html: str) -> None:
    found = read(REVIEWS + html)
    assert (found.announced, found.says_none) == (False, False)


def test_an_announced_list_that_is_there_is_not_missed() -> None:
    found = read(
        f"{REVIEWS}<p>The following reviews are published below:</p><ul><li>{link('q', 'SCR Child Q')}</li></ul>"
    )
    assert (found.announced, len(taken(found))) == (False, 1)


def test_words_that_point_belong_to_the_last_name_before_them() -> None:
    found = read(
        f"{SECTION}<p>The partnership published its review about Child Fern ({link('f', 'report')}, {link('f7', 'briefing')})"
        f" and about Child Moss ({link('m', 'report')}).</p>"
    )
    assert [(one.url[-7:], one.stated.pseudonyms) for one in taken(found)] == [
        ("t/f.pdf", ("Child Fern",)),
        ("/f7.pdf", ("Child Fern",)),
        ("t/m.pdf", ("Child Moss",)),
    ]


def test_what_pages_print_around_a_label_is_no_part_of_it() -> None:
    icon = '<img src="/i.png" alt="PDF icon">'
    found = read(
        f"{SECTION}<h3>Mathilda</h3><p>{link('m', icon + 'Report (opens in new window)')}</p><h3>CHILD RANA</h3>"
        f"<p>{link('r', '[PDF 12KB] Full report')}</p>"
    )
    assert [one.stated.pseudonyms for one in taken(found)] == [("Mathilda",), ("Child Rana",)]


# Dates, names and lists that only their place explains


def test_a_date_right_under_a_naming_heading_is_that_reviews_whatever_box_it_shares() -> None:
    toggle = "<div><h5>{}</h5><div><p><b>Published:</b> {}</p><ul><li>{}</li><li>{}</li></ul></div></div>"
    found = read(
        "<h1>Child Safeguarding Practice Reviews</h1>"
        + toggle.format("SCR: Child Fern", "4 May 2019", link("f", "Report"), link("f2", "Learning points"))
        + toggle.format("SCR: Child Moss", "6 June 2018", link("m", "Report"), link("m2", "Response"))
    )
    assert dates(found) == [(("Child Fern",), "2019-05-04"), (("Child Moss",), "2018-06-06")]
    assert all(one.has_document for one in taken(found))


def test_a_title_that_a_heading_below_names_again_is_one_review() -> None:
    found = read(
        "<h1>Wandsworth publishes review on Child Fern</h1><p>Monday 6 May 2024</p><h2>Statement about Child Fern</h2>"
        "<p>The partnership has today published a local child safeguarding practice review about Child Fern.</p>"
        f"<ul><li>{link('f', 'Child Fern: full report')}</li></ul><h2>Notes to editors</h2><p>No interviews.</p>"
    )
    assert [(one.url[-6:], one.stated.review_type) for one in taken(found)] == [("/f.pdf", ReviewType.LCSPR)]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("We have published the following local child safeguarding practice reviews:", 2),
        ("These serious case reviews were published by the board:", 2),
        ("The following national serious case reviews have been published:", 0),
        ("Serious case reviews from other areas have been published here:", 0),
        ("Useful papers for staff:", 0),
    ],
)
def test_what_introduces_a_list_of_names_says_what_they_are(lead: str, expected: int) -> None:
    items = f"<ul><li>{link('p', 'Petra')}</li><li>{link('q', 'Robin and Wren')}</li></ul>"
    found = taken(read(f"<h1>The partnership</h1><p>{lead}</p>{items}<p>{link('x', 'Robin')}</p>"))
    assert len([one for one in found if one.stated.own is not False]) == expected
    if expected:
        assert [one.stated.pseudonyms for one in found] == [("Petra",), ("Robin", "Wren")]


def test_a_review_held_jointly_with_another_area_is_the_publishers_own() -> None:
    found = one_page(f"{SECTION}<p>{link('x', 'Child Fern LCSPR - joint review with Croydon (June 2022)')}</p>")
    assert found.stated.own is True
    alone = one_page(f"{SECTION}<p>{link('x', 'Child Fern LCSPR - Croydon (June 2022)')}</p>")
    assert alone.stated.own is False


def test_a_tables_column_of_areas_says_whose_a_review_is() -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    found = read(
        "<h1>Case reviews</h1><table>"
        + row.format("Review", "Area", "Documents")
        + row.format("Child Fern LCSPR 2023", "Wandsworth", link("f", "Report"))
        + row.format("Child Moss LCSPR 2022", "Croydon", link("m", "Wandsworth response"))
        + "</table>"
    )
    assert [(one.stated.pseudonyms, one.stated.own) for one in found.links] == [
        (("Child Fern",), True),
        (("Child Moss",), False),
    ]


def test_a_boards_number_of_a_year_is_one_in_every_spelling_and_no_date() -> None:
    found = read(
        "<h1>Published Practice Reviews</h1>"
        f"<p>{link('a', 'APR WXSB 4-2023 Report')}</p>"
        f"<p>{link('b', 'CPR WXSB 2-2022')}<br>{link('b7', 'CPR WXSB 2/2022 7 Minute Briefing')}</p>"
        f"<p>{link('c', 'CPR WXSB 12/2021 Final Report')}<br>{link('c7', '7 Minute Briefing CPR 12 2021')}</p>",
        nation=Nation.WALES,
    )
    assert [one.stated.review_type for one in taken(found)][:2] == [ReviewType.SAR, ReviewType.CPR]
    assert dates(found) == [(("WXSB 4-2023",), None), (("WXSB 2-2022",), None), (("WXSB 12/2021",), None)]


def test_a_sections_number_that_the_address_prints_too_is_no_date() -> None:
    numbered = '<a href="/reviews/10-1-12-child-fern.pdf">10.1.12 Child Fern SCR</a>'
    assert one_page(f"{SECTION}<p>{numbered}</p>").stated.published is None
    dated = one_page(f"{SECTION}<p>{link('fern', '10.1.12 Child Fern SCR')}</p>").stated.published
    assert dated is not None
    assert dated.value == dt.date(2012, 1, 10)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("In January 2025 the partnership published", "2025-01-01"),
        ("In January 2025 we published", "2025-01-01"),
        ("In January 2025 Child Fern died and the partnership published", None),
    ],
)
def test_a_month_that_opens_a_sentence_is_of_its_own_verb(opening: str, expected: str | None) -> None:
    html = f"{SECTION}<p>{opening} a serious case review about Child Fern. {link('f', 'The report')} is here.</p>"
    published = one_page(html).stated.published
    assert (published.value.isoformat() if published else None) == expected


@pytest.mark.parametrize(
    "words",
    [
        "After careful thought the safeguarding partners decided not to publish the Serious Case Review about Child Fern.",
        "The Serious Case Review of Child Fern will not be published, to protect the family.",
        "The report of the Serious Case Review about Child Fern has been withheld on legal advice.",
    ],
)
def test_a_review_withheld_in_prose_is_one_without_a_document(words: str) -> None:
    found = one_page(f"<h1>Case reviews</h1><h2>Our reviews</h2><p>{words}</p>")
    assert (found.stated.pseudonyms, found.has_document) == (("Child Fern",), False)
    offered = one_page(f"<h1>Case reviews</h1><h2>Our reviews</h2><p>{words}</p><p>{link('f', 'SCR Child Fern')}</p>")
    assert offered.has_document


@pytest.mark.parametrize(
    "words",
    [
        "The Serious Case Review about Child Fern will not be published until the trial has ended.",
        "Croydon decided not to publish its Serious Case Review about Child Fern.",
        "A serious case review may not be published where a child could be known.",
    ],
)
def test_prose_that_withholds_no_review_of_the_publisher(words: str) -> None:
    assert taken(read(f"<h1>Case reviews</h1><h2>Our reviews</h2><p>{words}</p>")) == []


@pytest.mark.parametrize(
    "words",
    [
        "Please scroll through the library below to see each published review.",
        "Use the table below to find our case reviews.",
        "Browse the list below for every published report.",
    ],
)
def test_a_frame_that_shows_the_list_is_a_lost_list(words: str) -> None:
    assert read(f'{REVIEWS}<p>{words}</p><iframe src="https://x.example.net/e/1"></iframe>').announced


@pytest.mark.parametrize(
    ("html", "names"),
    [
        (f"<h3>SCR PETRA AND MR T</h3><p>{link('r', 'Report')}</p>", ("Petra", "Mr T")),
        (f"<h3>SERIOUS CASE REVIEW - CHILDREN HX AND KX</h3><p>{link('r', 'Report')}</p>", ("Child HX", "Child KX")),
        (f"<p>{link('r', 'SCR Child Sterling')}</p>", ("Child Sterling",)),
        (f"<p>{link('r', 'SCR Baby X & Y')}</p>", ("Baby X", "Baby Y")),
        (f"<h3>SCR: “Why did they never ask me” – Petra</h3><p>{link('r', 'Report')}</p>", ("Petra",)),
        (f"<p>Petra: the death of a girl of six. Read {link('r', 'the full report')}.</p>", ("Petra",)),
    ],
)
def test_names_in_less_usual_print(html: str, names: tuple[str, ...]) -> None:
    assert one_page(f"{SECTION}{html}").stated.pseudonyms == names


def test_a_label_in_welsh_has_its_type_and_date() -> None:
    html = f"<h1>Adolygiadau</h1><p>{link('r', 'Adolygiad Ymarfer Plant: Plentyn, cyhoeddwyd 4 Mehefin 2021')}</p>"
    stated = one_page(html, nation=Nation.WALES).stated
    assert stated.review_type is ReviewType.CPR
    assert stated.published is not None
    assert (stated.published.value, stated.published.basis) == (dt.date(2021, 6, 4), DateBasis.LISTING)


def test_a_boards_number_may_follow_an_ampersand() -> None:
    found = read(f"{SECTION}<ul><li>{link('a', 'Child Practice Review V&P 3/2019')}</li></ul>")
    assert [day for _, day in dates(found)] == [None]


def test_a_title_to_be_clicked_on_announces_a_list_where_none_is() -> None:
    html = "<h1>Local reviews</h1><p>Please click on a heading below to open its report.</p>"
    assert read(html).announced
    assert not taken(read(html))


def test_a_topic_briefing_about_reviews_is_no_review() -> None:
    html = f"<h1>Topic briefing: missed visits in serious case reviews</h1><p>{link('b', '7 minute briefing on visits')}</p>"
    assert all(one.stated.own is False or one.stated.review_type is ReviewType.ANALYSIS for one in taken(read(html)))
