"""Protocol O: what hosts see of us: ``python -m tests.torture.politeness``.

Belongs here: a harvest with pauses, judged by the server's own log. Does not belong here: what rules and waits mean to
the client (`test_fetch` has that), or speed (`tests.bench`).
"""

import argparse
import sys

from tests.bench.harvest import bench, impolite
from tests.bench.plan import Plan, Size


def main() -> int:
    """Harvest with pauses and count what was impolite.

    Returns:
        0 where nothing was.
    """
    parser = argparse.ArgumentParser(description="Harvest with pauses and look at the server's log.")
    parser.add_argument("--hosts", type=int, default=150)
    parser.add_argument("--documents", type=int, default=450)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests to a host (1)")
    parser.add_argument("--seed", type=int, default=Size.seed)
    asked = parser.parse_args()
    size = Size(hosts=asked.hosts, documents=asked.documents, latency_s=0.01, seed=asked.seed)
    with bench(size) as world:
        log = world.ours("polite", pause_s=asked.pause).log
    wanted = set(Plan(size).urls)
    within, at_once = impolite(log, asked.pause), impolite(log, 0)
    twice = len(log) - len({(one.host, one.path) for one in log})
    astray = [one for one in log if (one.host, one.path) not in wanted]
    hosts = len({one.host for one in log})
    print(
        f"{len(log)} requests to {hosts} hosts: {within} within a pause of {asked.pause:g} s, {at_once} while another was going "
        f"on, {twice} asked twice, {len(astray)} that no listing leads to"
    )
    return 1 if within or at_once or twice or astray or hosts != asked.hosts else 0


if __name__ == "__main__":
    sys.exit(main())
