"""Sketches: what a text can be known again by without keeping a word of it.

Belongs here: making a sketch and comparing two. Does not belong here: what follows from likeness.

A sketch is a sample of the hashes of five words in a row. Words with a capital and figures are passed over: names,
dates and headings are what a publisher changes when it makes a report tell less of a person, and a text without them
is still the same text. Which hashes are in the sample depends on the words alone, so that two copies sample alike;
of long texts the least ones are kept, which estimates the share of what two texts have in common.
"""

import hashlib
import re
import zlib
from collections.abc import Sequence

SPAN = 5
"""Words in a row."""
ONE_IN = 8
"""Of so many spans one is sampled."""
MOST = 256
"""Hashes that are kept of one text."""
FEWEST = 24
"""Hashes below which a text is too short to be known again by them: letters that withhold a report are all alike."""
SAME = 0.5
"""Share of common hashes from which on two texts are taken to be versions of one."""

_WORD = re.compile(r"[^\W\d_]+")


def sketch(pages: Sequence[str]) -> tuple[str, ...]:
    """Return the sketch of a text.

    Args:
        pages: Its pages.

    Returns:
        At most 256 hashes of 16 hex digits in order; none where the text is too short to be known again.
    """
    words = [word for page in pages for word in _WORD.findall(page) if word.islower()]
    starts = {word for word in set(words) if zlib.crc32(word.encode()) % ONE_IN == 0}
    sampled = {
        hashlib.blake2b(" ".join(words[place : place + SPAN]).encode(), digest_size=8).hexdigest()
        for place in range(len(words) - SPAN + 1)
        if words[place] in starts
    }
    return tuple(sorted(sampled)[:MOST]) if len(sampled) >= FEWEST else ()


def alike(one: Sequence[str], two: Sequence[str]) -> bool:
    """Tell whether two sketches are of versions of one text.

    Args:
        one: A sketch.
        two: Another.

    Returns:
        Whether at least half of what either holds is common, among the least hashes of both; never where one
        of the texts was too short.
    """
    if not one or not two:
        return False
    first, second = set(one), set(two)
    least = sorted(first | second)[: min(MOST, max(len(first), len(second)))]
    return sum(each in first and each in second for each in least) >= SAME * len(least)
