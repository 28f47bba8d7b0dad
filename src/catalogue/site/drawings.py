"""The pictures of the site: figures of an edition's rows, as files and as what pages say of them.

Belongs here: which figures each picture is made of. Does not belong here: how one is drawn, or what its title says
(``pictures``).

Only reviews about children are counted. No figure crosses an area with anything but the number of its reviews.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from catalogue import pictures
from catalogue.availability import SILENCE, Look, stretches
from catalogue.models import Location, Review, Theme, digest
from catalogue.pictures import Picture
from catalogue.site import places
from catalogue.site.rendering import File, Page
from catalogue.site.shelf import Run, Shelf
from catalogue.site.wording import TYPES

FOLDER = "pictures"
_ROWS = 250
_STEP = SILENCE - dt.timedelta(days=1)


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the page of the national pictures."""
    shown = [told(one, whole=True) for one in national(shelf)]
    yield Page(places.PICTURES, "pictures.html", "The reviews in pictures", {"pictures": shown})


def files(shelf: Shelf) -> Iterator[File]:
    """Give the drawing and the table of the pictures of the whole; a drawing is made only when it is asked for.

    Args:
        shelf: The edition's rows.

    Yields:
        Two files a picture.
    """
    themes = (of_theme(shelf, one) for one in shelf.themes.values())
    for picture in chain(national(shelf), themes):
        if picture:
            yield from _files(picture)


def of_review(shelf: Shelf, review: Review) -> Iterator[File]:
    """Give the drawing and the table of what is known of each address of a review.

    Args:
        shelf: The edition's rows.
        review: The review.

    Yields:
        Two files for each address that was looked at twice.
    """
    for place in shelf.locations.get(review.review_id, ()):
        picture = of_place(shelf, place)
        if picture:
            yield from _files(picture)


def national(shelf: Shelf) -> tuple[Picture, Picture, Picture]:
    """Return the pictures of the whole country: years and types, themes and years, areas.

    Args:
        shelf: The edition's rows.
    """
    children = [one for one in shelf.reviews.values() if one.about_child]
    kinds = Counter((one.published_on.year if one.published_on else None, one.review_type) for one in children)
    areas = Counter(code for one in children for code in one.area_codes)
    read = {code for one in shelf.sources if one.read_whole for code in one.area_codes}
    return (
        pictures.by_year_and_type(
            pictures.TypeYearCount(year=year, label=TYPES[kind], reviews=number)
            for (year, kind), number in kinds.items()
        ),
        pictures.themes_by_year(
            pictures.ThemeYearCount(year=one.year, label=shelf.themes[one.theme_id].label, reviews=one.reviews)
            for one in shelf.years_of_themes
        ),
        pictures.areas_by_number(
            pictures.AreaCount(
                area_code=one.area_code,
                name=one.name,
                nation=one.nation,
                reviews=areas[one.area_code],
                read=one.area_code in read,
            )
            for one in shelf.areas.values()
            if one.valid_to is None or areas[one.area_code]
        ),
    )


def of_theme(shelf: Shelf, theme: Theme) -> Picture | None:
    """Return the trend of a theme; null where no review has it."""
    counts = [one for one in shelf.years_of_themes if one.theme_id == theme.theme_id]
    if not counts:
        return None
    years = [pictures.YearCount(year=one.year, reviews=one.reviews) for one in counts]
    return pictures.trend(places.part(theme.theme_id), theme.label, years)


def of_place(shelf: Shelf, place: Location) -> Picture | None:
    """Return what is known of an address over time; null where it was not looked at twice."""
    runs = shelf.runs_of(place)
    if not runs:
        return None
    last = max(run.last_at for run in runs)
    # Up to the last check; further only where so long ago that nothing is said of today.
    now = last if shelf.edition.built_at - last <= SILENCE else shelf.edition.built_at
    known = stretches(chain.from_iterable(map(_looks, runs)), now)
    return pictures.timeline(digest(place.location_id), known) if known else None


def told(picture: Picture, *, whole: bool = False, of: str = "") -> dict[str, Any]:
    """Return what a page says of a picture.

    Args:
        picture: The picture.
        of: What it is a picture of, where a page has several with one title.
        whole: Whether its table stands on the page too, where it has at most 250 rows.

    Returns:
        Paths of its files, its words, and its table where asked for.
    """
    return {
        "drawing": f"{FOLDER}/{picture.name}.svg",
        "data": f"{FOLDER}/{picture.name}.csv",
        "title": picture.title,
        "label": f"{picture.title}: {of}" if of else picture.title,
        "alternative": picture.alternative,
        "note": picture.note,
        "fits": picture.kind == "drawing",
        "columns": list(picture.columns),
        "rows": [list(row) for row in picture.rows] if whole and len(picture.rows) <= _ROWS else [],
    }


def _looks(run: Run) -> Sequence[Look]:
    """Return checks that say what a run says: its first, its last, and enough between that none lapses."""
    steps = int((run.last_at - run.first_at) / _STEP)
    between = [run.first_at + number * _STEP for number in range(steps + 1)]
    return [Look(at, run.verdict, run.reason) for at in (*between, run.last_at)]


def _files(picture: Picture) -> Iterator[File]:
    """Give the drawing and the table of a picture."""
    yield File(f"{FOLDER}/{picture.name}.svg", picture.key, lambda: pictures.drawn(picture).encode())
    table = picture.csv()
    yield File(f"{FOLDER}/{picture.name}.csv", digest(table), table.encode)
