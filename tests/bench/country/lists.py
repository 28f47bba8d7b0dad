"""The country's lists: each partnership's page of reviews, and the national collection's page of updates.

Belongs here: their HTML. Does not belong here: papers (``bodies``), or which reviews there are (``plan``).
"""

import html
import itertools

from tests.bench.country.plan import NSPCC, Case, Country, Form, Kind

_MENU = [
    "Home",
    "About us",
    "Training",
    "Policies and procedures",
    "Children and young people",
    "Parents and carers",
    "Professionals",
    "Neglect",
    "News",
    "Contact",
]
_CALLED = {
    Kind.REPORT: "full report",
    Kind.SUMMARY: "executive summary",
    Kind.BRIEFING: "7 minute briefing",
    Kind.RESPONSE: "response of the partnership",
    Kind.PLAN: "action plan",
}
_STYLE = "<style>" + ".card{margin:0;padding:1rem;border:1px solid}" * 600 + "</style>"
"""What a site's theme weighs."""


def page(country: Country, host: str) -> bytes:
    """Return a host's list as HTML."""
    if host == NSPCC:
        return _framed("Case reviews update", "NSPCC", _updates(country.deposited()))
    cards = "".join(_card(one) for one in country.cases[host])
    return _framed("Child safeguarding practice reviews", country.places[host], cards)


def _framed(heading: str, place: str, inside: str) -> bytes:
    """Return a page with menus around its contents."""
    menu = "".join(
        f"<li><a href='/{part}/{number}/'>{word} {number}</a></li>"
        for number in range(8)
        for part, word in enumerate(_MENU)
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{heading} - {html.escape(place)}</title>{_STYLE}</head>"
        f"<body><nav><ul>{menu}</ul></nav><main><h1>{heading}</h1>{inside}</main><footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


def _card(case: Case) -> str:
    """Return a review as its publisher shows it."""
    dated = f"<p>Published {case.published.day} {case.published:%B %Y}</p>" if case.dated else ""
    links = "".join(
        f"<li><a href='{paper.path}'>{html.escape(case.name)} {_CALLED[paper.kind]}"
        f"{'' if paper.form is Form.PAGE else f' ({_format(paper.form)}, {1 + paper.filler // 1000} KB)'}</a></li>"
        for paper in case.papers
    )
    return (
        f"<section class='card'><h3>{html.escape(case.title)}</h3>{dated}<p>This review considers how services worked together, "
        f"and what can be learned from it.</p><ul>{links}</ul></section>"
    )


def _format(form: Form) -> str:
    """Return what a link says of its file."""
    return "Word" if form is Form.WORD else "PDF"


def _updates(cases: list[Case]) -> str:
    """Return the entries of the national list, by year."""
    return "".join(
        f"<h2>{year}</h2>"
        + "".join(
            f"<h3>{year} – {html.escape(one.area)} – {html.escape(one.name)}</h3><p>A child {_harm(one)}.</p>"
            "<p>Learning themes include: professional curiosity; information sharing between agencies; voice of the child.</p>"
            for one in found
        )
        for year, found in itertools.groupby(cases, key=lambda one: one.published.year)
    )


def _harm(case: Case) -> str:
    """Return what happened, with the age as such lists give it."""
    age = f"aged {case.months} months" if case.months < 24 else f"aged {case.months // 12} years"
    return f"{age} {case.harm}"
