"""PDF readers by themselves, in worker processes that load nothing else: the limit, and what a user would do instead.

Belongs here: reading every page of a file with one reader. Does not belong here: anything of the catalogue's own.
"""

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

WORKERS = 2
"""Processes that read, as many as the catalogue uses."""


def pdfium_alone(path: Path) -> int:
    """Read the text of every page with pdfium and nothing else; return the pages."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path.read_bytes())
    for page in document:
        words = page.get_textpage()
        words.get_text_range()
        words.close()
        page.close()
    count = len(document)
    document.close()
    return count


def pdfplumber_alone(path: Path) -> int:
    """Read the text of every page with pdfplumber and nothing else; return the pages."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()
        return len(document.pages)


def measure_alone(paths: list[Path], read: Callable[[Path], int] = pdfium_alone) -> tuple[float, int]:
    """Return seconds and pages of one reader alone, in as many processes."""
    start = time.perf_counter()
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        pages = sum(pool.map(read, paths, chunksize=1))
    return time.perf_counter() - start, pages
