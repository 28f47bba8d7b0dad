"""Removing what was taken down from everything that is kept, and looking whether any of it is left.

Belongs here: bytes, caches, feeds, exports and older editions. Does not belong here: what was taken down (``ledger``).
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb

from catalogue.availability import of_shown
from catalogue.describe import forget
from catalogue.export import let_go
from catalogue.house.silence import names_at_sources, suppressed_of
from catalogue.house.takedown.ledger import holding
from catalogue.journal import Journal
from catalogue.models import AlertEvent, Resolution, Source, Takedown, digest
from catalogue.publish.gates import nothing_suppressed
from catalogue.publish.purging import purge as purge_editions
from catalogue.publish.suppressed import Suppressed
from catalogue.publish.withdrawing import withdraw
from catalogue.settings import Clock, Settings
from catalogue.store import Store
from catalogue.watch.outbox import write_feeds


def purge(resolution: Resolution, *, store: Store, described: Path) -> tuple[str, ...]:
    """Remove the bytes of what was taken down, and what was read from them.

    Args:
        resolution: The reviews, and what takedowns keep out.
        store: Where the bytes are.
        described: Folder of the cache of what was read.

    Returns:
        Hashes of the bodies removed now. What reviews that are shown have too stays.

    Raises:
        OSError: Something cannot be removed.
    """
    removed = []
    for sha256 in sorted(suppressed_of(resolution).hashes):
        forget(described, sha256)
        if store.remove(sha256):
            removed.append(sha256)
    return tuple(removed)


def removed(journal: Journal, store: Store) -> frozenset[str]:
    """Return the documents that cannot be read, because they are or were taken down and their bytes are gone.

    Args:
        journal: All steps of takedowns.
        store: Where bytes are.

    Returns:
        Their sha256. Those of a takedown that holds are among them even while their bytes are still there.
    """
    away = {sha256 for one in holding(journal) for sha256 in one.documents}
    ever = {sha256 for one in journal.read(Takedown) for sha256 in one.documents}
    return frozenset(sha256 for sha256 in ever if sha256 in away or not store.has(sha256))


def clear_up(
    resolution: Resolution, sources: Sequence[Source], settings: Settings, *, journal: Journal, clock: Clock
) -> None:
    """Remove what tells of anything taken down or back beside the edition that was just printed.

    Kept editions are looked through, and exports deleted, once for the same takedowns and names: those printed since
    were asserted.

    Args:
        resolution: The reviews, and what takedowns keep out.
        sources: The register, for the feeds.
        settings: Where feeds, kept editions, exports and caches are.
        journal: Steps of alerts.
        clock: Dates the cut in a kept edition.

    Raises:
        OSError: Something cannot be removed.
    """
    if resolution.hidden or resolution.renamed:
        write_feeds(settings.feeds, of_shown(journal.read(AlertEvent), resolution), sources)
    suppressed = suppressed_of(resolution)
    renamed = [one.canonical() for one in resolution.renamed]
    told = (suppressed.secret_ids, suppressed.hashes, suppressed.ids, suppressed.urls, renamed)
    mark, done = settings.described / "looked-through", digest(*(one for each in told for one in sorted(each)))
    if mark.is_file() and mark.read_text() == done:
        return
    if suppressed or resolution.renamed:
        let_go(settings.exports)  # of an edition before this one; the next export is of one without it
    if suppressed:
        purge_editions(settings.editions, suppressed, clock)
    withdraw(settings.editions, resolution.renamed, names_at_sources(resolution, resolution.renamed), clock)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(done)


def left_over(resolution: Resolution, warehouse: Path, private: Collection[Path]) -> tuple[Path, ...]:
    """Return the files in a warehouse that still tell of something taken down.

    Args:
        resolution: The reviews, and what takedowns keep out.
        warehouse: Its folder.
        private: Files and folders in it that are never published, and are not looked at.

    Returns:
        Paths in order; none where a takedown was carried out whole.
    """
    suppressed = suppressed_of(resolution)
    return tuple(
        path
        for path in sorted(warehouse.rglob("*"))
        if path.is_file() and not {path, *path.parents} & set(private) and _tells(path, suppressed)
    )


def _tells(path: Path, suppressed: Suppressed) -> bool:
    """Tell whether a file holds something taken down: an edition cell by cell, any other in its bytes."""
    if path.suffix != ".duckdb":
        return suppressed.shows_in(path.read_bytes().decode("utf-8", "replace"))
    try:
        return bool(nothing_suppressed(path, suppressed))
    except duckdb.Error:
        return True  # nobody can say what it holds
