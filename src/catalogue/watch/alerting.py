"""Which alerts to open and which to close.

Belongs here: decisions, each with the words that tell it, as steps to be appended. Does not belong
here: sending (`outbox`), states and periods themselves.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from catalogue.letters import Case, Words, back_again, closed_quietly, not_found
from catalogue.models import (
    Alert,
    AlertEvent,
    Availability,
    Checked,
    Document,
    Location,
    Resolution,
    ReviewFacts,
    Source,
    digest,
)
from catalogue.retention import Retention, all_removed, main_locations, retention, state_of, uk_day
from catalogue.vocabulary import (
    AlertAnswer,
    AlertKind,
    AlertStep,
    RemovalKind,
    RetentionStatus,
    Role,
    Rule,
    State,
    Verdict,
)

MOST_DOCUMENTS = 50
"""More alerts than this in one run are held for a person to look at."""
MOST_PUBLISHERS = 0.2
"""So are alerts to more than this share of the publishers watched ..."""
FEWEST_PUBLISHERS = 3
"""... if they are at least so many."""

R = TypeVar("R", Document, Location)

_ENDED = frozenset(
    {RetentionStatus.COMPLETED, RetentionStatus.COMPLETED_LATER_REMOVED, RetentionStatus.COMPLETED_NOT_CHECKED}
)


@dataclass(frozen=True)
class Situation:
    """Everything a decision rests on."""

    resolution: Resolution
    sources: Sequence[Source]
    states: Mapping[str, Availability]
    checks: Mapping[str, Sequence[Checked]]
    seen_at: Mapping[str, dt.datetime | None]
    now: dt.datetime

    def duty(self, review: ReviewFacts) -> tuple[Location, ...]:
        """Return the locations that carry a review's duty."""
        documents, locations = self._documents[review.review_id], self._locations[review.review_id]
        return main_locations(review, documents, locations, self._publishers)

    @cached_property
    def _documents(self) -> Mapping[str, Sequence[Document]]:
        """Return the documents of each review."""
        return _by_review(self.resolution.documents)

    @cached_property
    def _locations(self) -> Mapping[str, Sequence[Location]]:
        """Return the locations of each review."""
        return _by_review(self.resolution.locations)

    @cached_property
    def _publishers(self) -> Mapping[str, str]:
        """Return the publisher of each source."""
        return {source.id: source.publisher_id for source in self.sources}

    def state(self, location_id: str) -> State:
        """Return the state of a location; one that was never looked at is unknown."""
        found = self.states.get(location_id)
        return found.state if found else State.UNKNOWN

    def is_missing_now(self, location_id: str, inhibited: Collection[str]) -> bool:
        """Whether the latest knowledge of a location is a failure, and this run does not say nothing of it."""
        found = self.states.get(location_id)
        return found is not None and found.failure_count > 0 and location_id not in inhibited

    def retention(self, review: ReviewFacts, state: State) -> Retention:
        """Return what a state means for a review today; what its publisher says it removed is not missing."""
        return retention(
            nation=review.nation,
            review_type=review.review_type,
            published_on=review.published_on,
            precision=review.published_precision,
            state=state,
            today=uk_day(self.now),
            removed=all_removed(self.duty(review)),
        )


def openings(situation: Situation, alerts: Iterable[Alert], inhibited: Collection[str]) -> list[AlertEvent]:
    """Decide which alerts to open: one a review, where all addresses that carry its duty are unavailable.

    Args:
        situation: States, reviews and time.
        alerts: Alerts so far; one that is open for a review, or was opened for the same run of
            failures, is not opened again.
        inhibited: Ids of locations about which this run says nothing.

    Returns:
        The openings, in order of review ids.
    """
    past = tuple(alerts)
    known = {alert.alert_id for alert in past}
    busy = {alert.review_id for alert in past if alert.closed_at is None}
    opened = []
    for review in situation.resolution.reviews:
        locations = situation.duty(review)
        state = state_of(situation.state(location.location_id) for location in locations)
        kept = situation.retention(review, state)
        if review.review_id in busy or kept.status is not RetentionStatus.NOT_FOUND_IN_PERIOD:
            continue
        ids = [_alert_id(location, situation.states[location.location_id]) for location in locations]
        if known.isdisjoint(ids) and all(situation.is_missing_now(one.location_id, inhibited) for one in locations):
            case = _missing(situation, review, locations[0], kept)
            opened.append(_opened(case, review, locations[0], situation.now))
    return opened


def is_mass_change(opened: Sequence[AlertEvent], sources: Iterable[Source], resolution: Resolution) -> bool:
    """Tell whether so much changed at once that a person should look first.

    Args:
        opened: Alerts about to be opened.
        sources: The register.
        resolution: What is watched.

    Returns:
        True above `MOST_DOCUMENTS` alerts, or above `MOST_PUBLISHERS` of the publishers watched where
        those are at least `FEWEST_PUBLISHERS`.
    """
    watched = {location.source_id for location in resolution.locations}
    publishers = {source.publisher_id for source in sources if source.id in watched}
    told = {event.publisher_id for event in opened}
    is_wide = len(told) >= FEWEST_PUBLISHERS and len(told) > MOST_PUBLISHERS * len(publishers)
    return is_wide or len(opened) > MOST_DOCUMENTS


def closings(situation: Situation, alerts: Iterable[Alert]) -> list[AlertEvent]:
    """Decide which open alerts have ended.

    Args:
        situation: States, reviews and time.
        alerts: Alerts so far.

    Returns:
        The closings, in the order of the alerts. One whose review or address is no longer known
        stays open for a person to answer.
    """
    reviews = {review.review_id: review for review in situation.resolution.reviews}
    closed = []
    for alert in alerts:
        review = reviews.get(alert.review_id)
        if alert.closed_at is None and review is not None:
            event = _closing(situation, alert, review)
            closed.extend([event] if event else [])
    return closed


def _closing(situation: Situation, alert: Alert, review: ReviewFacts) -> AlertEvent | None:
    """Return the closing of one alert, or null where it goes on."""
    mine = [
        location
        for location in situation.resolution.locations
        if (location.location_id, location.review_id) == (alert.location_id, alert.review_id)
    ]
    duty = situation.duty(review)
    # The same duty met at another address of the publisher ends it too; a lesser or other document does not.
    places = [*mine, *duty] if any(location in duty for location in mine) else mine
    back = next((place for place in places if situation.state(place.location_id) is State.AVAILABLE), None)
    if back is not None:
        return _closed(alert, situation.now, back_again(_returned(situation, alert, review, back)), AlertAnswer.BACK)
    answer = _quiet_end(situation, review, mine)
    if answer is None:
        return None
    words = Words(subject=f"Notice ended: {' '.join(review.title.split())}", text=closed_quietly(answer))
    return _closed(alert, situation.now, words, answer)


def _quiet_end(situation: Situation, review: ReviewFacts, mine: Sequence[Location]) -> AlertAnswer | None:
    """Return how an alert ends without a message: what its publisher says of the address, or the period's end."""
    removals = {location.removal for location in mine}
    if mine and None not in removals:
        return AlertAnswer.MOVED if RemovalKind.MOVED in removals else AlertAnswer.WITHDRAWN
    if mine and situation.retention(review, State.UNAVAILABLE).status in _ENDED:
        return AlertAnswer.PERIOD_ENDED
    return None


def _closed(alert: Alert, now: dt.datetime, words: Words, answer: AlertAnswer) -> AlertEvent:
    """Make a closing with its words."""
    return AlertEvent(
        alert_id=alert.alert_id,
        step=AlertStep.CLOSED,
        at=now,
        kind=alert.kind,
        review_id=alert.review_id,
        location_id=alert.location_id,
        publisher_id=alert.publisher_id,
        about=AlertStep.CLOSED,
        subject=words.subject,
        body=words.text,
        answer=answer,
    )


def _opened(case: Case, review: ReviewFacts, location: Location, now: dt.datetime) -> AlertEvent:
    """Make an opening with its words."""
    words = not_found(case)
    return AlertEvent(
        alert_id=case.alert_id,
        step=AlertStep.OPENED,
        at=now,
        kind=AlertKind.NOT_FOUND,
        review_id=review.review_id,
        location_id=location.location_id,
        publisher_id=str(review.publisher_id),
        about=AlertStep.OPENED,
        subject=words.subject,
        body=words.text,
    )


def _by_review(records: Iterable[R]) -> Mapping[str, Sequence[R]]:
    """Return documents or locations by their review; a review without any has none."""
    found: defaultdict[str, list[R]] = defaultdict(list)
    for record in records:
        found[record.review_id].append(record)
    return found


def _alert_id(location: Location, state: Availability) -> str:
    """Return the key of an alert: the same run of failures always gives the same."""
    since = state.since.isoformat() if state.since else ""
    return digest(AlertKind.NOT_FOUND.value, location.location_id, location.review_id, since)


def _missing(situation: Situation, review: ReviewFacts, location: Location, kept: Retention) -> Case:
    """Gather what the message of an opening says."""
    alert_id = _alert_id(location, situation.states[location.location_id])
    run = _run(situation, location.location_id, Verdict.UNAVAILABLE)
    return _case(situation, review, location, alert_id=alert_id, run=run, kept=kept)


def _returned(situation: Situation, alert: Alert, review: ReviewFacts, place: Location) -> Case:
    """Gather what the message of a return says; a period that has ended is not spoken of."""
    run = _run(situation, place.location_id, Verdict.AVAILABLE)
    kept = situation.retention(review, State.AVAILABLE)
    running = None if kept.status in _ENDED else kept
    return _case(situation, review, place, alert_id=alert.alert_id, run=run, kept=running)


def _run(situation: Situation, location_id: str, verdict: Verdict) -> list[Checked]:
    """Return the checks of a verdict that the present state of a location rests on, in order."""
    since = situation.states[location_id].since
    return sorted(
        (c for c in situation.checks.get(location_id, ()) if c.verdict is verdict and since and c.checked_at >= since),
        key=lambda check: check.checked_at,
    )


def _case(
    situation: Situation,
    review: ReviewFacts,
    location: Location,
    *,
    alert_id: str,
    run: Sequence[Checked],
    kept: Retention | None,
) -> Case:
    """Gather what every message says."""
    state = situation.states[location.location_id]
    last = run[-1] if run else None
    roles = {(one.review_id, one.document_id): one.role for one in situation.resolution.documents}
    return Case(
        alert_id=alert_id,
        publisher=review.publisher or str(review.publisher_id),
        title=review.title,
        pseudonyms=review.pseudonyms,
        role=roles.get((review.review_id, location.document_id or ""), Role.OTHER),
        url=location.url,
        final_url=last.capture.final_url if last else None,
        status=last.capture.status if last else None,
        rule=last.rule if last else Rule.NOT_CHECKED,
        since=state.since or situation.now,
        checked_at=tuple(check.checked_at for check in run),
        last_success_at=situation.seen_at.get(location.location_id),
        sha256=location.document_id,
        published_on=review.published_on,
        precision=review.published_precision,
        until=kept.until if kept else None,
        guidance=kept.guidance if kept else None,
    )
