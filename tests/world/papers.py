"""Makes the miniature internet's PDFs: reports with a cover, and briefings of two pages with boxes.

Belongs here: drawing. Does not belong here: what the reports say (``reports.py``, ``learning.py``).
Every file is deterministic: the same words give the same bytes.
"""

import functools
import io
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

WIDTH, HEIGHT = A4
MARGIN = 22 * mm
INK = HexColor("#1d3557")

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=15.5, spaceAfter=8)
POINT = ParagraphStyle("point", parent=BODY, leftIndent=14, bulletIndent=2, spaceAfter=5)
HEADING = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=18, leading=23, textColor=INK, spaceAfter=12)
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=9.5, leading=12.5)
SMALL_POINT = ParagraphStyle("small point", parent=SMALL, leftIndent=10, bulletIndent=1)
BOX_HEADING = ParagraphStyle("box", fontName="Helvetica-Bold", fontSize=12, leading=15, textColor=INK, spaceAfter=4)
COVER_KIND = ParagraphStyle("kind", fontName="Helvetica", fontSize=17, leading=22, alignment=TA_CENTER)
COVER_TITLE = ParagraphStyle(
    "title", fontName="Helvetica-Bold", fontSize=30, leading=37, textColor=INK, alignment=TA_CENTER
)
COVER_LINE = ParagraphStyle("line", fontName="Helvetica", fontSize=12, leading=18, alignment=TA_CENTER)


@dataclass(frozen=True)
class Chapter:
    """One chapter: a heading, paragraphs, and learning points under them. It fits one page."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report: a cover, a page of contents, and its chapters, each on a page of its own."""

    kind: str
    title: str
    board: str
    details: tuple[str, ...]
    """Smaller lines of the cover: author, date."""
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Briefing:
    """A briefing of two pages: a banner and numbered boxes."""

    kind: str
    title: str
    board: str
    boxes: tuple[Chapter, ...]
    """Seven boxes: four on the first page, three on the second."""


def report(words: Report) -> bytes:
    """Return a report as a PDF: cover, contents, one page a chapter, footers with page numbers."""
    out, canvas = _canvas(words.title)
    _cover(canvas, words)
    footer = f"{words.kind}: {words.title}"
    _contents(canvas, words, footer)
    for number, chapter in enumerate(words.chapters, start=3):
        top = _down(canvas, [Paragraph(escape(f"{number - 2}. {chapter.heading}"), HEADING)], HEIGHT - MARGIN)
        parts = [Paragraph(escape(text), BODY) for text in chapter.paragraphs]
        if chapter.points:
            parts.append(Paragraph("<b>Learning points</b>", BODY))
            parts += [Paragraph(escape(text), POINT, bulletText="•") for text in chapter.points]
        _down(canvas, parts, top)
        _footer(canvas, footer, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def briefing(words: Briefing) -> bytes:
    """Return a briefing as a PDF of two pages with seven numbered boxes."""
    out, canvas = _canvas(words.title)
    for page, (first, last) in enumerate(((0, 4), (4, 7)), start=1):
        top = _banner(canvas, words) if page == 1 else HEIGHT - MARGIN
        height = (top - MARGIN - 12 * mm) / 2 - 6 * mm
        for place, box in enumerate(words.boxes[first:last]):
            column, row = place % 2, place // 2
            wide = first + place == len(words.boxes) - 1
            _box(
                canvas,
                (MARGIN + column * (WIDTH - 2 * MARGIN + 6 * mm) / 2, top - (row + 1) * (height + 6 * mm)),
                ((WIDTH - 2 * MARGIN) if wide else (WIDTH - 2 * MARGIN - 6 * mm) / 2, height),
                f"{first + place + 1}. {box.heading}",
                box,
            )
        _footer(canvas, f"{words.kind}: {words.title}", page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@functools.cache
def other_paper() -> bytes:
    """Return a paper that has nothing to do with any review, for replacing one."""
    return report(
        Report(
            "Annual report",
            "Parking and street lighting",
            "Department of Streets",
            ("2019 to 2020",),
            (
                Chapter("Street lighting", ("Lamps were replaced along forty roads during the year.",)),
                Chapter("Parking", ("Permits can be renewed at the library and by post.",)),
            ),
        )
    )


@functools.cache
def scanned() -> bytes:
    """Return a PDF whose only page is a picture of words, without any text."""
    picture = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(picture)
    for line, text in enumerate(("SERIOUS CASE REVIEW", "CHILD S", "This page was scanned as a picture.")):
        pen.text((200, 300 + 120 * line), text, fill=0)
    out, canvas = _canvas("scan")
    canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@functools.cache
def encrypted() -> bytes:
    """Return a PDF that cannot be opened without its password."""
    out = io.BytesIO()
    lock = StandardEncryption("let-me-in", ownerPassword="owner", strength=40)
    canvas = Canvas(out, pagesize=A4, invariant=1, encrypt=lock)
    canvas.drawString(MARGIN, HEIGHT - MARGIN, "Serious Case Review: Child E")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@functools.cache
def garbage() -> bytes:
    """Return bytes that begin as a PDF does and make no sense after that."""
    noise = bytes((at * 73 + 41) % 256 for at in range(4_000))
    return b"%PDF-1.4\n" + noise


def _canvas(title: str) -> tuple[io.BytesIO, Any]:
    """Return a buffer and a canvas that draws into it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    return out, canvas


def _down(canvas: Any, parts: list[Any], top: float, left: float = MARGIN, width: float = WIDTH - 2 * MARGIN) -> float:
    """Draw paragraphs downwards and return where the last one ended, in points from the bottom."""
    for part in parts:
        _, height = part.wrap(width, HEIGHT)
        if top - height < 0:
            raise ValueError(f"a chapter is longer than its page: {part.text[:60]!r}")
        part.drawOn(canvas, left, top - height)
        top -= height + part.style.spaceAfter
    return top


def _cover(canvas: Any, words: Report) -> None:
    """Draw the cover: board, kind, large title, smaller details."""
    canvas.setFillColor(INK)
    canvas.rect(0, HEIGHT - 30 * mm, WIDTH, 30 * mm, stroke=0, fill=1)
    top = _down(canvas, [Paragraph(escape(words.board), COVER_LINE)], HEIGHT - 55 * mm)
    top = _down(canvas, [Paragraph(escape(words.kind), COVER_KIND)], top - 28 * mm)
    top = _down(canvas, [Paragraph(escape(words.title), COVER_TITLE)], top - 8 * mm)
    _down(canvas, [Paragraph(escape(line), COVER_LINE) for line in words.details], top - 30 * mm)
    canvas.showPage()


def _contents(canvas: Any, words: Report, footer: str) -> None:
    """Draw the page of contents with leaders and page numbers."""
    top = _down(canvas, [Paragraph("Contents", HEADING)], HEIGHT - MARGIN)
    canvas.setFont("Helvetica", 11)
    canvas.setFillColor(HexColor("#000000"))
    for number, chapter in enumerate(words.chapters, start=1):
        dots = " " + "." * max(4, 88 - len(chapter.heading))
        canvas.drawString(MARGIN, top - 18 * number, f"{number}. {chapter.heading}{dots}"[:96])
        canvas.drawRightString(WIDTH - MARGIN, top - 18 * number, str(number + 2))
    _footer(canvas, footer, 2)
    canvas.showPage()


def _footer(canvas: Any, text: str, page: int) -> None:
    """Draw the running footer and the page number."""
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(HexColor("#444444"))
    canvas.drawString(MARGIN, 11 * mm, text)
    canvas.drawRightString(WIDTH - MARGIN, 11 * mm, f"Page {page}")


def _banner(canvas: Any, words: Briefing) -> float:
    """Draw the head of a briefing and return where the boxes may begin."""
    top = _down(
        canvas, [Paragraph(escape(words.board), SMALL), Paragraph(escape(words.kind), COVER_KIND)], HEIGHT - 14 * mm
    )
    bottom: float = _down(canvas, [Paragraph(escape(words.title), COVER_TITLE)], top - 4) - 4 * mm
    return bottom


def _box(canvas: Any, corner: tuple[float, float], size: tuple[float, float], heading: str, box: Chapter) -> None:
    """Draw one box from its lower left corner."""
    (left, bottom), (width, height) = corner, size
    canvas.setStrokeColor(INK)
    canvas.roundRect(left, bottom, width, height, 6, stroke=1, fill=0)
    parts = [Paragraph(escape(heading), BOX_HEADING)]
    parts += [Paragraph(escape(text), SMALL) for text in box.paragraphs]
    parts += [Paragraph(escape(text), SMALL_POINT, bulletText="•") for text in box.points]
    if _down(canvas, parts, bottom + height - 8, left + 8, width - 16) < bottom:
        raise ValueError(f"a box is too small for its words: {heading!r}")
