"""Fixtures that several tests share: the miniature world, and an edition printed from it once."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from catalogue.edition import open_edition
from catalogue.house import House, Ran
from catalogue.settings import Settings
from tests.world.server import World

START = dt.datetime(2021, 2, 15, 9, tzinfo=dt.UTC)


def settings_for(world: World, warehouse: Path, **more: object) -> Settings:
    """Return settings that reach the world and nothing else; they read no environment of the machine."""
    given = {key.removeprefix("CATALOGUE_").lower(): value for key, value in world.env.items()}
    return Settings.model_validate(
        {"canaries": (), **given, "warehouse": warehouse, "curation": warehouse / "curation.yaml", "now": START, **more}
    )


@dataclass(frozen=True)
class Printed:
    """The miniature world harvested and published once."""

    world: World
    house: House
    ran: Ran

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the published edition."""
        with open_edition(self.house.settings.edition_path) as connection:
            return connection.execute(query, list(values)).fetchall()


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    """An edition of the miniature world that tests only read."""
    with World() as world:
        house = House(settings_for(world, tmp_path_factory.mktemp("printed") / "warehouse"))
        yield Printed(world, house, house.run())


@pytest.fixture
def world() -> Iterator[World]:
    """A miniature world that a test may break."""
    with World() as one:
        yield one


def dump(edition: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every table of an edition but what differs from run to run: its number, where it stands, and measured times."""
    with duckdb.connect(str(edition), read_only=True) as connection:
        tables = [row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()]
        found = {}
        without = {"checks": "* exclude (elapsed_ms)", "reviews": "* exclude (citation)"}
        for name in sorted(set(tables) - {"edition", "editions", "changes", "dictionary"}):
            columns = without.get(name, "*")
            found[name] = connection.execute(f"select {columns} from {name} order by all").fetchall()
        return found
