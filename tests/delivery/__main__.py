"""All cases of delivery, each so many times, and what came of them: ``python -m tests.delivery --repeat 10``."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.delivery.cases import CASES, run


def main() -> int:
    """Run everything and print the figures.

    Returns:
        0 where all was as it must be.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=10)
    repeat = parser.parse_args().repeat
    wrong = 0
    print(f"{'case':42} runs  wrong  tries  same id twice  seconds")
    for name in CASES:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found = [run(name, Path(folder) / str(seed), seed) for seed in range(repeat)]
        bad = [f"seed {seed}: {one.wrong}" for seed, one in enumerate(found) if one.wrong]
        wrong += len(bad)
        tries, twice = sum(one.tries for one in found), sum(one.duplicates for one in found)
        print(f"{name:42} {repeat:4}  {len(bad):5}  {tries:5}  {twice:13}  {time.monotonic() - began:7.1f}", flush=True)
        for line in bad:
            print(f"  {line}")
    print(f"{len(CASES) * repeat} runs, {wrong} wrong.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
