"""Dagster's own scheduler and run queue over the project's definitions: missed ticks, clock changes, two runs at once.

The processes are real: a code server, the scheduler's and the queue's own code, run workers. Only the moment at which the
scheduler looks is given to it.
"""

import ast
import shutil
from pathlib import Path

import pytest

from tests.test_pipelines import ROOT, run_job
from tests.world.server import World

pytestmark = pytest.mark.long

FOUND = "found: "
DAEMON = """
    import datetime as dt, logging, os, time
    from collections import Counter
    from dagster._core.scheduler.instigation import InstigatorState, InstigatorStatus, InstigatorType, ScheduleInstigatorData
    from dagster._core.workspace.context import WorkspaceProcessContext
    from dagster._core.workspace.load_target import ModuleTarget
    from dagster._daemon.controller import create_daemon_grpc_server_registry
    from dagster._daemon.run_coordinator.queued_run_coordinator_daemon import QueuedRunCoordinatorDaemon
    from dagster._scheduler.scheduler import launch_scheduled_runs
    target = ModuleTarget("pipelines.definitions", None, os.getcwd(), "pipelines.definitions")
    log = logging.getLogger("scheduler")
    instance = dg.DagsterInstance.get()
    registry = create_daemon_grpc_server_registry(instance)
    workspace = WorkspaceProcessContext(instance, target, grpc_server_registry=registry)
    def repository():
        (entry,) = workspace.create_request_context().get_code_location_entries().values()
        return next(iter(entry.code_location.get_repositories().values()))
"""


def daemon(world: World, warehouse: Path, script: str) -> object:
    """Run a script with what a daemon has; return what it found."""
    home = warehouse / "dagster"
    home.mkdir(parents=True)
    shutil.copyfile(ROOT / "pipelines" / "dagster.yaml", home / "dagster.yaml")
    whole = f"{DAEMON}\n    with instance, registry, workspace:\n{script}"
    done = run_job(world, warehouse, whole, DAGSTER_HOME=str(home))
    assert done.returncode == 0, done.stderr[-3000:]
    (found,) = [line for line in done.stdout.splitlines() if line.startswith(FOUND)]
    return ast.literal_eval(found.removeprefix(FOUND))


CHANGES = (("2026-03-27T12:10+00:00", "2026-03-30T11:40+00:00"), ("2026-10-23T11:10+00:00", "2026-10-26T12:40+00:00"))
"""The machine goes off on a Friday afternoon and comes back after the clock change, on Monday at 12:40 UK time."""


def test_missed_ticks_are_caught_up_once_and_never_twice_in_spring_and_autumn(world: World, tmp_path: Path) -> None:
    script = f"""
        def off_from(at):
            for one in repository().get_schedules():
                data = ScheduleInstigatorData(one.cron_schedule, at.timestamp())
                state = InstigatorState(one.get_remote_origin(), InstigatorType.SCHEDULE, InstigatorStatus.RUNNING, data)
                known = instance.get_instigator_state(one.get_remote_origin_id(), one.selector_id)
                (instance.update_instigator_state if known else instance.add_instigator_state)(state)
        def look(at):
            before = {{run.run_id for run in instance.get_runs()}}
            errors = [one for one in launch_scheduled_runs(workspace, log, at, iteration_times={{}}) if one]
            assert not errors, errors
            return sorted(run.job_name for run in instance.get_runs() if run.run_id not in before)
        found = []
        for off, on in {CHANGES!r}:
            off_from(dt.datetime.fromisoformat(off))
            on = dt.datetime.fromisoformat(on)
            found.append([look(on + dt.timedelta(minutes=after)) for after in (0, 0, 1, 49, 51, 52)])
        print("found: ", found)
    """
    caught_up = [
        # Every schedule is on here; an operator chooses between one harvest and its shares on several machines.
        ["harvest_and_publish", "harvest_share", "harvest_share", "tell_partnerships", "watch_and_publish"],
        [],
        [],
        ["tell_partnerships"],
        ["watch_and_publish"],
        [],
    ]
    assert daemon(world, tmp_path / "warehouse", script) == [caught_up, caught_up]


def test_two_runs_at_once_follow_each_other(world: World, tmp_path: Path) -> None:
    script = """
        for name in ("tell_partnerships", "send_outlooks"):
            job = repository().get_full_job(name)
            run = instance.create_run_for_job(
                defs.resolve_job_def(name),
                remote_job_origin=job.get_remote_origin(),
                job_code_origin=job.get_python_origin(),
            )
            instance.submit_run(run.run_id, workspace.create_request_context())
        queue = QueuedRunCoordinatorDaemon(interval_seconds=1)
        most, waited = 0, False
        until = time.monotonic() + 200
        while time.monotonic() < until:
            list(queue.run_iteration(workspace))
            states = [run.status.value for run in instance.get_runs()]
            busy = [one for one in states if one in ("STARTING", "STARTED", "CANCELING")]
            most, waited = max(most, len(busy)), waited or (bool(busy) and "QUEUED" in states)
            if set(states) <= {"SUCCESS", "FAILURE"}:
                break
            time.sleep(0.1)
        print("found: ", (most, waited, states))
    """
    assert daemon(world, tmp_path / "warehouse", script) == (1, True, ["SUCCESS", "SUCCESS"])


def test_a_run_beside_another_process_is_refused_clearly_and_does_nothing(world: World, tmp_path: Path) -> None:
    script = """
        from catalogue.house import House
        from catalogue.settings import load
        with dg.DagsterInstance.ephemeral() as instance, House(load()).locked():
            job = defs.resolve_job_def("harvest_and_publish")
            result = job.execute_in_process(instance=instance, tags=all_in_one_run(), run_config=quiet, raise_on_error=False)
            print([one.step_failure_data.error.cause.message for one in result.all_events if one.is_step_failure])
    """
    done = run_job(world, tmp_path / "warehouse", script)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Another process is working on" in done.stdout
    assert "Wait until it has finished." in done.stdout
    assert world.log == []


def test_a_run_that_a_power_cut_left_behind_is_ended_at_the_next_start_and_others_are_not(
    world: World, tmp_path: Path
) -> None:
    script = """
        import json, socket, tempfile
        from pipelines.starting import folder, ready
        home = folder()
        assert ready(home) == ()
        alive = tempfile.mkdtemp() + "/alive"
        with dg.DagsterInstance.from_config(str(home)) as instance, socket.socket(socket.AF_UNIX) as server:
            server.bind(alive)
            server.listen()
            def run(**tags):
                job = defs.resolve_job_def("tell_partnerships")
                return instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED, tags=tags).run_id
            grpc = lambda path: {".dagster/grpc_info": json.dumps({"host": "localhost", "socket": path})}
            left, going, elsewhere = run(**grpc(alive + "-not")), run(**grpc(alive)), run()
            ended = ready(home)
            states = [instance.get_run_by_id(one).status.value for one in (left, going, elsewhere)]
        print(ended == (left,), states)
    """
    done = run_job(world, tmp_path / "warehouse", script)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "True ['FAILURE', 'STARTED', 'STARTED']"
