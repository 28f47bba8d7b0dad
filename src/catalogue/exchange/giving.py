"""Giving what this machine did to the others.

Belongs here: which segments, bodies and descriptions are new, the order in which they go, and clearing away what nobody
may have any more. Does not belong here: taking in (``taking``).

Bodies go before the segments that name them, and the entry that makes all of it visible goes last. What was given
without its entry is an object that nothing names; the next time puts the same bytes under the same key.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from catalogue.depot import Depot
from catalogue.exchange.entries import Entry, Piece, SharedReading, SharedSegment
from catalogue.exchange.files import Files
from catalogue.exchange.log import Log
from catalogue.exchange.pieces import key_of, put, side_by_side
from catalogue.exchange.segments import KINDS, Segments
from catalogue.journal import FolderJournal
from catalogue.models import Capture, Checked, Harvest, Record, Takedown
from catalogue.store import FolderStore
from catalogue.vocabulary import EntryKind


class Giving:
    """What goes out to the store."""

    def __init__(
        self,
        depot: Depot,
        log: Log,
        *,
        host: str,
        clock: Callable[[], dt.datetime],
        journal: FolderJournal,
        segments: Segments,
        raw: Path,
        described: Path,
        version: str,
        files: Files,
        cleared: Path,
    ) -> None:
        """Name the places.

        Args:
            depot: The store that machines share.
            log: Its log.
            host: This machine.
            clock: The time, UTC.
            journal: This machine's.
            segments: Hashes of its segments.
            raw: Folder of its bodies.
            described: Folder of its descriptions.
            version: Version of the descriptions that are shared; its folder.
            files: The published files.
            cleared: File that notes up to which entry unwanted objects were removed from the store.
        """
        self._depot, self._log, self._host, self._clock = depot, log, host, clock
        self._journal, self._segments, self._files, self._cleared = journal, segments, files, cleared
        self._store, self._described, self._version = FolderStore(raw), described, version

    def share(
        self, meet: Callable[[], None], *, lease: int | None, unproven: set[str], begins: bool = False
    ) -> Entry | None:
        """Share everything that the others do not have yet.

        Args:
            meet: Called where another machine appended first; it may refuse to go on.
            lease: Number of the lease held; without one neither published files nor removals are shared.
            unproven: Bodies that the store could not give; they are given again where this machine has them.
            begins: Whether this is a store's first entry, with everything that the warehouse held before.

        Returns:
            The entry; null where there was nothing new.

        Raises:
            Unreachable: The store cannot be written. Everything stays on this machine and goes out the next time.
        """
        common = self._log.common
        removed = tuple(sorted(self._taken_down())) if lease is not None else ()
        for sha256 in removed:  # before the entry: if it fails it is done again, and no entry says more than is true
            self._depot.remove(key_of(sha256))
        pending = list(self._pending())
        bodies = self._bodies(pending, unproven) - set(removed)
        given = tuple(side_by_side(self._give_body, sorted(bodies)))
        described = tuple(
            side_by_side(self._give_reading, self._new_descriptions({*common.bodies, *bodies} - set(removed)))
        )
        segments = tuple(side_by_side(self._give_segment, pending))
        files = self._files.shared(self._depot, common.files) if begins or lease is not None else None
        if not (removed or given or described or segments or files is not None):
            return None

        def entry(number: int) -> Entry:
            return Entry(
                number=number,
                kind=EntryKind.WORK,
                at=self._clock(),
                host=self._host,
                lease=lease,
                segments=segments,
                bodies=given,
                descriptions=described,
                removed=removed,
                files=files,
            )

        return self._log.append(entry, meet)

    def clear(self) -> None:
        """Remove objects that nothing names any more: old editions, and all that was taken down."""
        done = int(self._cleared.read_text()) if self._cleared.is_file() else 0
        for _ in side_by_side(lambda one: self._depot.remove(key_of(one)), self._log.common.unwanted(done)):
            pass
        self._cleared.write_text(str(self._log.common.last))

    def _pending(self) -> Iterator[tuple[str, Path]]:
        """Give this machine's segments that the others do not have, stream by stream, in order."""
        for stream, kind in KINDS.items():
            hashes = self._segments.of(stream)
            for sha256, path in zip(hashes, self._journal.segments(kind), strict=True):
                if (stream, sha256) not in self._log.common.segments:
                    yield stream, path

    def _bodies(self, pending: list[tuple[str, Path]], unproven: set[str]) -> set[str]:
        """Return the bodies that new segments name and the store has not."""
        named = {
            sha256
            for stream, path in pending
            for line in path.read_bytes().splitlines()
            for sha256 in _named(KINDS[stream], line)
        }
        lacking = named - (self._log.common.bodies.keys() - unproven)
        return {sha256 for sha256 in lacking | unproven if self._store.has(sha256)}

    def _taken_down(self) -> set[str]:
        """Return the bodies that a takedown removed here and that still stand in the store."""
        ever = {sha256 for one in self._journal.read(Takedown) for sha256 in one.documents}
        return {one for one in ever & self._log.common.bodies.keys() if not self._store.has(one)}

    def _new_descriptions(self, bodies: set[str]) -> list[tuple[str, Path]]:
        """Return what was read here from bodies that all have, and is not shared as it is now."""
        known = self._log.common.descriptions
        found = []
        for path in sorted(self._described.joinpath(self._version).glob("*/*.json")):
            name = path.relative_to(self._described).as_posix()
            fresh = name not in known or known[name].size != path.stat().st_size
            if fresh and path.stem in bodies:
                found.append((name, path))
        return found

    def _give_body(self, sha256: str) -> Piece:
        """Put one body, proven on its way out."""
        return put(self._depot, self._store.read(sha256))

    def _give_segment(self, one: tuple[str, Path]) -> SharedSegment:
        """Put one segment."""
        piece = put(self._depot, one[1].read_bytes())
        return SharedSegment(stream=one[0], sha256=piece.sha256, size=piece.size)

    def _give_reading(self, one: tuple[str, Path]) -> SharedReading:
        """Put one description."""
        piece = put(self._depot, one[1].read_bytes())
        return SharedReading(path=one[0], sha256=piece.sha256, size=piece.size)


def _named(kind: type[Record], line: bytes) -> Iterator[str]:
    """Give the bodies that a record names."""
    if kind not in (Capture, Harvest, Checked):
        return
    record = kind.model_validate_json(line)
    hashes: tuple[str | None, ...] = ()
    if isinstance(record, Harvest):
        hashes = (record.links_sha256,)
    elif isinstance(record, Checked):
        hashes = (record.capture.sha256, record.nonsense.sha256 if record.nonsense else None)
    elif isinstance(record, Capture):
        hashes = (record.sha256,)
    yield from (sha256 for sha256 in hashes if sha256)
