"""Titles: the lines that make them up, the colon before a second part, and the second part itself."""

import pytest

from tests.test_extract import BODY, reading, values


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        (["Anytown Safeguarding People Partnership", "Serious Case Review", "Child QZ"], "Serious Case Review Child QZ"),
        (["Safeguarding Board for Northern Ireland", "Case Management Review", "Ida"], "Case Management Review Ida"),
        (["Anytown Child Protection Committee", "Learning Review", "Child QZ"], "Learning Review Child QZ"),
        (["Serious Case Review", "Child QZ", "Report for Anytown Child Protection Committee"], "Serious Case Review Child QZ"),
        (["Serious Case Review", "Child QZ", "INDEPENDENT REVIEWERS"], "Serious Case Review Child QZ"),
        (["7 Minute Briefing", "Learning from a Serious Case Review"], "7 Minute Briefing: Learning from a Serious Case Review"),
        (["Seen too late", "A national review of injuries in cots"], "Seen too late: A national review of injuries in cots"),
        (["Child QZ", "A Serious Case Review"], "Child QZ: A Serious Case Review"),
        (["Thematic Review", "Harm from older cousins"], "Thematic Review: Harm from older cousins"),
        (["Local Child Safeguarding Practice", "Review", "Child QZ"], "Local Child Safeguarding Practice Review Child QZ"),
        (
            ["Serious Case Review", "Child QZ", "Born 1st May 2009", "Died 3rd June 2011", "Overview Report"],
            "Serious Case Review Child QZ Overview Report",
        ),
        (
            ["Domestic Homicide Review", "Overview Report into the death of Odile", "in March 2017"],
            "Domestic Homicide Review Overview Report into the death of Odile in March 2017",
        ),
        (
            ["Review of the work of Local Safeguarding", "Children Boards"],
            "Review of the work of Local Safeguarding Children Boards",
        ),
        (
            ["Anytown Safeguarding Children Partnership", "Annual Report", "2021 - 2022"],
            "Anytown Safeguarding Children Partnership Annual Report 2021 - 2022",
        ),
    ],
)  # fmt: skip
def test_a_title_is_its_own_lines_and_no_others(cover: list[str], title: str) -> None:
    assert values(reading(cover, BODY), "title") == [title]


@pytest.mark.parametrize(
    ("cover", "subtitle"),
    [
        (["Child QZ", "A Serious Case Review"], ["A Serious Case Review"]),
        (["Seen too late:", "What we can learn"], ["What we can learn"]),
        (["Serious Case Review:", "Child QZ"], []),
        (["Serious Case Review: Child QZ", "June 2016"], []),
        (["Serious Case Review Child QZ"], []),
        (["Serious Case Review: overview report: Child QZ"], []),
        (["Serious Case Review: in respect of Family QZ"], []),
        (["Serious Case Review Child QZ: born 3 May 2011"], []),
        (["Child Practice Review Report Re: QZX 3/2019"], []),
        (["Child QZ Serious Case Review: Action Plan"], ["Action Plan"]),
    ],
)
def test_a_second_part_is_the_subtitle_unless_it_only_names_the_child(cover: list[str], subtitle: list[str]) -> None:
    assert values(reading(cover, BODY), "subtitle") == subtitle


def test_capitals_are_read_as_names_are_printed() -> None:
    cover = ["ANYTOWN SAFEGUARDING CHILDREN BOARD", "SERIOUS CASE REVIEW", "BABY TERRY", "Executive Summary"]
    told = reading([*cover, "ALEX SAMPLEFORD", "19.10.17"], BODY, large=5)
    assert values(told, "title") == ["SERIOUS CASE REVIEW BABY TERRY Executive Summary"]
    assert values(told, "pseudonyms") == ["Baby Terry"]


@pytest.mark.parametrize(
    ("cover", "large", "title"),
    [
        (
            ["Learning from a Child Safeguarding Practice Review", "Child QZ", BODY],
            1,
            "Learning from a Child Safeguarding Practice Review Child QZ",
        ),
        (
            ["Children & Young People", "Learning from Serious Case Reviews", BODY],
            1,
            "Children & Young People: Learning from Serious Case Reviews",
        ),
        (["Serious Case Review", "Wandsworth", BODY], 1, "Serious Case Review"),
    ],
)
def test_a_small_line_under_a_title_may_belong_to_it(cover: list[str], large: int, title: str) -> None:
    assert values(reading(cover, BODY, large=large), "title") == [title]


def test_a_heading_below_prose_is_none_of_the_title() -> None:
    of = reading(["Partnership response to the review of Child QZ", BODY, "Recommendation 1", BODY])
    first = of.pages[0].model_copy(
        update={"large": ("Partnership response to the review of Child QZ", "Recommendation 1")}
    )
    whole = of.model_copy(update={"pages": (first,)})
    assert values(whole, "title") == ["Partnership response to the review of Child QZ"]


def test_the_case_of_a_year_is_no_date_of_a_title() -> None:
    of = reading(["Concise Child Practice Review", "GSB 2/2020", "Reviewers: Alex Sampleford"], BODY)
    assert values(of, "title") == ["Concise Child Practice Review GSB 2/2020"]
