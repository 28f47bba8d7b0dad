"""Reader processes: no network, no new files, limits that hold, and a death that costs one task."""

import multiprocessing
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue.describe import Document, Limits, describe
from catalogue.store import FolderStore
from catalogue.vocabulary import Magic, TextQuality
from catalogue.workers.limits import allow_processor_time
from catalogue.workers.pool import How, Lost, Readers, tell_place
from tests.test_pdf import make_pdf


def _dial(family: int) -> str:
    try:
        socket.socket(family, socket.SOCK_STREAM).connect(("127.0.0.1", 9) if family == socket.AF_INET else "/x")
    except PermissionError:
        return "refused"
    return "connected"


def _dial_by_shell(_: int) -> str:
    done = subprocess.run(["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9"], capture_output=True, check=False)
    return "refused" if b"denied" in done.stderr else "dialled"


def _write(folder: Path) -> str:
    told = []
    for name, attempt in (
        ("open", lambda: (folder / "made").open("w")),
        ("append", lambda: (folder / "there").open("a")),
        ("folder", (folder / "made-folder").mkdir),
        ("remove", (folder / "there").unlink),
        ("rename", lambda: (folder / "there").rename(folder / "other")),
        ("link", lambda: (folder / "link").symlink_to(folder / "there")),
    ):
        try:
            attempt()
        except PermissionError:
            continue
        told.append(name)
    return ",".join(told) or (folder / "there").read_text()


def _eat(_: int) -> int:
    return len(bytearray(800_000_000))


def _burn(_: int) -> None:
    allow_processor_time(1)
    while True:
        tell_place(7)


def _sleep(_: int) -> None:
    signal.pause()


def _abort(_: int) -> None:
    tell_place(3)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.abort()


def _be_killed(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fail(_: int) -> None:
    raise KeyError("a fault of ours")


def _double(number: int) -> int:
    return 2 * number


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(1, Limits(wall_s=30, cpu_s=10, memory_bytes=700_000_000)) as some:
        yield some


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX])
def test_a_reader_has_no_network(readers: Readers, family: int) -> None:
    assert list(readers.run(_dial, [family])) == [(family, "refused")]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses sockets to the programs that a reader starts")
def test_nor_has_a_program_that_it_starts(readers: Readers) -> None:
    assert list(readers.run(_dial_by_shell, [0])) == [(0, "refused")]


def test_where_the_kernel_cannot_refuse_python_does(tmp_path: Path) -> None:
    code = (
        "import sys, socket; from pathlib import Path; from catalogue.workers.limits import refuse_by_python\n"
        "refuse_by_python()\n"
        "for attempt in (socket.socket, lambda: Path(sys.argv[1]).write_text('x')):\n"
        "    try: attempt()\n"
        "    except PermissionError: print('refused')\n"
        "print(len(Path(sys.argv[2]).read_text()) > 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "made", __file__], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["refused", "refused", "True"]
    assert not list(tmp_path.iterdir())


def test_a_reader_writes_no_files(readers: Readers, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("as it was")
    assert list(readers.run(_write, [tmp_path])) == [(tmp_path, "as it was")]
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize(
    ("task", "how", "place"),
    [
        (_eat, How.MEMORY, 0),
        (_burn, How.PROCESSOR, 7),
        (_abort, How.BROKEN, 3),
        (_be_killed, How.KILLED, 0),
        (_fail, How.FAULT, 0),
    ],
)
def test_a_lost_task_says_how_and_the_next_one_runs(
    readers: Readers, task: Callable[[int], None], how: How, place: int
) -> None:
    assert list(readers.run(task, [1])) == [(1, Lost(how, place))]
    assert list(readers.run(_double, [4, 5])) == [(4, 8), (5, 10)]


def test_too_long_is_told() -> None:
    with Readers(1, Limits(wall_s=0.3)) as some:
        assert list(some.run(_sleep, [1])) == [(1, Lost(How.TIME, 0))]


def _stored(folder: Path, count: int) -> tuple[FolderStore, dict[str, Document]]:
    store = FolderStore(folder / "raw")
    bodies = [make_pdf([[(12, f"Report {number}"), (12, "Words.")]] * 30) for number in range(count)]
    return store, {store.put(data): (Magic.PDF, None, "http://council.test/report") for data in bodies}


def test_a_reader_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    store, documents = _stored(tmp_path, 12)
    killed: list[int] = []

    def kill(done: int, _of: int) -> None:
        if done in (1, 5):
            for child in multiprocessing.active_children():
                if child.name == "pebble_pool_worker" and child.pid is not None:
                    killed.append(child.pid)
                    os.kill(child.pid, signal.SIGKILL)

    done = describe(documents, store=store, cache=tmp_path / "d", nation_of={}, workers=2, progress=kill)
    assert len(killed) >= 2
    assert [one.quality for one in done.descriptions.values()] == [TextQuality.GOOD] * 12
    assert all(len(one.reading.pages) == 30 for one in done.descriptions.values())


def test_a_file_larger_than_is_read_is_told(tmp_path: Path) -> None:
    store, documents = _stored(tmp_path, 1)
    limits = Limits(most_bytes=1_000)
    done = describe(documents, store=store, cache=tmp_path / "d", nation_of={}, workers=1, limits=limits)
    (one,) = done.descriptions.values()
    assert one.quality is TextQuality.RESOURCE_LIMIT
    assert one.reading.problem == "The file is larger than 1,000 bytes and was not read."
    assert store.read(one.sha256)


PROGRAM = """
import os
from catalogue.workers import Limits, Readers

print("the program runs", flush=True)
if __name__ == "__main__":
    with Readers(2, Limits()) as readers:
        print(readers.call(os.path.basename, "/a/page") == "page", flush=True)
"""


def test_readers_do_not_run_their_parent_s_program_again(tmp_path: Path) -> None:
    """It may import all of Dagster, in each reader."""
    (tmp_path / "program.py").write_text(PROGRAM)
    told = subprocess.run(
        [sys.executable, tmp_path / "program.py"], stdout=subprocess.PIPE, text=True, check=True, timeout=60
    )
    assert told.stdout.splitlines() == ["the program runs", "True"]
