"""What goes with every export: where it comes from, whose it is, and how to treat it.

Belongs here: those sentences. Does not belong here: where they stand.
"""

import datetime as dt
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from catalogue.edition import citation

LICENCE = "MIT"
LICENCE_TITLE = "MIT License"
LICENCE_URL = "https://opensource.org/license/mit"
RIGHTS = (
    "The licence covers the catalogue's own work: its descriptions, keys, states and counts. Titles and quoted words"
    " belong to the publishers of the reports and are quoted, each with where it stands; the reports themselves are not"
    " in here."
)
CAUTION = (
    "Behind every row is a child. Names stand as their publishers printed them; do not try to find out"
    " who is meant, do not join rows with other sources to that end, and do not print small counts that could point at"
    " a child. What is not found is not proof that it does not exist."
)


@dataclass(frozen=True)
class About:
    """What an edition says of itself."""

    number: int
    """Its number."""
    built_at: dt.datetime
    """When it was built, UTC."""
    content_sha256: str
    """Hash of what it says."""
    citation: str
    """How to cite it."""
    counts: tuple[tuple[str, int], ...]
    """What it holds, in words and numbers."""


def about(connection: DuckDBPyConnection) -> About:
    """Read what an edition says of itself.

    Args:
        connection: The edition is its current database.

    Returns:
        Its facts.
    """
    result = connection.execute("SELECT * FROM edition")
    names = [column[0] for column in result.description or ()]
    row = dict(zip(names, result.fetchall()[0], strict=True))
    return About(
        number=row["number"],
        built_at=row["built_at"].replace(tzinfo=dt.UTC),
        content_sha256=row["content_sha256"],
        citation=citation(connection),
        counts=tuple((name.replace("_", " "), row[name]) for name in ("reviews", "child_reviews", "documents")),
    )
