"""Recognising the words on pages that are pictures.

Belongs here: which pages, in what time, and what becomes of a reading. Does not belong here: running Tesseract
(``ocr``), or drawing a page (``quick``).
"""

import time
from collections.abc import Callable, Mapping

from catalogue.models import Reading
from catalogue.pdf import mending, ocr, quick

MOST_RECOGNISED = 400
"""Pages recognised in one document at most."""


def is_recognising() -> bool:
    """Tell whether words in pictures can be recognised at all: whether Tesseract is installed."""
    return ocr.is_installed()


def can_recognise(reading: Reading) -> bool:
    """Tell whether pages of a reading are pictures whose words are still to be recognised, and can be.

    Args:
        reading: A PDF as read.

    Returns:
        Whether `recognise` would do anything.
    """
    return is_recognising() and bool(pictures(reading))


def recognise(
    data: bytes, reading: Reading, *, seconds: float, at: Callable[[int], None] = lambda _page: None
) -> Reading:
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
            return _recognised(reading, dict.fromkeys(pictures(reading), ""))
        return recognise(mended, reading, seconds=seconds, at=at)
    try:
        for number in pictures(reading):
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


def pictures(reading: Reading) -> list[int]:
    """Return the pages that are pictures and that nobody has looked at.

    Args:
        reading: A PDF as read.

    Returns:
        Their numbers, from 1.
    """
    drawn = [page for page in reading.pages if page.picture]
    return [page.number for page in drawn[:MOST_RECOGNISED] if not page.ocr]


def _recognised(reading: Reading, found: Mapping[int, str]) -> Reading:
    """Return a reading with the words that were recognised."""
    pages = tuple(
        page.model_copy(update={"ocr": True, "text": found[page.number]}) if page.number in found else page
        for page in reading.pages
    )
    problem = None if any(page.text.strip() for page in pages) else reading.problem
    return reading.model_copy(update={"pages": pages, "problem": problem})
