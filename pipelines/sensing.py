"""Sensors: a changed register or curation file is acted on, and the operator hears of a run that failed.

Belongs here: what is watched and which job answers. Does not belong here: any decision about a file's content.
"""

import hashlib
from pathlib import Path

import dagster as dg

from catalogue.house import House
from catalogue.house.failing import run_failed
from pipelines.jobs import harvest_and_publish, read_and_publish
from pipelines.partitions import all_in_one_run


@dg.sensor(
    job=read_and_publish,
    minimum_interval_seconds=60,
    description="Prints the edition again within a minute or two of a change to curation.yaml.",
)
def curation_changed(
    context: dg.SensorEvaluationContext, house: dg.ResourceParam[House]
) -> dg.RunRequest | dg.SkipReason:
    """Run once for each content of the curation file."""
    return _on_change(context, house.settings.curation, {})


@dg.sensor(
    job=harvest_and_publish,
    minimum_interval_seconds=60,
    description="Harvests after a change to sources.yaml. New rows appear once the definitions are reloaded.",
)
def register_changed(
    context: dg.SensorEvaluationContext, house: dg.ResourceParam[House]
) -> dg.RunRequest | dg.SkipReason:
    """Run once for each content of the register."""
    return _on_change(context, house.settings.sources, all_in_one_run())


@dg.run_failure_sensor(
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells the operator of each run that failed, once.",
)
def run_failures(context: dg.RunFailureSensorContext, house: dg.ResourceParam[House]) -> dg.SkipReason:
    """Tell the operator."""
    run = context.dagster_run
    return dg.SkipReason(run_failed(house, run.job_name, run.run_id, context.failure_event.message or ""))


def _on_change(context: dg.SensorEvaluationContext, path: Path, tags: dict[str, str]) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run where the file is another than the one seen last; the first look only remembers."""
    seen = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "none"
    before = context.cursor
    context.update_cursor(seen)
    if before in (None, seen):
        return dg.SkipReason(f"{path.name} has not changed.")
    return dg.RunRequest(run_key=seen, tags=tags)
