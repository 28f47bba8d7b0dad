"""An operator's week on the screen, in Chromium: harvest, a site that is down, its advice, a watch, an alert."""

import datetime as dt
import os
from pathlib import Path

import pytest

from catalogue.edition import open_edition
from catalogue.house import House
from catalogue.models import Harvest
from tests.conftest import START, settings_for
from tests.world.demo import BROKEN_REVIEW
from tests.world.server import World

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, expect

from tests.browser.conftest import browser  # noqa: F401 - the same Chromium as for the website
from tests.screen.operator import Operator, screen

pytestmark = pytest.mark.screen

DOWN = "lewisham-sab"
DOWN_PAGE = f"http://{DOWN}.test/learning/safeguarding-adults-reviews"
PAGE = "http://wandsworth.test/about-the-partnership/learning-from-child-safeguarding-practice-reviews/"


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
        expect(page.get_by_text("raw_harvest").first).to_be_visible()
        expect(page.get_by_text("Loading")).to_have_count(0)
        expect(page.get_by_text("Never materialized")).to_have_count(0)
        seen.picture("2-assets")

        house = House(settings_for(world, warehouse))
        (harvest,) = [one for one in house.journal.read(Harvest) if one.source_id == "wandsworth"]
        assert harvest.documents_new > 0
        seen.partition("raw_harvest", "wandsworth")
        seen.shows("state", "ok")
        seen.shows("documents_new", str(harvest.documents_new))
        expect(page.get_by_role("link", name=PAGE)).to_be_visible()
        seen.picture("3-source")
        seen.partition("raw_harvest", DOWN)
        seen.shows("state", "unreachable")
        seen.picture("4-source-down")

        seen.check("raw_harvest", "sites_reachable")
        expect(page.get_by_text("When red: open the page")).to_be_visible()
        expect(page.get_by_text("The server ended the connection")).to_be_visible()
        expect(page.get_by_role("link", name=f"http://{DOWN}.test/")).to_have_attribute("href", DOWN_PAGE)
        seen.picture("5-red-check")

    with open_edition(house.settings.edition_path) as connection:
        ((url,),) = connection.execute("select url from reviews where review_id = ?", [BROKEN_REVIEW]).fetchall()
    world.break_(url, "not_found")
    House(settings_for(world, warehouse), clock=lambda: START + dt.timedelta(days=1)).watch()
    assert world.mailbox.messages == []

    with screen(world, warehouse, START + dt.timedelta(days=2, hours=1)) as base:
        seen = Operator(page, base, pictures)
        seen.launch("watch_and_publish", all_sources=False, runs=2)
        seen.asset("raw_checks", "overview")
        seen.shows("alerts_open", "1")
        seen.shows("alerts_opened", "1")
        seen.shows("messages_delivered", "1")
        seen.picture("6-alert")
        seen.plots()
        seen.picture("7-plots")
        seen.check("raw_checks", "alerts_delivered")
        expect(page.get_by_text("Passed")).to_be_visible()
    assert len(world.mailbox.messages) == 1
