"""Gathering the pages of a PDF with the first reader.

Belongs here: going through the pages, and what is left out. Does not belong here: what is done where pages or
text are missing (the package's ``read``).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from catalogue.pdf import quick
from catalogue.pdf.sentences import CUT_PAGES, SKIPPED, TOO_MANY_PAGES

MOST_PAGES = 3_000
"""Pages read at most; later ones are told as unread."""
MOST_CHARACTERS = 8_000_000
"""Characters of a document that are read; a long report has two hundred thousand."""


@dataclass
class Sheets:
    """Pages as they are gathered, by number.

    Attributes:
        pages: Pages that were read.
        failed: Pages that could not be read.
        left: Pages that were not tried.
        remarks: What is worth knowing of it.
        characters: Letters read so far.
    """

    pages: dict[int, quick.QuickPage] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    characters: int = 0

    @property
    def has_text(self) -> bool:
        """Whether any page has words."""
        return any(page.text.strip() for page in self.pages.values())

    @property
    def whole(self) -> bool:
        """Whether there are pages, and each that was tried could be read."""
        return bool(self.pages or self.left) and not self.failed


def gather(data: bytes, skip: Collection[int], at: Callable[[int], None]) -> Sheets:
    """Read the pages of a file.

    Args:
        data: The file's bytes.
        skip: Pages that are not tried.
        at: Told of each page before it is read.

    Returns:
        What could be read; nothing at all where the file does not open.

    Raises:
        Locked: The file asks for a password.
    """
    sheets = Sheets()
    try:
        document = quick.open_document(data)
    except quick.FAILURES:
        return sheets
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
    return sheets


def _read_page(sheets: Sheets, document: pdfium.PdfDocument, number: int) -> None:
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
