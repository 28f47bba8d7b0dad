"""Asset checks: figures of the published edition, with a severity.

Belongs here: a query and a threshold that the register or the edition itself states. Does not belong here: checks
of the harvest (`source_checks`), or anything that mends what it finds.
"""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.house.telling import undelivered
from pipelines.assets import out_catalogue, raw_checks

ACCURACY_FLOOR = 0.85
"""Least precision and recall of a field that an edition is printed with in peace."""


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


@dg.asset_check(
    asset=out_catalogue,
    description="Of each source whose row expects dates, that share of the children's reviews has one. When red: a "
    "page or a rule changed; look at the source with `catalogue try ID`.",
)
def dates_stated(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of publishers fewer of whose reviews have a date than their row expects."""
    wanted = {one.publisher_id: one.expect.dated for one in house.active() if one.expect and one.expect.dated}
    rows = _asked(
        house,
        "select publisher_id, count(*), count(published_on) from reviews where about_child and publisher_id is not null"
        " group by all order by 1",
    )
    short = {str(key): f"{dated} of {all_}" for key, all_, dated in rows if dated < wanted.get(str(key), 0) * all_}
    figures = {"child_reviews": sum(row[1] for row in rows), "dated": sum(row[2] for row in rows)}
    return _warning(not short, {**figures, **short})


@dg.asset_check(
    asset=out_catalogue,
    description="Most children's reviews of which a full report was read name their reviewer. When red: look at "
    "`select * from reviewer_missing`; if the reports do name one, an extractor has to learn how.",
)
def reviewers_named(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn where fewer than half of the children's reviews with a report name a reviewer."""
    ((reviews, named),) = _asked(
        house,
        "select count(*), count(*) filter (where reviewer_named) from reviews where about_child and review_id in"
        " (select review_id from documents where role = 'full_report' and words > 0)",
    )
    return _warning(2 * named >= reviews, {"with_report": reviews, "reviewer_named": named})


@dg.asset_check(
    asset=out_catalogue,
    description="Every measured figure of accuracy is at its floor or above. When red: the edition still stands; what "
    "changed in extract/ or adapters/ since the last measurement has to be looked at.",
)
def accuracy_holds(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of fields that are right less often than their floor asks."""
    rows = _asked(house, "select material, field, precision, recall from accuracy order by 1, 2")
    low = {
        f"{material}/{field}": f"precision {precision}, recall {recall}"
        for material, field, precision, recall in rows
        if min(precision or 0, recall or 0) < ACCURACY_FLOOR
    }
    return _warning(not low, {"figures": len(rows), "floor": ACCURACY_FLOOR, **low})


@dg.asset_check(asset=raw_checks, description="Every open alert has been delivered to somebody.")
def alerts_delivered(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of alerts that no one has received."""
    waiting = undelivered(house)
    return _warning(
        not waiting, {"undelivered": len(waiting), **{one.alert_id: one.review_id or one.host or "" for one in waiting}}
    )


def _asked(house: House, query: str) -> list[tuple[Any, ...]]:
    """Ask the published edition."""
    with open_edition(house.settings.edition_path) as connection:
        return connection.execute(query).fetchall()


def _warning(passed: bool, metadata: Mapping[str, str | int | float]) -> dg.AssetCheckResult:
    """Return a check that warns and does not fail."""
    return dg.AssetCheckResult(passed=passed, severity=dg.AssetCheckSeverity.WARN, metadata=metadata)
