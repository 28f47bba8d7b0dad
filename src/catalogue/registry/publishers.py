"""Publishers: the bodies behind the rows, when they lived, and what they cover on a day.

Belongs here: a publisher's life and areas. Does not belong here: the rows (``reading``), or publishers' names
in text (``names``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from catalogue.authority import on_day
from catalogue.models import Publisher, Source


def publishers(sources: Iterable[Source]) -> tuple[Publisher, ...]:
    """Return the publishers of the register.

    Args:
        sources: Rows, each with what is said of its publisher.

    Returns:
        One record a publisher, in the order of their first rows.
    """
    rows: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        rows[source.publisher_id].append(source)
    return tuple(
        Publisher(
            publisher_id=publisher_id,
            publisher=own[0].publisher,
            aliases=own[0].aliases,
            nation=own[0].nation,
            valid_from=own[0].valid_from,
            valid_to=own[0].valid_to,
            succeeded_by=own[0].succeeded_by,
            areas=tuple(dict.fromkeys(code for source in own for code in source.areas)),
        )
        for publisher_id, own in rows.items()
    )


def alive(one: Source | Publisher, on: dt.date) -> bool:
    """Return whether a publisher existed on a day.

    Args:
        one: A publisher, or one of its rows.
        on: The day.

    Returns:
        Whether the day lies between its first and last day; an end that is not known is open.
    """
    return (one.valid_from is None or one.valid_from <= on) and (one.valid_to is None or on <= one.valid_to)


def areas_of(one: Source | Publisher, on: dt.date) -> tuple[str, ...]:
    """Return the areas that a publisher covers on a day.

    Args:
        one: A publisher, or one of its rows.
        on: The day.

    Returns:
        ONS codes of areas that exist on the day; none where the publisher did not exist. Cumbria's
        partnership covers Cumbria in 2022, Cumberland and Westmorland and Furness in 2024, and nothing in 2026.
    """
    return tuple(area.area_code for area in on_day(one.areas, on)) if alive(one, on) else ()


def publishers_at(one: Publisher, every: Sequence[Publisher], on: dt.date) -> tuple[Publisher, ...]:
    """Return who a publisher is on a day.

    Args:
        one: A publisher.
        every: All publishers of the register.
        on: The day.

    Returns:
        The publisher itself where it existed on the day; else those that followed it, or those that it
        followed, and that existed on the day.
    """
    if alive(one, on):
        return (one,)
    ended = one.valid_to is not None and one.valid_to < on
    found: dict[str, Publisher] = {}
    waiting = [one]
    while waiting:
        step = waiting.pop(0)
        for other in _after(step, every) if ended else _before(step, every):
            if alive(other, on):
                found[other.publisher_id] = other
            elif (other.valid_to is not None and other.valid_to < on) is ended:  # the day is still further on
                waiting.append(other)
    return tuple(found.values())


def _after(one: Publisher, every: Iterable[Publisher]) -> tuple[Publisher, ...]:
    """Return the publishers that followed one."""
    return tuple(other for other in every if other.publisher_id in one.succeeded_by)


def _before(one: Publisher, every: Iterable[Publisher]) -> tuple[Publisher, ...]:
    """Return the publishers that one followed."""
    return tuple(other for other in every if one.publisher_id in other.succeeded_by)
