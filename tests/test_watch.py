"""Rounds of watching over simulated days: real folders, a scripted site, letters as they would go out."""

import datetime as dt
import hashlib
import random
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from lxml import etree  # type: ignore[import-untyped]

from catalogue.availability import fold_alerts
from catalogue.journal import FolderJournal, Position
from catalogue.models import (
    Alert,
    AlertEvent,
    Capture,
    Checked,
    Document,
    Failure,
    Location,
    NoticeEvent,
    Record,
    Renamed,
    Resolution,
    ReviewFacts,
    Source,
)
from catalogue.notify import Delivery, Letter
from catalogue.store import FolderStore
from catalogue.vocabulary import (
    AlertAnswer,
    DateBasis,
    FailureKind,
    Incident,
    Magic,
    Nation,
    NoticeStep,
    Precision,
    Purpose,
    ReviewType,
    Role,
    Rule,
    Scope,
    TextQuality,
    Verdict,
)
from catalogue.watch import Paper, Watched, watch

R = TypeVar("R", bound=Record)
START = dt.datetime(2021, 3, 1, 6, tzinfo=dt.UTC)
OPERATOR = "operator@example.test"
REFUSED = {"status": None, "failure": Failure(kind=FailureKind.REFUSED, detail="Refused.")}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


class Site:
    """Addresses that answer as they are told to; a document unless told otherwise."""

    def __init__(self, store: FolderStore, clock: Callable[[], dt.datetime]) -> None:
        self.faults: dict[str, dict[str, Any]] = {}
        self.bodies: dict[str, bytes] = {}
        self.asked: list[tuple[str, bool]] = []
        self._store, self._clock = store, clock
        self._busy: set[str] = set()
        self._guard = threading.Lock()

    def get(self, url: str, *, source_id: str, purpose: Purpose, known: Capture | None = None) -> Capture:
        """Answer, proving that no host is asked twice at once."""
        host = url.split("/")[2]
        with self._guard:
            assert host not in self._busy
            self._busy.add(host)
            self.asked.append((url, known is not None))
        try:
            fields: dict[str, Any] = {"source_id": source_id, "purpose": purpose, "url": url, "final_url": url}
            fields |= {"requested_at": self._clock(), **self._answer(url, known)}
            return Capture.model_validate(fields)
        finally:
            with self._guard:
                self._busy.discard(host)

    def _answer(self, url: str, known: Capture | None) -> dict[str, Any]:
        """Return the fields of an answer."""
        fault = self.faults.get(url) or self.faults.get(url.split("/")[2])
        if fault is not None:
            return fault
        body = self.bodies.get(url, b"%PDF-1.4 " + url.encode())
        sha256 = hashlib.sha256(body).hexdigest()
        if known is not None and known.sha256 == sha256 and "etag" in known.headers:
            return {"status": 304, "not_modified": True, "sha256": sha256}
        self._store.put(body)
        return {"status": 200, "sha256": sha256, "size": len(body), "magic": Magic.PDF, "headers": {"etag": '"1"'}}


class Post:
    """A way out that keeps letters, and refuses or dies when told to."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.works = True

    def send(self, letter: Letter) -> Delivery:
        """Keep a letter or refuse it."""
        if self.works:
            self.letters.append(letter)
        return Delivery(ok=self.works, channel="email", detail="250 OK" if self.works else "450 Greylisted")


class World:
    """Everything that a round of watching touches, over simulated time."""

    def __init__(self, folder: Path, publishers: int = 1, documents: int = 1, **review: Any) -> None:
        self.now = START
        self.folder = folder
        self.store = FolderStore(folder / "raw")
        self.journal = FolderJournal(folder / "journal")
        self.site = Site(self.store, lambda: self.now)
        self.post = Post()
        self.operator: str | None = OPERATOR
        self.sources = tuple(source(f"p{number}") for number in range(publishers))
        self.resolution = resolved(self.sources, documents, **review)
        self.journal.append(
            [
                self.site.get(place.url, source_id=place.source_id, purpose=Purpose.DOCUMENT)
                for place in self.resolution.locations
            ]
        )
        self.site.asked.clear()

    def run(self, **changes: Any) -> Watched:
        """Watch once."""
        fields: dict[str, Any] = {
            "fetch": self.site,
            "store": self.store,
            "journal": self.journal,
            "clock": lambda: self.now,
            "mailer": self.post,
            "feeds": self.folder / "feeds",
            "operator": self.operator,
        }
        return watch(self.resolution, self.sources, **(fields | changes))

    def days(self, count: int, **changes: Any) -> list[Watched]:
        """Watch once a day."""
        found = []
        for _ in range(count):
            self.now += dt.timedelta(days=1)
            found.append(self.run(**changes))
        return found

    def alerts(self) -> tuple[Alert, ...]:
        """Return all alerts."""
        return fold_alerts(self.journal.read(AlertEvent), self.journal.read(NoticeEvent))

    def rules(self) -> list[Rule]:
        """Return the rules that decided all checks, in order."""
        return [check.rule for check in self.journal.read(Checked)]

    def take_down(self, *numbers: int, status: int = 404) -> None:
        """Let documents answer with a status."""
        for number in numbers:
            self.site.faults[self.resolution.locations[number].url] = {"status": status}

    def put_back(self) -> None:
        """Let everything answer again."""
        self.site.faults.clear()


def source(publisher_id: str, **changes: Any) -> Source:
    """Make a row of the register."""
    fields: dict[str, Any] = {
        "id": f"{publisher_id}-page",
        "publisher": f"Partnership {publisher_id.upper()}",
        "publisher_id": publisher_id,
        "nation": Nation.ENGLAND,
        "scope": Scope.CHILD,
        "areas": (),
        "contact": f"manager@{publisher_id}.test",
    }
    return Source.model_validate(fields | changes)


def resolved(sources: Sequence[Source], documents: int, **changes: Any) -> Resolution:
    """Make reviews of one full report each, ``documents`` of them for every publisher."""
    reviews, files, places = [], [], []
    for row in sources:
        for number in range(documents):
            name = f"{row.publisher_id}-{number}"
            url = f"http://{row.publisher_id}.test/documents/{number}.pdf"
            sha256 = hashlib.sha256(b"%PDF-1.4 " + url.encode()).hexdigest()
            reviews.append(review(name, row, **changes))
            files.append(document(sha256, name))
            places.append(location(f"at-{name}", sha256, name, row.id, url))
    return Resolution(
        reviews=tuple(reviews), documents=tuple(files), locations=tuple(places), evidence=(), issues=(), minted=()
    )


def review(review_id: str, row: Source, **changes: Any) -> ReviewFacts:
    """Make a review."""
    fields: dict[str, Any] = {
        "review_id": review_id,
        "title": f"Child {review_id}",
        "review_type": ReviewType.LCSPR,
        "nation": Nation.ENGLAND,
        "publisher_id": row.publisher_id,
        "publisher": row.publisher,
        "area_codes": (),
        "area_names": (),
        "pseudonyms": (f"Child {review_id}",),
        "about_child": True,
        "published_on": dt.date(2021, 2, 1),
        "published_precision": Precision.DAY,
        "published_basis": DateBasis.LISTING,
        "reviewers": (),
        "reviewer_named": None,
        "incident": Incident.UNKNOWN,
        "themes": (),
        "first_seen_at": START,
        "last_seen_at": START,
        "url": None,
    }
    return ReviewFacts.model_validate(fields | changes)


def document(sha256: str, review_id: str, role: Role = Role.FULL_REPORT) -> Document:
    """Make a document."""
    return Document(
        document_id=sha256,
        review_id=review_id,
        role=role,
        title=None,
        media_type=Magic.PDF,
        pages=1,
        words=1,
        text_quality=TextQuality.GOOD,
    )


def location(key: str, sha256: str | None, review_id: str, source_id: str, url: str) -> Location:
    """Make a location."""
    return Location(
        location_id=key,
        document_id=sha256,
        review_id=review_id,
        source_id=source_id,
        url=url,
        first_seen_at=START,
        last_seen_at=START,
        listed=True,
    )


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give two publishers with two documents each."""
    return World(tmp_path, publishers=2, documents=2)


def test_a_report_goes_and_comes_back(world: World) -> None:
    assert world.run().by_rule == {"not-modified": 4}
    world.take_down(0)
    first, second = world.days(2)
    assert (first.opened, second.opened, second.delivered) == (0, 1, 1)
    (alert,) = world.alerts()
    assert (alert.review_id, alert.publisher_id) == ("p0-0", "p0")
    assert (alert.closed_at, alert.delivered_at) == (None, world.now)
    (letter,) = world.post.letters
    assert (letter.to, letter.reply_to) == ("manager@p0.test", OPERATOR)
    assert letter.message_id == f"<{alert.alert_id}.opened@catalogue>"
    assert letter.subject == "Not found at its published address: Child p0-0 (full report)"
    text = " ".join(letter.text.split())
    assert "since 2 March 2021" in text
    assert "Looked for: twice, on 2 March 2021 at 06:00; 3 March 2021 at 06:00 (UK time)" in text
    assert "Last seen well: 1 March 2021 at 06:00 (UK time)" in text
    assert "until 1 February 2022" in text

    assert sum(found.opened + found.delivered for found in world.days(5)) == 0
    world.put_back()
    third, fourth, fifth = world.days(3)
    assert (third.closed, fourth.closed, fourth.delivered, fifth.delivered) == (0, 1, 1, 0)
    assert world.alerts()[0].answer is AlertAnswer.BACK
    assert [letter.message_id.split(".")[1].rstrip(">") for letter in world.post.letters] == [
        "opened@catalogue",
        "closed@catalogue",
    ]
    assert "9 March 2021 at 06:00" in " ".join(world.post.letters[1].text.split())
    feed = etree.fromstring((world.folder / "feeds" / "p0.atom").read_bytes())
    assert [title.text.split(":")[0] for title in feed.findall("a:entry/a:title", ATOM)] == [
        "Found again at its published address",
        "Not found at its published address",
    ]
    assert {path.name for path in (world.folder / "feeds").iterdir()} == {"p0.atom", "all-publishers.atom"}


def test_gone_again_is_a_new_alert(world: World) -> None:
    world.run()
    for _ in range(2):
        world.take_down(0)
        world.days(2)
        world.put_back()
        world.days(2)
    assert [alert.answer for alert in world.alerts()] == [AlertAnswer.BACK, AlertAnswer.BACK]
    assert len({alert.alert_id for alert in world.alerts()}) == 2
    assert len(world.post.letters) == 4


def test_a_server_error_needs_three_days(world: World) -> None:
    world.run()
    world.take_down(0, status=500)
    assert [found.opened for found in world.days(4)] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    "fault", [{"status": 403}, {"status": 429}, {"status": 403, "headers": {"cf-mitigated": "challenge"}}]
)
def test_what_could_not_be_checked_is_never_told(world: World, fault: dict[str, Any]) -> None:
    world.run()
    world.site.faults[world.resolution.locations[0].url] = fault
    assert sum(found.opened for found in world.days(20)) == 0
    assert world.post.letters == []


def test_a_front_page_in_place_of_the_report_is_an_absence_even_when_harvested(world: World) -> None:
    world.run()
    place = world.resolution.locations[0]
    page = {"status": 200, "sha256": world.store.put(b"<html>"), "size": 6, "magic": Magic.HTML, "title": "Home"}
    world.site.faults[place.url] = page
    world.journal.append([world.site.get(place.url, source_id=place.source_id, purpose=Purpose.DOCUMENT)])
    assert [found.opened for found in world.days(4)] == [0, 0, 0, 1]
    assert world.rules()[-4] is Rule.HTML_NOT_DOCUMENT


def test_another_document_is_not_taken_for_the_one_on_record_because_a_harvest_met_it(world: World) -> None:
    world.run()
    place = world.resolution.locations[0]
    world.site.bodies[place.url] = b"%PDF-1.4 corrected"
    corrected = hashlib.sha256(b"%PDF-1.4 corrected").hexdigest()
    assert world.days(1)[0].by_rule["different-document"] == 1
    assert world.days(1, accepted={corrected})[0].by_rule["accepted"] == 1
    world.now += dt.timedelta(hours=1)
    world.journal.append([world.site.get(place.url, source_id=place.source_id, purpose=Purpose.DOCUMENT)])
    assert "different-document" not in world.days(1, accepted={corrected})[0].by_rule


def test_an_alert_does_not_close_on_other_content(world: World) -> None:
    world.run()
    place = world.resolution.locations[0]
    world.take_down(0)
    world.days(2)
    world.put_back()
    good = world.site.bodies.get(place.url)
    world.site.bodies[place.url] = b"%PDF-1.4 quite another paper"
    world.journal.append([world.site.get(place.url, source_id=place.source_id, purpose=Purpose.DOCUMENT)])
    assert sum(found.closed for found in world.days(4)) == 0
    assert world.alerts()[0].closed_at is None
    assert good is None
    del world.site.bodies[place.url]
    assert sum(found.closed for found in world.days(2)) == 1


def test_other_bytes_with_the_same_text_are_the_same_document(world: World) -> None:
    world.run()
    url = world.resolution.locations[0].url
    world.site.bodies[url] = b"%PDF-1.4 saved again"
    asked: list[tuple[str, str]] = []

    def alike(old: str, new: str) -> float:
        asked.append((old, new))
        return 0.99

    (found,) = world.days(1, similarity=alike)
    assert found.by_rule["re-saved"] == 1
    assert asked == [
        (world.resolution.locations[0].document_id or "", hashlib.sha256(b"%PDF-1.4 saved again").hexdigest())
    ]
    assert "different-document" not in world.days(1)[0].by_rule


def test_bodies_that_differ_are_read_together_before_any_is_asked_about(world: World) -> None:
    world.run()
    places = world.resolution.locations
    for place in places[:2]:
        world.site.bodies[place.url] = b"%PDF-1.4 saved again " + place.url.encode()
    events: list[frozenset[str]] = []

    def read_ahead(hashes: Collection[str]) -> None:
        if hashes:
            events.append(frozenset(hashes))
            raise OSError("the disk is full")

    def paper(sha256: str) -> Paper:
        events.append(frozenset({sha256}))
        return Paper("Some words.", True)

    (found,) = world.days(1, read_ahead=read_ahead, reader=paper, similarity=lambda *_: 0.99)
    together, *single = events
    assert len(single) == 2
    assert together == frozenset().union(*single)
    assert found.by_rule == {"not-modified": 2, "re-saved": 2}


def test_the_body_is_fetched_in_full_once_a_week(world: World) -> None:
    world.days(20)
    url = world.resolution.locations[0].url
    conditional = [was for asked, was in world.site.asked if asked == url]
    assert conditional == [True] * 6 + [False] + [True] * 6 + [False] + [True] * 6
    assert set(world.rules()) == {Rule.NOT_MODIFIED, Rule.SAME_BYTES}


def test_a_copy_that_left_the_store_is_fetched_again(world: World) -> None:
    for path in (world.folder / "raw").rglob("?" * 64):
        path.unlink()
    assert world.run().by_rule == {"same-bytes": 4}


def test_a_site_that_is_down_says_nothing_about_one_document(world: World) -> None:
    world.run()
    world.site.faults["p0.test"] = {"status": None, "failure": Failure(kind=FailureKind.REFUSED, detail="Refused.")}
    found = world.days(10)
    assert {(one.sites_down, one.own_outage) for one in found} == {(("p0.test",), False)}
    assert [one.opened for one in found] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert [one.subject for one in world.post.letters] == ["Site not answering: p0.test (2 published documents)"]
    assert found[0].by_rule == {"not-modified": 2, "site-down": 2}
    verdicts = {check.verdict for check in world.journal.read(Checked) if check.rule is Rule.SITE_DOWN}
    assert verdicts == {Verdict.UNKNOWN}


def test_no_alert_is_opened_in_a_round_that_says_nothing_of_the_document(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=4)
    world.run()
    world.take_down(0, 1, 2)
    assert [one.held for one in world.days(2)] == [0, 3]
    world.put_back()
    for number in range(4):
        world.site.faults[f"p{number}.test"] = REFUSED
    world.site.faults[world.resolution.locations[0].url] = REFUSED
    assert [(one.own_outage, one.opened, one.held) for one in world.days(1)] == [(True, 0, 3)]


def test_our_own_outage_says_nothing_about_anybody(world: World) -> None:
    world.run()
    for host in ("p0.test", "p1.test"):
        world.site.faults[host] = {"status": None, "failure": Failure(kind=FailureKind.TIMEOUT, detail="Slow.")}
    found = world.days(10)
    assert {(one.opened, one.own_outage, one.sites_down) for one in found} == {(0, True, ())}
    world.put_back()
    assert sum(one.opened + one.closed for one in world.days(3)) == 0


def test_a_lone_host_that_is_silent_may_be_our_fault_but_not_one_that_answers(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.run()
    world.site.faults["p0.test"] = {"status": None, "failure": Failure(kind=FailureKind.REFUSED, detail="Refused.")}
    assert {one.own_outage for one in world.days(5)} == {True}
    world.site.faults["p0.test"] = {"status": 502}
    assert {one.sites_down for one in world.days(4)} == {("p0.test",)}
    del world.site.faults["p0.test"]
    world.site.faults[world.resolution.locations[0].url] = {"status": 502}
    assert [one.opened for one in world.days(4)] == [0, 0, 0, 1]


def test_a_name_that_no_longer_exists_is_told(world: World) -> None:
    world.run()
    world.site.faults["p0.test"] = {"status": None, "failure": Failure(kind=FailureKind.DNS_NOT_FOUND, detail="No.")}
    assert [one.opened for one in world.days(4)] == [0, 0, 0, 1]
    (letter,) = world.post.letters
    assert letter.subject == "Host name gone: p0.test (2 published documents)"


def test_a_message_that_could_not_go_out_goes_out_later_with_the_same_id(world: World) -> None:
    world.run()
    world.take_down(0)
    world.post.works = False
    assert [one.failed for one in world.days(3)] == [0, 1, 1]
    assert world.alerts()[0].delivered_at is None
    failures = [one for one in world.journal.read(NoticeEvent) if one.step is NoticeStep.FAILED]
    assert {one.detail for one in failures} == {"450 Greylisted"}
    world.post.works = True
    assert [one.delivered for one in world.days(3)] == [1, 0, 0]
    assert {f"<{one.notice_id}@catalogue>" for one in failures} == {world.post.letters[0].message_id}


def test_a_message_that_waits_is_worded_anew_where_a_name_in_it_was_taken_back(tmp_path: Path) -> None:
    world = World(tmp_path, title="The death of Robin", pseudonyms=("Robin",))
    world.run()
    world.take_down(0)
    world.post.works = False
    assert [one.failed for one in world.days(3)] == [0, 1, 1]
    (row,) = world.resolution.reviews
    again = row.model_copy(update={"title": "Child X", "pseudonyms": ("Child X",)})
    back = Renamed(review_id=row.review_id, names=("robin",), former_ids=(), source_ids=("p0-page",))
    world.resolution = world.resolution.model_copy(update={"reviews": (again,), "renamed": (back,)})
    world.post.works = True
    assert [one.delivered for one in world.days(3)] == [1, 0, 0]
    (letter,) = world.post.letters
    assert "Child X" in letter.text
    assert "Robin" not in f"{letter.subject} {letter.text} {letter.html}"
    feeds = [path.read_text() for path in (tmp_path / "feeds").iterdir()]
    assert feeds
    assert not [feed for feed in feeds if "Robin" in feed]


def test_an_alert_that_ended_before_anything_was_said_is_never_mentioned(world: World) -> None:
    world.run()
    world.take_down(0)
    world.post.works = False
    world.days(3)
    world.put_back()
    world.days(2)
    world.post.works = True
    world.days(2)
    assert world.alerts()[0].answer is AlertAnswer.BACK
    assert world.post.letters == []


def test_without_a_contact_the_operator_is_told_and_without_both_it_waits(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=2)
    world.sources = (source("p0", contact=None), world.sources[1])
    world.operator = None
    world.run()
    world.take_down(0)
    assert [(one.unaddressed, one.delivered) for one in world.days(3)] == [(0, 0), (1, 0), (1, 0)]
    world.operator = OPERATOR
    assert world.days(1)[0].delivered == 1
    assert world.post.letters[0].to == OPERATOR


def test_too_much_at_once_is_held(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=4)
    world.run()
    world.take_down(0, 1, 2)
    found = world.days(3)
    assert [(one.opened, one.held) for one in found] == [(0, 0), (0, 3), (0, 3)]
    assert [(one.to, one.subject) for one in world.post.letters] == [
        (OPERATOR, "Held for you to look at: 3 alerts at 3 publishers")
    ]
    assert world.alerts() == ()
    world.put_back()
    world.take_down(0)
    assert [(one.opened, one.held) for one in world.days(2)] == [(1, 2), (0, 0)]


def test_many_documents_of_one_publisher_are_held(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=2, documents=51)
    world.run()
    world.take_down(*range(51))
    assert [(one.opened, one.held) for one in world.days(2)] == [(0, 0), (0, 51)]


def test_after_the_year_nothing_is_said(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=2, published_on=dt.date(2020, 2, 1))
    world.run()
    world.take_down(0)
    assert sum(one.opened for one in world.days(30)) == 0
    assert sum(one.rule is Rule.NOT_FOUND for one in world.journal.read(Checked)) >= 3


def test_an_alert_ends_quietly_with_its_period(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=2, published_on=dt.date(2020, 3, 5))
    world.run()
    world.take_down(0)
    world.days(4)
    assert world.alerts()[0].closed_at is None
    world.days(2)
    assert world.alerts()[0].answer is AlertAnswer.PERIOD_ENDED
    assert len(world.post.letters) == 1
    assert "period ended" in (world.folder / "feeds" / "p0.atom").read_text()


@pytest.mark.parametrize(
    "change",
    [
        {"review_type": ReviewType.SAR, "about_child": False},
        {"nation": Nation.WALES, "review_type": ReviewType.CPR},
        {"published_on": None, "published_precision": None},
        {"published_on": dt.date(2020, 1, 1), "published_precision": Precision.YEAR},
    ],
)
def test_without_a_certain_duty_nothing_is_said(tmp_path: Path, change: dict[str, Any]) -> None:
    world = World(tmp_path, publishers=2, **change)
    world.run()
    world.take_down(0)
    world.days(5)
    assert world.alerts() == ()


def test_copies_and_lesser_documents_of_others_are_checked_and_not_alerted(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=2)
    first = world.resolution.locations[0]
    extra = [
        location("copy", first.document_id, "p0-0", "p1-page", "http://p1.test/copy.pdf"),
        location("brief", "b" * 64, "p0-0", "p0-page", "http://p0.test/brief.pdf"),
        location("entry", None, "p0-0", "p1-page", "http://p1.test/list#2021"),
    ]
    brief = document("b" * 64, "p0-0", Role.SEVEN_MINUTE_BRIEFING)
    world.resolution = world.resolution.model_copy(
        update={
            "locations": (*world.resolution.locations, *extra),
            "documents": (*world.resolution.documents, brief),
        }
    )
    assert world.run().checks == 4
    for url in ("http://p1.test/copy.pdf", "http://p0.test/brief.pdf"):
        world.site.faults[url] = {"status": 410}
    world.days(5)
    assert world.alerts() == ()


def test_the_same_report_at_another_address_of_its_publisher_ends_an_alert(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=2)
    world.run()
    world.take_down(0)
    world.days(2)
    first = world.resolution.locations[0]
    moved = location("moved", first.document_id, "p0-0", "p0-page", "http://p0.test/new.pdf")
    world.site.bodies[moved.url] = b"%PDF-1.4 " + first.url.encode()
    world.journal.append([world.site.get(moved.url, source_id="p0-page", purpose=Purpose.DOCUMENT)])
    world.resolution = world.resolution.model_copy(update={"locations": (*world.resolution.locations, moved)})
    assert world.days(1)[0].closed == 1
    assert "http://p0.test/new.pdf" in world.post.letters[-1].text


def test_only_the_sources_asked_for_are_looked_at(world: World) -> None:
    world.run()
    world.take_down(0, 2)
    found = world.days(2, only={"p1-page"})
    assert [(one.checks, one.opened) for one in found] == [(2, 0), (2, 1)]
    assert [alert.publisher_id for alert in world.alerts()] == ["p1"]


def test_progress_is_told_after_each_location(world: World) -> None:
    told: list[tuple[str, int, int]] = []
    world.run(progress=lambda host, done, total: told.append((host, done, total)))
    assert [(done, total) for _, done, total in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert {host for host, _, _ in told} == {"p0.test", "p1.test"}


def test_a_malformed_address_harms_nobody(tmp_path: Path) -> None:
    world = World(tmp_path)
    broken = location("broken", None, "p0-0", "p0-page", "http://[broken/x.pdf")
    failure = Failure(kind=FailureKind.BAD_ADDRESS, detail="Not an address.")
    world.site.faults[broken.url] = {"status": None, "failure": failure}
    world.resolution = world.resolution.model_copy(update={"locations": (*world.resolution.locations, broken)})
    assert world.run().by_rule == {"not-modified": 1, "bad-address": 1}


CHANCE: list[dict[str, Any]] = [{"status": 404}, {"status": 500}, {"status": 403}, {"status": 429}, REFUSED]
REMOVED = {4: (5, 40, 404), 13: (8, 20, 410), 22: (11, 40, 404), 31: (15, 30, 500)}
"""Documents taken down: first day, first day back, status."""


def faults_of(day: int, urls: list[str], unlucky: Sequence[str], chance: random.Random) -> dict[str, dict[str, Any]]:
    """Return what is wrong on a day: chance, removals, a site that is down, a bot wall, our own outage."""
    if 24 <= day < 26:
        return dict.fromkeys(urls, REFUSED)
    faults = {url: chance.choice(CHANCE) for url in unlucky}
    faults |= {urls[key]: {"status": status} for key, (first, back, status) in REMOVED.items() if first <= day < back}
    if 10 <= day < 16:
        faults |= {url: {"status": 503} for url in urls[:3]}
    if 20 <= day < 30:
        faults[urls[35]] = {"status": 403, "headers": {"cf-mitigated": "challenge"}}
    return faults


def test_forty_days_of_a_small_country(tmp_path: Path) -> None:
    """Removals among outages, walls and chance failures: all told in time, nobody told wrongly."""
    chance = random.Random(20210301)
    world = World(tmp_path, publishers=12, documents=3)
    urls = [place.url for place in world.resolution.locations]
    url_of = {place.location_id: place.url for place in world.resolution.locations}
    shuffled = chance.sample(urls, len(urls))
    opened_on: dict[str, int] = {}
    world.run()
    for day in range(1, 41):
        # Nobody is unlucky twice in a week: two days of 404 in a row would be evidence, not chance.
        unlucky = [shuffled[(2 * day + number) % len(shuffled)] for number in range(2)]
        world.site.faults = faults_of(day, urls, unlucky, chance)
        world.days(1)
        for alert in world.alerts():
            opened_on.setdefault(url_of.get(alert.location_id or "", str(alert.host)), day)
    assert opened_on.pop("p0.test") == 13
    assert opened_on.keys() == {urls[number] for number in REMOVED}
    assert all(0 < opened_on[urls[number]] - first <= 4 for number, (first, _, _) in REMOVED.items())
    ended = {alert.location_id for alert in world.alerts() if alert.answer is AlertAnswer.BACK}
    assert {url_of.get(key or "", "a site") for key in ended} == {urls[13], urls[31], "a site"}
    assert len(world.post.letters) == len({letter.message_id for letter in world.post.letters})
    kinds = Counter(
        (letter.kind, letter.message_id.split(".")[1].split("@")[0].split("-")[0]) for letter in world.post.letters
    )
    assert kinds == {
        ("alerts", "opened"): 5,
        ("alerts", "closed"): 3,
        ("summary", "reminded"): 10,
        ("escalation", "escalated"): 2,
        ("own-outage", "own"): 1,
    }


def test_nothing_to_watch_is_no_work(tmp_path: Path) -> None:
    world = World(tmp_path, publishers=0)
    found = world.run()
    assert (found.checks, found.own_outage, found.by_rule) == (0, False, {})


class Killed(BaseException):
    """The process ends here."""


class Fragile:
    """A journal or way out that ends the process before or after one of its steps."""

    def __init__(self, world: World, at: int) -> None:
        self.journal, self.post = world.journal, world.post
        self._left = at

    def _step(self) -> None:
        """Count a moment at which the process may end."""
        self._left -= 1
        if self._left == 0:
            raise Killed

    def append(self, records: Sequence[Record]) -> None:
        """Append, unless the process ends before or after."""
        self._step()
        self.journal.append(records)
        self._step()

    def read(self, kind: type[R]) -> Iterator[R]:
        """Read as ever."""
        return self.journal.read(kind)

    def read_after(self, kind: type[R], position: Position) -> Iterator[tuple[list[R], Position]]:
        """Read on as ever."""
        return self.journal.read_after(kind, position)

    def stands(self, kind: type[R], position: Position) -> bool:
        """Believe as ever."""
        return self.journal.stands(kind, position)

    def send(self, letter: Letter) -> Delivery:
        """Send, unless the process ends before or after."""
        self._step()
        delivery = self.post.send(letter)
        self._step()
        return delivery


@pytest.mark.parametrize("back", [False, True])
def test_ending_the_process_at_any_step_loses_nothing(tmp_path: Path, back: bool) -> None:
    at = 0
    finished = False
    while not finished:
        at += 1
        world = World(tmp_path / str(at), publishers=2)
        world.run()
        world.take_down(0)
        world.days(1 + back)
        if back:
            world.put_back()
            world.days(1)
        world.now += dt.timedelta(days=1)
        fragile = Fragile(world, at)
        try:
            world.run(journal=fragile, mailer=fragile)
            finished = True
        except Killed:
            world.run()
        wanted = ["opened", "closed"] if back else ["opened"]
        ids = [letter.message_id for letter in world.post.letters]
        assert [key.split(".")[1].split("@")[0] for key in dict.fromkeys(ids)] == wanted
        assert len(ids) <= len(wanted) + 1
        (alert,) = world.alerts()
        assert alert.delivered_at is not None
        assert (alert.answer is AlertAnswer.BACK) == back
        assert [event.step.value for event in world.journal.read(AlertEvent)] == wanted
        steps = [event.step for event in world.journal.read(NoticeEvent)]
        assert steps == [NoticeStep.QUEUED, NoticeStep.DELIVERED] * len(wanted)
        world.run()
        assert len(world.post.letters) == len(ids)
    assert at >= 5
