"""A report that its publisher replaced: the older one's words are nowhere, its hash and its dates stay."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue import watch
from catalogue.alike import stands_in_address
from catalogue.curation import Curation
from catalogue.describe import Described
from catalogue.house.contents import assemble
from catalogue.models import Finding, Point
from catalogue.registry import Register
from catalogue.resolve.candidates import REPLACED
from catalogue.vocabulary import DateBasis, IssueKind, PointKind, Scope
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


def test_another_bodys_copy_that_still_tells_the_name_gives_nothing_but_its_hash(ledger: Ledger) -> None:
    replaced(ledger, NEW)
    page = "http://national.test/2021"
    entry = a_link("2021 - Wandsworth - Frankie", "http://national.test/f.pdf", page=page, names=("Frankie",),
                   areas=("Wandsworth",), own=False, published=a_date("2021", DateBasis.ENTRY))  # fmt: skip
    ledger.harvest("national", entry)
    findings = (a_finding("title", "A short form"), a_finding("reviewers", "Alex Sampleford"))
    copy = ledger.document("national", "http://national.test/f.pdf", f"A cover of its own. Frankie {WORDS}", *findings)
    found = ledger.resolve()
    (review,) = found.reviews
    paper = next(one for one in found.documents if one.document_id == copy)
    assert (paper.title, paper.superseded_by is not None) == (None, True)
    assert review.reviewers == ()
    assert not [row for row in found.evidence if row.document_id == copy or "Frankie" in f"{row.value}{row.snippet}"]
    (issue,) = (one for one in found.issues if one.kind is IssueKind.OLDER_FORM_SHOWN)
    assert (issue.source_id, issue.review_id, issue.url) == ("national", review.review_id, None)
    assert "frankie" not in issue.message.casefold()


def test_another_bodys_copy_that_tells_no_name_taken_back_is_read_as_before(ledger: Ledger) -> None:
    replaced(ledger, NEW)
    page = "http://national.test/2021"
    entry = a_link("2021 - Wandsworth - Child X", "http://national.test/x.pdf", page=page, names=("Child X",),
                   areas=("Wandsworth",), own=False, published=a_date("2021", DateBasis.ENTRY))  # fmt: skip
    ledger.harvest("national", entry, at=NOW + WEEK)
    copy = ledger.document(
        "national",
        "http://national.test/x.pdf",
        f"A cover. {WORDS}",
        a_finding("reviewers", "Alex Sampleford"),
        at=NOW + WEEK,
    )
    found = ledger.resolve()
    (review,) = found.reviews
    assert review.reviewers == ("Alex Sampleford",)
    assert [one.superseded_by for one in found.documents if one.document_id == copy] == [None]
    assert not [one for one in found.issues if one.kind is IssueKind.OLDER_FORM_SHOWN]


def test_a_version_put_up_again_under_the_same_name_takes_no_name_back(ledger: Ledger) -> None:
    """Nothing is said to be renamed, so no older edition is touched for its sake."""
    ledger.harvest("wandsworth", a_link("Frankie", OLD, names=("Frankie",)))
    old = ledger.document("wandsworth", OLD, f"Frankie {WORDS}", a_finding("pseudonyms", "Frankie"))
    again = ledger.document(
        "wandsworth", OLD, f"Frankie again {WORDS}", a_finding("pseudonyms", "Frankie"), at=NOW + WEEK
    )
    found = ledger.resolve()
    assert {one.document_id: one.superseded_by for one in found.documents} == {old: again, again: None}
    assert found.renamed == ()


@pytest.mark.parametrize(
    ("name", "address", "told"),
    [
        ("frankie", "http://a.test/media/frankie-lcspr.pdf", True),
        ("frankie", "http://a.test/media/FrankieLCSPR2021.pdf", True),
        ("frankie", "http://a.test/media/frankielcspr.pdf", True),
        ("frankie", "http://a.test/media?name=%46rankie", True),
        ("jane doe", "http://a.test/jane_doe%20final.pdf", True),
        ("jane doe", "http://a.test/janedoereport.pdf", True),
        ("zoë", "http://a.test/zoe.pdf", True),
        ("child a", "http://a.test/reviews/child-a.pdf", True),
        ("child a", "http://a.test/reviews/ChildA.pdf", True),
        ("child a", "http://a.test/reviews/child-abuse.pdf", False),
        ("child c", "http://a.test/childcare/list", False),
        ("mary", "http://a.test/summary.pdf", False),
        ("frankie", "http://frankie.test/report.pdf", False),
    ],
)
def test_a_name_is_found_in_an_address_and_not_in_other_words(name: str, address: str, told: bool) -> None:
    assert stands_in_address(name, address) is told


def test_each_word_of_a_full_name_is_taken_back_with_it(ledger: Ledger) -> None:
    ledger.harvest("wandsworth", a_link("Jane Doe", OLD, names=("Jane Doe",)))
    ledger.document("wandsworth", OLD, f"Jane Doe was four. Jane played. {WORDS}", a_finding("pseudonyms", "Jane Doe"))
    ledger.harvest("wandsworth", a_link("Child X", OLD, names=("Child X",)), at=NOW + WEEK)
    ledger.document("wandsworth", OLD, f"Child X was four. She played. {WORDS}", at=NOW + WEEK)
    (one,) = ledger.resolve().renamed
    assert one.names == ("doe", "jane", "jane doe")


LONG = [f"word{number}" for number in range(3000)]


def changed(*, every: int = 0, without: slice | None = None, whole: slice | None = None) -> str:
    """Return the long text with every so manieth word changed, with a passage taken out, or with another case in it."""
    words = [f"other{number}" if every and number % every == 0 else word for number, word in enumerate(LONG)]
    words = [
        f"case{number}" if whole and whole.start <= number < whole.stop else one for number, one in enumerate(words)
    ]
    return " ".join(words[: without.start] + words[without.stop :] if without else words)


def one_after_the_other(ledger: Ledger, text: str, *findings: Finding, weeks: int = 1) -> list[frozenset[str]]:
    """Let the report of Frankie be followed at its address by one of Child X; return the documents of each review."""
    stated = (
        a_finding("reviewers", "Alex Sampleford"),
        a_finding("published_on", "2021-01-18"),
        a_finding("ages", "3"),
    )
    ledger.harvest("wandsworth", a_link("Frankie", OLD, names=("Frankie",)))
    ledger.document("wandsworth", OLD, " ".join(LONG), *stated)
    for week in range(1, weeks):
        ledger.harvest("wandsworth", a_link("Else", "http://wandsworth.test/else"), at=NOW + week * WEEK)
    ledger.harvest("wandsworth", a_link("Child X", OLD, names=("Child X",)), at=NOW + weeks * WEEK)
    ledger.document("wandsworth", OLD, text, *findings, at=NOW + weeks * WEEK)
    held: dict[str, set[str]] = {}
    for one in ledger.resolve().documents:
        held.setdefault(one.review_id, set()).add(one.document_id)
    return [frozenset(one) for one in held.values()]


@pytest.mark.parametrize(
    "text",
    [changed(every=14), changed(without=slice(300, 1000)), changed(without=slice(200, 990))],
    ids=["words", "passage", "long passage"],
)
def test_a_long_report_of_which_much_was_changed_at_its_address_is_the_same_report(ledger: Ledger, text: str) -> None:
    assert [len(one) for one in one_after_the_other(ledger, text)] == [2]


@pytest.mark.parametrize(
    ("text", "stated", "weeks"),
    [
        (changed(whole=slice(200, 700)), [], 1),  # the next review by the same author, on the same form
        (changed(every=14), [("reviewers", "Sam Otherly")], 1),
        (changed(every=14), [("ages", "14")], 1),
        (changed(every=14), [("published_on", "2022-05-18")], 1),
        (changed(every=14), [], 3),  # other lists came between: nothing tells that the one took the other's place
        (" ".join(changed(every=14).split()[:1900]), [], 1),  # so short that it may be a form
    ],
)
def test_another_review_at_an_address_that_has_the_newest_one_stays_another(
    ledger: Ledger, text: str, stated: list[tuple[str, str]], weeks: int
) -> None:
    found = one_after_the_other(ledger, text, *(a_finding(name, value) for name, value in stated), weeks=weeks)
    assert [len(one) for one in found] == [1, 1]


def test_a_yearly_report_at_one_address_makes_one_review_a_year(ledger: Ledger) -> None:
    latest = "http://wandsworth.test/latest-review.pdf"
    for year in range(4):
        at, name = NOW + year * 52 * WEEK, f"Child {'ABCD'[year]}"
        ledger.harvest("wandsworth", a_link(name, latest, names=(name,)), at=at)
        ledger.document("wandsworth", latest, changed(whole=slice(700 * year, 700 * year + 100 + 100 * year)), at=at)
    assert len(ledger.resolve().reviews) == 4
