"""From the tree of a page to its blocks, in one walk with a stack of its own.

Belongs here: which elements make a block, which are menu and which content, where a link's words stand.
Does not belong here: what the words mean, or any rule for one site.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from catalogue.html.addresses import Addresses
from catalogue.html.decoding import fold
from catalogue.html.marks import HEADINGS, Marks, is_main, words_of
from catalogue.html.pieces import Anchor, Block, BlockKind

_SKIPPED = {"script", "style", "noscript", "template", "svg", "head", "select", "textarea", "math", "canvas"}
_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th
    thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_NOT_CONTENT = {"nav", "footer", "aside"}
_NOT_CONTENT_ROLES = {"navigation", "contentinfo", "complementary", "banner", "search", "menu", "menubar"}
_MENU_NAMES = """
    nav navigation navbar menu submenu masthead footer foot sidebar breadcrumb breadcrumbs cookie cookies skip
    skiplink share sharing social banner
"""
_MENU_WORDS = frozenset(_MENU_NAMES.split())
_PAGER_WORDS = frozenset({"pagination", "pager", "paging", "paginate", "paginator", "pagenavi"})
_SPACE = re.compile(r"\s+")
_PAGED = frozenset({"nav", "div", "ul", "ol", "section", "p"})
_PAGE_NUMBER = re.compile(r"\W*(?:\d{1,3}|next(?:\s+page)?|older(?:\s+\w+)?|[>›»→]+)\W*", re.IGNORECASE)
_MOST_FURTHER = 500
_MOST_UNSCRIPTED = 20
_LONGEST_UNSCRIPTED = 1_000
_EMBEDS = {"iframe": "src", "embed": "src", "object": "data"}
_NONE: frozenset[str] = frozenset()
_DOCUMENT = re.compile(r"\.(pdf|docx?|pptx?|rtf|odt)$", re.IGNORECASE)


@dataclass(slots=True)
class _Frame:
    """What the elements around the current place say about it."""

    main: bool
    kind: BlockKind = "paragraph"
    level: int = 0
    item: int = 0
    strong: bool = False
    row: bool = False
    pager: bool = False
    boxes: tuple[int, ...] = ()


class _Buffer:
    """The words and links of the block being read; white space is folded as it comes."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.anchors: list[Anchor] = []
        self.line = 0
        self.cells = 0
        self.weak: set[int] = set()

    def add(self, words: str, *, strong: bool) -> None:
        """Take words, without a second space after a space or at the start."""
        words = _SPACE.sub(" ", words)
        if not strong and words.strip():
            self.weak.add(self.line)
        if not self.pieces or self.pieces[-1][-1] in " \n":
            words = words.lstrip()
        if words:
            self.pieces.append(words)
            self.length += len(words)

    def break_line(self) -> None:
        """Begin a new line, unless the block has no words yet."""
        if self.pieces and self.pieces[-1] != "\n":
            self.pieces.append("\n")
            self.length += 1
            self.line += 1

    def text(self) -> str:
        """Return the words, each line stripped."""
        return "\n".join(line.strip() for line in "".join(self.pieces).strip().split("\n"))

    def bold_lines(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the lines that are all bold, where there are several."""
        lines = text.split("\n") if "\n" in text else []
        return tuple(number for number, line in enumerate(lines) if line and number not in self.weak)


class Walker:
    """Walks the tree once, with a stack of its own, and gathers blocks."""

    def __init__(self, elements: Sequence[Tag], base: str) -> None:
        self.addresses = Addresses(base)
        self.blocks: list[Block] = []
        self.marks = Marks(elements)
        self.counter = 0
        self.buffer = _Buffer()
        self.frame = _Frame(main=not self.marks.has_main)
        self.frames: list[_Frame] = []
        self.further: list[str] = []
        self.unscripted: list[str] = []
        self.href: str | None = None
        self.href_rel = False
        self.href_given = False
        self.href_from = (0, 0)

    def walk(self, root: Tag) -> list[Block]:
        """Visit every node of the tree, entering and leaving each element, and return the blocks."""
        stack: list[tuple[PageElement, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if isinstance(node, Tag):
                if leaving:
                    self.leave(node)
                elif node.name in _SKIPPED:
                    self.skip(node)
                elif self.enter(node):
                    stack.append((node, True))
                    stack.extend((child, False) for child in reversed(node.contents))
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                self.buffer.add(str(node), strong=self.frame.strong)
        self.flush(self.frame)
        return self.blocks

    def skip(self, tag: Tag) -> None:
        """Pass over an element without words of the page, but for what it says of further pages and scripts."""
        if tag.name == "noscript" and len(self.unscripted) < _MOST_UNSCRIPTED:
            self.unscripted.append(tag.get_text(" ")[:_LONGEST_UNSCRIPTED])
        elif tag.name == "head":
            following = (one for one in tag.descendants if isinstance(one, Tag) and is_link(one, "next"))
            for link in islice(following, 1):
                self.keep_further(str(link["href"]))

    def keep_further(self, address: str) -> None:
        """Keep the address of a further page."""
        url = self.addresses.absolute(address)
        if url and len(self.further) < _MOST_FURTHER:
            self.further.append(url)

    def enter(self, tag: Tag) -> bool:
        """Open an element; False where it has no inside worth visiting."""
        if tag.name == "br":
            self.buffer.break_line()
            return False
        if tag.name == "img":
            if self.href is not None:
                self.buffer.add(f" {tag.get('alt') or ''} ", strong=self.frame.strong)
            return False
        self.embed(tag)
        heading = self.heading_level(tag)
        if self.frame.row and tag.name == "tr":
            self.flush(self.frame)  # old pages leave rows and cells open, one inside another
        elif self.frame.row and tag.name in _BLOCKS:
            self.buffer.add(" | " if tag.name in {"td", "th"} and self.buffer.cells else " ", strong=True)
            self.buffer.cells += tag.name in {"td", "th"}
        elif tag.name in _BLOCKS or heading:
            self.flush(self.frame)
        self.frames.append(self.frame)
        self.frame = self.framed(tag, heading)
        if tag.name == "a" and isinstance(href := tag.get("href"), str):
            self.href, self.href_given = href, False
            self.href_rel = "next" in str(tag.get("rel") or "").split()
            self.href_from = (len(self.buffer.pieces), self.buffer.length)
        return True

    def leave(self, tag: Tag) -> None:
        """Close an element."""
        if tag.name == "a":
            otherwise = fold(str(tag.get("aria-label") or tag.get("title") or ""))
            if self.href is not None and (self.href_rel or self.frame.pager):
                words = fold("".join(self.buffer.pieces[self.href_from[0] :])) or otherwise
                if self.href_rel or _PAGE_NUMBER.fullmatch(words[:40]):
                    self.keep_further(self.href)
            self.keep_anchor(otherwise)
            self.href = None
        frame, self.frame = self.frame, self.frames.pop()
        ends_row = frame.row and not self.frame.row
        if ends_row or (not frame.row and (tag.name in _BLOCKS or frame.level != self.frame.level)):
            self.flush(frame)

    def framed(self, tag: Tag, heading: int) -> _Frame:
        """Return the frame inside an element."""
        old = self.frame
        words = words_of(tag) if tag.name in _BLOCKS else _NONE
        main = (old.main or (self.marks.has_main and is_main(tag))) and not _is_chrome(tag, words, self.marks)
        frame = _Frame(main, old.kind, old.level, old.item, old.strong, old.row, old.pager, old.boxes)
        frame.pager = old.pager or (tag.name in _PAGED and bool(words & _PAGER_WORDS))
        if heading:
            frame.kind, frame.level = "heading", heading
        elif tag.name == "li":
            self.counter += 1
            frame.kind, frame.item = "item", self.counter
        elif tag.name == "dt" and not old.row:
            frame.kind = "term"
        elif tag.name == "tr" and self.marks.is_data_row(tag):
            frame.kind, frame.row = "row", True
        elif tag.name in {"b", "strong"}:
            frame.strong = True
        if tag.name in _BLOCKS and not heading and not old.row:
            self.counter += 1
            frame.boxes = (*old.boxes[-24:], self.counter)
        return frame

    def heading_level(self, tag: Tag) -> int:
        """Return the level of a heading or of what opens an accordion's panel, else 0."""
        if self.frame.level or self.frame.row:
            return 0
        if tag.name in HEADINGS:
            return HEADINGS[tag.name]
        if tag.get("role") == "heading":
            level = str(tag.get("aria-level", "2"))
            return int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2
        opens = tag.name == "summary" or (tag.name in {"button", "a"} and tag.has_attr("aria-expanded"))
        return 7 if opens and self.frame.main else 0

    def embed(self, tag: Tag) -> None:
        """Treat a document shown inside the page as a link to it."""
        if tag.name not in _EMBEDS or not isinstance(address := tag.get(_EMBEDS[tag.name]), str):
            return
        url = self.addresses.absolute(address)
        if url and _DOCUMENT.search(urlsplit(url).path):
            self.buffer.anchors.append(Anchor(text=fold(str(tag.get("title") or "")), url=url))

    def keep_anchor(self, otherwise: str = "") -> None:
        """Keep the link that is open, with its words in this block."""
        if self.href is None:
            return
        piece, start = self.href_from
        words = fold("".join(self.buffer.pieces[piece:])) or ("" if self.href_given else otherwise)
        url = self.addresses.absolute(self.href)
        if url and (words or not self.href_given):
            self.buffer.anchors.append(Anchor(text=words, url=url, start=start))
            self.href_given = True

    def flush(self, frame: _Frame) -> None:
        """End the current block as the given frame describes it."""
        if self.href is not None and self.buffer.length > self.href_from[1]:
            self.keep_anchor()  # a link around several blocks belongs to each of them
        self.href_from = (0, 0)
        if not self.buffer.pieces and not self.buffer.anchors:
            self.buffer.cells = 0
            return  # most elements begin and end without words of their own
        text = self.buffer.text()
        if text or self.buffer.anchors:
            self.blocks.append(
                Block(
                    kind=frame.kind,
                    level=frame.level,
                    text=text,
                    anchors=tuple(self.buffer.anchors),
                    main=frame.main,
                    strong=bool(text) and not self.buffer.weak,
                    bold_lines=self.buffer.bold_lines(text),
                    boxes=frame.boxes,
                    item=frame.item,
                )
            )
        self.buffer = _Buffer()


def _is_chrome(tag: Tag, words: frozenset[str], marks: Marks) -> bool:
    """Tell whether an element is menu, header, footer, sidebar or notice rather than content."""
    if tag.name in _NOT_CONTENT or tag.get("role") in _NOT_CONTENT_ROLES:
        return True
    if tag.name in {"html", "body", "main", "article"} or tag.name not in _BLOCKS or tag.name in HEADINGS:
        return False
    named = bool(words & _MENU_WORDS) or ("widget" in words and _is_widget(tag))
    if not named and tag.name != "header" and "header" not in words:
        return False
    # A box that holds the page's title or its content is content, whatever its class says.
    if marks.holds_title(tag):
        return False
    return named or not marks.holds_heading(tag)


def _is_widget(tag: Tag) -> bool:
    """Tell whether one of an element's names is "widget" or begins with it, as side boxes are named."""
    names = (str(tag.get("id") or ""), *str(tag.get("class") or "").split())
    return any(re.fullmatch(r"widget([-_].+)?", name) for name in names)


def is_link(tag: Tag, relation: str) -> bool:
    """Tell whether an element names an address of a relation to its page, as the links in a page's head do."""
    return tag.name == "link" and relation in str(tag.get("rel") or "").split() and "href" in tag.attrs
