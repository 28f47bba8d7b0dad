"""``make benchmark``: the catalogue at a quarter, at one and at four times national size, each stage beside its limit.

Belongs here: which sizes, and where the tables go. Does not belong here: measuring (``whole.py``), the figures
(``figures.py``), or a pass mark: the tables name the goals, and people read them.
"""

import argparse
import datetime as dt
import functools
import os
import platform
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pypdfium2 as pdfium

from tests.bench.country.plan import Scale
from tests.bench.figures import tables
from tests.bench.whole import Whole, measure

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
SIZES = (0.25, 1.0, 4.0)
SMALL = Scale(times=0.008, publishers=6)
_FIGURES = re.compile(r"(<!-- figures -->\n.*?<!-- /figures -->)", re.DOTALL)


def told(scales: Sequence[Scale], command: str) -> Iterator[str]:
    """Measure one size after the other; after each give the tables so far, with machine, date and command."""
    began, load = time.monotonic(), os.getloadavg()[0]
    found: list[Whole] = []
    for number, scale in enumerate(scales, 1):
        say = functools.partial(_say, f"size {scale.times:g} ({number} of {len(scales)})", began)
        found.append(measure(scale, say))
        when = dt.datetime.now(dt.UTC)
        yield (
            f"`{command}`, {when.day} {when:%B %Y %H:%M} UTC: {os.cpu_count()} cores, {platform.machine()}, "
            f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, pypdfium2 {pdfium.PYPDFIUM_INFO}; "
            f"load {load:.1f} before, {os.getloadavg()[0]:.1f} after; {(time.monotonic() - began) / 60:.0f} minutes; "
            f"seed {scale.seed}.\n\n{tables(found)}\n"
        )


def _say(size: str, began: float, step: str) -> None:
    """Tell whoever waits what is being measured, and for how long it has been going on."""
    print(f"{time.monotonic() - began:6.0f} s  {size}: {step}", file=sys.stderr, flush=True)


def main() -> int:
    """Measure, print, and write the document where every size was measured."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument(
        "--size", type=float, action="append", help="times national size; several may be named; not written down"
    )
    asked.add_argument(
        "--small", action="store_true", help="a few reviews, to try the benchmark itself; not written down"
    )
    given = asked.parse_args()
    scales = [SMALL] if given.small else [Scale(times=times) for times in sorted(given.size or SIZES)]
    text = ""
    for text in told(scales, " ".join(["python -m tests.bench", *sys.argv[1:]])):
        # Written down after every size: the largest takes most of an hour, and may be stopped.
        if not (given.small or given.size):
            before, _, after = _FIGURES.split(DOCUMENT.read_text(encoding="utf-8"))
            DOCUMENT.write_text(f"{before}<!-- figures -->\n\n{text}\n<!-- /figures -->{after}", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
