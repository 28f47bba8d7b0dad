"""Every reader of what strangers wrote, a few things each; ``python -m tests.fuzz 2000`` gives many.

Belongs here: the few, and what once broke a reader. Does not belong here: readers and what must hold (`targets`).
"""

import pytest

from tests.fuzz.__main__ import attack
from tests.fuzz.targets import TARGETS, Target


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_reads_or_says_why_not(name: str) -> None:
    assert attack(TARGETS[name], 40, 20210215) is None


BROKE = {
    "an escape of half a character in a row of gold": ("gold rows", rb'{"file": "a.html", "publisher": "\ud800"}'),
    "an instant before the first year in UTC": ("settings", {"now": "0001-01-01T00:00:00+23:59"}),
    "an instant after the last year in UTC": ("settings", {"now": "9999-12-31T23:59:59-23:59"}),
    "secrets nested without end": ("settings", {"secrets": "[" * 5000}),
}
"""What once broke a reader, or nearly did: the reader, and what it was given."""


@pytest.mark.parametrize("what", BROKE)
def test_what_once_broke_a_reader(what: str) -> None:
    name, thing = BROKE[what]
    TARGETS[name].holds(thing)


def test_a_reader_that_breaks_is_noticed() -> None:
    def breaks(text: str) -> None:
        assert "2021" not in text

    broken = attack(Target(TARGETS["dates"].given, breaks), 200, 1)
    assert broken is not None
    assert "AssertionError" in broken
