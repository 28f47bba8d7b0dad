"""One machine's session with the others: take in, work, give.

Belongs here: the order of these steps, and what a machine that was stopped left behind. Does not belong here: how
pieces come and go (``taking``, ``giving``), or the lease (``lease``).
"""

import datetime as dt
import itertools
import logging
import re
import socket
import time
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from catalogue.depot import Depot, prove
from catalogue.disk import sync_folder
from catalogue.exchange.entries import Entry
from catalogue.exchange.files import Files
from catalogue.exchange.giving import Giving
from catalogue.exchange.lease import Lease
from catalogue.exchange.log import Log
from catalogue.exchange.segments import KINDS, Segments
from catalogue.exchange.taking import Taking
from catalogue.exchange.troubles import LeaseHeld, LeaseLost, NotTheSame
from catalogue.journal import FolderJournal

_LOOK_S = 2.0

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Places:
    """Where a machine's own warehouse has what is exchanged."""

    warehouse: Path
    """Its folder."""
    raw: Path
    """Folder of bodies."""
    described: Path
    """Folder of descriptions."""
    version: str
    """Version of the descriptions; the name of their folder."""
    edition: Path
    """The edition in place."""
    editions: Path
    """Folder of kept editions."""
    feeds: Path
    """Folder of feeds."""


class Exchange:
    """One machine's part in the exchange."""

    def __init__(
        self,
        depot: Depot,
        journal: FolderJournal,
        places: Places,
        *,
        forget: Callable[[str], None],
        clock: Callable[[], dt.datetime],
        patience_s: float = 0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Open the exchange; nothing is asked of the store yet.

        Args:
            depot: The store that machines share.
            journal: This machine's journal.
            places: Where its warehouse has what.
            forget: Removes what was read from a document that was taken down.
            clock: The time, UTC; a real one, for the lease ends by it.
            patience_s: Seconds to wait for the lease where another machine holds it.
            pause: Waits for seconds.
        """
        own = places.warehouse / "exchange"
        self._own, self._depot, self._journal = own, depot, journal
        self._log, self._host = Log(depot, own / "log"), _host(own)
        self._segments = Segments(journal, own / "segments.json")
        self._files = Files(places.edition, places.editions, places.feeds)
        self._taking = Taking(
            depot,
            self._log,
            journal=journal,
            segments=self._segments,
            raw=places.raw,
            described=places.described,
            version=places.version,
            forget=forget,
        )
        self._giving = Giving(
            depot,
            self._log,
            host=self._host,
            clock=clock,
            journal=journal,
            segments=self._segments,
            raw=places.raw,
            described=places.described,
            version=places.version,
            files=self._files,
            cleared=own / "cleared",
        )
        self._lease = Lease(depot, self._log, host=self._host, clock=clock)
        self._patience_s, self._pause = patience_s, pause
        self.together = False
        """Whether the session going on is one in which other machines work too."""

    @contextmanager
    def session(self, *, alone: bool) -> Iterator[None]:
        """Take in what the others did, let this machine work, and give what it did.

        Args:
            alone: Whether the work mints, tells or publishes, and so needs the lease and all that there is.

        Raises:
            LeaseHeld: Another machine holds the lease; nothing was done.
            LeaseLost: Another machine took the lease over meanwhile; what was done is not shared as published.
            NotTheSame: The warehouse and the store do not belong together; nothing was done.
            Damaged: What stands in the store is not what its log says; nothing was done.
            Unreachable: The store cannot be reached. What was done stays on this machine, and goes out the next time.
        """
        self._join()
        self.together = not alone
        if not alone:
            with self._giving_afterwards(None):
                yield
            return
        lease = self._taken()
        try:
            self._files.put_in_place(self._depot, self._log.common.files)
            self._taking.bodies()
            with self._lease.kept(lease), self._giving_afterwards(lease):
                yield
            self._giving.clear()
        finally:
            self._lease.release(lease, self._news)

    def bring(self, bodies: Collection[str]) -> int:
        """Fetch bodies that this machine lacks, with what was read from them.

        Args:
            bodies: Their hashes; those that no machine has shared are passed over.

        Returns:
            How many were fetched.

        Raises:
            Unreachable: The store cannot be asked.
        """
        return self._taking.bodies(bodies)

    @contextmanager
    def _giving_afterwards(self, lease: Entry | None) -> Iterator[None]:
        """Give what was done when the block ends; after an error too, for what is in the journal has happened."""

        def meet() -> None:
            self._news()
            held = self._log.common.lease
            if lease is not None and (held is None or held.number != lease.number):
                raise LeaseLost(
                    "Another machine took the lease over while this one worked, so the edition printed here is not "
                    "shared. What was done is kept; run the command again."
                )

        number = lease.number if lease else None
        try:
            yield
        except Exception:
            try:
                self._giving.share(meet, lease=number, unproven=self._taking.unproven)
            except Exception as error:  # noqa: BLE001 - the first error is the one to be told
                _logger.warning("What was done could not be shared: %s", error)
            raise
        self._giving.share(meet, lease=number, unproven=self._taking.unproven)

    def _taken(self) -> Entry:
        """Return the lease, waiting for it as long as there is patience."""
        waited = 0.0
        while True:
            try:
                return self._lease.take(self._news)
            except LeaseHeld:
                if waited >= self._patience_s:
                    raise
            self._pause(_LOOK_S)
            waited += _LOOK_S
            self._news()

    def _join(self) -> None:
        """Take in what is new, after proving that store and warehouse belong together."""
        joined = self._own / "joined"
        if not joined.is_file():
            prove(self._depot)
            self._begin()
            self._own.mkdir(parents=True, exist_ok=True)
            joined.touch()
            sync_folder(self._own)
        else:
            self._log.check()
            self._taking.withdraw()
        self._news()

    def _begin(self) -> None:
        """Join for the first time: a warehouse with a history can only begin a store, not come to one."""
        history = any(self._segments.of(stream) for stream in KINDS)
        begun = self._depot.exists("log/00000001.json")
        if history and not begun:
            self._giving.share(self._two_histories, lease=None, unproven=set(), begins=True)
        elif history and not any(entry.host == self._host for entry in (self._log.first, *self._next()) if entry):
            self._two_histories()

    def _next(self) -> Iterator[Entry]:
        """Give the next entry that is not taken in, if there is one."""
        yield from (entry for entry, _ in itertools.islice(self._log.news(), 1))

    def _two_histories(self) -> None:
        """Refuse to mix two histories."""
        raise NotTheSame(
            "This warehouse has a history of its own, and so has the store. Begin with an empty warehouse to take part "
            "in the store's, or name an empty store to go on from this warehouse."
        )

    def _news(self) -> None:
        """Take in what other machines shared."""
        self._taking.news()


def _host(own: Path) -> str:
    """Return this machine's name with a random part, the same each time."""
    path = own / "host"
    if not path.is_file():
        own.mkdir(parents=True, exist_ok=True)
        plain = re.sub(r"[^0-9A-Za-z-]", "-", socket.gethostname())[:40] or "machine"
        path.write_text(f"{plain}-{uuid.uuid4().hex[:8]}", encoding="ascii")
    return path.read_text(encoding="ascii")
