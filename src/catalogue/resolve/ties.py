"""Ties by name, by title, and by a publisher's own word.

Belongs here: which pairs of items are compared for what they are called and where a page points, and when that is
certain. Does not belong here: ties by what both hold (``sharing``), and what follows for reviews (``joins``).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from catalogue.resolve.against import (
    ATTACHED,
    Facts,
    Strength,
    dates_agree,
    generic,
    kinds_agree,
    kinds_differ,
    one_publisher,
    points,
    side_by_side,
    type_is_local,
)
from catalogue.resolve.areas import upwards
from catalogue.resolve.items import Item, canonical_url, folded
from catalogue.resolve.sharing import BRIEFINGS, Tie
from catalogue.vocabulary import RemovalKind

FEWEST_TITLE_WORDS = 3
# Words that stand in every other title tell nothing of which review it is.
_FIELD = frozenset(
    re.findall(
        r"\w+",
        """about action annual board briefing case cases child children childrens death domestic executive
        final from full homicide independent into learning local minute national overview page panel
        partnership plan practice published rapid read report reports review reviews safeguarding serious
        seven significant summary that their thematic this view were what when with year young""",
    )
)


def landing(items: Sequence[Item]) -> Iterator[Tie]:
    """Give the ties between an item and the one that stands alone on the page that it links to."""
    shown_on: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        shown_on[canonical_url(item.found_on)].append(item)
    alone = {url: shown[0] for url, shown in shown_on.items() if len(shown) == 1}
    for item in items:
        for address in sorted(item.addresses & alone.keys()):
            if alone[address] is not item:
                yield _tie(item, alone[address], Strength.IDENTITY, "the one links to the page of the other")


def by_name(items: Sequence[Item], facts: Facts) -> Iterator[Tie]:
    """Give the ties between items of one area that have a name in common."""
    bucket: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        for code in frozenset[str]().union(*map(upwards, item.areas)):
            for name in item.pseudonyms:
                bucket[code, name].append(item)
    pairs = {
        (left.anchor, right.anchor): (left, right)
        for key in sorted(bucket)
        for left, right in combinations(bucket[key], 2)
    }
    for key in sorted(pairs):
        left, right = pairs[key]
        yield _tie(left, right, Strength.NAME, "the same area and name", _name_doubt(left, right, facts))


def _name_doubt(left: Item, right: Item, facts: Facts) -> str | None:
    """Say why two items of one area and name need not be one review; null where it is certain."""
    same = left.pseudonyms == right.pseudonyms
    if facts.reports_differ(left, right) is None:
        return "One publisher shows two full reports, and their texts cannot be compared."
    if points(left, right):
        return None
    if not same and (beside := _names_doubt(left, right)):
        return beside
    if dates_agree(left, right) or (same and _reviewers(left) & _reviewers(right)):
        return None
    if (
        left.source.publisher_id == right.source.publisher_id
        and left.own
        and right.own
        and same
        and side_by_side(left, right)
    ):
        return _beside_doubt(left, right, left.pseudonyms & right.pseudonyms)
    return "Neither a date nor a reviewer that both state confirms it."


def _names_doubt(left: Item, right: Item) -> str | None:
    """Say the same of two that have a name in common, of which one has another name beside it."""
    if _is_leaflet(left, right) or _is_leaflet(right, left):
        return "One of them is a briefing that names another child too, of whom there may be a review of its own."
    if generic(left.pseudonyms & right.pseudonyms):
        return "The name in common is one that many children share, and one of them has another name beside it."
    return None


def _is_leaflet(one: Item, beside: Item) -> bool:
    """Whether an item is nothing but a briefing and names more children than the other: it may be about two reviews."""
    return bool(one.roles) and one.roles <= BRIEFINGS - ATTACHED and one.children > beside.children


def _beside_doubt(left: Item, right: Item, names: frozenset[str]) -> str | None:
    """Say the same of two that one publisher shows at one time, where it would tell two children apart."""
    if kinds_differ((left,), (right,)):
        return "They state different kinds of review."
    if generic(names) and not kinds_agree(left, right):
        return "The name is one that many children share, and neither kind nor date is stated of both."
    return None


def _reviewers(item: Item) -> frozenset[str]:
    """Return the reviewers that an item's documents name, as compared."""
    return frozenset(folded(finding.value) for finding in item.findings("reviewers"))


def by_title(items: Sequence[Item]) -> Iterator[Tie]:
    """Give the ties between items of one long title, where the title is what the publication is called by."""
    bucket: dict[frozenset[str], list[Item]] = defaultdict(list)
    for item in items:
        for words in {_words_of(one.link.stated.title or "") for one in item.sightings}:
            if len(words) >= FEWEST_TITLE_WORDS:
                bucket[words].append(item)
    for words in sorted(bucket, key=sorted):
        for left, right in combinations(bucket[words], 2):
            if not (left.pseudonyms and right.pseudonyms) and not left.anonymous and not right.anonymous:
                yield _tie(left, right, Strength.NAME, "the same title", _title_doubt(left, right))


def _words_of(title: str) -> frozenset[str]:
    """Return the telling words of a title, and its numbers."""
    words = re.findall(r"[^\W_]+", folded(title))
    return frozenset(word for word in words if word not in _FIELD and (len(word) > 3 or word.isdigit()))


def _title_doubt(left: Item, right: Item) -> str | None:
    """Say why two items of one title need not be one publication; null where it is certain."""
    if left.source.id == right.source.id and left.found_on == right.found_on and side_by_side(left, right):
        return "One page shows them as two."
    if all(item.types and not any(map(type_is_local, item.types)) for item in (left, right)):
        return None
    if one_publisher(left, right) or dates_agree(left, right):
        return None
    return "Neither is known to be a national publication, and no date of both confirms it."


def moved(items: Sequence[Item], facts: Facts) -> Iterator[Tie]:
    """Give the ties between an item and what stands where its publisher says that it moved to.

    A publisher also points several old pages, or a page beside which the new one already stood, to one place:
    that place holds something of them, and whether it is the same is for a person to say.
    """
    places: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.removal and item.removal.kind is RemovalKind.MOVED and item.removal.to:
            places[canonical_url(item.removal.to)].append(item)
    for address in sorted(places):
        movers = places[address]
        for left in movers:
            for right in items:
                if right is left or not _stands_at(right, address):
                    continue
                certain = len(movers) == 1 and right.first_seen > left.last_seen
                unsure = None if certain else "Other things moved there too, or it stood there before."
                doubt = facts.forbids((left,), (right,), Strength.NAME) or unsure
                yield _tie(left, right, Strength.TEXT, "its publisher says that it moved to the other's place", doubt)


def _stands_at(item: Item, address: str) -> bool:
    """Whether an address is the page that shows an item, or one of its own."""
    return address in item.addresses or canonical_url(item.found_on) == address


def _tie(left: Item, right: Item, strength: Strength, why: str, doubt: str | None = None) -> Tie:
    """Return a tie that is known since both of its items are."""
    first, second = sorted((left, right), key=lambda one: one.anchor)
    return Tie(first, second, strength, max(left.first_seen, right.first_seen).date(), why, doubt)
