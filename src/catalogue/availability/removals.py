"""What a publisher's own word about a publication adds to what checks say of its address.

Belongs here: `explained`. Does not belong here: reading that word (the adapters do), or the duty.
"""

from catalogue.models import Availability
from catalogue.vocabulary import RemovalKind, Rule, State

_RULES = {
    RemovalKind.WITHDRAWN: Rule.WITHDRAWN,
    RemovalKind.GONE: Rule.GONE,
    RemovalKind.MOVED: Rule.MOVED,
}


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
