"""Every check of the operator's screen goes red or yellow on what it is for, names it, and links to its page."""

import ast
import datetime as dt
from pathlib import Path

import duckdb
import pytest

from catalogue.house import House
from catalogue.models import Harvest
from catalogue.vocabulary import SourceState
from tests.conftest import START, settings_for
from tests.test_pipelines import run_job
from tests.world.demo import BROKEN_REVIEW
from tests.world.server import World

Told = dict[str, tuple[bool, str, dict[str, object]]]
STATES = {
    "sites_reachable": ("lewisham-sab", SourceState.UNREACHABLE),
    "lists_present": ("walthamforest", SourceState.LIST_MISSING),
    "no_list_shrank": ("nspcc", SourceState.DOUBTED),
    "every_source_read": ("wandsworth", SourceState.INCOMPLETE),
}
"""Which source says what of its last harvest."""
COLOURS = {
    "sites_reachable": "ERROR",
    "lists_present": "ERROR",
    "no_list_shrank": "WARN",
    "every_source_read": "WARN",
    "sources_fresh": "WARN",
    "dates_stated": "WARN",
    "reviewers_named": "WARN",
    "accuracy_holds": "WARN",
    "edition_opens": "ERROR",
    "alerts_delivered": "ERROR",
}
LOWER = (
    "update reviews set published_on = null where publisher_id = 'wandsworth'",
    "update reviews set reviewer_named = false",
    "update accuracy set recall = 0.5 where field = (select min(field) from accuracy)",
)

pytestmark = pytest.mark.long
"""What makes an edition one that a person should look at."""


def told(world: World, warehouse: Path, sources: Path) -> Told:
    """Ask every check by itself, as the button *Execute* does."""
    script = f"""
        from catalogue.house import House
        from catalogue.settings import load
        from pipelines import checks, source_checks
        def ask(name):
            check = getattr(source_checks, name, None) or getattr(checks, name)
            found = check(House(load()))
            return found.passed, found.severity.value, {{key: value.value for key, value in found.metadata.items()}}
        print({{name: ask(name) for name in {list(COLOURS)!r}}})
    """
    done = run_job(world, warehouse, script, CATALOGUE_SOURCES=str(sources))
    assert done.returncode == 0, done.stderr[-3000:]
    found = ast.literal_eval(done.stdout.strip().splitlines()[-1])
    assert isinstance(found, dict)
    return found


def test_each_check_tells_what_it_is_for_and_links_to_the_page(world: World, tmp_path: Path) -> None:
    warehouse, sources = tmp_path / "warehouse", tmp_path / "sources.yaml"
    rows = Path(world.env["CATALOGUE_SOURCES"]).read_text("utf-8")
    sources.write_text(rows.replace("known: [Frankie, Georgina and Grace]", "known: [Frankie, Georgina and Grace]\n      dated: 0.5"), "utf-8")  # fmt: skip
    house = House(settings_for(world, warehouse, sources=sources), clock=lambda: START)
    assert house.run().outcome is not None
    well = told(world, warehouse, sources)
    assert [name for name, (passed, _, _) in well.items() if not passed] == []
    assert {name: severity for name, (_, severity, _) in well.items()} == COLOURS

    for source_id, state in STATES.values():
        last = [one for one in house.journal.read(Harvest) if one.source_id == source_id][-1]
        later = last.started_at + dt.timedelta(minutes=1)
        house.journal.append(
            [last.model_copy(update={"state": state, "detail": f"It is {state}.", "started_at": later})]
        )
    with duckdb.connect(str(house.settings.edition_path)) as connection:
        for change in LOWER:
            connection.execute(change)
    found = told(world, warehouse, sources)
    pages = {one.id: one.urls[0] for one in house.active()}
    for name, (source_id, state) in STATES.items():
        passed, _, shown = found[name]
        assert (passed, shown["to_look_at"]) == (False, 1)
        assert (shown[source_id], shown[f"{source_id} (page)"]) == (f"It is {state}.", pages[source_id])
    assert [found[name][0] for name in ("dates_stated", "reviewers_named", "accuracy_holds")] == [False] * 3
    assert found["dates_stated"][2]["wandsworth (page)"] == pages["wandsworth"]
    assert str(found["reviewers_named"][2][f"{BROKEN_REVIEW} (report)"]).startswith("http://wandsworth.test/")
    assert any("recall 0.5" in str(value) for value in found["accuracy_holds"][2].values())

    house.settings.edition_path.unlink()
    without = told(world, warehouse, sources)
    assert [name for name in ("edition_opens", "dates_stated", "accuracy_holds") if not without[name][0]] == [
        "edition_opens"
    ]


def test_an_alert_that_reached_nobody_is_red_with_its_page(world: World, tmp_path: Path) -> None:
    warehouse, sources = tmp_path / "warehouse", Path(world.env["CATALOGUE_SOURCES"])
    House(settings_for(world, warehouse), clock=lambda: START).run()
    with duckdb.connect(str(warehouse / "catalogue.duckdb"), read_only=True) as connection:
        ((url,),) = connection.execute("select url from reviews where review_id = ?", [BROKEN_REVIEW]).fetchall()
    world.break_(url, "not_found")
    for days in (1, 2):
        settings = settings_for(world, warehouse, smtp_host=None)
        House(settings, clock=lambda at=START + dt.timedelta(days=days, hours=days): at).watch()  # type: ignore[misc]
    passed, severity, shown = told(world, warehouse, sources)["alerts_delivered"]
    assert (passed, severity, shown["undelivered"]) == (False, "ERROR", 1)
    assert [value for key, value in shown.items() if key.endswith(" (page)")] == [url]
    assert any(BROKEN_REVIEW in str(value) for value in shown.values())


def test_a_refused_edition_is_red_with_its_reasons_and_the_last_one_stands(world: World, tmp_path: Path) -> None:
    house = House(settings_for(world, tmp_path), clock=lambda: START)
    house.run()
    for source in house.active():
        last = [one for one in house.journal.read(Harvest) if one.source_id == source.id][-1]
        house.journal.append([last.model_copy(update={"state": SourceState.UNREACHABLE, "complete": False, "started_at": START + dt.timedelta(hours=1)})])  # fmt: skip
    script = """
        with dg.DagsterInstance.ephemeral() as instance:
            result = defs.resolve_job_def("read_and_publish").execute_in_process(instance=instance, run_config=quiet)
            (check,) = [one for one in result.get_asset_check_evaluations() if one.check_name == "edition_accepted"]
            print((check.passed, check.severity.value, check.metadata["refused_1"].value))
    """
    done = run_job(world, tmp_path, script)
    assert done.returncode == 0, done.stderr[-3000:]
    passed, severity, reason = ast.literal_eval(done.stdout.strip().splitlines()[-1])
    assert (passed, severity) == (False, "ERROR")
    assert "No source could be reached at the last harvest" in reason
    assert (tmp_path / "catalogue.duckdb").is_file()
