"""Areas are named as the country names them, and found where text names them."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from catalogue.authority import area, area_called, areas, areas_named, at, exists, on_day, themes
from catalogue.vocabulary import Nation

SHARED = Path(__file__).parents[2] / "shared" / "areas"


def names(text: str) -> list[str]:
    return [found.name for found in areas_named(text)]


def test_every_area_of_today_is_there() -> None:
    today = [found for found in areas() if found.valid_to is None]
    count = {nation: sum(found.nation is nation for found in today) for nation in Nation}
    assert count == {Nation.ENGLAND: 153, Nation.WALES: 22, Nation.SCOTLAND: 32, Nation.NORTHERN_IRELAND: 11}
    assert len({found.area_code for found in areas()}) == len(areas())


def test_no_two_areas_share_a_name() -> None:
    every = [name.lower() for found in areas() for name in (found.name, *found.aliases)]
    assert sorted(every) == sorted(set(every))


def test_areas_of_the_past_lead_to_areas_of_today() -> None:
    past = {found.name: found for found in areas() if found.valid_to}
    assert past["Cumbria"].valid_to == dt.date(2023, 3, 31)
    successors = [area(code) for code in past["Cumbria"].succeeded_by]
    assert [found.name for found in successors if found] == ["Cumberland", "Westmorland and Furness"]
    for found in past.values():
        followed = [area(code) for code in found.succeeded_by]
        assert followed
        assert all(one and one.valid_from and found.valid_to for one in followed)
        assert all((one.valid_from - found.valid_to).days == 1 for one in followed if one and one.valid_from)  # type: ignore[operator]


def test_a_code_finds_its_area_and_a_former_code_the_same() -> None:
    wandsworth, sheffield = area("E09000032"), area("E08000019")
    assert wandsworth is not None
    assert wandsworth.name == "Wandsworth"
    assert sheffield is not None
    assert (sheffield.name, sheffield.area_code) == ("Sheffield", "E08000039")
    assert area("E08000016") == area("E08000038")
    assert area("E99999999") is None


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Cumbria", "2022-01-01", ["Cumbria"]),
        ("Cumbria", "2024-01-01", ["Cumberland", "Westmorland and Furness"]),
        ("Cumberland", "2022-01-01", ["Cumbria"]),
        ("Northamptonshire", "2021-03-31", ["Northamptonshire"]),
        ("Northamptonshire", "2021-04-01", ["North Northamptonshire", "West Northamptonshire"]),
        ("Buckinghamshire", "2020-03-31", ["Buckinghamshire (to March 2020)"]),
        ("Buckinghamshire", "2020-04-01", ["Buckinghamshire"]),
        ("Somerset and North Yorkshire", "2023-03-31", ["Somerset (to March 2023)", "North Yorkshire (to March 2023)"]),
        ("Somerset and North Yorkshire", "2023-04-01", ["Somerset", "North Yorkshire"]),
        ("Dorset", "2018-06-01", ["Dorset (to March 2019)"]),
        ("Bournemouth and Poole", "2018-06-01", ["Bournemouth", "Poole"]),
        ("Bournemouth and Poole", "2024-06-01", ["Bournemouth, Christchurch and Poole"]),
        ("Wandsworth", "2018-06-01", ["Wandsworth"]),
        ("Belfast", "2014-06-01", []),
    ],
)
def test_a_name_means_what_it_meant_on_a_day(text: str, day: str, expected: list[str]) -> None:
    assert [found.name for found in areas_named(text, dt.date.fromisoformat(day))] == expected


def test_a_list_of_codes_on_a_day_says_nothing_twice() -> None:
    coast = ("E06000028", "E06000029", "E06000058")
    assert [one.name for one in on_day(coast, dt.date(2018, 6, 1))] == ["Bournemouth", "Poole"]
    assert [one.name for one in on_day(coast, dt.date(2020, 6, 1))] == ["Bournemouth, Christchurch and Poole"]
    assert [one.area_code for one in on_day(["E08000016", "E99999999"], dt.date(2020, 6, 1))] == ["E08000038"]


def test_every_area_is_something_on_every_day_since_2015() -> None:
    for one in areas():
        for year in range(2015, 2027):
            found = at(one, dt.date(year, 6, 1))
            assert found, (one.name, year)
            assert all(exists(other, dt.date(year, 6, 1)) for other in found)


def test_an_area_is_called_by_its_name_its_aliases_or_a_code_alone() -> None:
    for name in ("Bristol", "bristol, city of", "E06000023"):
        found = area_called(name)
        assert found
        assert found.area_code == "E06000023"
    assert area_called("Bristol and Bath") is None


def test_every_area_is_found_by_its_own_name_in_any_of_its_spellings() -> None:
    for found in areas():
        for name in (found.name, *found.aliases):
            for text in (f"A review in {name} was published.", name, f"{name.upper()} SAFEGUARDING"):
                assert areas_named(text) == (found,), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Child C - Waltham Forest", ["Waltham Forest"]),
        ("City of York", ["York"]),
        ("Royal Borough of Kingston upon Thames", ["Kingston upon Thames"]),
        ("Kingston-upon-Hull Safeguarding Children Partnership", ["Kingston upon Hull"]),
        ("Hull and East Riding", ["Kingston upon Hull", "East Riding of Yorkshire"]),
        ("Kingston and Richmond", ["Kingston upon Thames", "Richmond upon Thames"]),
        ("Herefordshire, County of", ["Herefordshire"]),
        ("Bristol, City of", ["Bristol"]),
        ("Derby and Derbyshire", ["Derby", "Derbyshire"]),
        ("North East Lincolnshire and Lincolnshire", ["North East Lincolnshire", "Lincolnshire"]),
        ("Bournemouth and Poole", ["Bournemouth", "Poole"]),
        ("Bournemouth, Christchurch and Poole", ["Bournemouth, Christchurch and Poole"]),
        ("Hammersmith & Fulham", ["Hammersmith and Fulham"]),
        ("Stoke on Trent", ["Stoke-on-Trent"]),
        ("2020 – Sutton – Child X", ["Sutton"]),
        ("Waltham\nForest", ["Waltham Forest"]),
        ("WANDSWORTH SAFEGUARDING CHILDREN PARTNERSHIP", ["Wandsworth"]),
        ("Wandsworth; Merton; Wandsworth", ["Wandsworth", "Merton"]),
        ("Cyngor Ynys Môn", ["Isle of Anglesey"]),
        ("Berkshire West: Reading, West Berkshire and Wokingham", ["Reading", "West Berkshire", "Wokingham"]),
        ("Reading and Wokingham", ["Reading", "Wokingham"]),
        ("a child living in Reading", ["Reading"]),
        ("Bury Safeguarding Partnership", ["Bury"]),
        ("London Borough of Sutton", ["Sutton"]),
        ("Dorset, Devon and Kent", ["Dorset", "Devon", "Kent"]),
    ],
)
def test_names_in_text_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Reading the report",
        "Reading and listening help.",
        "Further Reading",
        "Reading list",
        "Bury the lead",
        "they reading, bury, bath and slough",
        "Bath the baby",
        "Independent Reviewer: Alex Sutton",
        "Sam Bolton, chair",
        "ROBIN BRADFORD",
        "New York",
        "Newcastle-under-Lyme",
        "Greater Manchester Police",
        "Bury St Edmunds",
        "Yorkminster and Kentish",
        "LBWF, WSCP, BSCB and RBKC",
        "sandwell and wigan in small letters",
        "desk@Kent.example",
        "",
    ],
)
def test_what_is_no_area_is_not_found(text: str) -> None:
    assert names(text) == []


def test_a_long_text_is_searched_quickly() -> None:
    text = "In Sutton the practitioners met the family in Kent and Northern towns. " * 5_000
    assert names(text) == ["Sutton", "Kent"]


def test_themes_are_distinct_and_described() -> None:
    every = themes()
    assert len({theme.theme_id for theme in every}) == len(every) > 30
    assert all(theme.label and theme.definition for theme in every)


def test_every_theme_has_a_group_and_the_panels_six_themes_are_all_matched() -> None:
    every = themes()
    assert all(theme.broader for theme in every)
    assert len({theme.broader for theme in every}) == 7
    assert len({name for theme in every for name in theme.panel_themes}) == 6
    keywords = [name.casefold() for theme in every for name in theme.nspcc_keywords]
    assert len(set(keywords)) == len(keywords), "a keyword means one theme"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference geography is not beside the repository")
def test_the_file_agrees_with_the_reference_geography() -> None:
    corrected = {"E08000016": "E08000038", "E08000019": "E08000039"}
    with (SHARED / "uk_childrens_services_las.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {corrected.get(row["gss-code"], row["gss-code"]) for row in rows} == {
        found.area_code for found in areas() if found.valid_to is None
    }
    for row in rows:
        found = area(row["gss-code"])
        assert found is not None
        assert found.nation == row["nation"]
        assert areas_named(row["official-name"].replace("  ", " ")) == (found,) or found.area_code == "S12000013"
        assert areas_named(row["nice-name"]) == (found,)


def test_every_english_area_has_a_region_and_no_other_has_one() -> None:
    assert {one.region is not None for one in areas() if one.nation is Nation.ENGLAND} == {True}
    assert {one.region for one in areas() if one.nation is not Nation.ENGLAND} == {None}
    assert len({one.region for one in areas() if one.region}) == 9


@pytest.mark.skipif(not SHARED.exists(), reason="the reference files of areas are not here")
def test_regions_are_those_of_the_ons() -> None:
    with (SHARED / "d2i_provider_lookup.csv").open(encoding="utf-8-sig") as file:
        regions = {row["la_code_new"]: row["rgn22nm"] for row in csv.DictReader(file)}
    compared = {one.area_code: one.region for one in areas() if regions.get(one.area_code)}
    assert len(compared) > 140
    # The ONS writes "The Humber"; that file does not always.
    assert {code: str(name).casefold() for code, name in compared.items()} == {
        code: regions[code].casefold() for code in compared
    }
