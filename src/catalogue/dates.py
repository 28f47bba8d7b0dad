"""Finding dates in text as people in the United Kingdom print them.

Belongs here: where in a text a date stands, what day, month or year it means, and how exact it is.
Does not belong here: what a date is *of* (publication, incident, birth): the extractors decide that
from the words around it. The day comes before the month unless the month is a word.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from catalogue.vocabulary import Precision

EARLIEST_YEAR = 1945
LATEST_YEAR = 2100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "ionawr"),
            ("february", "feb", "chwefror"),
            ("march", "mar", "mawrth"),
            ("april", "apr", "ebrill"),
            ("may", "mai"),
            ("june", "jun", "mehefin"),
            ("july", "jul", "gorffennaf"),
            ("august", "aug", "awst"),
            ("september", "sept", "sep", "medi"),
            ("october", "oct", "hydref"),
            ("november", "nov", "tachwedd"),
            ("december", "dec", "rhagfyr"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
# What the patterns take for i and s, as they pay no heed to capitals: a hostile page may write so.
_PLAIN = str.maketrans({"ı": "i", "ſ": "s", "\u0307": None})
_DAY = r"(?:[0-2]?\d|3[01])"
_YEAR = r"(?:19|20|21)\d\d"
# Not inside a longer number, a decimal, a price, a telephone number or a file code.
_FREE = r"(?<![\d£$€])(?<!\d[.,/:-])"
_END = r"(?!\d|[.,/:-]\d)"
_SPACE = r"[\s\u00a0_]"
_SIZE = rf"{_SPACE}?(?:[kmg]i?b|bytes|(?:kilo|mega)bytes?)(?![a-z])"

# Every shape begins with the first digit of a number, or with a month. Trying each there alone, and not at each
# character, is what makes reading a listing fast.
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(rf"(?<![a-z])(?P<word>{_MONTH})", re.IGNORECASE)

# Strongest shapes first: a weaker one never takes words that a stronger one has taken.
_SHAPES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # 2021-01-15 and its time
        rf"{_FREE}(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])",
        # 2014-2017, 2005 – 07: a period is no date, and takes its years out of the running
        rf"(?<![\w/.-])(?P<y>{_YEAR}){_SPACE}?[-–—]{_SPACE}?(?P<until>{_YEAR}|\d\d)(?![\w/.-]*\d)",
        # 17th (of) March 2022, 17 March, 2022
        rf"{_FREE}(?P<d>{_DAY}){_SPACE}?(?:st|nd|rd|th)?{_SPACE}*(?:of{_SPACE}+)?-?(?P<word>{_MONTH}),?{_SPACE}*-?(?P<y>{_YEAR}){_END}",
        # June 14, 2017
        rf"(?<![a-z])(?P<word>{_MONTH}){_SPACE}*(?P<d>{_DAY})(?:st|nd|rd|th)?(?:,{_SPACE}*|{_SPACE}+)(?P<y>{_YEAR}){_END}",
        # 16/01/2020, 17.12.24, 16-01-2020
        rf"{_FREE}(?P<d>{_DAY})(?P<sep>[./-])(?P<m>0?\d|1[0-2])(?P=sep)(?P<y>{_YEAR}|\d\d)(?!\d|[./:-]\d)",
        # 17 March 22
        rf"{_FREE}(?P<d>{_DAY}){_SPACE}?(?:st|nd|rd|th)?{_SPACE}+(?P<word>{_MONTH}){_SPACE}+['’]?(?P<y>\d\d){_END}",
        # January 2021, Jan-2021, January, 2021, January of 2021
        rf"(?<![a-z])(?P<word>{_MONTH})(?:{_SPACE}|,|-|/|of{_SPACE})*(?P<y>{_YEAR})(?!\d|[/:-]\d|\.\d)",
        # 01/2021
        rf"{_FREE}(?P<m>0?[1-9]|1[0-2])/(?P<y>{_YEAR})(?!\d|/)",
        # 2021-01
        rf"{_FREE}(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])(?![\d-])",
        # 2021, but no file's size: 2021 KB
        rf"(?<![\w£$€])(?<!\d[.,/:-])(?<![-/])(?P<y>{_YEAR})(?![\w%]|[,/:-]\d|\.\d)(?!{_SIZE})",
    )
)


@dataclass(frozen=True)
class FoundDate:
    """A date found in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        value: The day, or the first day of the stated month or year.
        precision: How exact the text is.
        text: The words themselves.
    """

    start: int
    end: int
    value: dt.date
    precision: Precision
    text: str

    @property
    def iso(self) -> str:
        """The date as ISO text at its own precision: ``2021``, ``2021-01`` or ``2021-01-15``."""
        return iso(self.value, self.precision)


def iso(value: dt.date, precision: Precision) -> str:
    """Return a date as ISO text that says no more than is known.

    Args:
        value: First day of the stated day, month or year.
        precision: How exact it is.

    Returns:
        ``2021``, ``2021-01`` or ``2021-01-15``.
    """
    return value.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[precision]]


def from_iso(text: str) -> tuple[dt.date, Precision]:
    """Read back what ``iso`` has written.

    Args:
        text: ``2021``, ``2021-01`` or ``2021-01-15``.

    Returns:
        The first day of the stated day, month or year, and the precision.

    Raises:
        ValueError: If the text has another form or is no date.
    """
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        raise ValueError(f"{text!r} is not a date of the form 2021, 2021-01 or 2021-01-15")
    value = dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    return value, {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(text)]


@lru_cache(maxsize=256)  # several fields ask the same of the first pages
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Find every date in a text.

    Args:
        text: Any text. Numbers are read day first; a two-digit year means 2000 to 2069 or 1970 to 1999.

    Returns:
        The dates in the order of the text, without overlaps. An impossible date (31 February) is no date,
        nor is its year alone; years lie between 1945 and 2100.
    """
    numbers = [number.start() for number in _NUMBER.finditer(text)]
    if not numbers:
        return ()
    words = [word.start() for word in _WORD.finditer(text)]
    taken = bytearray(len(text))
    found: list[FoundDate] = []
    for shape in _SHAPES:
        for match in _matches(shape, text, words if shape.pattern.startswith(_WORD.pattern) else numbers):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            if _is_iso_month(match):
                continue
            taken[start:end] = b"\1" * (end - start)
            date = _date(match)
            if date is not None:
                found.append(FoundDate(start, end, date[0], date[1], match.group()))
    return tuple(sorted(found, key=lambda one: one.start))


def _matches(shape: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what searching the whole text for a shape would find, tried only where it can begin."""
    end = 0
    for start in starts:
        if start >= end and (match := shape.match(text, start)) is not None:
            yield match
            end = match.end()


def _is_iso_month(match: re.Match[str]) -> bool:
    """Tell whether what looks like a period can only be a year and a month (2020-02, not 2005-07)."""
    until = match.groupdict().get("until")
    return until is not None and len(until) == 2 and int(until) <= int(match["y"]) % 100


def _date(match: re.Match[str]) -> tuple[dt.date, Precision] | None:
    """Return what a match means, or None where there is no such day."""
    parts = match.groupdict()
    if parts.get("until") is not None:
        return None
    year = _full_year(parts["y"])
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    month = _month(parts)
    if month is None:
        return dt.date(year, 1, 1), Precision.YEAR
    if parts.get("d") is None:
        return dt.date(year, month, 1), Precision.MONTH
    try:
        return dt.date(year, month, int(parts["d"])), Precision.DAY
    except ValueError:  # 31 February: the words stand there and mean no day
        return None


def _month(parts: dict[str, str | None]) -> int | None:
    """Return the month's number, from a word or from digits."""
    word, digits = parts.get("word"), parts.get("m")
    if word is not None:
        return _MONTHS[word.lower().translate(_PLAIN).rstrip(".")]
    return int(digits) if digits is not None else None


def _full_year(digits: str) -> int:
    """Return a year of four digits."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year
