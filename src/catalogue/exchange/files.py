"""The files that are published: the edition in place, those that are kept, and the feeds.

Belongs here: listing them and putting another machine's in place, each whole or not at all. Does not belong here: who
may share them (the holder of the lease), or the site and the exports, which are printed from the edition.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.depot import Depot
from catalogue.disk import sync_folder
from catalogue.exchange.entries import SharedFile
from catalogue.exchange.pieces import fetch, put, side_by_side
from catalogue.exchange.troubles import Damaged

_ASIDE = ".taking-"


@dataclass
class Files:
    """The published files of this machine."""

    edition: Path
    """The edition in place."""
    editions: Path
    """Folder of kept editions."""
    feeds: Path
    """Folder of feeds."""
    _hashes: dict[tuple[str, int, int], str] = field(default_factory=dict)

    def paths(self) -> dict[str, Path]:
        """Return the files that stand here, by the path under which machines know them."""
        groups: dict[str, Iterable[Path]] = {
            "edition": (self.edition, self._sum()),
            "editions": self.editions.glob("catalogue-*.duckdb*") if self.editions.is_dir() else (),
            "feeds": self.feeds.glob("*.atom") if self.feeds.is_dir() else (),
        }
        return {
            f"{name}/{path.name}": path for name, paths in groups.items() for path in sorted(paths) if path.is_file()
        }

    def shared(self, depot: Depot, before: Iterable[SharedFile]) -> tuple[SharedFile, ...] | None:
        """Put the files that changed into the store.

        Args:
            depot: The store.
            before: The files as the log knows them.

        Returns:
            All files as they are now; null where nothing changed.
        """
        known = {one.path: one for one in before}
        now = {name: self._hash(path) for name, path in self.paths().items()}
        if now == {name: one.sha256 for name, one in known.items()}:
            return None
        stands = {one.sha256 for one in known.values()}
        changed = {name: path for name, path in self.paths().items() if now[name] not in stands}
        pieces = side_by_side(lambda path: put(depot, path.read_bytes()), changed.values())
        fresh = {
            name: SharedFile(path=name, sha256=piece.sha256, size=piece.size)
            for name, piece in zip(changed, pieces, strict=True)
        }
        size_of = {one.sha256: one.size for one in known.values()}
        return tuple(
            fresh.get(name) or SharedFile(path=name, sha256=sha256, size=size_of[sha256])
            for name, sha256 in sorted(now.items())
        )

    def put_in_place(self, depot: Depot, files: Iterable[SharedFile]) -> None:
        """Put the files of another machine in place of this one's, and delete those that it has no more.

        Args:
            depot: The store.
            files: The files as the log knows them; where it knows none, nothing is touched.

        Raises:
            Damaged: One is not what its name says, or has a place of its own choice; it is not put anywhere.
            Unreachable: The store cannot be asked.
        """
        wanted = {one.path: one for one in files}
        if not wanted:
            return
        targets = {name: self._target(name) for name in wanted}
        here = self.paths()
        stale = [name for name in wanted if name not in here or self._hash(here[name]) != wanted[name].sha256]
        # The sum goes before its edition and comes after it, so that no moment shows a wrong one.
        if any(targets[name] == self.edition for name in stale):
            self._sum().unlink(missing_ok=True)
            stale += [name for name in wanted if targets[name] == self._sum() and name not in stale]
        for name in sorted(stale, key=lambda one: (targets[one] == self._sum(), targets[one] == self.edition, one)):
            self._write(targets[name], fetch(depot, wanted[name]))
        for name, path in here.items():
            if name not in wanted:
                path.unlink(missing_ok=True)

    def _target(self, name: str) -> Path:
        """Return where a file goes, refusing a place that is none of ours."""
        folder, _, leaf = name.partition("/")
        if folder == "edition" and leaf == self.edition.name:
            return self.edition
        if folder == "edition" and leaf == self._sum().name:
            return self._sum()
        if folder == "editions" and "/" not in leaf and leaf.startswith("catalogue-"):
            return self.editions / leaf
        if folder == "feeds" and "/" not in leaf and leaf.endswith(".atom"):
            return self.feeds / leaf
        raise Damaged(f"The store's log names a published file {name!r}, which has no place here.")

    def _write(self, target: Path, data: bytes) -> None:
        """Put bytes in a file's place, whole or not at all."""
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f"{_ASIDE}{target.name}")
        aside.unlink(missing_ok=True)
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.parent == self.editions and target.suffix == ".duckdb":
            aside.chmod(0o444)
        # A write-ahead log of another file would make every open fail.
        target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
        aside.replace(target)
        sync_folder(target.parent)

    def _sum(self) -> Path:
        """Return where the edition's hash stands."""
        return self.edition.with_name(f"{self.edition.name}.sha256")

    def _hash(self, path: Path) -> str:
        """Return the hash of a file; one that was not touched since is not read again."""
        told = path.stat()
        key = (str(path), told.st_size, told.st_mtime_ns)
        if key not in self._hashes:
            with path.open("rb") as file:
                self._hashes[key] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._hashes[key]
