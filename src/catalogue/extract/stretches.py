"""Stretches of a page around a place: its line, its sentence, its section.

Belongs here: where they begin and end. Does not belong here: what they mean for a theme (``weighing``).
"""

import re

from catalogue.extract.lines import LONGEST_HEADING, text_lines
from catalogue.extract.sheet import Sheet

_NUMBERED_HEADING = re.compile(r"^\d{1,2}[.)]?\s+[A-Z][\w’' -]{2,60}$")
_OF_FINDINGS = re.compile(
    r"^\W*(?:(?:section\s+)?\d{1,2}(?:\.\d{1,2})*[.):]?\s+)?(?:[\w’'-]+\s+){0,4}(?:findings?|learning|lessons|analysis|appraisal|themes|conclusions?|recommendations?"
    r"|good\s+practice|practice\s+points?|issues)\b[^.]{0,50}$",
    re.IGNORECASE,
)
_WORDS_OF_FINDINGS = frozenset(
    {"finding", "learning", "lessons", "analysis", "appraisal", "themes", "conclusion", "recommendation"}
    | {"practice", "issues"}
)
_STOPS = (". ", ".\n", "? ", "?\n", "! ", "\n\n", "; ")
_FIRST_WORDS = 120
_SENTENCE_ROOM = 220
_LINE_ROOM = 600


def sections_of_findings(sheet: Sheet) -> dict[int, list[tuple[int, int]]]:
    """Find the stretches of text that stand below a heading of findings, learning or recommendations.

    Args:
        sheet: The document.

    Returns:
        By page number, start and end of each line of them in the page's text, rising.
    """
    stretches: dict[int, list[tuple[int, int]]] = {}
    inside = False
    for line in text_lines(sheet):
        text = line.text
        short = len(text) <= LONGEST_HEADING and not text.endswith(".")
        told = short and not text[0].islower() and _may_head(line.small) and _OF_FINDINGS.match(text) is not None
        if told or (short and (line.large or (text[0].isdigit() and _NUMBERED_HEADING.match(text)))):
            inside = told
        elif inside:
            stretches.setdefault(line.page.number, []).append((line.start, line.start + len(text)))
    return stretches


def _may_head(small: str) -> bool:
    """Tell whether a line in small letters holds one of the words that every heading of findings holds."""
    return any(map(small.__contains__, _WORDS_OF_FINDINGS))


def line_at(text: str, start: int) -> str:
    """Return the line of an offset, without space at its ends; of a very long one the part around the place.

    Args:
        text: A page's text.
        start: The offset.
    """
    least, most = max(0, start - _LINE_ROOM), min(len(text), start + _LINE_ROOM)
    end = text.find("\n", start, most)
    return text[max(least, text.rfind("\n", least, start) + 1) : end if end >= 0 else most].strip()


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence of a place begins and ends, at most a few lines around it.

    Args:
        text: A page's text.
        start: Offset of the place's first character.
        end: Offset after its last.
    """
    least, most = max(0, start - _SENTENCE_ROOM), min(len(text), end + _SENTENCE_ROOM)
    first, last = least, most
    for stop in _STOPS:
        before = text.rfind(stop, first, start)
        first = first if before < 0 else before + 1
        after = text.find(stop, end, min(last + 1, most))
        last = last if after < 0 else after + 1
    return first, last


def end_of_words(text: str) -> int:
    """Return the offset after the first hundred words or so.

    Args:
        text: A page's text.
    """
    end = 0
    for number, match in enumerate(re.finditer(r"\S+", text)):
        if number > _FIRST_WORDS:
            break
        end = match.end()
    return end
