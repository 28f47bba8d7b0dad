"""Reviews per year by type: stacked bars.

Belongs here: this picture. Does not belong here: how types are named, or counted.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from catalogue.pictures import findings, style
from catalogue.pictures.figures import TypeYearCount
from catalogue.pictures.picture import Picture, plan_of

OTHERS = "All other types"
"""What the types without a pattern of their own are drawn as together."""
_OWN = len(style.FILLS) - 1


def by_year_and_type(counts: Iterable[TypeYearCount]) -> Picture:
    """Draw how many reviews were published each year, by type.

    The commonest types (of equal ones the first by name) have a pattern of their own, the others share the last one;
    the table gives each. Reviews without a known year stand in the table only.

    Args:
        counts: Number by year and label; a pair given twice is added.

    Returns:
        The picture, whose title states the peak of all types together. Its rows are years, the latest first.
    """
    held: Counter[tuple[int | None, str]] = Counter()
    for count in counts:
        held[count.year, count.label] += count.reviews
    totals: Counter[str] = Counter()
    for (_, label), number in held.items():
        totals[label] += number
    labels = [label for label, number in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])) if number]
    by_year = {
        year: sum(held[year, label] for label in labels)
        for year in findings.years_between([year for (year, _), number in held.items() if year and number])
    }
    undated = sum(held[None, label] for label in labels)
    title = findings.peak(by_year, "Reviews")
    rows = [
        (str(year), *(held[year, label] for label in labels), by_year[year]) for year in sorted(by_year, reverse=True)
    ]
    if undated:
        rows.append(("No known year", *(held[None, label] for label in labels), undated))
    without = f" {findings.counted(undated, 'review has', 'reviews have')} no known year and stand in the table only."
    return Picture(
        name="reviews-by-year-and-type",
        title=title,
        alternative=f"Stacked bars, one for each year{_span(by_year)}, by type of review. {title}.",
        note="The total stands above each bar. Counted is what the catalogue knows, by year of first publication."
        + (without if undated else ""),
        columns=("Year", *labels, "All"),
        rows=tuple(rows),
        **plan_of(_plan(held, labels, by_year), empty=not by_year),
    )


def _span(by_year: dict[int, int]) -> str:
    """Say from when to when, where there is a year at all."""
    return f" from {min(by_year)} to {max(by_year)}" if by_year else ""


def _plan(held: Counter[tuple[int | None, str]], labels: list[str], by_year: dict[int, int]) -> dict[str, Any]:
    """Return the chart."""
    own = labels[:_OWN] if len(labels) > len(style.FILLS) else labels
    legend = [*own, OTHERS] if len(own) < len(labels) else own
    bars = [
        {"year": str(year), "label": label, "order": place, "reviews": number}
        for year in by_year
        for place, label in enumerate(legend)
        if (number := held[year, label] if place < len(own) else sum(held[year, one] for one in labels[len(own) :]))
    ]
    tops = [{"year": str(year), "reviews": number} for year, number in by_year.items()]
    across = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelOverlap": "greedy"}}
    return {
        "config": style.config(),
        "width": {"step": 38},
        "height": 320,
        "layer": [
            {
                "data": {"values": bars},
                "mark": {"type": "bar", "stroke": style.PRINT, "strokeWidth": 0.7},
                "encoding": {
                    "x": across,
                    "y": {
                        "field": "reviews",
                        "type": "quantitative",
                        "axis": style.reviews_axis(max(by_year.values(), default=0)),
                    },
                    "order": {"field": "order"},
                    "fill": {
                        "field": "label",
                        "type": "nominal",
                        "scale": {"domain": legend, "range": list(style.FILLS[: len(legend)])},
                        "legend": {"title": None, "orient": "bottom", "columns": 2, "labelLimit": 320},
                    },
                },
            },
            {
                "data": {"values": tops},
                "mark": {"type": "text", "dy": -7, "fontSize": 12, "color": style.INK},
                "encoding": {
                    "x": across,
                    "y": {"field": "reviews", "type": "quantitative"},
                    "text": {"field": "reviews", "type": "quantitative"},
                },
            },
        ],
    }
