"""How alike two texts are, so that a document saved again is not taken for another.

Belongs here: one measure. Does not belong here: reading documents, or what follows from likeness.
"""

import re
from collections import Counter
from itertools import pairwise

_WORD = re.compile(r"\w+")


def likeness(one: str, two: str) -> float | None:
    """Say how alike two texts are, whatever their line breaks, spacing, case and punctuation.

    Args:
        one: A text.
        two: Another.

    Returns:
        Share of pairs of neighbouring words that both have, counted as often as they occur (Dice's
        measure), 0 to 1; None where either text has no words, since then nothing can be said.
    """
    first, second = _pairs(one), _pairs(two)
    if not first or not second:
        return None
    return 2 * (first & second).total() / (first.total() + second.total())


def _pairs(text: str) -> Counter[tuple[str, str]]:
    """Count the pairs of neighbouring words of a text; the first word has a pair with its beginning."""
    words = ["", *_WORD.findall(text.casefold())]
    return Counter(pairwise(words))
