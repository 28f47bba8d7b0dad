"""The pieces of a web page as records: links, blocks, the page.

Belongs here: records only. Does not belong here: how they are read.
"""

from typing import Literal

from catalogue.models import Record

BlockKind = Literal["heading", "paragraph", "item", "row", "term"]


class Anchor(Record):
    """One link inside a block."""

    text: str
    """Words of the link, white space folded; the picture's description where it has no words."""
    url: str
    """Absolute address; ``mailto:`` and the like as they stand."""
    start: int = 0
    """Where its words begin in the block's text, in characters; white space before them may count in."""


class Block(Record):
    """One heading, paragraph, list item, table row or defined term, in reading order."""

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
    bold_lines: tuple[int, ...] = ()
    """Numbers, from 0, of its lines whose words are all set bold; empty for a block of one line."""
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
    language: str | None = None
    """Language that the page declares, as written (``en-GB``)."""
    own_address: str | None = None
    """Address that the page gives as its own (its canonical link), made absolute."""
    site_name: str | None = None
    """Name that the page gives its site (``og:site_name``)."""
    marks: frozenset[str] = frozenset()
    """Names of the links and properties in its head, such as ``https://api.w.org/``: a platform is told by them."""
    blocks: tuple[Block, ...] = ()
    """Everything with words or links, in reading order."""
    further: tuple[str, ...] = ()
    """Absolute addresses that the page links as its next or numbered pages, wherever these links stand."""
    without_script: str = ""
    """What the page says to browsers that run no scripts, at most 2,000 characters."""
    encoding: str = "utf-8"
    """Encoding used."""
    certain_encoding: bool = True
    """False where the characters were decoded by guess."""
    whole: bool = True
    """False where the page was longer than is read."""
