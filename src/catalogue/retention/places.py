"""The addresses that carry a duty, and what their states amount to together.

Belongs here: which addresses count, and for whom. Does not belong here: periods.
"""

from collections.abc import Iterable, Mapping, Sequence

from catalogue.models import Document, Location, ReviewFacts
from catalogue.vocabulary import Role, State

MAIN_ROLES: tuple[Role, ...] = (
    Role.FULL_REPORT,
    Role.EXECUTIVE_SUMMARY,
    Role.IMPROVEMENTS_INFORMATION,
    Role.SEVEN_MINUTE_BRIEFING,
    Role.LEARNING_BRIEFING,
)
"""Roles that can be the report or information that must stay up, the fullest first."""


def main_locations(
    review: ReviewFacts,
    documents: Iterable[Document],
    locations: Iterable[Location],
    publisher_of: Mapping[str, str],
) -> tuple[Location, ...]:
    """Choose the addresses that carry the duty of one review.

    Args:
        review: The review.
        documents: Documents, of this review or more.
        locations: Addresses, of this review or more.
        publisher_of: Publisher id of every source id.

    Returns:
        The addresses on the responsible publisher's own sources that hold the review's fullest
        document by `MAIN_ROLES`, in order of their ids; none where the publisher is not known or
        lists none. Copies elsewhere do not count.
    """
    if review.publisher_id is None:
        return ()
    roles = {document.document_id: document.role for document in documents if document.review_id == review.review_id}
    own = [
        location
        for location in locations
        if location.review_id == review.review_id
        and location.document_id in roles
        and publisher_of.get(location.source_id) == review.publisher_id
    ]
    for role in MAIN_ROLES:
        chosen = [location for location in own if location.document_id and roles[location.document_id] is role]
        if chosen:
            # An address that its publisher says it left carries nothing while another one stands.
            standing = [location for location in chosen if location.removal is None]
            return tuple(sorted(standing or chosen, key=lambda location: location.location_id))
    return ()


def state_of(states: Iterable[State]) -> State:
    """Join the states of the addresses that carry a duty.

    Args:
        states: States of the addresses that `main_locations` chose.

    Returns:
        Available where one of them is, unavailable where all are, else unknown.
    """
    found = set(states)
    if State.AVAILABLE in found:
        return State.AVAILABLE
    return State.UNAVAILABLE if found == {State.UNAVAILABLE} else State.UNKNOWN


def all_removed(places: Sequence[Location]) -> bool:
    """Tell whether the publisher itself says of every address that it was withdrawn, removed or moved.

    Args:
        places: Addresses that `main_locations` chose.

    Returns:
        Whether it does; such a publication is never called missing. False where there is no address.
    """
    return bool(places) and all(place.removal is not None for place in places)
