"""Documents that stand and that no list shows, and the short line of a check in the journal."""

import datetime as dt
from typing import Any

import pytest

from catalogue.house.finding import from_lists
from catalogue.models import Availability, Checked, Harvest
from catalogue.vocabulary import IssueKind, Rule, SourceState, State, Verdict
from tests.builders import an_availability
from tests.test_availability import PDF, START, URL, answer, page
from tests.test_watch import location

DAY = dt.timedelta(days=1)


def harvested(days: int, **changes: Any) -> Harvest:
    """Make a harvest so many days after the address was last listed."""
    fields: dict[str, Any] = {"state": SourceState.OK, "complete": True, "detail": "Read.", "links_sha256": None}
    return Harvest.model_validate({"source_id": "p-page", "started_at": START + days * DAY, **fields, **changes})


def state(value: State) -> Availability:
    """Make what the checks of the address amount to."""
    return an_availability(state=value, reason=Rule.SAME_BYTES)


@pytest.mark.parametrize(
    ("harvests", "found", "told"),
    [
        ([harvested(8)], State.AVAILABLE, True),
        ([harvested(3)], State.AVAILABLE, False),
        ([harvested(8)], State.UNAVAILABLE, False),
        ([harvested(8)], State.UNKNOWN, False),
        ([harvested(8, complete=False, state=SourceState.INCOMPLETE)], State.AVAILABLE, False),
        ([harvested(8, state=SourceState.DOUBTED)], State.AVAILABLE, False),
        ([], State.AVAILABLE, False),
    ],
)
def test_a_document_that_no_complete_list_shows_is_told(harvests: list[Harvest], found: State, told: bool) -> None:
    place = location("l", "a" * 64, "r", "p-page", URL).model_copy(update={"listed": False})
    issues = from_lists([place], {"l": state(found)}, harvests)
    assert [(one.kind, one.url, one.review_id) for one in issues] == [(IssueKind.DELISTED, URL, "r")] * told


@pytest.mark.parametrize(
    "capture",
    [
        answer(status=304, not_modified=True, sha256=PDF.sha256, elapsed_ms=12, headers={"etag": '"1"'}),
        page("Page not found", final_url="http://one.test/404", heading="Page not found"),
    ],
)
def test_a_check_is_kept_in_a_short_line_and_a_long_one_is_still_read(capture: Any) -> None:
    check = Checked(
        location_id="l",
        url=URL,
        checked_at=START,
        verdict=Verdict.UNKNOWN,
        rule=Rule.NEVER_SEEN,
        nonsense=answer(url=URL + "x", final_url=URL + "y"),
        capture=capture,
    )
    line = check.canonical()
    assert Checked.model_validate_json(line) == check
    assert Checked.model_validate_json(check.model_dump_json()) == check
    assert line.count(URL + '"') == 1
    assert "null" not in line
