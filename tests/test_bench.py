"""The benchmark works and counts what it says; its figures are for people and assert nothing here."""

import pytest

from tests.bench import orchestration, watch
from tests.bench.harvest import impolite, measure, table
from tests.bench.plan import Plan, Size
from tests.bench.server import Seen

TINY = Size(hosts=4, documents=12, latency_s=0.002)


@pytest.mark.long  # a dozen processes; CI also runs the whole benchmark small
def test_a_tiny_benchmark_measures_everything() -> None:
    found = measure(TINY, pause_s=0.02)
    assert found["bare"].figures["requests"] == len(Plan(TINY).urls) == 4 * 2 + 12
    assert found["bare"].figures["bytes"] == found["kept"].figures["bytes"] > found["bytes"]
    assert (found["reading"].figures["requests"], found["reading"].figures["lists"]) == (20, 4)
    for name in ("cold", "paused"):
        figures, log = found[name].figures, found[name].log
        assert (figures["ok"], figures["new"], figures["failed"]) == (4, 12, 0)
        assert sorted((one.host, one.path) for one in log) == sorted(Plan(TINY).urls)
    assert (found["impolite"], found["at_once"]) == (0, 0)
    assert found["again_log"] == {"conditional": 20, "other": 0, "bytes": 0}
    again = found["again"].figures
    assert (again["new"], again["unchanged"], again["blobs"], again["readings"]) == (0, 12, 0, 0)
    assert {one.host for one in found["alone"].log} == {Plan(TINY).largest}
    assert len(table(found).splitlines()) == 9


def test_requests_within_a_pause_are_counted() -> None:
    def seen(host: str, began: float, ended: float) -> Seen:
        return Seen(host, "/", began, ended, 200, False, 0)

    log = [seen("a", 0, 1), seen("b", 0.5, 0.6), seen("a", 1.1, 1.2), seen("a", 2, 3), seen("a", 2.5, 2.6)]
    assert impolite(log, 0.5) == 2
    assert impolite(log, 0) == 1


def test_the_plan_is_the_same_for_the_same_seed() -> None:
    one, other = Plan(Size()), Plan(Size())
    assert one.urls == other.urls
    assert len(one.urls) == 150 * 2 + 2_000
    assert len(one.documents[one.largest]) == 45
    assert all(40_000 <= len(one.page(host)) <= 125_000 for host in one.hosts[:20])


def test_a_tiny_round_of_watching_is_measured() -> None:
    found = watch.measure(TINY, pause_s=0.02)
    assert (found["checks"], found["impolite"]) == (12, 0)
    assert found["requests"] == 12 + 4
    assert "12 locations on 4 hosts" in watch.told(found, 0.02)


@pytest.mark.slow
def test_a_tiny_run_of_dagster_is_compared_with_the_command() -> None:
    found = orchestration.measure(Size(hosts=3, documents=3, latency_s=0.002))
    assert found["partitions"] == 3
    assert found["requests"] == (15, 15)  # rules, list and document of each host, then rules and document for the check
    assert {"raw_harvest", "out_catalogue", "raw_checks_alerts_delivered"} <= set(found["steps"])
    assert "3 partitions" in orchestration.table(found)
