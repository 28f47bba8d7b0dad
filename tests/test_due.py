"""When an address is looked at again: daily in its period, weekly after, and soon after a failure."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

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
        ([(0, GOOD, Rule.SAME_BYTES)], True, 166),
        ([(0, BAD, Rule.NOT_FOUND)], False, 1),
        ([(0, BAD, Rule.NOT_FOUND)], True, 166),
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


UK = ZoneInfo("Europe/London")
TICKS = range(6, 21)
"""Hours at whose half ``hourly_check`` runs, by the clock on the wall."""
FIRST = dt.date(2021, 3, 1)
DAYS = 400
"""Over the change to summer time of March 2021, the one back in October, and the next one in March 2022."""


def ticks() -> Iterator[dt.datetime]:
    """Give every run of the schedule, in UTC."""
    for day in range(DAYS):
        for hour in TICKS:
            yield dt.datetime.combine(FIRST + dt.timedelta(days=day), dt.time(hour, 30), UK).astimezone(dt.UTC)


def looks(
    first: dt.datetime, *, ended: bool, runs: Callable[[dt.datetime], bool] = lambda _: True, lasts: dt.timedelta
) -> list[dt.datetime]:
    """Look whenever the schedule runs and a look is due, each time a while after the run began; give the times."""
    found: list[dt.datetime] = []
    for tick in ticks():
        if tick >= first and runs(tick):
            checks = past(*(((at - START) / dt.timedelta(hours=1), GOOD, Rule.SAME_BYTES) for at in found[-1:]))
            if is_due(checks, tick, ended=ended):
                # A run does not come to every address at the same minute each day.
                found.append(tick + lasts * (tick.day % 3) / 2)
    return found


def day_of(at: dt.datetime) -> dt.date:
    """Return the day of a moment by the clock on the wall."""
    return at.astimezone(UK).date()


@pytest.mark.parametrize("hour", [6, 7, 13, 20])
@pytest.mark.parametrize("minutes", [0, 40])
def test_daily_is_once_on_every_day_whatever_the_clocks_do(hour: int, minutes: int) -> None:
    first = dt.datetime.combine(FIRST, dt.time(hour, 30), UK)
    found = looks(first, ended=False, lasts=dt.timedelta(minutes=minutes))
    assert [day_of(at) for at in found] == [FIRST + dt.timedelta(days=day) for day in range(DAYS)]
    gaps = {after - before for before, after in pairwise(found)}
    assert min(gaps) >= dt.timedelta(hours=21)
    assert max(gaps) <= dt.timedelta(hours=25, minutes=minutes)
    if not minutes and hour == TICKS[0]:
        assert gaps == {dt.timedelta(hours=hours) for hours in (23, 24, 25)}


@pytest.mark.parametrize("hour", [6, 13, 20])
def test_weekly_is_once_on_the_same_day_of_every_week_whatever_the_clocks_do(hour: int) -> None:
    first = dt.datetime.combine(FIRST, dt.time(hour, 30), UK)
    found = looks(first, ended=True, lasts=dt.timedelta())
    assert [day_of(at) for at in found] == [FIRST + dt.timedelta(days=day) for day in range(0, DAYS, 7)]
    assert {after - before for before, after in pairwise(found)} >= {
        dt.timedelta(days=7, hours=hours) for hours in (-1, 0, 1)
    }


@pytest.mark.parametrize("missed", [dt.timedelta(hours=3), dt.timedelta(days=1), dt.timedelta(days=3)])
@pytest.mark.parametrize(
    ("day", "ended"),
    [
        (dt.date(2021, 5, 17), False),
        (dt.date(2021, 10, 31), False),
        (dt.date(2022, 3, 27), False),
        (dt.date(2021, 5, 17), True),
        (dt.date(2021, 11, 1), True),
    ],
)
def test_what_was_missed_is_caught_up_once_by_the_next_run(missed: dt.timedelta, day: dt.date, ended: bool) -> None:
    first = dt.datetime.combine(FIRST, dt.time(6, 30), UK)
    off = dt.datetime.combine(day, dt.time(6), UK).astimezone(dt.UTC)
    on = off + missed
    whole = looks(first, ended=ended, lasts=dt.timedelta())
    assert any(off <= at < on for at in whole), "something is missed"
    found = looks(first, ended=ended, runs=lambda at: not off <= at < on, lasts=dt.timedelta())
    assert [at for at in found if at < off] == [at for at in whole if at < off]
    after = [at for at in found if at >= off]
    assert after[0] == min(at for at in ticks() if at >= on)
    pace = dt.timedelta(days=7 if ended else 1)
    assert all(
        pace - dt.timedelta(hours=3) <= later - at <= pace + dt.timedelta(hours=1) for at, later in pairwise(after)
    )
