"""What is drawn around the words: tables of labels on covers, boxes of briefings. Read with pdfplumber.

Belongs here: rows and boxes of the few pages that are worth a look. Does not belong here: what labels mean, or
looking at every page: pdfplumber takes thirty times as long as the first reader.
"""

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pdfplumber

from catalogue.models import Box
from catalogue.pdf.letters import clean
from catalogue.pdf.quick import QuickPage


@dataclass(frozen=True)
class Structure:
    """What is drawn on one page.

    Attributes:
        rows: Rows of its tables.
        boxes: Its boxes, from the top left.
    """

    rows: tuple[tuple[str, ...], ...] = ()
    boxes: tuple[Box, ...] = ()


NOTHING = Structure()

_FIRST_PAGES = 2
_BRIEFING_PAGES = 4
_MOST_ROWS, _MOST_BOXES = 60, 24
_LEAST_LABELS = 2
_PROSE_WORDS = 12
_LABEL_LINE = re.compile(
    r"^\W*(?:report\s+|overview\s+|lead\s+|independent\s+)*(?:author|reviewer|writer|title|date|published|publication|status|version"
    r"|board|partnership|LSC[BP]|commissioned)\b",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_WIDTH, _LEAST_HEIGHT, _MOST_SHARE = 90.0, 45.0, 0.9
_SAME = 4.0

Corners = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""


def worth_a_look(pages: Mapping[int, QuickPage]) -> list[int]:
    """Tell the pages whose layout has to be understood.

    Args:
        pages: The pages as the first reader gives them.

    Returns:
        First pages with lines drawn around several labels, and first pages with boxes of a short document.
    """
    first = [number for number in sorted(pages) if number <= _FIRST_PAGES and _is_drawn_around(pages[number])]
    if len(pages) <= _BRIEFING_PAGES:
        return first
    return [number for number in first if len(_LABEL_LINE.findall(pages[number].text)) >= _LEAST_LABELS]


def _is_drawn_around(page: QuickPage) -> bool:
    """Tell whether a page has words, and lines or boxes."""
    return page.shapes > 0 and bool(page.text.strip())


def structure(data: bytes, numbers: Sequence[int], at: Callable[[int], None]) -> dict[int, Structure]:
    """Read what is drawn on some pages.

    Args:
        data: The file's bytes.
        numbers: Page numbers from 1, at least one.
        at: Told of each page before it is read, and of the first before the file is opened.

    Returns:
        By page number, its tables and boxes; a page that pdfplumber cannot read is missing.
    """
    found: dict[int, Structure] = {}
    at(numbers[0])
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number in numbers:
                at(number)
                page = document.pages[number - 1]
                cells = _cells(page)
                prose = [cell for row in cells for cell in row if _is_prose(cell)]
                found[number] = Structure(_rows(cells), _boxes(prose or _drawn_boxes(page)))
                page.close()
    except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken file provokes; the text stands without layout
        return found
    return found


def _cells(page: pdfplumber.page.Page) -> list[list[str]]:
    """Return the cells of a page's tables, row by row, each with its lines."""
    return [[clean(cell or "")[0].strip() for cell in row] for table in page.extract_tables() for row in table]


def _rows(cells: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows that have at least two cells with words and none with prose."""
    rows = [tuple(" ".join(cell.split()) for cell in row) for row in cells if not any(map(_is_prose, row))]
    return tuple(row for row in rows if sum(1 for cell in row if cell) > 1)[:_MOST_ROWS]


def _is_prose(cell: str) -> bool:
    """Tell whether a cell is rather a box of prose, with a heading on a line of its own."""
    return "\n" in cell and len(cell.split()) >= _PROSE_WORDS


def _boxes(texts: Iterable[str]) -> tuple[Box, ...]:
    """Return boxes of words."""
    return tuple(Box(heading=text.split("\n", 1)[0], text=text) for text in texts if text)[:_MOST_BOXES]


def _drawn_boxes(page: pdfplumber.page.Page) -> list[str]:
    """Return the words of a page's boxes that hold no other box, from the top left."""
    corners = list(_distinct(page, (*page.rects, *page.curves)))
    innermost = [one for one in corners if not any(_holds(one, other) for other in corners if other is not one)]
    return [clean(page.crop(one).extract_text() or "")[0].strip() for one in sorted(innermost, key=_place)]


def _distinct(page: pdfplumber.page.Page, shapes: Iterable[Mapping[str, float]]) -> Iterable[Corners]:
    """Yield the corners of shapes that are large enough to hold words, each place once."""
    seen: list[Corners] = []
    for shape in shapes:
        left, top = max(shape["x0"], page.bbox[0]), max(shape["top"], page.bbox[1])
        right, bottom = min(shape["x1"], page.bbox[2]), min(shape["bottom"], page.bbox[3])
        width, height = right - left, bottom - top
        one = (left, top, right, bottom)
        small = width < _LEAST_WIDTH or height < _LEAST_HEIGHT
        if (
            small
            or width * height > _MOST_SHARE * float(page.width) * float(page.height)
            or len(seen) > 10 * _MOST_BOXES
        ):
            continue
        if not any(all(abs(a - b) < _SAME for a, b in zip(one, other, strict=True)) for other in seen):
            seen.append(one)
            yield one


def _holds(outer: Corners, inner: Corners) -> bool:
    """Tell whether one box stands inside another."""
    return (
        outer[0] - _SAME <= inner[0]
        and outer[1] - _SAME <= inner[1]
        and inner[2] <= outer[2] + _SAME
        and inner[3] <= outer[3] + _SAME
    )


def _place(corners: Corners) -> tuple[int, float]:
    """Return where a box stands: from top to bottom in bands, then from left to right."""
    return round(corners[1] / 20), corners[0]
