"""Lists that fall suspiciously keep their last good entries; those that lose one or two do not."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue.fetch import Fetch
from catalogue.harvest import harvest
from catalogue.issues import from_harvests
from catalogue.journal import FolderJournal
from catalogue.models import Expectation, Harvest, Source
from catalogue.resolve.gathering import gather
from catalogue.store import FolderStore
from catalogue.vocabulary import IssueKind, SourceState
from tests.builders import a_source
from tests.conftest import settings_for
from tests.world.server import World

HOST = "http://falling.test"
PAGE = f"{HOST}/reviews"
FIRST = dt.datetime(2026, 1, 5, 5, tzinfo=dt.UTC)


class Listing:
    """One source on one page, harvested week by week."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.week = world, 0
        world.put(f"{HOST}/robots.txt", b"User-agent: *\nAllow: /\n", "text/plain")
        self.settings = settings_for(world, folder)
        self.store = FolderStore(self.settings.raw)
        self.journal = FolderJournal(self.settings.journal_folder)
        self.cache = folder / "read"
        self.expect = Expectation(least=0)

    @property
    def row(self) -> Source:
        return a_source("falling").model_copy(update={"urls": (PAGE,), "expect": self.expect})

    @property
    def now(self) -> dt.datetime:
        return FIRST + dt.timedelta(weeks=self.week)

    def shows(self, *numbers: int, date: str = "Published 3 March 2025", words: str = "") -> None:
        """Publish the reviews of these numbers."""
        rows = [
            f"<h2>Child R{number}</h2><p><a href='/files/child-r{number}.pdf'>Child R{number} local child safeguarding "
            f"practice review</a> {date}</p>"
            for number in numbers
        ]
        page = (
            f"<html><body><main><h1>Child safeguarding practice reviews</h1>{words}{''.join(rows)}</main></body></html>"
        )
        self.world.put(PAGE, page.encode())
        for number in numbers:
            self.world.put(f"{HOST}/files/child-r{number}.pdf", f"%PDF-1.4 {number}".encode(), "application/pdf")

    def harvest(self) -> Harvest:
        """Harvest a week later."""
        self.week += 1
        (done,) = harvest(
            [self.row],
            fetch=Fetch(self.settings, self.store, lambda: self.now),
            store=self.store,
            journal=self.journal,
            cache=self.cache,
            clock=lambda: self.now,
        )
        return done

    def listed(self) -> dict[str, bool | None]:
        """Return by document whether it is listed."""
        items = gather([self.row], {}, journal=self.journal, store=self.store)
        return {
            one.link.url.rpartition("/")[2].removesuffix(".pdf"): one.listed for item in items for one in item.sightings
        }

    def issues(self) -> list[IssueKind]:
        return [issue.kind for issue in from_harvests(self.journal.read(Harvest), [self.row])]


@pytest.fixture
def listing(world: World, tmp_path: Path) -> Listing:
    world.put(f"{HOST}/", b"<html><body>home</body></html>")
    return Listing(world, tmp_path / "warehouse")


def test_a_list_that_falls_from_12_to_3_keeps_its_last_good_entries(listing: Listing) -> None:
    listing.shows(*range(12))
    first = listing.harvest()
    assert (first.state, first.items, first.dated) == (SourceState.OK, 12, 12)
    listing.shows(0, 1, 99)
    fallen = listing.harvest()
    assert (fallen.state, fallen.complete, fallen.good, fallen.items) == (SourceState.DOUBTED, True, False, 3)
    assert "It shows 3 where it showed 12 on 12 January 2026." in fallen.detail
    assert listing.listed() == {f"child-r{number}": True for number in (*range(12), 99)}
    assert listing.issues() == [IssueKind.LIST_SHRANK]
    assert listing.harvest().state is SourceState.DOUBTED
    listing.shows(*range(12), 99)
    assert listing.harvest().state is SourceState.OK
    assert listing.issues() == []


def test_a_listing_that_silently_caps_at_the_first_100_rows_keeps_all_153(listing: Listing) -> None:
    listing.shows(*range(153))
    assert (listing.harvest().state, listing.row.expect) == (SourceState.OK, Expectation(least=0))
    listing.shows(*range(100))
    capped = listing.harvest()
    assert (capped.state, capped.items) == (SourceState.DOUBTED, 100)
    assert "It shows 100 where it showed 153" in capped.detail
    assert set(listing.listed().values()) == {True}
    assert len(listing.listed()) == 153


def test_entries_that_go_one_or_two_at_a_time_are_no_longer_listed_and_nothing_is_doubted(listing: Listing) -> None:
    listing.shows(*range(5))
    listing.harvest()
    for left in ((0, 1, 2), (0, 1), (0,)):
        listing.shows(*left)
        assert listing.harvest().state is SourceState.OK
        assert {name for name, listed in listing.listed().items() if listed} == {f"child-r{one}" for one in left}
        assert listing.issues() == []


def test_a_person_ends_the_doubt_by_accepting_the_shorter_list(listing: Listing) -> None:
    listing.shows(*range(12))
    listing.harvest()
    listing.shows(0, 1, 2)
    assert listing.harvest().state is SourceState.DOUBTED
    listing.expect = Expectation(least=0, accepted_on=listing.now.date())
    assert listing.harvest().state is SourceState.OK
    assert sum(bool(listed) for listed in listing.listed().values()) == 3
    listing.shows(0)
    assert listing.harvest().state is SourceState.OK
    listing.shows(*range(20))
    listing.harvest()
    listing.shows(0)
    assert listing.harvest().state is SourceState.DOUBTED


def test_a_list_that_is_gone_keeps_its_last_good_entries_whatever_the_page_says(listing: Listing) -> None:
    listing.shows(*range(6))
    listing.harvest()
    listing.shows(words="<p>There are currently no reviews.</p>")
    assert listing.harvest().state is SourceState.DOUBTED
    listing.shows(words="<p>The following reviews are published below:</p>")
    assert listing.harvest().state is SourceState.LIST_MISSING
    assert set(listing.listed().values()) == {True}


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        (Expectation(least=7), "shows 6 where its row expects at least 7"),
        (Expectation(least=0, most=5), "shows 6 where its row believes at most 5"),
        (Expectation(least=0, known=("Child R9",)), "The known item 'Child R9' is not among them"),
        (Expectation(least=0, dated=0.5), "0 of 6 show a date where its row expects at least 50%"),
    ],
)
def test_a_list_that_is_not_what_its_row_expects_is_doubted(listing: Listing, expect: Expectation, said: str) -> None:
    listing.shows(*range(6))
    listing.harvest()
    listing.shows(*range(6), date="")
    listing.expect = expect
    doubted = listing.harvest()
    assert (doubted.state, doubted.good) == (SourceState.DOUBTED, False)
    assert said in doubted.detail
    listing.expect = Expectation(least=6, most=6, known=("Child R5",), dated=0)
    assert listing.harvest().state is SourceState.OK


def test_of_a_first_harvest_that_is_doubted_nothing_is_said_to_be_listed_or_not(listing: Listing) -> None:
    listing.shows(0, 1)
    listing.expect = Expectation(least=9)
    assert listing.harvest().state is SourceState.DOUBTED
    assert listing.listed() == {"child-r0": None, "child-r1": None}


def test_other_bodies_items_do_not_make_up_for_lost_ones(listing: Listing) -> None:
    listing.shows(*range(12))
    listing.harvest()
    others = "".join(
        f"<h2>National reviews</h2><p><a href='/files/national-{number}.pdf'>National review {number} by the Child "
        "Safeguarding Practice Review Panel</a></p>"
        for number in range(12)
    )
    listing.shows(0, 1, words=others)
    fallen = listing.harvest()
    assert fallen.taken + fallen.left_out >= 12
    assert fallen.state is SourceState.DOUBTED
