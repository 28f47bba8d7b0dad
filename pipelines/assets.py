"""Assets: each calls one stage and shows its figures.

Belongs here: at most ten lines an asset. Does not belong here: any decision.
"""

import datetime as dt

import dagster as dg

from catalogue.describe import VERSION
from catalogue.house import House
from catalogue.house.compared import compared
from catalogue.house.printing import export_edition
from catalogue.house.telling import open_alerts
from pipelines.figures import Figures, of_harvest, of_round
from pipelines.partitions import SOURCES, UK


@dg.asset(
    group_name="raw",
    partitions_def=SOURCES,
    backfill_policy=dg.BackfillPolicy.single_run(),
    freshness_policy=dg.FreshnessPolicy.cron("0 12 * * 1", dt.timedelta(hours=7), timezone=UK),
    description="Listing pages and documents, a partition for each source of the register. Red never means that a "
    "site failed: that is a finding on its partition (state, detail). It means a fault of ours: read the log.",
)
def raw_harvest(context: dg.AssetExecutionContext, house: dg.ResourceParam[House]) -> None:
    """Harvest the sources of the run's partitions."""
    with house.locked(together=True):
        harvests = house.harvest(context.partition_keys)
        beside = compared(house, harvests)
    for one in harvests:
        context.add_asset_metadata(of_harvest(one, beside[one.source_id]), partition_key=one.source_id)
        context.log.info("%s: %s. %s", one.source_id, one.state, one.detail)


@dg.asset(
    group_name="core",
    deps=[raw_harvest],
    code_version=VERSION,
    description="The text of every document and what the extractors found in it; only documents that this version has "
    "not read are read. Marked as unsynced after an upgrade of the extractors: run read_and_publish, which fetches "
    "nothing. When red: read the log; the cache under described/ can be deleted.",
)
def core_descriptions(house: dg.ResourceParam[House]) -> dg.MaterializeResult[None]:
    """Read new documents."""
    with house.locked():
        done = house.describe()
    read = {"documents_read_now": done.parsed, "documents_known_before": done.cached}
    return dg.MaterializeResult(metadata={**read, "version": VERSION})


@dg.asset(
    group_name="core",
    deps=[core_descriptions],
    description="Which documents are one review, and the ids of new reviews. When red: a YAML file cannot be read; "
    "the message names file and line.",
)
def core_reviews(house: dg.ResourceParam[House]) -> dg.MaterializeResult[None]:
    """Group documents into reviews."""
    with house.locked():
        found = house.resolve()
    return dg.MaterializeResult(
        metadata={"reviews": len(found.reviews), "documents": len(found.documents), "questions": len(found.issues)}
    )


@dg.asset(
    group_name="raw",
    deps=[core_reviews],
    freshness_policy=dg.FreshnessPolicy.cron("0 12 * * *", dt.timedelta(hours=6), timezone=UK),
    description="A check of every address, and alerts opened, delivered and closed. A document that is missing is a "
    "finding, not a failure. When red: read the log; nothing is sent twice when it runs again.",
)
def raw_checks(house: dg.ResourceParam[House]) -> dg.MaterializeResult[None]:
    """Check every address and tell partnerships."""
    with house.locked():
        seen = house.watch()
        alerts = open_alerts(house)
    return dg.MaterializeResult(metadata=of_round(seen, len(alerts)))


@dg.asset(
    group_name="out",
    deps=[core_reviews, raw_checks],
    freshness_policy=dg.FreshnessPolicy.cron("0 12 * * *", dt.timedelta(hours=6), timezone=UK),
    check_specs=[
        dg.AssetCheckSpec(
            "edition_accepted",
            asset="out_catalogue",
            description="The new edition was printed. When "
            "red: the reasons stand beside it. If far fewer reviews are right, `catalogue publish --accept-fall`.",
        )
    ],
    description="The published edition, catalogue.duckdb. When its check edition_accepted is red the new edition was "
    "refused and the last one stays: the check names what failed.",
)
def out_catalogue(house: dg.ResourceParam[House]) -> dg.MaterializeResult:  # type: ignore[type-arg] # dagster refuses the argument beside a check
    """Print the edition."""
    with house.locked():
        outcome = house.publish()
    reasons = {f"refused_{number}": reason for number, reason in enumerate(outcome.refused, start=1)}
    accepted = dg.AssetCheckResult(check_name="edition_accepted", passed=outcome.published, metadata=reasons)
    told: Figures = {
        "edition": outcome.number,
        "summary": outcome.summary or "refused",
        "changes": len(outcome.changes),
    }
    return dg.MaterializeResult(
        metadata={**told, "file": dg.MetadataValue.path(outcome.path)},
        check_results=[accepted],
    )


@dg.asset(
    group_name="out",
    deps=[out_catalogue],
    description="The edition as Parquet, CSV, JSON lines and a workbook, under exports/ in the warehouse. What a "
    "workbook cannot show whole is a finding. When red: read the log; the last export stays.",
)
def out_exports(house: dg.ResourceParam[House]) -> dg.MaterializeResult[None]:
    """Write the edition in other formats."""
    with house.locked():
        outcome = export_edition(house.settings)
    return dg.MaterializeResult(
        metadata={
            "edition": outcome.number,
            "folder": dg.MetadataValue.path(outcome.folder),
            "findings": list(outcome.findings),
        }
    )


@dg.asset(
    group_name="out",
    deps=[out_exports],
    description="The website, printed from the edition in place into site/; only pages that changed are made anew. "
    "When red: read the log; the site before stays, and site/ can be deleted.",
)
def out_site(house: dg.ResourceParam[House]) -> dg.MaterializeResult[None]:
    """Print the website."""
    with house.locked():
        printed = house.site()
    sizes = {"files": printed.files, "written": printed.written, "removed": printed.removed, "bytes": printed.bytes}
    return dg.MaterializeResult(metadata={**sizes, "folder": dg.MetadataValue.path(printed.path)})
