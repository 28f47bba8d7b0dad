"""What resolving makes of worlds, counted pair by pair against the truth.

Belongs here: counting. Does not belong here: making worlds, or saying what figure is good enough.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from catalogue.models import Resolution
from catalogue.vocabulary import IssueKind
from tests.identity.telling import Order, a_ledger, tell
from tests.identity.worlds import Line, World


@dataclass
class Figures:
    """Pairs of lines over many worlds."""

    worlds: int = 0
    lines: int = 0
    joined: int = 0
    rightly: int = 0
    joinable: int = 0
    found: int = 0
    same: int = 0
    asked: int = 0
    questions: int = 0
    wrong: list[tuple[int, int, int]] = field(default_factory=list)
    missed: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of joined pairs that are of one review."""
        return self.rightly / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that the pages make one review that were joined."""
        return self.found / self.joinable if self.joinable else 1.0

    def __str__(self) -> str:
        """Return the figures in words."""
        left = self.same - self.rightly
        return (
            f"{self.worlds} worlds, {self.lines} lines: {self.joined} pairs joined, precision {self.precision:.4f}; "
            f"{self.joinable} pairs joinable, recall {self.recall:.4f}; {self.same} pairs of one review in truth, "
            f"{left} of them not joined, {self.asked} of those asked; {self.questions} questions in all"
        )

    def count(self, world: World, lines: Iterable[Line], found: Resolution) -> None:
        """Add what was made of one world."""
        shown = {line.number: line for line in lines}
        review = reviews(shown.values(), found)
        possible = {number: index for index, group in enumerate(world.joinable()) for number in group}
        questions = [one for one in found.issues if one.kind is IssueKind.POSSIBLE_DUPLICATE]
        asked = {frozenset(one.message.split(" may be one review")[0].split(" and ")) for one in questions}
        self.worlds += 1
        self.lines += len(shown)
        self.questions += len(questions)
        for one, other in combinations(sorted(shown), 2):
            same = shown[one].truth == shown[other].truth
            together = review[one] == review[other]
            self.same += same
            self.joined += together
            self.rightly += together and same
            self.asked += same and not together and frozenset((review[one], review[other])) in asked
            if together and not same:
                self.wrong.append((world.seed, one, other))
            if same and one in possible and possible[one] == possible.get(other):
                self.joinable += 1
                self.found += together
                if not together:
                    self.missed.append((world.seed, one, other))


def reviews(lines: Iterable[Line], found: Resolution) -> dict[int, str]:
    """Return the id of the review in which each line is found, by the address that it alone has."""
    at = {place.url: place.review_id for place in found.locations}
    return {line.number: at[line.url] for line in lines if line.url in at}


def parts(lines: Iterable[Line], found: Resolution) -> set[frozenset[int]]:
    """Return the lines as they are put together."""
    groups: dict[str, set[int]] = defaultdict(set)
    for number, review_id in reviews(lines, found).items():
        groups[review_id].add(number)
    return {frozenset(group) for group in groups.values()}


def resolved(world: World, order: Order | None = None) -> Resolution:
    """Resolve a world once, from all that was ever told of it."""
    ledger = a_ledger(world)
    tell(ledger, world.lines, order=order)
    return ledger.resolve()


def measured(seeds: Iterable[int], make: object) -> Figures:
    """Resolve the worlds of some seeds and count."""
    figures = Figures()
    for seed in seeds:
        world: World = make(seed)  # type: ignore[operator]
        figures.count(world, world.lines, resolved(world))
    return figures
