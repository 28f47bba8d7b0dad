"""What a publisher's own word and its own list add to what checks say of an address.

Belongs here: `explained`, `delisted`. Does not belong here: reading that word (the adapters do), or the duty.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from catalogue.models import Availability, Location
from catalogue.vocabulary import RemovalKind, Rule, State

_RULES = {
    RemovalKind.WITHDRAWN: Rule.WITHDRAWN,
    RemovalKind.GONE: Rule.GONE,
    RemovalKind.MOVED: Rule.MOVED,
}

GRACE = dt.timedelta(days=7)
"""How long complete lists have to leave an address out before it counts as delisted."""


def delisted(location: Location, complete_at: dt.datetime | None) -> bool:
    """Tell whether a publisher's list no longer shows an address.

    That says nothing of the document, which may well stand where it stood: it is about finding it.

    Args:
        location: The address; what its publisher itself says it removed or moved is not delisted.
        complete_at: When its source was last read whole and believed; null where it never was. An incomplete
            harvest never makes anything delisted.

    Returns:
        True where the last complete list leaves it out and it was last listed at least `GRACE` before.
    """
    if location.listed is not False or location.removal is not None or complete_at is None:
        return False
    return complete_at - location.last_seen_at >= GRACE


def said_of(locations: Iterable[Location]) -> dict[str, RemovalKind]:
    """Return what publishers say has become of what stood at their addresses.

    Args:
        locations: The addresses, one for each review that stands at one.

    Returns:
        By location id, where no review is told that it stands there.
    """
    told: defaultdict[str, set[RemovalKind | None]] = defaultdict(set)
    for place in locations:
        told[place.location_id].add(place.removal)
    known = {key: sorted(kind for kind in kinds if kind) for key, kinds in told.items() if None not in kinds}
    return {key: kinds[0] for key, kinds in known.items()}


def explained(found: Availability, removal: RemovalKind | None) -> Availability:
    """Give a state the reason that its publisher states.

    Args:
        found: What all checks of the location amount to.
        removal: What the publisher says has become of the publication; null where it says nothing.

    Returns:
        The same state with the publisher's word as its reason, so that an absence which is stated is not one
        that was found: a withdrawn publication that can still be read is available and withdrawn. One that is
        said to be gone or moved and was not found at its last look is unavailable without waiting for more
        looks. What could not be checked stays unknown for the reason it had.
    """
    if removal is None:
        return found
    state, since = found.state, found.since
    if state is State.UNKNOWN and found.failure_count and removal is not RemovalKind.WITHDRAWN:
        state = State.UNAVAILABLE
    if state is State.UNKNOWN:
        return found
    return found.model_copy(update={"state": state, "reason": _RULES[removal], "since": since})
