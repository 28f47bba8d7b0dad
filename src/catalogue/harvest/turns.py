"""Turns at what only a few may do at a time.

Belongs here: who waits and who is next. Does not belong here: what is done in a turn.
"""

import heapq
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Lets a few threads through at a time, of those that wait the heaviest first."""

    def __init__(self, most: int) -> None:
        """Let nobody through yet.

        Args:
            most: How many may be at it at the same time.
        """
        self._free = most
        self._lock = threading.Lock()
        self._waiting: list[tuple[int, int, threading.Event]] = []
        self._numbers = itertools.count()

    @contextmanager
    def turn(self, weight: int) -> Iterator[None]:
        """Wait for a turn, and hold it.

        Args:
            weight: The heaviest goes first; of equals the one that came first.
        """
        called = threading.Event()
        with self._lock:
            if self._free:
                self._free -= 1
                called.set()
            else:
                heapq.heappush(self._waiting, (-weight, next(self._numbers), called))
        called.wait()
        try:
            yield
        finally:
            with self._lock:
                if self._waiting:
                    heapq.heappop(self._waiting)[2].set()
                else:
                    self._free += 1
