"""Who publishes a page: the body that the page names as its own.

Belongs here: the places where a page names its publisher, and the shape of such bodies' names. Does not
belong here: the row that follows from it (``rows.py``), or any particular body.

A page names its publisher in the name of its site, its title, its first heading, and in what stands above
and below every page of the site; the first of these that names exactly one body decides. A body that only
the page's text names counts where its areas are those that the site's own name or title names: so a
council's page can tell whose page it is. A body of the register is known by its name and aliases in full;
another by the form of its name together with an area. Two bodies in one place decide nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalogue.authority import area, areas_named
from catalogue.html import Block, HtmlPage
from catalogue.models import Area, Source
from catalogue.registry import publishers, publishers_named

_PARTS = re.compile(r"\s+[|–—:·»-]\s+|\s*\|\s*")
_WORD = r"[A-Z][\w'’.&-]*"
_PLACE = rf"(?:(?:{_WORD}|and|of|upon|with|in|the|on|&),?\s+){{1,9}}"
_CORE = (
    r"(?i:(?:local\s+)?(?:safeguarding\s+(?:children|child|adults?)(?:['’]?s)?(?:\s+(?:partnership\s+board|board|partnership))"
    r"|child(?:ren)?(?:['’]?s)?\s+safeguarding(?:\s+(?:board|partnership))+|safe(?:guarding)?\s+(?:partnership|boards?)"
    r"|(?:child|public|adult)\s+(?:protection|support\s+and\s+protection)\s+committee|children['’]?s\s+partnership"
    r"|community\s+safety\s+partnership))"
)
_FOR = rf"(?:\s+for\s+(?:{_WORD}|and|of|the|&)(?:\s+(?:{_WORD}|and|of|the|&))*)"
_BODY = re.compile(rf"\b(?:{_PLACE}{_CORE}\b{_FOR}?|{_CORE}\b{_FOR})")
_NO_NAME = re.compile(_CORE)
_LEADING = re.compile(r"^(?:(?:and|of|the|in|on|with|upon|&|Welcome|About|Home|Copyright|©)\b[\s,]*)+", re.IGNORECASE)
_OF_SITE = ("the name of its site", "its title")
LONGEST = 300
"""Longest text that is searched for a name, in characters; names stand in short texts."""


@dataclass(frozen=True)
class Named:
    """The publisher that a page names.

    Attributes:
        name: Its name as printed, or as the register writes it.
        row: A row of the register of the same publisher, or None where the register does not know it.
        where: Where the page names it, in words.
        areas: Areas of today that the register or the name gives it.
        ended: Areas that the name gives it and that no longer exist.
    """

    name: str
    row: Source | None
    where: str
    areas: tuple[Area, ...]
    ended: tuple[Area, ...] = ()


def publisher_of(page: HtmlPage, register: Sequence[Source]) -> Named | tuple[str, ...]:
    """Find who publishes a page.

    Args:
        page: The page.
        register: The register's rows.

    Returns:
        The publisher, without areas where its name tells none; or the names between which the page does not
        decide; none where it names nobody.
    """
    for with_area in (True, False):
        for where, texts in _places(page):
            found = _bodies(texts, register, with_area=with_area)
            if len(found) == 1:
                return _named(*found[0], where)
            if found:
                return tuple(name for name, _ in found)
        if with_area and (told := _told(page, register)) is not None:
            return told
    return ()


def _told(page: HtmlPage, register: Sequence[Source]) -> Named | tuple[str, ...] | None:
    """Return the body that a page's text names, for the areas of the site it stands on."""
    site = {one.area_code for one in site_areas(page)}
    said = _bodies((block.text for block in page.blocks if block.main), register, with_area=True)
    here = [_named(name, row, "the page's text") for name, row in said]
    here = [one for one in here if one.areas and {each.area_code for each in one.areas} <= site]
    if not here:
        return None
    return here[0] if len(here) == 1 else tuple(one.name for one in here)


def site_areas(page: HtmlPage) -> tuple[Area, ...]:
    """Return the areas of today that the name of a page's site and its title name.

    Args:
        page: The page.

    Returns:
        The areas, each once, in the order in which they are named.
    """
    texts = [text for where, texts in _places(page) for text in texts if where in _OF_SITE]
    found = {one.area_code: one for text in texts for one in areas_named(text) if one.valid_to is None}
    return tuple(found.values())


def _places(page: HtmlPage) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the places where a page names its publisher, the surest first."""
    if page.site_name:
        yield _OF_SITE[0], (page.site_name,)
    if page.title:
        yield _OF_SITE[1], tuple(part for part in _PARTS.split(page.title) if part)
    first = next((block.text for block in page.blocks if block.kind == "heading" and block.level == 1), None)
    if first:
        yield "its first heading", (first,)
    yield (
        "its head or foot",
        tuple(block.text for block in page.blocks if not block.main and _stands_alone(block, page)),
    )


def _stands_alone(block: Block, page: HtmlPage) -> bool:
    """Whether a block outside the content is words of the site itself, not a link to somewhere else."""
    home = re.sub(r"^(https?://[^/]+).*$", r"\1", page.url)
    return all(re.sub(r"[?#].*$", "", anchor.url).rstrip("/") == home for anchor in block.anchors)


def _bodies(texts: Iterable[str], register: Sequence[Source], *, with_area: bool) -> list[tuple[str, Source | None]]:
    """Return the bodies that texts name, each once, with a row of the register where it knows one."""
    found: dict[str, tuple[str, Source | None]] = {}
    for text in texts:
        if len(text) > LONGEST:
            continue
        known = _known(text, register)
        for row in known:
            found.setdefault(row.publisher_id, (row.publisher, row))
        for match in _BODY.finditer(text) if not known else ():
            name = _trimmed(" ".join(match[0].split()))
            if not _NO_NAME.fullmatch(name) and (areas_named(name) or not with_area):
                found.setdefault(_words(name), (name, None))
    return list(found.values())


def _trimmed(name: str) -> str:
    """Return a name without the words before it that belong to the sentence."""
    name = _LEADING.sub("", name)
    rest = name.rpartition(" the ")[2]
    return rest if areas_named(rest) and areas_named(rest) == areas_named(name) else name


def _known(text: str, register: Sequence[Source]) -> list[Source]:
    """Return one row for each publisher of the register that a text names, or that is all a text says."""
    rows = {row.publisher_id: row for row in reversed(register)}
    named = [rows[one.publisher_id] for one in publishers_named(text, publishers(register))]
    # An acronym by itself counts where it is all there is and the body writes itself so; many bodies share one.
    return named or [row for row in rows.values() if _words(row.publisher) == _words(text)][:1]


def _named(name: str, row: Source | None, where: str) -> Named:
    """Return a body with its areas of today and of the past."""
    found = tuple(one for code in row.areas if (one := area(code))) if row else areas_named(name)
    today = tuple(one for one in found if one.valid_to is None)
    return Named(name, row, where, today, tuple(one for one in found if one.valid_to is not None))


def _words(text: str) -> str:
    """Return the words of a text in small letters, so that spellings of one name are equal."""
    return " ".join(re.findall(r"\w+", re.sub(r"['’]", "", text.lower()).replace("&", " and ")))
