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
from itertools import combinations, product

from catalogue.alike import likeness, worth_comparing
from catalogue.availability import GOOD_ENOUGH
from catalogue.models import Description
from catalogue.resolve.against import ATTACHED, Facts, Strength, replaced, side_by_side
from catalogue.resolve.items import Item, Sighting, canonical_url
from catalogue.vocabulary import Role

# A shorter text may be a form that a publisher fills in for one child after the other.
ENOUGH_WORDS = 300
# A question about a paper that many items hold would be asked of every pair of them.
MOST_HOLDERS = 4
REPORTS = frozenset({Role.FULL_REPORT, Role.EXECUTIVE_SUMMARY, Role.IMPROVEMENTS_INFORMATION})
BRIEFINGS = frozenset({Role.SEVEN_MINUTE_BRIEFING, Role.LEARNING_BRIEFING, *ATTACHED})


@dataclass(frozen=True)
class Tie:
    """What speaks for two items being one review, since when it is known, and what is not certain about it."""

    left: Item
    right: Item
    strength: Strength
    since: dt.date
    why: str
    doubt: str | None = None
    asked: bool = False
    """Whether a person is asked even where areas, kinds or dates forbid it: two hold one report under one name."""


@dataclass
class _Paper:
    """One thing that items hold: who, since when, and for whom of them it is a report, or at least about a case."""

    why: str
    strength: Strength = Strength.IDENTITY
    words: int | None = None
    holders: dict[str, tuple[Item, dt.date]] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    briefings: set[str] = field(default_factory=set)
    address: str | None = None

    def held(self, item: Item, since: dt.datetime, role: Role | None) -> None:
        """Note a holder, from the first day on which it is known to hold it."""
        day = max(since, item.first_seen).date()
        known = self.holders.get(item.anchor)
        self.holders[item.anchor] = (item, min(day, known[1]) if known else day)
        if role in REPORTS:
            self.reports.add(item.anchor)
        if role in BRIEFINGS:
            self.briefings.add(item.anchor)

    @property
    def is_whole(self) -> bool:
        """Whether it is more than a form that is filled in for one child after the other."""
        return self.words is None or self.words >= ENOUGH_WORDS


def compared(descriptions: Mapping[str, Description]) -> frozenset[frozenset[str]]:
    """Find the documents whose texts are nearly the same.

    Args:
        descriptions: Descriptions by sha256.

    Returns:
        Pairs of documents whose likeness is at least 0.95: saved again, or with a few words changed. Short ones must
        have the same words: a form that is filled in for one child after the other changes by a word or two.
    """
    sketches = {sha256: one.sketch for sha256, one in descriptions.items() if one.sketch}
    return frozenset(
        frozenset(pair) for pair in worth_comparing(sketches) if is_alike(*(descriptions[sha256] for sha256 in pair))
    )


def is_alike(one: Description, other: Description) -> bool:
    """Tell whether two documents have nearly the same text.

    Args:
        one: What was read of one.
        other: What was read of the other.
    """
    needed = GOOD_ENOUGH if min(one.words, other.words) >= ENOUGH_WORDS else 1.0
    return (likeness(one.reading.text, other.reading.text) or 0.0) >= needed


def renamed(
    items: Sequence[Item], alike: frozenset[frozenset[str]], sizes: Mapping[str, int]
) -> dict[str, frozenset[str]]:
    """Find the items that their publisher lists under another name now.

    Args:
        items: All items.
        alike: Pairs of documents whose texts are nearly the same.
        sizes: Words of each document, by sha256.

    Returns:
        By anchor, all names of an item that was renamed or has the new name: an item came in the very harvest that
        no longer showed another with the same report, and no third one can be meant.
    """
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for paper in papers(items, alike, sizes):
        holders = [paper.holders[anchor][0] for anchor in sorted(paper.reports)]
        for one, other in combinations(holders, 2):
            for old, new in ((one, other), (other, one)):
                if paper.address is None and paper.is_whole and replaced(old, new):
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
    common = any(not facts.names_agree(one, other) for one, other in combinations(there, 2))
    both = {left.anchor, right.anchor}
    report = both <= paper.reports and paper.is_whole
    if paper.address and _another_there(left, right, paper.address, facts):
        return replace(tie, doubt="Another document stands at their address now.")
    if first & second:
        return _of_one_name(tie, paper, common=common)
    few = report and len(there) <= MOST_HOLDERS
    if first and second:
        asked = few and not (one_page or left.anonymous or right.anonymous)
        return replace(tie, doubt="Each is listed under another name.") if asked else None
    # Two lines that name nobody and show nothing but one document are that document.
    alone = not first and not second and left.hashes == right.hashes and len(left.hashes) == 1 and paper.is_whole
    if (report or alone) and not common:
        return tie
    known = both <= paper.reports | paper.briefings and len(there) <= MOST_HOLDERS
    doubt = "One of them has no name, and the document need not be about this review alone."
    return replace(tie, doubt=doubt) if known else None


def _of_one_name(tie: Tie, paper: _Paper, *, common: bool) -> Tie | None:
    """Weigh a paper that two items of one name hold: a report says whose it is, a leaflet on a topic does not."""
    both = {tie.left.anchor, tie.right.anchor}
    if both <= paper.reports and paper.is_whole:
        return replace(tie, strength=Strength.TEXT, asked=True) if common else tie
    if common or not both <= paper.reports | paper.briefings:
        return None
    if tie.strength is Strength.TEXT and not paper.is_whole:
        return replace(tie, doubt="Their texts are short enough to be a form, filled in for one child after the other.")
    known = tie.left.areas and tie.right.areas
    return replace(tie, strength=Strength.NAME, doubt=None if known else "The area of one of them is not told.")


def _another_there(left: Item, right: Item, address: str, facts: Facts) -> bool:
    """Whether what stood at one address while two items were shown are two different documents."""
    first, second = ({one.capture.sha256 or "" for one in item.copies_at(address)} for item in (left, right))
    if not first or not second or first & second:
        return False
    return not any(frozenset(pair) in facts.alike for pair in product(first, second))


def papers(items: Sequence[Item], alike: frozenset[frozenset[str]], sizes: Mapping[str, int]) -> list[_Paper]:
    """Return what two items or more hold.

    Args:
        items: All items.
        alike: Pairs of documents whose texts are nearly the same.
        sizes: Words of each document, by sha256.

    Returns:
        Files, texts, addresses and entries with their holders, in a fixed order.
    """
    found: dict[str, _Paper] = {}
    cluster = _clusters(alike)
    for item in items:
        for entry in item.entries:
            paper = _Paper("the same entry, word for word")
            found.setdefault(f"entry {entry}", paper).held(item, item.first_seen, Role.FULL_REPORT)
        for sighting in item.sightings:
            address = canonical_url(sighting.link.url)
            role = _role(item, sighting)
            paper = _Paper("the same address", address=address)
            found.setdefault(f"address {address}", paper).held(item, sighting.first_seen, role)
            for copy in item.copies_at(address):
                sha256 = copy.capture.sha256 or ""
                found.setdefault(f"file {sha256}", _Paper("the same file")).held(item, copy.first_at, role)
                if sha256 in cluster:
                    words = min(sizes.get(one, 0) for one in (sha256, cluster[sha256]))
                    paper = _Paper("nearly the same text", Strength.TEXT, words)
                    found.setdefault(f"text {cluster[sha256]}", paper).held(item, copy.first_at, role)
    return [found[key] for key in sorted(found) if len(found[key].holders) > 1]


def _role(item: Item, sighting: Sighting) -> Role | None:
    """Return what a document is to its item: what its listing says, or it says itself; the only one is its report."""
    if sighting.link.stated.role:
        return sighting.link.stated.role
    copies = item.copies_at(canonical_url(sighting.link.url))
    read = [
        one.value for copy in copies if copy.description for one in copy.description.findings if one.field == "role"
    ]
    if read:
        return Role(read[-1])
    alone = sum(one.link.has_document for one in item.sightings) <= 1
    return Role.FULL_REPORT if alone else None


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
