"""Which items are one review: ties followed in the order in which they were known, conflicts left to a person.

Belongs here: making groups of ties and vetoes, by the rules of the theory in ``catalogue.resolve``. Does not belong
here: what ties two items (``sharing``, ``ties``) or speaks against them (``against``), values and ids.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from catalogue.models import Description, Issue, digest
from catalogue.resolve.against import Facts, Strength, dates_agree
from catalogue.resolve.inplace import put_up_again
from catalogue.resolve.items import Item
from catalogue.resolve.sharing import Tie, compared, renamed, sharing
from catalogue.resolve.ties import by_name, by_title, landing, moved
from catalogue.vocabulary import IssueKind

Group = tuple[Item, ...]

MORE_THAN_ONE = "There is more than one review that it could belong to."


@dataclass(frozen=True)
class Question:
    """Two items that may be one review, with what speaks for it and against it."""

    left: Item
    right: Item
    why: tuple[str, ...]
    against: tuple[str, ...]

    def issue(self, holds: Mapping[str, str]) -> Issue:
        """Return the question as an issue about the review that holds its first item.

        Args:
            holds: The review that holds an item, by the item's anchor.
        """
        ids = sorted(holds.get(item.anchor, "?") for item in (self.left, self.right))
        return Issue(
            issue_id=digest(IssueKind.POSSIBLE_DUPLICATE, *ids),
            kind=IssueKind.POSSIBLE_DUPLICATE,
            source_id=self.left.source.id,
            review_id=holds.get(self.left.anchor),
            other_review_id=holds.get(self.right.anchor),
            url=self.left.found_on,
            message=f"{ids[0]} and {ids[1]} may be one review. For it: {'; '.join(self.why)}. "
            f"Against it: {' '.join(self.against)} "
            "Answer with `catalogue review`, or by a `confirm` entry in the curation file.",
            seen_at=None,
        )


def join(
    items: Sequence[Item], descriptions: Mapping[str, Description] | None = None
) -> tuple[tuple[Group, ...], tuple[Question, ...]]:
    """Group items into reviews.

    Args:
        items: All items, in any order.
        descriptions: What was read, by sha256; texts are compared by it.

    Returns:
        Groups, each sorted by anchor and all sorted by their first anchor, and the questions left open.
    """
    ordered = sorted(items, key=lambda one: one.anchor)
    read = descriptions or {}
    alike = compared(read) | put_up_again(ordered)
    readable = frozenset(sha256 for sha256, one in read.items() if one.sketch)
    sizes = {sha256: one.words for sha256, one in read.items()}
    facts = Facts(renamed(ordered, alike, sizes), alike, readable)
    ties = [*sharing(ordered, facts, sizes), *landing(ordered), *by_name(ordered, facts)]
    ties += [*by_title(ordered), *moved(ordered, facts)]
    blocks = _Blocks(ordered, facts)
    certain = sorted((tie for tie in ties if tie.doubt is None), key=lambda one: (one.since, one.strength))
    for _, batch in groupby(certain, key=lambda one: (one.since, one.strength)):
        blocks.follow(list(batch))
    return blocks.groups(), blocks.questions(ties)


class _Blocks:
    """Groups in the making: disjoint sets of items by anchor."""

    def __init__(self, items: Sequence[Item], facts: Facts) -> None:
        self._facts = facts
        self._block: dict[str, Group] = {item.anchor: (item,) for item in items}

    def follow(self, ties: Sequence[Tie]) -> None:
        """Follow ties that were known on one day and are of one strength, all at once.

        A tie is not followed where something forbids it, where one of its ends is tied to two groups that cannot be
        one, or where all that it would put together holds such a pair.
        """
        strength = ties[0].strength
        ends = {self._ends(tie) for tie in ties if self._block[tie.left.anchor] != self._block[tie.right.anchor]}
        open_ties = sorted(pair for pair in ends if not self._forbidden(*pair, strength))
        near: dict[str, set[str]] = defaultdict(set)
        for one, other in open_ties:
            near[one].add(other)
            near[other].add(one)
        torn = {
            frozenset((middle, end))
            for middle, tied in near.items()
            for pair in combinations(sorted(tied), 2)
            if self._forbidden(*pair, strength)
            for end in pair
        }
        kept = [pair for pair in open_ties if frozenset(pair) not in torn]
        for together in _connected(kept):
            if not any(self._forbidden(one, other, strength) for one, other in combinations(together, 2)):
                self._unite([self._block[anchor] for anchor in together])

    def groups(self) -> tuple[Group, ...]:
        """Return the groups, sorted."""
        return tuple(sorted(set(self._block.values()), key=lambda group: group[0].anchor))

    def questions(self, ties: Iterable[Tie]) -> tuple[Question, ...]:
        """Return what a person should look at: groups that are tied, and not proved to be two reviews."""
        asked: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in ties:
            if self._block[tie.left.anchor] != self._block[tie.right.anchor]:
                asked[self._ends(tie)].append(tie)
        found = [self._question(asked[pair]) for pair in sorted(asked)]
        return tuple(one for one in found if one)

    def _question(self, ties: Sequence[Tie]) -> Question | None:
        """Return the question that the ties between two groups leave open; null where they are proved to be two."""
        left, right = self._block[ties[0].left.anchor], self._block[ties[0].right.anchor]
        open_ones = [tie for tie in ties if not self._settled(tie)]
        if not open_ones:
            return None
        first = min(open_ones, key=lambda one: (one.strength, one.left.anchor, one.right.anchor))
        forbidden = self._forbidden(left[0].anchor, right[0].anchor, first.strength)
        doubts = [tie.doubt for tie in open_ones if tie.doubt]
        torn = not forbidden and any(tie.doubt is None for tie in open_ones)
        against = [*([forbidden] if forbidden else []), *([MORE_THAN_ONE] if torn else []), *doubts]
        why = dict.fromkeys(tie.why for tie in open_ones)
        return Question(first.left, first.right, tuple(why), tuple(dict.fromkeys(against)))

    def _settled(self, tie: Tie) -> bool:
        """Whether what forbids a tie proves that its items are two: then nobody is asked."""
        left, right = tie.left, tie.right
        if left.anonymous != right.anonymous:
            return True
        if tie.asked or (tie.doubt and tie.strength < Strength.NAME):
            return False
        if not self._facts.forbids((left,), (right,), tie.strength):
            return False
        same_area = not self._facts.forbids((left,), (right,), Strength.TEXT)
        # The same area, name and time, and only the kind or the report differs: one of the two may be mistaken.
        return not (tie.strength is Strength.NAME and same_area and dates_agree(left, right))

    def _ends(self, tie: Tie) -> tuple[str, str]:
        """Return the two groups of a tie by their first anchors, sorted."""
        first, second = sorted((self._block[tie.left.anchor][0].anchor, self._block[tie.right.anchor][0].anchor))
        return first, second

    def _forbidden(self, one: str, other: str, strength: Strength) -> str | None:
        """Say what forbids that two groups are one; null where nothing does."""
        return self._facts.forbids(self._block[one], self._block[other], strength)

    def _unite(self, groups: Sequence[Group]) -> None:
        """Make one group of several."""
        together = {item.anchor: item for group in groups for item in group}
        group = tuple(together[anchor] for anchor in sorted(together))
        self._block.update(dict.fromkeys(together, group))


def _connected(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the sets that pairs connect, sorted."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    seen: set[str] = set()
    found: list[list[str]] = []
    for start in sorted(near):
        if start in seen:
            continue
        together, waiting = {start}, [start]
        while waiting:
            for other in near[waiting.pop()] - together:
                together.add(other)
                waiting.append(other)
        seen |= together
        found.append(sorted(together))
    return found
