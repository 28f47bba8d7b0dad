"""When two links of one group belong to one publication, and what of a label says so.

Belongs here: words that labels and links share. Does not belong here: gathering (``items.py``) or what a
pseudonym is (``extract``).
"""

import re
from itertools import islice

from catalogue.adapters.addresses import is_document, is_publication_page
from catalogue.adapters.entries import SENTENCE, Item
from catalogue.adapters.headings import ONE_OF_MANY, points_only
from catalogue.dates import find_dates
from catalogue.extract import labels
from catalogue.extract.lexicon import NEVER_NAMES
from catalogue.html import Anchor, Block
from catalogue.models import Source

_NEAREST = 40
# A board's number of a year, of which a briefing may print the digits alone.
_NUMBERED = re.compile(r"^[A-Z]{3,}\d?\s?(\d{1,2})\s?[-/ ]\s?((?:19|20)\d\d)$")
_PUBLISHED = re.compile(r"\bpublish(?:ed|es)?\b|\bpublications?\b|\bcompleted\b", re.IGNORECASE)


def offers(anchor: Anchor) -> bool:
    """Tell whether a link may lead to a review's document or page."""
    return is_document(anchor.url) or is_publication_page(anchor.url) or points_only(anchor.text)


def lead_of(block: Block, before: str, source: Source) -> str:
    """Return what introduces the list that a block belongs to.

    Args:
        block: The block.
        before: What introduced the block before it.
        source: The register's row, for its nation.

    Returns:
        For a paragraph in front of a list, its last sentence where that ends in a colon and speaks of published
        reviews of one kind; for an item of that list the same; else nothing.
    """
    if block.kind == "item":
        return before
    said = SENTENCE.split(block.text)[-1].strip()
    kind = labels.type_in(said, source.nation) if said.endswith(":") and not block.anchors else None
    return said if kind and kind not in ONE_OF_MANY and _PUBLISHED.search(said) else ""


def tells_of(text: str, heading: str) -> bool:
    """Tell whether a link's words only point, or say again what its heading says ("Robin: report")."""
    return points_only(text) or labels.plain(text).lower().startswith(heading.strip(" :-–—").lower())


def told_before(text: str, in_group: dict[tuple[str, ...], Item]) -> Item | None:
    """Return the item whose pseudonyms a document's link names without more ado ("Petra and Robin briefing")."""
    if labels.role_in(text) is None:
        return None
    words = set(re.findall(r"[\w'’-]+", text))
    for names, item in islice(reversed(in_group.items()), _NEAREST):
        if names and all(words.issuperset(_NUMBERED.sub(r"\1 \2", name).split()) for name in names):
            return item
    return None


def same_number(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return pseudonyms with a board's number of a year in one spelling: "XSB 4-2023" is "XSB 4/2023"."""
    return tuple(re.sub(r"(?<=\d)\s?[-/ ]\s?(?=(?:19|20)\d\d$)", "/", name) for name in names)


def core(label: str, source: Source) -> tuple[str, ...]:
    """Return the words that set one review without pseudonym apart from others, where there are two at least."""
    if labels.type_in(label, source.nation) is None or len(label) > labels.LONGEST_LABEL:
        return ()
    words = [word for word in re.findall(r"[A-Z][\w'’-]{3,}", label) if word.lower() not in NEVER_NAMES]
    return tuple(dict.fromkeys(words)) if len(set(words)) > 1 else ()


def without(sentence: str, anchor: Anchor) -> str:
    """Return a sentence without the word that points ("Read the report for SCR Robin here")."""
    if not anchor.text:
        return sentence
    before, _, after = sentence.rpartition(anchor.text)
    return " ".join(f"{before} {after}".split()).strip(" .:–-") or sentence


def same_lead(text: str, label: str) -> bool:
    """Tell whether a link begins as another item's label does: "Robin B SCR report", "Robin B summary"."""
    lead = " ".join(labels.plain(text).split()[:2])
    return (
        lead == " ".join(labels.plain(label).split()[:2]) and not points_only(lead) and labels.role_in(text) is not None
    )


def alike(name: str, other: str) -> bool:
    """Tell whether two pseudonyms are one in two prints: "Child G" and "G"."""
    return name == other or name.rsplit(maxsplit=1)[-1] == other.rsplit(maxsplit=1)[-1]


def other_date(one: str, other: str) -> bool:
    """Tell whether two labels print different dates, so that one pseudonym stands for two reviews."""
    first, second = ({date.iso[:4] for date in find_dates(text)} for text in (one, other))
    return bool(first) and bool(second) and not first & second
