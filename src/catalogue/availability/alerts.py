"""The steps of alerts and messages to alerts.

Belongs here: `fold_alerts`, what is held, what a publisher's answers say of locations, and following a review that was
merged. Does not belong here: when to open or close an alert (`watch`) or how to word it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from catalogue.alike import told_in
from catalogue.models import Alert, AlertEvent, Location, NoticeEvent, Resolution, Told
from catalogue.vocabulary import AlertAnswer, AlertStep, NoticeStep, RemovalKind

FOR_GOOD = frozenset({AlertAnswer.MOVED, AlertAnswer.WELFARE, AlertAnswer.COURT_ORDER})
"""Answers after which nothing is ever said again of the document at its address."""

_REMOVED = {AlertAnswer.WELFARE: RemovalKind.WITHDRAWN, AlertAnswer.COURT_ORDER: RemovalKind.WITHDRAWN}
_BEGINS = frozenset({AlertStep.OPENED, AlertStep.RELEASED})


def fold_alerts(events: Iterable[AlertEvent], notices: Iterable[NoticeEvent] = ()) -> tuple[Alert, ...]:
    """Say what all steps of alerts amount to.

    Args:
        events: Steps in the order in which they happened. A step of an alert that was never opened
            says nothing; a second opening, closing or delivery of the opening changes nothing. An alert that is
            held is none until it is released.
        notices: Steps of messages, in order.

    Returns:
        One alert for each that was opened, in order of opening and id. ``delivered_at`` is when the
        message of its opening was first accepted, by whatever channel.
    """
    told = first_told(notices)
    alerts: dict[str, Alert] = {}
    for event in events:
        known = alerts.get(event.alert_id)
        if known is None and event.step in _BEGINS:
            alerts[event.alert_id] = _opened(event, told.get(Told(alert_id=event.alert_id, about=AlertStep.OPENED)))
        elif known is not None:
            alerts[event.alert_id] = _after(known, event)
    return tuple(sorted(alerts.values(), key=lambda alert: (alert.opened_at, alert.alert_id)))


def held_alerts(events: Iterable[AlertEvent]) -> tuple[AlertEvent, ...]:
    """Return the alerts that wait for a person to look.

    Args:
        events: Steps of alerts, in order.

    Returns:
        The step that held each, of those neither released nor ended since, in order.
    """
    held: dict[str, AlertEvent] = {}
    for event in events:
        if event.step is AlertStep.HELD:
            held.setdefault(event.alert_id, event)
        elif event.step in _BEGINS or event.step is AlertStep.CLOSED:
            held.pop(event.alert_id, None)
    return tuple(held.values())


def first_told(notices: Iterable[NoticeEvent]) -> dict[Told, dt.datetime]:
    """Return when each thing was first told to anybody.

    Args:
        notices: Steps of messages, in order.

    Returns:
        The time of the first accepted message, by what it tells.
    """
    queued: dict[str, tuple[Told, ...]] = {}
    told: dict[Told, dt.datetime] = {}
    for event in notices:
        if event.notice is not None:
            queued[event.notice_id] = event.notice.tells
        elif event.step is NoticeStep.DELIVERED:
            for one in queued.get(event.notice_id, ()):
                told.setdefault(one, event.at)
    return told


def of_shown(events: Iterable[AlertEvent], resolution: Resolution) -> Iterator[AlertEvent]:
    """Give the steps of alerts about what is published, each under the present id of its review.

    Args:
        events: Steps of alerts, in order.
        resolution: The reviews as they are now, and the ids that lead to another one.

    Yields:
        Each step whose review is published under its own id, under the id that it was merged into, or under the
        one whose document stands at the alert's address now. A review that is hidden has none of these, and
        nothing of it is said. A step whose words tell a name that the review's publisher took back has no words.
    """
    shown = {review.review_id for review in resolution.reviews}
    aliases = {one.alias: one.review_id for one in resolution.aliases}
    aliases |= {former: one.review_id for one in resolution.renamed for former in one.former_ids}
    names = {one.review_id: one.names for one in resolution.renamed}
    at_place: defaultdict[str, list[str]] = defaultdict(list)
    for place in resolution.locations:
        at_place[place.location_id].append(place.review_id)
    for event in events:
        if event.review_id is None or event.review_id in shown:
            yield _without_names(event, names.get(event.review_id or "", ()))
            continue
        now = aliases.get(event.review_id) or min(at_place.get(event.location_id or "", ()), default=None)
        if now in shown:
            yield _without_names(event.model_copy(update={"review_id": now}), names.get(now or "", ()))


def _without_names(event: AlertEvent, names: Iterable[str]) -> AlertEvent:
    """Return a step without its words where they tell any of these names."""
    if told_in(names, f"{event.subject or ''} {event.body or ''}"):
        return event.model_copy(update={"subject": None, "body": None})
    return event


def with_answers(
    resolution: Resolution, events: Iterable[AlertEvent], location_key: Callable[[str], str]
) -> Resolution:
    """Say of locations what publishers answered about them.

    Args:
        resolution: The reviews and where they are published.
        events: Steps of alerts, in order.
        location_key: Gives the stable key of an address.

    Returns:
        The same, where a document that its publisher says it withdrew (welfare, court order) or moved is marked
        so at its address, and the new address of one that moved is there to be checked. The publisher's reasons
        are not published: a withdrawal for welfare and one by a court look the same.
    """
    answers = {
        event.location_id: event
        for event in events
        if event.step is AlertStep.CLOSED and event.answer in FOR_GOOD and event.by is not None
    }
    if not answers:
        return resolution
    known = {(place.location_id, place.review_id) for place in resolution.locations}
    places: list[Location] = []
    for place in resolution.locations:
        event = answers.get(place.location_id)
        places.append(_answered(place, event) if event else place)
        if event and event.answer is AlertAnswer.MOVED and event.value:
            new = _new_place(place, event, location_key(event.value))
            places.extend([] if (new.location_id, new.review_id) in known else [new])
    return resolution.model_copy(update={"locations": tuple(places)})


def _answered(place: Location, event: AlertEvent) -> Location:
    """Return a location with what its publisher answered, unless it says something of its own."""
    if place.removal is not None:
        return place
    kind = _REMOVED.get(event.answer, RemovalKind.MOVED) if event.answer else None
    moved_to = event.value if event.answer is AlertAnswer.MOVED else None
    return place.model_copy(update={"removal": kind, "removed_on": None, "moved_to": moved_to})


def _new_place(place: Location, event: AlertEvent, location_id: str) -> Location:
    """Return the address that a publisher named, to be checked like any other."""
    said = {"location_id": location_id, "url": event.value, "listed": None, "removal": None, "moved_to": None}
    return place.model_copy(update={**said, "first_seen_at": event.at, "last_seen_at": event.at})


def _opened(event: AlertEvent, delivered_at: dt.datetime | None) -> Alert:
    """Return the alert that an opening begins."""
    return Alert(
        alert_id=event.alert_id,
        review_id=event.review_id,
        location_id=event.location_id,
        publisher_id=event.publisher_id,
        kind=event.kind,
        opened_at=event.at,
        closed_at=None,
        delivered_at=delivered_at,
        answer=None,
        document_id=event.document_id,
        host=event.host,
    )


def _after(alert: Alert, event: AlertEvent) -> Alert:
    """Return an alert after one more step."""
    if event.step is AlertStep.CLOSED and alert.closed_at is None:
        return alert.model_copy(update={"closed_at": event.at, "answer": event.answer, "silent_until": None})
    if event.step is AlertStep.SILENCED and event.value and alert.closed_at is None:
        return alert.model_copy(update={"silent_until": dt.date.fromisoformat(event.value)})
    if event.step is AlertStep.DELIVERED and event.about is AlertStep.OPENED and alert.delivered_at is None:
        return alert.model_copy(update={"delivered_at": event.at})  # journals of the first version
    return alert
