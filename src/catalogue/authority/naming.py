"""Area names in running text.

Belongs here: finding an area's name in text. Does not belong here: reading the file (``files``), or what
became of an area (``days``).

How an area's name is found: as whole words, with its capitals or all in capitals, never in small
letters, so that an ordinary word is not a place; `&` is `and`, a hyphen is a space. The longest name
wins and names do not overlap. Acronyms are never names, because they collide. Two lists in the file
ask for more care. A *word* (Reading, Bury) is no area where the words around it make it an ordinary
word: "Reading the report", "Further Reading". A *name* (Sutton, Kent) is no area where it follows
another capitalised word as a surname does ("Alex Sutton"), unless the words around it are those of
councils, boards and reviews ("Sutton Safeguarding", "Borough Sutton").
"""

import datetime as dt
import functools
import re
import unicodedata

from catalogue.authority.days import at
from catalogue.authority.files import areas, listed
from catalogue.models import Area

_LITTLE = frozenset({"upon", "on", "of", "with", "the", "under", "in", "y", "ar", "nan"})
_WORD_BEFORE = re.compile(r"([\w'’]+) $")
_WORD_AFTER = re.compile(r"^(?:['’]s)?[ \-]([\w'’]+)(?: ([\w'’]+))?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•*–—\-\n]\s*|[\"“‘(]\s*)$")


def areas_named(text: str, on: dt.date | None = None) -> tuple[Area, ...]:
    """Find the areas that a text names.

    Args:
        text: Any text.
        on: The day that the text speaks of, where it is known: a name then means what it meant, or what it
            had been or become, on that day (Cumbria in 2024 is Cumberland, and Westmorland and Furness).
            Without a day a name means the area of today that has it, or else the one that had it last.

    Returns:
        The areas in the order in which they are first named, each once; the module says by which rules.
    """
    pattern, names = _names()
    careful = _careful()
    flat = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text))
    found: dict[str, Area] = {}
    for match in pattern.finditer(flat):
        key = _key(match[0])
        named = names[key]
        if named is None or _is_something_else(careful.get(key), flat, match):
            continue
        for one in (named,) if on is None else at(named, on):
            found.setdefault(one.area_code, one)
    return tuple(found.values())


@functools.cache
def _names() -> tuple[re.Pattern[str], dict[str, Area | None]]:
    """Return one pattern of all names, longest first, and what each stands for; None is somewhere else."""
    spelled: dict[str, str] = {}
    meant: dict[str, Area | None] = {}
    for one in areas():
        for name in (one.name, *one.aliases):
            spelled.setdefault(_key(name), name)
            meant.setdefault(_key(name), one)
    for name in listed("not_areas"):
        spelled[_key(name)] = name
        meant[_key(name)] = None
    longest_first = sorted(spelled.values(), key=lambda name: (-len(name), name))
    # Most words begin with a letter that no name begins with: that is seen at once, and not name by name.
    first = "".join(sorted({letter for name in longest_first for letter in _first_letters(name)}))
    spellings = "|".join(_spelling(name) for name in longest_first)
    return re.compile(rf"(?<![\w@])(?=[{re.escape(first)}])(?:{spellings})(?!\w)"), meant


@functools.cache
def _careful() -> dict[str, str]:
    """Return the names that need care, with the list they stand in."""
    return {_key(name): kind for kind in ("names", "words") for name in listed(kind)}


def _key(name: str) -> str:
    """Reduce a name to its words in small letters, so that spellings of one name are equal."""
    return " ".join(re.findall(r"\w+", name.lower().replace("&", " and ")))


def _spelling(name: str) -> str:
    """Return the pattern of one name: its capitals or all capitals, any spaces or hyphens, `&` or `and`."""
    words = re.findall(r"\w+", name)
    return r",?[\s.\-\u2010\u2011]+\(?".join(_word_spelling(word) for word in words) + (r"\)" if ")" in name else "")


def _first_letters(name: str) -> str:
    """Return every character that `_spelling` lets a name begin with."""
    word = re.findall(r"\w+", name)[0]
    return "Aa&" if word.lower() == "and" else word[0] + word[0].upper() + word[0].lower() * (word.lower() in _LITTLE)


def _word_spelling(word: str) -> str:
    """Return the pattern of one word of a name."""
    if word.lower() == "and":
        return r"(?:[Aa]nd|AND|&)"
    if word.lower() in _LITTLE:
        return f"(?i:{word})"
    return f"(?:{word}|{word.upper()})"


def _is_something_else(care: str | None, text: str, match: re.Match[str]) -> bool:
    """Whether a name that needs care is, where it stands, an ordinary word or a person's name."""
    if care is None:
        return False
    # A line's end parts words as much as a full stop does, so only the same line is looked at.
    before = text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
    after = text[match.end() : match.end() + 60].partition("\n")[0]
    previous = _WORD_BEFORE.search(before)
    following = _WORD_AFTER.match(after)
    if care == "words":
        return _is_ordinary_word(before, previous, following)
    return _is_surname(match[0], previous, following)


def _is_ordinary_word(before: str, previous: re.Match[str] | None, following: re.Match[str] | None) -> bool:
    """Whether a word such as Reading is used in its ordinary sense."""
    if previous and previous[1].lower() in listed("ordinary_before"):
        return True
    if not following:
        return False
    if following[1].lower() in listed("ordinary_after"):
        return True
    if not _SENTENCE_START.search(before) or not following[1].islower():
        return False
    if following[1] == "and":
        return following[2] is None or not following[2][0].isupper()
    return following[1] not in listed("institutions")


def _is_surname(name: str, previous: re.Match[str] | None, following: re.Match[str] | None) -> bool:
    """Whether a name such as Sutton follows a capitalised word as a surname follows a given name."""
    if not previous or not previous[1][0].isupper() or len(previous[1]) == 1:
        return False
    if previous[1].isupper() and not name.isupper():
        return False
    if previous[1].lower() in listed("institutions"):
        return False
    return following is None or following[1].lower().replace("'", "").replace("’", "") not in listed("institutions")
