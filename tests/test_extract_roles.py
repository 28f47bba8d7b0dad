"""What a document is to its review: from its own words, or from the shape it has."""

import pytest

from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic, Role
from tests.test_extract import BODY, reading, values

LONG = " ".join([BODY] * 15)


def slides(*pages: str) -> Reading:
    """Return slides: a title, and pages of points."""
    texts = [PageText(number=number, text=text) for number, text in enumerate(pages, start=1)]
    return Reading(magic=Magic.PDF, pages=(texts[0].model_copy(update={"large": (pages[0],)}), *texts[1:]))


POINTS = "• Handover depended on one person\n• Plans told what was done\n• Nobody asked the child"


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (
            slides("Looking back at abuse in care", f"Key learning\n{POINTS}", f"Next steps\n{POINTS}"),
            Role.LEARNING_BRIEFING,
        ),
        (
            slides("Children and young people", f"Learning from Serious Case Reviews\n{POINTS}", POINTS),
            Role.LEARNING_BRIEFING,
        ),
        (slides("Serious Case Review Child Q", f"These slides are for teams.\n{POINTS}", POINTS), Role.PRESENTATION),
        (slides("Child Q", f"Presented by Alex Sampleford\n{POINTS}", POINTS), Role.PRESENTATION),
        (slides("Safeguarding in Wandsworth", f"Who we are\n{POINTS}", POINTS), None),
        (reading(["Independent Review of the Sampleford Brothers' Case", "May 2010"], LONG), Role.FULL_REPORT),
        (
            reading(
                ["Child Heron", "Alex Sampleford, Independent Reviewer"],
                f"The partners decided to hold a local child safeguarding practice review. {LONG}",
            ),
            Role.FULL_REPORT,
        ),
        (reading(["Child Heron"], f"This briefing summarises a serious case review. {LONG}"), Role.LEARNING_BRIEFING),
        (reading(["Guidance for reviewers", "Independent Author: Alex Sampleford"], LONG), None),
        (reading(["Terms of reference: review of services"], LONG), None),
        (reading(["Case study", "Author: Alex Sampleford"], LONG), None),
    ],
)
def test_a_role_is_told_by_the_documents_own_words_or_shape(of: Reading, expected: Role | None) -> None:
    assert values(of, "role") == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Child Heron\nThis page is the full report; there is no other document.", [Role.FULL_REPORT]),
        ("Safer sleep\nA briefing for staff on a national review.", [Role.LEARNING_BRIEFING]),
        ("Child Heron\nThe board has published a report. Its briefing is for staff.", []),
    ],
)
def test_a_web_page_says_what_it_is(text: str, expected: list[str]) -> None:
    page = PageText(number=1, text=text, large=(text.split("\n", maxsplit=1)[0],))
    assert values(Reading(magic=Magic.HTML, pages=(page,)), "role") == expected
