"""An operator's week on the screen, in Chromium: harvest, a site that is down, its advice, a watch, an alert."""

import datetime as dt
import os
from pathlib import Path

import pytest

from catalogue.house import House
from tests.conftest import START, settings_for
from tests.world.server import World

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, expect

from tests.browser.conftest import browser  # noqa: F401 - the same Chromium as for the website
from tests.screen.operator import Operator, screen

DOWN = "lewisham-sab"
REPORT = "http://wandsworth.test/wp-content/uploads/2021/01/Frankie-LCSPR.pdf"


def test_an_operator_harvests_sees_what_is_wrong_and_is_told_of_an_alert(
    browser: Browser,  # noqa: F811 - pytest's way to name a fixture
    world: World,
    tmp_path: Path,
) -> None:
    warehouse, pictures = tmp_path / "warehouse", Path(os.environ.get("PICTURES", tmp_path))
    world.break_(f"http://{DOWN}.test/", "down", whole_host=True)
    page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()

    with screen(world, warehouse, START) as base:
        seen = Operator(page, base, pictures)
        seen.launch("harvest_and_publish", all_sources=True, runs=1)
        seen.picture("1-runs")
        seen.open("/assets")
        seen.picture("2-assets")
        seen.partition("raw_harvest", DOWN)
        seen.picture("3-source-down")
        expect(seen.figure("state")).to_contain_text("unreachable")
        seen.check("raw_harvest", "sites_reachable")
        seen.picture("4-check")

    url = next(
        one.url for one in House(settings_for(world, warehouse)).resolve().locations if "frankie" in one.url.lower()
    )
    world.break_(url, "not_found")
    House(settings_for(world, warehouse), clock=lambda: START + dt.timedelta(days=1)).watch()

    with screen(world, warehouse, START + dt.timedelta(days=2, hours=1)) as base:
        seen = Operator(page, base, pictures)
        seen.launch("watch_and_publish", all_sources=False, runs=2)
        seen.asset("raw_checks", "overview")
        expect(seen.figure("alerts_opened")).to_contain_text("1")
        seen.picture("5-alert")
