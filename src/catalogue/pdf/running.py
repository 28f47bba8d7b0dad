"""Running lines: heads, feet and page numbers that stand on many pages.

Belongs here: telling which lines of which pages run, and the number printed on a page. Does not belong here:
taking them out (the text stays as printed), or what a heading means.

A line runs where it stands among the first or last lines of at least three pages and of a quarter of them. Its
numbers must stay the same from page to page or keep step with the pages, so "Recommendation 3" at the head of
a page is no page number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_EDGE_LINES = 4
_LEAST_PAGES = 3
_LEAST_SHARE = 0.25
_LONGEST = 200
_IN_STEP = 0.8
_NUMBER = re.compile(r"\d+")
_NUMBER_ALONE = re.compile(
    r"^\W*(?:p\s*a\s*g\s*e\s*)?(?P<number>\d{1,4}|[ivxl]{1,6})(?:\s*(?:\||of|/)\s*(?:p\s*a\s*g\s*e\s*)?\d{0,4})?\W*$",
    re.IGNORECASE,
)
_NUMBER_AT_END = re.compile(r"\bpage\s*(?P<number>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class _Place:
    """One line near the edge of a page."""

    page: int
    line: int
    text: str
    numbers: tuple[int, ...]


def running_lines(texts: dict[int, str], large: dict[int, tuple[str, ...]]) -> dict[int, tuple[int, ...]]:
    """Tell the running lines of every page.

    Args:
        texts: By page number, the text as printed.
        large: By page number, the lines that are set large: a cover's title does not run, though feet repeat it.

    Returns:
        By page number, the numbers of its running lines, from 0; a page without any is missing.
    """
    groups: dict[str, list[_Place]] = defaultdict(list)
    for page, text in texts.items():
        for place in _edges(page, text, large.get(page, ())):
            groups[_NUMBER.sub("#", place.text)].append(place)
    with_text = sum(1 for text in texts.values() if text.strip())
    least = max(_LEAST_PAGES, with_text * _LEAST_SHARE)
    found: dict[int, set[int]] = defaultdict(set)
    for places in groups.values():
        for kept in _in_step(places):
            if len({place.page for place in kept}) >= least:
                for place in kept:
                    found[place.page].add(place.line)
    return {page: tuple(sorted(lines)) for page, lines in found.items()}


def printed_number(text: str, running: Iterable[int]) -> str | None:
    """Return the number that is printed on a page.

    Args:
        text: The page's text.
        running: The numbers of its running lines.

    Returns:
        The number as printed ("7", "iv"), or None where no running line is or ends with one.
    """
    lines = text.split("\n")
    for at in sorted(running, reverse=True):
        match = _NUMBER_ALONE.match(lines[at].strip()) or _NUMBER_AT_END.search(lines[at].strip())
        if match is not None:
            return match["number"]
    return None


def _edges(page: int, text: str, large: tuple[str, ...]) -> list[_Place]:
    """Return the first and last lines of a page that have words and are not set large."""
    lines = [(at, line) for at, line in enumerate(text.split("\n")) if line.strip()]
    edges = lines if len(lines) <= 2 * _EDGE_LINES else [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]
    return [
        _Place(page, at, folded, tuple(int(number[:9]) for number in _NUMBER.findall(folded)))
        for at, line in edges
        if len(line) <= _LONGEST
        and line.strip() not in large
        and any(map(str.isalnum, folded := " ".join(line.split()).lower()))
    ]


def _in_step(places: list[_Place]) -> list[list[_Place]]:
    """Return the places of one wording, parted into those that run together."""
    if not places[0].numbers:
        return [places]
    steps: dict[tuple[int | str, ...], list[_Place]] = defaultdict(list)
    for place in places:
        steps[tuple(number - place.page for number in place.numbers)].append(place)
    most = max(steps.values(), key=len)
    if len(most) >= len(places) * _IN_STEP:
        return [most]
    # "Page 3 of 32": one number keeps step, the other stays; otherwise only lines that are the same run.
    first: dict[tuple[int, ...], list[_Place]] = defaultdict(list)
    same: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        first[(place.numbers[0] - place.page, *place.numbers[1:])].append(place)
        same[place.text].append(place)
    last: dict[tuple[int, ...], list[_Place]] = defaultdict(list)
    for place in places:
        last[(*place.numbers[:-1], place.numbers[-1] - place.page)].append(place)
    return [max(group.values(), key=len) for group in (first, last)] + list(same.values())
