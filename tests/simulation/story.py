"""One document, anything that can happen to it, and what must hold whatever did.

Belongs here: the events, the model and the invariants. Does not belong here: a rule taken from the product; the model
keeps its own list of looks and judges by the specification alone. Telling many stories is ``machine``.

The product's own round runs, with its real rules of verdicts, states, alerts and messages. What it is written into is
kept in memory; every hundredth story is told on a disk instead, with feeds, and with the ledger's file.

Which check proves which line of the protocol:

- every opening, reminder and closing goes out once an incident, transition and channel, though mail breaks, the
  process restarts and the clock is put back: ``compare_letters``; and what went on was told in the end: ``end``;
- what says nothing is neither up nor down, in state, counts and days: ``compare_state``;
- nothing opens without three failures over 72 hours, or two over 24 where the server says so: ``compare_alerts``;
- nothing is called back without two good looks in a row: ``compare_alerts``;
- silence that ends, with nothing changed, opens nothing and tells nothing within its week: ``compare_alerts`` (one
  opening an absence) and ``compare_letters``;
- an answer for good is the last that is heard of the document: ``compare_alerts``;
- after the last day of its period nothing opens, nothing is told and nothing stays open: ``compare_alerts``,
  ``compare_letters``, ``end``;
- in an outage of ours no partnership is told anything: ``compare_letters``;
- what is kept from round to round is what all checks amount to: ``end``.
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from catalogue.availability import fold, fold_alerts, with_answers
from catalogue.journal import BEGINNING, FolderJournal, Journal
from catalogue.models import Alert, AlertEvent, Checked, NoticeEvent, digest
from catalogue.notify import Delivery, Letter
from catalogue.store import FolderStore
from catalogue.vocabulary import AlertAnswer, AlertKind, AlertStep, State
from catalogue.watch import Ledger, watch
from tests.simulation.country import CANARIES, OPERATOR, START, Country
from tests.simulation.memory import MemoryJournal, MemoryStore
from tests.simulation.oracle import DOWN, GOOD, NOTHING, Look, episodes, has_evidence, says
from tests.simulation.plan import Paper, Size, make

KEPT = dt.timedelta(days=14)
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
HOUR = dt.timedelta(hours=1)
SECOND = dt.timedelta(seconds=1)
HEALTHY = Size(
    hosts=2,
    papers=1,
    days=120,
    removals=2,
    returns=0,
    moves=0,
    replacements=0,
    delistings=0,
    outages=0,
    migrations=0,
    walls=0,
    own=0,
    certificates=0,
    crossing=0,
    chance=0,
)
FAILS = ("404", "410", "500", "timeout", "soft", "home", "login", "page")
UNCLEAR = ("wall", "403", "429", "wait", "truncated", "no-dns", "other")
_ANSWERS = (AlertAnswer.WELFARE, AlertAnswer.COURT_ORDER, AlertAnswer.WRONG_DATE)
_ONCE = (AlertStep.OPENED, AlertStep.CLOSED, AlertStep.ESCALATED)


class Event(NamedTuple):
    """Something that happens: to the document, to the mail, to the process or to the clock."""

    what: str
    how: str = ""
    hours: int = 0
    times: int = 1


class Stage(Country):
    """A country of two documents, of which the first answers as it is told to."""

    now: dt.datetime = START
    how: str = "well"
    event: str = "chance"
    mail_works: bool = True

    def clock(self) -> dt.datetime:
        """Tell the time."""
        return self.now

    def own_outage(self) -> str | None:
        """Nothing answers, or everything else does."""
        return "refused" if self.event == "own" else None

    def when(self, paper: Paper) -> dt.datetime:
        """Every document is asked for at once."""
        return self.now

    def answer(self, paper: Paper, *, moved: bool) -> tuple[str, str]:
        """Let the first document answer as told; in an outage of ours nothing answers."""
        if moved:
            return "removal", "404"
        if self.event == "own":
            return "own", "refused"
        return (self.event, self.how) if paper.host == 0 else ("well", "well")

    def send(self, letter: Letter) -> Delivery:
        """Take a letter, unless mail is broken."""
        if not self.mail_works:
            return Delivery(ok=False, channel="email", detail="450 Greylisted")
        return super().send(letter)


def draw(dice: random.Random, steps: int) -> tuple[Event, ...]:
    """Make up a story.

    Args:
        dice: Chance; the same dice give the same story.
        steps: How many events.

    Returns:
        The events.
    """
    return tuple(_drawn(dice) for _ in range(steps))


def _drawn(dice: random.Random) -> Event:
    """Make up one event."""
    what = dice.choices(tuple(_WEIGHTS), tuple(_WEIGHTS.values()))[0]
    hours, times = dice.choice((1, 6, 24, 24, 24, 24, 25)), dice.choice((1, 1, 2, 3, 4, 5, 6))
    return {
        "well": Event(what, "well", 24 if times > 1 else hours, min(times, 2)),
        "fail": Event(what, dice.choice(FAILS), 24 if times > 1 else hours, times),
        "unclear": Event(what, dice.choice(UNCLEAR), hours),
        "own outage": Event(what, hours=dice.choice((4, 24))),
        "clock jumps": Event(what, hours=dice.choice((-1, 72))),
        "nobody looks": Event(what, hours=24 * dice.choice((3, 15, 20))),
        "maintenance": Event(what, times=dice.choice((1, 7, 30))),
        "answer": Event(what, dice.choice(_ANSWERS).value),
    }.get(what, Event(what))


_WEIGHTS = {
    "well": 5,
    "fail": 6,
    "unclear": 2,
    "own outage": 2,
    "clock jumps": 2,
    "nobody looks": 1,
    "restart": 1,
    "mail breaks": 1,
    "mail works": 2,
    "maintenance": 1,
    "answer": 1,
}
"""What can happen, and how often beside the rest."""


def tell(story: Sequence[Event], folder: Path | None = None) -> Counter[str]:
    """Let a story happen, and compare everything that follows with the model.

    Args:
        story: The events.
        folder: An empty folder to write into; memory where null.

    Returns:
        How often what was met.

    Raises:
        AssertionError: Something followed that must not.
    """
    told = _Telling(folder)
    for event in story:
        told.happen(event)
    told.end()
    return told.met


class _Telling:
    """One story on its way."""

    def __init__(self, folder: Path | None) -> None:
        """Begin: the documents were harvested and seen well once."""
        self.folder = folder
        self.stage = Stage(make(HEALTHY), MemoryStore() if folder is None else FolderStore(folder / "raw"))
        self.journal: Journal = MemoryJournal()
        self.restart()
        self.key = self.stage.plan.papers[0].key
        self.last_day = (START + HEALTHY.days * DAY + 20 * DAY).date()
        self.looks: list[Look] = []
        self.checks: list[Checked] = []
        self.read = BEGINNING
        self.steps, self.alerts = 0, dict[str, Alert]()
        self.opened: dict[str, int] = {}
        self.closed: set[str] = set()
        self.silent: dict[str, dt.date] = {}
        self.spoken: dict[tuple[str, str], dt.datetime] = {}
        self.letters = Counter[tuple[str, str, AlertStep]]()
        self.answered = False
        self.met = Counter[str]()
        self.look("well", "well", 24)

    def restart(self) -> None:
        """The process ends and begins again; only what was written is left."""
        if self.folder is not None:
            self.journal = FolderJournal(self.folder / "journal")
        self.ledger = Ledger(self.journal, self.folder and self.folder / "watch.json")

    def happen(self, event: Event) -> None:
        """Let one thing happen."""
        match event.what:
            case "well" | "fail" | "unclear":
                for _ in range(event.times):
                    self.look("well" if event.what == "well" else "chance", event.how, event.hours)
            case "own outage":
                self.look("own", "refused", event.hours)
            case "clock jumps" | "nobody looks":
                self.stage.now += dt.timedelta(hours=event.hours)
            case "restart":
                self.restart()
            case "maintenance":
                self.silence(event.times)
            case "answer":
                self.answer(AlertAnswer(event.how))
            case _:
                self.stage.mail_works = event.what == "mail works"

    def answer(self, answer: AlertAnswer) -> None:
        """The publisher answers an open notice, which ends it."""
        if self.record(AlertStep.CLOSED, answer, None):
            self.answered = self.answered or answer is not AlertAnswer.WRONG_DATE

    def silence(self, days: int) -> None:
        """The publisher says until when it is at work: silence until then, and nothing anew when it ends."""
        until = (self.stage.now + days * DAY).date()
        alert = self.record(AlertStep.SILENCED, AlertAnswer.MAINTENANCE, until.isoformat())
        if alert is not None:
            self.silent[alert.alert_id] = until

    def record(self, step: AlertStep, answer: AlertAnswer, value: str | None) -> Alert | None:
        """Record an answer as the command does; return what was answered, or null where nothing is open."""
        self.stage.now += SECOND  # two answers word for word at the very same moment are one
        alert = next((one for one in self.alerts.values() if one.closed_at is None), None)
        if alert is None:
            return None
        opening = next(one for one in self.journal.read(AlertEvent) if one.alert_id == alert.alert_id)
        said = {"step": step, "about": step, "at": self.stage.now, "answer": answer, "value": value}
        words = {"subject": "Notice ended", "body": "It has ended.", "by": "operator", "because": "They wrote so."}
        self.journal.append([opening.model_copy(update={**said, **words})])
        self.met[answer.value] += step is AlertStep.SILENCED
        self.fold()
        return alert

    def look(self, event: str, how: str, hours: int) -> None:
        """Let time pass, look, and compare what followed with the model."""
        self.stage.now += dt.timedelta(hours=hours)
        self.stage.event, self.stage.how = event, how
        asked, letters = len(self.stage.asked), len(self.stage.letters)
        self.watch()
        new = self.stage.asked[asked:]
        asked_for = any(self.stage.paper_of(one.url)[0].host == 0 for one in new)
        said = says(event, how)
        if asked_for:
            self.looks.append(Look(self.stage.now, said, how))
        self.fold()
        past = sorted((one for one in self.looks if one.at <= self.stage.now), key=lambda one: one.at)
        self.compare_alerts(past)
        self.compare_letters([letter for _, letter in self.stage.letters[letters:]], own=event == "own" and bool(new))
        self.compare_state(past, said if asked_for else GOOD)

    def watch(self) -> None:
        """Run the product's own round."""
        resolution = self.stage.harvest(self.journal)
        watch(
            with_answers(resolution, self.journal.read(AlertEvent), digest),
            self.stage.sources,
            fetch=self.stage,
            store=self.stage.store,
            journal=self.journal,
            clock=self.stage.clock,
            mailer=self.stage,
            feeds=self.folder and self.folder / "feeds",
            operator=OPERATOR,
            canaries=CANARIES,
            hosts_at_once=1,
            ledger=self.ledger,
        )

    def fold(self) -> None:
        """Read what was appended: the checks of the document, and what notices amount to."""
        for checks, position in self.journal.read_after(Checked, self.read):
            self.checks += [one for one in checks if one.location_id == self.key]
            self.read = position
        steps = list(self.journal.read(AlertEvent))
        if len(steps) != self.steps:
            self.steps = len(steps)
            self.alerts = {one.alert_id: one for one in fold_alerts(steps, self.journal.read(NoticeEvent))}

    def compare_alerts(self, past: Sequence[Look]) -> None:
        """Nothing opens without evidence or twice, nothing is called back without two good looks."""
        for alert in self.alerts.values():
            if alert.alert_id not in self.opened:
                assert alert.kind is AlertKind.NOT_FOUND, "an alert of another kind"
                assert alert.review_id == self.key, "an alert about a document that was always there"
                episode = episodes(past)
                assert episode not in self.opened.values(), "opened twice for one absence"
                assert has_evidence(past), "opened without the evidence"
                assert not self.answered, "opened though the publisher took it down on purpose"
                assert self.stage.now.date() <= self.last_day, "opened after the period"
                self.opened[alert.alert_id] = episode
                self.met["opened"] += 1
            if alert.closed_at is not None and alert.alert_id not in self.closed:
                self.closed.add(alert.alert_id)
                self.met[alert.answer.value if alert.answer else "closed"] += 1
                informed = [one.said for one in past if one.said != NOTHING]
                assert alert.answer is not AlertAnswer.BACK or informed[-2:] == [GOOD, GOOD], "back too early"

    def compare_letters(self, letters: Sequence[Letter], *, own: bool) -> None:
        """What is told is so, is told once, and is not told in silence or in an outage of ours."""
        assert not own or all(letter.to == OPERATOR for letter in letters), (
            "a partnership was told in an outage of ours"
        )
        now = self.stage.now
        for letter in letters:
            self.met["letters"] += 1
            for told in letter.tells:
                alert, key = self.alerts[told.alert_id], (letter.to, told.alert_id)
                self.letters[(*key, told.about)] += 1
                assert told.about not in _ONCE or self.letters[(*key, told.about)] == 1, f"{told.about} told twice"
                if told.about is AlertStep.CLOSED:
                    assert alert.answer is AlertAnswer.BACK, "a return was told that is none"
                    assert key in self.spoken, "a return was told of what was never told"
                    continue
                assert alert.closed_at is None, "told after it ended"
                assert now.date() <= self.last_day, "told after the period"
                assert (now + HOUR).date() > self.silent.get(told.alert_id, START.date()), "told in silence"
                if told.about is AlertStep.REMINDED:
                    assert now - self.spoken[key] >= WEEK - HOUR, "reminded too early"
                    silent = self.silent.get(told.alert_id, START.date())
                    assert (now + HOUR).date() - silent >= WEEK, "reminded too early after a silence"
                    self.met["reminders"] += 1
                self.spoken[key] = now

    def compare_state(self, past: Sequence[Look], said: str) -> None:
        """The state rests on knowledge that keeps; what says nothing changes nothing."""
        found = self.ledger.states(self.stage.now, [self.key])[self.key]
        lately = {one.said for one in past if self.stage.now - one.at <= KEPT}
        assert found.state is not State.AVAILABLE or GOOD in lately
        assert found.state is not State.UNAVAILABLE or DOWN in lately
        if said == NOTHING:
            without = fold(self.key, self.checks[:-1], self.stage.now)
            assert found.state in (without.state, State.UNKNOWN)
            assert (found.failure_count, found.last_success_at) == (without.failure_count, without.last_success_at)
            assert (found.days_verified, found.days_down) == (without.days_verified, without.days_down)
        days = found.days_verified + found.days_down + found.days_unverified
        assert not past or abs(days - (self.stage.now - past[0].at) / DAY) < 0.002

    def end(self) -> None:
        """Mail works again, and nothing can be said for two days: what went on was told, and folding anew agrees."""
        self.stage.mail_works = True
        for _ in range(2):
            self.look("chance", "wall", 25)
        assert self.ledger.states(self.stage.now)[self.key] == fold(self.key, self.checks, self.stage.now)
        manager = self.stage.sources[0].contact or ""
        for alert in self.alerts.values():
            told = self.letters[manager, alert.alert_id, AlertStep.OPENED]
            if alert.closed_at is None:
                assert self.stage.now.date() <= self.last_day + DAY, "it goes on after the period"
                silent = self.stage.now.date() <= self.silent.get(alert.alert_id, START.date())
                assert told or silent, "what goes on was never told"
            elif alert.answer is AlertAnswer.BACK and told:
                assert self.letters[manager, alert.alert_id, AlertStep.CLOSED], "a return was never told"
