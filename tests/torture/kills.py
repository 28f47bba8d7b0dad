"""Protocol D: kill -9 at random moments and at every named point, then run again: ``python -m tests.torture.kills``.

Belongs here: when a process dies, and comparing what came of it with a run that was never killed. Does not belong here:
the worlds (`ground`), running and ending a process (`victim`).

What must hold: after any kill the store and the journal are whole; the last run ends well, is not stopped by what an
earlier one left, and comes to the very rows of a run that was never killed; nothing is written outside the warehouse.
"""

import argparse
import fnmatch
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.ground import PAPERS, Ground, memory, whole, wide, wrong_with
from tests.torture.protocol import LACKING
from tests.torture.victim import Ended, Victims, failing_calls

IN_A_ROW = 10
"""Kills of one warehouse before it is let run to its end."""


@dataclass(frozen=True)
class Point:
    """A call of the system at which a process ends, before or after it."""

    call: str
    path: str
    """Pattern of the file's path below the warehouse."""
    when: str = "before"


POINTS: dict[str, Point] = {
    "before a body's first bytes": Point("write", "raw/.tmp/*"),
    "after a body's bytes": Point("write", "raw/.tmp/*", "after"),
    "before a body gets its name": Point("rename", "raw/??/??/*"),
    "after a body got its name": Point("rename", "raw/??/??/*", "after"),
    "before bodies are flushed": Point("syncfs", "raw"),
    "after bodies are flushed": Point("syncfs", "raw", "after"),
    "before a segment's bytes": Point("write", "journal/*"),
    "after a segment's bytes": Point("write", "journal/*", "after"),
    "before a segment is flushed": Point("fsync", "journal/*"),
    "before a segment gets its number": Point("link", "journal/*"),
    "after a segment got its number": Point("link", "journal/*", "after"),
    "before what was read is cached": Point("rename", "described/*"),
    "after what was read is cached": Point("rename", "described/*", "after"),
    "before a page of the edition": Point("write", "*.duckdb*"),
    "after a page of the edition": Point("write", "*.duckdb*", "after"),
    "before the edition is flushed": Point("fsync", "*.duckdb*"),
    "after the edition is flushed": Point("fsync", "*.duckdb*", "after"),
    "before the edition is put in place": Point("rename", "catalogue.duckdb"),
    "after the edition is put in place": Point("rename", "catalogue.duckdb", "after"),
}
"""Named points; those between the steps of a delivery are protocol N's."""


@dataclass
class Found:
    """What came of some kills."""

    kills: int = 0
    finished: int = 0
    """Runs that had ended before their moment came."""
    wrong: list[str] = field(default_factory=list)


class Lane:
    """One world, and one warehouse after another in it."""

    def __init__(self, ground: Ground, folder: Path) -> None:
        self.ground, self.folder, self.found = ground, folder, Found()
        with Victims() as victims:
            self.seconds = self._end(victims, folder / "never-killed").seconds
        self.expected: Mapping[str, object] = ground.outcome(folder / "never-killed")

    def at_random(self, kills: int, seed: int) -> None:
        """Kill at random moments of what is left to do, some in a row in one warehouse, until it comes to its end."""
        chance, number = random.Random(seed), 0
        with Victims() as victims:
            while self.found.kills < kills:
                warehouse, done = self.folder / f"random-{number}", 0.0
                what = f"seed {seed}, warehouse {number}"
                for _ in range(min(IN_A_ROW, kills - self.found.kills)):
                    moment = chance.uniform(0, 1) * max(self.seconds - done, 0.1 * self.seconds)
                    ended = self._run(victims, warehouse, kill_after=moment)
                    done += ended.seconds
                    self._count(warehouse, f"{what}, killed after {moment:.3f} s", killed=ended.killed)
                    if not ended.killed:
                        self.seconds = min(self.seconds, done)  # a machine that was busy at first is not so for ever
                        break
                self._compare(victims, warehouse, what)
                number += 1

    def at_points(self, names: Sequence[str], times: int, seed: int, failing: Path) -> None:
        """End the process at named points, each so many times, first at the first such call."""
        log, folder = self.folder / "calls", self.folder / "counted"
        with Victims(failing=failing) as victims:
            self._end(victims, folder, {"FAILING_PATH": f"{folder}/*", "FAILING_LOG": str(log)})
            calls = [line.partition(" ")[::2] for line in log.read_text().splitlines()]
            for name in names:
                point = POINTS[name]
                met = sum(
                    call == point.call and fnmatch.fnmatch(path, f"{folder}/{point.path}") for call, path in calls
                )
                if not met:
                    self.found.wrong.append(f"{name}: no such call was made, so nothing is proven")
                    continue
                self._at_point(victims, name, times, random.Random(f"{seed} {name}"), met)

    def _at_point(self, victims: Victims, name: str, times: int, chance: random.Random, met: int) -> None:
        """End the process at one point again and again in one warehouse, then let it run to its end."""
        point, warehouse = POINTS[name], self.folder / f"point-{list(POINTS).index(name)}"
        for number in range(times):
            nth = 1 if number == 0 else chance.randint(1, max(1, met // (number + 1)))
            order = {
                "FAILING_CALL": point.call,
                "FAILING_NTH": str(nth),
                "FAILING_WHEN": point.when,
                "FAILING_HOW": "kill",
            }
            ended = self._run(victims, warehouse, {"FAILING_PATH": f"{warehouse}/{point.path}", **order})
            self._count(warehouse, f"{name}, call {nth} of {met}", killed=ended.code == -signal.SIGKILL)
        self._compare(victims, warehouse, name)

    def _count(self, warehouse: Path, what: str, *, killed: bool) -> None:
        """Count a run that was to be killed, and look at what it left."""
        self.found.kills, self.found.finished = self.found.kills + killed, self.found.finished + (not killed)
        self.found.wrong += [f"{what}: {one}" for one in wrong_with(warehouse, ended=not killed)]

    def _compare(self, victims: Victims, warehouse: Path, what: str) -> None:
        """Run a warehouse to its end, and note what differs from one that was never killed."""
        ended = self._run(victims, warehouse)
        if ended.code != 0:
            self.found.wrong.append(f"{what}: the next run ended with {ended.code}: {ended.said.strip()[-500:]}")
            return
        self.found.wrong += [f"{what}: {one}" for one in wrong_with(warehouse, ended=True)]
        if self.ground.outcome(warehouse) != self.expected:
            self.found.wrong.append(f"{what}: the outcome differs from that of a run that was never killed")
        shutil.rmtree(warehouse)

    def _run(
        self, victims: Victims, warehouse: Path, more: Mapping[str, str] | None = None, kill_after: float | None = None
    ) -> Ended:
        """Run the ground's command over a warehouse."""
        environment = {**self.ground.environment(warehouse), **(more or {})}
        return victims.run(self.ground.command, environment, kill_after=kill_after)

    def _end(self, victims: Victims, warehouse: Path, more: Mapping[str, str] | None = None) -> Ended:
        """Run to the end; a world in which not even that works proves nothing."""
        ended = self._run(victims, warehouse, more)
        assert ended.code == 0, f"{ended.code}: {ended.said}"
        return ended


def whole_runs(kills: int, names: Sequence[str], times: int, seed: int) -> Found:
    """Kill runs of everything over the miniature world: at random, and at named points where calls can fail."""
    with tempfile.TemporaryDirectory(dir=memory()) as name, whole() as ground:
        lane, failing = Lane(ground, Path(name)), failing_calls()
        lane.at_random(kills, seed)
        if failing is not None:
            lane.at_points(names, times, seed, failing)
        return lane.found


def harvests(kills: int, hosts: int, seed: int) -> Found:
    """Kill harvests of many hosts at random."""
    with tempfile.TemporaryDirectory(dir=memory()) as name, wide(hosts) as ground:
        lane = Lane(ground, Path(name))
        lane.at_random(kills, seed)
        return lane.found


def main() -> int:
    """Kill, run again, compare; print what came of it.

    Returns:
        0 where everything held, `LACKING` where it did but the named points could not be met.
    """
    parser = argparse.ArgumentParser(description="Kill the process at any moment, run it again, and compare.")
    parser.add_argument("--kills", type=int, default=500, help="random moments (500)")
    parser.add_argument("--points", type=int, default=len(POINTS), help="named points, chosen by the seed (all)")
    parser.add_argument("--times", type=int, default=5, help="times that each named point is met (5)")
    parser.add_argument("--hosts", type=int, default=150, help="hosts of eight documents in the harvest (150)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    names = random.Random(asked.seed).sample(sorted(POINTS), asked.points)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(whole_runs, asked.kills // 3, names, asked.times, asked.seed)
        second = pool.submit(harvests, asked.kills - asked.kills // 3, asked.hosts, asked.seed + 1)
        runs, wide_runs = first.result(), second.result()
    wrong = [*runs.wrong, *wide_runs.wrong]
    print("\n".join(wrong))
    at_points = f"{len(names)} named points {asked.times} times each"
    if failing_calls() is None:
        at_points = "named points NOT met: there is no C compiler"
    print(
        f"{runs.kills} kills of whole runs ({at_points}), {wide_runs.kills} of harvests of {asked.hosts * PAPERS:,} "
        f"documents; {runs.finished + wide_runs.finished} runs had ended before their moment; {len(wrong)} went wrong"
    )
    return 1 if wrong else LACKING if names and failing_calls() is None else 0


if __name__ == "__main__":
    sys.exit(main())
