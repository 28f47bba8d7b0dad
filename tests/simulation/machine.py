"""The state machine: one document, anything that can happen to it, and what must hold whatever did.

Belongs here: the events, the model and the invariants. Does not belong here: a rule taken from the product; the model
keeps its own list of looks and judges by the specification alone.

``python -m tests.simulation.machine`` runs 10,000 examples of at most 60 steps; every commit runs 500 shorter ones.
"""

import argparse
import datetime as dt
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from catalogue.availability import fold, fold_alerts, with_answers
from catalogue.journal import FolderJournal
from catalogue.models import Alert, AlertEvent, Checked, NoticeEvent, digest
from catalogue.notify import Delivery, Letter
from catalogue.store import FolderStore
from catalogue.vocabulary import AlertAnswer, AlertKind, AlertStep, State
from catalogue.watch import Ledger, watch
from tests.simulation.country import CANARIES, OPERATOR, START, Country
from tests.simulation.oracle import DOWN, GOOD, NOTHING, says
from tests.simulation.plan import Paper, Size, make

FAST = dt.timedelta(hours=24)
SLOW = dt.timedelta(hours=72)
KEPT = dt.timedelta(days=14)
HEALTHY = Size(
    hosts=3,
    papers=1,
    days=340,
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


class Look(NamedTuple):
    """One look at the document, as the model saw it."""

    at: dt.datetime
    said: str
    how: str


class Stage(Country):
    """A country of three documents, of which the first answers as it is told to."""

    now: dt.datetime = START
    how: str = "well"
    event: str = "chance"

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
        """Take a letter, unless the channel is broken."""
        if not self.channel:
            return Delivery(ok=False, channel="email", detail="450 Greylisted")
        return super().send(letter)

    channel: bool = True


MET: Counter[str] = Counter()
"""How often something happened in all stories together, so that a machine that meets nothing is seen."""


class Watching(RuleBasedStateMachine):
    """One document and everything that can happen to it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=_MEMORY)
        self.root = Path(self.folder.name)
        self.stage = Stage(make(HEALTHY), FolderStore(self.root / "raw"))
        self.restart()
        self.looks: list[Look] = []
        self.key = self.stage.plan.papers[0].key
        self.opened: dict[str, int] = {}
        self.closed: set[str] = set()
        self.answered = False

    def teardown(self) -> None:
        """Remove the warehouse."""
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        """The documents were harvested and seen well once."""
        self._round("well", "well", 24)

    @rule(hours=st.sampled_from((1, 6, 24, 24, 24, 24, 25)))
    def good(self, hours: int) -> None:
        """The document is there."""
        self._round("well", "well", hours)

    @rule(hours=st.sampled_from((1, 6, 24, 24, 24, 24, 25)), how=st.sampled_from(FAILS))
    def fail(self, hours: int, how: str) -> None:
        """The document is not found, one way or another."""
        self._round("chance", how, hours)

    @rule(how=st.sampled_from(FAILS), times=st.integers(min_value=2, max_value=6))
    def fail_for_days(self, how: str, times: int) -> None:
        """The document is not found for days."""
        for _ in range(times):
            self._round("chance", how, 24)

    @rule(times=st.integers(min_value=2, max_value=3))
    def good_for_days(self, times: int) -> None:
        """The document is there for days."""
        for _ in range(times):
            self._round("well", "well", 24)

    @rule(hours=st.sampled_from((1, 24, 24, 24)), how=st.sampled_from(UNCLEAR))
    def unclear(self, hours: int, how: str) -> None:
        """Nothing can be said of the document."""
        self._round("chance", how, hours)

    @rule(hours=st.sampled_from((4, 24)))
    def own_outage(self, hours: int) -> None:
        """We reach nothing at all."""
        self._round("own", "refused", hours)

    @rule(hours=st.sampled_from((-1, 72)))
    def clock_jump(self, hours: int) -> None:
        """The clock jumps, and nobody looks."""
        self.stage.now += dt.timedelta(hours=hours)

    @rule(days=st.sampled_from((3, 15, 20)))
    def nobody_looks(self, days: int) -> None:
        """Time passes without a round."""
        self.stage.now += dt.timedelta(days=days)

    @rule()
    def restart(self) -> None:
        """The process ends and begins again; only what is on disk is left."""
        self.journal = FolderJournal(self.root / "journal")
        self.ledger = Ledger(self.journal, self.root / "watch.json")

    @rule(works=st.booleans())
    def channel(self, works: bool) -> None:
        """Mail breaks, or works again."""
        self.stage.channel = works

    @precondition(lambda self: any(one.closed_at is None for one in self._alerts()))
    @rule(answer=st.sampled_from((AlertAnswer.WELFARE, AlertAnswer.COURT_ORDER, AlertAnswer.WRONG_DATE)))
    def acknowledge(self, answer: AlertAnswer) -> None:
        """The publisher answers an open notice, which ends it."""
        self._answer(AlertStep.CLOSED, answer, None)
        self.answered = self.answered or answer is not AlertAnswer.WRONG_DATE

    @precondition(lambda self: any(one.closed_at is None for one in self._alerts()))
    @rule(days=st.sampled_from((1, 7, 30)))
    def maintenance(self, days: int) -> None:
        """The publisher says until when it is at work: silence until then, and nothing anew when it ends."""
        until = (self.stage.now + dt.timedelta(days=days)).date().isoformat()
        self._answer(AlertStep.SILENCED, AlertAnswer.MAINTENANCE, until)

    def _answer(self, step: AlertStep, answer: AlertAnswer, value: str | None) -> None:
        """Record an answer as the command does."""
        alert = next(one for one in self._alerts() if one.closed_at is None)
        opening = next(one for one in self.journal.read(AlertEvent) if one.alert_id == alert.alert_id)
        said = {"step": step, "about": step, "at": self.stage.now, "answer": answer, "value": value}
        more = {
            "subject": "Notice ended",
            "body": "It has ended.",
            "by": "operator",
            "because": "The manager wrote so.",
        }
        self.journal.append([opening.model_copy(update={**said, **more})])
        MET[answer.value] += 1

    @invariant()
    def every_letter_goes_out_once(self) -> None:
        """I7: once an incident, transition and channel."""
        ids = Counter((letter.to, letter.message_id) for _, letter in self.stage.letters)
        assert all(count == 1 for count in ids.values()), ids

    def _round(self, event: str, how: str, hours: int) -> None:
        """Let time pass, look, and compare what followed with the model."""
        self.stage.now += dt.timedelta(hours=hours)
        self.stage.event, self.stage.how = event, how
        before, letters = len(self.stage.asked), len(self.stage.letters)
        self._watch()
        asked = [one for one in self.stage.asked[before:] if self.stage.paper_of(one.url)[0].host == 0]
        said = says(event, how)
        if asked:
            self.looks.append(Look(self.stage.now, said, how))
        self._compare_alerts()
        self._compare_state(said if asked else GOOD)
        if event == "own":
            sent = [letter for _, letter in self.stage.letters[letters:]]
            assert all(letter.to == OPERATOR for letter in sent), "a partnership was told in an outage of ours"

    def _watch(self) -> None:
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
            feeds=self.root / "feeds",
            operator=OPERATOR,
            canaries=CANARIES,
            hosts_at_once=1,
            ledger=self.ledger,
        )

    def _alerts(self) -> list[Alert]:
        """Return the notices that a document is not found."""
        alerts = fold_alerts(self.journal.read(AlertEvent), self.journal.read(NoticeEvent))
        return [one for one in alerts if one.kind is AlertKind.NOT_FOUND]

    def _past(self) -> list[Look]:
        """Return the looks up to now, in the order of time; of those at one moment the last one stands last."""
        return sorted((one for one in self.looks if one.at <= self.stage.now), key=lambda one: one.at)

    def _compare_alerts(self) -> None:
        """Nothing opens without evidence or twice, nothing is called back without two good looks."""
        for alert in self._alerts():
            assert alert.review_id == self.key, "an alert about a document that was always there"
            if alert.alert_id not in self.opened:
                episode = episodes(self._past())
                assert episode not in self.opened.values(), "opened twice for one absence"
                assert has_evidence(self._past()), "opened without the evidence"
                assert not self.answered, "opened though the publisher took it down on purpose"
                self.opened[alert.alert_id] = episode
                MET["opened"] += 1
            if alert.closed_at is not None and alert.alert_id not in self.closed:
                self.closed.add(alert.alert_id)
                MET[alert.answer.value if alert.answer else "closed"] += 1
                informed = [one.said for one in self._past() if one.said != NOTHING]
                assert alert.answer is not AlertAnswer.BACK or informed[-2:] == [GOOD, GOOD], "back too early"

    def _compare_state(self, said: str) -> None:
        """The state rests on knowledge that keeps; what says nothing changes nothing."""
        mine = [one for one in self.journal.read(Checked) if one.location_id == self.key]
        found = fold(self.key, mine, self.stage.now)
        past = self._past()
        lately = {one.said for one in past if self.stage.now - one.at <= KEPT}
        assert found.state is not State.AVAILABLE or GOOD in lately
        assert found.state is not State.UNAVAILABLE or DOWN in lately
        if said == NOTHING and mine:
            without = fold(self.key, mine[:-1], self.stage.now)
            assert found.state in (without.state, State.UNKNOWN)
            assert (found.failure_count, found.last_success_at) == (without.failure_count, without.last_success_at)
        days = found.days_verified + found.days_down + found.days_unverified
        if past:
            assert abs(days - (self.stage.now - past[0].at) / dt.timedelta(days=1)) < 0.002


def has_evidence(looks: list[Look]) -> bool:
    """Whether looks since the latest two good ones in a row are enough to say that the document is not there."""
    run: list[Look] = []
    for look in looks:
        if look.said == DOWN:
            run.append(look)
        elif look.said == GOOD:
            run = []
    stated = [look for look in run if look.how in ("404", "410")]
    return _spans(run, 3, SLOW) or _spans(stated, 2, FAST)


def _spans(looks: list[Look], count: int, time: dt.timedelta) -> bool:
    """Whether there are so many looks over so much time."""
    return len(looks) >= count and looks[-1].at - looks[0].at >= time


def episodes(looks: list[Look]) -> int:
    """Count the absences that ended with two good looks in a row: what goes on is the next."""
    informed = [look.said for look in looks if look.said != NOTHING]
    ended, missing = 0, False
    for before, said in pairwise(informed):
        missing = missing or DOWN in (before, said)
        if missing and (before, said) == (GOOD, GOOD):
            ended, missing = ended + 1, False
    return ended


_SHM = Path("/dev/shm")  # noqa: S108 - a folder in memory, where the machine has one
_MEMORY = _SHM if _SHM.is_dir() else None


def run(examples: int, steps: int, *, derandomize: bool = False) -> None:
    """Run the machine.

    Args:
        examples: How many stories.
        steps: Most events in each.
        derandomize: Whether the stories are the same every time.
    """
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=derandomize,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
    )
    run_state_machine_as_test(Watching, settings=chosen)


def main() -> int:
    """Run the machine in full size."""
    parser = argparse.ArgumentParser(description="Let anything happen to one document, very often.")
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--steps", type=int, default=60)
    chosen = parser.parse_args()
    run(chosen.examples, chosen.steps)
    met = ", ".join(f"{count:,} {what}" for what, count in sorted(MET.items()))
    print(f"{chosen.examples:,} stories of at most {chosen.steps} events: every invariant held. Met: {met}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
