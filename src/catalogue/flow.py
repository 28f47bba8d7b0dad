"""Running text: a page's words as a reader reads them, each with its place on the page as printed.

Belongs here: leaving out heads, feet and page numbers; joining words that a line's end broke; ligatures, odd
spaces and words that extraction glued. Does not belong here: changing the text as printed (a quotation is always
taken from that), or any field's rules.

A hyphen at a line's end is ambiguous. It is dropped where the document writes the word elsewhere without it, kept
where it writes it with it, and otherwise kept, except where one part of the word never stands alone in the
document and is no usual first part: "safe-guarding" is one word where "guarding" is none.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from catalogue.models import PageText

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = re.compile(r"[^\W\d_]+$")
_AFTER = re.compile(r"[^\W\d_]+")
_FIRST_PART_WORDS = """
    anti case child co community cross decision drug ex evidence family follow four full half high hospital inter key
    life long low mid mini multi non one over part peer post pre pro re risk school second self semi seven short six
    social sub ten third three trauma two under well year
"""
_FIRST_PARTS = frozenset(_FIRST_PART_WORDS.split())
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Without the word's boundary before it, which is asked of the few that match: a search for letters is much faster.
_GLUED = re.compile(
    r"(?:Author|Reviewer|Writer|Chair|Title|Date|Name|Published|Publication|Board|Partnership|Status|Version)(?=[A-Z][a-z]|\d)"
)


@dataclass(frozen=True)
class Flow:
    """The running text of one page.

    Attributes:
        number: Page number from 1.
        text: The text.
        page: The page as printed.
        starts: Offsets in the text at which a piece begins, rising.
        printed: For each piece, the offset in the page's text at which it begins there.
    """

    number: int
    text: str
    page: PageText
    starts: tuple[int, ...]
    printed: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a place of the running text stands as printed.

        Args:
            start: Offset of its first character.
            end: Offset after its last.

        Returns:
            Start and end in the page's own text; the words between may hold a hyphen or a foot that the running
            text leaves out.
        """
        first = self._printed(start)
        return (first, max(first, self._printed(end - 1) + 1)) if end > start else (first, first)

    def _printed(self, offset: int) -> int:
        """Return the offset as printed of one character."""
        if not self.starts:
            return 0
        at = max(0, bisect_right(self.starts, offset) - 1)
        end = self.printed[at + 1] if at + 1 < len(self.printed) else len(self.page.text)
        return min(self.printed[at] + offset - self.starts[at], max(self.printed[at], end - 1))


def flows(pages: Sequence[PageText]) -> tuple[Flow, ...]:
    """Return the running text of a document.

    Args:
        pages: All its pages: what a broken word is, its other pages tell.

    Returns:
        A flow for each page, in order.
    """
    pages = tuple(pages)  # which may be left on the disk, to be read each time that they are looked through
    known: Counter[str] = Counter()
    if any(page.breaks for page in pages):
        for page in pages:
            known.update(word.lower() for word in _WORD.findall(_without_breaks(page)))
    return tuple(_flow(page, known) for page in pages)


def _flow(page: PageText, known: Counter[str]) -> Flow:
    """Return the running text of one page."""
    pieces: list[str] = []
    starts: list[int] = []
    printed: list[int] = []
    length = position = 0
    for start, end, instead in _changes(page, known):
        if start < position:
            continue
        for piece, at in ((page.text[position:start], position), (instead, start)):
            if piece:
                pieces.append(piece)
                starts.append(length)
                printed.append(at)
                length += len(piece)
        position = end
    if position < len(page.text):
        pieces.append(page.text[position:])
        starts.append(length)
        printed.append(position)
    return Flow(page.number, "".join(pieces), page, tuple(starts), tuple(printed))


def _changes(page: PageText, known: Counter[str]) -> list[tuple[int, int, str]]:
    """Return what is read differently than printed: start, end, and what is read instead, in order."""
    text = page.text
    found = [*_running(page)]
    found += [(at, at + 1, "") for at in page.breaks if _is_one_word(text, at, known)]
    if not text.isascii():
        found += [
            (one.start(), one.end(), unicodedata.normalize("NFKC", one.group())) for one in _LIGATURES.finditer(text)
        ]
        found += [(one.start(), one.end(), " ") for one in _SPACES.finditer(text)]
    found += [(one.end(), one.end(), " ") for one in _GLUED.finditer(text) if _begins_a_word(text, one.start())]
    return sorted(found)


def _begins_a_word(text: str, at: int) -> bool:
    """Tell whether no letter, digit or underscore stands before a letter."""
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_")


def _running(page: PageText) -> Iterator[tuple[int, int, str]]:
    """Yield the places of heads, feet and page numbers, each with the line's end that parts it."""
    if not page.running:
        return
    lengths = list(accumulate(map(len, page.text.split("\n"))))
    for number in page.running:
        if 0 <= number < len(lengths):
            start = lengths[number - 1] + number if number else 0  # with a line's end for each line before
            yield start, min(len(page.text), lengths[number] + number + 1), ""


def _is_one_word(text: str, at: int, known: Counter[str]) -> bool:
    """Tell whether the hyphen at a place only breaks a word."""
    before, after = _BEFORE.search(text, 0, at), _AFTER.match(text, at + 1)
    if before is None or after is None or text[: before.start()].endswith("-") or text[after.end() :].startswith("-"):
        return False
    first, second = before.group().lower(), after.group().lower()
    together, apart = known[first + second], known[f"{first}-{second}"]
    if together or apart:
        return together > apart
    return first not in _FIRST_PARTS and (not known[first] or not known[second])


def _without_breaks(page: PageText) -> str:
    """Return a page's text with a gap instead of each broken word, which cannot tell how it is written."""
    parts, position = [], 0
    for at in page.breaks:
        before, after = _BEFORE.search(page.text, position, at), _AFTER.match(page.text, at + 1)
        parts.append(page.text[position : before.start() if before else at])
        position = after.end() if after else at + 1
    return " ".join((*parts, page.text[position:]))
