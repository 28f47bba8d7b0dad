"""No edition shows more than short quotations: each is short, and all of one document together show a quarter of it."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.edition import open_edition
from catalogue.house.quoting import fairly_quoted
from catalogue.models import BriefingPartRow, Document, Evidence, Recommendation
from catalogue.publish import Contents
from catalogue.publish.gates import judge
from catalogue.publish.revealing import MOST_SHOWN, most_words, quotations, shown_of
from catalogue.vocabulary import BriefingPart, PointKind
from tests.edition_samples import Press, contents, document, review

WORDS = [f"w{number}" for number in range(800)]
TEXT = " ".join(WORDS)


def leaflet(words: int) -> Document:
    return document("r1").model_copy(update={"words": words})


def quoting(*snippets: str, words: int = 800, value: str | None = "neglect", chosen: bool = False) -> Contents:
    """Return contents of one review whose document is quoted beyond its values; the first is the surest."""
    what = contents(review("r1"))
    rows = tuple(
        Evidence(
            review_id="r1",
            document_id=document("r1").document_id,
            field="themes",
            value=value,
            page=1,
            snippet=snippet,
            extractor=f"sample@{number}",
            confidence=0.9 - number / 1000,
            chosen=chosen,
            url=None,
        )
        for number, snippet in enumerate(snippets)
    )
    values = tuple(row.model_copy(update={"snippet": row.value or ""}) for row in what.evidence)
    return dataclasses.replace(what, documents=(leaflet(words),), evidence=(*values, *rows))


def shown(what: Contents) -> int:
    return sum(shown_of(found) for found in quotations(what).values())


def snippets(what: Contents) -> list[str]:
    return [row.snippet for row in what.evidence if row.field == "themes"]


def quote(start: int, words: int) -> str:
    return " ".join(WORDS[start : start + words])


def test_words_that_several_quotations_share_count_once() -> None:
    assert shown(quoting(quote(0, 40))) == 40
    assert shown(quoting(quote(0, 40), quote(0, 40))) == 40
    assert shown(quoting(quote(0, 40), quote(20, 40))) == 60
    assert shown(quoting(quote(0, 40), quote(100, 40))) == 80


def test_what_only_repeats_its_value_shows_nothing() -> None:
    assert shown(quoting("Neglect", value="neglect")) == 0
    assert shown(quoting("of neglect by many", value="neglect")) == 4


def test_the_catalogues_own_words_are_no_quotation() -> None:
    assert shown(quoting("Not quoted: it may tell of a private person.", value=None)) == 0


def test_an_edition_that_shows_too_much_of_a_document_is_refused(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.print(contents(review("r1")))
    before = press.path.read_bytes()
    over = quoting(quote(0, 45), quote(100, 45), quote(200, 45), quote(300, 45), quote(400, 45))
    outcome = press.print(over)
    assert outcome.refused == (
        f"evidence: quotations show more than 25% of a document: {document('r1').document_id} (225 of 800 words)",
    )
    assert press.path.read_bytes() == before
    assert press.print(fairly_quoted(over)).published


def test_recommendations_and_briefing_parts_count_too(tmp_path: Path) -> None:
    point = Recommendation(
        review_id="r1",
        document_id=document("r1").document_id,
        kind=PointKind.RECOMMENDATION,
        ordinal=1,
        number="1",
        addressee=None,
        page=1,
        snippet=quote(0, 45),
        extractor="sample@1",
        confidence=0.9,
    )
    part = BriefingPartRow(
        review_id="r1",
        document_id=document("r1").document_id,
        part=BriefingPart.BACKGROUND,
        heading="Background",
        page=1,
        snippet=quote(100, 45),
        extractor="sample@1",
    )
    what = dataclasses.replace(quoting(words=300), recommendations=(point,), briefing_parts=(part,))
    assert "(90 of 300 words)" in " ".join(judge(what, None))
    fair = fairly_quoted(what)
    assert judge(fair, None) == ()
    assert (len(fair.recommendations), len(fair.briefing_parts)) == (1, 1)
    with_all = Press(tmp_path)
    with_all.print(fair)
    with open_edition(with_all.path) as edition:
        assert edition.execute("SELECT heading, page FROM briefing_parts").fetchall() == [("Background", 1)]


def test_what_is_fair_is_left_alone() -> None:
    what = quoting(quote(0, 45), quote(100, 45))
    assert fairly_quoted(what) == what


def test_all_are_narrowed_before_any_is_dropped() -> None:
    fair = fairly_quoted(quoting(*(quote(start, 45) for start in range(0, 500, 50))))
    assert [len(one.split()) for one in snippets(fair)] == [11] * 10
    assert all(one in TEXT for one in snippets(fair))


def test_the_least_sure_are_dropped_and_their_rows_stay() -> None:
    crowded = quoting(*(quote(start, 40) for start in range(0, 800, 40)), words=320)
    fair = fairly_quoted(crowded)
    lengths = [len(one.split()) for one in snippets(fair)]
    assert lengths == [7] * 11 + [0] * 9
    assert len(fair.evidence) == len(crowded.evidence)


def test_a_quotation_is_narrowed_to_the_words_around_its_value() -> None:
    long = f"{quote(0, 30)} the Neglect of a child {quote(30, 10)}"
    fair = fairly_quoted(quoting(*(f"{long} {number}" for number in range(1)), words=60))
    assert snippets(fair) == ["w26 w27 w28 w29 the Neglect of a child w30 w31"]


def test_a_document_whose_words_are_not_counted_shows_its_values_alone() -> None:
    what = quoting("a case of Neglect and of more", quote(0, 20))
    unread = dataclasses.replace(what, documents=(document("r1").model_copy(update={"words": None}),))
    assert snippets(fairly_quoted(unread)) == ["Neglect", ""]
    assert judge(fairly_quoted(unread), None) == ()


def test_a_long_title_and_its_evidence_are_cut_alike(tmp_path: Path) -> None:
    long = " ".join(["Review"] * 100)
    what = contents(review("r1", title=long))
    what = dataclasses.replace(what, documents=(document("r1").model_copy(update={"title": long}),))
    reasons = " ".join(judge(what, None))
    assert "reviews: title holds more than 300 characters: r1" in reasons
    assert "evidence: value holds more than 300 characters: r1 title" in reasons
    assert "documents: title holds more than 300 characters" in reasons
    fair = fairly_quoted(what)
    assert fair.reviews[0].title.endswith("Review…")
    assert len(fair.reviews[0].title) <= 300
    assert Press(tmp_path).print(fair).published


@pytest.mark.parametrize("words", [1, 9, 40, 400])
def test_no_document_is_so_short_that_it_stops_an_edition(words: int) -> None:
    what = quoting(*(quote(start, 45) for start in range(0, 300, 30)), words=words)
    assert judge(fairly_quoted(what), None) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 700), st.integers(1, 50), st.booleans()), max_size=25),
    st.integers(0, 900),
)
def test_whatever_is_quoted_no_more_than_a_quarter_is_shown(places: list[tuple[int, int, bool]], words: int) -> None:
    what = quoting(*(quote(start, length) for start, length, _ in places), words=words)
    fair = fairly_quoted(what)
    assert shown(fair) <= words * MOST_SHOWN
    assert most_words(fair) == {document("r1").document_id: int(words * MOST_SHOWN)}
    assert all(one in TEXT for one in snippets(fair))
    assert fairly_quoted(fair) == fair
