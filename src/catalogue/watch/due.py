"""When an address is to be looked at again.

Belongs here: the intervals, and who is due at a moment. Does not belong here: looking, or the periods themselves
(`retention`).
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from catalogue.models import Checked, Location, Resolution
from catalogue.retention import judged, uk_day
from catalogue.vocabulary import Rule, State, Verdict

DAILY = dt.timedelta(days=1)
"""Interval of looks while a period runs, may run, or is not known."""
WEEKLY = dt.timedelta(days=7)
"""Interval of looks after every period that an address carries has ended."""
AGAIN = (dt.timedelta(hours=1), dt.timedelta(hours=6), dt.timedelta(hours=24))
"""How long after its first failure a location is looked at again; then at the usual interval."""
LATELY = dt.timedelta(hours=12)
"""Age up to which a look still speaks for its host in a round that did not repeat it."""
GRACE = dt.timedelta(hours=2, minutes=24)
"""How much earlier a day or a week counts as over, since no run begins at the very same second ..."""
EARLY = 0.9
"""... and the share of the shorter intervals after a failure that does."""

_PASSING = frozenset({Rule.BROKEN_BODY, Rule.ROBOTS_UNREADABLE, Rule.NAME_UNRESOLVED})
"""Troubles that say nothing and are often over within the hour."""


def ended_periods(resolution: Resolution, now: dt.datetime) -> frozenset[str]:
    """Return the reviews whose period has certainly ended.

    Args:
        resolution: The reviews.
        now: The moment.

    Returns:
        Ids of reviews; one without a rule is not among them, and one without a date only once its period would
        have ended had it been published on the day it was first seen.
    """
    today = uk_day(now)
    ends = {
        review.review_id: judged(review, State.UNKNOWN, (), (), today=today).until_latest
        for review in resolution.reviews
    }
    return frozenset(key for key, end in ends.items() if end is not None and end < today)


def due(
    locations: Sequence[Location],
    resolution: Resolution,
    checks: Mapping[str, Sequence[Checked]],
    now: dt.datetime,
) -> tuple[Location, ...]:
    """Choose the locations that are to be looked at now.

    Args:
        locations: The locations, each once.
        resolution: Reviews and all their locations: one address may carry several reviews.
        checks: Past checks by location id, in order of time.
        now: The moment.

    Returns:
        Those that were never looked at, those whose interval is over (a day in a period, a week after it), and
        those that failed since they were last seen well and whose next look (1, 6 and 24 hours after the first
        failure) has come.
    """
    ended = ended_periods(resolution, now)
    running = {one.location_id for one in resolution.locations if one.review_id not in ended}
    return tuple(
        one for one in locations if is_due(checks.get(one.location_id, ()), now, ended=one.location_id not in running)
    )


def is_due(past: Sequence[Checked], now: dt.datetime, *, ended: bool) -> bool:
    """Tell whether one location is to be looked at now.

    Args:
        past: Its checks, in order of time.
        now: The moment.
        ended: Whether every period that it carries has ended.

    Returns:
        Whether it is.
    """
    if not past:
        return True
    last = past[-1].checked_at
    if last > now or now - last >= (WEEKLY if ended else DAILY) - GRACE:
        return True
    since = None if ended else _failing_since(past)
    return since is not None and any(last < since + step * EARLY <= now for step in AGAIN)


def _failing_since(past: Sequence[Checked]) -> dt.datetime | None:
    """Return the first failure since it was last seen well; null where there is none."""
    since = None
    for check in reversed(past):
        if check.verdict is Verdict.AVAILABLE:
            break
        if check.verdict is Verdict.UNAVAILABLE or check.rule in _PASSING:
            since = check.checked_at
    return since


def looked_at(only: Collection[str] | None, resolution: Resolution) -> tuple[Location, ...]:
    """Choose the locations that are watched at all, each once.

    Args:
        only: Ids of the sources concerned; None for all.
        resolution: The reviews and where they are published.

    Returns:
        One location a location id, in order of ids. An entry of a page that was never a document of
        its own (an address with a fragment) is not looked at.
    """
    chosen: dict[str, Location] = {}
    for location in resolution.locations:
        is_entry = location.document_id is None and "#" in location.url
        if not is_entry and (only is None or location.source_id in only):
            chosen.setdefault(location.location_id, location)
    return tuple(chosen[key] for key in sorted(chosen))
