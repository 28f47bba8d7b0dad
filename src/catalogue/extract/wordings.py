"""Where a text names a theme of the vocabulary, by any of its wordings.

Belongs here: finding wordings fast, the longest where several begin, and which of them count where. Does not
belong here: how much a mention weighs (``themes``), or the vocabulary itself (an authority file).
"""

import functools
import re
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import accumulate

from catalogue.authority import theme_wordings, themes

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"(\W+)")
# What may stand between the words of a wording: spaces, a hyphen or dash, an apostrophe, a comma.
_BETWEEN = re.compile(r"[\s‐-–,&'’-]{1,6}")


class Where(Enum):
    """Where a wording names its theme."""

    ANYWHERE = "anywhere"
    OF_PARENTS = "of_parents"
    IN_HEADINGS = "in_headings"


def named(text: str, fits: Callable[[Where, int, int], bool]) -> Iterator[tuple[int, int, str]]:
    """Find each place that names a theme.

    Args:
        text: A page's text.
        fits: Tells whether a wording that counts in some places only counts between two offsets.

    Yields:
        Start, end and the theme's id, in order of the text; the longest wording that fits where several begin.
    """
    wordings, places = _wordings(), _Places(text)
    words = places.words
    passed = 0
    for at in [at for at, word in enumerate(words) if word in wordings]:
        if at < passed:
            continue
        alone, by_second = wordings[words[at]]
        for rest, meant in by_second.get(words[at + 1], alone) if at + 1 < len(words) else alone:
            last = at + len(rest)
            if len(rest) > 1 and not _goes_on(words[at + 1 : last + 1], rest):
                continue
            span = places.span(at, last)
            if span is None:
                continue
            theme = next((theme for theme, where in meant if where is Where.ANYWHERE or fits(where, *span)), None)
            if theme is not None:
                passed = last + 1
                yield *span, theme
                break


class _Places:
    """The words of a text in small letters, and where they stand."""

    def __init__(self, text: str) -> None:
        """Part a text into words."""
        small = text.lower()
        if len(small) != len(text):  # a rare letter that grows when it is made small would part its word
            small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
        self._parts: list[str] = _GAP.split(small)  # words and what stands between them by turns
        self._starts = list(accumulate(map(len, self._parts), initial=0))
        self.words: list[str] = self._parts[::2]

    def span(self, at: int, last: int) -> tuple[int, int] | None:
        """Return where words begin and end, or None where more than spaces and hyphens stands between them."""
        gaps = self._parts[2 * at + 1 : 2 * last : 2]
        if not all(gap in (" ", "\n") or _BETWEEN.fullmatch(gap) for gap in gaps):
            return None
        return self._starts[2 * at], self._starts[2 * last + 1]


def _goes_on(words: list[str], rest: tuple[str, ...]) -> bool:
    """Tell whether words go on as a wording does; a plural's letter at the end does not matter."""
    return len(words) == len(rest) and words[-1] in (rest[-1], f"{rest[-1]}s") and tuple(words[:-1]) == rest[:-1]


_Meant = tuple[tuple[str, Where], ...]
_Wordings = tuple[tuple[tuple[str, ...], _Meant], ...]


@functools.cache
def _wordings() -> dict[str, tuple[_Wordings, dict[str, _Wordings]]]:
    """Return by first word the wordings that are that word, and by second word all that may stand there, longest first.

    Of each, the rest of its words and what it means.
    """
    meant: dict[tuple[str, ...], dict[tuple[str, Where], None]] = {}
    for theme in themes():
        for words in (theme.label, *theme.alternatives):
            meant.setdefault(_parts(words), {})[theme.theme_id, Where.ANYWHERE] = None
    for where in (Where.OF_PARENTS, Where.IN_HEADINGS):
        for theme_id, wordings in theme_wordings(where.value).items():
            for words in wordings:
                meant.setdefault(_parts(words), {})[theme_id, where] = None
    found: dict[str, dict[str, list[tuple[tuple[str, ...], _Meant]]]] = {}
    for parts in sorted(meant, key=lambda parts: (-len(" ".join(parts)), parts)):
        one = (parts[1:], tuple(meant[parts]))
        for first, second in _beginnings(parts):
            found.setdefault(first, {}).setdefault(second, []).append(one)
    return {
        first: (
            tuple(by.get("", ())),
            {second: (*many, *by.get("", ())) for second, many in by.items() if second},
        )
        for first, by in found.items()
    }


def _beginnings(parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the first two words of a wording, and those of its plural where its last word is one of them."""
    if len(parts) == 1:
        return (parts[0], ""), (f"{parts[0]}s", "")
    return ((parts[0], parts[1]), *(((parts[0], f"{parts[1]}s"),) if len(parts) == 2 else ()))


def _parts(words: str) -> tuple[str, ...]:
    """Return the words of a wording in small letters."""
    return tuple(_WORD.findall(words.lower()))
