"""What a picture is, and how its drawing is made.

Belongs here: the record, its table as CSV, and the one call of the chart library. Does not belong here: any figure.
"""

import csv
import io
import json
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Literal

import vl_convert

from catalogue.models import Record, canonical_json, digest
from catalogue.pictures import style
from catalogue.pictures.slim import slim

Cell = str | int | None
"""What stands in a field of a table: words, a number, or nothing where nothing is known."""

_DRAWING = "2"  # raise it whenever drawings of the same plan come to look different
_LIBRARY = version("vl-convert-python")


class Picture(Record):
    """One picture: what it shows in a sentence, in words, as a table and as a plan to draw."""

    name: str
    """Short name for its files: small letters, digits and hyphens."""
    title: str
    """The finding, as a sentence without a full stop."""
    alternative: str
    """What a person who does not see it should know: what is drawn, from where to where, and the finding."""
    note: str
    """How to read it, and what it does not say."""
    columns: tuple[str, ...]
    """Headings of its table; the first column names the rows."""
    rows: tuple[tuple[Cell, ...], ...]
    """Rows of its table, as long as the headings."""
    plan: str
    """What is drawn: a Vega-Lite chart as canonical JSON, or a finished drawing."""
    kind: Literal["chart", "drawing"] = "chart"
    """Which of the two it is."""

    @property
    def key(self) -> str:
        """A short word that changes whenever its drawing does, so that one that stands need not be made again."""
        return digest(_DRAWING, _LIBRARY, self.title, self.alternative, self.plan)

    def csv(self) -> str:
        """Return its table as CSV (RFC 4180) with a line of headings; an empty field is nothing known."""
        lines = io.StringIO(newline="")
        writer = csv.writer(lines)
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return lines.getvalue()


def plan_of(chart: Mapping[str, Any], *, empty: bool) -> dict[str, Any]:
    """Return what a picture is drawn from, for its fields ``plan`` and ``kind``.

    Args:
        chart: A Vega-Lite chart.
        empty: Whether there is nothing in it, so that words are drawn in its place.
    """
    return {"plan": style.nothing(), "kind": "drawing"} if empty else {"plan": canonical_json(chart), "kind": "chart"}


def drawn(picture: Picture) -> str:
    """Draw a picture.

    Charts take about 0.2 s each, and the first of a process 2 s more; drawings cost nothing.

    Args:
        picture: The picture.

    Returns:
        An SVG document that stands alone: text as text, a title and a description, an own style for dark screens, no
        script and no address to fetch. The same picture always gives the same bytes.

    Raises:
        ValueError: The plan is not one that the chart library understands, which is a bug.
    """
    if picture.kind == "drawing":
        return style.told(picture.plan, picture.title, picture.alternative)
    plan = json.loads(picture.plan)
    chart = slim(vl_convert.vegalite_to_svg(plan, allowed_base_urls=[]))
    return style.told(chart, picture.title, picture.alternative)
