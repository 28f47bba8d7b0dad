"""Dagster: the same stages, all sources in one run, and a failing site as a finding."""

import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from tests.conftest import START
from tests.world.demo import environment
from tests.world.server import World

ROOT = Path(__file__).resolve().parents[1]


def run_job(world: World, warehouse: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the project's definitions in a process of its own, as Dagster loads them."""
    env = {**environment(world, warehouse), "CATALOGUE_NOW": START.isoformat(), "PYTHONPATH": str(ROOT)}
    lines = """
        import dagster as dg
        from pipelines.definitions import defs
        from pipelines.partitions import SOURCES, all_in_one_run
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    """
    code = textwrap.dedent(lines) + textwrap.dedent(script)
    return subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_all_sources_in_one_run_and_a_failing_site_is_a_finding_on_its_partition(world: World, tmp_path: Path) -> None:
    world.break_("http://lewisham-sab.test/", "down", whole_host=True)
    done = run_job(
        world,
        tmp_path,
        """
        with dg.DagsterInstance.ephemeral() as instance:
            job = defs.resolve_job_def("harvest_and_publish")
            result = job.execute_in_process(instance=instance, tags=all_in_one_run(), run_config=quiet)
            assert result.success
            states = {
                event.partition: event.materialization.metadata["state"].value
                for event in result.all_events
                if event.event_type_value == "ASSET_MATERIALIZATION" and event.partition
            }
            checks = {one.check_name: (one.passed, one.severity.value) for one in result.get_asset_check_evaluations()}
        print(sorted(states.items()))
        print(sorted(checks.items()))
        """,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    states, checks = done.stdout.strip().splitlines()
    assert eval(states) == [  # noqa: S307 - what the script above printed
        ("govuk-panel", "ok"),
        ("lewisham-sab", "unreachable"),
        ("nspcc", "ok"),
        ("walthamforest", "ok"),
        ("wandsworth", "ok"),
    ]
    found = dict(eval(checks))  # noqa: S307
    assert found["every_source_read"] == (False, "WARN")
    assert found["edition_opens"] == (True, "ERROR")
    assert found["edition_accepted"] == (True, "ERROR")
    assert found["alerts_delivered"][0] is True
    assert (tmp_path / "exports" / "edition-1" / "catalogue.xlsx").is_file()
    with duckdb.connect(str(tmp_path / "catalogue.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from reviews where review_id like 'wandsworth%'").fetchone() == (2,)


def test_without_a_contact_the_run_fails_clearly_and_asks_nothing(world: World, tmp_path: Path) -> None:
    done = run_job(
        world,
        tmp_path,
        """
        import os
        os.environ.pop("CATALOGUE_CONTACT")
        with dg.DagsterInstance.ephemeral() as instance:
            job = defs.resolve_job_def("harvest_and_publish")
            result = job.execute_in_process(instance=instance, tags=all_in_one_run(), run_config=quiet, raise_on_error=False)
            assert not result.success
            print([str(one.step_failure_data.error.cause.message) for one in result.all_events if one.is_step_failure])
        """,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "CATALOGUE_CONTACT: is not set" in done.stdout
    assert world.log == []


@pytest.fixture(scope="module")
def described() -> dict[str, object]:
    """What the definitions say of themselves."""
    with World() as world:
        done = run_job(
            world,
            Path("unused"),
            """
            repository = defs.get_repository_def()
            print({
                "schedules": {one.name: (one.cron_schedule, one.execution_timezone) for one in repository.schedule_defs},
                "assets": {key.to_user_string(): repository.asset_graph.get(key).description for key in repository.asset_graph.get_all_asset_keys()},
                "sources": SOURCES.get_partition_keys(),
            })
            """,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    found = eval(done.stdout.strip().splitlines()[-1])  # noqa: S307
    assert isinstance(found, dict)
    return found


def test_the_schedules_are_weekly_and_daily_in_uk_time(described: dict[str, object]) -> None:
    assert described["schedules"] == {
        "weekly_harvest": ("0 5 * * 1", "Europe/London"),
        "hourly_check": ("30 6-20 * * *", "Europe/London"),
        "hourly_messages": ("15 8-20 * * *", "Europe/London"),
        "monthly_outlooks": ("45 9 1 * *", "Europe/London"),
    }


def test_every_asset_says_what_to_do_when_it_is_red(described: dict[str, object]) -> None:
    assets = described["assets"]
    assert isinstance(assets, dict)
    made = {"raw_harvest", "core_descriptions", "core_reviews", "raw_checks", "out_catalogue", "out_exports"}
    assert set(assets) == made
    for name, description in assets.items():
        assert "red" in description.lower(), name


def test_there_is_a_partition_for_each_source(described: dict[str, object]) -> None:
    assert described["sources"] == ["govuk-panel", "lewisham-sab", "nspcc", "walthamforest", "wandsworth"]


def test_the_screen_says_when_its_port_is_taken(world: World, tmp_path: Path) -> None:
    env = {**environment(world, tmp_path), "PORT": str(world.port)}
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.ui"],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "is taken" in done.stderr


def test_assets_hold_no_decision() -> None:
    for line in (ROOT / "pipelines" / "assets.py").read_text().splitlines():
        assert not line.strip().startswith(("if ", "while ", "try:")), line


def test_messages_go_out_between_rounds_and_a_sensor_tells_that_nothing_runs(world: World, tmp_path: Path) -> None:
    script = """
        from catalogue.house import House
        from catalogue.settings import load
        from pipelines.telling import nothing_runs
        for name in ("tell_partnerships", "send_outlooks"):
            assert defs.resolve_job_def(name).execute_in_process(run_config=quiet).success
        context = dg.build_sensor_context(resources={"house": House(load())})
        print(nothing_runs(context).skip_message)
    """
    done = run_job(world, tmp_path / "warehouse", script)
    assert done.returncode == 0, done.stderr
    assert "No run has finished for longer than 26 hours." in done.stdout
    assert [one["Subject"] for one in world.mailbox.messages] == [
        "No run of the catalogue has finished for more than a day"
    ]
