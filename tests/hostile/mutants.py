"""Seeded mutants of good PDFs: bytes changed, flipped, doubled or lost here and there.

Belongs here: changing bytes. Does not belong here: judging what readers make of them.
"""

import functools
import random
from collections.abc import Iterator

from tests.hostile.raw import document, shown, stream, written
from tests.world import papers, reports

SEED = 20_211
RATIOS = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2)


@functools.cache
def good() -> tuple[bytes, ...]:
    """Return the good PDFs."""
    plain = written(document([stream(shown("Serious Case Review", f"Child N, page {page}")) for page in range(1, 6)]))
    whole = (reports.frankie(), reports.child_c(), reports.georgina_and_grace(), reports.child_c_response())
    short = (reports.child_c_briefing(), reports.georgina_and_grace_briefing(), reports.adult_q())
    return (*whole, *short, papers.scanned(), papers.encrypted(), plain)


def mutant(number: int, seed: int = SEED) -> bytes:
    """Return one mutant; the same number and seed give the same bytes."""
    chance = random.Random(f"{seed}-{number}")
    data = bytearray(good()[number % len(good())])
    ratio = RATIOS[number // len(good()) % len(RATIOS)]
    for _ in range(max(1, round(len(data) * ratio))):
        at = chance.randrange(len(data))
        change = chance.randrange(8)
        if change < 5:
            data[at] ^= 1 << chance.randrange(8)
        elif change == 5:
            data[at] = chance.randrange(256)
        elif change == 6:
            del data[at : at + chance.randrange(1, 9)]
        else:
            data[at:at] = data[at : at + chance.randrange(1, 9)]
    return bytes(data)


def mutants(numbers: range, seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """Yield mutants with their names."""
    return ((f"mutant {number} of seed {seed}", mutant(number, seed)) for number in numbers)
