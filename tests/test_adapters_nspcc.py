"""Tests of the adapter for update pages and topic briefings."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.adapters import ADAPTERS, Body, Follow, Found
from catalogue.adapters.nspcc import entry_of, sections_of, themes_of
from catalogue.dates import iso
from catalogue.models import Expectation, Link, Source
from catalogue.vocabulary import DateBasis, Incident, IssueKind, Magic, ReviewType, Role, Scope

URL = "http://nspcc.test/case-reviews/update/"
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "nspcc.jsonl"
SOURCE = Source(
    id="nspcc",
    publisher="NSPCC",
    publisher_id="nspcc",
    nation=None,
    scope=Scope.NATIONAL,
    areas=(),
    adapter="nspcc",
    urls=(URL,),
    expect=Expectation(least=1),
)


def read(html: str, magic: Magic = Magic.HTML) -> Found:
    return ADAPTERS["nspcc"].read(
        SOURCE, Body(Follow(url=URL, kind="listing"), URL, f"<html>{html}</html>".encode(), "text/html", magic)
    )


def taken(html: str) -> list[Link]:
    return [link for link in read(html).links if link.left_out is None]


# heading | date | area, or - for an anonymous one, or nothing | what follows | pseudonyms
HEADINGS = """
2012Ceredigion – Child J | 2012 | Ceredigion | Child J | Child J
2012 Ceredigion– Child J | 2012 | Ceredigion | Child J | Child J
December 2013 - Derbyshire - BDS12 | 2013-12 | Derbyshire | BDS12 | BDS12
Dec 2013 – East Sussex – Child P | 2013-12 | East Sussex | Child P | Child P
December 2014NSPCC on behalf of unnamed LSCB - Child C | 2014-12 | - | Child C | Child C
March 2015 - NSPCC on behalf of an unnamed LSCB – Family Q | 2015-03 | - | Family Q | Family Q
June 2015 – Unnamed LSCB - Child T | 2015-06 | - | Child T | Child T
2015-Derbyshire-BDS13 | 2015 | Derbyshire | BDS13 | BDS13
2016 – Anonymous – Child BX | 2016 | - | Child BX | Child BX
2016 –Anonymous–Child BX | 2016 | - | Child BX | Child BX
2018 - Anonymous- Children F, G and H | 2018 | - | Children F, G and H | Child F, Child G, Child H
2018 -Anonymous - Child K2 | 2018 | - | Child K2 | Child K2
2019 – Stoke-on-Trent – Child X | 2019 | Stoke-on-Trent | Child X | Child X
2019 - Stoke-on-Trent- Child X | 2019 | Stoke-on-Trent | Child X | Child X
2019-Stoke-on-Trent-Child X | 2019 | Stoke-on-Trent | Child X | Child X
2020 — Southend‑on‑Sea — Child V | 2020 | Southend-on-Sea | Child V | Child V
2020 – Bath and North East Somerset - Child Z | 2020 | Bath and North East Somerset | Child Z | Child Z
2020: Leeds: Child W | 2020 | Leeds | Child W | Child W
2021 - Bournemouth, Christchurch and Poole – Baby N | 2021 | Bournemouth, Christchurch and Poole | Baby N | Baby N
2021 – Redcar and Cleveland – Robin and Petra | 2021 | Redcar and Cleveland | Robin and Petra | Robin, Petra
2021 – Croydon Safeguarding Children Partnership – Child S | 2021 | Croydon Safeguarding Children Partnership | Child S | Child S
2022 – Anonymous – Babies with injuries | 2022 | - | Babies with injuries |
2022 – Anonymised – Child M | 2022 | - | Child M | Child M
2022 – Unknown local authority – Child M | 2022 | - | Child M | Child M
2023 – Anonymous – Thematic review: young people at risk | 2023 | - | Thematic review: young people at risk |
2023 – Western Bay – Child D | 2023 | Western Bay | Child D | Child D
2023 – Leeds – Child E – executive summary | 2023 | Leeds | Child E – executive summary | Child E
2024 - Anonymous - DHR | 2024 | - | DHR |
2024 – Child F – Leeds | 2024 | Leeds | Child F | Child F
2024 – Thematic review of safer sleeping | 2024 | | Thematic review of safer sleeping |
2025 - Cambridgeshire and Peterborough - Robin | 2025 | Cambridgeshire and Peterborough | Robin | Robin
2025 – Birmingham - Baby B | 2025 | Birmingham | Baby B | Baby B
2025 – Anonymous | 2025 | - | |
2025 – Kent, Medway and Essex – Petra | 2025 | Kent, Medway and Essex | Petra | Petra
12 May 2014 - Hull - Child G | 2014-05-12 | Hull | Child G | Child G
"""


@pytest.mark.parametrize("row", [row for row in HEADINGS.splitlines() if row])
def test_headings_of_every_year(row: str) -> None:
    heading, when, area, name, pseudonyms = (cell.strip() for cell in row.split("|"))
    entry = entry_of(heading)
    assert entry is not None
    assert (iso(entry.date.value, entry.date.precision), entry.date.basis) == (when, DateBasis.ENTRY)
    assert (entry.area or ("-" if entry.anonymous else ""), entry.name) == (area, name)
    assert ", ".join(entry.pseudonyms) == pseudonyms


@pytest.mark.parametrize(
    "text",
    [
        "Three new reports are out",
        "2020",
        "Learning from case reviews",
        "In 2016 - a year",
        "2014-15 - annual report of the library",
        "Case reviews published in 2013",
        "Baby C",
        "NC049469",
        "Child G  Published 14 June 2017",
        "2016/17 - Leeds - Child A",
    ],
)
def test_other_headings_are_no_entries(text: str) -> None:
    assert entry_of(text) is None


class Text(NamedTuple):
    text: str
    themes: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    synopsis: str | None = None


TEXTS = [
    Text(
        "Death of an infant. It was winter.\nLearning themes include: the home; the family; and the wider world.\n"
        "Recommendations to the partnership include: ask more; tell more.\n> Read the overview report",
        ("the home", "the family", "the wider world"),
        ("ask more", "tell more"),
        (),
        "Death of an infant. It was winter.",
    ),
    Text(
        "A baby. Learning includes: safe handling; engaging fathers; and bruises. Recommendations include: ask; tell.",
        ("safe handling", "engaging fathers", "bruises"),
        ("ask", "tell"),
        (),
        "A baby.",
    ),
    Text(
        "An illness.\nBackground: a long one; much was tried.\nKey issues: include: who knew; who asked.\n"
        "Recommendations: include: a chronology.\nModel: the usual one.\nKeywords: illness, neglect\nRead the overview report",
        ("who knew", "who asked"),
        ("a chronology",),
        ("illness", "neglect"),
        "An illness.",
    ),
    Text(
        "An illness.\nIssues identified include: who knew; and who asked.\nRecommendations include: a chronology.\n"
        "Substance misuse, unknown men",
        ("who knew", "who asked"),
        ("a chronology",),
        ("Substance misuse", "unknown men"),
        "An illness.",
    ),
    Text(
        "Injury of a baby in 2007.  It was seen.\nMakes recommendations that pictures are taken.\nInjuries, assessment.",
        (),
        ("pictures are taken",),
        ("Injuries", "assessment"),
        "Injury of a baby in 2007. It was seen.",
    ),
    Text("A fall.\nincludes: handling; asking", ("handling", "asking"), (), (), "A fall."),
    Text(
        "A fall.\nLearning themes:\nhandling\nasking\nRecommendations:\nteach; learn",
        ("handling", "asking"),
        ("teach", "learn"),
        (),
        "A fall.",
    ),
    Text(
        "A fall.\nLearning: asking matters; telling matters. The report was long.\nRecommendations: are made around care.",
        ("asking matters", "telling matters"),
        ("care",),
        (),
        "A fall.",
    ),
    Text(
        "A fall.\nLessons learned: asking;\ntelling\nRecommendations for the safeguarding board include: one; two; and three",
        ("asking", "telling"),
        ("one", "two", "three"),
        (),
        "A fall.",
    ),
    Text(
        "A fall.\nRecommendations include: first partnership: ask; and listen; both partnerships: tell.\n"
        "Keywords: one; two, and a half",
        (),
        ("first partnership: ask", "listen", "both partnerships: tell"),
        ("one", "two, and a half"),
        "A fall.",
    ),
    Text("Learning includes the use of plans; and play.", ("the use of plans", "play")),
    Text("Everything was learning and nothing was a list; it had a theme, too.", synopsis=...),  # type: ignore[arg-type]
    Text("Read the overview report"),
    Text(""),
]


@pytest.mark.parametrize("case", TEXTS, ids=range(len(TEXTS)))
def test_texts_of_every_year(case: Text) -> None:
    found = sections_of(case.text)
    assert (found.themes, found.recommendations, found.keywords) == (case.themes, case.recommendations, case.keywords)
    assert themes_of(case.text) == case.themes
    if case.synopsis is not ...:  # type: ignore[comparison-overlap]
        assert found.synopsis == case.synopsis
    else:
        assert found.synopsis == case.text


# first sentence | what happened | age as printed
PLAIN = """
Death of a 17-year-old boy in winter. He was known. | death | 17-year-old boy
Death of an 8-day-old baby girl whilst in hospital. | death | 8-day-old baby girl
Sudden and unexpected death of a baby. | death |
Suicide of a 2-year-1-month-old girl. | death | 2-year-1-month-old girl
Murder of a three-month-old infant by her mother. | death | three-month-old infant
Life-threatening injuries of a 5-week-old infant girl. | serious_harm | 5-week-old infant girl
Serious sexual abuse of a 5-year-old girl. | serious_harm | 5-year-old girl
Sexual abuse of a 12-year-old girl and her 11-year-old sister. | serious_harm |
Death of a 3-year-old boy and serious injury of his 5-year-old sister. | both |
Death of a mother of two children. | |
Death of the child's father. | |
Death of a 24-year-old man. | | 24-year-old
Concerns about the care of a child. | |
A child was seen. | |
"""


@pytest.mark.parametrize("row", [row for row in PLAIN.splitlines() if row])
def test_what_happened_is_said_only_where_the_text_is_plain(row: str) -> None:
    text, incident, age = (cell.strip() for cell in row.split("|"))
    (link,) = taken(f"<h2>2022 – Leeds – Child A</h2><p>{text}</p>")
    assert (link.stated.incident, link.stated.age) == (Incident(incident) if incident else None, age or None)


def test_an_adults_review_says_nothing_of_a_child() -> None:
    (link,) = taken("<h2>2024 – Anonymous – DHR</h2><p>Death of a 16-year-old girl.</p>")
    assert (link.stated.review_type, link.stated.incident, link.stated.age) == (ReviewType.DHR, None, None)


SHAPES = {
    "h2": "<h2>2022 – Leeds – Child A</h2><p>One.</p><h2>2021 - Anonymous - Robin</h2><p>Two.</p>",
    "h3 under a year": "<h2>2022</h2><h3>2022 – Leeds – Child A</h3><p>One.</p><h2>2021</h2>"
    "<h3>2021 - Anonymous - Robin</h3><p>Two.</p>",
    "bold": "<p><strong>2022 – Leeds – Child A</strong></p><p>One.</p><p><b>2021 - Anonymous - Robin</b></p><p>Two.</p>",
    "bold first line": "<p><strong>2022 – Leeds – Child A</strong><br>One.</p><p><b>2021 - Anonymous - Robin</b><br>Two.</p>",
    "terms": "<dl><dt>2022 – Leeds – Child A</dt><dd>One.</dd><dt>2021 - Anonymous - Robin</dt><dd>Two.</dd></dl>",
    "accordion": "<div><button aria-expanded='false'>2022 – Leeds – Child A</button><div><p>One.</p></div>"
    "<button aria-expanded='false'>2021 - Anonymous - Robin</button><div><p>Two.</p></div></div>",
    "details": "<details><summary>2022 – Leeds – Child A</summary><p>One.</p></details>"
    "<details><summary>2021 - Anonymous - Robin</summary><p>Two.</p></details>",
    "list": "<ul><li><p>2022 – Leeds – Child A</p><p>One.</p></li><li><p>2021 - Anonymous - Robin</p><p>Two.</p></li></ul>",
    "under dates": "<h2>Case reviews published in 2022</h2><h3>Leeds – Child A</h3><p>One.</p>"
    "<h2>2021</h2><h3>Anonymous - Robin</h3><p>Two.</p>",
    "table": "<table><tr><td>2022</td><td>Leeds</td><td>Child A</td><td>One.</td></tr>"
    "<tr><td>2021</td><td>Anonymous</td><td>Robin</td><td>Two.</td></tr></table>",
    "one block": "<p>2022 – Leeds – Child A<br>One.<br>2021 - Anonymous - Robin<br>Two.</p>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_entries_in_every_markup(shape: str) -> None:
    named, unnamed = taken(f"<main><h1>Case reviews update</h1>{SHAPES[shape]}</main>")
    assert (named.stated.areas, named.stated.pseudonyms, named.stated.synopsis) == (("Leeds",), ("Child A",), "One.")
    assert (unnamed.stated.areas, unnamed.stated.pseudonyms, unnamed.stated.synopsis) == ((), ("Robin",), "Two.")
    assert (named.stated.anonymous, unnamed.stated.anonymous) == (False, True)
    assert [str(one.stated.published and one.stated.published.value.year) for one in (named, unnamed)] == [
        "2022",
        "2021",
    ]


def test_several_entries_stand_under_one_date() -> None:
    links = taken(
        "<h1>Reviews</h1><h2>December 2013</h2><h3>Derbyshire - BDS14</h3><p>One.</p><h3>Learning</h3><p>a; b</p>"
        "<p><strong>East Sussex – Child R</strong></p><p>Two.</p><h3>About our work – Leeds</h3><p>No entry.</p>"
        "<h2>About us</h2><h3>Leeds – Our office</h3>"
    )
    assert [(one.stated.areas, one.stated.published and one.stated.published.text) for one in links] == [
        (("Derbyshire",), "December 2013"),
        (("East Sussex",), "December 2013"),
    ]
    assert links[0].stated.themes == ("a", "b")


def test_entries_describe_and_are_never_given_an_area_when_anonymous() -> None:
    found = read(
        "<h1>Case reviews</h1><h2>2022 – Anonymous – Child XY</h2><p>Synopsis in Croydon.</p>"
        "<p>Learning themes include: asking; telling</p><h2>2021 - Wandsworth - Robin</h2>"
        "<p><a href='/r.pdf'>Read the overview report</a></p><h2>About us</h2><p><a href='/u.pdf'>Us</a></p>"
    )
    unnamed, named = found.links
    assert not unnamed.has_document
    assert unnamed.url.startswith(URL + "#2022-anonymous-child-xy-")
    assert (unnamed.stated.areas, unnamed.stated.anonymous) == ((), True)
    assert unnamed.stated.themes == ("asking", "telling")
    assert unnamed.stated.published is not None
    assert unnamed.stated.published.basis is DateBasis.ENTRY
    assert (named.has_document, named.url, named.stated.areas) == (True, "http://nspcc.test/r.pdf", ("Wandsworth",))
    assert named.stated.role is Role.FULL_REPORT


def test_equal_headings_are_two_entries() -> None:
    first, second = taken("<h2>2022 – Leeds – Child A</h2><p>One</p><h2>2022 - Leeds - Child A</h2><p>Two</p>")
    assert first.url != second.url
    assert first.item != second.item


def test_an_anonymous_entry_is_known_by_its_text_wherever_it_stands() -> None:
    one = "<h2>2025 – Anonymous – Child A</h2><p>Death of a baby.</p>"
    other = "<h2>2025 – Anonymous – Child A</h2><p>Death of a boy.</p>"
    alone = taken(one)
    both = taken(other + one)
    later = taken(other)
    assert [link.url for link in both] == [later[0].url, alone[0].url]
    assert [link.item for link in both] == [later[0].item, alone[0].item]
    assert alone[0].url != later[0].url


def test_the_library_is_left_out_with_its_reason() -> None:
    found = read(
        "<h2>2022 – Leeds – Child A</h2><p>One.</p>"
        "<p><a href='https://library.nspcc.org.uk/HeritageScripts/Hapi.dll/filetransfer/2022Leeds.pdf?filename=1'>"
        "Read the overview report</a> <a href='http://leeds.test/reviews'>The board</a></p>"
    )
    entry, library, pointer = found.links
    assert (entry.has_document, entry.left_out) == (False, None)
    assert (library.has_document, library.left_out) == (
        False,
        "It leads into the collection's library catalogue, which is not crawled.",
    )
    assert pointer.left_out == "A page that the entry points to; what it shows is read where its publisher lists it."
    assert {link.item for link in found.links} == {entry.item}
    assert found.follow == ()
    row = SOURCE.model_copy(update={"urls": ("https://library.nspcc.org.uk/HeritageScripts/Hapi.dll/search2", URL)})
    assert [one.url for one in ADAPTERS["nspcc"].start(row)] == [URL]


def test_a_document_on_another_bodys_site_tells_no_area() -> None:
    found = read("<h2>2022 – Anonymous – Child A</h2><p>One. <a href='http://leeds.test/r.pdf'>Report</a></p>")
    entry, other = found.links
    assert not entry.has_document
    assert other.left_out == "It stands on the site of another body, which an anonymous entry does not name."


def test_topic_briefings_are_analyses() -> None:
    found = read(
        "<h1>Learning from case reviews briefings</h1><p><a href='/i.pdf'>Infants: learning from case reviews</a></p>"
        "<p><a href='parents/'>Parents: learning from case reviews</a></p><p><a href='/shop'>Shop</a></p>"
    )
    assert [(link.stated.review_type, link.stated.role, link.left_out) for link in found.links] == [
        (ReviewType.ANALYSIS, Role.LEARNING_BRIEFING, None),
        (ReviewType.ANALYSIS, Role.LEARNING_BRIEFING, None),
        (None, None, "Not a briefing on reviews."),
    ]


def test_pages_of_other_years_are_followed_and_other_bodies_are_problems() -> None:
    found = read(
        "<h2>2022 – Anonymous – Child A</h2><p><a href='/case-reviews/2016/'>2016</a>"
        " <a href='/case-reviews/2015/'>Case reviews published in 2015</a>"
        " <a href='/case-reviews/2015/#top'>2015 case reviews</a>"
        " <a href='https://library.nspcc.test/2014'>2014</a> <a href='http://other.test/2013'>2013</a></p>"
    )
    assert [follow.url for follow in found.follow] == [
        "http://nspcc.test/case-reviews/2016/",
        "http://nspcc.test/case-reviews/2015/",
    ]
    assert read("%PDF", Magic.PDF).problem is IssueKind.NOT_HTML


def test_an_update_page_without_entries_announces_a_list() -> None:
    found = read("<h1>Case reviews update</h1><div id='app'></div><p><a href='/x.pdf'>Infants</a></p>")
    assert found.announced
    assert all(link.left_out for link in found.links)
    assert not read("<h1>Our offices</h1>").announced


def test_a_page_longer_than_is_read_is_not_whole_and_says_so() -> None:
    found = read("<h2>2022 – Leeds – Child A</h2>" + "<p>word " + "word " * 5000 + "</p>")
    assert (found.complete, found.problem) == (False, IssueKind.INCOMPLETE)
    assert "longer than is read" in str(found.message)


HTML = st.recursive(
    st.text(max_size=12)
    | st.sampled_from(
        [
            "2022 – Anonymous – Child A",
            "2012Leeds – Child J",
            "Learning includes: a; b",
            "Recommendations:",
            "Keywords: a, b",
            "<a href='http://['>x</a>",
            "<a href='x.pdf'>2016</a>",
            "<a href='javascript:1'>r</a>",
            "<br>",
            "</h2>",
            "\x00",
            "&#xd800;",
        ]
    ),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(
            ["h1", "h2", "h3", "p", "strong", "dt", "dd", "li", "table", "tr", "td", "main", "nav", "summary"]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=250, deadline=None)
@given(HTML | st.binary(max_size=120))
def test_any_page_is_read_or_refused_in_words(content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    found = ADAPTERS["nspcc"].read(SOURCE, Body(Follow(url=URL, kind="listing"), URL, data, "text/html", Magic.HTML))
    assert found.complete or (found.problem and found.message)
    assert [link.position for link in found.links] == list(range(len(found.links)))
    assert all(not link.stated.areas for link in found.links if link.stated.anonymous)
    for link in found.links:
        link.canonical().encode()
    assert Found.model_validate_json(found.model_dump_json()) == found


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300) | st.from_regex(r"(?:2022|May 2013)[ –-]{0,3}[A-Za-z –-]{0,60}", fullmatch=True))
def test_any_heading_and_text_is_read(text: str) -> None:
    entry = entry_of(text)
    assert entry is None or (entry.anonymous <= (entry.area is None))
    assert len(sections_of(text).themes) <= 40


@pytest.mark.skipif(not GOLD.exists(), reason="the shared reference material is not here")
def test_the_parts_of_every_heading_of_the_gold() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    wrong = [(row["heading_as_shown"], entry_of(row["heading_as_shown"])) for row in rows if not _agrees(row)]
    assert (len(rows), wrong) == (57, [])


def _agrees(row: dict[str, object]) -> bool:
    """Whether a heading is read as a person read it; what is no entry of an update page must be none."""
    entry = entry_of(str(row["heading_as_shown"]))
    if row["source_kind"] != "nspcc_page" or row["case_name"] is None:
        return entry is None
    if entry is None:
        return False
    when = entry.date.value
    month = f"{when:%B}" if len(iso(when, entry.date.precision)) > 4 else None
    found = (str(when.year), month, entry.place, entry.name, entry.anonymous)
    return found == tuple(row[key] for key in ("year", "month", "area_text", "case_name", "anonymous"))
