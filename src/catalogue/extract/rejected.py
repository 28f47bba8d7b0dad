"""What looks like a value of a field and is not, each with the reason.

Belongs here: dates of other steps, people who are not the reviewer, names that are not the child's, areas that
are not the publisher's. Does not belong here: values that stand, and what of all this may be published
(``resolve``): these findings hold names and dates of private people.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from catalogue.authority import areas_named
from catalogue.dates import find_dates
from catalogue.extract import published
from catalogue.extract.labels import areas_in, published_word
from catalogue.extract.people import in_small_letters, people
from catalogue.extract.quoting import locate
from catalogue.extract.sheet import Sheet
from catalogue.extract.standing import in_small
from catalogue.extract.words import type_in
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Nation, Rejection, ReviewType

NAME = "rejected@1"

MOST = 12
"""Rejected findings kept of one field of one document."""
_PAGES = 3
_LONGEST_LINE = 300
_MOST_LISTED = 10
_ROOM = 80

# Steps and posts are looked for in small letters.
_STEPS = (
    (Rejection.BIRTH, r"\bborn\b|\bbirth\b|\bdob\b"),
    (Rejection.DEATH, r"\bdied\b|\bdeath\b|\bdod\b|\bkilled\b|\bmurdered\b"),
    (Rejection.INCIDENT, r"\bincident\b|\binjur\w+|\bevents?\b(?!\s+held)|\bhospital\b|\bassault\w*"),
    (Rejection.APPROVAL, r"\bapprov\w+|\bagreed\b|\bratified\b|\bendorsed\b|\bsigned(?:\s+off)?\b|\baccepted\b"),
    (Rejection.SUBMISSION, r"\bsubmi\w+|\bsent\b|\bpresented\b|\breceived\b|\bnotified\b"),
    (Rejection.UPDATE, r"\bupdated?\b|\bmodified\b|\breview\s+(?:date|due)\b|\bnext\s+review\b|\bversion\b|\bdraft\b"),
    (Rejection.COMMISSION, r"\bcommission\w+|\bstarted\b|\bbegan\b|\binitiated\b|\bcommenced\b|\bdecision\s+to\b"),
    (Rejection.PERIOD, r"\bperiod\b|\bfrom\b|\bsince\b|\bbetween\b|\btime\s?line\b|\buntil\b"),
    (
        Rejection.MEETING,
        r"\bmeeting\b|\bheld\b|\bmet\b|\bcourt\b|\bconvicted\b|\bsentenced\b|\bcompleted\b|\bhearing\b",
    ),
)
_STEP = tuple((reason, re.compile(pattern)) for reason, pattern in _STEPS)

_POSTS = (
    (Rejection.CHAIR, r"\bchair(?:ed|s|man|woman|person)?\b"),
    (Rejection.PANEL, r"\bpanel\s+members?(?:hip)?\b|\bmembers?(?:hip)?\s+of\s+the\s+panel\b"),
    (Rejection.THANKED, r"\bthank(?:s|ed|ful)?\b|\bgrateful\b|\backnowledge(?:s|d|ments?)?\b"),
    (Rejection.EDITOR, r"\b(?:posted|uploaded|updated|added)\s+by\b|\bweb\s?(?:editor|master)\b|\bpress\s+office"),
)
_PEOPLE = tuple((reason, re.compile(pattern)) for reason, pattern in _POSTS)
_ANY_POST = re.compile("|".join(pattern for _, pattern in _POSTS))
_OF_WHOM = (
    (Rejection.RELATIVE, r"(?:step|grand)?-?(?:mother|father|parents?)|mum|dad|uncle|aunt"),
    (Rejection.OFFENDER, r"perpetrator|offender|killer|abuser|attacker|murderer"),
    (Rejection.PRACTITIONER, r"practitioner|social\s+worker|key\s?worker|teacher|nurse|midwife|health\s+visitor|GP"),
    (Rejection.ADULT, r"(?:her|his|the|mother['’]s)\s+(?:ex-?)?partner|boyfriend|girlfriend|lodger|neighbour|adult"),
)
_NAMED_AS = (
    r"(?i:\b(?:{who})\b[^.;:\n]{{0,30}}?\b(?:known\s+(?:\w+\s+){{0,3}}?as|referred\s+to\s+(?:\w+\s+){{0,3}}?as|called"
    r"|given\s+the\s+(?:name|pseudonym)))\s+[‘“'\"]?(?P<name>(?:[A-Z][\w’'-]*)(?:\s[A-Z][\w’'-]*)?)"
)
_LETTERED = r"\b(?P<name>(?:{who})\s+[A-Z]{{1,2}}\d{{0,2}})(?![\w’'])"
_WITH_KIND = {
    Rejection.RELATIVE: "Mother|Father|Mr|Mrs|Ms|Miss|Parent|Grandmother|Grandfather",
    Rejection.OFFENDER: "Perpetrator|Offender",
    Rejection.PRACTITIONER: "Worker|Practitioner|Nurse|Doctor|Teacher",
    Rejection.ADULT: "Adult|Partner|Man|Woman",
}
_NAMES = tuple(
    (reason, re.compile(pattern))
    for reason, who in _OF_WHOM
    for pattern in (_NAMED_AS.format(who=who), _LETTERED.format(who=_WITH_KIND[reason]))
)
# Every pattern that names by a verb holds one of these: a page without is not tried against them.
_NAMING_VERB = re.compile(r"known|referred|called|given\s+the", re.IGNORECASE)
_ABOUT_ADULTS = (ReviewType.SAR, ReviewType.DHR)


def find(sheet: Sheet, nation: Nation | None, accepted: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what was rejected.

    Args:
        sheet: The document.
        nation: Nation whose law applies, or None.
        accepted: What the extractors took: no value of theirs is rejected here.

    Yields:
        Findings of ``published_on``, ``reviewers``, ``pseudonyms`` and ``area``, each with its reason, at most
        twelve a field; the snippet is no more than the words that tell the reason.
    """
    taken = {(one.field, one.value.casefold()) for one in accepted}
    about_adults = type_in(sheet.title, nation) in _ABOUT_ADULTS
    for found in (
        _dates(sheet),
        _people(sheet),
        iter(()) if about_adults else _names(sheet),
        _areas(sheet, nation),
    ):
        fresh = {
            (one.field, one.value, one.rejected): one
            for one in islice(found, _ROOM)
            if (one.field, one.value.casefold()) not in taken
        }
        yield from islice(fresh.values(), MOST)


def _dates(sheet: Sheet) -> Iterator[Finding]:
    """Yield the dates that the words right before them say to be of another step, and those that are too early."""
    for one in published.too_early(sheet):
        yield one.model_copy(update={"rejected": Rejection.TOO_EARLY, "extractor": NAME})
    for page in sheet.start(_PAGES):
        last, small = 0, in_small(page.text)
        for date in find_dates(page.text):
            line = max(page.text.rfind("\n", 0, date.start) + 1, date.start - _ROOM)
            before, last = max(line, last), date.end
            if published_word(page.text, date):
                continue
            told = [
                (line + match.start(), reason)
                for reason, pattern in _STEP
                for match in pattern.finditer(small[line : date.start])
                # Past another date only a period goes on: "between March 2016 and May 2017".
                if line + match.start() >= before or reason is Rejection.PERIOD
            ]
            if told:
                place, reason = max(told)
                yield _finding("published_on", date.iso, page, (place, date.end), reason)


def _people(sheet: Sheet) -> Iterator[Finding]:
    """Yield the people beside the words chair, panel members, thanks or web editor, and in the list below them."""
    for page in sheet.start(_PAGES):
        if _ANY_POST.search(in_small(page.text)) is None:
            continue
        lines = [(match.group(), match.start()) for match in re.finditer(r"[^\n]+", page.text)]
        for index, (raw, _) in enumerate(lines):
            small = in_small(raw)
            if _ANY_POST.search(small) is None:
                continue
            reason = next(reason for reason, label in _PEOPLE if label.search(small))
            listed = reason in (Rejection.PANEL, Rejection.THANKED)
            for near, start in lines[index : index + 1 + (_MOST_LISTED if listed else 1)]:
                named = people(in_small_letters(near)) if len(near) <= _LONGEST_LINE else ()
                if not named and near is not raw:
                    break
                for name, begin, end in named:
                    yield _finding("reviewers", name, page, (start + begin, start + end), reason)
                if named and not listed:
                    break


def _names(sheet: Sheet) -> Iterator[Finding]:
    """Yield the names that a child's review uses for adults."""
    for page in sheet.start(_PAGES):
        by_verb = _NAMING_VERB.search(page.text) is not None
        for reason, pattern in _NAMES if by_verb else _NAMES[1::2]:
            for match in pattern.finditer(page.text):
                name = " ".join(match["name"].split())
                yield _finding("pseudonyms", name, page, match.span("name"), reason)


def _areas(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield the areas that the first two pages name beside the publisher's own."""
    for page in sheet.start(2):
        for printed in areas_in(page.text):
            place = locate(page, printed)
            for area in areas_named(printed) if place is not None else ():
                other = nation is not None and area.nation is not nation
                reason = Rejection.OTHER_NATION if other else Rejection.NOT_THE_PUBLISHERS
                if place is not None:
                    yield _finding("area", area.area_code, page, place, reason)


def _finding(field: str, value: str, page: PageText, place: tuple[int, int], reason: Rejection) -> Finding:
    """Return a rejected finding that quotes only its own place."""
    return Finding(
        field=field,
        value=value,
        page=page.number,
        snippet=" ".join(page.text[slice(*place)].split())[:_LONGEST_LINE],
        extractor=NAME,
        confidence=0.0,
        rejected=reason,
    )
