"""States over time: what all checks of one location amount to, and what must hold for every history."""

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from catalogue.availability import fold
from catalogue.availability.states import FAILURES, FAST_SPAN, SILENCE, SPAN, Account, fold_looks, look_of
from catalogue.models import Availability, Capture, Checked
from catalogue.vocabulary import Purpose, Rule, State, Verdict

URL = "http://one.test/documents/report.pdf"
START = dt.datetime(2021, 3, 1, 6, tzinfo=dt.UTC)
GOOD, BAD, UNSURE, OTHER = Verdict.AVAILABLE, Verdict.UNAVAILABLE, Verdict.UNKNOWN, Verdict.REPLACED


def check(at: dt.datetime, verdict: Verdict, rule: Rule | None = None) -> Checked:
    """Make a check at a moment."""
    usual = {
        GOOD: Rule.SAME_BYTES,
        BAD: Rule.SERVER_ERROR,
        UNSURE: Rule.BOT_WALL,
        OTHER: Rule.DIFFERENT_DOCUMENT,
    }
    return Checked(
        location_id="l",
        url=URL,
        checked_at=at,
        verdict=verdict,
        rule=rule or usual[verdict],
        capture=Capture(source_id="one", purpose=Purpose.CHECK, url=URL, final_url=URL, requested_at=at),
    )


LETTERS = {
    "g": (GOOD, Rule.SAME_BYTES),
    "f": (BAD, Rule.SERVER_ERROR),
    "n": (BAD, Rule.NOT_FOUND),
    "x": (BAD, Rule.GONE),
    "u": (UNSURE, Rule.BOT_WALL),
    "r": (OTHER, Rule.DIFFERENT_DOCUMENT),
}


def daily(story: str, *, hours: float = 24, later: float = 0) -> Availability:
    """Fold one check a letter, ``hours`` apart; the moment asked about is ``later`` hours after the last."""
    checks = [
        check(START + dt.timedelta(hours=hours * index), *LETTERS[letter])
        for index, letter in enumerate(story)
        if letter != "."
    ]
    last = START + dt.timedelta(hours=hours * (len(story) - 1))
    return fold("l", checks, last + dt.timedelta(hours=later))


UP, DOWN, UNCLEAR = State.AVAILABLE, State.UNAVAILABLE, State.UNKNOWN


@pytest.mark.parametrize(
    ("story", "state", "reason", "failures"),
    [
        ("g", UP, Rule.SAME_BYTES, 0),
        ("gf", UP, Rule.SAME_BYTES, 1),
        ("gff", UP, Rule.SAME_BYTES, 2),
        ("gfff", UP, Rule.SAME_BYTES, 3),
        ("gffff", DOWN, Rule.SERVER_ERROR, 4),
        ("gn", UP, Rule.SAME_BYTES, 1),
        ("gnn", DOWN, Rule.NOT_FOUND, 2),
        ("gxx", DOWN, Rule.GONE, 2),
        ("gnx", DOWN, Rule.GONE, 2),
        ("gnfn", DOWN, Rule.NOT_FOUND, 3),
        ("gngn", UP, Rule.SAME_BYTES, 1),
        ("gnun", DOWN, Rule.NOT_FOUND, 2),
        ("gnrn", UP, Rule.SAME_BYTES, 2),
        ("gnrnn", DOWN, Rule.NOT_FOUND, 3),
        ("gfrfrff", UP, Rule.SAME_BYTES, 4),
        ("gfuuuff", UP, Rule.SAME_BYTES, 3),
        ("gfuuuffff", DOWN, Rule.SERVER_ERROR, 5),
        ("gf....f....f", DOWN, Rule.SERVER_ERROR, 3),
        ("gn" + "u" * 3 + "n", UP, Rule.SAME_BYTES, 2),
        ("gfuuf", UP, Rule.SAME_BYTES, 2),
        ("gfuuff", DOWN, Rule.SERVER_ERROR, 3),
        ("gnng", DOWN, Rule.NOT_FOUND, 0),
        ("gnngg", UP, Rule.SAME_BYTES, 0),
        ("gnngug", UP, Rule.SAME_BYTES, 0),
        ("gnngng", DOWN, Rule.NOT_FOUND, 0),
        ("gnnuuuu", DOWN, Rule.NOT_FOUND, 2),
        ("gnnr", DOWN, Rule.NOT_FOUND, 2),
        ("u", UNCLEAR, Rule.BOT_WALL, 0),
        ("r", UNCLEAR, Rule.DIFFERENT_DOCUMENT, 0),
        ("f", UNCLEAR, Rule.SERVER_ERROR, 1),
        ("nn", DOWN, Rule.NOT_FOUND, 2),
        ("g" + "u" * 14, UP, Rule.SAME_BYTES, 0),
        ("g" + "u" * 15, UNCLEAR, Rule.BOT_WALL, 0),
        ("gnn" + "u" * 15, UNCLEAR, Rule.BOT_WALL, 2),
        ("gnn" + "u" * 15 + "n", DOWN, Rule.NOT_FOUND, 3),
        ("gnn" + "u" * 15 + "g", UNCLEAR, Rule.SAME_BYTES, 0),
        ("gnn" + "u" * 15 + "gg", UP, Rule.SAME_BYTES, 0),
        ("g" + "u" * 15 + "f", UNCLEAR, Rule.SERVER_ERROR, 1),
        ("g" + "u" * 15 + "fu", UNCLEAR, Rule.BOT_WALL, 1),
        ("g" + "u" * 15 + "g", UP, Rule.SAME_BYTES, 0),
        ("gf" + "u" * 15 + "ff", UNCLEAR, Rule.SERVER_ERROR, 3),
        ("gf" + "u" * 15 + "fuff", DOWN, Rule.SERVER_ERROR, 4),
        ("gn" + "." * 20 + "n", UNCLEAR, Rule.NOT_FOUND, 2),
    ],
)
def test_daily_checks_amount_to_a_state(story: str, state: State, reason: Rule, failures: int) -> None:
    found = daily(story)
    assert (found.state, found.reason, found.failure_count) == (state, reason, failures)


def test_before_the_first_check_nothing_is_known() -> None:
    found = fold("l", [check(START + dt.timedelta(days=1), GOOD)], START)
    assert found == fold("l", [], START)
    assert (found.state, found.reason, found.since, found.days_unverified) == (UNCLEAR, Rule.NOT_CHECKED, None, 0)


def test_many_failures_in_a_short_time_are_no_evidence() -> None:
    assert daily("g" + "n" * 20, hours=1).state is UP
    assert daily("g" + "f" * 60, hours=1).state is UP


@pytest.mark.parametrize(
    ("story", "hours", "state"),
    [("gnn", 24, DOWN), ("gnn", 23.9, UP), ("gfff", 36, DOWN), ("gfff", 35.9, UP), ("gffff", 24, DOWN)],
)
def test_the_span_of_failures_counts_to_the_minute(story: str, hours: float, state: State) -> None:
    assert daily(story, hours=hours).state is state


def test_since_is_the_first_check_of_the_run() -> None:
    assert daily("ggnn").since == START + dt.timedelta(days=2)
    assert daily("ggnnggn").since == START + dt.timedelta(days=4)
    assert daily("ggfg").since == START
    assert daily("guuuuuuuuuuuuuuuu").since == START + dt.timedelta(days=1)


def test_days_are_attributed_by_the_check_that_begins_them() -> None:
    found = daily("gggnnuug", later=12)
    assert (found.days_verified, found.days_down, found.days_unverified) == (2.0, 2.0, 3.5)
    assert found.last_success_at == START + dt.timedelta(days=7)


def test_a_location_that_nobody_checks_any_more_is_unknown() -> None:
    found = daily("ggg", later=24 * 15)
    assert (found.state, found.reason) == (UNCLEAR, Rule.NOT_CHECKED)
    assert found.since == START + dt.timedelta(days=2)


def test_the_state_at_a_past_moment_can_be_asked_for() -> None:
    checks = [check(START + dt.timedelta(days=day), BAD, Rule.NOT_FOUND) for day in range(2, 6)]
    checks.append(check(START, GOOD))
    assert fold("l", checks, START + dt.timedelta(days=2)).state is UP
    assert fold("l", checks, START + dt.timedelta(days=3)).state is DOWN


histories = st.lists(
    st.tuples(st.integers(min_value=0, max_value=60 * 24), st.sampled_from(sorted(LETTERS))), max_size=25
).map(lambda rows: [check(START + dt.timedelta(hours=hours), *LETTERS[letter]) for hours, letter in rows])
LATER = START + dt.timedelta(days=61)


@given(histories)
@settings(max_examples=300, deadline=None)
def test_days_sum_to_the_time_since_the_first_check(checks: list[Checked]) -> None:
    found = fold("l", checks, LATER)
    total = (LATER - min((c.checked_at for c in checks), default=LATER)) / dt.timedelta(days=1)
    assert abs(found.days_verified + found.days_down + found.days_unverified - total) <= 0.0011
    assert min(found.days_verified, found.days_down, found.days_unverified) >= 0


@given(histories, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_the_order_of_the_input_is_of_no_account(checks: list[Checked], chance: random.Random) -> None:
    shuffled = list(checks)
    chance.shuffle(shuffled)
    assert fold("l", shuffled, LATER) == fold("l", checks, LATER)


@given(histories)
@settings(max_examples=300, deadline=None)
def test_unknown_never_says_up_or_down_and_can_only_keep_down_from_being_said(checks: list[Checked]) -> None:
    informed = [c for c in checks if c.verdict in (GOOD, BAD)]
    for now in (LATER, START + dt.timedelta(days=30)):
        with_unknown, without = fold("l", checks, now), fold("l", informed, now)
        # Where the two differ, a run of failures was broken up: then less is said to be missing, never more.
        assert with_unknown.state is not DOWN or without.state is DOWN
        assert with_unknown.state is without.state or was_down(informed, now)
        assert with_unknown.failure_count == without.failure_count


def was_down(informed: list[Checked], now: dt.datetime) -> bool:
    """Whether the location was ever down up to a moment."""
    return any(fold("l", informed, c.checked_at).state is DOWN for c in informed if c.checked_at <= now)


@given(histories)
@settings(max_examples=300, deadline=None)
def test_down_is_never_said_without_the_evidence(checks: list[Checked]) -> None:
    found = fold("l", checks, LATER)
    if found.state is DOWN and found.since is not None:
        run = sorted(c.checked_at for c in checks if c.verdict is BAD and c.checked_at >= found.since)
        stated = [c for c in checks if c.rule in (Rule.NOT_FOUND, Rule.GONE) and c.checked_at >= found.since]
        slow = len(run) >= FAILURES and run[-1] - run[0] >= SPAN
        assert slow or (len(stated) >= 2 and run[-1] - run[0] >= FAST_SPAN)
        assert LATER - max(c.checked_at for c in checks if c.verdict in (GOOD, BAD)) <= SILENCE


def test_since_begins_anew_after_a_silence_but_an_absence_goes_on() -> None:
    assert daily("g" + "u" * 20 + "gg").since == START + dt.timedelta(days=21)
    assert daily("gnn" + "u" * 20 + "n").since == START + dt.timedelta(days=1)


def test_what_goes_beyond_the_keeping_of_knowledge_is_unverified() -> None:
    found = daily("gn", later=24 * 60)
    assert (found.days_verified, found.days_down, found.days_unverified) == (0.0, 14.0, 47.0)
    found = daily("g" + "." * 29 + "g")
    assert (found.days_verified, found.days_down, found.days_unverified) == (14.0, 0.0, 16.0)
    found = daily("ggggg" + "g" * 6, hours=24 * 7)
    assert (found.days_verified, found.days_unverified) == (70.0, 0.0)


def test_a_check_told_twice_is_one_check() -> None:
    checks = [check(START + dt.timedelta(hours=40 * number), BAD) for number in (0, 1, 2)]
    assert fold("l", [*checks, *checks], LATER) == fold("l", checks, LATER)
    assert fold("l", [*checks[:2], checks[1]], START + dt.timedelta(days=4)).state is UNCLEAR


@given(histories, st.integers(min_value=0, max_value=25))
@settings(max_examples=300, deadline=None)
def test_an_account_that_was_kept_goes_on_as_if_nothing_had_happened(checks: list[Checked], pause: int) -> None:
    looks = sorted(look_of(one) for one in checks)
    kept = TypeAdapter(Account)
    before = fold_looks("l", looks[:pause], LATER)
    after = kept.validate_json(kept.dump_json(before))
    assert after == before
    for look in looks[pause:]:
        assert after.take(look)
    assert after.at(LATER) == fold("l", checks, LATER)
    assert after == fold_looks("l", looks, LATER)


@given(histories)
@settings(max_examples=200, deadline=None)
def test_an_account_refuses_what_came_earlier_and_is_not_changed_by_it(checks: list[Checked]) -> None:
    looks = sorted({look_of(one) for one in checks})
    account = fold_looks("l", looks, LATER)
    assert [account.take(look) for look in looks[:-1]] == [False] * len(looks[:-1])
    assert account == fold_looks("l", looks, LATER)
    if looks:
        with pytest.raises(ValueError, match="later than the moment"):
            account.at(looks[-1].at - dt.timedelta(seconds=1))


@given(histories, st.integers(min_value=0, max_value=61 * 24))
@settings(max_examples=300, deadline=None)
def test_nothing_is_said_that_is_older_than_knowledge_keeps(checks: list[Checked], hours: int) -> None:
    now = START + dt.timedelta(hours=hours)
    found = fold("l", checks, now)
    wanted = {UP: GOOD, DOWN: BAD}.get(found.state)
    if wanted is not None:
        assert any(one.verdict is wanted and dt.timedelta() <= now - one.checked_at <= SILENCE for one in checks)


@given(histories, st.integers(min_value=0, max_value=61 * 24))
@settings(max_examples=300, deadline=None)
def test_later_checks_never_change_what_is_said_of_the_past(checks: list[Checked], hours: int) -> None:
    now = START + dt.timedelta(hours=hours)
    assert fold("l", checks, now) == fold("l", [one for one in checks if one.checked_at <= now], now)
