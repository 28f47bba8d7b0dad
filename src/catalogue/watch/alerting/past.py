"""What was said before, so that nothing is opened twice.

Belongs here: which incidents are open or held, and which must not be opened again. Does not belong here: deciding what
is missing.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from catalogue.availability import FOR_GOOD, fold_alerts, held_alerts
from catalogue.models import Alert, AlertEvent
from catalogue.vocabulary import AlertAnswer, AlertKind, AlertStep
from catalogue.watch.alerting.situation import Situation, keys_of


@dataclass(frozen=True)
class Past:
    """All alerts so far."""

    alerts: tuple[Alert, ...]
    """Alerts that were opened, open and closed."""
    held: tuple[Alert, ...]
    """Alerts that are held."""
    ids: frozenset[str]
    """Every key that an alert ever had, held ones too."""

    @property
    def open(self) -> tuple[Alert, ...]:
        """Alerts that go on, held ones too."""
        return (*(alert for alert in self.alerts if alert.closed_at is None), *self.held)

    def is_busy(self, kind: AlertKind, keys: Collection[tuple[str, str]]) -> bool:
        """Whether an alert of a kind about the same goes on."""
        return any(alert.kind is kind and not keys_of_alert(alert).isdisjoint(keys) for alert in self.open)

    def is_settled(
        self, situation: Situation, kind: AlertKind, keys: Collection[tuple[str, str]], location_ids: Sequence[str]
    ) -> bool:
        """Whether something was answered or ended otherwise than by being found again, and nothing changed since.

        What a publisher withdrew for welfare or by order of a court is settled for ever, at whatever address; what
        it moved is settled for the old address.
        """
        for alert in self.alerts:
            if alert.closed_at is None or alert.kind is not kind or alert.answer is AlertAnswer.BACK:
                continue
            mine = keys_of_alert(alert)
            if alert.answer is AlertAnswer.MOVED:
                mine = frozenset(key for key in mine if key[0] == "location")
            if mine.isdisjoint(keys):
                continue
            if alert.answer in FOR_GOOD or not situation.seen_well_since(location_ids, alert.closed_at):
                return True
        return False


def past_of(events: Iterable[AlertEvent]) -> Past:
    """Say what all steps of alerts amount to for deciding.

    Args:
        events: Steps in order.

    Returns:
        The past.
    """
    steps = tuple(events)
    held = (event.model_copy(update={"step": AlertStep.OPENED}) for event in held_alerts(steps))
    begun = (AlertStep.OPENED, AlertStep.HELD, AlertStep.RELEASED)
    return Past(fold_alerts(steps), fold_alerts(held), frozenset(e.alert_id for e in steps if e.step in begun))


def keys_of_alert(alert: Alert) -> frozenset[tuple[str, str]]:
    """Return what makes another alert be about the same as this one.

    Args:
        alert: The alert.

    Returns:
        Its keys.
    """
    if alert.host is not None:
        return frozenset({(alert.publisher_id, alert.host)})
    return keys_of(alert.publisher_id, alert.document_id, [alert.location_id])


def is_silent(alert: Alert, today: dt.date) -> bool:
    """Tell whether nothing is said of an alert today, because its publisher is at work on its site.

    Args:
        alert: The alert.
        today: The day.

    Returns:
        Whether it is; the day that was named is the last one.
    """
    return alert.silent_until is not None and today <= alert.silent_until
