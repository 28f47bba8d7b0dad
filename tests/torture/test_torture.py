"""Small sizes of the protocol's own runs, and what they once found; ``make torture`` runs the full sizes.

Belongs here: a run of seconds for each of them, and its table. Does not belong here: the protocols.
"""

from pathlib import Path

import pytest

from catalogue.house import House
from catalogue.journal import FolderJournal
from catalogue.models import Harvest
from tests.conftest import settings_for
from tests.torture import servers
from tests.world.server import World


def test_a_disk_that_cannot_keep_what_was_read_says_nothing_of_a_source(world: World, tmp_path: Path) -> None:
    settings = settings_for(world, tmp_path / "warehouse")
    settings.described.mkdir(parents=True)
    (settings.described / "listings").write_text("a file where a folder is to be made")
    with pytest.raises(OSError, match="listings"):
        House(settings).harvest()
    assert list(FolderJournal(settings.journal_folder).read(Harvest)) == []


@pytest.mark.parametrize("name", ["br that is none", "a flood of cookies", "bomb in chunks"])
def test_a_server_that_misbehaves_is_told_and_nothing_is_kept(name: str, tmp_path: Path) -> None:
    assert servers.tried(name, 1, tmp_path) is None
