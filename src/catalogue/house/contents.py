"""What an edition prints, gathered from the resolution and the journal.

Belongs here: joining what stages and pure rules worked out into the rows of the tables. Does not belong
here: the rules themselves, or writing the edition (``publish``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalogue import evaluate
from catalogue.authority import areas, themes
from catalogue.availability import explained, fold, fold_alerts, of_shown, said_of
from catalogue.curation import Curation
from catalogue.describe import Described
from catalogue.house.alerts import from_alerts, from_channels
from catalogue.house.finding import from_lists
from catalogue.house.quoting import fairly_quoted
from catalogue.house.sources import source_rows
from catalogue.house.texts import Texts
from catalogue.issues import from_captures, from_descriptions, from_harvests, from_problems, from_removals
from catalogue.journal import Journal
from catalogue.models import (
    AlertEvent,
    Availability,
    BriefingPartRow,
    Capture,
    Check,
    Checked,
    Document,
    Harvest,
    Issue,
    Location,
    NoticeEvent,
    Recommendation,
    Resolution,
    Review,
    Source,
    digest,
)
from catalogue.publish import Contents
from catalogue.registry import Register
from catalogue.resolve.items import is_document
from catalogue.retention import Bodies, Standing, copies_elsewhere, sentence, standing, uk_day
from catalogue.vocabulary import IssueKind, Magic, Nation, NoDocument, Verdict
from catalogue.watch import Ledger


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
    for capture in sorted(journal.read(Capture), key=lambda one: (one.requested_at, one.source_id, one.url)):
        if is_document(capture) and capture.sha256 and capture.magic:
            documents.setdefault(capture.sha256, (capture.magic, capture.headers.get("content-type"), capture.url))
            spoken.setdefault(capture.sha256, nations.get(capture.source_id))
    return documents, spoken


def assemble(
    resolution: Resolution,
    described: Described,
    *,
    sources: Sequence[Source],
    register: Register,
    curation: Curation,
    journal: Journal,
    ledger: Ledger,
    now: dt.datetime,
) -> Contents:
    """Gather everything that an edition prints.

    Args:
        resolution: The reviews.
        described: What was read from documents.
        sources: All sources, those known only from earlier harvests too.
        register: The register, with its problems.
        curation: The curation file, with its problems.
        journal: Harvests, captures, checks and alerts.
        ledger: What the checks of the same journal amount to; it goes on with what was appended since.
        now: The instant that states and periods are worked out for, UTC.

    Returns:
        The contents; the same files and the same ``now`` give the same contents.
    """
    checked = _by_location(journal.read(Checked))
    places = {location.location_id for location in resolution.locations}
    states = _states(resolution, ledger, now)
    events = tuple(of_shown(journal.read(AlertEvent), resolution))
    alerts = fold_alerts(events, journal.read(NoticeEvent))
    standing = tuple(one for one in resolution.documents if one.superseded_by is None)
    replaced = {one.document_id for one in resolution.documents} - {one.document_id for one in standing}
    captures, harvests = tuple(journal.read(Capture)), tuple(journal.read(Harvest))
    issues = (
        *from_problems((*register.problems, *curation.problems)),
        *from_harvests(harvests, sources),
        *_unexplained(from_captures(captures, harvests), resolution.locations),
        *from_descriptions(described.descriptions.values(), captures),
        *_replaced((place for place in resolution.locations if place.removal is None), checked),
        *from_removals(resolution.locations),
        *from_lists(resolution.locations, states, harvests),
        *from_alerts(events, alerts, resolution.reviews, sources),
        *from_channels(journal.read(NoticeEvent), sources),
        *resolution.issues,
    )
    texts = Texts({sha256: one for sha256, one in described.descriptions.items() if sha256 not in replaced})
    contents = Contents(
        reviews=_reviews(resolution, states, sources, now),
        aliases=resolution.aliases,
        publishers=resolution.publishers,
        documents=resolution.documents,
        locations=resolution.locations,
        listings=resolution.listings,
        evidence=resolution.evidence,
        recommendations=tuple(_recommendations(standing, described)),
        briefing_parts=tuple(_briefing_parts(standing, described)),
        checks=tuple(_check(one) for place in sorted(places) for one in checked.get(place, ())),
        availability=tuple(states.values()),
        # A publisher's reason for a withdrawal is for the people who run the catalogue, not for its readers.
        alerts=tuple(one.model_copy(update={"answer": one.answer.published}) if one.answer else one for one in alerts),
        sources=source_rows(sources, harvests),
        areas=areas(),
        themes=themes(),
        accuracy=evaluate.kept(),
        issues=tuple({issue.issue_id: issue for issue in issues}.values()),
        sources_sha256=register.sha256,
        curation_sha256=curation.sha256,
        texts=texts,
        text_marks=texts.marks,
        set_aside=frozenset(entry.review for entry in curation.entries if entry.kind in ("hide", "merge")),
    )
    return fairly_quoted(contents)


def _states(resolution: Resolution, ledger: Ledger, now: dt.datetime) -> dict[str, Availability]:
    """Return what is known of each location; of one that was never checked, that it was not."""
    ledger.catch_up()
    removed = said_of(resolution.locations)
    places = sorted({location.location_id for location in resolution.locations})
    known = ledger.states(now, places)
    return {place: explained(known.get(place) or fold(place, (), now), removed.get(place)) for place in places}


def _unexplained(issues: Iterable[Issue], locations: Iterable[Location]) -> tuple[Issue, ...]:
    """Return the issues about addresses but those whose absence their publisher explains."""
    explained_at = {place.url for place in locations if place.removal is not None}
    absent = {IssueKind.DOCUMENT_UNREACHABLE, IssueKind.DOCUMENT_NOT_DOCUMENT}
    return tuple(one for one in issues if one.kind not in absent or one.url not in explained_at)


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
    linked: dict[str, int] = defaultdict(int)
    for listing in resolution.listings:
        linked[listing.review_id] += listing.documents
    bodies = Bodies(
        {source.id: source.publisher_id for source in sources},
        {source.publisher_id: source.succeeded_by for source in sources},
    )
    rows = []
    for facts in resolution.reviews:
        mine, anywhere = papers[facts.review_id], places[facts.review_id]
        duty = _duty(standing(facts, mine, anywhere, states, bodies, today=uk_day(now)), anywhere, states)
        absence = None if mine else _absence(anywhere, linked[facts.review_id])
        rows.append(Review(**dict(facts), **duty, no_document=absence))
    return tuple(rows)


def _absence(places: Sequence[Location], linked: int) -> NoDocument | None:
    """Return why a review has no document; null where nothing lists it either, which no edition accepts."""
    if any(place.removal is not None for place in places):
        return NoDocument.REMOVED
    if linked:
        return NoDocument.NOT_FETCHED
    return NoDocument.NOT_LINKED if places else None


def _duty(found: Standing, places: Sequence[Location], states: Mapping[str, Availability]) -> dict[str, object]:
    """Return the columns that say what the availability of a review's report means for its publisher's duty."""
    copies = copies_elsewhere(found.places, places, {one.location_id: states[one.location_id].state for one in places})
    return {
        "retention_status": found.kept.status,
        "retained_until": found.kept.until,
        "retained_until_latest": found.kept.until_latest,
        "retention_since": found.since,
        "retention_note": sentence(found.kept, since=found.since, copies=copies),
    }


def _recommendations(documents: Iterable[Document], described: Described) -> Iterator[Recommendation]:
    """Yield what each document of a review recommends, finds and says should be learned."""
    for document in documents:
        description = described.descriptions.get(document.document_id)
        for point in description.points if description else ():
            yield Recommendation(review_id=document.review_id, document_id=document.document_id, **dict(point))


def _briefing_parts(documents: Iterable[Document], described: Described) -> Iterator[BriefingPartRow]:
    """Yield the parts of each briefing of a review."""
    for document in documents:
        description = described.descriptions.get(document.document_id)
        for part in description.parts if description else ():
            yield BriefingPartRow(review_id=document.review_id, document_id=document.document_id, **dict(part))


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


def _replaced(locations: Iterable[Location], checked: Mapping[str, Sequence[Checked]]) -> tuple[Issue, ...]:
    """Return an issue for each address at which the last check found another document."""
    return tuple(
        Issue(
            issue_id=digest(IssueKind.DOCUMENT_REPLACED, place.location_id, place.review_id),
            kind=IssueKind.DOCUMENT_REPLACED,
            source_id=place.source_id,
            review_id=place.review_id,
            url=place.url,
            message=f"{place.url} now gives another document than the one on record. Both are kept. Look whether it is "
            "a corrected version or a mistake. Where it is a version, say so in the curation file: `kind: accept`, "
            f"`value: {checks[-1].capture.sha256}`.",
            seen_at=checks[-1].checked_at,
        )
        for place in locations
        if (checks := checked.get(place.location_id, ())) and checks[-1].verdict is Verdict.REPLACED
    )
