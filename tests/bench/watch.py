"""Check 5,000 locations over 150 hosts and compare with the time that the pause between requests alone dictates.

Belongs here: the size and the figures. Does not belong here: the server and the catalogue under test
(`tests.faults`).
"""

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.faults.kinds import KINDS, Site
from tests.faults.matrix import Bench
from tests.faults.world import Faults

HOSTS, LOCATIONS = 150, 5000
LARGEST_RATIO = 1.1


def main() -> int:
    """Run one round.

    Returns:
        0 where the round took at most a tenth longer than its pauses.
    """
    parser = argparse.ArgumentParser(description="Check 5,000 locations over 150 hosts.")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests to one host (1)")
    pause = parser.parse_args().pause
    each = -(-LOCATIONS // HOSTS)
    KINDS["paced"] = replace(KINDS["same"], documents=each)
    with Faults() as world, tempfile.TemporaryDirectory() as folder:
        bench = Bench(world, Path(folder), [Site("paced", number) for number in range(HOSTS)])
        world.broken = True  # from now on the copies on record are confirmed
        bench.pace(pause)
        began = time.monotonic()
        checks = bench.look(hosts_at_once=256)
        took = time.monotonic() - began
    # Robots rules and then each document: as many pauses as documents.
    dictated = each * pause
    good = sum(check.verdict.value == "available" for check in checks)
    print(f"watch: {len(checks)} locations, {HOSTS} hosts, {good} available, {took:.1f} s")
    print(f"       {dictated:.1f} s dictated by pauses of {pause:g} s, ratio {took / dictated:.3f}")
    return 0 if took <= LARGEST_RATIO * dictated and good == len(checks) else 1


if __name__ == "__main__":
    raise SystemExit(main())
