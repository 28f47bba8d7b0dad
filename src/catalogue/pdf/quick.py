"""The first reader: pdfium, which gives the text of a page and the size of its letters in a millisecond or two.

Belongs here: every call of pdfium that reads. Does not belong here: what to do where it fails, and what the
words mean. pdfium may abort the process on a hostile file: whoever cannot afford that reads in a worker.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from catalogue.pdf.letters import MOST_CHARACTERS, clean

FAILURES = (pdfium.PdfiumError, ValueError, OSError)
"""What pdfium's wrapper raises where a file or a page cannot be read."""

_LARGER = 1.15
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_OBJECTS = 400
_SAMPLES, _COVER, _FEW = 8, 3, 2
"""Letters of a line that are measured: more on the first pages, where a title may mix sizes."""


@dataclass(frozen=True)
class QuickPage:
    """What pdfium gives of one page.

    Attributes:
        text: The text as printed.
        breaks: Offsets of hyphens that ended a line inside a word.
        sized: Lines as pdfium gives them, with the usual height of their letters in points.
        drawn: Whether anything at all is drawn on the page; told only of pages without text.
        cut: Whether the page held more text than is read.
        shapes: Lines and boxes drawn on it, counted on the first pages only.
    """

    text: str
    breaks: tuple[int, ...]
    sized: tuple[tuple[str, float], ...]
    drawn: bool
    cut: bool
    shapes: int = 0


class Locked(Exception):
    """The file asks for a password."""


def open_document(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF; one that only an owner's password protects opens without it.

    Args:
        data: The file's bytes.

    Returns:
        The document, to be closed by the caller.

    Raises:
        Locked: It asks for a password.
        pypdfium2.PdfiumError: pdfium cannot open it.
    """
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Locked from error
        raise


def read_page(document: pdfium.PdfDocument, number: int) -> QuickPage:
    """Read one page.

    Args:
        document: The open document.
        number: Page number from 1.

    Returns:
        The page.

    Raises:
        pypdfium2.PdfiumError: The page cannot be read; other failures of the wrapper are in `FAILURES`.
    """
    page = document[number - 1]
    try:
        words = page.get_textpage()
        try:
            count = words.count_chars()
            raw = str(words.get_text_range(0, min(count, MOST_CHARACTERS))) if count else ""
            text, breaks = clean(raw)
            sized = (
                tuple(_sized_lines(words, raw, _SAMPLES if number <= _COVER else _FEW))
                if count <= MOST_CHARACTERS
                else ()
            )
        finally:
            words.close()
        drawn = bool(text.strip()) or pdfium_c.FPDFPage_CountObjects(page.raw) > 0
        shapes = _shapes(page) if number <= _COVER else 0
        return QuickPage(text, breaks, sized, drawn, count > MOST_CHARACTERS, shapes)
    finally:
        page.close()


def large_lines(pages: Mapping[int, QuickPage]) -> dict[int, tuple[str, ...]]:
    """Tell the lines of each page that are clearly larger than the usual line of the document.

    Args:
        pages: Pages by number.

    Returns:
        By page number, its large lines in order.
    """
    weights: Counter[float] = Counter()
    for page in pages.values():
        for line, height in page.sized:
            weights[round(height)] += len(line)
    if not weights:
        return {}
    # On a cover the title may be the only text: the smallest of the usual heights is the body's.
    most = weights.most_common(1)[0][1]
    least = min(height for height, weight in weights.items() if weight >= most * 0.5) * _LARGER
    return {
        number: tuple(clean(line)[0].strip() for line, height in page.sized if height >= least)
        for number, page in pages.items()
    }


def picture(document: pdfium.PdfDocument, number: int, dots_per_inch: int, most_pixels: int) -> bytes:
    """Draw a page as a grey picture.

    Args:
        document: The open document.
        number: Page number from 1.
        dots_per_inch: Resolution, lowered for a page so large that it would pass ``most_pixels``.
        most_pixels: Pixels of the picture at most.

    Returns:
        The picture as PGM, a format without any compression.

    Raises:
        pypdfium2.PdfiumError: The page cannot be drawn; other failures of the wrapper are in `FAILURES`.
    """
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(dots_per_inch / 72, (most_pixels / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            rows = bytes(bitmap.buffer)
            kept = b"".join(
                rows[at : at + bitmap.width] for at in range(0, bitmap.height * bitmap.stride, bitmap.stride)
            )
            return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + kept
        finally:
            bitmap.close()
    finally:
        page.close()


def _shapes(page: pdfium.PdfPage) -> int:
    """Count the lines and boxes drawn on a page, among its first objects."""
    objects = (
        pdfium_c.FPDFPage_GetObject(page.raw, at)
        for at in range(min(_OBJECTS, pdfium_c.FPDFPage_CountObjects(page.raw)))
    )
    return sum(1 for one in objects if pdfium_c.FPDFPageObj_GetType(one) == pdfium_c.FPDF_PAGEOBJ_PATH)


def _sized_lines(words: pdfium.PdfTextPage, raw: str, samples: int) -> Iterator[tuple[str, float]]:
    """Yield each line of a page as pdfium gives it, with the usual height of its letters in points."""
    # pdfium counts places in units of UTF-16, of which a letter beyond the basic plane has two.
    raw = raw if raw.isascii() else _ASTRAL.sub("\\g<0>\0", raw)
    position = 0
    box = pdfium_c.FS_RECTF()
    height_of, handle = pdfium_c.FPDFText_GetLooseCharBox, words.raw
    for line in raw.split("\n"):
        heights = [
            abs(box.top - box.bottom)
            for at in range(0, len(line), len(line) // samples + 1)
            if not line[at].isspace() and height_of(handle, position + at, box)
        ]
        if heights:
            heights.sort()
            yield line, round(heights[len(heights) // 2], 1)
        position += len(line) + 1
