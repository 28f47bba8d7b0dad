"""The words of messages to partnerships, and of the entries of their feeds.

Belongs here: what a message says, made from records alone. Does not belong here: whether to send one
(`watch`) or how it travels (`notify`).

Tone: neutral and exact. A message says what was found at the published address, when and how often;
it never judges. No name appears but the title and the pseudonyms as published; nothing is attached.
"""

import datetime as dt
import textwrap
import uuid
from zoneinfo import ZoneInfo

from catalogue.models import Record
from catalogue.vocabulary import AlertAnswer, AlertStep, Precision, Role, Rule

_LONDON = ZoneInfo("Europe/London")
_WIDTH = 76
_TIMES_SHOWN = 6

_ROLES: dict[Role, str] = {
    Role.FULL_REPORT: "full report",
    Role.EXECUTIVE_SUMMARY: "executive summary",
    Role.SEVEN_MINUTE_BRIEFING: "7-minute briefing",
    Role.LEARNING_BRIEFING: "learning briefing",
    Role.IMPROVEMENTS_INFORMATION: "information about improvements",
}


class Case(Record):
    """Everything that a message about one document says."""

    alert_id: str
    """Stable key of the alert."""
    publisher: str
    """Name of the publisher told."""
    title: str
    """Title of the review as published."""
    pseudonyms: tuple[str, ...]
    """Pseudonyms as published."""
    role: Role
    """What the document is to its review."""
    url: str
    """Its published address."""
    final_url: str | None
    """Address that answered last; null where none did."""
    status: int | None
    """HTTP status of the last answer; null where none came."""
    rule: Rule
    """The rule that decided the last check that says something."""
    since: dt.datetime
    """First check of the run that did not find it (for a return: that found it again), UTC."""
    checked_at: tuple[dt.datetime, ...]
    """Times of the checks of that run, in order, UTC."""
    last_success_at: dt.datetime | None
    """When it was last seen well before, UTC; null where no check saw it."""
    sha256: str | None
    """Hash of the copy last seen well."""
    published_on: dt.date | None
    """First publication on record."""
    precision: Precision | None
    """How exact that is."""
    until: dt.date | None
    """Last day on which its period certainly runs."""
    guidance: str | None
    """What asks for the period, by name and edition."""


class Words(Record):
    """Subject and text of one message."""

    subject: str
    """One line."""
    text: str
    """Plain text in lines of at most 76 characters, but for addresses."""


class FeedEntry(Record):
    """One entry of a publisher's feed."""

    id: str
    """Stable address-like key, the same for the same step of the same alert."""
    title: str
    """One line."""
    text: str
    """Plain text."""
    at: dt.datetime
    """When it happened, UTC."""


def not_found(case: Case) -> Words:
    """Word the message that a document is not found at its published address.

    Args:
        case: The facts.

    Returns:
        Subject and text.
    """
    what = _document(case)
    found = [
        f"What was found: {_found(case)}",
        f"Not found since: {moment(case.since)}",
        f"Looked for: {_times(case.checked_at)}",
        f"Last seen well: {moment(case.last_success_at) if case.last_success_at else 'not by a check of ours'}",
    ]
    if case.sha256:
        found.append(f"Its SHA-256 then: {case.sha256}")
    return Words(
        subject=f"Not found at its published address: {_subject(case)}",
        text=_text(
            f"To {case.publisher}",
            f"The {what} has not been found at its published address since {day(case.since)}.",
            _identity(case),
            "\n".join(found),
            *_period(case),
            "What you could do, whichever fits:\n"
            "- put the document back at its address;\n"
            "- tell us the new address, if it moved;\n"
            "- tell us the reason, if it was taken down on purpose, for instance for the welfare of a"
            " person concerned or because of a court order; no details are needed;\n"
            "- tell us the right date, if the date of publication above is wrong.",
            "Any of these ends this notice. It also ends by itself once the document has been found again twice.",
            _reply(case),
        ),
    )


def back_again(case: Case) -> Words:
    """Word the message that a document is found again.

    Args:
        case: The facts; ``since`` and ``checked_at`` are those of the checks that found it.

    Returns:
        Subject and text.
    """
    return Words(
        subject=f"Found again at its published address: {_subject(case)}",
        text=_text(
            f"To {case.publisher}",
            f"The {_document(case)} is again at its published address. Thank you; nothing more is needed.",
            _identity(case),
            f"Found again: {moment(case.since)}\nLooked for: {_times(case.checked_at)}",
            *_period(case),
            _reply(case),
        ),
    )


def closed_quietly(answer: AlertAnswer) -> str:
    """Word the feed entry of an alert that ended without a message.

    Args:
        answer: How it ended.

    Returns:
        One sentence.
    """
    return f"This notice has ended. {answer.definition}"


def entry_id(alert_id: str, step: AlertStep) -> str:
    """Return the stable id of a feed entry.

    Args:
        alert_id: Key of the alert.
        step: Opened or closed.

    Returns:
        A ``urn:uuid`` that depends on these two alone.
    """
    return uuid.uuid5(uuid.NAMESPACE_OID, f"safeguarding-review-catalogue/{alert_id}/{step.value}").urn


def day(moment_or_day: dt.date) -> str:
    """Write a day as people do.

    Args:
        moment_or_day: A date, or an aware moment, which is taken in UK local time.

    Returns:
        For instance ``15 March 2021``.
    """
    local = moment_or_day.astimezone(_LONDON) if isinstance(moment_or_day, dt.datetime) else moment_or_day
    return f"{local.day} {local:%B %Y}"


def moment(at: dt.datetime) -> str:
    """Write a moment in UK local time.

    Args:
        at: An aware moment.

    Returns:
        For instance ``15 March 2021 at 07:05 (UK time)``.
    """
    return f"{day(at)} at {at.astimezone(_LONDON):%H:%M} (UK time)"


def _published(case: Case) -> str:
    """Write the date of publication exactly as precisely as it is known."""
    if case.published_on is None:
        return "not known"
    if case.precision is Precision.DAY:
        return day(case.published_on)
    return f"{case.published_on:%B %Y}" if case.precision is Precision.MONTH else f"{case.published_on:%Y}"


def _document(case: Case) -> str:
    """Name the document by its role and review."""
    return f"{_ROLES.get(case.role, 'document')} of the review “{_line(case.title)}”"


def _subject(case: Case) -> str:
    """Name the document in a subject line."""
    return f"{_line(case.title)} ({_ROLES.get(case.role, 'document')})"


def _identity(case: Case) -> str:
    """Return the lines that say which document it is."""
    names = (f"Published pseudonym: {_line(', '.join(case.pseudonyms))}",) if case.pseudonyms else ()
    lines = (
        f"Review: {_line(case.title)}",
        *names,
        f"Document: {_ROLES.get(case.role, 'document')}",
        f"Published: {_published(case)}",
        f"Published address: {_line(case.url)}",
    )
    return "\n".join(lines)


def _found(case: Case) -> str:
    """Say what answered, in plain words."""
    status = f" HTTP status: {case.status}." if case.status is not None else ""
    moved = case.final_url if case.final_url and case.final_url != case.url else None
    return f"{case.rule.definition}{status}" + (f" Address that answered: {_line(moved)}" if moved else "")


def _times(times: tuple[dt.datetime, ...]) -> str:
    """Say how often and when."""
    often = {1: "once", 2: "twice"}.get(len(times), f"{len(times)} times")
    if not times:
        return "no check is on record"
    shown = times if len(times) <= _TIMES_SHOWN else (*times[:2], *times[-(_TIMES_SHOWN - 2) :])
    listed = "; ".join(moment(at) for at in shown)
    return f"{often}: {listed}" if shown == times else f"{often}, among them {listed}"


def _period(case: Case) -> tuple[str, ...]:
    """Say when the period ends and that removal after it is fine."""
    if case.until is None or case.guidance is None:
        return ()
    at_least = "" if case.precision is Precision.DAY else "at least "
    return (
        f"{case.guidance} asks that a published report, or the information published in its place, stays"
        f" publicly available for at least one year. By the date of publication above, that year runs until"
        f" {at_least}{day(case.until)}. After it you are free to remove the document, and we would send no notice.",
    )


def _reply(case: Case) -> str:
    """Say how to answer."""
    return (
        "To answer, reply to this message; the person who runs the catalogue reads it. Please keep the"
        f" reference {case.alert_id}.\n\nCatalogue of child safeguarding practice reviews"
    )


def _line(text: str) -> str:
    """Return published text as one line of printable characters: it comes from outside."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def _text(*paragraphs: str) -> str:
    """Join paragraphs with an empty line between; lines are wrapped, addresses never broken."""
    return "\n\n".join("\n".join(_wrap(line) for line in part.split("\n")) for part in paragraphs) + "\n"


def _wrap(line: str) -> str:
    """Wrap one line; what belongs to a label or a list mark is set in."""
    indent = "  " if line.startswith("- ") or ": " in line[:30] else ""
    return textwrap.fill(line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
