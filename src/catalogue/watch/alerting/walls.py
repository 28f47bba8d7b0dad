"""Sites that keep us out: nothing is known of their documents, and a person should ask.

Belongs here: which hosts have done so for a week. Does not belong here: what makes an answer a wall (`availability`),
or telling anybody but the operator; nobody outside is alerted about what we could not see.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.models import Checked, Location
from catalogue.vocabulary import Rule
from catalogue.watch.alerting.cases import trailing
from catalogue.watch.alerting.situation import IN_PERIOD, Situation
from catalogue.watch.probing import host_of

LONG = dt.timedelta(days=7)
"""For how long a site keeps us out before the operator is told ..."""
GRACE = dt.timedelta(hours=1)
"""... less this, since a daily round does not look at the same minute every day."""

_WALLS = frozenset({Rule.BOT_WALL, Rule.HOST_FORBIDS})


@dataclass(frozen=True)
class Wall:
    """A host that has kept us out for a week."""

    host: str
    since: dt.datetime
    """First look from which on none got through anywhere on it."""
    publisher_ids: tuple[str, ...]
    documents: int
    """Documents of running duties on it."""


def walls(situation: Situation) -> Iterator[Wall]:
    """Find the sites that have kept us out of every document whose period runs.

    Args:
        situation: What is known.

    Yields:
        One for each host, in order of names; rounds in which we were cut off ourselves are passed over.
    """
    found: defaultdict[str, dict[str, tuple[Location, str]]] = defaultdict(dict)
    for duty in situation.duties:
        if duty.kept.status in IN_PERIOD:
            for place in duty.locations:
                found[host_of(place.url)][place.location_id] = place, duty.publisher_id
    for host, places in sorted(found.items()):
        runs = [trailing(situation.checks.get(key, ()), _is_wall) for key in places]
        if all(run and run[-1].checked_at - run[0].checked_at >= LONG - GRACE for run in runs):
            documents = {place.document_id for place, _ in places.values()}
            publishers = {publisher_id for _, publisher_id in places.values()}
            since = max(run[0].checked_at for run in runs)
            yield Wall(host, since, tuple(sorted(publishers)), len(documents))


def _is_wall(check: Checked) -> bool:
    """Whether a check says that the site kept us out."""
    return check.rule in _WALLS
