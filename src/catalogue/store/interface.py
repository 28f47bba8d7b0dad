"""The small interface behind which another place than a local folder can stand, and its two troubles.

Belongs here: what every store does. Does not belong here: how one does it.
"""

from types import TracebackType
from typing import Protocol, Self


class StoreError(Exception):
    """A blob that should be there cannot be given."""


class Missing(StoreError):
    """No blob of that name is in the store."""


class Corrupt(StoreError):
    """The bytes under a name no longer have that hash."""


class Sink(Protocol):
    """A body on its way into the store; leaving it without `commit` discards it."""

    def write(self, chunk: bytes | memoryview) -> None:
        """Add bytes to the body."""
        ...

    def commit(self) -> str:
        """Keep the body.

        Returns:
            The sha256 under which it is kept, 64 hex digits in lower case.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Store(Protocol):
    """Where bodies are kept: seven verbs, whatever the place."""

    def put(self, data: bytes) -> str:
        """Keep bytes and return their sha256."""
        ...

    def sink(self) -> Sink:
        """Open a body that arrives in pieces."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether a blob of that name is kept; its bytes are not read."""
        ...

    def read(self, sha256: str) -> bytes:
        """Return the bytes of that name, proven by their hash."""
        ...

    def check(self, sha256: str) -> None:
        """Prove the bytes of that name by their hash without holding them."""
        ...

    def settle(self) -> None:
        """Return when everything kept so far is safe from a power cut; no hash is recorded before."""
        ...

    def remove(self, sha256: str) -> bool:
        """Remove the bytes of that name, and tell whether there were any; only for what was taken down."""
        ...
