"""A depot in a local folder: for a disk that machines mount.

Belongs here: how an object reaches its key whole, and for one writer only. Does not belong here: what it means.
"""

import contextlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

from catalogue.depot.interface import Absent, Oversized, Taken, Unreachable, checked, is_key
from catalogue.disk import sync_folder


class FolderDepot:
    """Objects as files below a folder; a hidden folder holds what is on its way."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made when something is put into it.

        Args:
            folder: Folder of the depot; nothing outside it is ever written.
        """
        self._folder = folder

    def put(self, key: str, data: bytes) -> None:
        """Give a key its whole content; see `Depot.put`."""
        self._write(key, data, replaces=True)

    def create(self, key: str, data: bytes) -> None:
        """Give a key its content where it has none; see `Depot.create`."""
        self._write(key, data, replaces=False)

    def get(self, key: str, most: int) -> bytes:
        """Return the content of a key; see `Depot.get`."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                data = file.read(most + 1)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise Absent(f"The store has no object {key}.") from None
        except OSError as error:
            raise self._trouble(error) from error
        if len(data) > most:
            raise Oversized(f"The object {key} of the store is larger than {most:,} bytes.")
        return data

    def exists(self, key: str) -> bool:
        """Tell whether a key has content; see `Depot.exists`."""
        return self._path(key).is_file()

    def list(self, folder: str) -> Iterator[str]:
        """Give the keys below a folder; see `Depot.list`."""
        for path in sorted(self._folder.joinpath(folder).rglob("*")):
            key = path.relative_to(self._folder).as_posix()
            if is_key(key) and path.is_file() and not path.is_symlink():
                yield key

    def remove(self, key: str) -> None:
        """Remove a key; see `Depot.remove`."""
        try:
            self._path(key).unlink(missing_ok=True)
        except OSError as error:
            raise self._trouble(error) from error

    def _path(self, key: str) -> Path:
        """Return where a key's content stands."""
        return self._folder / checked(key)

    def _write(self, key: str, data: bytes, *, replaces: bool) -> None:
        """Write aside, flush, and give the file its name in one step."""
        path, aside = self._path(key), self._folder / ".aside" / uuid.uuid4().hex
        try:
            for folder in (aside.parent, path.parent):
                folder.mkdir(parents=True, exist_ok=True)
            with aside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if replaces:
                aside.replace(path)
            else:
                os.link(aside, path)
            sync_folder(path.parent)
        except FileExistsError:
            raise Taken(f"The store has an object {key} already.") from None
        except OSError as error:
            raise self._trouble(error) from error
        finally:
            with contextlib.suppress(OSError):  # whatever it is, it was told above or harms nobody
                aside.unlink(missing_ok=True)

    def _trouble(self, error: OSError) -> Unreachable:
        """Return what went wrong as a sentence."""
        return Unreachable(f"The store {self._folder} cannot be used: {error.strerror or error}.")
