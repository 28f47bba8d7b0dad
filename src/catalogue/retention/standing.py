"""What one review's addresses, states and facts amount to together, for every reader alike.

Belongs here: joining the choice of addresses, their states and the period, so that an edition and a letter can never
say different things of one review. Does not belong here: the parts themselves (``places``, ``duty``).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.models import Availability, Document, Location, ReviewFacts
from catalogue.retention.duty import Retention, retention, uk_day
from catalogue.retention.places import all_removed, is_withheld, main_locations, since_of, state_of
from catalogue.vocabulary import State


@dataclass(frozen=True)
class Bodies:
    """Who answers for what, as the register says."""

    publisher_of: Mapping[str, str]
    """Publisher id of every source id."""
    successors: Mapping[str, Collection[str]]
    """Publisher ids that followed each publisher, by its id."""


@dataclass(frozen=True)
class Standing:
    """How one review stands on one day."""

    places: tuple[Location, ...]
    """The addresses that carry its duty; none where nobody's does."""
    state: State
    """Their joined state."""
    since: dt.date | None
    """Day in the UK since which it holds; null where no check says."""
    kept: Retention
    """What that means for the duty."""


def standing(
    review: ReviewFacts,
    documents: Sequence[Document],
    locations: Iterable[Location],
    states: Mapping[str, Availability],
    bodies: Bodies,
    *,
    today: dt.date,
) -> Standing:
    """Say how one review stands.

    Args:
        review: The review.
        documents: Its documents.
        locations: Its addresses.
        states: Availability by location id; an address without one is unknown.
        bodies: Who answers for what.
        today: The day asked about, in the UK.

    Returns:
        The standing.
    """
    places = main_locations(review, documents, locations, bodies.publisher_of, bodies.successors)
    found = [states.get(place.location_id) for place in places]
    state = state_of(one.state if one else State.UNKNOWN for one in found)
    moment = since_of(one for one in found if one)
    since = uk_day(moment) if moment else None
    return Standing(places, state, since, judged(review, state, places, documents, today=today, since=since))


def judged(
    review: ReviewFacts,
    state: State,
    places: Sequence[Location],
    documents: Iterable[Document],
    *,
    today: dt.date,
    since: dt.date | None = None,
) -> Retention:
    """Say what a state of some addresses would mean for a review's duty.

    Args:
        review: The review.
        state: The state, found or supposed.
        places: The addresses.
        documents: Documents of the review.
        today: The day asked about, in the UK.
        since: Since when the state holds; null where it is only supposed.

    Returns:
        What it means, with everything that is on record of the review.
    """
    return retention(
        nation=review.nation,
        review_type=review.review_type,
        published_on=review.published_on,
        precision=review.published_precision,
        state=state,
        today=today,
        since=since,
        removed=all_removed(places),
        withheld=is_withheld(places, documents),
        seen_on=uk_day(review.first_seen_at),
    )
