"""Harvesting pages that are at hand: the whole harvest over given bytes, without a request.

Belongs here: answers in the place of the client's. Does not belong here: what a harvest does with them.

A page that is not at hand answers with a page that shows nothing, so that what the pages at hand show is all
that a harvest finds, and it is found by the harvest's own rules.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from catalogue.fetch.sniff import sniff
from catalogue.harvest import harvest
from catalogue.journal import FolderJournal
from catalogue.models import Capture, Harvest, Link, Source, links_from
from catalogue.settings import Clock
from catalogue.store import FolderStore
from catalogue.vocabulary import Purpose

Progress = Callable[[int, int], None]
"""Told of progress: how many are done, how many there are."""

HEAD = 4096
"""Bytes of a body's beginning and end that say what it is."""
BLANK = b"<!DOCTYPE html><html lang='en'><head><title>Elsewhere</title></head><body><p>Elsewhere.</p></body></html>"


class Served:
    """Answers for addresses from bytes at hand, as the client would."""

    def __init__(
        self,
        pages: Mapping[tuple[str, str], tuple[bytes, str | None]],
        store: FolderStore,
        clock: Clock,
        progress: Progress | None,
    ) -> None:
        """Take the pages.

        Args:
            pages: By source and address, the bytes and the header ``Content-Type``.
            store: Where bodies go.
            clock: The time, UTC.
            progress: Told of pages answered with, and of all at hand.
        """
        self._progress = progress
        self._answered = 0
        self._pages = pages
        self._store = store
        self._clock = clock

    def get(self, url: str, *, source_id: str, purpose: Purpose, known: Capture | None = None) -> Capture:
        """Answer for one address; see ``catalogue.fetch.Fetch.get``."""
        if self._progress and (source_id, url) in self._pages:
            self._answered += 1
            self._progress(self._answered, len(self._pages))
        content, media_type = self._pages.get((source_id, url), (BLANK, "text/html; charset=utf-8"))
        return Capture(
            source_id=source_id,
            purpose=purpose,
            url=url,
            final_url=url,
            status=200,
            headers={"content-type": media_type} if media_type else {},
            requested_at=self._clock(),
            sha256=self._store.put(content),
            size=len(content),
            magic=sniff(content[:HEAD], content[-HEAD:]),
        )


def harvest_at_hand(
    pages: Sequence[tuple[Source, bytes, str | None]], folder: Path, clock: Clock, progress: Progress | None = None
) -> tuple[FolderStore, tuple[tuple[Harvest, tuple[Link, ...]], ...]]:
    """Harvest sources that have one page each, whose bytes are at hand; no document is read.

    Args:
        pages: Active rows with one address each, its bytes and its header ``Content-Type``; ids are distinct.
        folder: An empty folder for what is made on the way.
        clock: The time, UTC.
        progress: Told of pages read, and of all.

    Returns:
        The store, and for each source its harvest and every link that it found, in order.
    """
    store, journal = FolderStore(folder / "raw"), FolderJournal(folder / "journal")
    at_hand = {(source.id, source.urls[0]): (content, media_type) for source, content, media_type in pages}
    sources = [source for source, _, _ in pages]
    served = Served(at_hand, store, clock, progress)
    harvests = harvest(
        sources,
        fetch=served,
        store=store,
        journal=journal,
        cache=folder / "cache",
        clock=clock,
        hosts_at_once=1,
        dry=True,
    )
    found = tuple((one, links_from(store.read(one.links_sha256)) if one.links_sha256 else ()) for one in harvests)
    return store, found
