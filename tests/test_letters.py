"""What partnerships read."""

import datetime as dt
import re
from typing import Any

import pytest

from catalogue.letters import Case, back_again, closed_quietly, day, entry_id, moment, not_found
from catalogue.letters.writing import Paragraph, written
from catalogue.vocabulary import AlertAnswer, AlertStep, Precision, Role, Rule

SINCE = dt.datetime(2021, 3, 26, 6, 5, tzinfo=dt.UTC)
URL = "http://one.test/documents/child-q.pdf"


def case(**changes: Any) -> Case:
    """Make a case."""
    fields: dict[str, Any] = {
        "alert_id": "0123456789abcdef",
        "publisher": "One Safeguarding Children Partnership",
        "title": "Child Q: a local child safeguarding practice review",
        "pseudonyms": ("Child Q",),
        "role": Role.FULL_REPORT,
        "url": URL,
        "final_url": "http://one.test/",
        "status": 404,
        "rule": Rule.NOT_FOUND,
        "since": SINCE,
        "checked_at": (SINCE, SINCE + dt.timedelta(days=3)),
        "last_success_at": SINCE - dt.timedelta(days=1),
        "sha256": "a" * 64,
        "published_on": dt.date(2021, 1, 1),
        "precision": Precision.MONTH,
        "until": dt.date(2022, 1, 1),
        "guidance": "Working Together to Safeguard Children (2018 and 2023 editions)",
    }
    return Case.model_validate(fields | changes)


def flat(text: str) -> str:
    """Return a text on one line, so that it can be searched whatever its line breaks."""
    return " ".join(text.split())


def test_a_notice_says_everything_that_a_partnership_needs() -> None:
    words = not_found(case())
    text = flat(words.text)
    assert words.subject == (
        "Not found at its published address: Child Q: a local child safeguarding practice review (full report)"
    )
    for part in (
        "To One Safeguarding Children Partnership",
        "has not been found at its published address since 26 March 2021",
        "Published pseudonym: Child Q",
        "Document: full report",
        "Published: January 2021",
        f"Published address: {URL}",
        "The server answers that nothing is there (404). Address that answered: http://one.test/",
        "Not found since: 26 March 2021 at 06:05 (UK time)",
        # The clocks went forward between the two checks.
        "Looked for: twice, on 26 March 2021 at 06:05; 29 March 2021 at 07:05 (UK time)",
        "Last seen well: 25 March 2021 at 06:05 (UK time)",
        "Working Together to Safeguard Children (2018 and 2023 editions) asks that a published report",
        "that year runs until at least 1 January 2022. After it you are free to remove the document",
        "put the document back",
        "the new address",
        "welfare of a person concerned or because of a court order",
        "0123456789abcdef",
    ):
        assert part in text


@pytest.mark.parametrize("rule", list(Rule))
def test_no_message_accuses(rule: Rule) -> None:
    for words in (not_found(case(rule=rule)), back_again(case(rule=rule))):
        assert not re.search(r"breach|violat|fail(ed|ure) to|must\b|illegal|unlawful", words.text + words.subject, re.I)


def test_a_message_fits_a_mail_window_and_breaks_no_address() -> None:
    long = "http://one.test/" + "a-b/" * 60 + "report.pdf"
    lines = not_found(case(url=long)).text.splitlines()
    assert any(long in line for line in lines)
    assert all(len(line) <= 76 for line in lines if long not in line)


def test_unknown_facts_are_said_to_be_unknown() -> None:
    bare = case(
        pseudonyms=(), published_on=None, precision=None, until=None, status=None, final_url=None, last_success_at=None
    )
    text = flat(not_found(bare).text)
    assert "pseudonym" not in text
    assert "Published: not known" in text
    assert "HTTP status" not in text
    assert "Last seen well: not by a check of ours" in text
    assert "at least one year" not in text


def test_a_date_is_as_precise_as_it_is_known() -> None:
    exact = flat(not_found(case(precision=Precision.DAY, published_on=dt.date(2021, 3, 5))).text)
    assert "Published: 5 March 2021" in exact
    assert "that year runs until 1 January 2022" in exact
    assert "Published: 2021 " in flat(not_found(case(precision=Precision.YEAR)).text)


def test_many_checks_are_counted_and_some_are_shown() -> None:
    times = tuple(SINCE + dt.timedelta(days=number) for number in range(30))
    text = flat(not_found(case(checked_at=times)).text)
    assert "Looked for: 30 times, among them 26 March 2021" in text
    assert "24 April 2021 at 07:05 (UK time)" in text


def test_what_comes_from_outside_stays_on_its_line() -> None:
    words = not_found(case(title="Child Q\r\nBcc: everyone@example.test\x00\u202e", pseudonyms=("Child\nQ",)))
    assert "\n" not in words.subject
    assert words.subject.isprintable()
    assert "\nBcc" not in words.text
    assert "Published pseudonym: Child Q" in words.text


def test_a_subject_is_one_line_whatever_it_is_made_of() -> None:
    assert written("One\r\nBcc: x@y.test\x00", (Paragraph("Words."),)).subject == "One Bcc: x@y.test"


def test_good_news_is_short() -> None:
    words = back_again(case(until=None))
    text = flat(words.text)
    assert words.subject.startswith("Found again at its published address: Child Q")
    assert "is again at its published address. Thank you; nothing more is needed." in text
    assert "Found again: 26 March 2021 at 06:05 (UK time)" in text
    assert "statutory" not in text.lower()


def test_words_depend_on_the_facts_alone() -> None:
    assert not_found(case()) == not_found(case())
    assert entry_id("a", AlertStep.OPENED) == entry_id("a", AlertStep.OPENED)
    assert len({entry_id(key, step) for key in "ab" for step in (AlertStep.OPENED, AlertStep.CLOSED)}) == 4
    assert entry_id("a", AlertStep.OPENED).startswith("urn:uuid:")


def test_times_are_told_as_the_clock_on_a_uk_wall_shows_them() -> None:
    assert moment(dt.datetime(2021, 7, 31, 23, 30, tzinfo=dt.UTC)) == "1 August 2021 at 00:30 (UK time)"
    assert day(dt.datetime(2021, 12, 31, 23, 30, tzinfo=dt.UTC)) == "31 December 2021"
    assert day(dt.date(2021, 3, 15)) == "15 March 2021"


def test_every_end_has_its_sentence() -> None:
    assert all(answer.published.definition in closed_quietly(answer) for answer in AlertAnswer)


def test_why_a_publisher_withdrew_something_is_told_to_nobody_else() -> None:
    reasons = (AlertAnswer.WELFARE, AlertAnswer.COURT_ORDER)
    assert {closed_quietly(answer) for answer in reasons} == {closed_quietly(AlertAnswer.WITHDRAWN)}
