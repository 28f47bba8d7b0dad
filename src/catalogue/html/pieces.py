"""The pieces of a web page as records: links, blocks, the page.

Belongs here: records only. Does not belong here: how they are read.
"""

from typing import Literal

from catalogue.models import Record

BlockKind = Literal["heading", "paragraph", "item", "row"]


class Anchor(Record):
    """One link inside a block."""

    text: str
    """Words of the link, white space folded; the picture's description where it has no words."""
    url: str
    """Absolute address; ``mailto:`` and the like as they stand."""
    start: int = 0
    """Where its words begin in the block's text, in characters; white space before them may count in."""


class Block(Record):
    """One heading, paragraph, list item or table row, in reading order."""

    kind: BlockKind
    """What it is."""
    level: int = 0
    """1 to 7 for a heading (7 under the deepest), 0 otherwise."""
    text: str = ""
    """Its words; a newline only where the page breaks the line."""
    anchors: tuple[Anchor, ...] = ()
    """Its links, in order."""
    main: bool = True
    """False inside menus, page header and footer, sidebars and notices."""
    strong: bool = False
    """Whether all its words are set bold, as unofficial headings are."""
    boxes: tuple[int, ...] = ()
    """Numbers of the elements around it, outermost first; equal prefixes mean the same box."""
    item: int = 0
    """Number of the nearest list item around it, 0 outside lists."""


class HtmlPage(Record):
    """A web page as read."""

    url: str
    """Address it was read from."""
    title: str | None = None
    """Its title element."""
    own_address: str | None = None
    """Address that the page gives as its own (its canonical link), made absolute."""
    site_name: str | None = None
    """Name that the page gives its site (``og:site_name``)."""
    marks: frozenset[str] = frozenset()
    """Names of the links and properties in its head, such as ``https://api.w.org/``: a platform is told by them."""
    blocks: tuple[Block, ...] = ()
    """Everything with words or links, in reading order."""
    encoding: str = "utf-8"
    """Encoding used."""
    certain_encoding: bool = True
    """False where the characters were decoded by guess."""
    whole: bool = True
    """False where the page was longer than is read."""
