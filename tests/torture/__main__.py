"""Runs the protocol of rough weather: ``python -m tests.torture [--small] [letters]``; ends with 1 where one fails.

Belongs here: running the commands, what they said, and keeping it. Does not belong here: which they are (`protocol`).

Letters that mostly wait (for deadlines, for pauses) run one after another beside those that work. Of these, the ones
that keep two cores busy come first and one at a time, then the others, two at a time. Each command is a process of its
own; what it prints is kept in a file until the end, and shown where something failed.
"""

import argparse
import datetime as dt
import os
import platform
import shlex
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from tests.torture.protocol import LACKING, PROTOCOLS, Command, Protocol
from tests.torture.table import Result, with_results

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reliability.md"
LONGEST_S = 3_600
_SHOWN_LINES = 40
_printing = threading.Lock()


def main() -> int:
    """Run letters and print a line for each.

    Returns:
        0 where all of them held, `LACKING` where the others lack only something on this machine, else 1.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description="Run the protocol of rough weather.")
    parser.add_argument("letters", nargs="*", help=f"some of {' '.join(PROTOCOLS)}; all without one")
    parser.add_argument("--small", action="store_true", help="sizes for every change; nothing is written down")
    parser.add_argument("--logs", type=Path, help="folder for what each letter printed (a temporary one)")
    asked = parser.parse_args()
    letters = [letter for one in asked.letters for letter in one.upper()] or list(PROTOCOLS)
    if unknown := sorted(set(letters) - set(PROTOCOLS)):
        parser.error(f"there is no protocol {', '.join(unknown)}")
    logs = asked.logs or Path(tempfile.mkdtemp(prefix="torture-"))
    logs.mkdir(parents=True, exist_ok=True)
    _say(f"{len(letters)} protocols, {'small' if asked.small else 'full'} size; what they print is kept in {logs}")
    began = time.monotonic()
    results = run(letters, logs, small=asked.small)
    failed = [one.letter for one in results if not one.held]
    if not asked.small:
        PAGE.write_text(with_results(PAGE.read_text("utf-8"), {one.letter: one for one in results}), "utf-8")
    _say(
        f"{len(results) - len(failed)} of {len(results)} protocols held in {time.monotonic() - began:.0f} s"
        + (f"; not: {' '.join(failed)}" if failed else "")
    )
    return exit_code(results)


def exit_code(results: Sequence[Result]) -> int:
    """Return what all letters together end with.

    Args:
        results: One for each letter.

    Returns:
        0 where all held, `LACKING` where the others lack only something on this machine, else 1.
    """
    if any(not one.held and not one.lacking for one in results):
        return 1
    return LACKING if any(one.lacking for one in results) else 0


def run(letters: Sequence[str], logs: Path, *, small: bool) -> list[Result]:
    """Run letters, so that two cores are busy and hardly more is asked of them.

    Args:
        letters: The letters.
        logs: Folder for what they print.
        small: Whether the small sizes are run.

    Returns:
        A result for each, in their order.
    """
    with ThreadPoolExecutor(1) as waiting, ThreadPoolExecutor(1) as whole, ThreadPoolExecutor(2) as half:
        pools, tasks = (waiting, half, whole), dict[str, Future[Result]]()
        for letter in sorted(letters, key=lambda one: PROTOCOLS[one].cores, reverse=True):
            cores = PROTOCOLS[letter].cores
            first = [task for one, task in tasks.items() if cores == 1 and PROTOCOLS[one].cores > 1]
            tasks[letter] = pools[cores].submit(_one, letter, PROTOCOLS[letter], logs, small, first)
        return [tasks[letter].result() for letter in letters]


def _one(letter: str, protocol: Protocol, logs: Path, small: bool, first: Sequence[Future[Result]]) -> Result:
    """Run the commands of one letter once others have ended, up to the first that fails."""
    wait(first)
    began, said, held, lacking = time.monotonic(), [], True, False
    commands = protocol.small if small else protocol.full
    _say(f"{letter}  begins: {protocol.title}")
    for number, command in enumerate(commands):
        code, line = _run(command, logs / f"{letter}{number + 1}.txt")
        said.append(line)
        if code == LACKING:
            held, lacking = False, True
        elif code != 0:
            held = lacking = False
            said[-1] += f" (exit code {code})"
            break
    seconds = round(time.monotonic() - began)
    _say(f"{letter}  {'held' if held else 'NOT PROVEN HERE' if lacking else 'FAILED'}, {seconds} s: {'; '.join(said)}")
    if not held:
        log = logs / f"{letter}{len(said)}.txt"
        _say("\n".join(f"   {one}" for one in log.read_text("utf-8", "replace").splitlines()[-_SHOWN_LINES:]))
    typed = "; ".join(f"`{shlex.join(_typed(command))}`" for command in commands)
    return Result(letter, protocol.title, typed, "; ".join(said), held, seconds, _where(), lacking)


def _run(command: Command, log: Path) -> tuple[int, str]:
    """Run one command; return its exit code and the last line that it printed."""
    environment = {**os.environ, "COLUMNS": "200"}
    with log.open("wb") as out:
        arguments = [sys.executable, "-m", *command]
        try:
            ended = subprocess.run(arguments, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT, timeout=LONGEST_S, check=False)  # fmt: skip
            code = ended.returncode
        except subprocess.TimeoutExpired:
            code = 124
    lines = [line.strip() for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    kept = [line for line in lines if not _is_noise(line)]
    return code, kept[-1] if kept else "it said nothing"


def _is_noise(line: str) -> bool:
    """Tell whether a line is what a library prints when its process ends."""
    return line.startswith(("nanobind:", "- leaked ", "- ... skipped", "See https://nanobind"))


def _typed(command: Command) -> tuple[str, ...]:
    """Return a command as a person types it."""
    return command if command[0] == "pytest" else ("python", "-m", *command)


def _where() -> str:
    """Say when and on what this was run."""
    return (
        f"{dt.datetime.now(dt.UTC):%d %B %Y}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _say(text: str) -> None:
    """Print, whole, whoever else prints."""
    with _printing:
        print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
