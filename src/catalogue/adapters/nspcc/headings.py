"""The heading of an entry: "year - area - case" in all the forms that update pages have had since 2012.

Belongs here: date, area, case and anonymity as a heading prints them. Does not belong here: which lines of a
page are headings (``entries``).

A separator may be a hyphen or a dash with a space on one side, on both or on none, and none at all may stand
after the date. An area's own hyphens are no separators, so a known area is recognised first; where none is, a
hyphen parts area and case only with a space beside it.
"""

import re
from functools import cache

from catalogue.authority import areas
from catalogue.dates import find_dates
from catalogue.extract import labels
from catalogue.models import PublishedDate, Record
from catalogue.vocabulary import DateBasis

LONGEST = 200
"""Longest line that is read as a heading, in characters."""
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\.?,?\s+)?(?:19|20)\d\d"
_DATED = re.compile(
    rf"^(?P<date>{_DATE})(?![\d/]|\s?[-–]\s?(?:\d\d|\d{{4}})\b)[\s\-–:|,]*(?P<rest>\S.*)$", re.IGNORECASE
)
_GROUP = re.compile(
    rf"^(?:(?:serious\s+)?case\s+reviews?\s+|reviews?\s+)?(?:(?:published|added|listed|new)\s+)?(?:(?:in|during)\s+)?"
    rf"(?P<date>{_DATE})(?:\s+(?:serious\s+)?case\s+reviews?)?$",
    re.IGNORECASE,
)
_SEPARATOR = r"\s*[-–:|]+\s*"
# A hyphen parts area and case only with a space beside it: "Stoke-on-Trent - Child X".
_BETWEEN = re.compile(r"\s*–\s*|\s+-\s*|\s*-\s+|\s+\|\s+")
_WITHHELD = re.compile(
    r"^(?:(?:the\s+)?NSPCC,?\s+on\s+behalf\s+of\s+)?(?:an?\s+|the\s+)?"
    r"(?:anonym(?:ous|ou?sly|ised|ized)|un-?named|unknown|un-?identified|undisclosed|not\s+named|name\s+withheld)"
    r"(?:\s+(?:local|safeguarding|children['’]?s?|LSCB|LSCP|SCB|SCP|board|partnership|authority|area|council|region|deposit))*"
    rf"(?:\s+in\s+[A-Z][\w ]+?)?(?:{_SEPARATOR}(?P<name>\S.*))?$",
    re.IGNORECASE,
)
_WITHHELD_WORD = re.compile(r"\banonym\w+|\bun-?named\b|\bunknown\b|\bundisclosed\b", re.IGNORECASE)
_BODY = (
    r"(?:\s+(?:LSCB|LSCP|SCB|SCP|CPC|City|County|Borough|Council|(?:Local\s+)?Safeguarding\s+(?:Children\S*\s+)?"
    r"(?:Board|Partnership)|Child\s+Protection\s+Committee))*(?:\s*\([^)]*\))?"
)
_DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "–", "—": "–", "―": "–", "−": "–", "\u00a0": " ", "\u200b": None})


class Heading(Record):
    """What the heading of an entry says."""

    date: PublishedDate
    """Year, month or day that heads it."""
    place: str | None
    """What stands in the area's place, as printed; null where nothing does."""
    area: str | None
    """Area as printed; null for an anonymous deposit, and where none is named."""
    anonymous: bool
    """Whether the area is withheld."""
    name: str
    """What stands after the area: a pseudonym, a theme, a type; empty where nothing does."""
    pseudonyms: tuple[str, ...]
    """Pseudonyms in the name."""


def entry_of(text: str, group: PublishedDate | None = None) -> Heading | None:
    """Read the heading of an entry.

    Args:
        text: A heading such as ``2022 – Anonymous – Babies with injuries``.
        group: Date of the heading above, under which an entry may stand without a date of its own; such an
            entry must name a known area or say that it is anonymous.

    Returns:
        Its parts; None where the text is no such heading. An anonymous deposit has no area.
    """
    line = " ".join(text.translate(_DASHES).split())
    if not line or len(line) > LONGEST:
        return None
    match = _DATED.match(line)
    if match is None:
        return _heading(group, line, sure=True) if group else None
    date = _entry_date(match["date"])
    return _heading(date, match["rest"], sure=False) if date else None


def group_date(text: str) -> PublishedDate | None:
    """Return the date of a heading that is hardly more than a date; None where it is another heading."""
    match = _GROUP.match(" ".join(text.translate(_DASHES).split()))
    return _entry_date(match["date"]) if match else None


def _entry_date(text: str) -> PublishedDate | None:
    """Return the date that heads an entry."""
    found = find_dates(text)
    if not found:
        return None
    return PublishedDate(value=found[0].value, precision=found[0].precision, basis=DateBasis.ENTRY, text=text)


def _heading(date: PublishedDate, rest: str, *, sure: bool) -> Heading | None:
    """Return a heading from what stands after its date; with ``sure`` only where its place is certain."""
    withheld = _WITHHELD.match(rest)
    if withheld:
        place = rest[: withheld.start("name")] if withheld["name"] else rest
        return _made(date, place.strip(" -–:|"), withheld["name"] or "", anonymous=True)
    known = _known_area().match(rest)
    if known and (known["name"] or not sure):
        return _made(date, known["place"], known["name"] or "", anonymous=False)
    if sure:
        return None
    parts = _BETWEEN.split(rest, maxsplit=1)
    if len(parts) == 2 and all(parts):
        return _of_two(date, parts[0].strip(), parts[1].strip())
    return _made(date, None, rest, anonymous=False) if _names_case(rest) else None


def _of_two(date: PublishedDate, first: str, second: str) -> Heading:
    """Return a heading whose place is not a known area: the first part, unless it names a case itself."""
    if _WITHHELD_WORD.search(first):
        return _made(date, first, second, anonymous=True)
    if not labels.areas_in(first) and _names_case(first):
        turned = _known_area().fullmatch(second)
        if turned and not turned["name"]:
            return _made(date, second, first, anonymous=False)
        return _made(date, None, f"{first} – {second}", anonymous=False)
    return _made(date, first, second, anonymous=False)


def _names_case(text: str) -> bool:
    """Whether a text names a case or a kind of review rather than a place."""
    return bool(labels.pseudonyms_in(text)) or labels.type_in(text, None) is not None


def _made(date: PublishedDate, place: str | None, name: str, *, anonymous: bool) -> Heading:
    """Return a heading from its parts."""
    return Heading(
        date=date,
        place=place,
        area=None if anonymous else place,
        anonymous=anonymous,
        name=name,
        pseudonyms=labels.pseudonyms_in(name, bare=True) if name else (),
    )


@cache
def _known_area() -> re.Pattern[str]:
    """Return what matches a text that begins with known areas, alone or before a separator."""
    names = sorted({name for area in areas() for name in (area.name, *area.aliases)}, key=len, reverse=True)
    one = "(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names) + ")"
    several = rf"(?:the\s+)?{one}(?:(?:,|\s*&|\s*/|,?\s+and)\s*(?:the\s+)?{one})*"
    return re.compile(rf"^(?P<place>{several}{_BODY})(?:{_SEPARATOR}(?P<name>\S.*))?$", re.IGNORECASE)
