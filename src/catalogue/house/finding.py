"""Whether people can find what is published: documents that stand and that no list shows.

Belongs here: the issues about addresses that were delisted. Does not belong here: the rule (``availability``), or
documents that are gone.
"""

from collections.abc import Iterable, Mapping

from catalogue.availability import delisted
from catalogue.models import Availability, Harvest, Issue, Location, digest
from catalogue.vocabulary import IssueKind, State


def from_lists(
    locations: Iterable[Location], states: Mapping[str, Availability], harvests: Iterable[Harvest]
) -> tuple[Issue, ...]:
    """Tell which documents are available at their address and no longer listed by their publisher.

    Args:
        locations: The addresses.
        states: What the checks of each amount to, by location id.
        harvests: All harvests, in the order of the journal; only complete and believed ones count.

    Returns:
        An issue for each address and review.
    """
    complete = {one.source_id: one.started_at for one in harvests if one.good}
    return tuple(
        Issue(
            issue_id=digest(IssueKind.DELISTED, place.location_id, place.review_id),
            kind=IssueKind.DELISTED,
            source_id=place.source_id,
            review_id=place.review_id,
            url=place.url,
            message=f"{place.url} still gives the document, and its publisher's list has not shown it for a week. "
            "Ask the publisher to list it again, or to say where it moved.",
            seen_at=complete[place.source_id],
        )
        for place in locations
        if place.location_id in states
        and states[place.location_id].state is State.AVAILABLE
        and delisted(place, complete.get(place.source_id))
    )
