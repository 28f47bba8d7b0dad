"""Which items are one review, each join for a named reason, each doubt put to a person.

Belongs here: the reasons of the theory in ``catalogue.resolve``. Does not belong here: values and ids.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from catalogue.models import Issue, PublishedDate, digest
from catalogue.resolve.items import Item, canonical_url
from catalogue.vocabulary import DateBasis, IssueKind, Precision, RemovalKind, ReviewType

# Names that many children share: "Child A", "Baby J", "Family X", and bare letters.
GENERIC = re.compile(r"^(?:(?:child|baby|infant|family|young person|adult|sibling)\s+)?[a-z]{1,2}\d?$")
# A national page's year can be the year of listing, so it may differ by one.
ENTRY_SLACK = dt.timedelta(days=366)
LONGEST_GAP = dt.timedelta(days=366)

Group = tuple[Item, ...]


@dataclass(frozen=True)
class Question:
    """Two items that may be one review."""

    left: Item
    right: Item
    why: str

    def issue(self, named: Mapping[str, Group]) -> Issue:
        """Return the question as an issue about the review that holds its first item."""
        holds = {item.anchor: review_id for review_id, group in named.items() for item in group}
        ids = [holds.get(self.left.anchor, "?"), holds.get(self.right.anchor, "?")]
        return Issue(
            issue_id=digest(IssueKind.POSSIBLE_DUPLICATE, *sorted(ids)),
            kind=IssueKind.POSSIBLE_DUPLICATE,
            source_id=self.left.source.id,
            review_id=holds.get(self.left.anchor),
            other_review_id=holds.get(self.right.anchor),
            url=self.left.found_on,
            message=f"{ids[0]} and {ids[1]} may be one review: {self.why} `catalogue review` shows both and asks.",
            seen_at=None,
        )


def join(items: Sequence[Item]) -> tuple[tuple[Group, ...], tuple[Question, ...]]:
    """Group items into reviews.

    Args:
        items: All items, in any order.

    Returns:
        Groups, each sorted by anchor and all sorted by their first anchor, and the questions left open.
    """
    forest = _Forest(items)
    pairs = [pair for pair in (*_sharing(items), *_landing(items)) if pair[0].anonymous == pair[1].anonymous]
    bridges = _bridges(pairs)
    for left, right in pairs:
        if _names_agree(left, right) and _shared_is_identity(left, right) and not bridges & {left.anchor, right.anchor}:
            forest.unite(left, right)
    questions = [*_join_by_name(items, forest), *_join_moved(items, forest)]
    groups = sorted(forest.groups(), key=lambda group: group[0].anchor)
    settled = {item.anchor: number for number, group in enumerate(groups) for item in group}
    open_questions = [one for one in questions if settled[one.left.anchor] != settled[one.right.anchor]]
    return tuple(groups), tuple(sorted(open_questions, key=lambda one: (one.left.anchor, one.right.anchor)))


class _Forest:
    """Disjoint sets of items by anchor."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = {item.anchor: item for item in items}
        self._parent = {item.anchor: item.anchor for item in items}

    def root(self, anchor: str) -> str:
        """Return the representative of an item's set: its least anchor."""
        while self._parent[anchor] != anchor:
            anchor = self._parent[anchor]
        return anchor

    def unite(self, left: Item, right: Item) -> None:
        """Make one set of two; the lesser anchor stands for it, so order does not matter."""
        first, second = sorted((self.root(left.anchor), self.root(right.anchor)))
        self._parent[second] = first

    def groups(self) -> list[Group]:
        """Return the sets, each sorted by anchor."""
        sets: dict[str, list[Item]] = defaultdict(list)
        for anchor in sorted(self._items):
            sets[self.root(anchor)].append(self._items[anchor])
        return [tuple(group) for group in sets.values()]


def _sharing(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Return the pairs of items that share bytes or an address."""
    by_key: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for key in item.hashes | item.addresses | item.entries:
            by_key[key].append(item)
    pairs = {
        (left.anchor, right.anchor): (left, right)
        for group in by_key.values()
        for left, right in combinations(sorted(group, key=lambda one: one.anchor), 2)
    }
    return [pairs[key] for key in sorted(pairs)]


def _landing(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Return the pairs in which one item links to the page that shows the other and nothing else."""
    shown_on: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda one: one.anchor):
        shown_on[canonical_url(item.found_on)].append(item)
    alone = {url: shown[0] for url, shown in shown_on.items() if len(shown) == 1}
    return [
        (item, alone[address])
        for item in sorted(items, key=lambda one: one.anchor)
        for address in sorted(item.addresses & alone.keys())
        if alone[address] is not item
    ]


def _bridges(pairs: Sequence[tuple[Item, Item]]) -> set[str]:
    """Return the unnamed items that share something with items of contradicting names: they join none of them."""
    partners: dict[str, set[frozenset[str]]] = defaultdict(set)
    for left, right in pairs:
        for one, other in ((left, right), (right, left)):
            if not one.pseudonyms and other.pseudonyms:
                partners[one.anchor].add(other.pseudonyms)
    return {
        anchor for anchor, names in partners.items() if any(not one & other for one, other in combinations(names, 2))
    }


def _names_agree(left: Item, right: Item) -> bool:
    """Whether the pseudonyms do not contradict each other."""
    return not left.pseudonyms or not right.pseudonyms or bool(left.pseudonyms & right.pseudonyms)


def _shared_is_identity(left: Item, right: Item) -> bool:
    """Whether sharing a document makes them one: not where one page shows them as two named things."""
    if left.source.id != right.source.id or left.found_on != right.found_on:
        return True
    return left.pseudonyms == right.pseudonyms


def _join_by_name(items: Sequence[Item], forest: _Forest) -> list[Question]:
    """Join by area and pseudonyms where nothing speaks against it; return what stays open."""
    by_name: dict[tuple[str, frozenset[str]], list[Item]] = defaultdict(list)
    for item in items:
        for area in item.areas if item.pseudonyms else ():
            by_name[area, item.pseudonyms].append(item)
    questions: list[Question] = []
    for key in sorted(by_name, key=lambda pair: (pair[0], sorted(pair[1]))):
        bucket = sorted(by_name[key], key=lambda item: item.anchor)
        against = {
            (left.anchor, right.anchor): reason
            for left, right in combinations(bucket, 2)
            if (reason := _against(left, right)) and forest.root(left.anchor) != forest.root(right.anchor)
        }
        for left, right in combinations(bucket, 2):
            if forest.root(left.anchor) == forest.root(right.anchor):
                continue
            why_not = against.get((left.anchor, right.anchor)) or _doubt(left, right, bucket, against)
            if why_not is None:
                forest.unite(left, right)
            elif (left.anchor, right.anchor) not in against:
                questions.append(Question(left, right, f"same area and pseudonyms; {why_not}"))
    return questions


def _against(left: Item, right: Item) -> str | None:
    """Say what proves that two items of one area and name are different reviews; null if nothing does."""
    if left.types and right.types and not left.types & right.types:
        return "the pages state different kinds of review."
    if any(_apart(one, other) for one in left.dates for other in right.dates):
        return "the pages state dates more than a year apart."
    same_page = left.source.id == right.source.id and left.found_on == right.found_on
    if same_page and left.report_hashes and right.report_hashes and not left.report_hashes & right.report_hashes:
        return "one page shows two different full reports."
    return None


def _doubt(left: Item, right: Item, bucket: Sequence[Item], against: Mapping[tuple[str, str], str]) -> str | None:
    """Say why a pair that could be one is not joined; null if it is certain."""
    if against and _torn(left, right, bucket, against):
        return "there is more than one review it could belong to."
    if not all(GENERIC.match(name) for name in left.pseudonyms):
        return None
    if _points(left, right) or left.types & right.types:
        return None
    if any(not _apart(one, other) for one in left.dates for other in right.dates):
        return None
    return "the name is one that many children share, and neither kind nor date is stated by both."


def _join_moved(items: Sequence[Item], forest: _Forest) -> list[Question]:
    """Join an item to the one that its publisher says it moved to; return what stays open.

    A publisher also points several old pages, or a page beside which the new one already stood, to one place:
    that place holds something of them, and whether it is the same is for a person to say.
    """
    places: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda one: one.anchor):
        if item.removal and item.removal.kind is RemovalKind.MOVED and item.removal.to:
            places[canonical_url(item.removal.to)].append(item)
    questions: list[Question] = []
    for address, movers in places.items():
        for left, right in ((left, right) for left in movers for right in items if _stands_at(right, address)):
            if left is right or forest.root(left.anchor) == forest.root(right.anchor):
                continue
            if len(movers) > 1 or not _follows(left, right) or _against(left, right) or not _names_agree(left, right):
                questions.append(Question(left, right, "its publisher says that the one moved to the other's place."))
            else:
                forest.unite(left, right)
    return questions


def _stands_at(item: Item, address: str) -> bool:
    """Whether an address is the page that shows an item, or one of its own."""
    return address in item.addresses or canonical_url(item.found_on) == address


def _follows(old: Item, new: Item) -> bool:
    """Whether the new item came when the old one went: two that stood side by side are two."""
    return min(one.first_seen for one in new.sightings) > max(one.last_seen for one in old.sightings)


def _torn(left: Item, right: Item, bucket: Sequence[Item], against: Mapping[tuple[str, str], str]) -> bool:
    """Whether either of two items also fits a third that contradicts the other one."""

    def opposed(one: Item, other: Item) -> bool:
        return tuple(sorted((one.anchor, other.anchor))) in against

    return any(
        (opposed(third, left) and not opposed(third, right)) or (opposed(third, right) and not opposed(third, left))
        for third in bucket
        if third not in (left, right)
    )


def _points(left: Item, right: Item) -> bool:
    """Whether one item sends its readers to the page of the other."""
    return canonical_url(right.found_on) in left.pointers or canonical_url(left.found_on) in right.pointers


def _apart(one: PublishedDate, other: PublishedDate) -> bool:
    """Whether two dates cannot be the publication of one review and its briefing."""
    first, last = sorted((interval(one), interval(other)))
    slack = ENTRY_SLACK if DateBasis.ENTRY in (one.basis, other.basis) else dt.timedelta()
    return last[0] - first[1] > LONGEST_GAP + slack


def interval(date: PublishedDate) -> tuple[dt.date, dt.date]:
    """Return the first and last day that a date can mean."""
    first = date.value
    if date.precision is Precision.DAY:
        return first, first
    if date.precision is Precision.MONTH:
        return first, (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return first, first.replace(month=12, day=31)


def type_is_local(review_type: ReviewType) -> bool:
    """Whether a kind of review is about a case of one area."""
    return review_type not in (ReviewType.NATIONAL_CSPR, ReviewType.ANALYSIS, ReviewType.GUIDANCE)
