"""What must follow from the plan, by the specification alone.

Belongs here: expected notices, what is truly gone, days by what was asked and answered. Does not belong here: a rule
taken from the product; nothing of it is imported.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from tests.simulation.plan import DAY, ROUND, Event, Paper, Plan

GOOD, DOWN, NOTHING = "good", "down", "nothing"

_SAYS = {
    "well": GOOD,
    "redirect": GOOD,
    "404": DOWN,
    "410": DOWN,
    "500": DOWN,
    "502": DOWN,
    "503": DOWN,
    "timeout": DOWN,
    "refused": DOWN,
    "soft": DOWN,
    "home": DOWN,
    "login": DOWN,
    "page": DOWN,
    "403": NOTHING,
    "429": NOTHING,
    "wait": NOTHING,
    "wall": NOTHING,
    "truncated": NOTHING,
    "no-dns": NOTHING,
    "certificate": NOTHING,
    "other": NOTHING,
}
"""What an answer says about a document, by the table of failures."""
_MAY_PASS = ("500", "502", "503", "timeout", "refused")
"""What does not say that nothing is at the address, and so does not say that what was there moved."""
_SHARED = ("own", "outage")
"""What says nothing about a single document, whatever answers."""
_KEPT = 14 * DAY
"""For how long an answer is said of the time after it."""


_LOOKS, _SPAN = 3, 3 * DAY
"""Failures in a row that are evidence, and the time they must span ..."""
_STATED = 2
"""... or so many over a day, where the server itself says that nothing is there."""


@dataclass(frozen=True)
class Days:
    """Thousandths of days."""

    verified: int
    down: int
    unverified: int


def says(event: str, how: str) -> str:
    """Say what one answer says: good, down or nothing."""
    return NOTHING if event in _SHARED else _SAYS[how]


def says_at(event: str, how: str, *, known_elsewhere: bool) -> str:
    """Say what one answer says, where it matters whether a harvest had already found what moved.

    Args:
        event: What happened.
        how: How it was answered.
        known_elsewhere: Whether the document had been harvested at another address of its publisher by then.

    Returns:
        Good, down, or nothing: time in which a document is known to stand elsewhere is neither.
    """
    said = says(event, how)
    return NOTHING if known_elsewhere and said == DOWN and how not in _MAY_PASS else said


def days(looks: Iterable[tuple[int, str]], end: int) -> Days:
    """Attribute the time from the first look to the end.

    Args:
        looks: Tick and what it said, in order.
        end: Tick at which to stop.

    Returns:
        Time between good looks, time after a look that found the document gone, and the rest.
    """
    found = list(looks)
    verified = down = 0
    for number, (tick, said) in enumerate(found):
        last = number + 1 == len(found)
        until, following = (end, None) if last else found[number + 1]
        kept = min(until - tick, _KEPT)
        if said == DOWN:
            down += kept
        elif said == GOOD and following == GOOD:
            verified += kept
    total = end - found[0][0] if found else 0
    return Days(verified, down, total - verified - down)


@dataclass(frozen=True)
class Wanted:
    """A notice that must be sent: about which removal, from when, until when at the latest, and how it ends."""

    removal: Event
    paper: Paper
    missed: int
    """Day of the first round that could not find the document."""
    returned: int | None
    """Day of the first round that could find it again."""
    ends: int | None
    """Last day of its period, where that comes before a return."""


def wanted(plan: Plan) -> list[Wanted]:
    """Return the notices that the plan asks for: one for each removal inside a period, none for anything else."""
    found = []
    for removal in plan.of("removal"):
        if removal.paper is None:
            continue
        back = _next_round(removal.end) if removal.end < plan.size.days * DAY else None
        found.append(
            Wanted(
                removal=removal,
                paper=removal.paper,
                missed=_next_round(removal.start),
                returned=back,
                ends=plan.last_day.get(removal.paper.key),
            )
        )
    return found


def silent_for_long(looks: Iterable[Iterable[int]]) -> bool:
    """Whether a whole site was silent for long enough to be told: three looks over 72 hours at each of its documents.

    Args:
        looks: Ticks of the looks at each document in one outage, in order.

    Returns:
        Whether it was.
    """
    return all(len(ticks) >= _LOOKS and ticks[-1] - ticks[0] >= _SPAN for ticks in map(list, looks))


def is_proven(looks: Iterable[tuple[int, str, str]]) -> bool:
    """Whether the looks at a document leave no doubt that it is not there.

    Args:
        looks: Tick, what it said and how it was answered, in order.

    Returns:
        Whether the last looks, with nothing else between them, are three failures over 72 hours, or two over 24 in
        which the server itself said that nothing is there.
    """
    run: list[tuple[int, str]] = []
    for tick, said, how in looks:
        run = [*run, (tick, how)] if said == DOWN else []
    stated = [tick for tick, how in run if how in ("404", "410")]
    fast = len(stated) >= _STATED and stated[-1] - stated[0] >= DAY
    return fast or (len(run) >= _LOOKS and run[-1][0] - run[0][0] >= _SPAN)


def gone(plan: Plan, paper: Paper, tick: int, *, moved: bool) -> bool:
    """Whether a person who follows an address does not find the document there, and not only by chance."""
    event, how = plan.answer(paper, tick, moved=moved)
    return event in ("removal", "late removal", "move", "migration") and _SAYS[how] == DOWN


def _next_round(tick: int) -> int:
    """Return the day of the first round that begins at a tick or later."""
    return -((ROUND - tick) // DAY) if tick > ROUND else 0


class Look(NamedTuple):
    """One look at the document of a story."""

    at: dt.datetime
    said: str
    how: str


def has_evidence(looks: Sequence[Look]) -> bool:
    """Whether looks since the latest good one are enough to say that the document is not there.

    Args:
        looks: The looks in the order of time.

    Returns:
        Whether three of them failed over 72 hours, or two over 24 in which the server said that nothing is there.
    """
    run: list[Look] = []
    for look in looks:
        if look.said == DOWN:
            run.append(look)
        elif look.said == GOOD:
            run = []
    stated = [look for look in run if look.how in ("404", "410")]
    return _spans(run, _LOOKS, dt.timedelta(hours=72)) or _spans(stated, _STATED, dt.timedelta(hours=24))


def _spans(looks: Sequence[Look], count: int, time: dt.timedelta) -> bool:
    """Whether there are so many looks over so much time."""
    return len(looks) >= count and looks[-1].at - looks[0].at >= time


def episodes(looks: Iterable[Look]) -> int:
    """Count the absences that ended with two good looks in a row: what goes on is the next.

    Args:
        looks: The looks in the order of time.

    Returns:
        How many ended.
    """
    informed = [look.said for look in looks if look.said != NOTHING]
    ended, missing = 0, False
    for before, said in pairwise(informed):
        missing = missing or DOWN in (before, said)
        if missing and (before, said) == (GOOD, GOOD):
            ended, missing = ended + 1, False
    return ended
