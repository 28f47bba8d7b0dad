"""The editions that are kept: one file each, with its sha256 beside it.

Belongs here: keeping a printed file, listing, opening and letting go. Does not belong here: printing, comparing
(``changes``), and cutting out what was taken down (``purging``).

``catalogue-0007.duckdb`` is edition 7, byte for byte as it was put in place, and ``catalogue-0007.duckdb.sha256`` is
what ``sha256sum --check`` reads. A kept edition is the only copy of what that edition said: it is what the next one
is compared with, so nothing of old editions stays in the store of bytes. When there are more than are to be kept, those
that changed nothing go first and then the oldest; the newest stays in any case.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from catalogue.disk import sync_folder
from catalogue.edition import open_edition
from catalogue.journal import Journal
from catalogue.models import Printed
from catalogue.publish import snapshot

_NAME = re.compile(r"catalogue-(\d{4,})\.duckdb")
_ASIDE = ".keeping-"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Kept:
    """One kept edition."""

    number: int
    """Its number."""
    path: Path
    """Its file."""
    sha256: str | None
    """Hash that stands beside it; null where none does."""

    @property
    def whole(self) -> bool:
        """Whether its bytes are those of the hash beside it; they are all read."""
        return self.sha256 is not None and sha256_of(self.path) == self.sha256


def path_of(folder: Path, number: int) -> Path:
    """Return where a kept edition stands or would stand.

    Args:
        folder: Folder of kept editions.
        number: Its number.
    """
    return folder / f"catalogue-{number:04d}.duckdb"


def kept(folder: Path) -> tuple[Kept, ...]:
    """Return the kept editions, the newest first; none where there is no folder.

    Args:
        folder: Folder of kept editions.
    """
    paths = folder.iterdir() if folder.is_dir() else ()
    found = {int(match[1]): path for path in paths if (match := _NAME.fullmatch(path.name))}
    return tuple(Kept(number, path, written(path)) for number, path in sorted(found.items(), reverse=True))


def find(folder: Path, number: int) -> Kept | None:
    """Return one kept edition; null where it is not kept.

    Args:
        folder: Folder of kept editions.
        number: Its number.
    """
    return next((one for one in kept(folder) if one.number == number), None)


def keep(built: Path, folder: Path, number: int) -> str:
    """Keep a copy of a finished file, with its hash beside it, in place of any of that number.

    Args:
        built: The file, closed by its writer.
        folder: Folder of kept editions; made where it does not exist.
        number: Number of the edition.

    Returns:
        Its sha256. The hash is written after the file, so that a copy that was cut off has none.

    Raises:
        OSError: The disk cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f"{_ASIDE}*"):
        leftover.unlink()
    target = path_of(folder, number)
    aside = folder / f"{_ASIDE}{number}"
    shutil.copyfile(built, aside)
    return put(aside, target)


def put(aside: Path, target: Path) -> str:
    """Put a finished copy of the same folder in a kept edition's place, and its hash beside it.

    Args:
        aside: The copy.
        target: The kept edition's file, whether it exists or not.

    Returns:
        Its sha256.
    """
    sha256 = sha256_of(aside)
    beside(target).unlink(missing_ok=True)
    aside.chmod(0o444)
    flush(aside)
    aside.replace(target)
    written = target.with_name(f"{_ASIDE}sha256")
    written.write_text(f"{sha256}  {target.name}\n", encoding="ascii")
    flush(written)
    written.replace(beside(target))
    sync_folder(target.parent)
    return sha256


def let_go(folder: Path, changed: Iterable[Printed], most: int) -> None:
    """Delete what is kept beyond a number: first editions that changed nothing, then the oldest.

    Args:
        folder: Folder of kept editions.
        changed: Journalled editions, which know how many changes each made.
        most: How many are kept, at least 1.
    """
    made = {one.number: one.changed for one in changed}
    standing = kept(folder)
    older = sorted(standing[1:], key=lambda one: (made.get(one.number) != 0, one.number))
    for one in older[: max(0, len(standing) - most)]:
        forget(one.path)


def forget(path: Path) -> None:
    """Delete a kept edition and its hash.

    Args:
        path: Its file.
    """
    path.unlink(missing_ok=True)
    beside(path).unlink(missing_ok=True)


def last_printed(journal: Journal, folder: Path, target: Path) -> tuple[int, snapshot.Snapshot | None]:
    """Return the last edition's number and the newest earlier edition that can be read.

    Args:
        journal: Where printed editions are recorded.
        folder: Folder of kept editions.
        target: The edition in place: it serves where its kept copy is gone.

    Returns:
        The number of the last printed edition, 0 where none was; and what the newest one said that is kept and whole,
        null where none is. One that is damaged is passed over: the edition before it is compared with instead.
    """
    printed = list(journal.read(Printed))
    if not printed:
        return 0, None
    by_number = {one.number: one for one in kept(folder)}
    for number in sorted({one.number for one in printed}, reverse=True):
        copy = by_number.get(number)
        found = _read(copy.path, number) if copy and copy.whole else _read(target, number)
        if found is not None:
            return printed[-1].number, found
    return printed[-1].number, None


def beside(path: Path) -> Path:
    """Return where the hash of a kept edition stands.

    Args:
        path: Its file.
    """
    return path.with_name(f"{path.name}.sha256")


def sha256_of(path: Path) -> str:
    """Return the hash of a file.

    Args:
        path: The file; its bytes are read in pieces.
    """
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def written(path: Path) -> str | None:
    """Return the hash that stands beside an edition; null where none does.

    Args:
        path: The edition's file.
    """
    try:
        words = beside(path).read_text(encoding="ascii", errors="replace").split()
    except FileNotFoundError:
        return None
    return words[0] if words else None


def _read(path: Path, number: int) -> snapshot.Snapshot | None:
    """Return what the edition of a number said, where the file is that edition and can be read."""
    if not path.is_file():
        return None
    try:
        with open_edition(path) as connection:
            found = snapshot.of_file(connection)
    except (duckdb.Error, IndexError):
        return None  # damaged, or no edition: nothing can be compared with it
    return found if found.number == number else None


def flush(path: Path) -> None:
    """Return when a file is on the disk.

    Args:
        path: The file.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
