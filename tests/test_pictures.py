"""Pictures: what their titles say of their figures, what their tables hold, and that drawings stand alone."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.availability import fold_looks, stretches
from catalogue.availability.states import SILENCE, Look
from catalogue.models import Stretch
from catalogue.pictures import (
    AreaCount,
    Picture,
    ThemeYearCount,
    TypeYearCount,
    YearCount,
    areas_by_number,
    by_year_and_type,
    drawn,
    themes_by_year,
    timeline,
    trend,
)
from catalogue.pictures.heat import THEMES, YEARS, shade
from catalogue.vocabulary import Nation, Rule, State, Verdict

START = dt.datetime(2026, 1, 3, 6, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SVG = "{http://www.w3.org/2000/svg}"


def of_types(*counts: tuple[int | None, str, int]) -> Picture:
    """Return the picture of types."""
    return by_year_and_type(TypeYearCount(year=year, label=label, reviews=reviews) for year, label, reviews in counts)


def of_trend(*counts: tuple[int | None, int]) -> Picture:
    """Return the picture of one theme."""
    return trend("neglect", "Neglect", (YearCount(year=year, reviews=reviews) for year, reviews in counts))


def area(code: str, name: str, nation: Nation, reviews: int, *, read: bool = True) -> AreaCount:
    """Return the figure of an area."""
    return AreaCount(area_code=code, name=name, nation=nation, reviews=reviews, read=read)


def every_kind() -> list[Picture]:
    """Return one picture of each kind."""
    return [
        of_types((2020, "SCR", 3), (2021, "LCSPR", 5), (2021, "SCR", 1), (None, "SCR", 2)),
        themes_by_year([ThemeYearCount(year=2021, label="Neglect <&>", reviews=4)]),
        areas_by_number([area("E10000001", "Sampleshire", Nation.ENGLAND, 4)]),
        of_trend((2019, 2), (2021, 4)),
        timeline("one", [Stretch(state=State.AVAILABLE, begins=START, ends=START + 30 * DAY)]),
    ]


def words_of(svg: str) -> list[str]:
    """Return the words that stand in a drawing as text."""
    return ["".join(str(part) for part in text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ([(2020, 80), (2021, 84), (2022, 12)], "Reviews about neglect per year peaked in 2021 with 84"),
        ([(2020, 7), (2021, 3), (2022, 7)], "Reviews about neglect per year were most in 2020 and 2022, with 7 each"),
        (
            [(year, 2) for year in range(2015, 2020)],
            "Reviews about neglect per year were most in 5 different years, with 2 each",
        ),
        ([(2020, 1), (2021, 1)], "Reviews about neglect: never more than one in a year, in 2 years"),
        ([(2020, 1)], "Reviews about neglect: one, of 2020"),
        ([(2020, 12)], "Reviews about neglect: all 12 with a known year are of 2020"),
        ([(2020, 0), (None, 9)], "Reviews about neglect: none with a known year"),
        ([], "Reviews about neglect: none with a known year"),
    ],
)
def test_a_title_states_what_the_figures_show_and_no_more(counts: list[tuple[int | None, int]], title: str) -> None:
    assert of_trend(*counts).title == title


def test_a_year_without_any_review_between_others_is_drawn_and_told() -> None:
    picture = of_trend((2019, 2), (2021, 4))
    assert picture.rows == (("2021", 4), ("2020", 0), ("2019", 2))
    assert "0" in words_of(drawn(picture))


def test_reviews_without_a_known_year_stand_in_the_table_and_the_note_says_so() -> None:
    picture = of_types((2020, "SCR", 3), (None, "SCR", 1), (None, "CPR", 1))
    assert picture.columns == ("Year", "SCR", "CPR", "All")
    assert picture.rows == (("2020", 3, 0, 3), ("No known year", 1, 1, 2))
    assert picture.note.endswith("2 reviews have no known year and stand in the table only.")


def test_types_beyond_the_patterns_share_the_last_one_and_keep_their_columns() -> None:
    picture = of_types(*((2020, f"Type {place}", 20 - place) for place in range(9)))
    legend = words_of(drawn(picture))
    assert "All other types" in legend
    assert "Type 5" in legend
    assert "Type 6" not in legend
    assert picture.columns == ("Year", *(f"Type {place}" for place in range(9)), "All")


def test_the_grid_of_themes_draws_the_commonest_and_latest_and_its_table_has_all() -> None:
    picture = themes_by_year(
        ThemeYearCount(year=year, label=f"Theme {theme:02}", reviews=1 + theme)
        for theme in range(THEMES + 5)
        for year in range(2001, 2001 + YEARS + 3)
    )
    drawing = words_of(drawn(picture))
    assert "Theme 24" in drawing
    assert "Theme 04" not in drawing
    assert "2004" in drawing
    assert "2003" not in drawing
    assert len(picture.rows) == THEMES + 5
    assert len(picture.columns) == YEARS + 3 + 2
    assert picture.title == "Theme 24 is the theme of most reviews from 2004 to 2015: 300"


@given(most=st.integers(1, 500), numbers=st.lists(st.integers(0, 500), max_size=20))
def test_shades_grow_with_numbers_and_the_first_is_for_nothing_only(most: int, numbers: list[int]) -> None:
    shades = [shade(number, most) for number in sorted(number for number in numbers if number <= most)]
    assert shades == sorted(shades)
    assert all((shade(number, most) == 0) == (number == 0) for number in numbers if number <= most)
    assert max(shades, default=0) <= 4


def test_areas_stand_by_kind_and_name_and_a_zero_is_drawn_only_where_a_list_was_read() -> None:
    picture = areas_by_number(
        [
            area("W06000001", "Waleside", Nation.WALES, 0),
            area("E09000001", "Londonside", Nation.ENGLAND, 0, read=False),
            area("E10000002", "Beeshire", Nation.ENGLAND, 12),
            area("E10000001", "Ayshire", Nation.ENGLAND, 1),
        ]
    )
    assert picture.title == "Reviews are known for 2 of 4 areas"
    drawing = words_of(drawn(picture))
    assert [word for word in drawing if word.endswith(("shire", "side"))] == [
        "Ayshire",
        "Beeshire",
        "Londonside",
        "Waleside",
    ]
    assert {"12", "1", "0", "list not read"} <= set(drawing)
    assert "Scotland" not in drawing
    assert picture.rows[-1] == ("Waleside", "Wales", 0, "yes")


def test_the_title_about_areas_names_no_area() -> None:
    one = area("E10000001", "Ayshire", Nation.ENGLAND, 3)
    assert areas_by_number([one]).title == "Reviews are known for 1 area, which is every area"
    assert areas_by_number([one.model_copy(update={"reviews": 0})]).title == "No review is known for any of 1 area"


def told(*states: tuple[State, int]) -> Picture:
    """Return the timeline of stretches of so many days."""
    found, at = [], START
    for state, days in states:
        found.append(Stretch(state=state, begins=at, ends=at + days * DAY))
        at += days * DAY
    return timeline("one", found)


@pytest.mark.parametrize(
    ("picture", "title"),
    [
        (told(), "Not checked yet"),
        (told((State.AVAILABLE, 30)), "Available from 3 January 2026 to 2 February 2026"),
        (told((State.UNKNOWN, 30)), "Nothing is known from 3 January 2026 to 2 February 2026"),
        (
            told((State.AVAILABLE, 20), (State.UNKNOWN, 10)),
            "Found at every check that could be made from 3 January 2026 to 2 February 2026; nothing is known of 10 days of it",
        ),
        (
            told((State.AVAILABLE, 20), (State.UNAVAILABLE, 1), (State.AVAILABLE, 5), (State.UNAVAILABLE, 4)),
            "Not found for 5 days in 2 stretches of the 30 days from 3 January 2026 to 2 February 2026, to the end",
        ),
    ],
)
def test_a_timeline_says_how_long_a_document_was_not_found(picture: Picture, title: str) -> None:
    assert picture.title == title
    assert f'<title id="title">{title}</title>' in drawn(picture)


def test_a_timeline_tells_its_states_by_height_pattern_and_word() -> None:
    drawing = ElementTree.fromstring(
        drawn(told((State.AVAILABLE, 20), (State.UNAVAILABLE, 20), (State.UNKNOWN, 20))).encode()
    )
    bars = [bar for bar in drawing.iter(f"{SVG}rect") if bar.get("stroke-width") == "0.7"]
    assert len({bar.get("height") for bar in bars}) == 3
    assert len({bar.get("fill") for bar in bars}) == 3
    assert {"available", "not found", "not known"} <= {text.text for text in drawing.iter(f"{SVG}text")}


@pytest.mark.parametrize("picture", every_kind(), ids=lambda picture: picture.name)
def test_a_drawing_says_what_it_is_runs_nothing_and_fetches_nothing(picture: Picture) -> None:
    root = ElementTree.fromstring(drawn(picture).encode())
    assert root.get("role") == "img"
    assert [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")] == [picture.title, picture.alternative]
    assert picture.title in picture.alternative
    for element in root.iter():
        assert element.tag != f"{SVG}script"
        for name, value in element.attrib.items():
            assert name != "style"
            assert not str(name).startswith("on")
            assert "://" not in str(value)
            assert not str(name).endswith("href")
    patterns = {f"url(#{pattern.get('id')})" for pattern in root.iter(f"{SVG}pattern")}
    assert {fill for one in root.iter() if "url" in (fill := one.get("fill", ""))} == patterns


@pytest.mark.parametrize("picture", every_kind(), ids=lambda picture: picture.name)
def test_the_same_figures_give_the_same_bytes_and_key(picture: Picture) -> None:
    [again] = [one for one in every_kind() if one.name == picture.name]
    assert again == picture
    assert again.key == picture.key
    assert drawn(again) == drawn(picture)


@pytest.mark.parametrize(
    "picture", [of_types(), of_types((None, "SCR", 2)), themes_by_year([]), areas_by_number([]), of_trend((None, 3))]
)
def test_where_there_is_nothing_to_draw_the_drawing_says_so(picture: Picture) -> None:
    assert words_of(drawn(picture)) == ["There is nothing to draw yet."]


def test_the_key_changes_with_the_figures() -> None:
    assert of_trend((2020, 1), (2021, 2)).key != of_trend((2020, 1), (2021, 3)).key


@pytest.mark.parametrize("picture", every_kind(), ids=lambda picture: picture.name)
def test_a_table_can_be_taken_along(picture: Picture) -> None:
    read = list(csv.reader(io.StringIO(picture.csv())))
    assert tuple(read[0]) == picture.columns
    assert [tuple(row) for row in read[1:]] == [
        tuple("" if cell is None else str(cell) for cell in row) for row in picture.rows
    ]
    assert picture.rows


NOT_IN_XML = "bell \x07 escape \x1b[31m turn \u202e end \uffff line\nbreak <b>&amp; \x00"


@pytest.mark.parametrize(
    "picture",
    [
        of_types((2020, NOT_IN_XML, 3)),
        themes_by_year([ThemeYearCount(year=2020, label=NOT_IN_XML * 40, reviews=1)]),
        areas_by_number([area(NOT_IN_XML, NOT_IN_XML, Nation.WALES, 1)]),
        trend("x", NOT_IN_XML, [YearCount(year=2020, reviews=1)]),
    ],
    ids=lambda picture: picture.name,
)
def test_no_character_ends_the_drawing(picture: Picture) -> None:
    root = ElementTree.fromstring(drawn(picture))
    assert root.findtext(f"{SVG}title") == picture.title
    assert picture.title.isprintable()


LOOKS = st.lists(
    st.tuples(
        st.integers(0, 80 * 24),
        st.sampled_from([Verdict.AVAILABLE, Verdict.UNAVAILABLE, Verdict.UNKNOWN, Verdict.REPLACED]),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda pair: pair[0],
)


def days(of: Sequence[Stretch], state: State) -> float:
    """Return how many days a state has."""
    return sum((one.ends - one.begins for one in of if one.state is state), dt.timedelta()) / DAY


@settings(max_examples=150, deadline=None)
@given(drawn_looks=LOOKS, later=st.integers(0, 30 * 24))
def test_stretches_are_the_days_that_availability_counts(drawn_looks: list[tuple[int, Verdict]], later: int) -> None:
    looks = [Look(START + dt.timedelta(hours=hour), verdict, Rule.SERVER_ERROR) for hour, verdict in drawn_looks]
    now = max(look.at for look in looks) + dt.timedelta(hours=later)
    found = stretches(looks, now)
    counted = fold_looks("l", looks, now).at(now)
    assert days(found, State.AVAILABLE) == pytest.approx(counted.days_verified, abs=0.002)
    assert days(found, State.UNAVAILABLE) == pytest.approx(counted.days_down, abs=0.002)
    assert days(found, State.UNKNOWN) == pytest.approx(counted.days_unverified, abs=0.002)
    assert all(one.ends == other.begins and one.state is not other.state for one, other in pairwise(found))


def test_what_a_check_says_lapses_and_later_checks_are_not_read() -> None:
    looks = [
        Look(START, Verdict.UNAVAILABLE, Rule.NOT_FOUND),
        Look(START + 40 * DAY, Verdict.AVAILABLE, Rule.SAME_BYTES),
    ]
    assert stretches(looks, START + 20 * DAY) == (
        Stretch(state=State.UNAVAILABLE, begins=START, ends=START + SILENCE),
        Stretch(state=State.UNKNOWN, begins=START + SILENCE, ends=START + 20 * DAY),
    )
    assert stretches([], START) == ()
    assert stretches(looks[:1], START) == ()
