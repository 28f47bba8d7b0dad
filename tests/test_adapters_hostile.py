"""Pages that no publisher would write: read in bounded steps, cut where they are too much, never an exception."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.adapters import ADAPTERS, Body, Follow, Found
from catalogue.adapters.base import MOST_BLOCKS, MOST_LINKS
from catalogue.vocabulary import Magic
from tests.test_adapters_listing import URL, source

_TAGS = [
    "h1",
    "h2",
    "h3",
    "p",
    "div",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "a",
    "b",
    "br",
    "dl",
    "dt",
    "dd",
    "details",
    "summary",
    "nav",
    "main",
    "article",
    "span",
    "noscript",
]
_WORDS = [
    "Child Q", "Serious Case Review", "SCR", "LCSPR", "published", "12 May 2021", "May 2021", "1/2018", "here", "read",
    "report", "briefing", "Robin", "and", ":", "|", "–", "‘", "”", ".", "\u00a0", "Wandsworth", "Loading...", "none",
    "There are no reviews", "listed below", "Next", "2", "Load more", "&amp;", "<", "%PDF", "\u202e", "(PDF, 3 kb)",
]  # fmt: skip
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(
        ["<a href='/q.pdf'>", "<a href='?page=2' rel='next'>", "<a href=''>", "<a href='http://['>", "</a>"]
    ),
    st.sampled_from(["<div class='pagination'>", "<div class='menu'>", "<h2 role='heading' aria-level='9'>", "<!--"]),
)


def read(content: bytes, kind: str = "listing", label: str = "", magic: Magic = Magic.HTML) -> Found:
    follow = Follow(url=URL, kind=kind, label=label)
    return ADAPTERS["listing"].read(source(), Body(follow, URL, content, "text/html; charset=utf-8", magic))


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60), st.sampled_from(["listing", "page"]), st.sampled_from(["", "Child Q SCR"]))
def test_any_page_is_read_the_same_twice(pieces: list[str], kind: str, label: str) -> None:
    content = " ".join(pieces).encode()
    found = read(content, kind, label)
    assert found == read(content, kind, label)
    assert found == Found.model_validate(found.model_dump(mode="json"))
    assert all(link.left_out is None or link.left_out.endswith(".") for link in found.links)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(list(Magic)))
def test_any_bytes_are_read_or_said_not_to_be(content: bytes, magic: Magic) -> None:
    found = read(content, magic=magic)
    assert found.complete or found.problem is not None


@pytest.mark.parametrize(
    ("html", "complete"),
    [
        ("<div class='menu header'>" * 5_000 + "<p>SCR Child Q</p>", True),
        ("<table>" + "<tr><td>a<td>b" * 1_000, True),
        ("<table><tr>" + "<td>" * 2_000 + "x", True),
        ("<p><a href='/q.pdf'>SCR Child Q</a></p>" * (MOST_LINKS + 1), False),
        ("<p>" + "<a href='/q.pdf'>SCR Child Q</a> " * (MOST_LINKS + 1), False),
        ("<h3>Robin</h3>" * (MOST_BLOCKS + 1), False),
        ("<p>Serious case review. " + "It was about Child Q and his family. " * 10_000 + "</p>", False),
        ("<h2>Child Q SCR</h2><p>" + "Dr Alan Sample, " * 600 + "</p><p><a href='/q.pdf'>Report</a></p>", True),
        ("<h1>SCR</h1><p>" + "- " * 100_000 + "</p>", False),
        ("<p>" + "reports reviews download " * 300 + "</p>", True),
        ("<p>" + "<b>Child Q</b><br>" * 500 + "</p>", True),
        ("<a href='/q.pdf'>Child Q SCR " * 500, True),
        ("<div class='" + "menu " * 50_000 + "'>x</div>", True),
    ],
    ids=range(13),
)
def test_what_is_too_much_is_cut_and_said(html: str, complete: bool) -> None:
    assert read(html.encode()).complete is complete


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "<div class='menu header'>",
        "<p><a href='/q{n}.pdf'>Child Q{n} SCR report published 2 May 2019</a></p>",
        "<h{level}>Child {n} Serious Case Review</h{level}>",
        "<li>Child Q{n} Serious Case Review</li>",
        "<tr><td>Child Q{n}</td><td>2 May 2019</td></tr>",
        "Dr Name Name, ",
        "there are no no no reviews ",
        "Child Q{n} SCR<br><a href='/{n}.pdf'>report</a><br>",
    ],
)
def test_five_megabytes_of_anything_are_read(piece: str) -> None:
    parts, size = [], 0
    for number in range(5_000_000):
        parts.append(piece.format(n=number, level=number % 6 + 1))
        size += len(parts[-1])
        if size > 5_000_000:
            break
    found = read(("<h1>Reviews</h1>" + "".join(parts)).encode())
    assert len(found.links) <= MOST_BLOCKS
