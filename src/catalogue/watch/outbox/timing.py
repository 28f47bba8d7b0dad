"""When there is something to tell a channel about one publisher's alerts.

Belongs here: waiting, intervals, reminders, escalation, as in Prometheus' Alertmanager. Does not belong here: words, or
sending.

Alerts are told in groups, one group a publisher and channel. The first message of a group waits an hour for others to
join it, unless a whole round has just looked at everything, for then nothing can join before the next. Between two
messages of a group lies a day. What is still so a week after the last message is told again. Somebody else is told
after two weeks (the second contact) and four (the operator), and nobody beyond. An hour's grace is left at each of the
longer spans, because a daily round does not end at the same minute every day.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from catalogue.models import Alert, Told
from catalogue.retention import uk_day
from catalogue.vocabulary import AlertAnswer, AlertStep, Audience
from catalogue.watch.alerting import is_silent
from catalogue.watch.outbox.log import Log
from catalogue.watch.outbox.receivers import Receiver

GROUP_WAIT = dt.timedelta(hours=1)
GROUP_INTERVAL = dt.timedelta(hours=24)
REMINDER = dt.timedelta(days=7)
SECOND_CONTACT = dt.timedelta(days=14)
ESCALATION = dt.timedelta(days=28)
GRACE = dt.timedelta(hours=1)

_FIRST = (AlertStep.OPENED, AlertStep.ESCALATED)
_SPOKEN = (AlertStep.OPENED, AlertStep.REMINDED, AlertStep.ESCALATED)
_AGE = {Audience.SECOND_CONTACT: SECOND_CONTACT, Audience.OPERATOR: ESCALATION}


@dataclass(frozen=True)
class Group:
    """One publisher's alerts as they are now."""

    publisher_id: str
    alerts: Sequence[Alert]
    """All of them, open and closed, in order."""
    quiet: Collection[str]
    """Ids of alerts of which nothing is said now, because something larger is the matter."""
    now: dt.datetime

    def firing(self) -> tuple[Alert, ...]:
        """Return the alerts that go on and may be spoken of."""
        today = uk_day(self.now)
        return tuple(
            alert
            for alert in self.alerts
            if alert.closed_at is None and alert.alert_id not in self.quiet and not is_silent(alert, today)
        )


def due(group: Group, receiver: Receiver, log: Log, *, complete: bool) -> tuple[Told, ...]:
    """Work out what there is to tell the partnership by one channel now.

    Args:
        group: The publisher's alerts.
        receiver: The channel.
        log: What it was told so far.
        complete: Whether a whole round has just looked at everything.

    Returns:
        What to tell, new things first; nothing where it is not time, or nothing has changed. An alert that ended
        before its opening was told is never mentioned.
    """
    firing = group.firing()
    news = [one for one in firing if not log.told(receiver.key, one.alert_id, *_FIRST)]
    back = _found_again(group, receiver, log)
    if (news or back) and _is_time(group, receiver, log, news, complete=complete):
        again = [one for one in firing if one not in news and _is_old(group, one, receiver, log)]
        return (*_tell(news, AlertStep.OPENED), *_tell(again, AlertStep.REMINDED), *_tell(back, AlertStep.CLOSED))
    known = [one for one in firing if one not in news]
    if any(_is_old(group, one, receiver, log) for one in known):
        return _tell(known, AlertStep.REMINDED)
    return ()


def overdue(group: Group, receiver: Receiver, log: Log) -> tuple[Told, ...]:
    """Work out what there is to tell the second contact, or the operator, of alerts that are weeks old.

    Args:
        group: The publisher's alerts.
        receiver: Second contact or operator.
        log: What it was told so far.

    Returns:
        What to tell; each alert once, and to a second contact that it is over, too.
    """
    age = _AGE[receiver.audience]
    old = [
        one
        for one in group.firing()
        if group.now - one.opened_at >= age - GRACE and not log.told(receiver.key, one.alert_id, AlertStep.ESCALATED)
    ]
    back = _found_again(group, receiver, log) if receiver.audience is Audience.SECOND_CONTACT else []
    return (*_tell(old, AlertStep.ESCALATED), *_tell(back, AlertStep.CLOSED))


def is_true(told: Told, alert: Alert | None, today: dt.date) -> bool:
    """Tell whether something that was to be told is still so.

    Args:
        told: What.
        alert: The alert as it is now; null where nothing of it is published any more.
        today: The day.

    Returns:
        Whether it is.
    """
    if alert is None:
        return False
    if told.about is AlertStep.CLOSED:
        return alert.answer is AlertAnswer.BACK
    # A reminder that waited through a silence would be heard as its end: what goes on is told again a week after that.
    too_soon = told.about is AlertStep.REMINDED and _was_silent_lately(alert, today)
    return alert.closed_at is None and not is_silent(alert, today) and not too_soon


def _found_again(group: Group, receiver: Receiver, log: Log) -> list[Alert]:
    """Return the alerts that ended because all is well, of which the channel knows only that they began."""
    return [
        one
        for one in group.alerts
        if one.answer is AlertAnswer.BACK
        and log.told(receiver.key, one.alert_id, *_SPOKEN)
        and not log.told(receiver.key, one.alert_id, AlertStep.CLOSED)
    ]


def _is_time(group: Group, receiver: Receiver, log: Log, news: Sequence[Alert], *, complete: bool) -> bool:
    """Whether the group has waited long enough, for others to join and since its last message."""
    last = log.last_told(receiver.key, group.publisher_id)
    if last is not None and group.now - last < GROUP_INTERVAL - GRACE:
        return False
    waited = not news or group.now - min(one.opened_at for one in news) >= GROUP_WAIT
    return complete or waited


def _is_old(group: Group, alert: Alert, receiver: Receiver, log: Log) -> bool:
    """Whether an alert was last spoken of, or its silence ended, a week ago."""
    spoken = log.told(receiver.key, alert.alert_id, *_SPOKEN)
    if not spoken or group.now - spoken[-1] < REMINDER - GRACE:
        return False
    return not _was_silent_lately(alert, uk_day(group.now))


def _was_silent_lately(alert: Alert, today: dt.date) -> bool:
    """Whether a silence about an alert goes on, or ended less than a week ago."""
    return alert.silent_until is not None and today - alert.silent_until < REMINDER


def _tell(alerts: Sequence[Alert], about: AlertStep) -> tuple[Told, ...]:
    """Return one thing to tell of each alert."""
    return tuple(Told(alert_id=one.alert_id, about=about) for one in alerts)
