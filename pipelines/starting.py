"""What precedes every start of the screen or the daemon: its folder, and the runs that a power cut left behind.

Belongs here: preparing Dagster's folder. Does not belong here: starting anything (`ui`, the units under ``deploy/``).

Runs queue one behind another, so one that is held for running although its process is gone would let nothing run any
more. Dagster itself notices a run whose process ended, but not where the process that would notice ended with it.
"""

import json
import shutil
import socket
import sys
from pathlib import Path

import dagster as dg

from catalogue.settings import load

SERVER = ".dagster/grpc_info"
"""Tag of Dagster that names the code server a run was started by."""

GOING_ON = (dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING)
LEFT = "The machine or the daemon stopped while this run went on. What it had done is kept; run it again."


def folder() -> Path:
    """Return Dagster's folder in the warehouse that the environment names."""
    return load().warehouse.resolve() / "dagster"


def ready(home: Path) -> tuple[str, ...]:
    """Prepare Dagster's folder and end the runs that nobody carries on.

    Args:
        home: The folder; made where there is none. Its settings are written anew.

    Returns:
        Ids of the runs that were ended as failed. A run whose code server answers, or that was started in some other
        way than by one on this machine, is left alone.
    """
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(__file__).with_name("dagster.yaml"), home / "dagster.yaml")
    with dg.DagsterInstance.from_config(str(home)) as instance:
        left = [run for run in instance.get_runs(dg.RunsFilter(statuses=list(GOING_ON))) if _is_left(run)]
        for run in left:
            instance.report_run_failed(run, LEFT)
    return tuple(run.run_id for run in left)


def _is_left(run: dg.DagsterRun) -> bool:
    """Whether the code server that started a run is gone."""
    server = json.loads(run.tags.get(SERVER, "{}"))
    if server.get("socket"):
        return not _answers(socket.AF_UNIX, server["socket"])
    if server.get("host") in ("localhost", "127.0.0.1"):
        return not _answers(socket.AF_INET, ("127.0.0.1", server.get("port")))
    return False


def _answers(family: socket.AddressFamily, place: str | tuple[str, int]) -> bool:
    """Whether somebody listens at a place on this machine."""
    with socket.socket(family) as probe:
        probe.settimeout(5)
        return probe.connect_ex(place) == 0


def main() -> int:
    """Prepare the folder of the warehouse that the environment names, and say what was ended."""
    for run_id in ready(folder()):
        sys.stdout.write(f"The run {run_id} had been left behind and counts as failed now.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
