"""Resolving: which items are one review, which values stand, and that ids stay."""

import datetime as dt
import random
from pathlib import Path

import pytest

from catalogue.curation import Entry
from catalogue.models import Link, Removal, Resolution, ReviewFacts
from catalogue.vocabulary import DateBasis, IssueKind, Precision, RemovalKind, ReviewType, Role, Scope
from tests.builders import (
    LEWISHAM,
    NOW,
    WALTHAM_FOREST,
    Ledger,
    a_date,
    a_finding,
    a_link,
    a_source,
)

WEEK = dt.timedelta(days=7)
OWN_PAGE = "http://walthamforest.test/reviews"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(
        tmp_path,
        (
            a_source(),
            a_source("walthamforest", (WALTHAM_FOREST,), publisher_id="waltham-forest"),
            a_source("lewisham-sab", (LEWISHAM,), scope=Scope.ADULT),
            a_source("national", (), scope=Scope.NATIONAL, nation=None),
        ),
    )


def ids(found: Resolution) -> list[str]:
    return [review.review_id for review in found.reviews]


def only(found: Resolution) -> ReviewFacts:
    (review,) = found.reviews
    return review


def entry(kind: str, review: str, **more: object) -> Entry:
    given = {"kind": kind, "review": review, "because": "It says so on page 2.", "by": "A. Curator", "on": "2021-02-20"}
    return Entry.model_validate({**given, "line": 3, **more})


def test_the_links_of_one_heading_are_one_review_with_two_documents(ledger: Ledger) -> None:
    ledger.harvest(
        "wandsworth",
        a_link(
            "Georgina and Grace", "http://wandsworth.test/scr.pdf", names=("Georgina", "Grace"), kind=ReviewType.SCR
        ),
        a_link(
            "Georgina and Grace",
            "http://wandsworth.test/7.pdf",
            names=("Georgina", "Grace"),
            kind=ReviewType.SCR,
            role=Role.SEVEN_MINUTE_BRIEFING,
            position=1,
        ),
    )
    ledger.document("wandsworth", "http://wandsworth.test/scr.pdf", "the report")
    ledger.document("wandsworth", "http://wandsworth.test/7.pdf", "the briefing")
    found = ledger.resolve()
    review = only(found)
    assert (review.review_id, review.pseudonyms) == ("wandsworth-georgina-and-grace", ("Georgina", "Grace"))
    assert review.area_codes == ("E09000032",)
    assert {one.role for one in found.documents} == {Role.FULL_REPORT, Role.SEVEN_MINUTE_BRIEFING}
    assert review.url == "http://wandsworth.test/scr.pdf"


def child_c(ledger: Ledger, **briefing: object) -> Resolution:
    """One page has another area's briefing and points to the other council's page, which has the report."""
    common = {"names": ("Child C",), "areas": ("Waltham Forest",), "own": False}
    ledger.harvest(
        "wandsworth",
        a_link(
            "Child C - Waltham Forest",
            "http://wandsworth.test/c7.pdf",
            role=Role.SEVEN_MINUTE_BRIEFING,
            **{**common, **briefing},  # type: ignore[arg-type]
        ),
        a_link("Child C - Waltham Forest", OWN_PAGE, left_out="points to another body's page", position=1),
    )
    ledger.harvest(
        "walthamforest",
        a_link("Child C", "http://walthamforest.test/c.pdf", page=OWN_PAGE, names=("Child C",), kind=ReviewType.SCR),
        a_link(
            "Child C",
            "http://walthamforest.test/r.pdf",
            page=OWN_PAGE,
            names=("Child C",),
            kind=ReviewType.SCR,
            role=Role.RESPONSE,
            position=1,
        ),
    )
    for source, url in (
        ("wandsworth", "wandsworth.test/c7"),
        ("walthamforest", "walthamforest.test/c"),
        ("walthamforest", "walthamforest.test/r"),
    ):
        ledger.document(source, f"http://{url}.pdf", f"text of {url}")
    return ledger.resolve()


def test_a_pointer_joins_two_sites_and_the_responsible_publisher_leads(ledger: Ledger) -> None:
    found = child_c(ledger)
    review = only(found)
    assert review.review_id == "waltham-forest-child-c"
    assert (review.publisher_id, review.area_codes, review.review_type) == ("waltham-forest", (WALTHAM_FOREST,), "SCR")
    assert {(one.source_id, one.url) for one in found.locations} == {
        ("wandsworth", "http://wandsworth.test/c7.pdf"),
        ("walthamforest", "http://walthamforest.test/c.pdf"),
        ("walthamforest", "http://walthamforest.test/r.pdf"),
    }
    assert not found.issues


def test_child_a_of_six_areas_is_six_reviews(tmp_path: Path) -> None:
    codes = ("E09000032", "E09000031", "E09000023", "E09000002", "E09000003", "E09000004")
    sources = tuple(a_source(f"place{number}", (code,)) for number, code in enumerate(codes))
    ledger = Ledger(tmp_path, sources)
    for source in sources:
        page = source.urls[0]
        ledger.harvest(
            source.id, a_link("Child A", f"{page}/a.pdf", page=page, names=("Child A",), kind=ReviewType.SCR)
        )
        ledger.document(source.id, f"{page}/a.pdf", f"report of {source.id}")
    found = ledger.resolve()
    assert len(found.reviews) == 6
    assert not found.issues


def test_two_reviews_of_one_name_in_one_area_stay_two(ledger: Ledger) -> None:
    for number, (when, item) in enumerate((("2016-05", "first"), ("2020-11", "second"))):
        url = f"http://wandsworth.test/liam{number}.pdf"
        ledger.harvest(
            "wandsworth",
            *(
                a_link(
                    "Baby Liam",
                    f"http://wandsworth.test/liam{n}.pdf",
                    names=("Baby Liam",),
                    item=i,
                    position=n,
                    published=a_date(w),
                    kind=ReviewType.SCR,
                )
                for n, (w, i) in enumerate((("2016-05", "first"), ("2020-11", "second")))
            ),
            at=NOW + number * WEEK,
        )
        ledger.document("wandsworth", url, f"{when} {item}")
    found = ledger.resolve()
    assert ids(found) == ["wandsworth-2016-baby-liam", "wandsworth-2020-baby-liam"]


def test_a_generic_name_with_nothing_else_in_common_is_a_question_not_a_join(ledger: Ledger) -> None:
    ledger.harvest(
        "wandsworth",
        a_link("Child K", "http://wandsworth.test/k.pdf", names=("Child K",), kind=ReviewType.SCR),
        a_link(
            "Child K briefing",
            "http://wandsworth.test/k7.pdf",
            names=("Child K",),
            role=Role.LEARNING_BRIEFING,
            page="http://wandsworth.test/briefings",
        ),
    )
    found = ledger.resolve()
    assert len(found.reviews) == 2
    (issue,) = found.issues
    assert issue.kind is IssueKind.POSSIBLE_DUPLICATE
    assert all(review_id in issue.message for review_id in ids(found))


def test_two_different_reports_on_one_page_are_never_joined(ledger: Ledger) -> None:
    ledger.harvest(
        "wandsworth",
        a_link("Robin", "http://wandsworth.test/1.pdf", names=("Robin",), item="one"),
        a_link("Robin", "http://wandsworth.test/2.pdf", names=("Robin",), item="two", position=1),
    )
    ledger.document("wandsworth", "http://wandsworth.test/1.pdf", "one report")
    ledger.document("wandsworth", "http://wandsworth.test/2.pdf", "another report")
    assert len(ledger.resolve().reviews) == 2


def test_one_report_for_two_children_listed_apart_gives_two_reviews_that_share_it(ledger: Ledger) -> None:
    url = "http://wandsworth.test/s-and-d.pdf"
    ledger.harvest(
        "wandsworth",
        a_link("Child S", url, names=("Child S",), kind=ReviewType.SCR),
        a_link("Child D", url, names=("Child D",), kind=ReviewType.SCR, position=1),
    )
    sha256 = ledger.document("wandsworth", url, "one report about both")
    found = ledger.resolve()
    assert len(found.reviews) == 2
    assert [(one.document_id, one.review_id) for one in found.documents] == [
        (sha256, "wandsworth-child-d"),
        (sha256, "wandsworth-child-s"),
    ]


def test_a_link_to_the_landing_page_of_a_publication_is_that_publication(ledger: Ledger) -> None:
    page = "http://national.test/publications/infants"
    ledger.harvest(
        "wandsworth",
        a_link("National review of infants", page, kind=ReviewType.NATIONAL_CSPR, own=False),
    )
    ledger.harvest(
        "national",
        a_link("Out of routine", "http://national.test/files/r.pdf", page=page, kind=ReviewType.NATIONAL_CSPR),
    )
    ledger.document("wandsworth", page, "a landing page", a_finding("title", "A landing page"))
    sha256 = ledger.document("national", "http://national.test/files/r.pdf", "the report itself")
    found = ledger.resolve()
    assert only(found).title == "Out of routine"
    assert [one.document_id for one in found.documents] == [sha256]
    assert {one.url: one.document_id for one in found.locations}[page] is None


def test_a_review_of_a_body_whose_areas_changed_has_the_areas_of_today(tmp_path: Path) -> None:
    bournemouth, poole, together = "E06000028", "E06000029", "E06000058"
    ledger = Ledger(tmp_path, (a_source("coast", (bournemouth, poole, together)),))
    ledger.harvest("coast", a_link("Child Q", "http://coast.test/q.pdf", names=("Child Q",)))
    ledger.document("coast", "http://coast.test/q.pdf", "the report")
    assert only(ledger.resolve()).area_codes == (together,)


def test_the_same_file_on_two_sites_is_one_review(ledger: Ledger) -> None:
    ledger.harvest("wandsworth", a_link("Frankie", "http://wandsworth.test/f.pdf", names=("Frankie",)))
    ledger.harvest(
        "national",
        a_link(
            "2021 - Wandsworth - Frankie",
            "http://national.test/x.pdf",
            page="http://national.test/list",
            names=("Frankie",),
            areas=("Wandsworth",),
            own=False,
        ),
    )
    ledger.document("wandsworth", "http://wandsworth.test/f.pdf", "same bytes")
    ledger.document("national", "http://national.test/x.pdf", "same bytes")
    found = ledger.resolve()
    assert ids(found) == ["wandsworth-frankie"]
    assert len(found.documents) == 1
    assert len(found.locations) == 2


def test_an_entry_without_a_file_still_makes_a_review(ledger: Ledger) -> None:
    ledger.harvest(
        "national",
        a_link(
            "2020 - Anonymous - Child XY",
            "http://national.test/list#xy",
            page="http://national.test/list",
            names=("Child XY",),
            own=False,
            has_document=False,
            published=a_date("2020", DateBasis.ENTRY),
        ),
    )
    found = ledger.resolve()
    review = only(found)
    assert (review.publisher, review.area_codes, review.review_type) == (None, (), ReviewType.OTHER)
    assert found.locations[0].document_id is None


def test_a_line_that_vanished_or_was_cut_short_takes_nothing_away(ledger: Ledger) -> None:
    url = "http://wandsworth.test/f.pdf"
    full = a_link("Frankie - published January 2021", url, names=("Frankie",), item="x", published=a_date("2021-01"))
    ledger.harvest("wandsworth", full)
    ledger.document("wandsworth", url, "the report")
    ledger.harvest("wandsworth", a_link("Frankie", url, names=("Frankie",), item="x"), at=NOW + WEEK)
    cut = only(ledger.resolve())
    assert (cut.published_on, cut.published_precision) == (dt.date(2021, 1, 1), Precision.MONTH)
    ledger.harvest("wandsworth", at=NOW + 2 * WEEK)
    gone = ledger.resolve()
    assert only(gone).published_on == dt.date(2021, 1, 1)
    assert gone.locations[0].listed is False


def test_an_incomplete_harvest_never_says_that_a_document_is_no_longer_listed(ledger: Ledger) -> None:
    ledger.harvest("wandsworth", a_link("Frankie", "http://wandsworth.test/f.pdf", names=("Frankie",)))
    ledger.harvest("wandsworth", at=NOW + WEEK, complete=False)
    assert ledger.resolve().locations[0].listed is True


def test_ids_stay_when_a_date_is_found_later_and_when_other_reviews_come(ledger: Ledger) -> None:
    url = "http://wandsworth.test/f.pdf"
    ledger.harvest("wandsworth", a_link("Frankie", url, names=("Frankie",), item="x"))
    assert ids(ledger.resolve()) == ["wandsworth-frankie"]
    ledger.harvest(
        "wandsworth",
        a_link("Alma", "http://wandsworth.test/a.pdf", names=("Alma",), position=0),
        a_link("Frankie", url, names=("Frankie",), item="x", published=a_date("2021-01"), position=1),
        at=NOW + WEEK,
    )
    found = ledger.resolve()
    assert ids(found) == ["wandsworth-alma", "wandsworth-frankie"]
    assert [one.review_id for one in found.minted] == ["wandsworth-alma"]


def test_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    briefing = a_link(
        "Child C - Waltham Forest",
        "http://wandsworth.test/c7.pdf",
        names=("Child C",),
        own=False,
        areas=("Waltham Forest",),
        kind=ReviewType.SCR,
        role=Role.SEVEN_MINUTE_BRIEFING,
    )
    frankie = a_link("Frankie", "http://wandsworth.test/f.pdf", names=("Frankie",), position=1)
    report = a_link(
        "Child C", "http://walthamforest.test/c.pdf", page=OWN_PAGE, names=("Child C",), kind=ReviewType.SCR
    )
    listings = {"wandsworth": (briefing, frankie), "walthamforest": (report,)}
    documents = {
        "wandsworth.test/f": "wandsworth",
        "walthamforest.test/c": "walthamforest",
        "wandsworth.test/c7": "wandsworth",
    }
    results = set()
    for seed in range(6):
        ledger = Ledger(tmp_path / str(seed), (a_source(), a_source("walthamforest", (WALTHAM_FOREST,))))
        steps = [*listings, *documents]
        random.Random(seed).shuffle(steps)
        for step in steps:
            if step in listings:
                ledger.harvest(step, *listings[step])
            else:
                ledger.document(documents[step], f"http://{step}.pdf", f"text of {step}")
        results.add(ledger.resolve().canonical())
    assert len(results) == 1


def test_every_value_that_stands_has_chosen_evidence_and_losers_are_kept(ledger: Ledger) -> None:
    url = "http://wandsworth.test/f.pdf"
    ledger.harvest(
        "wandsworth", a_link("Frankie", url, names=("Frankie",), kind=ReviewType.LCSPR, published=a_date("2021-01"))
    )
    ledger.document(
        "wandsworth",
        url,
        "the report",
        a_finding("published_on", "2021-01-18", basis=DateBasis.DOCUMENT),
        a_finding("published_on", "2016", basis=DateBasis.COVER, confidence=0.3),
        a_finding("reviewers", "Alex Sampleford"),
        a_finding("themes", "neglect"),
    )
    found = ledger.resolve()
    review = only(found)
    assert (review.published_on, review.published_precision) == (dt.date(2021, 1, 18), Precision.DAY)
    assert (review.reviewers, review.reviewer_named, review.themes) == (("Alex Sampleford",), True, ("neglect",))
    chosen = {(one.field, one.value) for one in found.evidence if one.chosen}
    assert {("reviewers", "Alex Sampleford"), ("published_on", "2021-01-18"), ("review_type", "LCSPR")} <= chosen
    assert ("published_on", "2016") in {(one.field, one.value) for one in found.evidence if not one.chosen}


def test_a_report_read_whole_that_names_nobody_says_so_and_an_unread_one_says_nothing(ledger: Ledger) -> None:
    ledger.harvest(
        "wandsworth",
        a_link("Alma", "http://wandsworth.test/a.pdf", names=("Alma",)),
        a_link("Bryn", "http://wandsworth.test/b.pdf", names=("Bryn",), position=1),
    )
    ledger.document("wandsworth", "http://wandsworth.test/a.pdf", "a report without a name")
    named = {review.pseudonyms: review.reviewer_named for review in ledger.resolve().reviews}
    assert named == {("Alma",): False, ("Bryn",): None}


def test_an_adult_review_is_held_and_not_about_a_child(ledger: Ledger) -> None:
    page = "http://lewisham-sab.test/reviews"
    ledger.harvest(
        "lewisham-sab", a_link("Adult Q", f"{page}/q.pdf", page=page, names=("Adult Q",), kind=ReviewType.SAR)
    )
    review = only(ledger.resolve())
    assert (review.review_type, review.about_child) == (ReviewType.SAR, False)


def test_curation_sets_a_value_and_keeps_what_it_overrules(ledger: Ledger) -> None:
    ledger.harvest("wandsworth", a_link("Frankie", "http://wandsworth.test/f.pdf", names=("Frankie",)))
    found = ledger.resolve(entry("set", "wandsworth-frankie", field="incident", value="death"))
    assert only(found).incident == "death"
    (row,) = [one for one in found.evidence if one.field == "incident" and one.chosen]
    assert (row.extractor, row.confidence) == ("curation", 1.0)
    assert "A. Curator" in row.snippet


def test_curation_hides_retypes_and_merges(ledger: Ledger) -> None:
    ledger.harvest(
        "wandsworth",
        a_link("Alma", "http://wandsworth.test/a.pdf", names=("Alma",)),
        a_link("Bryn", "http://wandsworth.test/b.pdf", names=("Bryn",), position=1),
        a_link("Cerys", "http://wandsworth.test/c.pdf", names=("Cerys",), position=2),
    )
    found = ledger.resolve(
        entry("hide", "wandsworth-alma"),
        entry("retype", "wandsworth-bryn", value="RAPID_REVIEW"),
        entry("merge", "wandsworth-cerys", into="wandsworth-bryn"),
    )
    review = only(found)
    assert (review.review_id, review.review_type) == ("wandsworth-bryn", ReviewType.RAPID_REVIEW)
    assert len(found.locations) == 2
    assert not found.issues


@pytest.mark.parametrize(
    "wrong",
    [
        entry("set", "nobody", field="incident", value="death"),
        entry("set", "wandsworth-alma", field="shoe_size", value="4"),
        entry("set", "wandsworth-alma", field="incident", value="sunshine"),
        entry("merge", "wandsworth-alma", into="nobody"),
    ],
)
def test_a_curation_entry_that_does_nothing_is_an_issue(ledger: Ledger, wrong: Entry) -> None:
    ledger.harvest("wandsworth", a_link("Alma", "http://wandsworth.test/a.pdf", names=("Alma",)))
    (issue,) = ledger.resolve(wrong).issues
    assert issue.kind is IssueKind.CURATION_UNMATCHED
    assert "Line 3" in issue.message


def withheld(link: Link, synopsis: str = "Something happened.") -> Link:
    """Return a link as one of an entry whose area is withheld."""
    stated = link.stated.model_copy(update={"anonymous": True, "own": False, "synopsis": synopsis})
    return link.model_copy(update={"stated": stated})


COLLECTION = "http://national.test/update"


def test_a_withheld_area_is_told_by_no_document_and_no_shared_file(ledger: Ledger) -> None:
    own = a_link("Child C", "http://walthamforest.test/c.pdf", page=OWN_PAGE, names=("Child C",), kind=ReviewType.SCR)
    deposit = a_link("2020 – Anonymous – Child C", "http://national.test/c.pdf", page=COLLECTION, names=("Child C",))
    ledger.harvest("walthamforest", own)
    ledger.harvest("national", withheld(deposit))
    findings = (
        a_finding("area", WALTHAM_FOREST),
        a_finding("title", "Child C, Waltham Forest"),
        a_finding("review_type", "SCR"),
    )
    ledger.document("walthamforest", "http://walthamforest.test/c.pdf", "the report", *findings)
    ledger.document("national", "http://national.test/c.pdf", "the report", *findings)
    found = ledger.resolve()
    assert found.issues == ()
    apart = {review.anonymous: review for review in found.reviews}
    assert (apart[False].area_codes, apart[False].title) == ((WALTHAM_FOREST,), "Child C, Waltham Forest")
    assert (apart[True].area_codes, apart[True].publisher_id, apart[True].title) == (
        (),
        None,
        "2020 – Anonymous – Child C",
    )
    told = [row for row in found.evidence if row.review_id == apart[True].review_id]
    assert not [row for row in told if row.field == "area_codes" and row.value is not None]
    assert not [row for row in told if "Waltham" in f"{row.value}{row.snippet}{row.reason}"]
    titles = [one.title for one in found.documents if one.review_id == apart[True].review_id]
    assert titles == ["Read the report"]


def test_anonymous_entries_of_one_heading_are_one_only_by_their_words(ledger: Ledger) -> None:
    def shown(page: str, synopsis: str) -> Link:
        url = f"{page}#{len(synopsis)}"
        link = a_link("2025 – Anonymous – Child A", url, page=page, names=("Child A",), item=url, has_document=False)
        return withheld(link, synopsis)

    ledger.harvest(
        "national", shown(COLLECTION, "Death of a baby."), shown("http://national.test/2025", "Death of a baby."),
        shown(COLLECTION, "Serious harm of a boy."),
    )  # fmt: skip
    found = ledger.resolve()
    assert [review.pseudonyms for review in found.reviews] == [("Child A",), ("Child A",)]
    counts = sorted(sum(place.review_id == review for place in found.locations) for review in ids(found))
    assert counts == [1, 2]


def moving(ledger: Ledger, *old: str, beside: bool = False) -> Resolution:
    """Resolve what moved from old pages to a new one, which stood beside them or came when they went."""
    new = a_link("New", "http://national.test/new.pdf", page="http://national.test/new", kind=ReviewType.NATIONAL_CSPR)
    olds = [
        a_link(
            name, f"http://national.test/{name}.pdf", page=f"http://national.test/{name}", kind=ReviewType.NATIONAL_CSPR
        )
        for name in old
    ]
    ledger.harvest("national", *olds, *([new] if beside else []))
    removal = Removal(kind=RemovalKind.MOVED, to="http://national.test/new")
    left = [
        link.model_copy(update={"left_out": removal.sentence, "removal": removal, "has_document": False})
        for link in olds
    ]
    ledger.harvest("national", *left, new, at=NOW + WEEK)
    return ledger.resolve()


def test_what_moved_stays_the_same_review(ledger: Ledger) -> None:
    found = moving(ledger, "old")
    assert len(found.reviews) == 1
    assert {place.url: (place.removal, place.moved_to, place.listed) for place in found.locations} == {
        "http://national.test/old.pdf": (RemovalKind.MOVED, "http://national.test/new", False),
        "http://national.test/new.pdf": (None, None, True),
    }


@pytest.mark.parametrize(("old", "beside", "reviews"), [(("one", "two"), False, 3), (("one",), True, 2)])
def test_what_may_only_have_been_gathered_elsewhere_is_a_question(
    ledger: Ledger, old: tuple[str, ...], beside: bool, reviews: int
) -> None:
    found = moving(ledger, *old, beside=beside)
    assert len(found.reviews) == reviews
    assert [issue.kind for issue in found.issues] == [IssueKind.POSSIBLE_DUPLICATE] * len(old)


def test_the_publishers_word_counts_where_others_list_its_address(ledger: Ledger) -> None:
    file = "http://national.test/review.pdf"
    link = a_link("Review", file, page="http://national.test/review", kind=ReviewType.NATIONAL_CSPR)
    others = [
        a_link("Review", url, kind=ReviewType.NATIONAL_CSPR, own=False, item="review")
        for url in (file, "http://national.test/review")
    ]
    removal = Removal(kind=RemovalKind.WITHDRAWN)
    ledger.harvest("national", link.model_copy(update={"removal": removal}))
    ledger.harvest("wandsworth", *others)
    found = ledger.resolve()
    assert len(found.reviews) == 1
    assert {place.url: place.removal for place in found.locations} == {
        file: RemovalKind.WITHDRAWN,
        "http://national.test/review": RemovalKind.WITHDRAWN,
    }


def test_a_file_that_its_page_took_along_stands(ledger: Ledger) -> None:
    file = "http://national.test/review.pdf"
    old = a_link("Review", file, page="http://national.test/old", kind=ReviewType.NATIONAL_CSPR)
    new = a_link("Review", file, page="http://national.test/new", kind=ReviewType.NATIONAL_CSPR)
    removal = Removal(kind=RemovalKind.MOVED, to="http://national.test/new")
    ledger.harvest("national", old)
    ledger.harvest("national", old.model_copy(update={"left_out": "Moved.", "removal": removal}), new, at=NOW + WEEK)
    found = ledger.resolve()
    assert len(found.reviews) == 1
    assert [(place.url, place.removal, place.listed) for place in found.locations] == [(file, None, True)]


def test_what_was_said_to_be_gone_and_stands_again_is_not_removed(ledger: Ledger) -> None:
    link = a_link("Old", "http://national.test/old.pdf", page="http://national.test/old")
    removal = Removal(kind=RemovalKind.GONE, explanation="Published in error.")
    ledger.harvest("national", link)
    ledger.harvest("national", link.model_copy(update={"left_out": "Gone.", "removal": removal}), at=NOW + WEEK)
    (place,) = ledger.resolve().locations
    assert (place.removal, place.removal_explanation) == (RemovalKind.GONE, "Published in error.")
    ledger.harvest("national", link, at=NOW + 2 * WEEK)
    (place,) = ledger.resolve().locations
    assert (place.removal, place.removal_explanation, place.listed) == (None, None, True)
