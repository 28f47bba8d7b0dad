"""Everything that a decision about alerts rests on.

Belongs here: reviews, states, checks and time together, and small questions about them. Does not belong here: any
decision.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from catalogue.availability import explained, said_of
from catalogue.models import Availability, Checked, Document, Harvest, Location, Resolution, ReviewFacts, Source
from catalogue.retention import Bodies, Retention, judged, standing, uk_day
from catalogue.vocabulary import RetentionStatus, Role, State

IN_PERIOD = frozenset(
    {
        RetentionStatus.AVAILABLE_IN_PERIOD,
        RetentionStatus.NOT_FOUND_IN_PERIOD,
        RetentionStatus.NOT_CHECKED_IN_PERIOD,
        RetentionStatus.WITHHELD_INFORMED,
    }
)
"""What is said of a publication whose year certainly runs and that its publisher has not withdrawn."""


@dataclass(frozen=True)
class Duty:
    """One review, the addresses that carry its duty, and what that amounts to today."""

    review: ReviewFacts
    locations: tuple[Location, ...]
    state: State
    kept: Retention
    publisher_id: str
    """Who answers for it: the publisher, or the body that followed it and has the document on its site."""

    @property
    def document_id(self) -> str | None:
        """The document that must stay up; the first by address where several copies differ."""
        return self.locations[0].document_id if self.locations else None

    @property
    def keys(self) -> frozenset[tuple[str, str]]:
        """What makes two alerts be about the same: the publisher's document, or an address."""
        return keys_of(self.publisher_id, self.document_id, [location.location_id for location in self.locations])


@dataclass(frozen=True)
class Situation:
    """Everything a decision rests on."""

    resolution: Resolution
    sources: Sequence[Source]
    states: Mapping[str, Availability]
    checks: Mapping[str, Sequence[Checked]]
    seen_at: Mapping[str, dt.datetime | None]
    now: dt.datetime
    harvests: Mapping[str, Harvest] = field(default_factory=dict)
    """The last harvest of each source."""

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """The duties of all reviews that have one, in order of review ids."""
        publishers = {source.id: source.publisher_id for source in self.sources}
        return tuple(self._duties(publishers))

    @cached_property
    def roles(self) -> Mapping[tuple[str, str], Role]:
        """What each document is to its review, by review id and document id."""
        return {(one.review_id, one.document_id): one.role for one in self.resolution.documents}

    @cached_property
    def reviews(self) -> Mapping[str, ReviewFacts]:
        """The reviews by their ids."""
        return {review.review_id: review for review in self.resolution.reviews}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each publisher that has a row, by its id."""
        return {source.publisher_id: source.publisher for source in self.sources}

    @cached_property
    def _papers(self) -> Mapping[str, Sequence[Document]]:
        """The documents of each review."""
        found: defaultdict[str, list[Document]] = defaultdict(list)
        for document in self.resolution.documents:
            found[document.review_id].append(document)
        return found

    @cached_property
    def _places(self) -> Mapping[str, Sequence[Location]]:
        """The locations of each review."""
        found: defaultdict[str, list[Location]] = defaultdict(list)
        for location in self.resolution.locations:
            found[location.review_id].append(location)
        return found

    def places(self, review_id: str) -> Sequence[Location]:
        """Return all locations of a review."""
        return self._places.get(review_id, ())

    def state(self, location_id: str) -> State:
        """Return the state of a location; one that was never looked at is unknown."""
        found = self.states.get(location_id)
        return found.state if found else State.UNKNOWN

    def since(self, location_id: str) -> dt.datetime:
        """Return since when a location is in its state; now where nothing says so."""
        found = self.states.get(location_id)
        return found.since if found and found.since else self.now

    def is_missing_now(self, location_id: str, inhibited: Collection[str]) -> bool:
        """Whether the latest knowledge of a location is a failure, and this round does not say nothing of it."""
        found = self.states.get(location_id)
        return found is not None and found.failure_count > 0 and location_id not in inhibited

    def seen_well_since(self, location_ids: Iterable[str], at: dt.datetime) -> bool:
        """Whether one of some locations was seen well after a moment."""
        found = (self.states.get(one) for one in location_ids)
        return any(one and one.last_success_at and one.last_success_at > at for one in found)

    def retention(self, review: ReviewFacts, state: State, locations: Sequence[Location]) -> Retention:
        """Return what a supposed state would mean for a review today."""
        papers = self._papers.get(review.review_id, ())
        return judged(review, state, locations, papers, today=uk_day(self.now))

    def _duties(self, publishers: Mapping[str, str]) -> Iterator[Duty]:
        """Work out the duty of each review."""
        bodies = Bodies(publishers, {source.publisher_id: source.succeeded_by for source in self.sources})
        today = uk_day(self.now)
        for review in self.resolution.reviews:
            key = review.review_id
            found = standing(review, self._papers.get(key, ()), self.places(key), self.states, bodies, today=today)
            if found.places:
                publisher_id = publishers[found.places[0].source_id]
                yield Duty(review, found.places, found.state, found.kept, publisher_id)


def keys_of(
    publisher_id: str, document_id: str | None, location_ids: Iterable[str | None]
) -> frozenset[tuple[str, str]]:
    """Return what makes two alerts be about the same.

    Args:
        publisher_id: The publisher.
        document_id: Its document; null where none is known.
        location_ids: Addresses of it.

    Returns:
        A key for the publisher's document, and one for each address; two alerts that share one are one incident,
        whatever the review is called meanwhile.
    """
    places = {("location", one) for one in location_ids if one}
    return frozenset(places | ({(publisher_id, document_id)} if document_id else set()))


class Knowledge(Protocol):
    """What a situation needs of the ledger of checks."""

    @property
    def recent(self) -> Mapping[str, Sequence[Checked]]:
        """The checks behind the present state of each location, in the order of time."""
        ...

    def states(self, now: dt.datetime) -> Mapping[str, Availability]:
        """Say what the checks of every location amount to."""
        ...

    def seen_at(self, locations: Iterable[Location]) -> Mapping[str, dt.datetime | None]:
        """Return when each location was last seen well."""
        ...


def situation_of(
    resolution: Resolution,
    sources: Sequence[Source],
    knowledge: Knowledge,
    *,
    now: dt.datetime,
    harvests: Iterable[Harvest] = (),
) -> Situation:
    """Say what is known at a moment.

    Args:
        resolution: The reviews.
        sources: The register.
        knowledge: The ledger of checks, as of the end of the journal.
        now: The moment, UTC.
        harvests: Harvests, oldest first.

    Returns:
        The situation.
    """
    said = said_of(resolution.locations)
    return Situation(
        resolution=resolution,
        sources=sources,
        states={key: explained(found, said.get(key)) for key, found in knowledge.states(now).items()},
        checks=knowledge.recent,
        seen_at=knowledge.seen_at(resolution.locations),
        now=now,
        harvests={harvest.source_id: harvest for harvest in harvests},
    )
