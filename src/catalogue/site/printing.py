"""Putting the site's files in place: only what changed is made, and the whole site changes at once.

Belongs here: which files are made anew, and the swap of folders. Does not belong here: what any file says.

A new site is put together beside the old one: files that did not change are the old files under another name (a hard
link, and a copy where a disk has none), the others are made. Then the folders change places. Who reads meanwhile sees
the old site or the new one, and what is in neither cannot be seen at all: files that the new site does not have are
gone with the old folder. A process that was killed leaves the old site, and what lay aside is cleared next time.

Two files in the folder are for the next print and no part of the site: the manifest, and what was kept of groups. They
stand inside the folder so that they change with it, and tell nothing that the site itself does not tell.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from catalogue.models import Record
from catalogue.site.rendering import File

MANIFEST = ".manifest.json"
"""In the site's folder: what the whole was made from, its groups, and of each file too, with the hash of its bytes."""
KEPT = ".kept.json"
"""In the site's folder: what was worked out of each group besides its files, by name and key."""
_OURS = frozenset({MANIFEST, KEPT})


class Outcome(Record):
    """What printing a site did."""

    files: int
    """Files of the site."""
    written: int
    """Files that were made anew."""
    removed: int
    """Files that the site does not have any more."""
    bytes: int
    """Size of all files together."""
    path: Path
    """The site's folder."""


class Group(Record):
    """Files that are made together."""

    key: str
    """Differs where anything differs that they are made from."""
    paths: tuple[str, ...]
    """Their paths."""
    listed: tuple[str, ...]
    """Paths of those that search engines are told of."""


class NotASiteError(OSError):
    """The folder that the site should go to holds something else, which is not deleted."""


@dataclass(frozen=True)
class Before:
    """What stands in a site's folder."""

    folder: Path
    """The folder."""
    made_from: str | None = None
    """What the whole was made from; null where no site stands."""
    named: frozenset[str] = frozenset()
    """Paths of all files that were printed."""
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Of those files that stand with the size with which they were printed: key, hash and size."""
    groups: Mapping[str, Group] = field(default_factory=dict)
    """Groups of files by name."""

    def whole(self, paths: Iterable[str]) -> bool:
        """Tell whether files all stand as they were printed."""
        return all(path in self.files for path in paths)

    def key_of(self, path: str) -> str:
        """Return the key of a file that stands."""
        return str(self.files[path]["key"])

    def kept(self, name: str, key: str) -> object | None:
        """Return what was kept of a group; null where nothing was kept of one with that key."""
        one = self._kept.get(name)
        return one["value"] if isinstance(one, dict) and one.get("key") == key else None

    @cached_property
    def there(self) -> frozenset[str]:
        """Paths of all files in the folder but our own two."""
        return frozenset(path for path, _ in _walked(self.folder)) - _OURS

    @cached_property
    def _kept(self) -> dict[str, Any]:
        """What was kept of all groups."""
        return _json(self.folder / KEPT)


def before(folder: Path) -> Before:
    """Look at what stands in a folder.

    Args:
        folder: The folder; what a killed process left of it is put right first.

    Returns:
        What stands there; nothing where it is empty, is not there, or what is known of it was cut short.

    Raises:
        NotASiteError: It is not empty and was not printed by this code.
    """
    _recover(folder)
    if not folder.exists() or not any(folder.iterdir()):
        return Before(folder)
    if not (folder / MANIFEST).is_file():
        raise NotASiteError(f"{folder} holds something that is no site of ours. Name another folder, or empty it.")
    manifest = _json(folder / MANIFEST)
    named = manifest.get("files", {})
    sizes = dict(_walked(folder))
    return Before(
        folder,
        manifest.get("made_from"),
        frozenset(named),
        {path: one for path, one in named.items() if sizes.get(path) == one["bytes"]},
        {name: Group.model_validate(one) for name, one in manifest.get("groups", {}).items()},
    )


def standing(stands: Before, made_from: str) -> Outcome | None:
    """Tell whether a site stands whole that was made from the same as another would be.

    Args:
        stands: What stands in the folder.
        made_from: Differs where anything differs that the site is made from.

    Returns:
        That nothing was done; null where the files have to be looked at one by one.
    """
    if stands.made_from != made_from or not set(stands.files) == stands.named == stands.there:
        return None
    return Outcome(files=len(stands.files), written=0, removed=0, bytes=_size(stands.files), path=stands.folder)


def put(
    files: Iterable[File],
    stands: Before,
    made_from: str = "",
    groups: Mapping[str, Group] | None = None,
    kept: Mapping[str, object] | None = None,
) -> Outcome:
    """Bring a site's folder up to a set of files.

    Args:
        files: All files that it shall have, each path once.
        stands: What stands in the folder.
        made_from: What all of them are made from, for `standing`.
        groups: Groups of these files by name, for the next print.
        kept: What is kept of groups by their names, as JSON could hold it.

    Returns:
        What was done. Where nothing changed, no file of the site was written.

    Raises:
        ValueError: Two files have one path.
        OSError: The disk could not be written; the old site stays.
    """
    wanted: dict[str, File] = {}
    for file in files:
        if file.path in wanted:
            raise ValueError(f"two files of the site stand at {file.path}")
        wanted[file.path] = file
    folder = stands.folder
    keep = {path for path, file in wanted.items() if path in stands.files and stands.key_of(path) == file.key}
    gone = stands.there - set(wanted)
    groups = groups or {}
    if len(keep) == len(wanted) and not gone:
        if stands.made_from != made_from:
            _tell(folder, made_from, stands.files, groups, kept or {})
        return Outcome(files=len(wanted), written=0, removed=0, bytes=_size(stands.files), path=folder)
    aside = _beside(folder, "new")
    shutil.rmtree(aside, ignore_errors=True)
    for parent in sorted({(aside / path).parent for path in wanted}):
        parent.mkdir(parents=True, exist_ok=True)
    manifest = {}
    for path, file in sorted(wanted.items()):
        if path in keep:
            _same(folder / path, aside / path)
            manifest[path] = stands.files[path]
        else:
            data = file.data()
            (aside / path).write_bytes(data)
            manifest[path] = {"key": file.key, "sha256": sha256(data).hexdigest(), "bytes": len(data)}
    aside.mkdir(parents=True, exist_ok=True)
    _tell(aside, made_from, manifest, groups, kept or {})
    _swap(aside, folder)
    return Outcome(
        files=len(wanted), written=len(wanted) - len(keep), removed=len(gone), bytes=_size(manifest), path=folder
    )


def _json(path: Path) -> dict[str, Any]:
    """Return a mapping written as JSON; an empty one where it is not there or was cut short."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}  # everything is made anew
    return found if isinstance(found, dict) else {}


def _tell(
    folder: Path,
    made_from: str,
    files: Mapping[str, object],
    groups: Mapping[str, Group],
    kept: Mapping[str, object],
) -> None:
    """Write what the next print needs to know; the manifest last, since it vouches for the rest."""
    values = {name: {"key": groups[name].key, "value": value} for name, value in kept.items()}
    (folder / KEPT).write_text(json.dumps(values))
    told = {name: one.model_dump() for name, one in groups.items()}
    (folder / MANIFEST).write_text(json.dumps({"made_from": made_from, "files": files, "groups": told}))


def _walked(folder: Path) -> Iterable[tuple[str, int]]:
    """Give the path of every file in a folder, with its size; a link to a file is one that nothing is known of."""
    waiting = [("", os.fspath(folder))] if folder.is_dir() else []
    while waiting:
        start, name = waiting.pop()
        with os.scandir(name) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{start}{entry.name}/", entry.path))
                else:
                    yield f"{start}{entry.name}", -1 if entry.is_symlink() else entry.stat().st_size


def _size(known: Mapping[str, Mapping[str, Any]]) -> int:
    """Return the size of files together."""
    return sum(int(one["bytes"]) for one in known.values())


def _same(old: Path, new: Path) -> None:
    """Put a file under another name too, without copying it where the disk can do that."""
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copyfile(old, new)


def _beside(folder: Path, what: str) -> Path:
    """Return the path of a folder beside another."""
    return folder.with_name(f".{folder.name}.{what}")


def _swap(aside: Path, folder: Path) -> None:
    """Put a folder in the place of another, which is deleted."""
    old = _beside(folder, "old")
    if folder.exists():
        folder.replace(old)
    aside.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def _recover(folder: Path) -> None:
    """Put back a site that a killed process left aside between the two steps of a swap; clear what is left over."""
    old = _beside(folder, "old")
    if old.is_dir() and not folder.exists():
        old.replace(folder)
    shutil.rmtree(old, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
