"""Alerts about whole sites: one message instead of one for each document.

Belongs here: which sites have not answered for days or have lost their name, and which answer again. Does not belong
here: single documents (``documents``), or what makes a check say that its site is down (`watch.sites`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from catalogue.letters import together
from catalogue.models import Alert, AlertEvent, Checked, digest
from catalogue.vocabulary import AlertAnswer, AlertKind, AlertStep
from catalogue.watch.alerting.cases import LOST, answers_since, duties_at, is_silent_site, site_case, trailing
from catalogue.watch.alerting.documents import closing, step_of
from catalogue.watch.alerting.past import Past
from catalogue.watch.alerting.situation import IN_PERIOD, Situation
from catalogue.watch.probing import host_of

LEAST_DOCUMENTS = 2
"""Documents on a host from which its silence is one thing and not several; a single one is told by itself."""
ROUNDS = 3
"""Rounds in a row in which nothing on a site answered before that is told ..."""
SPAN = dt.timedelta(hours=72)
"""... and the time they must span."""
RECOVERIES = 2
"""Answers in a row after which a site is up again."""


def silent(situation: Situation, past: Past) -> list[AlertEvent]:
    """Decide which sites are newly told to be down or gone.

    Args:
        situation: States, reviews and time.
        past: Alerts so far.

    Returns:
        An opening for each publisher and host with at least `LEAST_DOCUMENTS` addresses of running duties, none of
        which answered for long enough. A name that is gone goes before a site that is down.
    """
    opened = []
    for publisher_id, host, places in _sites(situation):
        found = _silence([situation.checks.get(place, ()) for place in places])
        if found is None:
            continue
        kind, began = found
        keys = frozenset({(publisher_id, host)})
        alert_id = digest(kind.value, publisher_id, host, began.isoformat())
        if alert_id in past.ids or any(past.is_busy(one, keys) for one in (kind, AlertKind.DOMAIN_LOST)):
            continue
        if not past.is_settled(situation, kind, keys, places):
            opened.append(_opening(situation, alert_id, publisher_id, host, kind))
    return opened


def ended(situation: Situation, alerts: Iterable[Alert], opened: Iterable[AlertEvent]) -> list[AlertEvent]:
    """Decide which alerts about sites have ended.

    Args:
        situation: States, reviews and time.
        alerts: Alerts that go on, held ones too.
        opened: What opens in this round.

    Returns:
        The closings: of a site that answers again, of one without a running duty, and of one that is down where its
        name is now told to be gone.
    """
    lost = {(event.publisher_id, event.host) for event in opened if event.kind is AlertKind.DOMAIN_LOST}
    closed = []
    for alert in alerts:
        if alert.host is None:
            continue
        duties = duties_at(situation, alert.publisher_id, alert.host)
        places = [place.location_id for duty in duties for place in duty.locations]
        if any(len(answers_since(situation, place, alert)) >= RECOVERIES for place in places):
            closed.append(closing(situation, alert, AlertAnswer.BACK))
        elif not duties:
            closed.append(closing(situation, alert, AlertAnswer.PERIOD_ENDED))
        elif alert.kind is AlertKind.SITE_DOWN and (alert.publisher_id, alert.host) in lost:
            closed.append(closing(situation, alert, AlertAnswer.FOLDED))
    return closed


def locations_on(situation: Situation, hosts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the locations that alerts about sites already speak of.

    Args:
        situation: What is known.
        hosts: Publishers and host names of those alerts.

    Returns:
        Ids of the locations; nothing else is said of them meanwhile.
    """
    wanted = frozenset(hosts)
    return frozenset(
        place.location_id
        for duty in situation.duties
        for place in duty.locations
        if (duty.publisher_id, host_of(place.url)) in wanted
    )


def _sites(situation: Situation) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Give publisher, host and locations of every site that holds enough documents of running duties."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for duty in situation.duties:
        if duty.kept.status in IN_PERIOD:
            for place in duty.locations:
                found[duty.publisher_id, host_of(place.url)].add(place.location_id)
    for (publisher_id, host), places in sorted(found.items()):
        if len(places) >= LEAST_DOCUMENTS:
            yield publisher_id, host, sorted(places)


def _silence(checks: Sequence[Sequence[Checked]]) -> tuple[AlertKind, dt.datetime] | None:
    """Return what the silence of all locations of a site amounts to, and since when; null where it is none."""
    runs = [trailing(found, is_silent_site) for found in checks]
    if any(len(run) < ROUNDS or run[-1].checked_at - run[0].checked_at < SPAN for run in runs):
        return None
    gone = all(check.rule in LOST for run in runs for check in run[-ROUNDS:])
    return AlertKind.DOMAIN_LOST if gone else AlertKind.SITE_DOWN, max(run[0].checked_at for run in runs)


def _opening(situation: Situation, alert_id: str, publisher_id: str, host: str, kind: AlertKind) -> AlertEvent:
    """Make an opening with its words."""
    alert = Alert(
        alert_id=alert_id,
        review_id=None,
        location_id=None,
        publisher_id=publisher_id,
        kind=kind,
        opened_at=situation.now,
        closed_at=None,
        delivered_at=None,
        answer=None,
        host=host,
    )
    case = site_case(situation, alert)
    words = together(case.publisher, [(AlertStep.OPENED, case)])
    return step_of(alert, AlertStep.OPENED, situation.now, words)
