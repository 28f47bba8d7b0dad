"""Operating: how a warehouse is, and what a backup brings back."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from catalogue.cli import app
from catalogue.house import House
from catalogue.house.health import health
from tests.conftest import START, dump, settings_for
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
