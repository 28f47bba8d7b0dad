"""Coverage as a figure: which publishers should exist, which are read, and which areas they cover.

Belongs here: counting the register at a day. Does not belong here: what a harvest found (the sources table).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from catalogue.authority import areas, exists
from catalogue.models import Record, Source
from catalogue.registry.publishers import alive, areas_of
from catalogue.vocabulary import Nation, Scope, SourceStatus

CHILDREN = "children"
ADULTS = "adults"
NATIONAL = "national"

_GROUP = {Scope.CHILD: CHILDREN, Scope.BOTH: CHILDREN, Scope.ADULT: ADULTS, Scope.NATIONAL: NATIONAL}


class Coverage(Record):
    """One line of the coverage table: a nation, and whose safeguarding."""

    nation: Nation | None
    """Nation; null for bodies that cover several or are outside the United Kingdom."""
    scope: str
    """Children (alone, or beside adults), adults alone (neighbours of the catalogue), or national."""
    publishers: int
    """Publishers that should exist on the day."""
    read: int
    """Those of them with an address that is harvested."""
    unlocated: int
    """Those of them whose page nobody has found."""
    paused: int
    """Those of them that are not harvested for a stated reason."""
    former: int
    """Publishers that have ended, or of which only retired addresses are left."""
    areas: int | None
    """Areas of the nation on the day; null where areas mean nothing."""
    areas_covered: int | None
    """Areas that have a publisher on the day."""
    areas_read: int | None
    """Areas that have a publisher with an address that is harvested."""


def coverage(sources: Iterable[Source], on: dt.date) -> tuple[Coverage, ...]:
    """Count the register.

    Args:
        sources: Rows of the register, each with what is said of its publisher.
        on: The day, today or later: what a row's status says is true now, and nobody knows since when.

    Returns:
        One line for each nation and group of scopes that has rows; nations in the order of the vocabulary.
    """
    groups: dict[tuple[Nation | None, str], list[Source]] = defaultdict(list)
    for source in sources:
        groups[source.nation, _GROUP[source.scope]].append(source)
    nations, scopes = (*Nation, None), (CHILDREN, ADULTS, NATIONAL)
    order = [(nation, scope) for scope in scopes for nation in nations]
    return tuple(_line(key, groups[key], on) for key in order if key in groups)


def unlocated(sources: Iterable[Source], on: dt.date) -> tuple[Source, ...]:
    """Return the rows of publishers that should exist on a day and whose page nobody has found.

    Args:
        sources: Rows of the register.
        on: The day.

    Returns:
        The rows, in order.
    """
    return tuple(one for one in sources if one.status is SourceStatus.UNLOCATED and alive(one, on))


def _line(key: tuple[Nation | None, str], sources: Sequence[Source], on: dt.date) -> Coverage:
    """Return one line of the table."""
    nation, scope = key
    standing: dict[str, SourceStatus] = {}
    for one in sources:
        before = standing.get(one.publisher_id, SourceStatus.RETIRED)
        standing[one.publisher_id] = max(before, _now(one, on), key=_RANK.index)
    count = {status: sum(found is status for found in standing.values()) for status in SourceStatus}
    here = {one.area_code for one in areas() if one.nation == nation and exists(one, on)}
    local = scope != NATIONAL and bool(here)
    current = [one for one in sources if _now(one, on) is not SourceStatus.RETIRED]
    active = [one for one in current if one.status is SourceStatus.ACTIVE]
    return Coverage(
        nation=nation,
        scope=scope,
        publishers=len(standing) - count[SourceStatus.RETIRED],
        read=count[SourceStatus.ACTIVE],
        unlocated=count[SourceStatus.UNLOCATED],
        paused=count[SourceStatus.PAUSED],
        former=count[SourceStatus.RETIRED],
        areas=len(here) if local else None,
        areas_covered=len(here & _covered(current, on)) if local else None,
        areas_read=len(here & _covered(active, on)) if local else None,
    )


_RANK = (SourceStatus.RETIRED, SourceStatus.PAUSED, SourceStatus.UNLOCATED, SourceStatus.ACTIVE)


def _now(one: Source, on: dt.date) -> SourceStatus:
    """Return a row's status on a day; a publisher that does not exist on the day has only retired rows."""
    return one.status if alive(one, on) else SourceStatus.RETIRED


def _covered(sources: Iterable[Source], on: dt.date) -> set[str]:
    """Return the codes of the areas that rows cover on a day."""
    return {code for one in sources for code in areas_of(one, on)}
