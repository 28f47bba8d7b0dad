"""All checks of one location to one state, with its reason, its times and its days.

Belongs here: `fold` and the thresholds. Does not belong here: single answers (`verdicts`) or what a
state means for anyone's duty (`retention`).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from catalogue.models import Availability, Checked
from catalogue.vocabulary import Rule, State, Verdict

FAILURES = 3
"""Countable failures in a row before a location is called unavailable ..."""
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

_FAST = frozenset({Rule.NOT_FOUND, Rule.GONE})


@dataclass
class _Run:
    """What the checks read so far amount to."""

    settled: State = State.UNKNOWN
    since: dt.datetime | None = None
    last_good: Checked | None = None
    last_failure: Checked | None = None
    informed_at: dt.datetime | None = None
    goods: list[dt.datetime] = field(default_factory=list)
    failures: list[Checked] = field(default_factory=list)
    unknowns: list[Checked] = field(default_factory=list)

    def read(self, check: Checked) -> None:
        """Take the next check in time."""
        if check.verdict is Verdict.AVAILABLE:
            self._read_good(check)
        elif check.verdict is Verdict.UNAVAILABLE:
            self._read_failure(check)
        else:
            self.unknowns.append(check)

    def _read_good(self, check: Checked) -> None:
        """Take a good check: it ends a run of failures, and two of them end an absence."""
        self.last_good, self.informed_at = check, check.checked_at
        self.unknowns.clear()
        self.failures.clear()
        self.goods.append(check.checked_at)
        needed = RECOVERIES if self.settled is State.UNAVAILABLE else 1
        if self.settled is not State.AVAILABLE and len(self.goods) >= needed:
            self.settled, self.since = State.AVAILABLE, self.goods[-needed]

    def _read_failure(self, check: Checked) -> None:
        """Take a countable failure: enough of them over enough time make an absence."""
        self.last_failure, self.informed_at = check, check.checked_at
        self.unknowns.clear()
        self.goods.clear()
        self.failures.append(check)
        if self.settled is not State.UNAVAILABLE and self._is_evidence():
            self.settled, self.since = State.UNAVAILABLE, self.failures[0].checked_at

    def _is_evidence(self) -> bool:
        """Whether the run of failures meets the rules of evidence."""
        stated = [check for check in self.failures if check.rule in _FAST]
        return _spans(self.failures, FAILURES, SPAN) or _spans(stated, FAST_FAILURES, FAST_SPAN)

    def state(self, now: dt.datetime) -> tuple[State, Rule, dt.datetime | None]:
        """Return the state at a moment, the rule behind it and since when it holds."""
        stale = self.informed_at is None or now - self.informed_at > SILENCE
        if not stale and self.settled is State.AVAILABLE and self.last_good is not None:
            return State.AVAILABLE, self.last_good.rule, self.since
        if not stale and self.settled is State.UNAVAILABLE and self.last_failure is not None:
            return State.UNAVAILABLE, self.last_failure.rule, self.since
        if self.unknowns:
            return State.UNKNOWN, self.unknowns[-1].rule, self.unknowns[0].checked_at
        if stale:
            # Nobody has looked for longer than knowledge keeps: since then it is unknown.
            return State.UNKNOWN, Rule.NOT_CHECKED, self.informed_at
        if self.failures:
            return State.UNKNOWN, self.failures[-1].rule, self.failures[0].checked_at
        return State.UNKNOWN, Rule.NOT_CHECKED, None


def fold(location_id: str, checks: Iterable[Checked], now: dt.datetime) -> Availability:
    """Say what all checks of one location amount to at one moment.

    Args:
        location_id: The location.
        checks: Its checks in any order; those after ``now`` are not read.
        now: The moment, aware.

    Returns:
        State, reason, since, times, failure count (countable failures after the last good check) and
        days to three decimals: verified, down and unverified, which sum to the time from the first
        check to ``now``.
    """
    past = sorted(
        (check for check in checks if check.checked_at <= now),
        key=lambda check: (check.checked_at, check.verdict.value, check.rule.value),
    )
    run = _Run()
    for check in past:
        run.read(check)
    state, reason, since = run.state(now)
    verified, down, unverified = _days(past, now)
    return Availability(
        location_id=location_id,
        state=state,
        reason=reason,
        since=since,
        last_success_at=run.last_good.checked_at if run.last_good else None,
        last_checked_at=past[-1].checked_at if past else None,
        failure_count=len(run.failures),
        days_verified=verified,
        days_down=down,
        days_unverified=unverified,
    )


def _spans(checks: Sequence[Checked], count: int, span: dt.timedelta) -> bool:
    """Whether there are at least so many checks over at least so much time."""
    return len(checks) >= count and checks[-1].checked_at - checks[0].checked_at >= span


def _days(past: Sequence[Checked], now: dt.datetime) -> tuple[float, float, float]:
    """Attribute the time from the first check to now; sums are kept exact by rounding them, not the parts."""
    verified = down = total = dt.timedelta()
    for index, check in enumerate(past):
        following = past[index + 1] if index + 1 < len(past) else None
        length = (following.checked_at if following else now) - check.checked_at
        total += length
        if check.verdict is Verdict.UNAVAILABLE:
            down += length
        elif check.verdict is Verdict.AVAILABLE and following and following.verdict is Verdict.AVAILABLE:
            verified += length
    marks = [round(part / dt.timedelta(days=1) * 1000) for part in (verified, verified + down, total)]
    return marks[0] / 1000, (marks[1] - marks[0]) / 1000, (marks[2] - marks[1]) / 1000
