"""From the blocks of a listing page to its items: which links belong to one publication, under what label.

Belongs here: the shapes of listings (a heading a review, a bare list of links, groups under a date, a
sentence with a "here" link, rows of a table). Does not belong here: what is taken and what is left out
(``judging.py``), or any rule for one site.

A heading that names one review makes an item of all links under it. Under any other heading each link
finds its own label: its words, else its sentence, else the paragraph before; links that print the same
pseudonyms there are one item.
"""

import re
from dataclasses import dataclass, field

from catalogue.adapters.addresses import is_document, is_publication_page, same_page
from catalogue.adapters.grouping import Group, Heading, groups_of
from catalogue.adapters.headings import (
    ONE_OF_MANY,
    is_title_of,
    is_told,
    names_in,
    names_one,
    points_only,
)
from catalogue.dates import find_dates
from catalogue.extract import labels
from catalogue.html import Anchor, Block
from catalogue.models import Source, digest

MOST_CONTEXT = 40
"""Most blocks of text kept around one item: what states a review stands near it."""
MOST_LABELS = 20
"""Most links of one item whose words are asked for its type."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“'\"])|\n")


@dataclass
class Entry:
    """One link of an item, or none for an item without links."""

    anchor: Anchor | None
    block: Block
    sentence: str
    """The words around the link, up to its sentence's ends."""


@dataclass
class Item:
    """What belongs to one publication on its page."""

    label: str
    heading: str | None
    section: str | None
    chain: tuple[str, ...]
    """Headings above the label, outermost first."""
    named: bool
    """Whether the label is a heading that names one publication."""
    key: str = ""
    entries: list[Entry] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    intro: tuple[str, ...] = ()
    """Paragraphs under the headings above that stand before the item: what is said of all that follow."""
    dates: list[str] = field(default_factory=list)
    """Lines that are nothing but a date and stand with the item."""


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
    items = [item for item in gathering.items if item.entries]
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

    def take(self, group: Group) -> None:
        """Take one group's links into items."""
        base = self.base(group)
        previous = ""
        in_group: dict[tuple[str, ...], Item] = {}
        for block in group.blocks:
            in_block: Item | None = None
            for anchor in block.anchors:
                if same_page(anchor.url, self.url):
                    continue
                sentence = sentence_at(block.text, anchor)
                item = self.item_for(
                    group, base, (block, anchor, sentence), in_block=in_block, in_group=in_group, previous=previous
                )
                item.entries.append(Entry(anchor, block, sentence))
                in_block = item
            if base is not None and block.text and len(base.context) < MOST_CONTEXT:
                base.context.append(block.text)
            if block.text:
                previous = block.text
                self.say(group.chain, block)
        if base is not None:
            self.close(group, base)
        elif in_group:
            next(reversed(in_group.values())).dates.extend(group.dates[:MOST_CONTEXT])

    @staticmethod
    def close(group: Group, base: Item) -> None:
        """Give the item of a group its dates, and an entry where it has no link."""
        if base.label != group.chain[-1].text:
            return
        base.dates.extend(group.dates[:MOST_CONTEXT])
        if not base.entries and names_in(base.label, bare=True):
            first = group.blocks[0] if group.blocks else Block(kind="paragraph")
            base.entries.append(Entry(None, first, base.label))

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
            bare = short and (is_told(text, group.blocks) or any(_tells_of(a.text, text) for a in links))
            pointed = short and bool(links) and is_title_of(text, links)
            if names_one(text, self.source, bare=bare) or pointed:
                above = tuple(heading.text for heading in chain[:-1])
                item = Item(text, text, above[-1] if above else None, above, named=True, intro=self.intro(chain[:-1]))
                self.items.append(item)
                self.by_heading[chain] = item
                return item
        return None

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
        own = labels.pseudonyms_in(anchor.text)
        if base is not None and not self.another(base, own, anchor, sentence):
            return base
        label = self.label(anchor, block, sentence, previous)
        names = own or labels.pseudonyms_in(label)
        if names and names in in_group and not _other_date(in_group[names].label, label):
            return in_group[names]
        last = next(reversed(in_group.values()), None)
        if base is None and not names and (told := _told_before(anchor.text, in_group)) is not None:
            return told
        if base is None and not names and last is not None and _same_lead(anchor.text, last.label):
            return last
        joins = not own and labels.type_in(anchor.text, self.source.nation) is None
        if base is None and joins and in_block is not None and is_document(anchor.url):
            return in_block
        above = tuple(heading.text for heading in group.chain)
        item = Item(label, above[-1] if above else None, above[-2] if len(above) > 1 else None, above, named=False)
        item.context.append(block.text)
        item.intro = self.intro(group.chain)
        self.items.append(item)
        if names:
            in_group[names] = item
        return item

    def another(self, base: Item, own: tuple[str, ...], anchor: Anchor, sentence: str) -> bool:
        """Tell whether a link under a naming heading is about something else than the heading."""
        if is_publication_page(anchor.url):
            return labels.type_in(base.label, self.source.nation) not in ONE_OF_MANY
        named = {name.lower() for name in names_in(base.label, bare=True)}
        if own and not any(_alike(name.lower(), other) for name in own for other in named):
            return True
        kind = labels.type_in(sentence, self.source.nation)
        others = set(labels.areas_in(sentence)) - set(labels.areas_in(base.label))
        return kind is not None and bool(others) and bool(re.search(r"\b[A-Z]*(SCB|SCP|SAB)\b", sentence))

    def label(self, anchor: Anchor, block: Block, sentence: str, previous: str) -> str:
        """Return the words that name what a link leads to."""
        if names_one(anchor.text, self.source) or not points_only(anchor.text):
            return anchor.text
        if len(sentence) > len(anchor.text) and names_one(sentence, self.source):
            return sentence
        if block.kind == "row":
            return block.text.split(" | ")[0]
        if labels.pseudonyms_in(block.text):
            return block.text
        if labels.pseudonyms_in(previous):
            return previous
        return anchor.text or sentence or block.text


def _tells_of(text: str, heading: str) -> bool:
    """Tell whether a link's words only point, or say again what its heading says ("Robin: report")."""
    return points_only(text) or text.lower().startswith(heading.strip(" :-–—").lower())


def _told_before(text: str, in_group: dict[tuple[str, ...], Item]) -> Item | None:
    """Return the item whose pseudonyms a document's link names without more ado ("Petra and Robin briefing")."""
    if labels.role_in(text) is None:
        return None
    words = set(re.findall(r"[\w'’-]+", text))
    for names, item in in_group.items():
        if names and all(words.issuperset(name.split()) for name in names):
            return item
    return None


def _same_lead(text: str, label: str) -> bool:
    """Tell whether a link begins as another item's label does: "Robin B SCR report", "Robin B summary"."""
    lead = " ".join(text.split()[:2])
    return lead == " ".join(label.split()[:2]) and not points_only(lead) and labels.role_in(text) is not None


def _alike(name: str, other: str) -> bool:
    """Tell whether two pseudonyms are one in two prints: "Child G" and "G"."""
    return name == other or name.rsplit(maxsplit=1)[-1] == other.rsplit(maxsplit=1)[-1]


def _other_date(one: str, other: str) -> bool:
    """Tell whether two labels print different dates, so that one pseudonym stands for two reviews."""
    first, second = ({date.iso[:4] for date in find_dates(text)} for text in (one, other))
    return bool(first) and bool(second) and not first & second


def sentence_at(text: str, anchor: Anchor) -> str:
    """Return the sentence or line of a block in which a link stands.

    Args:
        text: The block's words.
        anchor: The link.

    Returns:
        The sentence, stripped.
    """
    at = max(0, text.find(anchor.text, max(0, anchor.start - 1)))
    ends = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    start = max(end for end in ends if end <= at)
    stop = min((end for end in ends if end >= at + len(anchor.text) and end > start), default=len(text))
    return text[start:stop].strip()
