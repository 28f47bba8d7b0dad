"""One seed of every kind of fault on every commit; `make test-faults` runs twenty."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.models import Capture
from catalogue.vocabulary import Purpose
from tests.faults.kinds import KINDS, Site
from tests.faults.matrix import CANARIES, Bench, at_documents, at_listings, at_robots
from tests.faults.world import Faults

SEED = 7


@pytest.fixture
def world() -> Iterator[Faults]:
    """Give a world of faults."""
    with Faults() as faults:
        yield faults


def test_every_kind_of_fault_at_a_document_has_its_class(world: Faults, tmp_path: Path) -> None:
    outcomes = at_documents(world, tmp_path, KINDS, [SEED])
    assert {one.kind for one in outcomes} == set(KINDS)
    assert [one for one in outcomes if not one.right] == []


def test_every_kind_of_fault_at_robots_rules_says_nothing_of_the_document(world: Faults, tmp_path: Path) -> None:
    assert [one for one in at_robots(world, tmp_path, [SEED]) if not one.right] == []


def test_every_kind_of_fault_at_a_listing_is_told_and_concludes_nothing(world: Faults, tmp_path: Path) -> None:
    assert [one for one in at_listings(world, tmp_path, [SEED]) if not one.right] == []


PHASES = {
    "name-gone": "lookup",
    "servfail": "lookup",
    "refused": "connect",
    "tls-expired": "secure",
    "reset": "answer",
    "silent": "answer",
    "slow-body": "body",
    "cut-short": "body",
    "robots": "robots",
    "robots-503": "robots",
    "private": "connect",
    "404": None,
}
"""How far a request has come when it fails; rules are asked for before anything else of a host."""


def test_the_phase_that_failed_is_kept_with_its_check(world: Faults, tmp_path: Path) -> None:
    bench = Bench(world, tmp_path, [Site(name, SEED) for name in PHASES], deadline_s=3.0)
    world.broken = True
    told = {
        bench.sites[one.capture.source_id].kind: one.capture.failure.phase if one.capture.failure else None
        for one in bench.look()
    }
    assert told == PHASES


def test_the_end_of_a_certificate_is_kept_with_its_check(world: Faults, tmp_path: Path) -> None:
    bench = Bench(world, tmp_path, [Site("tls-good", SEED), Site("same", SEED)])
    ends = {one.url.partition(":")[0]: one.capture.certificate_until for one in bench.look()}
    assert ends["http"] is None
    assert ends["https"] is not None
    assert ends["https"] > dt.datetime.now(dt.UTC)


def test_our_own_outage_says_nothing_of_anybody(world: Faults, tmp_path: Path) -> None:
    bench = Bench(world, tmp_path, [Site("404", seed) for seed in range(4)])
    world.broken = world.cut_off = True
    assert {(one.verdict.value, one.rule.value) for one in bench.look()} == {("unknown", "own-outage")}
    world.cut_off = False
    assert {(one.verdict.value, one.rule.value) for one in bench.look()} == {("unavailable", "not-found")}


def test_while_we_are_connected_silent_sites_are_the_sites_fault(world: Faults, tmp_path: Path) -> None:
    bench = Bench(world, tmp_path, [Site("refused", seed) for seed in range(3)])
    world.broken = True
    assert {one.rule.value for one in bench.look(canaries=CANARIES)} == {"site-down"}
    assert {one.rule.value for one in bench.look(canaries=())} == {"own-outage"}


def test_a_name_that_was_gone_and_shows_one_page_for_everything_is_lost(world: Faults, tmp_path: Path) -> None:
    kind = KINDS["name-gone"]
    site = Site("squatted", 1)
    KINDS["squatted"] = dataclasses.replace(kind, lookup="missing")
    try:
        bench = Bench(world, tmp_path, [site])
        world.broken = True
        assert [one.rule.value for one in bench.look()] == ["name-gone"]
        casino = KINDS["soft-catch-all"].fault
        KINDS["squatted"] = dataclasses.replace(kind, lookup="", soft=True, fault=casino)
        assert [one.rule.value for one in bench.look()] == ["domain-lost"]
    finally:
        del KINDS["squatted"]


def test_a_host_is_asked_for_nonsense_at_most_once_a_day(world: Faults, tmp_path: Path) -> None:
    sites = [Site("other-page", 3)]
    bench = Bench(world, tmp_path, sites)
    world.broken = True
    known = set(world.asked)
    bench.look()
    probes = {place for place in world.asked if place not in known}
    assert len(probes) == 1
    bench.now -= dt.timedelta(hours=20)
    bench.look(everything=True)
    assert {place for place in world.asked if place not in known} == probes


class Failing:
    """A client with a bug."""

    def get(self, url: str, *, source_id: str, purpose: Purpose, known: Capture | None = None) -> Capture:
        """Fail as no client should."""
        raise KeyError(url)


def test_a_fault_of_our_own_program_is_told_as_such_and_costs_no_other_check(world: Faults, tmp_path: Path) -> None:
    bench = Bench(world, tmp_path, [Site("same", 1), Site("same", 2)])
    found = bench.look(fetch=Failing(), unverified=None, canaries=())
    assert [(one.verdict.value, one.rule.value) for one in found] == [("unknown", "own-fault")] * 2
    assert {one.capture.failure.kind.value for one in found if one.capture.failure} == {"own_fault"}
