"""PDF files: text of every page, lines that stand out, and honest words where nothing can be read."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from catalogue import pdf
from catalogue.vocabulary import Magic


def make_pdf(pages: list[list[tuple[float, str]]], *, password: str | None = None) -> bytes:
    """Return a PDF of pages, each a list of font size and line."""
    buffer = io.BytesIO()
    encrypt = StandardEncryption(password, ownerPassword="owner") if password else None
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt)
    for page in pages:
        height = 780.0
        for size, line in page:
            canvas.setFont("Helvetica", size)
            canvas.drawString(72, height, line)
            height -= size * 1.5
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_pages_in_order_with_their_large_lines() -> None:
    data = make_pdf(
        [
            [(24, "Serious Case Review"), (24, "Child Z"), (11, "An ordinary line of the cover's small print")],
            [(16, "Findings"), *[(11, f"Ordinary sentence number {n} of the body.") for n in range(20)]],
            [(11, "The last page.")],
        ]
    )
    reading = pdf.read(data)
    assert reading.magic is Magic.PDF
    assert reading.problem is None
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert reading.pages[0].text.splitlines()[:2] == ["Serious Case Review", "Child Z"]
    assert reading.pages[0].large == ("Serious Case Review", "Child Z")
    assert reading.pages[1].large == ("Findings",)
    assert "The last page." in reading.pages[2].text


def test_a_file_with_a_password_says_so() -> None:
    reading = pdf.read(make_pdf([[(12, "secret")]], password="open sesame"))
    assert reading.problem == pdf.ENCRYPTED
    assert reading.pages == ()


def test_pages_without_text_are_told() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    reading = pdf.read(buffer.getvalue())
    assert reading.problem == pdf.NO_TEXT
    assert len(reading.pages) == 1
    assert not reading.pages[0].text.strip()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", pdf.EMPTY),
        (b"%PDF-1.4\nnothing more", pdf.CUT_OFF),
        (b"%PDF-1.4\nnothing more\n%%EOF\n", pdf.UNOPENED),
        (b"<html>not a pdf</html>", pdf.UNOPENED),
        (bytes(range(256)) * 40, pdf.UNOPENED),
    ],
)
def test_what_is_no_pdf_is_told(data: bytes, problem: str) -> None:
    reading = pdf.read(data)
    assert reading.pages == ()
    assert reading.problem == problem


def test_a_truncated_file_never_raises() -> None:
    whole = make_pdf([[(12, f"Line {n}")] for n in range(5)])
    for length in range(100, len(whole), 97):
        reading = pdf.read(whole[:length])
        assert reading.problem is not None or any(page.text.strip() for page in reading.pages)
