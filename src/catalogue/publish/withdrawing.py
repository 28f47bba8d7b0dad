"""Withdrawing kept editions that quote a version of a document which its publisher replaced.

Belongs here: which kept editions do, and deleting them. Does not belong here: what was taken down (``purging``).

A publisher that puts up a report again with a name changed takes the first one back. Its hash and its dates stay in
every edition; its words, and what an edition read from them into the columns of its review, cannot be told from the
rest of that edition. So the edition is deleted whole; that it was printed stays in the journal.
"""

from collections.abc import Collection
from pathlib import Path

import duckdb

from catalogue.edition import open_edition
from catalogue.publish import kept
from catalogue.publish.gates.files import tables
from catalogue.publish.schema import name

QUOTING = ("evidence", "recommendations", "briefing_parts")
"""Tables that quote documents."""


def withdraw(folder: Path, replaced: Collection[str]) -> tuple[int, ...]:
    """Delete every kept edition that quotes a version which was replaced.

    Args:
        folder: Folder of kept editions.
        replaced: sha256 of the versions.

    Returns:
        Numbers of the editions deleted, the newest first; doing it again deletes nothing.

    Raises:
        OSError: A file cannot be deleted.
    """
    gone = [one for one in kept.kept(folder) if replaced and _quotes(one.path, sorted(replaced))]
    for one in gone:
        kept.forget(one.path)
    return tuple(one.number for one in gone)


def _quotes(path: Path, replaced: list[str]) -> bool:
    """Tell whether an edition quotes any of these documents; one that cannot be opened is no use to anybody."""
    try:
        with open_edition(path) as edition:
            held = [table for table in QUOTING if table in tables(edition)]
            return any(
                edition.execute(
                    f"SELECT count(*) FROM {name(table)} WHERE list_contains(?, document_id)",  # noqa: S608 - ours
                    [replaced],
                ).fetchall()[0][0]
                for table in held
            )
    except duckdb.Error:
        return True
