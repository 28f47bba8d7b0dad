"""The figures that pictures are made of.

Belongs here: counts as records. Does not belong here: how they are counted, or shown. No figure crosses an area with
anything but the number of its reviews.
"""

from pydantic import NonNegativeInt

from catalogue.models import Record
from catalogue.vocabulary import Nation


class YearCount(Record):
    """How many reviews a year has."""

    year: int | None
    """Year of publication; null for those without a known date."""
    reviews: NonNegativeInt
    """Number of reviews."""


class TypeYearCount(YearCount):
    """How many reviews of one type a year has."""

    label: str
    """The type, as the picture names it."""


class ThemeYearCount(YearCount):
    """How many reviews of one theme a year has."""

    label: str
    """The theme, as the picture names it."""


class AreaCount(Record):
    """How many reviews an area has."""

    area_code: str
    """ONS code."""
    name: str
    """Name of the area."""
    nation: Nation
    """Nation of the area."""
    reviews: NonNegativeInt
    """Number of reviews that are known."""
    read: bool
    """Whether a list of a publisher that covers it was read whole, so that a zero means something."""
