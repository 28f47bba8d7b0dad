"""A country of small partnerships: hosts of the miniature internet, each with a list and a few reports.

Belongs here: hosts, pages, reports, and the register of them. Does not belong here: who harvests them.
"""

import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.world.resources import UNTOUCHED, Resource, html, pdf
from tests.world.server import World

NOW = "2026-03-02T09:00:00+00:00"
_MOST = 3


@dataclass
class Country:
    """A running country.

    Attributes:
        world: Who serves it.
        ids: Its sources.
        register: File of its rows.
        slow: The host of the last source answers when this is set.
        asked: Set when that host was asked for its list.
    """

    world: World
    ids: tuple[str, ...]
    register: Path
    slow: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)

    def variables(self, warehouse: Path, store: str | None = None) -> dict[str, str]:
        """Return the environment of a machine of it."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("CATALOGUE_", "COLUMNS"))}
        own = {
            "CATALOGUE_SOURCES": str(self.register),
            "CATALOGUE_CURATION": str(self.register.with_name("curation.yaml")),
            "CATALOGUE_WAREHOUSE": str(warehouse),
            "CATALOGUE_NOW": NOW,
            "CATALOGUE_WORKERS": "1",
            **({"CATALOGUE_STORE": store} if store else {}),
        }
        return {**kept, **self.world.env, **own}


@contextmanager
def country(hosts: int, folder: Path) -> Iterator[Country]:
    """Give a country; its last host waits for `Country.slow` until it is set."""
    with World() as world:
        ids = tuple(f"place-{number:03d}" for number in range(hosts))
        register = folder / "sources.yaml"
        register.write_text("sources:\n" + "".join(map(_row, ids)), "utf-8")
        made = Country(world, ids, register)
        made.slow.set()
        for number, one in enumerate(ids):
            _host(world, one, 1 + number % _MOST)
        listing = html(_page(ids[-1], 1 + (hosts - 1) % _MOST))

        def waits(_query: str) -> Resource:
            made.asked.set()
            made.slow.wait(60)
            return listing

        world.route(f"http://{ids[-1]}.test/reviews", waits)
        yield made
        made.slow.set()


def _row(one: str) -> str:
    """Return a row of the register."""
    return (
        f"  - {{id: {one}, publisher: Partnership of {one}, publisher_id: {one}, nation: England, scope: child, "
        f"areas: [Wandsworth], adapter: listing, urls: ['http://{one}.test/reviews'], expect: {{least: 1}}}}\n"
    )


def _host(world: World, one: str, reports: int) -> None:
    """Put up a host."""
    world.route(
        f"http://{one}.test/robots.txt", Resource(b"User-agent: *\nDisallow: /search\n", "text/plain", UNTOUCHED)
    )
    world.route(f"http://{one}.test/reviews", html(_page(one, reports)))
    for number in range(reports):
        world.route(f"http://{one}.test/files/{_child(one, number).lower()}-review.pdf", pdf(_report(one, number)))


def _page(one: str, reports: int) -> str:
    """Return the list of a host."""
    items = "".join(
        f"<div class='card'><h3>Child {_child(one, number)}</h3><p>Published {1 + number} March 20{15 + number}.</p>"
        f"<p><a href='/files/{_child(one, number).lower()}-review.pdf'>Child {_child(one, number)} local child safeguarding "
        "practice review (PDF)</a></p></div>"
        for number in range(reports)
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Reviews - {one}</title></head><body><main>"
        f"<h1>Child safeguarding practice reviews</h1>{items}</main></body></html>"
    )


def _report(one: str, number: int) -> bytes:
    """Return a report as a PDF of one page, the same bytes each time."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    lines = (
        "Local Child Safeguarding Practice Review",
        f"Child {_child(one, number)}",
        f"Partnership of {one}",
        f"Published {1 + number} March 20{15 + number}",
        f"This review of {_child(one, number)} considers how services in {one} worked together around sleep and safety.",
    )
    for place, line in enumerate(lines):
        canvas.drawString(72, 760 - 24 * place, line)
    canvas.save()
    return file.getvalue()


def _child(one: str, number: int) -> str:
    """Return a pseudonym of letters."""
    serial = int(one.rpartition("-")[2]) * _MOST + number
    return "".join(chr(65 + serial // 26**power % 26) for power in (2, 1, 0))
