"""Where else a publisher shows a document that is gone from its address.

Belongs here: searching the publisher's newest harvest. Does not belong here: asking addresses, or what it means
that a document was found (`availability`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from catalogue.availability import GOOD_ENOUGH
from catalogue.journal import Journal
from catalogue.models import Capture, Harvest, Location, Source
from catalogue.vocabulary import Magic, Purpose
from catalogue.watch.memory import Memory, Similarity

FRESH = dt.timedelta(days=8)
"""Age up to which the newest harvest is believed to tell where a document stands."""
MOST_COMPARED = 40
"""Most documents of a publisher whose texts are compared with one that is missing."""


class Elsewhere:
    """The documents that the newest harvests brought, by publisher."""

    def __init__(
        self, journal: Journal, harvests: Iterable[Harvest], sources: Iterable[Source], now: dt.datetime
    ) -> None:
        """Say where captures are; they are read only when something is looked for.

        Args:
            journal: Captures are read from it.
            harvests: The last harvest of each source.
            sources: The register: which publisher a source belongs to.
            now: The moment; a harvest that is too old by then tells nothing.
        """
        self._journal, self._harvests, self._now = journal, tuple(harvests), now
        self._publisher = {source.id: source.publisher_id for source in sources}

    @cached_property
    def _found(self) -> Mapping[str, Mapping[str, Capture]]:
        """The good answers of the newest harvest of each source, by publisher and address."""
        began = {one.source_id: one.started_at for one in self._harvests if self._now - one.started_at <= FRESH}
        found: defaultdict[str, dict[str, Capture]] = defaultdict(dict)
        for capture in self._journal.read(Capture) if began else ():
            since, publisher = began.get(capture.source_id), self._publisher.get(capture.source_id)
            is_good = capture.status in (200, 304) and capture.sha256 is not None and capture.magic is not Magic.EMPTY
            fresh = since is not None and capture.requested_at >= since
            if fresh and is_good and publisher is not None and capture.purpose is Purpose.DOCUMENT:
                found[publisher][capture.url] = capture
        return found

    def search(self, location: Location, memory: Memory, similarity: Similarity | None) -> str | None:
        """Look for the document of an address at the publisher's other addresses.

        Args:
            location: The address at which it was not found.
            memory: The copy on record for that address.
            similarity: Likeness of two documents' texts; without it only the same bytes are recognised.

        Returns:
            The address where the same bytes stand, or else a file of the same kind with the same text; null
            where neither is found or no copy is on record.
        """
        publisher = self._publisher.get(location.source_id)
        if memory.copy is None or memory.copy.sha256 is None or publisher is None:
            return None
        others = {url: one for url, one in self._found.get(publisher, {}).items() if url != location.url}
        same = sorted(url for url, one in others.items() if one.sha256 == memory.copy.sha256)
        return same[0] if same else self._alike(others, memory, similarity)

    def _alike(self, others: Mapping[str, Capture], memory: Memory, similarity: Similarity | None) -> str | None:
        """Return the first address at which a file of the same kind has the same text."""
        if similarity is None or memory.copy is None:
            return None
        known = memory.harvested or str(memory.copy.sha256)
        kind = memory.copy.magic
        candidates: Sequence[tuple[str, Capture]] = [pair for pair in sorted(others.items()) if pair[1].magic is kind]
        for url, capture in candidates[:MOST_COMPARED]:
            like = similarity(known, str(capture.sha256))
            if like is not None and like >= GOOD_ENOUGH:
                return url
        return None
