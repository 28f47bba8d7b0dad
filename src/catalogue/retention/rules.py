"""The table of rules, as it is written.

Belongs here: the rows of ``data/retention.yaml`` that speak of a duty, and reading the file. Does not belong
here: what follows for one publication (`duty`).
"""

import datetime as dt
from functools import cache
from importlib import resources
from typing import Any, Self

import yaml
from pydantic import Field, model_validator

from catalogue.models import Record
from catalogue.retention.periods import after
from catalogue.vocabulary import Nation, ReviewType

_FILE = "data/retention.yaml"


class RetentionRule(Record):
    """One row of the table of rules."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """Stable key."""
    nation: Nation
    """Nation whose law or guidance it is."""
    review_types: tuple[ReviewType, ...] = Field(min_length=1)
    """Types of review it speaks about."""
    object: str
    """What must stay available."""
    place: str
    """Where it must stay available."""
    years: int = Field(default=0, ge=0)
    """Calendar years of the period."""
    months: int = Field(default=0, ge=0)
    """Calendar months of the period, added to the years."""
    weeks: int = Field(default=0, ge=0)
    """Weeks of the period, added last."""
    valid_from: dt.date = Field(alias="from")
    """First date of publication it speaks about."""
    valid_to: dt.date | None = Field(default=None, alias="to")
    """Last such date; null where no later rule is known."""
    guidance: str | None = None
    """What asks for it, as a letter names it; a confirmed rule has one."""
    citation: str
    """Where it is written, and what is known of later wording."""
    confirmed: bool
    """Whether a person read it there; without that it has no effect."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Refuse a rule without a period, or a confirmed one that names nothing."""
        if not (self.years or self.months or self.weeks):
            raise ValueError("a rule needs years, months or weeks")
        if self.confirmed and not self.guidance:
            raise ValueError("a confirmed rule names the guidance that asks for it")
        return self

    def last_day(self, published: dt.date) -> dt.date:
        """Return the last day of the period of something published on a day.

        Args:
            published: Day of first publication.

        Returns:
            The last day, included.
        """
        return after(published, months=self.months + 12 * self.years) + dt.timedelta(weeks=self.weeks)


@cache
def rules() -> tuple[RetentionRule, ...]:
    """Return the table of rules, in the order of the file.

    Returns:
        The rules that come with the catalogue.

    Raises:
        ValidationError: The file that comes with the catalogue is not valid.
    """
    return tuple(RetentionRule.model_validate(row) for row in table()["rules"])


@cache
def table() -> dict[str, list[dict[str, Any]]]:
    """Return the file that comes with the catalogue as it is written."""
    written: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        resources.files("catalogue").joinpath(_FILE).read_text(encoding="utf-8")
    )
    return written
