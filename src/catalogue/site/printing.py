"""Putting the site's files in place: only what changed is made, and the whole site changes at once.

Belongs here: which files are made anew, and the swap of folders. Does not belong here: what any file says.

A new site is put together beside the old one: files that did not change are the old files under another name (a hard
link, and a copy where a disk has none), the others are made. Then the folders change places. Who reads meanwhile sees
the old site or the new one, and what is in neither cannot be seen at all: files that the new site does not have are
gone with the old folder. A process that was killed leaves the old site, and what lay aside is cleared next time.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from catalogue.models import Record
from catalogue.site.rendering import File

MANIFEST = ".manifest.json"
"""In the site's folder: what the whole was made from, and of each file too, with the hash of its bytes."""


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


class NotASiteError(OSError):
    """The folder that the site should go to holds something else, which is not deleted."""


def standing(folder: Path, made_from: str) -> Outcome | None:
    """Tell whether a site stands whole that was made from the same as another would be.

    Args:
        folder: The site's folder.
        made_from: Differs where anything differs that the site is made from.

    Returns:
        That nothing was done; null where the files have to be looked at one by one.
    """
    _recover(folder)
    manifest = _manifest(folder)
    known = _whole(folder, manifest)
    if manifest["made_from"] != made_from or not set(known) == set(manifest["files"]) == _paths(folder):
        return None
    return Outcome(files=len(known), written=0, removed=0, bytes=_size(known.values()), path=folder)


def put(files: Iterable[File], folder: Path, made_from: str = "") -> Outcome:
    """Bring a site's folder up to a set of files.

    Args:
        files: All files that it shall have, each path once.
        folder: The folder; made where there is none.
        made_from: What all of them are made from, for `standing`.

    Returns:
        What was done. Where nothing changed, nothing was written.

    Raises:
        NotASiteError: The folder is not empty and was not printed by this code.
        ValueError: Two files have one path.
        OSError: The disk could not be written; the old site stays.
    """
    wanted = {}
    for file in files:
        if file.path in wanted:
            raise ValueError(f"two files of the site stand at {file.path}")
        wanted[file.path] = file
    _recover(folder)
    before = _manifest(folder)
    old = _whole(folder, before)
    keep = {path for path, file in wanted.items() if old.get(path, {}).get("key") == file.key}
    gone = _paths(folder) - set(wanted)
    if len(keep) == len(wanted) and not gone:
        if before["made_from"] != made_from:
            (folder / MANIFEST).write_text(_written(made_from, old))
        return Outcome(files=len(wanted), written=0, removed=0, bytes=_size(old.values()), path=folder)
    aside = _beside(folder, "new")
    shutil.rmtree(aside, ignore_errors=True)
    manifest = {}
    for path, file in sorted(wanted.items()):
        target = aside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path in keep:
            _same(folder / path, target)
            manifest[path] = old[path]
        else:
            data = file.data()
            target.write_bytes(data)
            manifest[path] = {"key": file.key, "sha256": sha256(data).hexdigest(), "bytes": len(data)}
    (aside / MANIFEST).write_text(_written(made_from, manifest))
    _swap(aside, folder)
    return Outcome(
        files=len(wanted),
        written=len(wanted) - len(keep),
        removed=len(gone),
        bytes=_size(manifest.values()),
        path=folder,
    )


def _manifest(folder: Path) -> dict[str, Any]:
    """Return what is known of the site in a folder: what it was made from, and its files as they were printed."""
    nothing: dict[str, Any] = {"made_from": None, "files": {}}
    if not folder.exists() or not any(folder.iterdir()):
        return nothing
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise NotASiteError(f"{folder} holds something that is no site of ours. Name another folder, or empty it.")
    try:
        return nothing | dict(json.loads(manifest.read_text()))
    except ValueError:
        return nothing  # cut short: everything is made anew


def _written(made_from: str, files: Mapping[str, object]) -> str:
    """Return a manifest as it is written."""
    return json.dumps({"made_from": made_from, "files": files}, indent=0, sort_keys=True)


def _whole(folder: Path, manifest: dict[str, Any]) -> dict[str, dict[str, object]]:
    """Return the files of a manifest that stand in the folder with the size with which they were printed."""
    return {
        path: one
        for path, one in manifest["files"].items()
        if (folder / path).is_file() and (folder / path).stat().st_size == one["bytes"]
    }


def _paths(folder: Path) -> set[str]:
    """Return the paths of all files in a folder but the manifest."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    return found - {MANIFEST}


def _size(known: Iterable[Mapping[str, object]]) -> int:
    """Return the size of files together."""
    return sum(int(str(one["bytes"])) for one in known)


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
