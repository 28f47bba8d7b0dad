"""When a document says that it was published, and no more exactly than it says.

Belongs here: publication dates stated on the deposit sheet, the cover, in running heads or in a sentence
about the document itself. Does not belong here: dates of incidents, births, deaths, approval, update or
submission; dates of other documents; a listing's dates.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice, pairwise

from catalogue.dates import FoundDate, find_dates
from catalogue.extract.labels import other_date, published_word
from catalogue.extract.quoting import finding, locate
from catalogue.extract.sheet import Line, Sheet
from catalogue.extract.words import role_in
from catalogue.models import Finding, PageText
from catalogue.vocabulary import DateBasis, Nation, Precision, Role

NAME = "published_on@3"

_OWN_SENTENCE = re.compile(
    r"\b(?:this|the|our)\s+(?:report|review|briefing|document|summary)\b[^.]{0,180}?\b(?:published|released)\s+(?:on|in)\s+$",
    re.IGNORECASE,
)
_WE_PUBLISH = re.compile(
    r"\b(?:we|the\s+(?:partnership|board|partners))\s+(?:are|is)\s+publishing\s+(?:it|this(?:\s+\w+)?|the\s+(?:report|review))\s+(?:today\s*,?\s+)?(?:on|in)\s+$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:date\s+of\s+)?(?:publication(?:\s+date)?|published(?:\s+on)?|date\s+published)\W*", re.IGNORECASE
)
_ANOTHER = re.compile(r"\b(?:national|panel|annual|government|other|previous|earlier)\b", re.IGNORECASE)
_IMPRINT = re.compile(r"©|\bcopyright\b|\bISBN\b", re.IGNORECASE)
_ISBN = re.compile(r"(?:\d[\s-]?){12}[\dX]")
_PERIOD = re.compile(r"\b(?:19|20)\d\d\s?[-–—/]\s?(?P<last>(?:19|20)\d\d|\d\d)\b")
_INCIDENT_LABEL = re.compile(
    r"\b(?:incident|event|death|birth|period|reviewed|updated?|effective|DOB|DOD)\b", re.IGNORECASE
)
# A page about a report that is not out yet: its own date is of the news, not of the report.
_NOT_OUT = re.compile(
    r"\b(?:to\s+be|will\s+be|not\s+(?:be\s+)?|un)\s*published\b|\bto\s+be\s+made\s+public\b|\b(?:delay\w*|refus\w+|withh\w+|calls?)\b[^.]{0,60}\bpubli(?:sh|cation)",
    re.IGNORECASE,
)
# What a line says of its date where another step than publication is told: "Submitted to the Chief Officers 30 June".
_OTHER_STEP = re.compile(
    r"\b(?:sent|submitted|submission|approved|commissioned|presented|completed|ratified|endorsed|agreed|signed|received|notified|started|began|held)\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 90
_MOST_OTHER_WORDS, _FEW_OTHER_WORDS = 12, 3


def find(sheet: Sheet, _nation: Nation | None) -> Iterator[Finding]:
    """Yield the publication date.

    Args:
        sheet: The document.
        _nation: Not used.

    Yields:
        At most one finding, of the best-worded date; basis DOCUMENT where the words say publication, COVER
        where a date merely stands on the cover. A date before the end of the period that the title covers
        is refused.
    """
    if _NOT_OUT.search(sheet.title) or sheet.is_letter:
        return
    least = _least_year(sheet)
    yield from islice((one for one in _ranked(sheet) if int(one.value[:4]) >= least), 1)


def too_early(sheet: Sheet) -> Iterator[Finding]:
    """Yield the dates that would be taken but for the period that the title covers.

    Args:
        sheet: The document.

    Yields:
        Findings of dates before the end of that period.
    """
    least = _least_year(sheet)
    if least > dt.MINYEAR:
        yield from (one for one in _ranked(sheet) if int(one.value[:4]) < least)


def _ranked(sheet: Sheet) -> Iterator[Finding]:
    """Yield every date that may be the document's own, the best-worded first."""
    plan = role_in(sheet.title) is Role.ACTION_PLAN  # its dates are those of actions
    for look in (_deposited, _stated, _in_tables, _own_sentence, _cover_date, _imprint):
        if not (plan and look is _cover_date):
            yield from look(sheet)


def _deposited(sheet: Sheet) -> Iterator[Finding]:
    """Yield the date of a repository's deposit sheet."""
    if sheet.deposit is not None:
        page, match = sheet.deposit
        for date in find_dates(match["date"])[:1]:
            offset = match.start("date")
            start = max(0, page.text.rfind("\n", 0, offset) + 1)
            yield _finding(page, date, (start, offset + date.end), DateBasis.DOCUMENT, 0.95)


def _stated(sheet: Sheet) -> Iterator[Finding]:
    """Yield dates of the cover beside the word published: first in the cover's own lines, then in running heads."""
    own = [line for line in sheet.cover if not line.running]
    running = [line for line in sheet.cover if line.running]
    for line in (*own, *running):
        if len(line.text) > _LONGEST_LINE and not line.large:
            continue
        if _ANOTHER.search(line.text):
            continue
        for date in find_dates(line.text):
            if published_word(line.text, date):
                yield from _on_line(sheet, line, date, DateBasis.DOCUMENT, 0.9)
    for one, two in pairwise(own):
        if _LABEL.fullmatch(one.text):
            for date in find_dates(two.text)[:1]:
                yield from _on_line(sheet, two, date, DateBasis.DOCUMENT, 0.9)


def _in_tables(sheet: Sheet) -> Iterator[Finding]:
    """Yield the dates in the cells beside or under a table's label of publication."""
    for page, cell in sheet.beside(_LABEL):
        for date in find_dates(cell)[:1]:
            place = locate(page, date.text)
            if place is not None:
                yield _finding(page, date, place, DateBasis.DOCUMENT, 0.9)


def _own_sentence(sheet: Sheet) -> Iterator[Finding]:
    """Yield a date of which a sentence says that this document was published then."""
    for page in sheet.start(2):
        for date in find_dates(page.text):
            before = page.text[max(0, date.start - 260) : date.start]
            match = _OWN_SENTENCE.search(before) or _WE_PUBLISH.search(before)
            if match is not None and not _ANOTHER.search(match.group()):
                yield _finding(page, date, (date.start, date.end), DateBasis.DOCUMENT, 0.75)


def _cover_date(sheet: Sheet) -> Iterator[Finding]:
    """Yield the date that stands on the cover alone, if there is one and no other contradicts it."""
    previous = ""
    alone: list[tuple[Line, FoundDate]] = []
    large: list[tuple[Line, FoundDate]] = []
    small: list[tuple[Line, FoundDate]] = []
    for line in sheet.cover:
        dates = find_dates(line.text)
        for date in dates if len(dates) == 1 else ():  # a line of two dates tells a span of time
            if _may_be_cover_date(line, date, previous):
                rest = line.text.replace(date.text, "").split()
                group = alone if len(rest) <= 1 and not line.running else large if line.large else small
                group.append((line, date))
        previous = line.text
    for group, confidence in ((alone, 0.75), (large, 0.7), (small, 0.5)):
        days = {date.iso for _, date in group}
        finest = max(group, key=lambda pair: len(pair[1].iso), default=None)
        if finest is not None and all(finest[1].iso.startswith(day) for day in days):
            yield from _on_line(sheet, *finest, DateBasis.COVER, confidence)
            return
        if group:
            return


def _may_be_cover_date(line: Line, date: FoundDate, previous: str) -> bool:
    """Tell whether a date on a cover line can be the document's own."""
    if (
        other_date(line.text, date)
        or _OTHER_STEP.search(line.text[: date.start])
        or _INCIDENT_LABEL.search(line.text[max(0, date.start - 20) : date.start])
    ):
        return False
    if re.search(r"\b(?:incident|event)\b", previous, re.IGNORECASE) or _ANOTHER.search(line.text):
        return False
    if re.match(r"\s*\d{1,2}:\d\d", line.text[date.end :]) or re.search(r"/\d+/\d+/|www|http", line.text):
        return False
    rest = (line.text[: date.start] + line.text[date.end :]).split()
    if date.precision is Precision.YEAR and not line.large and len(rest) > 6:
        return False
    return line.large or line.running or (len(rest) <= _MOST_OTHER_WORDS and not _is_prose(line.text, rest))


def _is_prose(text: str, rest: list[str]) -> bool:
    """Tell whether a line ends a sentence rather than stands as a label."""
    return len(rest) > _FEW_OTHER_WORDS and text.rstrip().endswith(".")


def _imprint(sheet: Sheet) -> Iterator[Finding]:
    """Yield the date of the imprint line (copyright, ISBN) of the first two pages."""
    for page in sheet.start(2):
        for match in re.finditer(r"[^\n]+", page.text):
            if _IMPRINT.search(match.group()):
                words = _ISBN.sub(lambda isbn: " " * len(isbn.group()), match.group())
                dates = find_dates(words)
                finest = max(dates, key=lambda date: len(date.iso), default=None)
                if finest is not None and not other_date(match.group(), finest):
                    yield _finding(page, finest, match.span(), DateBasis.COVER, 0.5)
                    return


def _on_line(sheet: Sheet, line: Line, date: FoundDate, basis: DateBasis, confidence: float) -> Iterator[Finding]:
    """Yield the finding of a date on a cover line."""
    page = next(page for page in sheet.pages if page.number == line.page)
    start = page.text.find(line.text)
    if start >= 0:
        yield _finding(page, date, (start + date.start, start + date.end), basis, confidence)


def _finding(page: PageText, date: FoundDate, place: tuple[int, int], basis: DateBasis, confidence: float) -> Finding:
    """Return the finding of a date."""
    return finding("published_on", date.iso, page, place, extractor=NAME, confidence=confidence, basis=basis)


def _least_year(sheet: Sheet) -> int:
    """Return the last year of the period that the title covers, before which the document cannot be published."""
    years = [dt.MINYEAR]
    for match in _PERIOD.finditer(sheet.title):
        last = match["last"]
        years.append(int(last if len(last) == 4 else match.group()[:2] + last))
    return max(years)
