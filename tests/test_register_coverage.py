"""The project's own register covers the country, at any day since the partnerships began, and once."""

import csv
import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from catalogue.authority import area, areas, areas_named, exists
from catalogue.cli import app
from catalogue.house.sources import source_rows
from catalogue.models import Publisher
from catalogue.registry import (
    alive,
    areas_of,
    coverage,
    load,
    publishers,
    publishers_at,
    publishers_named,
    unlocated,
)
from catalogue.vocabulary import Nation, Scope, SourceStatus

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
REGISTER = load(ROOT / "sources.yaml", adapters=("listing", "govuk", "nspcc"))
EVERY = publishers(REGISTER.sources)
BEGIN, TODAY = dt.date(2018, 4, 1), dt.datetime.now(dt.UTC).date()
CHILDREN = [one for one in REGISTER.sources if one.scope in {Scope.CHILD, Scope.BOTH}]


def holders(on: dt.date) -> dict[str, set[str]]:
    """Publishers of children's reviews by the code of the area that they cover on a day."""
    found = defaultdict(set)
    for source in CHILDREN:
        for code in areas_of(source, on):
            found[code].add(source.publisher_id)
    return found


def turning_days() -> Iterator[dt.date]:
    """Each day on which an area or a publisher begins or ends, the days around it, and a day in each month."""
    day = dt.timedelta(days=1)
    lives = [(one.valid_from, one.valid_to) for one in areas()]
    lives += [(one.valid_from, one.valid_to) for one in REGISTER.sources]
    for turn in {turn for life in lives for turn in life if turn is not None}:
        yield from (turn - day, turn, turn + day)
    yield from (dt.date(year, month, 15) for year in range(2018, TODAY.year + 1) for month in range(1, 13))
    yield from (BEGIN, TODAY)


def names_of(codes: tuple[str, ...]) -> list[str]:
    return [one.name for code in codes if (one := area(code))]


def called(publisher_id: str) -> Publisher:
    return next(one for one in EVERY if one.publisher_id == publisher_id)


def ids(text: str, on: dt.date | None = None) -> list[str]:
    return [one.publisher_id for one in publishers_named(text, EVERY, on)]


def test_every_english_area_has_exactly_one_publisher_at_any_day_since_april_2018() -> None:
    days = sorted({day for day in turning_days() if BEGIN <= day <= TODAY})
    assert len(days) > 100
    wrong = []
    for day in days:
        found = holders(day)
        here = [one for one in areas() if one.nation is Nation.ENGLAND and exists(one, day)]
        assert 150 <= len(here) <= 153
        wrong += [(day, one.name, found[one.area_code]) for one in here if len(found[one.area_code]) != 1]
    assert wrong == []


@pytest.mark.parametrize(
    ("nation", "bodies", "count"), [(Nation.WALES, 6, 22), (Nation.SCOTLAND, 30, 32), (Nation.NORTHERN_IRELAND, 1, 11)]
)
def test_every_area_of_the_other_nations_has_exactly_one_publisher_today(
    nation: Nation, bodies: int, count: int
) -> None:
    found = holders(TODAY)
    here = [one.area_code for one in areas() if one.nation is nation and exists(one, TODAY)]
    assert len(here) == count
    assert {code: len(found[code]) for code in here} == dict.fromkeys(here, 1)
    assert len({publisher_id for code in here for publisher_id in found[code]}) == bodies


def test_a_publisher_that_goes_on_covers_areas_that_exist_and_one_that_ended_covers_none() -> None:
    for source in REGISTER.sources:
        assert all(area(code) for code in source.areas), source.id
        now = areas_of(source, TODAY)
        assert bool(now) is (bool(source.areas) and alive(source, TODAY)), source.id
        assert all((one := area(code)) and exists(one, TODAY) for code in now)


def test_cumbria_in_2022_2024_and_2026_differs() -> None:
    cumbria = called("cumbria")
    assert names_of(areas_of(cumbria, dt.date(2022, 6, 1))) == ["Cumbria"]
    assert names_of(areas_of(cumbria, dt.date(2024, 6, 1))) == ["Cumberland", "Westmorland and Furness"]
    assert areas_of(cumbria, dt.date(2026, 6, 1)) == ()
    assert [one.publisher_id for one in publishers_at(cumbria, EVERY, dt.date(2026, 6, 1))] == [
        "cumberland",
        "westmorland-and-furness",
    ]
    assert holders(dt.date(2024, 6, 1))["E06000063"] == {"cumbria"}
    assert holders(dt.date(2026, 6, 1))["E06000063"] == {"cumberland"}


def test_joint_bodies_came_and_went_on_their_own_days() -> None:
    fulham, derby, blackpool = "E09000013", "E06000015", "E06000009"
    assert holders(dt.date(2021, 3, 31))[fulham] == {"tri-borough"}
    assert holders(dt.date(2021, 4, 1))[fulham] == {"hammersmith-and-fulham"}
    assert holders(dt.date(2019, 9, 29))[derby] == {"derby-board"}
    assert holders(dt.date(2019, 9, 30))[derby] == {"derby-and-derbyshire"}
    assert [next(iter(holders(dt.date(year, 10, 1))[blackpool])) for year in (2018, 2020, 2024)] == [
        "blackpool-board",
        "pan-lancashire",
        "blackpool",
    ]


def test_a_body_that_lists_what_its_area_was_has_nothing_beside_it() -> None:
    coast = called("bournemouth-christchurch-and-poole")
    assert names_of(areas_of(coast, dt.date(2018, 6, 1))) == ["Bournemouth", "Poole"]
    assert names_of(areas_of(coast, dt.date(2020, 6, 1))) == ["Bournemouth, Christchurch and Poole"]


def test_who_followed_is_found_forwards_and_backwards_and_nobody_where_nobody_is_known() -> None:
    def at(publisher_id: str, on: dt.date) -> set[str]:
        return {one.publisher_id for one in publishers_at(called(publisher_id), EVERY, on)}

    assert at("blackpool-board", dt.date(2026, 1, 1)) == {"blackburn-with-darwen", "blackpool", "lancashire"}
    assert at("lancashire", dt.date(2018, 6, 1)) == {
        "blackburn-with-darwen-board",
        "blackpool-board",
        "lancashire-board",
    }
    assert at("westmorland-and-furness", dt.date(2020, 1, 1)) == {"cumbria"}
    assert at("wandsworth", dt.date(2010, 1, 1)) == {"wandsworth"}


def test_no_two_active_rows_share_an_address() -> None:
    def plain(url: str) -> str:
        return re.sub(r"^https?://(www\.)?|/print$|/+$", "", url.lower())

    count = Counter(plain(url) for one in REGISTER.sources if one.status is SourceStatus.ACTIVE for url in one.urls)
    assert len(count) > 100
    assert [url for url, times in count.items() if times > 1] == []


def test_no_full_name_is_shared_by_two_publishers_of_one_day() -> None:
    holding = defaultdict(list)
    for one in EVERY:
        for name in {one.publisher, *one.aliases}:
            if not name.isupper():
                holding[name.lower().replace("’", "'")].append(one)
    for name, bodies in holding.items():
        for day in {day for one in bodies for day in (one.valid_from, one.valid_to, TODAY) if day}:
            assert sum(alive(one, day) for one in bodies) <= 1, name


def test_each_publisher_is_found_by_its_own_names() -> None:
    for one in EVERY:
        for name in (one.publisher, *one.aliases):
            if not name.isupper():
                assert one.publisher_id in ids(f"A review by the {name}, in two parts."), name


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Wandsworth Safeguarding Children Board", None, ["wandsworth"]),
        ("WANDSWORTH SAFEGUARDING CHILDREN PARTNERSHIP", None, ["wandsworth"]),
        ("Hartlepool & Stockton-on-Tees Safeguarding Children Partnership", None, ["hartlepool-and-stockton-on-tees"]),
        ("Sandwell Children's Safeguarding Partnership and Dudley Safeguarding People Partnership", None, ["sandwell", "dudley"]),
        ("Cumbria Safeguarding Children Partnership", dt.date(2020, 1, 1), ["cumbria"]),
        ("Cumbria Safeguarding Children Partnership", dt.date(2026, 1, 1), ["cumberland", "westmorland-and-furness"]),
        ("Derby and Derbyshire Safeguarding Children Partnership", dt.date(2018, 6, 1), ["derby-board", "derbyshire-board"]),
        ("Plymouth and Torbay Safeguarding Children Partnership", None, []),
        ("Pan-Dorset Safeguarding Children Partnership", None, []),
        ("Stoke-on-Trent and Staffordshire Safeguarding Children Board", None, []),
        ("Greater Manchester Safeguarding Partnership", None, []),
        ("2020 - Merton Safeguarding Children Partnership", None, ["merton"]),
        ("Kent Police and Medway Safeguarding Children Partnership", None, ["medway"]),
        ("WSCP", None, []),
        ("BSCB", None, []),
        ("BSCB", dt.date(2018, 6, 1), []),
        ("SBNI and CYSUR", None, []),
        ("The review was commissioned by WSCB; the WSCP published it.", None, []),
        ("WSCP, a review of a child in Wirral", None, ["wirral"]),
        ("WSCP: Wigan and Wakefield", None, []),
        ("BSCB, Blackpool", dt.date(2018, 6, 1), ["blackpool-board"]),
        ("wscp wirral", None, []),
        ("NSPCC on behalf of unnamed LSCB - Child C", None, []),
        ("a safeguarding children partnership in the north", None, []),
        ("safer central places and safer cornwall", None, []),
        ("", None, []),
    ],
)  # fmt: skip
def test_names_of_publishers_in_text(text: str, on: dt.date | None, expected: list[str]) -> None:
    assert ids(text, on) == expected


def test_the_coverage_table_adds_up() -> None:
    lines = {(one.nation, one.scope): one for one in coverage(REGISTER.sources, TODAY)}
    for one in lines.values():
        assert one.publishers == one.read + one.unlocated + one.paused
    england = lines[Nation.ENGLAND, "children"]
    assert (england.areas, england.areas_covered) == (153, 153)
    assert 130 <= england.publishers <= 145
    assert england.read >= 60
    assert [lines[nation, "children"].areas_covered for nation in Nation] == [153, 22, 32, 11]
    missing = {one.publisher_id for one in unlocated(REGISTER.sources, TODAY) if one.scope in {Scope.CHILD, Scope.BOTH}}
    assert len(missing) == sum(one.unlocated for one in lines.values() if one.scope == "children")


def test_every_row_that_is_not_read_says_what_is_known_and_every_active_one_what_is_expected() -> None:
    for one in REGISTER.sources:
        if one.status is SourceStatus.ACTIVE:
            assert one.expect
            assert one.urls
            assert one.notes
        else:
            assert one.because
    assert {one.scope for one in REGISTER.sources} == set(Scope)


def test_the_published_table_says_who_followed_whom_and_what_is_expected() -> None:
    rows = {one.source_id: one for one in source_rows(REGISTER.sources, ())}
    cumbria, wandsworth = rows["cumbria"], rows["wandsworth-briefings"]
    assert (cumbria.valid_to, cumbria.succeeded_by) == (dt.date(2025, 3, 31), ("cumberland", "westmorland-and-furness"))
    assert (cumbria.status, cumbria.expected_least) == (SourceStatus.RETIRED, None)
    assert (wandsworth.status, wandsworth.expected_least, wandsworth.expected_most) == (SourceStatus.ACTIVE, 1, None)
    assert "Wandsworth Safeguarding Children Board" in wandsworth.aliases  # said in its publisher's first row


def test_the_command_prints_the_figures_and_names_the_unlocated() -> None:
    table = CliRunner().invoke(app, ["coverage", "--list", "--sources", str(ROOT / "sources.yaml")])
    assert table.exit_code == 0
    assert "England" in table.stdout
    assert "cumberland" in table.stdout
    answer = CliRunner().invoke(app, ["coverage", "--json", "--sources", str(ROOT / "sources.yaml")])
    found = json.loads(answer.stdout)
    assert found["coverage"][0]["areas_covered"] == 153
    assert any(one["id"] == "cumberland" and one["because"] for one in found["unlocated"])


def test_the_command_tells_a_register_with_a_mistake_and_one_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "sources.yaml"
    broken.write_text((ROOT / "sources.yaml").read_text() + "  - id: broken\n    colour: green\n")
    answer = CliRunner().invoke(app, ["coverage", "--sources", str(broken)])
    assert answer.exit_code == 1
    assert "colour" in answer.stderr
    assert "England" in answer.stdout
    broken.write_text("sources: [")
    assert CliRunner().invoke(app, ["coverage", "--sources", str(broken)]).exit_code == 2


@pytest.mark.skipif(
    not (SHARED / "register.csv").is_file(), reason="the list of addresses is not beside the repository"
)
def test_every_known_address_is_in_the_register() -> None:
    with (SHARED / "register.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    written = {url: one for one in REGISTER.sources for url in one.urls}
    assert [row["url"] for row in rows if row["url"] not in written] == []
    former = re.compile(r"old (?:host|board|site|page)|superseded|closed")
    for row in rows:
        retired = written[row["url"]].status is SourceStatus.RETIRED
        assert retired is bool(former.search(row["note"])), row["url"]
        named = {found.area_code for name in row["areas"].split(";") for found in areas_named(name.strip())}
        assert named <= set(written[row["url"]].areas), row["url"]


@pytest.mark.skipif(not (SHARED / "areas").is_dir(), reason="the reference geography is not beside the repository")
def test_areas_begin_and_end_when_the_reference_geography_says() -> None:
    with (SHARED / "areas" / "uk_la_future.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["powers"] in {"unitary", "upper tier"}]
    code_of = {row["local-authority-code"]: row["gss-code"] for row in rows}
    ended = [row for row in rows if row["current-authority"] != "True"]
    assert len(ended) == sum(one.valid_to is not None for one in areas()) == 8
    for row in ended:
        one = area(row["gss-code"])
        assert one is not None
        assert one.valid_to is not None
        end = dt.date.fromisoformat(row["end-date"])
        assert one.valid_to in {end, end - dt.timedelta(days=1)}
        assert {code_of[code] for code in row["replaced-by"].split(",")} <= set(one.succeeded_by)
    for row in rows:
        one = area(row["gss-code"])
        assert one is not None
        if row["start-date"] >= "2009":
            assert one.valid_from == dt.date.fromisoformat(row["start-date"])
