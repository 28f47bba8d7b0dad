"""Areas at a day: what an area was, is or became.

Belongs here: following an area to those before and after it. Does not belong here: which body covers an
area, and when; bodies merge and split on days of their own (the register).
"""

import datetime as dt
import functools
from collections.abc import Iterable

from catalogue.authority.files import area, areas
from catalogue.models import Area


def at(one: Area, on: dt.date) -> tuple[Area, ...]:
    """Return what an area is on a day.

    Args:
        one: An area.
        on: The day.

    Returns:
        The area itself where it exists on the day; else those that followed it, or those that it followed,
        and that exist on the day. An area made from parts of another one (Bournemouth, Christchurch and
        Poole has a part of the old Dorset) leads back to the whole of it. Empty where nothing is known of
        the day.
    """
    if exists(one, on):
        return (one,)
    ended = one.valid_to is not None and one.valid_to < on
    steps = _each(one.succeeded_by) if ended else _before().get(one.area_code, ())
    found = {other.area_code: other for step in steps for other in at(step, on)}
    return tuple(found.values())


def on_day(codes: Iterable[str], on: dt.date) -> tuple[Area, ...]:
    """Return what a list of areas is on a day.

    Args:
        codes: ONS codes, those of the past and those of today side by side where both are meant.
        on: The day.

    Returns:
        The listed areas that exist on the day, in order; and for each that does not, what it is on the day,
        unless the list itself already says what that is. So a body that lists Bournemouth, Poole, and
        Bournemouth, Christchurch and Poole had the first two until 2019 and not the old Dorset as well.
    """
    named = _each(codes)
    found = {one.area_code: one for one in named if exists(one, on)}
    listed = frozenset(found)
    for one in named:
        others = at(one, on)
        if not any(other.area_code in listed for other in others):
            found.update((other.area_code, other) for other in others)
    return tuple(found.values())


def of_today(codes: Iterable[str]) -> tuple[Area, ...]:
    """Return what a list of areas is today, as far as the file knows.

    Args:
        codes: ONS codes, those of the past too.

    Returns:
        The areas, by the rules of `on_day`.
    """
    return on_day(codes, dt.date.max)


def exists(one: Area, on: dt.date) -> bool:
    """Return whether an area exists on a day.

    Args:
        one: The area.
        on: The day.

    Returns:
        Whether the day lies between its first and its last day; an end that is not written is open.
    """
    return (one.valid_from is None or one.valid_from <= on) and (one.valid_to is None or on <= one.valid_to)


@functools.cache
def _before() -> dict[str, tuple[Area, ...]]:
    """Return the areas that each area followed, by its code."""
    found: dict[str, tuple[Area, ...]] = {}
    for one in areas():
        for code in one.succeeded_by:
            found[code] = (*found.get(code, ()), one)
    return found


def _each(codes: Iterable[str]) -> tuple[Area, ...]:
    """Return the areas of codes; a code that no area has is left out."""
    return tuple(one for one in (area(code) for code in codes) if one is not None)
