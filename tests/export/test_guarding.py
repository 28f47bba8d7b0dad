"""Text that a spreadsheet might run gets an apostrophe, and nothing is lost by it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.export import guarded, unguarded
from tests.export.payloads import HARMLESS, PAYLOADS


def first_seen(line: str) -> str:
    """Return the first letter of a line that is not blank or unseen, in its plain form: an oracle of its own."""
    seen = [one for one in line if unicodedata.category(one) not in ("Cc", "Cf", "Zs") and one not in "\u115f"]
    return unicodedata.normalize("NFKC", seen[0])[0] if seen else ""


@pytest.mark.parametrize("text", PAYLOADS, ids=repr)
def test_no_line_begins_with_what_a_spreadsheet_runs(text: str) -> None:
    safe = guarded(text)
    assert safe != text
    assert all(first_seen(line) not in ("=", "+", "-", "@") for line in safe.splitlines())
    assert not safe.startswith(("\t", "\r", "\n"))
    assert unguarded(safe) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_not_touched(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@given(st.text(st.sampled_from("'=+-@\t\r\n \u200b\u2028＝aé;,\"\x00")) | st.text())
def test_whatever_the_text_it_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n \u200b\u2028＝aé"), max_size=8))
def test_whatever_the_text_it_is_safe(text: str) -> None:
    for line in guarded(text).splitlines():
        assert first_seen(line) not in ("=", "+", "-", "@")
