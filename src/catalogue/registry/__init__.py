"""The register: every place where reviews are published, one row each.

Belongs here: reading the file into sources and saying what is wrong with it, by line; the publishers behind
the rows, their days, areas and names; and how much of the country the register covers. Does not belong here:
reading the places themselves, or knowing how an adapter works (only the names are given).

A row with a mistake is left out with a problem; the other rows still stand, because one slip of one
person must not stop the harvest of every other place.
"""

from catalogue.registry.coverage import Coverage, coverage, unlocated
from catalogue.registry.names import publishers_named
from catalogue.registry.publishers import alive, areas_of, publishers, publishers_at
from catalogue.registry.reading import Register, load

__all__ = [
    "Coverage",
    "Register",
    "alive",
    "areas_of",
    "coverage",
    "load",
    "publishers",
    "publishers_at",
    "publishers_named",
    "unlocated",
]
