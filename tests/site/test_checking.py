"""The link checker can fail: each rule finds what is against it, and nothing else."""

from pathlib import Path

import pytest

from catalogue.site.checking import LARGEST, check, clicks

PAGE = '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><main id="main">{}</main></body></html>'


def a_site(folder: Path, **pages: str) -> Path:
    """Write pages, each named by its path with two underscores for a slash, their bodies given."""
    for name, body in pages.items():
        path = folder / (name.replace("__", "/") + ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(body))
    return folder


def test_a_sound_site_has_no_findings(tmp_path: Path) -> None:
    site = a_site(
        tmp_path,
        index='<a href="a/index.html">a</a> <a href="#main">up</a> <a href="http://ok.test/">out</a>',
        a__index='<a href="../index.html#main">home</a><p id="x">x</p>',
    )
    assert check(site) == ()
    assert clicks(site) == {"index.html": 0, "a/index.html": 1}


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ('<a href="nowhere.html">x</a>', "nowhere.html, which is not there"),
        ('<a href="a/">x</a>', "which is not there"),
        ('<a href="../outside.html">x</a>', "which is not there"),
        ('<a href="/a.html">x</a>', "which is not there"),
        ('<a href="#nowhere">x</a>', "a part that is not there"),
        ('<a href="javascript:alert(1)">x</a>', "which is no web address"),
        ('<a href="data:text/html,x">x</a>', "which is no web address"),
        ('<form action="nowhere.html"></form>', "which is not there"),
        ('<img src="http://elsewhere.test/x.png" alt="">', "from elsewhere"),
        ('<img src="//elsewhere.test/x.png" alt="">', "from elsewhere"),
        ('<script src="x.js"></script>', "which is not there"),
        ("<script>alert(1)</script>", "A script stands in the page"),
        ("<style>p {}</style>", "A style stands in the page"),
        ('<p style="color: red">x</p>', "has the attribute style"),
        ('<p onclick="x()">x</p>', "has the attribute onclick"),
        ('<p id="main">x</p>', "stands 2 times"),
        ("<p>x", "ends where it is not open"),
        ("<p>x</div></p>", "ends where it is not open"),
        ('<p class="a" class="b">x</p>', "has an attribute twice"),
        ("<table><tr><td>x</td></tr></table>", "no caption"),
        ('<link rel="stylesheet" href="http://elsewhere.test/x.css">', "from elsewhere"),
        ('<meta http-equiv="refresh" content="0; url=nowhere.html">', "which is not there"),
    ],
)
def test_a_page_against_a_rule_is_found(tmp_path: Path, body: str, what: str) -> None:
    found = check(a_site(tmp_path, index=body))
    assert found
    assert all(one.path == "index.html" for one in found)
    assert any(what in one.what for one in found), found


def test_a_page_that_is_far_away_large_or_not_linked_is_found(tmp_path: Path) -> None:
    site = a_site(
        tmp_path,
        index='<a href="a.html">x</a>',
        a='<a href="b.html">x</a>',
        b='<a href="c.html">x</a>',
        c='<a href="d.html">x</a>',
        d="x" * LARGEST,
        e="alone",
    )
    assert [(one.path, one.what.split(";")[0]) for one in check(site)] == [
        ("d.html", f"It is {(site / 'd.html').stat().st_size} bytes large"),
        ("d.html", "It is not reached from the first page within 3 clicks."),
        ("e.html", "It is not reached from the first page within 3 clicks."),
    ]


def test_a_page_that_stands_in_the_place_of_others_need_not_be_linked(tmp_path: Path) -> None:
    site = a_site(tmp_path, index="x", lost="x")
    (site / "lost.html").write_text(
        (site / "lost.html").read_text().replace("<title>", '<meta name="robots" content="noindex"><title>')
    )
    assert check(site) == ()


def test_links_under_the_sites_own_address_are_followed(tmp_path: Path) -> None:
    site = a_site(
        tmp_path, index='<a href="https://x.test/s/a.html">x</a><a href="https://x.test/s/b.html">x</a>', a="x"
    )
    assert [one.what for one in check(site, "https://x.test/s/")] == ["It links to b.html, which is not there."]


def test_an_empty_folder_has_no_first_page(tmp_path: Path) -> None:
    assert [one.what for one in check(tmp_path)] == ["There is no first page."]
