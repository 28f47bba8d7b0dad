"""Protocol E: a disk that is full, fails or cannot be written, then works again: ``python -m tests.torture.disks``.

Belongs here: the disks, and what must hold while and after they fail. Does not belong here: the world (`ground`),
processes (`victim`), or the calls that fail (`failing.c`).

What must hold: the command ends with an exit code that says so and with a sentence (no traceback), never as if all were
well; what stood before can still be read; once there is room again, the same command comes to the very rows of a run on
a good disk. A command may end well only where no call that it needed failed.

Full and read-only disks are small file systems in memory, which only root may mount; where that is not allowed, they
are said to be left out.
"""

import argparse
import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from catalogue.edition import open_edition
from tests.conftest import dump
from tests.torture.ground import Ground, memory, whole, wrong_with
from tests.torture.protocol import LACKING
from tests.torture.victim import Ended, Victims, failing_calls

WRONG = 2
"""The exit code that means: trouble with files, the disk or the machine."""
ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
ODDS = (50, 200, 1000)
"""One of so many calls fails."""
DISK_MB = 64


class Disks:
    """One world, and one warehouse after another on disks that fail."""

    def __init__(self, ground: Ground, victims: Victims, folder: Path) -> None:
        self.ground, self.victims, self.folder = ground, victims, folder
        good = folder / "good"
        assert self._run(good).code == 0
        self.expected = ground.outcome(good)
        self.good = good
        self.fates: Counter[str] = Counter()
        self.wrong: list[str] = []

    def calls_that_fail(self, number: int, chance: random.Random) -> None:
        """Let one of many calls fail at random; a warehouse that holds an edition every second time."""
        warehouse = self._warehouse(self.folder, number)
        error, odds = chance.choice(ERRORS), chance.choice(ODDS)
        order = {
            "FAILING_PATH": f"{warehouse}/*",
            "FAILING_ODDS": str(odds),
            "FAILING_HOW": str(error),
            "FAILING_SEED": str(number),
        }
        what = f"run {number}, one of {odds} calls gives {errno.errorcode[error]}"
        self._harmed(what, warehouse, lambda: self._run(warehouse, order))
        shutil.rmtree(warehouse)

    def full(self, number: int, chance: random.Random) -> None:
        """Leave less room than a run needs."""
        with mounted(self.folder / "disk", f"size={DISK_MB}m") as disk:
            warehouse, filler = self._warehouse(disk, number), disk / "filler"
            left = chance.randint(0, 12_000_000)
            free = shutil.disk_usage(disk).free
            with filler.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(free - left, 1))
            self._harmed(f"run {number}, {left:,} bytes left", warehouse, lambda: self._run(warehouse), filler.unlink)

    def without_inodes(self, number: int, chance: random.Random) -> None:
        """Leave fewer files than a run makes."""
        with mounted(self.folder / "disk", f"size={DISK_MB}m,nr_inodes=4000") as disk:
            warehouse, fillers = self._warehouse(disk, number), disk / "fillers"
            fillers.mkdir()
            left = chance.randint(0, 200)
            for name in range(os.statvfs(disk).f_ffree - left):
                (fillers / str(name)).touch()
            free = lambda: shutil.rmtree(fillers)  # noqa: E731 - one call
            self._harmed(f"run {number}, {left} inodes left", warehouse, lambda: self._run(warehouse), free)

    def read_only(self, number: int, chance: random.Random) -> None:
        """Make the disk read-only before a run."""
        with mounted(self.folder / "disk", f"size={DISK_MB}m") as disk:
            warehouse = self._warehouse(disk, number)
            warehouse.mkdir(exist_ok=True)
            _mount("-o", "remount,ro", str(disk))
            again = lambda: _mount("-o", "remount,rw", str(disk))  # noqa: E731 - one call
            self._harmed(f"run {number}, a read-only disk", warehouse, lambda: self._run(warehouse), again)

    def _harmed(
        self, what: str, warehouse: Path, run: Callable[[], Ended], mend: Callable[[], None] = lambda: None
    ) -> None:
        """Run on a failing disk, look at how it ended and what it left, mend the disk and run again."""
        before = self._edition(warehouse)
        ended = run()
        self.fates["told" if ended.code else "ended well"] += 1
        if ended.code not in (0, 1, WRONG) or (ended.code and not ended.said.strip()) or "Traceback" in ended.said:
            self._note(what, f"ended with {ended.code}, saying: {ended.said.strip()[-400:]}")
        if before is not None and self._edition(warehouse) is None:
            self._note(what, "the edition that stood before cannot be read")
        mend()
        for one in wrong_with(warehouse, ended=False):
            self._note(what, one)
        again = self._run(warehouse)
        if again.code != 0:
            self._note(what, f"on a good disk again it ended with {again.code}: {again.said.strip()[-400:]}")
        elif self.ground.outcome(warehouse) != self.expected:
            self._note(what, "on a good disk again the outcome differs")

    def _note(self, what: str, wrong: str) -> None:
        """Note what does not hold."""
        self.wrong.append(f"{what}: {wrong}")

    def _edition(self, warehouse: Path) -> object:
        """Return what the edition of a warehouse says; None where none can be read."""
        path = warehouse / "catalogue.duckdb"
        if not path.exists():
            return None
        with open_edition(path) as edition:
            assert edition.execute("select count(*) from reviews").fetchall()
        return dump(path)

    def _warehouse(self, folder: Path, number: int) -> Path:
        """Return a warehouse: a new one, or every second time one in which everything ran well."""
        warehouse = folder / f"warehouse-{number}"
        if number % 2:
            shutil.copytree(self.good, warehouse)
            (warehouse / "catalogue.duckdb").touch()
        return warehouse

    def _run(self, warehouse: Path, more: Mapping[str, str] | None = None) -> Ended:
        """Run the ground's command."""
        return self.victims.run(self.ground.command, {**self.ground.environment(warehouse), **(more or {})})


def _mount(*arguments: str) -> None:
    """Mount, or say why not."""
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """Give a small file system in memory."""
    folder.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def may_mount() -> bool:
    """Tell whether file systems can be mounted here."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        try:
            with mounted(Path(folder) / "disk", "size=1m"):
                return True
        except subprocess.CalledProcessError:
            return False


def _lane(runs: Sequence[tuple[str, int]]) -> Disks:
    """Do some of the runs, in a world and a folder of their own."""
    with (
        tempfile.TemporaryDirectory(dir=memory()) as name,
        whole() as ground,
        Victims(failing=failing_calls()) as victims,
    ):
        disks = Disks(ground, victims, Path(name))
        for kind, number in runs:
            getattr(disks, kind)(number, random.Random(f"{kind} {number}"))
    return disks


def main() -> int:
    """Let disks fail, mend them, compare; print what came of it.

    Returns:
        0 where everything held.
    """
    parser = argparse.ArgumentParser(description="Run on disks that are full, fail or cannot be written.")
    parser.add_argument("--calls", type=int, default=100, help="runs in which calls fail at random (100)")
    parser.add_argument("--full", type=int, default=40, help="runs on a disk that gets full (40)")
    parser.add_argument("--few", type=int, default=5, help="runs without inodes, and as many on a read-only disk (5)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    failing, mounts = failing_calls(), may_mount()
    sizes = {"calls_that_fail": asked.calls if failing else 0}
    sizes |= dict.fromkeys(("without_inodes", "read_only"), asked.few if mounts else 0)
    sizes["full"] = asked.full if mounts else 0
    runs = [(kind, number) for kind, size in sizes.items() for number in range(asked.seed, asked.seed + size)]
    with ThreadPoolExecutor(2) as pool:
        lanes = list(pool.map(_lane, (runs[::2], runs[1::2])))
    wrong = [one for disks in lanes for one in disks.wrong]
    fates = sum((disks.fates for disks in lanes), Counter[str]())
    print("\n".join(wrong))
    left_out = [] if failing else ["calls that fail: there is no C compiler"]
    left_out += [] if mounts else ["full and read-only disks: nothing may be mounted here"]
    print(
        f"{sizes['calls_that_fail']} runs with failing calls, {sizes['full']} on full disks, {sizes['without_inodes']} without "
        f"inodes, {sizes['read_only']} read-only: {fates['told']} ended and said so, {fates['ended well']} needed "
        f"none of the calls that failed; {len(wrong)} went wrong{''.join(f'; left out {one}' for one in left_out)}"
    )
    return 1 if wrong else LACKING if left_out else 0


if __name__ == "__main__":
    sys.exit(main())
