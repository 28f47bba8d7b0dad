"""Everything Dagster knows, assembled.

Belongs here: the list. Does not belong here: anything else. Dagster finds it by ``[tool.dagster]`` in
``pyproject.toml``; tests and the demonstration use the same ``defs``.
"""

import dagster as dg

from pipelines import assets, checks, sensing, sharing, source_checks, telling
from pipelines.jobs import harvest_and_publish, read_and_publish, watch_and_publish
from pipelines.partitions import UK, all_in_one_run
from pipelines.resources import HouseResource
from pipelines.trying import dry_run


@dg.schedule(job=harvest_and_publish, cron_schedule="0 5 * * 1", execution_timezone=UK)
def weekly_harvest() -> dg.RunRequest:
    """Harvest everything on Monday morning."""
    return dg.RunRequest(tags=all_in_one_run())


@dg.schedule(job=watch_and_publish, cron_schedule="30 6-20 * * *", execution_timezone=UK)
def hourly_check() -> dg.RunRequest:
    """Look by day, hourly, at every address that is due: daily in its period, sooner after a failure."""
    return dg.RunRequest()


@dg.schedule(job=telling.tell_partnerships, cron_schedule="15 8-20 * * *", execution_timezone=UK)
def hourly_messages() -> dg.RunRequest:
    """Send what waits for its hour or could not get through, by day, when no check runs."""
    return dg.RunRequest()


@dg.schedule(job=telling.send_outlooks, cron_schedule="45 9 1 * *", execution_timezone=UK)
def monthly_outlooks() -> dg.RunRequest:
    """Send each partnership its outlook on the first of a month."""
    return dg.RunRequest()


defs = dg.Definitions(
    assets=dg.load_assets_from_modules([assets]),
    asset_checks=dg.load_asset_checks_from_modules([source_checks, checks]),
    jobs=[
        harvest_and_publish,
        watch_and_publish,
        read_and_publish,
        dry_run,
        sharing.harvest_share,
        telling.tell_partnerships,
        telling.send_outlooks,
    ],
    schedules=[weekly_harvest, sharing.weekly_shares, hourly_check, hourly_messages, monthly_outlooks],
    sensors=[telling.nothing_runs, sensing.curation_changed, sensing.register_changed, sensing.run_failures],
    # The stages follow one another, so a process for each would only cost its start.
    executor=dg.in_process_executor,
    resources={"house": HouseResource()},
)
