"""An invented edition's site, served on loopback, and a browser to look at it.

Belongs here: what all tests of the browser share, made once. Does not belong here: any expectation.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from catalogue.edition import open_edition
from catalogue.site import Site, build
from tests.browser import invented
from tests.browser.serving import Host, hosted
from tests.site.test_downloads import an_export

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser  # noqa: E402 - only where it is there

from tests.browser.visits import CHROMIUM, Visit, chromium, visit  # noqa: E402 - needs it too

Visiting = Callable[..., AbstractContextManager[Visit]]


@dataclass(frozen=True)
class Standing:
    """A site that is served."""

    folder: Path
    edition: Path
    base: str
    host: Host

    def one_of(self, paths: str) -> str:
        """Return the first file of the site whose path is of a form."""
        return min(self.folder.glob(paths)).relative_to(self.folder).as_posix()

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the edition that the site was printed from."""
        with open_edition(self.edition) as connection:
            return connection.execute(query, list(values)).fetchall()


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    """The site of an invented edition of 60 reviews."""
    folder = tmp_path_factory.mktemp("browser")
    edition = invented.printed(60, folder)
    site = Site(url=None, contact="help@catalogue.test")
    an_export(folder / "exports", 1)
    built = build(edition, folder / "site", site=site, exports=folder / "exports")
    with hosted(built.path) as (host, base):
        yield Standing(built.path, edition, base, host)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium; closed before tests of other folders, because its driver keeps an event loop running."""
    if not CHROMIUM.is_file():
        pytest.skip("there is no Chromium: apt-get install chromium (tests/browser/packages.txt)")
    with playwright_api.sync_playwright() as playwright, chromium(playwright) as opened:
        yield opened


@pytest.fixture
def visiting(standing: Standing, browser: Browser) -> Visiting:
    """Opens visits to the site."""
    return partial(visit, browser, standing.base)
