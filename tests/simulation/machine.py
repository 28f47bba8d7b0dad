"""``python -m tests.simulation.machine``: ten thousand stories of one document, on all cores, with what they met.

Belongs here: telling many stories, and finding the shortest one that goes wrong. Does not belong here: what may happen
in a story, or what must hold (``story``).

A story is made up from a seed alone, so that a number is all that is needed to tell it again.
"""

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.simulation.story import Event, draw, tell

ON_DISK = 100
"""Of so many stories one is told on a disk."""
_SHM = Path("/dev/shm")  # noqa: S108 - a folder in memory, where the machine has one
_MEMORY = _SHM if _SHM.is_dir() else None
_AT_ONCE = 50


class Wrong(NamedTuple):
    """A story that went wrong."""

    seed: int
    why: str
    shortest: tuple[Event, ...]

    def __str__(self) -> str:
        """Return what a person needs to tell it again."""
        events = "\n".join(f"  {one}" for one in self.shortest)
        return f"Story {self.seed}: {self.why}\nThe shortest form that goes wrong:\n{events}"


class Result(NamedTuple):
    """What came of some stories."""

    met: Counter[str]
    wrong: tuple[Wrong, ...]


def run(seeds: Sequence[int], steps: int) -> Result:
    """Tell stories one after another.

    Args:
        seeds: One for each.
        steps: Events in each.

    Returns:
        What was met in all together, and the stories that went wrong.
    """
    met: Counter[str] = Counter()
    wrong = []
    for seed in seeds:
        story = draw(random.Random(seed), steps)
        found = _told(story, seed)
        if isinstance(found, str):
            shortest = _shortest(story, seed)
            wrong.append(Wrong(seed, str(_told(shortest, seed)), shortest))
        else:
            met += found
    return Result(met, tuple(wrong))


def _told(story: Sequence[Event], seed: int) -> Counter[str] | str:
    """Tell a story; return what it met, or why it went wrong."""
    try:
        if seed % ON_DISK:
            return tell(story)
        with tempfile.TemporaryDirectory(dir=_MEMORY) as folder:
            return tell(story, Path(folder))
    except AssertionError as error:
        return str(error) or "an invariant does not hold"


def _shortest(story: tuple[Event, ...], seed: int) -> tuple[Event, ...]:
    """Leave out of a story that goes wrong whatever it goes wrong without."""
    size = len(story) // 2
    while size:
        for start in range(0, len(story), size):
            shorter = story[:start] + story[start + size :]
            if len(shorter) < len(story) and isinstance(_told(shorter, seed), str):
                story = shorter
                break
        else:
            size //= 2
    return story


def run_side_by_side(seeds: range, steps: int, processes: int) -> Iterator[Result]:
    """Tell stories in several processes, some at a time.

    Args:
        seeds: One for each story.
        steps: Events in each.
        processes: How many processes.

    Yields:
        What came of each batch, in order.
    """
    batches = [seeds[start : start + _AT_ONCE] for start in range(0, len(seeds), _AT_ONCE)]
    with ProcessPoolExecutor(processes, initializer=gc.freeze) as pool:
        yield from pool.map(run, batches, [steps] * len(batches))


def main() -> int:
    """Tell the stories of the full size; end with 1 where one goes wrong."""
    parser = argparse.ArgumentParser(description="Let anything happen to one document, very often.")
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0, help="number of the first story")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    began, met, wrong = time.monotonic(), Counter[str](), 0
    seeds = range(chosen.seed, chosen.seed + chosen.examples)
    for found in run_side_by_side(seeds, chosen.steps, chosen.processes):
        met += found.met
        wrong += len(found.wrong)
        for one in found.wrong:
            print(one)
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(met.items()))
    seconds = time.monotonic() - began
    print(
        f"{chosen.examples:,} stories of {chosen.steps} events in {seconds:.0f} s on {chosen.processes} processes "
        f"(load {os.getloadavg()[0]:.1f}): {wrong} went wrong. Met: {told}."
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
