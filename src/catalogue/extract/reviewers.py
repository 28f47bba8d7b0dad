"""Who wrote the review: its reviewers or authors, by name, without credentials, in print order.

Belongs here: names that a label, a sentence or their place on the cover shows to be the author's. Does not
belong here: chairs (unless the report is said to be by the chair), panel members, people thanked, editors
of a web site, a file's metadata.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from catalogue.dates import find_dates
from catalogue.extract.authored import EXTRACTOR, in_sentences, named_in
from catalogue.extract.names import is_given_name
from catalogue.extract.people import HONOURS, NAME, NAMES, in_small_letters, people
from catalogue.extract.quoting import finding, locate
from catalogue.extract.sheet import Sheet
from catalogue.extract.words import type_in
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Nation, ReviewType

_KINDS = r"(?:Author|Reviewer|Writer|Investigator)s?"
_LABEL = (
    r"(?:(?:Independent|Lead|Overview|Report|Joint|External|Serious\s+Case\s+Review|SCR|Principal|Review|Name\s+of(?:\s+the)?"
    r"|Chair\s+and|Chair\s*/)\s+)*"
    rf"{_KINDS}(?:\s*(?:and|&|/)\s*(?:(?:Report|Overview|Lead|Independent)\s+)*{_KINDS})?"
)
_OF_REPORT = r"(?:\s+of\s+(?:the|this)\s+(?:(?:full|overview|main)\s+)?(?:report|review))?"
_BY = (
    r"(?:Report|Review|Overview|Written|Authored|Compiled|Prepared|Completed)(?:\s+report)?"
    r"(?:\s+(?:prepared|written|produced|completed))?(?:\s+for\s+(?:[\w&'’]+\s+){1,8}?(?=by\b))?\s*\bby"
)
# A label at the start of its line; the name may be glued to it.
_LABELLED = re.compile(
    rf"^\W*(?i:{_LABEL}{_OF_REPORT}(?:\s+[1-4]\b)?|{_BY})\s*(?:\([^)\n]*\))?\s*[:–—-]*\s*(?:(?i:the\s+|independent\s+|chair\s*,?\s+|lead\s+|reviewer\s*,?\s+))*(?P<names>{NAMES})"
)
_ONLY_LABEL = re.compile(rf"^\W*(?i:{_LABEL}|{_BY}(?:\s+(?:the\s+)?independent\s+(?:chair|reviewer|author))?)\W*$")
_BEFORE_LABEL = re.compile(rf"^\W*(?P<names>{NAMES})[^\S\n]*[,–—(-]+[^\S\n]*(?i:(?:the\s+)?{_LABEL})\b")
_SEVERAL = re.compile(r"(?:authors|reviewers|writers|investigators)\b", re.IGNORECASE)
# "Alex Sampleford, Head of Safeguarding": an author who is told with a post, one a line.
_WITH_POST = re.compile(rf"^\W*(?P<names>{NAME})[^\S\n]*(?:[,–—(-]|$)")
# The national form for Wales ends with the reviewers' own statement.
_STATEMENT = re.compile(r"\bstatement\s+(?:by|of)\s+(?:the\s+)?reviewer", re.IGNORECASE)
_ONLY_NAMES = re.compile(rf"^\W*(?P<names>{NAMES})\W*$")
_CHAIR = re.compile(r"\bchair(?:man|person|ed)?\b", re.IGNORECASE)

_LEARNED = re.compile(
    rf"^(?P<names>(?:Dr|Prof(?:essor)?)\.?\s+{NAME})\s*,[^\n]*\b(?:University|College|Institute|Centre|Cent(?:re|er)|Consult\w+|Associates)\b"
)
_LEAST_LISTED = 3
_LEAST_UNDER_TITLE = 2
_MOST_WITH_POST = 10
_MOST_LINES = 200
_LONGEST_LINE = 300
"""Characters beyond which a line is no label: hostile lines are not tried."""

# Every label holds one of these: most lines of a report do not.
_LABEL_WORD = re.compile(r"author|reviewer|writer|investigator|by\b", re.IGNORECASE)


def find(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield the reviewers.

    Args:
        sheet: The document.
        nation: Nation whose law applies, or None.

    Yields:
        One finding a person, in print order, from the strongest kind of place that names any: the deposit
        sheet, a label, a place on the cover, a sentence of the first pages.
    """
    for found in (
        _deposited(sheet),
        _at_labels(sheet),
        _listed(sheet, nation),
        _unlabelled(sheet),
        in_sentences(sheet),
    ):
        if found:
            seen: set[str] = set()
            for finding_ in found:
                if finding_.value.casefold() not in seen:
                    seen.add(finding_.value.casefold())
                    yield finding_
            return


def _deposited(sheet: Sheet) -> list[Finding]:
    """Return the authors that a repository's deposit sheet names."""
    if sheet.deposit is None:
        return []
    page, match = sheet.deposit
    return named_in(page, match["author"], match.start("author"), 0.95)


def _labelled(sheet: Sheet) -> list[Finding]:
    """Return the names beside a label such as Report Author on the cover or the first pages."""
    found: list[Finding] = []
    for page in _with_labels(sheet):
        lines = [(match.group(), match.start()) for match in re.finditer(r"[^\n]+", page.text)]
        for index, (raw, start) in enumerate(lines):
            if len(raw) > _LONGEST_LINE or _LABEL_WORD.search(raw) is None:
                continue
            line = in_small_letters(raw)
            match = _LABELLED.search(line) or _BEFORE_LABEL.search(line)
            if match is not None:
                found += named_in(page, match["names"], start + match.start("names"), 0.9)
            elif _ONLY_LABEL.match(line):
                found += _beside(page, lines, index)
    return found


def _at_labels(sheet: Sheet) -> list[Finding]:
    """Return the names at labels: those of a table where it has all that the lines of the text have."""
    labelled, tabled = _labelled(sheet), _in_tables(sheet)
    return tabled if {one.value for one in tabled} >= {one.value for one in labelled} else labelled


def _in_tables(sheet: Sheet) -> list[Finding]:
    """Return the names in the cells beside or under a label of a table, which the text may print apart from it."""
    found: list[Finding] = []
    for page, cell in sheet.beside(_ONLY_LABEL):
        match = re.match(rf"(?P<names>{NAMES})", in_small_letters(cell)) if len(cell) <= _LONGEST_LINE else None
        for name, _, _ in people(match["names"]) if match is not None else ():
            place = locate(page, name) if not _CHAIR.search(cell) else None
            if place is not None:
                found.append(finding("reviewers", name, page, place, extractor=EXTRACTOR, confidence=0.85))
    return found


def _with_labels(sheet: Sheet) -> list[PageText]:
    """Return the pages on which labels are looked for: the first, and one with the reviewers' own statement."""
    first = list(sheet.start(3))
    return first + [page for page in sheet.pages if page.number > first[-1].number and _states(page.text)]


def _states(text: str) -> bool:
    """Tell whether a page holds the reviewers' own statement."""
    return "reviewer" in text.lower() and _STATEMENT.search(text) is not None


def _beside(page: PageText, lines: list[tuple[str, int]], index: int) -> list[Finding]:
    """Return the names on the line after a label that stands alone, else on the line before it."""
    if _SEVERAL.search(lines[index][0]) and (several := _one_below_the_other(page, lines, index)):
        return several
    for other in (index + 1, index - 1):
        if not 0 <= other < len(lines):
            continue
        raw, start = lines[other]
        if other < index and other > 0 and _CHAIR.search(lines[other - 1][0]):
            continue  # the name above belongs to the chair's label above it
        match = _ONLY_NAMES.match(in_small_letters(raw)) or re.match(rf"(?P<names>{NAMES})", in_small_letters(raw))
        if match is not None:
            named = named_in(page, match["names"], start + match.start("names"), 0.85)
            if named:
                return named
    return []


def _one_below_the_other(page: PageText, lines: list[tuple[str, int]], index: int) -> list[Finding]:
    """Return the names below a label of several people: one a line with a post, or two on one line side by side."""
    found: list[Finding] = []
    for raw, start in lines[index + 1 : index + 1 + _MOST_WITH_POST]:
        line = in_small_letters(raw)
        match = _WITH_POST.match(line)
        if match is None or _CHAIR.search(line):
            break
        found += named_in(page, match["names"], start + match.start("names"), 0.85)
    if len(found) > 1 or index + 1 >= len(lines):
        return found
    raw, start = lines[index + 1]
    words = raw.split()
    names = [" ".join(pair) for pair in zip(words[::2], words[1::2], strict=False)]
    if len(words) == 2 * _LEAST_UNDER_TITLE and all(is_given_name(name) for name in names):
        return [one for name in names for one in named_in(page, name, start + raw.find(name), 0.7)]
    return []


def _listed(sheet: Sheet, nation: Nation | None) -> list[Finding]:
    """Return the names on the cover of an analysis that stand as a list of at least three."""
    if type_in(sheet.title, nation) is not ReviewType.ANALYSIS or not sheet.pages:
        return []
    page = sheet.pages[0]
    flat = page.text.replace("\n", " ")  # a list runs over lines, even inside a name
    for line in islice(re.finditer(r"^[^\n]", page.text, re.MULTILINE), _MOST_LINES):
        match = re.compile(NAMES).match(flat, line.start())
        if match is not None and len(people(match.group())) >= _LEAST_LISTED:
            return named_in(page, match.group(), match.start(), 0.7)
    return _one_a_line(sheet, page) or _side_by_side(sheet, page)


def _one_a_line(sheet: Sheet, page: PageText) -> list[Finding]:
    """Return the names under an analysis's title that stand one a line, at least two."""
    found: list[Finding] = []
    for line in sheet.cover:
        match = _ONLY_NAMES.match(line.text) if line.large and not line.running and line.page == page.number else None
        named = named_in(page, match["names"], page.text.find(line.text) + match.start("names"), 0.6) if match else []
        if len(named) == 1 and line not in sheet.title_lines and not _is_topic(named[0].value):
            found += named
        elif found:
            break
    return found if len(found) >= _LEAST_UNDER_TITLE else []


def _side_by_side(sheet: Sheet, page: PageText) -> list[Finding]:
    """Return the names of an analysis's authors that stand in columns, first name and surname with nothing between."""
    for line in sheet.cover:
        words = line.text.split()
        paired = len(words) >= 2 * _LEAST_UNDER_TITLE and len(words) % 2 == 0 and line.large
        if not paired or line.page != page.number or not all(re.fullmatch(r"[A-Z][a-zà-ÿ'’-]+", one) for one in words):
            continue
        names = [" ".join(pair) for pair in zip(words[::2], words[1::2], strict=True)]
        if all(is_given_name(name) for name in names):
            start = page.text.find(line.text)
            return [found for name in names for found in named_in(page, name, start + line.text.find(name), 0.5)]
    return []


def _is_topic(name: str) -> bool:
    """Tell whether two capitalised words are a heading's rather than a person's."""
    return not is_given_name(" ".join(name.split()[:2])) and not is_given_name(name.split(maxsplit=1)[0])


def _unlabelled(sheet: Sheet) -> list[Finding]:
    """Return names on the cover that honours or a date on their line show to be the author's."""
    found: list[Finding] = []
    before = ""
    for line, after in pairwise([*sheet.cover, None]):
        if line is None:
            break
        text = in_small_letters(line.text)
        page = next(page for page in sheet.pages if page.number == line.page)
        start = page.text.find(line.text)
        match = re.match(rf"(?P<names>{NAMES})", text)
        if match is not None and start >= 0 and not line.running and not _CHAIR.search(before + " " + text):
            rest = text[match.end() :].strip(" ,.–-")
            dates = find_dates(rest)
            dated = (
                bool(dates) and re.sub(r"\W|published|final|report", "", rest.replace(dates[0].text, "").lower()) == ""
            )
            dated = dated or (not rest and after is not None and _is_date(after.text) and line.page == after.page)
            honours = HONOURS.search(line.text[match.start() :])
            # Letters after the only name of a line are an author's; the same in running text may be anybody's.
            honoured = honours is not None and (line.large or not re.search(r"[a-z]{4,}", rest))
            learned = _LEARNED.match(text) if line.large else None
            if dated or honoured or learned:
                # What follows a scholar's name is where they work.
                names = learned["names"] if learned else match["names"]
                found += named_in(page, names, start + match.start("names"), 0.7)
        before = line.text
    return found


def _is_date(text: str) -> bool:
    """Tell whether a line is nothing but a date."""
    dates = find_dates(text)
    return len(dates) == 1 and not text.replace(dates[0].text, "").strip(" .,–-()")
