"""From the characters of a page to its tree, as beautifulsoup4 builds it with lxml's parser.

Belongs here: how the tree is built, and the list of its elements. Does not belong here: what the elements mean
(``marks`` and ``walker``).
"""

from collections.abc import Mapping

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import Tag


class _Builder(LXMLTreeBuilder):
    """The builder without what web pages have no use for: namespaces, and attributes that are lists of words."""

    def __init__(self) -> None:
        super().__init__(multi_valued_attributes=None, store_line_numbers=False)
        self.elements: list[Tag] = []

    def initialize_soup(self, soup: BeautifulSoup) -> None:
        """Begin, perhaps a second time: characters that cannot be read as they are are tried as UTF-8."""
        super().initialize_soup(soup)
        self.elements = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:  # type: ignore[override]  # the parser asks for no more
        """Take the start of an element."""
        attributes = self.attribute_dict_class(attrib) if attrib else self.attribute_dict_class()
        made = self.soup.handle_starttag(tag, None, None, attributes)  # type: ignore[union-attr]
        if made is not None:
            self.elements.append(made)

    def end(self, tag: str | bytes) -> None:
        """Take the end of an element."""
        self.soup.handle_endtag(tag)  # type: ignore[union-attr,arg-type]


def build(text: str) -> tuple[BeautifulSoup, list[Tag]]:
    """Build the tree of a page.

    Args:
        text: Its characters, of any quality.

    Returns:
        The tree, and all its elements in the order of the page; each attribute's value is as it stands.
    """
    builder = _Builder()
    return BeautifulSoup(text, builder=builder), builder.elements
