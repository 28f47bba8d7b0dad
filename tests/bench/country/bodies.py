"""The country's papers as files: PDF, scanned PDF, Word, and pages of a site.

Belongs here: the bytes of each form, and where a PDF's filler goes. Does not belong here: what they say (``words``) or
how they are kept and served (``shelf``).

PDFs are written by hand, page by page from paragraphs that were laid out once: a library takes ten times as long, and
the country has some sixty thousand pages. Before its words each has one stream of noise, which no page uses and which
is there for its bytes: its fonts and pictures, so to speak. It is not made here; only its length is.
"""

import functools
import html
import io
import random
import zipfile
import zlib
from dataclasses import dataclass

from docx import Document as WordFile

from tests.bench.country.plan import Case, Form, Kind, Paper
from tests.bench.country.words import Paragraph, advice, laid_out, paragraphs

PARAGRAPHS_A_PAGE = 7
FONTS = ("Helvetica", "Times-Roman", "Courier")
HEADINGS = [
    "Introduction",
    "What happened",
    "Views of the family",
    "Analysis",
    "Findings",
    "Practice and organisations",
    "Learning",
    "The child's daily life",
]
_MEDIA = {
    Form.PAGE: "text/html; charset=utf-8",
    Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_SPECIAL = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "’": "'"})
_TEXT, _GREY = 6, 0x80
"""Number of the first object of a page, after the fixed ones; and the grey of a scanned page."""


@dataclass(frozen=True)
class Body:
    """The bytes of a paper: what comes first, how much noise follows, and what comes last."""

    head: bytes
    filler: int
    tail: bytes
    media: str


def body(case: Case, paper: Paper) -> Body:
    """Return the bytes of a paper, the same each time."""
    chance = random.Random(f"{paper.key} {paper.version}")
    if paper.form is Form.PAGE:
        return Body(b"", 0, _page(case, paper, chance), _MEDIA[Form.PAGE])
    if paper.form is Form.WORD:
        return Body(b"", 0, _word_file(case, paper, chance), _MEDIA[Form.WORD])
    head = b"%%PDF-1.4\n%% %s %d\n1 0 obj\n<</Length %d>>\nstream\n" % (paper.key.encode(), paper.version, paper.filler)
    drawn = _scanned(paper.pages) if paper.form is Form.SCAN else _drawn(case, paper, chance)
    return Body(head, paper.filler, _tail(head, paper.filler, drawn, chance.choice(FONTS)), "application/pdf")


def cover(case: Case, paper: Paper) -> list[str]:
    """Return the lines of a cover."""
    kind = {Kind.REPORT: case.kind, Kind.RESPONSE: f"Response to the {case.kind}"}.get(
        paper.kind, paper.kind.capitalize()
    )
    lines = [case.board, kind, case.name]
    if paper.kind is Kind.REPORT:
        lines.append(f"Independent Reviewer: {case.reviewer}")
    if case.dated:
        lines.append(f"Published {case.published:%B %Y}")
    return lines


def _about(case: Case) -> tuple[str, ...]:
    """Return the paragraph that says whom a review is about."""
    age = f"{case.months} months" if case.months < 24 else f"{case.months // 12} years"
    return laid_out(
        f"This {case.kind} concerns {case.name}, who was aged {age} and {case.harm} in {case.published.year - 2}. The name is "
        f"a pseudonym. The {case.board} commissioned the review, which asks what services can learn."
    )


def _advice(paper: Paper, chance: random.Random) -> list[Paragraph]:
    """Return what a paper recommends."""
    count = {Kind.REPORT: chance.randint(4, 9), Kind.SUMMARY: 4, Kind.PLAN: 6}.get(paper.kind, 0)
    return [
        Paragraph(laid_out(f"Recommendation {number}: The partnership should {advice(chance)}."))
        for number in range(1, count + 1)
    ]


def _drawn(case: Case, paper: Paper, chance: random.Random) -> list[bytes]:
    """Return what is drawn on each page."""
    foot = f"{case.kind}: {case.name}"
    lines = cover(case, paper)
    drawn = [
        b"BT /F1 26 Tf 1 0 0 1 60 700 Tm 60 TL\n"
        + b"".join(
            b"/F1 %d Tf (%s) Tj T*\n" % (26 if 0 < at < 3 else 13, _escaped(line)) for at, line in enumerate(lines)
        )
        + b"ET"
    ]
    for number in range(2, paper.pages + 1):
        heading = f"{number - 1}. {chance.choice(HEADINGS)}"
        said = chance.choices(_laid_out_for_pdf(), k=PARAGRAPHS_A_PAGE)
        if number == 2:
            said[0] = _as_pdf(_about(case))
        if number == paper.pages and (points := _advice(paper, chance)):
            heading, said = f"{number - 1}. Recommendations", [_as_pdf(one.lines) for one in points]
        drawn.append(_sheet(heading, said, foot, number))
    return drawn


def _sheet(heading: str, said: list[bytes], foot: str, number: int) -> bytes:
    """Return what is drawn on one page: a heading, paragraphs, a foot with the page's number."""
    return (
        b"BT /F1 16 Tf 1 0 0 1 60 790 Tm (%s) Tj ET\nBT /F1 10 Tf 13 TL 1 0 0 1 60 765 Tm\n%sET\n"
        b"BT /F1 8 Tf 1 0 0 1 60 30 Tm (%s) Tj ET\nBT /F1 8 Tf 1 0 0 1 500 30 Tm (Page %d) Tj ET"
    ) % (_escaped(heading), b"T*\n".join(said), _escaped(foot), number)


@functools.cache
def _laid_out_for_pdf() -> tuple[bytes, ...]:
    """Return every paragraph as it is drawn."""
    return tuple(_as_pdf(one.lines) for one in paragraphs())


def _as_pdf(lines: tuple[str, ...]) -> bytes:
    """Return lines as they are drawn."""
    return b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)


def _escaped(line: str) -> bytes:
    """Return a line as a string of a PDF."""
    return line.translate(_SPECIAL).encode("cp1252", "replace")


def _scanned(pages: int) -> list[bytes]:
    """Return what is drawn on pages that are pictures."""
    return [b"q 595 0 0 842 0 0 cm /P Do Q\n%% page %d" % page for page in range(1, pages + 1)]


def _tail(head: bytes, filler: int, drawn: list[bytes], font: str) -> bytes:
    """Return a PDF from the end of its filler, which is object 1: the other objects, their index, the end."""
    before = len(head) + filler
    kids = b" ".join(b"%d 0 R" % (_TEXT + 2 * page) for page in range(len(drawn)))
    objects = [
        b"<</Type/Catalog/Pages 3 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(drawn), kids),
        b"<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont/%s>>" % font.encode(),
        b"<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/Length 64>>\nstream\n%s\nendstream"
        % bytes([_GREY] * 64),
    ]
    for page, content in enumerate(drawn):
        packed = zlib.compress(content, 6)
        objects.append(
            b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>/XObject<</P 5 0 R>>>>/Contents %d 0 R>>"
            % (_TEXT + 2 * page + 1)
        )
        objects.append(b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed))
    out, places = io.BytesIO(), [head.index(b"1 0 obj")]
    out.write(b"\nendstream\nendobj\n")
    for number, content in enumerate(objects, start=2):
        places.append(before + out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    index = before + out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Size %d/Root 2 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, index))
    return out.getvalue()


def _page(case: Case, paper: Paper, chance: random.Random) -> bytes:
    """Return a page of the site that is the whole report."""
    said = "".join(f"<p>{html.escape(one.text)}</p>" for one in chance.choices(paragraphs(), k=4 * paper.pages))
    points = "".join(f"<p>{html.escape(one.text)}</p>" for one in _advice(paper, chance))
    details = "".join(f"<p>{html.escape(line)}</p>" for line in cover(case, paper))
    about = html.escape(" ".join(_about(case)))
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(case.title)}</title></head><body>"
        f"<main><h1>{html.escape(case.title)}</h1>{details}<h2>Introduction</h2><p>{about}</p><h2>Findings</h2>{said}"
        f"<h2>Recommendations</h2>{points}</main></body></html>"
    ).encode()


@functools.cache
def _empty_word_file() -> dict[str, bytes]:
    """Return the parts of a Word file without any text."""
    out = io.BytesIO()
    WordFile().save(out)
    with zipfile.ZipFile(out) as file:
        return {name: file.read(name) for name in file.namelist()}


def _word_file(case: Case, paper: Paper, chance: random.Random) -> bytes:
    """Return a Word file."""
    said = [*cover(case, paper), " ".join(_about(case))]
    said += [one.text for one in chance.choices(paragraphs(), k=PARAGRAPHS_A_PAGE * paper.pages)]
    said += [one.text for one in _advice(paper, chance)]
    parts = dict(_empty_word_file())
    whole = parts["word/document.xml"].decode()
    start, end = whole.index("<w:body>") + len("<w:body>"), whole.index("<w:sectPr")
    written = "".join(f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in said)
    parts["word/document.xml"] = (whole[:start] + written + whole[end:]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
