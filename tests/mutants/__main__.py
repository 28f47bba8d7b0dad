"""Change one rule at a time in a copy of the project and see whether its tests notice (make test-mutants).

Belongs here: applying a change, running the tests named beside it, the figures. Does not belong here: the changes,
which stand in the YAML files of this folder: `tests` (files that are run) and `mutants` (each with `file`, the text
`old`, which occurs there exactly once, and the text `new`; `tests` of its own where others notice it).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COPIED = ("src", "tests", "pipelines", "pyproject.toml", "README.md", "sources.yaml", "curation.yaml", "Makefile")
WANTED = 0.95
LONGEST_S = 300
"""A run of tests that takes longer has noticed the change by never ending."""


@dataclass(frozen=True)
class Mutant:
    """One change of one file."""

    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def mutants(names: list[str]) -> Iterator[Mutant]:
    """Read the changes of the lists named, or of all.

    Args:
        names: Names of the YAML files without their ending.

    Yields:
        The changes, list by list.
    """
    for path in sorted(HERE.glob("*.yaml")):
        if names and path.stem not in names:
            continue
        told = yaml.safe_load(path.read_text("utf-8"))
        for row in told["mutants"]:
            tests = tuple(row.get("tests", told["tests"]))
            yield Mutant(row["file"], row["old"], row["new"], tests)


def main() -> int:
    """Try every change.

    Returns:
        0 where at least 95 % were noticed and every change could be made.
    """
    parser = argparse.ArgumentParser(description="Change one rule at a time and see whether the tests notice.")
    parser.add_argument("lists", nargs="*", help="names of the lists, such as verdicts; all without one")
    chosen = list(mutants(parser.parse_args().lists))
    began, noticed, impossible = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(Path(folder))
        unchanged = sorted({test for mutant in chosen for test in mutant.tests})
        if not _passes(copy, tuple(unchanged)):
            print("the tests do not pass without any change, so nothing can be said")
            return 1
        for mutant in chosen:
            path = copy / mutant.file
            text = path.read_text("utf-8")
            if text.count(mutant.old) != 1:
                impossible += 1
                print(f"cannot be made: {mutant.file}: {mutant.old!r} occurs {text.count(mutant.old)} times")
                continue
            path.write_text(text.replace(mutant.old, mutant.new), "utf-8")
            lives = _passes(copy, mutant.tests)
            path.write_text(text, "utf-8")
            noticed += not lives
            if lives:
                print(f"not noticed: {mutant.file}: {mutant.old!r} -> {mutant.new!r}")
    tried = len(chosen) - impossible
    share = noticed / tried if tried else 0.0
    print(f"mutants: {tried} tried, {noticed} noticed ({share:.1%}), {time.monotonic() - began:.0f} s")
    return 0 if share >= WANTED and not impossible else 1


def _copied(folder: Path) -> Path:
    """Copy what the tests need."""
    copy = folder / "project"
    copy.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy2(source, copy / name)
    return copy


def _passes(copy: Path, tests: tuple[str, ...]) -> bool:
    """Run tests of the copy on its own code, up to the first that fails."""
    paths = os.pathsep.join((str(copy / "src"), str(copy)))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        ended = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=LONGEST_S, check=False)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
