"""Cutting and counting words without asking the database, where their letters are plain.

Belongs here: texts whose words are cut alike by a table of letters and by the macro ``search_words``, but faster;
what any text is made before it is cut. Does not belong here: any other text, which the macro itself cuts (``filling``).
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeVar

import snowballstemmer

N = TypeVar("N", int, float)
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


class Counts:
    """How often each stem stands in each review, some reviews at a time.

    Attributes:
        sizes: Words in the texts of each review, by its number.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._stemmer = snowballstemmer.stemmer("english")
        self._given: dict[str, int] = {}
        """The number that a stem was given when it was first met."""
        self._of_term: dict[str, int] = {}
        self._holders: Counter[int] = Counter()
        """Reviews that hold a stem, by its given number."""
        self.sizes: Counter[int] = Counter()
        self._labels: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._mentions: dict[int, Counter[str]] = defaultdict(Counter)

    def label(self, review: int, text: str, weight: float) -> bool:
        """Count the words of a label.

        Args:
            review: Number of the review.
            text: The label.
            weight: What each of its words counts.

        Returns:
            Whether it was counted; if not, its words are to be cut by the macro and added.
        """
        if (found := words(text)) is None:
            return False
        for word in found:
            self.add(review, word, weight, 0)
        return True

    def page(self, review: int, text: str) -> bool:
        """Count the words of a page, each as a mention.

        Args:
            review: Number of the review.
            text: The page.

        Returns:
            Whether it was counted; if not, its words are to be cut by the macro and added.
        """
        if (found := words(text)) is None:
            return False
        self._mentions[review].update(found)
        return True

    def add(self, review: int, term: str, labels: float, mentions: int) -> None:
        """Add what was counted of one word.

        Args:
            review: Number of the review.
            term: The word.
            labels: What it counts in labels, a sum of their weights.
            mentions: How often it stands in texts.
        """
        if labels:
            self._labels[review][term] += labels
        if mentions:
            self._mentions[review][term] += mentions

    def settle(self) -> Iterator[tuple[int, str, str, str]]:
        """Give what was counted since the last time, and let go of it.

        Yields:
            Of each review that holds any word its number and three texts of as many numbers, parted by spaces: the
            given numbers of its stems, what each counts in labels, and how often each is mentioned.
        """
        for review in sorted(self._labels.keys() | self._mentions.keys()):
            mentions, labels = self._by_stem(self._mentions[review]), self._by_stem(self._labels[review])
            self.sizes[review] = sum(mentions.values())
            if stems := dict.fromkeys((*mentions, *labels)):
                self._holders.update(stems.keys())
                yield (
                    review,
                    " ".join(map(str, stems)),
                    " ".join(str(labels.get(one, 0)) for one in stems),
                    " ".join(str(mentions.get(one, 0)) for one in stems),
                )
        self._labels.clear()
        self._mentions.clear()

    def _by_stem(self, counts: Mapping[str, N]) -> dict[int, N]:
        """Return counts of words as counts of their stems' given numbers."""
        found: dict[int, N] = {}
        for term, count in counts.items():
            if (stem := self._of_term.get(term)) is None:
                if len(term) > LONGEST_WORD:
                    continue
                stem = self._of_term[term] = self._given.setdefault(self._stemmer.stemWord(term), len(self._given))
            found[stem] = found.get(stem, 0) + count
        return found

    def stems(self) -> list[tuple[int, int, int]]:
        """Return of every stem the number given, its number by the order of stems, and how many reviews hold it."""
        return [
            (self._given[stem], number, self._holders[self._given[stem]])
            for number, stem in enumerate(sorted(self._given), 1)
        ]

    def terms(self) -> list[tuple[str, int, int]]:
        """Return of every word its stem's number by the order of stems, and how many reviews hold that."""
        numbers = {given: (number, holders) for given, number, holders in self.stems()}
        return [(term, *numbers[given]) for term, given in self._of_term.items()]


def readable(text: str) -> str:
    """Return text with ligatures and full-width letters as plain ones, and without halves of characters.

    Args:
        text: Any text.
    """
    return unicodedata.normalize("NFKC", text).encode("utf-8", "replace").decode()
