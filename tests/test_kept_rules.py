"""Robots rules between runs: asked for again by whether they changed, and obeyed as they now are."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue.fetch import Fetch
from catalogue.fetch.kept import Kept, KeptRules
from catalogue.settings import Settings
from catalogue.store import FolderStore
from catalogue.vocabulary import FailureKind, Purpose
from tests.world.demo import environment
from tests.world.server import World

NOW = dt.datetime(2021, 2, 15, 9, tzinfo=dt.UTC)
HOST = "walthamforest.test"
BARRED = b"User-agent: *\nDisallow: /sites/\n"
REPORT = f"http://{HOST}/sites/default/files/2020-05/Child%20C%20Serious%20Case%20Review.pdf"


def ask(world: World, folder: Path) -> FailureKind | None:
    """Ask for a report with a client of its own, as the next run does; return why there is none."""
    names = {"connect_to", "allow_private", "contact", "pause_s"}
    env = environment(world, folder)
    given = {
        key.removeprefix("CATALOGUE_").lower(): value for key, value in env.items() if key.startswith("CATALOGUE_")
    }
    settings = Settings.model_validate({key: value for key, value in given.items() if key in names})
    fetch = Fetch(settings, FolderStore(folder / "raw"), lambda: NOW, rules=folder / "robots")
    capture = fetch.get(REPORT, source_id="one", purpose=Purpose.DOCUMENT)
    return capture.failure.kind if capture.failure else None


def rules_asked(world: World) -> list[tuple[bool, int | None]]:
    """Return how the rules were asked for: whether conditionally, and the status."""
    return [(one.conditional, one.status) for one in world.requests(HOST, "/robots.txt")]


def test_rules_are_asked_for_again_only_by_whether_they_changed(world: World, tmp_path: Path) -> None:
    assert ask(world, tmp_path) is None
    assert ask(world, tmp_path) is None
    assert rules_asked(world) == [(False, 200), (True, 304)]


def test_rules_that_changed_are_obeyed_at_once_and_those_confirmed_are_too(world: World, tmp_path: Path) -> None:
    assert ask(world, tmp_path) is None
    world.put(f"http://{HOST}/robots.txt", BARRED, "text/plain")
    assert ask(world, tmp_path) is FailureKind.ROBOTS
    assert ask(world, tmp_path) is FailureKind.ROBOTS
    assert [status for _, status in rules_asked(world)][1:] == [200, 304]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"origin": 1}', b'{"origin": "http://walthamforest.test", "url": 1}']
)
def test_damaged_rules_are_asked_for_anew(world: World, tmp_path: Path, damage: bytes) -> None:
    assert ask(world, tmp_path) is None
    (kept,) = (tmp_path / "robots").iterdir()
    kept.write_bytes(damage)
    assert ask(world, tmp_path) is None
    assert rules_asked(world) == [(False, 200), (False, 200)]


def test_rules_without_a_validator_are_not_kept(tmp_path: Path) -> None:
    kept = KeptRules(tmp_path / "robots")
    kept.save("http://one.test", Kept("http://one.test/robots.txt", {}, "User-agent: *"))
    assert kept.load("http://one.test") is None
    assert KeptRules(None).load("http://one.test") is None
