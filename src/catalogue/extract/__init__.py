"""From the pages of a document to findings: one small named extractor for each field.

Belongs here: calling the extractors in order. Does not belong here: reading files, choosing between
documents, or any claim without the words it was read from.
"""

from catalogue.extract import (
    ages,
    areas,
    briefing,
    incident,
    kind,
    points,
    pseudonyms,
    published,
    rejected,
    reviewers,
    role,
    themes,
    title,
)
from catalogue.extract.sheet import Sheet
from catalogue.models import Finding, Part, Point, Reading
from catalogue.vocabulary import Nation

VERSION = "extract@7"
"""Changes whenever any extractor changes: descriptions are cached by it."""

__all__ = ["VERSION", "everything", "findings"]

_EXTRACTORS = (
    title.find,
    kind.find,
    role.find,
    pseudonyms.find,
    areas.find,
    published.find,
    reviewers.find,
    incident.find,
    ages.find,
    themes.find,
)


def findings(reading: Reading, nation: Nation | None) -> tuple[Finding, ...]:
    """Find everything that a document says about its review.

    Args:
        reading: The document's pages.
        nation: Nation whose law applies, or None where it is not known.

    Returns:
        The findings, field by field in a fixed order; fields: title, subtitle, review_type, role, pseudonyms, area,
        published_on, reviewers, incident, ages, themes. A field that the document does not tell has none.
    """
    return _findings(Sheet(reading), nation)


def _findings(sheet: Sheet, nation: Nation | None) -> tuple[Finding, ...]:
    """Return what every extractor finds, in their order."""
    if not sheet.pages:
        return ()
    return tuple(found for extract in _EXTRACTORS for found in extract(sheet, nation))


def everything(
    reading: Reading, nation: Nation | None
) -> tuple[tuple[Finding, ...], tuple[Point, ...], tuple[Part, ...]]:
    """Find everything in a document: findings accepted and rejected, recommendations, the parts of a briefing.

    Args:
        reading: The document's pages.
        nation: Nation whose law applies, or None where it is not known.

    Returns:
        The findings as ``findings`` gives them, after them the rejected ones, each with its reason (a
        ``Description`` keeps the two apart); the points (``points``); the parts (``briefing``).
    """
    sheet = Sheet(reading)
    found = _findings(sheet, nation)
    refused = tuple(rejected.find(sheet, nation, found))
    return (*found, *refused), points.find(sheet), briefing.find(sheet, found)
