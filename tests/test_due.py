"""When an address is looked at again: daily in its period, weekly after, and soon after a failure."""

import datetime as dt
from typing import Any

import pytest

from catalogue.models import Checked
from catalogue.vocabulary import Rule, Verdict
from catalogue.watch.due import due, ended_periods, is_due, looked_at
from tests.test_availability import answer
from tests.test_watch import START, location, resolved, review, source

GOOD, BAD, UNSURE = Verdict.AVAILABLE, Verdict.UNAVAILABLE, Verdict.UNKNOWN


def past(*looks: tuple[float, Verdict, Rule]) -> list[Checked]:
    """Make checks so many hours after the start."""
    return [
        Checked(
            location_id="l",
            url="http://one.test/a.pdf",
            checked_at=START + dt.timedelta(hours=hours),
            verdict=verdict,
            rule=rule,
            capture=answer(),
        )
        for hours, verdict, rule in looks
    ]


@pytest.mark.parametrize(
    ("looks", "ended", "first"),
    [
        ([], False, 0),
        ([(0, GOOD, Rule.SAME_BYTES)], False, 22),
        ([(0, GOOD, Rule.SAME_BYTES)], True, 152),
        ([(0, BAD, Rule.NOT_FOUND)], False, 1),
        ([(0, BAD, Rule.NOT_FOUND)], True, 152),
        ([(0, BAD, Rule.NOT_FOUND), (1, BAD, Rule.NOT_FOUND)], False, 6),
        ([(0, BAD, Rule.NOT_FOUND), (1, BAD, Rule.NOT_FOUND), (6, BAD, Rule.NOT_FOUND)], False, 22),
        ([(0, BAD, Rule.NOT_FOUND), (24, BAD, Rule.NOT_FOUND)], False, 46),
        ([(0, BAD, Rule.NOT_FOUND), (1, GOOD, Rule.SAME_BYTES)], False, 23),
        ([(0, BAD, Rule.NOT_FOUND), (1, UNSURE, Rule.BOT_WALL)], False, 6),
        ([(0, UNSURE, Rule.BOT_WALL)], False, 22),
        ([(0, UNSURE, Rule.BROKEN_BODY)], False, 1),
        ([(0, UNSURE, Rule.ROBOTS_UNREADABLE)], False, 1),
    ],
)
def test_the_next_look_has_its_hour(looks: list[Any], ended: bool, first: int) -> None:
    checks = past(*looks)
    begin = int(looks[-1][0]) if looks else 0
    hours = [hour for hour in range(begin, 24 * 16) if is_due(checks, START + dt.timedelta(hours=hour), ended=ended)]
    assert hours[0] == first


def test_a_clock_that_was_put_back_is_no_reason_to_wait() -> None:
    checks = past((72, GOOD, Rule.SAME_BYTES))
    assert is_due(checks, START, ended=False)


def test_daily_means_daily_though_no_run_begins_at_the_same_second() -> None:
    checks = past((0, GOOD, Rule.SAME_BYTES))
    assert is_due(checks, START + dt.timedelta(hours=23, minutes=40), ended=False)
    assert not is_due(checks, START + dt.timedelta(hours=20), ended=False)


def test_a_period_has_ended_only_where_that_is_certain() -> None:
    row = source("p")
    fields: list[dict[str, Any]] = [
        {"published_on": dt.date(2019, 1, 1)},
        {"published_on": dt.date(2021, 2, 1)},
        {"published_on": None, "published_precision": None},
    ]
    reviews = tuple(review(str(number), row, **some) for number, some in enumerate(fields))
    resolution = resolved([row], 0).model_copy(update={"reviews": reviews})
    assert ended_periods(resolution, START) == {"0"}


def test_an_address_of_two_reviews_is_looked_at_for_the_one_whose_period_runs() -> None:
    row = source("p")
    old, new = review("old", row, published_on=dt.date(2019, 1, 1)), review("new", row)
    places = tuple(
        location(key, "a" * 64, owner, row.id, f"http://p.test/{key}.pdf")
        for key, owner in (("both", "old"), ("both", "new"), ("only", "old"))
    )
    resolution = resolved([row], 0).model_copy(update={"reviews": (old, new), "locations": places})
    checks = {key: past((0, GOOD, Rule.SAME_BYTES)) for key in ("both", "only")}
    chosen = due(looked_at(None, resolution), resolution, checks, START + dt.timedelta(days=1))
    assert [one.location_id for one in chosen] == ["both"]
    later = due(looked_at(None, resolution), resolution, checks, START + dt.timedelta(days=7))
    assert [one.location_id for one in later] == ["both", "only"]
