"""The words of messages to partnerships about alerts.

Belongs here: what a message about documents or sites says, one or several, found missing or found again. Does not
belong here: the lines about one fact (``cases``), or whether to send anything (``watch``).

Tone: neutral and exact. A message says what was found at the published address, when and how often; it never judges.
No name appears but the title and the pseudonyms as published; nothing is attached.
"""

from collections.abc import Callable, Sequence

from catalogue.letters.cases import (
    ADDRESS,
    ENDS,
    IN_NAME,
    TO_DO,
    document,
    ends,
    finding,
    found,
    identity,
    often,
    period,
    reply,
    times,
)
from catalogue.letters.facts import Case, SiteCase
from catalogue.letters.writing import SIGNATURE, Block, Facts, Heading, Paragraph, Words, count, day, moment, written
from catalogue.vocabulary import AlertAnswer, AlertKind, AlertStep

Item = tuple[AlertStep, Case | SiteCase]
"""One thing to tell: what of it, and the facts."""

_SIGNED = Paragraph(SIGNATURE)


def not_found(case: Case) -> Words:
    """Word the message that a document is not found at its published address.

    Args:
        case: The facts.

    Returns:
        Subject, text and page.
    """
    return written(
        f"Not found at its published address: {case.name}",
        (
            Paragraph(f"To {case.publisher}"),
            Paragraph(f"The {document(case)} has not been found at its published address since {day(case.since)}."),
            identity(case),
            finding(case),
            *period(case),
            TO_DO,
            ENDS,
            reply(case.alert_id),
            _SIGNED,
        ),
    )


def back_again(case: Case) -> Words:
    """Word the message that a document is found again.

    Args:
        case: The facts; ``since`` and ``checked_at`` are those of the checks that found it.

    Returns:
        Subject, text and page.
    """
    return written(
        f"Found again at its published address: {case.name}",
        (
            Paragraph(f"To {case.publisher}"),
            Paragraph(f"The {document(case)} is again at its published address. Thank you; nothing more is needed."),
            identity(case),
            Facts((("Found again", moment(case.since)), ("Looked for", times(case.checked_at)))),
            *period(case),
            reply(case.alert_id),
            _SIGNED,
        ),
    )


def not_listed(case: Case) -> Words:
    """Word the message that a document is at its address and its publisher's page no longer lists it.

    Args:
        case: The facts.

    Returns:
        Subject, text and page.
    """
    return written(
        f"No longer listed: {case.name}",
        (
            Paragraph(f"To {case.publisher}"),
            Paragraph(
                f"The {document(case)} is at its published address, and the page that listed it has not shown a link to"
                f" it since {day(case.since)}. Whoever has the address can read it; others can no longer find it."
            ),
            identity(case),
            *period(case),
            Paragraph("If this was not meant, link it again. If it was, tell us why, and this notice ends."),
            reply(case.alert_id),
            _SIGNED,
        ),
    )


def site_silent(case: SiteCase) -> Words:
    """Word the message that a whole site does not answer, once for all its documents.

    Args:
        case: The facts.

    Returns:
        Subject, text and page.
    """
    subject, what, care = _silence(case)
    lead = (
        f"{what} So {count(len(case.documents), 'published document')} of yours whose year still runs"
        f" could not be reached since {day(case.since)}."
    )
    return written(
        f"{subject}: {case.name}",
        (
            Paragraph(f"To {case.publisher}"),
            Paragraph(lead),
            Facts((_gone_since(case), ("Looked for", times(case.checked_at)))),
            *_documents(case),
            Paragraph(f"{care} Tell us the new addresses if the documents moved. This notice ends by itself."),
            reply(case.alert_id),
            _SIGNED,
        ),
    )


def site_back(case: SiteCase) -> Words:
    """Word the message that a site answers again.

    Args:
        case: The facts.

    Returns:
        Subject, text and page.
    """
    return written(
        f"Site answering again: {case.host}",
        (
            Paragraph(f"To {case.publisher}"),
            Paragraph(f"{case.host} answers again since {day(case.since)}. Thank you; nothing more is needed."),
            reply(case.alert_id),
            _SIGNED,
        ),
    )


def together(publisher: str, items: Sequence[Item]) -> Words:
    """Word one message about everything that there is to tell one publisher.

    Args:
        publisher: Its name.
        items: At least one thing to tell, in order.

    Returns:
        Subject, text and page. A single thing has a message of its own; several stand in one, each under its name,
        new ones first.
    """
    if len(items) == 1 and items[0][0] is not AlertStep.REMINDED:
        return _single(*items[0])
    news = [case for about, case in items if about in (AlertStep.OPENED, AlertStep.ESCALATED)]
    still = [case for about, case in items if about is AlertStep.REMINDED]
    back = [case for about, case in items if about is AlertStep.CLOSED]
    open_cases = (*news, *still)
    blocks: list[Block] = [Paragraph(f"To {publisher}"), Paragraph(_summary(news, still, back))]
    for case in open_cases:
        blocks += [Heading(case.name), *_briefly(case)]
    for case in back:
        blocks += [Heading(case.name), Facts((("Found again", moment(case.since)),))]
    if any(isinstance(case, Case) for case in open_cases):
        blocks += [TO_DO, ENDS]
    return written(_subject(news, still, back), (*blocks, reply(*_references(items)), _SIGNED))


def closed_quietly(answer: AlertAnswer) -> str:
    """Word the feed entry of an alert that ended without a message.

    Args:
        answer: How it ended.

    Returns:
        Two sentences; a publisher's reason for a withdrawal is not among them.
    """
    return f"This notice has ended. {answer.published.definition}"


def _single(about: AlertStep, case: Case | SiteCase) -> Words:
    """Word the message about one thing."""
    if isinstance(case, SiteCase):
        return site_back(case) if about is AlertStep.CLOSED else site_silent(case)
    wording: Callable[[Case], Words] = not_listed if case.kind is AlertKind.DELISTED else not_found
    return back_again(case) if about is AlertStep.CLOSED else wording(case)


def _silence(case: SiteCase) -> tuple[str, str, str]:
    """Return the subject, what is the matter, and what may be done about it."""
    if case.in_other_hands:
        return (
            "Host name in other hands",
            f"The host name {case.host} shows pages that do not look like yours: it may have lapsed or changed hands.",
            "Links to it on your pages and in your documents now lead to whoever has the name, so they should be taken"
            " out; for that reason this message does not repeat the addresses.",
        )
    if case.is_lost:
        return (
            "Host name gone",
            f"The host name {case.host} no longer exists.",
            "A name that has lapsed can be registered by anybody. If you gave it up, links to it on your pages and in"
            " your documents should be taken out.",
        )
    return (
        "Site not answering",
        f"{case.host} has not answered.",
        "If you know of the fault, nothing needs to be done for us.",
    )


def _gone_since(case: SiteCase) -> tuple[str, str]:
    """Return the line that says since when a site is not there."""
    return ("Not your pages since" if case.in_other_hands else "No answer since", moment(case.since))


def _documents(case: SiteCase) -> tuple[Block, ...]:
    """Return the few lines about each document of a site; nobody is led to a name in other hands."""
    hidden = frozenset({ADDRESS} if case.in_other_hands else ())
    return tuple(_lines(one, without=hidden) for one in case.documents)


def _lines(case: Case, rest: tuple[tuple[str, str], ...] = (), *, without: frozenset[str]) -> Facts:
    """Return the few lines about one document among several, but those of some labels."""
    year = (("Its year runs until", f"{ends(case)}; removal after it is fine"),) if case.until else ()
    return Facts((*(row for row in identity(case).rows if row[0] not in without), *rest, *year))


def _summary(news: Sequence[object], still: Sequence[object], back: Sequence[object]) -> str:
    """Say in one paragraph what a message is about."""
    parts = []
    if news:
        parts.append(f"{count(len(news), 'notice is', 'notices are')} new.")
    if still:
        parts.append(
            f"This is the weekly summary of what is still open: {count(len(still), 'notice')} about documents whose"
            " year still runs."
        )
    if back:
        parts.append(f"{count(len(back), 'document or site was', 'documents or sites were')} found again. Thank you.")
    return " ".join(parts)


def _subject(news: Sequence[object], still: Sequence[object], back: Sequence[object]) -> str:
    """Return the subject of a message about several things."""
    if still and not news and not back:
        return f"Weekly summary: {count(len(still), 'document')} still not found at the published address"
    counted = ((news, "newly not found"), (still, "still not found"), (back, "found again"))
    return "Availability of your reviews: " + ", ".join(f"{len(some)} {words}" for some, words in counted if some)


def _briefly(case: Case | SiteCase) -> tuple[Block, ...]:
    """Return the few lines about one document or site below its name."""
    if isinstance(case, SiteCase):
        rows = (("Site", case.host), _gone_since(case), ("Looked for", often(case.checked_at)))
        return (Facts(rows), *_documents(case))
    seen = moment(case.last_success_at) if case.last_success_at else "not by a check of ours"
    rest = (
        ("What was found", found(case)),
        ("Not found since", moment(case.since)),
        ("Looked for", often(case.checked_at)),
        ("Last seen well", seen),
        ("Reference", case.alert_id),
    )
    return (_lines(case, rest, without=IN_NAME),)


def _references(items: Sequence[Item]) -> tuple[str, ...]:
    """Return the keys of all alerts of a message, each once."""
    return tuple(dict.fromkeys(case.alert_id for _, case in items))
