"""Every way in which an address can break, over simulated days: what is published, mailed and put in the feed.

The whole house runs against the miniature internet. The world is harvested once; each case works on a copy
of that warehouse and watches it at moments of its own. What should have happened follows from the rules of
evidence: two days of a server's own word, three days of other failures, and never from what only says that
we could not look.
"""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection
from lxml import etree  # type: ignore[import-untyped]

from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.models import NoticeEvent
from catalogue.vocabulary import NoticeStep, Rule
from tests.conftest import START, settings_for
from tests.world.faults import PRIVATE_ADDRESS, Fault
from tests.world.server import World
from tests.world.sites import FRANKIE_PDF, WANDSWORTH_PAGE

REVIEW = "wandsworth-2021-frankie"
CONTACT = "business.manager@wandsworth.test"
OPERATOR = "operator@catalogue.test"
KEPT_OUT = "Could not be checked for a week: wandsworth.test keeps us out"
SITE = "http://wandsworth.test/"
NOT_FOUND = "Not found at its published address: Frankie (full report)"
FOUND_AGAIN = "Found again at its published address: Frankie (full report)"
SUMMARY = "Weekly summary: 1 document still not found at the published address"
OURS = "Nothing could be reached: the fault is taken to be ours"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
BROKEN_DAYS = (1, 2, 3, 4, 5, 16)
"""Five days in a row, and one after knowledge has grown too old to be said of today."""
MENDED_DAYS = (17, 18)

Row = tuple[object, ...]


def plain(letter: EmailMessage) -> str:
    """Return the plain text of a letter on one line."""
    part = letter.get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def day(number: int) -> dt.datetime:
    """Return the moment of a round so many days after the harvest."""
    return START + dt.timedelta(days=number)


def stored(number: int) -> dt.datetime:
    """Return the same as the edition holds it: UTC without saying so."""
    return day(number).replace(tzinfo=None)


class Case:
    """One copy of the harvested warehouse, watched at chosen moments."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder, self.now = world, folder, START
        self.house = self._open()
        self._letters_before = len(world.mailbox.messages)
        self._reading = ExitStack()
        self._edition: DuckDBPyConnection | None = None

    def _open(self, **settings: Any) -> House:
        """Open the warehouse under the clock of this case."""
        return House(settings_for(self.world, self.folder, **settings), clock=lambda: self.now)

    def impatient(self) -> None:
        """Wait less than a person would, so that a slow answer is soon over; long enough for a busy machine."""
        self.house = self._open(deadline_s=1.5)

    def harvest(self, number: int) -> None:
        """Read the partnership's page again on a day."""
        self.now = day(number)
        (harvest,) = self.house.harvest(["wandsworth"])
        assert harvest.complete

    def watch(self, *numbers: int, publish: bool = True) -> None:
        """Watch once on each of the days, and publish after the last."""
        for number in numbers:
            self.now = day(number)
            self.house.watch()
        if publish:
            assert self.house.publish().published
            self.close()

    def close(self) -> None:
        """Let go of the edition that was read last."""
        self._reading.close()
        self._edition = None

    def rows(self, query: str, *values: object) -> list[Row]:
        """Ask the published edition."""
        if self._edition is None:
            self._edition = self._reading.enter_context(open_edition(self.folder / "catalogue.duckdb"))
        return self._edition.execute(query, list(values)).fetchall()

    def checks(self, url: str = FRANKIE_PDF) -> list[Row]:
        """Return verdict and reason of every check of an address since the harvest, in order."""
        return self.rows(
            "select c.verdict, c.reason from checks c join locations l using (location_id)"
            " where l.url = ? and c.checked_at > ? order by c.checked_at",
            url,
            stored(0),
        )

    def other_verdicts(self, host: str = "%") -> set[object]:
        """Return the verdicts on everything but Frankie's report, at hosts like the one given."""
        query = (
            "select distinct c.verdict from checks c join locations l using (location_id)"
            " where l.url <> ? and l.url like ? and c.checked_at > ?"
        )
        return {row[0] for row in self.rows(query, FRANKIE_PDF, f"http://{host}/%", stored(0))}

    def availability(self, columns: str, url: str = FRANKIE_PDF) -> Row:
        """Return columns of the availability of one address."""
        (row,) = self.rows(f"select {columns} from availability join locations using (location_id) where url = ?", url)
        return row

    def alerts(self) -> list[Row]:
        """Return whom and what each alert concerns, when it was opened, delivered and closed, and how it ended."""
        return self.rows(
            "select publisher_id, review_id, kind, opened_at, delivered_at, closed_at, answer from alerts"
            " order by opened_at"
        )

    def waiting(self) -> list[Row]:
        """Return the issues about alerts that nobody has received."""
        return self.rows("select kind, review_id from issues where kind in ('delivery-failed', 'no-contact')")

    def retention_status(self) -> object:
        """Return what availability means for Frankie's period."""
        ((status,),) = self.rows("select retention_status from reviews where review_id = ?", REVIEW)
        return status

    @property
    def letters(self) -> list[EmailMessage]:
        """Everything that the mail server accepted in this case."""
        return self.world.mailbox.messages[self._letters_before :]

    @property
    def recipients(self) -> list[tuple[str, ...]]:
        """Whom each letter was handed over for."""
        return [one.recipients for one in self.world.mailbox.envelopes[self._letters_before :]]

    def subjects(self, to: str = CONTACT) -> list[str]:
        """Return the subjects of what somebody got; every letter goes to one person once, and answers to the operator."""
        letters = self.letters
        assert {one["Reply-To"] for one in letters} <= {OPERATOR}
        assert self.recipients == [(one["To"],) for one in letters]
        ids = [one["Message-ID"] for one in letters]
        assert len(set(ids)) == len(ids)
        return [str(one["Subject"]) for one in letters if one["To"] == to]

    def feed(self) -> list[tuple[str, str]]:
        """Return title and time of each entry of the partnership's feed, newest first; no other feed may exist."""
        folder = self.folder / "feeds"
        names = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
        if not names:
            return []
        assert names == ["all-publishers.atom", "wandsworth.atom"]
        root = etree.fromstring((folder / names[1]).read_bytes())
        entries = root.findall("a:entry", ATOM)
        assert len({one.findtext("a:id", namespaces=ATOM) for one in entries}) == len(entries)
        return [
            (one.findtext("a:title", namespaces=ATOM), one.findtext("a:updated", namespaces=ATOM)) for one in entries
        ]

    def assert_silent(self) -> None:
        """Nobody was told anything, anywhere."""
        assert self.alerts() == []
        assert self.letters == []
        assert self.feed() == []


@dataclass(frozen=True)
class Harvested:
    """The world, and the warehouse after one harvest, one round of checks and one edition."""

    world: World
    warehouse: Path


@pytest.fixture(scope="module")
def harvested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harvested]:
    """Harvest the miniature world once."""
    with World() as world:
        folder = tmp_path_factory.mktemp("harvested") / "warehouse"
        outcome = House(settings_for(world, folder)).run().outcome
        assert outcome is not None
        assert outcome.published
        yield Harvested(world, folder)


@pytest.fixture
def case(harvested: Harvested, tmp_path: Path) -> Iterator[Case]:
    """Copy the warehouse and put the world right."""
    harvested.world.mend()
    harvested.world.mailbox.refuse(None)
    harvested.world.mailbox.open()
    with closing(Case(harvested.world, Path(shutil.copytree(harvested.warehouse, tmp_path / "warehouse")))) as one:
        yield one


def written(number: int) -> str:
    """Return the moment of a round as feeds write it."""
    return day(number).isoformat()


ABSENT = {
    Fault.NOT_FOUND: (Rule.NOT_FOUND, 2),
    Fault.GONE: (Rule.GONE, 2),
    Fault.SOFT_404: (Rule.SOFT_NOT_FOUND, 4),
    Fault.REDIRECT_HOME: (Rule.REDIRECT_HOME, 4),
    Fault.LOGIN: (Rule.LOGIN, 4),
    Fault.HTML_INSTEAD: (Rule.HTML_NOT_DOCUMENT, 4),
    Fault.SERVER_ERROR: (Rule.SERVER_ERROR, 4),
    Fault.DOWN: (Rule.NO_CONNECTION, 4),
    Fault.SLOW: (Rule.TIMED_OUT, 4),
}
"""Faults of one address, while its site works, that mean that nobody can read the report: the rule that sees
it, and the day on which its evidence is enough. A file that never arrives in time is one of them."""

UNSURE = {
    Fault.BOT_WALL: ("unknown", Rule.BOT_WALL),
    Fault.FORBIDDEN: ("unknown", Rule.FORBIDDEN),
    Fault.ROBOTS: ("unknown", Rule.ROBOTS),
    Fault.TRUNCATED: ("unknown", Rule.BROKEN_BODY),
    Fault.REDIRECT_PRIVATE: ("unknown", Rule.BLOCKED_ADDRESS),
    Fault.REPLACED: ("replaced", Rule.DIFFERENT_DOCUMENT),
}
"""Faults that say neither that the report is there nor that it is not."""


def test_every_fault_of_the_world_has_its_case() -> None:
    assert {*ABSENT, *UNSURE, Fault.RESAVED} == set(Fault)


@pytest.mark.parametrize("fault", ABSENT)
def test_an_absence_is_told_once_when_the_evidence_is_enough_and_ended_when_it_is_over(
    case: Case, fault: Fault
) -> None:
    rule, opened = ABSENT[fault]
    if fault is Fault.SLOW:
        case.impatient()
    case.world.break_(FRANKIE_PDF, fault)
    case.watch(*BROKEN_DAYS)
    assert case.checks() == [("unavailable", rule.value)] * len(BROKEN_DAYS)
    assert case.other_verdicts() == {"available"}
    assert case.availability("state, reason, since, failure_count, days_verified, days_down, days_unverified") == (
        ("unavailable", rule.value, stored(1), len(BROKEN_DAYS), 0.0, 15.0, 1.0)
    )
    assert case.retention_status() == "not_found_in_period"
    assert case.alerts() == [("wandsworth", REVIEW, "not_found", stored(opened), stored(opened), None, None)]
    assert case.subjects() == [NOT_FOUND, SUMMARY]
    assert case.feed() == [(NOT_FOUND, written(opened))]
    text = plain(case.letters[0])
    assert FRANKIE_PDF in text
    assert rule.definition in text
    assert "since 16 February 2021" in text
    assert "Last seen well: 15 February 2021 at 09:00" in text
    assert "until at least 1 January 2022" in text

    case.world.mend()
    case.watch(*MENDED_DAYS)
    assert {row[0] for row in case.checks()[len(BROKEN_DAYS) :]} == {"available"}
    # The first good check is not yet a recovery; the state that the second makes holds from the first on.
    assert case.availability("state, since, failure_count, days_verified, days_down, days_unverified") == (
        ("available", stored(17), 0, 1.0, 16.0, 1.0)
    )
    assert case.retention_status() == "available_in_period"
    assert [row[3:] for row in case.alerts()] == [(stored(opened), stored(opened), stored(18), "back")]
    assert case.subjects() == [NOT_FOUND, SUMMARY, FOUND_AGAIN]
    assert case.feed() == [(FOUND_AGAIN, written(18)), (NOT_FOUND, written(opened))]
    (alert_id,) = case.rows("select alert_id from alerts")[0]
    assert [one["Message-ID"] for one in case.letters] == [
        f"<{alert_id}.{step}@catalogue>" for step in ("opened", "reminded-1", "closed")
    ]


@pytest.mark.parametrize("fault", UNSURE)
def test_what_says_nothing_is_never_told_and_counts_neither_as_up_nor_as_down(case: Case, fault: Fault) -> None:
    verdict, rule = UNSURE[fault]
    case.world.break_(FRANKIE_PDF, fault)
    case.watch(*BROKEN_DAYS)
    assert case.checks() == [(verdict, rule.value)] * len(BROKEN_DAYS)
    # What was known last is said for two weeks and no longer; no day of it counts.
    days = "days_verified, days_down, days_unverified"
    assert case.availability(f"state, reason, since, last_success_at, failure_count, {days}") == (
        ("unknown", rule.value, stored(1), stored(0), 0, 0.0, 0.0, 16.0)
    )
    assert case.retention_status() == "not_checked_in_period"
    assert case.other_verdicts("wandsworth.test") == {"unknown" if fault is Fault.ROBOTS else "available"}
    assert case.other_verdicts("%") - case.other_verdicts("wandsworth.test") <= {"available"}
    assert (case.alerts(), case.feed(), case.subjects()) == ([], [], [])
    told = [KEPT_OUT] if rule in (Rule.BOT_WALL, Rule.HOST_FORBIDS) else []
    assert case.subjects(OPERATOR) == told

    case.world.mend()
    case.watch(*MENDED_DAYS, publish=False)
    assert case.subjects(OPERATOR) == told
    assert len(case.letters) == len(told)
    assert case.feed() == []


def test_a_report_saved_again_is_the_same_report_and_so_it_is_when_the_first_bytes_return(case: Case) -> None:
    case.world.break_(FRANKIE_PDF, Fault.RESAVED)
    case.watch(*BROKEN_DAYS, publish=False)
    case.world.mend()
    case.watch(*MENDED_DAYS)
    unchanged, again = ("available", "not-modified"), ("available", "re-saved")
    assert case.checks() == [
        *(again, unchanged, unchanged, unchanged, unchanged, ("available", "same-bytes")),
        *(again, unchanged),
    ]
    columns = "state, since, failure_count, days_verified, days_down, days_unverified"
    assert case.availability(columns) == ("available", stored(0), 0, 18.0, 0.0, 0.0)
    case.assert_silent()


def test_nothing_is_sent_to_a_private_address(case: Case) -> None:
    """The tests' own guard would end the run at a connection beyond loopback; none is tried."""
    case.world.break_(FRANKIE_PDF, Fault.REDIRECT_PRIVATE)
    case.watch(1)
    found = case.rows("select status, final_url, sha256 from checks where reason = 'blocked-address'")
    assert found == [(None, PRIVATE_ADDRESS + FRANKIE_PDF.rpartition("/")[2], None)]
    asked = case.world.requests("wandsworth.test", FRANKIE_PDF.removeprefix("http://wandsworth.test"))
    assert asked[-1].status == 302


def test_the_document_that_stands_in_the_place_of_another_is_kept_beside_it(case: Case) -> None:
    before = case.availability("document_id")
    case.world.break_(FRANKIE_PDF, Fault.REPLACED)
    case.watch(1)
    ((now,),) = case.rows("select sha256 from checks where verdict = 'replaced'")
    store = case.house.store
    assert now != before[0]
    assert store.read(str(now)).startswith(b"%PDF")
    assert store.read(str(before[0])).startswith(b"%PDF")
    assert case.availability("document_id") == before
    assert case.rows("select review_id, url from issues where kind = 'document-replaced'") == [(REVIEW, FRANKIE_PDF)]


@pytest.mark.parametrize(("fault", "days"), [(Fault.NOT_FOUND, 1), (Fault.SLOW, 3), (Fault.DOWN, 3)])
def test_what_passes_before_the_evidence_is_enough_is_not_told(case: Case, fault: Fault, days: int) -> None:
    if fault is Fault.SLOW:
        case.impatient()
    case.world.break_(FRANKIE_PDF, fault)
    case.watch(*range(1, days + 1), publish=False)
    case.world.mend()
    case.watch(days + 1)
    assert [row[0] for row in case.checks()] == ["unavailable"] * days + ["available"]
    assert case.availability("state, since, failure_count") == ("available", stored(0), 0)
    case.assert_silent()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.DOWN, Rule.SITE_DOWN),
        (Fault.SLOW, Rule.SITE_DOWN),
        (Fault.SERVER_ERROR, Rule.SITE_DOWN),
    ],
)
def test_a_whole_site_that_fails_says_nothing_about_its_documents(case: Case, fault: Fault, reason: Rule) -> None:
    if fault is Fault.SLOW:
        case.impatient()
    case.world.break_(SITE, fault, whole_host=True)
    case.watch(*range(1, 6))
    assert case.checks() == [("unknown", reason.value)] * 5
    assert case.other_verdicts("wandsworth.test") == {"unknown"}
    assert case.other_verdicts("walthamforest.test") == {"available"}
    assert case.availability("failure_count, days_down, days_unverified") == (0, 0.0, 5.0)
    case.world.mend()
    case.watch(6, 7, publish=False)
    case.assert_silent()


def test_days_of_an_outage_are_no_evidence_that_a_document_is_missing(case: Case) -> None:
    case.world.break_(SITE, Fault.DOWN, whole_host=True)
    case.watch(1, 2, 3, publish=False)
    case.world.mend(SITE)
    case.world.break_(FRANKIE_PDF, Fault.NOT_FOUND)
    case.watch(4, publish=False)
    assert case.letters == []
    case.watch(5)
    assert [row[3] for row in case.alerts()] == [stored(5)]
    assert case.subjects() == [NOT_FOUND]
    assert "since 19 February 2021" in plain(case.letters[0])


def test_when_nothing_can_be_reached_the_fault_is_ours_and_nobody_is_told(case: Case) -> None:
    for host in case.world.hosts:
        case.world.break_(f"http://{host}/", Fault.DOWN, whole_host=True)
    case.watch(*range(1, 6))
    assert case.rows("select distinct verdict, reason from checks where checked_at > ?", stored(0)) == [
        ("unknown", "own-outage")
    ]
    assert case.rows("select sum(failure_count), sum(days_down) from availability") == [(0, 0.0)]
    case.world.mend()
    case.watch(6, 7)
    assert {row[0] for row in case.checks()[5:]} == {"available"}
    assert case.alerts() == []
    assert case.feed() == []
    assert (case.subjects(), case.subjects(OPERATOR)) == ([], [OURS])


def test_our_own_outage_neither_ends_an_alert_nor_tells_it_again(case: Case) -> None:
    case.world.break_(FRANKIE_PDF, Fault.NOT_FOUND)
    case.watch(1, 2, publish=False)
    for host in case.world.hosts:
        case.world.break_(f"http://{host}/", Fault.DOWN, whole_host=True)
    case.watch(3, 4)
    assert case.availability("state, failure_count") == ("unavailable", 2)
    assert case.subjects(OPERATOR) == [OURS]
    assert [row[3:] for row in case.alerts()] == [(stored(2), stored(2), None, None)]
    assert case.subjects() == [NOT_FOUND]


@pytest.mark.parametrize(
    ("first", "status"),
    [
        (dt.date(2022, 1, 3), "period_uncertain"),  # published on some day of January 2021
        (dt.date(2022, 2, 1), "completed_later_removed"),
    ],
)
def test_outside_its_year_a_report_may_go_without_a_word(case: Case, first: dt.date, status: str) -> None:
    number = (first - START.date()).days
    case.watch(number - 1, publish=False)
    case.world.break_(FRANKIE_PDF, Fault.GONE)
    step = 1 if status == "period_uncertain" else 7
    case.watch(*range(number, number + 3 * step, step))
    assert case.availability("state, reason") == ("unavailable", "gone")
    assert case.retention_status() == status
    case.assert_silent()


def test_an_alert_that_is_open_when_the_year_ends_is_closed_without_a_letter(case: Case) -> None:
    last = (dt.date(2022, 1, 31) - START.date()).days
    opened = (dt.date(2022, 1, 1) - START.date()).days
    case.world.break_(FRANKIE_PDF, Fault.NOT_FOUND)
    case.watch(opened - 1, opened, last)
    assert [row[3:] for row in case.alerts()] == [(stored(opened), stored(opened), None, None)]
    case.watch(last + 1)
    assert [row[5:] for row in case.alerts()] == [(stored(last + 1), "period_ended")]
    assert case.subjects() == [NOT_FOUND]
    assert [title for title, _ in case.feed()] == ["Notice ended: Frankie", NOT_FOUND]


def refused_ids(case: Case) -> set[str | None]:
    """Return the ids under which letters were tried in vain."""
    steps = case.house.journal.read(NoticeEvent)
    return {f"<{one.notice_id}@catalogue>" for one in steps if one.step is NoticeStep.FAILED}


def shut(world: World) -> None:
    """Close the mail server."""
    world.mailbox.close()


def refusing(code: int, world: World) -> None:
    """Let the mail server refuse."""
    world.mailbox.refuse(code)


def test_a_contact_that_refuses_for_good_is_given_up_and_the_operator_gets_its_letters(case: Case) -> None:
    case.world.break_(FRANKIE_PDF, Fault.NOT_FOUND)
    case.watch(1, publish=False)
    case.world.mailbox.refuse(550)
    case.watch(2, publish=False)
    case.world.mailbox.refuse(None)
    case.watch(3)
    assert case.subjects() == []
    assert sorted(case.subjects(OPERATOR)) == [
        "A channel refuses for good: email of Wandsworth Safeguarding Children Partnership",
        NOT_FOUND,
    ]
    assert case.waiting() == []
    case.world.mend()
    case.watch(4, 5)
    assert case.subjects() == []
    assert case.subjects(OPERATOR)[-1] == FOUND_AGAIN


@pytest.mark.parametrize("fail", [partial(refusing, 450), shut], ids=["greylisted", "closed"])
def test_a_letter_that_does_not_get_through_is_delivered_once_later(case: Case, fail: Callable[[World], None]) -> None:
    case.world.break_(FRANKIE_PDF, Fault.NOT_FOUND)
    case.watch(1, publish=False)
    fail(case.world)
    case.watch(2, 3)
    assert [row[3:5] for row in case.alerts()] == [(stored(2), None)]
    assert case.letters == []
    assert case.waiting() == [("delivery-failed", REVIEW)]
    assert case.feed() == [(NOT_FOUND, written(2))]  # the feed needs no mail server
    assert len(refused_ids(case)) == 1

    case.world.mailbox.refuse(None)
    case.world.mailbox.open()
    case.watch(4, 5)
    assert [row[3:5] for row in case.alerts()] == [(stored(2), stored(4))]
    assert case.subjects() == [NOT_FOUND]
    assert {one["Message-ID"] for one in case.letters} == refused_ids(case)
    assert case.waiting() == []

    case.world.mend()
    fail(case.world)
    case.watch(6, 7, publish=False)
    assert case.feed() == [(FOUND_AGAIN, written(7)), (NOT_FOUND, written(2))]
    assert case.subjects() == [NOT_FOUND]
    case.world.mailbox.refuse(None)
    case.world.mailbox.open()
    case.watch(8, 9)
    assert [row[3:] for row in case.alerts()] == [(stored(2), stored(4), stored(7), "back")]
    assert case.subjects() == [NOT_FOUND, FOUND_AGAIN]
    assert {one["Message-ID"] for one in case.letters} == refused_ids(case)
    assert len(case.feed()) == 2


NEW_PDF = "http://wandsworth.test/reviews/frankie-full-report.pdf"


def move(world: World) -> None:
    """Let the publisher move the report and say so on the page that lists it."""
    path, new = (url.removeprefix("http://wandsworth.test") for url in (FRANKIE_PDF, NEW_PDF))
    page = world.body(WANDSWORTH_PAGE).decode()
    assert page.count(path) == 1
    world.put(NEW_PDF, world.body(FRANKIE_PDF), "application/pdf")
    world.put(WANDSWORTH_PAGE, page.replace(path, new).encode())
    world.break_(FRANKIE_PDF, Fault.NOT_FOUND)


@pytest.fixture
def moving(harvested: Harvested, world: World, tmp_path: Path) -> Iterator[Case]:
    """Copy the warehouse and give it a world of its own, whose pages may be edited."""
    with closing(Case(world, Path(shutil.copytree(harvested.warehouse, tmp_path / "warehouse")))) as one:
        yield one


def test_a_report_that_moves_is_the_same_review_at_its_new_address(moving: Case) -> None:
    listed = "select url, listed, document_id from locations where source_id = 'wandsworth' and review_id = ?"
    ((_, _, document_id),) = moving.rows(listed, REVIEW)
    reviews = moving.rows("select review_id from reviews order by 1")
    move(moving.world)
    moving.harvest(1)
    moving.watch(1, 2, 3, 4, 5)
    assert moving.rows("select review_id from reviews order by 1") == reviews
    assert moving.rows(f"{listed} order by listed", REVIEW) == [
        (FRANKIE_PDF, False, document_id),
        (NEW_PDF, True, document_id),
    ]
    assert moving.checks() == [("moved", "found-elsewhere")] * 5
    assert {row[0] for row in moving.checks(NEW_PDF)} == {"available"}
    assert moving.availability("state", NEW_PDF) == ("available",)
    assert moving.retention_status() == "available_in_period"
    moving.assert_silent()


def test_a_report_that_moves_is_to_be_read_at_the_address_that_is_still_listed(moving: Case) -> None:
    move(moving.world)
    moving.harvest(1)
    moving.watch(1)
    assert moving.rows("select url from reviews where review_id = ?", REVIEW) == [(NEW_PDF,)]


def test_an_alert_ends_when_the_harvest_finds_where_the_report_moved(moving: Case) -> None:
    move(moving.world)
    moving.watch(1, 2)
    assert [row[3:] for row in moving.alerts()] == [(stored(2), stored(2), None, None)]
    moving.harvest(3)
    moving.watch(3, 4)
    ((opened, _, closed, answer),) = [row[3:] for row in moving.alerts()]
    assert (opened, answer) == (stored(2), "back")
    assert closed in (stored(3), stored(4))
    assert moving.subjects() == [NOT_FOUND, FOUND_AGAIN]
    assert NEW_PDF in plain(moving.letters[-1])
    assert moving.retention_status() == "available_in_period"
