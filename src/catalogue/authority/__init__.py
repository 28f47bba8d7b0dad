"""The authority files: the areas of the United Kingdom and the themes, as everybody here names them.

Belongs here: the areas and themes, finding an area's name in text (``naming``), and what an area was, is or
became at a day (``days``). Does not belong here: which publisher covers which area (the register), or which
theme a document has.
"""

from catalogue.authority.days import at, exists, of_today, on_day
from catalogue.authority.files import area, area_called, areas, theme_wordings, themes
from catalogue.authority.naming import areas_named

__all__ = [
    "area",
    "area_called",
    "areas",
    "areas_named",
    "at",
    "exists",
    "of_today",
    "on_day",
    "theme_wordings",
    "themes",
]
