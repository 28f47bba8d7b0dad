"""What became of all messages so far.

Belongs here: the steps of messages folded to messages, what each channel was told and when, and which channels
refuse. Does not belong here: what is to be told next (``composing``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from catalogue.models import Notice, NoticeEvent, Told
from catalogue.vocabulary import AlertStep, NoticeStep

FIRST_WAIT = dt.timedelta(minutes=15)
"""Time after the first failure before a message is tried again; it doubles with each ..."""
LONGEST_WAIT = dt.timedelta(hours=6)
"""... up to this."""

_OVER = frozenset({NoticeStep.DELIVERED, NoticeStep.REFUSED, NoticeStep.DROPPED})


@dataclass(frozen=True)
class Parcel:
    """One message on one channel."""

    notice: Notice
    channel: str
    step: NoticeStep
    """The last thing that happened to it."""
    at: dt.datetime
    """When, UTC."""
    attempts: int = 0
    """How often it was tried in vain."""
    detail: str | None = None
    """What the other side said last."""

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be sent."""
        return self.step not in _OVER

    def is_due(self, now: dt.datetime) -> bool:
        """Whether it may be tried now: at once the first time, then later and later."""
        if not self.attempts:
            return True
        return now - self.at >= min(FIRST_WAIT * (1 << min(self.attempts - 1, 10)), LONGEST_WAIT)


@dataclass
class Log:
    """All messages so far."""

    parcels: dict[tuple[str, str], Parcel] = field(default_factory=dict)
    """By message id and channel, the last of that id."""
    refusals: dict[str, Parcel] = field(default_factory=dict)
    """The refused message of each channel that is not used any more."""
    _told: defaultdict[str, dict[Told, list[dt.datetime]]] = field(default_factory=lambda: defaultdict(dict))

    def told(self, channel: str, alert_id: str, *about: AlertStep) -> tuple[dt.datetime, ...]:
        """Return when a channel was told something of an alert, in order."""
        found = self._told[channel]
        times = (at for step in about for at in found.get(Told(alert_id=alert_id, about=step), ()))
        return tuple(sorted(times))

    def waiting(self, channel: str) -> tuple[Parcel, ...]:
        """Return the messages that a channel is still to get, in the order in which they were queued."""
        return tuple(one for (_, key), one in self.parcels.items() if key == channel and one.is_waiting)

    def last_told(self, channel: str, publisher_id: str | None) -> dt.datetime | None:
        """Return when a channel last got a message about a publisher's alerts."""
        times = (
            parcel.at
            for (_, key), parcel in self.parcels.items()
            if key == channel
            and parcel.step is NoticeStep.DELIVERED
            and parcel.notice.publisher_id == publisher_id
            and parcel.notice.tells
        )
        return max(times, default=None)

    def read(self, event: NoticeEvent) -> None:
        """Take the next step."""
        if event.step is NoticeStep.ENABLED:
            self.refusals.pop(event.channel, None)
            return
        key = (event.notice_id, event.channel)
        if event.notice is not None:
            self.parcels.pop(key, None)  # a message that is worded anew stands behind those queued meanwhile
            self.parcels[key] = Parcel(event.notice, event.channel, event.step, event.at)
            return
        before = self.parcels.get(key)
        if before is None:
            return
        failed = before.attempts + (event.step is NoticeStep.FAILED)
        after = replace(before, step=event.step, at=event.at, attempts=failed, detail=event.detail)
        self.parcels[key] = after
        # One that was queued, perhaps sent, and dropped after its process ended may have been read by somebody.
        perhaps = event.step is NoticeStep.DROPPED and not before.attempts
        if event.step is NoticeStep.DELIVERED or perhaps:
            for one in after.notice.tells:
                self._told[event.channel].setdefault(one, []).append(event.at)
        if event.step is NoticeStep.REFUSED:
            self.refusals[event.channel] = after


def log_of(events: Iterable[NoticeEvent]) -> Log:
    """Say what all steps of messages amount to.

    Args:
        events: Steps in order; one of a message that was never queued says nothing.

    Returns:
        The log.
    """
    log = Log()
    for event in events:
        log.read(event)
    return log
