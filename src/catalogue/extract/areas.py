"""Which areas a document is about: those of the board or partnership that it names as its own.

Belongs here: an area's name as part of a publisher's name. Does not belong here: addresses, other places of
the story, acronyms (five boards share one), and what the register knows about the publisher.
"""

import re
from collections import Counter
from collections.abc import Iterator

from catalogue.authority import areas_named
from catalogue.extract.quoting import finding, locate
from catalogue.extract.sheet import Line, Sheet
from catalogue.models import Area, Finding, PageText
from catalogue.vocabulary import Nation

NAME = "areas@3"

_BODY = (
    r"(?:Local\s+|Metropolitan\s+|Borough\s+|City\s+|County\s+|District\s+|Council['’]?s?\s+|and\s+District\s+)*"
    r"(?:Safeguarding\s+(?:Child(?:ren|ren['’]s)?|Adults?|Partnership|Board)|Child\s+Safeguarding|LSC[BP]|SC[BP]\b|Children['’]?s?\s+Safeguarding"
    r"|Child\s+Protection\s+Committee|Area\s+Child\s+Protection|Community\s+Safety\s+Partnership)"
)
_BODY_NAME = re.compile(_BODY, re.IGNORECASE)
# What stands before the body's name as part of it: "City of London & Hackney", "Wandsworth".
_PLACE = re.compile(r"(?:(?:[A-Z][\w'’.,&-]*|and|of|&|the|upon|with|in)\s+){1,7}$")
_ROOM = 90
_AFTER_BODY = re.compile(r"(?:LSC[BP]|BOARD|PARTNERSHIP)\s*[:\n]\s*(?P<place>[^\n]{3,60})", re.IGNORECASE)
_DEATHS = re.compile(r"\b(?:deaths?|murders?|killings?)\s+of\b[^.]{0,200}")
_IN_PLACE = re.compile(r"\bin\s+((?:[A-Z][\w'’-]*)(?:\s+(?:(?:and|upon|of|on)\s+)?[A-Z][\w'’-]*){0,4})")
_SERVICES = (
    r"(?:(?:Metropolitan|City|County|Borough|District)\s+)*"
    r"(?:Council|Social\s+(?:Services|Care|Work)|Children['’]?s?\s+(?:Services|Social\s+Care))\b"
)
_MOST_WORDS = 12
_FEW_WORDS = 400


def find(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield the areas, one finding each with the ONS code as value.

    Args:
        sheet: The document.
        nation: Nation whose law applies; an area of another nation is not taken. None takes all.

    Yields:
        The areas named by the board on the deposit sheet or the cover; else those of the title; else those of
        the board that the pages name most, where no other comes near; else those of a page's own site that its
        text names too, of the deaths that a page tells of, or the only area that the pages name, as a council's
        or on a page of a few words.
    """
    title_and_cover = (_in_title, _on_cover) if sheet.is_web else (_on_cover, _in_title)
    for look in (_deposited, *title_and_cover, _in_pages, _of_site, _of_deaths, _alone):
        found = look(sheet)
        kept = {one.value: one for one, area in found if nation is None or area.nation is nation}
        if kept:
            yield from kept.values()
            return


def _deposited(sheet: Sheet) -> list[tuple[Finding, Area]]:
    """Return the areas of the board on the deposit sheet."""
    if sheet.deposit is None:
        return []
    page, match = sheet.deposit
    return _areas(page, match["board"], match.span("board"), 0.95)


def _on_cover(sheet: Sheet) -> list[tuple[Finding, Area]]:
    """Return the areas that stand in a board's name on the cover."""
    found: list[tuple[Finding, Area]] = []
    for page in sheet.pages:
        lines = [line.text for line in sheet.cover if line.page == page.number and _is_short(line)]
        for start, end, place in _bodies("\n".join(lines)):
            words = "\n".join(lines)[start:end]
            where = locate(page, words)
            if where is not None:
                found += _areas(page, place, where, 0.85)
    return found


def _is_short(line: Line) -> bool:
    """Tell whether a line of a cover is large, or too short to be prose about other places."""
    return line.large or len(line.text.split()) <= _MOST_WORDS


def _in_title(sheet: Sheet) -> list[tuple[Finding, Area]]:
    """Return the areas that the title names."""
    if not sheet.title_lines:
        return []
    page = next(page for page in sheet.pages if page.number == sheet.title_lines[0].page)
    named = areas_named(sheet.title)
    where = locate(page, sheet.title) or locate(page, sheet.title_lines[0].text)
    if not named or where is None:
        return []
    return _areas(page, sheet.title, where, 0.7)


def _in_pages(sheet: Sheet) -> list[tuple[Finding, Area]]:
    """Return the areas of the board named most on the pages, if it is named twice as often as any other."""
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], tuple[PageText, str, tuple[int, int]]] = {}
    for page in sheet.pages:
        for start, end, place in _bodies(page.text):
            codes = tuple(area.area_code for area in areas_named(place))
            if codes:
                counts[codes] += 1
                first.setdefault(codes, (page, place, (start, end)))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return []
    page, place, where = first[ranked[0][0]]
    return _areas(page, place, where, 0.6)


def _of_site(sheet: Sheet) -> list[tuple[Finding, Area]]:
    """Return the areas of the board whose site a web page is on, where the page's own text names them."""
    found: list[tuple[Finding, Area]] = []
    for _, _, place in _bodies(sheet.reading.title or "") if sheet.is_web else ():
        for area in areas_named(place):
            found += _first_named(sheet, area, 0.6)
    return found


def _of_deaths(sheet: Sheet) -> list[tuple[Finding, Area]]:
    """Return the areas in which a page says that its children died: "the deaths of A in X and B in Y"."""
    for page in sheet.start(1):
        for match in _DEATHS.finditer(page.text):
            places = " | ".join(_IN_PLACE.findall(match.group()))
            if areas_named(places):
                return _areas(page, places, match.span(), 0.5)
    return []


def _alone(sheet: Sheet) -> list[tuple[Finding, Area]]:
    """Return the only area that the first pages name, where a council of it is named or a web page is short."""
    named = {area.area_code: area for page in sheet.start() for area in areas_named(page.text)}
    if len(named) != 1:
        return []
    (area,) = named.values()
    text = "\n".join(page.text for page in sheet.start())
    names = "|".join(re.escape(name) for name in (area.name, *area.aliases))
    council = re.search(rf"(?i:{names})\s+{_SERVICES}", text)
    short = sheet.is_web and len(text.split()) <= _FEW_WORDS
    return _first_named(sheet, area, 0.5) if council or short else []


def _first_named(sheet: Sheet, area: Area, confidence: float) -> list[tuple[Finding, Area]]:
    """Return the finding of an area at the first place that prints its name."""
    for page in sheet.start():
        for name in (area.name, *area.aliases):
            match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", page.text)
            if match is not None:
                return [(one, of) for one, of in _areas(page, name, match.span(), confidence) if of == area]
    return []


def _bodies(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and place of each board's or partnership's name."""
    for match in _BODY_NAME.finditer(text):
        before = text[max(0, match.start() - _ROOM) : match.start()]
        place = _PLACE.search(before)
        if place is not None:
            yield match.start() - len(place.group()), match.end(), place.group()
    for match in _AFTER_BODY.finditer(text):
        if areas_named(match["place"]) and len(match["place"].split()) <= 5:
            yield match.start(), match.end(), match["place"]


def _areas(page: PageText, place: str, where: tuple[int, int], confidence: float) -> list[tuple[Finding, Area]]:
    """Return a finding for each area that words name."""
    return [
        (finding("area", area.area_code, page, where, extractor=NAME, confidence=confidence), area)
        for area in areas_named(" ".join(place.split()))
    ]
