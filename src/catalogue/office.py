"""Reading Office files: Word documents and slide decks.

Belongs here: bytes of a DOCX or PPTX to a ``Reading``. Does not belong here: what the words mean; limits on time
and memory (``describe`` calls this in limited workers); older Office files, which the catalogue keeps and does not
read. A Word file knows no pages: it is one page. A slide is a page. Macros are never looked at, and entities from
outside the file never resolved (the libraries' parser is told so).
"""

import io
import zipfile
from collections.abc import Callable, Iterator

import docx
import pptx
from docx.table import Table
from docx.text.paragraph import Paragraph
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape

from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic

VERSION = "office@1"

UNOPENED = "The Office file could not be opened; it is damaged or asks for a password."
TOO_LARGE = "The Office file unpacks to more than the size limit and was not read."
NO_TEXT = "The Office file holds no text."

MOST_UNPACKED = 300_000_000
"""Bytes that a file may unpack to."""
_LARGE_POINTS = 15.0


def read_docx(data: bytes) -> Reading:
    """Read a Word document.

    Args:
        data: The file's bytes.

    Returns:
        One page with paragraphs and table rows in order, titles and headings as its large lines; or a problem.
    """
    return _read(data, Magic.DOCX, _document_pages)


def read_pptx(data: bytes) -> Reading:
    """Read a slide deck.

    Args:
        data: The file's bytes.

    Returns:
        A page a slide with its texts in order and its title as large line; or a problem.
    """
    return _read(data, Magic.PPTX, _slides)


def _read(data: bytes, magic: Magic, pages_of: Callable[[io.BytesIO], tuple[PageText, ...]]) -> Reading:
    """Read a zipped Office file after looking at what it would unpack to."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return Reading(magic=magic, problem=UNOPENED)
    if unpacked > MOST_UNPACKED:
        return Reading(magic=magic, problem=TOO_LARGE)
    try:
        pages = pages_of(io.BytesIO(data))
    except MemoryError:
        raise  # the limits of the process are told by whoever set them
    except Exception:  # noqa: BLE001 - the libraries raise whatever a broken file provokes; told as a problem
        return Reading(magic=magic, problem=UNOPENED)
    problem = None if any(page.text.strip() for page in pages) else NO_TEXT
    title = next((line for page in pages for line in page.large), None)
    return Reading(magic=magic, title=title, pages=pages, problem=problem)


def _document_pages(file: io.BytesIO) -> tuple[PageText, ...]:
    """Return a Word document as one page."""
    document = docx.Document(file)
    lines: list[str] = []
    large: list[str] = []
    heads: dict[str | None, bool] = {}
    for block in document.iter_inner_content():
        for line, is_large in _block_lines(block, heads):
            lines.append(line)
            if is_large and line:
                large.append(line)
    return (PageText(number=1, text="\n".join(lines), large=tuple(large)),)


def _block_lines(block: Paragraph | Table, heads: dict[str | None, bool]) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a paragraph or a table, each with whether it stands out; ``heads`` keeps what styles are."""
    if isinstance(block, Table):
        for row in block.rows:
            cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
            yield " | ".join(cell for cell in cells if cell), False
    else:
        yield block.text.strip(), _stands_out(block, heads)


def _stands_out(paragraph: Paragraph, heads: dict[str | None, bool]) -> bool:
    """Tell whether a paragraph is a title, a heading or set large."""
    style_id = paragraph._p.style  # the library looks through all styles for the name of each paragraph's
    if style_id not in heads:
        style = paragraph.style.name if paragraph.style is not None else None
        heads[style_id] = style is not None and style.startswith(("Title", "Heading", "Subtitle"))
    if heads[style_id]:
        return True
    sizes = [run.font.size.pt for run in paragraph.runs if run.font.size is not None and run.text.strip()]
    return bool(sizes) and min(sizes) >= _LARGE_POINTS


def _slides(file: io.BytesIO) -> tuple[PageText, ...]:
    """Return each slide as a page."""
    pages: list[PageText] = []
    for number, slide in enumerate(pptx.Presentation(file).slides, start=1):
        lines = [line for shape in slide.shapes for line in _shape_lines(shape)]
        title = slide.shapes.title
        large = (" ".join(title.text_frame.text.split()),) if title is not None and title.has_text_frame else ()
        pages.append(PageText(number=number, text="\n".join(lines), large=tuple(line for line in large if line)))
    return tuple(pages)


def _shape_lines(shape: BaseShape) -> Iterator[str]:
    """Yield the lines of a shape, of the shapes grouped in it, or of a table's rows."""
    if isinstance(shape, GroupShape):
        for inner in shape.shapes:
            yield from _shape_lines(inner)
    elif isinstance(shape, GraphicFrame) and shape.has_table:
        for row in shape.table.rows:
            yield " | ".join(" ".join(cell.text_frame.text.split()) for cell in row.cells)
    elif isinstance(shape, Shape):
        yield from (line for line in shape.text_frame.text.splitlines() if line.strip())
