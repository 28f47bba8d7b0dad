"""A real WordPress with a real database is harvested whole by a row with nothing but its address."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.fetch import Fetch
from catalogue.harvest import harvest
from catalogue.journal import FolderJournal
from catalogue.models import Expectation, Harvest, Link, Source, links_from
from catalogue.resolve import Inputs, resolve
from catalogue.settings import Settings
from catalogue.store import FolderStore
from catalogue.vocabulary import DateBasis, IssueKind, Nation, ReviewType, Scope, SourceState
from tests.wordpress.content import BOARD, Filled
from tests.wordpress.server import HOST, Asked

NOW = dt.datetime(2026, 2, 15, 9, tzinfo=dt.UTC)
ROOT = f"http://{HOST}/"


class Place:
    """A warehouse in a folder, and the running site."""

    def __init__(self, wordpress: Filled, folder: Path, first: Harvest | None = None) -> None:
        self.wordpress = wordpress
        self.first = first
        self.settings = Settings.model_validate({**wordpress.server.env, "warehouse": folder, "deadline_s": 60})
        self.store = FolderStore(self.settings.raw)
        self.journal = FolderJournal(self.settings.journal_folder)
        self.cache = folder / "read"
        self.now = first.started_at if first else NOW

    def harvest(self, url: str = ROOT) -> Harvest:
        """Harvest with a row that has nothing but an address."""
        self.now += dt.timedelta(days=1)
        (one,) = harvest(
            [self.row(url)],
            fetch=Fetch(self.settings, self.store, lambda: self.now),
            store=self.store,
            journal=self.journal,
            cache=self.cache,
            clock=lambda: self.now,
        )
        return one

    def row(self, url: str = ROOT) -> Source:
        return Source(
            id="sampleborough",
            publisher=BOARD,
            publisher_id="sampleborough",
            nation=Nation.ENGLAND,
            scope=Scope.CHILD,
            areas=("E09000032",),
            urls=(url,),
            expect=Expectation(least=0),
        )

    def links(self, one: Harvest, *, taken: bool = True) -> list[Link]:
        assert one.links_sha256 is not None
        return [link for link in links_from(self.store.read(one.links_sha256)) if (link.left_out is None) is taken]

    def files(self, links: list[Link]) -> list[str]:
        """Return the files that links lead to, by the keys they were uploaded under; other addresses as they are."""
        keys = {url: key for key, url in self.wordpress.files.items()}
        return [keys.get(link.url, link.url) for link in links]

    def by_review(self, one: Harvest) -> dict[str, set[str]]:
        """Return the files of the publisher's own child reviews, by pseudonym."""
        found: dict[str, set[str]] = {}
        for link in self.links(one):
            if link.stated.own is not False and link.stated.review_type is not ReviewType.SAR:
                (name,) = link.stated.pseudonyms
                found.setdefault(name, set()).update(self.files([link]) if link.has_document else ())
        return found

    def listed(self, key: str) -> bool | None:
        """Return whether a file counts as listed now."""
        found = resolve(Inputs([self.row()], (), {}), journal=self.journal, store=self.store, clock=lambda: self.now)
        (location,) = [one for one in found.locations if one.url == self.wordpress.files[key]]
        return location.listed

    def asked(self, since: int) -> list[Asked]:
        return [one for one in self.wordpress.server.requests()[since:] if not one.url.startswith("/robots.txt")]


@pytest.fixture(scope="module")
def harvested(wordpress: Filled, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Harvest]:
    """A warehouse after a first harvest of the whole site, which tests copy."""
    folder = tmp_path_factory.mktemp("harvested") / "warehouse"
    return folder, Place(wordpress, folder).harvest()


@pytest.fixture
def place(wordpress: Filled, harvested: tuple[Path, Harvest], tmp_path: Path) -> Iterator[Place]:
    """A warehouse after a first harvest of the whole site."""
    shutil.copytree(harvested[0], tmp_path / "warehouse")
    yield Place(wordpress, tmp_path / "warehouse", harvested[1])
    wordpress.server.act("options", options={"catalogue_rest_off": 0, "catalogue_maps_off": 0})


@pytest.fixture
def by_number(wordpress: Filled) -> Iterator[None]:
    """Addresses of numbers instead of words."""
    wordpress.server.act("permalinks", structure="")
    yield
    wordpress.server.act("permalinks", structure="/%postname%/")


def truth(place: Place) -> dict[str, set[str]]:
    return {name: set(files) for name, files in place.wordpress.site.reviews.items()}


def check_whole(place: Place, one: Harvest) -> None:
    """Compare a harvest of the whole site with what is true of it."""
    site = place.wordpress.site
    assert (one.state, one.complete, one.notes) == (SourceState.OK, True, ())
    assert place.by_review(one) == truth(place)
    taken = place.files(place.links(one))
    assert len(taken) == len(set(taken))
    expected = {file for files in site.reviews.values() for file in files} | set(site.others)
    assert {file for file in taken if not file.startswith("http")} == expected
    assert (one.documents_new, one.documents_failed) == (len(expected), 0)
    left_out = place.files(place.links(one, taken=False))
    assert {file for file in left_out if not file.startswith("http")} == set(site.orphans)
    check_nothing_closed(place, one)


def check_nothing_closed(place: Place, one: Harvest) -> None:
    """Look for what a visitor cannot read."""
    blob = place.store.read(one.links_sha256 or "").decode()
    assert "Child A" in blob
    assert not [number for number in range(1, 6) if f"Child Z{number}" in blob or f"child-z{number}" in blob]


def test_a_row_with_nothing_but_the_address_finds_every_review_and_document(place: Place) -> None:
    assert place.first is not None
    check_whole(place, place.first)


@pytest.mark.usefixtures("by_number")
def test_so_it_does_where_addresses_are_numbers(wordpress: Filled, tmp_path: Path) -> None:
    place = Place(wordpress, tmp_path)
    check_whole(place, place.harvest())


def test_a_news_post_dates_its_review_by_the_day_on_the_site_and_no_page_by_when_it_was_made(place: Place) -> None:
    assert place.first is not None
    links = place.links(place.first)
    dates = dict(zip(place.files(links), (link.stated.published for link in links), strict=True))
    found = {key: date for key in place.wordpress.site.dates if (date := dates[key])}
    assert {key: str(date.value) for key, date in found.items()} == place.wordpress.site.dates
    assert {date.basis for date in found.values()} == {DateBasis.LISTING}
    assert [dates[f"child-{letter}-report"] for letter in "rstuop"] == [None] * 6


def test_an_unchanged_second_harvest_stores_and_reads_nothing(place: Place) -> None:
    first = place.first
    assert first is not None
    stored = sorted(place.settings.raw.rglob("*"))
    read = {path: path.stat().st_mtime_ns for path in place.cache.rglob("*.json")}
    before = len(place.wordpress.server.requests())
    second = place.harvest()
    asked = place.asked(before)
    files = [one for one in asked if "/wp-content/uploads/" in one.url]
    assert len(files) == first.documents_new == second.documents_unchanged
    assert {(one.conditional, one.status) for one in files} == {(True, 304)}
    # Pages and answers carry nothing to ask by: they come again, with the same bytes.
    assert {one.status for one in asked if one not in files} == {200, 301}
    assert sorted(place.settings.raw.rglob("*")) == stored
    assert {path: path.stat().st_mtime_ns for path in place.cache.rglob("*.json")} == read
    assert second.links_sha256 == first.links_sha256


def test_an_address_within_the_site_gives_what_stands_below_it_with_and_without_the_interface(place: Place) -> None:
    given = place.harvest(f"{ROOT}learning/")
    names = {f"Child {letter}" for letter in "ABCDEFGHIJKLMNOPQ"}
    assert place.by_review(given) == {name: files for name, files in truth(place).items() if name in names}
    place.wordpress.server.act("options", options={"catalogue_rest_off": 1})
    before = len(place.wordpress.server.requests())
    mapped = place.harvest(f"{ROOT}learning/")
    asked = place.asked(before)
    assert [one.url for one in asked if one.status == 401] == ["/wp-json/wp/v2/types"]
    assert any(one.url == "/wp-sitemap.xml" for one in asked)
    assert (mapped.state, mapped.complete, mapped.notes) == (SourceState.OK, True, ())
    assert place.by_review(mapped) == place.by_review(given)
    assert sorted(place.files(place.links(mapped))) == sorted(place.files(place.links(given)))


@pytest.mark.usefixtures("by_number")
def test_a_page_known_by_its_number_gives_its_children_and_theirs(place: Place) -> None:
    one = place.harvest(f"{ROOT}?page_id={place.wordpress.numbers['learning']}")
    names = {f"Child {letter}" for letter in "ABCDEFGHIJKLMNOPQ"}
    assert (one.state, one.complete) == (SourceState.OK, True)
    assert place.by_review(one) == {name: files for name, files in truth(place).items() if name in names}


def test_an_edited_page_alone_is_read_anew(place: Place) -> None:
    first = place.first
    assert first is not None
    before, stored = set(place.cache.rglob("*.json")), set(place.settings.raw.rglob("*"))
    number = place.wordpress.numbers["page-i"]
    words = place.wordpress.server.act("content", number=number)
    place.wordpress.server.act("update", post={"ID": number, "post_content": words.replace("4 May 2021", "5 May 2021")})
    second = place.harvest()
    place.wordpress.server.act("update", post={"ID": number, "post_content": words})
    assert len(set(place.cache.rglob("*.json")) - before) == 1
    assert (second.documents_new, second.documents_unchanged) == (0, first.documents_new)
    days = [
        {
            str(link.stated.published.value)
            for link in place.links(one)
            if link.stated.published and link.stated.pseudonyms == ("Child I",)
        }
        for one in (first, second)
    ]
    assert days == [{"2021-05-04"}, {"2021-05-05"}]
    assert [path for path in set(place.settings.raw.rglob("*")) - stored if path.suffix == ".pdf"] == []


def test_a_review_taken_down_is_delisted_only_by_a_harvest_that_is_complete(place: Place) -> None:
    server, number = place.wordpress.server, place.wordpress.numbers["page-n"]
    assert place.listed("child-n-report") is True
    server.act("update", post={"ID": number, "post_status": "draft"})
    server.act("options", options={"catalogue_rest_off": 1, "catalogue_maps_off": 1})
    lost = place.harvest()
    assert (lost.state, lost.complete) == (SourceState.INCOMPLETE, False)
    assert {note.kind for note in lost.notes} == {IssueKind.INCOMPLETE}
    assert place.listed("child-n-report") is True
    server.act("options", options={"catalogue_rest_off": 0, "catalogue_maps_off": 0})
    whole = place.harvest()
    server.act("update", post={"ID": number, "post_status": "publish"})
    assert (whole.state, whole.complete) == (SourceState.OK, True)
    assert place.by_review(whole) == {name: files for name, files in truth(place).items() if name != "Child N"}
    assert place.listed("child-n-report") is False
    assert place.listed("child-m-report") is True


@pytest.mark.slow
def test_a_whole_site_without_its_interface_is_read_by_its_maps(place: Place) -> None:
    place.wordpress.server.act("options", options={"catalogue_rest_off": 1})
    one = place.harvest()
    assert (one.state, one.complete, one.notes) == (SourceState.OK, True, ())
    assert place.by_review(one) == truth(place)
    check_nothing_closed(place, one)
