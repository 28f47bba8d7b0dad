"""Run the whole fault matrix and print its figures (make test-faults).

Belongs here: sizes and figures. Does not belong here: the runs themselves (`matrix`).
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.kinds import AT_LISTING, AT_ROBOTS, KINDS
from tests.faults.matrix import HEALTHY, SOFT, Outcome, at_documents, at_listings, at_robots, false_absences
from tests.faults.world import Faults

HEALTHY_DOCUMENTS = 1200
SOFT_PAGES = 500


def main() -> int:
    """Run the matrix.

    Returns:
        0 where every class is right and no healthy document was called missing.
    """
    parser = argparse.ArgumentParser(description="Run every kind of fault and compare with the script.")
    parser.add_argument("--seeds", type=int, default=20, help="seeds of each kind (20)")
    seeds = range(parser.parse_args().seeds)
    began = time.monotonic()
    with Faults() as world, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outcomes = at_documents(world, folder / "a", KINDS, seeds)
        outcomes += at_robots(world, folder / "b", seeds)
        outcomes += at_listings(world, folder / "c", seeds)
        well = at_documents(world, folder / "d", HEALTHY, range(100, 100 + -(-HEALTHY_DOCUMENTS // len(HEALTHY))))
        soft = at_documents(world, folder / "e", SOFT, range(100, 100 + SOFT_PAGES // len(SOFT)))
    found = sum(one.found.startswith("unavailable") for one in soft)
    false = false_absences([*outcomes, *well])
    kinds = len(KINDS) + len(AT_ROBOTS) + len(AT_LISTING)
    print(f"fault matrix: {kinds} kinds, {len(seeds)} seeds, {len(outcomes)} checks")
    for target in ("document", "robots", "listing"):
        mine = [one for one in outcomes if one.target == target]
        print(f"  {target}: {sum(one.right for one in mine)} of {len(mine)} classes right")
    print(f"healthy documents: {len(well)}, called missing: {len(false_absences(well))}")
    print(f"soft 404: {found} of {len(soft)} found ({found / len(soft):.1%})")
    print(f"false absences in all runs: {len(false)}; {time.monotonic() - began:.0f} s")
    _show([one for one in (*outcomes, *well) if not one.right])
    wrong = any(not one.right for one in outcomes) or false or found < 0.98 * len(soft)
    return 1 if wrong else 0


def _show(wrong: Sequence[Outcome]) -> None:
    """Print what differs, with the seeds to run again."""
    seeds: dict[tuple[str, str, str, str], list[int]] = {}
    for one in wrong:
        seeds.setdefault((one.target, one.kind, one.wanted, one.found), []).append(one.seed)
    for (target, kind, wanted, found), numbers in seeds.items():
        print(f"  wrong: {kind} at {target}: wanted {wanted}, found {found}, seeds {numbers}")


if __name__ == "__main__":
    sys.exit(main())
