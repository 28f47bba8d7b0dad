"""The small simulation runs on every commit; ``make simulate`` runs the size of the protocol."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulation import machine
from tests.simulation.oracle import Days, days, says
from tests.simulation.plan import SMALL, Size, make
from tests.simulation.running import compare, run
from tests.simulation.story import Event, tell


@pytest.mark.parametrize("seed", [2026, 7])
def test_sixty_days_of_a_small_country(tmp_path: Path, seed: int) -> None:
    told = run(replace(SMALL, seed=seed), tmp_path)
    assert told.checks > SMALL.hosts * SMALL.papers * 0.9 * SMALL.days
    assert compare(told).failed == []


def test_whatever_happens_to_one_document_the_invariants_hold() -> None:
    found = machine.run(range(500), 12)
    assert not found.wrong, "\n".join(map(str, found.wrong))
    assert {"opened", "back", "reminders", "maintenance", "welfare", "court_order", "wrong_date"} <= set(found.met)


@pytest.mark.parametrize("disk", [False, True])
def test_a_clock_that_is_put_back_brings_nothing_back(tmp_path: Path, disk: bool) -> None:
    back, fail = Event("clock jumps", hours=-1), Event("fail", "home", 24, 4)
    opened = tell((fail, back, back, Event("unclear", "wall", 1)), tmp_path if disk else None)
    assert (opened["opened"], opened["back"]) == (1, 0)
    one_good = tell((fail, back, back, Event("well", "well", 1), Event("fail", "404", 1), Event("well", "well", 24)))
    assert (one_good["opened"], one_good["back"]) == (1, 0)
    found = tell((fail, back, back, Event("well", "well", 24, 2)))
    assert (found["opened"], found["back"]) == (1, 1)


def test_a_reminder_that_waited_through_a_silence_is_not_heard_when_it_ends() -> None:
    missing, broken = Event("fail", "home", 24, 6), Event("mail breaks")
    waits = (Event("fail", "410", 24, 2), broken, missing, Event("fail", "page", 24, 2), Event("maintenance", times=1))
    nobody = Event("nobody looks", hours=72)
    assert tell((*waits, nobody))["reminders"] == 0
    assert tell((*waits, nobody, Event("mail works"), missing))["reminders"] == 1


@pytest.mark.slow
def test_four_hundred_days_of_the_country(tmp_path: Path) -> None:
    told = run(Size(), tmp_path)
    assert compare(told).failed == []


def test_the_plan_is_the_same_for_the_same_seed_and_holds_all_that_the_protocol_asks_for() -> None:
    one, other = make(Size()), make(Size())
    assert one == other
    wanted = {
        "removal": 40,
        "move": 10,
        "replacement": 8,
        "delisting": 10,
        "outage": 12,
        "migration": 5,
        "wall": 6,
        "own": 3,
        "certificate": 20,
    }
    assert {kind: len(one.of(kind)) for kind in wanted} == wanted
    assert len(one.last_day) == 60
    assert 0.045 < len(one.chance) / (1_200 * 400) < 0.055
    touched = [event.paper.key for event in one.events if event.paper]
    assert len(touched) == len(set(touched))


def test_the_oracle_attributes_time_by_hand() -> None:
    assert days([], 5_000) == Days(0, 0, 0)
    assert days([(0, "good"), (1_000, "good"), (2_000, "down"), (3_000, "nothing")], 4_000) == Days(1_000, 1_000, 2_000)
    assert days([(0, "down")], 20_000) == Days(0, 14_000, 6_000)
    assert (says("own", "refused"), says("chance", "refused"), says("wall", "wall")) == ("nothing", "down", "nothing")
