"""The watchdog: ends what is still going on at its wall-clock deadline.

Belongs here: the one thread that looks at the clock for all exchanges of a client. Does not belong here:
what ending means; whoever is watched says so.
"""

import threading
import time
from collections.abc import Callable

_IDLE_S = 1.0


class Watchdog:
    """Calls what it was given at its moment, unless that was taken back before.

    One thread serves all exchanges, because a thread for each would cost more than the exchange itself. It
    starts with the first exchange and ends by itself when there has been nothing to watch for a second.
    """

    def __init__(self) -> None:
        """Make a watchdog that watches nothing yet."""
        self._changed = threading.Condition()
        self._watched: dict[int, tuple[float, Callable[[], None]]] = {}
        self._next = 0
        self._wakes_at = 0.0
        self._running = False

    def watch(self, ends: float, expire: Callable[[], None]) -> int:
        """Call ``expire`` at a moment.

        Args:
            ends: The moment, as `time.monotonic` tells it.
            expire: What to call, from the watchdog's thread; it must not block.

        Returns:
            What to hand to `forget`.
        """
        with self._changed:
            self._next += 1
            self._watched[self._next] = (ends, expire)
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, name="watchdog", daemon=True).start()
            elif ends < self._wakes_at:
                self._changed.notify()
            return self._next

    def forget(self, ticket: int) -> None:
        """Take back what `watch` was asked; nothing happens where its moment has passed.

        Args:
            ticket: What `watch` returned.
        """
        with self._changed:
            self._watched.pop(ticket, None)

    def _run(self) -> None:
        """Sleep from deadline to deadline until nothing is left to watch."""
        while True:
            with self._changed:
                now = time.monotonic()
                due = [ticket for ticket, (ends, _) in self._watched.items() if ends <= now]
                calls = [self._watched.pop(ticket)[1] for ticket in due]
                if not calls:
                    idle = not self._watched
                    self._wakes_at = min((ends for ends, _ in self._watched.values()), default=now + _IDLE_S)
                    self._changed.wait(self._wakes_at - now)
                    if idle and not self._watched:
                        self._running = False
                        return
            for call in calls:
                call()
