"""Sites that lead on without end: each ends at a bound, is told, and takes nothing out of the list."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from catalogue.adapters import Adapter, Body, Follow, Found
from catalogue.fetch import Fetch
from catalogue.harvest import harvest
from catalogue.harvest.apart import PageReaders
from catalogue.harvest.budget import Budget, endless, page_key
from catalogue.harvest.reading import Walk
from catalogue.harvest.work import Run, Work
from catalogue.issues import from_harvests
from catalogue.journal import FolderJournal
from catalogue.models import Expectation, Harvest, Source
from catalogue.resolve.gathering import gather
from catalogue.store import FolderStore
from catalogue.vocabulary import IssueKind, SourceState
from tests.builders import a_source
from tests.conftest import settings_for
from tests.world.resources import HTML, Resource
from tests.world.server import World

HOST = "http://trap.test"
PAGE = f"{HOST}/reviews"
FIRST = dt.datetime(2026, 1, 5, 5, tzinfo=dt.UTC)


def html(*parts: str) -> bytes:
    return f"<html><body><main><h1>Case reviews</h1>{''.join(parts)}</main></body></html>".encode()


def review(name: str) -> str:
    return (
        f"<h2>Child {name}</h2><p><a href='/files/child-{name}.pdf'>Child {name} local child safeguarding practice "
        "review</a></p>"
    )


def to(address: str, words: str = "Next page") -> str:
    return f"<p><a href='{address}'>{words}</a></p>"


class Site:
    """One source on a site that turns into a trap after its first, good harvest."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.week, self.ticks = world, 0, 0.0
        world.put(f"{HOST}/robots.txt", b"User-agent: *\nAllow: /\n", "text/plain")
        for name in ("R1", "R2", "R3"):
            world.put(f"{HOST}/files/child-{name}.pdf", b"%PDF-1.4 " + name.encode(), "application/pdf")
        world.put(PAGE, html(review("R1"), review("R2"), review("R3")))
        self.settings = settings_for(world, folder)
        self.store = FolderStore(self.settings.raw)
        self.journal = FolderJournal(self.settings.journal_folder)
        self.cache = folder / "read"

    @property
    def row(self) -> Source:
        return a_source("trap").model_copy(update={"urls": (PAGE,), "expect": Expectation(least=0)})

    @property
    def now(self) -> dt.datetime:
        return FIRST + dt.timedelta(weeks=self.week)

    def fetch(self) -> Fetch:
        return Fetch(self.settings, self.store, lambda: self.now)

    def harvest(self, *, budget_s: float = 1800, ticks: Callable[[], float] = lambda: 0.0) -> Harvest:
        self.week += 1
        (done,) = harvest(
            [self.row],
            fetch=self.fetch(),
            store=self.store,
            journal=self.journal,
            cache=self.cache,
            clock=lambda: self.now,
            budget_s=budget_s,
            ticks=ticks,
        )
        return done

    def listed(self) -> dict[str, bool | None]:
        items = gather([self.row], {}, journal=self.journal, store=self.store)
        return {one.link.url.rpartition("/")[2]: one.listed for item in items for one in item.sightings}


@pytest.fixture
def site(world: World, tmp_path: Path) -> Site:
    return Site(world, tmp_path / "warehouse")


def calendar(world: World) -> str:
    """Every month has its days and leads to the next month; every day has an event of its own."""
    for month in range(8):
        days = "".join(to(f"/calendar/2026/{month}/{day}", str(day)) for day in range(1, 29))
        world.put(f"{HOST}/calendar/2026/{month}", html(days, to(f"/calendar/2026/{month + 1}")))
        for day in range(1, 29):
            world.put(f"{HOST}/calendar/2026/{month}/{day}", html(f"<p>{month} {day}</p>"))
    return to("/calendar/2026/0")


def path_doubling(world: World) -> str:
    """A relative link that leads deeper into the same path each time."""
    for depth in range(1, 9):
        world.put(f"{HOST}{'/archive' * depth}", html(to("/archive" * (depth + 1))))
    return to("/archive")


def facets(world: World) -> str:
    """Every page of results offers every filter on top of those already set."""

    def results(query: str) -> Resource:
        offered = "".join(to(f"/results?{query}&f{number}=1", str(number)) for number in range(15))
        return Resource(html(review("R1"), offered), HTML)

    world.route(f"{HOST}/results", results)
    return to("/results?all=1")


def same_items(world: World) -> str:
    """A sequence of pages without end that shows the same items on each."""

    def page(query: str) -> Resource:
        number = int(parse_qs(query)["page"][0])
        return Resource(html(review("R1"), to(f"/more?page={number + 1}")), HTML)

    world.route(f"{HOST}/more", page)
    return to("/more?page=1")


def new_junk(world: World) -> str:
    """A sequence of pages without end that shows something new on each."""

    def page(query: str) -> Resource:
        number = int(parse_qs(query)["page"][0])
        return Resource(html(to(f"/news/{number}.html", f"News {number}"), to(f"/more?page={number + 1}")), HTML)

    world.route(f"{HOST}/more", page)
    return to("/more?page=1")


def counting_redirect(world: World) -> str:
    """An address that redirects to itself with a counter."""

    def page(query: str) -> Resource:
        number = int(parse_qs(query)["n"][0])
        return Resource(b"", HTML, status=302, headers={"Location": f"/again?n={number + 1}"})

    world.route(f"{HOST}/again", page)
    return to("/again?n=1")


def many_links(world: World) -> str:
    """A page of more links than any list has."""
    return "".join(f"<p><a href='/x/{number}.html'>Paper</a></p>" for number in range(4_000))


def session_in_path(world: World) -> str:
    """Every page gives every visitor a new address of the same page."""
    for number in range(8):
        world.put(f"{HOST}/s{number}/list", html(review("R1"), to(f"/s{number + 1}/list")))
    return to("/s0/list")


TRAPS = [calendar, path_doubling, facets, same_items, new_junk, counting_redirect, many_links, session_in_path]


@pytest.mark.parametrize("trap", TRAPS, ids=[trap.__name__ for trap in TRAPS])
def test_a_trap_ends_is_told_and_delists_nothing(site: Site, world: World, trap: Callable[[World], str]) -> None:
    assert site.harvest().state is SourceState.OK
    before = len(world.log)
    # The third review is gone from the page: were the harvest whole, it would no longer be listed.
    world.put(PAGE, html(review("R1"), review("R2"), trap(world)))
    ended = site.harvest()
    asked = len([one for one in world.log[before:] if ".pdf" not in one.path])
    assert asked <= 502
    assert (ended.state, ended.complete, ended.good) == (SourceState.INCOMPLETE, False, False)
    assert site.listed()["child-R3.pdf"] is True
    kinds = {issue.kind for issue in from_harvests(site.journal.read(Harvest), [site.row])}
    assert kinds == {IssueKind.INCOMPLETE if trap in (counting_redirect, many_links) else IssueKind.TRAP}
    assert ended.notes[0].message.split(" What was read")[0] in ended.detail


def test_the_same_list_without_a_trap_is_no_longer_listed(site: Site, world: World) -> None:
    site.harvest()
    world.put(PAGE, html(review("R1"), review("R2")))
    assert site.harvest().state is SourceState.OK
    assert site.listed()["child-R3.pdf"] is False


def test_the_number_of_a_session_makes_no_other_page(site: Site, world: World) -> None:
    def page(query: str) -> Resource:
        token = f"{len(world.log):032x}"
        return Resource(html(review("R1"), to(f"/more?PHPSESSID={token}")), HTML)

    world.route(f"{HOST}/more", page)
    world.put(PAGE, html(review("R1"), review("R2"), to(f"/more?PHPSESSID={'a' * 32}")))
    done = site.harvest()
    assert (done.state, done.pages) == (SourceState.OK, 2)


def test_maps_of_maps_without_end_stop(site: Site, world: World) -> None:
    """An adapter that follows maps of a site: each map names forty more."""

    def read(source: Source, body: Body) -> Found:
        number = int(body.url.rpartition("=")[2])
        maps = (Follow(url=f"{HOST}/map?n={number * 40 + one}", kind="map", depth=0) for one in range(1, 41))
        return Found(follow=tuple(maps))

    world.route(f"{HOST}/map", lambda query: Resource(html(query), HTML))
    run = Run(
        site.fetch(),
        site.store,
        site.journal,
        site.cache,
        lambda: site.now,
        lambda: 0.0,
        1800,
        None,
        False,
        known={},
        last_good={},
        readers=PageReaders(),
    )
    work = Work(run, site.row)
    walk = Walk(work, Adapter("map", "1", lambda _: (Follow(url=f"{HOST}/map?n=0", kind="map"),), read))
    walk.read()
    walk.read_again()
    assert not work.complete
    assert [note.kind for note in work.notes] == [IssueKind.TRAP]
    assert len(world.requests("trap.test", "/map")) < 10


def test_pages_that_are_no_pages_and_failures_count(site: Site, world: World) -> None:
    numbers = range(700)
    for number in numbers:
        world.put(f"{HOST}/child-{chr(97 + number % 26)}{number}", b"%PDF-1.4 not a page", "application/pdf")
    links = "".join(to(f"/child-{chr(97 + number % 26)}{number}", f"Child {number} SCR") for number in numbers)
    world.put(PAGE, html(links))
    site.harvest()
    assert len([one for one in world.log if one.path.startswith("/child-")]) <= 500


def test_a_source_that_takes_too_long_ends_and_goes_on_at_the_next_harvest(site: Site) -> None:
    def clock() -> Callable[[], float]:
        told = iter(range(10_000))
        return lambda: float(next(told))

    first = site.harvest(budget_s=3.6, ticks=clock())
    assert (first.state, first.complete) == (SourceState.INCOMPLETE, False)
    assert "took longer than 0.06 minutes" in first.detail
    fetched = first.documents_new
    assert 0 < fetched < 3
    second = site.harvest(budget_s=3.6, ticks=clock())
    assert second.documents_new > 0
    assert second.documents_new + fetched <= 3


def test_a_page_that_failed_in_passing_is_read_again_after_the_documents(site: Site, world: World) -> None:
    answers: Iterator[int] = iter([503, 200, 200])

    def page(query: str) -> Resource:
        return Resource(html(review("R3")), HTML, status=next(answers))

    world.route(f"{HOST}/more", page)
    world.put(PAGE, html(review("R1"), to("/more?page=2")))
    done = site.harvest()
    assert (done.state, done.notes, done.items, done.documents_new) == (SourceState.OK, (), 2, 2)
    paths = [one.path for one in world.log if one.path != "/robots.txt"]
    assert paths == ["/reviews", "/more?page=2", "/files/child-R1.pdf", "/more?page=2", "/files/child-R3.pdf"]


def test_a_page_that_fails_twice_is_lost_and_one_that_is_gone_is_not_asked_twice(site: Site, world: World) -> None:
    for path, status in (("/more", 503), ("/old", 404)):
        answer = Resource(b"no", HTML, status=status)
        world.route(f"{HOST}{path}", lambda query, answer=answer: answer)  # type: ignore[misc]
    world.put(PAGE, html(review("R1"), to("/more?page=2"), to("/old?page=2")))
    done = site.harvest()
    assert (done.state, done.complete) == (SourceState.INCOMPLETE, False)
    assert len(world.requests("trap.test", "/more")) == 2
    assert len(world.requests("trap.test", "/old")) == 1


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"{HOST}/reviews/2020/a", None),
        (f"{HOST}/a/b/a/b", None),
        (f"{HOST}/a/b/a/b/a", "repeats"),
        (f"{HOST}/{'/'.join(str(part) for part in range(20))}", None),
        (f"{HOST}/{'/'.join(str(part) for part in range(21))}", "more than 20 parts"),
        (f"{HOST}/?q={'x' * (2083 - len(HOST) - 4)}", None),
        (f"{HOST}/?q={'x' * (2084 - len(HOST) - 4)}", "longer than 2083"),
    ],
)
def test_bounds_of_one_address(url: str, why: str | None) -> None:
    found = endless(url)
    assert found is None if why is None else why in (found or "")


def test_what_two_addresses_of_one_page_share() -> None:
    plain = page_key(f"{HOST}/a?page=2")
    assert page_key(f"{HOST}/a;jsessionid=0123456789abcdef0?page=2&sid=0123456789abcdef") == plain
    assert page_key(f"{HOST}/a?page=2&sid=12") != plain


def test_a_sequence_that_shows_something_new_again_goes_on() -> None:
    budget = Budget(60, lambda: 0.0)
    page = Follow(url=f"{HOST}/a?page=2", kind="listing", depth=1)
    for fresh in (False, True, False):
        budget.read(page, fresh=fresh)
    assert budget.objection(page, in_sequence=True) is None
    budget.read(page, fresh=False)
    assert budget.objection(page, in_sequence=True) is not None
    assert budget.objection(page, in_sequence=False) is None
