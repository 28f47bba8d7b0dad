"""Benchmarks: sizes too big for the test suite, ratios within one run, nothing asserted by the clock."""
