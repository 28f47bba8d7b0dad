"""Word documents and slide decks: lines in order, titles known, broken files told."""

import io
import zipfile

import docx
import pptx
from pptx.util import Inches

from catalogue import office
from catalogue.vocabulary import Magic


def _docx() -> bytes:
    document = docx.Document()
    document.add_heading("Learning Review: Child Y", level=0)
    document.add_paragraph("Author: Alex Sampleford")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Date of publication"
    table.rows[0].cells[1].text = "March 2021"
    document.add_paragraph("The end.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pptx() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    assert slide.shapes.title is not None
    slide.shapes.title.text = "Learning from Baby Z"
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    table.cell(0, 0).text = "Theme"
    table.cell(0, 1).text = "Neglect"
    second = deck.slides.add_slide(deck.slide_layouts[6])
    second.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1)).text_frame.text = "What to do now"
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def test_word_paragraphs_and_tables_in_order() -> None:
    reading = office.read_docx(_docx())
    assert reading.magic is Magic.DOCX
    assert reading.title == "Learning Review: Child Y"
    assert reading.pages[0].large == ("Learning Review: Child Y",)
    assert reading.pages[0].text.splitlines() == [
        "Learning Review: Child Y",
        "Author: Alex Sampleford",
        "Date of publication | March 2021",
        "The end.",
    ]


def test_a_slide_is_a_page() -> None:
    reading = office.read_pptx(_pptx())
    assert reading.title == "Learning from Baby Z"
    assert [page.number for page in reading.pages] == [1, 2]
    assert reading.pages[0].large == ("Learning from Baby Z",)
    assert "Theme | Neglect" in reading.pages[0].text
    assert reading.pages[1].text == "What to do now"


def test_broken_files_are_told() -> None:
    assert office.read_docx(b"PK\x03\x04 no archive").problem == office.UNOPENED
    assert office.read_docx(_pptx()).problem == office.UNOPENED
    assert office.read_pptx(_docx()[:500]).problem == office.UNOPENED
    empty = io.BytesIO()
    docx.Document().save(empty)
    assert office.read_docx(empty.getvalue()).problem == office.NO_TEXT


def test_an_archive_that_unpacks_to_too_much_is_not_opened() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"word/{number}.xml", b"\0" * 80_000_000)
    assert len(buffer.getvalue()) < 2_000_000
    assert office.read_docx(buffer.getvalue()).problem == office.TOO_LARGE
