"""The words of messages to the person who runs the catalogue.

Belongs here: what is held, our own outage, a site that keeps us out, a channel that refuses, an alert that is weeks
old, no run. Does not belong here: messages to partnerships (``alerts``).
"""

import datetime as dt
from collections.abc import Sequence

from catalogue.letters.cases import ends, found, often
from catalogue.letters.facts import Case, SiteCase
from catalogue.letters.writing import (
    Block,
    Bullets,
    Command,
    Facts,
    Heading,
    Paragraph,
    Words,
    count,
    day,
    line,
    moment,
    written,
)


def held(publishers: Sequence[str], documents: int, why: str) -> Words:
    """Word the message that alerts are held back.

    Args:
        publishers: Names of the publishers concerned.
        documents: How many alerts are held.
        why: Which bound was passed, in a sentence.

    Returns:
        Subject, text and page.
    """
    return written(
        f"Held for you to look at: {count(documents, 'alert')} at {count(len(publishers), 'publisher')}",
        (
            Paragraph(
                f"One round would have opened {count(documents, 'alert')} at once. {why} So much is more likely a fault"
                " of ours, or of one host, than so many removals. Nobody else has been told."
            ),
            Bullets("Publishers concerned:", tuple(line(name) for name in publishers)),
            Paragraph(
                "Open some of the addresses by hand; `catalogue status` and the table issues name them. If they are"
                " really missing, run:"
            ),
            Command('catalogue notify --release --by "your name" --because "what you saw"'),
            Paragraph("What is found again meanwhile is never told."),
        ),
    )


def own_outage(since: dt.datetime, rounds: int) -> Words:
    """Word the message that nothing could be reached.

    Args:
        since: First round in which nothing could be reached, UTC.
        rounds: How many rounds so far.

    Returns:
        Subject, text and page.
    """
    return written(
        "Nothing could be reached: the fault is taken to be ours",
        (
            Paragraph(
                f"Since {moment(since)}, in {count(rounds, 'round')}, no site at all answered. No document counts as"
                " missing for that time and no partnership is told. Check the network, the name servers and the clock"
                " of the machine; the next round goes on by itself."
            ),
        ),
    )


def escalated(publisher: str, cases: Sequence[Case | SiteCase], days: int) -> Words:
    """Word the message that something has not been found for weeks, for the operator to decide about.

    Args:
        publisher: Name of the publisher.
        cases: The facts of each.
        days: How many days have passed since the alerts were opened, at least.

    Returns:
        Subject, text and page.
    """
    open_ones = count(len(cases), "notice about its documents has", "notices about its documents have")
    blocks: list[Block] = [
        Paragraph(
            f"No answer of {publisher} is on record, and {open_ones} been open for {days} days or more. Whether anybody"
            " else should hear of it is for you to decide: the catalogue tells no third party by itself."
        )
    ]
    for case in cases:
        blocks += [Heading(case.name), Facts(_rows(case))]
    blocks += [
        Paragraph("If you know the reason, record it, for instance:"),
        Command('catalogue answer REFERENCE welfare --by "your name" --because "who said what"'),
        Paragraph("In place of welfare: court-order, moved-to URL, wrong-date DATE or maintenance UNTIL."),
    ]
    return written(f"For you to decide: not found for {days} days at {line(publisher)}", blocks)


def kept_out(publishers: Sequence[str], host: str, documents: int, since: dt.datetime) -> Words:
    """Word the message that a site has kept us out for a week.

    Args:
        publishers: Names of the publishers whose documents stand there.
        host: The host name.
        documents: How many documents whose period runs stand there.
        since: First look that met it, UTC.

    Returns:
        Subject, text and page.
    """
    return written(
        f"Could not be checked for a week: {line(host)} keeps us out",
        (
            Paragraph(
                f"Since {moment(since)} the site {line(host)} has put a challenge before us or refused us every"
                f" address, so {count(documents, 'document')} whose year runs could not be checked. They count"
                " neither as there nor as missing, and no partnership has been told anything."
            ),
            Bullets("Publishers concerned:", tuple(line(name) for name in publishers)),
            Paragraph(
                "Open one of the addresses by hand. Then ask whoever runs the site to let the catalogue's named"
                " visitor through. The catalogue does not try to get past a challenge."
            ),
        ),
    )


def refused_channel(publisher: str, kind: str, channel: str, said: str) -> Words:
    """Word the message that a channel refuses for good.

    Args:
        publisher: Name of the publisher, or whose channel it is.
        kind: What kind of channel.
        channel: Its key.
        said: What the other side said.

    Returns:
        Subject, text and page.
    """
    return written(
        f"A channel refuses for good: {kind} of {line(publisher)}",
        (
            Paragraph(
                f"The {kind} channel of {publisher} refused a message for good and is no longer used. What it would"
                " have brought comes to you instead, unless the publisher has another channel."
            ),
            Facts((("What the other side said", line(said)), ("Channel", channel))),
            Paragraph(
                "Correct the address in the publisher's row of sources.yaml; a new address is used at once. If the"
                " address is right after all, run:"
            ),
            Command(f'catalogue notify --enable {channel} --by "your name" --because "what you know"'),
        ),
    )


def no_run(last: dt.datetime | None, now: dt.datetime) -> Words:
    """Word the dead man's notice.

    Args:
        last: When the last run finished, UTC; null where none ever did.
        now: The time, UTC.

    Returns:
        Subject, text and page.
    """
    so_far = "No run has finished yet."
    if last is not None:
        so_far = f"The last run finished {(now - last) / dt.timedelta(hours=1):.0f} hours ago, on {moment(last)}."
    return written(
        "No run of the catalogue has finished for more than a day",
        (
            Paragraph(
                f"{so_far} Until one finishes, no document is checked and nobody is told anything."
                " See whether the machine is up, its disk is full, or a run hangs; then run `catalogue watch`."
            ),
        ),
    )


def run_failed(job: str, run_id: str, error: str, now: dt.datetime) -> Words:
    """Word the message that a run failed.

    Args:
        job: Name of the job.
        run_id: Key of the run.
        error: The message with which it ended; its first 500 characters are told.
        now: The time, UTC.

    Returns:
        Subject, text and page.
    """
    return written(
        f"A run of the catalogue failed: {line(job)}",
        (
            Paragraph(
                f"The run {line(run_id)} of {line(job)} ended with an error, noticed on {moment(now)}. What was done"
                " before it is kept, the last edition stays, and the next run goes on from there."
            ),
            Paragraph(f"It said: {line(error)[:500]}"),
            Paragraph(
                "A site that fails never fails a run, so the cause is here: settings, disk, or a fault of the program."
                " The run's log tells more. Run it again once the cause is mended; nothing is sent twice."
            ),
        ),
    )


def _rows(case: Case | SiteCase) -> tuple[tuple[str, str], ...]:
    """Return the lines about one document or site."""
    if isinstance(case, SiteCase):
        return (
            ("What is the matter", case.kind.definition),
            ("Since", moment(case.since)),
            ("Looked for", often(case.checked_at)),
            ("Reference", case.alert_id),
        )
    return (
        ("Published address", line(case.url)),
        ("What was found", found(case)),
        ("Not found since", day(case.since)),
        ("Its year runs until", ends(case)),
        ("Reference", case.alert_id),
    )
