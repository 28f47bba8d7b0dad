"""Figures as pictures: a drawing, what it shows in words, and the same figures as a table.

Belongs here: what a picture is (``picture``), the sentences that state findings (``findings``), the house style of
drawings (``style``), and one module a kind of picture: reviews by year and type (``years``), themes by year
(``heat``), areas (``tiles``), the trend of a theme (``trend``), what is known of an address over time (``timeline``).
All pure: figures in, picture out, the same figures always as the same bytes. Does not belong here: reading an edition,
or pages.

Charts are Vega-Lite, drawn by a library that carries its renderer and reaches no network. The many small timelines are
a few rectangles each and are written directly. No picture tells anything by colour alone: values are printed in it,
kinds have a pattern or a height of their own, and its table says everything that it shows.
"""

from catalogue.pictures.figures import AreaCount, ThemeYearCount, TypeYearCount, YearCount
from catalogue.pictures.heat import themes_by_year
from catalogue.pictures.picture import Cell, Picture, drawn
from catalogue.pictures.tiles import areas_by_number
from catalogue.pictures.timeline import timeline
from catalogue.pictures.trend import trend
from catalogue.pictures.years import by_year_and_type

__all__ = [
    "AreaCount",
    "Cell",
    "Picture",
    "ThemeYearCount",
    "TypeYearCount",
    "YearCount",
    "areas_by_number",
    "by_year_and_type",
    "drawn",
    "themes_by_year",
    "timeline",
    "trend",
]
