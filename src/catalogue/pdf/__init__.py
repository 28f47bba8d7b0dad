"""Reading PDF files: the text of every page as printed, its large lines, its running lines, its number.

Belongs here: bytes of a PDF to a ``Reading``, and which reader is asked when. Does not belong here: what the
words mean; limits on time and memory (a hostile file may hang or abort the process, so ``describe`` calls this
in limited workers).

pdfium reads every page. Where it cannot, or finds no words at all, the file is mended and tried once more. A page
of which pdfium gives no text is believed empty only when pdfplumber, another reader altogether, finds none either.
Pages that are pictures can then be recognised, where Tesseract is installed.
"""

from collections.abc import Callable, Collection, Mapping

from catalogue.models import PageText, Reading
from catalogue.pdf import layout, mending, quick, second
from catalogue.pdf.gathering import MOST_PAGES, Sheets, gather
from catalogue.pdf.recognising import can_recognise, is_recognising, pictures, recognise
from catalogue.pdf.running import printed_numbers, running_lines
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
    "SECOND",
    "SKIPPED",
    "TOO_MANY_PAGES",
    "UNCONFIRMED",
    "UNOPENED",
    "VERSION",
    "WITHOUT_SECOND",
    "can_recognise",
    "is_recognising",
    "pictures",
    "read",
    "recognise",
]

SECOND = 100_000
"""Added to a page's number where it is the second reader that is at it."""

WITHOUT_SECOND = frozenset(range(SECOND, SECOND + MOST_PAGES + 1))
"""Pages to skip so that the second reader is not asked at all."""

SECOND_READER_PAGES = 6
"""Pages without text for which the second reader is asked."""


def read(
    data: bytes,
    *,
    skip: Collection[int] = (),
    distrust: bool = False,
    at: Callable[[int], None] = lambda _place: None,
) -> Reading:
    """Read a PDF.

    Args:
        data: The file's bytes.
        skip: Pages that are not to be read, because an earlier attempt broke down on them; a number above
            `SECOND` forbids the page to the second reader.
        distrust: Whether pdfium broke down before it reached a page, so that only a mended copy is shown to it.
        at: Told of each page before it is read, so that somebody knows which page broke the process; the second
            reader's pages are told with `SECOND` added.

    Returns:
        The pages in file order, numbered from 1; the pages that failed in ``unread_pages``; and, where no
        text could be had at all, ``problem``.
    """
    if not data:
        return Reading(magic=Magic.PDF, problem=EMPTY)
    source, mended = data, None
    try:
        sheets = Sheets() if distrust else gather(data, skip, at)
        if not sheets.whole or not (sheets.has_text or sheets.left):
            mended = mending.mend(data)
        if mended is not None:
            again = gather(mended, skip, at)
            if (again.has_text, len(again.pages)) > (sheets.has_text, len(sheets.pages)):
                sheets, source = again, mended
    except quick.Locked:
        return Reading(magic=Magic.PDF, problem=ENCRYPTED)
    if not sheets.pages and not sheets.left and not sheets.failed:
        return _unopened(data, skip, at)
    agreed = _ask_second(sheets, (source, mended or source), skip, at)
    remarks = _remarks(data, sheets, mended=source is not data)
    wanted = [number for number in layout.worth_a_look(sheets.pages) if number + SECOND not in skip]
    drawn = layout.structure(source, wanted, lambda number: at(number + SECOND)) if wanted else {}
    unread = tuple(sorted((sheets.failed | sheets.left) - sheets.pages.keys()))
    return Reading(
        magic=Magic.PDF,
        pages=_pages(sheets.pages, drawn),
        unread_pages=unread,
        problem=_problem(sheets, agreed=agreed),
        remarks=remarks,
    )


def _ask_second(sheets: Sheets, sources: tuple[bytes, bytes], skip: Collection[int], at: Callable[[int], None]) -> bool:
    """Ask the second reader about pages without text and pages that failed; tell whether it could read any."""
    silent = [number for number, page in sheets.pages.items() if not page.text.strip()]
    broken = [number for number in (*sheets.failed, *skip) if number <= MOST_PAGES and number not in sheets.pages]
    asked = sorted(number for number in {*silent, *broken} if number + SECOND not in skip)[:SECOND_READER_PAGES]
    texts: dict[int, tuple[str, second.Sized]] = {}
    for source in dict.fromkeys(sources):
        left = [number for number in asked if number not in texts]
        texts |= second.texts(source, left, lambda number: at(number + SECOND)) if left else {}
    for number, (text, sized) in texts.items():
        if text.strip():
            sheets.pages[number] = quick.QuickPage(text, (), sized, drawn=True, cut=False)
    return bool(texts)


def _problem(sheets: Sheets, *, agreed: bool) -> str | None:
    """Return why there is no text, or None where there is some."""
    if sheets.has_text:
        return None
    if not sheets.pages:
        return NO_PAGE_READ
    if not agreed:
        return UNCONFIRMED
    return NO_TEXT if any(page.drawn for page in sheets.pages.values()) else BLANK


def _unopened(data: bytes, skip: Collection[int], at: Callable[[int], None]) -> Reading:
    """Read with the second reader alone a file that the first cannot open, not even mended."""
    left = [number for number in range(1, MOST_PAGES + 1) if number + SECOND not in skip]
    texts = second.texts(data, left, lambda number: at(number + SECOND)) if left else {}
    if any(text.strip() for text, _ in texts.values()):
        pages = {
            number: quick.QuickPage(text, (), sized, drawn=True, cut=False) for number, (text, sized) in texts.items()
        }
        return Reading(magic=Magic.PDF, pages=_pages(pages), remarks=_remarks(data, Sheets(), mended=False))
    if texts:
        return Reading(magic=Magic.PDF, problem=UNCONFIRMED)
    cut = data.lstrip().startswith(b"%PDF-") and mending.breaks_off(data)
    return Reading(magic=Magic.PDF, problem=CUT_OFF if cut else UNOPENED)


def _pages(
    pages: Mapping[int, quick.QuickPage], drawn: Mapping[int, layout.Structure] | None = None
) -> tuple[PageText, ...]:
    """Return pages in order, each with its large lines, its running lines, its number and what is drawn on it."""
    structures = drawn or {}
    large = quick.large_lines(pages)
    texts = {number: page.text for number, page in pages.items()}
    running = running_lines(texts, large)
    printed = printed_numbers(texts, running)
    return tuple(
        PageText(
            number=number,
            text=page.text,
            large=large.get(number, ()),
            breaks=page.breaks,
            running=running.get(number, ()),
            printed=printed.get(number),
            picture=page.drawn and not page.text.strip(),
            blank=not page.drawn,
            rows=structures.get(number, layout.NOTHING).rows,
            boxes=structures.get(number, layout.NOTHING).boxes,
        )
        for number, page in sorted(pages.items())
    )


def _remarks(data: bytes, sheets: Sheets, *, mended: bool) -> tuple[str, ...]:
    """Return what is worth knowing of how a file was read."""
    cut = [BREAKS_OFF] if mending.breaks_off(data) else []
    return (*([MENDED] if mended else []), *cut, *dict.fromkeys(sheets.remarks))
