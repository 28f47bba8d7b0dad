"""The trend of one theme: bars, one a year.

Belongs here: this picture. Does not belong here: other themes.
"""

from collections import Counter
from collections.abc import Iterable

from catalogue.pictures import findings, style
from catalogue.pictures.figures import YearCount, plain
from catalogue.pictures.picture import Picture, plan_of


def trend(name: str, label: str, counts: Iterable[YearCount]) -> Picture:
    """Draw how many reviews of a theme were published each year.

    Args:
        name: Short name of the theme for files: small letters, digits and hyphens.
        label: The theme's label.
        counts: Number by year; a year given twice is added.

    Returns:
        The picture, whose title states the peak. Its rows are years, the latest first.
    """
    held: Counter[int | None] = Counter()
    for count in counts:
        held[count.year] += count.reviews
    by_year = {
        year: held[year] for year in findings.years_between([year for year, number in held.items() if year and number])
    }
    about = plain(label)
    title = findings.peak(by_year, f"Reviews about {about[:1].lower()}{about[1:]}")
    bars = [{"year": str(year), "reviews": number} for year, number in by_year.items()]
    across = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "labelOverlap": "greedy"}}
    up = {"field": "reviews", "type": "quantitative", "axis": style.reviews_axis(max(by_year.values(), default=0))}
    rows = [(str(year), by_year[year]) for year in sorted(by_year, reverse=True)]
    if held[None]:
        rows.append(("No known year", held[None]))
    return Picture(
        name=f"theme-{name}",
        title=title,
        alternative=f"Bars, one for each year. {title}.",
        note="Counted is what the catalogue knows. A theme that was not recognised in a review may be in it all the"
        " same.",
        columns=("Year", "Reviews"),
        rows=tuple(rows),
        **plan_of(
            {
                "config": style.config(),
                "width": {"step": 34},
                "height": 180,
                "data": {"values": bars},
                "encoding": {"x": across, "y": up},
                "layer": [
                    {"mark": {"type": "bar", "fill": style.SOLID}},
                    {
                        "mark": {"type": "text", "dy": -7, "fontSize": 12, "color": style.INK},
                        "encoding": {"text": {"field": "reviews", "type": "quantitative"}},
                    },
                ],
            },
            empty=not by_year,
        ),
    )
