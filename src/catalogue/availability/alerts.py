"""The steps of alerts to alerts.

Belongs here: `fold_alerts`. Does not belong here: when to open or close one (`watch`) or how to word it.
"""

from collections.abc import Iterable

from catalogue.models import Alert, AlertEvent
from catalogue.vocabulary import AlertStep


def fold_alerts(events: Iterable[AlertEvent]) -> tuple[Alert, ...]:
    """Say what all steps of alerts amount to.

    Args:
        events: Steps in the order in which they happened. A step of an alert that was never opened
            says nothing; a second opening, closing or delivery of the opening changes nothing.

    Returns:
        One alert for each that was opened, in order of opening and id. ``delivered_at`` is when the
        message of its opening was first accepted.
    """
    alerts: dict[str, Alert] = {}
    for event in events:
        alert = alerts.get(event.alert_id)
        if alert is None:
            if event.step is AlertStep.OPENED:
                alerts[event.alert_id] = _opened(event)
        elif event.step is AlertStep.CLOSED and alert.closed_at is None:
            alerts[event.alert_id] = alert.model_copy(update={"closed_at": event.at, "answer": event.answer})
        elif _tells_of_opening(event) and alert.delivered_at is None:
            alerts[event.alert_id] = alert.model_copy(update={"delivered_at": event.at})
    return tuple(sorted(alerts.values(), key=lambda alert: (alert.opened_at, alert.alert_id)))


def _opened(event: AlertEvent) -> Alert:
    """Return the alert that an opening begins."""
    return Alert(
        alert_id=event.alert_id,
        review_id=event.review_id,
        location_id=event.location_id,
        publisher_id=event.publisher_id,
        kind=event.kind,
        opened_at=event.at,
        closed_at=None,
        delivered_at=None,
        answer=None,
    )


def _tells_of_opening(event: AlertEvent) -> bool:
    """Whether a step is the accepted message of an opening."""
    return event.step is AlertStep.DELIVERED and event.about is AlertStep.OPENED
