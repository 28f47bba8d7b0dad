"""Tests of the adapter for update pages and topic briefings."""

import pytest

from catalogue.adapters import ADAPTERS, Body, Follow, Found
from catalogue.adapters.nspcc import entry_of, themes_of
from catalogue.models import Expectation, Source
from catalogue.vocabulary import DateBasis, IssueKind, Magic, Precision, ReviewType, Role, Scope

URL = "http://nspcc.test/case-reviews/update/"
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


@pytest.mark.parametrize(
    ("heading", "when", "area", "name", "pseudonyms"),
    [
        ("2012Ceredigion – Child J", "2012", "Ceredigion", "Child J", ("Child J",)),
        ("December 2013 - Derbyshire - BDS12", "2013-12", "Derbyshire", "BDS12", ("BDS12",)),
        ("December 2014NSPCC on behalf of unnamed LSCB - Child C", "2014-12", None, "Child C", ("Child C",)),
        (
            "2018 - Anonymous- Children F, G and H",
            "2018",
            None,
            "Children F, G and H",
            ("Child F", "Child G", "Child H"),
        ),
        ("2022 – Anonymous – Babies with injuries", "2022", None, "Babies with injuries", ()),
        ("2019 – Stoke-on-Trent – Child X", "2019", "Stoke-on-Trent", "Child X", ("Child X",)),
    ],
)
def test_headings_of_every_year(
    heading: str, when: str, area: str | None, name: str, pseudonyms: tuple[str, ...]
) -> None:
    entry = entry_of(heading)
    assert entry is not None
    length = 4 if entry.date.precision is Precision.YEAR else 7
    assert (entry.date.value.isoformat()[:length], entry.area, entry.name, entry.pseudonyms) == (
        when,
        area,
        name,
        pseudonyms,
    )


@pytest.mark.parametrize(
    "text", ["Three new reports are out", "2020", "Learning from case reviews", "In 2016 - a year"]
)
def test_other_headings_are_no_entries(text: str) -> None:
    assert entry_of(text) is None


def test_themes_are_split_at_semicolons() -> None:
    text = (
        "A baby. Learning includes: safe handling; engaging fathers; and bruises. Recommendations include: ask; tell."
    )
    assert themes_of(text) == ("safe handling", "engaging fathers", "bruises")
    assert themes_of("A baby was ill.") == ()


def test_entries_describe_and_are_never_given_an_area_when_anonymous() -> None:
    found = read(
        "<h1>Case reviews</h1><h2>2022 – Anonymous – Child XY</h2><p>Synopsis.</p>"
        "<p>Learning themes include: asking; telling</p><h2>2021 - Wandsworth - Robin</h2>"
        "<p><a href='/r.pdf'>Read the overview report</a></p><h2>About us</h2><p><a href='/u.pdf'>Us</a></p>"
    )
    unnamed, named = found.links
    assert (unnamed.has_document, unnamed.url) == (False, URL + "#2022-anonymous-child-xy")
    assert (unnamed.stated.areas, unnamed.stated.themes) == ((), ("asking", "telling"))
    assert unnamed.stated.published is not None
    assert unnamed.stated.published.basis is DateBasis.ENTRY
    assert (named.has_document, named.url, named.stated.areas) == (True, "http://nspcc.test/r.pdf", ("Wandsworth",))
    assert named.stated.role is Role.FULL_REPORT


def test_equal_headings_are_two_entries() -> None:
    first, second = read("<h2>2022 – Anonymous – Child A</h2><p>One</p><h2>2022 – Anonymous – Child A</h2>").links
    assert first.url != second.url
    assert first.item != second.item


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
    found = read("<h2>2022 – Anonymous – Child A</h2><p><a href='/case-reviews/2016/'>2016</a></p>")
    assert [follow.url for follow in found.follow] == ["http://nspcc.test/case-reviews/2016/"]
    assert read("%PDF", Magic.PDF).problem is IssueKind.NOT_HTML
