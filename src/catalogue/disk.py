"""Getting what was written onto the disk, so that it survives a power cut: one file, or many at once.

Belongs here: the calls that flush, and waiting for one another's. Does not belong here: what is written, or when
it has to be safe (``store`` and ``journal`` say so).

A flush makes the disk write and then wait, so a hundred flushes one after the other take many times as long as one
that covers the work of a hundred.
"""

import ctypes
import os
import threading
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Flush a folder's own entries to the disk, so that a new name survives a power cut.

    Args:
        folder: The folder.

    Raises:
        OSError: It cannot be flushed.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Together:
    """New files that reach the disk together; safe to share between threads.

    Whoever needs the own files safe calls `settle`. One caller flushes for all that wait; who comes while a flush
    is going on waits for the next, because that one may have begun before the caller's file was written.
    """

    def __init__(self, folder: Path) -> None:
        """Wait for files.

        Args:
            folder: Folder on whose file system all of them are; new folders between it and a file are flushed too.
        """
        self._folder = folder
        self._added = threading.Lock()
        self._flushing = threading.Lock()
        self._waiting: set[Path] = set()
        self._begun = 0

    def add(self, path: Path) -> None:
        """Take note of a file that stands whole under its name and may not be on the disk.

        Args:
            path: The file, below the folder.
        """
        with self._added:
            self._waiting.add(path)

    def settle(self) -> None:
        """Return when everything that was added before is on the disk, names of files and folders included.

        Raises:
            OSError: The disk could not be written.
        """
        with self._added:
            wanted = self._begun + 1
        with self._flushing:
            with self._added:
                if self._begun >= wanted or not self._waiting:
                    return  # a flush that began after the call has ended, or nothing was added since the last
                self._begun += 1
                waiting, self._waiting = self._waiting, set()
            try:
                _flush(self._folder, waiting)
            except BaseException:
                with self._added:
                    self._begun -= 1
                    self._waiting |= waiting
                raise


def _flush(folder: Path, paths: set[Path]) -> None:
    """Flush files with their names: the whole file system at once where the system can, else one by one."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "syncfs"):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if libc.syncfs(descriptor) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(folder))
        finally:
            os.close(descriptor)
        return
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    folders = {parent for path in paths for parent in path.parents if parent.is_relative_to(folder)}
    for parent in sorted(folders, reverse=True):
        sync_folder(parent)
