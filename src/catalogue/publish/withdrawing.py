"""Withdrawing from kept editions a review by a name which its publisher took back.

Belongs here: which kept editions tell such a name, and of which reviews. Does not belong here: how an edition is cut,
and what was taken down (``purging``).

A publisher that puts up a report again in other words leaves nothing to be done: every edition says what was published
on its day. A publisher that takes a name back leaves older editions that tell it, in columns, quotations and in the
index of the text, from which no single word can be cut without its row. So the review is cut out of them with all its
rows, and the edition, which says that it was cut, keeps all others. Only an edition that cannot be cut is deleted.
That it was printed stays in the journal, and the newest edition has the review as its publisher shows it now.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from catalogue.alike import told_in
from catalogue.edition import open_edition
from catalogue.models import Renamed
from catalogue.publish import kept
from catalogue.publish.gates.files import cells_of, tables
from catalogue.publish.purging import Purged, purge_one
from catalogue.publish.schema import literal
from catalogue.publish.suppressed import Suppressed
from catalogue.settings import Clock

_TELLING = ("reviews", "documents", "locations", "listings", "evidence", "recommendations", "briefing_parts")
"""Tables in whose rows a name of a review stands."""


def withdraw(
    folder: Path, renamed: Sequence[Renamed], at_sources: Mapping[str, frozenset[str]], clock: Clock
) -> tuple[Purged, ...]:
    """Cut reviews out of every kept edition that tells a name which their publisher took back.

    Args:
        folder: Folder of kept editions.
        renamed: The reviews, with names and versions taken back.
        at_sources: Names that nothing said of a source may tell, by its id.
        clock: Dates the cut, which the edition's own row tells.

    Returns:
        One row an edition that told one, the newest first; the others are left byte for byte. Doing it again changes
        nothing.

    Raises:
        OSError: A file cannot be written or deleted.
    """
    found = ((one, _telling(one.path, renamed, at_sources)) for one in kept.kept(folder) if renamed)
    return tuple(
        done for one, suppressed in found if suppressed and (done := purge_one(one, suppressed, clock)) is not None
    )


def _telling(path: Path, renamed: Sequence[Renamed], at_sources: Mapping[str, frozenset[str]]) -> Suppressed:
    """Return what is to be cut out of an edition; of one that cannot be opened all, so that it is deleted."""
    former = {key for one in renamed for key in one.former_ids}
    present = {one: (one.review_id, *one.alias_ids) for one in renamed}
    try:
        with open_edition(path) as edition:
            held = set(tables(edition))
            told = {key for one, keys in present.items() for key in keys if _tells(edition, held, key, one)}
            secret = {key for key in former if _has(edition, held, key)}
            sources = {key: names for key, names in at_sources.items() if _says(edition, held, key, names)}
    except duckdb.Error:
        return Suppressed(review_ids=frozenset(key for keys in present.values() for key in keys))
    return Suppressed(review_ids=frozenset(told), secret_ids=frozenset(secret), taken_back=sources)


def _has(edition: DuckDBPyConnection, held: Collection[str], review_id: str) -> bool:
    """Whether a review has a row under an id."""
    return "reviews" in held and bool(cells_of(edition, "reviews", f"review_id = {literal(review_id)}"))


def _tells(edition: DuckDBPyConnection, held: Collection[str], review_id: str, one: Renamed) -> bool:
    """Whether an edition tells a name taken back of a review: a version of before was in force, or a row tells it."""
    where = f"review_id = {literal(review_id)}"
    if "documents" in held:
        result = edition.execute(f"SELECT * FROM documents WHERE {where}")  # noqa: S608 - words of ours
        columns = [column[0] for column in result.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
        if any(row["document_id"] in one.document_ids and row.get("superseded_by") is None for row in rows):
            return True
    cells = (cell for table in _TELLING if table in held for cell in cells_of(edition, table, where))
    return any(told_in(one.names, cell) for cell in cells)


def _says(edition: DuckDBPyConnection, held: Collection[str], source_id: str, names: Collection[str]) -> bool:
    """Whether something said of a source tells one of the names taken back there."""
    where = f"source_id = {literal(source_id)}"
    said = (cell for table in ("issues", "sources") if table in held for cell in cells_of(edition, table, where))
    return any(told_in(names, cell) for cell in said)
