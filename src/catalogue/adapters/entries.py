"""The pieces of a listing as it is read: an item, its entries, and the sentence around a link.

Belongs here: these records. Does not belong here: how items are gathered (``items.py``) or judged.
"""

import re
from dataclasses import dataclass, field

from catalogue.html import Anchor, Block

MOST_CONTEXT = 40
"""Most blocks of text kept around one item: what states a review stands near it."""
MOST_LABELS = 20
"""Most links of one item whose words are asked for its type."""
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“'\"])|\n")
"""Where one sentence or line ends and another begins."""


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
    lead: str = ""
    """What introduces the list that the item stands in, with its colon ("The partnership has published:")."""
    area: str = ""
    """What a table's column of areas says; empty outside such tables."""
    column: str | None = None
    """What a table's column of publication dates says, maybe nothing; None outside such tables."""


def sentence_at(text: str, anchor: Anchor) -> str:
    """Return the sentence or line of a block in which a link stands.

    Args:
        text: The block's words.
        anchor: The link.

    Returns:
        The sentence, stripped.
    """
    at = max(0, text.find(anchor.text, max(0, anchor.start - 1)))
    ends = [0, *(match.end() for match in SENTENCE.finditer(text)), len(text)]
    start = max(end for end in ends if end <= at)
    stop = min((end for end in ends if end >= at + len(anchor.text) and end > start), default=len(text))
    return text[start:stop].strip()


def since(text: str, before: int, anchor: Anchor) -> tuple[str, int]:
    """Return what a block says between the link before and this one, with this one's words.

    Args:
        text: The block's words.
        before: Where the words of the link before end; 0 for the first.
        anchor: The link.

    Returns:
        The words, stripped, and where this link's end.
    """
    at = max(text.find(anchor.text, max(before, anchor.start - 1)), before)
    end = at + len(anchor.text)
    return text[before:end].strip(" ,;.()"), end
