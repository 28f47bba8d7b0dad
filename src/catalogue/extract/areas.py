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

NAME = "areas@1"

_BODY = (
    r"(?:Local\s+|Metropolitan\s+|Borough\s+|City\s+|County\s+|District\s+|Council['’]?s?\s+|and\s+District\s+)*"
    r"(?:Safeguarding\s+(?:Child(?:ren|ren['’]s)?|Adults?|Partnership|Board)|Child\s+Safeguarding|LSC[BP]|SC[BP]\b|Children['’]?s?\s+Safeguarding"
    r"|Child\s+Protection\s+Committee|Area\s+Child\s+Protection)"
)
_BODY_NAME = re.compile(_BODY, re.IGNORECASE)
# What stands before the body's name as part of it: "City of London & Hackney", "Wandsworth".
_PLACE = re.compile(r"(?:(?:[A-Z][\w'’.,&-]*|and|of|&|the|upon|with|in)\s+){1,7}$")
_ROOM = 90
_AFTER_BODY = re.compile(r"(?:LSC[BP]|BOARD|PARTNERSHIP)\s*[:\n]\s*(?P<place>[^\n]{3,60})", re.IGNORECASE)


_MOST_WORDS = 12


def find(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield the areas, one finding each with the ONS code as value.

    Args:
        sheet: The document.
        nation: Nation whose law applies; an area of another nation is not taken. None takes all.

    Yields:
        The areas named by the board on the deposit sheet or the cover; else those of the title; else those of
        the board that the pages name most, where no other comes near.
    """
    title_and_cover = (_in_title, _on_cover) if sheet.is_web else (_on_cover, _in_title)
    for look in (_deposited, *title_and_cover, _in_pages):
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
