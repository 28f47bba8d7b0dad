"""The sentences, headings and tables in which the first pages of a document introduce its children.

Belongs here: "will be known as Robin", "the twins, Robin and Petra", "Robin's story", a table of the family, a name
on every page's head. Does not belong here: title, cover and index pages (``pseudonyms``), the shapes of names
themselves (``names``). Whoever is introduced as a parent, partner or professional is nobody's pseudonym here.
"""

import re
from collections import Counter
from collections.abc import Iterator

from catalogue.dates import find_dates
from catalogue.extract.names import is_given_name, pseudonyms_in, small
from catalogue.extract.quoting import finding, locate_name
from catalogue.extract.sheet import Sheet
from catalogue.flow import Flow
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Precision

NAME = "pseudonyms@5"

_NAMED = r"[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"
_QUOTED = rf"[‘“'\"]?{_NAMED}[’”'\"]?"
_NAMES = rf"{_QUOTED}(?:(?:,|,?\s+and|\s+&)\s+{_QUOTED}){{0,4}}"
_PAIR = rf"{_QUOTED}(?:,\s+{_QUOTED}){{0,3}},?\s+(?:and|&)\s+{_QUOTED}"
_CODES = r"[A-Z]{1,3}\d{0,2}(?:(?:,|,?\s+and|\s+&)\s+[A-Z]{1,3}\d{0,2}){0,4}"
_SEVERAL = r"(?:children|brothers|sisters|siblings|twins|triplets|babies|boys|girls|young\s+people)"
_ONE = r"(?:child|baby|infant|boy|girl|young\s+person|subject|teenager|twin|toddler)"
_KNOWN = (
    r"(?:known\s+(?:\w+\s+){0,8}?as|referred\s+to\s+(?:\w+\s+){0,6}?as|be\s+called|(?:is|are)\s+called|called"
    r"|given\s+the\s+(?:name|pseudonym)s?(?:\s+of)?|pseudonyms?\s+(?:of|is|are|used\s+(?:is|are))|hereafter|hereinafter|henceforth)"
)

_INTRODUCED = re.compile(
    rf"\b(?:{_ONE}|{_SEVERAL}|he|she|they|who)\b[^.]{{0,60}}?\b{_KNOWN}\s+(?P<name>[^.;:()\n]{{1,50}})"
)
# "Petra, aged 10 months, was found", "Robin and Petra, aged 4 and 6", "Robin Example, a man of 24, died"
_AGED = re.compile(
    rf"\b(?P<name>{_NAMED}(?:[ \n]{_NAMED})?(?:(?:,|,?\s+and)\s+{_NAMED}){{0,3}})[’']?,[’']?\s+"
    r"(?:who\s+(?:was|were)\s+)?(?:(?:then|only|just)\s+)?"
    r"(?:aged?\s+(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|just|only)"
    r"|an?\s+(?:[\w-]+\s+){0,4}?(?:man|woman|boy|girl|baby|child|infant|teenager|young\s+person)\b)"
)
# "the three-month-old baby Petra", "Petra was six weeks old", "the care given to Petra"
_TOLD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:days?|weeks?|months?|years?)[\s-]old\s+(?:baby|boy|girl|child|infant|twins?)?\s*,?\s*[‘']?(?P<name>{_NAMED})\b",
        rf"\b(?P<name>{_NAMED})[’']?\s+was\s+(?:just\s+|only\s+|aged\s+)?(?:\w+\s+(?:days?|weeks?|months?)|1?\d\s+years?)\s+old\b",
        rf"\b[Rr]eview\s+(?:concerns|is\s+about|examines|relates\s+to|focuses\s+on)\s+"
        rf"(?:the\s+(?:death|life|lives|case|circumstances)\s+of\s+)?(?P<name>{_NAMES})(?!\w)(?!\s+(?:[A-Z]|and\s+[a-z]))",
        rf"\b[Pp]seudonyms?\s+(?:of\s+|is\s+|are\s+)?(?P<name>{_NAMES})(?!\w)",
        rf"\b(?P<name>{_NAMED})\s+is\s+not\s+(?:the\s+child['’]s|his|her|their|a)\s+(?:real|actual|own)\s+name\b",
        rf"\b(?P<name>{_NAMED})[’”']?\s+\((?:not\s+(?:the\s+child['’]s|his|her|their|a)\s+(?:real|actual|own)\s+name|(?:an?\s+|the\s+)?pseudonym)\b",
        rf"\b(?:chose|chosen|selected|picked|using|use|used)\s+(?:the\s+)?(?:name|pseudonym)s?\s+(?:of\s+)?(?P<name>{_NAMES})(?!\w)",
        rf"\b[Tt]he\s+(?:name|pseudonym)s?\s+(?P<name>{_NAMES})\s+(?:was|were|has|have|is|are)\s+(?:been\s+)?(?:chosen|used|selected|given|picked)\b",
        rf"\b[Ww]e\s+(?:have\s+|will\s+|shall\s+)?call(?:ed)?\s+(?:him|her|them|the\s+(?:two\s+)?(?:{_ONE}|{_SEVERAL}))\s+(?P<name>{_NAMES})(?!\w)",
        rf"\b(?P<name>{_NAMED})\s+(?:is|was)\s+an?\s+(?:[\w-]+\s+){{0,3}}(?:boy|girl|baby|child|infant|toddler|teenager)\b",
        rf"\b[Cc]are\s+(?:that\s+was\s+)?(?:given|provided|offered)\s+to\s+(?P<name>{_NAMED})\b",
        rf"\b(?:twins|triplets|two\s+(?:children|brothers|sisters|siblings)|brother\s+and\s+sister),?\s+(?P<name>{_PAIR})(?!\w)",
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
    rf"\b(?:{_ONE}|{_SEVERAL})\s+(?:(?:who\s+)?(?:is|are|was|were|will\s+be)\s+)?"
    rf"(?:known|referred\s+to)\s+(?:\w+\s+){{0,4}}?as\s+[‘“'\"]?(?P<name>{_CODES})(?!\w)"
)
_STATUS = frozenset(
    {"LAC", "CLA", "CP", "CIN", "CIC", "GP", "YP", "EHE", "DA", "DV", "UK", "NFA", "UAM", "UASC", "A", "I"}
)
_KINDED = re.compile(
    rf"\b(?:Child|Baby)\s+(?:[A-Z]{{1,2}}\d{{0,2}}|{_NAMED})(?!\w|['’]?s?\s+(?:Plan|Protection|[A-Z]))"
)
_LEAST_MENTIONS = 2
# Those of whom a review tells and who are not its subject; a name said of them is theirs.
_ADULT = re.compile(
    r"\b(?:mothers?|fathers?|mum|dad|parents?|partner|step\w+|grand\w+|uncle|aunt|carers?|boyfriend|girlfriend|husband|wife|ex-\w+"
    r"|adults?|m[ae]n|wom[ae]n|perpetrator|offender|reviewer|author|chair|worker|practitioner|teacher|nurse|doctor|officer|panel)\b(?!\s+of\s+(?:two|three|four))"
    r"(?!['’]s\s+(?:child|baby|son|daughter|twins))",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:his|her|their|older|elder|younger|half|other|another|elsewhere|previous|earlier)\b", re.IGNORECASE
)

_NUMBER = r"^\W*(?:(?:section|chapter|part)\s+)?(?:\d{1,2}(?:\.\d{1,2})*[.:)]?\s+)?"
_HEADED = tuple(
    re.compile(_NUMBER + pattern + r"\W*(?:\d{1,3})?\W*$")
    for pattern in (
        rf"(?P<name>{_NAMED}|[A-Z]{{1,2}}\d?)['’]s\s+(?i:story|life|journey|(?:lived\s+)?experiences?|voice|world|background|timeline|childhood|perspective)"
        r"(?:\s+[a-z]+){0,3}",
        rf"(?i:the\s+story\s+of|a\s+day\s+in\s+the\s+life\s+of|what\s+was\s+life\s+like\s+for|meet)\s+(?P<name>{_NAMED})",
        rf"(?i:who\s+(?:is|was|are|were))\s+(?P<name>{_NAMES})\s*\?",
    )
)
_HEADED_CODES = re.compile(r"\b(?P<one>[A-Z]{2,3})\d{1,2}\s*(?:&|and|,|/)\s*(?P=one)\d{1,2}\b")
_OF_A_CASE = re.compile(
    r"\b(?:practice|famil(?:y|ies)|case|story|stories|chronolog\w+|child(?:ren)?|siblings|narrative|timeline)\b",
    re.IGNORECASE,
)
_NO_CHILD_CODE = re.compile(r"(?:KPE|KLE|KLOE|TOR|KE|KP|LP|EP|PE|REC|FIN|SG|SO|PO)\d")
_LONGEST_HEADING = 90

_SUBJECT = (
    r"(?:the\s+)?(?:subject(?:\s+child(?:ren)?)?(?:\s+of\s+(?:the|this)\s+(?:\w+\s+){0,3}?review)?"
    r"|index\s+child(?:ren)?|child\s+subject)"
)
_SUBJECT_CELL = re.compile(rf"{_SUBJECT}\W*", re.IGNORECASE)
_SUBJECT_LINES = (
    re.compile(rf"^[^\w\n]*(?i:{_SUBJECT})\s{{0,3}}[:–|-]\s{{0,3}}(?P<name>[A-Z][^.;:()\n|]{{0,40}})$", re.MULTILINE),
    re.compile(rf"^[^\w\n]*(?i:(?:subject|index)\s+child)\s+(?P<name>{_QUOTED})\b", re.MULTILINE),
    re.compile(
        rf"^[^\w\n]*(?P<name>(?:(?:Child|Baby)\s+)?(?:{_QUOTED}|[A-Z]{{1,2}}\d?))\s{{0,3}}[|–(-]?\s{{0,3}}(?i:(?:the\s+)?(?:subject\s+child|subject\s+of\s+(?:the|this)\s+(?:\w+\s+){{0,3}}?review|index\s+child))\b",
        re.MULTILINE,
    ),
)
_HIS_OR_HER = re.compile(
    rf"\b(?P<name>{_NAMED})['’]s\s+(?:mother|father|parents?|school|birth|death|family|needs|life|(?:lived\s+)?experiences?|behaviour|health|weight"
    r"|injur(?:y|ies)|siblings?|sister|brother|grand\w+|carers?|voice|wishes|social\s+worker|health\s+visitor)\b"
)
_MOST_LINES = 400


def introduced(sheet: Sheet) -> Iterator[Finding]:
    """Yield the pseudonyms that the first pages introduce, give the age of, or tie to the review.

    Args:
        sheet: The document.

    Yields:
        Findings of sentences, of headings and of tables that name the subject, page by page.
    """
    deposited = sheet.deposit[0] if sheet.deposit else None
    for page in [page for page in sheet.start(4) if page is not deposited][:3]:
        yield from _in_sentences(sheet.flow(page))
        yield from _by_letters(page)
        for match in _REVIEW_OF.finditer(page.text):
            for name in pseudonyms_in(" ".join(match["name"].split())):
                yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.6)
        yield from _in_tables(page)
        yield from _in_headings(page)


def on_every_page(sheet: Sheet) -> Iterator[Finding]:
    """Yield the pseudonyms that the heads and feet of the pages name beside the kind of review.

    Args:
        sheet: The document.

    Yields:
        Findings of the first page that prints such a line.
    """
    seen: set[str] = set()
    for page in sheet.start(4):
        for line in page.text.splitlines()[:_MOST_LINES]:
            text = " ".join(line.split())
            if not text or len(text) > _LONGEST_HEADING or not sheet.is_running(text) or text in seen:
                continue
            seen.add(text)
            for name in pseudonyms_in(small(text)):
                place = locate_name(page, name)
                if place is not None:
                    yield finding("pseudonyms", name, page, place, extractor=NAME, confidence=0.5)


def only_child(sheet: Sheet) -> Iterator[Finding]:
    """Yield the one child whom the first pages name by letter or "Baby Robin", or else the one they tell most of.

    Args:
        sheet: The document.

    Yields:
        At most one finding; none where several children are named so.
    """
    named = [
        (" ".join(match.group().split()), page, match.span())
        for page in sheet.start()
        for match in _KINDED.finditer(page.text)
        if _is_code(match.group()) or is_given_name(match.group().split()[-1])
    ]
    counts = Counter(name for name, _, _ in named)
    told = {name for name, count in counts.items() if _is_code(name) or count >= _LEAST_MENTIONS}
    if len({name.split()[-1] for name in told}) == 1:
        name, page, place = next(one for one in named if one[0] in told)
        yield finding("pseudonyms", name, page, place, extractor=NAME, confidence=0.4)
    elif not told:
        yield from _told_most(sheet)


def _told_most(sheet: Sheet) -> Iterator[Finding]:
    """Yield the one name whose mother, school or needs the first pages tell of at least twice as often as another's."""
    named = [
        (match["name"], page, match.span("name"))
        for page in sheet.start(6)
        for match in _HIS_OR_HER.finditer(page.text)
        if is_given_name(match["name"])
    ]
    ranked = Counter(name for name, _, _ in named).most_common(2)
    if ranked and ranked[0][1] > _LEAST_MENTIONS and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        name, page, place = next(one for one in named if one[0] == ranked[0][0])
        yield finding("pseudonyms", name, page, place, extractor=NAME, confidence=0.4)


def _is_code(name: str) -> bool:
    """Tell whether a name is a child's letter or code rather than a word."""
    return re.fullmatch(r"[A-Z]{1,2}\d{0,2}", name.rsplit(maxsplit=1)[-1]) is not None


def _in_sentences(flow: Flow) -> Iterator[Finding]:
    """Yield the pseudonyms that sentences introduce or give the age of."""
    text = flow.text
    for match in _INTRODUCED.finditer(text):
        if not _of_an_adult(text, match):
            for name in pseudonyms_in(match["name"], bare=True) or pseudonyms_in(_lead(match["name"]), bare=True):
                yield finding("pseudonyms", name, flow.page, flow.place(*match.span()), extractor=NAME, confidence=0.6)
    for pattern in (_AGED, *_TOLD):
        for match in pattern.finditer(text):
            names = _parted(match["name"])
            if names and not (len(names) > 1 and _OTHERS.search(text, max(0, match.start() - 25), match.start())):
                for name in names:
                    yield finding(
                        "pseudonyms", name, flow.page, flow.place(*match.span()), extractor=NAME, confidence=0.55
                    )


def _of_an_adult(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words from the sentence's beginning to the name speak of an adult."""
    start = max(text.rfind(".", 0, match.start()), text.rfind("\n\n", 0, match.start()), match.start() - 60) + 1
    return _ADULT.search(text, max(0, start), match.start("name")) is not None


def _parted(names: str) -> list[str]:
    """Return the given names of a list, or none where one of them is none."""
    parts = [part.strip("‘’“”'\" ") for part in re.split(r",|\s+and\s+|\s+&\s+", " ".join(names.split()))]
    parts = [part for part in parts if part and part != "and"]
    return parts if all(is_given_name(part) for part in parts) else []


def _by_letters(page: PageText) -> Iterator[Finding]:
    """Yield twins by number, a review's reference, and children known by letters."""
    for pattern in (_REFERRED, _KNOWN_AS):
        for match in pattern.finditer(page.text):
            names = re.split(r",?\s+and\s+|\s+&\s+|,\s+", match["name"]) if pattern is _KNOWN_AS else [match["name"]]
            for name in (" ".join(one.split()) for one in names):
                dated = any(date.precision is not Precision.YEAR for date in find_dates(name.title()))
                if name not in _STATUS and not dated:
                    yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.6)
    for match in _TWIN.finditer(page.text):
        name = " ".join(match.group().split())
        yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.5)


def _in_tables(page: PageText) -> Iterator[Finding]:
    """Yield the names that a table or list of the family gives to the subject of the review."""
    for pattern in _SUBJECT_LINES:
        for match in pattern.finditer(page.text):
            for name in pseudonyms_in(match["name"], bare=True):
                yield finding("pseudonyms", name, page, match.span(), extractor=NAME, confidence=0.6)
    for row in page.rows:
        if any(_SUBJECT_CELL.fullmatch(cell) for cell in row):
            for name in (name for cell in row for name in pseudonyms_in(cell, bare=True)):
                place = locate_name(page, name)
                if place is not None:
                    yield finding("pseudonyms", name, page, place, extractor=NAME, confidence=0.6)


def _in_headings(page: PageText) -> Iterator[Finding]:
    """Yield the names in headings about a child ("Robin's story") and a family's codes in those about practice."""
    for line in re.finditer(r"[^\n]+", page.text):
        text = line.group()
        if len(text) > _LONGEST_HEADING:
            continue
        for pattern in _HEADED:
            match = pattern.match(text)
            for name in _parted(match["name"]) or [match["name"]] if match is not None else ():
                if is_given_name(name) or (_is_code(name) and name not in _STATUS):
                    yield finding("pseudonyms", name, page, line.span(), extractor=NAME, confidence=0.55)
        codes = _HEADED_CODES.search(text) if _OF_A_CASE.search(text) else None
        if codes is not None and not _NO_CHILD_CODE.match(codes.group()):
            for name in re.findall(r"[A-Z]{2,3}\d{1,2}", codes.group()):
                yield finding("pseudonyms", name, page, line.span(), extractor=NAME, confidence=0.5)


def _lead(text: str) -> str:
    """Return the capitalised words that a text begins with: "Robin and Petra in this report" gives the names."""
    match = re.match(r"\W*(?:[A-Z][\w’'-]*[’'”]?(?:,?\s+(?:and\s+|&\s+)?(?=[A-Z]))?)+", text)
    return match.group() if match else ""
