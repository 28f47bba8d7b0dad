"""What was taken down, and how its traces are recognised wherever they stand.

Belongs here: the set of what must not be seen, and the one way in which a text is searched for it. Does not belong
here: deciding what is taken down (the curation file), or what is done where a trace is found.

Texts are compared as words: case, accents, punctuation, and how an address is escaped or broken over lines do not
count. Words of one cell are never read together with those of the next.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from catalogue.alike import told_in

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = "'"


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
    secret_ids: frozenset[str] = frozenset()
    """Reviews that may be named nowhere, because their ids tell a name: their tombstones have another id."""

    taken_back: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Names that a publisher took back, by the id of the review, or of the source, whose rows may not tell them."""

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        """Return the words as they are searched for, in order."""
        return _searched(self.words)

    @cached_property
    def _addresses(self) -> tuple[str, ...]:
        """Return the addresses as they are searched for, in order."""
        return _searched(self.urls)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        """Return the keys and hashes as they are searched for, in order."""
        return _searched(self.ids | self.hashes)

    def __bool__(self) -> bool:
        """Whether anything was taken down."""
        found = self._phrases or self._addresses or self._keys or self.review_ids or self.secret_ids
        return bool(found or self.taken_back)

    @cached_property
    def _named(self) -> re.Pattern[str]:
        """Return what finds the id of a review whose end may be told."""
        return _ids(self.review_ids)

    @cached_property
    def _secret(self) -> re.Pattern[str]:
        """Return what finds an id that may stand nowhere."""
        return _ids(self.secret_ids)

    def names_in(self, text: str) -> frozenset[str]:
        """Return the reviews taken down whose ids stand in a text.

        Args:
            text: Any text.
        """
        return frozenset(self._named.findall(text)) if self.review_ids else frozenset()

    def traces_in(self, cells: Iterable[str], *, told: bool = False) -> tuple[str, ...]:
        """Return which traces stand in any of many cells.

        A review id often holds the pseudonym, and where the id may stand, its words may: they are passed over here,
        and `names_in` finds the id where it may not.

        Args:
            cells: Texts; the words of two are never read together.
            told: Whether the cells tell of the end of reviews, where keys and hashes may stand.

        Returns:
            The traces that stand in one, in order. What is searched is searched once, however many traces there are.
        """
        texts = sorted(set(cells)) if self._phrases or self._addresses or self._keys or self.secret_ids else ()
        whole = "|".join(map(as_words, texts))
        without_ids = "|".join(as_words(self._named.sub(" ", text)) for text in texts) if self.review_ids else whole
        searched = ((self._phrases, without_ids), (self._addresses, whole), (() if told else self._keys, whole))
        found = tuple(trace for traces, where in searched for trace in traces if f" {trace} " in where)
        return (*found, *sorted(set(self._secret.findall("|".join(texts))))) if self.secret_ids else found

    def tells_in(self, about: str, text: str) -> bool:
        """Return whether a text tells a name that was taken back of what it is about.

        Args:
            about: Id of the review or source that the text is about.
            text: One cell, of any length.
        """
        return told_in(self.taken_back.get(about, ()), text)

    def shows_in(self, text: str | None) -> bool:
        """Whether a text shows anything of it, a review id included.

        Args:
            text: One cell, of any length.
        """
        return bool(text) and bool(self.names_in(str(text)) or self.traces_in((str(text),)))


NOTHING = Suppressed()
"""What was taken down where nothing was."""


def as_words(text: str) -> str:
    """Return a text as it is searched: its words in small letters, a space before and after each.

    Args:
        text: Any text; an address may be escaped or not.
    """
    plain = unquote(text) if "%" in text else text
    if not plain.isascii():
        spread = unicodedata.normalize("NFKD", plain).replace("’", "")
        plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return f" {' '.join(_WORD.findall(plain.replace(_APOSTROPHE, '').casefold()))} "


def _ids(ids: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these ids, and not a longer one that begins or ends with it."""
    either = "|".join(re.escape(one) for one in sorted(ids, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")


def _searched(given: Iterable[str]) -> tuple[str, ...]:
    """Return texts as they are searched for, each once, in order; one without a word in it is none."""
    return tuple(sorted({words for one in given if (words := as_words(one).strip())}))
