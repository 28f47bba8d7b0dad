"""Ties by what two items both hold: a file, a text, an address, an entry.

Belongs here: who holds what, since when, and whether holding it makes two items one. Does not belong here: ties by
name, title or a publisher's own word (``ties``).

A document that stands under names that contradict each other is about more than one review, or about none in
particular (a leaflet on what reviews are): it makes two items one only where they also have the same name.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from catalogue.alike import likeness, worth_comparing
from catalogue.availability import GOOD_ENOUGH
from catalogue.models import Description
from catalogue.resolve.against import Facts, Strength, replaced, side_by_side
from catalogue.resolve.items import Item, canonical_url
from catalogue.vocabulary import Role

# A shorter text may be a form that a publisher fills in for one child after the other.
ENOUGH_WORDS = 300
# A question about a paper that many items hold would be asked of every pair of them.
MOST_HOLDERS = 4
TELLING = frozenset(
    {
        Role.FULL_REPORT,
        Role.EXECUTIVE_SUMMARY,
        Role.IMPROVEMENTS_INFORMATION,
        Role.SEVEN_MINUTE_BRIEFING,
        Role.LEARNING_BRIEFING,
    }
)


@dataclass(frozen=True)
class Tie:
    """What speaks for two items being one review, since when it is known, and what is not certain about it."""

    left: Item
    right: Item
    strength: Strength
    since: dt.date
    why: str
    doubt: str | None = None


@dataclass
class _Paper:
    """One thing that items hold: who, since when, and whether it is a document about a case."""

    why: str
    strength: Strength
    words: int | None = None
    holders: dict[str, tuple[Item, dt.date]] = field(default_factory=dict)
    telling: set[str] = field(default_factory=set)

    def held(self, item: Item, since: dt.datetime, *, telling: bool) -> None:
        """Note a holder, from the first day on which it is known to hold it."""
        day = max(since, item.first_seen).date()
        known = self.holders.get(item.anchor)
        self.holders[item.anchor] = (item, min(day, known[1]) if known else day)
        if telling:
            self.telling.add(item.anchor)

    @property
    def is_whole(self) -> bool:
        """Whether it is more than a form that is filled in for one child after the other."""
        return self.words is None or self.words >= ENOUGH_WORDS


def compared(descriptions: Mapping[str, Description]) -> frozenset[frozenset[str]]:
    """Find the documents whose texts are nearly the same.

    Args:
        descriptions: Descriptions by sha256.

    Returns:
        Pairs of documents whose likeness is at least 0.95: saved again, or with a few words changed.
    """
    sketches = {sha256: one.sketch for sha256, one in descriptions.items() if one.sketch}
    return frozenset(
        frozenset(pair)
        for pair in worth_comparing(sketches)
        if (likeness(*(descriptions[sha256].reading.text for sha256 in pair)) or 0.0) >= GOOD_ENOUGH
    )


def renamed(items: Sequence[Item], alike: frozenset[frozenset[str]]) -> dict[str, frozenset[str]]:
    """Find the items that their publisher lists under another name now.

    Args:
        items: All items.
        alike: Pairs of documents whose texts are nearly the same.

    Returns:
        By anchor, all names of an item that was renamed or has the new name: an item came in the very harvest that
        no longer showed another with the same address, file or long text, and no third one can be meant.
    """
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for paper in papers(items, alike):
        for one, other in combinations([item for item, _ in paper.holders.values()], 2):
            for old, new in ((one, other), (other, one)):
                if paper.is_whole and replaced(old, new):
                    after[old.anchor].add(new.anchor)
                    before[new.anchor].add(old.anchor)
    together = {item.anchor: frozenset({item.anchor}) for item in items}
    for old_anchor in sorted(after):
        new_anchor = min(after[old_anchor])
        if len(after[old_anchor]) == 1 and len(before[new_anchor]) == 1:
            both = together[old_anchor] | together[new_anchor]
            together.update(dict.fromkeys(both, both))
    names = {item.anchor: item.pseudonyms for item in items}
    known = {anchor: frozenset[str]().union(*(names[one] for one in both)) for anchor, both in together.items()}
    return {anchor: both for anchor, both in known.items() if names[anchor] and both != names[anchor]}


def sharing(items: Sequence[Item], facts: Facts, sizes: Mapping[str, int]) -> Iterator[Tie]:
    """Give the ties between items that hold the same thing.

    Args:
        items: All items.
        facts: Names after renaming, and which texts are nearly the same.
        sizes: Words of each document, by sha256.

    Yields:
        Ties in a fixed order; those that a person should look at have a doubt.
    """
    for paper in papers(items, facts.alike, sizes):
        held = [paper.holders[anchor] for anchor in sorted(paper.holders)]
        for (left, first), (right, second) in combinations(held, 2):
            day = max(first, second)
            there = [item for item, since in held if since <= day]
            tie = Tie(left, right, paper.strength, day, paper.why)
            judged = _judged(tie, paper, there, facts)
            if judged is not None:
                yield judged


def _judged(tie: Tie, paper: _Paper, there: Sequence[Item], facts: Facts) -> Tie | None:
    """Weigh one pair of holders of one paper; null where holding it says nothing."""
    left, right = tie.left, tie.right
    first, second = facts.names_of(left), facts.names_of(right)
    one_page = left.source.id == right.source.id and left.found_on == right.found_on
    if one_page and first != second and side_by_side(left, right):
        # What a page shows as two things is two, until somebody says otherwise.
        return None if first and second else replace(tie, doubt="One page shows them as two.")
    telling = {left.anchor, right.anchor} <= paper.telling and paper.is_whole
    common = any(not facts.names_agree(one, other) for one, other in combinations(there, 2))
    if first & second:
        return tie if telling and not common else replace(tie, strength=Strength.TEXT)
    if first and second:
        few = telling and len(there) <= MOST_HOLDERS and not (one_page or left.anonymous or right.anonymous)
        return replace(tie, doubt="Each is listed under another name.") if few else None
    if telling and not common:
        return tie
    if len(there) > MOST_HOLDERS:
        return None
    return replace(tie, doubt="One of them has no name, and the document need not be about this review alone.")


def papers(
    items: Sequence[Item], alike: frozenset[frozenset[str]], sizes: Mapping[str, int] | None = None
) -> list[_Paper]:
    """Return what two items or more hold.

    Args:
        items: All items.
        alike: Pairs of documents whose texts are nearly the same.
        sizes: Words of each document, by sha256; where they are not given, no text is taken for too short.

    Returns:
        Files, texts, addresses and entries with their holders, in a fixed order.
    """
    found: dict[str, _Paper] = {}
    cluster = _clusters(alike)
    for item in items:
        for entry in item.entries:
            _hold(found, f"entry {entry}", "the same entry, word for word", item)
        for sighting in item.sightings:
            address = canonical_url(sighting.link.url)
            telling = sighting.link.stated.role in TELLING or sighting.link.stated.role is None
            key = f"address {address}"
            _hold(found, key, "the same address", item, sighting.first_seen, telling=telling)
            for copy in item.copies.get(address, ()):
                sha256 = copy.capture.sha256 or ""
                _hold(found, f"file {sha256}", "the same file", item, copy.first_at, telling=telling)
                if sha256 in cluster:
                    key = f"text {cluster[sha256]}"
                    words = min((sizes or {}).get(one, ENOUGH_WORDS) for one in (sha256, cluster[sha256]))
                    _hold(found, key, "nearly the same text", item, copy.first_at, telling=telling, words=words)
    return [found[key] for key in sorted(found) if len(found[key].holders) > 1]


def _hold(
    found: dict[str, _Paper],
    key: str,
    why: str,
    item: Item,
    since: dt.datetime | None = None,
    *,
    telling: bool = True,
    words: int | None = None,
) -> None:
    """Note that an item holds a paper."""
    strength = Strength.IDENTITY if words is None else Strength.TEXT
    paper = found.setdefault(key, _Paper(why, strength, words))
    paper.held(item, since or item.first_seen, telling=telling)


def _clusters(alike: frozenset[frozenset[str]]) -> dict[str, str]:
    """Return for each document that is like another the least hash of all that are like it, directly or not."""
    least: dict[str, str] = {}

    def root(sha256: str) -> str:
        while least.setdefault(sha256, sha256) != sha256:
            sha256 = least[sha256]
        return sha256

    for one, other in sorted(tuple(sorted(pair)) for pair in alike):
        first, second = sorted((root(one), root(other)))
        least[second] = first
    return {sha256: root(sha256) for sha256 in sorted(least)}
