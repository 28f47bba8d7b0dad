"""Publishers: the bodies behind the rows, what they cover on a day, and their names in text.

Belongs here: a publisher's life, areas and names. Does not belong here: the rows (``reading``), or area names
in text (``catalogue.authority``).

How a name is found in text: whole words with their capitals, ``&`` as ``and``, hyphens as spaces, apostrophes
left out; the longest name wins. An acronym by itself is no name, because many bodies share one (WSCP is
Wandsworth, Wirral, Wigan, Wakefield or Worcestershire): it counts only where the same text names an area of
exactly one of the bodies that use it. A name that two bodies share counts only on a day on which one of
them existed.
"""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalogue.authority import areas_named, on_day
from catalogue.models import Publisher, Source

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|&")
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_LITTLE = frozenset({"and", "for", "in", "of", "on", "the", "to", "upon", "with"})

_Names = Mapping[tuple[str, ...], frozenset[str]]
"""Keys of publishers by the words of their names."""


def publishers(sources: Iterable[Source]) -> tuple[Publisher, ...]:
    """Return the publishers of the register.

    Args:
        sources: Rows, each with what is said of its publisher.

    Returns:
        One record a publisher, in the order of their first rows.
    """
    rows: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        rows[source.publisher_id].append(source)
    return tuple(
        Publisher(
            publisher_id=publisher_id,
            publisher=own[0].publisher,
            aliases=own[0].aliases,
            nation=own[0].nation,
            valid_from=own[0].valid_from,
            valid_to=own[0].valid_to,
            succeeded_by=own[0].succeeded_by,
            areas=tuple(dict.fromkeys(code for source in own for code in source.areas)),
        )
        for publisher_id, own in rows.items()
    )


def alive(one: Source | Publisher, on: dt.date) -> bool:
    """Return whether a publisher existed on a day.

    Args:
        one: A publisher, or one of its rows.
        on: The day.

    Returns:
        Whether the day lies between its first and last day; an end that is not known is open.
    """
    return (one.valid_from is None or one.valid_from <= on) and (one.valid_to is None or on <= one.valid_to)


def areas_of(one: Source | Publisher, on: dt.date) -> tuple[str, ...]:
    """Return the areas that a publisher covers on a day.

    Args:
        one: A publisher, or one of its rows.
        on: The day.

    Returns:
        ONS codes of areas that exist on the day; none where the publisher did not exist. Cumbria's
        partnership covers Cumbria in 2022, Cumberland and Westmorland and Furness in 2024, and nothing in 2026.
    """
    return tuple(area.area_code for area in on_day(one.areas, on)) if alive(one, on) else ()


def publishers_at(one: Publisher, every: Sequence[Publisher], on: dt.date) -> tuple[Publisher, ...]:
    """Return who a publisher is on a day.

    Args:
        one: A publisher.
        every: All publishers of the register.
        on: The day.

    Returns:
        The publisher itself where it existed on the day; else those that followed it, or those that it
        followed, and that existed on the day.
    """
    if alive(one, on):
        return (one,)
    ended = one.valid_to is not None and one.valid_to < on
    found: dict[str, Publisher] = {}
    waiting = [one]
    while waiting:
        step = waiting.pop(0)
        for other in _after(step, every) if ended else _before(step, every):
            if alive(other, on):
                found[other.publisher_id] = other
            elif (other.valid_to is not None and other.valid_to < on) is ended:  # the day is still further on
                waiting.append(other)
    return tuple(found.values())


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
    words = _words(unicodedata.normalize("NFC", text))
    found: dict[str, Publisher] = {}
    for holders in _found(words, full):
        for one in _meant([by_id[name] for name in sorted(holders)], every, on):
            found.setdefault(one.publisher_id, one)
    spoken = {area.area_code for area in areas_named(text, on)}
    for holders in _found(words, short):
        held = {one.publisher_id: one for name in holders for one in _at(by_id[name], every, on)}
        confirmed = [one for one in held.values() if spoken & _covered(one, on) or one.publisher_id in found]
        if len(confirmed) == 1:
            found.setdefault(confirmed[0].publisher_id, confirmed[0])
    return tuple(found.values())


def _after(one: Publisher, every: Iterable[Publisher]) -> tuple[Publisher, ...]:
    """Return the publishers that followed one."""
    return tuple(other for other in every if other.publisher_id in one.succeeded_by)


def _before(one: Publisher, every: Iterable[Publisher]) -> tuple[Publisher, ...]:
    """Return the publishers that one followed."""
    return tuple(other for other in every if one.publisher_id in other.succeeded_by)


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


def _words(text: str) -> list[tuple[str, bool]]:
    """Return the words of a text as keys, and whether each is written as in a name."""
    found = []
    for match in _WORD.finditer(text):
        key = _key(match[0])
        joined = text[match.start() - 1 : match.start()] in _HYPHENS if match.start() else False
        found.append((key, joined or key in _LITTLE or not match[0][0].islower()))
    return found


def _found(words: Sequence[tuple[str, bool]], names: _Names) -> Iterator[frozenset[str]]:
    """Give the holders of each name in a text, the longest name first where names overlap."""
    longest = max(map(len, names), default=0)
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            piece = words[start : start + length]
            holders = names.get(tuple(key for key, _ in piece))
            if holders and all(as_name for _, as_name in piece):
                yield holders
                start += length
                break
        else:
            start += 1


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
