"""Names of a document and letters whatever their case: the same places as the patterns they stand in for.

Belongs here: ``catalogue.extract.standing`` and ``quoting.locate`` against ``re``. Does not belong here: any field.
"""

import re

import pytest

from catalogue.extract.quoting import locate
from catalogue.extract.standing import begins, ends_a_word, in_small
from catalogue.models import PageText

TEXTS = (
    "Child A and Child AB were at home. XChild A was not; Child A.",
    "Robin, Robina and Rob: “Rob” said",
    "CHILD  a\nchild\u00a0A Child\n\nA",
    "",
)
NAMES = ("Child AB", "Child A", "Robin", "Rob", "“Rob”")


@pytest.mark.parametrize("text", TEXTS)
def test_names_begin_where_a_pattern_of_them_would_find_them(text: str) -> None:
    passed, found = 0, []
    for start, end in begins(NAMES, text):
        if start >= passed and ends_a_word(text, end):
            passed = end
            found.append((start, end))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, NAMES))})\b")
    assert found == [match.span() for match in pattern.finditer(text)]


@pytest.mark.parametrize("text", [*TEXTS, "İstanbul ſafe ıll K", "STRASSE straße"])
@pytest.mark.parametrize("pattern", [r"\bchild\b", r"[^.]{0,3}\bsafe|ill|istan", r"\bk\b", r"rob\w*"])
def test_small_letters_are_matched_where_the_case_would_be_overlooked(text: str, pattern: str) -> None:
    small = in_small(text)
    assert len(small) == len(text)
    assert [one.span() for one in re.finditer(pattern, small)] == [
        one.span() for one in re.finditer(pattern, text, re.IGNORECASE)
    ]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("child a", (0, 8)),
        ("Child A", (9, 16)),
        ("Child  A", (9, 16)),
        ("CHILD A", (0, 8)),
        ("Child B", None),
        (" ", None),
    ],
)
def test_words_are_located_as_printed_before_their_case_is_overlooked(
    words: str, place: tuple[int, int] | None
) -> None:
    assert locate(PageText(number=1, text="CHILD \na Child\nA and child"), words) == place
