"""Asset checks of the harvest: which sources want a look, what was found there, and what to do about it.

Belongs here: sorting the last harvests by what they say of themselves. Does not belong here: judging a harvest anew, or
anything that mends what it finds.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable

import dagster as dg

from catalogue.house import House
from catalogue.models import Harvest, Source
from catalogue.vocabulary import SourceState
from pipelines.advice import shown
from pipelines.assets import raw_harvest

FRESH = dt.timedelta(days=8)
"""A source is harvested weekly; a day more is no cause for worry."""

RED = dg.AssetCheckSeverity.ERROR
"""Nothing more comes in of a source, or somebody is not told, until a person acts."""

YELLOW = dg.AssetCheckSeverity.WARN
"""What is published stands; a person should look."""

Row = tuple[Source, Harvest | None, str]
"""A source, its last harvest where there is one, and what is to be said of it."""


@dg.asset_check(
    asset=raw_harvest,
    description="Every site could be reached. When red: open the page; if it opens, ask the site to let the "
    "catalogue's visitor through, and if it moved, change the row in sources.yaml. Nothing of it was taken out.",
)
def sites_reachable(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Fail where sites could not be fetched, or that ask us not to read them."""
    return _told(house, (SourceState.UNREACHABLE, SourceState.ROBOTS_BLOCKED), RED)


@dg.asset_check(
    asset=raw_harvest,
    description="Every page held its list. When red: open the page; if its list is elsewhere now, change the address "
    "in sources.yaml and look at it with `catalogue try ID`. What was listed before stays.",
)
def lists_present(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Fail where pages announce a list and show none."""
    return _told(house, (SourceState.LIST_MISSING,), RED)


@dg.asset_check(
    asset=raw_harvest,
    description="No list fell far below its last one or its row's expectation. When yellow: open the page; if the "
    "shorter list is right, say so by accepted_on in its row, else the last good list goes on standing.",
)
def no_list_shrank(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of sources whose list is not believed, in the harvest's own words and figures."""
    return _told(house, (SourceState.DOUBTED,), YELLOW)


@dg.asset_check(
    asset=raw_harvest,
    description="Every listing was read to its end. When yellow: a page failed or a budget ended; the next harvest "
    "tries again. If it stays so, look at the source with `catalogue try ID`.",
)
def every_source_read(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of sources that were read in part."""
    return _told(house, (SourceState.INCOMPLETE,), YELLOW)


@dg.asset_check(
    asset=raw_harvest,
    description="Every source was read whole within eight days. When yellow: run its partition; if it stays so, the "
    "other checks of this asset say why.",
)
def sources_fresh(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of sources that were not read whole for longer than a week."""
    since = house.clock() - FRESH
    whole = _last(house, lambda one: one.complete)
    late = [
        (source, whole.get(source.id), _age(whole.get(source.id)))
        for source in house.active()
        if source.id not in whole or whole[source.id].started_at < since
    ]
    return _result(house, late, YELLOW)


def _told(house: House, states: Collection[SourceState], severity: dg.AssetCheckSeverity) -> dg.AssetCheckResult:
    """Tell of the active sources whose last harvest ended in one of the states."""
    last = _last(house, lambda _: True)
    rows: list[Row] = [
        (source, last[source.id], last[source.id].detail)
        for source in house.active()
        if source.id in last and last[source.id].state in states
    ]
    return _result(house, rows, severity)


def _result(house: House, rows: Iterable[Row], severity: dg.AssetCheckSeverity) -> dg.AssetCheckResult:
    """Return a check that tells of the rows, each with the page concerned."""
    found = list(rows)
    pages = {f"{source.id} (page)": shown(source.urls[0]) for source, _, _ in found if source.urls}
    return dg.AssetCheckResult(
        passed=not found,
        severity=severity,
        metadata={
            "sources": len(house.active()),
            "to_look_at": len(found),
            **{source.id: said for source, _, said in found},
            **pages,
        },
    )


def _age(harvest: Harvest | None) -> str:
    """Say when a source was last read whole."""
    return f"Last read whole on {harvest.started_at:%Y-%m-%d}." if harvest else "Never read whole so far."


def _last(house: House, wanted: Callable[[Harvest], bool]) -> dict[str, Harvest]:
    """Return the last harvest of each source among those wanted."""
    harvests = sorted(house.journal.read(Harvest), key=lambda one: one.started_at)
    return {one.source_id: one for one in harvests if wanted(one)}
