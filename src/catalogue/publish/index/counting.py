"""Cutting and counting the words of pages without asking the database, where their letters are plain.

Belongs here: texts whose words are cut alike by a table of letters and by the macro ``search_words``, but faster.
Does not belong here: any other text, which the macro itself cuts (``filling``).
"""

from collections import Counter
from collections.abc import Iterable

LONGEST_WORD = 40
"""Characters beyond which a word is debris of an unreadable page."""

_PLAIN = str.maketrans(
    {chr(code): chr(code).lower() if chr(code).isalnum() else " " for code in range(128)} | {"'": None}
)
# What most pages have beside plain letters; the macro cuts at all of them but for the two apostrophes, which it drops.
_COMMON = {"’": "", "ʼ": ""} | dict.fromkeys("‘“”–—‑•…·£©®\xa0\xad", " ")


def words(text: str) -> list[str] | None:
    """Return the words of a text as the macro ``search_words`` cuts them.

    Args:
        text: Any text.

    Returns:
        The words in order; null where it has a letter that the macro may read otherwise.
    """
    if not text.isascii():
        for mark, instead in _COMMON.items():
            text = text.replace(mark, instead)
        if not text.isascii() or "\0" in text:  # the macro reads other texts up to a zero only
            return None
    return text.translate(_PLAIN).split()


def counted(texts: Iterable[str]) -> tuple[Counter[str], list[str]]:
    """Count the words of texts.

    Args:
        texts: The pages of a review.

    Returns:
        How often each word of at most ``LONGEST_WORD`` characters stands there; the texts left to the macro.
    """
    counts: Counter[str] = Counter()
    others = []
    for text in texts:
        if (found := words(text)) is None:
            others.append(text)
        else:
            counts.update(found)
    return Counter({word: count for word, count in counts.items() if len(word) <= LONGEST_WORD}), others
