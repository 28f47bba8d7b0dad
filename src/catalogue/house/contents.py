"""What an edition prints, gathered from the resolution and the journal.

Belongs here: joining what stages and pure rules worked out into the rows of the tables. Does not belong
here: the rules themselves, or writing the edition (``publish``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from catalogue.authority import areas, themes
from catalogue.availability import fold, fold_alerts
from catalogue.curation import Curation
from catalogue.describe import Described
from catalogue.issues import from_captures, from_descriptions, from_harvests, from_problems
from catalogue.journal import Journal
from catalogue.models import (
    Alert,
    AlertEvent,
    Availability,
    Capture,
    Check,
    Checked,
    Document,
    Harvest,
    Issue,
    Location,
    Resolution,
    Review,
    Source,
    SourceRow,
    digest,
)
from catalogue.publish import Contents
from catalogue.registry import Register
from catalogue.resolve.items import is_document
from catalogue.retention import main_locations, retention, state_of, uk_day
from catalogue.vocabulary import IssueKind, Magic, Nation, SourceState, SourceStatus

STATE_OF_STATUS = {
    SourceStatus.UNLOCATED: SourceState.UNLOCATED,
    SourceStatus.PAUSED: SourceState.PAUSED,
    SourceStatus.RETIRED: SourceState.RETIRED,
}


def to_describe(
    journal: Journal, sources: Sequence[Source]
) -> tuple[dict[str, tuple[Magic, str | None, str]], dict[str, Nation | None]]:
    """Return the documents captured so far, and the nation whose words they use.

    Args:
        journal: Captures are read from it.
        sources: The register.

    Returns:
        By sha256: kind of file, content type and address of the first capture; and the nation of the
        source that captured it, null for a national source.
    """
    nations = {source.id: source.nation for source in sources}
    documents: dict[str, tuple[Magic, str | None, str]] = {}
    spoken: dict[str, Nation | None] = {}
    for capture in sorted(journal.read(Capture), key=lambda one: (one.requested_at, one.url)):
        if is_document(capture) and capture.sha256 and capture.magic:
            documents.setdefault(capture.sha256, (capture.magic, capture.headers.get("content-type"), capture.url))
            spoken.setdefault(capture.sha256, nations.get(capture.source_id))
    return documents, spoken


def assemble(
    resolution: Resolution,
    described: Described,
    *,
    register: Register,
    curation: Curation,
    journal: Journal,
    now: dt.datetime,
) -> Contents:
    """Gather everything that an edition prints.

    Args:
        resolution: The reviews.
        described: What was read from documents.
        register: The register, with its problems.
        curation: The curation file, with its problems.
        journal: Harvests, captures, checks and alerts.
        now: The instant that states and periods are worked out for, UTC.

    Returns:
        The contents; the same files and the same ``now`` give the same contents.
    """
    checked = _by_location(journal.read(Checked))
    places = {location.location_id for location in resolution.locations}
    states = {place: fold(place, checked.get(place, ()), now) for place in sorted(places)}
    alerts = fold_alerts(journal.read(AlertEvent))
    captures, harvests = tuple(journal.read(Capture)), tuple(journal.read(Harvest))
    issues = (
        *from_problems((*register.problems, *curation.problems)),
        *from_harvests(harvests, register.sources),
        *from_captures(captures, harvests),
        *from_descriptions(described.descriptions.values(), captures),
        *_undelivered(alerts, register.sources),
        *resolution.issues,
    )
    return Contents(
        reviews=_reviews(resolution, states, register.sources, now),
        documents=resolution.documents,
        locations=resolution.locations,
        evidence=resolution.evidence,
        checks=tuple(_check(one) for place in sorted(places) for one in checked.get(place, ())),
        availability=tuple(states.values()),
        alerts=alerts,
        sources=source_rows(register.sources, harvests),
        areas=areas(),
        themes=themes(),
        issues=tuple({issue.issue_id: issue for issue in issues}.values()),
        sources_sha256=register.sha256,
        curation_sha256=curation.sha256,
        texts={
            sha256: tuple(page.text for page in one.reading.pages) for sha256, one in described.descriptions.items()
        },
    )


def source_rows(sources: Iterable[Source], harvests: Iterable[Harvest]) -> tuple[SourceRow, ...]:
    """Return the ``sources`` table: each row of the register with what its last harvest found."""
    by_source: dict[str, list[Harvest]] = defaultdict(list)
    for harvest in sorted(harvests, key=lambda one: one.started_at):
        by_source[harvest.source_id].append(harvest)
    return tuple(_source_row(source, by_source[source.id]) for source in sources)


def _source_row(source: Source, harvests: Sequence[Harvest]) -> SourceRow:
    """Return one source with its last harvest."""
    last = harvests[-1] if harvests else None
    complete = next((one for one in reversed(harvests) if one.complete), None)
    state = STATE_OF_STATUS.get(source.status) or (last.state if last else SourceState.NOT_YET)
    detail = source.because if source.because and source.status is not SourceStatus.ACTIVE else None
    return SourceRow(
        source_id=source.id,
        publisher_id=source.publisher_id,
        publisher=source.publisher,
        nation=source.nation,
        scope=source.scope,
        area_codes=source.areas,
        urls=source.urls,
        state=state,
        detail=detail or (last.detail if last else state.definition),
        last_harvest_at=last.started_at if last else None,
        last_complete_at=complete.started_at if complete else None,
        items=last.taken if last else None,
        left_out=last.left_out if last else None,
        documents_failed=last.documents_failed if last else None,
    )


def _reviews(
    resolution: Resolution, states: Mapping[str, Availability], sources: Sequence[Source], now: dt.datetime
) -> tuple[Review, ...]:
    """Return the reviews with what availability means for the duty."""
    places: dict[str, list[Location]] = defaultdict(list)
    for location in resolution.locations:
        places[location.review_id].append(location)
    papers: dict[str, list[Document]] = defaultdict(list)
    for document in resolution.documents:
        papers[document.review_id].append(document)
    publisher_of = {source.id: source.publisher_id for source in sources}
    rows = []
    for facts in resolution.reviews:
        main = main_locations(facts, papers[facts.review_id], places[facts.review_id], publisher_of)
        kept = retention(
            nation=facts.nation,
            review_type=facts.review_type,
            published_on=facts.published_on,
            precision=facts.published_precision,
            state=state_of(states[one.location_id].state for one in main),
            today=uk_day(now),
        )
        rows.append(
            Review(
                **dict(facts),
                retention_status=kept.status,
                retained_until=kept.until,
                retained_until_latest=kept.until_latest,
            )
        )
    return tuple(rows)


def _by_location(checks: Iterable[Checked]) -> dict[str, list[Checked]]:
    """Return checks by location, one a location and time, in order of time."""
    found: dict[str, dict[dt.datetime, Checked]] = defaultdict(dict)
    for one in checks:
        found[one.location_id][one.checked_at] = one
    return {place: [one for _, one in sorted(times.items())] for place, times in found.items()}


def _check(one: Checked) -> Check:
    """Return a check as published: the verdict and the evidence that matters."""
    return Check(
        location_id=one.location_id,
        checked_at=one.checked_at,
        verdict=one.verdict,
        reason=one.rule,
        status=one.capture.status,
        final_url=one.capture.final_url,
        sha256=one.capture.sha256,
        elapsed_ms=one.capture.elapsed_ms,
    )


def _undelivered(alerts: Iterable[Alert], sources: Iterable[Source]) -> tuple[Issue, ...]:
    """Return an issue for each open alert that has not reached anyone."""
    contacts = {source.publisher_id for source in sources if source.contact}
    waiting = [one for one in alerts if one.delivered_at is None and one.closed_at is None]
    return tuple(_waiting_issue(one, has_contact=one.publisher_id in contacts) for one in waiting)


def _waiting_issue(alert: Alert, *, has_contact: bool) -> Issue:
    """Return the issue for one alert that waits: the mail server's fault, or a contact that is missing."""
    todo = "It is tried again at the next check." if has_contact else "Add a contact to the publisher's row."
    return Issue(
        issue_id=digest(IssueKind.DELIVERY_FAILED, alert.alert_id),
        kind=IssueKind.DELIVERY_FAILED if has_contact else IssueKind.NO_CONTACT,
        source_id=None,
        review_id=alert.review_id,
        url=None,
        message=f"The alert about {alert.review_id} has not been delivered. {todo}",
        seen_at=alert.opened_at,
    )
