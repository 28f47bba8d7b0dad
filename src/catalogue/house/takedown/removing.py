"""Removing what was taken down from everything that is kept, and looking whether any of it is left.

Belongs here: bytes, caches, feeds and older editions. Does not belong here: what was taken down (``ledger``).
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from catalogue.describe import forget
from catalogue.house.silence import sealed_of
from catalogue.journal import Journal
from catalogue.models import AlertEvent, Resolution, Source
from catalogue.publish.withdrawing import tells, withdraw
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


def clear_up(
    resolution: Resolution, sources: Sequence[Source], *, editions: Path, feeds: Path, journal: Journal, store: Store
) -> tuple[str, ...]:
    """Remove what tells of anything taken down or replaced beside the edition that was just printed.

    Args:
        resolution: The reviews, and what takedowns keep out.
        sources: The register, for the feeds.
        editions: Folder of older editions that are kept.
        feeds: Folder of the feeds; they are written anew without it.
        journal: Editions and steps of alerts.
        store: Where the contents of editions are.

    Returns:
        Names of the editions and hashes of the contents removed.

    Raises:
        OSError: Something cannot be removed.
    """
    if resolution.hidden:
        shown = {review.review_id for review in resolution.reviews}
        write_feeds(feeds, [one for one in journal.read(AlertEvent) if one.review_id in shown], sources)
    return withdraw(sealed_of(resolution), folder=editions, journal=journal, store=store)


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
