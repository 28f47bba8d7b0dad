"""The entries of the log that machines share, and what they amount to.

Belongs here: their exact shape, and folding them one after the other. Does not belong here: reading or writing them.
"""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import Field

from catalogue.models import Record
from catalogue.vocabulary import EntryKind

MOST_BYTES = 1_000_000_000
"""Most bytes of one object that is fetched."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Place = Annotated[str, Field(pattern=r"^(edition|editions|feeds)/[A-Za-z0-9][A-Za-z0-9._-]{0,150}$")]
"""A published file in one of three folders; no name begins with a dot, so none leads out of its folder."""
ReadingPlace = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9@+._-]{0,200}/[a-z-]{1,40}/[0-9a-f]{64}\.json$")]
"""A description: version of readers and extractors, nation, document."""


class Piece(Record):
    """An object of the store, known by its content."""

    sha256: Sha256
    """Hash of its bytes, which is its key."""
    size: int = Field(ge=0, le=MOST_BYTES)
    """Number of its bytes."""


class SharedSegment(Piece):
    """One segment of a journal."""

    stream: str
    """Stream that it belongs to."""


class SharedReading(Piece):
    """What was read from a document."""

    path: ReadingPlace
    """Where it stands, below the folder of descriptions."""


class SharedFile(Piece):
    """A published file."""

    path: Place
    """Where it stands: the folder that its first name stands for, and its name there."""


class Entry(Record):
    """One entry of the log: what one machine did, or that it took or let go of the lease."""

    number: int = Field(ge=1)
    """Its place in the log, from 1, without gaps."""
    kind: EntryKind
    """What it tells."""
    at: dt.datetime
    """When it was written, UTC, by the clock of its machine."""
    host: str = Field(pattern=r"^[0-9A-Za-z._-]{1,100}$")
    """The machine, by a name with a random part, so that no two have the same."""
    lease: int | None = None
    """Number of the lease entry under which it was written; null for what needs none."""
    until: dt.datetime | None = None
    """For a lease: when it ends unless its holder goes on saying that it works, UTC."""
    segments: tuple[SharedSegment, ...] = ()
    """Segments that the machine appended to its journal, in order."""
    bodies: tuple[Piece, ...] = ()
    """Bodies that it fetched."""
    descriptions: tuple[SharedReading, ...] = ()
    """What it read from documents, by version, nation and document."""
    removed: tuple[Sha256, ...] = ()
    """Bodies that were taken down: no machine keeps them or what was read from them."""
    files: tuple[SharedFile, ...] | None = None
    """The edition, those that are kept, and the feeds, all of them as they are now; null where none changed."""


@dataclass
class Common:
    """What the log amounts to, entry by entry."""

    last: int = 0
    """Number of the last entry."""
    lease: Entry | None = None
    """The lease that is held; null where none is."""
    segments: set[tuple[str, str]] = field(default_factory=set)
    """Stream and hash of every segment."""
    bodies: dict[str, int] = field(default_factory=dict)
    """Size of every body that stands in the store, by hash."""
    descriptions: dict[str, SharedReading] = field(default_factory=dict)
    """Every description, by path."""
    files: tuple[SharedFile, ...] = ()
    """The published files as they are now."""
    dropped: list[tuple[int, str]] = field(default_factory=list)
    """Objects that are no longer wanted, with the entry that says so: old editions, and all that was taken down."""

    def counts(self, entry: Entry) -> bool:
        """Tell whether an entry counts: one written under a lease does only while that lease is the last one taken.

        The log has one order for all machines, so all come to the same answer: whoever lost the lease, and does not
        know it yet, changes nothing any more.
        """
        if entry.lease is None or entry.kind is EntryKind.LEASE:
            return True
        return self.lease is not None and self.lease.number == entry.lease

    def add(self, entry: Entry) -> bool:
        """Add the next entry; return whether it counts."""
        counted = self.counts(entry)
        self.last = entry.number
        if not counted:
            return False
        if entry.kind is EntryKind.LEASE:
            self.lease = entry
        elif entry.kind is EntryKind.RELEASE:
            self.lease = None
        self.segments.update((one.stream, one.sha256) for one in entry.segments)
        self.bodies.update({one.sha256: one.size for one in entry.bodies})
        self.descriptions.update({one.path: one for one in entry.descriptions})
        self._remove(entry)
        if entry.files is not None:
            wanted = {one.sha256 for one in entry.files}
            self.dropped += [(entry.number, one.sha256) for one in self.files if one.sha256 not in wanted]
            self.files = entry.files
        return True

    def unwanted(self, after: int) -> set[str]:
        """Return the objects that entries after one dropped and that nothing names any more."""
        named = {one.sha256 for one in (*self.files, *self.descriptions.values())} | set(self.bodies)
        named |= {sha256 for _, sha256 in self.segments}
        return {sha256 for number, sha256 in self.dropped if number > after} - named

    def _remove(self, entry: Entry) -> None:
        """Forget bodies that were taken down, and what was read from them."""
        gone = set(entry.removed)
        read = [path for path in self.descriptions if gone and PurePosixPath(path).stem in gone]
        self.dropped += [(entry.number, sha256) for sha256 in entry.removed]
        self.dropped += [(entry.number, self.descriptions.pop(path).sha256) for path in read]
        for sha256 in gone:
            self.bodies.pop(sha256, None)
