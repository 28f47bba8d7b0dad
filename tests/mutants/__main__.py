"""Change one rule at a time in a copy of the project and see whether its tests notice (make test-mutants).

Belongs here: applying a change, running the tests named beside it, the figures. Does not belong here: the changes,
which stand in the YAML files of this folder: `tests` (files, or tests in them, that are run) and `mutants` (each with
`file`, the text `old`, which occurs there exactly once, and the text `new`; `tests` of its own where others notice it).
"""

import argparse
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COPIED = ("src", "tests", "pipelines", "pyproject.toml", "README.md", "sources.yaml", "curation.yaml", "Makefile")
WANTED = 0.95
LONGEST_S = 300
"""A run of tests that takes longer has noticed the change by never ending."""

_PASSED, _FAILED = 0, 1  # pytest's own exit codes; any other says that the tests did not run
_SHM = Path("/dev/shm")  # noqa: S108 - a folder in memory, where the machine has one


class Fate(Enum):
    """What became of one change."""

    NOTICED = "noticed"
    LIVES = "not noticed"
    IMPOSSIBLE = "cannot be made"


@dataclass(frozen=True)
class Mutant:
    """One change of one file."""

    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def mutants(names: Sequence[str] = (), files: Sequence[str] = ()) -> Iterator[Mutant]:
    """Read the changes of the lists named, or of all.

    Args:
        names: Names of the YAML files without their ending.
        files: Parts of the paths of changed files to keep to; all without one.

    Yields:
        The changes, list by list.
    """
    for path in sorted(HERE.glob("*.yaml")):
        if names and path.stem not in names:
            continue
        told = yaml.safe_load(path.read_text("utf-8"))
        for row in told["mutants"]:
            tests = tuple(row.get("tests", told["tests"]))
            if not files or any(part in row["file"] for part in files):
                yield Mutant(row["file"], row["old"], row["new"], tests)


def sample(chosen: Sequence[Mutant], size: int, seed: int) -> list[Mutant]:
    """Choose some of the changes, so that each changed file has its share and one where there is room.

    Args:
        chosen: The changes.
        size: How many of them.
        seed: The same seed gives the same sample.

    Returns:
        The sample, in the order of the lists.
    """
    mixed = random.Random(seed).sample(chosen, len(chosen))
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, int, Mutant]] = []
    for number, mutant in enumerate(mixed):
        ranked.append((turns[mutant.file], number, mutant))
        turns[mutant.file] += 1
    kept = {id(mutant) for _, _, mutant in sorted(ranked, key=lambda one: one[:2])[:size]}
    return [mutant for mutant in chosen if id(mutant) in kept]


def main() -> int:
    """Try every change, or a sample.

    Returns:
        0 where at least 95 % were noticed and every change could be made.
    """
    parser = argparse.ArgumentParser(description="Change one rule at a time and see whether the tests notice.")
    parser.add_argument("lists", nargs="*", help="names of the lists, such as verdicts; all without one")
    parser.add_argument("--file", action="append", default=[], help="keep to changed files with this in their path")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="how many changes are tried at once")
    parser.add_argument("--sample", type=int, help="how many changes, chosen evenly over the changed files (all)")
    parser.add_argument("--seed", type=int, default=1, help="which sample (1)")
    asked = parser.parse_args()
    chosen = list(mutants(asked.lists, asked.file))
    if asked.sample is not None:
        chosen = sample(chosen, asked.sample, asked.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=_SHM if _SHM.is_dir() else None) as folder:
        benches = [Bench(Path(folder) / str(number)) for number in range(asked.at_once)]
        unchanged = sorted({test for mutant in chosen for test in mutant.tests})
        if benches[0].run(unchanged) != _PASSED:
            print("the tests do not pass without any change, so nothing can be said")
            return 1
        fates = Counter(_all(chosen, benches))
    tried = fates[Fate.NOTICED] + fates[Fate.LIVES]
    share = fates[Fate.NOTICED] / tried if tried else 0.0
    took = time.monotonic() - began
    print(f"mutants: {tried} tried, {fates[Fate.NOTICED]} noticed ({share:.1%}), {took:.0f} s")
    return 0 if share >= WANTED and not fates[Fate.IMPOSSIBLE] else 1


class Bench:
    """A copy of the project, in which one change at a time is tried."""

    def __init__(self, folder: Path) -> None:
        """Copy what the tests need.

        Args:
            folder: Folder to make; it holds what the tests write, too.
        """
        self._copy, self._scratch = folder / "project", folder / "scratch"
        self._scratch.mkdir(parents=True)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, self._copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.is_file():
                self._copy.mkdir(exist_ok=True)
                shutil.copy2(source, self._copy / name)

    def fate(self, mutant: Mutant) -> Fate:
        """Make a change, run its tests and take the change back.

        Args:
            mutant: The change.

        Returns:
            What became of it; one whose text is not there once, or that keeps the tests from being read, cannot be
            made.
        """
        path = self._copy / mutant.file
        text = path.read_text("utf-8")
        if text.count(mutant.old) != 1:
            return Fate.IMPOSSIBLE
        self._write(path, text.replace(mutant.old, mutant.new))
        code = self.run(mutant.tests)
        self._write(path, text)
        return {_PASSED: Fate.LIVES, _FAILED: Fate.NOTICED}.get(code, Fate.IMPOSSIBLE)

    def run(self, tests: Sequence[str]) -> int:
        """Run tests of the copy on its own code, up to the first that fails.

        Args:
            tests: Files, or tests in them.

        Returns:
            The exit code of pytest; that of a failure where it did not end.
        """
        paths = os.pathsep.join((str(self._copy / "src"), str(self._copy)))
        environment = {**os.environ, "PYTHONPATH": paths, "TMPDIR": str(self._scratch)}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        try:
            ended = subprocess.run(
                command, cwd=self._copy, env=environment, capture_output=True, timeout=LONGEST_S, check=False
            )
        except subprocess.TimeoutExpired:
            return _FAILED
        finally:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch.mkdir()
        return ended.returncode

    def _write(self, path: Path, text: str) -> None:
        """Write a file, and let nothing compiled of it be left: a change may be as long and as young as the file."""
        path.write_text(text, "utf-8")
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            compiled.unlink()


def _all(chosen: Sequence[Mutant], benches: Sequence[Bench]) -> Iterator[Fate]:
    """Try changes, one on each bench at a time; tell those that are not as wanted."""
    free: queue.SimpleQueue[Bench] = queue.SimpleQueue()
    for bench in benches:
        free.put(bench)

    def tried(mutant: Mutant) -> Fate:
        bench = free.get()
        try:
            return bench.fate(mutant)
        finally:
            free.put(bench)

    with ThreadPoolExecutor(len(benches)) as pool:
        for mutant, fate in zip(chosen, pool.map(tried, chosen), strict=True):
            if fate is not Fate.NOTICED:
                print(f"{fate.value}: {mutant.file}: {mutant.old!r} -> {mutant.new!r}", flush=True)
            yield fate


if __name__ == "__main__":
    sys.exit(main())
