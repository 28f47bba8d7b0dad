"""Assets: each calls one stage and shows its figures.

Belongs here: at most ten lines an asset. Does not belong here: any decision.
"""

import datetime as dt

import dagster as dg

from catalogue.house import House
from catalogue.house.printing import export_edition
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
        for one in house.harvest(context.partition_keys):
            figures = one.model_dump(mode="json", exclude={"source_id", "links_sha256"})
            context.add_asset_metadata(figures, partition_key=one.source_id)
            context.log.info("%s: %s. %s", one.source_id, one.state, one.detail)


@dg.asset(
    group_name="core",
    deps=[raw_harvest],
    description="The text of every document and what the extractors found in it; only new documents are read. When "
    "red: read the log; the cache under described/ can be deleted.",
)
def core_descriptions(house: dg.ResourceParam[House]) -> dg.MaterializeResult[None]:
    """Read new documents."""
    with house.locked():
        done = house.describe()
    return dg.MaterializeResult(metadata={"parsed": done.parsed, "cached": done.cached})


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
    return dg.MaterializeResult(metadata=seen.model_dump(mode="json"))


@dg.asset(
    group_name="out",
    deps=[core_reviews, raw_checks],
    freshness_policy=dg.FreshnessPolicy.cron("0 12 * * *", dt.timedelta(hours=6), timezone=UK),
    check_specs=[
        dg.AssetCheckSpec("edition_accepted", asset="out_catalogue", description="The new edition was printed.")
    ],
    description="The published edition, catalogue.duckdb. When its check edition_accepted is red the new edition was "
    "refused and the last one stays: the check names what failed.",
)
def out_catalogue(house: dg.ResourceParam[House]) -> dg.MaterializeResult:  # type: ignore[type-arg] # dagster refuses the argument beside a check
    """Print the edition."""
    with house.locked():
        outcome = house.publish()
    reasons = {"refused": list(outcome.refused)}
    accepted = dg.AssetCheckResult(check_name="edition_accepted", passed=outcome.published, metadata=reasons)
    return dg.MaterializeResult(
        metadata={"number": outcome.number, "summary": outcome.summary, "path": str(outcome.path)},
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
        metadata={"number": outcome.number, "path": str(outcome.folder), "findings": list(outcome.findings)}
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
    return dg.MaterializeResult(metadata={**printed.model_dump(exclude={"path"}), "path": str(printed.path)})
