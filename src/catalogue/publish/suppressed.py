"""What was taken down, and how its traces are recognised wherever they stand.

Belongs here: the set of what must not be seen, and the one way in which a text is searched for it. Does not belong
here: deciding what is taken down (the curation file), or what is done where a trace is found.

Texts are compared as words: case, accents, punctuation, and how an address is escaped or broken over lines do not
count. Words of one cell are never read together with those of the next.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Suppressed:
    """What was taken down. Nothing is, where nothing is given."""

    words: frozenset[str] = frozenset()
    """Phrases that must stand nowhere: pseudonyms, titles, quotations. One that other reviews print too, such as
    "Child A", would stop every edition: leave it out, the ids below cover its review."""
    ids: frozenset[str] = frozenset()
    """Keys of locations, alerts or issues that must stand nowhere but in the tombstones."""
    hashes: frozenset[str] = frozenset()
    """Hashes of documents that must stand nowhere but in the tombstones."""
    urls: frozenset[str] = frozenset()
    """Addresses that must stand nowhere."""
    review_ids: frozenset[str] = frozenset()
    """Reviews that may be named only where their end is told: as a tombstone, an alias, or a removal."""

    @cached_property
    def traces(self) -> tuple[str, ...]:
        """Return everything but the review ids as it is searched for, in order."""
        given = (*self.words, *self.ids, *self.hashes, *self.urls)
        return tuple(sorted({found for one in given if (found := as_words(one).strip())}))

    @cached_property
    def public_traces(self) -> tuple[str, ...]:
        """Return the words and addresses alone: what may not stand even in a tombstone."""
        given = (*self.words, *self.urls)
        return tuple(sorted({found for one in given if (found := as_words(one).strip())}))

    def __bool__(self) -> bool:
        """Whether anything was taken down."""
        return bool(self.traces or self.review_ids)

    @cached_property
    def _named(self) -> re.Pattern[str]:
        """Return what finds a review id, and not a longer one that begins or ends with it."""
        either = "|".join(re.escape(one) for one in sorted(self.review_ids, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")

    def names_in(self, text: str) -> frozenset[str]:
        """Return the reviews taken down whose ids stand in a text.

        Args:
            text: Any text.
        """
        return frozenset(self._named.findall(text)) if self.review_ids else frozenset()

    def shows_in(self, text: str | None) -> bool:
        """Whether a text shows anything of it, a review id included.

        Args:
            text: One cell, of any length.
        """
        if not text or not self:
            return False
        found = as_words(text)
        return bool(self.names_in(text)) or any(f" {trace} " in found for trace in self.traces)


NOTHING = Suppressed()
"""What was taken down where nothing was."""


def as_words(text: str) -> str:
    """Return a text as it is searched: its words in small letters, a space before and after each.

    Args:
        text: Any text; an address may be escaped or not.
    """
    plain = unicodedata.normalize("NFKD", unquote(text))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'", "")
    return f" {' '.join(_WORD.findall(letters.replace('’', '').casefold().replace('_', ' ')))} "


def traces_in(cells: Iterable[str], traces: Iterable[str]) -> tuple[str, ...]:
    """Return which traces stand in any of many cells.

    Args:
        cells: Texts; the words of two are never read together.
        traces: From ``Suppressed``.

    Returns:
        The traces that stand in one, in order. What is searched is searched once, however many traces there are.
    """
    whole = "|".join(map(as_words, cells))
    return tuple(trace for trace in traces if f" {trace} " in whole)
