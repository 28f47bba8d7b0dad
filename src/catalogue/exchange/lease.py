"""The lease: of all machines one at a time mints ids, sends messages and publishes.

Belongs here: taking it, saying that its holder still works, and letting go. Does not belong here: what is done under
it.

The lease stands in the log, so it has its place in the one order of everything. A holder that stops without a word
holds it until its time is over; then another may take it, and whatever the first one still writes comes after that in
the log and counts for nothing. So a clock that is wrong can cost work, and never makes two machines publish.
"""

import datetime as dt
import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from catalogue.depot import Absent, Depot, DepotError, Oversized
from catalogue.exchange.entries import Entry
from catalogue.exchange.log import Log
from catalogue.exchange.troubles import LeaseHeld
from catalogue.vocabulary import EntryKind

LENGTH = dt.timedelta(minutes=5)
"""How long a lease holds without a word from its holder."""
WORD_S = 60.0
"""Seconds after which the holder says again that it works."""

_logger = logging.getLogger(__name__)


class Lease:
    """The lease as one machine sees it."""

    def __init__(self, depot: Depot, log: Log, *, host: str, clock: Callable[[], dt.datetime]) -> None:
        """Name the machine.

        Args:
            depot: The store that machines share.
            log: Its log.
            host: This machine.
            clock: The time, UTC.
        """
        self._depot, self._log, self._host, self._clock = depot, log, host, clock

    def take(self, meet: Callable[[], None]) -> Entry:
        """Take the lease where nobody else holds it.

        Args:
            meet: Takes in what other machines appended.

        Returns:
            Its entry. A lease of this machine's own, left by a run that was stopped, is taken anew.

        Raises:
            LeaseHeld: Another machine holds it.
            Unreachable: The store cannot be asked.
        """
        self._free()

        def met() -> None:
            meet()
            self._free()

        now = self._clock

        def entry(number: int) -> Entry:
            at = now()
            return Entry(number=number, kind=EntryKind.LEASE, at=at, host=self._host, until=at + LENGTH)

        return self._log.append(entry, met)

    def release(self, lease: Entry, meet: Callable[[], None]) -> None:
        """Let go of the lease; one that another machine took over is left alone.

        Args:
            lease: Its entry.
            meet: Takes in what other machines appended.
        """

        def entry(number: int) -> Entry:
            return Entry(number=number, kind=EntryKind.RELEASE, at=self._clock(), host=self._host, lease=lease.number)

        held = self._log.common.lease
        if held is not None and held.number == lease.number:
            self._log.append(entry, meet)

    @contextmanager
    def kept(self, lease: Entry) -> Iterator[None]:
        """Say every minute that the holder works, until the block ends."""
        ended = threading.Event()

        def say() -> None:
            while not ended.wait(WORD_S):
                try:
                    until = (self._clock() + LENGTH).isoformat()
                    self._depot.put(_beat(lease), json.dumps({"until": until}).encode())
                except DepotError as error:
                    _logger.warning("The lease could not be renewed: %s", error)

        speaker = threading.Thread(target=say, name="lease", daemon=True)
        speaker.start()
        try:
            yield
        finally:
            ended.set()
            speaker.join()

    def _free(self) -> None:
        """Return where the lease can be taken; raises LeaseHeld where another machine holds it."""
        held = self._log.common.lease
        if held is None or held.host == self._host:
            return
        until = max(held.until or held.at, self._said(held))
        if self._clock() < until:
            raise LeaseHeld(
                f"Another machine ({held.host}) has been working since {held.at:%Y-%m-%d %H:%M} UTC, and one at a time "
                "mints ids, sends messages and publishes. Wait until it has finished; should it have died, its lease "
                f"ends by itself at {until:%H:%M:%S} UTC."
            )
        _logger.warning("The lease of %s ended without a word from it and is taken over.", held.host)

    def _said(self, held: Entry) -> dt.datetime:
        """Return until when the holder said last that it works; its beginning where no word can be read."""
        try:
            said = dt.datetime.fromisoformat(json.loads(self._depot.get(_beat(held), 1000))["until"])
        except (Absent, Oversized, ValueError, KeyError, TypeError):
            return held.at
        # No word holds it for longer than a lease: an instant far away would hold it for ever.
        return min(said, self._clock() + LENGTH) if said.tzinfo else held.at


def _beat(lease: Entry) -> str:
    """Return the key of the holder's last word."""
    return f"beats/{lease.number:08d}.json"
