"""The finished file itself: it holds what was handed over, answers, and shows nothing that was taken down.

Belongs here: assertions that open the file. Does not belong here: what can be asserted before it is written.
"""

from pathlib import Path

from duckdb import DuckDBPyConnection

from catalogue.edition import open_edition
from catalogue.publish import index, views
from catalogue.publish.gates.telling import told
from catalogue.publish.schema import literal, name
from catalogue.publish.suppressed import Suppressed

END_TOLD = frozenset({"tombstones", "review_aliases"})
"""Tables that tell the end of a review: its id, and the hashes of what it was."""


def printed_faithfully(path: Path, expected: dict[str, int]) -> tuple[str, ...]:
    """Return where a finished file differs from what was handed over.

    Args:
        path: The file, closed by its writer.
        expected: Number of rows by table.

    Returns:
        Reasons; none where every table opens read-only with its number of rows, and the search and every view answer.
    """
    reasons: list[str] = []
    with open_edition(path) as connection:
        for table, count in expected.items():
            found = connection.execute(f"SELECT count(*) FROM {name(table)}").fetchall()[0][0]  # noqa: S608
            if found != count:
                reasons.append(f"{table}: {count} rows were to be printed and {found} are in the file")
        for view in (*index.MACROS, *views.VIEWS):
            connection.execute(f"SELECT count(*) FROM {view.example}")  # noqa: S608
    return tuple(reasons)


def nothing_suppressed(path: Path, suppressed: Suppressed) -> tuple[str, ...]:
    """Return where something that was taken down stands in a finished file.

    Every cell of every table is looked at, the search index among them.

    Args:
        path: The file, closed by its writer.
        suppressed: What was taken down.

    Returns:
        Reasons that name the table and how many things stand there, and never what was taken down; a review id is
        named, since its tombstone names it too.
    """
    if not suppressed:
        return ()
    reasons: list[str] = []
    with open_edition(path) as connection:
        for table in tables(connection):
            cells = cells_of(connection, table)
            found = suppressed.traces_in(cells, told=table in END_TOLD)
            if found:
                reasons.append(
                    f"{table}: {len(found)} of the words, addresses or keys that were taken down stand in it"
                )
            if table not in END_TOLD:
                named = suppressed.names_in("\n".join(_but_removals(connection, cells, table)))
                reasons += told(f"{table}: a review that was taken down stands in it", named)
            if _tells(connection, table, suppressed):
                reasons.append(f"{table}: a name that its publisher has taken back stands in it")
    return tuple(reasons)


def _tells(connection: DuckDBPyConnection, table: str, suppressed: Suppressed) -> bool:
    """Tell whether a row of a table tells a name that was taken back of the review, or source, that it is about."""
    columns = connection.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [table]).fetchall()
    about = "review_id" if ("review_id",) in columns and table not in _OF_SOURCES else "source_id"
    if not suppressed.taken_back or (about,) not in columns:
        return False
    return any(
        suppressed.tells_in(key, cell)
        for key in sorted(suppressed.taken_back)
        for cell in cells_of(connection, table, f"{name(about)} = {literal(key)}")
    )


_OF_SOURCES = frozenset({"issues", "sources"})
"""Tables whose rows are about a source: what they say may tell of any of its reviews."""


def tables(connection: DuckDBPyConnection) -> tuple[str, ...]:
    """Return the names of the tables of an open edition, in order.

    Args:
        connection: The edition.
    """
    found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1").fetchall()
    return tuple(row[0] for row in found)


def cells_of(connection: DuckDBPyConnection, table: str, where: str = "true") -> list[str]:
    """Return every cell of a table that can hold words; a list is one cell a part.

    Args:
        connection: The edition.
        table: Name of the table.
        where: Condition of the rows, in words of ours.
    """
    query = "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND starts_with(data_type, 'VARCHAR')"
    columns = ", ".join(name(row[0]) for row in connection.execute(query, [table]).fetchall())
    if not columns:
        return []
    result = connection.execute(f"SELECT {columns} FROM {name(table)} WHERE {where}")  # noqa: S608 - names of ours
    return [text for row in result.fetchall() for cell in row for text in texts(cell)]


def _but_removals(connection: DuckDBPyConnection, cells: list[str], table: str) -> list[str]:
    """Return the cells in which a review taken down may not be named: of ``changes``, all but its own removal."""
    if table != "changes":
        return cells
    return cells_of(connection, table, "NOT (record = 'reviews' AND change = 'removed')")


def texts(cell: object) -> list[str]:
    """Return a cell as text; a list is one text a part, and an empty cell none.

    Args:
        cell: Value as DuckDB gives it.
    """
    if isinstance(cell, list):
        return [str(part) for part in cell]
    return [] if cell is None else [str(cell)]
