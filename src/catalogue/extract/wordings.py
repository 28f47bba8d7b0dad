"""Where a text names a theme of the vocabulary, by any of its wordings.

Belongs here: finding wordings fast, the longest where several begin, and which of them count where. Does not
belong here: how much a mention weighs (``themes``), or the vocabulary itself (an authority file).
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from itertools import pairwise

from catalogue.authority import theme_wordings, themes

_WORD = re.compile(r"\w+")


class Where(Enum):
    """Where a wording names its theme."""

    ANYWHERE = "anywhere"
    OF_PARENTS = "of_parents"
    IN_HEADINGS = "in_headings"


def named(text: str, fits: Callable[[Where, int, int], bool]) -> Iterator[tuple[re.Match[str], str]]:
    """Find each place that names a theme.

    Args:
        text: A page's text.
        fits: Tells whether a wording that counts in some places only counts between two offsets.

    Yields:
        The place and the theme's id, in order of the text; the longest wording that fits where several begin.
    """
    patterns, meant = _patterns()
    end = 0
    places: dict[int, list[tuple[str, ...]]] = {}
    for start, begins in _first_words(text, patterns):
        places.setdefault(start, []).append(begins)
    for start in sorted(places):
        if start < end:
            continue
        matches = [match for begins in places[start] for one in patterns[begins] if (match := one.match(text, start))]
        for match in sorted(matches, key=lambda one: one.start() - one.end()):
            theme = next(
                (theme for theme, where in meant[key(match.group())] if fits(where, match.start(), match.end())), None
            )
            if theme is not None:
                end = match.end()
                yield match, theme
                break


def key(words: str) -> str:
    """Return a wording in small letters with plain spaces and apostrophes.

    Args:
        words: A wording as printed.

    Returns:
        What its spellings share.
    """
    return " ".join(re.sub(r"[‐-–-]", " ", words.lower().replace("’", "'")).split())


def _first_words(text: str, wanted: Mapping[tuple[str, ...], object]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield places at which a wording may begin, with its first one or two words in small letters."""
    # One pattern of all wordings would be tried at every letter of the page; few words begin a wording.
    small = text.lower()
    if len(small) != len(text):  # a rare letter that grows when it is made small would move all places after it
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    words = _WORD.findall(small)
    for begins in wanted.keys() & {*zip(words), *pairwise(words)}:
        start = small.find(begins[0])
        while start >= 0:
            whole = _WORD.match(small, start)
            if whole is not None and whole.group() == begins[0] and not (start and _WORD.match(small[start - 1])):
                yield start, begins
            start = small.find(begins[0], start + len(begins[0]))


_Meant = dict[str, tuple[tuple[str, Where], ...]]


@functools.cache
def _patterns() -> tuple[dict[tuple[str, ...], tuple[re.Pattern[str], ...]], _Meant]:
    """Return the patterns of wordings that begin with the same words, and what each wording means where."""
    meant: dict[str, list[tuple[str, Where]]] = {}
    for theme in themes():
        for words in (theme.label, *theme.alternatives):
            meant.setdefault(key(words), []).append((theme.theme_id, Where.ANYWHERE))
    for where in (Where.OF_PARENTS, Where.IN_HEADINGS):
        for theme_id, wordings in theme_wordings(where.value).items():
            for words in wordings:
                meant.setdefault(key(words), []).append((theme_id, where))
    spelled: dict[tuple[str, ...], list[re.Pattern[str]]] = {}
    for words in sorted(meant, key=lambda words: (-len(words), words)):
        pattern = r"[\s‐-–-]+".join(re.escape(part).replace("'", "['’]") for part in words.split()) + "s?"
        compiled = re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
        begins = tuple(_WORD.findall(words)[:2])
        spelled.setdefault(begins, []).append(compiled)
        if len(_WORD.findall(words)) <= 2:  # the plural's letter stands at the end of the words that are looked up
            spelled.setdefault((*begins[:-1], f"{begins[-1]}s"), []).append(compiled)
    every = {**{f"{words}s": tuple(found) for words, found in meant.items()}, **{w: tuple(f) for w, f in meant.items()}}
    return {begins: tuple(patterns) for begins, patterns in spelled.items()}, every
