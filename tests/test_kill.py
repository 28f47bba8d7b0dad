"""Killing the process at any moment and running again gives the edition of a run never killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import START, dump
from tests.world.demo import environment
from tests.world.server import World

COMMAND = (sys.executable, "-c", "from catalogue.cli import main; main()", "run", "--json")
LONGEST_RUN_S = 90


def run(world: World, warehouse: Path, *, kill_after: float | None = None) -> int | None:
    """Run the whole job in a process of its own; return its exit code, null where it was killed."""
    env = {**environment(world, warehouse), "CATALOGUE_NOW": START.isoformat()}
    process = subprocess.Popen(
        COMMAND, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(timeout=LONGEST_RUN_S if kill_after is None else kill_after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


def kill_and_compare(world: World, folder: Path, kills: int, seed: int) -> None:
    started = time.monotonic()
    assert run(world, folder / "whole") == 0
    whole_s = time.monotonic() - started
    expected = dump(folder / "whole" / "catalogue.duckdb")
    chance = random.Random(seed)
    for number in range(kills):
        warehouse = folder / f"killed-{number}"
        moments = [chance.uniform(0.3, 1.1) * whole_s, chance.uniform(0.3, 1.1) * whole_s]
        for moment in moments:
            run(world, warehouse, kill_after=moment)
        assert run(world, warehouse) == 0, f"seed {seed}, kill {number} at {moments}"
        assert dump(warehouse / "catalogue.duckdb") == expected, f"seed {seed}, kill {number} at {moments}"
        leftovers = [path.name for path in warehouse.glob("*") if path.suffix in (".tmp", ".wal")]
        assert not leftovers, f"seed {seed}, kill {number}: {leftovers}"


@pytest.mark.long
def test_a_killed_run_is_simply_run_again(world: World, tmp_path: Path) -> None:
    kill_and_compare(world, tmp_path, kills=2, seed=20210215)


@pytest.mark.slow
def test_many_kills(world: World, tmp_path: Path) -> None:
    kill_and_compare(world, tmp_path, kills=50, seed=int(os.environ.get("SEED", "1")))
