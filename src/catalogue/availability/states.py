"""All checks of one location to one state, with its reason, its times and its days.

Belongs here: `Account`, which goes on from check to check, `fold` over all of them, and the thresholds. Does not
belong here: single answers (`verdicts`) or what a state means for anyone's duty (`retention`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from catalogue.models import Availability, Checked
from catalogue.vocabulary import Rule, State, Verdict

FAILURES = 3
"""Countable failures in a row before a location is called unavailable (each by a GET, never a HEAD) ..."""
SPAN = dt.timedelta(hours=72)
"""... and the time they must span."""
FAST_FAILURES = 2
"""The same where the server itself says that the document is not there ..."""
FAST_SPAN = dt.timedelta(hours=24)
"""... and the time those must span."""
RECOVERIES = 2
"""Good checks in a row before a location that was unavailable is called available."""
SILENCE = dt.timedelta(days=14)
"""Age at which the latest knowledge, good or bad, is no longer said of today."""

_FAST = frozenset({Rule.NOT_FOUND, Rule.GONE, Rule.FOUND_ELSEWHERE})
_GONE_FROM_HERE = frozenset({Verdict.UNAVAILABLE, Verdict.MOVED})
"""Verdicts that end a presence at this address; of these only the first counts as time in which it was down."""
_DAY = dt.timedelta(days=1)
_NOTHING = dt.timedelta()


class Look(NamedTuple):
    """What matters of one check; looks are read in the order of time, then of these words."""

    at: dt.datetime
    verdict: Verdict
    rule: Rule


class Run(NamedTuple):
    """Checks of one kind in a row: the first, the latest and how many."""

    first: dt.datetime
    last: dt.datetime
    looks: int

    def is_enough(self, count: int, span: dt.timedelta) -> bool:
        """Whether these are at least so many over at least so much time."""
        return self.looks >= count and self.last - self.first >= span


def look_of(check: Checked) -> Look:
    """Return what matters of a check."""
    return Look(check.checked_at, check.verdict, check.rule)


@dataclass
class Account:
    """What the checks of one location amount to so far.

    It takes checks in the order of time and can be kept (its fields are plain values) and gone on with; that
    gives the same as taking all checks at once.
    """

    location_id: str
    """The location."""
    first_at: dt.datetime | None = None
    """Its first check."""
    last: Look | None = None
    """The latest check taken."""
    settled: State = State.UNKNOWN
    """What the evidence says, however old it is."""
    since: dt.datetime | None = None
    """First check of the run behind that."""
    last_good: Look | None = None
    """The latest good check."""
    last_failure: Look | None = None
    """The latest countable failure."""
    goods: Run | None = None
    """Good checks since the latest countable failure; null where there is none."""
    failures: Run | None = None
    """Countable failures since the latest good check; null where there is none."""
    evidence: Run | None = None
    """Those of them that count as evidence, being so near to one another that they are one run."""
    stated: Run | None = None
    """Those of the evidence in which the server itself says that nothing is there."""
    unclear: tuple[dt.datetime, Rule] | None = None
    """First check since then that says nothing, and the rule of the latest; null where there is none."""
    verified: dt.timedelta = _NOTHING
    """Time up to the latest check that good checks cover."""
    down: dt.timedelta = _NOTHING
    """Time up to the latest check in which the document was missing."""

    def take(self, look: Look) -> bool:
        """Take the next check.

        Args:
            look: A check that is not earlier than those taken.

        Returns:
            Whether it was taken. One that is earlier is not: then all checks have to be folded anew. The latest
            check given again is one check.
        """
        if self.last is not None and look <= self.last:
            return look == self.last
        self._attribute(look)
        self.first_at = self.first_at or look.at
        self.last = look
        if look.verdict is Verdict.AVAILABLE:
            self._take_good(look)
        elif look.verdict in _GONE_FROM_HERE:
            self._take_failure(look)
        else:
            self.unclear = (self.unclear[0] if self.unclear else look.at, look.rule)
            if look.verdict is Verdict.REPLACED:
                # The address gives a document, if another one: what failed before it was no run of failures.
                self.evidence = self.stated = None
        return True

    def at(self, now: dt.datetime) -> Availability:
        """Say what the checks amount to at a moment.

        Args:
            now: The moment, aware; not earlier than the latest check taken.

        Returns:
            The availability.

        Raises:
            ValueError: Checks later than the moment were taken.
        """
        if self.last is not None and now < self.last.at:
            raise ValueError("checks later than the moment asked about were taken")
        state, reason, since = self._state(now)
        verified, down, unverified = self._days(now)
        return Availability(
            location_id=self.location_id,
            state=state,
            reason=reason,
            since=since,
            last_success_at=self.last_good.at if self.last_good else None,
            last_checked_at=self.last.at if self.last else None,
            failure_count=self.failures.looks if self.failures else 0,
            days_verified=verified,
            days_down=down,
            days_unverified=unverified,
        )

    def _take_good(self, look: Look) -> None:
        """Take a good check: it ends a run of failures, and two of them end an absence."""
        self.goods = _longer(self.goods, look.at)
        needed = RECOVERIES if self.settled is State.UNAVAILABLE else 1
        lapsed = self.last_good is None or look.at - self.last_good.at > SILENCE
        if self.settled is State.AVAILABLE and lapsed:
            self.since = look.at
        elif self.settled is not State.AVAILABLE and self.goods.looks >= needed:
            self.settled, self.since = State.AVAILABLE, self.goods.first
        self.last_good = look
        self.failures = self.evidence = self.stated = self.unclear = None

    def _take_failure(self, look: Look) -> None:
        """Take a countable failure: enough of them over enough time make an absence."""
        if self.evidence and look.at - self.evidence.last > (SPAN if self.unclear else SILENCE):
            # In so long a time in which nothing is known the document may have been there.
            self.evidence = self.stated = None
        self.failures = _longer(self.failures, look.at)
        self.evidence = _longer(self.evidence, look.at)
        if look.rule in _FAST:
            self.stated = _longer(self.stated, look.at)
        self.last_failure = look
        self.goods = self.unclear = None
        told = self.stated is not None and self.stated.is_enough(FAST_FAILURES, FAST_SPAN)
        if self.settled is not State.UNAVAILABLE and (told or self.evidence.is_enough(FAILURES, SPAN)):
            self.settled, self.since = State.UNAVAILABLE, self.evidence.first

    def _state(self, now: dt.datetime) -> tuple[State, Rule, dt.datetime | None]:
        """Return the state at a moment, the rule behind it and since when it holds."""
        good, failure = self.last_good, self.last_failure
        if self.settled is State.AVAILABLE and good and now - good.at <= SILENCE:
            return State.AVAILABLE, good.rule, self.since
        if self.settled is State.UNAVAILABLE and failure and now - failure.at <= SILENCE:
            return State.UNAVAILABLE, failure.rule, self.since
        if self.unclear:
            return State.UNKNOWN, self.unclear[1], self.unclear[0]
        informed = max((look for look in (good, failure) if look), default=None)
        if informed is None or now - informed.at > SILENCE:
            # Nobody has looked for longer than knowledge keeps: since then it is unknown.
            return State.UNKNOWN, Rule.NOT_CHECKED, informed.at if informed else None
        run = self.failures or self.goods
        return State.UNKNOWN, informed.rule, run.first if run else None

    def _attribute(self, following: Look) -> None:
        """Attribute the time from the latest check to the next, as far as knowledge keeps."""
        last = self.last
        if last is None:
            return
        length = min(following.at - last.at, SILENCE)
        if last.verdict is Verdict.UNAVAILABLE:
            self.down += length
        elif last.verdict is Verdict.AVAILABLE and following.verdict is Verdict.AVAILABLE:
            self.verified += length

    def _days(self, now: dt.datetime) -> tuple[float, float, float]:
        """Attribute the time up to a moment; sums are kept exact by rounding them, not the parts."""
        last, down = self.last, self.down
        if last is None or self.first_at is None:
            return 0.0, 0.0, 0.0
        if last.verdict is Verdict.UNAVAILABLE:
            down += min(now - last.at, SILENCE)
        sums = (self.verified, self.verified + down, now - self.first_at)
        marks = [round(part / _DAY * 1000) for part in sums]
        return marks[0] / 1000, (marks[1] - marks[0]) / 1000, (marks[2] - marks[1]) / 1000


def fold(location_id: str, checks: Iterable[Checked], now: dt.datetime) -> Availability:
    """Say what all checks of one location amount to at one moment.

    Args:
        location_id: The location.
        checks: Its checks in any order; those after ``now`` are not read, and one given twice is one.
        now: The moment, aware.

    Returns:
        State, reason, since, times, failure count (countable failures after the last good check) and
        days to three decimals: verified, down and unverified, which sum to the time from the first
        check to ``now``.
    """
    return fold_looks(location_id, (look_of(check) for check in checks), now).at(now)


def fold_looks(location_id: str, looks: Iterable[Look], now: dt.datetime) -> Account:
    """Take all checks of one location up to a moment.

    Args:
        location_id: The location.
        looks: Its checks in any order; those after ``now`` are not taken.
        now: The moment, aware.

    Returns:
        The account, which can be gone on with.
    """
    account = Account(location_id)
    for look in sorted({look for look in looks if look.at <= now}):
        account.take(look)
    return account


def _longer(run: Run | None, at: dt.datetime) -> Run:
    """Return a run with one more check."""
    return Run(run.first, at, run.looks + 1) if run else Run(at, at, 1)
