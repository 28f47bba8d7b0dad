"""Values that stand in tables, and words that lines' ends broke: read as a reader reads them, quoted as printed."""

import pytest

from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic
from tests.test_extract import BODY, values

COVER = "Serious Case Review\nOverview Report"


def with_rows(rows: tuple[tuple[str, ...], ...], text: str) -> Reading:
    """Return a report whose first page has a table."""
    first = PageText(number=1, text=f"{COVER}\n{text}", large=tuple(COVER.split("\n")), rows=rows)
    return Reading(magic=Magic.PDF, pages=(first, PageText(number=2, text=BODY)))


@pytest.mark.parametrize(
    ("rows", "text", "names"),
    [
        (
            (("Independent Author", "Alex Sampleford, consultant"),),
            "Independent Alex Sampleford, consultant\nAuthor",
            ["Alex Sampleford"],
        ),
        (
            (("Lead Reviewers", "Agencies"), ("Alex Sampleford and Robin Sampleton", "Police")),
            "Lead Agencies\nReviewers\nAlex Sampleford and Police\nRobin Sampleton",
            ["Alex Sampleford", "Robin Sampleton"],
        ),
        ((("Panel Chair", "Alex Sampleford"),), "Panel Alex Sampleford\nChair", []),
    ],
)
def test_a_table_tells_who_wrote(rows: tuple[tuple[str, ...], ...], text: str, names: list[str]) -> None:
    assert values(with_rows(rows, text), "reviewers") == names


@pytest.mark.parametrize(
    ("rows", "text", "dates"),
    [
        ((("Date of publication", "3 May 2019"),), "Date of 3 May 2019\npublication", ["2019-05-03"]),
        (
            (("Status", "Published on"), ("Final", "May 2019")),
            "Status Published on\nFinal May 2019 and more of it",
            ["2019-05"],
        ),
        ((("Next review", "3 May 2019"),), "Next 3 May 2019\nreview", []),
    ],
)
def test_a_table_tells_when_it_was_published(rows: tuple[tuple[str, ...], ...], text: str, dates: list[str]) -> None:
    assert [one for one in values(with_rows(rows, text), "published_on") if one in dates] == dates


def test_a_broken_word_still_names_its_theme_and_its_author() -> None:
    text = (
        f"Domestic abuse was known. {BODY} The review was written by Alex Sample-ford in spring.\n"
        "There was domes-tic abuse at home and the neglect was known. The neglect grew."
    )
    first = PageText(number=1, text=COVER, large=tuple(COVER.split("\n")))
    breaks = tuple(at for at in range(len(text)) if text.startswith(("-ford", "-tic"), at))
    of = Reading(magic=Magic.PDF, pages=(first, PageText(number=2, text=text, breaks=breaks)))
    assert values(of, "reviewers") == ["Alex Sampleford"]
    assert "domestic_abuse" in values(of, "themes")
