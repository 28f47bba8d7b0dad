"""Operating: how a warehouse is, and what a backup brings back."""

import ast
import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from catalogue.cli import app
from catalogue.describe import VERSION
from catalogue.house import House
from catalogue.house.health import health
from tests.conftest import START, dump, settings_for
from tests.settings_table import OPERATE, TABLE, table
from tests.test_pipelines import run_job
from tests.world.demo import environment
from tests.world.server import World


def signs(house: House) -> dict[str, bool]:
    """Return what is well."""
    return {one.name: one.well for one in health(house)}


def test_a_backup_of_bytes_and_journal_brings_the_same_edition_back(world: World, tmp_path: Path) -> None:
    first = House(settings_for(world, tmp_path / "first"), clock=lambda: START)
    assert first.run().outcome is not None
    before = dump(tmp_path / "first" / "catalogue.duckdb")

    restored = tmp_path / "restored"
    for name in ("raw", "journal"):
        shutil.copytree(tmp_path / "first" / name, restored / name)
    shutil.rmtree(tmp_path / "first")
    asked = len(world.log)
    second = House(settings_for(world, restored), clock=lambda: START)
    assert second.publish().published
    assert dump(restored / "catalogue.duckdb") == before
    assert len(world.log) == asked

    # Life goes on from there: what is known is confirmed, and no letter goes out a second time.
    letters = len(world.mailbox.messages)
    (harvest,) = House(settings_for(world, restored), clock=lambda: START + dt.timedelta(days=1)).harvest(
        ["wandsworth"]
    )
    assert harvest.documents_new == 0
    assert harvest.documents_unchanged > 0
    assert len(world.mailbox.messages) == letters


def test_health_names_what_wants_a_look(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = tmp_path / "warehouse"
    house = House(settings_for(world, warehouse), clock=lambda: START)
    assert {name for name, well in signs(house).items() if not well} == {"edition", "last run"}
    house.run()
    assert all(signs(house).values())

    later = House(settings_for(world, warehouse), clock=lambda: START + dt.timedelta(hours=27))
    assert {name for name, well in signs(later).items() if not well} == {"last run"}
    (warehouse / "catalogue.duckdb").write_bytes(b"no database")
    assert {name for name, well in signs(house).items() if not well} == {"edition", "messages"}

    for key, value in {**environment(world, warehouse), "CATALOGUE_NOW": START.isoformat()}.items():
        monkeypatch.setenv(key, value)
    done = CliRunner().invoke(app, ["health", "--json"])
    assert done.exit_code == 1
    assert [one["name"] for one in json.loads(done.stdout) if not one["well"]] == ["edition", "messages"]
    (warehouse / "catalogue.duckdb").unlink()
    house.publish()
    assert CliRunner().invoke(app, ["health"]).exit_code == 0


def test_the_operators_document_lists_every_setting_as_it_is() -> None:
    found = TABLE.search(OPERATE.read_text("utf-8"))
    assert found is not None
    assert found.group() == table(), "run: python -m tests.settings_table"


def test_the_operators_document_names_every_job_check_and_schedule(world: World, tmp_path: Path) -> None:
    script = """
        repository = defs.get_repository_def()
        graph = repository.asset_graph
        names = {one.name for one in (*repository.schedule_defs, *repository.sensor_defs)}
        names |= {key.name for key in graph.asset_check_keys}
        names |= {one.name for one in repository.get_all_jobs() if not one.name.startswith("__")}
        names |= {key.to_user_string() for key in graph.get_all_asset_keys()}
        print(sorted(names))
    """
    done = run_job(world, tmp_path / "warehouse", script)
    assert done.returncode == 0, done.stderr[-3000:]
    names = ast.literal_eval(done.stdout.strip())
    told = OPERATE.read_text("utf-8")
    assert len(names) > 15
    assert [name for name in names if f"`{name}`" not in told] == []


def test_what_an_older_version_read_is_read_again_without_a_request(world: World, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    House(settings_for(world, warehouse)).run()
    (warehouse / "described" / VERSION).rename(warehouse / "described" / "an-older-version")
    asked = len(world.log)
    script = """
        with dg.DagsterInstance.ephemeral() as instance:
            for _ in range(2):
                result = defs.resolve_job_def("read_and_publish").execute_in_process(instance=instance, run_config=quiet)
                (read,) = result.asset_materializations_for_node("core_descriptions")
                print(read.metadata["documents_read_now"].value, read.metadata["documents_known_before"].value)
            print(defs.get_repository_def().asset_graph.get(dg.AssetKey("core_descriptions")).code_version)
    """
    done = run_job(world, warehouse, script)
    assert done.returncode == 0, done.stderr[-3000:]
    first, second, version = done.stdout.strip().splitlines()
    documents = int(first.split()[0])
    assert documents > 5
    assert (first, second) == (f"{documents} 0", f"0 {documents}")
    assert version == VERSION
    assert len(world.log) == asked


def test_each_day_has_its_ticks_also_where_the_clock_changes(world: World, tmp_path: Path) -> None:
    script = """
        import datetime as dt
        from collections import Counter
        from dagster._utils.schedules import schedule_execution_time_iterator
        found = {}
        for one in defs.get_repository_def().schedule_defs:
            ticks = schedule_execution_time_iterator(
                dt.datetime(2026, 3, 23, tzinfo=dt.UTC).timestamp(), one.cron_schedule, one.execution_timezone
            )
            until = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
            days = Counter()
            for tick in ticks:
                if tick >= until:
                    break
                days[tick.date().isoformat()] += 1
            found[one.name] = [days[day] for day in ("2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26")]
        print(found)
    """
    done = run_job(world, tmp_path / "warehouse", script)
    assert done.returncode == 0, done.stderr[-3000:]
    assert ast.literal_eval(done.stdout.strip()) == {
        "weekly_harvest": [0, 0, 1, 0, 0, 1],
        "weekly_shares": [0, 0, 1, 0, 0, 1],
        "hourly_check": [15] * 6,
        "hourly_messages": [13] * 6,
        "monthly_outlooks": [0] * 6,
    }
