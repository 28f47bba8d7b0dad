"""Taking in what other machines shared.

Belongs here: segments into the journal, bodies into the store, descriptions into their cache, and letting go of what
was taken down. Does not belong here: giving (``giving``), or the published files (``files``).

An entry is taken in whole before it is noted, and each of its steps may be done twice: stopped at any moment, the next
time begins with the same entry. A segment that cannot be proven is refused with everything after it, for history has no
holes. A body that cannot be proven is left out and told: its site is asked for it again.
"""

import logging
import uuid
from collections.abc import Callable, Collection
from pathlib import Path, PurePosixPath

from catalogue.depot import Depot
from catalogue.exchange.entries import Entry, Piece, SharedReading
from catalogue.exchange.log import Log
from catalogue.exchange.pieces import fetch, side_by_side
from catalogue.exchange.segments import KINDS, Segments
from catalogue.exchange.troubles import Damaged
from catalogue.journal import STREAMS, FolderJournal, JournalError
from catalogue.models import Printed
from catalogue.store import FolderStore

_log = logging.getLogger(__name__)


class Taking:
    """What comes in from the store."""

    def __init__(
        self,
        depot: Depot,
        log: Log,
        *,
        journal: FolderJournal,
        segments: Segments,
        raw: Path,
        described: Path,
        version: str,
        forget: Callable[[str], None],
    ) -> None:
        """Name the places.

        Args:
            depot: The store that machines share.
            log: Its log.
            journal: This machine's.
            segments: Hashes of its segments.
            raw: Folder of this machine's bodies.
            described: Folder of its descriptions.
            version: Version of the descriptions that are wanted; the first name of their paths.
            forget: Removes what was read from a document.
        """
        self._depot, self._log, self._journal, self._segments = depot, log, journal, segments
        self._store = FolderStore(raw, together=True)
        self._described, self._version, self._forget = described, version, forget
        self.unproven: set[str] = set()
        """Bodies that the store could not give as they were put."""

    def news(self) -> int:
        """Take in every new entry; return how many there were.

        Raises:
            Damaged: An entry, or a segment that one names, is not what it should be; what came before it is taken in.
            Unreachable: The store cannot be asked.
        """
        number = 0
        for entry, data in self._log.news():
            if self._log.common.counts(entry):
                self._segments_of(entry)
                for sha256 in entry.removed:
                    self._store.remove(sha256)
                    self._forget(sha256)
            else:
                _log.warning(
                    "entry %s of the store's log was written without the lease and is passed over", entry.number
                )
            self._log.took(entry, data)
            number += 1
        if number:
            self._segments.keep()
        return number

    def bodies(self, wanted: Collection[str] | None = None) -> int:
        """Fetch bodies that this machine lacks, with what was read from them.

        Args:
            wanted: Their hashes; all that stand in the store where null.

        Returns:
            How many bodies were fetched.

        Raises:
            Unreachable: The store cannot be asked.
        """
        common = self._log.common
        hashes = common.bodies.keys() if wanted is None else common.bodies.keys() & set(wanted)
        lacking = [Piece(sha256=one, size=common.bodies[one]) for one in sorted(hashes) if not self._store.has(one)]
        fetched = sum(side_by_side(self._body, lacking))
        self._store.settle()
        read = [one for one in self._readings(hashes) if not (self._described / one.path).is_file()]
        for _ in side_by_side(self._description, read):
            pass
        return fetched

    def withdraw(self) -> None:
        """Withdraw the record of an edition that was printed here and never shared: it is printed again.

        Else its number could stand for two editions, that one and one that another machine printed meanwhile. Only the
        holder of the lease prints, so what was not shared before another machine's is taken in never will be.
        """
        stream, known = STREAMS[Printed], self._log.common.segments
        hashes = self._segments.of(stream)
        shared = next((number for number, one in enumerate(hashes) if (stream, one) not in known), len(hashes))
        if self._journal.withdraw_after(Printed, shared):
            _log.warning("An edition that was printed here was never shared; it is printed again.")

    def _segments_of(self, entry: Entry) -> None:
        """Take an entry's segments into the journal, those that stand there already left out."""
        if any(one.stream == STREAMS[Printed] for one in entry.segments):
            self.withdraw()
        for one in entry.segments:
            if one.stream not in KINDS:
                raise Damaged(f"Entry {entry.number} of the store's log holds records that this version does not know.")
        lacking = [one for one in entry.segments if one.sha256 not in self._segments.of(one.stream)]
        for one, data in zip(lacking, side_by_side(lambda piece: fetch(self._depot, piece), lacking), strict=True):
            try:
                self._journal.taken_in(KINDS[one.stream], data)
            except JournalError as error:
                raise Damaged(f"Entry {entry.number} of the store's log is refused: {error}") from None

    def _readings(self, hashes: Collection[str]) -> list[SharedReading]:
        """Return what this version read from documents."""
        found = self._log.common.descriptions.values()
        return [
            one for one in found if one.path.startswith(f"{self._version}/") and PurePosixPath(one.path).stem in hashes
        ]

    def _body(self, piece: Piece) -> bool:
        """Fetch one body; one that is not what its name says is left out and told."""
        try:
            self._store.put(fetch(self._depot, piece))
        except Damaged as error:
            _log.warning("%s It is left out, and its site is asked for it again.", error)
            self.unproven.add(piece.sha256)
            return False
        return True

    def _description(self, one: SharedReading) -> None:
        """Fetch one description into its cache; one that cannot be proven is made again."""
        path = self._described / one.path
        try:
            data = fetch(self._depot, one)
        except Damaged as error:
            _log.warning("%s The document is read again.", error)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.parent / f".{uuid.uuid4().hex}"
        aside.write_bytes(data)
        aside.replace(path)
