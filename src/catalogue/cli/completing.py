"""What the shell offers when Tab is pressed: ids and names from the edition.

Belongs here: looking them up, quickly and without a word where that fails. Does not belong here: any command.
"""

from collections.abc import Callable

import duckdb

from catalogue.edition import open_edition, review_ids
from catalogue.settings import load
from catalogue.yamlrows import ConfigurationError


def reviews(incomplete: str) -> list[str]:
    """Return the ids of reviews that begin as what was typed."""
    return _asked(lambda edition: review_ids(edition, incomplete))


def themes(incomplete: str) -> list[str]:
    """Return the ids of themes that begin as what was typed."""
    return _column("SELECT theme_id FROM themes WHERE starts_with(theme_id, ?) ORDER BY 1", incomplete)


def areas(incomplete: str) -> list[str]:
    """Return the names of areas that begin as what was typed."""
    return _column("SELECT DISTINCT name FROM areas WHERE starts_with(name, ?) ORDER BY 1", incomplete)


def _column(query: str, value: str) -> list[str]:
    """Return the one column of an answer."""
    return _asked(lambda edition: [str(row[0]) for row in edition.execute(query, [value]).fetchall()])


def _asked(question: Callable[[duckdb.DuckDBPyConnection], list[str]]) -> list[str]:
    """Return an answer of the edition that the settings name; nothing where there is none to ask."""
    try:
        with open_edition(load().edition_path) as edition:
            return question(edition)
    except (ConfigurationError, OSError, duckdb.Error):
        return []  # whoever presses Tab wants no message in the middle of a line
