"""Words recognised in pictures of pages, by Tesseract where it is installed.

Belongs here: running Tesseract on one picture. Does not belong here: which pages are pictures, or trusting
the words as if they were printed: whoever uses them says that they were recognised.

Tesseract is another program with its own faults. It runs under the limits of the process that calls it, reads
the picture from its input, and writes nothing but its output.
"""

import functools
import os
import shutil
import statistics
import subprocess

PROGRAM = "tesseract"
DOTS_PER_INCH = 250
MOST_PIXELS = 16_000_000
"""Pixels of a picture at most; a page of A4 at 250 dots per inch has six million."""
PAGE_S = 25.0
"""Seconds that one page may take."""

_SURE_WORD = 40.0
_SURE_PAGE = 50.0
_COLUMNS = 12


def is_installed() -> bool:
    """Tell whether Tesseract can be run."""
    return _program() is not None


def recognise(picture: bytes, seconds: float = PAGE_S) -> str | None:
    """Recognise the words of one page.

    Args:
        picture: The page as PGM.
        seconds: Seconds that it may take.

    Returns:
        The lines of words that were recognised with some certainty, empty where there are none; None where
        Tesseract is missing, failed, or took too long.
    """
    program = _program()
    if program is None:
        return None
    command = [program, "stdin", "stdout", "--dpi", str(DOTS_PER_INCH), "-l", _languages(program), "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; nothing from outside is in the command
            command, input=picture, capture_output=True, timeout=seconds, env=_environment(), check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return _lines(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else None


def _lines(table: str) -> str:
    """Return the lines of a table of words; where the page as a whole is doubtful, nothing."""
    lines: dict[tuple[str, ...], list[str]] = {}
    certainties: list[float] = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != _COLUMNS or not cells[11].strip():
            continue
        certainty = float(cells[10])
        certainties.append(certainty)
        if certainty >= _SURE_WORD:
            lines.setdefault(tuple(cells[1:5]), []).append(cells[11].strip())
    if not certainties or statistics.mean(certainties) < _SURE_PAGE:
        return ""
    return "\n".join(" ".join(words) for words in lines.values())


@functools.cache
def _program() -> str | None:
    """Return where Tesseract is."""
    return shutil.which(PROGRAM)


@functools.cache
def _languages(program: str) -> str:
    """Return English, and Welsh where Tesseract has it."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program and option
            [program, "--list-langs"], capture_output=True, timeout=PAGE_S, env=_environment(), check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return "eng"
    return "eng+cym" if b"cym" in done.stdout.split() else "eng"


def _environment() -> dict[str, str]:
    """Return Tesseract's environment: one thread, so that the limits hold and other readers have a core."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}
