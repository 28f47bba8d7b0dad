"""How old the children were, in the words printed: "3-year old", "aged 23 months", "aged 8 and 6".

Belongs here: ages that a document prints for the children it is about. Does not belong here: ages worked out
from dates of birth, and those of parents, siblings who are not the subject, offenders or practitioners.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from catalogue.extract import pseudonyms
from catalogue.extract.kind import NO_REVIEW
from catalogue.extract.quoting import finding
from catalogue.extract.sheet import Sheet
from catalogue.extract.standing import begins, in_small
from catalogue.extract.words import type_in
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Nation, ReviewType

NAME = "ages@1"

MOST_AGES = 4
"""Ages told of one document: reviews of more children than that tell a band."""
OLDEST = 18
"""Years beyond which an age is not a child's."""

_WORDS = (
    "one|two|three|four|five|sixteen|six|seventeen|seven|eighteen|eight|nineteen|nine|ten|eleven|twelve|thirteen"
    "|fourteen|fifteen"
)
_NUMBER = rf"(?:\d{{1,2}}(?![\d/%:.]\d|\d)|{_WORDS})(?:\s+and\s+a\s+half)?"
_UNIT = r"(?:days?|weeks?|months?|years?|yrs?)"
_SPAN = rf"(?:{_NUMBER})(?:\s+{_UNIT})?(?:(?:\s*[-–]\s*|,?\s+(?:and|to)\s+)(?:{_NUMBER})(?:\s+{_UNIT})?)?"
_CHILDREN = (
    r"(?:bab(?:y|ies)|infants?|toddlers?|bo(?:y|ys)|girls?|child(?:ren)?|sons?|daughters?|teenagers?|twins?"
    r"|young\s+(?:person|people|man|woman))"
)
# These four are tried on small letters.
_OLD = re.compile(rf"\b(?P<age>(?:{_NUMBER})[\s-]*{_UNIT}[\s-]+old|(?:{_NUMBER})\s+{_UNIT}\s+of\s+age)\b")
_AGED = re.compile(
    rf"\b(?P<age>aged?\s+(?:between\s+|just\s+|only\s+|about\s+)?{_SPAN}|at\s+the\s+age\s+of\s+(?:just\s+|only\s+)?{_SPAN})\b"
)
_OF_SOME_AGE = re.compile(rf"\b{_CHILDREN}\s+of\s+(?:just\s+|only\s+)?(?P<age>{_NUMBER}(?:\s+{_UNIT})?)\b")
_SCHOOL_AGE = re.compile(r"\b(?P<age>(?:primary|secondary|pre-?)\s*school[\s-]aged?)\b")
# What follows a child's name that tells its age.
_AFTER_NAME = re.compile(
    rf"[’'”]?(?:,\s+|\s+(?:was|is)\s+(?:then\s+|just\s+|only\s+)?)"
    rf"(?P<age>(?i:{_NUMBER}(?:\s+{_UNIT})?))(?=,|\.(?!\d)|\s+(?:when|at\s+the\s+time|and\s+(?:was|lived|had|died)|who|years)\b)"
)
_SHAPES = ((_OLD, 0.8), (_AGED, 0.8), (_OF_SOME_AGE, 0.7), (_SCHOOL_AGE, 0.6))
# Whose the age is where it is not a subject child's: said right before it or right after.
_OTHERS = (
    r"(?:mother|father|mum|dad|parent|step\w+|grand\w+|uncle|aunt|cousin|partner|boyfriend|girlfriend|ex-\w+|husband|wife"
    r"|wom[ae]n|m[ae]n|adult|perpetrator|offender|driver|carer|foster\s+\w+|(?:half-?\s?)?(?:sibling|brother|sister)|practitioner"
    r"|worker|neighbour|lodger|friend|male|female)s?"
)
_OTHER_BEFORE = re.compile(rf"\b{_OTHERS}(?:['’]s)?\b[^.;]{{0,18}}$", re.IGNORECASE)
_CHILD_BEFORE = re.compile(
    rf"\b(?:{_CHILDREN}|(?<!his\s)(?<!her\s)(?<!their\s)(?<!older\s)(?<!younger\s)(?:brothers|sisters|siblings|brother\s+and\s+sister))\b[^.;]{{0,30}}$",
    re.IGNORECASE,
)
_OTHER_AFTER = re.compile(rf"^(?:[\s-]+\w+)?[\s-]+(?!young\s){_OTHERS}\b(?!\s+child)", re.IGNORECASE)
_YOUNG_AFTER = re.compile(rf"^[\s,-]*(?:\w+\s+){{0,2}}?{_CHILDREN}\b", re.IGNORECASE)
_ANOTHER_TIME = re.compile(
    r"\b(?:since|from|until|till|before|after|by|under|over|below|above|least|than|between)\s+(?:the\s+)?(?:age\s+of\s+)?$|\b(?:since|from|until|by|after|before)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_OF_MANY = re.compile(
    r"\b(?:all|other|most|many|any|every|some)\s+(?:\w+\s+)?(?:children|babies|young\s+people|infants)\b|\bper\s+cent\b|%|\bnational(?:ly)?\b|\bdefinition\b|\bor\s+over\b|\band\s+(?:over|under)\b"
    r"|\bolder\s+than\b|\bworking\s+together\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[^.!?\n]|\.(?=\d)|\n(?![ \t]*\n))+(?:[.!?]+|\n|$)")
_SKIPPED = (ReviewType.GUIDANCE, ReviewType.ANALYSIS)
_LONGEST_SENTENCE = 1200


def find(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield the ages of the children, as printed.

    Args:
        sheet: The document.
        nation: Nation whose law applies, or None.

    Yields:
        At most four findings: those of the first sentence of title and first pages that gives an age of a
        child; of a web page that tells of several cases, one sentence after the other. None for annual
        reports, guidance and analyses, which tell of many children.
    """
    if NO_REVIEW.search(sheet.title) or type_in(sheet.title, nation) in _SKIPPED:
        return
    names = tuple(dict.fromkeys(one.value for one in pseudonyms.find(sheet, nation)))
    seen: set[str] = set()
    for found in _by_sentence(sheet, names):
        fresh = [one for one in found if _key(one.value) not in seen][: MOST_AGES - len(seen)]
        seen.update(_key(one.value) for one in fresh)
        yield from fresh
        if seen and not (sheet.is_web and len(names) > 1 and len(seen) < MOST_AGES):
            return


def _by_sentence(sheet: Sheet, names: tuple[str, ...]) -> Iterator[list[Finding]]:
    """Yield the ages of each sentence of the first pages."""
    short = _short(names)
    for page in sheet.start(4):
        small = in_small(page.text)
        places = [match.start() for pattern, _ in _SHAPES for match in pattern.finditer(small)]
        places = sorted([*places, *(start for start, _ in _of_the_named(short, page.text))])
        # Most sentences give no age: only those that hold a place where a pattern begins are looked at.
        for match in _SENTENCE.finditer(page.text) if places else ():
            at = bisect_left(places, match.start())
            if at == len(places) or places[at] >= match.end():
                continue
            sentence = match.group()
            if len(sentence) <= _LONGEST_SENTENCE and not _OF_MANY.search(sentence):
                yield _ages(page, sentence, match.start(), short)


def _ages(page: PageText, sentence: str, offset: int, names: Sequence[str]) -> list[Finding]:
    """Return the ages of one sentence that are a child's, in order."""
    spans: dict[int, tuple[int, float]] = {}
    small = in_small(sentence)
    places = [(match.span("age"), confidence) for pattern, confidence in _SHAPES for match in pattern.finditer(small)]
    places += [(match.span("age"), 0.7) for _, match in _of_the_named(names, sentence)]
    for (start, end), confidence in places:
        taken = any(start < other_end and other < end for other, (other_end, _) in spans.items())
        if not taken and _is_childs(sentence, start, end):
            spans[start] = (end, confidence)
    return [
        finding(
            "ages",
            " ".join(sentence[start:end].split()),
            page,
            (offset + start, offset + end),
            extractor=NAME,
            confidence=confidence,
        )
        for start, (end, confidence) in sorted(spans.items())
    ]


def _is_childs(sentence: str, start: int, end: int) -> bool:
    """Tell whether an age is a child's at the time of the case: not a parent's, not of another time of a life."""
    age, before, after = sentence[start:end], sentence[:start], sentence[end:]
    years = re.search(r"\d{2,}", age)
    if years is not None and int(years.group()) > OLDEST and re.search(r"day|week|month", age, re.IGNORECASE) is None:
        return False
    if _ANOTHER_TIME.search(before) and not age.lower().startswith("aged"):
        return False
    if _YOUNG_AFTER.match(after):
        return True
    if _OTHER_AFTER.match(after):
        return False
    return _OTHER_BEFORE.search(before) is None or _CHILD_BEFORE.search(before) is not None


def _short(names: Sequence[str]) -> list[str]:
    """Return the names by which sentences tell of the children, the longest first."""
    short = {name.split()[-1] if len(name.split()[-1]) > 2 else name for name in names}
    return sorted(short, key=lambda name: (-len(name), name))


def _of_the_named(names: Sequence[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield where a named child's age stands as a bare number: "Robin was fifteen when", "Robin, 12, who"."""
    passed = 0
    for start, end in begins(names, text):
        match = _AFTER_NAME.match(text, end) if start >= passed else None
        if match is not None:
            passed = match.end()
            yield start, match


def _key(age: str) -> str:
    """Return an age without the words around its numbers and units, to know it again."""
    return re.sub(r"\b(?:aged?|old|at|the|of|just|only|about|between|years?)\b|\W", "", age.lower()).rstrip("s")
