"""What was known of every address on a past day.

Belongs here: folding the published checks up to a day. Does not belong here: the rules (`availability`), or showing
it (`cli`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from catalogue.availability.states import Look, fold_looks
from catalogue.models import Availability
from catalogue.vocabulary import Rule, Verdict

_LONDON = ZoneInfo("Europe/London")


def end_of(day: dt.date) -> dt.datetime:
    """Return the last moment of a day in UK time.

    Args:
        day: The day.

    Returns:
        An aware moment in UTC, a microsecond before the next day begins.
    """
    following = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), _LONDON)
    return following.astimezone(dt.UTC) - dt.timedelta(microseconds=1)


def states_at(checks: Iterable[tuple[str, dt.datetime, str, str]], at: dt.datetime) -> Mapping[str, Availability]:
    """Say what the checks up to a moment amounted to then.

    Args:
        checks: Location id, time (UTC, without a zone), verdict and reason of checks, in any order, as the edition
            prints them.
        at: The moment; later checks are not read.

    Returns:
        Availability by location id, in order, of every location that had been checked by then. What a publisher
        said of an address is not part of it, since an edition does not say when it was said.
    """
    looks: defaultdict[str, list[Look]] = defaultdict(list)
    for location_id, checked_at, verdict, reason in checks:
        moment = checked_at.replace(tzinfo=dt.UTC)
        if moment <= at:
            looks[location_id].append(Look(moment, Verdict(verdict), Rule(reason)))
    return {key: fold_looks(key, looks[key], at).at(at) for key in sorted(looks)}
