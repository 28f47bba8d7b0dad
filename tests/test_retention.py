"""The duty, as a table that a safeguarding officer could read and correct."""

import datetime as dt
import re
from typing import TypeVar

import pytest
from pydantic import ValidationError

from catalogue.models import Availability, Document, Location, PublishedDate, ReviewFacts
from catalogue.retention import (
    MAIN_ROLES,
    Retention,
    RetentionRule,
    all_removed,
    copies_elsewhere,
    copy_rules,
    expected_copy,
    is_withheld,
    main_locations,
    retention,
    rules,
    sentence,
    since_of,
    state_of,
)
from catalogue.vocabulary import (
    DateBasis,
    Incident,
    Magic,
    Nation,
    Precision,
    RemovalKind,
    RetentionStatus,
    ReviewType,
    Role,
    Rule,
    State,
    TextQuality,
    Word,
)
from tests.builders import an_availability
from tests.retention_cases import CASES

# nation | type | first published | today | state of the address | status | last day (earliest, latest)
TABLE = """
England  | LCSPR | 2021-03-15 | 2021-03-15 | available   | available_in_period     | 2022-03-15
England  | LCSPR | 2021-03-15 | 2022-03-15 | available   | available_in_period     | 2022-03-15
England  | LCSPR | 2021-03-15 | 2022-03-16 | available   | completed               | 2022-03-15
England  | LCSPR | 2021-03-15 | 2022-03-15 | unavailable | not_found_in_period     | 2022-03-15
England  | LCSPR | 2021-03-15 | 2022-03-16 | unavailable | completed_later_removed | 2022-03-15
England  | LCSPR | 2021-03-15 | 2022-03-15 | unknown     | not_checked_in_period   | 2022-03-15
England  | LCSPR | 2021-03-15 | 2022-03-16 | unknown     | completed_not_checked   | 2022-03-15
England  | LCSPR | 2020-02-29 | 2021-02-28 | unavailable | not_found_in_period     | 2021-02-28
England  | LCSPR | 2020-02-29 | 2021-03-01 | unavailable | completed_later_removed | 2021-02-28
England  | LCSPR | 2019-02-28 | 2020-02-28 | available   | available_in_period     | 2020-02-28
England  | LCSPR | 2019-02-28 | 2020-02-29 | available   | completed               | 2020-02-28
England  | LCSPR | 2021-06-01 | 2021-05-01 | available   | available_in_period     | 2022-06-01
England  | LCSPR | 2021-01    | 2022-01-01 | unavailable | not_found_in_period     | 2022-01-01 2022-01-31
England  | LCSPR | 2021-01    | 2022-01-02 | unavailable | period_uncertain        | 2022-01-01 2022-01-31
England  | LCSPR | 2021-01    | 2022-01-31 | available   | period_uncertain        | 2022-01-01 2022-01-31
England  | LCSPR | 2021-01    | 2022-02-01 | unavailable | completed_later_removed | 2022-01-01 2022-01-31
England  | LCSPR | 2020-02    | 2021-02-28 | available   | period_uncertain        | 2021-02-01 2021-02-28
England  | LCSPR | 2021       | 2021-12-31 | unavailable | not_found_in_period     | 2022-01-01 2022-12-31
England  | LCSPR | 2021       | 2022-06-30 | unavailable | period_uncertain        | 2022-01-01 2022-12-31
England  | LCSPR | 2021       | 2023-01-01 | available   | completed               | 2022-01-01 2022-12-31
England  | LCSPR | none       | 2022-03-16 | unavailable | undated                 |
England  | SCR   | 2014-05-31 | 2015-05-31 | unavailable | not_found_in_period     | 2015-05-31
England  | SCR   | 2020-02-29 | 2021-02-28 | available   | available_in_period     | 2021-02-28
England  | SCR   | 2010-05-31 | 2010-06-30 | unavailable | no_rule                 |
England  | LCSPR | 2026-02-28 | 2026-11-23 | unavailable | not_found_in_period     | 2027-02-28
England  | LCSPR | 2026-03-01 | 2026-11-23 | unavailable | not_found_in_period     | 2027-03-01
England  | LCSPR | 2026       | 2026-11-23 | unavailable | not_found_in_period     | 2027-01-01 2027-12-31
England  | NATIONAL_CSPR | 2020-03-04 | 2020-06-01 | unavailable | no_rule         |
England  | SAR   | 2021-03-15 | 2021-06-01 | unavailable | no_rule                 |
England  | DHR   | none       | 2021-06-01 | unavailable | no_rule                 |
England  | BRIEFING_ONLY | 2021-03-15 | 2021-06-01 | unavailable | no_rule         |
England  | GUIDANCE | 2021-03-15 | 2021-06-01 | available | no_rule                |
Wales    | CPR   | 2021-03-15 | 2021-04-01 | unavailable | no_rule                 |
Wales    | SUSR  | 2025-03-15 | 2025-04-01 | unavailable | no_rule                 |
Scotland | LEARNING_REVIEW | 2021-03-15 | 2021-04-01 | unavailable | no_rule       |
Northern Ireland | CMR | 2021-03-15 | 2021-04-01 | unavailable | no_rule           |
none     | LCSPR | 2021-03-15 | 2021-04-01 | unavailable | no_rule                 |
"""
ROWS = TABLE.strip().splitlines()

W = TypeVar("W", bound=Word)


def word(vocabulary: type[W], text: str) -> W:
    """Return a member of a vocabulary by its value."""
    return next(member for member in vocabulary if member.value == text)


@pytest.mark.parametrize("row", ROWS)
def test_each_row_of_the_table_holds(row: str) -> None:
    nation, kind, published, today, state, status, ends = (cell.strip() for cell in row.split("|"))
    parts = published.split("-")
    found = retention(
        nation=None if nation == "none" else word(Nation, nation),
        review_type=word(ReviewType, kind),
        published_on=None if published == "none" else dt.date(*(int(part) for part in (*parts, "1", "1")[:3])),
        precision=None if published == "none" else (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1],
        state=word(State, state),
        today=dt.date.fromisoformat(today),
    )
    days = [dt.date.fromisoformat(day) for day in ends.split()]
    assert found.status is word(RetentionStatus, status)
    assert (found.until, found.until_latest) == ((days[0], days[-1]) if days else (None, None))
    assert found.confirmed == (status != "no_rule")


def test_a_rule_that_nobody_confirmed_is_told_and_has_no_effect() -> None:
    found = retention(
        nation=Nation.WALES,
        review_type=ReviewType.CPR,
        published_on=dt.date(2021, 3, 15),
        precision=Precision.DAY,
        state=State.UNAVAILABLE,
        today=dt.date(2021, 4, 1),
    )
    assert (found.status, found.until, found.confirmed) == (RetentionStatus.NO_RULE, None, False)
    assert found.rule == "wales-cpr-12-weeks"
    assert found.citation


def test_a_date_without_precision_counts_as_a_year() -> None:
    found = retention(
        nation=Nation.ENGLAND,
        review_type=ReviewType.LCSPR,
        published_on=dt.date(2021, 1, 1),
        precision=None,
        state=State.UNAVAILABLE,
        today=dt.date(2022, 6, 1),
    )
    assert found.status is RetentionStatus.PERIOD_UNCERTAIN


def test_the_table_has_no_two_rules_for_one_publication() -> None:
    for one in rules():
        for two in rules():
            if one.id < two.id and one.nation is two.nation and set(one.review_types) & set(two.review_types):
                early, late = sorted((one, two), key=lambda rule: rule.valid_from)
                assert early.valid_to is not None
                assert early.valid_to < late.valid_from
    assert len({rule.id for rule in rules()}) == len(rules())


def test_periods_in_weeks_and_months() -> None:
    base = {
        "id": "x",
        "nation": "Wales",
        "review_types": ["CPR"],
        "object": "The report",
        "place": "The board's website",
        "from": dt.date(2013, 1, 1),
        "guidance": "A test",
        "citation": "A test.",
        "confirmed": True,
    }
    assert RetentionRule.model_validate(base | {"weeks": 12}).last_day(dt.date(2021, 1, 1)) == dt.date(2021, 3, 26)
    assert RetentionRule.model_validate(base | {"months": 1}).last_day(dt.date(2021, 1, 31)) == dt.date(2021, 2, 28)
    assert RetentionRule.model_validate(base | {"months": 18}).last_day(dt.date(2021, 8, 31)) == dt.date(2023, 2, 28)
    with pytest.raises(ValidationError, match="years, months or weeks"):
        RetentionRule.model_validate(base)
    with pytest.raises(ValidationError, match="names the guidance"):
        RetentionRule.model_validate(base | {"weeks": 12, "guidance": None})


MOMENT = dt.datetime(2021, 3, 1, tzinfo=dt.UTC)


def review(publisher_id: str | None = "one") -> ReviewFacts:
    """Make a review of the publisher "one"."""
    return ReviewFacts(
        review_id="r",
        title="Child Q",
        review_type=ReviewType.LCSPR,
        nation=Nation.ENGLAND,
        publisher_id=publisher_id,
        publisher="One Partnership",
        area_codes=(),
        area_names=(),
        pseudonyms=("Child Q",),
        about_child=True,
        published_on=None,
        published_precision=None,
        published_basis=None,
        reviewers=(),
        reviewer_named=None,
        incident=Incident.UNKNOWN,
        themes=(),
        first_seen_at=MOMENT,
        last_seen_at=MOMENT,
        url=None,
    )


def document(name: str, role: Role, review_id: str = "r") -> Document:
    """Make a document."""
    return Document(
        document_id=name,
        review_id=review_id,
        role=role,
        title=None,
        media_type=Magic.PDF,
        pages=1,
        words=1,
        text_quality=TextQuality.GOOD,
    )


def location(name: str, document_id: str | None, source_id: str = "one-page", review_id: str = "r") -> Location:
    """Make a location."""
    return Location(
        location_id=name,
        document_id=document_id,
        review_id=review_id,
        source_id=source_id,
        url=f"http://one.test/{name}",
        first_seen_at=MOMENT,
        last_seen_at=MOMENT,
        listed=True,
    )


PUBLISHERS = {"one-page": "one", "collection": "other"}
DOCUMENTS = [document("full", Role.FULL_REPORT), document("brief", Role.SEVEN_MINUTE_BRIEFING)]


def chosen(locations: list[Location], publisher_id: str | None = "one") -> list[str]:
    """Return the ids of the locations that carry the duty."""
    return [found.location_id for found in main_locations(review(publisher_id), DOCUMENTS, locations, PUBLISHERS)]


def test_the_fullest_document_on_the_publishers_own_pages_carries_the_duty() -> None:
    both = [location("b", "brief"), location("a", "full"), location("c", "full", "collection")]
    assert chosen(both) == ["a"]
    assert chosen([location("b", "brief"), location("c", "full", "collection")]) == ["b"]
    assert chosen([location("c", "full", "collection")]) == []
    assert chosen([location("d", None)]) == []
    assert chosen([location("e", "full", review_id="another")]) == []
    assert chosen([location("f", "full", "nobody-knows")], publisher_id=None) == []
    assert Role.RESPONSE not in MAIN_ROLES


def test_one_address_that_stands_is_enough() -> None:
    assert state_of([State.UNAVAILABLE, State.AVAILABLE, State.UNKNOWN]) is State.AVAILABLE
    assert state_of([State.UNAVAILABLE, State.UNKNOWN]) is State.UNKNOWN
    assert state_of([State.UNAVAILABLE, State.UNAVAILABLE]) is State.UNAVAILABLE
    assert state_of([]) is State.UNKNOWN


@pytest.mark.parametrize(
    ("state", "today", "status"),
    [
        (State.UNAVAILABLE, dt.date(2021, 6, 1), RetentionStatus.REMOVED_IN_PERIOD),
        (State.AVAILABLE, dt.date(2021, 6, 1), RetentionStatus.AVAILABLE_IN_PERIOD),
        (State.UNKNOWN, dt.date(2021, 6, 1), RetentionStatus.NOT_CHECKED_IN_PERIOD),
        (State.UNAVAILABLE, dt.date(2023, 6, 1), RetentionStatus.COMPLETED_LATER_REMOVED),
    ],
)
def test_what_its_publisher_says_it_removed_is_not_missing(
    state: State, today: dt.date, status: RetentionStatus
) -> None:
    found = retention(
        nation=Nation.ENGLAND,
        review_type=ReviewType.LCSPR,
        published_on=dt.date(2021, 3, 15),
        precision=Precision.DAY,
        state=state,
        today=today,
        removed=True,
    )
    assert found.status is status


def test_an_address_that_was_left_carries_nothing_while_another_stands() -> None:
    old, new = location("a", "full"), location("b", "full")
    moved = old.model_copy(update={"removal": RemovalKind.MOVED})
    gone = new.model_copy(update={"removal": RemovalKind.GONE})
    assert chosen([moved, new]) == ["b"]
    assert chosen([moved, gone]) == ["a", "b"]
    assert (all_removed([moved, gone]), all_removed([moved, new]), all_removed([])) == (True, False, False)


def deposited(text: str, precision: Precision, value: dt.date) -> PublishedDate:
    """Make the date that heads an entry of a national page."""
    return PublishedDate(value=value, precision=precision, basis=DateBasis.ENTRY, text=text)


def test_a_collections_copy_is_expected_from_the_last_day_its_date_can_mean() -> None:
    year = expected_copy("nspcc", deposited("2019", Precision.YEAR, dt.date(2019, 1, 1)))
    month = expected_copy("nspcc", deposited("February 2020", Precision.MONTH, dt.date(2020, 2, 1)))
    assert year is not None
    assert month is not None
    assert (year.until, month.until) == (dt.date(2024, 12, 31), dt.date(2025, 2, 28))
    assert "Not confirmed." in year.basis
    assert expected_copy("nobody", deposited("2019", Precision.YEAR, dt.date(2019, 1, 1))) is None


def test_the_second_clock_is_no_rule_of_a_duty() -> None:
    (copy,) = copy_rules()
    assert (copy.confirmed, copy.place) == (False, "National collection copy")
    assert copy.id not in {rule.id for rule in rules()}


_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_WHO = {
    "English": Nation.ENGLAND,
    "national": Nation.ENGLAND,
    "Welsh": Nation.WALES,
    "Scottish": Nation.SCOTLAND,
    "Northern Irish": Nation.NORTHERN_IRELAND,
}
_STATES = {
    "there": State.AVAILABLE,
    "gone": State.UNAVAILABLE,
    "unclear": State.UNKNOWN,
    "taken down": State.UNAVAILABLE,
}


EACH = CASES.strip().split("\n\n")


def read_day(text: str) -> dt.date:
    """Read a day in full."""
    return dt.datetime.strptime(text, "%d %B %Y").replace(tzinfo=dt.UTC).date()


def told(pattern: str, facts: str) -> dt.date | None:
    """Return the day after some words, or null."""
    found = re.search(rf"{pattern} ({_DAY})", facts)
    return read_day(found[1]) if found else None


def published(facts: str) -> tuple[dt.date | None, Precision | None]:
    """Return the date of publication and how exact it is."""
    for form, text, precision in (
        ("%d %B %Y", _DAY, Precision.DAY),
        ("%B %Y", r"[A-Z][a-z]+ \d{4}", Precision.MONTH),
        ("%Y", r"\d{4}", Precision.YEAR),
    ):
        found = re.search(rf"published ({text}),", facts)
        if found:
            return dt.datetime.strptime(found[1], form).replace(tzinfo=dt.UTC).date(), precision
    return None, None


def judged(facts: str) -> tuple[Retention, dt.date | None]:
    """Read the facts of a case and judge them; return also since when they hold."""
    nation = re.search("|".join(_WHO), facts)
    kind = re.search(r"\((\w+)\)", facts)
    words = re.search("|".join(_STATES), facts.replace("not yet there", ""))
    today = told("(?:asked on|, there on)", facts)
    assert nation is not None
    assert kind is not None
    assert today is not None
    published_on, precision = published(facts)
    since = told("(?:gone|unclear|publisher) since", facts)
    found = retention(
        nation=_WHO[nation[0]],
        review_type=word(ReviewType, kind[1]),
        published_on=published_on,
        precision=precision,
        state=_STATES[words[0]] if words else None,
        since=since,
        today=today,
        removed="taken down" in facts,
        withheld="withheld" in facts,
        not_before=told("not yet there on", facts),
        seen_on=told("seen on", facts),
    )
    return found, since


@pytest.mark.parametrize("case", EACH)
def test_each_case_has_its_sentence(case: str) -> None:
    facts, _, wanted = case.partition("\n= ")
    found, since = judged(facts)
    assert sentence(found, since=since, copies=re.findall(r"http://\S+(?=,)", facts)) == wanted


def test_the_cases_meet_every_status() -> None:
    met = {judged(case.partition("\n= ")[0])[0].status for case in EACH}
    assert met == set(RetentionStatus)


def test_a_report_of_a_body_that_ended_is_the_duty_of_those_that_followed() -> None:
    publishers = {"one-page": "one", "two-page": "two", "three-page": "three", "other-page": "other"}
    places = [
        location("a", "full", "other-page"),
        location("b", "full", "three-page"),
    ]
    following = {"one": ("two",), "two": ("three", "one")}
    found = main_locations(review(), DOCUMENTS, places, publishers, following)
    assert [place.location_id for place in found] == ["b"]
    assert main_locations(review(), DOCUMENTS, places, publishers) == ()


def test_what_stands_in_place_of_a_report_is_told_by_its_role() -> None:
    improvements = document("imp", Role.IMPROVEMENTS_INFORMATION)
    places = [location("a", "imp")]
    assert is_withheld(places, [improvements])
    assert not is_withheld([*places, location("b", "full")], [improvements, *DOCUMENTS])
    assert not is_withheld([], [improvements])


def test_copies_elsewhere_are_the_same_bytes_and_available() -> None:
    mine = [location("a", "full")]
    everywhere = [
        *mine,
        location("b", "full", "collection"),
        location("c", "full", "collection"),
        location("d", "brief", "collection"),
    ]
    states = {"a": State.UNAVAILABLE, "b": State.AVAILABLE, "c": State.UNKNOWN, "d": State.AVAILABLE}
    assert copies_elsewhere(mine, everywhere, states) == ("http://one.test/b",)


def availability(state: State, day: int | None) -> Availability:
    """Make the availability of an address since a day of March 2021."""
    return an_availability(
        state=state,
        reason=Rule.NOT_FOUND,
        since=None if day is None else dt.datetime(2021, 3, day, 6, tzinfo=dt.UTC),
    )


def test_a_document_is_gone_since_the_last_of_its_addresses_went() -> None:
    up, down, unclear = State.AVAILABLE, State.UNAVAILABLE, State.UNKNOWN
    assert since_of([availability(down, 3), availability(down, 9)]) == dt.datetime(2021, 3, 9, 6, tzinfo=dt.UTC)
    assert since_of([availability(up, 3), availability(up, 9), availability(down, 1)]) == dt.datetime(
        2021, 3, 3, 6, tzinfo=dt.UTC
    )
    assert since_of([availability(down, 3), availability(unclear, 5)]) == dt.datetime(2021, 3, 5, 6, tzinfo=dt.UTC)
    assert since_of([availability(unclear, None)]) is None
    assert since_of([]) is None
