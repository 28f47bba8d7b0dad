"""The pseudonyms under which a document speaks of its children.

Belongs here: reading them from title, cover and deposit sheet, and from the sentence that introduces them.
Does not belong here: the shapes themselves (``names``); parents, professionals and offenders.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise

from catalogue.dates import find_dates
from catalogue.extract.kind import NO_REVIEW
from catalogue.extract.names import is_full_name, is_given_name, pseudonyms_in
from catalogue.extract.quoting import finding, locate_name
from catalogue.extract.sheet import Sheet
from catalogue.extract.words import role_in, type_in
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Nation, Precision, ReviewType, Role

NAME = "pseudonyms@4"

_NAMED = r"[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"

_INITIALS = re.compile(
    r"^Initials\s+of\s+(?:the\s+)?(?:child|subject)\W+(?P<name>[A-Z]{1,3}\d?)\b", re.IGNORECASE | re.MULTILINE
)
_INTRODUCED = re.compile(
    r"\b(?:child|baby|infant|boy|girl|young\s+person|subject|teenager|he|she|they|who|brothers|sisters|siblings)\b[^.]{0,60}?"
    r"\b(?:known\s+(?:in\s+this\s+(?:report|review)\s+)?as|referred\s+to\s+(?:\w+\s+){0,5}as|be\s+called|is\s+called|called"
    r"|given\s+the\s+(?:name|pseudonym)|pseudonym\s+(?:of|is|used\s+is))\s+(?P<name>[^.;:()\n]{1,50})"
)
# "Petra, aged 10 months, was found", "Robin Example, a man of 24, died"
_AGED = re.compile(
    r"\b(?P<name>[A-Z][a-zà-ÿ]+(?:[ \n][A-Z][a-zà-ÿ]+)?)[’']?,[’']?\s+(?:who\s+was\s+)?(?:(?:then|only|just)\s+)?"
    r"(?:aged?\s+(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|just|only)"
    r"|an?\s+(?:[\w-]+\s+){0,4}?(?:man|woman|boy|girl|baby|child|infant|teenager|young\s+person)\b)"
)
# "the three-month-old baby Petra", "Petra was six weeks old", "the care given to Petra"
_OF_AN_AGE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:days?|weeks?|months?|years?)[\s-]old\s+(?:baby|boy|girl|child|infant|twins?)?\s*,?\s*[‘']?(?P<name>{_NAMED})\b",
        rf"\b(?P<name>{_NAMED})[’']?\s+was\s+(?:just\s+|only\s+|aged\s+)?(?:\w+\s+(?:days?|weeks?|months?)|1?\d\s+years?)\s+old\b",
        rf"\b[Rr]eview\s+(?:concerns|is\s+about|examines|relates\s+to|focuses\s+on)\s+"
        rf"(?:the\s+(?:death|life|case|circumstances)\s+of\s+)?[‘“']?(?P<name>{_NAMED})\b(?!\s+(?:[A-Z]|and\s+[a-z]))",
        rf"\b[Pp]seudonym\s+(?:of\s+|is\s+)?[‘“']?(?P<name>{_NAMED})\b",
        rf"\b(?P<name>{_NAMED})\s+is\s+not\s+(?:the\s+child['’]s|his|her|their|a)\s+(?:real|actual|own)\s+name\b",
        rf"\b(?P<name>{_NAMED})\s+(?:is|was)\s+an?\s+(?:[\w-]+\s+){{0,3}}(?:boy|girl|baby|child|infant|toddler|teenager)\b",
        rf"\b[Cc]are\s+(?:that\s+was\s+)?(?:given|provided|offered)\s+to\s+(?P<name>{_NAMED})\b",
    )
)
_REVIEW_OF = re.compile(
    r"\b[Rr]e(?:view|port)\s+(?:[Rr]eport\s+)?(?:for|regarding|concerning|in\s+respect\s+of|relating\s+to|about|of|into)\s+(?P<name>"
    r"(?:Child(?:/Adult)?|Baby|Family|Children)\s+[^.;:()\n]{1,30})"
)
_TWIN = re.compile(r"\bTwin\s+(?:\d|[A-Z])\b")
# A reference that stands as the name of a review: "Child Practice Review, EXAMPLE 3 2016".
_REFERRED = re.compile(r"\bReview(?:\s+Report)?[,:]?\s+(?P<name>[A-Z]{3,}\s+\d{1,2}(?:\s+(?:19|20)\d\d)?)\b")
# "a child known as BA is": letters of the child, not of its legal status.
_KNOWN_AS = re.compile(
    r"\b(?:child|baby|infant|boy|girl|young\s+person|subject)\s+(?:(?:who\s+)?(?:is|was|will\s+be)\s+)?"
    r"(?:known|referred\s+to)\s+as\s+[‘“'\"]?(?P<name>[A-Z]{1,3}\d{0,2})\b"
)
_STATUS = frozenset({"LAC", "CLA", "CP", "CIN", "CIC", "GP", "YP", "EHE", "DA", "DV", "UK", "NFA", "UAM", "UASC"})
_AGE = re.compile(r"\b(?:aged|(?:days?|weeks?|months?|years?)[\s-]old)\b")
_CASES = (ReviewType.SCR, ReviewType.LCSPR, ReviewType.CPR, ReviewType.SAR, ReviewType.DHR, ReviewType.CMR)
_INDEX_ROLES = (Role.SEVEN_MINUTE_BRIEFING, Role.LEARNING_BRIEFING)
_LETTERED = re.compile(r"\b(?:Child|Baby)\s+[A-Z]{1,2}\d?\b(?!['’]?s?\s+(?:Plan|Protection))")
_OF_A_REVIEW = re.compile(r"\b(?:SCR|LCR|L?CSPR|SPR|CPR|CMR|SAR|DHR)\s+[A-Z]{1,2}\d?\b(?!['’])")
_LONGEST_ENTRY = 140
_ALL_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")


def find(sheet: Sheet, _nation: Nation | None) -> Iterator[Finding]:
    """Yield the pseudonyms, in the order of the title.

    Args:
        sheet: The document.
        _nation: Not used.

    Yields:
        One finding a pseudonym: from the cover and the headings of a page of several briefings; or where these
        name none, or none but a family, from the sentence that introduces it; or the only child that the first
        pages name.
    """
    yield from _once(sheet)


@lru_cache(maxsize=1)
def _once(sheet: Sheet) -> tuple[Finding, ...]:
    """Return the pseudonyms of a document, read once for all the extractors that ask for them one after the other."""
    if NO_REVIEW.search(sheet.title) and not pseudonyms_in(sheet.title):
        return ()  # an annual report or a policy tells of children who are others' subjects
    seen: set[str] = set()
    kept: list[Finding] = []
    for found in (chain(_on_cover(sheet), _on_index(sheet)), _introduced(sheet), _only_child(sheet)):
        for one in found:
            if _is_new(one.value, seen):
                kept.append(one.model_copy(update={"full_name": is_full_name(one.value)}))
        if any(not name.startswith("famil") for name in seen):
            break
    return tuple(kept)


def _on_cover(sheet: Sheet) -> Iterator[Finding]:
    """Yield the pseudonyms of title, large lines, deposit sheet and metadata box."""
    for line in sheet.names_text.splitlines():
        for name in pseudonyms_in(_small(line)):
            yield from _quoted(sheet, name, 0.85)
    for own in sheet.title_lines:
        # A line of the title that is only names ("Petra and Robin" below "7 minute briefing") needs the text's word.
        names = pseudonyms_in(own.text, bare=True)
        alone = own.large and type_in(sheet.title, None) in _CASES and len(own.text.split()) <= 2 * len(names)
        if names and (alone or all(_in_running_text(sheet, name) for name in names)):
            for name in names:
                yield from _quoted(sheet, name, 0.7)
    for page in sheet.start():
        for match in _INITIALS.finditer(page.text):
            yield finding("pseudonyms", match["name"], page, match.span("name"), extractor=NAME, confidence=0.8)


def _on_index(sheet: Sheet) -> Iterator[Finding]:
    """Yield the pseudonyms that a web page of several reviews or briefings names in its headings and entries."""
    if not sheet.is_web or pseudonyms_in(sheet.title):
        return
    briefings = role_in(sheet.title) in _INDEX_ROLES
    for page in sheet.pages:
        lines = [line.strip() for line in page.text.splitlines() if line.strip()]
        for line, after in pairwise([*lines, ""]):
            if briefings and line in page.large:
                names = pseudonyms_in(line, bare=True)
                told = bool(_AGE.search(after)) or all(_in_running_text(sheet, name) for name in names)
            else:
                names = pseudonyms_in(line) if len(line) <= _LONGEST_ENTRY else ()
                # An entry names its review or its briefing beside the child; other short lines are menus and news.
                told = type_in(line, None) is not None or role_in(line) in _INDEX_ROLES
                # "SCR S & SCR D": a letter alone is nobody's name, with the kind of review it is what is printed.
                names = tuple(name for name in names if len(name) > 1) + tuple(_OF_A_REVIEW.findall(line))
            for name in names if told else ():
                yield from _quoted(sheet, name, 0.6)


def _introduced(sheet: Sheet) -> Iterator[Finding]:
    """Yield the pseudonyms that a sentence of the first pages introduces, gives the age of, or ties to the review."""
    deposited = sheet.deposit[0] if sheet.deposit else None
    for page in [page for page in sheet.start(4) if page is not deposited][:3]:
        for match in _INTRODUCED.finditer(page.text):
            for name in pseudonyms_in(match["name"], bare=True) or pseudonyms_in(_lead(match["name"]), bare=True):
                yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.6)
        yield from _by_letters(page)
        for pattern in (_AGED, *_OF_AN_AGE):
            for match in pattern.finditer(page.text):
                name = " ".join(match["name"].split())
                if is_given_name(name):
                    yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.55)
        for match in _REVIEW_OF.finditer(page.text):
            for name in pseudonyms_in(" ".join(match["name"].split())):
                yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.6)


def _by_letters(page: PageText) -> Iterator[Finding]:
    """Yield twins by number, a review's reference, and a child known by letters."""
    for pattern in (_REFERRED, _KNOWN_AS):
        for match in pattern.finditer(page.text):
            name = " ".join(match["name"].split())
            dated = any(date.precision is not Precision.YEAR for date in find_dates(name.title()))
            if name not in _STATUS and not dated:
                yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.6)
    for match in _TWIN.finditer(page.text):
        name = " ".join(match.group().split())
        yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.5)


def _only_child(sheet: Sheet) -> Iterator[Finding]:
    """Yield the one child whom the first pages name by a letter, if no other is named."""
    named = [(match.group(), page, match.span()) for page in sheet.start() for match in _LETTERED.finditer(page.text)]
    if len({name.split()[-1] for name, _, _ in named}) == 1:
        name, page, place = named[0]
        yield finding("pseudonyms", " ".join(name.split()), page, place, extractor=NAME, confidence=0.4)


def _in_running_text(sheet: Sheet, name: str) -> bool:
    """Tell whether a word keeps its capital in the middle of a sentence, as names do and topics do not."""
    middle = re.compile(rf"[a-z,;]\s+{re.escape(name)}\b")
    own = {line.text for line in sheet.title_lines}
    return any(
        middle.search("\n".join("." if line.strip() in own else line for line in page.text.splitlines()))
        for page in sheet.pages
    )


def _lead(text: str) -> str:
    """Return the capitalised words that a text begins with: "Robin and Petra in this report" gives the names."""
    match = re.match(r"\W*(?:[A-Z][\w’'-]*[’'”]?(?:,?\s+(?:and\s+|&\s+)?(?=[A-Z]))?)+", text)
    return match.group() if match else ""


def _quoted(sheet: Sheet, name: str, confidence: float) -> Iterator[Finding]:
    """Yield a pseudonym with the first place that prints it."""
    for page in sheet.start():
        place = locate_name(page, name)
        if place is not None:
            yield finding("pseudonyms", name, page, place, extractor=NAME, confidence=confidence)
            return


def _is_new(name: str, seen: set[str]) -> bool:
    """Tell whether a pseudonym was not read yet ("Daniel" after "Daniel Pelka" is not new), and note it."""
    folded = name.casefold()
    if any(folded == one or folded in one.split() for one in seen):
        return False
    seen.add(folded)
    return True


def _small(text: str) -> str:
    """Return capitals as a title would print them, so that BABY PETER has the shape of a name."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    if 2 * sum(word.isupper() for word in words) <= len(words):
        return text
    return _ALL_CAPITALS.sub(lambda match: match.group().title(), text)
