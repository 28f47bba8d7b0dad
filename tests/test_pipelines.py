"""Dagster: the same stages, all sources in one run, and a failing site as a finding."""

import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pytest

from pipelines.advice import link, listed, plain
from tests.conftest import START
from tests.world.demo import environment
from tests.world.server import World

ROOT = Path(__file__).resolve().parents[1]


def run_job(world: World, warehouse: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the project's definitions in a process of its own, as Dagster loads them."""
    env = {**environment(world, warehouse), "CATALOGUE_NOW": START.isoformat(), "PYTHONPATH": str(ROOT), **more}
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
        timeout=300,
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
            advice = {
                one.check_name: [value.value for key, value in one.metadata.items() if key.endswith(" (page)")]
                for one in result.get_asset_check_evaluations()
                if any(key.endswith(" (page)") for key in one.metadata)
            }
        print(sorted(states.items()))
        print(sorted(checks.items()))
        print(advice)
        """,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    states, checks, advice = done.stdout.strip().splitlines()
    assert eval(states) == [  # noqa: S307 - what the script above printed
        ("govuk-panel", "ok"),
        ("lewisham-sab", "unreachable"),
        ("nspcc", "ok"),
        ("walthamforest", "ok"),
        ("wandsworth", "ok"),
    ]
    found = dict(eval(checks))  # noqa: S307
    assert found["sites_reachable"] == (False, "ERROR")
    assert found["sources_fresh"] == (False, "WARN")
    assert {name for name, (passed, _) in found.items() if not passed} == {"sites_reachable", "sources_fresh"}
    assert set(found) == {
        "sites_reachable", "lists_present", "no_list_shrank", "every_source_read", "sources_fresh", "edition_opens",
        "edition_accepted", "dates_stated", "reviewers_named", "accuracy_holds", "alerts_delivered",
    }  # fmt: skip
    pages = eval(advice)  # noqa: S307
    assert set(pages) == {"sites_reachable", "sources_fresh"}
    assert [page.startswith("http://lewisham-sab.test/") for page in pages["sites_reachable"]] == [True]
    assert found["edition_opens"] == (True, "ERROR")
    assert found["edition_accepted"] == (True, "ERROR")
    assert found["alerts_delivered"] == (True, "ERROR")
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
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the definitions say of themselves."""
    with World() as world:
        done = run_job(
            world,
            tmp_path_factory.mktemp("described"),
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
        "weekly_shares": ("0 5 * * 1", "Europe/London"),
        "hourly_check": ("30 6-20 * * *", "Europe/London"),
        "hourly_messages": ("15 8-20 * * *", "Europe/London"),
        "monthly_outlooks": ("45 9 1 * *", "Europe/London"),
    }


def test_every_asset_says_what_to_do_when_it_is_red(described: dict[str, object]) -> None:
    assets = described["assets"]
    assert isinstance(assets, dict)
    assert set(assets) == {
        "raw_harvest",
        "core_descriptions",
        "core_reviews",
        "raw_checks",
        "out_catalogue",
        "out_exports",
        "out_site",
    }
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


def test_a_changed_file_asks_for_one_run_and_an_unchanged_one_for_none(world: World, tmp_path: Path) -> None:
    script = """
        from pathlib import Path
        from catalogue.house import House
        from catalogue.settings import load
        from pipelines.sensing import curation_changed, register_changed
        house = House(load())
        def ticks(sensor, path):
            cursor, asked = None, []
            for content in (b"1", b"1", b"2", b"2", None, b"2"):
                path.unlink(missing_ok=True) if content is None else path.write_bytes(content)
                context = dg.build_sensor_context(cursor=cursor, resources={"house": house})
                answer = sensor(context)
                cursor = context.cursor
                asked.append(type(answer).__name__ == "RunRequest" and bool(answer.run_key))
            return asked
        print(ticks(curation_changed, house.settings.curation))
        assert house.settings.curation != Path("curation.yaml")
    """
    curation = tmp_path / "curation.yaml"
    done = run_job(world, tmp_path / "warehouse", script, CATALOGUE_CURATION=str(curation))
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "[False, False, True, False, True, True]"


def test_the_operator_hears_of_a_run_that_failed_once(world: World, tmp_path: Path) -> None:
    script = """
        import os
        from catalogue.house import House
        from catalogue.settings import load
        from pipelines.sensing import run_failures
        contact = os.environ.pop("CATALOGUE_CONTACT")
        with dg.DagsterInstance.ephemeral() as instance:
            job = defs.resolve_job_def("harvest_and_publish")
            result = job.execute_in_process(
                instance=instance, tags=all_in_one_run(), run_config=quiet, raise_on_error=False
            )
            (failure,) = [one for one in result.all_events if one.is_run_failure]
            for _ in range(2):
                context = dg.build_run_status_sensor_context(
                    sensor_name="run_failures",
                    dagster_event=failure,
                    dagster_instance=instance,
                    dagster_run=result.dagster_run,
                    resources={"house": House(load())},
                ).for_run_failure()
                print(run_failures(context))
    """
    done = run_job(world, tmp_path / "warehouse", script)
    assert done.returncode == 0, done.stderr[-3000:]
    (letter,) = world.mailbox.messages
    assert letter["Subject"] == "A run of the catalogue failed: harvest_and_publish"
    assert "CATALOGUE_CONTACT" not in letter["Subject"]


def test_a_dry_run_shows_what_a_source_would_give_and_stores_nothing(world: World, tmp_path: Path) -> None:
    script = """
        with dg.DagsterInstance.ephemeral() as instance:
            config = {**quiet, "ops": {"look": {"config": {"source_id": "wandsworth"}}}}
            result = defs.resolve_job_def("dry_run").execute_in_process(instance=instance, run_config=config)
            (output,) = [one for one in result.all_events if one.event_type_value == "STEP_OUTPUT"]
            shown = output.event_specific_data.metadata
            print(shown["state"].value, shown["taken"].value, "frankie" in shown["would_take"].value)
    """
    warehouse = tmp_path / "warehouse"
    done = run_job(world, warehouse, script)
    assert done.returncode == 0, done.stderr[-3000:]
    state, taken, named = done.stdout.split()
    assert (state, named) == ("ok", "True")
    assert int(taken) > 0
    assert [path for path in warehouse.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert\(1\)\</script\>"),
        ("[x](javascript:alert(1))", r"\[x\]\(javascript\:alert\(1\)\)"),
        ("two\nlines | and `code`", r"two lines \| and \`code\`"),
    ],
)
def test_what_strangers_wrote_is_text_on_the_screen(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert link(text) == shown
    assert link("https://example.test/a(b)<c") == r"[https\://example\.test/a\(b\)\<c](<https://example.test/a(b)%3Cc>)"
    assert listed([("a", "b"), ("c",)]) == "- a · b\n- c"
