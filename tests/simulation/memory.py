"""A journal and a store that are kept in memory, behind the interfaces of those in folders.

Belongs here: what a story that is told ten thousand times is written into. Does not belong here: anything about disks,
on which every hundredth story is told (``story``).
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar, cast

from catalogue.journal import STREAMS, Position
from catalogue.models import Record
from catalogue.store import Sink

R = TypeVar("R", bound=Record)


class MemoryJournal:
    """An append-only ledger of typed records; what is appended is gone with the process."""

    def __init__(self) -> None:
        self._segments: defaultdict[type[Record], list[tuple[Record, ...]]] = defaultdict(list)
        self._records: defaultdict[type[Record], dict[str, Record]] = defaultdict(dict)

    def append(self, records: Sequence[Record]) -> None:
        """Append records of one kind, all or none."""
        if not records:
            return
        kind = type(records[0])
        if kind not in STREAMS or any(type(one) is not kind for one in records):
            raise TypeError("one append takes records of one kind that has a stream")
        self._segments[kind].append(tuple(records))
        for one in records:
            self._records[kind].setdefault(one.model_dump_json(), one)

    def read(self, kind: type[R]) -> Iterator[R]:
        """Give all records of a kind in the order in which they were appended, equal ones once."""
        return iter(cast("list[R]", list(self._records[kind].values())))

    def read_after(self, kind: type[R], position: Position) -> Iterator[tuple[list[R], Position]]:
        """Give what was appended after a position, one append at a time."""
        for number, records in enumerate(self._segments[kind][position.segments :], start=position.segments + 1):
            yield cast("list[R]", list(records)), Position(number, "")

    def stands(self, kind: type[R], position: Position) -> bool:
        """Tell whether a position can have been reached: nothing here ever changes."""
        return position.segments <= len(self._segments[kind])


class MemoryStore:
    """Bodies by their sha256."""

    def __init__(self) -> None:
        self._bodies: dict[str, bytes] = {}

    def put(self, data: bytes) -> str:
        """Keep bytes and return their sha256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._bodies[sha256] = data
        return sha256

    def sink(self) -> Sink:
        """Open a body that arrives in pieces: none does here."""
        raise NotImplementedError

    def has(self, sha256: str) -> bool:
        """Whether a blob of that name is kept."""
        return sha256 in self._bodies

    def read(self, sha256: str) -> bytes:
        """Return the bytes of that name."""
        return self._bodies[sha256]

    def check(self, sha256: str) -> None:
        """Prove the bytes of that name by their hash."""
        if hashlib.sha256(self._bodies[sha256]).hexdigest() != sha256:
            raise AssertionError(sha256)

    def settle(self) -> None:
        """Nothing here is ever safe from a power cut."""

    def remove(self, sha256: str) -> bool:
        """Remove the bytes of that name, and tell whether there were any."""
        return self._bodies.pop(sha256, None) is not None
