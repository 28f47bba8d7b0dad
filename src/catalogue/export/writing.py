"""Writing an export: everything aside, then swapped in whole.

Belongs here: the order of the steps, and letting go of exports. Does not belong here: any format.

An export stands in a folder of its own, named by its edition. It is made in a folder beside it and renamed, so that a
reader finds all of it or none.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from catalogue.disk import Together, sync_folder
from catalogue.edition import open_to_copy
from catalogue.export import package
from catalogue.export.flat import comma_separated, json_lines, parquet
from catalogue.export.saying import about
from catalogue.export.tables import Exported, exported
from catalogue.export.workbook import workbook
from catalogue.vocabulary import ExportFormat

SUMS = "sha256sums.txt"
BOOK = "catalogue.xlsx"
_ASIDE = ".export-"
_FOLDER = "edition-"
_FLAT: dict[ExportFormat, Callable[[DuckDBPyConnection, Exported, Path], int]] = {
    ExportFormat.PARQUET: parquet,
    ExportFormat.CSV: comma_separated,
    ExportFormat.JSONL: json_lines,
}


@dataclass(frozen=True)
class Outcome:
    """What came of an export."""

    folder: Path
    """Where it stands."""
    number: int
    """Number of the edition."""
    rows: dict[str, dict[str, int]]
    """Number of rows by format and table."""
    findings: tuple[str, ...]
    """What could not be shown whole, in sentences; none where everything was."""


def export(edition: Path, folder: Path, formats: Collection[ExportFormat] = tuple(ExportFormat)) -> Outcome:
    """Write an edition in other formats.

    Args:
        edition: The published edition.
        folder: Folder in which the export gets one of its own, ``edition-N``; one that stands there is replaced,
            those of other editions stay.
        formats: Which formats; all where none are named.

    Returns:
        What was written. The same edition gives the same files, byte for byte.

    Raises:
        FileNotFoundError: There is no edition.
        OSError: Something cannot be written; what stood there before stays.
        duckdb.Error: The edition cannot be read.
    """
    if not edition.is_file():
        raise FileNotFoundError(f"there is no edition at {edition}")
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f"{_ASIDE}*"):
        shutil.rmtree(leftover)
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
    try:
        with open_to_copy(edition, aside) as connection:
            outcome = _write(connection, aside / "new", folder, formats)
        _swap(aside / "new", outcome.folder, aside / "old")
    finally:
        shutil.rmtree(aside)
    return outcome


def let_go(folder: Path, *, but: Path | None = None) -> None:
    """Delete the exports of a folder: they tell what their edition told.

    Args:
        folder: Where exports are; it need not exist.
        but: The one that stays.

    Raises:
        OSError: Something cannot be deleted.
    """
    for found in (*folder.glob(f"{_FOLDER}*"), *folder.glob(f"{_ASIDE}*")):
        if found != but:
            shutil.rmtree(found)


def _write(connection: DuckDBPyConnection, new: Path, folder: Path, formats: Collection[ExportFormat]) -> Outcome:
    """Write every format, the data package of the CSV files, and the hashes."""
    tables, said = exported(connection), about(connection)
    new.mkdir(mode=0o755)
    counted: dict[str, dict[str, int]] = {}
    findings: list[str] = []
    for kind in (one for one in ExportFormat if one in formats):
        if kind is ExportFormat.XLSX:
            written = workbook(connection, tables, said, new / BOOK)
            counted[kind] = written.rows
            findings = written.findings
        else:
            (new / kind).mkdir()
            counted[kind] = {
                one.name: _FLAT[kind](connection, one, new / kind / f"{one.name}.{kind}") for one in tables
            }
    if ExportFormat.CSV in counted:
        told = package.descriptor(tables, said, package.sources(connection), dict(_files(new)))
        (new / package.NAME).write_text(told, encoding="utf-8")
    sums = "".join(f"{sha256}  {path}\n" for path, (_, sha256) in _files(new))
    (new / SUMS).write_text(sums, encoding="utf-8")
    flushed = Together(new)
    for path in new.rglob("*.*"):
        flushed.add(path)
    flushed.settle()
    return Outcome(folder / f"{_FOLDER}{said.number}", said.number, counted, tuple(findings))


def _files(folder: Path) -> Iterator[tuple[str, tuple[int, str]]]:
    """Give the files of an export in order: path within it, size in bytes and sha256."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        yield str(path.relative_to(folder)), (path.stat().st_size, sha256)


def _swap(new: Path, place: Path, old: Path) -> None:
    """Put a finished export in its place; for a moment between the two there may be none, but never half of one."""
    if place.exists():
        place.replace(old)
    new.replace(place)
    sync_folder(place.parent)
