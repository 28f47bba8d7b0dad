"""What a person records: an answer to an alert, the release of what is held, a channel that may be used again.

Belongs here: checking it and appending it, with who says so and why. Does not belong here: what follows from it
(`watch`, `availability`).
"""

import datetime as dt
from collections.abc import Sequence

from catalogue import letters
from catalogue.availability import fold_alerts, held_alerts
from catalogue.dates import from_iso
from catalogue.fetch.address import parse
from catalogue.fetch.parts import Stopped
from catalogue.house import House
from catalogue.house.telling import desk_now, office_of
from catalogue.models import Alert, AlertEvent, NoticeEvent
from catalogue.retention import uk_day
from catalogue.vocabulary import AlertAnswer, AlertStep, NoticeStep
from catalogue.watch import release
from catalogue.watch.outbox import log_of

LONGEST_SILENCE = dt.timedelta(days=92)
"""Longest time for which an answer may silence an alert: every silence ends."""
ANSWERS = {
    "moved-to": AlertAnswer.MOVED,
    "welfare": AlertAnswer.WELFARE,
    "court-order": AlertAnswer.COURT_ORDER,
    "wrong-date": AlertAnswer.WRONG_DATE,
    "maintenance": AlertAnswer.MAINTENANCE,
}
"""Answers by the words of the command line."""

_NEEDS_VALUE = frozenset({AlertAnswer.MOVED, AlertAnswer.WRONG_DATE, AlertAnswer.MAINTENANCE})
_SHORTEST = 6


class Unanswerable(Exception):
    """An answer or a release that cannot be recorded; the message says why and what to do."""


def answer(house: House, key: str, kind: AlertAnswer, value: str | None, *, by: str, because: str) -> Alert:
    """Record what a publisher answers to an alert.

    Args:
        house: The house.
        key: The alert's reference, or the beginning of it.
        kind: What is answered.
        value: The new address, the right date, or the last day of the silence; null for the others.
        by: Who records it.
        because: Who said what, in a sentence; never published.

    Returns:
        The alert as it is now: ended, or silent until the day named.

    Raises:
        Unanswerable: There is no such open alert, or the answer does not fit it.
    """
    events = tuple(house.journal.read(AlertEvent))
    alert = _open_alert(events, key)
    told = _checked_value(house, alert, kind, value)
    _signed(by, because)
    opening = next(event for event in events if event.alert_id == alert.alert_id)
    silenced = kind is AlertAnswer.MAINTENANCE
    step = AlertStep.SILENCED if silenced else AlertStep.CLOSED
    event = opening.model_copy(
        update={
            "step": step,
            "about": step,
            "at": house.clock(),
            "subject": None if silenced else f"Notice ended: {(opening.subject or '').partition(': ')[2]}",
            "body": None if silenced else letters.closed_quietly(kind),
            "answer": kind,
            "value": told,
            "by": by,
            "because": because,
        }
    )
    house.journal.append([event])
    return next(one for one in fold_alerts((*events, event)) if one.alert_id == alert.alert_id)


def let_go(house: House, *, by: str, because: str) -> int:
    """Release everything that is held, because a person looked and found it so.

    Args:
        house: The house.
        by: Who looked.
        because: What was seen.

    Returns:
        How many alerts were released; their messages go out with what is due.

    Raises:
        Unanswerable: Nothing is held, or it is not said by whom and why.
    """
    _signed(by, because)
    desk = desk_now(house, office_of(house))
    if not held_alerts(desk.events):
        raise Unanswerable("Nothing is held.")
    released = release(desk.events, at=desk.situation, by=by, because=because)
    house.journal.append(released)
    return len(released)


def enable(house: House, channel: str, *, by: str, because: str) -> None:
    """Use a channel again that refused for good.

    Args:
        house: The house.
        channel: Its key, as the message to the operator names it.
        by: Who says so.
        because: Why.

    Raises:
        Unanswerable: No such channel refused.
    """
    _signed(by, because)
    refused = log_of(house.journal.read(NoticeEvent)).refusals
    if channel not in refused:
        raise Unanswerable(f"No channel {channel} refused. There are: {', '.join(sorted(refused)) or 'none'}.")
    step = NoticeEvent(notice_id="", channel=channel, step=NoticeStep.ENABLED, at=house.clock(), detail=because, by=by)
    house.journal.append([step])


def _open_alert(events: Sequence[AlertEvent], key: str) -> Alert:
    """Return the open alert of a reference."""
    if len(key) < _SHORTEST:
        raise Unanswerable(f"A reference has at least {_SHORTEST} characters; found {key!r}.")
    found = [alert for alert in fold_alerts(events) if alert.alert_id.startswith(key)]
    if len(found) != 1:
        what = "No alert has" if not found else f"{len(found)} alerts have"
        going = [alert.alert_id for alert in fold_alerts(events) if alert.closed_at is None]
        raise Unanswerable(f"{what} the reference {key}. Open now: {', '.join(going) or 'none'}.")
    (alert,) = found
    if alert.closed_at is not None:
        raise Unanswerable(
            f"The alert {alert.alert_id} has ended already. {alert.answer.definition if alert.answer else ''}"
        )
    return alert


def _checked_value(house: House, alert: Alert, kind: AlertAnswer, value: str | None) -> str | None:
    """Return what an answer gives, once it fits the answer and the alert."""
    if alert.host is not None and kind is not AlertAnswer.MAINTENANCE:
        raise Unanswerable("The alert is about a whole site; only maintenance answers it.")
    if kind not in _NEEDS_VALUE:
        if value is not None:
            raise Unanswerable(f"This answer takes nothing more; found {value!r}.")
        return None
    if value is None:
        raise Unanswerable("This answer needs the new address, the right date or the last day after it.")
    if kind is AlertAnswer.MOVED:
        return _address(value)
    today = uk_day(house.clock())
    if kind is AlertAnswer.WRONG_DATE:
        return _past(value, today)
    until = _day(value)
    if not today <= until <= today + LONGEST_SILENCE:
        raise Unanswerable(f"Expected a day from today to {today + LONGEST_SILENCE}; found {value!r}.")
    return until.isoformat()


def _address(value: str) -> str:
    """Return an address that can be checked."""
    try:
        return parse(value).url
    except Stopped as stopped:
        raise Unanswerable(str(stopped)) from None


def _past(value: str, today: dt.date) -> str:
    """Return a year, month or day that has been."""
    try:
        first: dt.date | None = from_iso(value)[0]
    except ValueError:
        first = None
    if first is None or first > today:
        raise Unanswerable(f"Expected a year, month or day that has been, such as 2026-01-31; found {value!r}.")
    return value


def _day(value: str) -> dt.date:
    """Read a day."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise Unanswerable(f"Expected a day such as 2026-01-31; found {value!r}.") from None


def _signed(by: str, because: str) -> None:
    """Refuse what nobody says, or for no reason."""
    if not by.strip() or not because.strip():
        raise Unanswerable("Say who (--by) and why (--because).")
