"""A published edition, opened to be read: the one door for everybody who asks it something.

Belongs here: opening an edition read-only and closed to everything outside its file, and the questions that have a
name. Does not belong here: printing one (``publish``), or what is made of its rows (``export``, ``site``).
"""

from catalogue.edition.door import Edition
from catalogue.edition.filters import Filters
from catalogue.edition.names import UnknownNameError
from catalogue.edition.reader import open_edition, open_to_copy
from catalogue.edition.rows import NotInstalledError, Rows
from catalogue.edition.showing import TITLE, Shown, TakenDownError, citation, records, review_ids

__all__ = [
    "TITLE",
    "Edition",
    "Filters",
    "NotInstalledError",
    "Rows",
    "Shown",
    "TakenDownError",
    "UnknownNameError",
    "citation",
    "open_edition",
    "open_to_copy",
    "records",
    "review_ids",
]
