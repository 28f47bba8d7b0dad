"""Asset checks: figures of the last harvest and the published edition, with a severity.

Belongs here: a query and a threshold that the register or the edition itself states. Does not belong here:
anything that mends what it finds.
"""

from collections.abc import Iterable, Mapping

import dagster as dg

from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.house.telling import undelivered
from catalogue.models import Harvest
from catalogue.vocabulary import SourceState
from pipelines.assets import out_catalogue, raw_checks, raw_harvest

FINE = (SourceState.OK, SourceState.LOOKED_AND_NONE)


@dg.asset_check(asset=raw_harvest, description="Every active source was read whole at its last harvest.")
def every_source_read(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of sources that could not be read; each names its state."""
    last = _last(house.journal.read(Harvest))
    bad = {key: f"{one.state}: {one.detail}" for key, one in last.items() if one.state not in FINE}
    return _warning(not bad, {"sources": len(last), "not_read": len(bad), **bad})


@dg.asset_check(asset=raw_harvest, description="No source lists far less than before, or not what its row expects.")
def no_list_shrank(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of sources whose list is not believed, in the harvest's own words and figures."""
    last = _last(house.journal.read(Harvest))
    short = {key: one.detail for key, one in last.items() if one.state is SourceState.DOUBTED}
    return _warning(not short, {"sources": len(last), "short": len(short), **short})


@dg.asset_check(asset=out_catalogue, description="The last printing was accepted and the edition opens.")
def edition_opens(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Fail where there is no edition that can be opened."""
    path = house.settings.edition_path
    if not path.is_file():
        return dg.AssetCheckResult(passed=False, metadata={"missing": str(path)})
    with open_edition(path) as connection:
        row = connection.execute("select number, reviews, child_reviews, documents, issues from edition").fetchone()
    names = ("number", "reviews", "child_reviews", "documents", "issues")
    return dg.AssetCheckResult(passed=row is not None, metadata=dict(zip(names, row or (), strict=False)))


@dg.asset_check(asset=out_catalogue, description="How many children's reviews state a date and name a reviewer.")
def fill_rates(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn where no children's review at all has a date: an extractor or a page has changed."""
    with open_edition(house.settings.edition_path) as connection:
        row = connection.execute(
            "select count(*), count(published_on), count(*) filter (where reviewer_named) from reviews"
            " where about_child"
        ).fetchone()
    reviews, dated, named = row or (0, 0, 0)
    return _warning(reviews == 0 or dated > 0, {"child_reviews": reviews, "dated": dated, "reviewer_named": named})


@dg.asset_check(asset=raw_checks, description="Every open alert has been delivered to somebody.")
def alerts_delivered(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of alerts that no one has received."""
    waiting = undelivered(house)
    return _warning(
        not waiting, {"undelivered": len(waiting), **{one.alert_id: one.review_id or one.host or "" for one in waiting}}
    )


def _last(harvests: Iterable[Harvest]) -> dict[str, Harvest]:
    """Return the last harvest of each source."""
    return {one.source_id: one for one in sorted(harvests, key=lambda one: one.started_at)}


def _warning(passed: bool, metadata: Mapping[str, str | int]) -> dg.AssetCheckResult:
    """Return a check that warns and does not fail."""
    return dg.AssetCheckResult(passed=passed, severity=dg.AssetCheckSeverity.WARN, metadata=metadata)
