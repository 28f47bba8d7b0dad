"""What the elements of a page hold, found once for all of them.

Belongs here: which elements hold a title, a heading or a page's layout. Does not belong here: the walk
itself. Looking into each element anew would take a hostile page's depth times its length.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bs4.element import Tag

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
"""Heading elements and their levels."""
_CELLS = ("td", "th")
_LAYOUT = (*HEADINGS, "table", "nav", "main", "dl", "form")
_LOOKED_FOR = frozenset((*_LAYOUT, *_CELLS, "tr", "br", "li", "article"))
_MOST_LINES_OF_DATA = 10
_MOST_ITEMS_OF_DATA = 15
_FARTHEST_ROW = 30
_NOT_LETTERS = re.compile(r"[^a-z]+")
_LONGEST_KEPT = 200
_NO_WORDS: frozenset[str] = frozenset()


class Marks:
    """What each element of one page holds."""

    def __init__(self, elements: Sequence[Tag]) -> None:
        """Look through a page once.

        Args:
            elements: The elements of the page's tree, which must not change afterwards.
        """
        named: dict[str, list[Tag]] = {name: [] for name in _LOOKED_FOR}
        self.has_main = any(is_main(tag) for tag in elements)
        for tag in elements:
            if tag.name in named:
                named[tag.name].append(tag)
        self._titles = _around(named, ("h1", "main", "article"))
        self._headings = _around(named, HEADINGS)
        self._layout = _around(named, _LAYOUT) if named["tr"] else set()
        self._in_row: dict[str, Counter[int]] = {"cell": Counter(), "br": Counter(), "li": Counter()}
        if named["tr"]:
            self._count([tag for name in (*_CELLS, "br", "li") for tag in named[name]])

    def holds_title(self, tag: Tag) -> bool:
        """Tell whether an element holds the page's title or its content."""
        return id(tag) in self._titles

    def holds_heading(self, tag: Tag) -> bool:
        """Tell whether an element holds a heading."""
        return id(tag) in self._headings

    def is_data_row(self, row: Tag) -> bool:
        """Tell whether a table row holds data rather than the page's layout."""
        one = id(row)
        return (
            one not in self._layout
            and self._in_row["cell"][one] >= 2
            and self._in_row["br"][one] < _MOST_LINES_OF_DATA
            and self._in_row["li"][one] < _MOST_ITEMS_OF_DATA
        )

    def _count(self, tags: list[Tag]) -> None:
        """Count cells, line breaks and list items of each row; old pages leave cells open, one inside another."""
        for tag in tags:
            row: Tag | None = tag
            for _ in range(_FARTHEST_ROW):
                row = row.parent if row is not None else None
                if row is None or row.name == "tr":
                    break
            if row is not None and row.name == "tr":
                self._in_row["cell" if tag.name in _CELLS else tag.name][id(row)] += 1


def is_main(tag: Tag) -> bool:
    """Tell whether an element declares itself the page's content."""
    return tag.name == "main" or tag.get("role") == "main"


def words_of(tag: Tag) -> frozenset[str]:
    """Return the words of an element's name and classes, in small letters."""
    attributes = tag.attrs
    if "id" not in attributes and "class" not in attributes:
        return _NO_WORDS
    names = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    return _kept_words(names) if len(names) <= _LONGEST_KEPT else _words(names)


def _words(names: str) -> frozenset[str]:
    """Return the words of names."""
    return frozenset(_NOT_LETTERS.split(names.lower()))


# Most elements of a page have the same few names.
_kept_words = lru_cache(maxsize=2048)(_words)


def _around(named: Mapping[str, list[Tag]], names: Iterable[str]) -> set[int]:
    """Return the identities of all elements around those of some names."""
    found: set[int] = set()
    for tag in (tag for name in names for tag in named[name]):
        parent = tag.parent
        while parent is not None and id(parent) not in found:
            found.add(id(parent))
            parent = parent.parent
    return found
