"""The second reader: pdfplumber, another reader altogether, asked where the first finds nothing.

Belongs here: a second opinion on the text of pages. Does not belong here: layout, or reading whole documents
where the first reader did well; it is thirty times slower.
"""

import io
import statistics
from collections.abc import Callable, Sequence

import pdfplumber

from catalogue.pdf.letters import MOST_CHARACTERS, clean

Sized = tuple[tuple[str, float], ...]
"""Lines with the usual height of their letters in points."""

_BOX_OF_SIZE = 1.15
"""How much higher the first reader's box of a letter is than the size of its font, in the usual fonts."""


def texts(data: bytes, numbers: Sequence[int], at: Callable[[int], None]) -> dict[int, tuple[str, Sized]]:
    """Read some pages.

    Args:
        data: The file's bytes.
        numbers: Page numbers from 1, rising, at least one; those beyond the last page are passed over.
        at: Told of each page before it is read, and of the first before the file is opened.

    Returns:
        By page number, the text, empty where there is none, and its lines with their height; a page that this
        reader cannot read is missing.
    """
    found: dict[int, tuple[str, Sized]] = {}
    at(numbers[0])
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number in numbers:
                if number > len(document.pages):
                    break
                at(number)
                page = document.pages[number - 1]
                found[number] = _read(page)
                page.close()
    except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken file provokes; what it read until then stands
        return found
    return found


def _read(page: pdfplumber.page.Page) -> tuple[str, Sized]:
    """Return a page's text as printed, and its lines with their height."""
    text = clean((page.extract_text() or "")[:MOST_CHARACTERS])[0]
    lines = page.extract_text_lines(return_chars=True) if text.strip() else []
    return text, tuple(
        (line["text"], round(statistics.median(letter["size"] for letter in line["chars"]) * _BOX_OF_SIZE, 1))
        for line in lines
        if line["chars"]
    )
