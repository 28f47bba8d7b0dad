"""Hostile PDFs: whatever a file is, the run goes on, its bytes are kept, and something true is said of it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.files import FILES
from tests.hostile.mutants import mutant

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.long
def test_no_hostile_file_breaks_the_run() -> None:
    # In a process of its own, whose memory is measured; a broken rule is printed and makes it end with 1.
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile", "--mutants", "20", "--cpu", "2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "Every rule holds." in done.stdout
    counted = re.findall(r"^\| \w+ \| (\d+) \| (\d+) \|$", done.stdout, re.MULTILINE)
    assert sum(int(by_hand) for by_hand, _ in counted) == len(FILES) == 30
    assert sum(int(mutants) for _, mutants in counted) == 20
    assert "Traceback" not in done.stderr


def test_mutants_are_the_same_for_the_same_seed() -> None:
    assert mutant(7) == mutant(7)
    assert mutant(7) != mutant(12)
    assert mutant(7, seed=1) != mutant(7, seed=2)
