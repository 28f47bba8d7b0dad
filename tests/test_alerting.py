"""What is opened, grouped, held, answered and ended, over simulated days."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.availability import of_shown, with_answers
from catalogue.curation import Curation
from catalogue.describe import Described
from catalogue.house import House
from catalogue.house.answering import Unanswerable, answer
from catalogue.house.contents import assemble
from catalogue.models import AlertEvent, Harvest, NoticeEvent, ReviewAlias, digest
from catalogue.notify import Delivery, Letter
from catalogue.publish import Contents
from catalogue.registry import Register
from catalogue.settings import Settings
from catalogue.vocabulary import (
    AlertAnswer,
    AlertKind,
    AlertStep,
    Purpose,
    RemovalKind,
    RetentionStatus,
    Role,
    SourceState,
)
from catalogue.watch import Ledger, Office, desk_of, release, situation_of, tell
from tests.delivery.cases import known
from tests.test_watch import OPERATOR, REFUSED, World, location, source

DAY = dt.timedelta(days=1)


def subjects(world: World, to: str = "manager@p0.test") -> list[str]:
    """Return the subjects of what somebody got."""
    return [letter.subject for letter in world.post.letters if letter.to == to]


def house(world: World) -> House:
    """Return the house over a world's folder, at the world's time."""
    return House(Settings(warehouse=world.folder), clock=lambda: world.now)


def say(world: World, kind: AlertAnswer, value: str | None = None) -> None:
    """Record what the publisher of the only open alert answers."""
    (alert,) = (one for one in world.alerts() if one.closed_at is None)
    answer(house(world), alert.alert_id, kind, value, by="A. Person", because="Said by telephone.")


def rename(world: World, old: str, new: str) -> None:
    """Let a review have another id from now on, as after a merge."""
    found = world.resolution
    changed = {"review_id": new}
    world.resolution = found.model_copy(
        update={
            part: tuple(one.model_copy(update=changed) if one.review_id == old else one for one in getattr(found, part))
            for part in ("reviews", "documents", "locations")
        }
    )


def published(world: World, ledger: Ledger) -> Contents:
    """Return what an edition of a world would hold now."""
    return assemble(
        world.resolution,
        Described(descriptions={}, parsed=0, cached=0),
        sources=world.sources,
        register=Register(sources=world.sources, problems=(), sha256="0" * 64),
        curation=Curation(entries=(), problems=(), sha256="0" * 64),
        journal=world.journal,
        ledger=ledger,
        now=world.now,
    )


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give two publishers with two documents each, seen well once."""
    one = World(tmp_path, publishers=2, documents=2)
    one.run()
    return one


def test_a_review_that_is_merged_is_not_told_again_and_its_alert_stays(world: World) -> None:
    world.take_down(0)
    world.days(3)
    rename(world, "p0-0", "p0-merged")
    assert [(one.opened, one.delivered) for one in world.days(3)] == [(0, 0)] * 3
    (event,) = of_shown(world.journal.read(AlertEvent), world.resolution)
    assert event.review_id == "p0-merged"
    world.put_back()
    world.days(2)
    assert subjects(world) == [
        "Not found at its published address: Child p0-0 (full report)",
        "Found again at its published address: Child p0-0 (full report)",
    ]


def test_an_alias_keeps_the_alert_of_a_review_that_was_merged_away(world: World) -> None:
    world.take_down(0)
    world.days(2)
    found = world.resolution
    alias = ReviewAlias(alias="p0-0", review_id="p0-1", since=world.now, because="They are one.")
    without = tuple(one for one in found.reviews if one.review_id != "p0-0")
    places = tuple(one for one in found.locations if one.review_id != "p0-0")
    world.resolution = found.model_copy(update={"reviews": without, "locations": places, "aliases": (alias,)})
    assert [one.review_id for one in of_shown(world.journal.read(AlertEvent), world.resolution)] == ["p0-1"]


def test_what_a_body_that_has_ended_published_is_told_to_the_one_that_followed_it(world: World) -> None:
    old = source("p0", valid_to=dt.date(2021, 2, 20), succeeded_by=("p1",), contact=None)
    world.sources = (old, world.sources[1])
    first, *others = world.resolution.locations
    heir = first.model_copy(update={"source_id": "p1-page"})
    gone = {"removal": RemovalKind.GONE}
    world.resolution = world.resolution.model_copy(
        update={
            "locations": (heir, *(one.model_copy(update=gone) if one.review_id == "p0-1" else one for one in others))
        }
    )
    world.take_down(0)
    world.days(3)
    assert subjects(world, "manager@p1.test") == ["Not found at its published address: Child p0-0 (full report)"]
    assert world.post.letters[0].text.startswith("To Partnership P1\n")


def test_nothing_is_said_of_a_review_that_is_hidden(world: World) -> None:
    world.take_down(0)
    world.post.works = False
    world.days(2)
    found = world.resolution
    world.resolution = found.model_copy(
        update={
            part: tuple(one for one in getattr(found, part) if one.review_id != "p0-0")
            for part in ("reviews", "documents", "locations")
        }
    )
    world.post.works = True
    world.days(3)
    assert world.post.letters == []
    assert not list((world.folder / "feeds").iterdir())


def test_one_of_two_addresses_that_goes_again_is_a_new_alert(world: World) -> None:
    first = world.resolution.locations[0]
    second = location("second", first.document_id, "p0-0", "p0-page", "http://p0.test/again.pdf")
    world.site.bodies[second.url] = b"%PDF-1.4 " + first.url.encode()
    world.journal.append([world.site.get(second.url, source_id="p0-page", purpose=Purpose.DOCUMENT)])
    world.resolution = world.resolution.model_copy(update={"locations": (*world.resolution.locations, second)})
    world.days(1)
    for url in (first.url, second.url):
        world.site.faults[url] = {"status": 404}
    assert sum(one.opened for one in world.days(3)) == 1
    for gone in (first.url, second.url):
        del world.site.faults[gone]
        world.days(3)
        assert [one.answer for one in world.alerts() if one.closed_at is None] == []
        world.site.faults[gone] = {"status": 404}
        assert sum(one.opened for one in world.days(3)) == 1, gone
    assert len({one.alert_id for one in world.alerts()}) == 3


def test_the_documents_of_a_publisher_stand_in_one_message(world: World) -> None:
    world.take_down(0, 1)
    world.days(2)
    assert subjects(world) == ["Availability of your reviews: 2 newly not found"]
    (letter,) = world.post.letters
    for text in ("Child p0-0 (full report)", "Child p0-1 (full report)", "put the document back"):
        assert text in letter.text
        assert text in (letter.html or "")
    world.put_back()
    world.days(2)
    assert subjects(world)[1:] == ["Availability of your reviews: 2 found again"]


def pulse(world: World, after: dt.timedelta) -> int:
    """Send what is due some time later without a round of checks; return how many were delivered."""
    world.now += after
    office = Office(
        journal=world.journal,
        clock=lambda: world.now,
        ways={"email": world.post},  # type: ignore[dict-item]
        feeds=world.folder / "feeds",
        operator=OPERATOR,
    )
    situation = known(world)
    return tell(desk_of(situation, office), office).delivered


def test_what_part_of_a_round_opens_waits_an_hour_and_a_day_lies_between_two_messages(world: World) -> None:
    world.take_down(0)
    world.days(2, only={"p0-page"})
    assert world.post.letters == []
    assert [pulse(world, dt.timedelta(minutes=29)) for _ in range(3)] == [0, 0, 1]
    world.take_down(1)
    world.now += dt.timedelta(hours=1)
    world.run(only={"p0-page"}, everything=True)
    world.now += dt.timedelta(hours=24)
    world.site.faults[world.resolution.locations[1].url] = {"status": 404}
    world.run(only={"p0-page"}, everything=True)
    assert len(world.alerts()) == 2
    assert [pulse(world, dt.timedelta(hours=1)) for _ in range(2)] == [1, 0]


def test_reminders_the_second_contact_and_the_operator_and_nobody_else(world: World) -> None:
    world.sources = (source("p0", second_contact="chair@p0.test"), world.sources[1])
    world.take_down(0)
    told: dict[str, list[int]] = {}
    for day in range(1, 62):
        before = len(world.post.letters)
        world.days(1)
        for letter in world.post.letters[before:]:
            told.setdefault(letter.to, []).append(day - 2)
    assert told == {
        "manager@p0.test": [0, 7, 14, 21, 28, 35, 42, 49, 56],
        "chair@p0.test": [14],
        OPERATOR: [28],
    }
    assert subjects(world)[1] == "Weekly summary: 1 document still not found at the published address"
    assert subjects(world, OPERATOR) == ["For you to decide: not found for 28 days at Partnership P0"]
    world.put_back()
    world.days(3)
    assert subjects(world)[-1] == subjects(world, "chair@p0.test")[-1]
    assert subjects(world)[-1].startswith("Found again")
    assert len(subjects(world, OPERATOR)) == 1


def test_our_own_outage_is_one_message_to_the_operator(world: World) -> None:
    world.days(2)
    for host in ("p0.test", "p1.test"):
        world.site.faults[host] = REFUSED
    world.days(4)
    world.put_back()
    world.days(3)
    assert [(letter.to, letter.subject) for letter in world.post.letters] == [
        (OPERATOR, "Nothing could be reached: the fault is taken to be ours")
    ]


def test_a_site_that_keeps_us_out_is_told_to_the_operator_after_a_week_and_to_nobody_else(world: World) -> None:
    world.days(2)
    world.site.faults["p0.test"] = {"status": 403, "headers": {"cf-mitigated": "challenge", "server": "cloudflare"}}
    world.days(7)
    assert world.post.letters == []
    world.days(13)
    assert [(letter.to, letter.subject) for letter in world.post.letters] == [
        (OPERATOR, "Could not be checked for a week: p0.test keeps us out")
    ]
    assert "no partnership has been told" in " ".join(world.post.letters[0].text.split())


def test_a_site_that_is_silent_for_days_is_one_message_and_one_when_it_is_back(world: World) -> None:
    world.take_down(0)
    world.days(2)
    world.site.faults["p0.test"] = REFUSED
    world.site.faults.pop(world.resolution.locations[0].url)
    world.days(20)
    assert subjects(world)[1:] == [
        "Site not answering: p0.test (2 published documents)",
        "Weekly summary: 1 document still not found at the published address",
        "Weekly summary: 1 document still not found at the published address",
    ]
    assert "p0.test has not answered" in world.post.letters[1].text
    world.put_back()
    world.days(4)
    assert sorted(subjects(world)[4:]) == [
        "Availability of your reviews: 2 found again",
    ]
    assert {one.kind: one.answer for one in world.alerts()} == {
        AlertKind.NOT_FOUND: AlertAnswer.BACK,
        AlertKind.SITE_DOWN: AlertAnswer.BACK,
    }


def test_every_publisher_on_one_host_is_held(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=20)
    shared = {}
    for number in range(3):
        place = world.resolution.locations[number]
        shared[place.location_id] = place.model_copy(update={"url": f"http://shared.test/{number}.pdf"})
    world.resolution = world.resolution.model_copy(
        update={"locations": tuple(shared.get(one.location_id, one) for one in world.resolution.locations)}
    )
    for place in shared.values():
        world.site.bodies[place.url] = place.url.encode()
        world.journal.append([world.site.get(place.url, source_id=place.source_id, purpose=Purpose.DOCUMENT)])
    world.run()
    world.take_down(0, 1, 2)
    assert [one.held for one in world.days(2)] == [0, 3]
    (held, *_) = world.journal.read(AlertEvent)
    assert (held.step, held.because) == (AlertStep.HELD, "That is every publisher on shared.test.")


def test_what_is_held_is_told_once_a_person_releases_it(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=4)
    world.run()
    world.take_down(0, 1, 2)
    world.days(3)
    assert not list((world.folder / "feeds").glob("*"))
    now = known(world)
    steps = release(tuple(world.journal.read(AlertEvent)), at=now, by="A. Person", because="Looked by hand.")
    world.journal.append(steps)
    assert [(one.opened, one.held, one.delivered) for one in world.days(2)] == [(0, 0, 3), (0, 0, 0)]
    assert [subjects(world, f"manager@p{number}.test") for number in range(3)] == [
        [f"Not found at its published address: Child p{number}-0 (full report)"] for number in range(3)
    ]
    assert len(world.alerts()) == 3
    assert "A. Person" not in (world.folder / "feeds" / "p0.atom").read_text()
    world.put_back()
    world.days(2)
    assert [one.answer for one in world.alerts()] == [AlertAnswer.BACK] * 3


def test_one_more_report_is_not_held_because_others_are(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=6)
    world.run()
    world.take_down(0, 1, 2)
    world.days(2)
    world.take_down(5)
    assert [(one.opened, one.held) for one in world.days(2)] == [(0, 3), (1, 3)]


@pytest.mark.parametrize("kind", [AlertAnswer.WELFARE, AlertAnswer.COURT_ORDER])
def test_what_was_withdrawn_lawfully_is_never_spoken_of_again(world: World, kind: AlertAnswer) -> None:
    world.take_down(0)
    world.days(3)
    say(world, kind)
    for _ in range(2):
        world.days(12)
        world.put_back()
        world.days(3)
        world.take_down(0)
    world.days(10)
    assert len(subjects(world)) == 1
    (alert,) = world.alerts()
    assert alert.answer is kind
    place = with_answers(world.resolution, world.journal.read(AlertEvent), lambda url: url).locations[0]
    assert (place.removal, place.removal_explanation) == (RemovalKind.WITHDRAWN, None)
    feed = (world.folder / "feeds" / "p0.atom").read_text()
    assert "telephone" not in feed
    assert feed.count("This notice has ended. The publisher says that it has withdrawn or removed it.") == 1
    printed = published(world, Ledger(world.journal))
    assert [one.answer for one in printed.alerts] == [AlertAnswer.WITHDRAWN]


def test_a_new_address_is_checked_from_then_on_and_alerts_by_itself(world: World) -> None:
    old, new = world.resolution.locations[0], "http://p0.test/moved.pdf"
    world.take_down(0)
    world.days(3)
    say(world, AlertAnswer.MOVED, new)
    world.site.bodies[new] = b"%PDF-1.4 " + old.url.encode()
    raw = world.resolution
    world.resolution = with_answers(raw, world.journal.read(AlertEvent), lambda url: digest("location", url))
    assert with_answers(world.resolution, world.journal.read(AlertEvent), lambda url: digest("location", url)) == (
        world.resolution
    )
    (moved,) = (place for place in world.resolution.locations if place.url == new)
    assert (world.resolution.locations[0].removal, world.resolution.locations[0].moved_to) == (RemovalKind.MOVED, new)
    world.journal.append([world.site.get(new, source_id="p0-page", purpose=Purpose.DOCUMENT)])
    world.days(10)
    assert [one.answer for one in world.alerts()] == [AlertAnswer.MOVED]
    assert (new, True) in world.site.asked
    world.site.faults[new] = {"status": 404}
    world.days(3)
    assert [one.location_id for one in world.alerts()] == [old.location_id, moved.location_id]


def test_work_on_a_site_is_silent_until_its_day_and_not_told_as_new_after_it(world: World) -> None:
    world.take_down(0)
    world.days(2)
    until = (world.now + 20 * DAY).date()
    say(world, AlertAnswer.MAINTENANCE, until.isoformat())
    days = [bool(one.delivered) for one in world.days(40)]
    assert days.index(True) + 1 == 27  # the day after the last, and a week
    assert {one.silent_until for one in world.alerts()} == {until}
    assert {subject.split(":")[0] for subject in subjects(world)[1:]} == {"Weekly summary"}


def test_a_wrong_date_ends_the_alert_and_it_is_not_opened_again(world: World) -> None:
    world.take_down(0)
    world.days(2)
    say(world, AlertAnswer.WRONG_DATE, "2019-05")
    world.days(20)
    assert len(subjects(world)) == 1
    (event,) = (one for one in world.journal.read(AlertEvent) if one.step is AlertStep.CLOSED)
    assert (event.value, event.by, event.because) == ("2019-05", "A. Person", "Said by telephone.")


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (AlertAnswer.MOVED, "file:///etc/passwd", "not an http or https address"),
        (AlertAnswer.MOVED, None, "needs the new address"),
        (AlertAnswer.WRONG_DATE, "2027-01-01", "that has been"),
        (AlertAnswer.WRONG_DATE, "2020-13-01", "Expected a year, month or day"),
        (AlertAnswer.WRONG_DATE, "last year", "that has been"),
        (AlertAnswer.MAINTENANCE, "2021-03-01", "from today"),
        (AlertAnswer.MAINTENANCE, "2022-03-01", "from today"),
        (AlertAnswer.WELFARE, "because", "takes nothing more"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(world: World, kind: AlertAnswer, value: str | None, words: str) -> None:
    world.take_down(0)
    world.days(2)
    with pytest.raises(Unanswerable, match=words):
        say(world, kind, value)
    assert world.alerts()[0].closed_at is None


def test_an_answer_names_an_open_alert_and_who_says_it(world: World) -> None:
    world.take_down(0)
    world.days(2)
    (alert,) = world.alerts()
    for key, by, words in (("abc", "P", "at least 6"), ("0" * 16, "P", "No alert"), (alert.alert_id, " ", "Say who")):
        with pytest.raises(Unanswerable, match=words):
            answer(house(world), key, AlertAnswer.WELFARE, None, by=by, because="Why.")
    answer(house(world), alert.alert_id[:8], AlertAnswer.WELFARE, None, by="P", because="Why.")
    with pytest.raises(Unanswerable, match="has ended already"):
        answer(house(world), alert.alert_id, AlertAnswer.WELFARE, None, by="P", because="Why.")


def harvested(world: World, *, state: SourceState = SourceState.OK) -> None:
    """Record a harvest of the first publisher's page."""
    world.journal.append(
        [
            Harvest(
                source_id="p0-page",
                started_at=world.now,
                state=state,
                complete=state is SourceState.OK,
                detail="read",
                links_sha256=None,
            )
        ]
    )


@pytest.mark.parametrize(("state", "opened"), [(SourceState.OK, 1), (SourceState.LIST_MISSING, 0)])
def test_a_report_that_is_no_longer_listed_is_told_unless_the_list_is_broken(
    world: World, state: SourceState, opened: int
) -> None:
    first, *others = world.resolution.locations
    world.resolution = world.resolution.model_copy(
        update={"locations": (first.model_copy(update={"listed": False}), *others)}
    )
    world.days(8)
    harvested(world, state=state)
    assert sum(one.opened for one in world.days(4)) == opened
    assert subjects(world)[:1] == ["No longer listed: Child p0-0 (full report)"][:opened]
    world.resolution = world.resolution.model_copy(update={"locations": (first, *others)})
    world.days(2)
    assert [one.answer for one in world.alerts()] == [AlertAnswer.BACK] * opened


class Refusing:
    """A way out that refuses one address for good."""

    def __init__(self, world: World, address: str) -> None:
        self._post, self._address = world.post, address

    def send(self, letter: Letter) -> Delivery:
        """Send, or refuse."""
        if letter.to == self._address:
            return Delivery(ok=False, channel="email", detail="550 No such user", permanent=True)
        return self._post.send(letter)


def test_a_contact_that_is_corrected_is_used_at_once(world: World) -> None:
    world.take_down(0)
    mailer = Refusing(world, "manager@p0.test")
    found = world.days(3, mailer=mailer)
    assert [(one.refused, one.delivered) for one in found] == [(0, 0), (1, 2), (0, 0)]
    assert [subject.split(":")[0] for subject in subjects(world, OPERATOR)] == [
        "Not found at its published address",
        "A channel refuses for good",
    ]
    world.sources = (source("p0", contact="new@p0.test"), world.sources[1])
    assert [one.delivered for one in world.days(2, mailer=mailer)] == [1, 0]
    assert len(subjects(world, "new@p0.test")) == 1


def test_no_address_and_no_secret_stands_in_the_journal_of_messages(world: World) -> None:
    world.take_down(0)
    world.days(2, mailer=Refusing(world, "manager@p0.test"))
    lines = [event.canonical() for event in world.journal.read(NoticeEvent)]
    assert lines
    assert not any("manager@p0.test" in line or OPERATOR in line for line in lines)


def test_the_same_past_gives_the_same_messages_in_whatever_order_reviews_stand(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    turn: Callable[[tuple[object, ...]], tuple[object, ...]]
    for turn in (tuple, lambda values: tuple(reversed(values))):
        world = World(tmp_path / str(len(seen)), publishers=2, documents=2)
        world.run()
        world.resolution = world.resolution.model_copy(update={"locations": turn(world.resolution.locations)})
        world.site.faults["http://p0.test/documents/0.pdf"] = {"status": 404}
        world.site.faults["http://p0.test/documents/1.pdf"] = {"status": 404}
        world.days(2)
        seen.append([letter.message_id for letter in world.post.letters])
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1


def test_the_edition_and_the_letters_say_the_same_of_every_review(tmp_path: Path) -> None:
    """A withheld, a removed, an undated, an inherited, a missing and a completed one, on three days."""
    world = World(tmp_path, publishers=6)
    changes: tuple[dict[str, object], ...] = (
        {},
        {},
        {"published_on": None, "published_precision": None, "published_basis": None},
        {},
        {},
        {"published_on": dt.date(2020, 3, 3)},
    )
    given = world.resolution
    papers = list(given.documents)
    papers[0] = papers[0].model_copy(update={"role": Role.IMPROVEMENTS_INFORMATION})
    places = list(given.locations)
    places[1] = places[1].model_copy(update={"removal": RemovalKind.GONE})
    places[3] = places[3].model_copy(update={"source_id": "p4-page"})
    reviews = [one.model_copy(update=more) for one, more in zip(given.reviews, changes, strict=True)]
    world.resolution = given.model_copy(update={"reviews": reviews, "documents": papers, "locations": places})
    rows = list(world.sources)
    rows[3] = source("p3", valid_to=dt.date(2021, 2, 20), succeeded_by=("p4",))
    world.sources = tuple(rows)
    world.take_down(1, 4, 5)
    met = set()
    for days in (1, 4, 400):
        world.now += dt.timedelta(days=days - 1)
        world.days(1)
        seen = Ledger(world.journal)
        seen.catch_up()
        told = {
            duty.review.review_id: (duty.kept.status, duty.kept.until, duty.kept.until_latest)
            for duty in situation_of(world.resolution, world.sources, seen, now=world.now).duties
        }
        printed = published(world, seen)
        met |= {one.retention_status for one in printed.reviews}
        assert told == {
            one.review_id: (one.retention_status, one.retained_until, one.retained_until_latest)
            for one in printed.reviews
        }
    assert {
        RetentionStatus.WITHHELD_INFORMED,
        RetentionStatus.REMOVED_IN_PERIOD,
        RetentionStatus.UNDATED,
        RetentionStatus.AVAILABLE_IN_PERIOD,
    } <= met
