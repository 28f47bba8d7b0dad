"""The words by which publishers name kinds of review and kinds of document.

Belongs here: the printed names of review types and document roles, and what they mean where (the
letters SCR are another review in Scotland). Does not belong here: choosing between several documents or
places; names of children; dates.
"""

import re
from functools import lru_cache

from catalogue.vocabulary import Nation, ReviewType, Role

LONGEST_LABEL = 160
"""Characters beyond which a text is prose and no label."""

# A review's name, but not the bodies, panels and people who are called after it.
_NOT_A_BODY = r"(?!\s+(?:Panel|Sub|Group|Committee|process|procedure|Guidance|Author|Repository))"
_CHILD = r"Child(?:ren|ren['’]s)?"

_TYPES: tuple[tuple[ReviewType, str], ...] = (
    (
        ReviewType.NATIONAL_CSPR,
        r"\bNational\s+(?:Child\s+Safeguarding\s+Practice\s+|Thematic\s+|Safeguarding\s+)*Reviews?(?:\s+Panel\s+Report)?\b",
    ),
    (ReviewType.SUSR, r"Single\s+Unified\s+Safeguarding\s+Reviews?|(?-i:\bSUSRs?\b)"),
    (
        ReviewType.LCSPR,
        rf"(?:Local\s+)?{_CHILD}\s+Safeguarding\s+(?:Learning\s+)?(?:Practice|Case)\s+Reviews?"
        r"|Local\s+Safeguarding\s+(?:Child(?:ren)?\s+)?Practice\s+Reviews?"
        r"|Safeguarding\s+Practice\s+Reviews?|(?-i:\b(?:LCSPR|CSPR|LSCPR|LSPR|SPR|LCPR)s?\b)",
    ),
    (
        ReviewType.CPR,
        r"(?:Extended\s+|Concise\s+)*\bChild\s+Practice\s+Reviews?|\bAdolygiad(?:au)?\s+(?:Ymarfer|Arferion?)\s+Plant\b|(?-i:\bE?CPRs?\b)",
    ),
    (
        ReviewType.LEARNING_REVIEW,
        r"Significant\s+Case\s+(?:Learning\s+)?Reviews?|\bLearning\s+(?:Lessons['’]?\s+)?Reviews?"
        r"|Local\s+(?:Case|Learning)\s+Reviews?|(?-i:\bLCRs?\b)",
    ),
    (ReviewType.SCR, r"Serious\s+Case\s+(?:Learning\s+)?Reviews?|(?-i:\bSCRs?\b)"),
    (ReviewType.CMR, r"Case\s+Management\s+Reviews?|(?-i:\bCMRs?\b)"),
    (
        ReviewType.SAR,
        r"Adults?\s+Practice\s+Reviews?|(?-i:(?<!\d\s)\bAPRs?\b(?!\s+(?:19|20)\d\d\b))|Safeguarding\s+Adults?['’]?s?\s+Reviews?|Adults?\s+Serious\s+Case\s+Reviews?|(?-i:\bSARs?\b)",
    ),
    (ReviewType.DHR, r"Domestic\s+(?:Homicide|Abuse\s+Related\s+Death)\s+Reviews?|(?-i:\b(?:DHR|DARDR)s?\b)"),
    (ReviewType.RAPID_REVIEW, r"\bRapid\s+Reviews?"),
    (
        ReviewType.THEMATIC,
        r"\bThematic\s+(?:(?:Multi-agency|Practice|Learning|Case|Safeguarding)\s+)*(?:Reviews?|Stud(?:y|ies)\b)",
    ),
)
_TYPE_PATTERNS = tuple((kind, re.compile(rf"(?:{words}){_NOT_A_BODY}", re.IGNORECASE)) for kind, words in _TYPES)

# As a heading on its own this is a partnership's section; with a topic beside it, an analysis.
_LEARNING_FROM = (
    r"\b(?:learning|lessons|messages)\s+(?:\w+\s+)?from\s+(?:\w+\s+){0,3}"
    r"(?:case|practice)(?:\s+management)?\s+reviews\b"
)

# Words that decide whatever other reviews the text names.
_OVERRIDES: tuple[tuple[ReviewType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        (
            ReviewType.GUIDANCE,
            r"\b(?:guidance|procedures?|protocols?|toolkit|flow\s*chart|terms\s+of\s+reference|template)\b"
            r"(?=.*\b(?:reviews?|SCRs?|LCSPRs?)\b)|\breviews?\b.*\b(?:guidance|procedures?|protocols?|toolkit|template)\b"
            r"|\breviews\b.*\bguide\s+(?:for|to)\b|\bguide\s+(?:for|to)\b.*\breviews\b",
        ),
        (
            ReviewType.ANALYSIS,
            r"\b(?:tri|bi)ennial\b|\btopic\s+briefings?\b|\banalys[ei]s\s+of\s+(?:\w+\s+){0,4}(?:case|practice|homicide)\s+reviews?"
            r"|\b(?:messages|lessons|themes)\s+from\s+(?:\w+\s+){0,2}reviews\s+of\b"
            rf"|{_LEARNING_FROM}\s*(?:[:–—-]|(?:\w+\s+)?briefing|about\b|in\s+relation)|[:–—-]\s*{_LEARNING_FROM}"
            r"|\b(?:study|overview|sample)\s+of\s+(?:[\w-]+\s+){0,5}(?:case|practice)(?:\s+management)?\s+reviews\b"
            r"|\bnational\s+panel\b.*\bannual\s+report\b|\bpanel['’]?s?:?\s+annual\s+report\b",
        ),
        (
            ReviewType.NATIONAL_CSPR,
            r"\bnational\s+(?:child\s+safeguarding\s+practice\s+|thematic\s+|safeguarding\s+)*review(?:s\b|\b(?!\s+panel))"
            r"|\bnational\s+(?:CSPR)s?\b|\bnational\s+review\s+panel\s+report\b",
        ),
    )
)

_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words, re.IGNORECASE))
    for role, words in (
        (Role.SEVEN_MINUTE_BRIEFING, r"\b(?:7|seven)[\s-]*(?:min(?:ute)?s?|point)\b"),
        (Role.EASY_READ, r"\beasy[\s-]*read\b"),
        (
            Role.IMPROVEMENTS_INFORMATION,
            r"\binformation\s+about\s+(?:the\s+)?improvements?\b|\bimprovements?\s+information\b",
        ),
        (Role.ADDENDUM, r"\baddendum\b"),
        (Role.ACTION_PLAN, r"\b(?:action|improvement)\s+plan\b"),
        (
            Role.RESPONSE,
            r"^\W*response\b|\bresponse\W*(?:\(.*)?$|\bresponse\s+(?:document|report|statement|to)\b"
            r"|\b(?:board|partnership|L?SC[BP]|committee|government|agency)['’]?s?\s+response\b",
        ),
        (Role.RECORDING, r"\b(?:video|podcast|audio|webinar\s+recording)\b"),
        (Role.PRESENTATION, r"\b(?:presentation|power\s*point|slides?|slide\s+deck)\b"),
        (Role.OTHER, r"\b(?:press\s+(?:release|statement)|media\s+statement|infographic|information\s+sheet|poster)\b"),
        (
            Role.LEARNING_BRIEFING,
            r"\b(?:learning|practice|practitioners?['’]?|strategic|themed?|thematic|one[\s-]page|1[\s-]page)"
            r"[\s:-]+(?:\w+\s+)?(?:brief(?:ing)?s?|leaflets?|summary|summaries|notes?|guides?|points|bulletins?)\b"
            r"|\b(?:case|review)\s+(?:brief|notes?|leaflet|bulletin)\b"
            r"|\bbriefings?\b|\bleaflets?\b|\blearning\s+on\s+(?:one\s+)?a?\s*page\b|\b(?:key\s+)?learning\W*(?:\(.*)?$"
            r"|\blearning,\s+published\b|\bpractice\s+(?:learning|points)\b",
        ),
        (Role.EXECUTIVE_SUMMARY, r"\bexec(?:utive)?\.?\s+summary\b|\bsummary\s+report\b|\bsummary\b"),
        (
            Role.FULL_REPORT,
            r"\b(?:overview|full|final|anonymised|published|review|main|panel)\s+(?:\w+\s+)?(?:report|review)\b|\breport\b"
            r"|\b(?:read|download|view|see)\s+the\s+(?:\w+\s+){0,3}review\b",
        ),
    )
)

_TRAINING = re.compile(
    r"\b(?:training|workshops?|webinars?|conferences?|seminars?|e-?learning|masterclass|course|courses"
    r"|book\s+(?:now|a\s+place|your\s+place)|lunch\s+(?:and|&)\s+learn|learning\s+events?)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"reviews\b|(?-i:[A-Z]Rs\b)", re.IGNORECASE)


@lru_cache(maxsize=256)  # several fields ask the same of the first pages
def type_spans(text: str, nation: Nation | None) -> tuple[tuple[int, int, ReviewType], ...]:
    """Find every printed name of a kind of review.

    Args:
        text: A label, a title, or a page.
        nation: Nation whose law applies; it decides what the letters SCR mean.

    Returns:
        Start, end and meaning of each, in the order of the text, the longer one where two overlap.
    """
    spans = [(m.start(), m.end(), kind) for kind, pattern in _TYPE_PATTERNS for m in pattern.finditer(text)]
    spans.sort(key=lambda span: (span[0], span[0] - span[1]))
    kept: list[tuple[int, int, ReviewType]] = []
    for start, end, kind in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, _in_nation(kind, nation)))
    return tuple(kept)


def type_in(text: str, nation: Nation | None) -> ReviewType | None:
    """Tell what kind of review a label or title names.

    Args:
        text: A label, heading or title.
        nation: Nation whose law applies, or None where it is not known.

    Returns:
        The kind; None where the text names none, or heads several kinds together
        ("Serious Case Reviews and Learning Reviews").
    """
    for kind, pattern in _OVERRIDES:
        if pattern.search(text):
            return kind
    spans = type_spans(text, nation)
    if not spans:
        return None
    plural = {kind for start, end, kind in spans if _SEVERAL.search(text[start:end])}
    if len(plural) > 1 and all(_SEVERAL.search(text[start:end]) for start, end, _ in spans):
        return None
    return spans[0][2]


def role_in(text: str) -> Role | None:
    """Tell what a document is to its review, by the words of its label or title.

    Args:
        text: A label, link text, heading or title.

    Returns:
        The role; a label that is only the name of one review means its report. None where no word says.
    """
    folded = " ".join(text.replace("_", " ").split())
    for role, pattern in _ROLES:
        if pattern.search(folded):
            return role
    if len(folded) > LONGEST_LABEL:
        return None
    spans = type_spans(folded, None)
    if spans and not any(_SEVERAL.search(folded[start:end]) for start, end, _ in spans):
        return Role.FULL_REPORT
    return None


def is_training(text: str) -> bool:
    """Tell whether a label announces a course, an event or other training.

    Args:
        text: A label, heading or title.

    Returns:
        Whether one of the words for training stands in it.
    """
    return _TRAINING.search(text) is not None


def role_words(text: str) -> tuple[tuple[int, int], ...]:
    """Find the words that name document roles.

    Args:
        text: A label or title.

    Returns:
        Start and end of each place, unordered, possibly overlapping.
    """
    return tuple(match.span() for _, pattern in _ROLES for match in pattern.finditer(text))


def _in_nation(kind: ReviewType, nation: Nation | None) -> ReviewType:
    """Return what a name means under a nation's law."""
    if kind is ReviewType.SCR and nation is Nation.SCOTLAND:
        return ReviewType.LEARNING_REVIEW
    if kind is ReviewType.LCSPR and nation is Nation.WALES:
        return ReviewType.CPR
    return kind
