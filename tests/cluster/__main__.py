"""The cluster at the size of the country: ``make test-cluster``.

Belongs here: the size, and printing the figures. Does not belong here: the cluster (``cluster.py``).
"""

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from tests.cluster.servers import missing


def main() -> int:
    """Prove it and print the figures; 2 where this machine lacks something."""
    parser = argparse.ArgumentParser(description="Harvest on two workers with disks of their own, and compare.")
    parser.add_argument("--hosts", type=int, default=150, help="Number of hosts.")
    hosts = parser.parse_args().hosts
    if lacking := missing():
        print(lacking)
        return 2
    # Told to stop, it stops what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    from tests.cluster.cluster import prove

    with tempfile.TemporaryDirectory() as folder:
        figures = prove(hosts, Path(folder))
    for name, value in figures.items():
        print(f"{name}: {value}")
    print("The cluster printed what one machine prints.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
