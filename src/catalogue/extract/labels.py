"""What short texts claim: the functions that read a listing's labels and a document's title alike.

Belongs here: pseudonyms, type, role, date, area names and training words of one label. Does not belong
here: whole documents (the extractors beside this module), or any site's own habits.
"""

import re
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import TypeVar, cast

from catalogue.authority import areas_named
from catalogue.dates import FoundDate, find_dates
from catalogue.extract import names, words
from catalogue.extract.names import is_given_name
from catalogue.extract.words import LONGEST_LABEL, is_training
from catalogue.models import PublishedDate
from catalogue.vocabulary import DateBasis, Precision

__all__ = [
    "LONGEST_LABEL",
    "areas_in",
    "is_given_name",
    "is_training",
    "other_date",
    "plain",
    "pseudonyms_in",
    "published_in",
    "published_word",
    "role_in",
    "type_in",
    "type_spans",
]

_SHORT = 300
_CAPITALS = re.compile(r"\b(?!\w*(?:SPR|SCB|SCP|SPB|SAB|CPC|SUSR|NSPCC|CYSUR|SBNI|DARDR)S?\b)[A-Z]{4,}\b(?!\s*\d)")
_SMALL_WORDS = re.compile(r"\b(?:(?P<and>AND)|MRS?|MS)\b")
# A child's own words in a title are no name: “Nobody came when I called” – Robin.
_SAYING = re.compile(r"[“\"](?:[^“”\"\s]+\s+){3,}[^“”\"\s]+[”\"]")
_DECORATION = re.compile(
    r"\b(?:adobe\s+)?(?:pdf|word|acrobat|document|file|download)\s+icon\b|[\[(]\s*(?:link\s+)?opens?\b[^\])]{0,60}[\])]"
    r"|\bopens\s+in\s+(?:a\s+)?new\s+(?:window|tab)\b|[\[(]\s*(?:pdf|word|docx?|pptx?)\b[^\])]{0,40}[\])]"
    r"|^\s*(?:pdf|word)\b:?\s+(?=[A-Z‘“'])",
    re.IGNORECASE,
)
_YEAR_NUMBER = re.compile(
    r"\b(?!(?:SCR|CPR|APR|SPR|CSPR|LCSPR|LSCPR|SAR|DHR|PDF|JAN|FEB|MAR|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\b)[A-Z]{3,}\d?\s?\d{1,2}\s?[/-]\s?(?:19|20)\d\d\b"
)
_SIBLINGS = re.compile(
    r"\b(?i:the\s+)?(?:(?i:siblings)\s+(?=[A-Z][a-zà-ÿ]{2,}\b)"
    r"|(?:Children|Brothers|Sisters|Twins)\s+(?=[A-Z][a-zà-ÿ]{2,}\s+(?:and|&)\s+[A-Z][a-zà-ÿ]{2,}\b))"
)
_ABOUT = re.compile(
    r"\b(?i:reviews?|report|CSPR|LCSPR|SCR)\s+about\s+(?:a\s+\w+\s+called\s+)?[‘“']?(?P<name>[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?)[’”']?"
    r"(?=[,.;)]|\s+(?:who|which|was|is|in|has)\b|\s*$)"
)
_QUOTED_WHOLE = re.compile(r"\s*[‘“\"'](?P<inside>[A-Z][^‘’“”\"]{2,60})[’”\"']\s*")
# The word and its date: "Published 17.12.24", "Date of publication: 2014", "(published April 2024)".
_PUBLISHED = re.compile(
    r"(?:\b(?:re-?)?published|\bcyhoeddwyd|\b(?:date\s+of\s+)?publication(?:\s+date)?|\bpublish\s+date|\breleased|\bfirst\s+published"
    r"|\b(?:date\s+)?added|\bpublish(?:ed)?\s+date)\b"
    r"\W*(?:(?:(?:on|in|by|at|date|the|of|to\s+the\s+website|website|online|version|copy|here|this|week|[A-Z]{2,6}"
    r"|Mon(?:day)?|Tue(?:s|sday)?|Wed(?:s|nesday)?|Thu(?:rs?|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)\b\W*){0,4})$",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:to\s+be|not|never|un|will\s+be|before|until|last|since|previously|due\s+(?:for|to\s+be))\s*-?\s*$",
    re.IGNORECASE,
)
_PUBLISHED_AFTER = re.compile(r"^\W{0,3}\(?(?:published|publication)\b(?!\s+(?:by|date)?\W*\d)", re.IGNORECASE)
# What else a date may be of; none of these is a publication.
_OTHER_DATE = re.compile(
    r"\b(?:updated?|modified|review(?:ed)?\s+(?:on|date|by)|next\s+review|review\s+due|incident|died|death|dod|born|birth|dob|aged"
    r"|commission(?:ed|ing)|approved|approval|agreed|ratified|endorsed|submitted|sent|presented|commenced|started|began"
    r"|initiated|from|since|until|between|to|period|effective|valid|expires?|event|held|booking|deadline|accessed"
    r"|retrieved|act|working\s+together|edition|notified|convicted|sentenced|arrested|court|hearing|printed|completed"
    r"|signed\s+off|meeting|version)\b\W*(?:by\s+(?:[\w&']+\s+){1,5}?)?(?:(?:on|in|of|date|at|the|was|were|:)\W*){0,3}$",
    re.IGNORECASE,
)
# "In January 2025 Child Oak died": the date is of what follows it.
_OTHER_AFTER = re.compile(
    r"[^.;:|()\n]{0,40}\b(?:died|(?:was|were)\s+(?:killed|born|found|injured|admitted|stabbed|hurt)|suffered)\b",
    re.IGNORECASE,
)
_SECTION_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s+[A-Z]")
_CASE_REFERENCE = re.compile(r"[A-Z]{3,}\s+\d{1,2}\s+$|[A-Z]{2,}[/-]$")
# "NWSB 1/2018" and "Practice Review 2/2016" are the first and second case of a year, not January and February.
_NUMBER_OF_YEAR = re.compile(r"[1-9]/\d{4}")
_BEFORE_NUMBER = re.compile(
    r"(?:\b[A-Z](?:&?[A-Z])+\d?|\b(?i:reviews?|report|case|no\.?|number|ref(?:erence)?\.?))[\s:]*$"
)


_F = TypeVar("_F", bound=Callable[..., object])


def _remembered(function: _F) -> _F:
    """Keep the last answers: a listing's reader asks the same of the texts around each of a page's links."""
    short, long = lru_cache(maxsize=8192)(function), lru_cache(maxsize=256)(function)

    @wraps(function)
    def ask(text: str, *args: Hashable, **kwargs: Hashable) -> object:
        return (short if len(text) <= _SHORT else long)(text, *args, **kwargs)

    return cast("_F", ask)


type_in = _remembered(words.type_in)
type_spans = words.type_spans
role_in = _remembered(words.role_in)


def plain(text: str) -> str:
    """Take away what pages print around a label: "PDF icon", "(PDF, 382 KB)", "(opens in new window)".

    Args:
        text: A link's text or a label.

    Returns:
        The label itself, white space folded only where something was taken away.
    """
    return " ".join(_DECORATION.sub(" ", text).split()) if _DECORATION.search(text) else text


@_remembered
def pseudonyms_in(text: str, *, bare: bool = False) -> tuple[str, ...]:
    """Find the pseudonyms that a listing's label prints.

    Args:
        text: A label, a link's text or a heading.
        bare: Whether the place itself says that the text names a review.

    Returns:
        What ``names.pseudonyms_in`` finds, and shapes that only listings have: a board's number of a year
        ("NWSB 3/2018"), siblings by their names, several names in one pair of quotation marks.
    """
    text = plain(text)
    if text.isupper():  # a heading all in capitals prints its names so too
        text = _CAPITALS.sub(lambda word: word.group().title(), text)
        text = _SMALL_WORDS.sub(lambda word: word.group().lower() if word["and"] else word.group().title(), text)
    text = _SAYING.sub(" – ", text)
    quoted = _QUOTED_WHOLE.fullmatch(text)
    if quoted is not None:
        return names.pseudonyms_in(quoted["inside"], bare=True)
    told = tuple(match["name"] for match in _ABOUT.finditer(text) if is_given_name(match["name"]))
    numbers = tuple(dict.fromkeys(" ".join(match.group().split()) for match in _YEAR_NUMBER.finditer(text)))
    rest = _YEAR_NUMBER.sub(" ", text) if numbers else text
    found = names.pseudonyms_in(_SIBLINGS.sub("", rest), bare=bare)
    return numbers + (found or told)


@_remembered
def published_in(text: str) -> PublishedDate | None:
    """Read the publication date that a listing's label states.

    Args:
        text: The label, or the text of an item around it.

    Returns:
        The date with basis LISTING where the word published (or added, released) stands with it; with basis
        LABEL where a short label holds one bare date that is not said to be of something else; None where
        neither is so.
    """
    dates = _without_number(text, find_dates(text))
    for date in dates:
        if published_word(text, date):
            return _as_published(date, DateBasis.LISTING)
    if len(text) > LONGEST_LABEL:
        return None
    bare = [date for date in dates if not other_date(text, date)]
    if len(bare) != len(dates):
        # One date said to be of something else makes its neighbours doubtful ("born ..., 2018").
        bare = [date for date in bare if date.precision is not Precision.YEAR]
    values = {date.iso for date in bare}
    if len(values) == 1:
        return _as_published(bare[0], DateBasis.LABEL)
    finest = max(bare, key=lambda date: len(date.iso), default=None)
    if finest is not None and all(finest.iso.startswith(value) for value in values):
        return _as_published(finest, DateBasis.LABEL)
    return None


def _without_number(text: str, dates: tuple[FoundDate, ...]) -> tuple[FoundDate, ...]:
    """Leave out what is a section's number ("10.1.11 Child Oak, April 2023") and only looks like a day."""
    if len(dates) > 1 and dates[0].start == 0 and _SECTION_NUMBER.match(text):
        return dates[1:]
    return dates


def published_word(text: str, date: FoundDate) -> bool:
    """Tell whether the words beside a date say that it is a publication date.

    Args:
        text: The text that the date was found in.
        date: The date.

    Returns:
        Whether the word published, publication, released or added stands before it (or published right after).
    """
    before = text[max(0, date.start - 80) : date.start]
    match = _PUBLISHED.search(before)
    if match is not None:
        return _NOT_YET.search(before[: match.start()]) is None
    after = _PUBLISHED_AFTER.search(text[date.end : date.end + 20])
    # "May 2019 (published June 2020)": the word belongs to the date that follows it.
    return after is not None and not find_dates(text[date.end + after.end() : date.end + after.end() + 30])


def other_date(text: str, date: FoundDate) -> bool:
    """Tell whether the words beside a date say that it is of something else than publication.

    Args:
        text: The text that the date was found in.
        date: The date.

    Returns:
        Whether an incident, a birth, an update, a meeting or the like is named right before it, or the year is
        part of a case's reference.
    """
    before = text[max(0, date.start - 80) : date.start]
    published = _PUBLISHED.search(before)
    if published is not None and _NOT_YET.search(before[: published.start()]):
        return True
    if any(match.start() < date.end and date.start < match.end() for match in _YEAR_NUMBER.finditer(text)):
        return True
    if date.precision is Precision.MONTH and _NUMBER_OF_YEAR.fullmatch(date.text) and _BEFORE_NUMBER.search(before):
        return True
    if _OTHER_AFTER.match(text[date.end : date.end + 80]):
        return True
    return _OTHER_DATE.search(before) is not None or (
        date.precision is Precision.YEAR and _CASE_REFERENCE.search(before) is not None
    )


@_remembered
def areas_in(text: str) -> tuple[str, ...]:
    """Find the names of areas in a text.

    Args:
        text: A label, a title or a page.

    Returns:
        The names as printed there, in order, each once; acronyms are never names.
    """
    found: dict[int, str] = {}
    for area in areas_named(text):
        for name in sorted((area.name, *area.aliases), key=len, reverse=True):
            match = _spelled(name).search(text)
            if match is not None:
                found[match.start()] = match.group()
                break
    return tuple(dict.fromkeys(found[start] for start in sorted(found)))


@lru_cache(maxsize=2048)
def _spelled(name: str) -> re.Pattern[str]:
    """Return the pattern of an area's name as a word of its own, whatever its case."""
    pattern = re.escape(name).replace(r"\ and\ ", r"\s+(?:and|&)\s+")
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _as_published(date: FoundDate, basis: DateBasis) -> PublishedDate:
    """Return a found date as a publication date."""
    return PublishedDate(value=date.value, precision=date.precision, basis=basis, text=date.text)
