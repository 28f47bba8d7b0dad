"""``make simulate``: 400 days of 1,200 documents, with the figures of the protocol; ends with 1 where one fails.

Belongs here: the command. Does not belong here: anything that it runs.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.simulation.plan import SMALL, Size
from tests.simulation.running import compare, run


def main() -> int:
    """Run the simulation and print its figures."""
    parser = argparse.ArgumentParser(description="Watch a simulated country for 400 days.")
    parser.add_argument("--seed", type=int, default=Size.seed)
    parser.add_argument("--small", action="store_true", help="the size that runs on every commit")
    chosen = parser.parse_args()
    size = replace(SMALL if chosen.small else Size(), seed=chosen.seed)
    with tempfile.TemporaryDirectory() as folder:
        told = run(size, Path(folder))
        figures = compare(told)
    print(figures.table())
    print(
        f"\nSeed {size.seed}: {size.hosts * size.papers} documents on {size.hosts} hosts over {size.days} days, "
        f"{told.checks:,} checks in {told.seconds:.0f} s (load {os.getloadavg()[0]:.1f}); {len(figures.failed)} rows not as wanted"
    )
    return 1 if figures.failed else 0


if __name__ == "__main__":
    sys.exit(main())
