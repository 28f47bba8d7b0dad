"""Lists of reviews: by year, by nation, by type and by area.

Belongs here: which lists there are, and which reviews stand on each. Does not belong here: a line of a list
(``entries``), or any list that crosses areas with ages or with what happened.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from catalogue.models import Review
from catalogue.site import places
from catalogue.site.pages.entries import PER_PAGE, entry, newest_first, paged
from catalogue.site.rendering import Page
from catalogue.site.shelf import Shelf
from catalogue.site.wording import NATIONS, TYPES
from catalogue.vocabulary import ReviewType

_NATION = "By nation"
_AREA = "By area"
_UNDATED = "Date of publication not known"
_NO_NATION = "Nation not known"


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give every list, and the page that leads to each page of the lists by year."""
    reviews = newest_first(shelf.reviews.values())
    groups = (
        ("By year of publication", list(_by_year(reviews))),
        (_NATION, list(_by_nation(reviews))),
        ("By type", list(_by_type(reviews))),
        (_AREA, list(_by_area(shelf, reviews))),
    )
    yield Page(
        places.REVIEWS,
        "reviews.html",
        "All reviews",
        {
            "count": len(reviews),
            "groups": [
                {
                    "title": title,
                    "lists": _lines(lists),
                }
                for title, lists in groups
            ],
        },
        feeds=((places.NEW_REVIEWS, "New reviews"),),
    )
    for kind, lists in groups:
        for path, name, title, found in lists:
            feed = _feed(kind, path, name)
            rows = [entry(one) for one in found]
            yield from paged(path, title, rows, "list.html", feeds=feed, feed=feed[0][0] if feed else None)


def years(shelf: Shelf) -> list[dict[str, Any]]:
    """Return the lists by year with all their pages, so that the first page leads to every review in two clicks."""
    return _lines(list(_by_year(newest_first(shelf.reviews.values()))))


def _lines(lists: Sequence["_List"]) -> list[dict[str, Any]]:
    """Return lists as lines that lead to each page of them."""
    return [
        {"title": name, "path": path, "count": len(found), "more": _more(path, found)} for path, name, _, found in lists
    ]


def _feed(kind: str, path: str, name: str) -> tuple[tuple[str, str], ...]:
    """Return the feed of a list, where lists of its kind have one."""
    if kind not in (_NATION, _AREA) or "unknown" in path:
        return ()
    return ((path.replace("lists/", "feeds/").replace("/index.html", ".atom"), f"New reviews: {name}"),)


def _more(path: str, found: Sequence[Review]) -> list[dict[str, Any]]:
    """Return the later pages of a list, so that each is one click away."""
    last = -(-len(found) // PER_PAGE)
    return [{"number": number, "path": places.nth(path, number)} for number in range(2, last + 1)]


_List = tuple[str, str, str, list[Review]]
"""A list: its path, what it is called among others of its kind, its own title, and its reviews."""


def _by_year(reviews: Sequence[Review]) -> Iterator[_List]:
    """Give a list for each year of publication, the latest first, and one of reviews without a date."""
    found: dict[int, list[Review]] = defaultdict(list)
    for one in reviews:
        found[one.published_on.year if one.published_on else 0].append(one)
    for year in sorted(found, reverse=True):
        if year:
            yield places.group("year", str(year)), str(year), f"Reviews published in {year}", found[year]
        else:
            yield places.group("year", "unknown"), _UNDATED, "Reviews whose date is not known", found[year]


def _by_nation(reviews: Sequence[Review]) -> Iterator[_List]:
    """Give a list for each nation that has reviews."""
    for nation in (*NATIONS, None):
        found = [one for one in reviews if one.nation is nation]
        if found and nation:
            yield places.group("nation", nation), nation.value, f"Reviews in {nation}", found
        elif found:
            yield places.group("nation", "unknown"), _NO_NATION, "Reviews whose nation is not known", found


def _by_type(reviews: Sequence[Review]) -> Iterator[_List]:
    """Give a list for each type that has reviews."""
    for kind in ReviewType:
        found = [one for one in reviews if one.review_type is kind]
        if found:
            yield places.group("type", kind), TYPES[kind], f"Reviews by type: {TYPES[kind]}", found


def _by_area(shelf: Shelf, reviews: Sequence[Review]) -> Iterator[_List]:
    """Give a list for each area that has reviews, by name."""
    found: dict[str, list[Review]] = defaultdict(list)
    for one in reviews:
        for code in one.area_codes:
            found[code].append(one)
    names = {code: shelf.areas[code].name if code in shelf.areas else code for code in found}
    for code in sorted(found, key=lambda code: (names[code], code)):
        yield places.area(code), names[code], f"Reviews in {names[code]}", found[code]
