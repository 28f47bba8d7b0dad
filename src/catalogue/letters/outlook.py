"""The words of the monthly outlook for one publisher.

Belongs here: what is in its year and until when, and what is worth knowing early. Does not belong here: alerts.
"""

import datetime as dt
from collections.abc import Sequence

from catalogue.letters.cases import ends, published
from catalogue.letters.facts import Case
from catalogue.letters.writing import SIGNATURE, Block, Bullets, Heading, Paragraph, Words, count, day, line, written
from catalogue.models import Record


class Outlook(Record):
    """What there is to say to one publisher this month; nothing is said where all lists are empty."""

    publisher: str
    """Name of the publisher."""
    month: dt.date
    """First day of the month."""
    in_year: tuple[Case, ...]
    """Documents whose year runs, the one that ends first in front."""
    ending: tuple[tuple[str, dt.date], ...]
    """Host names whose certificate ends soon, each with its last day."""
    unnamed: tuple[str, ...]
    """Titles of reviews in their year whose documents name no reviewer."""
    undeposited: tuple[str, ...]
    """Titles of reviews in their year of which the national collection's pages show no copy."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.in_year or self.ending or self.unnamed or self.undeposited)


def outlook(one: Outlook) -> Words:
    """Word the monthly outlook.

    Args:
        one: The facts; not empty.

    Returns:
        Subject, text and page.
    """
    blocks: list[Block] = [
        Paragraph(f"To {one.publisher}"),
        Paragraph("This is the monthly outlook of the catalogue. Nothing in it is a fault, and no answer is needed."),
    ]
    if one.in_year:
        items = tuple(
            f"{case.name}, published {published(case)}: its year runs until {ends(case)}. {line(case.url)}"
            for case in one.in_year
        )
        lead = f"{count(len(items), 'document')} should stay at the published address for now:"
        blocks += [Heading("In their year"), Bullets(lead, items)]
    parts: Sequence[tuple[str, str, tuple[str, ...]]] = (
        (
            "Certificates that end soon",
            "After that day browsers warn your readers:",
            tuple(f"{host}: valid until {day(until)}" for host, until in one.ending),
        ),
        (
            "No reviewer named",
            "The guidance asks that the names of the reviewers be included; our reader found none in:",
            tuple(line(title) for title in one.unnamed),
        ),
        (
            "Not seen in the national collection",
            "The national collection at the NSPCC asks boards to deposit their reviews; we have not seen there:",
            tuple(line(title) for title in one.undeposited),
        ),
    )
    for heading, lead, items in parts:
        if items:
            blocks += [Heading(heading), Bullets(lead, items)]
    blocks += [
        Paragraph("If something here is wrong, reply to this message; the person who runs the catalogue reads it."),
        Paragraph(SIGNATURE),
    ]
    return written(f"Monthly outlook, {one.month:%B %Y}: {count(len(one.in_year), 'document')} in their year", blocks)
