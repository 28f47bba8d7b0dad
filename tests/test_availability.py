"""Verdicts row by row, states over time, and what must hold for every history."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.availability import (
    GOOD_ENOUGH,
    Further,
    Judgement,
    Known,
    delisted,
    explained,
    fold_alerts,
    judge,
    likeness,
)
from catalogue.models import AlertEvent, Availability, Capture, Failure, Location
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
    Signal,
    State,
    Verdict,
)
from tests.builders import an_availability

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


SAME_KIND = answer(sha256=NEW, magic=Magic.PDF, size=9)
FAR_PDF = PDF.model_copy(update={"similarity": 0.1})
HALF = PAGE.model_copy(update={"similarity": 0.5})
FIRST = Known()
NOTICE = "This report has been withdrawn. Please contact the partnership."
LONG = " ".join(["word"] * 200)
LISTED = {"url": "http://one.test/reviews/q", "final_url": "http://one.test/reviews/"}
SIGNALS: list[tuple[str, Capture, Known, Further, Verdict, Rule, set[Signal]]] = [
    ("behind a warning", failed(FailureKind.TLS), PDF, Further(sha256_behind_warning=OLD), Verdict.DEGRADED,
     Rule.TLS_WARNING, {Signal.WITHOUT_CERTIFICATE}),
    ("other bytes behind a warning", failed(FailureKind.TLS), PDF, Further(sha256_behind_warning=NEW), UNSURE,
     Rule.TLS_PROBLEM, set()),
    ("nothing behind a warning", failed(FailureKind.TLS), NOTHING, Further(), UNSURE, Rule.TLS_PROBLEM, set()),
    ("the bytes behind a warning matter to certificates only", failed(FailureKind.TIMEOUT), PDF,
     Further(sha256_behind_warning=OLD), BAD, Rule.TIMED_OUT, set()),
    ("cut file", SAME_KIND, PDF, Further(whole=False), UNSURE, Rule.BROKEN_BODY, {Signal.NO_END}),
    ("corrupt file", SAME_KIND, PDF, Further(readable=False), BAD, Rule.CORRUPT_FILE, {Signal.UNREADABLE}),
    ("notice in a file", SAME_KIND, PDF, Further(text=NOTICE, readable=True), BAD, Rule.WITHDRAWN_NOTICE,
     {Signal.NOTICE_WORDS}),
    ("a report that mentions a notice", SAME_KIND, PDF, Further(text=f"{NOTICE} {LONG}", readable=True), OTHER,
     Rule.DIFFERENT_DOCUMENT, set()),
    ("notice in a page", page("One", heading=NOTICE), PAGE, Further(), BAD, Rule.WITHDRAWN_NOTICE,
     {Signal.NOTICE_WORDS, Signal.OTHER_TEXT}),
    ("404 and found elsewhere", answer(status=404), PDF, Further(elsewhere=True), Verdict.MOVED, Rule.FOUND_ELSEWHERE,
     {Signal.ELSEWHERE}),
    ("500 and found elsewhere", answer(status=500), PDF, Further(elsewhere=True), BAD, Rule.SERVER_ERROR, set()),
    ("timed out and found elsewhere", failed(FailureKind.TIMEOUT), PDF, Further(elsewhere=True), BAD, Rule.TIMED_OUT,
     set()),
    ("refused and found elsewhere", failed(FailureKind.REFUSED), PDF, Further(elsewhere=True), BAD, Rule.NO_CONNECTION,
     set()),
    ("wall and found elsewhere", answer(status=403, headers={"cf-mitigated": "challenge"}), PDF,
     Further(elsewhere=True), UNSURE, Rule.BOT_WALL, {Signal.CHALLENGE_HEADERS}),
    ("like nonsense", page("One"), PAGE, Further(like_nonsense=True), BAD, Rule.SOFT_NOT_FOUND,
     {Signal.OTHER_TEXT, Signal.LIKE_NONSENSE}),
    ("like nonsense, and its text is near", page("One"), HALF, Further(like_nonsense=True), OTHER,
     Rule.DIFFERENT_DOCUMENT, {Signal.LIKE_NONSENSE}),
    ("honest host", page("One"), PAGE, Further(like_nonsense=False), OTHER, Rule.DIFFERENT_DOCUMENT,
     {Signal.OTHER_TEXT, Signal.HONEST_HOST}),
    ("a title alone", page("Page not found"), HALF, Further(), OTHER, Rule.DIFFERENT_DOCUMENT, {Signal.ABSENT_TITLE}),
    ("title and heading are one word", page("Page not found", heading="Page not found"), HALF, Further(), OTHER,
     Rule.DIFFERENT_DOCUMENT, {Signal.ABSENT_TITLE, Signal.ABSENT_HEADING}),
    ("an honest host is no sign against a page", page("Page not found"), HALF, Further(like_nonsense=False), OTHER,
     Rule.DIFFERENT_DOCUMENT, {Signal.ABSENT_TITLE, Signal.HONEST_HOST}),
    ("a title that it had all along", page("Access denied"), PAGE.model_copy(update={"title": "Access denied"}),
     Further(), OTHER, Rule.DIFFERENT_DOCUMENT, {Signal.OTHER_TEXT}),
    ("an address that looks like a sink", page("Child", url="http://one.test/reviews/404", final_url="http://one.test/reviews/404"),
     PAGE, Further(), OTHER, Rule.DIFFERENT_DOCUMENT, {Signal.OTHER_TEXT}),
    ("heading and text", page("One", heading="Page not found"), PAGE, Further(), BAD, Rule.SOFT_NOT_FOUND,
     {Signal.ABSENT_HEADING, Signal.OTHER_TEXT}),
    ("a front page is never missing", page("Page not found", url="http://one.test/", final_url="http://one.test/"),
     PAGE, Further(like_nonsense=True), OTHER, Rule.DIFFERENT_DOCUMENT,
     {Signal.ABSENT_TITLE, Signal.OTHER_TEXT, Signal.LIKE_NONSENSE}),
    ("section", page("Our reviews", **LISTED), PAGE, Further(), BAD, Rule.REDIRECT_SECTION,
     {Signal.LED_TO_SECTION, Signal.OTHER_TEXT}),
    ("parked", page("one.test is for sale", excerpt="This domain is for sale."), PDF, Further(), BAD, Rule.DOMAIN_LOST,
     {Signal.PARKED_PAGE, Signal.OTHER_KIND, Signal.WEB_PAGE_STATED}),
    ("name was gone", page("Casino"), PAGE, Further(name_was_gone=True, like_nonsense=True), BAD, Rule.DOMAIN_LOST,
     {Signal.NAME_WAS_GONE, Signal.OTHER_TEXT, Signal.LIKE_NONSENSE}),
    ("name was gone and the site is back", page("One"), PAGE, Further(name_was_gone=True, like_nonsense=False), OTHER,
     Rule.DIFFERENT_DOCUMENT, {Signal.OTHER_TEXT, Signal.HONEST_HOST}),
    ("kind by name alone", page("One", headers={}), FIRST, Further(), UNSURE, Rule.NEVER_SEEN, {Signal.OTHER_KIND}),
    ("kind by record alone", page("One", headers={}), PDF, Further(), BAD, Rule.HTML_NOT_DOCUMENT, {Signal.OTHER_KIND}),
    ("archive", answer(sha256=OLD, magic=Magic.PDF, size=9, final_url="https://web.archive.org/web/1/http://one.test/r.pdf"),
     PDF, Further(), BAD, Rule.ARCHIVE_ONLY, set()),
    ("a login box in a long page", page("One", marks=(PageMark.PASSWORD_FIELD,), excerpt=LONG + " word"), PAGE,
     Further(), OTHER, Rule.DIFFERENT_DOCUMENT, {Signal.OTHER_TEXT}),
    ("a wall's script in a long page", page("One", marks=(PageMark.CHALLENGE,), excerpt=LONG), PAGE, Further(), OTHER,
     Rule.DIFFERENT_DOCUMENT, {Signal.OTHER_TEXT}),
    ("a wall's script in a 404", page("Gone", status=404, marks=(PageMark.CHALLENGE,)), PDF, Further(), BAD,
     Rule.NOT_FOUND, set()),
    ("one byte", answer(size=1, magic=Magic.TEXT, sha256=NEW), PDF, Further(), BAD, Rule.EMPTY_BODY, set()),
    ("two bytes", answer(size=2, magic=Magic.TEXT, sha256=NEW), PDF, Further(), OTHER, Rule.DIFFERENT_DOCUMENT, set()),
    ("big edge 403", answer(status=403, headers={"server": "CloudFront"}, size=1000), PDF, Further(), UNSURE,
     Rule.FORBIDDEN, set()),
    ("cloudflare 403 of the site", answer(status=403, headers={"server": "cloudflare", "server-timing": "cfOrigin"}),
     PDF, Further(), UNSURE, Rule.FORBIDDEN, set()),
    ("a file far from the one on record", SAME_KIND, FAR_PDF, Further(), OTHER, Rule.DIFFERENT_DOCUMENT, set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "told"),
    [(row[1:4], Judgement(row[4], row[5], frozenset(row[6]))) for row in SIGNALS],
    ids=[row[0] for row in SIGNALS],
)
def test_what_is_seen_beside_an_answer_decides(seen: tuple[Capture, Known, Further], told: Judgement) -> None:
    assert judge(*seen) == told


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
    return an_availability("a", state=state, reason=reason, since=START, last_checked_at=START, failure_count=failures)


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


@pytest.mark.parametrize(
    ("listed", "days", "removal", "complete", "told"),
    [
        (False, 7, None, True, True),
        (False, 6, None, True, False),
        (True, 30, None, True, False),
        (None, 30, None, True, False),
        (False, 30, None, False, False),
        (False, 30, RemovalKind.MOVED, True, False),
    ],
)
def test_only_complete_lists_that_leave_an_address_out_for_a_week_delist_it(
    listed: bool | None, days: int, removal: RemovalKind | None, complete: bool, told: bool
) -> None:
    place = Location(
        location_id="l",
        document_id=OLD,
        review_id="r",
        source_id="s",
        url=URL,
        first_seen_at=START,
        last_seen_at=START,
        listed=listed,
        removal=removal,
    )
    assert delisted(place, START + dt.timedelta(days=days) if complete else None) is told
