"""Prints what resolving makes of many worlds: `python -m tests.identity 3000 [first seed]`."""

import sys
import time

from tests.identity.measuring import measured
from tests.identity.worlds import a_world

count, first = (int(text) for text in (*sys.argv[1:], *("1000", "0")[len(sys.argv) - 1 :]))
begun = time.monotonic()
figures = measured(range(first, first + count), a_world)
print(figures)
print(f"joined wrongly: {figures.wrong[:20]}")
print(f"missed: {len(figures.missed)} {figures.missed[:20]}")
print(f"{time.monotonic() - begun:.0f} s")
sys.exit(bool(figures.wrong) or figures.recall < 0.98)
