"""Tests of ``catalogue.html``: characters, blocks, links and what is menu."""

from catalogue import html
from catalogue.vocabulary import Magic

URL = "http://site.test/learning/reviews/"


def page(body: str, content_type: str | None = "text/html; charset=utf-8") -> html.HtmlPage:
    return html.parse(
        f"<html><head><title> A  title </title></head><body>{body}</body></html>".encode(), content_type, URL
    )


def test_declared_encodings_are_certain_and_guesses_are_not() -> None:
    assert html.decode("‘Ben’".encode(), "text/html; charset=UTF-8") == html.Decoded(
        text="‘Ben’", encoding="utf-8", certain=True
    )
    assert html.decode("‘Ben’".encode("cp1252"), "text/html; charset=iso-8859-1").text == "‘Ben’"
    assert html.decode("‘Ben’".encode(), None).certain
    guessed = html.decode("‘Ben’".encode("cp1252"), None)
    assert (guessed.text, guessed.certain) == ("‘Ben’", False)
    assert not html.decode(b"Ben", "text/html; charset=x-martian").certain
    assert not html.decode(b"\xff\xfe\xfd", "text/html; charset=utf-8").certain
    assert html.decode("Ben".encode("utf-16"), None).text == "Ben"
    assert html.decode(b'<meta charset="windows-1252">\x93', None).text.endswith("“")
    assert not html.decode(b"Ben", "text/html; charset=unicode_escape").certain


def test_blocks_come_in_reading_order_with_kinds_and_levels() -> None:
    found = page("<h2>One</h2><p>Text <b>bold</b></p><ul><li>Item</li></ul><p><strong>Child Q</strong></p>").blocks
    assert [(b.kind, b.level, b.text, b.strong) for b in found] == [
        ("heading", 2, "One", False),
        ("paragraph", 0, "Text bold", False),
        ("item", 0, "Item", False),
        ("paragraph", 0, "Child Q", True),
    ]


def test_links_are_absolute_and_know_their_words() -> None:
    found = page('<base href="/docs/"><p>Read <a href="a b.pdf">the  report</a> or <a href="http://[">this</a></p>')
    (block,) = found.blocks
    assert [(a.text, a.url) for a in block.anchors] == [("the report", "http://site.test/docs/a%20b.pdf")]
    assert block.text[block.anchors[0].start :].lstrip().startswith("the report")


def test_a_link_around_a_card_belongs_to_each_of_its_blocks() -> None:
    found = page('<a href="/x.pdf"><h3>Child Q</h3><p>Published 2021</p></a>').blocks
    assert [(b.kind, b.text, [a.url for a in b.anchors]) for b in found] == [
        ("heading", "Child Q", ["http://site.test/x.pdf"]),
        ("paragraph", "Published 2021", ["http://site.test/x.pdf"]),
    ]


def test_menus_headers_footers_and_sidebars_are_not_content() -> None:
    found = page(
        '<div id="navigation"><ul><li><a href="/a">Menu</a></li></ul></div><header class="site-header"><p>Site</p></header>'
        '<div class="page-header"><h1>Reviews</h1></div><div class="elementor-widget"><p>Body</p></div>'
        '<div class="no-sidebar"><article><p>More</p></article></div><aside><p>Aside</p></aside><footer>Foot</footer>'
    ).blocks
    assert [b.text for b in found if b.main] == ["Reviews", "Body", "More"]


def test_where_main_is_declared_the_rest_is_not_content() -> None:
    found = page("<div><p>Above</p></div><main><nav>On this page</nav><p>Inside</p></main><p>Below</p>").blocks
    assert [b.text for b in found if b.main] == ["Inside"]


def test_rows_line_breaks_and_accordions() -> None:
    found = page(
        "<table><tr><td>Child A</td><td><p>2019</p></td></tr></table>"
        '<p>One<br>Two</p><details><summary>Child B</summary>Text</details><button aria-expanded="false">Child C</button>'
        '<table><tr><td class="menu">Menu</td><td><h1>Title</h1><p>Body</p></td></tr></table>'
    ).blocks
    assert [(b.kind, b.level, b.text) for b in found if b.main] == [
        ("row", 0, "Child A | 2019"),
        ("paragraph", 0, "One\nTwo"),
        ("heading", 7, "Child B"),
        ("paragraph", 0, "Text"),
        ("heading", 7, "Child C"),
        ("heading", 1, "Title"),
        ("paragraph", 0, "Body"),
    ]


def test_blocks_of_one_list_item_share_its_number() -> None:
    found = page("<ul><li><p>Child A</p><p>2019</p></li><li>Child B</li></ul>").blocks
    assert found[0].item == found[1].item != found[2].item


def test_a_document_shown_in_the_page_is_a_link() -> None:
    (block,) = page('<iframe src="/x.pdf" title="Report"></iframe><iframe src="/map"></iframe>').blocks
    assert [(a.text, a.url) for a in block.anchors] == [("Report", "http://site.test/x.pdf")]


def test_hostile_pages_are_read_or_cut() -> None:
    deep = html.parse(b"<div>" * 20_000 + b"end", None, URL)
    assert deep.whole
    nul = html.parse(b"a\x00b<script>x</script><!-- c -->", None, URL)
    assert [b.text for b in nul.blocks] == ["ab"]
    assert html.parse(b"", None, URL).blocks == ()
    assert not html.parse(b"a " * (html.MAX_CHARACTERS // 2 + 1), None, URL).whole


def test_a_page_reads_as_one_page_of_text() -> None:
    reading = html.read(
        b"<title>T | Site</title><nav>Menu</nav><h1>Child Q</h1><p>Published 17.12.24</p>", "text/html", URL
    )
    assert (reading.magic, reading.title, reading.problem) == (Magic.HTML, "T | Site", None)
    assert [(p.number, p.text, p.large) for p in reading.pages] == [(1, "Child Q\nPublished 17.12.24", ("Child Q",))]
    assert html.read(b"<nav>Menu</nav>", None, URL).problem is not None
