"""Messages over servers that misbehave, and through the death of the process between any two steps.

``make delivery`` runs each case ten times and prints figures.
"""

import datetime as dt
import multiprocessing
import pickle
from pathlib import Path

import pytest

from catalogue.models import NoticeEvent
from catalogue.vocabulary import NoticeStep
from tests.delivery.cases import CASES, PARTNER, run
from tests.delivery.dying import watch_once as watch_once_in
from tests.delivery.servers import Post, listening
from tests.test_watch import World

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.delivery.dying"])


@pytest.mark.parametrize("name", CASES)
def test_every_message_arrives_with_one_id_and_a_healthy_channel_gets_it_once(name: str, tmp_path: Path) -> None:
    found = run(name, tmp_path / "run", seed=20210301)
    assert found.wrong == ""
    assert found.tries > 0


def watch_once(world: World, post: Post, at: str = "") -> int | None:
    """Watch in a process of its own, which ends at a step; return its exit code."""
    scene = (world.resolution, world.sources, world.now, world.site.faults)
    (world.folder / "scene").write_bytes(pickle.dumps(scene))
    # From a process that has read the code already: thirty interpreters that each start anew take a minute.
    dying = PROCESSES.Process(target=watch_once_in, args=(world.folder, post.port, at))
    dying.start()
    dying.join(timeout=120)
    return dying.exitcode


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
        assert watch_once(scene(tmp_path / "whole"), post) == 0
        steps = (tmp_path / "whole" / "steps").read_text().split()
        kinds = {step.split("#")[0].partition("-")[2] for step in steps}
        assert {"send", "append-AlertEvent-opened", "append-NoticeEvent-queued"} <= kinds
        (wanted,) = post.ids
        doubled = []
        for number, step in enumerate(steps):
            post.kept.clear()
            world = scene(tmp_path / str(number))
            assert watch_once(world, post, step) == 9, step
            world.now += dt.timedelta(hours=1)
            assert watch_once(world, post) == 0, step
            assert set(post.ids) == {wanted}, step
            assert [one["To"] for one in post.kept] == [PARTNER] * len(post.kept)
            doubled += [step] * (len(post.ids) - 1)
            fates = [event.step for event in world.journal.read(NoticeEvent)]
            assert fates == [NoticeStep.QUEUED, NoticeStep.DELIVERED], step
            assert len(world.alerts()) == 1
    # Only the message in hand goes out again: accepted, and not yet recorded.
    assert doubled == ["after-send#0", "before-append-NoticeEvent-delivered#0"]
