"""What alerts leave for a person to look at: rows of the issues table.

Belongs here: alerts that nobody received, alerts that are held, dates that publishers say are wrong, and channels that
refuse. Does not belong here: alerts themselves, or other issues (`catalogue.issues`).
"""

from collections.abc import Iterable, Iterator, Sequence

from catalogue.availability import held_alerts
from catalogue.models import Alert, AlertEvent, Issue, NoticeEvent, ReviewFacts, Source, digest
from catalogue.vocabulary import AlertAnswer, AlertStep, IssueKind
from catalogue.watch.outbox import Directory, log_of


def from_alerts(
    events: Sequence[AlertEvent], alerts: Sequence[Alert], reviews: Iterable[ReviewFacts], sources: Iterable[Source]
) -> tuple[Issue, ...]:
    """Tell what alerts leave to look at.

    Args:
        events: Steps of alerts about what is published, in order.
        alerts: What they amount to.
        reviews: The reviews, for the dates on record.
        sources: The register, for contacts.

    Returns:
        Issues: each open alert that has not reached anyone, all that is held, each date that is said to be wrong and
        still stands.
    """
    contacts = {source.publisher_id for source in sources if source.contact or source.channels}
    waiting = [one for one in alerts if one.delivered_at is None and one.closed_at is None]
    return (
        *(_waiting_issue(one, has_contact=one.publisher_id in contacts) for one in waiting),
        *_held(events),
        *_dates(events, reviews),
    )


def from_channels(notices: Iterable[NoticeEvent], sources: Iterable[Source]) -> tuple[Issue, ...]:
    """Tell which channels of the register refuse for good.

    Args:
        notices: Steps of messages, in order.
        sources: The register.

    Returns:
        An issue for each channel that refuses and that a row still has.
    """
    directory = Directory(sources, None, {})
    refused = ((channel, parcel, directory.owner(channel)) for channel, parcel in log_of(notices).refusals.items())
    return tuple(
        Issue(
            issue_id=digest(IssueKind.CHANNEL_REFUSED, channel),
            kind=IssueKind.CHANNEL_REFUSED,
            source_id=None,
            review_id=None,
            url=None,
            message=f"The {channel.rpartition('-')[0]} channel of {directory.name(owner)} refuses for good and is not "
            "used: correct it in the publisher's row, or run catalogue notify --enable.",
            seen_at=parcel.at,
        )
        for channel, parcel, owner in refused
        if owner is not None
    )


def _waiting_issue(alert: Alert, *, has_contact: bool) -> Issue:
    """Return the issue for one alert that waits: the channel's fault, or a contact that is missing."""
    todo = "It is tried again at the next check." if has_contact else "Add a contact to the publisher's row."
    return Issue(
        issue_id=digest(IssueKind.DELIVERY_FAILED, alert.alert_id),
        kind=IssueKind.DELIVERY_FAILED if has_contact else IssueKind.NO_CONTACT,
        source_id=None,
        review_id=alert.review_id,
        url=None,
        message=f"The alert about {alert.review_id or alert.host} has not been delivered. {todo}",
        seen_at=alert.opened_at,
    )


def _held(events: Sequence[AlertEvent]) -> Iterator[Issue]:
    """Give an issue for each alert that is held."""
    for event in held_alerts(events):
        yield Issue(
            issue_id=digest(IssueKind.ALERTS_HELD, event.alert_id),
            kind=IssueKind.ALERTS_HELD,
            source_id=None,
            review_id=event.review_id,
            url=None,
            message=f"The alert about {event.review_id or event.host} is held: {event.because or ''} Nobody has been "
            "told. Open the address by hand; if it is really missing, run catalogue notify --release.",
            seen_at=event.at,
        )


def _dates(events: Sequence[AlertEvent], reviews: Iterable[ReviewFacts]) -> Iterator[Issue]:
    """Give an issue for each date that a publisher says is right and that is not the one on record."""
    on_record = {review.review_id: str(review.published_on) for review in reviews}
    for event in events:
        if event.step is AlertStep.CLOSED and event.answer is AlertAnswer.WRONG_DATE and event.value:
            if on_record.get(event.review_id or "", "").startswith(event.value):
                continue
            yield Issue(
                issue_id=digest(IssueKind.DATE_PROPOSED, event.alert_id),
                kind=IssueKind.DATE_PROPOSED,
                source_id=None,
                review_id=event.review_id,
                url=None,
                message=f"Its publisher says that {event.review_id} was published on {event.value}. If that is right, "
                "add an entry of kind set for published_on to curation.yaml.",
                seen_at=event.at,
            )
