"""One round's decisions, in order.

Belongs here: what inhibits what, what is held and released, and appending the steps. Does not belong here: any single
decision, or sending.

What inhibits what: our own outage everything; a name that is gone a site that is down; a site that is down or gone its
documents; a page that is broken what it does not list.
"""

from collections.abc import Collection, Iterable, Sequence

from catalogue.journal import Journal
from catalogue.models import AlertEvent, Checked
from catalogue.vocabulary import AlertStep, Rule
from catalogue.watch.alerting import documents, sites
from catalogue.watch.alerting.breaker import too_much
from catalogue.watch.alerting.past import Past, past_of
from catalogue.watch.alerting.situation import Situation

_CUT_OFF = frozenset({Rule.SITE_DOWN, Rule.OWN_OUTAGE})


def decide(
    situation: Situation,
    events: Sequence[AlertEvent],
    journal: Journal,
    new: Iterable[Checked] = (),
    publishers: Collection[str] | None = None,
) -> tuple[int, int, int]:
    """Append what opens, what closes and what is held.

    Args:
        situation: States, reviews and time.
        events: Steps of alerts about what is published, in order.
        journal: Where the new steps are appended.
        new: The checks of this round.
        publishers: Publishers concerned; None for all.

    Returns:
        How many alerts opened, how many closed, and how many are held.
    """

    def concerned(steps: Iterable[AlertEvent]) -> list[AlertEvent]:
        return [one for one in steps if publishers is None or one.publisher_id in publishers]

    past = past_of(events)
    down = concerned(sites.silent(situation, past))
    closed = concerned([*documents.ended(situation, past.open), *sites.ended(situation, past.open, down)])
    journal.append(closed)
    past = past_of([*events, *closed])
    cut_off = {check.location_id for check in new if check.rule in _CUT_OFF}
    told = {(one.publisher_id, one.host) for one in past.open if one.host is not None}
    told.update((one.publisher_id, one.host) for one in down if one.host is not None)
    inhibited = cut_off | sites.locations_on(situation, told)
    fresh = concerned([*down, *documents.missing(situation, past, inhibited)])
    lists = concerned(documents.not_listed(situation, past))
    released = concerned(_released(situation, past, events, inhibited))
    why = too_much(situation, fresh)
    begun = [*released, *lists, *([] if why else fresh)]
    waiting = [
        one.model_copy(update={"step": AlertStep.HELD, "about": AlertStep.HELD, "because": why}) for one in fresh
    ]
    journal.append([*begun, *(waiting if why else [])])
    held = len(past.held) - len(released) + (len(waiting) if why else 0)
    return len(begun), len(closed), held


def release(events: Sequence[AlertEvent], *, at: Situation, by: str, because: str) -> list[AlertEvent]:
    """Release everything that is held, because a person looked and found it so.

    Args:
        events: Steps of alerts, in order.
        at: What is known, for the time.
        by: Who looked.
        because: What was seen.

    Returns:
        The steps, to be appended.
    """
    return _as_released(past_of(events), events, at, by=by, because=because)


def _released(
    situation: Situation, past: Past, events: Sequence[AlertEvent], inhibited: Collection[str]
) -> list[AlertEvent]:
    """Release what is held and still missing, where so much has come back that the rest is no longer too much."""
    still = [
        alert
        for alert in past.held
        if alert.host is not None or situation.is_missing_now(alert.location_id or "", inhibited)
    ]
    ids = {alert.alert_id for alert in still}
    waiting = [event for event in events if event.step is AlertStep.HELD and event.alert_id in ids]
    if not waiting or len(still) == len(past.held) or too_much(situation, waiting):
        return []
    because = "So much of what was held came back that the rest is no longer too much at once."
    kept = Past(past.alerts, tuple(still), past.ids)
    return _as_released(kept, events, situation, by="catalogue", because=because)


def _as_released(
    past: Past, events: Sequence[AlertEvent], situation: Situation, *, by: str, because: str
) -> list[AlertEvent]:
    """Make the steps that release the held alerts of a past."""
    ids = {alert.alert_id for alert in past.held}
    steps = {event.alert_id: event for event in events if event.step is AlertStep.HELD and event.alert_id in ids}
    return [
        event.model_copy(
            update={
                "step": AlertStep.RELEASED,
                "about": AlertStep.RELEASED,
                "at": situation.now,
                "by": by,
                "because": because,
            }
        )
        for event in steps.values()
    ]
