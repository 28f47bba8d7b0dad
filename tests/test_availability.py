"""Verdicts row by row, states over time, and what must hold for every history."""

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.availability import GOOD_ENOUGH, Known, explained, fold, fold_alerts, judge, likeness
from catalogue.availability.states import FAILURES, FAST_SPAN, SILENCE, SPAN
from catalogue.models import AlertEvent, Availability, Capture, Checked, Failure
from catalogue.vocabulary import (
    AlertAnswer,
    AlertKind,
    AlertStep,
    FailureKind,
    Magic,
    PageMark,
    Purpose,
    RemovalKind,
    Rule,
    State,
    Verdict,
)

URL = "http://one.test/documents/report.pdf"
START = dt.datetime(2021, 3, 1, 6, tzinfo=dt.UTC)
OLD, NEW = "a" * 64, "b" * 64
PDF = Known(sha256=OLD, magic=Magic.PDF)
PAGE = Known(sha256=OLD, magic=Magic.HTML, title="Learning from Child Q | One Partnership", similarity=0.1)
NOTHING = Known()


HTML = {"content-type": "text/html; charset=utf-8"}


def answer(**changes: Any) -> Capture:
    """Make a capture: status 200 unless told otherwise."""
    fields: dict[str, Any] = {
        "source_id": "one",
        "purpose": Purpose.CHECK,
        "url": URL,
        "final_url": URL,
        "status": 200,
        "requested_at": START,
    }
    return Capture.model_validate(fields | changes)


def page(title: str | None = None, **changes: Any) -> Capture:
    """Make a capture of a web page other than the copy on record."""
    return answer(
        **{"magic": Magic.HTML, "sha256": NEW, "size": 5000, "title": title, "excerpt": "Words.", "headers": HTML}
        | changes
    )


def failed(kind: FailureKind) -> Capture:
    """Make a capture without a usable answer."""
    return answer(status=None, failure=Failure(kind=kind, detail="It failed."))


HOME = {"url": "http://one.test/documents/report.pdf", "final_url": "http://www.one.test/"}
GOOD, BAD, UNSURE, OTHER = Verdict.AVAILABLE, Verdict.UNAVAILABLE, Verdict.UNKNOWN, Verdict.REPLACED

ROWS: list[tuple[str, Capture, Known, Verdict, Rule]] = [
    ("same bytes", answer(sha256=OLD, magic=Magic.PDF, size=9), PDF, GOOD, Rule.SAME_BYTES),
    ("same bytes after a redirect", answer(sha256=OLD, magic=Magic.PDF, size=9, **HOME), PDF, GOOD, Rule.SAME_BYTES),
    ("304", answer(status=304, not_modified=True, sha256=OLD), PDF, GOOD, Rule.NOT_MODIFIED),
    ("304 for another copy", answer(status=304, not_modified=True, sha256=NEW), PDF, OTHER, Rule.DIFFERENT_DOCUMENT),
    ("304 for nothing", answer(status=304, not_modified=True, sha256=NEW), NOTHING, UNSURE, Rule.NEVER_SEEN),
    (
        "saved again",
        answer(sha256=NEW, magic=Magic.PDF, size=9),
        PDF.model_copy(update={"similarity": 0.95}),
        GOOD,
        Rule.RE_SAVED,
    ),
    (
        "not alike enough",
        answer(sha256=NEW, magic=Magic.PDF, size=9),
        PDF.model_copy(update={"similarity": 0.94}),
        OTHER,
        Rule.DIFFERENT_DOCUMENT,
    ),
    ("another file", answer(sha256=NEW, magic=Magic.PDF, size=9), PDF, OTHER, Rule.DIFFERENT_DOCUMENT),
    ("another kind of file", answer(sha256=NEW, magic=Magic.DOCX, size=9), PDF, OTHER, Rule.DIFFERENT_DOCUMENT),
    ("first sight of a file", answer(sha256=NEW, magic=Magic.PDF, size=9), NOTHING, UNSURE, Rule.NEVER_SEEN),
    ("empty body", answer(size=0, magic=Magic.EMPTY, sha256="c" * 64), PDF, BAD, Rule.EMPTY_BODY),
    ("204", answer(status=204), PDF, BAD, Rule.EMPTY_BODY),
    ("body not kept", answer(size=9, magic=Magic.PDF), PDF, UNSURE, Rule.BROKEN_BODY),
    ("404", answer(status=404), PDF, BAD, Rule.NOT_FOUND),
    ("404 never seen", answer(status=404), NOTHING, BAD, Rule.NOT_FOUND),
    ("410", answer(status=410), PDF, BAD, Rule.GONE),
    ("401", answer(status=401), PDF, BAD, Rule.LOGIN),
    ("plain 403", answer(status=403, headers={"server": "nginx"}, size=4000), PDF, UNSURE, Rule.FORBIDDEN),
    ("429", answer(status=429), PDF, UNSURE, Rule.RATE_LIMITED),
    ("503 with a time", answer(status=503, headers={"retry-after": "60"}), PDF, UNSURE, Rule.RATE_LIMITED),
    ("503", answer(status=503), PDF, BAD, Rule.SERVER_ERROR),
    ("500", answer(status=500), PDF, BAD, Rule.SERVER_ERROR),
    ("599", answer(status=599), PDF, BAD, Rule.SERVER_ERROR),
    ("451", answer(status=451), PDF, UNSURE, Rule.UNEXPECTED_STATUS),
    ("206", answer(status=206), PDF, UNSURE, Rule.UNEXPECTED_STATUS),
    ("999", answer(status=999), PDF, UNSURE, Rule.UNEXPECTED_STATUS),
    ("no status, no failure", answer(status=None), PDF, UNSURE, Rule.UNEXPECTED_STATUS),
    ("wall: mitigated", answer(status=403, headers={"cf-mitigated": "challenge"}), PDF, UNSURE, Rule.BOT_WALL),
    ("wall: mitigated 503", answer(status=503, headers={"cf-mitigated": "challenge"}), PDF, UNSURE, Rule.BOT_WALL),
    ("wall: captcha", answer(status=405, headers={"x-amzn-waf-action": "captcha"}), PDF, UNSURE, Rule.BOT_WALL),
    ("wall: challenge 202", answer(status=202, headers={"x-amzn-waf-action": "challenge"}), PDF, UNSURE, Rule.BOT_WALL),
    ("wall: rimon", answer(status=403, headers={"rimon": "RWC_BLOCK"}), PDF, UNSURE, Rule.BOT_WALL),
    (
        "wall: small edge 403",
        answer(status=403, headers={"server": "AkamaiGHost"}, size=300),
        PDF,
        UNSURE,
        Rule.BOT_WALL,
    ),
    ("wall: cloudflare", answer(status=403, headers={"server": "cloudflare"}, size=7000), PDF, UNSURE, Rule.BOT_WALL),
    (
        "no wall: cloudflare 404",
        answer(status=404, headers={"server": "cloudflare"}, size=70),
        PDF,
        BAD,
        Rule.NOT_FOUND,
    ),
    ("wall: title", page("Just a moment...", status=403), PDF, UNSURE, Rule.BOT_WALL),
    ("wall with 200", page("Just a moment..."), PDF, UNSURE, Rule.BOT_WALL),
    ("wall: markup 200", page(marks=(PageMark.CHALLENGE,)), PDF, UNSURE, Rule.BOT_WALL),
    ("a page of scripts", page("One", excerpt=None, marks=(PageMark.SCRIPTS,)), PDF, UNSURE, Rule.NEEDS_SCRIPTS),
    ("a page without a word", page(None, excerpt=None), PAGE, UNSURE, Rule.NEEDS_SCRIPTS),
    ("wall on 401", answer(status=401, headers={"cf-mitigated": "challenge"}), PDF, UNSURE, Rule.BOT_WALL),
    ("page for a file", page("Our publications"), PDF, BAD, Rule.HTML_NOT_DOCUMENT),
    ("page for a file by its name", page("Our publications"), NOTHING, BAD, Rule.HTML_NOT_DOCUMENT),
    ("login title", page("Sign in - One Council"), PDF, BAD, Rule.LOGIN),
    ("login field", page("Members", marks=(PageMark.PASSWORD_FIELD,)), PDF, BAD, Rule.LOGIN),
    ("login address", page("Members", final_url="http://one.test/account/login?next=x"), PDF, BAD, Rule.LOGIN),
    ("login Welsh", page("Mewngofnodi"), PDF, BAD, Rule.LOGIN),
    ("soft 404", page("Page not found | One Partnership"), PDF, BAD, Rule.SOFT_NOT_FOUND),
    ("soft 404 for a page", page("Error 404 - One Partnership"), PAGE, BAD, Rule.SOFT_NOT_FOUND),
    ("soft 404 Welsh", page("Ni ddaethpwyd o hyd i'r dudalen"), PAGE, BAD, Rule.SOFT_NOT_FOUND),
    ("soft 404 Welsh short", page("Heb ei ganfod – Bwrdd"), PAGE, BAD, Rule.SOFT_NOT_FOUND),
    ("error sink", page("One", final_url="http://one.test/error/page-not-found.aspx"), PAGE, BAD, Rule.ERROR_SINK),
    ("error sink by query", page("One", final_url="http://one.test/x?aspxerrorpath=/y"), PDF, BAD, Rule.ERROR_SINK),
    ("home", page("One Partnership", **HOME), PDF, BAD, Rule.REDIRECT_HOME),
    ("home for a page", page("One Partnership", final_url="http://one.test/index.html"), PAGE, BAD, Rule.REDIRECT_HOME),
    ("another host's home", page("Two", final_url="http://two.test/"), PDF, BAD, Rule.REDIRECT_ELSEWHERE),
    ("a changed page", page("Learning from Child Q | One Partnership"), PAGE, OTHER, Rule.DIFFERENT_DOCUMENT),
    (
        "a page alike",
        page("Learning from Child Q | One"),
        PAGE.model_copy(update={"similarity": 0.99}),
        GOOD,
        Rule.RE_SAVED,
    ),
    (
        "first sight of a page",
        page("Child Q", url="http://one.test/q", final_url="http://one.test/q"),
        NOTHING,
        UNSURE,
        Rule.NEVER_SEEN,
    ),
    (
        "a front page is never missing",
        page("One", url="http://one.test/", final_url="http://one.test/"),
        NOTHING,
        UNSURE,
        Rule.NEVER_SEEN,
    ),
    ("no such name", failed(FailureKind.DNS_NOT_FOUND), PDF, BAD, Rule.NAME_GONE),
    ("name not looked up", failed(FailureKind.DNS_FAILED), PDF, UNSURE, Rule.NAME_UNRESOLVED),
    ("refused", failed(FailureKind.REFUSED), PDF, BAD, Rule.NO_CONNECTION),
    ("timed out", failed(FailureKind.TIMEOUT), PDF, BAD, Rule.TIMED_OUT),
    ("certificate", failed(FailureKind.TLS), PDF, UNSURE, Rule.TLS_PROBLEM),
    ("cut short", failed(FailureKind.TRUNCATED), PDF, UNSURE, Rule.BROKEN_BODY),
    ("too large", failed(FailureKind.TOO_LARGE), PDF, UNSURE, Rule.TOO_LARGE),
    ("not HTTP", failed(FailureKind.PROTOCOL), PDF, UNSURE, Rule.NOT_HTTP),
    ("redirect loop", failed(FailureKind.TOO_MANY_REDIRECTS), PDF, UNSURE, Rule.REDIRECT_LOOP),
    ("bad address", failed(FailureKind.BAD_ADDRESS), PDF, UNSURE, Rule.BAD_ADDRESS),
    ("robots", failed(FailureKind.ROBOTS), PDF, UNSURE, Rule.ROBOTS),
    ("robots hang", failed(FailureKind.ROBOTS_UNREADABLE), PDF, UNSURE, Rule.ROBOTS_UNREADABLE),
    ("our own fault", failed(FailureKind.OWN_FAULT), PDF, UNSURE, Rule.OWN_FAULT),
    ("asked to wait", failed(FailureKind.ASKED_TO_WAIT), PDF, UNSURE, Rule.RATE_LIMITED),
    ("private network", failed(FailureKind.BLOCKED_ADDRESS), PDF, UNSURE, Rule.BLOCKED_ADDRESS),
]


@pytest.mark.parametrize(
    ("capture", "known", "verdict", "rule"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_each_answer_has_its_verdict_and_rule(capture: Capture, known: Known, verdict: Verdict, rule: Rule) -> None:
    assert judge(capture, known)[:2] == (verdict, rule)


def test_every_kind_of_failure_has_a_rule() -> None:
    assert all(isinstance(judge(failed(kind), PDF)[1], Rule) for kind in FailureKind)


@pytest.mark.parametrize(
    "title",
    [
        "Child 404",
        "Removed from home: learning for practitioners",
        "Access denied: when families refuse visits",
        "Missing children | One Partnership",
        "When help was not found - a thematic review",
        "Page 404 of the inquiry",
        "Document available",
        "Signs of safety - login details for the training are sent later",
        "Error in medication: a review",
    ],
)
def test_healthy_titles_are_never_taken_for_an_absence(title: str) -> None:
    verdict = judge(page(title, url="http://one.test/q", final_url="http://one.test/q"), PAGE).verdict
    assert verdict is Verdict.REPLACED


@pytest.mark.parametrize("title", ["Access denied", "404", "Page not found", "Sign in"])
def test_a_page_that_always_had_its_title_is_not_missing_for_it(title: str) -> None:
    known = Known(sha256=OLD, magic=Magic.HTML, title=title)
    assert judge(page(title), known)[0] is Verdict.REPLACED


def check(at: dt.datetime, verdict: Verdict, rule: Rule | None = None) -> Checked:
    """Make a check at a moment."""
    usual = {
        GOOD: Rule.SAME_BYTES,
        BAD: Rule.SERVER_ERROR,
        UNSURE: Rule.BOT_WALL,
        OTHER: Rule.DIFFERENT_DOCUMENT,
    }
    return Checked(
        location_id="l", url=URL, checked_at=at, verdict=verdict, rule=rule or usual[verdict], capture=answer()
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
        ("gnrn", DOWN, Rule.NOT_FOUND, 2),
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
        ("gnn" + "u" * 15 + "g", DOWN, Rule.NOT_FOUND, 0),
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
def test_unknown_changes_neither_up_nor_down(checks: list[Checked]) -> None:
    informed = [c for c in checks if c.verdict in (GOOD, BAD)]
    for now in (LATER, START + dt.timedelta(days=30)):
        with_unknown, without = fold("l", checks, now), fold("l", informed, now)
        assert with_unknown.state is without.state
        assert with_unknown.failure_count == without.failure_count


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


def step(alert_id: str, kind: AlertStep, day: int, **more: Any) -> AlertEvent:
    """Make a step of an alert."""
    fields = {
        "alert_id": alert_id,
        "step": kind,
        "at": START + dt.timedelta(days=day),
        "kind": AlertKind.NOT_FOUND,
        "review_id": "r",
        "location_id": "l",
        "publisher_id": "one",
        "about": kind,
    }
    return AlertEvent.model_validate(fields | more)


def test_steps_amount_to_alerts() -> None:
    steps = [
        step("z", AlertStep.CLOSED, 0, answer=AlertAnswer.BACK),
        step("b", AlertStep.OPENED, 1),
        step("a", AlertStep.OPENED, 1),
        step("b", AlertStep.DELIVERY_FAILED, 1, about=AlertStep.OPENED),
        step("b", AlertStep.DELIVERED, 2, about=AlertStep.OPENED),
        step("b", AlertStep.CLOSED, 3, answer=AlertAnswer.BACK),
        step("b", AlertStep.DELIVERED, 4, about=AlertStep.CLOSED),
        step("b", AlertStep.OPENED, 5),
    ]
    first, second = fold_alerts(steps)
    assert (first.alert_id, first.closed_at, first.delivered_at, first.answer) == ("a", None, None, None)
    assert (second.alert_id, second.opened_at) == ("b", START + dt.timedelta(days=1))
    assert second.delivered_at == START + dt.timedelta(days=2)
    assert (second.closed_at, second.answer) == (START + dt.timedelta(days=3), AlertAnswer.BACK)


REPORT = " ".join(f"Finding {number}: practitioners shared what they knew, and asked." for number in range(60))


def test_a_text_saved_again_is_alike_and_another_is_not() -> None:
    again = REPORT.replace(" ", "\n  ").replace("Finding", "FINDING").replace(",", " ,")
    assert likeness(REPORT, again) == 1.0
    corrected = likeness(REPORT, REPORT.replace("Finding 7:", "Finding seven:"))
    assert corrected is not None
    assert GOOD_ENOUGH <= corrected < 1
    shorter = likeness(REPORT, REPORT[: len(REPORT) // 2])
    assert shorter is not None
    assert shorter < GOOD_ENOUGH
    assert likeness(REPORT, "This document has been withdrawn.") == 0.0


@pytest.mark.parametrize(("one", "two"), [("", ""), ("", "words"), ("words", " \n-- "), ("...", "...")])
def test_nothing_is_said_of_texts_without_words(one: str, two: str) -> None:
    assert likeness(one, two) is None


@given(st.text(), st.text())
@settings(max_examples=200, deadline=None)
def test_likeness_is_a_measure(one: str, two: str) -> None:
    found = likeness(one, two)
    assert found == likeness(two, one)
    assert found is None or 0 <= found <= 1


def stands(state: State, reason: Rule, failures: int = 0) -> Availability:
    """Make what checks of a location amount to."""
    return Availability(
        location_id="a",
        state=state,
        reason=reason,
        since=START,
        last_success_at=None,
        last_checked_at=START,
        failure_count=failures,
        days_verified=0,
        days_down=0,
        days_unverified=0,
    )


@pytest.mark.parametrize(
    ("found", "removal", "state", "reason"),
    [
        (stands(State.AVAILABLE, Rule.SAME_BYTES), RemovalKind.WITHDRAWN, State.AVAILABLE, Rule.WITHDRAWN),
        (stands(State.AVAILABLE, Rule.SAME_BYTES), RemovalKind.GONE, State.AVAILABLE, Rule.GONE),
        (stands(State.UNAVAILABLE, Rule.NOT_FOUND, 3), RemovalKind.WITHDRAWN, State.UNAVAILABLE, Rule.WITHDRAWN),
        (stands(State.UNAVAILABLE, Rule.NOT_FOUND, 3), RemovalKind.MOVED, State.UNAVAILABLE, Rule.MOVED),
        (stands(State.UNKNOWN, Rule.NOT_FOUND, 1), RemovalKind.GONE, State.UNAVAILABLE, Rule.GONE),
        (stands(State.UNKNOWN, Rule.NOT_FOUND, 1), RemovalKind.WITHDRAWN, State.UNKNOWN, Rule.NOT_FOUND),
        (stands(State.UNKNOWN, Rule.ROBOTS), RemovalKind.GONE, State.UNKNOWN, Rule.ROBOTS),
        (stands(State.UNKNOWN, Rule.NOT_CHECKED), RemovalKind.MOVED, State.UNKNOWN, Rule.NOT_CHECKED),
        (stands(State.UNAVAILABLE, Rule.NOT_FOUND, 3), None, State.UNAVAILABLE, Rule.NOT_FOUND),
    ],
)
def test_what_a_publisher_says_is_the_reason_and_never_hides_what_could_not_be_checked(
    found: Availability, removal: RemovalKind | None, state: State, reason: Rule
) -> None:
    told = explained(found, removal)
    assert (told.state, told.reason) == (state, reason)
    assert told.model_copy(update={"state": found.state, "reason": found.reason}) == found
