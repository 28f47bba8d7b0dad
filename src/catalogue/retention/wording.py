"""A status of the duty as one sentence that a safeguarding officer reads.

Belongs here: the sentence. Does not belong here: how the status comes about (`duty`), or messages to anyone
(`letters`). Wording is neutral: it says what was found, never what anybody did wrong.
"""

import datetime as dt
from collections.abc import Sequence

from catalogue.retention.duty import Retention
from catalogue.vocabulary import RetentionStatus

_FOUND: dict[RetentionStatus, str] = {
    RetentionStatus.AVAILABLE_IN_PERIOD: "Available",
    RetentionStatus.NOT_FOUND_IN_PERIOD: "Not found at its published address{since}",
    RetentionStatus.REMOVED_IN_PERIOD: "Its publisher says that it withdrew, removed or moved it",
    RetentionStatus.NOT_CHECKED_IN_PERIOD: "Could not be checked{since}",
    RetentionStatus.WITHHELD_INFORMED: "The report is withheld, and the information about improvements is available",
    RetentionStatus.WITHHELD_NOT_INFORMED: "The report is withheld, and no information about improvements is known",
    RetentionStatus.COMPLETED: "Available",
    RetentionStatus.COMPLETED_LATER_REMOVED: "Not found at its published address{since}",
    RetentionStatus.COMPLETED_NOT_FOUND: "Not found at its published address{since}",
    RetentionStatus.COMPLETED_NOT_CHECKED: "Could not be checked{since}",
}
_ENDS: dict[RetentionStatus, str] = {
    RetentionStatus.COMPLETED_LATER_REMOVED: " Removal after it is lawful and common.",
    RetentionStatus.COMPLETED_NOT_FOUND: " It had gone before then.",
}
_RUNNING = frozenset(
    {
        RetentionStatus.AVAILABLE_IN_PERIOD,
        RetentionStatus.NOT_FOUND_IN_PERIOD,
        RetentionStatus.REMOVED_IN_PERIOD,
        RetentionStatus.NOT_CHECKED_IN_PERIOD,
        RetentionStatus.WITHHELD_INFORMED,
        RetentionStatus.WITHHELD_NOT_INFORMED,
    }
)
_ABSENT = frozenset(
    {
        RetentionStatus.NOT_FOUND_IN_PERIOD,
        RetentionStatus.REMOVED_IN_PERIOD,
        RetentionStatus.COMPLETED_LATER_REMOVED,
        RetentionStatus.COMPLETED_NOT_FOUND,
    }
)


def sentence(found: Retention, *, since: dt.date | None = None, copies: Sequence[str] = ()) -> str:
    """Word a status.

    Args:
        found: The status with its last days.
        since: Since when what was found holds; null where it is not known.
        copies: Addresses elsewhere at which the same document is available.

    Returns:
        One or two sentences. Where the status depends on a day that is not known, they say what is certain and
        what is possible. A copy elsewhere is told where the document itself was not found.
    """
    if found.status is RetentionStatus.NO_RULE:
        return RetentionStatus.NO_RULE.definition
    if not found.possible:
        if found.status is RetentionStatus.UNDATED:
            return "No publication date is known, so no period can be stated."
        return _certain(found, found.status, since) + _copies(found.status, copies)
    what = _what(found.possible[0], since)
    return f"{what}; {_open(found)}{_copies(found.possible[0], copies)}"


def _certain(found: Retention, status: RetentionStatus, since: dt.date | None) -> str:
    """Word a status that holds for every possible date."""
    runs = "its period runs until" if status in _RUNNING else "its period ended on"
    return f"{_what(status, since)}; {runs} {_days(found, running=status in _RUNNING)}.{_ENDS.get(status, '')}"


def _open(found: Retention) -> str:
    """Say what is certain and what is possible about a period of which a day is not known."""
    if found.possible[0] is RetentionStatus.COMPLETED_NOT_FOUND:
        return f"its period ended on {_days(found, running=False)}, before or after that day."
    if found.until is None and found.until_latest is not None:
        return (
            f"its date is not known: its period ends on {_day(found.until_latest)} at the latest, and may have ended."
        )
    return f"its period ends on {_days(found, running=False)}: it may still run, and may have ended."


def _what(status: RetentionStatus, since: dt.date | None) -> str:
    """Say what was found, and since when."""
    return _FOUND[status].format(since=f" since {_day(since)}" if since else "")


def _days(found: Retention, *, running: bool) -> str:
    """Write the last day of a period, or between which days it lies."""
    until, latest = found.until, found.until_latest
    if until is None or latest is None or until == latest:
        day = latest or until
        return f"{_day(day)}{' at the latest' if until is None else ''}" if day else "a day that is not known"
    return f"at least {_day(until)}" if running else f"a day from {_day(until)} to {_day(latest)}"


def _copies(status: RetentionStatus, copies: Sequence[str]) -> str:
    """Tell of copies elsewhere, where the document itself is absent."""
    if not copies or status not in _ABSENT:
        return ""
    return f" A copy is at {copies[0]}." if len(copies) == 1 else f" Copies are at {', '.join(copies)}."


def _day(day: dt.date) -> str:
    """Write a day as people do."""
    return f"{day.day} {day:%B %Y}"
