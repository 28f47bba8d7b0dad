"""Publishers' names in text.

Belongs here: finding the bodies that a text names. Does not belong here: area names in text
(``catalogue.authority``), or what became of a body (``publishers``).

How a name is found: whole words with their capitals, ``&`` as ``and``, hyphens as spaces, apostrophes left out;
the longest name wins. What stands before it must not make it another body's: "Greater Manchester Safeguarding
Partnership" is not Manchester's, "Pan-Dorset Safeguarding Children Partnership" not Dorset's, and "Plymouth and
Torbay Safeguarding Children Partnership" not Torbay's alone. An acronym by itself is no name, because many
bodies share one (WSCP is Wandsworth, Wirral, Wigan, Wakefield or Worcestershire): it counts only where the same
text names an area of exactly one of the bodies that use it. A name that two bodies share counts only on a day
on which one of them existed.
"""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.authority import area_called, areas_named
from catalogue.models import Publisher
from catalogue.registry.publishers import alive, areas_of, publishers_at

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|&")
_JOINED = re.compile(r"(?P<first>\S.*?),?\s+(?:and|&)\s+(?:the\s+)?$", re.IGNORECASE)
_HYPHENS = ("-", "\u2010", "\u2011")
_LITTLE = frozenset({"and", "for", "in", "of", "on", "the", "to", "upon", "with"})
_BEFORE = 60
"""Characters before a name that are looked at."""

_Names = Mapping[tuple[str, ...], frozenset[str]]
"""Keys of publishers by the words of their names."""


@dataclass(frozen=True)
class _Word:
    """A word of a text."""

    key: str
    as_name: bool
    start: int
    end: int


def publishers_named(text: str, every: Sequence[Publisher], on: dt.date | None = None) -> tuple[Publisher, ...]:
    """Find the publishers that a text names.

    Args:
        text: Any text.
        every: All publishers of the register.
        on: The day that the text speaks of, where it is known; a body that had ended by then is those that
            followed it, and one that had not begun is those that it followed.

    Returns:
        The publishers, those named in full first, each in the order in which it is first named; the module
        says by which rules. Nothing where the text is not certain.
    """
    by_id = {one.publisher_id: one for one in every}
    full, short = _names(every)
    flat = unicodedata.normalize("NFC", text)
    words = _words(flat)
    found: dict[str, Publisher] = {}
    settled: set[frozenset[str]] = set()
    for holders, start, end in _found(words, full):
        if holders not in settled and _is_whole(flat, start, end):
            settled.add(holders)
            for one in _meant([by_id[name] for name in sorted(holders)], every, on):
                found.setdefault(one.publisher_id, one)
    spoken = {area.area_code for area in areas_named(text, on)}
    for holders, _, _ in _found(words, short):
        held = {one.publisher_id: one for name in holders for one in _at(by_id[name], every, on)}
        confirmed = [one for one in held.values() if spoken & _covered(one, on) or one.publisher_id in found]
        if len(confirmed) == 1:
            found.setdefault(confirmed[0].publisher_id, confirmed[0])
    return tuple(found.values())


def _names(every: Iterable[Publisher]) -> tuple[_Names, _Names]:
    """Return the names that stand for themselves, and the short ones that need an area beside them."""
    full: dict[tuple[str, ...], set[str]] = defaultdict(set)
    short: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in every:
        for name in (one.publisher, *one.aliases):
            words = tuple(_key(word) for word in _WORD.findall(unicodedata.normalize("NFC", name)))
            own = words[1:] if words[:1] == ("the",) else words
            if own:
                (short if len(own) == 1 or name.isupper() else full)[own].add(one.publisher_id)
    return _frozen(full), _frozen(short)


def _frozen(names: Mapping[tuple[str, ...], set[str]]) -> dict[tuple[str, ...], frozenset[str]]:
    """Return names with their holders fixed."""
    return {words: frozenset(holders) for words, holders in names.items()}


def _key(word: str) -> str:
    """Reduce a word to small letters without apostrophes; ``&`` is ``and``."""
    return "and" if word == "&" else word.replace("'", "").replace("\u2019", "").lower()


def _words(text: str) -> list[_Word]:
    """Return the words of a text, and whether each is written as in a name."""
    found = []
    for match in _WORD.finditer(text):
        key = _key(match[0])
        joined = text[max(0, match.start() - 1) : match.start()] in _HYPHENS
        as_name = joined or key in _LITTLE or not match[0][0].islower()
        found.append(_Word(key, as_name, match.start(), match.end()))
    return found


def _found(words: Sequence[_Word], names: _Names) -> Iterator[tuple[frozenset[str], int, int]]:
    """Give the holders of each name in a text and where it stands, the longest first where names overlap."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[0]].add(len(name))
    position = 0
    while position < len(words):
        for length in sorted(lengths.get(words[position].key, ()), reverse=True):
            piece = words[position : position + length]
            holders = names.get(tuple(word.key for word in piece))
            if holders and all(word.as_name for word in piece):
                yield holders, piece[0].start, piece[-1].end
                position += length
                break
        else:
            position += 1


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name stands by itself, and is not the end of another body's longer name."""
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    if before.endswith(_HYPHENS):
        return False
    inside, around = (_codes(part) for part in (text[start:end], before + text[start:end]))
    joined = _JOINED.search(before)
    if not inside or not joined:
        return inside <= around
    first = joined["first"].split()
    return inside <= around and not any(area_called(" ".join(first[-length:])) for length in range(1, 6))


def _codes(text: str) -> frozenset[str]:
    """Return the codes of the areas that a text names."""
    return frozenset(area.area_code for area in areas_named(text))


def _meant(holders: Sequence[Publisher], every: Sequence[Publisher], on: dt.date | None) -> tuple[Publisher, ...]:
    """Return whom a full name means; nobody where two that existed on the day share it."""
    there = [one for one in holders if on is None or alive(one, on)]
    if len(holders) == 1:
        return _at(holders[0], every, on)
    return (there[0],) if len(there) == 1 else ()


def _at(one: Publisher, every: Sequence[Publisher], on: dt.date | None) -> tuple[Publisher, ...]:
    """Return who a publisher is on a day, or itself where no day is known."""
    return (one,) if on is None else publishers_at(one, every, on)


def _covered(one: Publisher, on: dt.date | None) -> set[str]:
    """Return the codes of a publisher's areas on a day, or all that its rows name where no day is known."""
    return set(one.areas if on is None else areas_of(one, on))
