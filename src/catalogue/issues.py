"""From what happened to what a person should look at: rows of the issues table, in plain sentences.

Belongs here: which facts of the journal and of the configuration make an issue, and its words. Does not
belong here: deciding what happened (a harvest's state is the harvest's), or issues that arise where reviews
are put together or alerts are sent.

An issue's key is made of its kind, source and address, so that the same trouble keeps its key from edition
to edition and goes away by itself when the latest facts no longer show it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from catalogue.models import Capture, Description, Harvest, Issue, Location, Problem, Removal, Source, digest
from catalogue.vocabulary import FailureKind, IssueKind, Magic, Purpose, SourceState, SourceStatus, TextQuality

_DOCUMENT = re.compile(r"\.(pdf|docx?|pptx?|rtf|odt)$", re.IGNORECASE)
_GOOD_STATUS = {200, 304}
_EXPLAINED_BY = {IssueKind.INCOMPLETE, IssueKind.NOT_HTML, IssueKind.PAGE_UNREAD, IssueKind.TRAP}
_BY_STATE = {
    SourceState.UNREACHABLE: (IssueKind.SOURCE_UNREACHABLE, "Try the address by hand; if it has moved, mend the row."),
    SourceState.ROBOTS_BLOCKED: (IssueKind.ROBOTS_BLOCKED, "Ask the publisher, or set the row to paused and say why."),
    SourceState.LIST_MISSING: (IssueKind.LIST_MISSING, "Look at the page: its list may be made by a script, or lost."),
    SourceState.DOUBTED: (
        IssueKind.LIST_SHRANK,
        "Its last good list stands meanwhile. Look at the page: if it is right, correct the row's `expect`, and set "
        "`expect.accepted_on` to the day on which you looked; if it is not, tell the publisher or mend the row.",
    ),
    SourceState.INCOMPLETE: (IssueKind.INCOMPLETE, "Nothing is concluded from what was not seen this time."),
}
_BY_QUALITY = {
    TextQuality.NEEDS_OCR: (IssueKind.NEEDS_OCR, "The document has no text layer: its pages are pictures."),
    TextQuality.EMPTY: (IssueKind.DOCUMENT_UNREADABLE, "The document is empty, or nothing is found on its pages."),
    TextQuality.ENCRYPTED: (IssueKind.DOCUMENT_UNREADABLE, "The document asks for a password."),
    TextQuality.UNREADABLE: (IssueKind.DOCUMENT_UNREADABLE, "No reader could open the document."),
    TextQuality.RESOURCE_LIMIT: (
        IssueKind.DOCUMENT_UNREADABLE,
        "Reading the document passed the limits and was stopped.",
    ),
    TextQuality.NOT_READ: (IssueKind.DOCUMENT_UNREADABLE, "The document is of a kind that is not read."),
}


def from_harvests(harvests: Iterable[Harvest], sources: Sequence[Source]) -> tuple[Issue, ...]:
    """Tell what the latest harvest of each source leaves to look at.

    Args:
        harvests: Harvests, oldest first.
        sources: Rows of the register; sources that are not active there have no issues.

    Returns:
        Issues in the order of the register: states that are not good, and what the harvest noted.
    """
    latest = {harvest.source_id: harvest for harvest in harvests}
    found: list[Issue] = []
    for source in sources:
        if source.status is SourceStatus.ACTIVE and source.id in latest:
            found.extend(_of_harvest(source, latest[source.id]))
    return _once(found)


def _of_harvest(source: Source, latest: Harvest) -> Iterator[Issue]:
    """Yield the issues of one source's latest harvest."""
    url = source.urls[0] if source.urls else None
    noted = {note.kind for note in latest.notes}
    state = _BY_STATE.get(latest.state)
    explained = state is not None and state[0] is IssueKind.INCOMPLETE and bool(noted & _EXPLAINED_BY)
    if state is not None and not explained:
        kind, advice = state
        yield _issue(kind, source.id, url, f"{latest.detail} {advice}", latest)
    for note in latest.notes:
        yield _issue(note.kind, source.id, note.url, note.message, latest)


def from_captures(captures: Iterable[Capture], harvests: Iterable[Harvest] = ()) -> tuple[Issue, ...]:
    """Tell which listed documents could not be fetched, and which addresses must not be contacted.

    Args:
        captures: Captures, oldest first; the last of each source and address counts, and checks do not.
        harvests: Harvests, oldest first. A capture from before its source's latest harvest is of an address
            that is no longer listed and makes no issue; without harvests every address counts.

    Returns:
        Issues in the order in which the addresses were first asked.
    """
    since = {harvest.source_id: harvest.started_at for harvest in harvests}
    latest: dict[tuple[str, str], Capture] = {}
    for capture in captures:
        if capture.purpose is not Purpose.CHECK:
            latest[capture.source_id, capture.url] = capture
    found: list[Issue] = []
    for capture in latest.values():
        started = since.get(capture.source_id)
        if started is None or capture.requested_at >= started:
            found.extend(_of_capture(capture))
    return _once(found)


def _of_capture(capture: Capture) -> Iterator[Issue]:
    """Yield the issue of one capture, if it is one."""
    failure = capture.failure
    if failure is not None and failure.kind is FailureKind.BLOCKED_ADDRESS:
        message = f"{capture.url} leads to a private or reserved network and was not contacted. Look at what links it."
        yield _captured(IssueKind.BLOCKED_ADDRESS, capture, message)
    elif capture.purpose is not Purpose.DOCUMENT:
        return
    elif failure is not None and failure.kind is FailureKind.ROBOTS:
        message = f"The site's robots rules ask us not to fetch {capture.url}, so it is listed without its document."
        yield _captured(IssueKind.ROBOTS_BLOCKED, capture, message)
    elif failure is not None:
        message = f"{capture.url} is listed and could not be fetched: {failure.detail}"
        yield _captured(IssueKind.DOCUMENT_UNREACHABLE, capture, message)
    elif capture.status not in _GOOD_STATUS:
        message = f"{capture.url} is listed and the server answers with status {capture.status}."
        yield _captured(IssueKind.DOCUMENT_UNREACHABLE, capture, message)
    elif capture.magic in {Magic.HTML, Magic.EMPTY} and _DOCUMENT.search(unquote(urlsplit(capture.url).path)):
        what = "a web page" if capture.magic is Magic.HTML else "nothing"
        message = f"{capture.url} is listed as a document and the server answers with {what}."
        yield _captured(IssueKind.DOCUMENT_NOT_DOCUMENT, capture, message)


def from_descriptions(descriptions: Iterable[Description], captures: Iterable[Capture]) -> tuple[Issue, ...]:
    """Tell which documents could not be read.

    Args:
        descriptions: What was read from the documents.
        captures: Captures, oldest first, to say where each document is from.

    Returns:
        An issue for each document without readable text, in the order given; its bytes are kept.
    """
    ordered = sorted(captures, key=lambda one: (one.requested_at, one.source_id, one.url))
    where = {capture.sha256: capture for capture in ordered if capture.purpose is Purpose.DOCUMENT}
    found: list[Issue] = []
    for description in descriptions:
        trouble, capture = _BY_QUALITY.get(description.quality), where.get(description.sha256)
        if trouble is None or capture is None:
            continue
        kind, sentence = trouble
        why = description.reading.problem
        message = f"{capture.url}: {sentence} {why + ' ' if why else ''}Its bytes are kept."
        found.append(_captured(kind, capture, message))
    return _once(found)


def from_problems(problems: Iterable[Problem]) -> tuple[Issue, ...]:
    """Tell what is wrong in the configuration files.

    Args:
        problems: What the register and the curation file found.

    Returns:
        One issue for each, which names file, line and key; its id does not depend on the line.
    """
    return _once(
        Issue(
            issue_id=digest(IssueKind.CONFIGURATION, problem.file, problem.key, problem.message),
            kind=IssueKind.CONFIGURATION,
            source_id=None,
            review_id=None,
            url=None,
            message=str(problem),
            seen_at=None,
        )
        for problem in problems
    )


def from_removals(locations: Iterable[Location]) -> tuple[Issue, ...]:
    """Tell what publishers themselves say has become of publications.

    Args:
        locations: All locations.

    Returns:
        One issue a review, source and statement; nothing is wrong there, and nobody is told to do anything but look.
    """
    return _once(
        Issue(
            issue_id=digest(IssueKind.REMOVED_BY_PUBLISHER, place.source_id, place.review_id, place.removal),
            kind=IssueKind.REMOVED_BY_PUBLISHER,
            source_id=place.source_id,
            review_id=place.review_id,
            url=place.url,
            message=Removal(
                kind=place.removal,
                at=place.removed_on,
                explanation=place.removal_explanation,
                to=place.moved_to,
            ).sentence,
            seen_at=place.last_seen_at,
        )
        for place in locations
        if place.removal is not None
    )


def _captured(kind: IssueKind, capture: Capture, message: str) -> Issue:
    """Return an issue about what one capture met."""
    return Issue(
        issue_id=digest(kind, capture.source_id, capture.url),
        kind=kind,
        source_id=capture.source_id,
        review_id=None,
        url=capture.url,
        message=message,
        seen_at=capture.requested_at,
    )


def _issue(kind: IssueKind, source_id: str, url: str | None, message: str, harvest: Harvest) -> Issue:
    """Return an issue that a harvest met."""
    return Issue(
        issue_id=digest(kind, source_id, url or ""),
        kind=kind,
        source_id=source_id,
        review_id=None,
        url=url,
        message=message,
        seen_at=harvest.started_at,
    )


def _once(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return the issues with each key once."""
    return tuple({issue.issue_id: issue for issue in issues}.values())
