"""The sheets of the workbook: what each shows, and how wide its columns are.

Belongs here: queries over the tables, and the look of columns. Does not belong here: Excel's limits and cells
(``workbook``).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """One sheet of rows."""

    name: str
    """Its name."""
    of: str
    """Table of which it has one row a row."""
    query: str
    """What it shows."""


SHEETS = (
    Sheet("reviews", "reviews", "SELECT * FROM reviews"),
    Sheet(
        "documents",
        "documents",
        "SELECT document.*, place.url FROM documents AS document LEFT JOIN"
        " (SELECT document_id, review_id, min(url) AS url FROM locations GROUP BY ALL) AS place"
        " ON place.document_id = document.document_id AND place.review_id = document.review_id"
        " ORDER BY document.review_id, document.document_id",
    ),
    Sheet(
        "availability",
        "availability",
        "SELECT place.url, place.review_ids, state.* FROM availability AS state LEFT JOIN"
        " (SELECT location_id, min(url) AS url, list(DISTINCT review_id ORDER BY review_id) AS review_ids"
        " FROM locations GROUP BY location_id) AS place ON place.location_id = state.location_id"
        " ORDER BY place.review_ids, place.url, state.location_id",
    ),
    Sheet("gaps", "gap_report", "SELECT * FROM gap_report"),
    Sheet(
        "codebook",
        "dictionary",
        "SELECT table_name, column_name, kind, type, meaning, unit, allowed, comes_from, nulls, rows"
        " FROM dictionary ORDER BY table_name, place",
    ),
)

LINKS = frozenset({"url", "final_url", "moved_to", "own_page", "nspcc_page", "panel_page"})
"""Columns whose addresses can be clicked."""
PRECISION_OF = {"published_on": "published_precision"}
"""Columns of dates that may be known only by month or year, and the columns that say so."""

_WIDTHS = (
    ("title", 50),
    ("subtitle", 30),
    ("meaning", 80),
    ("_note", 60),
    ("comment", 80),
    ("definition", 80),
    ("retention_status", 26),
)
_BY_TYPE = {"DATE": 13, "TIMESTAMP": 18, "BIGINT": 11, "DOUBLE": 11, "BOOLEAN": 11}
_LINK_WIDTH, _WIDTH = 45, 24


def width(column: str, kind: str) -> int:
    """Return how wide a column is.

    Args:
        column: Its name.
        kind: Its type in DuckDB's words.

    Returns:
        Width in characters.
    """
    if column in LINKS:
        return _LINK_WIDTH
    by_name = next((found for end, found in _WIDTHS if column.endswith(end)), None)
    return by_name or _BY_TYPE.get(kind, _WIDTH)
