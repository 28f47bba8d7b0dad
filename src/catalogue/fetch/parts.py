"""What the parts of the client share: what they need from outside, and how they stop.

Belongs here: the shapes that settings, store and clock must have for the client, and the one exception
of the package. Does not belong here: anything that acts.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from catalogue.models import Failure
from catalogue.vocabulary import FailureKind, Phase

Clock = Callable[[], dt.datetime]
"""Something that tells the time as an aware datetime in UTC."""

Piece = bytes | memoryview
"""A piece of a body; its memory may be used again once the next one is asked for."""

Resolved = Sequence[tuple[int, int, int, str, tuple[object, ...]]]
"""What `socket.getaddrinfo` gives: family, type, protocol, canonical name, socket address."""

Resolve = Callable[[str, int], Resolved]
"""Something that looks a host name up, failing as `socket.getaddrinfo` does."""


class Limits(Protocol):
    """What the client must be told; `catalogue.settings.Settings` has this shape."""

    @property
    def pause_s(self) -> float:
        """Seconds between requests to one host."""

    @property
    def deadline_s(self) -> float:
        """Wall-clock seconds for one answer, redirects included."""

    @property
    def connect_timeout_s(self) -> float:
        """Seconds for making a connection."""

    @property
    def max_bytes(self) -> int:
        """Most bytes of a body, decoded."""

    @property
    def connect_to(self) -> Mapping[str, tuple[str, int]]:
        """Hosts whose connections go to a given address and port."""

    @property
    def allow_private(self) -> Sequence[tuple[str, int]]:
        """The only private addresses and ports that may be contacted."""

    @property
    def user_agent(self) -> str:
        """How the client names itself."""


class OpenBody(Protocol):
    """A body on its way into the store."""

    def write(self, chunk: Piece) -> None:
        """Add bytes."""

    def commit(self) -> str:
        """Keep the body and return its sha256."""


class Bodies(Protocol):
    """What the client needs of a store; `catalogue.store.Store` has this shape."""

    def sink(self) -> AbstractContextManager[OpenBody]:
        """Open a body; leaving it without commit discards it."""

    def has(self, sha256: str) -> bool:
        """Whether a blob is kept."""


class Stopped(Exception):
    """A failure of the world on its way to becoming a value; never an OSError, so nothing swallows it."""

    def __init__(self, kind: FailureKind, detail: str, phase: Phase | None = None) -> None:
        super().__init__(detail)
        self.failure = Failure(kind=kind, detail=detail, phase=phase)
