"""What the messages about an alert say, gathered from reviews, states and checks.

Belongs here: the facts of one alert as of now. Does not belong here: the words (`letters`), or whether to send any.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from catalogue.availability.states import RECOVERIES
from catalogue.letters import Case, SiteCase
from catalogue.models import Alert, Checked, Location, ReviewFacts
from catalogue.retention import Retention
from catalogue.vocabulary import AlertKind, Role, Rule, State, Verdict
from catalogue.watch.alerting.situation import IN_PERIOD, Duty, Situation
from catalogue.watch.probing import host_of

LOST = frozenset({Rule.NAME_GONE, Rule.DOMAIN_LOST})
"""Rules by which a check says that the host name of its site is gone, or is somebody else's."""
SILENT = frozenset({Rule.SITE_DOWN, *LOST, Rule.NAME_UNRESOLVED})
"""Rules by which a check says that its whole site did not answer, or that somebody else answers for it."""

_INFORMED = frozenset({Verdict.AVAILABLE, Verdict.UNAVAILABLE, Verdict.MOVED})
"""Verdicts that say whether a document is at its address."""
_SERVER_ERROR = 500


def case_of(situation: Situation, alert: Alert) -> Case | SiteCase | None:
    """Gather what a message about an alert says.

    Args:
        situation: What is known.
        alert: The alert, open or closed because it was found again.

    Returns:
        The facts; null where its review or address is no longer known, so that there is nothing exact to say.
    """
    if alert.host is not None:
        return site_case(situation, alert)
    place = place_of(situation, alert)
    review = situation.reviews.get(alert.review_id or "")
    if place is None or review is None:
        return None
    if alert.closed_at is not None:
        return returned_case(situation, alert, review, place)
    return missing_case(situation, alert, review, place)


def missing_case(situation: Situation, alert: Alert, review: ReviewFacts, place: Location) -> Case:
    """Gather what a message about a document that is not found, or not listed, says.

    Args:
        situation: What is known.
        alert: The alert.
        review: Its review.
        place: Its address.

    Returns:
        The facts.
    """
    kept = situation.retention(review, State.UNAVAILABLE, (place,))
    listed = alert.kind is not AlertKind.DELISTED
    run = run_of(situation, place.location_id, Verdict.UNAVAILABLE if listed else Verdict.AVAILABLE)
    return _case(situation, review, place, alert=alert, run=run, kept=kept)


def returned_case(situation: Situation, alert: Alert, review: ReviewFacts, place: Location) -> Case:
    """Gather what a message about a document that is found again says; a period that has ended is not spoken of.

    Args:
        situation: What is known.
        alert: The alert.
        review: Its review.
        place: Its address; where it was found at another one of its publisher's, that one is told.

    Returns:
        The facts.
    """
    duty = next((one for one in situation.duties if one.review.review_id == review.review_id), None)
    places = (place, *(duty.locations if duty else ()))
    back = next((one for one in places if situation.state(one.location_id) is State.AVAILABLE), place)
    run = run_of(situation, back.location_id, Verdict.AVAILABLE)
    kept = situation.retention(review, State.AVAILABLE, (back,))
    running = kept if kept.status in IN_PERIOD else None
    return _case(situation, review, back, alert=alert, run=run, kept=running)


def site_case(situation: Situation, alert: Alert) -> SiteCase:
    """Gather what a message about a whole site says.

    Args:
        situation: What is known.
        alert: The alert.

    Returns:
        The facts, with the documents on the site whose period runs.
    """
    duties = duties_at(situation, alert.publisher_id, alert.host or "")
    places = {place.location_id for duty in duties for place in duty.locations}
    if alert.closed_at is None:
        runs = [trailing(situation.checks.get(place, ()), is_silent_site) for place in sorted(places)]
    else:
        runs = [answers_since(situation, place, alert) for place in sorted(places)]
    run = max(runs, key=len, default=())
    cases = (_case(situation, duty.review, duty.locations[0], alert=alert, run=(), kept=duty.kept) for duty in duties)
    return SiteCase(
        alert_id=alert.alert_id,
        publisher=situation.names.get(alert.publisher_id, alert.publisher_id),
        host=alert.host or "",
        kind=alert.kind,
        rule=run[-1].rule if run else Rule.NOT_CHECKED,
        since=run[0].checked_at if run else alert.opened_at,
        checked_at=tuple(check.checked_at for check in run),
        documents=tuple(cases),
    )


def duties_at(situation: Situation, publisher_id: str, host: str) -> tuple[Duty, ...]:
    """Return the duties of a publisher that run and all of whose addresses are on one host.

    Args:
        situation: What is known.
        publisher_id: The publisher.
        host: The host name.

    Returns:
        The duties, in order of reviews.
    """
    return tuple(
        duty
        for duty in situation.duties
        if duty.publisher_id == publisher_id
        and duty.kept.status in IN_PERIOD
        and all(host_of(place.url) == host for place in duty.locations)
    )


def place_of(situation: Situation, alert: Alert) -> Location | None:
    """Return the location of a review that an alert is about.

    Args:
        situation: What is known.
        alert: The alert.

    Returns:
        The location; null where the review has none of that address any more.
    """
    places = situation.places(alert.review_id or "")
    return next((one for one in places if one.location_id == alert.location_id), None)


def trailing(checks: Sequence[Checked], is_one: Callable[[Checked], bool]) -> tuple[Checked, ...]:
    """Return the last unbroken run of checks of a kind; rounds in which we were cut off are passed over.

    Args:
        checks: Checks of one location, in the order of time.
        is_one: Tells whether a check is of the kind.

    Returns:
        The run, in order of time.
    """
    run: list[Checked] = []
    for check in reversed(checks):
        if check.rule is Rule.OWN_OUTAGE:
            continue
        if not is_one(check):
            break
        run.append(check)
    return tuple(reversed(run))


def is_silent_site(check: Checked) -> bool:
    """Tell whether a check says that its whole site did not answer.

    Args:
        check: The check.

    Returns:
        Whether it does.
    """
    return check.rule in SILENT


def is_answer(check: Checked) -> bool:
    """Tell whether a check says that its site answers, whatever it answers.

    Args:
        check: The check.

    Returns:
        Whether the site sent anything but an error of its own.
    """
    status = check.capture.status
    return status is not None and status < _SERVER_ERROR and check.rule not in SILENT


def answers_since(situation: Situation, location_id: str, alert: Alert) -> tuple[Checked, ...]:
    """Return the last unbroken run of checks in which a site answered, since it was told not to.

    Args:
        situation: What is known.
        location_id: A location on the site.
        alert: The alert about the site.

    Returns:
        The run, in order of time.
    """
    since = [one for one in situation.checks.get(location_id, ()) if one.checked_at > alert.opened_at]
    return trailing(since, is_answer)


def is_found_since(situation: Situation, location_id: str, at: dt.datetime) -> bool:
    """Tell whether a document was found again since a moment, beyond doubt.

    Args:
        situation: What is known.
        location_id: Its address.
        at: The moment.

    Returns:
        Whether the last looks since then that say anything found it there, as many as end an absence. What the
        state says is not enough: where the clock was put back, it is that of before.
    """
    looks = [one for one in situation.checks.get(location_id, ()) if at < one.checked_at <= situation.now]
    informed = [one.verdict for one in looks if one.verdict in _INFORMED][-RECOVERIES:]
    return informed == [Verdict.AVAILABLE] * RECOVERIES


def run_of(situation: Situation, location_id: str, verdict: Verdict) -> list[Checked]:
    """Return the checks of a verdict that the present state of a location rests on.

    Args:
        situation: What is known.
        location_id: The location.
        verdict: The verdict.

    Returns:
        The checks, in order of time.
    """
    since = situation.since(location_id)
    return sorted(
        (c for c in situation.checks.get(location_id, ()) if c.verdict is verdict and c.checked_at >= since),
        key=lambda check: check.checked_at,
    )


def _case(
    situation: Situation,
    review: ReviewFacts,
    place: Location,
    *,
    alert: Alert,
    run: Sequence[Checked],
    kept: Retention | None,
) -> Case:
    """Gather what every message says."""
    last = run[-1] if run else None
    return Case(
        alert_id=alert.alert_id,
        publisher=situation.names.get(alert.publisher_id) or review.publisher or alert.publisher_id,
        title=review.title,
        pseudonyms=review.pseudonyms,
        role=situation.roles.get((review.review_id, place.document_id or ""), Role.OTHER),
        url=place.url,
        final_url=last.capture.final_url if last else None,
        status=last.capture.status if last else None,
        rule=last.rule if last else Rule.NOT_CHECKED,
        since=place.last_seen_at if alert.kind is AlertKind.DELISTED else situation.since(place.location_id),
        checked_at=tuple(check.checked_at for check in run),
        last_success_at=_seen_well(situation, place.location_id),
        sha256=place.document_id,
        published_on=review.published_on,
        precision=review.published_precision,
        until=kept.until if kept else None,
        guidance=kept.guidance if kept else None,
        kind=alert.kind,
    )


def _seen_well(situation: Situation, location_id: str) -> dt.datetime | None:
    """Return when a location was last seen well, by a harvest or a check."""
    state = situation.states.get(location_id)
    found = (situation.seen_at.get(location_id), state.last_success_at if state else None)
    return max((at for at in found if at), default=None)
