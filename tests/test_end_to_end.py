"""The main job, end to end, as facts in the published DuckDB, the mailbox and the feed."""

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pytest

from catalogue.edition import open_edition
from catalogue.house import House
from tests.conftest import START, Printed, dump, settings_for
from tests.world.papers import report
from tests.world.reports import FRANKIE
from tests.world.server import World
from tests.world.sites import WANDSWORTH_PAGE

BODY = (".pdf", ".docx", ".pptx")


def review(printed: Printed, where: str) -> dict[str, object]:
    columns = (
        "review_id, review_type, pseudonyms, area_codes, published_on, published_precision, published_basis, reviewers,"
        " about_child, publisher_id, themes, retention_status, retained_until"
    )
    (row,) = printed.rows(f"select {columns} from reviews where {where}")
    return dict(zip(columns.replace(" ", "").split(","), row, strict=True))


def test_frankie(printed: Printed) -> None:
    found = review(printed, "list_contains(pseudonyms, 'Frankie')")
    assert found["review_id"] == "wandsworth-2021-frankie"
    assert found["review_type"] == "LCSPR"
    assert found["area_codes"] == ["E09000032"]
    assert (found["published_on"], found["published_precision"]) == (dt.date(2021, 1, 1), "month")
    assert found["reviewers"] == ["Alex Sampleford"]
    assert found["about_child"] is True
    assert (found["retention_status"], found["retained_until"]) == ("available_in_period", dt.date(2022, 1, 1))


def test_georgina_and_grace(printed: Printed) -> None:
    found = review(printed, "list_contains(pseudonyms, 'Grace')")
    assert (found["review_type"], found["pseudonyms"]) == ("SCR", ["Georgina", "Grace"])
    assert found["area_codes"] == ["E09000032"]
    assert (found["published_on"], found["retention_status"]) == (None, "undated")
    assert found["reviewers"] == ["Robin Exampleton"]
    roles = printed.rows("select role from documents where review_id = ? order by role", found["review_id"])
    assert roles == [("full_report",), ("seven_minute_briefing",)]


def test_child_c_joins_the_documents_of_two_sites(printed: Printed) -> None:
    found = review(printed, "list_contains(pseudonyms, 'Child C')")
    assert (found["review_type"], found["publisher_id"]) == ("SCR", "waltham-forest")
    assert found["area_codes"] == ["E09000031"]
    assert (found["published_on"], found["published_precision"]) == (dt.date(2020, 5, 1), "month")
    places = printed.rows(
        "select d.role, l.source_id from locations l join documents d using (document_id, review_id)"
        " where review_id = ? order by 1, 2",
        found["review_id"],
    )
    assert places == [
        ("full_report", "walthamforest"),
        ("response", "walthamforest"),
        ("seven_minute_briefing", "wandsworth"),
    ]


def test_tyrone_goodyear_is_an_adult_review(printed: Printed) -> None:
    found = review(printed, "list_contains(pseudonyms, 'Tyrone Goodyear')")
    assert (found["review_type"], found["about_child"], found["publisher_id"]) == ("SAR", False, "lewisham-sab")
    assert found["area_codes"] == ["E09000023"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("sudden unexpected death", "NATIONAL_CSPR"), ("triennial analysis", "ANALYSIS"), ("rapid review", "GUIDANCE")],
)
def test_national_publications_are_what_they_are(printed: Printed, words: str, kind: str) -> None:
    found = printed.rows(
        "select review_type, about_child from reviews where review_type = ? and title ilike ?", kind, f"%{words}%"
    )
    assert found == [(kind, kind == "NATIONAL_CSPR")]


def test_the_triennial_analysis_and_the_national_review_are_dated(printed: Printed) -> None:
    assert printed.rows("select year(published_on) from reviews where review_type = 'NATIONAL_CSPR'") == [(2020,)]
    assert (dt.date(2020, 3, 4),) in printed.rows("select published_on from reviews where review_type = 'ANALYSIS'")


def test_topic_briefings_are_analyses_and_about_no_one_child(printed: Printed) -> None:
    found = printed.rows(
        "select r.review_type, r.about_child from reviews r join locations l using (review_id)"
        " where l.source_id = 'nspcc' and l.document_id is not null"
    )
    assert len(found) >= 3
    assert set(found) == {("ANALYSIS", False)}


def test_the_workshop_and_the_useful_links_are_not_reviews(printed: Printed) -> None:
    urls = " ".join(str(row[0]) for row in printed.rows("select url from locations"))
    titles = " ".join(str(row[0]).lower() for row in printed.rows("select title from reviews"))
    assert "training.test" not in urls
    assert "workshop" not in titles
    assert "useful links" not in titles
    assert "book via" not in titles
    names = [row[0] for row in printed.rows("select unnest(pseudonyms) from reviews where publisher_id = 'wandsworth'")]
    assert "Child A" not in names


def test_the_partnership_has_exactly_its_two_reviews(printed: Printed) -> None:
    found = printed.rows("select review_id from reviews where publisher_id = 'wandsworth' and about_child order by 1")
    assert found == [("wandsworth-2021-frankie",), ("wandsworth-georgina-and-grace",)]


def test_every_value_has_evidence_whose_words_stand_on_its_page(printed: Printed) -> None:
    read = printed.house.describe().descriptions
    rows = printed.rows("select document_id, page, snippet from evidence where document_id is not null and chosen")
    assert rows
    for document_id, page, snippet in rows:
        pages = {one.number: " ".join(one.text.split()) for one in read[str(document_id)].reading.pages}
        assert " ".join(str(snippet).split()).strip("… ") in pages[page]  # type: ignore[index]


def test_every_address_was_checked_and_is_available(printed: Printed) -> None:
    states = printed.rows(
        "select distinct state from availability join locations using (location_id) where document_id is not null"
    )
    assert states == [("available",)]


def test_search_finds_by_theme_and_by_name(printed: Printed) -> None:
    (first, *_) = printed.rows("select review_id from search('criminal exploitation') order by score desc")
    assert first == ("waltham-forest-2020-child-c",)
    assert printed.rows("select review_id from search('Frankie') order by score desc")[0] == (
        "wandsworth-2021-frankie",
    )


def test_a_second_harvest_adds_nothing_and_fetches_and_reads_nothing_again(world: World, tmp_path: Path) -> None:
    house = House(settings_for(world, tmp_path))
    house.run()
    first, seen = dump(house.settings.edition_path), len(world.log)
    again = House(settings_for(world, tmp_path, now=START + dt.timedelta(hours=1)))
    harvests = again.harvest()
    asked = world.log[seen:]
    assert {one.status for one in asked} == {304}  # robots rules too
    assert all(one.conditional for one in asked)
    assert sum(one.documents_new for one in harvests) == 0
    assert sum(one.documents_unchanged for one in harvests) >= sum(one.path.endswith(BODY) for one in asked) > 10
    assert again.describe().parsed == 0
    outcome = again.publish()
    assert outcome.published
    with open_edition(again.settings.edition_path) as connection:
        assert connection.execute("select summary from edition").fetchone() == ("no changes since edition 1",)
        assert connection.execute("select count(*) from changes").fetchone() == (0,)
    second = dump(again.settings.edition_path)
    for table in ("reviews", "documents", "locations"):
        assert len(first[table]) == len(second[table])
    assert first["evidence"] == second["evidence"]


def test_a_rebuild_from_bytes_and_journal_is_the_same_edition(world: World, tmp_path: Path) -> None:
    house = House(settings_for(world, tmp_path))
    house.run()
    before = dump(house.settings.edition_path)
    content = content_of(house)
    house.settings.edition_path.unlink()
    for folder in (house.settings.described, house.settings.editions):
        assert folder.is_dir()
        shutil.rmtree(folder)
    rebuilt = House(settings_for(world, tmp_path))
    assert rebuilt.publish().published
    assert dump(rebuilt.settings.edition_path) == before
    assert content_of(rebuilt) == content


def content_of(house: House) -> object:
    """Return the hash of the canonical content of the edition."""
    with open_edition(house.settings.edition_path) as connection:
        return connection.execute("select content_sha256 from edition").fetchall()


def test_one_report_that_is_listed_for_two_children_stands_under_two_reviews(world: World, tmp_path: Path) -> None:
    url = "http://wandsworth.test/media/1500/scr-s-and-d.pdf"
    about = dataclasses.replace(FRANKIE, kind="Serious Case Review", title="SCR S & SCR D", details=("June 2016",))
    world.put(url, report(about), "application/pdf")
    lines = "".join(
        f'<h3>SCR {name} - published June 2016</h3><p><a href="{url}">Read Serious Case Review {name}</a></p>'
        for name in "SD"
    )
    page = world.body(WANDSWORTH_PAGE).decode().replace("<h2>Training opportunity</h2>", f"{lines}<h2>Training</h2>")
    world.put(WANDSWORTH_PAGE, page.encode())
    house = House(settings_for(world, tmp_path))
    house.run()
    with open_edition(house.settings.edition_path) as connection:
        found = connection.execute(
            "select review_id, review_type, published_on from reviews join documents using (review_id)"
            " join locations using (review_id, document_id) where locations.url = ? order by all",
            [url],
        ).fetchall()
    day = dt.date(2016, 6, 1)
    assert found == [("wandsworth-2016-d", "SCR", day), ("wandsworth-2016-s", "SCR", day)]


def test_a_site_that_fails_costs_nothing_but_itself(world: World, tmp_path: Path) -> None:
    world.break_("http://walthamforest.test/", "down", whole_host=True)
    house = House(settings_for(world, tmp_path))
    ran = house.run()
    assert ran.outcome is not None
    assert ran.outcome.published
    with open_edition(house.settings.edition_path) as connection:
        states = dict(connection.execute("select source_id, state from sources").fetchall())
        kinds = connection.execute("select kind from issues where source_id = 'walthamforest'").fetchall()
        frankie = connection.execute("select count(*) from reviews where review_id like '%frankie'").fetchone()
    assert states.pop("walthamforest") == "unreachable"
    assert set(states.values()) == {"ok"}
    assert ("source-unreachable",) in kinds
    assert frankie == (1,)


def test_when_nothing_can_be_reached_the_last_edition_stays_byte_for_byte(world: World, tmp_path: Path) -> None:
    house = House(settings_for(world, tmp_path))
    house.run()
    before = house.settings.edition_path.read_bytes()
    for host in world.hosts:
        world.break_(f"http://{host}/", "down", whole_host=True)
    ran = House(settings_for(world, tmp_path, now=START + dt.timedelta(days=7))).run()
    assert ran.reached_nothing
    assert ran.outcome is None
    assert house.settings.edition_path.read_bytes() == before
    assert not world.mailbox.messages
