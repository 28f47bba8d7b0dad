"""Running text: heads and feet left out, broken words joined where the document says so, places kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import pdf
from catalogue.flow import Flow, flows
from catalogue.models import PageText
from tests.test_pdf import make_pdf


def _flow(text: str, *others: str, running: tuple[int, ...] = ()) -> Flow:
    """Return the flow of a page in whose text ``~`` stands for a hyphen that ended a line."""
    breaks = tuple(at for at, letter in enumerate(text) if letter == "~")
    page = PageText(number=1, text=text.replace("~", "-"), breaks=breaks, running=running)
    more = tuple(PageText(number=number, text=other) for number, other in enumerate(others, start=2))
    return flows((page, *more))[0]


@pytest.mark.parametrize(
    ("printed", "elsewhere", "read"),
    [
        ("the safe~guarding of", "Safeguarding is everybody's.", "the safeguarding of"),
        ("a multi~agency team", "The agency and a multi-agency plan.", "a multi-agency team"),
        ("a multi~agency team", "Nothing more.", "a multi-agency team"),
        ("good decision~making here", "A decision. We are making it.", "good decision-making here"),
        ("the chil~dren said", "Nothing more.", "the children said"),
        ("the co~ordinator", "The coordinator and the coordinator, a co-ordinator.", "the coordinator"),
        ("a face~to-face visit", "Nothing more.", "a face-to-face visit"),
        ("a re~view of", "We view it; a review, this review.", "a review of"),
    ],
)
def test_a_hyphen_at_a_lines_end(printed: str, elsewhere: str, read: str) -> None:
    assert _flow(printed, elsewhere).text == read


def test_a_place_leads_back_to_what_is_printed() -> None:
    flow = _flow("Report AuthorFiona Example wrote of chil~dren in the o\ufb03ce.", "children")
    assert flow.text == "Report Author Fiona Example wrote of children in the office."
    for words, printed in (
        ("Fiona Example", "Fiona Example"),
        ("children", "chil-dren"),
        ("office", "o\ufb03ce"),
        ("Author Fiona", "AuthorFiona"),
        ("wrote", "wrote"),
    ):
        at = flow.text.index(words)
        start, end = flow.place(at, at + len(words))
        assert flow.page.text[start:end] == printed


def test_heads_and_feet_are_left_out_of_the_flow_only() -> None:
    flow = _flow("Serious Case Review\nThe family was\nPage 3", running=(0, 2))
    assert flow.text == "The family was\n"
    assert flow.page.text.startswith("Serious Case Review\n")
    assert flow.page.text[slice(*flow.place(4, 10))] == "family"


def test_names_that_only_look_glued_stay() -> None:
    text = "McDonald and YouTube; the LeDeR and DfE reports; Chairman Example."
    assert _flow(text).text == text


@given(st.text(alphabet="ab- \nA1\ufb01\u00a0", max_size=60), st.sets(st.integers(0, 59)), st.sets(st.integers(0, 9)))
def test_every_place_lies_in_the_page(text: str, breaks: set[int], running: set[int]) -> None:
    at = tuple(sorted(place for place in breaks if place < len(text) and text[place] == "-"))
    (flow,) = flows((PageText(number=1, text=text, breaks=at, running=tuple(sorted(running))),))
    for start in range(len(flow.text)):
        begins, ends = flow.place(start, start + 1)
        assert 0 <= begins < ends <= len(text)
    places = [flow.place(start, start + 1)[0] for start in range(len(flow.text))]
    assert places == sorted(places)


def test_from_a_pdf() -> None:
    pages: list[list[tuple[float, str]]] = [
        [
            (9, "Review of Child Z"),
            (11, f"The lead agency {page} must safe-"),
            (11, "guard children."),
            (9, f"Page {page}"),
        ]
        for page in range(1, 6)
    ]
    pages.append([(9, "Review of Child Z"), (11, "To safeguard is a duty."), (11, "It is."), (9, "Page 6")])
    reading = pdf.read(make_pdf(pages))
    assert [page.printed for page in reading.pages] == ["1", "2", "3", "4", "5", "6"]
    assert "safe-guard" in reading.pages[0].text
    assert flows(reading.pages)[0].text.split("\n")[0] == "The lead agency 1 must safeguard children."
