"""Alerts about single documents: not found, and not listed any more.

Belongs here: which to open, and which have ended. Does not belong here: whole sites (``sites``), the breaker, or
sending.

An incident is about a publisher's document at its addresses, not about a review: reviews are merged and split, and
nobody is told twice because of it. It begins when the last of the addresses that carry the duty went, so that an
address that goes again while another was gone all along is a new incident.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from catalogue.availability import delisted
from catalogue.letters import Item, Words, closed_quietly, line, together
from catalogue.models import Alert, AlertEvent, Location, ReviewFacts, digest
from catalogue.retention import uk_day
from catalogue.vocabulary import AlertAnswer, AlertKind, AlertStep, RemovalKind, RetentionStatus, State
from catalogue.watch.alerting.cases import case_of, is_found_since, place_of
from catalogue.watch.alerting.past import Past
from catalogue.watch.alerting.situation import IN_PERIOD, Duty, Situation


def missing(situation: Situation, past: Past, inhibited: Collection[str]) -> list[AlertEvent]:
    """Decide which documents are newly not found.

    Args:
        situation: States, reviews and time.
        past: Alerts so far.
        inhibited: Ids of locations about which this round says nothing.

    Returns:
        An opening for each document all of whose addresses that carry its duty are unavailable, in order of review
        ids; none where an alert about it goes on or was held, was answered for good, or ended otherwise than by being
        found again while nothing changed since.
    """
    opened: dict[str, AlertEvent] = {}
    for duty in situation.duties:
        if duty.kept.status is not RetentionStatus.NOT_FOUND_IN_PERIOD:
            continue
        if not all(situation.is_missing_now(one.location_id, inhibited) for one in duty.locations):
            continue
        began = max(situation.since(one.location_id) for one in duty.locations)
        _open(situation, past, duty, opened, kind=AlertKind.NOT_FOUND, began=began)
    return list(opened.values())


def not_listed(situation: Situation, past: Past) -> list[AlertEvent]:
    """Decide which documents are at their address and newly missing from their publisher's page.

    Args:
        situation: States, reviews, harvests and time.
        past: Alerts so far.

    Returns:
        An opening for each document that its publisher's page, as last read whole and believed, does not show any
        more; a page that is broken or doubted says nothing about a document.
    """
    opened: dict[str, AlertEvent] = {}
    for duty in situation.duties:
        if duty.state is not State.AVAILABLE or duty.kept.status not in IN_PERIOD:
            continue
        if all(_is_delisted(situation, one) for one in duty.locations):
            began = max(one.last_seen_at for one in duty.locations)
            _open(situation, past, duty, opened, kind=AlertKind.DELISTED, began=began)
    return list(opened.values())


def ended(situation: Situation, alerts: Iterable[Alert]) -> list[AlertEvent]:
    """Decide which alerts about documents have ended.

    Args:
        situation: States, reviews and time.
        alerts: Alerts that go on, held ones too.

    Returns:
        The closings, in the order of the alerts. One whose review or address is no longer known
        stays open for a person to answer.
    """
    closed = []
    for alert in alerts:
        review = situation.reviews.get(alert.review_id or "")
        if alert.host is None and review is not None:
            event = _listed_again(situation, alert) if alert.kind is AlertKind.DELISTED else None
            event = event or _closing(situation, alert, review)
            closed.extend([event] if event else [])
    return closed


def closing(situation: Situation, alert: Alert, answer: AlertAnswer) -> AlertEvent:
    """Make a closing with the words of its feed entry.

    Args:
        situation: What is known.
        alert: The alert.
        answer: How it ended.

    Returns:
        The step.
    """
    words = _closing_words(situation, alert, answer)
    return step_of(alert, AlertStep.CLOSED, situation.now, words).model_copy(update={"answer": answer})


def step_of(alert: Alert, step: AlertStep, at: dt.datetime, words: Words) -> AlertEvent:
    """Make a step of an alert.

    Args:
        alert: The alert.
        step: What happened.
        at: When, UTC.
        words: What the feed says of it.

    Returns:
        The step.
    """
    return AlertEvent(
        alert_id=alert.alert_id,
        step=step,
        at=at,
        kind=alert.kind,
        review_id=alert.review_id,
        location_id=alert.location_id,
        publisher_id=alert.publisher_id,
        about=step,
        document_id=alert.document_id,
        host=alert.host,
        subject=words.subject,
        body=words.text,
    )


def _open(
    situation: Situation,
    past: Past,
    duty: Duty,
    opened: dict[str, AlertEvent],
    *,
    kind: AlertKind,
    began: dt.datetime,
) -> None:
    """Add an opening, unless the same was said before."""
    places = [place.location_id for place in duty.locations]
    publisher_id = duty.publisher_id
    alert_id = digest(kind.value, publisher_id, duty.document_id or places[0], began.isoformat())
    if alert_id in opened or alert_id in past.ids or past.is_busy(kind, duty.keys):
        return
    if past.is_settled(situation, kind, duty.keys, places):
        return
    alert = Alert(
        alert_id=alert_id,
        review_id=duty.review.review_id,
        location_id=places[0],
        publisher_id=publisher_id,
        kind=kind,
        opened_at=situation.now,
        closed_at=None,
        delivered_at=None,
        answer=None,
        document_id=duty.document_id,
    )
    opened[alert_id] = step_of(alert, AlertStep.OPENED, situation.now, _words(situation, AlertStep.OPENED, alert))


def _words(situation: Situation, about: AlertStep, alert: Alert) -> Words:
    """Return the words about one alert."""
    case = case_of(situation, alert)
    items: list[Item] = [(about, case)] if case else []
    return together(case.publisher, items) if case else Words(subject="", text="")


def _closing_words(situation: Situation, alert: Alert, answer: AlertAnswer) -> Words:
    """Return the words of an end: a message's where something was found again, a sentence otherwise."""
    if answer is AlertAnswer.BACK:
        return _words(situation, AlertStep.CLOSED, alert.model_copy(update={"closed_at": situation.now}))
    review = situation.reviews.get(alert.review_id or "")
    name = line(review.title) if review else alert.host or ""
    return Words(subject=f"Notice ended: {name}", text=closed_quietly(answer))


def _closing(situation: Situation, alert: Alert, review: ReviewFacts) -> AlertEvent | None:
    """Return the closing of one alert, or null where it goes on."""
    place = place_of(situation, alert)
    if place is None:
        return None
    duty = next((one for one in situation.duties if one.review.review_id == review.review_id), None)
    carrying = {one.location_id for one in duty.locations} if duty else set()
    there = [key for key in {place.location_id, *carrying} if situation.state(key) is State.AVAILABLE]
    # The same duty met at another address of the publisher ends it too; a lesser or other document does not.
    others = set(there) - {place.location_id} if place.location_id in carrying else ()
    back = place.location_id in there and is_found_since(situation, place.location_id, alert.opened_at)
    back = back or situation.seen_well_since(others, alert.opened_at)
    if back and alert.kind is not AlertKind.DELISTED:
        return closing(situation, alert, AlertAnswer.BACK)
    answer = _quiet_end(situation, alert, review, place)
    return closing(situation, alert, answer) if answer else None


def _quiet_end(situation: Situation, alert: Alert, review: ReviewFacts, place: Location) -> AlertAnswer | None:
    """Return how an alert ends without a message: what its publisher says of the address, or the period's end."""
    if place.removal is not None:
        return AlertAnswer.MOVED if place.removal is RemovalKind.MOVED else AlertAnswer.WITHDRAWN
    end = situation.retention(review, State.UNAVAILABLE, (place,)).until_latest
    if end is not None and end < uk_day(situation.now):
        return AlertAnswer.PERIOD_ENDED
    if alert.kind is AlertKind.DELISTED and situation.state(place.location_id) is State.UNAVAILABLE:
        return AlertAnswer.FOLDED
    return None


def _listed_again(situation: Situation, alert: Alert) -> AlertEvent | None:
    """Return the closing of an alert about a document that its publisher's page lists again."""
    place = place_of(situation, alert)
    return closing(situation, alert, AlertAnswer.BACK) if place is not None and place.listed else None


def _is_delisted(situation: Situation, place: Location) -> bool:
    """Whether the last harvest of a location's source is believed and does not show the location."""
    harvest = situation.harvests.get(place.source_id)
    return harvest is not None and harvest.good and delisted(place, harvest.started_at)
