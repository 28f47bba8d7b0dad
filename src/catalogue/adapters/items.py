"""From the blocks of a listing page to its items: which links belong to one publication, under what label.

Belongs here: the shapes of listings (a heading a review, a bare list of links, groups under a date, a
sentence with a "here" link, rows of a table). Does not belong here: what is taken and what is left out
(``judging.py``), or any rule for one site.

A heading that names one review makes an item of all links under it. Under any other heading each link
finds its own label: its words, else its sentence, else the paragraph before; links that print the same
pseudonyms there are one item.
"""

import re

from catalogue.adapters.addresses import is_document, is_publication_page, same_page
from catalogue.adapters.entries import MOST_CONTEXT, SENTENCE, Entry, Item, sentence_at, since
from catalogue.adapters.grouping import Group, Heading, groups_of
from catalogue.adapters.headings import (
    ONE_OF_MANY,
    is_title_of,
    is_told,
    names_in,
    names_one,
    points_only,
)
from catalogue.adapters.joining import (
    alike,
    core,
    lead_of,
    offers,
    other_date,
    same_lead,
    same_number,
    tells_of,
    told_before,
    without,
)
from catalogue.adapters.linkless import once, withheld
from catalogue.adapters.tables import Row, head_of, row_of
from catalogue.extract import labels
from catalogue.html import Anchor, Block
from catalogue.models import Source, digest

_PUBLISHED = re.compile(r"\bpubli(?:shed|cations?)\b|\breviews\b|\b(?-i:SCRs|L?CSPRs|CPRs)\b", re.IGNORECASE)


def items_of(blocks: tuple[Block, ...], source: Source, url: str) -> tuple[Item, ...]:
    """Gather the items of a page.

    Args:
        blocks: Blocks of the page's content, menus left out.
        source: The register's row, for its nation and areas.
        url: Address of the page; links to places within it are no links.

    Returns:
        Items in the order of the page, each with its key; a heading that names a review and has no link
        gives an item with one entry without anchor.
    """
    gathering = _Gathering(source, url)
    for group in groups_of(blocks, source):
        gathering.take(group)
    items = once(gathering.items)
    seen: dict[str, int] = {}
    for item in items:
        ordinal = seen[item.label] = seen.get(item.label, 0) + 1
        item.key = digest(url, item.label, str(ordinal))
    return tuple(items)


class _Gathering:
    """Builds items group by group."""

    def __init__(self, source: Source, url: str) -> None:
        self.source = source
        self.url = url
        self.items: list[Item] = []
        self.by_heading: dict[tuple[Heading, ...], Item] = {}
        self.said: dict[tuple[Heading, ...], list[str]] = {}
        self.heads: tuple[str, ...] = ()
        self.named_at: tuple[tuple[Heading, ...], int] | None = None
        self.lead = ""

    def take(self, group: Group) -> None:
        """Take one group's links into items."""
        base = self.base(group)
        previous = ""
        in_group: dict[tuple[str, ...], Item] = {}
        self.lead = ""
        for block in group.blocks:
            self.lead = lead_of(block, self.lead, self.source)
            heads = head_of(block)
            self.heads = heads or self.heads
            row = row_of(block, self.heads) if base is None and not heads else None
            if row is not None:
                self.take_row(group, block, row)
                continue
            if base is None and (alone := self.tells_alone(group, block) or withheld(block, self.source)):
                self.start(group, alone, block).entries.append(Entry(None, block, block.text))
            self.take_links(group, base, block, in_group=in_group, previous=previous)
            if base is not None and block.text and len(base.context) < MOST_CONTEXT:
                base.context.append(block.text)
            if block.text:
                previous = block.text
                self.say(group.chain, block)
        if base is not None:
            self.close(group, base)
        elif in_group:
            next(reversed(in_group.values())).dates.extend(group.dates[:MOST_CONTEXT])

    def take_links(
        self,
        group: Group,
        base: Item | None,
        block: Block,
        *,
        in_group: dict[tuple[str, ...], Item],
        previous: str,
    ) -> None:
        """Take the links of one block into items."""
        in_block: Item | None = None
        line, before = "", 0
        for anchor in block.anchors:
            if same_page(anchor.url, self.url):
                continue
            sentence = sentence_at(block.text, anchor)
            nearest, before = since(block.text, before, anchor)
            if points_only(anchor.text) and len(names_in(sentence)) > 1:
                # Of several named in one sentence, a link that only points belongs to the last before it.
                if not names_in(nearest) and in_block is not None:
                    in_block.entries.append(Entry(anchor, block, sentence))
                    continue
                sentence = nearest if names_in(nearest) else sentence
            if sentence not in line and not points_only(anchor.text):
                in_block = None  # another line of the block tells of something else
            in_block = self.item_for(
                group, base, (block, anchor, sentence), in_block=in_block, in_group=in_group, previous=previous
            )
            in_block.entries.append(Entry(anchor, block, sentence))
            line = sentence

    @staticmethod
    def close(group: Group, base: Item) -> None:
        """Give the item of a group its dates, and an entry where it has no link."""
        if base.label != group.chain[-1].text:
            return
        base.dates.extend(group.dates[:MOST_CONTEXT])
        offered = (entry.anchor for entry in base.entries if entry.anchor)
        if not any(map(offers, offered)) and names_in(base.label, bare=True):
            first = group.blocks[0] if group.blocks else Block(kind="paragraph")
            base.entries.append(Entry(None, first, base.label))

    def take_row(self, group: Group, block: Block, row: Row) -> None:
        """Take a table's row as one item, named by its cell; a row without links may tell of a report withheld."""
        anchors = [anchor for anchor in block.anchors if not same_page(anchor.url, self.url)]
        named = bool(names_in(row.label, bare=True))
        if not anchors and not named:
            return
        item = self.start(group, row.label, block)
        item.named = named
        item.column = row.published if row.dated else None
        item.area = row.area
        item.entries.extend(Entry(anchor, block, sentence_at(block.text, anchor)) for anchor in anchors)
        if not anchors:
            item.entries.append(Entry(None, block, row.label))

    def tells_alone(self, group: Group, block: Block) -> str:
        """Return the words of an item without links where it names one of a list: its report is given on request."""
        told = (
            block.kind == "item"
            and any(_PUBLISHED.search(heading.text) for heading in group.chain[-1:])
            and not block.anchors
            and len(block.text) <= labels.LONGEST_LABEL
            and bool(labels.pseudonyms_in(block.text))
            and names_one(block.text, self.source)
            and labels.type_in(block.text, self.source.nation) is not None
        )
        return block.text if told else ""

    def start(self, group: Group, label: str, block: Block) -> Item:
        """Begin an item that no heading names."""
        above = tuple(heading.text for heading in group.chain)
        item = Item(label, above[-1] if above else None, above[-2] if len(above) > 1 else None, above, named=False)
        # In a list of lines, what the other lines say is of other publications.
        lines = block.text.split("\n") if len(block.anchors) > 1 else []
        item.context.append("\n".join(line for line in lines if label in line) or block.text)
        item.intro = self.intro(group.chain)
        item.lead = self.lead
        self.items.append(item)
        return item

    def say(self, chain: tuple[Heading, ...], block: Block) -> None:
        """Keep a paragraph for the items that follow it."""
        said = self.said.setdefault(chain, [])
        if block.kind == "paragraph" and len(said) < MOST_CONTEXT:
            said.append(block.text)

    def intro(self, chain: tuple[Heading, ...]) -> tuple[str, ...]:
        """Return the paragraphs read so far under each of some headings."""
        return tuple(text for depth in range(len(chain) + 1) for text in self.said.get(chain[:depth], ()))

    def base(self, group: Group) -> Item | None:
        """Return the item of the deepest heading above that names one publication."""
        links = [a for block in group.blocks for a in block.anchors if is_document(a.url)]
        for depth in range(len(group.chain), 0, -1):
            chain = group.chain[:depth]
            level, text, _ = chain[-1]
            if chain in self.by_heading:
                return self.by_heading[chain]
            is_last = depth == len(group.chain)
            short = is_last and level > 1 and len(text) <= 60
            pointed = is_last and level > 1 and bool(links) and is_title_of(text, links)
            names = names_one(text, self.source) or (
                short and self.is_bare(chain, group, links) and names_one(text, self.source, bare=True)
            )
            if names or pointed:
                self.named_at = (chain[:-1], level)
                above = tuple(heading.text for heading in chain[:-1])
                item = Item(text, text, above[-1] if above else None, above, named=True, intro=self.intro(chain[:-1]))
                self.items.append(item)
                self.by_heading[chain] = item
                return item
        return None

    def is_bare(self, chain: tuple[Heading, ...], group: Group, links: list[Anchor]) -> bool:
        """Tell whether its place says that a heading is a name and nothing else."""
        level, text, _ = chain[-1]
        # What stands in a run of headings that each name a case names one too.
        in_run = level > 2 and not links and self.named_at == (chain[:-1], level)
        return in_run or any(tells_of(anchor.text, text) for anchor in links) or is_told(text, group.blocks)

    def item_for(
        self,
        group: Group,
        base: Item | None,
        where: tuple[Block, Anchor, str],
        *,
        in_block: Item | None,
        in_group: dict[tuple[str, ...], Item],
        previous: str,
    ) -> Item:
        """Find or make the item that a link belongs to."""
        block, anchor, sentence = where
        own = names_in(anchor.text)
        if base is not None and not self.another(base, own, anchor, sentence):
            return base
        label = self.label(anchor, block, sentence, previous)
        names = own or names_in(label)
        named = same_number(names)
        if names and named in in_group and not other_date(in_group[named].label, label):
            return in_group[named]
        last = next(reversed(in_group.values()), None)
        said = sentence if points_only(anchor.text) else anchor.text
        if base is None and not names and (told := told_before(said, in_group)) is not None:
            return told
        if base is None and not names and last is not None and same_lead(anchor.text, last.label):
            return last
        joins = not names and labels.type_in(anchor.text, self.source.nation) is None
        if base is None and joins and in_block is not None and is_document(anchor.url):
            return in_block
        item = self.start(group, label, block)
        if previous and (label == previous or any(name in previous for name in names)):
            item.context.append(previous)
        if key := named or core(label, self.source):
            in_group[key] = item
        return item

    def another(self, base: Item, own: tuple[str, ...], anchor: Anchor, sentence: str) -> bool:
        """Tell whether a link under a naming heading is about something else than the heading."""
        if is_publication_page(anchor.url):
            return labels.type_in(base.label, self.source.nation) not in ONE_OF_MANY
        named = {name.lower() for name in names_in(base.label, bare=True)}
        if own and not any(alike(name.lower(), other) for name in own for other in named):
            return True
        kind = labels.type_in(sentence, self.source.nation)
        others = set(labels.areas_in(sentence)) - set(labels.areas_in(base.label))
        return kind is not None and bool(others) and bool(re.search(r"\b[A-Z]*(SCB|SCP|SAB)\b", sentence))

    def label(self, anchor: Anchor, block: Block, sentence: str, previous: str) -> str:
        """Return the words that name what a link leads to."""
        if names_one(anchor.text, self.source) or not points_only(anchor.text):
            return anchor.text
        if len(sentence) > len(anchor.text) and names_one(sentence, self.source):
            return without(sentence, anchor) if points_only(anchor.text) else sentence
        if block.kind == "row":
            return block.text.split(" | ")[0]
        told = (part for part in SENTENCE.split(block.text) if names_one(part, self.source))
        near = block.text if labels.pseudonyms_in(block.text) else next(told, "")
        if not near and labels.pseudonyms_in(previous):
            near = previous
        return near or anchor.text or sentence or block.text
