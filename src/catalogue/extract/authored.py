"""The sentences that say who wrote a review.

Belongs here: sentences of the first pages about an author or reviewer, and the findings of the people they name. Does
not belong here: labels and places on a cover (``reviewers``), the shape of names (``people``).
"""

import re
from itertools import islice

from catalogue.extract.people import NAME, NAMES, in_small_letters, people
from catalogue.extract.quoting import finding
from catalogue.extract.sheet import Sheet
from catalogue.extract.standing import in_small
from catalogue.flow import Flow
from catalogue.models import Finding, PageText

EXTRACTOR = "reviewers@4"

# Every sentence about an author holds one of these: a page without is not tried against the patterns.
_AUTHORS_WORD = re.compile(r"\b(?:author(?!it)|reviewer|writ|compiled)")
_SENTENCES = tuple(
    (re.compile(needed), re.compile(pattern))
    for needed, pattern in (
        (
            r"(?:written|authored|compiled)\s+(?:independently\s+)?by\b",
            rf"(?i:\b(?:report|review|it)\s+(?:was|is|has\s+been)\s+(?:independently\s+)?(?:written|authored|compiled)\s+(?:independently\s+)?by)\s+"
            rf"(?i:(?:the\s+|an?\s+|two\s+|independent\s+|lead\s+|external\s+|reviewers?\s*,?\s+|authors?\s*,?\s+|consultants?\s*,?\s+))*(?P<names>{NAMES}(?:[^.\n]{{0,80}}?\band\s+{NAME})?)",
        ),
        (
            r"(?:written|authored)\s+(?:independently\s+)?by\b",
            rf"(?i:\b(?:authored|written)\s+(?:independently\s+)?by)\s+(?i:(?:the\s+|an?\s+|two\s+|independent\s+|lead\s+|reviewers?\s*,?\s+|authors?\s*,?\s+))*(?P<names>{NAMES})",
        ),
        (
            r"(?:reviewer|author|writer)s?\b",
            rf"(?i:\b(?:independent|lead|overview)\s+(?:lead\s+)?(?:reviewer|author|writer)s?),?\s+(?:(?:was|is|were|are)\s+)?(?P<names>{NAMES})"
            r"(?!\s+(?:and\s+)?(?i:chair))",
        ),
        (
            r"\bthe\s+(?:independent\s+|lead\s+)?(?:author|reviewer)s?\b",
            rf"(?i:\bthe\s+(?:independent\s+|lead\s+)?(?:author|reviewer)s?\s*(?:was|were|,))\s+(?P<names>{NAMES})",
        ),
        (
            r"\bwas\s+led\s+by\b",
            rf"(?i:\b(?:review|report)\s+was\s+led\s+by)\s+(?P<names>{NAMES}),?\s+(?:an?|the|who\s+(?:is|was)\s+an?)\s+(?i:independent|lead|external)\s+(?i:reviewer|author|consultant)s?\b",
        ),
        (
            r"\bto\s+(?:lead|write|undertake|carry\s+out)\s+th(?:e|is)\s+re(?:view|port)\b",
            rf"(?P<names>{NAMES}),[^.\n]{{0,100}}(?:\n[^.\n]{{0,100}})?\bto\s+(?:lead|write|undertake|carry\s+out)\s+(?:the|this)\s+(?:review|report)\b",
        ),
        (
            r"(?:author|reviewer)s?\s+of\s+th(?:e|is)\b",
            rf"(?i:\b(?:author|reviewer)s?\s+of\s+(?:this|the)\s+(?:overview\s+)?(?:report|review)\s+(?:is|was|are|were))\s+(?P<names>{NAMES})",
        ),
        (
            r"(?:author|reviewer)s?\s+of\s+th(?:e|is)\b",
            rf"(?P<names>{NAMES})\s+(?:is|was|are|were)\s+the\s+(?:(?:independent|lead|overview|report)\s+)*(?:author|reviewer)s?\s+of\s+th(?:is|e)\s+"
            r"(?:overview\s+)?(?:report|review)\b",
        ),
        (
            r"\b(?:appointed|commissioned|engaged)\b",
            rf"\b(?:appointed|commissioned|engaged)\s+(?P<names>{NAMES})\s+(?:as|to\s+be)\s+(?:the\s+|an?\s+|its\s+)?(?i:(?:independent|lead|overview|report)\s+)+"
            r"(?i:author|reviewer|writer)s?\b",
        ),
        (
            r"\b(?:appointed|commissioned)\s+to\s+(?:write|author)\b",
            rf"(?P<names>{NAMES}),[^.\n]{{0,60}},\s+(?:was|were)\s+(?:appointed|commissioned)\s+to\s+(?:write|author)\s+(?:the|this)\s+(?:overview\s+)?(?:report|review)\b",
        ),
        (
            r"\b(?:appointed|commissioned|engaged|asked)\b",
            rf"(?P<names>{NAMES})[^.\n]{{0,60}}?\s+(?:was|were|is|has\s+been|have\s+been)\s+(?:\w+\s+){{0,2}}?(?:appointed|commissioned|engaged|asked)\s+"
            r"(?:by\s+[^.\n]{0,60}?\s+)?(?:as|to\s+be|to\s+act\s+as)\s+(?:the\s+|an?\s+)?(?i:(?:independent|lead|overview|report|external)\s+)*(?i:reviewer|author|writer)s?",
        ),
    )
)
"""What every sentence of a kind holds in small letters, and the sentence: only the words around the first are tried."""
_AROUND, _MOST_PLACES = 320, 20


def in_sentences(sheet: Sheet) -> list[Finding]:
    """Return the names that a sentence of the first pages says to be the author's.

    Args:
        sheet: The document.

    Returns:
        Findings of the first sentence that names anybody.
    """
    for page in sheet.start(4):
        flow = sheet.flow(page)
        small = in_small(flow.text)
        for needed, pattern in _SENTENCES if _AUTHORS_WORD.search(in_small(page.text)) else ():
            for place in islice(needed.finditer(small), _MOST_PLACES):
                match = pattern.search(flow.text, max(0, place.start() - _AROUND), place.end() + _AROUND)
                named = named_in(flow, match["names"], match.start("names"), 0.7) if match is not None else []
                if named:
                    return named
    return []


def named_in(of: PageText | Flow, names: str, offset: int, confidence: float) -> list[Finding]:
    """Return a finding for each person in a list of names.

    Args:
        of: The page, or its running text.
        names: The list, as printed or in the capitals of names.
        offset: Where it begins in that text.
        confidence: Rank, 0 to 1.

    Returns:
        The findings, in order of print.
    """
    found = [(name, offset + start, offset + end) for name, start, end in people(in_small_letters(names))]
    page = of.page if isinstance(of, Flow) else of
    return [
        finding(
            "reviewers",
            name,
            page,
            of.place(start, end) if isinstance(of, Flow) else (start, end),
            extractor=EXTRACTOR,
            confidence=confidence,
        )
        for name, start, end in found
    ]
