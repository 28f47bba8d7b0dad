"""The README's output blocks: printed by the code, never typed.

A block that begins with ``$ command`` holds what that command prints over the demonstration's edition. A block
under ``<!-- make demo: first words ... last words -->`` holds the lines of the demonstration from the one that
begins with the first words to the one that begins with the last. A block under ``<!-- letter: name -->`` holds a sample
of a message (``letter_samples``). ``python -m tests.readme`` writes them anew.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.letter_samples import SAMPLES

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
WIDTH = "118"
BLOCK = re.compile(
    r"(?P<head>(?:<!-- make demo: (?P<first>.+?) \.\.\. (?P<last>.+?) -->\n|<!-- letter: (?P<letter>.+?) -->\n)?```(?P<kind>console|text)\n)(?P<body>.*?)```",
    re.S,
)


@dataclass(frozen=True)
class Demonstration:
    """A demonstration that has run: what it printed, and the warehouse it left."""

    said: str
    warehouse: Path
    code: int


def demonstrate(warehouse: Path) -> Demonstration:
    """Run the demonstration in a warehouse of its own."""
    env = {**clean_environment(), "CATALOGUE_WAREHOUSE": str(warehouse)}
    command = (sys.executable, "-m", "tests.world.demo")
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    return Demonstration(tidy(done.stdout) + done.stderr, warehouse, done.returncode)


def clean_environment() -> dict[str, str]:
    """Return the environment without settings of the catalogue, for a terminal of a fixed width."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CATALOGUE_")}
    return {**kept, "COLUMNS": WIDTH, "TERM": "dumb"}


def tidy(text: str) -> str:
    """Return text without spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def fresh(match: re.Match[str], shown: Demonstration) -> str:
    """Return what a block should hold now; a block that is no output stays as it is."""
    if match["first"]:
        return slice_of(shown.said, match["first"], match["last"])
    if match["letter"]:
        return SAMPLES[match["letter"]]()
    if match["kind"] == "console" and match["body"].startswith("$ .venv/bin/catalogue "):
        line = match["body"].splitlines()[0]
        return f"{line}\n{answer(line.removeprefix('$ '), shown.warehouse)}"
    return match["body"]


def slice_of(said: str, first: str, last: str) -> str:
    """Return the lines from the one that begins with ``first`` to the next that begins with ``last``."""
    lines = said.splitlines()
    start = next(number for number, line in enumerate(lines) if line.strip().startswith(first))
    end = next(number for number in range(start, len(lines)) if lines[number].strip().startswith(last))
    return "\n".join(lines[start : end + 1]) + "\n"


def answer(line: str, warehouse: Path) -> str:
    """Return what one command line of the README prints over a warehouse."""
    words = shlex.split(line)[1:]
    env = {**clean_environment(), "CATALOGUE_WAREHOUSE": str(warehouse)}
    command = (sys.executable, "-c", "from catalogue.cli import main; main()", *words)
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    return tidy(done.stdout + done.stderr)


def main() -> None:
    """Write every output block of the README anew."""
    with tempfile.TemporaryDirectory() as folder:
        shown = demonstrate(Path(folder) / "warehouse")
        text = README.read_text()
        README.write_text(BLOCK.sub(lambda match: match["head"] + fresh(match, shown) + "```", text))


if __name__ == "__main__":
    main()
