"""Proposing a row by the real path: the page is fetched as a harvest fetches it, and the row is tried at once.

Belongs here: fetching the page, handing it to the adapter, and proving that the register accepts the row and
that a harvest of the page meets it. Does not belong here: what the page tells (``propose``).

Robots rules, pauses and the guard of private addresses hold as for a harvest. What comes back is kept in a
temporary folder; the warehouse is not touched.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.adapters import ADAPTERS, Body, Follow, Found
from catalogue.fetch import Fetch
from catalogue.harvest.state import why
from catalogue.house.serving import harvest_at_hand
from catalogue.html import HtmlPage, parse
from catalogue.models import Area, Capture, Source
from catalogue.propose import (
    Named,
    Proposal,
    draft,
    own_address,
    platform_of,
    propose,
    publisher_of,
    registered,
    scope_of,
    site_areas,
    unfinished,
)
from catalogue.registry import Register
from catalogue.registry import load as load_register
from catalogue.settings import Clock, Settings
from catalogue.store import FolderStore
from catalogue.vocabulary import Magic, Purpose, Scope, SourceState

_READ_BY_PAGE = frozenset({"listing", "nspcc"})
"""Adapters that read the page itself."""


def propose_row(url: str, settings: Settings, clock: Clock, register: Register) -> Proposal | str:
    """Propose a row of the register for a page.

    Args:
        url: Address of the page.
        settings: How things are fetched.
        clock: The time, UTC.
        register: The register, to know publishers and addresses again.

    Returns:
        The proposal, or why there can be none, in a sentence: the page cannot be read, or the register has it.
    """
    if known := registered({url}, register.sources):
        return _has(known)
    with TemporaryDirectory() as aside:
        looking = _Looking(Fetch(settings, FolderStore(Path(aside)), clock), FolderStore(Path(aside)))
        fetched = looking.page(url)
        if isinstance(fetched, str):
            return fetched
        told: list[str] = []
        fetched = looking.own_page(fetched, told)
        capture, page = fetched
        if known := registered({capture.final_url, page.url}, register.sources):
            return _has(known)
        proposal = _proposal(fetched, looking.store, register, clock())
        return proposal.model_copy(update={"confirm": (*told, *proposal.confirm)})


def _has(row: Source) -> str:
    """Return in a sentence which row has an address already."""
    return f"The register has this address already: row {row.id!r} on line {row.line} ({row.publisher})."


class _Looking:
    """Fetches pages for one proposal."""

    def __init__(self, fetch: Fetch, store: FolderStore) -> None:
        self.fetch, self.store = fetch, store

    def page(self, url: str) -> tuple[Capture, HtmlPage] | str:
        """Return a page, or why it cannot be read."""
        capture = self.fetch.get(url, source_id="new", purpose=Purpose.LISTING)
        if capture.failure is not None or capture.status != 200 or capture.sha256 is None:
            return f"{url} could not be read: {why(capture)}"
        if capture.magic is not Magic.HTML:
            return f"{capture.final_url} is no web page: its first bytes say {capture.magic or Magic.UNKNOWN}."
        content = self.store.read(capture.sha256)
        return capture, parse(content, capture.headers.get("content-type"), capture.final_url)

    def own_page(self, fetched: tuple[Capture, HtmlPage], told: list[str]) -> tuple[Capture, HtmlPage]:
        """Return the page at the address that a page gives as its own, where the same page stands there."""
        capture, page = fetched
        own = own_address(page)
        if own == capture.final_url.partition("#")[0]:
            return fetched
        there = self.page(own)
        if isinstance(there, str):
            told.append(f"The page gives {own} as its own address, which cannot be read; it is left as it was asked.")
            return fetched
        if there[1].title != page.title:
            told.append(f"The page gives {own} as its own address, where another page stands; it is left as asked.")
            return fetched
        told.append(f"The page gives {own} as its own address; that is proposed.")
        return there


def _proposal(fetched: tuple[Capture, HtmlPage], store: FolderStore, register: Register, now: dt.datetime) -> Proposal:
    """Return the proposal for a page that can be read and is new."""
    capture, page = fetched
    url = capture.final_url
    content, media_type = store.read(capture.sha256 or ""), capture.headers.get("content-type")
    body = Body(Follow(url=url, kind="listing"), url, content, media_type, capture.magic or Magic.HTML)
    adapter = platform_of(page, body)
    known: dict[str, object] = {"adapter": adapter, "urls": [url]}
    if adapter == "govuk":
        line = "urls: GOV.UK is read by its search interface; the row needs the address of a search, not of a page."
        return unfinished({"adapter": adapter}, [line])
    named = publisher_of(page, register.sources)
    if isinstance(named, tuple):
        here = site_areas(page)
        known = {**({"areas": [one.name for one in here]} if here else {}), **known}
        return unfinished(known, _nobody(named, page, here, register))
    known = {"publisher": named.name, **known}
    if not named.areas and (named.row is None or named.row.scope is not Scope.NATIONAL):
        past = ", ".join(one.name for one in named.ended)
        line = f"areas: {named.name!r} names no area of today" + (f"; {past} no longer exist." if past else ".")
        return unfinished(known, [line, "Give the names or ONS codes of the areas that it covers."])
    taken = {row.id for row in register.sources}

    def read(scope: Scope) -> tuple[Source, Found]:
        row = draft(named, url, adapter, scope, taken)
        return row, ADAPTERS[_page_reader(adapter)].read(row, body)

    scope = scope_of(named) or scope_of(named, read(Scope.BOTH)[1])
    if scope is None:
        line = f"scope: neither the name {named.name!r} nor the page says whether it is about children, adults or both."
        return unfinished({**known, "areas": [one.name for one in named.areas]}, [line])
    row, found = read(scope)
    proposal = propose(row, named, found, page=page, on=now.date().isoformat())
    return _tried(proposal, named, (content, media_type), now)


def _nobody(names: Sequence[str], page: HtmlPage, here: Sequence[Area], register: Register) -> list[str]:
    """Return why nobody is proposed as the publisher, and whom the register has for the areas of the site."""
    if names:
        return [f"publisher: the page names several bodies and does not say whose it is: {'; '.join(names)}."]
    site = page.site_name or page.title or ""
    called = f" It calls itself {site[:120]!r}." if site else ""
    said = [f"publisher: the page names no body of the register, and no other safeguarding body with its area.{called}"]
    codes = {one.area_code for one in here}
    rows = {row.publisher_id: row for row in register.sources if codes and codes <= set(row.areas)}
    if rows:
        bodies = "; ".join(f"{row.publisher} ({key}, {row.scope})" for key, row in rows.items())
        said.append(f"The register has for {', '.join(one.name for one in here)}: {bodies}.")
    return said


def _page_reader(adapter: str) -> str:
    """Return the adapter that reads the page itself: of any other platform it is read as any web page."""
    return adapter if adapter in _READ_BY_PAGE else "listing"


def _tried(proposal: Proposal, named: Named, at_hand: tuple[bytes, str | None], now: dt.datetime) -> Proposal:
    """Return a proposal that the register accepts and a harvest of the page meets, or say why it is not finished."""
    with TemporaryDirectory() as aside:
        path = Path(aside) / "sources.yaml"
        path.write_text(f"sources:\n{proposal.text}", encoding="utf-8")
        register = load_register(path, adapters=ADAPTERS)
        wrong = [f"{problem.key}: {problem.message}" for problem in register.problems]
        if not register.sources:
            return proposal.model_copy(update={"missing": tuple(wrong)})
        (source,) = register.sources
        as_page = source.model_copy(update={"adapter": _page_reader(source.adapter or "")})
        _, ((harvest, _),) = harvest_at_hand([(as_page, *at_hand)], Path(aside) / "tried", lambda: now)
    confirm = [note.message for note in harvest.notes]
    if set(source.areas) != {one.area_code for one in named.areas}:
        wrong.append("areas: the register reads other areas from these names; write ONS codes instead.")
    if harvest.state is SourceState.LIST_MISSING:
        wrong.append(f"expect: {harvest.detail} It may be filled in by a script, or stand on another page.")
    elif harvest.state not in (SourceState.OK, SourceState.LOOKED_AND_NONE):
        confirm.append(harvest.detail)
    return proposal.model_copy(update={"missing": tuple(wrong), "confirm": (*proposal.confirm, *confirm)})
