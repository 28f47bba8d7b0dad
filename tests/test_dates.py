"""Dates in text: every printed shape, and what is not a date."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.dates import find_dates, from_iso, iso
from catalogue.vocabulary import Precision


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SPR published 17th March 2022", ["2022-03-17"]),
        ("Case note (16/01/2020)", ["2020-01-16"]),
        ("June 14, 2017", ["2017-06-14"]),
        ("Publication Date: 1 st of May 2019.", ["2019-05-01"]),
        ("published January 2021", ["2021-01"]),
        ("Jan 2021", ["2021-01"]),
        ("Sept. 2021", ["2021-09"]),
        ("2019 Keeping babies safe (PDF, 2020 KB), 2021", ["2019", "2021"]),
        ("Published 17.12.24", ["2024-12-17"]),
        ("FINAL 02.02.2017", ["2017-02-02"]),
        ("Thematic Review 2019", ["2019"]),
        ("2021-03-04T10:20:00Z and 2020-02", ["2021-03-04", "2020-02"]),
        ("between 1 April 2014 and 31 March 2017", ["2014-04-01", "2017-03-31"]),
        ("Overview_Report_Aug_2021.pdf", ["2021-08"]),
        ("Final report, March 2018.", ["2018-03"]),
        ("Thematic review 2019-2020, published May 2021", ["2021-05"]),
        ("5 May 1951", ["1951-05-05"]),
    ],
)
def test_printed_shapes(text: str, expected: list[str]) -> None:
    assert [one.iso for one in find_dates(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2020",
        "30/02/2020",
        "29.02.2021",
        "£2019",
        "1066 and 2150",
        "may 2 people",
        "section 47",
        "version 1.2.3",
        "SCR2019A",
        "12:30",
        "The review period 2014-2017",
        "reviews 2005 – 07",
        "Child A: full report (PDF, 1960 KB)",
        "2019kb",
        "a file of 2021 bytes",
        "Review.pdf – 2018\u00a0Mb",
    ],
)
def test_what_is_not_a_date(text: str) -> None:
    assert find_dates(text) == ()


def test_letters_that_only_look_like_those_of_a_month_are_read() -> None:
    """The patterns take them for s and i; a page that writes so is hostile or badly scanned, and must not stop us."""
    assert [one.iso for one in find_dates("3 Sept 2020, 3 \u017fept 2020, 4 Apr\u0130l 2020, Apr\u0131l 2021")] == [
        "2020-09-03",
        "2020-09-03",
        "2020-04-04",
        "2021-04",
    ]


def test_offsets_and_words() -> None:
    text = "Report of 3rd June 2019, final"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == found.text == "3rd June 2019"
    assert (found.value, found.precision) == (dt.date(2019, 6, 3), Precision.DAY)


def test_iso_says_no_more_than_is_known() -> None:
    assert iso(dt.date(2021, 1, 1), Precision.YEAR) == "2021"
    assert from_iso("2021-02") == (dt.date(2021, 2, 1), Precision.MONTH)
    assert from_iso("2021") == (dt.date(2021, 1, 1), Precision.YEAR)
    for wrong in ("21", "2021-1", "2021-02-30", "yesterday"):
        with pytest.raises(ValueError, match=r"date|day|month"):
            from_iso(wrong)


@given(st.dates(dt.date(1945, 1, 1), dt.date(2069, 12, 31)))
def test_every_day_is_read_back_from_every_shape(day: dt.date) -> None:
    shapes = (f"{day:%d %B %Y}", f"{day:%d/%m/%Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat())
    for shape in shapes:
        (found,) = find_dates(f"Published {shape} by the board")
        assert (found.value, found.precision) == (day, Precision.DAY)


@given(st.text(max_size=200))
def test_any_text_gives_ordered_dates_inside_it(text: str) -> None:
    found = find_dates(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
