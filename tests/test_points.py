"""Recommendations, findings and learning points, and the parts of a briefing: each where it begins."""

from hypothesis import given
from hypothesis import strategies as st

from catalogue.extract import everything
from catalogue.models import PageText, Part, Point, Reading
from catalogue.vocabulary import BriefingPart, Magic, Nation, PointKind

OPENING = "Serious Case Review\nChild B\nOverview Report\nSampleborough Safeguarding Children Board"
FILLING = "The family had moved twice in that year and was known to several services under two spellings. " * 12


def read(*pages: str, large: tuple[str, ...] = ()) -> tuple[tuple[Point, ...], tuple[Part, ...]]:
    """Return the points and parts of a document of these pages."""
    texts = tuple(
        PageText(number=number, text=text, large=tuple(line for line in large if line in text.split("\n")))
        for number, text in enumerate(pages, start=1)
    )
    _, points, parts = everything(Reading(magic=Magic.PDF, pages=texts), Nation.ENGLAND)
    return points, parts


def numbers(points: tuple[Point, ...], kind: PointKind = PointKind.RECOMMENDATION) -> list[str | None]:
    """Return the printed numbers of the points of a kind."""
    return [one.number for one in points if one.kind is kind]


def test_labelled_recommendations_carry_number_page_words_and_body() -> None:
    points, _ = read(
        OPENING,
        FILLING,
        "9. Recommendations\nRecommendation 1: The Partnership should agree with Sampleborough NHS Trust how\nhandover is "
        "written down.\nRecommendation 2\nSampleborough Council must review its duty rota.\n"
        + FILLING
        + "\nRecommendation 3 - Practitioners are asked to write down what the child says.",
    )
    assert numbers(points) == ["1", "2", "3"]
    assert [one.ordinal for one in points] == [1, 2, 3]
    assert {one.page for one in points} == {3}
    assert points[0].addressee == "Partnership"
    assert points[0].snippet == (
        "The Partnership should agree with Sampleborough NHS Trust how handover is written down."
    )
    assert points[1].addressee == "Sampleborough Council"
    assert points[2].addressee is None


def test_numbered_paragraphs_below_the_heading_count_only_where_they_ask_for_something() -> None:
    points, _ = read(
        OPENING,
        FILLING,
        "7 Recommendations\n7.1 The review makes two recommendations, which follow from what was found.\n"
        "7.2 The Integrated Care Board should audit discharge letters.\n7.3 Ensure that every school knows its nurse.\n"
        "8 Conclusion\n8.1 Practitioners should be thanked for what they gave.",
    )
    assert numbers(points) == ["7.2", "7.3"]
    assert points[0].addressee == "Integrated Care Board"
    assert all(one.confidence < 0.9 for one in points)


def test_bullets_under_a_heading_that_names_the_body_are_addressed_to_it() -> None:
    points, _ = read(
        OPENING,
        FILLING,
        "Recommendations for Children's Social Care\n• Review the threshold for strategy meetings.\n• Remind staff of "
        "the escalation policy.\nAppendix A\n• Consider the list of agencies.",
    )
    assert numbers(points) == [None, None]
    assert {one.addressee for one in points} == {"Children's Social Care"}


def test_mentions_contents_and_repetitions_are_no_points() -> None:
    contents = "Contents\n1 Introduction .......... 3\nRecommendation 1: handover ........ 9\nRecommendations 12"
    once = "Recommendation 1: The Board should audit its own minutes every year.\n"
    points, _ = read(
        OPENING,
        contents,
        FILLING
        + "\nRecommendation 4 was accepted by the Board in full.\nRecommendation 2 of the earlier review stands.",
        "Summary\n" + once + FILLING,
        "Recommendations\n" + once,
    )
    assert numbers(points) == ["1"]
    assert points[0].page == 4


def test_findings_and_learning_points_are_told_apart() -> None:
    points, _ = read(
        OPENING,
        FILLING
        + "\nFinding 1: Handover depended on single people.\nLearning point 2: Ask who else lives in the home.\n"
        "Key Finding Three - Records were kept in two places.",
    )
    assert numbers(points, PointKind.FINDING) == ["1", "Three"]
    assert numbers(points, PointKind.LEARNING_POINT) == ["2"]
    assert all(one.addressee is None for one in points)


def test_short_documents_are_not_quoted_whole() -> None:
    asked = "The Board should " + "make sure that what was agreed is written down and is sent to everybody " * 3
    text = "Recommendations\n" + "\n".join(f"{number}. {asked}" for number in range(1, 9))
    points, _ = read(OPENING, text)
    assert len(points) == 1, "the same words eight times are one point"
    different = [f"{number}. The Board should {word} {asked}" for number, word in enumerate("abcdefgh", start=1)]
    points, _ = read(OPENING, "Recommendations\n" + "\n".join(different))
    assert len(points) == 8
    whole = len(OPENING) + len("\n".join(different))
    assert sum(len(one.snippet) for one in points) <= 0.3 * whole


BRIEFING = (
    "7 Minute Briefing: Child B",
    "1. Background",
    "Sampleborough held a serious case review in 2019.",
    "2. What happened?",
    "Child B was four months old when the ambulance was called.",
    "3. Key findings",
    "Nobody asked who else lived in the home.",
    "4. What should practitioners do?",
    "Ask. Write down the answer.",
    FILLING,
    "Questions for your team",
    "How would we know that this has changed?",
)


def test_a_seven_minute_briefing_is_read_by_its_parts() -> None:
    _, parts = read("\n".join(BRIEFING), large=(BRIEFING[0],))
    assert [(one.part, one.heading) for one in parts] == [
        (BriefingPart.BACKGROUND, "1. Background"),
        (BriefingPart.THE_REVIEW, "2. What happened?"),
        (BriefingPart.KEY_THEMES, "3. Key findings"),
        (BriefingPart.WHAT_TO_DO, "4. What should practitioners do?"),
        (BriefingPart.QUESTIONS, "Questions for your team"),
    ]
    assert all(one.page == 1 and len(one.snippet) <= 300 for one in parts)
    assert parts[0].snippet.startswith("Sampleborough")


def test_other_documents_have_no_parts() -> None:
    _, parts = read(OPENING + "\nOverview report", "1. Background\n" + FILLING, large=("Serious Case Review",))
    assert parts == ()


@given(st.lists(st.text(max_size=400), max_size=5))
def test_any_text_gives_points_within_bounds(pages: list[str]) -> None:
    points, parts = read(*pages)
    assert all(1 <= one.page <= len(pages) and len(one.snippet) <= 300 for one in points)
    assert len(parts) <= len(BriefingPart)


def test_hostile_lines_are_read_in_bounded_steps() -> None:
    text = "Recommendations\n" + "Recommendation 1 " * 20_000 + "\n" + "The The The " * 50_000 + "\n1. " * 20_000
    points, _ = read(text)
    assert len(points) <= 120
