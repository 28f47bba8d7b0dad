"""What every depot does, its troubles, and which keys there are.

Belongs here: the six verbs and the shape of a key. Does not belong here: how a place does them.
"""

import re
from collections.abc import Iterator
from typing import Protocol

_KEY = re.compile(r"[a-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*){1,4}")


class DepotError(Exception):
    """The depot did not do what was asked; the message is a plain sentence."""


class Unreachable(DepotError):
    """The place cannot be reached, or does not let us in."""


class Absent(DepotError):
    """No object has that key."""


class Taken(DepotError):
    """An object has that key already."""


class Oversized(DepotError):
    """The object is larger than the caller takes."""


class Depot(Protocol):
    """Where objects are shared: six verbs, whatever the place.

    Every verb may raise `Unreachable`, and ValueError for what is no key.
    """

    def put(self, key: str, data: bytes) -> None:
        """Give a key its whole content, in place of any it had."""
        ...

    def create(self, key: str, data: bytes) -> None:
        """Give a key its content; of all who try, one does and the others raise `Taken`."""
        ...

    def get(self, key: str, most: int) -> bytes:
        """Return the content of a key; raises `Absent`, or `Oversized` beyond ``most`` bytes, which are not read."""
        ...

    def exists(self, key: str) -> bool:
        """Tell whether a key has content."""
        ...

    def list(self, folder: str) -> Iterator[str]:
        """Give the keys below a folder, in order; whatever is no key is passed over."""
        ...

    def remove(self, key: str) -> None:
        """Remove a key with its content; one that has none is left at that."""
        ...


def checked(key: str) -> str:
    """Return a key that may stand in a path.

    Args:
        key: Two to five names joined by slashes, of letters, digits, dots, hyphens and underscores; none of them
            begins with a dot, so none leads out of the depot.

    Raises:
        ValueError: It is none.
    """
    if not is_key(key):
        raise ValueError(f"not a key of the depot: {key[:80]!r}")
    return key


def is_key(key: str) -> bool:
    """Tell whether a text is a key."""
    return _KEY.fullmatch(key) is not None
