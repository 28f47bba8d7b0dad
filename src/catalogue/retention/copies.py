"""How long a national collection is believed to keep a deposited report: a second clock, and nobody's duty.

Belongs here: the rows of ``data/retention.yaml`` about copies, and the estimate that follows. Does not belong
here: anything that leads to a status or an alert.
"""

import datetime as dt
from functools import cache

from pydantic import Field

from catalogue.models import PublishedDate, Record
from catalogue.retention.periods import after, last_possible
from catalogue.retention.rules import table


class CopyRule(Record):
    """One row about the copies of one collection."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """Stable key."""
    collection: str
    """Publisher id of the collection, as the register writes it."""
    place: str
    """What the place is."""
    object: str
    """What is kept there for a time, and what remains."""
    years: int = Field(ge=1)
    """Calendar years, about."""
    citation: str
    """Where it is written, or that it is recalled only."""
    confirmed: bool
    """Whether a person read it there."""


class ExpectedCopy(Record):
    """Until about when a copy is believed to stay."""

    until: dt.date
    """Day, counted from the last day that the date of deposit can mean."""
    basis: str
    """What the estimate rests on, in a sentence."""


@cache
def copy_rules() -> tuple[CopyRule, ...]:
    """Return the rules about copies, in the order of the file.

    Returns:
        The rules that come with the catalogue.

    Raises:
        ValidationError: The file that comes with the catalogue is not valid.
    """
    return tuple(CopyRule.model_validate(row) for row in table()["copies"])


def expected_copy(collection: str, deposited: PublishedDate) -> ExpectedCopy | None:
    """Estimate until when a collection keeps the electronic copy of a deposited report.

    Args:
        collection: Publisher id of the collection.
        deposited: When the collection lists the deposit; a year or a month counts to its end, since an
            estimate of absence must not begin too early.

    Returns:
        The estimate with its basis; None where no rule speaks of the collection.
    """
    rule = next((one for one in copy_rules() if one.collection == collection), None)
    if rule is None:
        return None
    counted = f"{rule.place}: about {rule.years} years from the date listed there ({deposited.text})."
    doubt = "" if rule.confirmed else " Not confirmed."
    return ExpectedCopy(
        until=after(last_possible(deposited.value, deposited.precision), months=12 * rule.years),
        basis=f"{counted}{doubt} {rule.citation}",
    )
