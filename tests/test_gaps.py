"""Where reviews are found and where they are not, and facts about the duty: asked of a printed edition."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from catalogue.edition import open_edition
from catalogue.models import Evidence, Listing, Location, ReviewPublisher, SourceRow
from catalogue.publish import Contents, index, views
from catalogue.vocabulary import (
    Collection,
    NoDocument,
    Precision,
    PublisherRelation,
    Rejection,
    RetentionStatus,
    Role,
    Scope,
    SourceState,
    SourceStatus,
)
from tests.edition_samples import NOON, SOURCE, Press, contents, document, location, review

DAY = dt.timedelta(days=1)
NSPCC = SOURCE.model_copy(
    update={
        "source_id": "nspcc",
        "publisher_id": "nspcc",
        "publisher": "NSPCC",
        "scope": Scope.NATIONAL,
        "collection": Collection.NSPCC,
        "area_codes": (),
    }
)
PANEL = NSPCC.model_copy(
    update={"source_id": "panel", "publisher_id": "panel", "publisher": "Panel", "collection": Collection.PANEL}
)
NEIGHBOUR = SOURCE.model_copy(
    update={"source_id": "neighbour", "publisher_id": "neighbour", "publisher": "Neighbour", "area_codes": ()}
)
NOT_READ = {"read_whole": False, "state": SourceState.INCOMPLETE}


def listing(review_id: str, source_id: str, listed: bool | None = True, **more: object) -> Listing:
    row = Listing(
        review_id=review_id,
        source_id=source_id,
        page=f"http://{source_id}.test/reviews",
        own=source_id == "sampleborough",
        documents=1,
        first_seen_at=NOON,
        last_seen_at=NOON,
        listed=listed,
    )
    return row.model_copy(update=more)


def world(*listings: Listing, sources: tuple[SourceRow, ...] = (SOURCE, NSPCC, PANEL), **changes: object) -> Contents:
    """Return contents of one review, listed where it is said."""
    what = contents(review("r1", **changes))
    return dataclasses.replace(what, listings=listings, sources=sources)


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


def rows(press: Press, query: str) -> list[tuple[Any, ...]]:
    with open_edition(press.path) as edition:
        return edition.execute(query).fetchall()


def gap(press: Press, what: Contents) -> tuple[Any, ...]:
    """Print and return in which lists the one review is."""
    outcome = press.print(what)
    assert outcome.published, outcome.refused
    (found,) = rows(press, "SELECT own_list, nspcc_list, panel_list, found FROM gap_report")
    return found


def unread(source: SourceRow) -> SourceRow:
    return source.model_copy(update=NOT_READ)


OWN, THERE = listing("r1", "sampleborough"), listing("r1", "nspcc")
FOUND = {
    "on both": (world(OWN, THERE), ("listed", "listed", "not_found", "own_and_national")),
    "on its own alone": (world(OWN), ("listed", "not_found", "not_found", "own_only")),
    "on the national alone": (world(THERE), ("not_found", "listed", "not_found", "national_only")),
    "on the Panel's alone": (world(listing("r1", "panel")), ("not_found", "not_found", "listed", "national_only")),
    "once on its own": (
        world(listing("r1", "sampleborough", False), THERE),
        ("no_longer_listed", "listed", "not_found", "national_only"),
    ),
    "nowhere now": (
        world(listing("r1", "sampleborough", False), listing("r1", "nspcc", False)),
        ("no_longer_listed", "no_longer_listed", "not_found", "no_list_now"),
    ),
    "on a neighbour's": (
        world(listing("r1", "neighbour"), sources=(SOURCE, NSPCC, PANEL, NEIGHBOUR)),
        ("not_found", "not_found", "not_found", "elsewhere_only"),
    ),
    "own list not read whole": (
        world(THERE, sources=(unread(SOURCE), NSPCC, PANEL)),
        ("not_known", "listed", "not_found", "not_known"),
    ),
    "national list not read whole": (
        world(OWN, sources=(SOURCE, unread(NSPCC), PANEL)),
        ("listed", "not_known", "not_found", "not_known"),
    ),
    "one of two own lists not read whole": (
        world(THERE, sources=(SOURCE, unread(SOURCE.model_copy(update={"source_id": "second"})), NSPCC, PANEL)),
        ("not_known", "listed", "not_found", "not_known"),
    ),
    "no list of its own is known": (
        world(
            THERE,
            sources=(
                SOURCE.model_copy(update={**NOT_READ, "state": SourceState.UNLOCATED, "last_harvest_at": None}),
                NSPCC,
                PANEL,
            ),
        ),
        ("not_known", "listed", "not_found", "not_known"),
    ),
    "seen in a part that was read": (
        world(listing("r1", "sampleborough", None), sources=(unread(SOURCE), NSPCC, PANEL)),
        ("listed", "not_found", "not_found", "own_only"),
    ),
    "seen long ago in a part that was read": (
        world(listing("r1", "sampleborough", None, last_seen_at=NOON - DAY), sources=(unread(SOURCE), NSPCC, PANEL)),
        ("not_known", "not_found", "not_found", "not_known"),
    ),
    "on a former list alone": (
        world(
            listing("r1", "former"),
            sources=(
                SOURCE.model_copy(
                    update={"source_id": "former", "status": SourceStatus.RETIRED, "state": SourceState.RETIRED}
                ),
                SOURCE,
                NSPCC,
                PANEL,
            ),
        ),
        ("not_known", "not_found", "not_found", "not_known"),
    ),
    "on its successor's list": (
        world(
            listing("r1", "neighbour"),
            sources=(SOURCE.model_copy(update={"succeeded_by": ("neighbour",)}), NSPCC, PANEL, NEIGHBOUR),
        ),
        ("listed", "not_found", "not_found", "own_only"),
    ),
    "no publisher is known": (
        world(THERE, publisher_id=None, publisher=None),
        ("not_attributed", "listed", "not_found", "not_attributed"),
    ),
}


@pytest.mark.parametrize("case", FOUND)
def test_not_found_is_said_only_of_a_list_that_was_read_whole(press: Press, case: str) -> None:
    what, expected = FOUND[case]
    assert gap(press, what) == expected


def test_a_review_of_two_bodies_is_looked_for_on_the_lists_of_both(press: Press) -> None:
    both = tuple(
        ReviewPublisher(review_id="r1", publisher_id=key, publisher=key, relation=PublisherRelation.JOINT)
        for key in ("neighbour", "sampleborough")
    )
    lists = (SOURCE, NSPCC, PANEL, NEIGHBOUR)
    joint = dataclasses.replace(
        world(listing("r1", "neighbour"), sources=lists, publisher_id=None, publisher=None), publishers=both
    )
    assert gap(press, joint) == ("listed", "not_found", "not_found", "own_only")
    counted = rows(press, "SELECT publisher_id, reviews, on_own_list FROM gap_by_publisher")
    assert counted == [("neighbour", 1, 1), ("sampleborough", 1, 1)]
    unlisted = dataclasses.replace(
        world(THERE, sources=(SOURCE, NSPCC, PANEL, unread(NEIGHBOUR)), publisher_id=None, publisher=None),
        publishers=both,
    )
    assert gap(press, unlisted) == ("not_known", "listed", "not_found", "not_known")
    hidden = dataclasses.replace(world(THERE, sources=lists, anonymous=True), publishers=both)
    assert gap(press, hidden) == ("not_attributed", "listed", "not_found", "not_attributed")
    assert rows(press, "SELECT sum(reviews) FROM gap_by_publisher") == [(0,)]


def test_an_anonymous_deposit_belongs_to_no_publisher_whatever_it_holds(press: Press) -> None:
    hidden = world(THERE, listing("r1", "sampleborough"), anonymous=True)
    assert gap(press, hidden) == ("not_attributed", "listed", "not_found", "not_attributed")
    assert rows(press, "SELECT publisher_id, publisher, own_page FROM gap_report") == [(None, None, None)]
    assert rows(
        press, "SELECT reviews, on_national_lists FROM gap_by_publisher WHERE publisher_id = 'sampleborough'"
    ) == [(0, 0)]


def test_the_five_years_stand_beside_the_national_list(press: Press) -> None:
    clock = {"expected_until": dt.date(2026, 12, 31), "expected_basis": "About five years. Not confirmed."}
    entry = Location.model_validate(
        location("r1").model_dump()
        | {"location_id": "at-nspcc", "source_id": "nspcc", "url": "http://nspcc.test/reviews#r1", "document_id": None}
        | clock
    )
    what = world(OWN, THERE)
    press.print(dataclasses.replace(what, locations=(*what.locations, entry)))
    assert rows(press, "SELECT nspcc_expected_until, nspcc_expected_basis, nspcc_page FROM gap_report") == [
        (dt.date(2026, 12, 31), "About five years. Not confirmed.", "http://nspcc.test/reviews")
    ]
    by_publisher = (
        "SELECT nspcc_copies_ended, nspcc_next_end FROM gap_by_publisher WHERE publisher_id = 'sampleborough'"
    )
    assert rows(press, by_publisher) == [(0, dt.date(2026, 12, 31))]
    press.print(dataclasses.replace(what, locations=(*what.locations, entry)), at=NOON + 400 * DAY, code="later")
    assert rows(press, by_publisher) == [(1, None)]


def test_a_publisher_is_told_what_each_side_lacks(press: Press) -> None:
    what = contents(review("r1"), review("r2"), review("r3"), review("r4", about_child=False))
    listings = (OWN, listing("r2", "nspcc"), listing("r3", "sampleborough"), listing("r3", "nspcc"))
    press.print(dataclasses.replace(what, listings=listings, sources=(SOURCE, NSPCC, PANEL, NEIGHBOUR)))
    query = (
        "SELECT publisher_id, own_list_read, reviews, on_own_list, on_national_lists, national_only_reviews,"
        " own_only_reviews, not_known FROM gap_by_publisher"
    )
    assert rows(press, query) == [
        ("neighbour", True, 0, 0, 0, [], [], 0),
        ("sampleborough", True, 3, 2, 2, ["r2"], ["r1"], 0),
    ]
    counted = "SELECT national_only, len(national_only_reviews), own_only, len(own_only_reviews) FROM gap_by_publisher"
    assert all(row[0] == row[1] and row[2] == row[3] for row in rows(press, counted))


# Facts about the duty


def test_a_review_without_a_document_needs_a_reason(press: Press) -> None:
    bare = review("r1")
    what = contents(bare)
    without = dataclasses.replace(
        what,
        documents=(),
        locations=tuple(place.model_copy(update={"document_id": None}) for place in what.locations),
        evidence=tuple(row.model_copy(update={"document_id": None}) for row in what.evidence),
    )
    assert press.print(without).refused == (
        "reviews: a review has neither a document nor a reason why there is none: r1",
    )
    told = dataclasses.replace(without, reviews=(bare.model_copy(update={"no_document": NoDocument.NOT_LINKED}),))
    assert press.print(told).published
    assert rows(press, "SELECT published, roles, no_document FROM report_or_information") == [
        ("neither", [], "not_linked")
    ]


@pytest.mark.parametrize(
    ("role", "published"),
    [
        (Role.FULL_REPORT, "full_report"),
        (Role.IMPROVEMENTS_INFORMATION, "improvements_information"),
        (Role.SEVEN_MINUTE_BRIEFING, "neither"),
        (Role.OTHER, "neither"),
    ],
)
def test_what_is_published_is_told_by_its_role(press: Press, role: Role, published: str) -> None:
    paper = document("r1").model_copy(update={"role": role})
    press.print(dataclasses.replace(contents(review("r1")), documents=(paper,)))
    assert rows(press, "SELECT published, unstated FROM report_or_information") == [
        (published, int(role is Role.OTHER))
    ]


def test_only_a_report_that_was_read_and_names_nobody_lacks_its_reviewer(press: Press) -> None:
    press.print(
        contents(
            review("r1", reviewer_named=False),
            review("r2", reviewer_named=None),
            review("r3", reviewer_named=True, reviewers=("Alex Sampleford",)),
            review("r4", reviewer_named=False, about_child=False),
        )
    )
    assert rows(press, "SELECT review_id FROM reviewer_missing") == [("r1",)]


def commissioned(what: Contents, *printed: tuple[str, str]) -> Contents:
    more = tuple(
        Evidence(
            review_id="r1",
            document_id=document("r1").document_id,
            field="published_on",
            value=value,
            page=2,
            snippet=words,
            extractor="rejected@1",
            confidence=0.0,
            chosen=False,
            reason=Rejection.COMMISSION.definition,
            url=None,
        )
        for value, words in printed
    )
    return dataclasses.replace(what, evidence=(*what.evidence, *more))


AFTER = {
    "to the day": (("2020-01-01", "Commissioned 1 January 2020"), Precision.DAY, 366, 366, None),
    "to the month": (("2020-12", "commissioned in December 2020"), Precision.MONTH, 1, 61, None),
    "to the year": (("2020", "Commissioned 2020"), Precision.YEAR, 1, 730, None),
    "the same month": (("2021-01", "Commissioned January 2021"), Precision.MONTH, 0, 30, None),
    "after publication": (
        ("2023-01", "Commissioned January 2023"),
        Precision.MONTH,
        None,
        None,
        "The printed dates contradict each other.",
    ),
    "begun, not commissioned": (
        ("2020-01", "began January 2020"),
        Precision.MONTH,
        None,
        None,
        "No date of commissioning was read in its documents.",
    ),
}


@pytest.mark.parametrize("case", AFTER)
def test_the_time_from_commissioning_is_as_exact_as_print(press: Press, case: str) -> None:
    printed, precision, least, most, reason = AFTER[case]
    assert press.print(commissioned(contents(review("r1", published_precision=precision)), printed)).published
    assert rows(press, "SELECT days_least, days_most, reason FROM published_after_commissioning") == [
        (least, most, reason)
    ]


def test_several_dates_or_none_of_publication_give_a_reason(press: Press) -> None:
    two = ("2020-01", "Commissioned January 2020"), ("2020-02", "Commissioned February 2020")
    press.print(commissioned(contents(review("r1")), *two))
    query = "SELECT commissioned_on, days_least, days_most, reason FROM published_after_commissioning"
    assert rows(press, query) == [(None, None, None, "Its documents print several dates of commissioning.")]
    undated = review("r1", published_on=None, published_precision=None, published_basis=None)
    press.print(commissioned(contents(undated), two[0]))
    assert rows(press, query) == [(dt.date(2020, 1, 1), None, None, "No date of publication is known.")]


def test_the_duty_board_shows_what_is_in_its_period(press: Press) -> None:
    until = {"retained_until": dt.date(2026, 3, 12), "retained_until_latest": dt.date(2026, 4, 11)}
    statuses = list(RetentionStatus)
    press.print(contents(*(review(f"r-{status}", retention_status=status, **until) for status in statuses)))
    found = rows(press, "SELECT review_id, days_left FROM duty_board")
    assert {name for name, _ in found} == {
        f"r-{status}" for status in statuses if status.endswith("_in_period") or status == "period_uncertain"
    }
    assert {days for _, days in found} == {10}


# Counts


def test_counts_by_year_theme_and_pair(press: Press) -> None:
    more = ("neglect", "poverty")
    what = contents(
        review("r1", themes=more), review("r2", themes=("neglect",)), review("r3", themes=more, about_child=False)
    )
    poverty = what.themes[0].model_copy(update={"theme_id": "poverty", "label": "Poverty"})
    press.print(dataclasses.replace(what, themes=(*what.themes, poverty)))
    assert rows(press, "SELECT * FROM reviews_by_year_and_theme") == [
        (2021, "neglect", "Neglect", 2, 2),
        (2021, "poverty", "Poverty", 1, 2),
    ]
    assert rows(press, "SELECT * FROM theme_cooccurrence") == [("neglect", "poverty", 1, 2, 1)]
    assert rows(press, "SELECT area_code, reviews, first_year, in_period, read FROM area_summary") == [
        ("E09000999", 2, 2021, 0, True)
    ]


def test_what_is_new_since_an_edition(press: Press) -> None:
    press.print(contents(review("r1")))
    press.print(contents(review("r1"), review("r2", first_seen_at=NOON + DAY)), at=NOON + DAY)
    third = contents(review("r1"), review("r2", first_seen_at=NOON + DAY), review("r3", first_seen_at=NOON + 2 * DAY))
    press.print(third, at=NOON + 2 * DAY)
    for number, expected in ((0, ["r3", "r2", "r1"]), (1, ["r3", "r2"]), (2, ["r3"]), (3, []), (9, [])):
        assert [row[0] for row in rows(press, f"SELECT review_id FROM new_since({number})")] == expected


# Every view


def test_every_view_has_exactly_the_columns_that_it_describes(press: Press) -> None:
    press.print(contents(review("r1")))
    with open_edition(press.path) as edition:
        for view in (*index.MACROS, *views.VIEWS):
            result = edition.execute(f"SELECT * FROM {view.example}")
            assert [column[0] for column in result.description or ()] == list(view.columns), view.name
    assert len({view.name for view in views.VIEWS}) == len(views.VIEWS) == 11


def test_comments_of_views_are_sentences_without_blame() -> None:
    for view in (*index.MACROS, *views.VIEWS):
        for words in (view.comment, *view.columns.values()):
            assert words.endswith(".") or view.parameters, f"{view.name}: {words}"
            assert not {"breach", "fail", "offend", "complian"} & set(words.casefold().split()), words


def test_no_view_crosses_areas_with_ages_and_what_happened() -> None:
    harm = {"incident", "ages", "age", "pseudonyms"}
    for macro in index.MACROS:  # one review a row, with none of what its children were or suffered
        assert not (harm | {"area_codes", "area_names", "area"}) & set(macro.columns), macro.name
    for view in views.VIEWS:
        about_area = any("area" in column for column in view.columns)
        assert not (about_area and harm & set(view.columns)), view.name
        assert not {"incident", "ages"} & set(view.columns), view.name
        words = set(view.sql.replace(".", " ").replace(",", " ").split())
        assert not {"ages", "incident", "pseudonyms"} & words, view.name
