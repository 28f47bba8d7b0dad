"""The site's plain words for the edition's values.

Belongs here: labels of types, roles, states and columns; days and numbers as people write them. Does not belong here:
what any value means (each word's own definition says it), or what stands on which page.

The words are gentle and exact. Of an address it is said that a document was not found there, and never why; the
publisher is not blamed, and a child is named as the publisher named the child.
"""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from catalogue.letters import day, line
from catalogue.letters.cases import written_date
from catalogue.models import Review
from catalogue.vocabulary import (
    AlertKind,
    Nation,
    RetentionStatus,
    ReviewType,
    Role,
    SourceState,
    State,
    Verdict,
)

LONGEST = 400
"""Most characters of one value on a page; what is longer is cut, and the edition has it whole."""

TYPES: Mapping[ReviewType, str] = {
    ReviewType.LCSPR: "Local child safeguarding practice review",
    ReviewType.SCR: "Serious case review",
    ReviewType.NATIONAL_CSPR: "National child safeguarding practice review",
    ReviewType.CPR: "Child practice review",
    ReviewType.SUSR: "Single unified safeguarding review",
    ReviewType.LEARNING_REVIEW: "Learning review",
    ReviewType.CMR: "Case management review",
    ReviewType.SAR: "Safeguarding adults review",
    ReviewType.DHR: "Domestic homicide review",
    ReviewType.RAPID_REVIEW: "Rapid review",
    ReviewType.THEMATIC: "Thematic review",
    ReviewType.ANALYSIS: "Analysis of many reviews",
    ReviewType.GUIDANCE: "Guidance",
    ReviewType.BRIEFING_ONLY: "Briefing without a report",
    ReviewType.OTHER: "Type not stated",
}
ROLES: Mapping[Role, str] = {
    Role.FULL_REPORT: "Full report",
    Role.EXECUTIVE_SUMMARY: "Executive summary",
    Role.SEVEN_MINUTE_BRIEFING: "7-minute briefing",
    Role.LEARNING_BRIEFING: "Learning briefing",
    Role.RESPONSE: "Response",
    Role.ACTION_PLAN: "Action plan",
    Role.IMPROVEMENTS_INFORMATION: "Information about improvements",
    Role.EASY_READ: "Easy read",
    Role.PRESENTATION: "Presentation",
    Role.RECORDING: "Recording",
    Role.ADDENDUM: "Addendum",
    Role.OTHER: "Document",
}
STATES: Mapping[State, str] = {
    State.AVAILABLE: "Available",
    State.UNAVAILABLE: "Not found at its published address",
    State.UNKNOWN: "Could not be checked",
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.AVAILABLE: "Seen well",
    Verdict.UNAVAILABLE: "Not found at its published address",
    Verdict.UNKNOWN: "Could not be checked",
    Verdict.REPLACED: "Another document stands there",
    Verdict.DEGRADED: "There, with a warning to visitors",
    Verdict.MOVED: "Stands at another address",
}
STATUSES: Mapping[RetentionStatus, str] = {
    RetentionStatus.AVAILABLE_IN_PERIOD: "Available; its period runs",
    RetentionStatus.NOT_FOUND_IN_PERIOD: "Not found at its published address; its period runs",
    RetentionStatus.REMOVED_IN_PERIOD: "Withdrawn, removed or moved by its publisher; its period runs",
    RetentionStatus.NOT_CHECKED_IN_PERIOD: "Could not be checked; its period runs",
    RetentionStatus.WITHHELD_INFORMED: "Report withheld; information about improvements is available",
    RetentionStatus.WITHHELD_NOT_INFORMED: "Report withheld; no information about improvements is known",
    RetentionStatus.COMPLETED: "Its period has ended; still available",
    RetentionStatus.COMPLETED_LATER_REMOVED: "Removed after its period ended",
    RetentionStatus.COMPLETED_NOT_FOUND: "Its period has ended; not found from a day inside it on",
    RetentionStatus.COMPLETED_NOT_CHECKED: "Its period has ended; could not be checked",
    RetentionStatus.UNDATED: "No publication date is known",
    RetentionStatus.PERIOD_UNCERTAIN: "Whether its period still runs depends on the exact day",
    RetentionStatus.NO_RULE: "No rule on a period is known for this kind of publication",
}
SOURCE_STATES: Mapping[SourceState, str] = {
    SourceState.OK: "Read whole",
    SourceState.LOOKED_AND_NONE: "Read whole; it says that it has none",
    SourceState.LIST_MISSING: "Read; its list was not there",
    SourceState.DOUBTED: "Read; it shows far less than before, so its last good list stands",
    SourceState.INCOMPLETE: "Read in part",
    SourceState.UNREACHABLE: "Could not be reached",
    SourceState.ROBOTS_BLOCKED: "Its robots rules ask us not to read it",
    SourceState.UNLOCATED: "Its page has not been found",
    SourceState.PAUSED: "Paused",
    SourceState.RETIRED: "Ended; kept because its reviews remain",
    SourceState.NOT_YET: "Not read yet",
}
ALERTS: Mapping[AlertKind, str] = {
    AlertKind.NOT_FOUND: "A document was not found at its published address inside its first year",
    AlertKind.SITE_DOWN: "A site that holds documents inside their first year did not answer for days",
    AlertKind.DOMAIN_LOST: "The host name of a site that holds documents inside their first year was gone",
    AlertKind.DELISTED: "A document inside its first year was at its address, and its publisher's page did not list it",
}
COLUMNS: Mapping[str, str] = {
    "title": "Title",
    "subtitle": "Subtitle",
    "review_type": "Type",
    "nation": "Nation",
    "publisher": "Publisher",
    "publisher_id": "Publisher",
    "area_codes": "Area",
    "area_names": "Area",
    "pseudonyms": "Name used for the child",
    "ages": "Age, as printed",
    "about_child": "About a child's case",
    "published_on": "Published",
    "reviewers": "Reviewer",
    "reviewer_named": "Reviewer named",
    "incident": "What happened",
    "themes": "Themes",
    "retention_status": "Availability",
    "url": "Address",
}
"""Names of columns of ``reviews``, in the order in which a review's page tells them."""
INCIDENTS: Mapping[str, str] = {
    "death": "A child died",
    "serious_harm": "A child was seriously harmed and survived",
    "both": "One child died and another was seriously harmed",
    "unknown": "The documents read do not say",
}
NATIONS: tuple[Nation, ...] = tuple(Nation)
ANONYMOUS = "Publisher withheld on purpose"
NO_PUBLISHER = "Publisher not known"


@lru_cache(maxsize=16_384)  # names of publishers, rules and addresses come again and again
def clipped(text: str, most: int = LONGEST) -> str:
    """Return text as one line, cut at a number of characters.

    Args:
        text: Any text.
        most: Most characters.

    Returns:
        The text; an ellipsis stands where it was cut.
    """
    plain = line(text)
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def published(review: Review) -> str:
    """Return the date of a review's first publication, exactly as precise as it is known."""
    return written_date(review.published_on, review.published_precision)


def on(moment_or_day: dt.date | None) -> str | None:
    """Return a day as people write it, in UK time; null where there is none."""
    return day(moment_or_day) if moment_or_day is not None else None


def share(value: float | None) -> str:
    """Return a share as a whole percentage; a dash where there is none, and never 100 % of what is less."""
    if value is None:
        return "–"
    return f"{int(value * 100)}%"


def publisher_of(review: Review) -> str:
    """Return the name of a review's publisher, or why none stands."""
    if review.anonymous:
        return ANONYMOUS
    return clipped(review.publisher) if review.publisher else NO_PUBLISHER


def said(column: str, value: str) -> str:
    """Return a value of a column in plain words.

    Args:
        column: Column of ``reviews``.
        value: The value as text, as evidence holds it.

    Returns:
        Its plain words where the column's values are ours; else the value as printed, cut where it is long.
    """
    if column == "review_type" and value in TYPES:
        return TYPES[ReviewType(value)]
    if column == "retention_status" and value in STATUSES:
        return STATUSES[RetentionStatus(value)]
    if column == "incident":
        return INCIDENTS.get(value, clipped(value))
    if column in ("about_child", "reviewer_named"):
        return {"true": "Yes", "false": "No"}.get(value.lower(), clipped(value))
    return clipped(value)
