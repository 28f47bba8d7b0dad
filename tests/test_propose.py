"""Rows proposed from pages: what a page tells is found, what it does not tell is never guessed, nothing is stored."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue.adapters import ADAPTERS, Body, Follow, Found
from catalogue.house.proposing import propose_row
from catalogue.html import HtmlPage, parse
from catalogue.models import Link, Source, Stated
from catalogue.propose import Named, Proposal, own_address, platform_of, publisher_of, registered, scope_of, site_areas
from catalogue.registry import Register, load
from catalogue.vocabulary import Magic, Nation, ReviewType, Scope
from tests.conftest import START, settings_for
from tests.world.demo import environment
from tests.world.server import World
from tests.world.sites import WALTHAM_PAGE, WANDSWORTH_PAGE

HOME = "http://leeds.test"
URL = f"{HOME}/about/reviews"
REVIEWS = """<h2>Child A - published 4 March 2019</h2><p><a href="/a.pdf">Child A serious case review</a></p>
<h2>Child B</h2><p><a href="/b.pdf">Child B serious case review</a></p>"""


def html(
    title: str = "Reviews | Leeds Safeguarding Children Partnership",
    main: str = REVIEWS,
    head: str = "",
    foot: str = "",
) -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><main><h1>Case reviews</h1>{main}</main>"
        f"<footer>{foot}</footer></body></html>"
    )


def page(title: str = "Reviews", main: str = "", head: str = "", foot: str = "", url: str = URL) -> HtmlPage:
    return parse(html(title, main, head, foot).encode(), "text/html; charset=utf-8", url)


def row(publisher: str, *aliases: str, areas: tuple[str, ...] = ("E08000035",), **more: object) -> Source:
    key = "-".join(publisher.lower().replace("'", "").split())
    given = {
        "id": key,
        "publisher_id": key,
        "publisher": publisher,
        "aliases": aliases,
        "nation": Nation.ENGLAND,
        "scope": "child",
    }
    return Source.model_validate({**given, "areas": areas, **more})


def name_of(found: Named | tuple[str, ...]) -> tuple[str, str | None]:
    assert isinstance(found, Named), found
    return found.name, found.row.id if found.row else None


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ({"title": "Reviews | Leeds Safeguarding Children Partnership"}, "Leeds Safeguarding Children Partnership"),
        ({"title": "Kingston and Richmond Safeguarding Children Partnership - Reviews"}, "Kingston and Richmond Safeguarding Children Partnership"),
        ({"title": "SCRs", "head": '<meta property="og:site_name" content="Hull Safeguarding Adults Board">'}, "Hull Safeguarding Adults Board"),
        ({"foot": "<p>Fife Child Protection Committee</p>"}, "Fife Child Protection Committee"),
        ({"title": "Welcome to the Safeguarding Board for Northern Ireland"}, "Safeguarding Board for Northern Ireland"),
        (
            {"title": "Reviews | Norfolk County Council", "main": "<p>In May the Norfolk Safeguarding Children Board published it.</p>"},
            "Norfolk Safeguarding Children Board",
        ),
    ],
)  # fmt: skip
def test_a_publisher_is_read_where_a_page_names_its_own(shown: dict[str, str], name: str) -> None:
    assert name_of(publisher_of(page(**shown), ())) == (name, None)


def test_a_publisher_of_the_register_is_known_by_its_names_in_full() -> None:
    register = (
        row("Leeds Safeguarding Children Partnership", "Leeds Safeguarding Children Board", "LSCP"),
        row("Other Partnership"),
    )
    for title in ("SCRs - Leeds Safeguarding Children Board", "Leeds safeguarding children partnership"):
        assert name_of(publisher_of(page(title), register)) == (register[0].publisher, register[0].id)
    assert publisher_of(page("Reviews | LSCP"), register) == ()


@pytest.mark.parametrize(
    "shown",
    [
        {"title": "Reviews"},
        {"title": "Safeguarding Children Partnership"},
        {
            "title": "Reviews | Norfolk County Council",
            "main": "<p>Suffolk Safeguarding Children Board published it.</p>",
        },
        {"foot": '<p><a href="https://hull.example.org/">Hull Safeguarding Adults Board</a></p>'},
        {"main": "<p>Leeds Safeguarding Children Board wrote it.</p>"},
    ],
)
def test_a_body_that_a_page_only_speaks_of_is_not_its_publisher(shown: dict[str, str]) -> None:
    assert publisher_of(page(**shown), ()) == ()


def test_a_page_that_names_two_bodies_decides_nothing() -> None:
    found = publisher_of(
        page(
            "Hull Safeguarding Adults Board and Leeds Safeguarding Children Board | Reviews | Fife Child Protection Committee"
        ),
        (),
    )
    assert isinstance(found, tuple)
    assert len(found) >= 2


def test_areas_of_a_site_are_those_of_today() -> None:
    assert [one.name for one in site_areas(page("Reviews | Leeds City Council"))] == ["Leeds"]
    assert site_areas(page("Reviews", main="<p>Leeds</p>")) == ()


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://www.leeds.test/about/reviews/", "https://www.leeds.test/about/reviews/"),
        ("/about/reviews", URL),
        ("https://elsewhere.test/about/reviews", URL),
        ("https://leeds.test/", URL),
        ("javascript:alert(1)", URL),
    ],
)
def test_the_address_that_a_page_gives_as_its_own_is_believed_on_its_own_site_only(
    canonical: str, expected: str
) -> None:
    assert own_address(page(head=f'<link rel="canonical" href="{canonical}">')) == expected


def test_twins_of_an_address_are_known_again() -> None:
    known = row("Leeds Partnership", urls=("https://www.leeds.test/about/reviews/",))
    assert registered([f"{URL}/print"], [known]) is known
    assert registered([f"{HOME}/about"], [known]) is None


def test_the_platform_is_what_the_page_tells() -> None:
    def platform(main: str = "", head: str = "") -> str:
        content = html("Reviews", main, head).encode()
        body = Body(Follow(url=URL, kind="listing"), URL, content, "text/html; charset=utf-8", Magic.HTML)
        return platform_of(page(main=main, head=head), body)

    assert platform(head='<link rel="https://api.w.org/" href="https://leeds.test/wp-json/">') == "wordpress"
    assert platform(head='<meta name="generator" content="WordPress 6.1">') == "wordpress"
    assert platform(head='<meta name="govuk:content-id" content="1">') == "govuk"
    assert platform("<h2>2022 – Leeds – Child A</h2><p>x</p><h2>2021 – Anonymous – Kim</h2><p>y</p>") == "nspcc"
    assert platform() == "listing"


def test_the_scope_is_that_of_the_name_or_else_of_the_reviews() -> None:
    def named(name: str) -> Named:
        return Named(name, None, "its title", ())

    def showing(*kinds: ReviewType) -> Found:
        links = (
            Link(
                url=f"{HOME}/{kind}",
                text="t",
                context="",
                heading=None,
                section=None,
                item=kind,
                found_on=URL,
                position=0,
                stated=Stated(review_type=kind),
            )
            for kind in kinds
        )
        return Found(links=tuple(links))

    assert scope_of(named("Leeds Safeguarding Children Partnership")) is Scope.CHILD
    assert scope_of(named("Leeds Safeguarding Adults Board")) is Scope.ADULT
    assert scope_of(named("Leeds Safeguarding Partnership")) is None
    assert scope_of(named("Leeds Safeguarding Partnership"), showing(ReviewType.SCR)) is Scope.CHILD
    assert scope_of(named("Leeds Safeguarding Partnership"), showing(ReviewType.SCR, ReviewType.SAR)) is Scope.BOTH
    assert scope_of(named("Leeds Safeguarding Partnership"), showing()) is None


class Desk:
    """Proposes rows for pages of the miniature world, in this process or by the command line."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.register = load(Path(__file__).parent / "world" / "sources.yaml", adapters=ADAPTERS)

    def propose(self, url: str, body: str | None = None) -> Proposal:
        """Return the proposal for a page, which is served first where a body is given."""
        found = self.ask(url, body)
        assert isinstance(found, Proposal), found
        return found

    def ask(self, url: str, body: str | None = None) -> Proposal | str:
        """Return the proposal for a page, or why there is none."""
        if body is not None:
            self.world.put(url, body.encode())
        settings = settings_for(self.world, self.folder / "warehouse")
        return propose_row(url, settings, lambda: START, self.register)

    def shell(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command on an ordinary terminal of 80 columns."""
        env = {
            **environment(self.world, self.folder / "warehouse"),
            "CATALOGUE_NOW": START.isoformat(),
            "COLUMNS": "80",
        }
        command = (sys.executable, "-c", "from catalogue.cli import main; main()", *words)
        return subprocess.run(
            command, env=env, cwd=self.folder, capture_output=True, text=True, check=False, timeout=120
        )


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    return Desk(world, tmp_path)


def row_of(proposal: Proposal) -> dict[str, Any]:
    (row,) = yaml.safe_load(proposal.text)
    assert isinstance(row, dict)
    return row


def loaded(folder: Path, text: str) -> Register:
    path = folder / "register.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, adapters=ADAPTERS)


def test_a_proposed_row_is_appended_to_a_register_and_tried_as_it_stands_and_nothing_is_stored(desk: Desk) -> None:
    desk.world.put(URL, html().encode())
    ran = desk.shell("new", URL)
    assert ran.returncode == 0, ran.stderr
    written = Path(__file__).parent / "world" / "sources.yaml"
    register = loaded(desk.folder, written.read_text() + ran.stdout)
    assert register.problems == ()
    source = register.sources[-1]
    assert (source.id, source.publisher, source.scope) == (
        "leeds",
        "Leeds Safeguarding Children Partnership",
        Scope.CHILD,
    )
    assert (source.nation, source.areas, source.adapter, source.urls) == (
        Nation.ENGLAND,
        ("E08000035",),
        "listing",
        (URL,),
    )
    assert source.expect is not None
    assert (source.expect.least, source.expect.known) == (2, ("Child A", "Child B"))
    for word in ("publisher's name", "areas", "least", "https"):
        assert word in ran.stderr
    (desk.folder / "row.yaml").write_text(ran.stdout)
    before = sorted(desk.folder.rglob("*"))
    tried = desk.shell("try", "leeds", "--sources", "row.yaml")
    assert tried.returncode == 0, tried.stderr
    assert "2 publications, the publisher's own" in tried.stdout
    assert max(len(line) for line in tried.stdout.splitlines() if line.startswith("│")) <= 80
    assert sorted(desk.folder.rglob("*")) == before
    assert not (desk.folder / "warehouse").exists()


def test_an_address_of_the_register_is_told_with_its_row_and_not_asked_for(desk: Desk) -> None:
    ran = desk.shell("new", WANDSWORTH_PAGE.rstrip("/"))
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "row 'wandsworth' on line 4" in ran.stderr
    assert not desk.world.log


def test_a_page_that_leads_to_an_address_of_the_register_is_told_too(desk: Desk) -> None:
    head = f'<link rel="canonical" href="{WANDSWORTH_PAGE}">'
    title = "Learning from Child Safeguarding Practice Reviews - Wandsworth Safeguarding Children Partnership"
    told = desk.ask("http://wandsworth.test/short", html(title, head=head))
    assert isinstance(told, str)
    assert "row 'wandsworth'" in told


def test_another_page_of_a_known_publisher_takes_what_the_register_says_of_it(desk: Desk) -> None:
    url = "http://wandsworth.test/more-reviews"
    proposed = row_of(desk.propose(url, html("Reviews - Wandsworth Safeguarding Children Board")))
    assert (proposed["id"], proposed["publisher_id"]) == ("wandsworth-more-reviews", "wandsworth")
    assert (proposed["publisher"], proposed["areas"]) == (
        "Wandsworth Safeguarding Children Partnership",
        ["Wandsworth"],
    )


def test_the_page_s_own_address_is_proposed_where_the_same_page_stands_there(desk: Desk) -> None:
    own, wrong = f"{HOME}/reviews", f"{HOME}/other"
    body = html(head=f'<link rel="canonical" href="{own}">')
    missing = desk.propose(f"{HOME}/reviews/print", body)
    assert row_of(missing)["urls"] == [f"{HOME}/reviews/print"]
    assert any("cannot be read" in line for line in missing.confirm)
    desk.world.put(own, body.encode())
    assert row_of(desk.propose(f"{HOME}/reviews/print"))["urls"] == [own]
    desk.world.put(wrong, html("Something else").encode())
    other = desk.propose(URL, html(head=f'<link rel="canonical" href="{wrong}">'))
    assert row_of(other)["urls"] == [URL]
    assert any("another page stands" in line for line in other.confirm)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Reviews", "# publisher: the page names no body"),
        (
            "Reviews | Mid and West Wales Safeguarding Board",
            "# areas: 'Mid and West Wales Safeguarding Board' names no area",
        ),
        ("Reviews | Leeds Safeguarding Partnership", "# scope: neither the name"),
    ],
)
def test_what_a_page_does_not_tell_is_explained_and_not_guessed(desk: Desk, title: str, told: str) -> None:
    proposal = desk.propose(URL, html(title, main="<p>Nothing yet.</p>"))
    assert told in proposal.text
    assert proposal.missing
    assert not {"nation", "scope", "id"} & set(row_of(proposal))


def test_an_unfinished_row_ends_the_command_with_1(desk: Desk) -> None:
    desk.world.put(URL, html("Reviews").encode())
    ran = desk.shell("new", URL)
    assert ran.returncode == 1
    assert "# publisher:" in ran.stdout
    assert "TODO" not in ran.stdout
    assert "Missing: publisher:" in ran.stderr


def test_a_council_s_page_names_nobody_but_whom_the_register_has_for_its_area(desk: Desk) -> None:
    proposal = desk.propose(f"{WALTHAM_PAGE}-new", html("Reviews - Waltham Forest Council"))
    assert (
        "The register has for Waltham Forest: Waltham Forest Safeguarding Children Board (waltham-forest, both)."
        in proposal.text
    )
    assert "publisher" not in row_of(proposal)


def test_a_list_that_is_announced_and_missing_makes_no_finished_row(desk: Desk) -> None:
    proposal = desk.propose(URL, html(main="<p>Our serious case reviews are listed below.</p><div id='app'></div>"))
    assert any("the list of reviews that it should hold was not there" in line for line in proposal.missing)


@pytest.mark.parametrize(
    ("broken", "told"),
    [("not_found", "status 404"), ("robots", "robots"), ("down", "could not be read"), ("redirect_private", "private")],
)
def test_a_page_that_cannot_be_read_is_told_in_a_sentence(desk: Desk, broken: str, told: str) -> None:
    desk.world.put(URL, html().encode())
    desk.world.break_(URL, broken)
    found = desk.ask(URL)
    assert isinstance(found, str)
    assert told in found


def test_a_document_is_no_page(desk: Desk) -> None:
    desk.world.put(f"{HOME}/a.pdf", b"%PDF-1.4\n", "application/pdf")
    ran = desk.shell("new", f"{HOME}/a.pdf", "--json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["row"] is None
    assert "is no web page" in ran.stderr


def test_what_a_page_prints_cannot_break_out_of_the_row(desk: Desk) -> None:
    label = 'Child A": {id: evil}\n# '
    main = f'<h2>{label} &#x27;]}}</h2><p><a href="/a.pdf">Child A SCR</a></p>'
    proposal = desk.propose(URL, html("x | Leeds Safeguarding Children Partnership", main=main))
    register = loaded(desk.folder, f"sources:\n{proposal.text}")
    assert (len(register.sources), register.problems, proposal.missing) == (1, (), ())


def test_try_names_the_ids_that_may_be_meant_and_why_a_row_is_not_active(desk: Desk) -> None:
    rows = "".join(
        f"  - {{id: body-{number}, publisher: Body {number}, publisher_id: body-{number}, nation: England, scope: child,"
        f" areas: [Leeds], adapter: listing, urls: ['http://b{number}.test/'], expect: {{least: 0}}}}\n"
        for number in range(100, 130)
    )
    paused = "  - {id: asleep, publisher: P, publisher_id: p, nation: England, scope: child, areas: [Leeds], status: paused, because: The site is being moved.}\n"
    (desk.folder / "many.yaml").write_text(f"sources:\n{rows}{paused}")
    near = desk.shell("try", "body-13", "--sources", "many.yaml")
    assert near.returncode == 2
    assert len(near.stderr.splitlines()[-1].split(",")) <= 5
    assert "asleep is paused: The site is being moved." in desk.shell("try", "asleep", "--sources", "many.yaml").stderr
