"""What must follow from the plan, by the specification alone.

Belongs here: expected notices, what is truly gone, days by what was asked and answered. Does not belong here: a rule
taken from the product; nothing of it is imported.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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
_SHARED = ("own", "outage")
"""What says nothing about a single document, whatever answers."""
_KEPT = 14 * DAY
"""For how long an answer is said of the time after it."""


@dataclass(frozen=True)
class Days:
    """Thousandths of days."""

    verified: int
    down: int
    unverified: int


def says(event: str, how: str) -> str:
    """Say what one answer says: good, down or nothing."""
    return NOTHING if event in _SHARED else _SAYS[how]


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


def gone(plan: Plan, paper: Paper, tick: int, *, moved: bool) -> bool:
    """Whether a person who follows an address does not find the document there, and not only by chance."""
    event, how = plan.answer(paper, tick, moved=moved)
    return event in ("removal", "late removal", "move", "migration") and _SAYS[how] == DOWN


def _next_round(tick: int) -> int:
    """Return the day of the first round that begins at a tick or later."""
    return -((ROUND - tick) // DAY) if tick > ROUND else 0
