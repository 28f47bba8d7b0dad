"""The cases that have a name: what is shown where, and which reviews it is.

A case is a table: one row a line of a page, with the review that it belongs to in truth in the first column. Two rows
of one word are one review, two of different words are two; a row that starts with `?` is a line that must not be
joined and about which a person must be asked.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalogue.models import Finding, Link, Resolution, Source
from catalogue.vocabulary import DateBasis, IssueKind, ReviewType, Role, Scope
from tests.builders import NOW, Ledger, a_date, a_finding, a_link, a_source

WEEK = dt.timedelta(days=7)
LONG = " ".join(f"word{number} and" for number in range(200))
AREAS = {
    "wandsworth": "E09000032",
    "walthamforest": "E09000031",
    "croydon": "E09000008",
    "hackney": "E09000012",
    "swindon": "E06000030",
    "brighton": "E06000043",
    "barnet": "E09000003",
}


@dataclass(frozen=True)
class Row:
    """One line of one page: `at` is the source and, after a slash, its page; `weeks` those in which it stands."""

    review: str
    at: str
    names: tuple[str, ...] = ()
    date: str | None = None
    kind: ReviewType | None = None
    file: str | None = None
    text: str | None = None
    role: Role = Role.FULL_REPORT
    area: str | None = None
    own: bool | None = True
    anonymous: bool = False
    weeks: tuple[int, ...] = (0, 1, 2)
    says: tuple[tuple[str, str], ...] = ()


SCR, LCSPR = ReviewType.SCR, ReviewType.LCSPR
BRIEFING, RESPONSE = Role.LEARNING_BRIEFING, Role.RESPONSE

CASES = {
    "Child Q is three reviews in three areas": (
        Row("croydon", "croydon", ("Child Q",), kind=SCR, text="croydon"),
        Row("swindon", "swindon", ("Child Q",), "2019-11-27", SCR, text="swindon"),
        Row("hackney", "hackney", ("Child Q",), "2022-03", LCSPR, text="hackney"),
        Row("swindon", "national", ("Child Q",), "2019", area="Swindon", own=False),
        Row("hackney", "national", ("Child Q",), "2022", area="Hackney", own=False),
    ),
    "Child A is a child of six areas, whatever leaflet stands beside each": tuple(
        row
        for place in ("wandsworth", "walthamforest", "croydon", "hackney", "swindon", "barnet")
        for row in (
            Row(place, place, ("Child A",), "2016", SCR, text=place),
            Row("leaflet", f"{place}/learning", (), file="http://charity.test/what.pdf", role=BRIEFING),
        )
    ),
    "one area has two reviews called Baby Liam": (
        Row("2015", "brighton", ("Baby Liam",), "2015-10", SCR, role=BRIEFING, text="one"),
        Row("2019", "brighton", ("Baby Liam",), "2019-01", ReviewType.LEARNING_REVIEW, role=BRIEFING, text="two"),
        Row("2015", "national", ("Baby Liam",), "2016", area="Brighton and Hove", own=False),
        Row("2019", "brighton/reports", ("Baby Liam",), "2019", text="report"),
        Row("?", "croydon/others", ("Baby Liam",), area="Brighton and Hove", own=False),
    ),
    "two names of one child": (
        Row("franklyn", "barnet", ("Child L 'Franklyn'",), "2018-02", SCR, text="report"),
        Row("franklyn", "barnet/briefings", ("Franklyn",), "2018-03", role=BRIEFING, text="briefing"),
        Row("theo", "barnet", ("Theo (TDS20)",), "2020-05", LCSPR, text="theo"),
        Row("theo", "national", ("TDS20",), "2020", area="Barnet", own=False),
        Row("?", "barnet/old", ("Child L",), role=BRIEFING, text="another"),
    ),
    "one report about two reviews": (
        Row("s", "swindon", ("S",), "2016", SCR, file="http://swindon.test/both.pdf"),
        Row("d", "swindon", ("D",), "2016", SCR, file="http://swindon.test/both.pdf"),
        Row("s", "national", ("S",), "2016", file="http://national.test/s.pdf", text="both", area="Swindon", own=False),
        Row("?", "hackney/others", (), file="http://swindon.test/both.pdf", own=False),
    ),
    "one review of two children": (
        Row("both", "wandsworth", ("Georgina", "Grace"), "2013", SCR, text="report"),
        Row("both", "wandsworth/briefings", ("Georgina", "Grace"), role=BRIEFING, text="briefing"),
        Row("both", "national", ("Georgina", "Grace"), "2013", area="Wandsworth", own=False),
        Row("both", "croydon/others", ("Grace",), "2013", area="Wandsworth", own=False),
    ),
    "the bodies that followed Cumbria's": (
        Row("old", "cumbria", ("Child A",), "2021-06", SCR, text="old", weeks=(0,)),
        Row("old", "cumberland", ("Child A",), "2021-06", SCR, file="http://cumberland.test/a.pdf", text="old"),
        Row("old", "westmorland", ("Child A",), "2021"),
        Row("north", "cumberland/new", ("Child A",), "2025-09", LCSPR, text="north"),
        Row("south", "westmorland/new", ("Child A",), "2025-10", LCSPR, text="south"),
        Row("old", "national", ("Child A",), "2021", area="Cumbria", own=False),
    ),
    "a report that its publisher put up again under another name": (
        Row("frankie", "wandsworth", ("Frankie",), "2021-01", LCSPR, "http://wandsworth.test/f.pdf", LONG, weeks=(0,)),
        Row("frankie", "wandsworth", ("Child X",), None, LCSPR, "http://wandsworth.test/f.pdf", f"X {LONG}", weeks=(1, 2)),
    ),
    "the same at another address": (
        Row("frankie", "wandsworth", ("Frankie",), "2021-01", LCSPR, "http://wandsworth.test/f.pdf", LONG, weeks=(0,)),
        Row("frankie", "wandsworth", ("Child X",), None, LCSPR, "http://wandsworth.test/x.pdf", f"X {LONG}", weeks=(1, 2)),
    ),
    "an address at which another report was put later": (
        Row("frankie", "wandsworth", ("Frankie",), "2015-01", SCR, "http://wandsworth.test/latest.pdf", "one", weeks=(0,)),
        Row("alma", "wandsworth", ("Alma",), "2021-01", LCSPR, "http://wandsworth.test/latest.pdf", LONG, weeks=(1, 2)),
    ),
    "a label cut short that once had a name and a date, and a line that vanished": (
        Row("frankie", "wandsworth", ("Frankie",), "2021-01", LCSPR, "http://wandsworth.test/f.pdf", "one", weeks=(0,)),
        Row("frankie", "wandsworth", (), None, None, "http://wandsworth.test/f.pdf", "one", weeks=(1,)),
    ),
    "a deposit with its cover sheet, and one that withholds its area": (
        Row("robin", "croydon", ("Robin",), "2019-03", SCR, text="croydon"),
        Row("robin", "national", ("Robin",), "2019", text="sheet", own=False, says=(("area", "E09000008"),)),
        Row("withheld", "national/anonymous", ("Robin",), "2019", own=False, anonymous=True, text="croydon"),
    ),
    "a response a year and a half later, beside the review of another child of that name": (
        Row("2015", "croydon", ("Alma",), "2015-02", SCR, text="report"),
        Row("2015", "croydon/responses", ("Alma",), "2016-08", role=RESPONSE, text="response"),
        Row("2020", "croydon", ("Alma",), "2020-02", LCSPR, text="another"),
    ),
    "a leaflet about two reviews, of which one came later": (
        Row("alma", "hackney", ("Alma",), "2020-01", SCR, text="one"),
        Row("?", "hackney/briefings", ("Alma", "Bryn"), "2020-02", role=BRIEFING, text="both"),
        Row("bryn", "hackney", ("Bryn",), "2020-03", SCR, text="two", weeks=(1, 2)),
    ),
    "one leaflet about two reviews that stands beside each": (
        Row("a", "hackney", ("Child A",), "2020-01", SCR, text="one"),
        Row("a", "hackney/briefings", ("Child A",), "2020-01", SCR, "http://hackney.test/both.pdf", role=BRIEFING),
        Row("b", "hackney/briefings", ("Child B",), "2020-03", SCR, "http://hackney.test/both.pdf", role=BRIEFING),
        Row("b", "hackney", ("Child B",), "2020-03", SCR, text="two"),
    ),
    "a briefing on a topic beside two children of one name": (
        Row("w", "wandsworth", ("Child A",), "2016-02", role=BRIEFING, file="http://charity.test/neglect.pdf"),
        Row("c", "croydon", ("Child A",), "2016-02", role=BRIEFING, file="http://charity.test/neglect.pdf"),
    ),
    "two reviews of one name that only their kind tells apart": (
        Row("scr", "hackney", ("Robin",), None, SCR, role=BRIEFING, text="one"),
        Row("lcspr", "hackney", ("Robin",), None, LCSPR, role=BRIEFING, text="two"),
    ),
    "one report that two bodies list under two names": (
        Row("?", "hackney", ("Robin",), "2016", SCR, text=LONG),
        Row("?", "croydon", ("Alma",), "2016", SCR, text=LONG),
    ),
    "a publication about nobody that two bodies list": (
        Row("topic", "hackney", (), "2020-03", ReviewType.ANALYSIS, file="http://national.test/a.pdf", role=BRIEFING),
        Row("topic", "croydon", (), None, None, file="http://national.test/a.pdf", role=BRIEFING, own=False),
        Row("q", "croydon", ("Child Q",), "2020-03", SCR, text="report"),
    ),
    "a short form filled in for two children": (
        Row("b", "hackney", ("Child B",), "2019-02", role=Role.IMPROVEMENTS_INFORMATION, text="form of child B " * 20),
        Row("c", "hackney", ("Child C",), "2019-02", role=Role.IMPROVEMENTS_INFORMATION, text="form of child C " * 20),
    ),
    "a national review that local pages list with copies of their own": (
        Row("hard", "national", (), "2020", ReviewType.NATIONAL_CSPR, text="hard", says=(("title", "It was hard"),)),
        Row("hard", "barnet", (), "2020-03", ReviewType.NATIONAL_CSPR, own=False, text="a copy read otherwise"),
    ),
}  # fmt: skip


def sources() -> tuple[Source, ...]:
    ends, begins = dt.date(2025, 3, 31), dt.date(2025, 4, 1)
    old = a_source("cumbria", ("E10000006",)).model_copy(
        update={"valid_to": ends, "succeeded_by": ("cumberland", "westmorland")}
    )
    after = [
        a_source(name, ("E10000006", code)).model_copy(update={"valid_from": begins})
        for name, code in (("cumberland", "E06000063"), ("westmorland", "E06000064"))
    ]
    local = [a_source(name, (code,)) for name, code in AREAS.items()]
    return (*local, old, *after, a_source("national", (), scope=Scope.NATIONAL, nation=None))


def told(folder: Path, rows: tuple[Row, ...]) -> tuple[Resolution, dict[int, str]]:
    """Resolve a case; return also in which review each row is found."""
    ledger = Ledger(folder, sources())
    for week in range(3):
        at = NOW + week * WEEK
        for source in sources():
            shown = [(number, row) for number, row in enumerate(rows) if row.at.split("/")[0] == source.id]
            standing = [(number, row) for number, row in shown if week in row.weeks]
            links = [link for number, row in standing for link in links_of(number, row)]
            ledger.harvest(source.id, *links, at=at)
            for number, row in standing:
                if row.file or row.text:
                    ledger.document(source.id, file_of(number, row), row.text or "both", *found_in(row), at=at)
    found = ledger.resolve()
    at_line = {place.url: place.review_id for place in found.locations}
    return found, {number: at_line[f"http://line.test/{number}"] for number in range(len(rows))}


def file_of(number: int, row: Row) -> str:
    return row.file or f"http://{row.at.split('/', maxsplit=1)[0]}.test/{number}.pdf"


def found_in(row: Row) -> list[Finding]:
    return [a_finding(field, value) for field, value in row.says]


def links_of(number: int, row: Row) -> list[Link]:
    source, _, page = row.at.partition("/")
    basis = DateBasis.ENTRY if source == "national" else DateBasis.LISTING
    urls = [file_of(number, row)] if row.file or row.text else []
    title = "It was hard to escape: criminal exploitation" if row.kind is ReviewType.NATIONAL_CSPR else "A review"
    links = [
        a_link(
            " and ".join(row.names) or title,
            url,
            page=f"http://{source}.test/{page or 'reviews'}",
            names=row.names,
            kind=row.kind,
            role=row.role if url in urls else None,
            published=a_date(row.date, basis) if row.date else None,
            areas=(row.area,) if row.area else (),
            own=row.own,
            item=f"line {number}",
            position=place,
            has_document=url in urls,
        )
        for place, url in enumerate([*urls, f"http://line.test/{number}"])
    ]
    return [
        link.model_copy(update={"stated": link.stated.model_copy(update={"anonymous": row.anonymous})})
        for link in links
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_named_case_is_the_reviews_that_it_is(tmp_path: Path, case: str) -> None:
    rows = CASES[case]
    found, line = told(tmp_path, rows)
    reviews: dict[str, set[str]] = defaultdict(set)
    for number, row in enumerate(rows):
        reviews[row.review if row.review != "?" else f"? {number}"].add(line[number])
    assert {name: len(ids) for name, ids in reviews.items()} == dict.fromkeys(reviews, 1)
    assert len(set.union(*reviews.values())) == len(reviews)
    asked = [one.message for one in found.issues if one.kind is IssueKind.POSSIBLE_DUPLICATE]
    for number, row in enumerate(rows):
        if row.review == "?":
            assert any(line[number] in message for message in asked)
            assert all("For it: " in message and "Against it: " in message for message in asked)
