"""Whether a page announces a list of reviews, and whether it says that there are none.

Belongs here: the words of publishers and of the programs behind their pages, and headings with nothing under
them. Does not belong here: what a harvest makes of it (``harvest.state``), or any rule for one site.

A list that is announced and not there is another thing than no reviews: it was lost, or is built by a script
in the reader's browser. What a program prints ("0 results", "Loading...") speaks of such a list; what a person
writes ("None at present") speaks of reviews.
"""

import re

from catalogue.adapters.addresses import without_fragment
from catalogue.extract import labels
from catalogue.html import Block, HtmlPage
from catalogue.models import Source
from catalogue.vocabulary import ReviewType, Scope

_REVIEWS = r"(?:reviews?|SCRs?|L?CSPRs?|CPRs?|CMRs?|SARs?|case\s+summaries|reports?)"
_SHOWN = r"(?:listed|published|available|found|downloaded|viewed|accessed|read|seen|shown|displayed|set\s+out)"
_PLACE = r"(?:library|list|table|gallery|viewer|panel|window|frame|box|section|catalogue|archive|database|area)"
_ANNOUNCED = re.compile(
    rf"\b{_REVIEWS}\b[^.]{{0,80}}\b{_SHOWN}\b[^.]{{0,30}}\bbelow\b"
    rf"|\b(?:below|following|here)\s+(?:are|is)\b[^.]{{0,60}}\b{_REVIEWS}\b|\bthe\s+following\b[^.]{{0,40}}\b{_REVIEWS}\b\W*$"
    rf"|\b{_REVIEWS}\b[^.]{{0,60}}\bare\s+(?:listed|published)\s+(?:here|below)",
    re.IGNORECASE,
)
# The same, less firmly: only where no link stands with the words.
_ANNOUNCED_BARE = re.compile(
    rf"\b(?:download|view|read|find|access|see|browse|open|click|choose|select)\b[^.]{{0,60}}\b{_REVIEWS}\b[^.]{{0,40}}"
    r"\b(?:below|on\s+this\s+page|(?:in|from)\s+the\s+(?:list|table|links?|menu)|using\s+the\s+links?)"
    rf"|\b(?:in|through|from|of|use|search|browse|see)\s+(?:the|our|this)\s+(?:[\w-]+\s+){{0,2}}{_PLACE}\s+(?:below|on\s+this\s+page)\b"
    rf"[^.]{{0,60}}\b{_REVIEWS}\b"
    r"|\b(?:click|select|choose|press|tap)\s+(?:on\s+)?(?:an?|the|each|any|one\s+of\s+the)\s+(?:[\w-]+\s+){0,2}"
    r"(?:titles?|names?|links?|images?|icons?|reports?|reviews?|headings?)\s+below\b"
    rf"|\b{_REVIEWS}\b[^.]{{0,60}}\b(?:on\s+this\s+page|in\s+the\s+(?:list|table|section)s?\s+below)"
    rf"|\b(?:listed|shown|published)\s+on\s+this\s+page\b[^.]{{0,60}}\b{_REVIEWS}\b"
    rf"|\b(?:list|copies|links?|details|summaries)\s+(?:of|to)\b[^.]{{0,50}}\b{_REVIEWS}\b[^.]{{0,40}}\b(?:below|follows?)\b"
    rf"|\bhas\s+published\s+the\s+following\b|\bthe\s+following\b[^.]{{0,60}}\b{_REVIEWS}\b[^.]{{0,40}}:\s*$"
    rf"|\b{_REVIEWS}\b[^.:]{{0,40}}\b(?:are|include)\s*:\s*$|\b{_REVIEWS}\b[^.:]{{0,60}}\bhere\s*:\s*$"
    rf"|\b{_REVIEWS}\b[^.]{{0,80}}\b(?:by|from|under|in|on|using)\s+(?:(?:choosing|clicking|selecting|opening)\s+)?(?:on\s+)?"
    r"(?:an?|the|one\s+of\s+the|each)\s+(?:tabs?|buttons?|headings?|drop-?\s?downs?|accordions?|menus?)\b",
    re.IGNORECASE,
)
_LIST_HEADING = re.compile(
    r"(?:(?:our|the|all|recent(?:ly)?|latest|current(?:ly)?|previous|past|completed|archived?|published|local|list\s+of|"
    r"child(?:ren)?|safeguarding|practice|serious|significant|case|management|learning|rapid|thematic|and|&|"
    r"L?SC[BP]|(?:19|20)\d\d)\s+){0,8}(?:reviews|SCRs|L?CSPRs|CPRs|CMRs|case\s+summaries|overview\s+reports|review\s+reports|"
    r"published\s+reports)(?:\s+published)?(?:\s*\([A-Za-z]{2,6}\))?\W*",
    re.IGNORECASE,
)
_WIDGET = re.compile(
    r"\W*(?:(?:loading|please\s+wait)\b.{0,30}|(?:sorry,?\s+)?(?:0|no|zero)\s+(?:results?|items?|documents?|files?|"
    r"entries|posts?|records?|publications?|reviews?|reports?|content)\s*(?:(?:were|was|are|have\s+been|could\s+be)\s+)?"
    r"(?:found|returned|to\s+(?:show|display)|match\w*.{0,40})?|(?:showing|displaying)\s+0\b.{0,30}|"
    r"(?:sorry,?\s+)?(?:nothing|none)\s+(?:was\s+)?found.{0,40})\W*",
    re.IGNORECASE,
)
_NEEDS_SCRIPT = re.compile(
    r"\b(?:enable|turn\s+on|requires?|needs?|without|switched\s+off|disabled)\b.{0,40}\bjavascript\b"
    r"|\bjavascript\b.{0,60}\b(?:enabled?|required|needed|disabled|switched\s+off|to\s+(?:view|see|run|use))\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    rf"\b(?:there\s+(?:are|have\s+been|were)|we\s+have|has|have)\s+(?:currently\s+|been\s+)*(?:no|not\s+any)\b[^.]{{0,60}}\b{_REVIEWS}\b"
    rf"|\bno\b(?:\s+[\w-]+){{0,5}}\s+{_REVIEWS}\s+(?:(?:have|has|are|were|is|was)\b|published|currently|yet|recently|available|"
    r"completed|at\s+(?:this|present|the)|to\s+(?:publish|report|date)|(?:with)?in\s+the)"
    rf"|\b(?:not|none|nor)\b[^.]{{0,30}}\b(?:published|been\s+published)\b[^.]{{0,30}}\b(?:any|{_REVIEWS}|in\s+the\s+last)\b"
    rf"|(?:\bnot|n['’]t)\s+(?:(?:currently|yet|had|have|hold|been|published?|completed?|undertaken?|commissioned?|conducted)\s+)"
    rf"{{1,4}}any\b[^.]{{0,60}}\b{_REVIEWS}\b|\bnone\s+(?:of\s+\w+\s+)?(?:have|has)\s+(?:yet\s+)?been\s+(?:published|completed)"
    r"|\bthere\s+(?:are|were|is)\s+(?:currently\s+)?none\b|\bpublished\b[^.]{0,60}[:–-]\s*(?:none|nil)\b",
    re.IGNORECASE,
)
_NONE_ALONE = re.compile(
    r"\W*(?:currently\s+)?(?:none|nil)\b(?:\s+(?:published|available|completed|reported|currently|yet|at|to|in|within|during|"
    r"present|this|the|last|past|previous|date|moment|time|12|twelve|year|months|under))*\W*",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|would|may|must|should|could|not)\b", re.IGNORECASE)
_YEAR = re.compile(r"\W*(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\W*")
_NATIONAL = re.compile(r"\bnational\b", re.IGNORECASE)
_PAST_YEAR = re.compile(r"\b(?:during|in|for|between)\s+(?:19|20)\d\d\b", re.IGNORECASE)
_PUBLISHING = re.compile(r"\b(?:publish(?:ed|es)?|carried\s+out|completed|held|undertaken)\b", re.IGNORECASE)
_OF_REVIEWS = re.compile(rf"\b{_REVIEWS}\b|\bcase\s+reviews\b", re.IGNORECASE)
# One of these stands in whatever `_ANNOUNCED` and `_NONE` find.
_POINTING = ("below", "follow", "here")
_DENYING = ("no", "n't", "n’t", "nil")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_LONGEST_READ = 4_000
_FEW_WORDS = 150
_NO_WORDS = 15
_NEAR = 12


def announces(page: HtmlPage, blocks: tuple[Block, ...], taken: frozenset[str]) -> bool:
    """Tell whether a page announces a list of reviews.

    Args:
        page: The page.
        blocks: Blocks of its content.
        taken: Addresses of the publications that were found on it. Only where there are none do an empty heading,
            the words of a program or an empty page announce a lost list.

    Returns:
        Whether it does.
    """
    if any(
        _is_announced(block.text[:_LONGEST_READ]) and not _followed(blocks, n, taken) for n, block in enumerate(blocks)
    ):
        return True
    if taken or not any(_OF_REVIEWS.search(text) for text in (page.title or "", *_headings(blocks))):
        return False
    bare = (block.text for block in blocks if not block.anchors and block.kind != "heading")
    if any(_is_here(text[:_LONGEST_READ]) or _is_widget(text) for text in bare):
        return True
    words = sum(len(block.text[:_LONGEST_READ].split()) for block in blocks if block.kind != "heading")
    by_script = words <= _FEW_WORDS and _NEEDS_SCRIPT.search(page.without_script) is not None
    bare_page = words <= _NO_WORDS and not any(block.anchors for block in blocks)
    return by_script or bare_page or _has_empty_heading(blocks) or _ends_in_colon(blocks)


def says_none(blocks: tuple[Block, ...], source: Source) -> bool:
    """Tell whether a page says that there are no reviews.

    Args:
        blocks: Blocks of its content.
        source: The register's row; on a page of children's reviews, no adults' reviews says nothing.

    Returns:
        Whether it does; a sentence about years gone by does not count.
    """
    heading = ""
    for block in blocks:
        text = block.text[:_LONGEST_READ]
        if block.kind == "heading":
            heading = text
            continue
        said = f"{heading}: {text}" if _NONE_ALONE.fullmatch(text) and _OF_REVIEWS.search(heading) else ""
        said = said or next((part for part in _denying_sentences(text) if _NONE.search(part)), "")
        if said and not _is_widget(text) and not _PAST_YEAR.search(said) and not _of_others(said, source):
            return True
    return False


def _denying_sentences(text: str) -> list[str]:
    """Return the sentences of a text; none where it holds no word that denies, which is found far faster."""
    small = text.lower()
    return _SENTENCES.split(text) if any(word in small for word in _DENYING) else []


def _followed(blocks: tuple[Block, ...], number: int, taken: frozenset[str]) -> bool:
    """Tell whether publications follow what a block announces."""
    after = blocks[number : number + 1 + _NEAR] if taken else ()
    return any(without_fragment(anchor.url) in taken for block in after for anchor in block.anchors)


def _of_others(text: str, source: Source) -> bool:
    """Tell whether a sentence is about adults' or other reviews that a children's page does not hold."""
    kind = labels.type_in(text, source.nation)
    return source.scope is Scope.CHILD and kind in {ReviewType.SAR, ReviewType.DHR, ReviewType.NATIONAL_CSPR}


def _headings(blocks: tuple[Block, ...]) -> list[str]:
    """Return the headings of a page."""
    return [block.text for block in blocks if block.kind == "heading"]


def _is_announced(text: str) -> bool:
    """Tell whether a text announces a list of other reviews than national ones."""
    small = text.lower()
    if not any(word in small for word in _POINTING):  # found far faster than that the whole shape is not there
        return False
    match = _ANNOUNCED.search(text)
    return match is not None and _NATIONAL.search(match.group()) is None


def _is_here(text: str) -> bool:
    """Tell whether a text without links announces a list on its page, and not only that there will be one."""
    found = (text[slice(*_sentence(text, match))] for match in _ANNOUNCED_BARE.finditer(text))
    return any(not _WILL.search(said) and not _NATIONAL.search(said) for said in found)


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return start and end of the sentence of a match."""
    return text.rfind(".", 0, match.start()) + 1, match.end()


def _is_widget(text: str) -> bool:
    """Tell whether a short text is what a program prints in place of a list."""
    return len(text) <= 100 and _WIDGET.fullmatch(text) is not None


def _ends_in_colon(blocks: tuple[Block, ...]) -> bool:
    """Tell whether words on published reviews end in a colon, and nothing that it could introduce follows."""
    for index, block in enumerate(blocks):
        text = block.text[-_LONGEST_READ:]
        if block.kind == "heading" or block.anchors or not text.endswith(":") or not _PUBLISHING.search(text):
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        last = after is None or after.kind == "heading" or (after.kind == "paragraph" and not after.anchors)
        if last and _OF_REVIEWS.search(text):
            return True
    return False


def _has_empty_heading(blocks: tuple[Block, ...]) -> bool:
    """Tell whether a heading below the first level names reviews and has nothing under it."""
    for index, block in enumerate(blocks):
        if block.kind != "heading" or block.level < 2 or len(block.text) > 100:
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        empty = after is None or (after.kind == "heading" and after.level <= block.level)
        if empty and (_LIST_HEADING.fullmatch(block.text) or _YEAR.fullmatch(block.text)):
            return True
    return False
