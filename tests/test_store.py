"""The store keeps every byte, whole or not at all."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.store import Corrupt, FolderStore, Missing

BODY = b"a body of some bytes"
NAME = hashlib.sha256(BODY).hexdigest()


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_bytes_stand_under_their_hash(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "raw")
    assert store.put(BODY) == NAME
    assert store.has(NAME)
    assert store.read(NAME) == BODY
    assert files(tmp_path / "raw") == [f"{NAME[:2]}/{NAME[2:4]}/{NAME}"]


def test_the_same_bytes_twice_are_one_file_and_are_not_rewritten(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(BODY)
    before = store.path(NAME).stat()
    store.put(BODY)
    after = store.path(NAME).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert len(files(tmp_path)) == 1


def test_a_body_in_pieces_is_the_body_whole(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with store.sink() as sink:
        for at in range(0, len(BODY), 3):
            sink.write(BODY[at : at + 3])
        assert sink.size == len(BODY)
        assert sink.commit() == NAME
    assert store.read(NAME) == BODY


def test_a_body_left_without_commit_leaves_nothing(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with store.sink() as sink:
        sink.write(BODY)
    assert files(tmp_path) == []
    assert not store.has(NAME)


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        FolderStore(tmp_path).read(NAME)


def test_changed_bytes_are_never_given_and_the_next_put_heals_them(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(BODY)
    store.path(NAME).write_bytes(BODY[::-1])
    with pytest.raises(Corrupt):
        store.read(NAME)
    store.put(BODY)
    assert store.read(NAME) == BODY


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", NAME.upper(), NAME + "0", NAME + "\n", "/" + NAME[1:]])
def test_only_a_hash_is_a_name(tmp_path: Path, name: str) -> None:
    store = FolderStore(tmp_path)
    with pytest.raises(ValueError, match="sha256"):
        store.read(name)
    with pytest.raises(ValueError, match="sha256"):
        store.has(name)


def test_only_old_leftovers_are_cleared(tmp_path: Path) -> None:
    FolderStore(tmp_path)
    old, young = tmp_path / ".tmp" / "old", tmp_path / ".tmp" / "young"
    old.write_bytes(b"x")
    young.write_bytes(b"x")
    two_days_ago = time.time() - 2 * 86400
    os.utime(old, (two_days_ago, two_days_ago))
    FolderStore(tmp_path)
    assert not old.exists()
    assert young.exists()


def test_writers_at_once_agree(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    bodies = [bytes([number]) * 1000 for number in range(4)]
    threads = [threading.Thread(target=store.put, args=(bodies[at % 4],)) for at in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.read(hashlib.sha256(body).hexdigest()) for body in bodies] == bodies
    assert len(files(tmp_path)) == 4


@given(body=st.binary(max_size=300))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    store = FolderStore(tmp_path_factory.mktemp("any"))
    assert store.read(store.put(body)) == body


def test_a_killed_writer_leaves_only_whole_blobs(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom catalogue.store import FolderStore\n"
        "store = FolderStore(pathlib.Path(sys.argv[1]))\nnumber = 0\n"
        "while True:\n"
        "    print(store.put(str(number).encode() * 20000), flush=True)\n    number += 1\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().strip() for _ in range(40)]
        writer.send_signal(signal.SIGKILL)
    store = FolderStore(tmp_path)
    assert all(store.has(name) and store.read(name) for name in acknowledged)
    for path in tmp_path.rglob("*"):
        if path.is_file() and ".tmp" not in path.parts:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name


def test_writing_together_keeps_the_same_and_settles_for_all(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "raw", together=True)
    names: dict[int, str] = {}

    def write(number: int) -> None:
        names[number] = store.put(b"a body" + bytes([number % 5]))
        store.settle()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {store.read(name) for name in names.values()} == {b"a body" + bytes([number]) for number in range(5)}
    assert len(files(tmp_path / "raw")) == 5
    store.settle()


def test_settling_says_when_the_disk_cannot_be_written(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "raw", together=True)
    store.put(BODY)
    (tmp_path / "raw").rename(tmp_path / "gone")
    with pytest.raises(OSError, match="raw"):
        store.settle()
    (tmp_path / "gone").rename(tmp_path / "raw")
    store.settle()
    assert store.read(NAME) == BODY
