"""Tests of the harvest through the real client, store and journal against the miniature world."""

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue import registry
from catalogue.adapters import ADAPTERS
from catalogue.fetch import Fetch
from catalogue.harvest import harvest
from catalogue.journal import FolderJournal
from catalogue.models import Capture, Harvest, Link, Source, links_from
from catalogue.settings import Settings
from catalogue.store import FolderStore
from catalogue.vocabulary import IssueKind, Purpose, SourceState, SourceStatus
from tests.world import govuk, publications
from tests.world.server import World

HERE = Path(__file__).parent / "world"
NOW = dt.datetime(2021, 2, 15, 9, tzinfo=dt.UTC)


@pytest.fixture
def world() -> Iterator[World]:
    with World() as world:
        yield world


class Place:
    """A warehouse in a folder, and the world around it."""

    def __init__(self, world: World, folder: Path) -> None:
        given = {key.removeprefix("CATALOGUE_").lower(): value for key, value in world.env.items()}
        self.settings = Settings.model_validate({**given, "warehouse": folder, "deadline_s": 5})
        self.store = FolderStore(self.settings.raw)
        self.journal = FolderJournal(self.settings.journal_folder)
        self.cache = folder / "read"
        self.steps: list[tuple[str, int, int]] = []

    def harvest(self, *sources: Source, dry: bool = False) -> dict[str, Harvest]:
        done = harvest(
            sources,
            fetch=Fetch(self.settings, self.store, lambda: NOW),
            store=self.store,
            journal=self.journal,
            cache=self.cache,
            clock=lambda: NOW,
            progress=lambda source, step, steps: self.steps.append((source, step, steps)),
            dry=dry,
        )
        return {one.source_id: one for one in done}

    def taken(self, one: Harvest) -> list[Link]:
        return [link for link in links_from(self.store.read(one.links_sha256 or "")) if link.left_out is None]


@pytest.fixture
def place(world: World, tmp_path: Path) -> Place:
    return Place(world, tmp_path)


def rows(name: str = "sources.yaml") -> dict[str, Source]:
    return {source.id: source for source in registry.load(HERE / name, adapters=ADAPTERS).sources}


def test_the_world_is_harvested_whole(place: Place) -> None:
    done = place.harvest(*rows().values())
    assert {one.source_id: (one.state, one.complete, one.documents_failed) for one in done.values()} == {
        name: (SourceState.OK, True, 0) for name in rows()
    }
    assert [note for name in ("wandsworth", "walthamforest", "lewisham-sab") for note in done[name].notes] == []
    assert {link.stated.title for link in place.taken(done["wandsworth"])} >= {"Frankie", "Georgina and Grace"}
    captures = list(place.journal.read(Capture))
    assert {capture.url for capture in captures if capture.purpose is Purpose.DOCUMENT} == {
        link.url for one in done.values() for link in place.taken(one) if link.has_document
    }
    assert list(place.journal.read(Harvest)) == sorted(done.values(), key=list(place.journal.read(Harvest)).index)
    assert ("wandsworth", done["wandsworth"].taken, done["wandsworth"].taken) in place.steps


def test_an_unchanged_second_harvest_fetches_no_body_and_reads_nothing(place: Place, world: World) -> None:
    sources = rows().values()
    first = place.harvest(*sources)
    blobs = sorted(place.settings.raw.rglob("*"))
    cached = {path: path.stat().st_mtime_ns for path in place.cache.rglob("*.json")}
    asked = len(world.log)
    second = place.harvest(*sources)
    again = [request for request in world.log[asked:] if request.path != "/robots.txt"]
    documents = {url for one in second.values() for url in (link.url for link in place.taken(one)) if url}
    assert all(
        request.conditional and request.status == 304
        for request in again
        if f"http://{request.host}{request.path}" in documents
    )
    assert sum(one.documents_new for one in second.values()) == 0
    assert sum(one.documents_unchanged for one in second.values()) >= sum(one.documents_new for one in first.values())
    assert sorted(place.settings.raw.rglob("*")) == blobs
    assert {path: path.stat().st_mtime_ns for path in place.cache.rglob("*.json")} == cached
    assert [one.links_sha256 for one in second.values()] == [one.links_sha256 for one in first.values()]


def test_awkward_places_are_states_and_not_exceptions(place: Place) -> None:
    done = place.harvest(*rows("awkward.yaml").values())
    states = {name.removeprefix("awkward-"): one.state for name, one in done.items()}
    assert states == {
        "files": SourceState.OK,
        "picture": SourceState.INCOMPLETE,
        "shell": SourceState.LIST_MISSING,
        "none": SourceState.LOOKED_AND_NONE,
        "wrong-encoding": SourceState.OK,
        "unknown-encoding": SourceState.OK,
        "barred": SourceState.ROBOTS_BLOCKED,
    }
    assert [note.kind for note in done["awkward-picture"].notes] == [IssueKind.NOT_HTML]
    assert [note.kind for note in done["awkward-wrong-encoding"].notes] == [IssueKind.UNKNOWN_ENCODING]
    assert [note.kind for note in done["awkward-unknown-encoding"].notes] == [IssueKind.UNKNOWN_ENCODING]
    files = done["awkward-files"]
    assert files.documents_failed > 0
    assert files.documents_failed + files.documents_new + files.documents_unchanged == files.taken
    assert not done["awkward-barred"].complete


def test_a_national_page_of_nothing_but_others_reviews_has_its_list(place: Place) -> None:
    row = rows()["nspcc"]
    one = place.harvest(row.model_copy(update={"urls": row.urls[:1]}))["nspcc"]
    assert (one.state, one.complete) == (SourceState.OK, True)
    assert {link.stated.own for link in place.taken(one)} == {False}


def test_what_a_search_no_longer_names_is_asked_for_again(place: Place, world: World) -> None:
    row = rows()["govuk-panel"]
    first = place.harvest(row)["govuk-panel"]
    world.route(f"http://{govuk.HOST}/api/search.json", govuk.searching(publications.PUBLISHED[1:]))
    asked = len(world.log)
    second = place.harvest(row)["govuk-panel"]
    path = f"/api/content{publications.PUBLISHED[0].path}"
    assert [one.status for one in world.log[asked:] if one.path == path] == [304]
    assert {link.url for link in place.taken(second)} == {link.url for link in place.taken(first)}
    # What the content interface no longer knows is left out with its reason, and the search was read whole all the same.
    world.break_(f"http://{govuk.HOST}{path}", "not_found")
    third = place.harvest(row)["govuk-panel"]
    assert (third.complete, third.taken) == (True, first.taken - 1)
    links = links_from(place.store.read(third.links_sha256 or ""))
    assert "The content interface no longer knows it." in {link.left_out for link in links}


def test_a_site_that_is_down_is_unreachable_and_loses_nobody_else(place: Place, world: World) -> None:
    world.break_("http://wandsworth.test/", "down", whole_host=True)
    done = place.harvest(rows()["wandsworth"], rows()["walthamforest"])
    assert (done["wandsworth"].state, done["wandsworth"].complete) == (SourceState.UNREACHABLE, False)
    assert done["wandsworth"].links_sha256 is None
    assert done["walthamforest"].state is SourceState.OK


def test_a_lost_further_page_makes_a_harvest_incomplete(place: Place, world: World) -> None:
    lost = "http://nspcc.test/case-reviews/learning-from-case-reviews-briefings/"
    world.break_(lost, "not_found")
    one = place.harvest(rows()["nspcc"])["nspcc"]
    assert (one.state, one.complete) == (SourceState.INCOMPLETE, False)
    assert "404" in one.detail
    assert place.taken(one)


def test_a_missing_document_is_counted_and_its_capture_kept(place: Place, world: World) -> None:
    report = place.taken(place.harvest(rows()["wandsworth"])["wandsworth"])[0].url
    world.break_(report, "not_found")
    one = place.harvest(rows()["wandsworth"])["wandsworth"]
    assert (one.state, one.documents_failed) == (SourceState.OK, 1)
    last = [capture for capture in place.journal.read(Capture) if capture.url == report][-1]
    assert last.status == 404


def test_a_row_that_expects_more_is_told(place: Place) -> None:
    row = rows()["wandsworth"]
    assert row.expect is not None
    eager = row.model_copy(update={"expect": row.expect.model_copy(update={"least": 99, "known": ("Nobody Known",)})})
    one = place.harvest(eager)["wandsworth"]
    assert [note.kind for note in one.notes] == [IssueKind.LIST_SHRANK]
    assert "at least 99" in one.detail
    assert "Nobody Known" in one.detail


def test_rows_that_are_not_active_and_dry_runs_leave_no_trace(place: Place) -> None:
    row = rows()["wandsworth"]
    assert place.harvest(row.model_copy(update={"status": SourceStatus.PAUSED})) == {}
    one = place.harvest(row, dry=True)["wandsworth"]
    assert one.taken > 0
    assert list(place.journal.read(Capture)) == []
    assert list(place.journal.read(Harvest)) == []
    assert not place.cache.exists()


def test_a_bug_in_one_source_is_logged_and_loses_no_other(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    broken = rows()["lewisham-sab"].model_copy(update={"adapter": "no-such-adapter"})
    with caplog.at_level(logging.ERROR):
        done = place.harvest(broken, rows()["walthamforest"])
    assert (done["lewisham-sab"].state, done["lewisham-sab"].complete) == (SourceState.INCOMPLETE, False)
    assert "KeyError" in done["lewisham-sab"].detail
    assert done["walthamforest"].state is SourceState.OK
    assert "lewisham-sab" in caplog.text


def test_a_damaged_cache_is_read_again(place: Place) -> None:
    first = place.harvest(rows()["walthamforest"])["walthamforest"]
    for path in place.cache.rglob("*.json"):
        path.write_text("{")
    second = place.harvest(rows()["walthamforest"])["walthamforest"]
    assert second.links_sha256 == first.links_sha256


def test_a_trap_of_pages_ends_at_the_depth_budget(place: Place, world: World) -> None:
    row = rows()["walthamforest"].model_copy(update={"urls": ("http://walthamforest.test/trap0",)})
    for number in range(8):
        page = f"<html><body><h1>Case reviews</h1><p><a href='/trap{number + 1}'>Next page</a></p></body></html>"
        world.put(f"http://walthamforest.test/trap{number}", page.encode())
    one = place.harvest(row)["walthamforest"]
    assert (one.state, one.complete, one.pages) == (SourceState.INCOMPLETE, False, 5)
    assert [note.kind for note in one.notes] == [IssueKind.INCOMPLETE]


def a_wordpress(world: World, *, map_: bool = True) -> Source:
    """Put the front page and the map of a WordPress site over a host; return a row that names no adapter."""
    root = "http://walthamforest.test/board"
    head = f'<head><link rel="https://api.w.org/" href="{root}/wp-json/"></head>'
    world.put(f"{root}/", f"<html>{head}<body><h1>Welcome</h1></body></html>".encode())
    report = "http://walthamforest.test/sites/default/files/2020-05/Child%20C%20Serious%20Case%20Review.pdf"
    words = f"<h1>Child C: Serious Case Review</h1><p><a href='{report}'>Read the report</a></p>"
    world.put(f"{root}/child-c/", f"<html>{head}<body>{words}</body></html>".encode())
    if map_:
        places = f"<urlset><url><loc>{root}/child-c/</loc></url></urlset>"
        world.put(f"{root}/wp-sitemap.xml", places.encode(), "application/xml")
    return rows()["walthamforest"].model_copy(update={"adapter": None, "urls": (f"{root}/",), "expect": None})


@pytest.mark.parametrize("refusal", ["not_found", "gone", "forbidden", "robots"])
def test_what_is_refused_for_good_is_replaced_by_what_stands_in_for_it(
    place: Place, world: World, refusal: str
) -> None:
    row = a_wordpress(world)
    types = "http://walthamforest.test/board/wp-json/wp/v2/types"
    world.put(types, b"{}", "application/json")
    if refusal == "robots":
        world.put("http://walthamforest.test/robots.txt", b"User-agent: *\nDisallow: /board/wp-json/\n", "text/plain")
    else:
        world.break_(types, refusal)
    one = place.harvest(row)["walthamforest"]
    assert (one.state, one.complete, one.notes) == (SourceState.OK, True, ())
    assert [link.stated.pseudonyms for link in place.taken(one)] == [("Child C",)]


@pytest.mark.parametrize("fault", ["server_error", "down", "truncated"])
def test_what_fails_for_now_is_not_replaced_and_makes_a_harvest_incomplete(
    place: Place, world: World, fault: str
) -> None:
    row = a_wordpress(world)
    types = "http://walthamforest.test/board/wp-json/wp/v2/types"
    world.put(types, b'{"post": {"rest_base": "posts"}}', "application/json")
    world.break_(types, fault)
    one = place.harvest(row)["walthamforest"]
    assert (one.state, one.complete) == (SourceState.INCOMPLETE, False)
    assert world.requests("walthamforest.test", "/board/wp-sitemap.xml") == []


def test_what_has_nothing_instead_is_incomplete_and_the_page_itself_is_still_read(place: Place, world: World) -> None:
    row = a_wordpress(world, map_=False)
    words = "<h2>Child A: Serious Case Review</h2><p><a href='/board/a.pdf'>Read the report</a></p>"
    head = '<head><link rel="https://api.w.org/" href="/board/wp-json/"></head>'
    world.put("http://walthamforest.test/board/", f"<html>{head}<body><h1>Reviews</h1>{words}</body></html>".encode())
    one = place.harvest(row)["walthamforest"]
    assert (one.state, one.complete) == (SourceState.INCOMPLETE, False)
    assert [link.stated.pseudonyms for link in place.taken(one)] == [("Child A",)]
    assert "404" in one.detail
