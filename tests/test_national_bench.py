"""The benchmark of the whole country works and tells every figure; the figures are for people and assert nothing here."""

import re

import pytest

from catalogue import pdf
from tests.bench.__main__ import DOCUMENT, SMALL
from tests.bench.country.bodies import body
from tests.bench.country.plan import Country, Form, Scale
from tests.bench.figures import TABLES, exponent, tables
from tests.bench.whole import measure

A_TENTH = Scale(times=0.1)


@pytest.mark.long
def test_a_tiny_country_is_measured_whole() -> None:
    steps: list[str] = []
    found = measure(SMALL, steps.append)
    assert [steps.index(one) for one in ("the cold run", "the run after 1 % changed")] == [2, 5]
    country, harvested = Country(SMALL), found.took("cold", "harvest").figures
    assert (harvested["sources"], harvested["good"]) == (len(country.hosts), len(country.hosts))
    assert harvested["new"] == len({one.path for one in country.papers if not one.gone and one.form is not Form.PAGE})
    assert found.took("unchanged", "harvest").figures["new"] == found.took("unchanged", "describe").figures["read"] == 0
    assert found.took("unchanged", "watch").figures["checks"] > 0
    assert found.took("cold", "publish").figures["number"] == 1
    told = tables([found]).split("### ")[1:]
    for section, (title, rows, _) in zip(told, TABLES, strict=True):
        heading, _, *lines = section.strip().splitlines()
        assert heading == title
        for row, line in zip(rows, lines[2:], strict=True):
            assert re.match(rf"\| {re.escape(row.name)} \| [^|]*\d", line), line


def test_a_country_is_the_same_for_the_same_seed_and_has_the_published_volumes() -> None:
    one, other = Country(Scale()), Country(Scale())
    assert one.papers == other.papers
    assert one.distinct == 1_550
    assert 3_200 <= len(one.papers) <= 3_700
    assert len(one.hosts) == 150
    assert len(set(one.urls)) == len(one.urls)
    scanned = sum(paper.form is Form.SCAN for paper in one.papers)
    assert 0.03 <= scanned / len(one.papers) <= 0.07


def test_a_day_changes_about_one_paper_in_a_hundred() -> None:
    first, second = Country(Scale()), Country(Scale(), day=1)
    before = {paper.path: paper for paper in first.papers}
    changed = [paper for paper in second.papers if before.get(paper.path) != paper]
    assert 0.005 <= len(changed) / len(first.papers) <= 0.02
    assert {paper.gone for paper in changed} == {True, False}


@pytest.mark.parametrize("form", [Form.PDF, Form.SCAN])
def test_a_paper_is_a_whole_pdf_of_its_pages(form: Form) -> None:
    country = Country(A_TENTH)
    case, paper = next(
        (case, paper)
        for cases in country.cases.values()
        for case in cases
        for paper in case.papers
        if paper.form is form and paper.filler < 100_000
    )
    made = body(case, paper)
    read = pdf.read(made.head + bytes(made.filler) + made.tail)
    assert (len(read.pages), read.remarks) == (paper.pages, ())
    assert all(page.picture for page in read.pages) == (form is Form.SCAN)
    assert (case.name in read.pages[0].text) == (form is Form.PDF)


def test_growth_is_the_power_of_the_size() -> None:
    assert exponent([1, 2, 4], [3, 5, 12]) == pytest.approx(1)
    assert exponent([1, 4], [2, 32]) == pytest.approx(2)
    assert exponent([1], [2]) is None


def test_the_document_has_a_place_for_the_tables() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.count("<!-- figures -->") == text.count("<!-- /figures -->") == 1
