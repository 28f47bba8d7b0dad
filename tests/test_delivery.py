"""Messages over servers that misbehave, and through the death of the process between any two steps.

``make delivery`` runs each case ten times and prints figures.
"""

import datetime as dt
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.models import NoticeEvent
from catalogue.vocabulary import NoticeStep
from tests.delivery.cases import CASES, PARTNER, run
from tests.delivery.servers import Post, listening
from tests.test_watch import World


@pytest.mark.parametrize("name", CASES)
def test_every_message_arrives_with_one_id_and_a_healthy_channel_gets_it_once(name: str, tmp_path: Path) -> None:
    found = run(name, tmp_path / "run", seed=20210301)
    assert found.wrong == ""
    assert found.tries > 0


def watch_once(world: World, post: Post, at: str = "") -> subprocess.CompletedProcess[str]:
    """Watch in a process of its own, which ends at a step."""
    scene = (world.resolution, world.sources, world.now, world.site.faults)
    (world.folder / "scene").write_bytes(pickle.dumps(scene))
    command = (sys.executable, "-m", "tests.delivery.dying", str(world.folder), str(post.port), at)
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def scene(folder: Path) -> World:
    """A report that will be called missing in the next round."""
    world = World(folder, publishers=2)
    world.run()
    world.take_down(0)
    world.days(1)
    world.now += dt.timedelta(days=1)
    return world


def test_a_process_that_dies_between_any_two_steps_loses_no_message(tmp_path: Path) -> None:
    post = Post()
    with listening(post):
        whole = watch_once(scene(tmp_path / "whole"), post)
        assert whole.returncode == 0, whole.stderr
        steps = whole.stdout.split()
        kinds = {step.split("#")[0].partition("-")[2] for step in steps}
        assert {"send", "append-AlertEvent-opened", "append-NoticeEvent-queued"} <= kinds
        (wanted,) = post.ids
        doubled = []
        for number, step in enumerate(steps):
            post.kept.clear()
            world = scene(tmp_path / str(number))
            assert watch_once(world, post, step).returncode == 9, step
            world.now += dt.timedelta(hours=1)
            again = watch_once(world, post)
            assert again.returncode == 0, again.stderr
            assert set(post.ids) == {wanted}, step
            assert [one["To"] for one in post.kept] == [PARTNER] * len(post.kept)
            doubled += [step] * (len(post.ids) - 1)
            fates = [event.step for event in world.journal.read(NoticeEvent)]
            assert fates == [NoticeStep.QUEUED, NoticeStep.DELIVERED], step
            assert len(world.alerts()) == 1
    # Only the message in hand goes out again: accepted, and not yet recorded.
    assert doubled == ["after-send#0", "before-append-NoticeEvent-delivered#0"]
