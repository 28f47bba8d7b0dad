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
    None: RetentionStatus.NOT_CHECKED_IN_PERIOD,
}
_AFTER_PERIOD = {
    State.AVAILABLE: RetentionStatus.COMPLETED,
    State.UNAVAILABLE: RetentionStatus.COMPLETED_LATER_REMOVED,
    State.UNKNOWN: RetentionStatus.COMPLETED_NOT_CHECKED,
    None: RetentionStatus.COMPLETED_NOT_CHECKED,
}


class Retention(Record):
    """What availability means for the duty of one publication."""

    status: RetentionStatus
    """The status."""
    possible: tuple[RetentionStatus, ...] = ()
    """Where it depends on a day that is not known: what it may be; otherwise empty."""
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
    state: State | None,
    today: dt.date,
    since: dt.date | None = None,
    removed: bool = False,
    withheld: bool = False,
    not_before: dt.date | None = None,
    seen_on: dt.date | None = None,
    table: tuple[RetentionRule, ...] | None = None,
) -> Retention:
    """Say what the availability of a publication means for its publisher's duty.

    Args:
        nation: Nation whose law governs it.
        review_type: Kind of review; kinds that no rule names (adult reviews, guidance ...) have no rule.
        published_on: First publication: first day of the stated day, month or year. A corrected or re-anonymised
            version keeps the first publication's.
        precision: How exact that is; null counts as exact to the year, the least that a date can say.
        state: Availability of what must stay up; null where nothing is published at all.
        today: The day asked about.
        since: Since when that state holds; without it an absence after the period counts as later than its end.
        removed: Whether the publisher itself says that it withdrew, removed or moved what must stay up, so that
            its absence is a statement and not a finding.
        withheld: Whether the report is withheld, so that information about improvements is what must stay up.
        not_before: For a publication without a date: a day on which it was certainly not published yet, or null.
        seen_on: For a publication without a date: a day on which it was seen, so that it was published by then.
        table: Rules to use in place of those that come with the catalogue.

    Returns:
        Status, last days and rule. Only confirmed rules give a status other than that none is known, and a status
        is given only where it holds for every date that publication may have.
    """
    candidates = [
        rule
        for rule in (rules() if table is None else table)
        if rule.nation is nation and review_type in rule.review_types
    ]
    if published_on is None and seen_on is None:
        return _without_date(candidates)
    if published_on is not None:
        earliest: dt.date | None = published_on
        latest = last_possible(published_on, precision or Precision.YEAR)
    else:
        earliest, latest = not_before, seen_on or today
    last = _rule_for(candidates, latest)
    first = last if earliest is None else _rule_for(candidates, earliest)
    if first is None or last is None:
        return _outcome(RetentionStatus.NO_RULE, None)
    if not (first.confirmed and last.confirmed):
        return _outcome(RetentionStatus.NO_RULE, last if first.confirmed else first)
    ends = _ends(first, last, earliest, latest)
    undated = RetentionStatus.UNDATED if published_on is None else RetentionStatus.PERIOD_UNCERTAIN
    found = _statuses(state, today, since, ends)
    named = tuple(_named(one, state, removed=removed, withheld=withheld) for one in found)
    if len(named) == 1:
        return _outcome(named[0], first, *ends)
    return _outcome(undated, first, *ends, possible=named)


def uk_day(at: dt.datetime) -> dt.date:
    """Return the day on which periods are judged.

    Args:
        at: An aware moment.

    Returns:
        The day in UK local time, which near midnight in summer is not that of UTC.
    """
    return at.astimezone(_LONDON).date()


def _without_date(candidates: list[RetentionRule]) -> Retention:
    """Return the outcome for a publication of which no date is known at all."""
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


def _ends(
    first: RetentionRule, last: RetentionRule, earliest: dt.date | None, latest: dt.date
) -> tuple[dt.date | None, dt.date]:
    """Return the last day of the period for the earliest and the latest possible date; the first may be unknown."""
    end = last.last_day(latest)
    if earliest is None:
        return None, end
    start = first.last_day(earliest)
    return min(start, end), max(start, end)


def _statuses(
    state: State | None, today: dt.date, since: dt.date | None, ends: tuple[dt.date | None, dt.date]
) -> tuple[RetentionStatus, ...]:
    """Return every status that some possible date of publication gives."""
    until, until_latest = ends
    if until is not None and today <= until:
        return (_IN_PERIOD[state],)
    if today <= until_latest:
        return (_IN_PERIOD[state], _AFTER_PERIOD[state])
    if state is State.UNAVAILABLE and since is not None and since <= until_latest:
        # It went missing on a day inside the period, or on one that may have been inside.
        certain = until is not None and since <= until
        inside = (RetentionStatus.COMPLETED_NOT_FOUND,)
        return inside if certain else (*inside, RetentionStatus.COMPLETED_LATER_REMOVED)
    return (_AFTER_PERIOD[state],)


def _named(status: RetentionStatus, state: State | None, *, removed: bool, withheld: bool) -> RetentionStatus:
    """Return a status in the light of what the publisher says and of what it publishes instead of a report."""
    if removed and status is RetentionStatus.NOT_FOUND_IN_PERIOD:
        return RetentionStatus.REMOVED_IN_PERIOD
    if not withheld or status not in _IN_PERIOD.values():
        return status
    if state is State.AVAILABLE:
        return RetentionStatus.WITHHELD_INFORMED
    return RetentionStatus.WITHHELD_NOT_INFORMED if state is None else status


def _outcome(
    status: RetentionStatus,
    rule: RetentionRule | None,
    until: dt.date | None = None,
    until_latest: dt.date | None = None,
    *,
    possible: tuple[RetentionStatus, ...] = (),
) -> Retention:
    """Build an outcome that names its rule."""
    return Retention(
        status=status,
        possible=possible,
        until=until,
        until_latest=until_latest,
        guidance=rule.guidance if rule and rule.confirmed else None,
        rule=rule.id if rule else None,
        citation=rule.citation if rule else None,
        confirmed=bool(rule and rule.confirmed),
    )
