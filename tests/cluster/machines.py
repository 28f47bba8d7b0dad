"""A machine of the tests: a warehouse of its own, and its part in the exchange.

Belongs here: putting a machine together without a network. Does not belong here: what is expected of it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.depot import Depot
from catalogue.exchange import Exchange, Places
from catalogue.journal import FolderJournal
from catalogue.models import Capture, Printed
from catalogue.store import FolderStore
from catalogue.vocabulary import Magic, Purpose

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
VERSION = "readers@1"


@dataclass
class Clock:
    """A clock that goes on when it is told to."""

    now: dt.datetime = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(**by)


@dataclass
class Machine:
    """One machine."""

    folder: Path
    depot: Depot
    clock: Callable[[], dt.datetime] = field(default_factory=Clock)
    pause: Callable[[float], None] = field(default=lambda _: None)
    patience_s: float = 0
    forgotten: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = FolderStore(self.folder / "raw")
        self.places = Places(
            warehouse=self.folder,
            raw=self.folder / "raw",
            described=self.folder / "described",
            version=VERSION,
            edition=self.folder / "catalogue.duckdb",
            editions=self.folder / "editions",
            feeds=self.folder / "feeds",
        )
        self.exchange = self.started_again()

    def started_again(self) -> Exchange:
        """Return the exchange as a new process of this machine opens it."""
        self.journal = FolderJournal(self.folder / "journal")
        self.exchange = Exchange(
            self.depot,
            self.journal,
            self.places,
            forget=self.forgotten.append,
            clock=self.clock,
            patience_s=self.patience_s,
            pause=self.pause,
        )
        return self.exchange

    def fetches(self, name: str, text: str = "") -> str:
        """Do what a harvest does: keep a body, read it, and journal the capture. Return the body's hash."""
        sha256 = self.store.put((text or name).encode())
        url = f"https://example.org/{name}"
        self.journal.append(
            [
                Capture(
                    source_id="one",
                    purpose=Purpose.DOCUMENT,
                    url=url,
                    final_url=url,
                    status=200,
                    requested_at=NOW,
                    sha256=sha256,
                    magic=Magic.PDF,
                )
            ]
        )
        path = self.folder / "described" / VERSION / "england" / f"{sha256}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"what {text or name} says")
        return sha256

    def prints(self, number: int, text: str) -> None:
        """Do what publishing does: put an edition in place, keep it, and journal it."""
        self.folder.joinpath("editions").mkdir(exist_ok=True)
        for path in (self.places.edition, self.places.editions / f"catalogue-{number:04d}.duckdb"):
            path.unlink(missing_ok=True)
            path.write_text(text)
        self.journal.append([Printed(number=number, built_at=self.clock(), content_sha256=str(number))])

    def shares(self, *names: str) -> None:
        """Fetch documents in a session beside others."""
        with self.exchange.session(alone=False):
            for name in names:
                self.fetches(name)

    def looks(self) -> "Machine":
        """Take in what others did."""
        with self.exchange.session(alone=False):
            return self

    @property
    def seen(self) -> list[str]:
        """Return the names of the documents that its journal knows, in order of the alphabet."""
        return sorted(one.url.rpartition("/")[2] for one in self.journal.read(Capture))

    @property
    def printed(self) -> list[int]:
        """Return the numbers of the editions that its journal knows."""
        return [one.number for one in self.journal.read(Printed)]
