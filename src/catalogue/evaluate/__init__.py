"""Evaluating: how right the catalogue is, measured on material whose right answers are known.

Belongs here: scoring a folder of gold. Does not belong here: reading pages or documents, or deciding what a
review is. That is done by the code that harvests, describes and resolves, which ``house`` hands in, so that
what is measured is what is published.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from catalogue.evaluate import gold
from catalogue.evaluate.figures import accuracy_of, as_text, kept
from catalogue.evaluate.gold import GoldPage, GoldReport
from catalogue.evaluate.listings import ListingScore, ShownItem, ShownPage, score_listings
from catalogue.evaluate.nspcc import EntryScore, score_entries
from catalogue.evaluate.reports import ReportScore, score_reports
from catalogue.evaluate.score import Score
from catalogue.evaluate.sums import Figures, Miss
from catalogue.models import Description, Problem

__all__ = [
    "EntryScore",
    "Figures",
    "GoldPage",
    "GoldReport",
    "ListingScore",
    "Miss",
    "ReportScore",
    "Score",
    "ShownItem",
    "ShownPage",
    "accuracy_of",
    "as_text",
    "evaluate",
    "kept",
]

Row = TypeVar("Row", GoldPage, GoldReport)
ReadPages = Callable[[Sequence[tuple[GoldPage, bytes]]], Sequence[ShownPage]]
"""Reads listing pages as a harvest does and says what would be published; one answer a page, in order."""
DescribeAll = Callable[[Sequence[tuple[GoldReport, bytes]]], Sequence[Description]]
"""Reads documents as they are described; one description a document, in order."""


def evaluate(folder: Path, *, read_pages: ReadPages, describe_all: DescribeAll) -> Score:
    """Score a folder of gold.

    Args:
        folder: Holds any of ``listings.jsonl``, ``reports.jsonl`` and ``nspcc.jsonl``, and the bytes they name.
        read_pages: Reads listing pages.
        describe_all: Reads documents.

    Returns:
        The score; a part that the folder does not have is null, a row that cannot be used is a problem.
    """
    found = gold.load(folder)
    problems = list(found.problems)
    listings = reports = None
    if found.pages is not None:
        pages = _with_bytes(found.folder, gold.LISTINGS, found.pages, problems)
        shown = read_pages(pages)
        listings = score_listings([(row, one) for (row, _), one in zip(pages, shown, strict=True)])
    if found.reports is not None:
        documents = _with_bytes(found.folder, gold.REPORTS, found.reports, problems)
        described = describe_all(documents)
        reports = score_reports([(row, one) for (row, _), one in zip(documents, described, strict=True)])
    entries = score_entries(found.entries) if found.entries is not None else None
    return Score(listings=listings, reports=reports, nspcc=entries, gold_sha256=found.sha256, problems=tuple(problems))


def _with_bytes(folder: Path, listed: str, rows: Sequence[Row], problems: list[Problem]) -> list[tuple[Row, bytes]]:
    """Return each row with its bytes; one without is a problem."""
    found = []
    for row in rows:
        body = gold.body_of(folder, listed, row)
        if isinstance(body, Problem):
            problems.append(body)
        else:
            found.append((row, body))
    return found
