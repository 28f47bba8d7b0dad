"""PDF files: text of every page, lines that stand out, and honest words where nothing can be read."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from catalogue import pdf
from catalogue.pdf import ocr
from catalogue.vocabulary import Magic
from tests.hostile.files import made
from tests.hostile.raw import document, shown, stream, written
from tests.world import reports


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


def test_the_other_pages_of_a_broken_file_are_read() -> None:
    whole = make_pdf([[(12, f"The words of page {n}")] for n in range(1, 6)])
    start = whole.rindex(b"startxref")
    lost = pdf.read(whole[: whole.rindex(b"xref", 0, start)])
    assert [page.text for page in lost.pages] == [f"The words of page {n}" for n in range(1, 6)]
    assert pdf.BREAKS_OFF in lost.remarks
    cut = pdf.read(whole[: len(whole) * 2 // 3])
    assert cut.problem is not None or all("The words of page" in page.text for page in cut.pages if page.text)
    assert pdf.BREAKS_OFF in cut.remarks


def test_an_owners_password_hides_nothing() -> None:
    reading = pdf.read(made("only an owner's password"))
    assert "Child H" in reading.pages[0].text
    assert reading.problem is None


def test_a_page_without_text_is_asked_of_two_readers() -> None:
    blank, drawn = written(document([stream(b"")])), written(document([stream(b"0 0 m 500 500 l S")]))
    assert pdf.read(blank).problem == pdf.BLANK
    assert pdf.read(blank).pages[0].blank
    assert pdf.read(drawn).problem == pdf.NO_TEXT
    assert pdf.read(drawn).pages[0].picture
    asked: list[int] = []
    pdf.read(drawn, at=asked.append)
    assert list(dict.fromkeys(asked)) == [1, pdf.SECOND + 1]
    assert asked.count(1) == 2  # as it is, and mended
    assert pdf.read(drawn, skip=[pdf.SECOND + 1]).problem == pdf.UNCONFIRMED


def test_what_the_second_reader_finds_counts() -> None:
    # A font that tells its letters and not how to draw them: the first reader gives no text for it.
    font = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [1 0 0 1 0 0] /CharProcs << >>"
    font += b" /Encoding << /Differences [32 /space] >> /FirstChar 0 /LastChar 0 /Widths [0] >>"
    odd = written(document([stream(shown("Words that are there"))], {3: font}))
    assert pdf.read(odd, skip=[pdf.SECOND + 1]).problem == pdf.UNCONFIRMED
    reading = pdf.read(odd)
    assert reading.pages[0].text == "Words that are there"
    assert reading.problem is None


def test_a_page_that_broke_one_reader_is_read_by_the_other() -> None:
    data = make_pdf([[(12, f"The words of page {n}")] for n in range(1, 4)])
    reading = pdf.read(data, skip=[2])
    assert [page.text for page in reading.pages] == [f"The words of page {n}" for n in range(1, 4)]
    assert pdf.SKIPPED in reading.remarks
    without = pdf.read(data, skip=[2, pdf.SECOND + 2])
    assert [page.number for page in without.pages] == [1, 3]
    assert without.unread_pages == (2,)


def test_sizes_are_known_whoever_reads_a_page() -> None:
    body = [(11.0, f"An ordinary line {n} of the page.") for n in range(9)]
    data = make_pdf([[(24, "A large title"), *body], [(18, "A heading"), *body]])
    assert [page.large for page in pdf.read(data).pages] == [("A large title",), ("A heading",)]
    assert [page.large for page in pdf.read(data, skip=[1]).pages] == [("A large title",), ("A heading",)]
    mapped = {
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>",
        4: stream(
            b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <80> <D83DDE00> endbfchar"
        ),
    }
    content = b"BT /F1 24 Tf 72 760 Td (Title \x80\x80 end) Tj /F1 10 Tf 0 -40 Td (A line of the body's size.) Tj ET"
    (page,) = pdf.read(written(document([stream(content)], mapped))).pages
    assert page.large == ("Title \U0001f600\U0001f600 end",)


def test_distrust_shows_the_first_reader_only_a_mended_copy() -> None:
    reading = pdf.read(make_pdf([[(12, "The words")]]), distrust=True)
    assert reading.pages[0].text == "The words"
    assert pdf.MENDED in reading.remarks


def test_heads_feet_and_printed_numbers() -> None:
    pages: list[list[tuple[float, str]]] = [[(26, "Serious Case Review"), (26, "Child Z")]]
    for number in range(1, 9):
        word = "abcdefgh"[number - 1] * 5
        body: list[tuple[float, str]] = [(11, f"Of {word} the {one} line.") for one in ("first", "next", "last") * 4]
        head: tuple[float, str] = (16, f"Recommendation {number // 2 + 1}")
        pages.append([(9, "Serious Case Review"), head, *body, (9, f"Child Z, page {number} of 8")])
    reading = pdf.read(make_pdf(pages))
    assert [page.printed for page in reading.pages] == [None, *map(str, range(1, 9))]
    assert reading.pages[0].running == ()
    for page in reading.pages[1:]:
        lines = page.text.split("\n")
        assert [lines[at] for at in page.running] == ["Serious Case Review", lines[-1]]
        assert page.large == (lines[1],)


def test_hyphens_at_line_ends_are_marked_and_kept() -> None:
    reading = pdf.read(make_pdf([[(11, "A multi-"), (11, "agency plan of 2019-"), (11, "Second line")]]))
    (page,) = reading.pages
    assert page.text == "A multi-agency plan of 2019-\nSecond line"
    assert page.breaks == (len("A multi"),)


def test_rows_of_a_table_and_boxes_of_a_briefing() -> None:
    (first, second) = pdf.read(reports.georgina_and_grace_briefing()).pages
    assert [box.heading for box in first.boxes][:2] == ["1. Background", "2. About this briefing"]
    assert second.boxes[-1].heading == "7. Questions for your team"
    assert "fractures" in first.boxes[0].text
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for at, (label, value) in enumerate((("Report Author", "Alex Sampleford"), ("Published", "March 2021"))):
        canvas.drawString(75, 705 - 20 * at, label)
        canvas.drawString(205, 705 - 20 * at, value)
    canvas.grid([70, 200, 400], [720, 700, 680])
    canvas.save()
    (page,) = pdf.read(buffer.getvalue()).pages
    assert page.rows == (("Report Author", "Alex Sampleford"), ("Published", "March 2021"))


def make_scan(pages: list[list[str]]) -> bytes:
    """Return a PDF whose pages are pictures of large words."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for lines in pages:
        picture = Image.new("L", (1240, 1754), 255)
        for at, line in enumerate(lines):
            ImageDraw.Draw(picture).text((120, 200 + 120 * at), line, fill=0, font=ImageFont.load_default(60))
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract is not installed (Debian: tesseract-ocr)")
def test_words_in_pictures_are_recognised_and_flagged() -> None:
    data = make_scan([["Serious Case Review", "Child S was four years old"]])
    reading = pdf.read(data)
    assert reading.problem == pdf.NO_TEXT
    assert pdf.can_recognise(reading)
    done = pdf.recognise(data, reading, seconds=20)
    assert done.pages[0].text.split("\n") == ["Serious Case Review", "Child S was four years old"]
    assert done.pages[0].ocr
    assert done.problem is None
    assert not pdf.can_recognise(done)


@pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract is not installed (Debian: tesseract-ocr)")
def test_a_picture_without_words_stays_without_words() -> None:
    data = written(document([stream(b"100 100 300 300 re f")]))
    done = pdf.recognise(data, pdf.read(data), seconds=20)
    assert done.pages[0].ocr
    assert done.pages[0].text == ""
    assert done.problem == pdf.NO_TEXT
