"""Reviews that a page names without a link to them: withheld, given on request, or named again further down.

Belongs here: prose that says that one review is not published, and which of two items of one name stays. Does
not belong here: gathering links into items (``items.py``), or any rule for one site.
"""

import re

from catalogue import authority
from catalogue.adapters.entries import SENTENCE, Item
from catalogue.adapters.headings import ONE_OF_MANY, names_in
from catalogue.adapters.joining import offers
from catalogue.extract import labels
from catalogue.html import Block
from catalogue.models import Source

_WITHHELD = re.compile(
    r"\bnot\s+(?:to\s+(?:be\s+)?|be(?:ing)?\s+|been\s+|going\s+to\s+(?:be\s+)?)?publish(?:ed|ing)?\b(?!\s+until)"
    r"|\b(?:unable\s+to|cannot(?:\s+be)?|can\s*['’]?not(?:\s+be)?)\s+publish(?:ed)?\b|\bwith(?:held|hold)\b"
    r"|\b(?:decided|agreed|advised)\s+against\s+(?:its\s+)?publi(?:cation|shing)\b"
    r"|\bnot\s+(?:be\s+|been\s+)?(?:made\s+)?(?:public(?:ly\s+available)?|available\s+to\s+the\s+public)\b",
    re.IGNORECASE,
)
_LONGEST = 2_000
_MOST = 40


def withheld(block: Block, source: Source) -> str:
    """Return the words that name a review of which a paragraph says that it is not published.

    Args:
        block: A block of the page.
        source: The register's row, for its nation.

    Returns:
        The words of the sentence from the review's kind to its pseudonym, or the pseudonym alone; nothing where
        no one review is named, it is only not published yet, or a link stands in the block.
    """
    if block.anchors or block.kind not in {"paragraph", "item"} or not _WITHHELD.search(block.text[:_LONGEST]):
        return ""
    for sentence in SENTENCE.split(block.text[:_LONGEST]):
        areas = {area.area_code for area in authority.areas_named(sentence)}
        if areas and not areas & set(source.areas):
            continue  # what another area's partnership decided
        names, kind = labels.pseudonyms_in(sentence), labels.type_in(sentence, source.nation)
        if len(names) == 1 and kind and kind not in ONE_OF_MANY and _WITHHELD.search(sentence):
            end = sentence.find(names[0]) + len(names[0])
            spans = [start for start, _, _ in labels.type_spans(sentence, source.nation) if start < end]
            return sentence[min(spans, default=end - len(names[0])) : end]
    return ""


def once(items: list[Item]) -> list[Item]:
    """Leave out what names a review without a link where another item of the page has its links.

    Args:
        items: The items of a page.

    Returns:
        Those with entries. A title that a heading below it names again ("Statement about Child Q") gives way to
        that one, and so does prose on a review that the page offers after all.
    """
    offering: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        if any(entry.anchor and offers(entry.anchor) for entry in item.entries):
            offering.setdefault(names_in(item.label, bare=item.named), []).append(item)
    for item in items:
        names = names_in(item.label, bare=item.named)
        others = [one for one in offering.get(names, [])[:_MOST] if one is not item and _may_replace(item, one)]
        if names and others and any(entry.anchor is None for entry in item.entries):
            item.entries = [entry for entry in item.entries if entry.anchor]
            for other in others:
                other.dates = other.dates or item.dates
    return [item for item in items if item.entries]


def _may_replace(item: Item, other: Item) -> bool:
    """Tell whether an item with links stands for one without: it stands below it, or that one is only prose."""
    return item.label in other.chain or not item.named
