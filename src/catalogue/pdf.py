"""Reading PDF files: the text of every page, and the lines that stand out on the first ones.

Belongs here: bytes of a PDF to a ``Reading``. Does not belong here: what the words mean; limits on time and
memory (a hostile file may hang or abort the process, so ``describe`` calls this in limited workers); OCR.

pdfium reads every page, a millisecond each. A page of which it gives no text is believed empty only when
pdfplumber, another reader altogether, finds none either.
"""

import io
import statistics
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic

VERSION = "pdf@1"

ENCRYPTED = "The PDF asks for a password, so its text cannot be read."
UNOPENED = "No reader could open the PDF; it is damaged or not a PDF."
NO_PAGES = "The PDF has no pages."
NO_TEXT = "No reader finds text in the PDF: its pages are pictures or empty."
NO_PAGE_READ = "The PDF opens, but none of its pages could be read."

SIZED_PAGES = 3
"""Pages, from the first, whose large lines are told."""
MOST_PAGES = 3_000
"""Pages read at most; later ones are told as unread."""
SECOND_READER_PAGES = 6
"""Pages without text for which the second reader is asked."""

_LARGER = 1.15
_SAMPLE = 16


def read(data: bytes) -> Reading:
    """Read a PDF.

    Args:
        data: The file's bytes.

    Returns:
        The pages in file order, numbered from 1; the pages that failed in ``unread_pages``; and, where no
        text could be had at all, ``problem``.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            return Reading(magic=Magic.PDF, problem=ENCRYPTED)
        return _second_reader_alone(data)
    try:
        return _read_open(document, data)
    finally:
        document.close()


def _read_open(document: pdfium.PdfDocument, data: bytes) -> Reading:
    """Read the pages of an open document."""
    count = len(document)
    if count == 0:
        return Reading(magic=Magic.PDF, problem=NO_PAGES)
    texts: dict[int, str] = {}
    lines: dict[int, list[tuple[str, float]]] = {}
    unread = list(range(min(count, MOST_PAGES) + 1, count + 1))
    for number in range(1, min(count, MOST_PAGES) + 1):
        try:
            texts[number], sized = _page(document, number)
        except (pdfium.PdfiumError, ValueError, OSError):
            unread.append(number)
            continue
        if sized is not None:
            lines[number] = sized
    if not texts:
        return Reading(magic=Magic.PDF, unread_pages=tuple(sorted(unread)), problem=NO_PAGE_READ)
    empty = [number for number, text in texts.items() if not text.strip()]
    texts.update(_second_reader(data, empty[:SECOND_READER_PAGES]))
    large = _large(lines)
    pages = tuple(PageText(number=n, text=text, large=large.get(n, ())) for n, text in sorted(texts.items()))
    problem = None if any(page.text.strip() for page in pages) else NO_TEXT
    return Reading(magic=Magic.PDF, pages=pages, unread_pages=tuple(sorted(unread)), problem=problem)


def _page(document: pdfium.PdfDocument, number: int) -> tuple[str, list[tuple[str, float]] | None]:
    """Return a page's text and, on the first pages, each line with the height of its letters in points."""
    page = document[number - 1]
    try:
        words = page.get_textpage()
        try:
            raw = str(words.get_text_range())
            return _clean(raw), _line_heights(words, raw) if number <= SIZED_PAGES else None
        finally:
            words.close()
    finally:
        page.close()


def _line_heights(words: pdfium.PdfTextPage, raw: str) -> list[tuple[str, float]]:
    """Return each line of a page with the usual height of its letters in points."""
    lines: list[tuple[str, float]] = []
    position = 0
    aligned = words.count_chars() == len(raw)
    for line in raw.split("\n"):
        if aligned and line.strip():
            heights = list(islice(_heights(words, line, position), _SAMPLE))
            if heights:
                lines.append((_clean(line).strip(), statistics.median(heights)))
        position += len(line) + 1
    return lines


def _heights(words: pdfium.PdfTextPage, line: str, position: int) -> Iterator[float]:
    """Yield the height in points of each letter of a line."""
    box = pdfium_c.FS_RECTF()
    for offset, letter in enumerate(line):
        if letter.isspace():
            continue
        if pdfium_c.FPDFText_GetLooseCharBox(words.raw, position + offset, box):
            yield round(abs(box.top - box.bottom), 1)


def _large(lines: dict[int, list[tuple[str, float]]]) -> dict[int, tuple[str, ...]]:
    """Return the lines of each page that are clearly larger than the usual line of the first pages."""
    weights: Counter[float] = Counter()
    for sized in lines.values():
        for line, height in sized:
            weights[round(height)] += len(line)
    if not weights:
        return {}
    # On a cover the title may be the only text: the smallest of the usual heights is the body's.
    most = weights.most_common(1)[0][1]
    usual = min(height for height, weight in weights.items() if weight >= most * 0.5)
    return {
        number: tuple(line for line, height in sized if height >= usual * _LARGER) for number, sized in lines.items()
    }


def _clean(text: str) -> str:
    """Return text with plain line ends, real hyphens and nothing unprintable."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\u00ad", "")
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


def _second_reader(data: bytes, numbers: list[int]) -> dict[int, str]:
    """Return the text that pdfplumber finds on pages of which pdfium gave none."""
    if not numbers:
        return {}
    found: dict[int, str] = {}
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number in numbers:
                page = document.pages[number - 1]
                found[number] = _clean(page.extract_text() or "")
                page.close()
    except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken file provokes; the first reader's word stands
        return found
    return found


def _second_reader_alone(data: bytes) -> Reading:
    """Read with pdfplumber a file that pdfium cannot open."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            texts = [_clean(page.extract_text() or "") for page in islice(document.pages, MOST_PAGES)]
    except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken file provokes; told as a problem
        return Reading(magic=Magic.PDF, problem=UNOPENED)
    pages = tuple(PageText(number=number, text=text) for number, text in enumerate(texts, start=1))
    if not pages:
        return Reading(magic=Magic.PDF, problem=UNOPENED)
    return Reading(magic=Magic.PDF, pages=pages, problem=None if any(texts) else NO_TEXT)
