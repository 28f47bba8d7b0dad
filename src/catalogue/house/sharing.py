"""Working on a warehouse that machines share, or on one of its own.

Belongs here: the exchange that the settings name, which bodies a harvest needs beside it, and shares of a harvest. Does
not belong here: how anything is exchanged (``catalogue.exchange``).
"""

import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.depot import open_depot
from catalogue.describe import Document, forget
from catalogue.describe.reader import VERSION
from catalogue.exchange import Exchange, Places
from catalogue.export import let_go
from catalogue.harvest import known_captures
from catalogue.house.contents import to_describe
from catalogue.house.locking import locked
from catalogue.house.printing import print_site
from catalogue.house.takedown import removed
from catalogue.journal import FolderJournal, Journal
from catalogue.models import Capture, Harvest, Source
from catalogue.settings import Settings
from catalogue.steady import without_collecting
from catalogue.store import Store
from catalogue.vocabulary import Nation


def exchange_of(settings: Settings, journal: FolderJournal) -> Exchange | None:
    """Return the exchange with other machines; null where the warehouse is this machine's alone.

    Args:
        settings: Which store machines share, and where this machine's warehouse has what.
        journal: This machine's journal.

    Raises:
        DepotError: What the store needs is not installed.
    """
    if settings.store is None:
        return None
    places = Places(
        warehouse=settings.warehouse,
        raw=settings.raw,
        described=settings.described,
        version=VERSION,
        edition=settings.edition_path,
        editions=settings.editions,
        feeds=settings.feeds,
    )
    return Exchange(
        open_depot(settings.store),
        journal,
        places,
        forget=partial(forget, settings.described),
        replaced=partial(_print_again, settings),
        # The settings' fixed instant reproduces an edition, but a lease ends by a real clock.
        clock=lambda: dt.datetime.now(dt.UTC),
        patience_s=settings.lease_wait_s,
    )


def _print_again(settings: Settings) -> None:
    """Let go of exports of an edition before, and print the site anew where there is one."""
    let_go(settings.exports)
    if settings.site.is_dir():
        print_site(settings, None)


@contextmanager
def worked_on(warehouse: Path, exchange: Exchange | None, *, together: bool) -> Iterator[None]:
    """Keep other processes of this machine out of a warehouse, and work in step with other machines if there are any.

    Args:
        warehouse: Its folder.
        exchange: The exchange; null where the warehouse is this machine's alone.
        together: Whether other machines may work at the same time, because this work only adds what it finds.

    Raises:
        WarehouseBusyError: Another process is in the warehouse.
        ExchangeError: Machines cannot work together now; see ``Exchange.session``.
        DepotError: The store cannot be used.
    """
    with locked(warehouse):
        if exchange is None:
            yield
        else:
            with exchange.session(alone=not together):
                yield


def bring(exchange: Exchange | None, journal: Journal, sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Fetch what other machines have of some sources: the last good body of each address, and the lists of links.

    Returns:
        The sources.
    """
    if exchange is None:
        return sources
    ids = {source.id for source in sources}
    captures = tuple(journal.read(Capture))
    urls = {one.url for one in captures if one.source_id in ids}
    bodies = {known.sha256 for url, known in known_captures(captures).items() if url in urls}
    lists = {one.links_sha256 for one in journal.read(Harvest) if one.source_id in ids}
    exchange.bring({one for one in bodies | lists if one is not None})
    return sources


def parted(sources: Iterable[Source], shares: int) -> tuple[tuple[Source, ...], ...]:
    """Part sources into shares for several machines, in order of their ids.

    Neighbours on one host stay in one share, for each machine keeps a pause of its own between two requests to a host.

    Args:
        sources: The sources.
        shares: How many shares, at least 1.

    Returns:
        At most so many shares of about the same number of sources, none of them empty.
    """
    ordered = sorted(sources, key=lambda one: one.id)
    ends = [0]
    for number in range(1, shares + 1):
        end = max(len(ordered) * number // shares, ends[-1])
        while 0 < end < len(ordered) and _hosts(ordered[end - 1]) & _hosts(ordered[end]):
            end += 1
        ends.append(end)
    return tuple(tuple(ordered[begin:end]) for begin, end in itertools.pairwise(ends) if begin < end)


def _hosts(source: Source) -> set[str | None]:
    """Return the hosts of a source's lists."""
    return {urlsplit(url).hostname for url in source.urls}


def to_read(
    exchange: Exchange | None, journal: Journal, sources: Sequence[Source], store: Store
) -> tuple[dict[str, Document], dict[str, Nation | None]]:
    """Return the documents to read and the nations whose words they use; what was taken down is not read.

    Where other machines work at the same time these are the documents whose bytes this machine has: each reads what it
    fetched, so that the slow part is shared.
    """
    with without_collecting():
        documents, nations = to_describe(journal, sources)
    gone = removed(journal, store)
    side_by_side = exchange is not None and exchange.together
    return {
        sha256: one
        for sha256, one in documents.items()
        if sha256 not in gone and (not side_by_side or store.has(sha256))
    }, nations


def held_here(settings: Settings) -> Collection[Path]:
    """Return what the exchange keeps in a warehouse, which is as private as the journal."""
    return (settings.warehouse / "exchange",)
