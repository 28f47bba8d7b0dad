"""What the availability of one publication means for its publisher's duty.

Belongs here: the rule that applies, the last days of its period, and the status. Does not belong here: the
table of rules, or which addresses carry the duty.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from catalogue.models import Record
from catalogue.retention.periods import last_possible
from catalogue.retention.rules import RetentionRule, rules
from catalogue.vocabulary import Nation, Precision, RetentionStatus, ReviewType, State

_LONDON = ZoneInfo("Europe/London")

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


def retention(
    *,
    nation: Nation | None,
    review_type: ReviewType,
    published_on: dt.date | None,
    precision: Precision | None,
    state: State,
    today: dt.date,
    removed: bool = False,
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
        removed: Whether the publisher itself says that it withdrew, removed or moved what must stay up, so that
            its absence is a statement and not a finding.
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
    earliest, latest = published_on, last_possible(published_on, precision or Precision.YEAR)
    first, last = _rule_for(candidates, earliest), _rule_for(candidates, latest)
    if first is None or last is None:
        return _outcome(RetentionStatus.NO_RULE, None)
    if not (first.confirmed and last.confirmed):
        return _outcome(RetentionStatus.NO_RULE, last if first.confirmed else first)
    ends = sorted((first.last_day(earliest), last.last_day(latest)))
    status = _status(state, today, ends[0], ends[1])
    if removed and status is RetentionStatus.NOT_FOUND_IN_PERIOD:
        status = RetentionStatus.REMOVED_IN_PERIOD
    return _outcome(status, first, ends[0], ends[1])


def uk_day(at: dt.datetime) -> dt.date:
    """Return the day on which periods are judged.

    Args:
        at: An aware moment.

    Returns:
        The day in UK local time, which near midnight in summer is not that of UTC.
    """
    return at.astimezone(_LONDON).date()


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
