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
from pipelines.advice import shown
from pipelines.assets import out_catalogue, raw_checks

ACCURACY_FLOOR = 0.85
"""Least precision and recall of a field that an edition is printed with in peace."""

MOST_SHOWN = 20
"""Most reports that a check names one by one."""


@dg.asset_check(
    asset=out_catalogue,
    description="The edition in place opens. When red: `catalogue verify` says "
    "what is wrong with the file; `catalogue publish` prints it again from what is on disk.",
)
def edition_opens(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Fail where there is no edition that can be opened."""
    path = house.settings.edition_path
    if not _stands(house):
        return dg.AssetCheckResult(passed=False, metadata={"missing": str(path)})
    with open_edition(path) as connection:
        row = connection.execute("select number, reviews, child_reviews, documents, issues from edition").fetchone()
    names = ("number", "reviews", "child_reviews", "documents", "issues")
    return dg.AssetCheckResult(passed=row is not None, metadata=dict(zip(names, row or (), strict=False)))


@dg.asset_check(
    asset=out_catalogue,
    description="Of each source whose row expects dates, that share of the children's reviews has one. When yellow: a "
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
    pages = {one.publisher_id: one.urls[0] for one in house.active() if one.urls}
    figures = {"child_reviews": sum(row[1] for row in rows), "dated": sum(row[2] for row in rows)}
    links = {f"{key} (page)": shown(pages[key]) for key in short if key in pages}
    return _told(not short, {**figures, **short, **links})


@dg.asset_check(
    asset=out_catalogue,
    description="Most children's reviews of which a full report was read name their reviewer. When yellow: look at "
    "`select * from reviewer_missing`; if the reports do name one, an extractor has to learn how.",
)
def reviewers_named(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn where fewer than half of the children's reviews with a report name a reviewer."""
    ((reviews, named),) = _asked(
        house,
        "select count(*), count(*) filter (where reviewer_named) from reviews where about_child and review_id in"
        " (select review_id from documents where role = 'full_report' and words > 0)",
    )
    missing = _asked(house, "select review_id, url from reviewer_missing where url is not null")
    links = {f"{key} (report)": shown(url) for key, url in missing[:MOST_SHOWN]}
    return _told(2 * named >= reviews, {"with_report": reviews, "reviewer_named": named, **links})


@dg.asset_check(
    asset=out_catalogue,
    description="Every measured figure of accuracy is at its floor or above. When yellow: the edition still stands; "
    "what changed in extract/ or adapters/ since the last measurement has to be looked at.",
)
def accuracy_holds(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Warn of fields that are right less often than their floor asks."""
    rows = _asked(house, "select material, field, precision, recall from accuracy order by 1, 2")
    low = {
        f"{material}/{field}": f"precision {precision}, recall {recall}"
        for material, field, precision, recall in rows
        if min(precision or 0, recall or 0) < ACCURACY_FLOOR
    }
    return _told(not low, {"figures": len(rows), "floor": ACCURACY_FLOOR, **low})


@dg.asset_check(
    asset=raw_checks,
    description="Every open alert has been delivered to somebody. When red: a report is missing and its publisher does "
    "not know. `catalogue notify --dry-run` says what waits for whom; look at the mail server, the row's contact and "
    "CATALOGUE_OPERATOR. The next hour tries again.",
)
def alerts_delivered(house: dg.ResourceParam[House]) -> dg.AssetCheckResult:
    """Fail where no one has received an alert."""
    waiting = undelivered(house)
    said = {one.alert_id: f"{one.publisher_id}: {one.kind}, {one.review_id or one.host}" for one in waiting}
    places = dict(_asked(house, "select location_id, url from locations")) if waiting and _stands(house) else {}
    links = {f"{one.alert_id} (page)": shown(places[one.location_id]) for one in waiting if one.location_id in places}
    return _told(not waiting, {"undelivered": len(waiting), **said, **links}, dg.AssetCheckSeverity.ERROR)


def _asked(house: House, query: str) -> list[tuple[Any, ...]]:
    """Ask the published edition."""
    with open_edition(house.settings.edition_path) as connection:
        return connection.execute(query).fetchall()


def _stands(house: House) -> bool:
    """Whether there is an edition to ask."""
    return house.settings.edition_path.is_file()


def _told(
    passed: bool,
    metadata: Mapping[str, dg.MetadataValue[Any] | str | int | float],
    severity: dg.AssetCheckSeverity = dg.AssetCheckSeverity.WARN,
) -> dg.AssetCheckResult:
    """Return what a check found; it warns where nothing else is said."""
    return dg.AssetCheckResult(passed=passed, severity=severity, metadata=metadata)
