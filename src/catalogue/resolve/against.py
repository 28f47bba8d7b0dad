"""What two items say for and against being one review, one fact at a time.

Belongs here: names, kinds, dates, areas and reports of two items compared. Does not belong here: which pairs are
compared (``ties``), and what follows for reviews (``joins``).
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import product

from catalogue.models import PublishedDate
from catalogue.resolve.areas import meet
from catalogue.resolve.items import Item, canonical_url
from catalogue.vocabulary import DateBasis, Precision, ReviewType, Role

# Names that many children share: "Child A", "Baby J", "Family X", and bare letters.
GENERIC = re.compile(r"^(?:(?:child|baby|infant|family|young person|adult|sibling)\s+)?[a-z]{1,2}\d?$")
YEAR = dt.timedelta(days=366)
# A report and its briefing, or a listing that names the month after: dates this near are one publication's.
SEASON = dt.timedelta(days=92)
# A board answers and acts on its review later than it publishes it.
AFTERMATH = 2 * YEAR
ATTACHED = frozenset({Role.RESPONSE, Role.ACTION_PLAN, Role.ADDENDUM})
# What no publisher states of its review: it tells nothing.
UNSTATED = frozenset({ReviewType.OTHER, ReviewType.BRIEFING_ONLY})


class Strength(IntEnum):
    """How much a tie can bear: what is weaker is forbidden by more."""

    IDENTITY = 1
    """The same file, address or entry: only another name, a withheld area or a person's word speaks against it."""
    TEXT = 2
    """The same words, or the publisher's own pointer: another area speaks against it too."""
    NAME = 3
    """The same name in the same area: so does another kind, another year, another report."""


@dataclass(frozen=True)
class Facts:
    """What is known beyond single items when two are compared."""

    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Names of the items that a publisher renamed, those before and after together, by anchor."""
    alike: frozenset[frozenset[str]] = frozenset()
    """Pairs of documents whose texts are nearly the same."""
    readable: frozenset[str] = frozenset()
    """Documents whose text can be compared."""

    def names_of(self, item: Item) -> frozenset[str]:
        """Return the names that an item has, with those before and after a renaming: none of them contradicts it."""
        return self.names.get(item.anchor, item.pseudonyms)

    def names_agree(self, left: Item, right: Item) -> bool:
        """Whether the names of two items do not contradict each other."""
        first, second = self.names_of(left), self.names_of(right)
        return not first or not second or bool(first & second)

    def forbids(self, left: Sequence[Item], right: Sequence[Item], strength: Strength) -> str | None:
        """Say what forbids that two groups are one review.

        Args:
            left: A group of items.
            right: Another.
            strength: What the tie between them rests on.

        Returns:
            The reason in a plain sentence; null where nothing forbids it. A review that several areas list as their
            own is about all of them, and what is known by its report to be one may be stated as two kinds, so areas
            and kinds are compared group by group, all else item by item.
        """
        if strength >= Strength.TEXT:
            first, second = ({code for item in group for code in item.areas} for group in (left, right))
            if first and second and not meet(first, second):
                return "They are about different areas."
        if strength >= Strength.NAME and kinds_differ(left, right):
            return "They state different kinds of review."
        pairs = ((one, other) for one in left for other in right)
        return next((why for one, other in pairs if (why := self._forbids(one, other, strength))), None)

    def _forbids(self, left: Item, right: Item, strength: Strength) -> str | None:
        """Say what forbids that two items are one review, their areas aside."""
        if left.anonymous != right.anonymous:
            return "One of them withholds its area."
        if not self.names_agree(left, right):
            return "They name different children."
        return self._forbids_by_name(left, right) if strength >= Strength.NAME else None

    def _forbids_by_name(self, left: Item, right: Item) -> str | None:
        """Say what proves that two items of one name are different reviews."""
        if dates_apart(left, right):
            return "They state dates more than a year apart."
        if self.reports_differ(left, right):
            return "One source shows two different full reports."
        return None

    def reports_differ(self, left: Item, right: Item) -> bool | None:
        """Whether one publisher shows two different full reports; null where their texts cannot be compared."""
        if left.source.publisher_id != right.source.publisher_id or not left.reports or not right.reports:
            return False
        if left.reports & right.reports:
            return False
        first, second = report_hashes(left), report_hashes(right)
        if not first or not second:
            return None
        if first & second or any(frozenset(pair) in self.alike for pair in product(first, second)):
            return False
        return True if first <= self.readable and second <= self.readable else None


def report_hashes(item: Item) -> frozenset[str]:
    """Return the hashes of an item's full reports, all versions."""
    return frozenset(
        copy.capture.sha256
        for sighting, copy in item.all_copies
        if copy.capture.sha256 and canonical_url(sighting.link.url) in item.reports
    )


def kinds_differ(left: Iterable[Item], right: Iterable[Item]) -> bool:
    """Whether two groups state kinds of review of which none is the same."""
    first, second = (
        frozenset[ReviewType]().union(*(item.types for item in group)) - UNSTATED for group in (left, right)
    )
    return bool(first and second and not first & second)


def kinds_agree(left: Item, right: Item) -> bool:
    """Whether two items state the same kind of review."""
    return bool((left.types & right.types) - UNSTATED)


def dates_apart(left: Item, right: Item) -> bool:
    """Whether two items state dates that cannot be of one publication."""
    return any(gap(one, other) > _most(left, right, one, other) for one in left.dates for other in right.dates)


def dates_agree(left: Item, right: Item) -> bool:
    """Whether two items state dates that are those of one publication; a response has a date of its own.

    A collection may list a review the year after, so the year of its entry stands for two; two entries of one review
    have the same year.
    """
    if any(item.roles and item.roles <= ATTACHED for item in (left, right)):
        return False
    return any(_near(one, other) for one in left.dates for other in right.dates)


def _near(one: PublishedDate, other: PublishedDate) -> bool:
    """Whether two dates can be of one publication, or of a report and what was put up with it soon after."""
    if one.basis is other.basis is DateBasis.ENTRY:
        return one.value.year == other.value.year
    if DateBasis.ENTRY not in (one.basis, other.basis):
        return gap(one, other) <= SEASON
    entry, stated = sorted((one, other), key=lambda date: date.basis is not DateBasis.ENTRY)
    first, last = interval(stated)
    return first <= _widened(entry)[1] + SEASON and last >= _widened(entry)[0]


def _most(left: Item, right: Item, one: PublishedDate, other: PublishedDate) -> dt.timedelta:
    """Return the longest time between the dates of two items of one review."""
    for item, its, others in ((left, one, other), (right, other, one)):
        if item.roles and item.roles <= ATTACHED:
            return AFTERMATH if interval(its)[1] >= others.value else SEASON
    return YEAR


def gap(one: PublishedDate, other: PublishedDate) -> dt.timedelta:
    """Return the time between what two dates can mean; none where they overlap.

    Args:
        one: A date.
        other: Another.
    """
    first, second = sorted((_widened(one), _widened(other)))
    return max(second[0] - first[1], dt.timedelta())


def _widened(date: PublishedDate) -> tuple[dt.date, dt.date]:
    """Return the first and last day of publication that a date can mean; a collection may list it the year after."""
    first, last = interval(date)
    return (dt.date(first.year - 1, 1, 1), last) if date.basis is DateBasis.ENTRY else (first, last)


def interval(date: PublishedDate) -> tuple[dt.date, dt.date]:
    """Return the first and last day that a date can mean."""
    first = date.value
    if date.precision is Precision.DAY:
        return first, first
    if date.precision is Precision.MONTH:
        return first, (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return first, first.replace(month=12, day=31)


def generic(names: Iterable[str]) -> bool:
    """Whether all names are such as many children share."""
    return all(GENERIC.match(name) for name in names)


def side_by_side(left: Item, right: Item) -> bool:
    """Whether two items were ever shown at one time: each until the first good harvest that no longer showed it."""
    return (right.missed is None or left.first_seen < right.missed) and (
        left.missed is None or right.first_seen < left.missed
    )


def replaced(old: Item, new: Item) -> bool:
    """Whether one item came in the very harvest that no longer showed the other; what stood side by side is two.

    A harvest that was not believed may have shown the new one first: the next good one tells that the old one went.
    """
    if old.missed is None or old.source.id != new.source.id:
        return False
    return old.last_seen < new.first_seen <= old.missed


def one_publisher(left: Item, right: Item) -> bool:
    """Whether two items are of one publisher's own, or of a publisher's and of its successor's."""
    if not left.own or not right.own:
        return False
    first, second = left.source.publisher_id, right.source.publisher_id
    return (
        first == second
        or second in {row.publisher_id for row in left.before}
        or first in {row.publisher_id for row in right.before}
    )


def points(left: Item, right: Item) -> bool:
    """Whether one item sends its readers to the page of the other."""
    return canonical_url(right.found_on) in left.pointers or canonical_url(left.found_on) in right.pointers


def type_is_local(review_type: ReviewType) -> bool:
    """Whether a kind of review is about a case of one area."""
    return review_type not in (ReviewType.NATIONAL_CSPR, ReviewType.ANALYSIS, ReviewType.GUIDANCE)
