"""Ids: readable, neutral where a name tells too much, kept through joins and partings, redirected after them."""

import datetime as dt
from pathlib import Path

import pytest

from catalogue.curation import Entry
from catalogue.models import Link, Resolution
from catalogue.vocabulary import ReviewType, Role
from tests.builders import NOW, WALTHAM_FOREST, Ledger, a_date, a_link, a_source

WEEK = dt.timedelta(days=7)
TEXT = " ".join(f"word{number} and" for number in range(200))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path, (a_source(), a_source("walthamforest", (WALTHAM_FOREST,))))


def ids(found: Resolution) -> list[str]:
    return [review.review_id for review in found.reviews]


def frankie(page: str, name: str = "Frankie", date: str | None = None) -> Link:
    url = f"http://wandsworth.test/{page}.pdf"
    place = f"http://wandsworth.test/{page}"
    role = Role.LEARNING_BRIEFING if page == "a-briefing" else Role.FULL_REPORT
    return a_link(name, url, page=place, names=(name,), role=role, published=a_date(date) if date else None, item=page)


def merge(review: str, into: str) -> Entry:
    given = {
        "kind": "merge",
        "review": review,
        "into": into,
        "because": "Page 2 says so.",
        "by": "A",
        "on": "2021-02-20",
    }
    return Entry.model_validate({**given, "line": 1})


def test_two_reviews_found_to_be_one_keep_the_older_id_and_the_other_leads_to_it(ledger: Ledger) -> None:
    old, new = frankie("old", "Alma", "2021-01"), frankie("a-briefing", "Bryn", "2021-02")
    ledger.harvest("wandsworth", old)
    ledger.resolve()
    ledger.harvest("wandsworth", old, new, at=NOW + WEEK)
    assert ids(ledger.resolve()) == ["wandsworth-2021-alma", "wandsworth-2021-bryn"]
    renamed = frankie("old", "Bryn", "2021-01")
    ledger.harvest("wandsworth", renamed, new, at=NOW + 2 * WEEK)
    found = ledger.resolve()
    assert ids(found) == ["wandsworth-2021-alma"]
    assert [(one.alias, one.review_id) for one in found.aliases] == [("wandsworth-2021-bryn", "wandsworth-2021-alma")]
    assert [(one.alias, one.review_id) for one in found.redirected] == [
        ("wandsworth-2021-bryn", "wandsworth-2021-alma")
    ]
    again = ledger.resolve()
    assert (again.aliases, again.redirected) == (found.aliases, ())


def test_a_merge_redirects_with_its_reason_and_its_end_gives_the_id_back(ledger: Ledger) -> None:
    ledger.harvest("wandsworth", frankie("one", "Alma"), frankie("two", "Bryn"))
    ledger.resolve()
    found = ledger.resolve(merge("wandsworth-alma", "wandsworth-bryn"))
    (alias,) = found.aliases
    assert (ids(found), alias.alias, alias.review_id) == (["wandsworth-bryn"], "wandsworth-alma", "wandsworth-bryn")
    assert alias.because == "Page 2 says so."
    parted = ledger.resolve()
    assert (ids(parted), parted.aliases) == (["wandsworth-alma", "wandsworth-bryn"], ())
    assert parted.minted == ()


def test_the_part_in_which_a_review_began_keeps_its_id(ledger: Ledger) -> None:
    first, later = frankie("b-report"), frankie("a-briefing")
    ledger.harvest("wandsworth", first, at=NOW)
    ledger.harvest("wandsworth", first, later, at=NOW + WEEK)
    assert ids(ledger.resolve()) == ["wandsworth-frankie"]
    dated = [frankie("b-report", date="2015-01"), frankie("a-briefing", date="2021-01")]
    ledger.harvest("wandsworth", *dated, at=NOW + 2 * WEEK)
    found = ledger.resolve()
    assert ids(found) == ["wandsworth-2021-frankie", "wandsworth-frankie"]
    places = {place.url: place.review_id for place in found.locations}
    assert places["http://wandsworth.test/b-report.pdf"] == "wandsworth-frankie"


@pytest.mark.parametrize(
    ("heading", "names", "expected"),
    [
        ("Frankie", ("Frankie",), "wandsworth-2021-frankie"),
        ("Robin Sampleford", ("Robin Sampleford",), "wandsworth-2021-review"),
        ("Serious case review into the death of Robin Sampleford", (), "wandsworth-2021-review"),
        ("Learning from a review, 3 May 2001 to 9 June 2016", (), "wandsworth-2021-review"),
        ("Learning about neglect", (), "wandsworth-2021-learning-about-neglect"),
    ],
)
def test_an_id_tells_no_more_of_a_person_than_a_pseudonym(
    ledger: Ledger, heading: str, names: tuple[str, ...], expected: str
) -> None:
    url = "http://wandsworth.test/f.pdf"
    ledger.harvest("wandsworth", a_link(heading, url, names=names, kind=ReviewType.SCR, published=a_date("2021-01")))
    assert ids(ledger.resolve()) == [expected]


def test_an_id_is_never_given_again(ledger: Ledger) -> None:
    ledger.harvest("wandsworth", frankie("one", "Alma"))
    ledger.resolve()
    without = Ledger(ledger.folder, (a_source("walthamforest", (WALTHAM_FOREST,)),))
    assert ids(without.resolve()) == []
    other = Ledger(ledger.folder, (a_source("another", publisher_id="wandsworth"),))
    other.harvest("another", a_link("Alma", "http://another.test/a.pdf", names=("Alma",)))
    assert ids(other.resolve()) == ["wandsworth-alma-2"]


def test_what_is_rebuilt_from_the_journal_is_the_same_to_the_byte(ledger: Ledger) -> None:
    for week, page in enumerate(("one", "two")):
        ledger.harvest("wandsworth", frankie(page, date="2021-01"), at=NOW + week * WEEK)
        ledger.document("wandsworth", f"http://wandsworth.test/{page}.pdf", f"{page} {TEXT}", at=NOW + week * WEEK)
        ledger.resolve()
    before = ledger.resolve()
    again = Ledger(ledger.folder, ledger.sources, descriptions=dict(reversed(ledger.descriptions.items())))
    rebuilt = again.resolve()
    assert rebuilt.minted == ()
    assert rebuilt.canonical() == before.canonical()
