"""What a document is to its review: its report, a summary, a briefing, slides.

Belongs here: the role of one document, from its title, its cover, what it calls itself, and the shape it has.
Does not belong here: the words for roles (``words``), the kind of review (``kind``).
"""

import re
from collections.abc import Iterator

from catalogue.extract import kind as kinds
from catalogue.extract.kind import NO_REVIEW, page_of
from catalogue.extract.quoting import finding, locate
from catalogue.extract.sheet import Line, Sheet
from catalogue.extract.words import role_in, role_words, type_in
from catalogue.models import Finding
from catalogue.vocabulary import Magic, Nation, ReviewType, Role

NAME = "role@4"

_FEW_ROLE_WORDS = 3
_SHORT_PAGE_WORDS = 1_500
_NO_REPORT = (ReviewType.ANALYSIS, ReviewType.GUIDANCE)

_LEARNING_FROM_REVIEWS = re.compile(
    r"\b(?:learning|lessons|messages)\s+(?:learn(?:ed|t)\s+)?from\s+(?:\w+\s+){0,3}(?:reviews\b|[A-Z]*(?:SCR|SPR|CPR)s\b)",
    re.IGNORECASE,
)
# What a document says of itself: "These slides", "This briefing summarises", "This page is the report".
_SLIDES = re.compile(r"\b(?:these\s+slides|this\s+slide\s+(?:pack|set|deck))\b", re.IGNORECASE)
_PRESENTED = re.compile(r"\b(?:this\s+(?:presentation|power\s*point)|presented\s+by)\b", re.IGNORECASE)
_THIS_IS = re.compile(
    r"\bthis\s+(?:web\s*)?(?:page|document|paper)\s+is\s+(?:the|an?|our)\s+(?P<what>[^.;,\n]{3,60})", re.IGNORECASE
)
_THIS = re.compile(
    r"(?:\bthis|^an?)\s+(?P<what>(?:[\w-]+\s+){0,3}?(?:briefing|leaflet|bulletin|newsletter|summary|learning\s+note))\s+"
    r"(?:is|was|has|sets|summari[sz]es|shares|highlights|presents|describes|explains|outlines|provides|for|on|about|of)\b",
    re.IGNORECASE | re.MULTILINE,
)
_REVIEW_OF = re.compile(
    r"\b(?:review|inquiry)\s+(?:of|into|in\s+respect\s+of|concerning|regarding|relating\s+to)\b", re.IGNORECASE
)
_BY_A_REVIEWER = re.compile(
    r"^\W*(?:independent|lead|overview|report)\s+(?:report\s+|overview\s+)?(?:author|reviewer|writer)s?\b|\b(?:independent|lead)\s+(?:author|reviewer)s?\W*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[^\S\n]*[•●▪◦■➢✓-]\s?\S", re.MULTILINE)
_LEARNING_HEADING = re.compile(
    r"^[^\w\n]*(?:(?:key|main|the)\s+)?(?:learning(?:\s+(?:points?|themes?|from\b.{0,30}))?|lessons(?:\s+learn(?:ed|t))?|messages|findings\s+and\s+learning"
    r"|what\s+(?:we\s+(?:have\s+)?|have\s+we\s+|did\s+we\s+)?learn(?:ed|t)?)[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_BULLETS, _MOST_WORDS_A_PAGE = 4, 130
_LEAST_REPORT_WORDS = 150
_LEAST_SLIDES = 2
_FIRST_CHARACTERS = 1_500


def find(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield the role of the document.

    Args:
        sheet: The document.
        nation: Nation whose law applies, or None.

    Yields:
        At most one finding: from the title or the cover; else from what the document calls itself; else from its
        shape: slides with learning on them are a briefing, a paper on one case by a named reviewer is its report. A
        web page is a full report only where it is long enough to be one or says so; analyses and guidance have no
        role in a review.
    """
    if sheet.reading.magic is Magic.PPTX and sheet.pages:
        page = sheet.pages[0]
        yield finding("role", Role.PRESENTATION, page, (0, min(len(page.text), 80)), extractor=NAME, confidence=0.7)
        return
    if sheet.is_letter:
        return
    stated = _stated(sheet, nation)
    if stated is None or stated.value == Role.FULL_REPORT:
        own = _of_itself(sheet)
        if stated is None or (own is not None and own.value == Role.PRESENTATION):
            stated = own or (_learning_slides(sheet) if _is_slides(sheet) else None) or _by_shape(sheet, nation)
    if stated is not None:
        yield stated


def _stated(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return the role that the title or a large line of the cover names."""
    kind = type_in(sheet.title, nation)
    for line, text in _title_then_cover(sheet):
        role = role_in(text)
        on = page_of(sheet, line)
        if role is None or on is None or not _role_fits(sheet, role, kind):
            continue
        spans = role_words(text)
        words = text[spans[0][0] : spans[0][1]] if spans else text
        place = locate(on, words) or locate(on, text)
        if place is not None:
            return finding("role", role, on, place, extractor=NAME, confidence=0.9 if line is None else 0.8)
    return None


def _role_fits(sheet: Sheet, role: Role, kind: ReviewType | None) -> bool:
    """Tell whether a role read from words may be this document's own."""
    if role is not Role.FULL_REPORT:
        return True
    if kind in _NO_REPORT or NO_REVIEW.search(sheet.title):
        return False
    return not sheet.is_web or sheet.words >= _SHORT_PAGE_WORDS


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


def _of_itself(sheet: Sheet) -> Finding | None:
    """Return the role by which a document calls itself in its first lines."""
    for page in sheet.start(2):
        shown = _SLIDES.search(page.text) or (_PRESENTED.search(page.text) if _is_slides(sheet) else None)
        if shown is not None and not sheet.is_web and not _LEARNING_FROM_REVIEWS.search(page.text[: shown.start()]):
            return finding("role", Role.PRESENTATION, page, shown.span(), extractor=NAME, confidence=0.6)
        for pattern in (_THIS_IS, _THIS):
            match = pattern.search(page.text, 0, _FIRST_CHARACTERS)
            role = role_in(match["what"]) if match is not None else None
            if match is not None and role is not None and (role is not Role.FULL_REPORT or pattern is _THIS_IS):
                return finding("role", role, page, match.span(), extractor=NAME, confidence=0.6)
    return None


def _is_slides(sheet: Sheet) -> bool:
    """Tell whether a document has the look of slides: several pages of few words, most of them in points."""
    pages = sheet.pages
    if sheet.is_web or len(pages) < _LEAST_SLIDES or sheet.words > _MOST_WORDS_A_PAGE * len(pages):
        return False
    return sum(len(_BULLET.findall(page.text)) for page in pages[:20]) >= _LEAST_BULLETS


def _learning_slides(sheet: Sheet) -> Finding | None:
    """Return that slides are a briefing where their heads or their title are about learning."""
    for page in sheet.pages[:10]:
        match = _LEARNING_FROM_REVIEWS.search(page.text) or _LEARNING_HEADING.search(page.text)
        if match is not None:
            return finding("role", Role.LEARNING_BRIEFING, page, match.span(), extractor=NAME, confidence=0.5)
    return None


def _by_shape(sheet: Sheet, nation: Nation | None) -> Finding | None:
    """Return that a paper on one case, titled as a review or by its reviewer, is the report."""
    kind = type_in(sheet.title, nation)
    if sheet.is_web or kind in _NO_REPORT or NO_REVIEW.search(sheet.title) or sheet.words < _LEAST_REPORT_WORDS:
        return None
    page = page_of(sheet, None)
    match = _REVIEW_OF.search(sheet.title)
    place = locate(page, match.group()) if match is not None and page is not None else None
    if page is not None and place is not None:
        return finding("role", Role.FULL_REPORT, page, place, extractor=NAME, confidence=0.5)
    for line in sheet.cover:
        on = page_of(sheet, line)
        place = locate(on, line.text) if on is not None and line.large and _BY_A_REVIEWER.search(line.text) else None
        if on is not None and place is not None and next(kinds.find(sheet, nation), None) is not None:
            return finding("role", Role.FULL_REPORT, on, place, extractor=NAME, confidence=0.5)
    return None
