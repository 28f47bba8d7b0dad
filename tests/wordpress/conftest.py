"""One real WordPress for all tests of a run, filled once."""

from collections.abc import Iterator

import pytest

from tests.wordpress import content, server


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[content.Filled]:
    """A running site; the tests that need it are skipped where the machine has no WordPress, and say why."""
    if reason := server.missing():
        pytest.skip(reason)
    site = content.build()
    with server.WordPress() as running:
        running.act("permalinks", structure="/%postname%/")
        answer = running.act("fill", **site.filled(tmp_path_factory.mktemp("files")))
        front = {"show_on_front": "page", "page_on_front": answer["numbers"]["home"]}
        running.act("options", options=front)
        yield content.Filled(running, site, answer["numbers"], answer["files"])
