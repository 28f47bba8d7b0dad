"""Runs all hostile PDFs: ``make torture-pdf``. Prints a table; exits with 1 where a rule is broken.

Belongs here: the whole run. Does not belong here: the rules (``torture.py``).
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from catalogue.describe import Limits
from catalogue.vocabulary import TextQuality
from tests.hostile.files import FILES, made
from tests.hostile.mutants import SEED, mutants
from tests.hostile.torture import peak_rss_mb, torture

MOST_RSS_MB = 300


def main() -> int:
    """Run and report."""
    options = argparse.ArgumentParser(prog="make torture-pdf", description=main.__doc__)
    options.add_argument("--mutants", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--cpu", type=int, default=Limits().cpu_s, help="seconds of processor time for one file")
    asked = options.parse_args()
    limits = Limits(cpu_s=asked.cpu)
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        by_hand = torture(((name, made(name)) for name in FILES), Path(folder) / "a", limits, _allowed(), told=True)
        made.cache_clear()
        changed = torture(mutants(range(asked.mutants), asked.seed), Path(folder) / "b", limits, {}, told=True)
    print("\n\n| file | verdict | what is said |\n|---|---|---|")
    for name, one in by_hand.descriptions.items():
        print(f"| {name} | {one.quality} | {one.reading.problem or ' '.join(one.reading.remarks)} |")
    print("\n| verdict | by hand | mutants |\n|---|---|---|")
    for quality in sorted(by_hand.counts() | changed.counts()):
        print(f"| {quality} | {by_hand.counts()[quality]} | {changed.counts()[quality]} |")
    broken = [*by_hand.broken, *changed.broken]
    if peak_rss_mb() > MOST_RSS_MB:
        broken.append(f"the parent held more than {MOST_RSS_MB} MB")
    print("\n" + ("\n".join(broken) or "Every rule holds."))
    files, took = len(FILES) + asked.mutants, time.perf_counter() - start
    print(
        f"{files:,} files, {len(broken)} rules broken; {took:.0f} s; parent's peak memory {peak_rss_mb():.0f} MB; seed {asked.seed}"
    )
    return 1 if broken else 0


def _allowed() -> dict[str, frozenset[TextQuality]]:
    """Return what may be said of the files made by hand."""
    return {name: qualities for name, (_, qualities) in FILES.items()}


if __name__ == "__main__":
    sys.exit(main())
