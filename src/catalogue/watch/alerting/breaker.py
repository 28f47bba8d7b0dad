"""So much at once that a person should look first.

Belongs here: the bounds, and which of them one round passes. Does not belong here: what happens to the alerts then.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from catalogue.models import AlertEvent
from catalogue.watch.alerting.cases import duties_at
from catalogue.watch.alerting.situation import Situation
from catalogue.watch.probing import host_of

MOST_DOCUMENTS = 50
"""More documents than this called missing in one round are held for a person to look at."""
MOST_PUBLISHERS = 0.2
"""So are those of more than this share of the publishers watched ..."""
FEWEST_PUBLISHERS = 3
"""... if they are at least so many; and so are all sites of one host or platform, if they are at least so many."""
_NO_PLATFORM = frozenset({"listing"})


def too_much(situation: Situation, opened: Sequence[AlertEvent]) -> str | None:
    """Tell whether so much changed at once that a person should look first.

    Args:
        situation: What is watched.
        opened: Alerts about to be opened in one round.

    Returns:
        Which bound is passed, in a sentence; null where none is.
    """
    told = {event.publisher_id for event in opened}
    documents = sum(len(duties_at(situation, e.publisher_id, e.host)) if e.host else 1 for e in opened)
    if documents > MOST_DOCUMENTS:
        return f"That is more than {MOST_DOCUMENTS} documents."
    publisher_of = {source.id: source.publisher_id for source in situation.sources}
    watched = {publisher_of.get(place.source_id, "") for place in situation.resolution.locations}
    if len(told) < FEWEST_PUBLISHERS:
        return None
    if len(told) > MOST_PUBLISHERS * len(watched):
        return f"That is more than {MOST_PUBLISHERS:.0%} of the publishers watched."
    for name, publishers in (*_hosts(situation).items(), *_platforms(situation).items()):
        if len(publishers) >= FEWEST_PUBLISHERS and publishers <= told:
            return f"That is every publisher on {name}."
    return None


def _hosts(situation: Situation) -> Mapping[str, set[str]]:
    """Return the publishers that have documents on each host."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for duty in situation.duties:
        for place in duty.locations:
            found[host_of(place.url)].add(duty.publisher_id)
    return found


def _platforms(situation: Situation) -> Mapping[str, set[str]]:
    """Return the publishers with documents whose sites run on each platform, as far as the register says."""
    with_duty = {duty.publisher_id for duty in situation.duties}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source in situation.sources:
        if source.adapter and source.adapter not in _NO_PLATFORM and source.publisher_id in with_duty:
            found[source.adapter].add(source.publisher_id)
    return found
