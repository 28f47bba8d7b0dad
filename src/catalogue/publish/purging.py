"""Cutting out of kept editions what was taken down.

Belongs here: printing a kept edition again without anything that was taken down, or deleting it. Does not belong here:
deciding what is taken down, and any other output than kept editions.

A deleted row stays readable in a DuckDB file until its space is used again. So an edition is never mended in place: it
is copied into memory, cut there, and what is left is written to a new file that replaces it. An edition that cannot be
read, or in which something still stands after the cut, is deleted: to suppress comes first, to remember second.
"""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from catalogue.publish import kept
from catalogue.publish.gates.files import cells_of, nothing_suppressed, tables, texts
from catalogue.publish.schema import literal, name, plain
from catalogue.publish.suppressed import Suppressed
from catalogue.settings import Clock

_ASIDE = ".purging-"
_KEPT_ROWS = frozenset({"edition", "editions", "areas", "themes", "accuracy", "tombstones"})
"""Tables none of whose rows is taken out for a review's sake."""
_OF_REVIEWS = ("reviews", "documents", "locations")
"""Tables that are about nothing without their review: a row of theirs takes its review with it."""
_LAST = {"documents": 1, "reviews": 2}
"""Tables that others refer to, after those."""


@dataclass(frozen=True)
class Purged:
    """What came of one kept edition in which something stood."""

    number: int
    """Its number."""
    rewritten: bool
    """Whether it was printed again without it; if not, it was deleted."""
    rows: int
    """Rows taken out or blanked; 0 where it was deleted."""


def purge(folder: Path, suppressed: Suppressed, clock: Clock) -> tuple[Purged, ...]:
    """Cut what was taken down out of every kept edition.

    Args:
        folder: Folder of kept editions.
        suppressed: What was taken down.
        clock: Dates the cut, which the edition's own row tells.

    Returns:
        One row an edition in which something stood, the newest first; the others are left byte for byte. Doing it
        again changes nothing.

    Raises:
        OSError: The disk cannot be written. What was not reached still has to be purged.
    """
    for leftover in folder.glob(f"{_ASIDE}*"):
        shutil.rmtree(leftover)
    return tuple(done for one in kept.kept(folder) if (done := purge_one(one, suppressed, clock)))


def purge_one(one: kept.Kept, suppressed: Suppressed, clock: Clock) -> Purged | None:
    """Cut what may not be seen out of one kept edition.

    Args:
        one: The edition.
        suppressed: What may not be seen.
        clock: Dates the cut, which the edition's own row tells.

    Returns:
        What came of it; null where nothing stands in it, and then it is left byte for byte.

    Raises:
        OSError: The disk cannot be written.
    """
    rows = _cut_copy(one.path, suppressed, clock)
    if rows is None:  # it cannot be read, or something still stands in it
        kept.forget(one.path)
        return Purged(one.number, False, 0)
    return Purged(one.number, True, rows) if rows else None


def _cut_copy(path: Path, suppressed: Suppressed, clock: Clock) -> int | None:
    """Put a cut copy in an edition's place and return the rows cut; 0 where nothing stands in it, null in vain."""
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=path.parent))
    try:
        if not nothing_suppressed(path, suppressed):
            return 0
        rows = _rewrite(path, aside / path.name, suppressed, clock())
        if nothing_suppressed(aside / path.name, suppressed):
            return None
        kept.put(aside / path.name, path)
        return rows
    except duckdb.Error:
        return None
    finally:
        shutil.rmtree(aside)


def _rewrite(old: Path, new: Path, suppressed: Suppressed, at: dt.datetime) -> int:
    """Write an edition again without what was taken down; return how many rows were taken out or blanked."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET temp_directory = ''")
        connection.execute("ATTACH ? AS before (READ_ONLY)", [str(old)])
        (version,) = connection.execute(
            "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'before'"
        ).fetchall()[0]
        connection.execute("COPY FROM DATABASE before TO memory")
        connection.execute("DETACH before")
        rows = _Cut(connection, suppressed).all()
        if "purged_at" in _columns(connection, "edition"):
            connection.execute("UPDATE edition SET purged_at = ?", [plain(at)])
        connection.execute(f"ATTACH ? AS cut (STORAGE_VERSION {literal(str(version).rstrip('+'))})", [str(new)])
        connection.execute("COPY FROM DATABASE memory TO cut")
        connection.execute("CHECKPOINT cut")
        connection.execute("DETACH cut")
    return rows


class _Cut:
    """One edition in memory from which rows are taken."""

    def __init__(self, connection: DuckDBPyConnection, suppressed: Suppressed) -> None:
        """Find the reviews that go: those taken down, and any other whose own rows show what was."""
        self._connection = connection
        self._suppressed = suppressed
        self._tables = [table for table in tables(connection) if table not in _KEPT_ROWS]
        self._touched = {table for table in self._tables if self._shows_anywhere(table)}
        self._reviews = set(suppressed.review_ids | suppressed.secret_ids)
        for table in _OF_REVIEWS:
            self._reviews |= {row["review_id"] for _, row in self._rows(table) if self._shows(table, row)}
        places = [(row["location_id"], row["review_id"]) for _, row in self._rows("locations")]
        staying = {place for place, review_id in places if review_id not in self._reviews}
        self._places = {place for place, _ in places} - staying

    def all(self) -> int:
        """Take out everything, referring rows first; return how many rows were taken out or blanked."""
        # A row goes in a statement of its own kind: within one transaction the reference to it still counts.
        ordered = sorted(self._tables, key=lambda table: (_LAST.get(table, 0), table))
        return sum(self._of_table(table) for table in ordered) + self._of_index() + self._of_sources()

    def _of_table(self, table: str) -> int:
        """Take out the rows of one table; of a change, that a review was removed stays told."""
        if table not in self._touched and not {"review_id", "location_id"} & _columns(self._connection, table):
            return 0
        gone: list[int] = []
        blank: list[int] = []
        for rowid, row in self._rows(table):
            if table == "changes" and self._is_told(row):
                if any(self._suppressed.shows_in(row[part]) for part in ("before", "after")):
                    blank.append(rowid)
            elif (
                row.get("review_id") in self._reviews
                or row.get("location_id") in self._places
                or self._shows(table, row)
                or (table == "issues" and self._tells(row))
            ):
                gone.append(rowid)
        if gone:
            self._connection.execute(f"DELETE FROM {name(table)} WHERE rowid IN (SELECT unnest(?))", [gone])  # noqa: S608
        if blank:
            query = "UPDATE changes SET before = NULL, after = NULL WHERE rowid IN (SELECT unnest(?))"
            self._connection.execute(query, [blank])
        return len(gone) + len(blank)

    def _of_index(self) -> int:
        """Take out of the index what stands for no review any longer."""
        if not {"search_terms", "search_postings"} <= set(self._tables):
            return 0
        orphans = {"search_terms": "stem NOT IN (SELECT stem FROM search_postings)"}
        if "search_reviews" in self._tables:  # the rows about a review name it by its number there
            gone = "review NOT IN (SELECT review FROM search_reviews)"
            orphans = {"search_labels": gone, "search_postings": gone} | orphans
        statements = (f"DELETE FROM {table} WHERE {where}" for table, where in orphans.items())  # noqa: S608 - ours
        return sum(int(self._connection.execute(one).fetchall()[0][0]) for one in statements)

    def _of_sources(self) -> int:
        """Blank what is said of a source where it tells a name that was taken back there; the source stays."""
        blank = [rowid for rowid, row in self._rows("sources") if self._tells(row)]
        if blank:
            query = "UPDATE sources SET detail = '' WHERE rowid IN (SELECT unnest(?))"
            self._connection.execute(query, [blank])
        return len(blank)

    def _tells(self, row: dict[str, Any]) -> bool:
        """Whether a row about a source tells a name that was taken back there."""
        about = row.get("source_id") or ""
        said = (str(row.get(column) or "") for column in ("message", "url", "detail"))
        return any(self._suppressed.tells_in(about, text) for text in said)

    def _is_told(self, row: dict[str, Any]) -> bool:
        """Whether a change may stay, its values aside: a review's removal, or what is not about what was taken down."""
        if row["record"] == "reviews" and row["change"] == "removed":
            return not self._suppressed.traces_in((row["record_id"],))
        about = (row["record_id"], row.get("review_id"))
        return row.get("review_id") not in self._reviews and not any(map(self._suppressed.shows_in, about))

    def _shows_anywhere(self, table: str) -> bool:
        """Whether any cell of a table shows what was taken down: most tables need no further look."""
        cells = cells_of(self._connection, table)
        return bool(self._suppressed.traces_in(cells) or self._suppressed.names_in("\n".join(cells)))

    def _shows(self, table: str, row: dict[str, Any]) -> bool:
        """Whether any cell of a row shows what was taken down."""
        if table not in self._touched:
            return False
        return any(self._suppressed.shows_in(text) for cell in row.values() for text in texts(cell))

    def _rows(self, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give the rows of a table with their numbers."""
        if table not in self._tables:
            return
        result = self._connection.execute(f"SELECT rowid, * FROM {name(table)}")  # noqa: S608 - a name of ours, quoted
        columns = [column[0] for column in result.description or ()][1:]
        for rowid, *row in result.fetchall():
            yield rowid, dict(zip(columns, row, strict=True))


def _columns(connection: DuckDBPyConnection, table: str) -> set[str]:
    """Return the names of the columns of a table."""
    query = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"
    return {row[0] for row in connection.execute(query, [table]).fetchall()}
