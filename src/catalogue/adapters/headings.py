"""What a heading or a link's words say about structure: do they name one publication, a section, or nothing?

Belongs here: the words by which headings and links name, point or gather. Does not belong here: grouping
links into items (``items.py``) or what is taken (``judging.py``).
"""

import re

from catalogue.dates import find_dates
from catalogue.extract import labels
from catalogue.html import Anchor, Block
from catalogue.models import Source
from catalogue.vocabulary import ReviewType

_SEVERAL = re.compile(
    r"\b(reviews|SCRs|SARs|DHRs|CPRs|L?CSPRs|reports|publications|documents|downloads|briefings|links|bulletins|leaflets|"
    r"summaries|resources)\b",
    re.I,
)
_PLURAL = re.compile(r"\breviews\b|\b(?-i:SCRs|L?CSPRs|CPRs|SARs|DHRs)\b", re.IGNORECASE)
ONE_OF_MANY = (ReviewType.ANALYSIS, ReviewType.GUIDANCE, ReviewType.NATIONAL_CSPR)
_POINTING = re.compile(
    r"^\W*(?:(?:please|you can|click|follow|read|download|view|see|open|get|access|here|this|the|a|an|our|full|final|"
    r"overview|executive|summary|report|review|response|briefing|7|seven|minute|point|action|plan|document|more|"
    r"information|pdf|word|and|learning|serious|case|child|safeguarding|practice|local|board|partnership|link|on|of|"
    r"\d+(?:\.\d+)?\s*[km]b|easy|slides|presentation|thematic|leaflet|materials?|resources?|pack|adults?|domestic|homicide|scr|lcspr|cspr|sar|dhr)\W*)+$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"[\w%()&+,.-]+\.(?:pdf|docx?|pptx?)(?:\s*\([^)]*\))?", re.IGNORECASE)
_YEARS = re.compile(r"\W*(?:published\s+(?:in\s+)?)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\W*", re.IGNORECASE)
_STAMP = re.compile(r"^\W*(?:last\s+)?(?:updated|reviewed|published|posted|date|modified|written|by)\b", re.IGNORECASE)
_LONGEST_HEADING = 140


def unofficial_level(block: Block) -> int:
    """Return 9 for a paragraph or term that stands as a heading of one case, 8 for a bold one that heads several."""
    if block.anchors or block.kind not in {"paragraph", "term"} or not block.text or len(block.text) > _LONGEST_HEADING:
        return 0
    if block.strong and _YEARS.fullmatch(block.text):
        return 8
    if block.text[-1] in ".;,!" or "\n" in block.text or _STAMP.match(block.text):
        return 0
    if labels.pseudonyms_in(block.text, bare=block.strong or block.kind == "term"):
        return 9
    if block.strong and _SEVERAL.search(block.text):
        return 8
    kind = labels.type_in(block.text, None) if block.kind == "term" or block.strong else None
    return 9 if kind and block.text[-1] != "?" and not _SEVERAL.search(block.text) and _rest(block.text) else 0


def points_only(text: str) -> bool:
    """Tell whether a link's words only point ("Read the full report", "here", or none at all)."""
    if len(text) > _LONGEST_HEADING:
        return False
    text = labels.plain(text)
    return not text or bool(_POINTING.match(text)) or bool(_FILE_NAME.fullmatch(text))


def names_in(text: str, *, bare: bool = False) -> tuple[str, ...]:
    """Return the pseudonyms of a label; where a given name alone may be one, an area beside it is none.

    Args:
        text: A label such as ``Child C - Waltham Forest``.
        bare: Whether the place says that the label names a case.

    Returns:
        The pseudonyms as printed.
    """
    if bare:
        for area in labels.areas_in(text):
            text = text.replace(area, " | ").rstrip(" -–—|,(")
    elif not labels.pseudonyms_in(text) and labels.type_in(text, None):
        for area in labels.areas_in(text):
            text = text.replace(area, " | ").strip(" -–—|,(")
    names = labels.pseudonyms_in(text, bare=bare)
    if len(names) == 1 and _PLURAL.search(text) and re.fullmatch(r"[A-Z][a-zà-ÿ]+", names[0]):
        return ()  # one word beside a plural says which reviews: "Fatal Case Reviews"
    return names


def names_one(text: str, source: Source, *, bare: bool = False) -> bool:
    """Tell whether a heading or label names one publication rather than a section of several.

    Args:
        text: The heading.
        source: The register's row, for its nation.
        bare: Whether a given name alone counts.

    Returns:
        Whether it prints a pseudonym, one review's type in the singular, or one analysis or guidance.
    """
    if names_in(text, bare=bare):
        return True
    kind = labels.type_in(text, source.nation)
    if kind is None or text.rstrip().endswith("?") or labels.is_training(text):
        return False
    if kind is ReviewType.NATIONAL_CSPR and _PLURAL.search(text):
        return False  # "Local and national reviews" heads many
    if kind in ONE_OF_MANY:
        return len(text.split()) > 4
    return not _SEVERAL.search(text) and len(text.split()) > 3 and bool(_rest(text))


def _rest(text: str) -> str:
    """Return what a heading says beyond the words that all such headings share."""
    return re.sub(
        r"\b(what|is|are|when|how|do|does|why|an?|the|local|child(?:ren)?|safeguarding|practice|serious|case|significant|"
        r"learning|thematic|rapid|review|process|and|of|in|for|adults?|domestic|homicide|l?cspr|scr|sar|dhr|criteria|"
        r"panel|group|sub|committee|management|about|our|page|\W+)\b|\W",
        "",
        text,
        flags=re.IGNORECASE,
    )


def is_told(text: str, blocks: list[Block]) -> bool:
    """Tell whether a name in a heading without links is told of in the text under it."""
    names = names_in(text, bare=True)
    told = " ".join(block.text for block in blocks)
    return bool(names) and any(re.search(rf"\b{re.escape(name)}\b", told) for name in names)


def is_title_of(text: str, links: list[Anchor]) -> bool:
    """Tell whether a heading serves as the title of links whose own words only point."""
    if len(text) > _LONGEST_HEADING:
        return False
    general = _SEVERAL.search(text) or text.endswith("?") or not _rest(text)
    if general or ((dates := find_dates(text)) and dates[0].text == text.strip()):
        return False
    return all(points_only(link.text) for link in links)
