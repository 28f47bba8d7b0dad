"""Themes by year: a grid of numbers, darker where there are more.

Belongs here: this picture. Does not belong here: how themes are recognised, or any area.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from catalogue.pictures import findings, style
from catalogue.pictures.figures import ThemeYearCount
from catalogue.pictures.picture import Picture, plan_of

THEMES = 20
"""As many themes as are drawn, the commonest ones; the table gives all."""
YEARS = 12
"""As many years as are drawn, the latest ones; the table gives all."""


def themes_by_year(counts: Iterable[ThemeYearCount]) -> Picture:
    """Draw how many reviews of each theme were published each year.

    Args:
        counts: Number by year and label; a pair given twice is added.

    Returns:
        The picture, whose title states the commonest theme over the years drawn. Its rows are themes, the commonest
        first, its columns years.
    """
    held: Counter[tuple[int | None, str]] = Counter()
    for count in counts:
        held[count.year, count.label] += count.reviews
    years = findings.years_between([year for (year, _), number in held.items() if year and number])
    shown = years[-YEARS:]
    labels = sorted({label for _, label in held})
    over_all = {label: sum(held[year, label] for year in years) for label in labels}
    totals = {label: sum(held[year, label] for year in shown) for label in labels}
    drawn = sorted((label for label in labels if totals[label]), key=lambda label: (-totals[label], label))[:THEMES]
    ordered = sorted(labels, key=lambda label: (-over_all[label], label))
    over = f" from {shown[0]} to {shown[-1]}" if len(shown) > 1 else f" in {shown[0]}" if shown else ""
    title = findings.commonest(totals, over)
    return Picture(
        name="themes-by-year",
        title=title,
        alternative="Grid of numbers of reviews, themes down and years across: the "
        f"{findings.counted(len(drawn), 'commonest theme', 'commonest themes')}{over}. {title}.",
        note="A review of several themes counts under each, so columns do not add up to a year's reviews. A theme that"
        " was not recognised in a review may be in it all the same. The table gives every theme and year.",
        columns=("Theme", *(str(year) for year in years), "All"),
        rows=tuple((label, *(held[year, label] for year in years), over_all[label]) for label in ordered),
        **plan_of(_plan(held, drawn, shown), empty=not drawn),
    )


def shade(number: int, most: int) -> int:
    """Return which of the five shades a number has: the first for zero only, the others in four equal steps.

    Args:
        number: The number, not more than the most.
        most: The greatest number that is drawn.
    """
    return 0 if number == 0 else 1 + (number - 1) * 4 // max(most, 1)


def _plan(held: Counter[tuple[int | None, str]], labels: list[str], years: tuple[int, ...]) -> dict[str, Any]:
    """Return the chart."""
    most = max((held[year, label] for year in years for label in labels), default=0)
    cells = [
        {
            "year": str(year),
            "label": label,
            "reviews": held[year, label],
            "fill": style.SHADES[shade(held[year, label], most)],
            "ink": style.SHADES[0] if shade(held[year, label], most) == len(style.SHADES) - 1 else style.PRINT,
        }
        for label in labels
        for year in years
    ]
    plain = {"domain": False, "ticks": False, "grid": False, "title": None, "labelLimit": 260}
    return {
        "config": style.config(),
        "width": {"step": 40},
        "height": {"step": 24},
        "data": {"values": cells},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "axis": plain | {"orient": "top", "labelAngle": 0}},
            "y": {"field": "label", "type": "nominal", "sort": labels, "axis": plain},
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": style.PAPER, "strokeWidth": 1.5},
                "encoding": {"fill": {"field": "fill", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {
                    "text": {"field": "reviews", "type": "quantitative"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
        ],
    }
