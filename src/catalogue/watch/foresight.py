"""The monthly outlook: what a publisher may like to know before anything is the matter.

Belongs here: gathering it from reviews, checks and the register. Does not belong here: alerts, or the words
(`letters`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from catalogue.letters import Case, Outlook, outlook
from catalogue.models import Alert, Notice
from catalogue.retention import uk_day
from catalogue.vocabulary import AlertKind, SourceStatus
from catalogue.watch.alerting import IN_PERIOD, Situation, case_of
from catalogue.watch.alerting.situation import Duty
from catalogue.watch.outbox import Directory, Receiver, outlook_notice
from catalogue.watch.probing import host_of

SOON = dt.timedelta(days=35)
"""How long before its last day a certificate is told of: a month, and what may lie between two outlooks."""
NATIONAL_COLLECTION = "nspcc"
"""Adapter of the sources that show what the national collection holds."""


def outlooks(
    situation: Situation, directory: Directory, refused: Collection[str]
) -> tuple[tuple[Receiver, Notice], ...]:
    """Give the monthly outlook of every publisher for which there is something to say.

    Args:
        situation: What is known.
        directory: Whom to tell.
        refused: Keys of channels that refuse.

    Returns:
        One message a channel; the id of a publisher's is the same for a whole month.
    """
    month = uk_day(situation.now).replace(day=1)
    duties: defaultdict[str, list[Duty]] = defaultdict(list)
    for duty in situation.duties:
        if duty.kept.status in IN_PERIOD:
            duties[duty.publisher_id].append(duty)
    found: list[tuple[Receiver, Notice]] = []
    for publisher_id in sorted(duties):
        one = _outlook(situation, directory.name(publisher_id), month, duties[publisher_id])
        if not one.is_empty:
            notice = outlook_notice(publisher_id, month, outlook(one))
            found += [(receiver, notice) for receiver in directory.partnership(publisher_id, refused)]
    return tuple(found)


def _outlook(situation: Situation, publisher: str, month: dt.date, duties: Sequence[Duty]) -> Outlook:
    """Gather what there is to say to one publisher."""
    cases = [case for duty in duties if (case := _case(situation, duty))]
    return Outlook(
        publisher=publisher,
        month=month,
        in_year=tuple(sorted(cases, key=lambda case: (case.until or dt.date.max, case.title))),
        ending=_ending(situation, duties),
        unnamed=tuple(duty.review.title for duty in duties if duty.review.reviewer_named is False),
        undeposited=tuple(_undeposited(situation, duties)),
    )


def _case(situation: Situation, duty: Duty) -> Case | None:
    """Gather what an outlook says of one document, as if it were told of."""
    place = duty.locations[0]
    alert = Alert(
        alert_id="-",
        review_id=duty.review.review_id,
        location_id=place.location_id,
        publisher_id=duty.publisher_id,
        kind=AlertKind.NOT_FOUND,
        opened_at=situation.now,
        closed_at=None,
        delivered_at=None,
        answer=None,
        document_id=place.document_id,
    )
    case = case_of(situation, alert)
    return case if isinstance(case, Case) else None


def _ending(situation: Situation, duties: Sequence[Duty]) -> tuple[tuple[str, dt.date], ...]:
    """Return the hosts whose certificate, as last seen, ends soon, each with its last day."""
    ends: dict[str, dt.date] = {}
    for duty in duties:
        for place in duty.locations:
            checks = situation.checks.get(place.location_id, ())
            until = next((at for one in reversed(checks) if (at := one.capture.certificate_until)), None)
            if until is not None:
                ends[host_of(place.url)] = uk_day(until)
    today = uk_day(situation.now)
    return tuple(sorted((host, at) for host, at in ends.items() if today <= at <= today + SOON))


def _undeposited(situation: Situation, duties: Sequence[Duty]) -> Iterator[str]:
    """Give the titles of reviews of which the national collection's pages, where they are read, show nothing."""
    national = {
        source.id
        for source in situation.sources
        if source.adapter == NATIONAL_COLLECTION and source.status is SourceStatus.ACTIVE
    }
    if not any((harvest := situation.harvests.get(one)) and harvest.good for one in national):
        return
    for duty in duties:
        places = situation.places(duty.review.review_id)
        if not any(place.source_id in national for place in places):
            yield duty.review.title
