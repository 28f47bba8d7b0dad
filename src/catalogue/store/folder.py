"""A store in a local folder.

Belongs here: how bytes reach their name whole or not at all. Does not belong here: why that is safe, which the
theory of ``catalogue.store`` says.
"""

import hashlib
import itertools
import os
import re
import time
import uuid
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from catalogue.disk import Together, sync_folder
from catalogue.store.interface import Corrupt, Missing

_NAME = re.compile(r"[0-9a-f]{64}")
_LEFTOVER_AGE_S = 24 * 60 * 60
_CHUNK = 1 << 20


class FolderStore:
    """A store in a local folder: `ab/cd/<sha256>`, temporary files in `.tmp`."""

    def __init__(self, folder: Path, *, together: bool = False) -> None:
        """Open the store, making its folder where needed and clearing old leftovers.

        Args:
            folder: Folder of the store; nothing outside it is ever written.
            together: Whether bodies are flushed to the disk together, at `settle`, and not each when it is kept.
        """
        self._folder = folder
        self._together = Together(folder) if together else None
        self._temporary = folder / ".tmp"
        self._name, self._numbers = uuid.uuid4().hex, itertools.count()
        self._temporary.mkdir(parents=True, exist_ok=True)
        remove_leftovers(self._temporary)

    def put(self, data: bytes) -> str:
        """Keep bytes.

        Args:
            data: The whole body.

        Returns:
            Its sha256, 64 hex digits in lower case.
        """
        with self.sink() as sink:
            sink.write(data)
            return sink.commit()

    def sink(self) -> "FolderSink":
        """Open a body that arrives in pieces.

        Returns:
            A context manager; leaving it without `commit` discards what was written.
        """
        return FolderSink(self, self._temporary / f"{self._name}-{next(self._numbers)}")

    def has(self, sha256: str) -> bool:
        """Whether a blob of that name is kept; its bytes are not read.

        Args:
            sha256: Name of the blob, 64 hex digits in lower case.

        Returns:
            True where a file of that name stands.

        Raises:
            ValueError: The name is not a sha256.
        """
        return self.path(sha256).is_file()

    def read(self, sha256: str) -> bytes:
        """Return the bytes of that name, proven by their hash.

        Args:
            sha256: Name of the blob, 64 hex digits in lower case.

        Returns:
            The whole body.

        Raises:
            Missing: No such blob is kept.
            Corrupt: The bytes no longer have that hash.
            ValueError: The name is not a sha256.
        """
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise Missing(f"no blob {sha256} in the store") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Corrupt(f"the bytes of blob {sha256} have changed on disk")
        return data

    def check(self, sha256: str) -> None:
        """Prove the bytes of that name by their hash, in pieces, whatever their size.

        Args:
            sha256: Name of the blob, 64 hex digits in lower case.

        Raises:
            Missing: No such blob is kept.
            Corrupt: The bytes no longer have that hash.
            ValueError: The name is not a sha256.
        """
        try:
            found = _hash_of(self.path(sha256))
        except FileNotFoundError:
            raise Missing(f"no blob {sha256} in the store") from None
        if found != sha256:
            raise Corrupt(f"the bytes of blob {sha256} have changed on disk")

    def settle(self) -> None:
        """Return when everything kept so far is on the disk; raises OSError where that cannot be written."""
        if self._together is not None:
            self._together.settle()

    def remove(self, sha256: str) -> bool:
        """Remove a body that was taken down; nothing else is ever removed.

        Args:
            sha256: Name of the blob, 64 hex digits in lower case.

        Returns:
            Whether there was one.

        Raises:
            ValueError: The name is not a sha256.
        """
        path = self.path(sha256)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        sync_folder(path.parent)
        return True

    def path(self, sha256: str) -> Path:
        """Return where a blob of that name stands or would stand.

        Args:
            sha256: Name of the blob, 64 hex digits in lower case.

        Returns:
            Path below the store's folder.

        Raises:
            ValueError: The name is not a sha256, so no path is made of it.
        """
        if not _NAME.fullmatch(sha256):
            raise ValueError("the name of a blob is a sha256 of 64 lower-case hex digits")
        return self._folder.joinpath(sha256[:2], sha256[2:4], sha256)

    def keep(self, temporary: Path, file: BinaryIO, sha256: str) -> None:
        """Give a finished temporary file its final name; a blob that already stands whole is left alone."""
        file.flush()
        if self._together is None:
            os.fsync(file.fileno())
        file.close()
        target = self.path(sha256)
        made: list[Path] | None = _make_folders(target.parent)
        if not made and target.is_file() and _hash_of(target) == sha256:
            temporary.unlink()
            made = None
        else:
            temporary.replace(target)
        if self._together is not None:
            self._together.add(target)  # one that stands already may be another writer's, and as new
        elif made is not None:
            for folder in (target.parent, *(folder.parent for folder in made)):
                sync_folder(folder)


class FolderSink:
    """A body on its way into a `FolderStore`."""

    def __init__(self, store: FolderStore, temporary: Path) -> None:
        """Open the temporary file; `FolderStore.sink` is the way to get one."""
        self._store = store
        self._temporary = temporary
        self._file = temporary.open("xb")
        self._hash = hashlib.sha256()
        self._kept = False
        self.size = 0
        """Bytes written so far."""

    def write(self, chunk: bytes | memoryview) -> None:
        """Add bytes to the body.

        Args:
            chunk: The next bytes.
        """
        self._file.write(chunk)
        self._hash.update(chunk)
        self.size += len(chunk)

    def commit(self) -> str:
        """Keep the body; it is on the disk when this returns, or at `settle` where the store writes together.

        Returns:
            The sha256 under which it is kept.
        """
        name = self._hash.hexdigest()
        self._store.keep(self._temporary, self._file, name)
        self._kept = True
        return name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if not self._kept:
            self._temporary.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files older than a day: a younger one may belong to a writer at work."""
    oldest = time.time() - _LEFTOVER_AGE_S
    for path in folder.iterdir():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except FileNotFoundError:  # another process cleared it first
            continue


def _make_folders(folder: Path) -> list[Path]:
    """Make a blob's two folders where they are missing, and return those that were, outermost first."""
    # Most bodies are the first of their inner folder, so making it is tried before anything is asked.
    try:
        return [folder] if _made(folder) else []
    except FileNotFoundError:
        return [part for part in (folder.parent, folder) if _made(part)]


def _made(folder: Path) -> bool:
    """Make a folder; tell whether it was missing."""
    try:
        folder.mkdir()
    except FileExistsError:
        return False
    return True


def _hash_of(path: Path) -> str:
    """Return the sha256 of a file, read in pieces."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()
