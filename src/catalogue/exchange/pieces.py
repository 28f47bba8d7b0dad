"""Objects known by their content: fetched and proven, or put.

Belongs here: the key of a piece, its proof, and doing many at once. Does not belong here: which pieces are wanted.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from catalogue.depot import Absent, Depot, Oversized
from catalogue.exchange.entries import Piece
from catalogue.exchange.troubles import Damaged

AT_ONCE = 16
"""Objects on their way at the same time: most of the time of one is waiting for the store."""

T = TypeVar("T")
S = TypeVar("S")


def key_of(sha256: str) -> str:
    """Return the key of an object, given its hash."""
    return f"bytes/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def fetch(depot: Depot, piece: Piece) -> bytes:
    """Return the bytes of a piece, proven by its size and hash.

    Args:
        depot: Where it is.
        piece: The piece.

    Raises:
        Damaged: It is gone, or its bytes are others; they go nowhere.
        Unreachable: The store cannot be asked.
    """
    try:
        data = depot.get(key_of(piece.sha256), piece.size)
    except (Absent, Oversized) as error:
        raise Damaged(f"The log names an object that is not as it says. {error}") from None
    if len(data) != piece.size or hashlib.sha256(data).hexdigest() != piece.sha256:
        raise Damaged(f"The bytes of the object {piece.sha256} of the store are not those of its name.")
    return data


def put(depot: Depot, data: bytes) -> Piece:
    """Put bytes under their hash, and return the piece.

    Args:
        depot: Where they go; the same bytes twice are the same as once.
        data: The bytes.

    Raises:
        Unreachable: The store cannot be written.
    """
    piece = Piece(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    depot.put(key_of(piece.sha256), data)
    return piece


def side_by_side(work: Callable[[T], S], over: Iterable[T]) -> Iterator[S]:
    """Give the outcome of the work for each, in order, several at the same time; the first error ends it."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="exchange") as pool:
        yield from pool.map(work, over)
