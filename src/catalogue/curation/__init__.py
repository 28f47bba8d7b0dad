"""The curation file: decisions that people made about reviews, each with a reason, an author and a date.

Belongs here: the forms of an entry, reading the file and saying what is wrong with it, and adding an entry to
it. Does not belong here: applying an entry (``resolve`` does), or anything about a site, which stands in the
register.
"""

from catalogue.curation.entries import KINDS, Curation, Entry
from catalogue.curation.reading import KEY, load
from catalogue.curation.values import SETTABLE
from catalogue.curation.writing import add

__all__ = ["KEY", "KINDS", "SETTABLE", "Curation", "Entry", "add", "load"]
