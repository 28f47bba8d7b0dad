"""How long a publication must stay available, and what its availability means for that duty.

Belongs here: the dated table of rules (``data/retention.yaml``), the arithmetic of periods, the choice
of the addresses that carry the duty, and the status that follows. Does not belong here: how a state
comes about (`availability`), or any period in code.

Theory. A rule belongs to a nation, a type of review and a range of dates of first publication. A
period of a year is a calendar year: it ends on the same day of a later year, 29 February on 28
February, and its last day counts. A publication date known to the month or the year is an interval;
its period then ends between two dates. Up to the earlier the period certainly runs, after the later
it has certainly ended, and between them nothing certain is said. A rule that nobody has confirmed at
its source is returned so that a person can look it up, and has no other effect: the status is then
that no rule is known.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Self
from zoneinfo import ZoneInfo

import yaml
from pydantic import Field, model_validator

from catalogue.models import Document, Location, Record, ReviewFacts
from catalogue.vocabulary import Nation, Precision, RetentionStatus, ReviewType, Role, State

_FILE = "data/retention.yaml"
_LONDON = ZoneInfo("Europe/London")

MAIN_ROLES: tuple[Role, ...] = (
    Role.FULL_REPORT,
    Role.EXECUTIVE_SUMMARY,
    Role.IMPROVEMENTS_INFORMATION,
    Role.SEVEN_MINUTE_BRIEFING,
    Role.LEARNING_BRIEFING,
)
"""Roles that can be the report or information that must stay up, the fullest first."""

_IN_PERIOD = {
    State.AVAILABLE: RetentionStatus.AVAILABLE_IN_PERIOD,
    State.UNAVAILABLE: RetentionStatus.NOT_FOUND_IN_PERIOD,
    State.UNKNOWN: RetentionStatus.NOT_CHECKED_IN_PERIOD,
}
_AFTER_PERIOD = {
    State.AVAILABLE: RetentionStatus.COMPLETED,
    State.UNAVAILABLE: RetentionStatus.COMPLETED_LATER_REMOVED,
    State.UNKNOWN: RetentionStatus.COMPLETED_NOT_CHECKED,
}


class RetentionRule(Record):
    """One row of the table of rules."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """Stable key."""
    nation: Nation
    """Nation whose law or guidance it is."""
    review_types: tuple[ReviewType, ...] = Field(min_length=1)
    """Types of review it speaks about."""
    object: str
    """What must stay available, and where."""
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
        months = published.month - 1 + self.months + 12 * self.years
        year, month = published.year + months // 12, months % 12 + 1
        day = min(published.day, calendar.monthrange(year, month)[1])
        return dt.date(year, month, day) + dt.timedelta(weeks=self.weeks)


class Retention(Record):
    """What availability means for the duty of one publication."""

    status: RetentionStatus
    """The status."""
    until: dt.date | None
    """Last day of the period for the earliest possible date of publication; null where none is certain."""
    until_latest: dt.date | None
    """The same for the latest possible date; equal where the date is exact."""
    guidance: str | None
    """What asks for it, as a letter names it; null without a confirmed rule."""
    rule: str | None
    """Id of the rule, whether confirmed or not; null where there is none."""
    citation: str | None
    """Where the rule is written; for the operator where it is not confirmed."""
    confirmed: bool
    """Whether a confirmed rule is behind the status."""


@cache
def rules() -> tuple[RetentionRule, ...]:
    """Return the table of rules, in the order of the file.

    Returns:
        The rules that come with the catalogue.

    Raises:
        ValidationError: The file that comes with the catalogue is not valid.
    """
    text = resources.files("catalogue").joinpath(_FILE).read_text(encoding="utf-8")
    return tuple(RetentionRule.model_validate(row) for row in yaml.safe_load(text)["rules"])


def retention(
    *,
    nation: Nation | None,
    review_type: ReviewType,
    published_on: dt.date | None,
    precision: Precision | None,
    state: State,
    today: dt.date,
    table: tuple[RetentionRule, ...] | None = None,
) -> Retention:
    """Say what the availability of a publication means for its publisher's duty.

    Args:
        nation: Nation whose law governs it.
        review_type: Kind of review; kinds that no rule names (adult reviews, guidance ...) have no rule.
        published_on: First publication: first day of the stated day, month or year.
        precision: How exact that is; null counts as exact to the year, the least that a date can say.
        state: Availability of what must stay up.
        today: The day asked about.
        table: Rules to use in place of those that come with the catalogue.

    Returns:
        Status, last days and rule. Only confirmed rules give a status other than that none is known.
    """
    candidates = [
        rule
        for rule in (rules() if table is None else table)
        if rule.nation is nation and review_type in rule.review_types
    ]
    if published_on is None:
        return _without_date(candidates)
    earliest, latest = published_on, _last_possible(published_on, precision or Precision.YEAR)
    first, last = _rule_for(candidates, earliest), _rule_for(candidates, latest)
    if first is None or last is None:
        return _outcome(RetentionStatus.NO_RULE, None)
    if not (first.confirmed and last.confirmed):
        return _outcome(RetentionStatus.NO_RULE, last if first.confirmed else first)
    ends = sorted((first.last_day(earliest), last.last_day(latest)))
    return _outcome(_status(state, today, ends[0], ends[1]), first, ends[0], ends[1])


def uk_day(at: dt.datetime) -> dt.date:
    """Return the day on which periods are judged.

    Args:
        at: An aware moment.

    Returns:
        The day in UK local time, which near midnight in summer is not that of UTC.
    """
    return at.astimezone(_LONDON).date()


def main_locations(
    review: ReviewFacts,
    documents: Iterable[Document],
    locations: Iterable[Location],
    publisher_of: Mapping[str, str],
) -> tuple[Location, ...]:
    """Choose the addresses that carry the duty of one review.

    Args:
        review: The review.
        documents: Documents, of this review or more.
        locations: Addresses, of this review or more.
        publisher_of: Publisher id of every source id.

    Returns:
        The addresses on the responsible publisher's own sources that hold the review's fullest
        document by `MAIN_ROLES`, in order of their ids; none where the publisher is not known or
        lists none. Copies elsewhere do not count.
    """
    if review.publisher_id is None:
        return ()
    roles = {document.document_id: document.role for document in documents if document.review_id == review.review_id}
    own = [
        location
        for location in locations
        if location.review_id == review.review_id
        and location.document_id in roles
        and publisher_of.get(location.source_id) == review.publisher_id
    ]
    for role in MAIN_ROLES:
        chosen = [location for location in own if location.document_id and roles[location.document_id] is role]
        if chosen:
            return tuple(sorted(chosen, key=lambda location: location.location_id))
    return ()


def state_of(states: Iterable[State]) -> State:
    """Join the states of the addresses that carry a duty.

    Args:
        states: States of the addresses that `main_locations` chose.

    Returns:
        Available where one of them is, unavailable where all are, else unknown.
    """
    found = set(states)
    if State.AVAILABLE in found:
        return State.AVAILABLE
    return State.UNAVAILABLE if found == {State.UNAVAILABLE} else State.UNKNOWN


def _without_date(candidates: list[RetentionRule]) -> Retention:
    """Return the outcome for a publication without a date."""
    confirmed = [rule for rule in candidates if rule.confirmed]
    if confirmed:
        return _outcome(RetentionStatus.UNDATED, confirmed[-1])
    return _outcome(RetentionStatus.NO_RULE, candidates[-1] if candidates else None)


def _rule_for(candidates: list[RetentionRule], published: dt.date) -> RetentionRule | None:
    """Return the rule for a day of publication; the table has at most one."""
    for rule in candidates:
        if rule.valid_from <= published and (rule.valid_to is None or published <= rule.valid_to):
            return rule
    return None


def _last_possible(published: dt.date, precision: Precision) -> dt.date:
    """Return the last day that a date of a precision can mean."""
    if precision is Precision.DAY:
        return published
    if precision is Precision.MONTH:
        return published.replace(day=calendar.monthrange(published.year, published.month)[1])
    return published.replace(month=12, day=31)


def _status(state: State, today: dt.date, until: dt.date, until_latest: dt.date) -> RetentionStatus:
    """Return the status, certain only where it holds for every possible date of publication."""
    if today <= until:
        return _IN_PERIOD[state]
    if today > until_latest:
        return _AFTER_PERIOD[state]
    return RetentionStatus.PERIOD_UNCERTAIN


def _outcome(
    status: RetentionStatus,
    rule: RetentionRule | None,
    until: dt.date | None = None,
    until_latest: dt.date | None = None,
) -> Retention:
    """Build an outcome that names its rule."""
    return Retention(
        status=status,
        until=until,
        until_latest=until_latest,
        guidance=rule.guidance if rule and rule.confirmed else None,
        rule=rule.id if rule else None,
        citation=rule.citation if rule else None,
        confirmed=bool(rule and rule.confirmed),
    )
