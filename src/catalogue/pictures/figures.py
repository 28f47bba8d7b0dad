"""The figures that pictures are made of.

Belongs here: counts as records. Does not belong here: how they are counted, or shown. No figure crosses an area with
anything but the number of its reviews.
"""

from typing import Annotated

from pydantic import AfterValidator, NonNegativeInt

from catalogue.models import Record
from catalogue.vocabulary import Nation

LONGEST = 120
"""Most characters of a name in a picture."""


def plain(text: str) -> str:
    """Return words as a picture can hold them: one line of printable characters, not longer than a name may be.

    The chart library ends its whole process at a character that XML does not know, so none may ever come that far.

    Args:
        text: Any text.
    """
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


Words = Annotated[str, AfterValidator(plain)]


class YearCount(Record):
    """How many reviews a year has."""

    year: int | None
    """Year of publication; null for those without a known date."""
    reviews: NonNegativeInt
    """Number of reviews."""


class TypeYearCount(YearCount):
    """How many reviews of one type a year has."""

    label: Words
    """The type, as the picture names it."""


class ThemeYearCount(YearCount):
    """How many reviews of one theme a year has."""

    label: Words
    """The theme, as the picture names it."""


class AreaCount(Record):
    """How many reviews an area has."""

    area_code: Words
    """ONS code."""
    name: Words
    """Name of the area."""
    nation: Nation
    """Nation of the area."""
    reviews: NonNegativeInt
    """Number of reviews that are known."""
    read: bool
    """Whether a list of a publisher that covers it was read whole, so that a zero means something."""
