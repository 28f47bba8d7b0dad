"""Reading PDF files: the text of every page as printed, its large lines, its running lines, its number.

Belongs here: bytes of a PDF to a ``Reading``, and which reader is asked when. Does not belong here: what the
words mean; limits on time and memory (a hostile file may hang or abort the process, so ``describe`` calls this
in limited workers).

pdfium reads every page. Where it cannot, the file is mended and tried once more, and after that pdfplumber is
asked, another reader altogether. A page or a file of which pdfium gives no text is believed empty only when
pdfplumber finds none either. Pages that are pictures can then be recognised, where Tesseract is installed.
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium

from catalogue.models import PageText, Reading
from catalogue.pdf import mending, ocr, quick, second
from catalogue.pdf.running import printed_number, running_lines
from catalogue.pdf.sentences import (
    BLANK,
    BREAKS_OFF,
    CUT_OFF,
    CUT_PAGES,
    EMPTY,
    ENCRYPTED,
    MENDED,
    NO_PAGE_READ,
    NO_TEXT,
    SKIPPED,
    TOO_MANY_PAGES,
    UNCONFIRMED,
    UNOPENED,
)
from catalogue.vocabulary import Magic

VERSION = "pdf@2"

__all__ = [
    "BLANK",
    "BREAKS_OFF",
    "CUT_OFF",
    "CUT_PAGES",
    "EMPTY",
    "ENCRYPTED",
    "MENDED",
    "NO_PAGE_READ",
    "NO_TEXT",
    "SKIPPED",
    "TOO_MANY_PAGES",
    "UNCONFIRMED",
    "UNOPENED",
    "VERSION",
    "can_recognise",
    "read",
    "recognise",
]

MOST_PAGES = 3_000
"""Pages read at most; later ones are told as unread."""
MOST_CHARACTERS = 8_000_000
"""Characters of a document that are read; a long report has two hundred thousand."""
MOST_RECOGNISED = 400
"""Pages recognised in one document at most."""
SECOND_READER_PAGES = 6
"""Pages without text for which the second reader is asked."""


@dataclass
class _Sheets:
    """Pages as they are gathered, by number."""

    pages: dict[int, quick.QuickPage] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    characters: int = 0


def _nowhere(_page: int) -> None:
    """Tell nobody which page is being read."""


def read(
    data: bytes, *, skip: Collection[int] = (), distrust: bool = False, at: Callable[[int], None] = _nowhere
) -> Reading:
    """Read a PDF.

    Args:
        data: The file's bytes.
        skip: Pages that are not to be read, because an earlier attempt broke down on them.
        distrust: Whether pdfium broke down before it reached a page, so that only a mended copy is shown to it.
        at: Told of each page before it is read, so that somebody knows which page broke the process.

    Returns:
        The pages in file order, numbered from 1; the pages that failed in ``unread_pages``; and, where no
        text could be had at all, ``problem``.
    """
    if not data:
        return Reading(magic=Magic.PDF, problem=EMPTY)
    sheets, source = _Sheets(), data
    try:
        whole = not distrust and _read_into(sheets, data, skip, at)
        mended = None if whole else mending.mend(data)
        if mended is not None:
            again = _Sheets()
            _read_into(again, mended, skip, at)
            if len(again.pages) > len(sheets.pages):
                sheets, source = again, mended
    except quick.Locked:
        return Reading(magic=Magic.PDF, problem=ENCRYPTED)
    if not sheets.pages:
        return _by_second_reader(data, sheets, skip, at)
    return _finished(data, sheets, source, at)


def can_recognise(reading: Reading) -> bool:
    """Tell whether pages of a reading are pictures whose words are still to be recognised, and can be.

    Args:
        reading: A PDF as read.

    Returns:
        Whether `recognise` would do anything.
    """
    return bool(_pictures(reading)) and ocr.is_installed()


def recognise(data: bytes, reading: Reading, *, seconds: float, at: Callable[[int], None] = _nowhere) -> Reading:
    """Recognise the words on pages that are pictures.

    Args:
        data: The file's bytes.
        reading: The file as read.
        seconds: Seconds after which no further page is begun; at least one page is looked at.
        at: Told of each page before it is looked at.

    Returns:
        The reading, the pages that were looked at flagged ``ocr``, with the words found; the others as before.
    """
    end = time.monotonic() + seconds
    found: dict[int, str] = {}
    try:
        document = quick.open_document(data)
    except (quick.Locked, *quick.FAILURES):
        mended = mending.mend(data)
        if mended is None:
            return _recognised(reading, dict.fromkeys(_pictures(reading), ""))
        return recognise(mended, reading, seconds=seconds, at=at)
    try:
        for number in _pictures(reading):
            if found and time.monotonic() > end:
                break
            at(number)
            try:
                drawing = quick.picture(document, number, ocr.DOTS_PER_INCH, ocr.MOST_PIXELS)
            except quick.FAILURES:
                found[number] = ""
            else:
                found[number] = ocr.recognise(drawing) or ""
    finally:
        document.close()
    return _recognised(reading, found)


def _pictures(reading: Reading) -> list[int]:
    """Return the pages that are pictures and that nobody has looked at."""
    pictures = [page for page in reading.pages if page.picture]
    return [page.number for page in pictures[:MOST_RECOGNISED] if not page.ocr]


def _recognised(reading: Reading, found: Mapping[int, str]) -> Reading:
    """Return a reading with the words that were recognised."""
    pages = tuple(
        page.model_copy(update={"ocr": True, "text": found[page.number]}) if page.number in found else page
        for page in reading.pages
    )
    problem = None if any(page.text.strip() for page in pages) else reading.problem
    return reading.model_copy(update={"pages": pages, "problem": problem})


def _read_into(sheets: _Sheets, data: bytes, skip: Collection[int], at: Callable[[int], None]) -> bool:
    """Read the pages of a file, and tell whether each that was tried could be read."""
    try:
        document = quick.open_document(data)
    except quick.FAILURES:
        return False
    try:
        count = len(document)
        for number in range(1, min(count, MOST_PAGES) + 1):
            if number in skip or sheets.characters > MOST_CHARACTERS:
                sheets.left.add(number)
                continue
            at(number)
            _read_page(sheets, document, number)
        sheets.left.update(range(MOST_PAGES + 1, count + 1))
    finally:
        document.close()
    if any(number <= count for number in skip):
        sheets.remarks.append(SKIPPED)
    if count > MOST_PAGES or sheets.characters > MOST_CHARACTERS:
        sheets.remarks.append(TOO_MANY_PAGES)
    return count > 0 and not sheets.failed


def _read_page(sheets: _Sheets, document: pdfium.PdfDocument, number: int) -> None:
    """Read one page; one that fails does not lose the others."""
    try:
        page = quick.read_page(document, number)
    except quick.FAILURES:
        sheets.failed.add(number)
        return
    sheets.pages[number] = page
    sheets.characters += len(page.text)
    if page.cut and CUT_PAGES not in sheets.remarks:
        sheets.remarks.append(CUT_PAGES)


def _by_second_reader(data: bytes, sheets: _Sheets, skip: Collection[int], at: Callable[[int], None]) -> Reading:
    """Read with the second reader a file of which the first could read no page."""
    texts = {} if skip else second.whole(data, MOST_PAGES, at)
    unread = tuple(sorted((sheets.failed | sheets.left) - texts.keys()))
    if any(text.strip() for text in texts.values()):
        return Reading(
            magic=Magic.PDF,
            pages=_pages({number: quick.QuickPage(text, (), (), True, False) for number, text in texts.items()}),
            unread_pages=unread,
            remarks=_remarks(data, sheets, mended=False),
        )
    if texts:
        problem = UNCONFIRMED
    elif unread:
        problem = NO_PAGE_READ
    elif data.lstrip().startswith(b"%PDF-"):
        problem = CUT_OFF if mending.breaks_off(data) else UNOPENED
    else:
        problem = UNOPENED
    return Reading(magic=Magic.PDF, unread_pages=unread, problem=problem)


def _finished(data: bytes, sheets: _Sheets, source: bytes, at: Callable[[int], None]) -> Reading:
    """Put the pages together, the second reader having had its say on those without text."""
    empty = [number for number, page in sheets.pages.items() if not page.text.strip()]
    asked = empty[:SECOND_READER_PAGES]
    texts = second.texts(source, asked, at) if asked else {}
    for number, text in texts.items():
        if text.strip():
            sheets.pages[number] = replace(sheets.pages[number], text=text, drawn=True)
    problem = None
    if all(not page.text.strip() for page in sheets.pages.values()):
        drawn = any(page.drawn for page in sheets.pages.values())
        problem = UNCONFIRMED if not texts else NO_TEXT if drawn else BLANK
    return Reading(
        magic=Magic.PDF,
        pages=_pages(sheets.pages),
        unread_pages=tuple(sorted(sheets.failed | sheets.left)),
        problem=problem,
        remarks=_remarks(data, sheets, mended=source is not data),
    )


def _pages(pages: Mapping[int, quick.QuickPage]) -> tuple[PageText, ...]:
    """Return pages in order, each with its large lines, its running lines and its printed number."""
    large = quick.large_lines(pages)
    running = running_lines({number: page.text for number, page in pages.items()}, large)
    return tuple(
        PageText(
            number=number,
            text=page.text,
            large=large.get(number, ()),
            breaks=page.breaks,
            running=running.get(number, ()),
            printed=printed_number(page.text, running.get(number, ())),
            picture=page.drawn and not page.text.strip(),
            blank=not page.drawn,
        )
        for number, page in sorted(pages.items())
    )


def _remarks(data: bytes, sheets: _Sheets, *, mended: bool) -> tuple[str, ...]:
    """Return what is worth knowing of how a file was read."""
    cut = [BREAKS_OFF] if mending.breaks_off(data) else []
    return (*([MENDED] if mended else []), *cut, *dict.fromkeys(sheets.remarks))
