"""A document as one run of lines, as extractors need it that follow a section over its pages.

Belongs here: which lines are headings, running heads or entries of a list of contents. Does not belong here:
what a section is about.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from catalogue.extract.sheet import Sheet
from catalogue.models import PageText

LONGEST_HEADING = 110
"""Characters beyond which a line is no heading."""
MOST_LINES = 60_000
"""Lines read of one document; a report of 300 pages has about 12,000."""

_PAGE_NUMBER = re.compile(r"\W*(?:p\s*a\s*g\s*e\s*)?\d{1,4}(?:\s*(?:\||of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_OF_CONTENTS = re.compile(r"\.{4,}\s*\d{0,3}\s*$|(?:\s\.){3,}|\s{3,}\d{1,3}\s*$")
_CONTENTS = re.compile(r"^\W*(?:table\s+of\s+)?contents\W*$", re.IGNORECASE)
_LONGEST_NUMBER = 40
"""Characters beyond which a line is no page's number and heads no list of contents."""
_ENDS_WITH_PAGE = re.compile(r"\D\s\d{1,3}\s*$")


class TextLine(NamedTuple):
    """One line of the running text.

    Attributes:
        page: The page it stands on.
        start: Offset of its first character in the page's text.
        text: The line, without space at its ends.
        large: Whether it is set larger than the body.
        small: The line in small letters.
    """

    page: PageText
    start: int
    text: str
    large: bool
    small: str


@functools.lru_cache(maxsize=1)
def text_lines(sheet: Sheet) -> tuple[TextLine, ...]:
    """Return the lines of a document that are its text; those of the last document are remembered.

    Args:
        sheet: The document.

    Returns:
        Lines in order, without page numbers, running heads and lists of contents; at most 60,000.
    """
    return tuple(_text_lines(sheet))


def _text_lines(sheet: Sheet) -> Iterator[TextLine]:
    """Yield the lines of a document that are its text."""
    read = 0
    for page in sheet.pages:
        large = {line.strip() for line in page.large}
        in_contents = False
        after = 0
        for raw in page.text.split("\n"):
            start, after = after, after + len(raw) + 1
            text = raw.strip()
            read += raw != ""
            if read > MOST_LINES:
                return
            if not text:
                continue
            if len(text) <= _LONGEST_NUMBER:
                in_contents = in_contents or _CONTENTS.match(text) is not None
                if _PAGE_NUMBER.fullmatch(text):
                    continue
            if sheet.is_running(text):
                continue
            if _is_of_contents(text) or (in_contents and _ENDS_WITH_PAGE.search(text)):
                continue
            yield TextLine(page, start + raw.index(text), text, text in large, text.lower())


def _is_of_contents(text: str) -> bool:
    """Tell whether a line has the dots or the far page number of a list of contents."""
    # Most lines have neither, which is told faster without the pattern.
    return (text.count(".") > 2 or text[-1].isdigit()) and _OF_CONTENTS.search(text) is not None
