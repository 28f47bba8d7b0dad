"""The names under which reviews speak of their children: the many ways in which a document tells them."""

import pytest

from catalogue.extract.names import pseudonyms_in
from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic, Nation
from tests.test_extract import BODY, reading, values

COVER = ["Serious Case Review", "Overview Report"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("SERIOUS CASE REVIEW: CHILDREN D1 AND D2", ("Child D1", "Child D2")),
        ("Serious Case Review: Twins R and S", ("Twin R", "Twin S")),
        ("Serious Case Review: Twins Robin and Petra", ("Robin", "Petra")),
        ("Learning review: A17 & B17", ("A17", "B17")),
        ("Overview report of a serious case review: the H family", ("H family",)),
        ("A family learning review", ()),
        ("Practice Review: Petra's story", ("Petra",)),
        ("Practice review: Mother's story", ()),
        ("Child Safeguarding Practice Review about Petra", ("Petra",)),
        ("Child Safeguarding Practice Review about Neglect", ()),
        ("Serious Case Review Petra, aged 14", ("Petra",)),
        ("Serious Case Review in respect of AB (born 2010)", ("AB",)),
        ("Serious Case Review Re N and her siblings", ("N",)),
        ("Overview report on the case of Petra and her brother", ("Petra",)),
    ],
)
def test_titles_name_children_in_many_shapes(title: str, expected: tuple[str, ...]) -> None:
    assert pseudonyms_in(title) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The child is known for the purposes of this report as Petra.", ["Petra"]),
        ("The subject of this review will be referred to throughout as Robin.", ["Robin"]),
        ("The baby (hereafter Robin) was born early.", ["Robin"]),
        ("The review is about one child, to be known here as 'Robin'.", ["Robin"]),
        ("The pseudonym Robin has been chosen by the child's grandmother.", ["Robin"]),
        ("Robin (not his real name) lived with his aunt.", ["Robin"]),
        ("Robin (a pseudonym) lived with his aunt.", ["Robin"]),
        ("The family chose the name Robin for this report.", ["Robin"]),
        ("We have called the boy Robin.", ["Robin"]),
        ("This review concerns two brothers, Robin and Corin, aged 6 and 4.", ["Robin", "Corin"]),
        ("This review is about Robin and Petra, who were harmed by an adult.", ["Robin", "Petra"]),
        ("The twins, Robin and Petra, were born early.", ["Robin", "Petra"]),
        ("The children are referred to as Child A and Child B.", ["Child A", "Child B"]),
        ("The two siblings are known as C1 and C2.", ["C1", "C2"]),
        ("Child KB died in 2016. Child KB had one sister.", ["Child KB"]),
        ("Baby Robin died in 2016. Baby Robin had one sister.", ["Baby Robin"]),
        ("Robin's mother was young. Robin's school was worried. Robin's father had left.", ["Robin"]),
        ("The mother is known as Clara in this report.", []),
        ("The social worker, known as Rowan, left.", []),
        ("Clara's mother was kind. Robin's school was worried. Petra's aunt helped.", []),
        ("The child is known as a looked after child.", []),
        ("The child was known to Children's Services.", []),
        ("The children are referred to as being in need.", []),
        ("The father's partner (hereafter Rowan) moved in.", []),
        ("Serious case reviews called Child A and Child B were held elsewhere. Child C was another.", []),
    ],
)
def test_sentences_introduce_children(sentence: str, expected: list[str]) -> None:
    assert values(reading(COVER, f"1. Introduction\n{sentence} {BODY}"), "pseudonyms") == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Petra's story", ["Petra"]),
        ("The story of Petra", ["Petra"]),
        ("Who was Petra?", ["Petra"]),
        ("Q's story 9", ["Q"]),
        ("3. Appraisal of practice: BD1 & BD2", ["BD1", "BD2"]),
        ("Mother's story", []),
        ("Who was involved?", []),
        ("Appendix A1 and A2", []),
        ("Key practice episodes KPE1 and KPE2", []),
        ("The voice of the child", []),
    ],
)
def test_headings_of_a_report_name_its_child(heading: str, expected: list[str]) -> None:
    inside = PageText(number=2, text=f"Contents\n{heading}\n{BODY}", large=("Contents", heading))
    first = PageText(number=1, text="\n".join(COVER), large=tuple(COVER))
    assert values(Reading(magic=Magic.PDF, pages=(first, inside)), "pseudonyms") == expected


@pytest.mark.parametrize(
    ("rows", "text", "expected"),
    [
        ((("Subject child", "Robin"), ("Mother", "Clara")), "Subject child Robin\nMother Clara", ["Robin"]),
        (
            (("Name in this report", "Who"), ("Robin", "Subject of the review")),
            "Robin Subject of the review",
            ["Robin"],
        ),
        (
            (("Robin", "Subject"), ("Petra", "Sibling of the subject")),
            "Robin Subject\nPetra Sibling of the subject",
            ["Robin"],
        ),
        ((("Subject", "Serious case review"), ("Author", "Alex Sampleford")), "Subject Serious case review", []),
    ],
)
def test_a_table_of_the_family_names_its_subject(
    rows: tuple[tuple[str, ...], ...], text: str, expected: list[str]
) -> None:
    inside = PageText(number=2, text=f"Family composition\n{text}\n{BODY}", rows=rows)
    first = PageText(number=1, text="\n".join(COVER), large=tuple(COVER))
    assert values(Reading(magic=Magic.PDF, pages=(first, inside)), "pseudonyms") == expected


def test_a_running_head_names_the_child_where_the_cover_does_not() -> None:
    pages = tuple(
        PageText(number=number, text=f"SCR Child BQ final\n{BODY}" if number > 1 else "\n".join(COVER), running=(0,))
        for number in range(1, 5)
    )
    first = pages[0].model_copy(update={"large": tuple(COVER), "running": ()})
    assert values(Reading(magic=Magic.PDF, pages=(first, *pages[1:])), "pseudonyms") == ["Child BQ"]


def test_names_in_a_list_of_briefings_are_told_by_their_neighbours() -> None:
    text = (
        "7 minute briefings\nPetra\nPetra, aged 3, was hurt.\nRobin\nIn 2020 Robin, a boy aged 4, died.\n"
        "Corin and Tamsin (national)\nThresholds\nBook a place"
    )
    page = PageText(
        number=1,
        text=text,
        large=("7 minute briefings", "Petra", "Robin", "Corin and Tamsin (national)", "Thresholds"),
    )
    of = Reading(magic=Magic.HTML, title="7 minute briefings", pages=(page,))
    assert values(of, "pseudonyms", Nation.ENGLAND) == ["Petra", "Robin", "Corin", "Tamsin"]
