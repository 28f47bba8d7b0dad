"""From a score to the published table of accuracy, and the file in which the last measurement is kept.

Belongs here: rows of the table, and their file. Does not belong here: scoring, or when to measure.

The file ships with the code, because what it measures is the code. An edition prints it as it is; the row
says which versions were measured, so that an old measurement is seen to be one.
"""

import datetime as dt
import json
from collections.abc import Iterator
from importlib.resources import files

from catalogue.evaluate.listings import ListingScore
from catalogue.evaluate.score import Score
from catalogue.evaluate.sums import Figures, ratio
from catalogue.models import Accuracy

FILE = "accuracy.json"


def accuracy_of(score: Score, *, measured_on: dt.date, code_version: str) -> tuple[Accuracy, ...]:
    """Return a score as rows of the table.

    Args:
        score: The score.
        measured_on: The day.
        code_version: Versions of what read the material.

    Returns:
        One row a field and kind of material, in a fixed order.
    """
    return tuple(
        Accuracy(
            material=material,
            field=field,
            precision=one.precision,
            recall=one.recall,
            silent=one.abstention,
            n=one.n,
            expected=one.expected,
            given=one.given,
            correct=one.right,
            gold_rows=rows,
            gold_sha256=score.gold_sha256,
            measured_on=measured_on,
            code_version=code_version,
        )
        for material, rows, field, one in _fields(score)
    )


def kept() -> tuple[Accuracy, ...]:
    """Return the last measurement, as it ships with the code.

    Returns:
        Its rows; none where nothing was measured yet.
    """
    text = (files("catalogue") / "data" / FILE).read_text(encoding="utf-8")
    return tuple(Accuracy.model_validate(row) for row in json.loads(text))


def as_text(rows: tuple[Accuracy, ...]) -> str:
    """Return a measurement as its file keeps it: one row a line.

    Args:
        rows: Rows of the table.

    Returns:
        JSON that ends with a newline.
    """
    lines = ",\n".join(row.canonical() for row in rows)
    return f"[\n{lines}\n]\n" if rows else "[]\n"


def _fields(score: Score) -> Iterator[tuple[str, int, str, Figures]]:
    """Give each field's figures with its material and the material's size."""
    if score.listings:
        for name, figures in _of_listings(score.listings):
            yield "listings", score.listings.rows, name, figures
    for material, part in (("reports", score.reports), ("nspcc", score.nspcc)):
        for name, figures in part.fields.items() if part else ():
            if figures.n:
                yield material, part.rows if part else 0, name, figures


def _of_listings(score: ListingScore) -> Iterator[tuple[str, Figures]]:
    """Give the figures of listing pages in the form of all others."""
    lists, dates = score.list_missing, score.dates
    raised = lists.raised + len(lists.raised_elsewhere)
    yield "own_child", _figures(score.rows, score.expected, score.given, score.found)
    yield "published_on", _figures(dates.n + dates.undated, dates.n, dates.given, dates.right)
    yield "list_missing", _figures(score.rows, lists.expected, raised, lists.raised)
    yield "review_type", score.review_type
    yield "pseudonyms", score.pseudonyms


def _figures(n: int, expected: int, given: int, right: int) -> Figures:
    """Return counts as figures."""
    return Figures(
        precision=ratio(right, given), recall=ratio(right, expected), n=n, expected=expected, given=given, right=right
    )
