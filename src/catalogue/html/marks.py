"""What the elements of a page hold, found once for all of them.

Belongs here: which elements hold a title, a heading or a page's layout. Does not belong here: the walk
itself. Looking into each element anew would take a hostile page's depth times its length.
"""

import re
from collections import Counter
from collections.abc import Iterable

from bs4 import BeautifulSoup
from bs4.element import Tag

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
"""Heading elements and their levels."""
_CELLS = ("td", "th")
_LAYOUT = (*HEADINGS, "table", "nav", "main", "dl", "form")
_MOST_LINES_OF_DATA = 10
_MOST_ITEMS_OF_DATA = 15
_FARTHEST_ROW = 30


class Marks:
    """What each element of one page holds."""

    def __init__(self, soup: BeautifulSoup) -> None:
        """Look through a page once.

        Args:
            soup: The page's tree, which must not change afterwards.
        """
        self.has_main = soup.find(is_main) is not None
        self._titles = _around(soup.find_all(["h1", "main", "article"]))
        self._headings = _around(soup.find_all(list(HEADINGS)))
        self._layout = _around(soup.find_all(list(_LAYOUT))) if soup.find("tr") else set()
        self._in_row: dict[str, Counter[int]] = {"cell": Counter(), "br": Counter(), "li": Counter()}
        if soup.find("tr"):
            self._count(soup)

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

    def _count(self, soup: BeautifulSoup) -> None:
        """Count cells, line breaks and list items of each row; old pages leave cells open, one inside another."""
        for tag in soup.find_all([*_CELLS, "br", "li"]):
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


def words_of(tag: Tag) -> set[str]:
    """Return the words of an element's name and classes, in small letters."""
    if not tag.attrs:
        return set()
    names = (tag.get("id") or "", *tag.get_attribute_list("class"))
    return {word for name in names if name for word in re.split(r"[^a-z]+", str(name).lower())}


def _around(tags: Iterable[Tag]) -> set[int]:
    """Return the identities of all elements around some."""
    found: set[int] = set()
    for tag in tags:
        parent = tag.parent
        while parent is not None and id(parent) not in found:
            found.add(id(parent))
            parent = parent.parent
    return found
