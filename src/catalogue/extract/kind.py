"""What kind of review a document is of.

Belongs here: the type of one document's review, from its title, its cover and the bodies it names. Does not
belong here: the words themselves (``words``), what the document is to its review (``role``), or a publisher's
claims on its listing.
"""

import re
from collections import Counter
from collections.abc import Iterator

from catalogue.extract.quoting import finding, locate
from catalogue.extract.sheet import Line, Sheet
from catalogue.extract.words import role_in, type_in, type_spans
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Nation, ReviewType, Role

NAME = "review_type@4"

_PANEL = re.compile(r"(?:National\s+)?Child\s+Safeguarding\s+Practice\s+Review\s+Panel", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\bnational\s+(?:child\s+safeguarding\s+practice\s+|thematic\s+|safeguarding\s+)*review\b(?!\s+panel)"
    r"|\bcommissioned\s+by\s+the\s+(?:national\s+)?child\s+safeguarding\s+practice\s+review\s+panel\b",
    re.IGNORECASE,
)
_ANNUAL = re.compile(r"annual\s+report", re.IGNORECASE)
NO_REVIEW = re.compile(
    r"\b(?:annual\s+report|business\s+plan|strategy|minutes|agenda|newsletter|inspection|procedures?|polic(?:y|ies)|protocol"
    r"|guidance|manual|consultation|letter|terms\s+of\s+reference|constitution|training|calendar|inquiry)\b",
    re.IGNORECASE,
)
"""Words of a title that say that a document is no review."""
_A_CHILD = re.compile(
    r"\b(?:Child|Baby|Family)\s+[A-Z]\w{0,2}\b|\b[Tt]h(?:is|e)\s+child\b|\breview\s+(?:in\s+respect\s+of|into\s+the\s+death)\b"
)
# What stands around a kind of review where a text says what it is itself, or tells of one review held.
_SAID_OF_ITSELF = re.compile(
    r"\s*(?:\([A-Z]{2,6}\)\s*)?(?:concerns|is\s+about|examines|considers|looks\s+at|relates\s+to)\b"
)
_HELD = re.compile(
    r"\b(?:conducted|undertook|undertaken?|commissioned|carr(?:y|ied)\s+out|holds?|held|completed|published|publishes|independent\s+report)"
    r"\s+(?:\(|(?:an?|the|its)\s+)(?:independent\s+)?$",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"\W*(?:\([A-Z]{2,6}\)\W*)?(?:into|following|regarding|concerning|in\s+respect\s+of|relating\s+to)\s+\w|\s*(?:was\s+)?published\s+by\b",
    re.IGNORECASE,
)
# "The partners agreed to hold a local child safeguarding practice review": a decision about this one case.
_DECIDED = re.compile(
    r"\b(?:agreed|decided|resolved|determined|recommended|decision)\s+(?:(?:to|that)\s+)(?:\w+\s+){0,6}?(?:hold|commission|undertake|conduct|carry\s+out|initiate)\s+"
    r"(?:an?|this|the)\s+$",
    re.IGNORECASE,
)
_AN = re.compile(r"(?:^|[.\n]\s*)(?:An?|The)\s+$")
_OF_ONE = re.compile(
    r"\s*(?:\([A-Z]{2,6}\)\s*)?(?:for|of|about|into|regarding|concerning|in\s+respect\s+of|relating\s+to)\s+"
    r"(?:Child|Baby|Family)\s+[A-Z]\w*"
)
_LEAST_MENTIONS = 2
_SHARE = 0.75


def find(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield the type of review.

    Args:
        sheet: The document.
        nation: Nation whose law applies, or None.

    Yields:
        At most one finding: from the title, else from the cover, else from the kind that the opening pages
        name far more often than any other.
    """
    if sheet.is_letter:
        return  # a letter about a review is none
    nation = nation or _nation_by_words(sheet)
    stated = _from_title(sheet, nation) or _national(sheet) or _from_cover(sheet, nation)
    if stated is not None and stated.value == ReviewType.THEMATIC:
        stated = _said_of_itself(sheet, nation) or stated  # thematic is a form that several kinds take
    if (stated is None or _is_section(sheet, nation)) and not NO_REVIEW.search(sheet.title):
        found = (
            _said_of_itself(sheet, nation)
            or _of_one(sheet, nation)
            or (_from_opening(sheet, nation) if _is_a_case(sheet) else None)
        )
        stated = found or stated or _held(sheet, nation)
    if stated is not None:
        yield stated


def page_of(sheet: Sheet, line: Line | None) -> PageText | None:
    """Return the page of a line of the cover.

    Args:
        sheet: The document.
        line: The line, or None for the title.

    Returns:
        The page, or None where the document has no title.
    """
    if line is None and sheet.deposit is not None:
        return sheet.deposit[0]
    anchor = line or (sheet.title_lines[0] if sheet.title_lines else None)
    number = anchor.page if anchor is not None else None
    return next((page for page in sheet.pages if number in (None, page.number)), None)


def _from_title(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the type that the title names."""
    kind = _kind_of_title(sheet, nation)
    page = page_of(sheet, None)
    if kind is None or page is None:
        return None
    spans = type_spans(sheet.title, nation)
    words = sheet.title[spans[0][0] : spans[0][1]] if spans else sheet.title
    place = locate(page, sheet.title) or locate(page, words)
    if place is None and sheet.title_lines:
        place = locate(page, sheet.title_lines[0].text)
    return finding("review_type", kind, page, place, extractor=NAME, confidence=0.9) if place is not None else None


def _kind_of_title(sheet: Sheet, nation: Nation | None) -> ReviewType | None:
    """Return the type of the title, where a line's end may part "Learning from case reviews" from its topic."""
    kind = type_in(sheet.title, nation)
    parted = type_in(": ".join(line.text for line in sheet.title_lines), nation)
    return parted if parted is ReviewType.ANALYSIS and kind is not ReviewType.GUIDANCE else kind


def _national(sheet: Sheet) -> Finding | None:
    """Return that it is a national review, or a yearly report of many, where the Panel's name is on the cover."""
    yearly = _ANNUAL.search(sheet.title)
    if (yearly is None and NO_REVIEW.search(sheet.title)) or role_in(sheet.title) in (
        Role.LEARNING_BRIEFING,
        Role.RESPONSE,
    ):
        return None
    if not any(_PANEL.search(line.text) for line in sheet.cover if line.large or len(line.text) < 100):
        return None
    for page in sheet.start():
        match = (_ANNUAL if yearly else _NATIONAL).search(page.text)
        if match is not None:
            kind = ReviewType.ANALYSIS if yearly else ReviewType.NATIONAL_CSPR
            return finding("review_type", kind, page, match.span(), extractor=NAME, confidence=0.85)
    return None


def _from_cover(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the type that a large or running line of the cover names."""
    if NO_REVIEW.search(sheet.title):
        return None
    for line in sheet.cover:
        if not (line.large or line.running):
            continue
        kind = type_in(line.text, nation)
        page = page_of(sheet, line)
        if kind is not None and page is not None:
            place = locate(page, line.text)
            return (
                finding("review_type", kind, page, place, extractor=NAME, confidence=0.75)
                if place is not None
                else None
            )
    return None


def _is_section(sheet: Sheet, nation: Nation | None) -> bool:
    """Tell whether a web page's title is only a section's, such as Practice Reviews."""
    spans = type_spans(sheet.title, nation)
    return sheet.is_web and bool(spans) and all(sheet.title[start:end].endswith("s") for start, end, _ in spans)


def _is_a_case(sheet: Sheet) -> bool:
    """Tell whether the first pages speak of one child's case, or the document is a briefing."""
    if role_in(sheet.title) in (Role.SEVEN_MINUTE_BRIEFING, Role.LEARNING_BRIEFING, Role.EXECUTIVE_SUMMARY):
        return True
    return any(_A_CHILD.search(page.text) for page in sheet.start())


def _from_opening(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the type that the opening pages name at least twice and far more often than any other."""
    mentions = _mentions(sheet, nation)
    counts = Counter(kind for kind, _, _ in mentions)
    if not counts:
        return None
    kind, count = counts.most_common(1)[0]
    least = 1 if role_in(sheet.title) is Role.SEVEN_MINUTE_BRIEFING else _LEAST_MENTIONS
    if count < least or count < _SHARE * counts.total():
        return None
    page, place = next((page, place) for one, page, place in mentions if one is kind)
    return finding("review_type", kind, page, place, extractor=NAME, confidence=0.5)


def _said_of_itself(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the type that a text says it is: "This Serious Case Review concerns"."""
    for kind, page, (start, end) in _mentions(sheet, nation):
        this = re.search(r"\bThis\s+$", page.text[max(0, start - 10) : start])
        if kind is not ReviewType.THEMATIC and this and _SAID_OF_ITSELF.match(page.text, end):
            return finding("review_type", kind, page, (start, end), extractor=NAME, confidence=0.7)
    return None


def _of_one(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the one type of which the opening says that it was of a child: "the Serious Case Review for Child Z"."""
    found = [one for one in _mentions(sheet, nation) if _OF_ONE.match(one[1].text, one[2][1])]
    if len({kind for kind, _, _ in found}) != 1:
        return None
    kind, page, place = found[0]
    return finding("review_type", kind, page, place, extractor=NAME, confidence=0.6)


def _held(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the only type that the opening names, where it tells of that one review into something being held."""
    mentions = list(_mentions(sheet, nation))
    if len({kind for kind, _, _ in mentions}) != 1:
        return None
    for kind, page, (start, end) in mentions:
        before = page.text[max(0, start - 90) : start]
        held = (_HELD.search(before) or _AN.search(before)) and _INTO.match(page.text, end)
        if held or _DECIDED.search(before):
            return finding("review_type", kind, page, (start, end), extractor=NAME, confidence=0.5)
    return None


def _mentions(sheet: Sheet, nation: Nation | None) -> list[tuple[ReviewType, PageText, tuple[int, int]]]:
    """Return every kind of review that the opening pages name, with its place."""
    return [(kind, page, (start, end)) for page in sheet.start() for start, end, kind in type_spans(page.text, nation)]


def _nation_by_words(sheet: Sheet) -> Nation | None:
    """Return Scotland where the pages spell out what SCR means there."""
    text = " ".join(page.text for page in sheet.start())
    if re.search(r"significant\s+case\s+review", text, re.IGNORECASE) and not re.search(
        r"serious\s+case\s+review", text, re.IGNORECASE
    ):
        return Nation.SCOTLAND
    return None
