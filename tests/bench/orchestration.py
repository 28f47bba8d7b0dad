"""What Dagster costs: ``make benchmark-orchestration``. Harvest and publish, all sources in one run, beside the command.

Belongs here: running both over the same world and printing the difference. Does not belong here: the world (``plan.py``,
``server.py``), or what a run does.

Both are processes of their own, from their start to their end, each with an empty warehouse, one after the other against
one server. Dagster's run is the one that the schedule launches, ``harvest_and_publish`` with every partition in one run,
with its checks and with records on disk as on the operator's machine; without the exports and the website, which the
command ``catalogue run`` does not make either. Few documents a host: what they cost is the same on both sides.
"""

import argparse
import dataclasses
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.harvest import ROOT, Bench, bench
from tests.bench.plan import Plan, Size

RUN = """
import json
import dagster as dg
from pipelines.definitions import defs
from pipelines.partitions import all_in_one_run
quiet = {"loggers": {"console": {"config": {"log_level": "ERROR"}}}}
with dg.DagsterInstance.get() as instance:
    job = defs.resolve_job_def("harvest_and_publish")
    same = [dg.AssetKey(name) for name in ("raw_harvest", "core_descriptions", "core_reviews", "raw_checks", "out_catalogue")]
    result = job.execute_in_process(
        instance=instance, tags=all_in_one_run(), run_config=quiet, raise_on_error=False, asset_selection=same
    )
    steps = {one.step_key: one.end_time - one.start_time for one in instance.get_run_step_stats(result.run_id)}
    partitions = [one.partition for one in result.all_events if one.event_type_value == "ASSET_MATERIALIZATION" and one.partition]
print(json.dumps({"success": result.success, "steps": steps, "partitions": len(partitions)}))
"""
"""A process that runs the job as a run worker does."""


@dataclasses.dataclass(frozen=True)
class Took:
    """One way of doing the work."""

    seconds: float
    """From the start of its process to its end."""
    cpu_s: float
    """Processor time of it and of all that it started: what a busy machine does not change."""
    requests: int
    """Requests that the server saw."""
    said: str
    """What it printed last."""


def measure(size: Size) -> dict[str, Any]:
    """Do the same work twice.

    Args:
        size: The world.

    Returns:
        Seconds of the command and of Dagster's run, seconds of each step, partitions and requests.
    """
    plan = Plan(size)
    with bench(size) as world:
        command = _took(world, plan, "command", [str(Path(sys.executable).with_name("catalogue")), "run", "--json"])
        dagster = _took(world, plan, "dagster", [sys.executable, "-c", RUN])
    found = json.loads(dagster.said)
    if not found["success"]:
        raise RuntimeError("the run of Dagster did not succeed")
    return {
        "hosts": size.hosts,
        "documents": size.documents,
        "command_s": command.seconds,
        "dagster_s": dagster.seconds,
        "more_s": dagster.seconds - command.seconds,
        "cpu_s": (command.cpu_s, dagster.cpu_s),
        "requests": (command.requests, dagster.requests),
        "partitions": found["partitions"],
        "steps": found["steps"],
    }


def _took(world: Bench, plan: Plan, name: str, command: list[str]) -> Took:
    """Do the work in an empty warehouse and say how long it took."""
    folder = world.folder / name
    home = folder / "warehouse" / "dagster"
    home.mkdir(parents=True)
    (home / "dagster.yaml").write_bytes((ROOT / "pipelines" / "dagster.yaml").read_bytes())
    (folder / "sources.yaml").write_text(plan.register(), encoding="utf-8")
    here = f"127.0.0.1:{world.port}"
    chosen = {
        "CATALOGUE_WAREHOUSE": str(folder / "warehouse"),
        "CATALOGUE_SOURCES": str(folder / "sources.yaml"),
        "CATALOGUE_CURATION": str(folder / "curation.yaml"),
        "CATALOGUE_CONTACT": "bench@catalogue.test",
        "CATALOGUE_CONNECT_TO": ",".join(f"{host}={here}" for host in plan.hosts),
        "CATALOGUE_ALLOW_PRIVATE": here,
        "CATALOGUE_PAUSE_S": "0",
        "DAGSTER_HOME": str(home),
    }
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CATALOGUE_")}
    world.log()
    began, busy = time.monotonic(), _children_s()
    done = subprocess.run(command, cwd=ROOT, env={**kept, **chosen}, stdout=subprocess.PIPE, text=True, check=False)
    seconds, cpu_s = time.monotonic() - began, _children_s() - busy
    if done.returncode > 1:
        raise subprocess.CalledProcessError(done.returncode, command)
    return Took(seconds, cpu_s, len(world.log()), done.stdout.strip().splitlines()[-1])


def _children_s() -> float:
    """Return the seconds of processor time of all processes that were started and have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def table(found: dict[str, Any]) -> str:
    """Return the figures as a Markdown table, and the longest steps beneath it."""
    command, dagster, more = found["command_s"], found["dagster_s"], found["more_s"]
    of_command, of_dagster = found["cpu_s"]
    rows = [
        ("", "seconds", "CPU s", "requests"),
        ("---", "---:", "---:", "---:"),
        ("`catalogue run`", f"{command:.1f}", f"{of_command:.1f}", str(found["requests"][0])),
        (
            f"one run of Dagster, {found['partitions']} partitions",
            f"{dagster:.1f}",
            f"{of_dagster:.1f}",
            str(found["requests"][1]),
        ),
        ("more (goal: at most 10 s)", f"{more:+.1f}", f"{of_dagster - of_command:+.1f}", ""),
    ]
    longest = sorted(found["steps"].items(), key=lambda one: -one[1])
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in longest)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + f"\n\nSteps: {steps}"


def main() -> None:
    """Measure once and print it."""
    parser = argparse.ArgumentParser(description="Compare a run of Dagster with the command over the same world.")
    parser.add_argument("--hosts", type=int, default=Size.hosts)
    parser.add_argument("--documents", type=int, default=2 * Size.hosts)
    chosen = parser.parse_args()
    found = measure(Size(hosts=chosen.hosts, documents=chosen.documents))
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{found['hosts']} hosts, {found['documents']} documents, {machine}.\n\n{table(found)}", flush=True)


if __name__ == "__main__":
    main()
