"""What every journal does, its trouble, and the streams that there are.

Belongs here: the interface behind which another place than a local folder can stand. Does not belong here: how one
keeps its records.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from catalogue.models import (
    AlertEvent,
    Capture,
    Checked,
    Harvest,
    Minted,
    NoticeEvent,
    Printed,
    Record,
    Redirected,
    Takedown,
)

STREAMS: dict[type[Record], str] = {
    Capture: "captures",
    Harvest: "harvests",
    Checked: "checks",
    AlertEvent: "alerts",
    NoticeEvent: "notices",
    Minted: "ids",
    Redirected: "redirects",
    Printed: "editions",
    Takedown: "takedowns",
}
"""The stream that holds each kind of record; a kind that is not here cannot be appended."""

R = TypeVar("R", bound=Record)


class JournalError(Exception):
    """The journal was damaged from outside; the message names the file and the line."""


class Position(NamedTuple):
    """How far a stream was read; the beginning where nothing was."""

    segments: int = 0
    """Segments read, the first ones."""
    mark: str = ""
    """Hash over their bytes, one after the other."""


BEGINNING = Position()


class Journal(Protocol):
    """An append-only ledger of typed records."""

    def append(self, records: Sequence[Record]) -> None:
        """Append records of one kind, all or none."""
        ...

    def read(self, kind: type[R]) -> Iterator[R]:
        """Give all records of a kind in the order in which they were appended, equal ones once."""
        ...

    def read_after(self, kind: type[R], position: Position) -> Iterator[tuple[list[R], Position]]:
        """Give what was appended after a position, one append at a time, with the position after it."""
        ...

    def stands(self, kind: type[R], position: Position) -> bool:
        """Tell whether what comes before a position is what it was reached by."""
        ...
