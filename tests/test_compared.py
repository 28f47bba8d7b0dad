"""What a harvest found beside the one before: counted from the journal, told on the screen."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.house import House
from catalogue.house.compared import Compared, compared
from catalogue.models import Harvest, Link, links_from
from tests.conftest import START, settings_for
from tests.world.server import World

PAGE = "http://wandsworth.test/about-the-partnership/learning-from-child-safeguarding-practice-reviews/"


def reports(house: House) -> list[Link]:
    """Return the PDFs that the page's last harvest took."""
    (sha256,) = [one.links_sha256 for one in house.journal.read(Harvest)][-1:]
    taken = [one for one in links_from(house.store.read(sha256 or "")) if not one.left_out]
    return [one for one in taken if one.url.endswith(".pdf") and one.url.startswith("http://wandsworth.test/")]


def harvested(house: House) -> dict[str, Compared]:
    """Harvest one source, and compare it."""
    return compared(house, house.harvest(["wandsworth"]))


def test_first_there_is_nothing_to_compare_with_then_nothing_differs_then_what_the_publisher_did(
    world: World, tmp_path: Path
) -> None:
    first = House(settings_for(world, tmp_path), clock=lambda: START)
    found = harvested(first)["wandsworth"]
    assert (found.links_new, found.links_gone, found.documents_changed) == (None, None, 0)
    assert sum(found.left_out_because.values()) > 0
    assert all(reason.endswith(".") for reason in found.left_out_because)

    again = harvested(House(settings_for(world, tmp_path), clock=lambda: START + dt.timedelta(days=7)))["wandsworth"]
    assert (again.links_new, again.links_gone, again.documents_changed) == (0, 0, 0)
    assert again.seconds >= 0

    links = [one.url for one in reports(first)]
    world.put(links[0], world.body(links[1]), "application/pdf")
    moved = links[1].replace(".pdf", "-final.pdf")
    world.put(moved, world.body(links[1]), "application/pdf")
    world.put(PAGE, world.body(PAGE).replace(urlsplit(links[1]).path.encode(), urlsplit(moved).path.encode()))
    later = harvested(House(settings_for(world, tmp_path), clock=lambda: START + dt.timedelta(days=14)))["wandsworth"]
    assert (later.links_new, later.links_gone, later.documents_changed) == (1, 1, 1)


def test_a_document_that_failed_is_named_with_its_reason(world: World, tmp_path: Path) -> None:
    house = House(settings_for(world, tmp_path), clock=lambda: START)
    before = {url for url, _ in harvested(house)["wandsworth"].failed}
    url = reports(house)[0].url
    world.break_(url, "not_found")
    later = House(settings_for(world, tmp_path), clock=lambda: START + dt.timedelta(days=7))
    failed = dict(harvested(later)["wandsworth"].failed)
    assert set(failed) - before == {url}
    assert "404" in failed[url]


def test_a_list_that_is_not_believed_loses_no_link(world: World, tmp_path: Path) -> None:
    harvested(House(settings_for(world, tmp_path), clock=lambda: START))
    world.break_(PAGE, "not_found")
    found = harvested(House(settings_for(world, tmp_path), clock=lambda: START + dt.timedelta(days=7)))["wandsworth"]
    assert found.links_gone is None
