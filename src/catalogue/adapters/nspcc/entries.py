"""From the blocks of a page to its entries: a heading, the text under it, and the links of both.

Belongs here: which lines are headings of entries (real headings, bold lines, terms of a list, lines that open an
accordion, first lines of a paragraph, rows of a table), and where an entry ends. Does not belong here: the
parts of a heading (``headings``) or of a text (``sections``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from catalogue.adapters.nspcc.headings import LONGEST, Heading, entry_of, group_date
from catalogue.adapters.nspcc.sections import is_label
from catalogue.html import Anchor, Block
from catalogue.models import PublishedDate

_ENDS_SENTENCE = re.compile(r"[.;,!?]\s*$")
_UNDER_ALL = 8


@dataclass
class Entry:
    """One entry of an update page."""

    label: str
    """Its heading as printed, spaces folded."""
    heading: Heading
    """What the heading says."""
    level: int
    """Level of the heading; 0 for a line that is none."""
    lines: list[str] = field(default_factory=list)
    """Lines under it."""
    anchors: list[Anchor] = field(default_factory=list)
    """Links in heading and text, in order."""

    @property
    def text(self) -> str:
        """The lines under the heading."""
        return "\n".join(line for line in self.lines if line)


@dataclass(frozen=True)
class _Line:
    """One line of a block, with the links in it."""

    text: str
    level: int
    strong: bool
    anchors: tuple[Anchor, ...]


@dataclass
class _Group:
    """A heading that is a date, under which entries stand without one."""

    date: PublishedDate
    level: int


def entries_of(blocks: list[Block]) -> list[Entry]:
    """Return the entries of a page in order.

    Args:
        blocks: The page's content.

    Returns:
        Each entry with the lines and links up to the next entry, or up to a heading that is neither deeper
        nor one of the entry's own labels; what follows that belongs to nobody.
    """
    found: list[Entry] = []
    current: Entry | None = None
    group: _Group | None = None
    for line in (line for block in blocks for line in _lines(block)):
        if line.level and group and line.level <= group.level:
            group = None
        heading = _entry_heading(line, group)
        if heading is not None:
            current = Entry(" ".join(line.text.split()), heading, line.level, [], list(line.anchors))
            found.append(current)
        elif line.level and (date := group_date(line.text)):
            group, current = _Group(date, line.level), None
        elif current is not None and _ends(current, line):
            current = None
        elif current is not None:
            current.lines.append(_labelled(line))
            current.anchors.extend(line.anchors)
    return found


def _entry_heading(line: _Line, group: _Group | None) -> Heading | None:
    """Return what a line says as the heading of an entry; None where it is something else."""
    if len(line.text) > LONGEST or (not line.level and _ENDS_SENTENCE.search(line.text)):
        return None
    # A line without a date of its own must look like a heading to be one.
    stands_out = bool(line.level) or line.strong
    return entry_of(line.text, group.date if group and stands_out else None)


def _ends(entry: Entry, line: _Line) -> bool:
    """Whether a line that is no entry ends the one above it."""
    if not line.level or is_label(line.text):
        return False
    return line.level <= (entry.level or _UNDER_ALL)


def _labelled(line: _Line) -> str:
    """Return a line of an entry's text; a heading that is one of its labels gets the colon that labels have."""
    if line.level and is_label(line.text) and not line.text.rstrip().endswith(":"):
        return f"{line.text}:"
    return line.text


def _lines(block: Block) -> Iterator[_Line]:
    """Give the lines of a block, each with the links that stand in it; a table row is heading and text."""
    texts = block.text.split("\n")
    if block.kind == "row":
        cells = block.text.split(" | ")
        texts = [" – ".join(cells[:3]), *cells[3:]] if entry_of(" – ".join(cells[:3])) else [block.text]
        whole = tuple(block.anchors)
        yield _Line(texts[0], block.level, block.strong, whole)
        yield from (_Line(text, 0, strong=False, anchors=()) for text in texts[1:])
        return
    start = 0
    for number, text in enumerate(texts):
        end = start + len(text) + 1
        last = number == len(texts) - 1
        anchors = tuple(
            anchor for anchor in block.anchors if start <= anchor.start < end or (last and anchor.start >= end)
        )
        yield _Line(text, block.level, block.strong, anchors)
        start = end
