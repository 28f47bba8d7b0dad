"""A report that its publisher replaced: the older one's words are nowhere, its hash and its dates stay."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue import watch
from catalogue.curation import Curation
from catalogue.describe import Described
from catalogue.house.contents import assemble
from catalogue.models import Point
from catalogue.registry import Register
from catalogue.resolve.candidates import REPLACED
from catalogue.vocabulary import DateBasis, PointKind, Scope
from tests.builders import NOW, Ledger, a_date, a_finding, a_link, a_source

WEEK = dt.timedelta(days=7)
WORDS = " ".join(f"word{number} and" for number in range(200))
OLD, NEW = "http://wandsworth.test/frankie.pdf", "http://wandsworth.test/x.pdf"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path, (a_source(), a_source("national", (), scope=Scope.NATIONAL, nation=None)))


def replaced(ledger: Ledger, to: str, *, text: str = WORDS) -> tuple[str, str]:
    """Let a report of Frankie be replaced by one of Child X, at its address or another; return both hashes."""
    first = a_link("Frankie", OLD, names=("Frankie",), published=a_date("2021-01"))
    findings = (
        a_finding("title", "The story of Frankie"),
        a_finding("pseudonyms", "Frankie"),
        a_finding("published_on", "2021-01-18", basis=DateBasis.DOCUMENT),
        a_finding("reviewers", "Alex Sampleford"),
    )
    ledger.harvest("wandsworth", first)
    old = ledger.document("wandsworth", OLD, f"Frankie {WORDS}", *findings)
    later = NOW + WEEK
    ledger.harvest("wandsworth", a_link("Child X", to, names=("Child X",)), at=later)
    corrected = a_finding("published_on", "2022-03", basis=DateBasis.DOCUMENT)
    new = ledger.document("wandsworth", to, text, a_finding("title", "The story of a child"), corrected, at=later)
    return old, new


@pytest.mark.parametrize("to", [OLD, NEW])
def test_nothing_of_a_replaced_report_is_given_but_its_hash_and_dates(ledger: Ledger, to: str) -> None:
    old, new = replaced(ledger, to)
    found = ledger.resolve()
    (review,) = found.reviews
    assert review.pseudonyms == ("Child X",)
    assert review.published_on == dt.date(2021, 1, 18)
    assert {one.document_id: one.superseded_by for one in found.documents} == {old: new, new: None}
    told = [
        *found.evidence,
        *found.documents,
        *(one.model_copy(update={"review_id": "", "url": ""}) for one in [review]),
    ]
    texts = [row.model_copy(update={"review_id": "", "url": None}).canonical() for row in told]
    assert not [text for text in texts if "Frankie" in text or "Sampleford" in text]
    assert not [row for row in found.evidence if row.document_id == old]
    kept = [row.value for row in found.evidence if row.snippet == REPLACED]
    assert "2021-01-18" in kept


def test_a_copy_of_a_replaced_report_elsewhere_gives_nothing_either(ledger: Ledger) -> None:
    old, _ = replaced(ledger, OLD)
    entry = a_link("2021 - Wandsworth - Frankie", "http://national.test/f.pdf", page="http://national.test/2021",
                   names=("Frankie",), areas=("Wandsworth",), own=False)  # fmt: skip
    ledger.harvest("national", entry)
    again = ledger.document(
        "national", "http://national.test/f.pdf", f"Frankie {WORDS}", a_finding("pseudonyms", "Frankie")
    )
    assert again == old
    found = ledger.resolve()
    assert len(found.reviews) == 1
    assert not [row for row in found.evidence if "Frankie" in f"{row.value}{row.snippet}"]


def test_quite_another_file_at_an_address_takes_nothing_away(ledger: Ledger) -> None:
    old, new = replaced(ledger, OLD, text="a newsletter of the partnership with news of its training " * 20)
    found = ledger.resolve()
    assert {one.document_id: one.superseded_by for one in found.documents} == {old: None, new: None}
    assert "Frankie" in {row.value for row in found.evidence if row.field == "pseudonyms"}


def test_a_report_that_stands_again_is_not_replaced(ledger: Ledger) -> None:
    old, new = replaced(ledger, OLD)
    later = NOW + 2 * WEEK
    ledger.harvest("wandsworth", a_link("Child X", OLD, names=("Child X",)), at=later)
    assert ledger.document("wandsworth", OLD, f"Frankie {WORDS}", at=later) == old
    documents = {one.document_id: one.superseded_by for one in ledger.resolve().documents}
    assert documents == {old: None, new: old}


def test_an_edition_counts_no_word_of_a_replaced_report(ledger: Ledger) -> None:
    old, new = replaced(ledger, OLD)
    point = Point(
        kind=PointKind.RECOMMENDATION, ordinal=1, number="1", addressee=None, page=1, snippet="Ask Frankie.",
        extractor="points@1", confidence=0.9,
    )  # fmt: skip
    ledger.descriptions[old] = ledger.descriptions[old].model_copy(update={"points": (point,)})
    contents = assemble(
        ledger.resolve(),
        Described(ledger.descriptions, parsed=0, cached=0),
        sources=ledger.sources,
        register=Register(sources=tuple(ledger.sources), problems=(), sha256=""),
        curation=Curation(entries=(), problems=(), sha256=""),
        journal=ledger.journal,
        ledger=watch.Ledger(ledger.journal),
        now=NOW,
    )
    assert set(contents.texts) == {new}
    assert contents.recommendations == ()
    assert {one.document_id for one in contents.documents} == {old, new}


def test_a_name_that_only_a_vanished_line_gave_is_not_taken_back(ledger: Ledger) -> None:
    ledger.harvest("wandsworth", a_link("Frankie", OLD, names=("Frankie",)))
    old = ledger.document("wandsworth", OLD, WORDS)
    later = NOW + WEEK
    ledger.harvest("wandsworth", a_link("A review", OLD, names=()), at=later)
    new = ledger.document("wandsworth", OLD, f"again {WORDS}", at=later)
    found = ledger.resolve()
    assert {one.document_id: one.superseded_by for one in found.documents} == {old: new, new: None}
    assert found.renamed == ()
    assert [one.review_id for one in found.reviews] == ["wandsworth-frankie"]
