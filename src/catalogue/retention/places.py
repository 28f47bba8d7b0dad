"""The addresses that carry a duty, and what their states amount to together.

Belongs here: which addresses count, and for whom. Does not belong here: periods.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from catalogue.models import Availability, Document, Location, ReviewFacts
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
    successors: Mapping[str, Collection[str]] | None = None,
) -> tuple[Location, ...]:
    """Choose the addresses that carry the duty of one review.

    Args:
        review: The review.
        documents: Documents, of this review or more.
        locations: Addresses, of this review or more.
        publisher_of: Publisher id of every source id.
        successors: Publisher ids that followed each publisher, by its id; a report of a body that has ended is
            the duty of those. Null where none is known.

    Returns:
        The addresses on the sources of the responsible publisher, or of one that followed it, that hold the
        review's fullest document by `MAIN_ROLES`, in order of their ids; none where the publisher is not known
        or lists none. Copies elsewhere do not count.
    """
    if review.publisher_id is None:
        return ()
    bodies = _heirs(review.publisher_id, successors or {})
    roles = {document.document_id: document.role for document in documents if document.review_id == review.review_id}
    own = [
        location
        for location in locations
        if location.review_id == review.review_id
        and location.document_id in roles
        and publisher_of.get(location.source_id) in bodies
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


def since_of(states: Iterable[Availability]) -> dt.datetime | None:
    """Say since when the joined state of the addresses that carry a duty holds.

    Args:
        states: Availability of the addresses that `main_locations` chose.

    Returns:
        Of a document that is available: when the first of its addresses was; of one that is not: when the last of
        them went; of one that could not be checked: when the last one could be. Null where no check says.
    """
    found = tuple(states)
    joined = state_of(one.state for one in found)
    times = [one.since for one in found if one.state is joined and one.since is not None]
    if not times:
        return None
    return min(times) if joined is State.AVAILABLE else max(times)


def is_withheld(places: Iterable[Location], documents: Iterable[Document]) -> bool:
    """Tell whether information about improvements stands in place of a report.

    Args:
        places: Addresses that `main_locations` chose.
        documents: Documents of the same review.

    Returns:
        Whether it does; false where nothing is published.
    """
    roles = {document.document_id: document.role for document in documents}
    told = {roles.get(place.document_id or "") for place in places}
    return told == {Role.IMPROVEMENTS_INFORMATION}


def copies_elsewhere(
    places: Sequence[Location], locations: Iterable[Location], states: Mapping[str, State]
) -> tuple[str, ...]:
    """Return the addresses elsewhere at which what must stay up is available.

    Args:
        places: Addresses that `main_locations` chose.
        locations: All addresses of the same review.
        states: State by location id.

    Returns:
        Addresses of the same bytes on other publishers' sources, in order; nobody's duty, and told as copies.
    """
    ids = {place.location_id for place in places}
    hashes = {place.document_id for place in places}
    return tuple(
        sorted(
            one.url
            for one in locations
            if one.location_id not in ids
            and one.document_id in hashes
            and one.document_id is not None
            and states.get(one.location_id) is State.AVAILABLE
        )
    )


def _heirs(publisher_id: str, successors: Mapping[str, Collection[str]]) -> set[str]:
    """Return a publisher and all that followed it, one after the other."""
    found, open_ = {publisher_id}, [publisher_id]
    while open_:
        new = set(successors.get(open_.pop(), ())) - found
        found |= new
        open_.extend(new)
    return found
