"""What kind of review a document is of, and what the document is to its review.

Belongs here: the type and the role of one document, from its title, its cover and the bodies it names. Does
not belong here: the words themselves (``words``), or a publisher's claims on its listing.
"""

import re
from collections import Counter
from collections.abc import Iterator

from catalogue.extract.quoting import finding, locate
from catalogue.extract.sheet import Line, Sheet
from catalogue.extract.words import role_in, role_words, type_in, type_spans
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Magic, Nation, ReviewType, Role

TYPE = "review_type@3"
ROLE = "role@3"

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
    r"\W*(?:\([A-Z]{2,6}\)\W*)?(?:into|regarding|concerning|in\s+respect\s+of|relating\s+to)\s+\w", re.IGNORECASE
)
_OF_ONE = re.compile(
    r"\s*(?:\([A-Z]{2,6}\)\s*)?(?:for|of|about|into|regarding|concerning|in\s+respect\s+of|relating\s+to)\s+"
    r"(?:Child|Baby|Family)\s+[A-Z]\w{0,2}\b"
)
_LEAST_MENTIONS = 2
_SHARE = 0.75
_FEW_ROLE_WORDS = 3
_SHORT_PAGE_WORDS = 1_500


def find_type(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
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


def find_role(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield the role of the document.

    Args:
        sheet: The document.
        nation: Nation whose law applies, or None.

    Yields:
        At most one finding. A web page is a full report only where it is long enough to be one; analyses and
        guidance have no role in a review.
    """
    if sheet.reading.magic is Magic.PPTX and sheet.pages:
        page = sheet.pages[0]
        yield finding("role", Role.PRESENTATION, page, (0, min(len(page.text), 80)), extractor=ROLE, confidence=0.7)
        return
    if sheet.is_letter:
        return
    kind = type_in(sheet.title, nation)
    for line, text in _title_then_cover(sheet):
        role = role_in(text)
        on = _page_of(sheet, line)
        if role is None or on is None or not _role_fits(sheet, role, kind):
            continue
        spans = role_words(text)
        words = text[spans[0][0] : spans[0][1]] if spans else text
        place = locate(on, words) or locate(on, text)
        if place is not None:
            yield finding("role", role, on, place, extractor=ROLE, confidence=0.9 if line is None else 0.8)
            return


def _role_fits(sheet: Sheet, role: Role, kind: ReviewType | None) -> bool:
    """Tell whether a role read from words may be this document's own."""
    if role is not Role.FULL_REPORT:
        return True
    if kind in (ReviewType.ANALYSIS, ReviewType.GUIDANCE) or NO_REVIEW.search(sheet.title):
        return False
    words = sum(len(page.text.split()) for page in sheet.pages)
    return not sheet.is_web or words >= _SHORT_PAGE_WORDS


def _title_then_cover(sheet: Sheet) -> Iterator[tuple[Line | None, str]]:
    """Yield the title, then each large line of the cover that does not belong to it, most telling role first."""
    # "Executive summary" on the page after the title heads a part of the report.
    on = sheet.title_lines[0].page if sheet.title_lines else 0
    others = [line for line in sheet.cover if line.large and line not in sheet.title_lines and line.page <= on]
    if sheet.is_web:  # further headings of a page are parts of it, but for one that stands right under its title
        others = [line for line in sheet.cover[1:2] if line.large and len(line.text.split()) <= _FEW_ROLE_WORDS]
    texts: list[tuple[Line | None, str]] = [(None, sheet.title), *((line, line.text) for line in others)]
    telling = [pair for pair in texts if role_in(pair[1]) not in (None, Role.FULL_REPORT, Role.OTHER)]
    yield from telling
    yield from texts


def _page_of(sheet: Sheet, line: Line | None) -> PageText | None:
    """Return the page of a line, or of the title."""
    if line is None and sheet.deposit is not None:
        return sheet.deposit[0]
    anchor = line or (sheet.title_lines[0] if sheet.title_lines else None)
    number = anchor.page if anchor is not None else None
    return next((page for page in sheet.pages if number in (None, page.number)), None)


def _from_title(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the type that the title names."""
    kind = _kind_of_title(sheet, nation)
    page = _page_of(sheet, None)
    if kind is None or page is None:
        return None
    spans = type_spans(sheet.title, nation)
    words = sheet.title[spans[0][0] : spans[0][1]] if spans else sheet.title
    place = locate(page, sheet.title) or locate(page, words)
    if place is None and sheet.title_lines:
        place = locate(page, sheet.title_lines[0].text)
    return finding("review_type", kind, page, place, extractor=TYPE, confidence=0.9) if place is not None else None


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
            return finding("review_type", kind, page, match.span(), extractor=TYPE, confidence=0.85)
    return None


def _from_cover(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the type that a large or running line of the cover names."""
    if NO_REVIEW.search(sheet.title):
        return None
    for line in sheet.cover:
        if not (line.large or line.running):
            continue
        kind = type_in(line.text, nation)
        page = _page_of(sheet, line)
        if kind is not None and page is not None:
            place = locate(page, line.text)
            return (
                finding("review_type", kind, page, place, extractor=TYPE, confidence=0.75)
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
    return finding("review_type", kind, page, place, extractor=TYPE, confidence=0.5)


def _said_of_itself(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the type that a text says it is: "This Serious Case Review concerns"."""
    for kind, page, (start, end) in _mentions(sheet, nation):
        this = re.search(r"\bThis\s+$", page.text[max(0, start - 10) : start])
        if kind is not ReviewType.THEMATIC and this and _SAID_OF_ITSELF.match(page.text, end):
            return finding("review_type", kind, page, (start, end), extractor=TYPE, confidence=0.7)
    return None


def _of_one(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the one type of which the opening says that it was of a child: "the Serious Case Review for Child Z"."""
    found = [one for one in _mentions(sheet, nation) if _OF_ONE.match(one[1].text, one[2][1])]
    if len({kind for kind, _, _ in found}) != 1:
        return None
    kind, page, place = found[0]
    return finding("review_type", kind, page, place, extractor=TYPE, confidence=0.6)


def _held(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the only type that the opening names, where it tells of that one review into something being held."""
    mentions = list(_mentions(sheet, nation))
    if len({kind for kind, _, _ in mentions}) != 1:
        return None
    for kind, page, (start, end) in mentions:
        if _HELD.search(page.text[max(0, start - 60) : start]) and _INTO.match(page.text, end):
            return finding("review_type", kind, page, (start, end), extractor=TYPE, confidence=0.5)
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
