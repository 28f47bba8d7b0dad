"""The site of the miniature world, printed once for every test that only looks at it."""

from pathlib import Path

import pytest

from catalogue.models import Record
from catalogue.site import Outcome
from tests.conftest import Printed


class Built(Record):
    """The site of the miniature world, printed once."""

    folder: Path
    """Its folder."""
    outcome: Outcome
    """What printing it did."""

    def text(self, path: str) -> str:
        """Return a page's source."""
        return (self.folder / path).read_text()


@pytest.fixture(scope="session")
def built(printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("site") / "site"
    return Built(folder=folder, outcome=printed.house.site(folder))
