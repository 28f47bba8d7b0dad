"""Areas compared: the same one, or one that followed the other.

Belongs here: codes of areas and what became of them. Does not belong here: which areas an item is about (``items``).
"""

import functools
from collections.abc import Iterable

from catalogue.authority import area, areas


@functools.cache
def _line(code: str) -> frozenset[str]:
    """Return an area and all that followed it, as codes."""
    found = area(code)
    after = found.succeeded_by if found else ()
    return frozenset({code}).union(*(_line(other) for other in after))


def meet(one: Iterable[str], other: Iterable[str]) -> bool:
    """Tell whether two lists of areas have one in common, or one that followed one of the other's.

    Args:
        one: ONS codes.
        other: Other codes.

    Returns:
        Whether they do: Cumbria meets Cumberland, and Cumberland does not meet Westmorland and Furness.
    """
    first, second = frozenset(one), frozenset(other)
    return any(_line(code) & second for code in first) or any(_line(code) & first for code in second)


@functools.cache
def upwards(code: str) -> frozenset[str]:
    """Return an area and all that it followed: what two areas have in common of which one followed the other.

    Args:
        code: ONS code.

    Returns:
        Codes, that of the area itself among them.
    """
    found = area(code)
    known = found.area_code if found else code
    before = [one.area_code for one in areas() if known in one.succeeded_by]
    return frozenset({code, known}).union(*(upwards(one) for one in before))
