"""Harvesting in shares, where several machines share a store.

Belongs here: which runs a harvest is parted into. Does not belong here: what machines exchange
(``catalogue.exchange``), or on which machine a run goes (the instance's run launcher).

A share only harvests and reads what it fetched, so any number of shares may run at the same time. Everything else is
done by the next `watch_and_publish`, under the lease.
"""

import itertools

import dagster as dg

from catalogue.settings import load
from pipelines import assets
from pipelines.partitions import SOURCES, UK

harvest_share = dg.define_asset_job(
    "harvest_share",
    selection=dg.AssetSelection.assets(assets.raw_harvest),
    description="Harvest some sources on one of several machines; the next watch_and_publish prints what all found.",
)


def in_shares(shares: int) -> tuple[dict[str, str], ...]:
    """Return the tags of runs that part the sources among them.

    Args:
        shares: How many runs, at least 1; there are never more than sources.

    Returns:
        Tags of each run: every source is in one of them.
    """
    keys = SOURCES.get_partition_keys()
    ends = [len(keys) * number // shares for number in range(shares + 1)]
    parts = [keys[begin:end] for begin, end in itertools.pairwise(ends) if begin < end]
    return tuple(
        {"dagster/asset_partition_range_start": part[0], "dagster/asset_partition_range_end": part[-1]}
        for part in parts
    )


@dg.schedule(job=harvest_share, cron_schedule="0 5 * * 1", execution_timezone=UK)
def weekly_shares(context: dg.ScheduleEvaluationContext) -> list[dg.RunRequest]:
    """Harvest everything on Monday morning in CATALOGUE_SHARES runs; instead of weekly_harvest, never beside it."""
    tick = context.scheduled_execution_time.isoformat()
    return [
        dg.RunRequest(run_key=f"{tick} share {number}", tags=tags)
        for number, tags in enumerate(in_shares(load().shares), 1)
    ]
