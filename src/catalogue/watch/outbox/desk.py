"""Everything that messages are made of.

Belongs here: alerts, whom to tell and the situation together, and messages that are about no alert of a publisher.
Does not belong here: which messages are to go out now (``composing``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from catalogue.availability import fold_alerts, held_alerts
from catalogue.letters import Words
from catalogue.models import Alert, AlertEvent, Notice, Told, digest
from catalogue.vocabulary import AlertKind, Audience, NoticeKind, RetentionStatus, State
from catalogue.watch.alerting import Situation, locations_on, place_of
from catalogue.watch.outbox.receivers import Directory, Receiver
from catalogue.watch.outbox.timing import Group


@dataclass(frozen=True)
class Outage:
    """Rounds in a row in which nothing at all could be reached."""

    since: dt.datetime
    rounds: int


@dataclass(frozen=True)
class Desk:
    """Everything that messages are made of."""

    situation: Situation
    events: Sequence[AlertEvent]
    """Steps of alerts about what is published, in order."""
    directory: Directory
    complete: bool = False
    """Whether a whole round has just looked at everything."""
    publishers: Collection[str] | None = None
    """Publishers concerned; None for all."""
    outage: Outage | None = None
    """Our own outage, where this round is in one."""
    extra: Sequence[tuple[Receiver, Notice]] = ()
    """Messages that somebody asked for: the monthly outlook."""

    @cached_property
    def alerts(self) -> Mapping[str, Alert]:
        """All alerts by their keys, in order of opening."""
        return {alert.alert_id: alert for alert in fold_alerts(self.events)}

    @cached_property
    def held(self) -> Mapping[str, AlertEvent]:
        """The alerts that are held, by their keys."""
        return {event.alert_id: event for event in held_alerts(self.events)}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The alerts of each publisher concerned."""
        found: defaultdict[str, list[Alert]] = defaultdict(list)
        for alert in self.alerts.values():
            if self.publishers is None or alert.publisher_id in self.publishers:
                found[alert.publisher_id].append(alert)
        now, quiet = self.situation.now, self._quiet()
        return {key: Group(key, found[key], quiet, now) for key in sorted(found)}

    def _quiet(self) -> frozenset[str]:
        """Return the alerts of which nothing is said now.

        Their whole site is down or gone, which is told instead; or their period is over or no longer certain today,
        whether or not a round has closed them yet.
        """
        going = [alert for alert in self.alerts.values() if alert.closed_at is None]
        sites = {(alert.publisher_id, alert.host) for alert in going if alert.host is not None}
        lost = {(one.publisher_id, one.host) for one in going if one.kind is AlertKind.DOMAIN_LOST}
        places = locations_on(self.situation, sites) if sites else frozenset()
        return frozenset(
            alert.alert_id
            for alert in going
            if alert.location_id in places
            or (alert.host is None and not self._is_certain(alert))
            or (alert.kind is AlertKind.SITE_DOWN and (alert.publisher_id, alert.host) in lost)
        )

    def _is_certain(self, alert: Alert) -> bool:
        """Whether the period of an alert's document certainly runs today."""
        place = place_of(self.situation, alert)
        review = self.situation.reviews.get(alert.review_id or "")
        if place is None or review is None:
            return False
        return (
            self.situation.retention(review, State.UNAVAILABLE, (place,)).status is RetentionStatus.NOT_FOUND_IN_PERIOD
        )


def about_us(kind: NoticeKind, facts: Sequence[str], words: Words, told: Sequence[Told] = ()) -> Notice:
    """Make a message to the operator about the catalogue itself.

    Args:
        kind: What kind.
        facts: What makes it another message than an earlier one.
        words: Its words.
        told: What it tells of which alerts.

    Returns:
        The message; the same facts give the same id.
    """
    return Notice(
        notice_id=f"{digest(kind.value, *facts)}.{kind.value}",
        kind=kind,
        audience=Audience.OPERATOR,
        publisher_id=None,
        tells=tuple(told),
        **dict(words),
    )


def outlook_notice(publisher_id: str, month: dt.date, words: Words) -> Notice:
    """Make the monthly outlook of a publisher.

    Args:
        publisher_id: The publisher.
        month: First day of the month.
        words: Its words.

    Returns:
        The message; there is one a month.
    """
    kind = NoticeKind.DIGEST
    key = digest(kind.value, publisher_id, month.isoformat())
    return Notice(
        notice_id=f"{key}.{kind.value}",
        kind=kind,
        audience=Audience.PARTNERSHIP,
        publisher_id=publisher_id,
        tells=(),
        **dict(words),
    )
