"""Running lines: heads, feet and page numbers that stand on many pages.

Belongs here: telling which lines of which pages run, and the number printed on a page. Does not belong here:
taking them out (the text stays as printed), or what a heading means.

A line runs where it stands in the same place among the first or last lines of at least three pages and of a quarter
of them. Its numbers must stay the same from page to page or keep step with the pages, so "Recommendation 3" at the
head of a page is no page number.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

_EDGE_LINES = 3
_LEAST_PAGES = 3
_LEAST_SHARE = 0.25
_LONGEST = 200
_IN_STEP = 0.8
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxl]{1,6}")


@dataclass(frozen=True)
class _Place:
    """One line near the edge of a page."""

    page: int
    line: int
    rank: int
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
    groups: dict[tuple[int, str], list[_Place]] = defaultdict(list)
    for page, text in texts.items():
        for place in _edges(page, text, large.get(page, ())):
            groups[place.rank, _NUMBER.sub("#", place.text)].append(place)
    with_text = sum(1 for text in texts.values() if text.strip())
    least = max(_LEAST_PAGES, with_text * _LEAST_SHARE)
    found: dict[int, set[int]] = defaultdict(set)
    for places in groups.values():
        for kept in _in_step(places):
            if len({place.page for place in kept}) >= least:
                for place in kept:
                    found[place.page].add(place.line)
    return {page: tuple(sorted(lines)) for page, lines in found.items()}


def printed_numbers(texts: dict[int, str], running: dict[int, tuple[int, ...]]) -> dict[int, str]:
    """Tell the numbers that are printed on pages.

    Args:
        texts: By page number, the text as printed.
        running: By page number, the numbers of its running lines.

    Returns:
        By page number, the number as printed ("7", "iv"): a small Roman one that stands alone, or the one among
        the running lines' numbers that keeps step with the pages. A page without any is missing.
    """
    heads = {page: [text.split("\n")[line].strip() for line in running.get(page, ())] for page, text in texts.items()}
    numbers = {page: {int(one[:9]) for line in lines for one in _NUMBER.findall(line)} for page, lines in heads.items()}
    steps = Counter(number - page for page, found in numbers.items() for number in found)
    printed = {page: line for page, lines in heads.items() for line in lines if _ROMAN.fullmatch(line)}
    if steps and steps.most_common(1)[0][1] >= _LEAST_PAGES:
        step = steps.most_common(1)[0][0]
        printed |= {page: str(page + step) for page, found in numbers.items() if page + step in found}
    return printed


def _edges(page: int, text: str, large: tuple[str, ...]) -> Iterator[_Place]:
    """Yield the first and last lines of a page that have words and are not set large."""
    lines = [(at, line) for at, line in enumerate(text.split("\n")) if line.strip()]
    ranked = [(rank, *one) for rank, one in enumerate(lines[:_EDGE_LINES])]
    ranked += [(-1 - rank, *one) for rank, one in enumerate(reversed(lines[-_EDGE_LINES:]))]
    for rank, at, line in ranked:
        folded = " ".join(line.split()).lower()
        if len(line) <= _LONGEST and line.strip() not in large and any(map(str.isalnum, folded)):
            yield _Place(page, at, rank, folded, tuple(int(number[:9]) for number in _NUMBER.findall(folded)))


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
