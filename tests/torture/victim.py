"""A command of the catalogue in a process that may be killed at any moment, or whose disk may fail.

Belongs here: starting it quickly, ending it, and what it said. Does not belong here: when, and what must hold after.

One process imports everything once; each command runs in a fork of it, so that of the moments at which one is killed
hardly any falls into importing. The fork leads a group of its own: whatever it started dies with it.
"""

import contextlib
import ctypes.util
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
LONGEST_S = 120
"""A command that takes longer hangs."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    """Exit code; negative where a signal ended it."""
    said: str
    """What it said on standard error."""
    killed: bool
    """Whether it was killed by us."""
    seconds: float
    """How long it ran."""


class Victims:
    """Commands, one after another; use as a context manager."""

    def __init__(self, *, failing: Path | None = None) -> None:
        """Prepare.

        Args:
            failing: The library of calls that fail; see `failing_calls`.
        """
        self._environment = {**os.environ, **({"LD_PRELOAD": str(failing)} if failing else {})}
        self._said = tempfile.NamedTemporaryFile("r", suffix=".said", delete=False)  # noqa: SIM115 - closed at the end

    def __enter__(self) -> "Victims":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.victim"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=self._environment,
        )
        return self

    def __exit__(self, *exc: object) -> None:
        self._process.communicate()  # closes its standard input, at whose end it ends
        self._said.close()
        Path(self._said.name).unlink()

    def run(
        self, arguments: Sequence[str], environment: Mapping[str, str], *, kill_after: float | None = None
    ) -> Ended:
        """Run a command.

        Args:
            arguments: Those of `catalogue`.
            environment: Variables set for it.
            kill_after: Seconds after which its whole group is killed; it runs to its end without.

        Returns:
            How it ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"arguments": list(arguments), "environment": dict(environment), "said": self._said.name}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        began = time.monotonic()
        deadline = began + (LONGEST_S if kill_after is None else kill_after)
        while (waiting := deadline - time.monotonic()) > 0 and _runs(pid):
            time.sleep(min(0.002, waiting))
        killed, seconds = _runs(pid), time.monotonic() - began
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # also whatever a dead leader left behind
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        if killed and kill_after is None:
            raise AssertionError(f"{arguments} did not end within {LONGEST_S} s")
        return Ended(code, Path(self._said.name).read_text("utf-8", "replace"), killed, seconds)


def _runs(pid: int) -> bool:
    """Tell whether a process has not ended; one that ended is a zombie until its parent asks."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@functools.cache
def failing_calls() -> Path | None:
    """Return the library of calls that fail, compiled once; None where there is no C compiler."""
    if (compiler := shutil.which("gcc") or shutil.which("cc")) is None or ctypes.util.find_library("c") is None:
        return None
    made = Path(tempfile.mkdtemp()) / "failing.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-w", "-o", made, HERE / "failing.c", "-ldl"], check=True)
    return made


def _orders() -> Iterator[dict[str, object]]:
    """Read orders until there are no more."""
    while line := sys.stdin.readline():
        if line.strip():
            yield json.loads(line)


def main() -> None:
    """Run each command of standard input in a fork; tell its process, and after an empty line its exit code."""
    from catalogue.cli import main as catalogue

    for order in _orders():
        pid = os.fork()
        if pid == 0:
            os.setsid()
            os.environ.update(order["environment"])  # type: ignore[call-overload]
            sys.argv = ["catalogue", *order["arguments"]]  # type: ignore[misc]
            said = os.open(str(order["said"]), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(said, 2)
            catalogue()
            sys.exit(0)
        print(pid, flush=True)
        sys.stdin.readline()
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
