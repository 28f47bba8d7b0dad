"""Protocol M for the site: no text of any field of an edition ever becomes markup, a script, a header or a path."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from catalogue.models import TABLES, Record
from catalogue.site import Outcome, Site, build
from tests.site import atom, made
from tests.site.links import assert_sound

MARK = "zqx"
"""Stands in every text, as a tag, an attribute or a name that none of our own pages has."""
TEXTS = (
    f"\"><{MARK} onload=alert(1)><script src='http://{MARK}.test/a.js'></script>",
    f"' onmouseover='{MARK}()' {MARK}='",
    f'" autofocus onfocus="{MARK}()" {MARK}="',
    f"javascript:{MARK}()",
    f" JaVaScRiPt:{MARK}()",
    f"java\tscript:{MARK}()",
    f"data:text/html,<script>{MARK}()</script>",
    f"vbscript:{MARK}",
    f"//{MARK}.test/x",
    f"</title></textarea></style></script><svg onload={MARK}()><{MARK}>",
    f"<!-- {MARK} --><![CDATA[<{MARK}>]]>",
    f"]]><!ENTITY {MARK} SYSTEM 'file:///etc/passwd'>&{MARK};",
    f"\r\nSet-Cookie: {MARK}=1\r\n\r\n<{MARK}>",
    f"{{{{ 7 * 7 }}}}{{% include '{MARK}' %}}",
    f"../../../../{MARK}/index",
    f"/etc/{MARK}\\..\\..",
    f"\u202e\u2066{MARK}\u0007\u001b[31m\x85<{MARK}>",
    f'http://ok.test/"><{MARK}>',
    f"http://ok.test/{MARK}' onclick='a",
    f"http://name:{MARK}@ok.test/",
    f"http://[{MARK}/",
    f"&lt;{MARK}&gt;&amp;&#60;{MARK}&#62;",
)


class Hostile(Record):
    """A site printed from an edition whose every text is hostile."""

    folder: Path
    """Its folder."""
    outcome: Outcome
    """What printing it did."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    folder = tmp_path_factory.mktemp("hostile")
    edition = made.write(folder / "edition.duckdb", made.every_field(TEXTS))
    said = Site(url="https://reviews.example.org/", contact=f'"><{MARK}>@example.org')
    return Hostile(folder=folder / "site", outcome=build(edition, folder / "site", site=said))


class Tags(HTMLParser):
    """The names of a page's tags and attributes, and every address that a browser would follow or load."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: list[str] = []
        self.loaded: dict[str, list[str]] = {"img": [], "script": []}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.loaded:
            self.loaded[tag].append(dict(attrs).get("src") or "")
        self.names |= {tag, *(name for name, _ in attrs)}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "data")]


def pages(site: Hostile) -> list[Path]:
    return sorted(site.folder.rglob("*.html"))


def test_every_text_of_every_table_is_on_the_way_to_a_page(hostile: Hostile) -> None:
    rows = made.every_field(TEXTS)
    assert set(rows) == set(TABLES)
    assert all(MARK in row.canonical() for row in rows[TABLES[5]])
    assert sum(MARK in path.read_text() for path in pages(hostile)) > len(TEXTS) * 4
    assert hostile.outcome.files > 200


def test_no_text_becomes_a_tag_or_an_attribute(hostile: Hostile) -> None:
    for path in pages(hostile):
        text = path.read_text()
        assert f"<{MARK}" not in text, path
        tags = Tags()
        tags.feed(text)
        assert not {name for name in tags.names if MARK in name or name.startswith("on")}, path
        assert not tags.names & {"svg", "style", "iframe", "object", "base"}, path
        assert all(re.fullmatch(r"(\.\./)+pictures/[a-z0-9_-]+\.svg", one) for one in tags.loaded["img"]), path
        scripts = ["../search/search.js"] if path.parent.name == "search" else []
        assert tags.loaded["script"] == scripts, path


def test_no_text_becomes_an_address_that_runs_or_loads(hostile: Hostile) -> None:
    seen = set()
    for path in pages(hostile):
        tags = Tags()
        tags.feed(path.read_text())
        seen.update(tags.addresses)
    outside = {one for one in seen if re.match(r"[\s\x00-\x20]*[A-Za-z][A-Za-z0-9+.-]*:", one) or one.startswith("//")}
    assert outside
    assert {one for one in outside if not one.startswith(("http://ok.test/", "https://reviews.example.org/"))} == set()


def test_every_rule_of_a_site_holds(hostile: Hostile) -> None:
    assert_sound(hostile.folder, "https://reviews.example.org/")


def test_nothing_was_written_outside_the_folder(hostile: Hostile) -> None:
    beside = {path.name for path in hostile.folder.parent.iterdir()}
    assert beside == {"site", "edition.duckdb"}
    for path in hostile.folder.rglob("*"):
        assert re.fullmatch(r"[a-z0-9._-]+", path.name), path
        assert len(path.name) < 200


def test_no_text_becomes_a_header_a_rule_or_a_line_of_the_site_map(hostile: Hostile) -> None:
    for name in ("_headers", "robots.txt"):
        assert MARK not in (hostile.folder / name).read_text()
    lines = (hostile.folder / "sitemap.xml").read_text().splitlines()
    place = re.compile(r"<url><loc>https://reviews\.example\.org/[a-z0-9/._-]*</loc></url>")
    assert len(lines) > 100
    assert all(place.fullmatch(one) for one in lines[2:-1])


def test_every_feed_holds_by_the_specification(hostile: Hostile) -> None:
    feeds = sorted(hostile.folder.rglob("*.atom"))
    assert len(feeds) > len(TEXTS) * 2
    for path in feeds:
        data = path.read_bytes()
        assert atom.problems(data) == [], path
        assert f"<{MARK}".encode() not in data
        assert b"<!" not in data


def test_a_template_is_never_made_of_a_text(hostile: Hostile) -> None:
    assert any("{{ 7 * 7 }}" in path.read_text() for path in pages(hostile))
