"""Areas by number of reviews: a grid of tiles of one size, in groups. It is not a map.

Belongs here: this picture. Does not belong here: anything of an area but the number of its reviews.

Where a tile stands follows from the area's code and name alone: groups by the kind of authority that the first letters
of an ONS code state, areas in a group by name. A map would give large and empty areas most of the ink, and a hand-made
layout would have to be kept right by hand.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from catalogue.pictures import findings, style
from catalogue.pictures.figures import AreaCount
from catalogue.pictures.picture import Picture, plan_of
from catalogue.vocabulary import Nation

GROUPS = (
    ("E10", "England: counties"),
    ("E06", "England: unitary authorities"),
    ("E08", "England: metropolitan districts"),
    ("E09", "England: London boroughs"),
    ("W", "Wales"),
    ("S", "Scotland"),
    ("N", "Northern Ireland"),
)
"""The groups by the beginning of their areas' ONS codes, in the order drawn."""
CLASSES = (0, 2, 5, 10)
"""The greatest numbers of the first four shades; the fifth has all above."""

_ACROSS = 7
_WIDE, _HIGH, _HEAD = 118, 56, 34
_LINE = 17  # letters of a name that fit on a line of a tile


def areas_by_number(counts: Iterable[AreaCount]) -> Picture:
    """Draw the areas as tiles with the number of reviews known for each.

    Args:
        counts: One figure an area.

    Returns:
        The picture, whose title states for how many areas a review is known; no area is named in it. Its rows are
        areas by nation and name. An area is drawn as "none known" only where its publisher's list was read whole.
    """
    areas = sorted(counts, key=lambda one: (list(Nation).index(one.nation), one.name, one.area_code))
    known = sum(one.reviews > 0 for one in areas)
    title = _title(known, len(areas))
    return Picture(
        name="areas-by-number-of-reviews",
        title=title,
        alternative="Tiles of one size, one for each area, in groups by nation and kind of authority, each with its"
        f" number. {title}.",
        note="This is not a map: areas stand by name. A higher number says that more was published and kept, not that"
        ' more went wrong. "List not read": none is known, and no list of its publisher was read whole.',
        columns=("Area", "Nation", "Reviews known", "A list was read whole"),
        rows=tuple((one.name, one.nation.value, one.reviews, "yes" if one.read else "no") for one in areas),
        **plan_of(_plan(areas), empty=not areas),
    )


def _title(known: int, areas: int) -> str:
    """State for how many areas a review is known."""
    if areas and known == areas:
        return f"Reviews are known for {findings.counted(areas, 'area', 'areas')}, which is every area"
    if not known:
        return f"No review is known for any of {findings.counted(areas, 'area', 'areas')}"
    return f"Reviews are known for {known} of {findings.counted(areas, 'area', 'areas')}"


def _plan(areas: Sequence[AreaCount]) -> dict[str, Any]:
    """Return the chart: tiles and headings at places in pixels."""
    tiles: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    top = 0
    for heading, members in _grouped(areas):
        heads.append({"x": 2, "y": top + 22, "text": heading})
        top += _HEAD
        tiles.extend(
            _tile(one, place % _ACROSS * _WIDE, top + place // _ACROSS * _HIGH) for place, one in enumerate(members)
        )
        top += -(-len(members) // _ACROSS) * _HIGH

    def at(name: str) -> dict[str, Any]:
        return {"field": name, "type": "quantitative", "scale": None, "axis": None}

    return {
        "config": style.config(),
        "width": _ACROSS * _WIDE,
        "height": max(top, _HEAD),
        "layer": [
            {
                "data": {"values": tiles},
                "mark": {"type": "rect", "stroke": style.PRINT, "strokeWidth": 0.6},
                "encoding": {
                    "x": at("x"),
                    "x2": {"field": "x2"},
                    "y": at("y"),
                    "y2": {"field": "y2"},
                    "fill": {"field": "fill", "type": "nominal", "scale": None},
                },
            },
            *(
                {
                    "data": {"values": tiles},
                    "mark": mark | {"type": "text", "align": "left", "baseline": "top"},
                    "encoding": {
                        "x": at("x"),
                        "y": at("y"),
                        "text": {"field": words},
                        "color": {"field": "ink", "type": "nominal", "scale": None},
                    },
                }
                for words, mark in (
                    ("lines", {"dx": 5, "dy": 5, "fontSize": 11, "lineHeight": 12}),
                    ("number", {"dx": 5, "dy": 34, "fontSize": 12, "fontWeight": "bold"}),
                )
            ),
            {
                "data": {"values": heads},
                "mark": {"type": "text", "align": "left", "fontSize": 14, "fontWeight": "bold", "color": style.INK},
                "encoding": {"x": at("x"), "y": at("y"), "text": {"field": "text"}},
            },
        ],
    }


def _grouped(areas: Sequence[AreaCount]) -> list[tuple[str, list[AreaCount]]]:
    """Return the groups that have areas; codes of no group stand last, by nation."""
    named = {
        one.area_code: next((head for start, head in GROUPS if one.area_code.startswith(start)), None) for one in areas
    }
    found = [(head, [one for one in areas if named[one.area_code] == head]) for _, head in GROUPS]
    rest = [one for one in areas if named[one.area_code] is None]
    found += [(f"{nation}: other areas", [one for one in rest if one.nation is nation]) for nation in Nation]
    return [(head, members) for head, members in found if members]


def _tile(one: AreaCount, x: int, y: int) -> dict[str, Any]:
    """Return one tile."""
    place = next((place for place, most in enumerate(CLASSES) if one.reviews <= most), len(CLASSES))
    unread = one.reviews == 0 and not one.read
    return {
        "x": x,
        "x2": x + _WIDE - 4,
        "y": y,
        "y2": y + _HIGH - 4,
        "fill": style.SHADES[place],
        "ink": style.SHADES[0] if place == len(CLASSES) else style.PRINT,
        "lines": _lines(one.name),
        "number": "list not read" if unread else str(one.reviews),
    }


def _lines(name: str) -> list[str]:
    """Cut a name into at most two lines; what does not fit ends in an ellipsis, and the table has it whole."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _LINE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1][: _LINE - 1]}…"]
