"""From the blocks of a page to its groups: what stands under which headings.

Belongs here: headings, paragraphs and lines that serve as headings, dates that head a group or stand in
a card. Does not belong here: the items within a group (``items.py``), or any rule for one site.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from catalogue.adapters.datelines import is_dateline, nearer_to_next, shared_boxes
from catalogue.adapters.headings import names_one, unofficial_level
from catalogue.html import Anchor, Block
from catalogue.models import Source

_DATE_LEVEL = 8
_MOST_LINES = 200


class Heading(NamedTuple):
    """One heading; its number tells it from another of the same words."""

    level: int
    text: str
    number: int


@dataclass
class Group:
    """Blocks that stand under one heading."""

    chain: tuple[Heading, ...]
    blocks: list[Block] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    """Lines of the group that are nothing but a date and belong to what its heading names."""
    box: tuple[int, ...] = ()
    """Elements around a card that its date heads: the date says nothing of what stands outside."""


def groups_of(blocks: tuple[Block, ...], source: Source) -> list[Group]:
    """Split blocks at headings and at what serves as one.

    Args:
        blocks: Blocks of the page's content, menus left out.
        source: The register's row, for its nation.

    Returns:
        Groups in the order of the page; the first has no heading.
    """
    splitting = _Splitting(source)
    lines = [line for block in blocks for line in _lines(block)]
    for index, block in enumerate(lines):
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        splitting.take(before, block, after)
    return splitting.groups


class _Splitting:
    """Builds groups block by block."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.groups = [Group(())]
        self.pending: list[str] = []
        self.dates_first = False
        self.count = 0

    def take(self, before: Block | None, block: Block, after: Block | None) -> None:
        """Take one block into the current group, or begin another with it."""
        level = _level(block)
        if level:
            self.begin(level, block.text.replace("\n", " "))
            if block.kind == "heading" and not is_dateline(block.text):
                self.dates_first = self.dates_first and level > 2
            if block.anchors:
                self.groups[-1].blocks.append(block)
        elif block.anchors or block.kind == "row" or not is_dateline(block.text):
            self.leave_card(block)
            self.groups[-1].blocks.append(block)
        else:
            self.take_date(before, block, after)

    def begin(self, level: int, text: str, box: tuple[int, ...] = ()) -> None:
        """Begin a group under a heading."""
        self.count += 1
        chain = tuple(heading for heading in self.groups[-1].chain if heading.level < level)
        self.groups.append(Group((*chain, Heading(level, text, self.count)), dates=self.pending, box=box))
        self.pending = []

    def leave_card(self, block: Block) -> None:
        """End a group that a card's date heads where the card ends."""
        last = self.groups[-1]
        if last.box and block.boxes[: len(last.box)] != last.box:
            self.groups.append(Group(last.chain[:-1]))

    def take_date(self, before: Block | None, block: Block, after: Block | None) -> None:
        """Give a date to what it stands with: the heading after it, the item before it, or the links under it."""
        self.leave_card(block)
        last = self.groups[-1]
        nearer = nearer_to_next(block, before, after) if after is not None else False
        opens = before is None or _level(before) > 0
        under_title = before is not None and opens and not before.anchors and after is not None and not _level(after)
        if last.chain and last.chain[-1].level != _DATE_LEVEL and self.names(last):
            # Right under a title that names a review a date is that review's, whatever box it shares with the links.
            before_it = False if under_title else nearer if nearer is not None else self.dates_first
        else:
            before_it = nearer if nearer is not None else opens or self.dates_first or block.strong
        if not before_it or after is None:
            last.dates.append(block.text)
            last.blocks.append(block)
        elif _level(after):
            self.dates_first = self.dates_first or not nearer
            self.pending.append(block.text)
        else:
            self.dates_first = self.dates_first or not nearer
            box = block.boxes[: shared_boxes(block, after)] if nearer else ()
            self.begin(_DATE_LEVEL, block.text, box)

    def names(self, group: Group) -> bool:
        """Tell whether a group's heading names one publication."""
        text = group.chain[-1].text
        return names_one(text, self.source, bare=group.chain[-1].level > 1 and len(text) <= 60)


def _level(block: Block) -> int:
    """Return the level of a heading or of a block that serves as one, else 0."""
    return block.level if block.kind == "heading" else unofficial_level(block)


def _lines(block: Block) -> Iterator[Block]:
    """Yield a block, or its lines one by one where one of them heads the links in those below it."""
    if block.kind not in {"paragraph", "item"} or "\n" not in block.text or not block.anchors:
        yield block
        return
    texts = block.text.split("\n", _MOST_LINES)
    parts = [
        Block(
            kind="paragraph",
            text=text,
            anchors=anchors,
            strong=number in block.bold_lines,
            boxes=block.boxes,
            item=block.item,
        )
        for number, (text, anchors) in enumerate(zip(texts, _by_line(texts, block.anchors), strict=True))
    ]
    if any(not part.anchors and (unofficial_level(part) or is_dateline(part.text)) for part in parts[:-1]):
        yield from (part for part in parts if part.text or part.anchors)
    else:
        yield block


def _by_line(texts: list[str], anchors: tuple[Anchor, ...]) -> list[tuple[Anchor, ...]]:
    """Return the links of each line, found in their order by their words."""
    found: list[list[Anchor]] = [[] for _ in texts]
    line, at = 0, 0
    for anchor in anchors:
        words = anchor.text.split("\n")[0]
        where = next(
            (
                (number, start)
                for number in range(line, len(texts))
                if (start := texts[number].find(words, at if number == line else 0)) >= 0
            ),
            (line, at),
        )
        line, at = where[0], where[1] + len(words)
        found[line].append(anchor.model_copy(update={"start": where[1]}))
    return [tuple(one) for one in found]
