"""The national collection, through the real stages to the published edition: anonymous, apart, and never alarming."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.house import House
from catalogue.models import links_from
from tests.conftest import START, Printed, settings_for
from tests.world import nspcc
from tests.world.server import HERE, World

PAGE = f"http://{nspcc.HOST}{nspcc.OLDER_PATH}"
DEPOSIT = f"http://{nspcc.HOST}{nspcc.DEPOSIT_PATH}"
UPDATE = f"      - http://{nspcc.HOST}{nspcc.UPDATE_PATH}\n"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    """An edition of the world with the page of older forms, looked at again while its deposit is gone."""
    folder: Path = tmp_path_factory.mktemp("collection")
    sources = folder / "sources.yaml"
    sources.write_text((HERE / "sources.yaml").read_text().replace(UPDATE, UPDATE + f"      - {PAGE}\n"))
    with World() as world:
        ran = House(settings_for(world, folder / "warehouse", sources=sources)).run()
        world.break_(DEPOSIT, "gone")
        for day in (1, 3):
            now = START + dt.timedelta(days=day)
            house = House(settings_for(world, folder / "warehouse", sources=sources, now=now))
            house.watch()
        house.publish()
        yield Printed(world, house, ran)


def one(collected: Printed, title: str) -> str:
    """Return the id of the one review that has a title."""
    ((review_id,),) = collected.rows("select review_id from reviews where title like ?", title)
    return str(review_id)


def test_an_anonymous_deposit_has_no_area_though_its_text_and_its_report_name_one(collected: Printed) -> None:
    review = one(collected, "December 2014NSPCC%Child C")
    assert collected.rows(
        "select anonymous, area_codes, area_names, publisher_id, nation, pseudonyms, published_on"
        " from reviews where review_id = ?",
        review,
    ) == [(True, [], [], None, None, ["Child C"], dt.date(2014, 12, 1))]
    assert (
        collected.rows(
            "select 1 from evidence where review_id = ? and field = 'area_codes' and value is not null", review
        )
        == []
    )
    told = collected.rows("select value, snippet from evidence where review_id = ?", review)
    assert told
    assert "Waltham" not in repr(told)
    assert "Waltham" not in repr(collected.rows("select title from documents where review_id = ?", review))
    assert review in {row[0] for row in collected.rows("select review_id from search('Child C')")}
    found = {row[0] for row in collected.rows("select review_id from search('Waltham Forest')")}
    assert review not in found
    assert "waltham-forest-2020-child-c" in found
    # The same report, held by the area's own board, is found by its words.
    assert collected.rows("select review_id from search('criminal exploitation')")[0] == (
        "waltham-forest-2020-child-c",
    )


def test_an_anonymous_deposit_is_never_joined_to_an_areas_review_not_even_by_the_same_file(collected: Printed) -> None:
    holders = collected.rows(
        "select d.review_id, r.anonymous, r.area_codes from documents d join reviews r using (review_id)"
        " where document_id = (select document_id from locations where url = ?) order by 2",
        DEPOSIT,
    )
    assert holders == [
        ("waltham-forest-2020-child-c", False, ["E09000031"]),
        (one(collected, "December 2014NSPCC%Child C"), True, []),
    ]
    assert collected.rows("select 1 from issues where kind = 'possible-duplicate'") == []


def test_one_entry_on_two_pages_is_one_review_and_another_child_is_another(collected: Printed) -> None:
    found = collected.rows(
        "select r.review_id, count(*) from reviews r join locations l using (review_id)"
        " where r.title like '2020 - Anonymous%Child XY' group by 1 order by 2"
    )
    assert [row[1] for row in found] == [1, 2]


def test_a_named_entry_keeps_its_area_and_says_what_happened(collected: Printed) -> None:
    assert collected.rows(
        "select anonymous, area_names, pseudonyms, incident from reviews where title like '2012Ceredigion%'"
    ) == [(False, ["Ceredigion"], ["Child J"], "serious_harm")]


def test_the_second_clock_is_printed_as_an_estimate(collected: Printed) -> None:
    ((until, basis),) = collected.rows("select expected_until, expected_basis from locations where url = ?", DEPOSIT)
    assert until == dt.date(2019, 12, 31)
    assert basis == (
        "National collection copy: about 5 years from the date listed there (December 2014). Not confirmed. "
        "Electronic reports are kept for about five years, as recalled; no source read."
    )
    others = collected.rows("select distinct source_id from locations where expected_until is not null")
    assert others == [("nspcc",)]
    briefings = collected.rows("select expected_until from locations where url like '%/media/1352/%'")
    assert briefings == [(None,)]


def test_a_deposit_that_goes_alarms_nobody(collected: Printed) -> None:
    assert collected.rows(
        "select a.state, a.reason from availability a join locations using (location_id) where url = ?", DEPOSIT
    ) == [("unavailable", "gone")]
    assert collected.rows("select count(*) from alerts") == [(0,)]
    assert not collected.world.mailbox.messages


def test_the_library_catalogue_is_never_asked_and_kept_as_left_out(collected: Printed) -> None:
    assert collected.world.requests(nspcc.HOST, nspcc.OLDER_PATH)
    assert collected.world.requests(nspcc.LIBRARY_HOST) == []
    blob = next(harvest.links_sha256 for harvest in collected.ran.harvests if harvest.source_id == "nspcc")
    links = links_from(collected.house.store.read(str(blob)))
    assert [link.left_out for link in links if nspcc.LIBRARY_HOST in link.url] == [
        "It leads into the collection's library catalogue, which is not crawled."
    ]
