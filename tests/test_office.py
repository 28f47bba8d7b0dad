"""Word documents and slide decks: lines in order, titles known, broken files told."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

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


def _with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an Office file with one of its parts changed, or added where it is missing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return out.getvalue()


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the machine's own words")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y SYSTEM "http://127.0.0.1:9/y">]>'.encode()

    def outside(part: bytes) -> bytes:
        head, body = part.split(b"?>", 1)
        return head + b"?>" + entity + body.replace(b"The end.", b"The &x;&y; end.")

    reading = office.read_docx(_with_part(_docx(), "word/document.xml", outside))
    assert reading.problem == office.UNOPENED or "Author: Alex Sampleford" in reading.pages[0].text
    assert "own words" not in "".join(page.text for page in reading.pages)


def test_entities_that_multiply_end_as_a_finding() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    entity = f'<!DOCTYPE d [<!ENTITY a0 "ha">{laughs}]>'.encode()

    def many(part: bytes) -> bytes:
        head, body = part.split(b"?>", 1)
        return head + b"?>" + entity + body.replace(b"The end.", b"&a11;")

    reading = office.read_docx(_with_part(_docx(), "word/document.xml", many))
    assert sum(len(page.text) for page in reading.pages) < 10_000


def test_macros_are_left_alone() -> None:
    reading = office.read_docx(_with_part(_docx(), "word/vbaProject.bin", lambda _: b"Sub AutoOpen() ..."))
    assert reading.pages[0].text.startswith("Learning Review: Child Y")
    assert "AutoOpen" not in reading.pages[0].text


def test_an_archive_that_lies_about_its_size_is_told() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    lying = packed.getvalue().replace((50_000_000).to_bytes(4, "little"), (2_000).to_bytes(4, "little"))
    assert office.read_docx(lying).problem == office.UNOPENED
