"""How alike two texts are, and which of many texts are worth comparing.

Belongs here: one measure, a sketch of a text that is small enough to keep, and whether a name stands in a text
or an address. Does not belong here: reading documents, or what follows from likeness.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import combinations, pairwise
from operator import eq
from urllib.parse import unquote, urlsplit

_WORD = re.compile(r"\w+")
# Where one word of a file name ends and the next begins: "JaneReport", "jane2021".
_TURN = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_LETTERS = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"https?://\S+")
_TELLING = 5
_WORDLIKE = 3
_BITS = 6
_BUCKETS = 2**_BITS
_BYTES = 6
# Bands of equal buckets by which texts meet: of likeness 0.95, nine buckets of ten are equal, so that all twelve bands
# differ once in seventy thousand; of two reports about other children, a sixth alike, hardly any meet.
_BAND = 5
# The share of equal buckets that two texts show whose likeness is 0.95, less four standard deviations.
_WORTH_COMPARING = 0.75
FEWEST_WORDS = 30
"""Fewer words than this say nothing: such a text has no sketch."""
_MANY = 40


def likeness(one: str, two: str) -> float | None:
    """Say how alike two texts are, whatever their line breaks, spacing, case and punctuation.

    Args:
        one: A text.
        two: Another.

    Returns:
        Share of pairs of neighbouring words that both have, counted as often as they occur (Dice's
        measure), 0 to 1; None where either text has no words, since then nothing can be said.
    """
    first, second = Counter(_pairs(one)), Counter(_pairs(two))
    if not first or not second:
        return None
    return 2 * (first & second).total() / (first.total() + second.total())


def contained(one: str, other: str) -> float | None:
    """Say how much of a text stands in another, whatever their line breaks, spacing, case and punctuation.

    Args:
        one: The text asked about.
        other: The text in which it may stand.

    Returns:
        Share of its pairs of neighbouring words that the other has too, counted as often as they occur, 0 to 1; None
        where it has no words.
    """
    first, second = Counter(_pairs(one)), Counter(_pairs(other))
    return (first & second).total() / first.total() if first else None


def longest_new(one: str, other: str) -> int:
    """Return how long the longest passage of a text is that does not stand in another.

    Args:
        one: The text asked about.
        other: The text in which it may stand.

    Returns:
        Words in a row of which no two neighbours are neighbours in the other text.
    """
    known, longest, run = set(_pairs(other)), 0, 0
    for pair in _pairs(one):
        run = 0 if pair in known else run + 1
        longest = max(longest, run)
    return longest


def sketch(text: str) -> tuple[int, ...]:
    """Return what is kept of a text so that its like can be found among thousands.

    Args:
        text: A text.

    Returns:
        The least of the hashes that fall into each of 64 buckets, 0 where none does (MinHash with one hash: the
        share of equal buckets estimates the share of pairs of words that two texts have in common). No word can be
        read back from it. Empty for a text of fewer than ``FEWEST_WORDS`` words.
    """
    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return ()
    pairs = set(map(" ".join, pairwise(["", *words])))
    hashes = [blake2b(pair, digest_size=_BYTES).digest() for pair in map(str.encode, pairs)]
    least = [0] * _BUCKETS
    # A bucket is the hash's last six bits; the least of each comes last and stays.
    for bucket, one in {one[-1] & (_BUCKETS - 1): one for one in sorted(hashes, reverse=True)}.items():
        least[bucket] = int.from_bytes(one, "big") >> _BITS
    return tuple(least)


def worth_comparing(sketches: Mapping[str, tuple[int, ...]]) -> list[tuple[str, str]]:
    """Find the pairs of texts that may be alike.

    Args:
        sketches: Sketches by the key of their texts.

    Returns:
        Pairs of keys, each pair and all pairs sorted, whatever the order given. A pair of likeness 0.95 is missed
        less than once in ten thousand. Where more than 40 texts look the same, each is paired with the first only.
    """
    bands: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for key in sorted(sketches):
        for start in range(0, len(sketches[key]) - _BAND + 1, _BAND):
            band = sketches[key][start : start + _BAND]
            if any(band):
                bands[start, band].append(key)
    pairs: set[tuple[str, str]] = set()
    for keys in bands.values():
        pairs |= set(combinations(keys, 2)) if len(keys) <= _MANY else {(keys[0], key) for key in keys[1:]}
    return sorted(pair for pair in pairs if in_common(sketches[pair[0]], sketches[pair[1]]) >= _WORTH_COMPARING)


def in_common(one: tuple[int, ...], two: tuple[int, ...]) -> float:
    """Estimate by their sketches how much two texts have in common.

    Args:
        one: A sketch.
        two: Another.

    Returns:
        The share of equal buckets among those that either text fills, 0 to 1: about the share of all their pairs of
        words that both have. 0 where either has no sketch.
    """
    if not one or not two:
        return 0.0
    same: int = sum(map(eq, one, two))
    empty = 0
    if 0 in one and 0 in two:
        empty = sum(not first and not second for first, second in zip(one, two, strict=True))
    return (same - empty) / (len(one) - empty)


def stands(name: str, text: str) -> bool:
    """Tell whether a name stands in a text as words of its own, whatever its case.

    Args:
        name: A name, of at least one character.
        text: Any text; an underscore parts words, as in the name of a file.
    """
    return re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text, re.IGNORECASE) is not None


def stands_in_address(name: str, address: str) -> bool:
    """Tell whether a name stands in an address, behind its host: between signs, or run together with other words.

    Args:
        name: A name, of at least one character.
        address: An address with its scheme, escaped or not.

    Returns:
        Whether its words stand there one after the other, or as one word; a name of a single word of at least five
        letters, or of words of at least three each, also where a longer word begins or ends with it
        ("/media/janedoereport.pdf").
    """
    parts = urlsplit(unquote(unquote(address)))
    rest = f"{parts.path}?{parts.query}#{parts.fragment}"
    wanted, found = _cut(_TURN.sub(" ", name)), _cut(_TURN.sub(" ", rest))
    if not wanted:
        return False
    if any(found[start : start + len(wanted)] == wanted for start in range(len(found))):
        return True
    whole, tokens = "".join(wanted), _cut(rest)
    long = len(whole) >= _TELLING and (len(wanted) == 1 or min(map(len, wanted)) >= _WORDLIKE)
    return any(token == whole or (long and (token.startswith(whole) or token.endswith(whole))) for token in tokens)


def told_in(names: Iterable[str], text: str) -> bool:
    """Tell whether a text tells any of these names, in its words or in an address.

    Args:
        names: Names, of at least one character each.
        text: A text in which addresses may stand.
    """
    words, addresses = without_addresses(text), _ADDRESS.findall(text)
    return any(stands(name, words) or any(stands_in_address(name, one) for one in addresses) for name in names)


def without_addresses(text: str) -> str:
    """Return a text without the addresses in it.

    Args:
        text: Any text.
    """
    return _ADDRESS.sub(" ", text)


def _cut(text: str) -> list[str]:
    """Return the words of a text in small letters, without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", text))
    return _LETTERS.findall("".join(one for one in plain if not unicodedata.combining(one)).casefold())


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the pairs of neighbouring words of a text; the first word has a pair with its beginning."""
    return list(pairwise(["", *_WORD.findall(text.casefold())]))
