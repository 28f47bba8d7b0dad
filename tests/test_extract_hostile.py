"""Texts that are nothing but one thing over and over: looked through within what a reader process may use."""

from collections.abc import Iterator

import pytest

from catalogue import extract
from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic, Nation
from catalogue.workers.limits import Limits, allow_processor_time
from catalogue.workers.pool import Readers

SIZE = 40_000
LIMITS = Limits(wall_s=120, cpu_s=20)
HOSTILE = {
    "blank lines": "\n" * SIZE,
    "lines of one space": " \n" * (SIZE // 2),
    "tabs": "\t" * SIZE + "Child",
    "spaces": "Serious Case Review" + " " * SIZE + "x",
    "names": "Dr Alex Sampleford, " * (SIZE // 20),
    "names without an end": "The report was written by " + "Dr Alex Sampleford " * (SIZE // 19),
    "names on lines": "Alex Sampleford\n" * (SIZE // 16),
    "a child": "Child A " * (SIZE // 8),
    "introductions": "the child known as " * (SIZE // 19),
    "a theme": "neglect " * (SIZE // 8),
    "dots": "." * SIZE,
    "quotation marks": "‘" * SIZE,
    "dates": "12 March 2019 " * (SIZE // 14),
    "headings": "Learning\n" * (SIZE // 9),
    "points": "• a\n" * (SIZE // 4),
    "deposit sheets": "Title: a LSCB: b Author:\n" * (SIZE // 25),
}


def _look(job: tuple[str, Magic]) -> tuple[int, int]:
    """Look for everything in a hostile text; return how many findings there are and how many quote no page."""
    allow_processor_time(LIMITS.cpu_s)
    name, magic = job
    text = f"Serious Case Review\nChild Q\n{HOSTILE[name]}\nChild Q died in 2019."
    pages = (PageText(number=1, text=text, large=("Serious Case Review", "Child Q")), PageText(number=2, text=text))
    findings, _, _ = extract.everything(
        Reading(magic=magic, pages=pages[: 1 if magic is Magic.HTML else 2]), Nation.ENGLAND
    )
    flat = " ".join(text.split())
    return len(findings), sum(1 for one in findings if one.page is not None and one.snippet not in flat)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(1, LIMITS) as some:
        yield some


def test_no_text_takes_more_than_a_reader_may_use(readers: Readers) -> None:
    jobs = [(name, magic) for name in HOSTILE for magic in (Magic.PDF, Magic.HTML)]
    outcomes = dict(readers.run(_look, jobs))
    assert {job: outcome for job, outcome in outcomes.items() if not isinstance(outcome, tuple)} == {}
    assert all(isinstance(one, tuple) and one[0] > 0 and one[1] == 0 for one in outcomes.values())
