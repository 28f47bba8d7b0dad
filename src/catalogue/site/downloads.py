"""The catalogue as data: the exports of this very edition, where they stand, as files of the site.

Belongs here: which files of an export are offered, and the page that names them. Does not belong here: making an
export.

An export is a folder named by its edition, with the sha256 of each of its files in ``sha256sums.txt``. Only the export
of the edition that the site is printed from is offered: an older one may tell what this edition does not tell any more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalogue.models import digest
from catalogue.site import places
from catalogue.site.rendering import File, Page
from catalogue.site.shelf import Shelf
from catalogue.site.wording import on

SUMS = "sha256sums.txt"
_LINE = re.compile(r"([0-9a-f]{64})  ([a-z0-9_-]+(?:/[a-z0-9_-]+)*\.[a-z0-9.]+)", re.ASCII)
_KINDS = {
    "xlsx": "Excel workbook, with a codebook",
    "csv": "CSV, one file a table, safe to open in a spreadsheet",
    "parquet": "Parquet, one file a table, for Python, R, Power BI and DuckDB",
    "jsonl": "JSON lines, one file a table",
}
_OTHER = "About these files"


@dataclass(frozen=True)
class Exported:
    """One file of an export."""

    path: str
    """Its path within the export."""
    sha256: str
    """Hash of its bytes."""
    file: Path
    """Where it is."""


def exported(folder: Path | None, number: int) -> tuple[Exported, ...]:
    """Return the files of the export of an edition.

    Args:
        folder: Folder of exports; null where there is none.
        number: Number of the edition.

    Returns:
        Every file that the export names with its hash, in order; none where the edition was not exported.
    """
    sums = folder / f"edition-{number}" / SUMS if folder else None
    if sums is None or not sums.is_file():
        return ()
    lines = [_LINE.fullmatch(line) for line in sums.read_text().splitlines()]
    found = [Exported(one[2], one[1], sums.parent / one[2]) for one in lines if one]
    return tuple(one for one in found if one.file.is_file())


def page(shelf: Shelf, found: tuple[Exported, ...]) -> Page:
    """Return the page that offers the data, or says that there is none to take here."""
    groups: dict[str, list[dict[str, str]]] = {title: [] for title in (*_KINDS.values(), _OTHER)}
    for one in found:
        title = _KINDS.get(one.path.rpartition(".")[2], _OTHER)
        groups[title].append({"path": _place(one), "name": one.path.rpartition("/")[2], "size": _size(one)})
    return Page(
        places.DATA,
        "data.html",
        "Data",
        {
            "groups": [{"title": title, "files": several} for title, several in groups.items() if several],
            "edition": shelf.edition.number,
            "built": on(shelf.edition.built_at),
            "content": shelf.edition.content_sha256,
        },
    )


def files(found: tuple[Exported, ...]) -> Iterator[File]:
    """Give the files of an export as files of the site."""
    for one in found:
        yield File(_place(one), digest("export", one.sha256), one.file.read_bytes)


def _place(one: Exported) -> str:
    """Return where a file of an export stands in the site."""
    return f"data/{one.path}"


def _size(one: Exported) -> str:
    """Return a file's size as people write it."""
    size = one.file.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
