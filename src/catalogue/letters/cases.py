"""The lines that say one fact about a document or a site.

Belongs here: each fact in words. Does not belong here: the facts as records (``facts``), or whole messages.
"""

import datetime as dt

from catalogue.letters.facts import Case, role_of
from catalogue.letters.writing import Bullets, Facts, Paragraph, day, line, moment, moments
from catalogue.vocabulary import Precision

_TIMES_SHOWN = 6

ADDRESS = "Published address"
"""Label of the line that leads to a document."""
IN_NAME = frozenset({"Review", "Document"})
"""Labels of the lines that a document's name, where it stands above them, says already."""

TO_DO = Bullets(
    "What you could do, whichever fits:",
    (
        "put the document back at its address;",
        "tell us the new address, if it moved;",
        "tell us the reason, if it was taken down on purpose, for instance for the welfare of a"
        " person concerned or because of a court order; no details are needed;",
        "tell us the right date, if the date of publication above is wrong;",
        "tell us until when you are at work on your site, if that is the reason.",
    ),
)
"""What a publisher can do about a document that is not found."""

ENDS = Paragraph(
    "Any of these ends this notice, or stops it for the time of the work. It also ends by itself once the document has"
    " been found again twice."
)
"""How a notice about a document ends."""


def document(case: Case) -> str:
    """Name a document by its role and review.

    Args:
        case: The facts.

    Returns:
        For instance ``full report of the review “Child Q”``.
    """
    return f"{role_of(case.role)} of the review “{line(case.title)}”"


def identity(case: Case) -> Facts:
    """Return the lines that say which document it is.

    Args:
        case: The facts.

    Returns:
        Review, pseudonym as published, document, date of publication and address.
    """
    names = (("Published pseudonym", line(", ".join(case.pseudonyms))),) if case.pseudonyms else ()
    return Facts(
        (
            ("Review", line(case.title)),
            *names,
            ("Document", role_of(case.role)),
            ("Published", published(case)),
            (ADDRESS, line(case.url)),
        )
    )


def finding(case: Case) -> Facts:
    """Return the lines that say what was found, since when, how often looked for, and when last seen well.

    Args:
        case: The facts.

    Returns:
        The lines, the hash of the copy last seen well among them where there is one.
    """
    hashed = (("Its SHA-256 then", case.sha256),) if case.sha256 else ()
    return Facts(
        (
            ("What was found", found(case)),
            ("Not found since", moment(case.since)),
            ("Looked for", times(case.checked_at)),
            ("Last seen well", moment(case.last_success_at) if case.last_success_at else "not by a check of ours"),
            *hashed,
        )
    )


def found(case: Case) -> str:
    """Say what answered, in plain words.

    Args:
        case: The facts.

    Returns:
        The rule's sentence, the status where the sentence does not name it, and the address that answered where it
        is another.
    """
    said = case.status is None or str(case.status) in case.rule.definition
    status = "" if said else f" HTTP status: {case.status}."
    moved = case.final_url if case.final_url and case.final_url != case.url else None
    return f"{case.rule.definition}{status}" + (f" Address that answered: {line(moved)}" if moved else "")


def times(at: tuple[dt.datetime, ...]) -> str:
    """Say how often and when something was looked for.

    Args:
        at: Times, in order.

    Returns:
        All of few times; of many their number and the first and last.
    """
    often = {1: "once", 2: "twice"}.get(len(at), f"{len(at)} times")
    if not at:
        return "no check is on record"
    shown = at if len(at) <= _TIMES_SHOWN else (*at[:2], *at[-(_TIMES_SHOWN - 2) :])
    return f"{often}, {'on' if shown == at else 'among them'} {moments(shown)}"


def often(at: tuple[dt.datetime, ...]) -> str:
    """Say how often something was looked for, and on which days first and last.

    Args:
        at: Times, in order.

    Returns:
        All of one or two times; of more their number and the first and last day.
    """
    return times(at) if len(at) <= 2 else f"{len(at)} times, from {day(at[0])} to {day(at[-1])}"


def published(case: Case) -> str:
    """Write a date of publication exactly as precisely as it is known.

    Args:
        case: The facts.

    Returns:
        Day, month or year; that it is not known where it is not.
    """
    return written_date(case.published_on, case.precision)


def written_date(on: dt.date | None, precision: Precision | None) -> str:
    """Write a date exactly as precisely as it is known.

    Args:
        on: First day of the stated day, month or year.
        precision: How exact it is.

    Returns:
        For instance ``January 2021``.
    """
    if on is None:
        return "not known"
    if precision is Precision.DAY:
        return day(on)
    return f"{on:%B %Y}" if precision is Precision.MONTH else f"{on:%Y}"


def period(case: Case) -> tuple[Paragraph, ...]:
    """Say when the period ends, and that removal after it is fine.

    Args:
        case: The facts.

    Returns:
        One paragraph; none where no period is certain.
    """
    if case.until is None or case.guidance is None:
        return ()
    return (
        Paragraph(
            f"{case.guidance} asks that a published report, or the information published in its place, stays publicly"
            f" available for at least one year. By the date of publication above, that year runs until {ends(case)}."
            " After it you are free to remove the document, and we would send no notice."
        ),
    )


def ends(case: Case) -> str:
    """Write the end of a period, at least where the date of publication is not exact.

    Args:
        case: The facts, with a last day.

    Returns:
        For instance ``at least 1 January 2022``.
    """
    if case.until is None:
        return "a day that is not known"
    return day(case.until) if case.precision is Precision.DAY else f"at least {day(case.until)}"


def reply(*references: str) -> Paragraph:
    """Say how to answer.

    Args:
        references: Keys of the alerts concerned.

    Returns:
        The last paragraph of a message.
    """
    kept = "reference" if len(references) == 1 else "references"
    return Paragraph(
        "To answer, reply to this message; the person who runs the catalogue reads it and records your answer. Please"
        f" keep the {kept} {', '.join(references)}."
    )
