"""Machines with disks of their own that share one catalogue: what each sees, and what is refused."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.depot import Depot, FolderDepot, Unreachable, open_depot
from catalogue.exchange import Damaged, LeaseHeld, LeaseLost, NotTheSame
from catalogue.models import Takedown
from catalogue.vocabulary import TakedownReason, TakedownStep
from tests.cluster.machines import NOW, VERSION, Clock, Machine


@pytest.fixture
def depot(tmp_path: Path) -> FolderDepot:
    return FolderDepot(tmp_path / "shared")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def machine(tmp_path: Path, depot: FolderDepot, clock: Clock) -> Callable[[str], Machine]:
    return lambda name: Machine(tmp_path / name, depot, clock, pause=lambda seconds: clock.later(seconds=seconds))


def entries(depot: Depot) -> list[dict[str, object]]:
    return [json.loads(depot.get(key, 10**9)) for key in depot.list("log")]


def killed(machine: Machine, *, alone: bool, does: Callable[[], object]) -> None:
    """Do something in a session that ends as a killed process ends, but for what it does at its very end."""

    def work() -> None:
        with machine.exchange.session(alone=alone):
            does()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()


def path_of(depot: Depot, sha256: str) -> str:
    return f"bytes/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def test_what_one_machine_does_another_sees(address: str, tmp_path: Path) -> None:
    depot = open_depot(address)
    one, two = Machine(tmp_path / "one", depot), Machine(tmp_path / "two", depot)
    one.shares("a", "b")
    two.shares("c")
    one.looks()
    assert one.seen == two.seen == ["a", "b", "c"]
    bodies = [two.store.put(name) for name in (b"a", b"b", b"c")]
    fresh = Machine(tmp_path / "three", depot)
    with fresh.exchange.session(alone=True):
        assert [fresh.store.read(one) for one in bodies] == [b"a", b"b", b"c"]
        assert (fresh.folder / "described" / VERSION / "england" / f"{bodies[0]}.json").read_text() == "what a says"


def test_a_machine_that_only_harvests_fetches_only_the_bodies_it_asks_for(
    machine: Callable[[str], Machine],
) -> None:
    wanted = machine("one").fetches("a")
    machine("one").shares("b")
    two = machine("two")
    with two.exchange.session(alone=False):
        assert two.exchange.bring([wanted, "0" * 64]) == 1
        assert two.store.read(wanted) == b"a"
    assert len(list(two.folder.glob("raw/*/*/*"))) == 1


def test_a_machine_killed_before_it_shared_is_invisible_and_shares_when_it_comes_back(
    machine: Callable[[str], Machine], depot: FolderDepot
) -> None:
    one, two = machine("one"), machine("two")
    killed(one, alone=False, does=lambda: one.fetches("a"))
    assert two.looks().seen == []
    assert entries(depot) == []
    one.started_again()
    one.shares("b")
    assert two.looks().seen == ["a", "b"]


def test_objects_without_their_entry_are_invisible(machine: Callable[[str], Machine], depot: FolderDepot) -> None:
    one = machine("one")
    one.shares("a")
    shutil.rmtree(depot._folder / "log")  # as if it had been killed after its last object and before its entry
    assert machine("two").looks().seen == []


def test_work_done_before_an_error_is_shared(machine: Callable[[str], Machine]) -> None:
    one = machine("one")

    def work() -> None:
        with one.exchange.session(alone=False):
            one.fetches("a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert machine("two").looks().seen == ["a"]


def test_a_segment_is_taken_in_once_however_often_that_is_begun(machine: Callable[[str], Machine]) -> None:
    machine("one").shares("a")
    two = machine("two").looks()
    shutil.rmtree(two.folder / "exchange/log")  # as if it had been stopped before it took note of it
    two.started_again()
    assert two.looks().seen == ["a"]
    assert len(list(two.folder.glob("journal/captures/*.jsonl"))) == 1


def test_one_machine_at_a_time_publishes(machine: Callable[[str], Machine]) -> None:
    one, two = machine("one"), machine("two")
    with one.exchange.session(alone=True):
        one.prints(1, "first")
        with pytest.raises(LeaseHeld, match=r"Another machine \(.+\) has been working since 2026-03-02 09:00 UTC"):
            two.exchange.session(alone=True).__enter__()
        two.shares("a")  # while others go on harvesting
    with two.exchange.session(alone=True):
        assert two.places.edition.read_text() == "first"
        assert two.printed == [1]


def test_who_has_patience_waits(machine: Callable[[str], Machine], clock: Clock) -> None:
    one, two = machine("one"), machine("two")
    two.patience_s = 3600
    two.started_again()
    holding = one.exchange.session(alone=True)
    holding.__enter__()
    began = clock.now
    with two.exchange.session(alone=True):
        assert 300 <= (clock.now - began).total_seconds() < 310  # the holder said no word, so its lease ended
    one.fetches("a")
    with pytest.raises(LeaseLost):  # it printed nothing, yet had something to share
        holding.__exit__(None, None, None)


def test_whoever_lost_the_lease_changes_nothing(machine: Callable[[str], Machine], clock: Clock) -> None:
    slow, other = machine("slow"), machine("other")

    def work() -> None:
        with slow.exchange.session(alone=True):
            slow.prints(1, "of the slow one")
            clock.later(minutes=6)
            with other.exchange.session(alone=True):
                other.prints(1, "of the other")

    with pytest.raises(LeaseLost, match="run the command again"):
        work()
    assert other.looks().printed == [1]
    slow.started_again()
    with slow.exchange.session(alone=True):
        assert slow.places.edition.read_text() == "of the other"
        assert [one.read_text() for one in slow.places.editions.iterdir()] == ["of the other"]
        assert slow.printed == [1]


def test_an_entry_written_after_the_lease_was_lost_counts_for_nobody(
    machine: Callable[[str], Machine], depot: FolderDepot
) -> None:
    one = machine("one")
    with one.exchange.session(alone=True):
        one.prints(1, "first")
    *_, work, release = entries(depot)
    assert work["lease"] == release["lease"] == 1
    late = {**work, "number": 4, "files": [], "removed": [one.fetches("a")]}
    depot.create("log/00000004.json", json.dumps(late).encode())
    two = machine("two")
    with two.exchange.session(alone=True):
        assert two.places.edition.read_text() == "first"


def test_a_lease_left_by_a_killed_run_of_the_same_machine_is_taken_anew(machine: Callable[[str], Machine]) -> None:
    one = machine("one")
    one.exchange._taken()
    one.started_again()
    with one.exchange.session(alone=True):
        one.prints(1, "first")
    assert machine("two").looks().printed == [1]


def test_a_word_far_in_the_future_does_not_hold_the_lease_for_ever(
    machine: Callable[[str], Machine], depot: FolderDepot, clock: Clock
) -> None:
    one, two = machine("one"), machine("two")
    one.exchange._taken()
    depot.put("beats/00000001.json", b'{"until": "2999-01-01T00:00:00+00:00"}')
    with pytest.raises(LeaseHeld):
        two.exchange.session(alone=True).__enter__()
    depot.put("beats/00000001.json", b"no word at all")
    clock.later(minutes=6)
    with two.exchange.session(alone=True):
        assert two.printed == []


def test_an_edition_printed_and_never_shared_is_printed_again_under_its_number(
    machine: Callable[[str], Machine],
) -> None:
    one = machine("one")
    one.shares("a")
    killed(one, alone=True, does=lambda: one.prints(1, "never shared"))
    one.started_again()
    with one.exchange.session(alone=True):
        assert one.printed == []
        one.prints(1, "shared")
    two = machine("two")
    with two.exchange.session(alone=True):
        assert (two.printed, two.places.edition.read_text()) == ([1], "shared")


def test_what_was_taken_down_is_on_no_machine_and_not_in_the_store(
    machine: Callable[[str], Machine], depot: FolderDepot
) -> None:
    one, two = machine("one"), machine("two")
    gone = one.fetches("a", "a secret")
    one.shares("b")
    with two.exchange.session(alone=True):
        two.prints(1, "tells of a secret")
    with one.exchange.session(alone=True):
        assert one.store.remove(gone)
        step = {"by": "K. Curator", "reason": TakedownReason.WELFARE, "step": TakedownStep.TAKEN_DOWN}
        one.journal.append([Takedown(tombstone_id="t", at=NOW, documents=(gone,), **step)])
        one.prints(1, "tells of nothing")
    two.looks()
    assert not two.store.has(gone)
    assert two.forgotten == [gone]
    shared = [path.read_bytes() for path in depot._folder.rglob("*") if path.is_file()]
    assert not [one for one in shared if b"secret" in one]
    with two.exchange.session(alone=True):
        assert two.places.edition.read_text() == "tells of nothing"


def test_a_body_that_is_not_what_its_name_says_is_left_out_and_mended_by_who_has_it(
    machine: Callable[[str], Machine], depot: FolderDepot
) -> None:
    one = machine("one")
    sha256 = one.fetches("a")
    one.shares()
    depot.put(path_of(depot, sha256), b"x")
    two = machine("two")
    with two.exchange.session(alone=True):
        assert not two.store.has(sha256)
        two.store.put(b"a")  # fetched again from its site
    assert depot.get(path_of(depot, sha256), 10) == b"a"


@pytest.mark.parametrize("wrong", [b"", b"{}\n", b"x" * 1000, None])
def test_a_segment_that_is_not_what_its_name_says_is_refused_with_everything_after_it(
    machine: Callable[[str], Machine], depot: FolderDepot, wrong: bytes | None
) -> None:
    machine("one").shares("a")
    machine("one").shares("b")
    segment = entries(depot)[0]["segments"][0]  # type: ignore[index]
    key = path_of(depot, segment["sha256"])
    depot.remove(key) if wrong is None else depot.put(key, wrong)
    two = machine("two")
    with pytest.raises(Damaged, match=r"not as it says|not those of its name"):
        two.looks()
    assert two.seen == []


def test_a_segment_of_no_records_is_refused(machine: Callable[[str], Machine], depot: FolderDepot) -> None:
    machine("one").shares("a")
    (entry,) = entries(depot)
    body = entry["bodies"][0]  # type: ignore[index]
    depot.put("log/00000001.json", json.dumps({**entry, "segments": [{**body, "stream": "captures"}]}).encode())
    with pytest.raises(Damaged, match="Entry 1 of the store's log is refused"):
        machine("two").looks()
    depot.put("log/00000001.json", json.dumps({**entry, "segments": [{**body, "stream": "secrets"}]}).encode())
    with pytest.raises(Damaged, match="records that this version does not know"):
        machine("three").looks()


HOSTILE = [
    {"number": 7},
    {"host": "../../etc"},
    {"bodies": [{"sha256": "../../../../etc/passwd", "size": 1}]},
    {"bodies": [{"sha256": "0" * 64, "size": 10**15}]},
    {"descriptions": [{"sha256": "0" * 64, "size": 1, "path": "../../x/england/" + "0" * 64 + ".json"}]},
    {"descriptions": [{"sha256": "0" * 64, "size": 1, "path": "robots/example.org"}]},
    {"files": [{"sha256": "0" * 64, "size": 1, "path": "editions/../../.bashrc"}]},
    {"files": [{"sha256": "0" * 64, "size": 1, "path": "/etc/passwd"}]},
    {"files": [{"sha256": "0" * 64, "size": 1, "path": "journal/captures"}]},
    {"removed": ["../journal"]},
    {"unheard": "of"},
]


@pytest.mark.parametrize("change", HOSTILE, ids=lambda one: next(iter(one)))
def test_a_hostile_entry_is_refused(
    machine: Callable[[str], Machine], depot: FolderDepot, change: dict[str, object]
) -> None:
    machine("one").shares("a")
    (entry,) = entries(depot)
    depot.put("log/00000001.json", json.dumps({**entry, **change}).encode())
    two = machine("two")
    with pytest.raises(Damaged, match="Entry 1 of the store's log"):
        two.looks()
    assert two.seen == []
    assert {path.name for path in two.folder.iterdir()} <= {"journal", "raw", "exchange"}


@pytest.mark.parametrize("name", ["edition/other.duckdb", "editions/evil.sh", "feeds/evil.html"])
def test_a_published_file_with_a_place_of_its_own_choice_is_refused(
    machine: Callable[[str], Machine], depot: FolderDepot, name: str
) -> None:
    one = machine("one")
    with one.exchange.session(alone=True):
        one.prints(1, "first")
    *_, work, _ = entries(depot)
    changed = {**work, "files": [{**work["files"][0], "path": name}]}  # type: ignore[index]
    depot.put("log/00000002.json", json.dumps(changed).encode())
    with pytest.raises(Damaged, match="has no place here"):
        machine("two").exchange.session(alone=True).__enter__()


@pytest.mark.parametrize("junk", [b"", b"[]", b"{", b"\xff\xfe", b'{"number": 1}'])
def test_an_entry_that_is_none_is_refused(machine: Callable[[str], Machine], depot: FolderDepot, junk: bytes) -> None:
    depot.put("log/00000001.json", junk)
    with pytest.raises(Damaged, match="Entry 1 of the store's log cannot be read"):
        machine("one").looks()


def test_a_store_that_cannot_be_reached_loses_nothing(machine: Callable[[str], Machine], depot: FolderDepot) -> None:
    one = machine("one")
    one.shares("a")
    away = depot._folder.with_name("away")

    def work() -> None:
        with one.exchange.session(alone=False):
            one.fetches("b")
            depot._folder.rename(away)
            depot._folder.write_text("")

    with pytest.raises(Unreachable, match="cannot be used"):
        work()
    with pytest.raises((Unreachable, NotTheSame)):
        one.started_again().session(alone=False).__enter__()
    assert one.seen == ["a", "b"]
    depot._folder.unlink()
    away.rename(depot._folder)
    one.started_again()
    one.shares()
    assert machine("two").looks().seen == ["a", "b"]


def test_a_warehouse_with_a_history_begins_a_store_and_does_not_come_to_one(
    machine: Callable[[str], Machine],
) -> None:
    one, two = machine("one"), machine("two")
    one.fetches("a")
    one.prints(3, "third")
    two.fetches("b")
    one.looks()
    with pytest.raises(NotTheSame, match="has a history of its own, and so has the store"):
        two.looks()
    three = machine("three")
    with three.exchange.session(alone=True):
        assert (three.seen, three.printed, three.places.edition.read_text()) == (["a"], [3], "third")


def test_a_first_sharing_that_was_stopped_goes_on(machine: Callable[[str], Machine]) -> None:
    one = machine("one")
    one.fetches("a")
    one.looks()
    (one.folder / "exchange/joined").unlink()
    shutil.rmtree(one.folder / "exchange/log")
    one.started_again()
    one.shares("b")
    assert machine("two").looks().seen == ["a", "b"]


def test_a_store_that_holds_another_log_is_refused(machine: Callable[[str], Machine], depot: FolderDepot) -> None:
    one = machine("one")
    one.shares("a")
    shutil.rmtree(depot._folder)
    with pytest.raises(NotTheSame, match="Is CATALOGUE_STORE the right address"):
        one.looks()
