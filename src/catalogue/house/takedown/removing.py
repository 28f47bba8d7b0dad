"""Removing what was taken down from everything that is kept, and looking whether any of it is left.

Belongs here: bytes, caches, feeds and older editions. Does not belong here: what was taken down (``ledger``).
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from catalogue.describe import forget
from catalogue.house.silence import sealed_of
from catalogue.house.takedown.ledger import holding
from catalogue.journal import Journal
from catalogue.models import AlertEvent, Resolution, Source, Takedown, digest
from catalogue.publish.withdrawing import tells, withdraw
from catalogue.settings import Settings
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
    for sha256 in sealed_of(resolution).document_ids:
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
    resolution: Resolution, sources: Sequence[Source], settings: Settings, *, journal: Journal, store: Store
) -> tuple[str, ...]:
    """Remove what tells of anything taken down or replaced beside the edition that was just printed.

    Older editions are looked through once for the same takedowns: those printed since were asserted.

    Args:
        resolution: The reviews, and what takedowns keep out.
        sources: The register, for the feeds.
        settings: Where feeds, older editions and caches are.
        journal: Editions and steps of alerts.
        store: Where the contents of editions are.

    Returns:
        Names of the editions and hashes of the contents removed.

    Raises:
        OSError: Something cannot be removed.
    """
    if resolution.hidden:
        shown = {review.review_id for review in resolution.reviews}
        write_feeds(settings.feeds, [one for one in journal.read(AlertEvent) if one.review_id in shown], sources)
    sealed = sealed_of(resolution)
    mark, done = settings.described / "looked-through", digest(sealed.canonical())
    if mark.is_file() and mark.read_text() == done:
        return ()
    gone = withdraw(sealed, folder=settings.editions, journal=journal, store=store)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(done)
    return gone


def left_over(resolution: Resolution, warehouse: Path, private: Collection[Path]) -> tuple[Path, ...]:
    """Return the files in a warehouse that still tell of something taken down.

    Args:
        resolution: The reviews, and what takedowns keep out.
        warehouse: Its folder.
        private: Files and folders in it that are never published, and are not looked at.

    Returns:
        Paths in order; none where a takedown was carried out whole.
    """
    sealed = sealed_of(resolution)
    return tuple(
        path
        for path in sorted(warehouse.rglob("*"))
        if path.is_file() and not {path, *path.parents} & set(private) and tells(path, sealed)
    )
