"""The bounds of the rules of alerts, each from both of its sides, over simulated days."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from catalogue.house.answering import Unanswerable
from catalogue.models import AlertEvent, Checked, Failure, NoticeEvent, Resolution
from catalogue.notify import Delivery, Letter
from catalogue.vocabulary import (
    AlertAnswer,
    AlertKind,
    AlertStep,
    FailureKind,
    Magic,
    NoticeStep,
    Precision,
    Purpose,
    Rule,
    SourceState,
)
from tests.test_alerting import DAY, harvested, pulse, say, subjects
from tests.test_watch import OPERATOR, REFUSED, World, location, source

NO_NAME = {"status": None, "failure": Failure(kind=FailureKind.DNS_NOT_FOUND, detail="No such name.")}
WALL = {"status": 403, "headers": {"cf-mitigated": "challenge", "server": "cloudflare"}}
CONTACT = "manager@p0.test"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give two publishers with two documents each, seen well once."""
    one = World(tmp_path, publishers=2, documents=2)
    one.run()
    return one


def somebody_else(world: World, title: str) -> dict[str, Any]:
    """Return what a name shows once it is somebody else's: one page at every address."""
    body = f"<title>{title}</title>".encode()
    page = {"status": 200, "sha256": world.store.put(body), "size": 900, "magic": Magic.HTML, "title": title}
    return {**page, "excerpt": "Words.", "headers": {"content-type": "text/html"}}


def kinds(world: World) -> list[tuple[AlertKind, AlertAnswer | None]]:
    """Return kind and end of every alert, in order of opening."""
    return [(one.kind, one.answer) for one in world.alerts()]


# When something is told.


def test_a_round_that_ends_a_little_earlier_every_day_reminds_on_the_same_weekday(world: World) -> None:
    world.take_down(0)
    world.days(2)
    told: list[int] = []
    for day in range(1, 29):
        world.now += DAY - dt.timedelta(minutes=2)
        world.run(everything=True)
        told += [day] * (len(world.post.letters) > 1 + len(told))
    assert told == [7, 14, 21, 28]


def test_two_messages_of_a_day_are_one_and_what_is_back_within_it_waits(world: World) -> None:
    world.take_down(0)
    world.days(2)
    world.put_back()
    for _ in range(2):
        world.now += dt.timedelta(hours=6)
        world.run(everything=True)
    assert kinds(world) == [(AlertKind.NOT_FOUND, AlertAnswer.BACK)]
    assert len(subjects(world)) == 1
    assert pulse(world, dt.timedelta(hours=10)) == 0
    assert pulse(world, dt.timedelta(hours=2)) == 1


def test_what_was_never_told_is_told_on_the_day_after_the_work_on_the_site(world: World) -> None:
    world.take_down(0)
    world.post.works = False
    world.days(2)
    until = (world.now + 3 * DAY).date()
    say(world, AlertAnswer.MAINTENANCE, until.isoformat())
    world.post.works = True
    assert [one.delivered for one in world.days(5)] == [0, 0, 0, 1, 0]
    assert subjects(world) == ["Not found at its published address: Child p0-0 (full report)"]


def test_a_silence_of_a_quarter_is_the_longest_and_today_the_shortest(world: World) -> None:
    world.take_down(0)
    world.days(2)
    today = world.now.date()
    for days in (-1, 93):
        with pytest.raises(Unanswerable, match="from today"):
            say(world, AlertAnswer.MAINTENANCE, (today + days * DAY).isoformat())
    for days in (0, 92):
        say(world, AlertAnswer.MAINTENANCE, (today + days * DAY).isoformat())
        assert world.alerts()[0].silent_until == today + days * DAY


def test_a_whole_site_is_answered_with_a_time_and_with_nothing_else(world: World) -> None:
    world.site.faults["p0.test"] = REFUSED
    world.days(4)
    for kind, value in ((AlertAnswer.WELFARE, None), (AlertAnswer.MOVED, "http://p0.test/new.pdf")):
        with pytest.raises(Unanswerable, match="whole site"):
            say(world, kind, value)
    say(world, AlertAnswer.MAINTENANCE, (world.now + 30 * DAY).date().isoformat())
    world.days(25)
    assert len(world.post.letters) == 1


# Who is told.


def test_a_second_contact_that_is_the_first_is_told_once(world: World) -> None:
    world.sources = (source("p0", second_contact="Manager@p0.test"), world.sources[1])
    world.take_down(0)
    world.days(17)
    assert [letter.subject.split(":")[0] for letter in world.post.letters] == [
        "Not found at its published address",
        "Weekly summary",
        "Weekly summary",
    ]


class Never:
    """A way out that refuses everybody for good."""

    def send(self, letter: Letter) -> Delivery:
        """Refuse a letter."""
        return Delivery(ok=False, channel="email", detail="550 No such user", permanent=True)


def test_the_operators_own_channel_is_never_given_up(world: World) -> None:
    world.sources = (source("p0", contact=None), world.sources[1])
    world.take_down(0)
    found = world.days(3, mailer=Never())
    assert [(one.failed, one.refused) for one in found] == [(0, 0), (1, 0), (1, 0)]
    assert [one.delivered for one in world.days(2)] == [1, 0]
    assert [letter.to for letter in world.post.letters] == [OPERATOR]


# Sending again.


def test_what_could_not_go_out_is_tried_after_a_quarter_of_an_hour_then_less_and_less_often(world: World) -> None:
    world.take_down(0)
    world.post.works = False
    world.days(2)

    def tries(minutes: int, step: int) -> list[int]:
        """Let time pass step by step; return after how many minutes something was tried."""
        before = len(list(world.journal.read(NoticeEvent)))
        tried = []
        for passed in range(step, minutes + 1, step):
            pulse(world, dt.timedelta(minutes=step))
            after = len(list(world.journal.read(NoticeEvent)))
            tried += [passed] * (after - before)
            before = after
        return tried

    assert tries(15, 5) == [15]
    assert tries(105, 15) == [30, 90]
    assert tries(24 * 60, 60) == [2 * 60, 6 * 60, 12 * 60, 18 * 60, 24 * 60]


def test_a_message_that_waits_is_not_sent_in_an_outage_of_ours_and_goes_out_after_it(world: World) -> None:
    world.take_down(0)
    world.post.works = False
    world.days(2)
    world.post.works = True
    for host in ("p0.test", "p1.test"):
        world.site.faults[host] = REFUSED
    world.site.faults.pop(world.resolution.locations[0].url)
    found = world.days(2)
    assert {one.own_outage for one in found} == {True}
    assert {letter.to for letter in world.post.letters} == {OPERATOR}
    world.put_back()
    world.take_down(0)
    world.days(1)
    assert subjects(world) == ["Not found at its published address: Child p0-0 (full report)"]


def test_a_message_that_waits_is_dropped_once_its_whole_site_is_down(world: World) -> None:
    world.take_down(0)
    world.post.works = False
    world.days(2)
    world.site.faults["p0.test"] = REFUSED
    world.site.faults.pop(world.resolution.locations[0].url)
    world.days(5)
    world.post.works = True
    world.days(2)
    assert subjects(world) == ["Site not answering: p0.test (2 published documents)"]
    steps = [one.step for one in world.journal.read(NoticeEvent)]
    assert steps.count(NoticeStep.DROPPED) == 1


def test_nobody_is_reminded_in_an_outage_of_ours(world: World) -> None:
    world.take_down(0)
    world.days(8)
    for host in ("p0.test", "p1.test"):
        world.site.faults[host] = REFUSED
    world.site.faults.pop(world.resolution.locations[0].url)
    assert {one.own_outage for one in world.days(3)} == {True}
    assert len(subjects(world)) == 1
    world.put_back()
    world.take_down(0)
    world.days(1)
    assert [subject.split(":")[0] for subject in subjects(world)[1:]] == ["Weekly summary"]


def test_the_operator_is_told_of_each_outage_of_ours_once(world: World) -> None:
    for _ in range(2):
        for host in ("p0.test", "p1.test"):
            world.site.faults[host] = REFUSED
        world.days(2)
        world.put_back()
        world.days(1)
    texts = [" ".join(letter.text.split()) for letter in world.post.letters]
    assert [text.partition(",")[0] for text in texts] == [
        "Since 2 March 2021 at 06:00 (UK time)",
        "Since 5 March 2021 at 06:00 (UK time)",
    ]
    assert {letter.to for letter in world.post.letters} == {OPERATOR}


# Single documents.


def test_what_only_cannot_be_checked_any_more_is_neither_back_nor_told_again_as_new(world: World) -> None:
    world.take_down(0)
    world.days(2)
    world.site.faults[world.resolution.locations[0].url] = WALL
    world.days(40)
    assert kinds(world) == [(AlertKind.NOT_FOUND, None)]
    world.take_down(0)
    world.days(4)
    assert kinds(world) == [(AlertKind.NOT_FOUND, None)]
    assert {subject.split(":")[0] for subject in subjects(world)[1:]} == {"Weekly summary"}


def test_a_notice_that_a_wrong_date_ended_is_not_opened_again_by_a_time_in_which_nothing_could_be_seen(
    world: World,
) -> None:
    world.take_down(0)
    world.days(2)
    say(world, AlertAnswer.WRONG_DATE, "2019-05")
    world.site.faults[world.resolution.locations[0].url] = WALL
    world.days(20)
    world.take_down(0)
    world.days(5)
    assert kinds(world) == [(AlertKind.NOT_FOUND, AlertAnswer.WRONG_DATE)]
    world.put_back()
    world.days(2)
    world.take_down(0)
    world.days(3)
    assert kinds(world)[1:] == [(AlertKind.NOT_FOUND, None)]


def undated(world: World) -> Resolution:
    """Return the reviews as they are while the date of the first is not known."""
    first, *others = world.resolution.reviews
    bare = first.model_copy(update={"published_on": None, "published_precision": None, "published_basis": None})
    return world.resolution.model_copy(update={"reviews": (bare, *others)})


def test_a_document_that_was_just_seen_well_is_not_told_as_missing(world: World) -> None:
    """Its date comes to be known on the day on which it is there again: one good look ends the evidence."""
    dated = world.resolution
    world.resolution = undated(world)
    world.take_down(0)
    world.days(10)
    world.resolution = dated
    world.put_back()
    world.days(3)
    assert kinds(world) == []


def test_a_new_address_that_gives_nothing_either_is_no_second_notice(world: World) -> None:
    world.take_down(0)
    world.days(2)
    first = world.resolution.locations[0]
    second = location("second", first.document_id, "p0-0", "p0-page", "http://p0.test/again.pdf")
    world.site.faults[second.url] = {"status": 404}
    world.resolution = world.resolution.model_copy(update={"locations": (*world.resolution.locations, second)})
    world.days(6)
    assert kinds(world) == [(AlertKind.NOT_FOUND, None)]
    assert len(subjects(world)) == 1


def test_nothing_is_opened_in_a_round_in_which_we_are_cut_off(world: World) -> None:
    """A date comes to be known while we see nothing, so that a year runs that did not run before."""
    dated = world.resolution
    world.resolution = undated(world)
    world.take_down(0)
    world.days(10)
    assert kinds(world) == []
    world.resolution = dated
    for host in ("p0.test", "p1.test"):
        world.site.faults[host] = REFUSED
    world.site.faults.pop(dated.locations[0].url)
    found = world.days(1)
    assert [(one.own_outage, one.opened) for one in found] == [(True, 0)]
    world.put_back()
    world.take_down(0)
    assert [one.opened for one in world.days(1)] == [1]


def test_a_report_with_two_addresses_is_there_while_one_of_them_is(world: World) -> None:
    first = world.resolution.locations[0]
    second = location("second", first.document_id, "p0-0", "p0-page", "http://p0.test/again.pdf")
    world.site.bodies[second.url] = b"%PDF-1.4 " + first.url.encode()
    world.journal.append([world.site.get(second.url, source_id="p0-page", purpose=Purpose.DOCUMENT)])
    world.resolution = world.resolution.model_copy(update={"locations": (*world.resolution.locations, second)})
    world.days(1)
    world.take_down(0)
    world.days(10)
    assert kinds(world) == []


def test_while_a_year_may_be_over_nothing_is_said_and_after_it_the_notice_ends(tmp_path: Path) -> None:
    """Published in April 2020: the year certainly runs until 1 April, and may run until 30 April."""
    month: dict[str, Any] = {"published_on": dt.date(2020, 4, 1), "published_precision": Precision.MONTH}
    world = World(tmp_path, publishers=2, **month)
    world.run()
    world.take_down(0)
    world.days(31)  # 1 April
    told = len(subjects(world))
    assert told == 5
    world.days(29)  # 30 April
    assert kinds(world) == [(AlertKind.NOT_FOUND, None)]
    world.days(1)
    assert kinds(world) == [(AlertKind.NOT_FOUND, AlertAnswer.PERIOD_ENDED)]
    assert len(subjects(world)) == told


def test_one_that_is_no_longer_listed_and_then_goes_is_one_notice_that_is_not_found(world: World) -> None:
    first, *others = world.resolution.locations
    world.resolution = world.resolution.model_copy(
        update={"locations": (first.model_copy(update={"listed": False}), *others)}
    )
    world.days(8)
    harvested(world, state=SourceState.OK)
    world.days(1)
    world.take_down(0)
    world.days(3)
    assert kinds(world) == [(AlertKind.DELISTED, AlertAnswer.FOLDED), (AlertKind.NOT_FOUND, None)]
    assert [subject.split(":")[0] for subject in subjects(world)] == [
        "No longer listed",
        "Not found at its published address",
    ]


def test_one_that_is_not_listed_at_one_of_two_pages_is_still_found_by_readers(world: World) -> None:
    first, *others = world.resolution.locations
    gone = first.model_copy(update={"listed": False})
    second = location("second", first.document_id, "p0-0", "p0-page", "http://p0.test/again.pdf")
    world.site.bodies[second.url] = b"%PDF-1.4 " + first.url.encode()
    world.journal.append([world.site.get(second.url, source_id="p0-page", purpose=Purpose.DOCUMENT)])
    world.days(8)
    second = second.model_copy(update={"last_seen_at": world.now})
    world.resolution = world.resolution.model_copy(update={"locations": (gone, *others, second)})
    harvested(world)
    world.days(3)
    assert kinds(world) == []


# Whole sites.


def test_a_site_is_told_after_more_than_two_looks_however_far_apart(world: World) -> None:
    world.site.faults["p0.test"] = REFUSED
    for days in (1, 4):
        world.now += days * DAY
        world.run()
    assert kinds(world) == []
    world.days(1)
    assert kinds(world) == [(AlertKind.SITE_DOWN, None)]


def test_a_site_is_told_after_three_days_however_often_it_was_looked_at(world: World) -> None:
    world.site.faults["p0.test"] = REFUSED
    world.days(1)
    for _ in range(11):
        world.now += dt.timedelta(hours=6)
        world.run(everything=True)
    assert kinds(world) == []
    world.now += dt.timedelta(hours=6)
    world.run(everything=True)
    assert kinds(world) == [(AlertKind.SITE_DOWN, None)]


def test_a_site_that_answers_once_is_not_back(world: World) -> None:
    world.site.faults["p0.test"] = REFUSED
    world.days(4)
    world.put_back()
    world.days(1)
    world.site.faults["p0.test"] = REFUSED
    world.days(3)
    assert kinds(world) == [(AlertKind.SITE_DOWN, None)]
    world.put_back()
    world.days(2)
    assert kinds(world) == [(AlertKind.SITE_DOWN, AlertAnswer.BACK)]
    assert len(subjects(world)) == 2


def test_the_silence_of_a_lone_document_is_told_as_that_documents(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=3)
    world.run()
    world.site.faults["p0.test"] = NO_NAME
    world.days(6)
    assert kinds(world) == [(AlertKind.NOT_FOUND, None)]


def test_nothing_is_said_of_a_document_while_its_site_is_told_to_be_down(world: World) -> None:
    """The site is back for one look, in which one document is missing as it was before: the site comes first."""
    world.take_down(0)
    world.days(1)
    gone = dict(world.site.faults)
    world.site.faults = {"p0.test": REFUSED}
    world.days(5)
    world.site.faults = gone
    assert [one.opened for one in world.days(2)] == [0, 1]
    assert [subject.split(":")[0] for subject in subjects(world)] == [
        "Site not answering",
        "Availability of your reviews",
    ]


def test_a_site_whose_last_year_ends_is_no_longer_spoken_of(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=2, documents=2, published_on=dt.date(2020, 3, 8))
    world.run()
    world.site.faults["p0.test"] = REFUSED
    world.days(20)
    assert kinds(world) == [(AlertKind.SITE_DOWN, AlertAnswer.PERIOD_ENDED)]
    assert len(subjects(world)) == 1


# A name that is lost.


@pytest.mark.parametrize("shown", ["This domain is for sale", "Best bets of the week"])
def test_a_name_that_shows_somebody_elses_pages_is_one_notice_of_its_own(world: World, shown: str) -> None:
    """Parked at once; or gone for a day and then one page for every address that anybody can think of."""
    if "sale" not in shown:
        world.site.faults["p0.test"] = NO_NAME
        world.days(1)
    world.site.faults["p0.test"] = somebody_else(world, shown)
    world.days(4)
    assert {one.rule for one in world.journal.read(Checked) if one.checked_at == world.now} == {
        Rule.DOMAIN_LOST,
        Rule.NOT_MODIFIED,
    }
    ((kind, answer),) = kinds(world)
    assert (kind, answer) == (AlertKind.DOMAIN_LOST, None)
    (letter,) = world.post.letters
    assert letter.to == CONTACT
    assert letter.subject == "Host name in other hands: p0.test (2 published documents)"
    assert shown not in letter.text
    assert "http://" not in letter.text + (letter.html or "")
    world.days(7)
    assert [one.subject for one in world.post.letters][1:] == [
        "Weekly summary: 1 document still not found at the published address"
    ]
    assert "http://" not in world.post.letters[1].text


def test_a_lost_name_stays_one_notice_whatever_its_new_owner_does(world: World) -> None:
    world.site.faults["p0.test"] = NO_NAME
    world.days(4)
    world.site.faults["p0.test"] = REFUSED
    world.days(6)
    assert kinds(world) == [(AlertKind.DOMAIN_LOST, None)]
    world.put_back()
    world.days(2)
    assert kinds(world) == [(AlertKind.DOMAIN_LOST, AlertAnswer.BACK)]
    assert [subject.split(":")[0] for subject in subjects(world)] == [
        "Host name gone",
        "Weekly summary",
        "Site answering again",
    ]


def test_a_site_that_is_down_and_then_loses_its_name_is_told_as_lost(world: World) -> None:
    world.site.faults["p0.test"] = REFUSED
    world.days(4)
    world.site.faults["p0.test"] = NO_NAME
    world.days(4)
    assert kinds(world) == [(AlertKind.SITE_DOWN, AlertAnswer.FOLDED), (AlertKind.DOMAIN_LOST, None)]
    assert [subject.split(":")[0] for subject in subjects(world)] == ["Site not answering", "Host name gone"]


# Too much at once.


def test_fifty_documents_are_told_and_one_more_is_held(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=2, documents=50)
    world.run()
    world.take_down(*range(50))
    assert [(one.opened, one.held) for one in world.days(2)] == [(0, 0), (50, 0)]


def test_a_site_counts_as_the_documents_on_it(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=2, documents=51)
    world.run()
    world.site.faults["p0.test"] = REFUSED
    assert [(one.opened, one.held) for one in world.days(4)][-1] == (0, 1)


@pytest.mark.parametrize(
    ("publishers", "gone", "held"),
    [
        (4, 2, 0),  # half of them, but only two
        (15, 3, 0),  # a fifth of them is not more than a fifth
        (14, 3, 3),
    ],
)
def test_the_share_of_publishers_above_which_alerts_are_held(
    tmp_path: Path, publishers: int, gone: int, held: int
) -> None:
    world = World(tmp_path, publishers=publishers)
    world.run()
    world.take_down(*range(gone))
    assert [(one.opened, one.held) for one in world.days(2)] == [(0, 0), (gone - held, held)]


@pytest.mark.parametrize(("adapter", "held"), [("wordpress", 3), ("listing", 0)])
def test_every_publisher_on_one_platform_is_held(tmp_path: Path, adapter: str, held: int) -> None:
    world = World(tmp_path, publishers=20)
    world.sources = (*(source(f"p{number}", adapter=adapter) for number in range(3)), *world.sources[3:])
    world.run()
    world.take_down(0, 1, 2)
    assert [one.held for one in world.days(2)] == [0, held]


def test_what_is_held_and_found_again_stands_in_no_feed(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=4)
    world.run()
    world.take_down(0, 1, 2)
    world.days(2)
    world.put_back()
    world.days(3)
    assert [one.step for one in world.journal.read(AlertEvent)] == [AlertStep.HELD] * 3 + [AlertStep.CLOSED] * 3
    assert not list((world.folder / "feeds").glob("*"))
    assert {letter.to for letter in world.post.letters} == {OPERATOR}


# Sites that keep us out.


@pytest.mark.parametrize(("addresses", "told"), [((0, 1), 1), ((0,), 0)])
def test_a_site_keeps_us_out_where_none_of_its_documents_can_be_seen(
    world: World, addresses: tuple[int, ...], told: int
) -> None:
    for number in addresses:
        world.site.faults[world.resolution.locations[number].url] = WALL
    world.days(10)
    assert len(world.post.letters) == told
