"""What is known of one address over time, as stretches that follow one another without a gap.

Belongs here: the attribution of every moment between the first check and now. Does not belong here: the state of today
(``states``), or how stretches are shown (``pictures``).
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from catalogue.availability.states import SILENCE, Look
from catalogue.models import Stretch
from catalogue.vocabulary import State, Verdict


def stretches(looks: Iterable[Look], now: dt.datetime) -> tuple[Stretch, ...]:
    """Attribute all time from the first check to a moment, by the rule that ``fold`` counts its days by.

    The check that begins an interval says what is known of it: between two good checks the document was available;
    from a countable failure to whatever comes next it was not to be found; all else is unknown, and so is what goes
    beyond 14 days in an interval.

    Args:
        looks: The checks of one address, in any order; those after the moment are not read.
        now: The moment, aware.

    Returns:
        Stretches in the order of time, each of another state than the one before it; none where there is no check
        or no time has passed since the first one.
    """
    found: list[Stretch] = []
    for part in _parts(sorted({look for look in looks if look.at <= now}), now):
        if found and found[-1].state is part.state:
            found[-1] = Stretch(state=part.state, begins=found[-1].begins, ends=part.ends)
        else:
            found.append(part)
    return tuple(found)


def _parts(looks: list[Look], now: dt.datetime) -> Iterator[Stretch]:
    """Yield each interval between two checks, cut where knowledge lapses."""
    ends = [look.at for look in looks[1:]] + [now]
    followers: list[Look | None] = [*looks[1:], None]
    for look, following, end in zip(looks, followers, ends, strict=False):
        known = _known(look, following)
        lapses = end if known is State.UNKNOWN else min(end, look.at + SILENCE)
        for begins, until, state in ((look.at, lapses, known), (lapses, end, State.UNKNOWN)):
            if begins < until:
                yield Stretch(state=state, begins=begins, ends=until)


def _known(look: Look, following: Look | None) -> State:
    """Say what a check tells of the time up to the next one."""
    if look.verdict is Verdict.UNAVAILABLE:
        return State.UNAVAILABLE
    if look.verdict is Verdict.AVAILABLE and following and following.verdict is Verdict.AVAILABLE:
        return State.AVAILABLE
    return State.UNKNOWN
