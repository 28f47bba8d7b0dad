"""Every reader of what strangers wrote, a few things each; ``python -m tests.fuzz 2000`` gives many.

Belongs here: the few, and what once broke a reader. Does not belong here: readers and what must hold (`targets`).
"""

import pytest

from tests.fuzz.__main__ import attack
from tests.fuzz.targets import TARGETS, Target


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_reads_or_says_why_not(name: str) -> None:
    assert attack(TARGETS[name], 40, 20210215) is None


def test_a_reader_that_breaks_is_noticed() -> None:
    def breaks(text: str) -> None:
        assert "2021" not in text

    broken = attack(Target(TARGETS["dates"].given, breaks), 200, 1)
    assert broken is not None
    assert "AssertionError" in broken
