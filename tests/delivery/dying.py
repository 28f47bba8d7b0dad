"""A round of watching in a process of its own that ends itself at a named step.

Belongs here: the failpoints, injected at the edge. Does not belong here: what must hold afterwards.
"""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from catalogue.journal import FolderJournal, Position
from catalogue.models import Record
from catalogue.notify import Delivery, Letter, Mailer
from catalogue.settings import Settings
from catalogue.store import FolderStore
from catalogue.watch import watch
from tests.test_watch import OPERATOR, Site
from tests.world.mail import ADDRESS

R = TypeVar("R", bound=Record)


class Failpoints:
    """A journal and a way out that end the process before or after one of their steps, without a word."""

    def __init__(self, journal: FolderJournal, mailer: Mailer, at: str) -> None:
        self._journal, self._mailer, self._at = journal, mailer, at
        self.passed: list[str] = []

    def _pass(self, name: str) -> None:
        """Pass a step, or end here."""
        times = sum(one.startswith(f"{name}#") for one in self.passed)
        self.passed.append(f"{name}#{times}")
        if self.passed[-1] == self._at:
            os._exit(9)

    def _around(self, name: str, act: Callable[[], None]) -> None:
        """Act between two steps."""
        self._pass(f"before-{name}")
        act()
        self._pass(f"after-{name}")

    def append(self, records: Sequence[Record]) -> None:
        """Append records; nothing at all is no step."""
        if records:
            step = getattr(records[0], "step", "")
            self._around(f"append-{type(records[0]).__name__}-{step}", lambda: self._journal.append(records))

    def read(self, kind: type[R]) -> Iterator[R]:
        """Read as ever."""
        return self._journal.read(kind)

    def read_after(self, kind: type[R], position: Position) -> Iterator[tuple[list[R], Position]]:
        """Read on as ever."""
        return self._journal.read_after(kind, position)

    def stands(self, kind: type[R], position: Position) -> bool:
        """Believe as ever."""
        return self._journal.stands(kind, position)

    def send(self, letter: Letter) -> Delivery:
        """Send as ever."""
        done: list[Delivery] = []
        self._around("send", lambda: done.append(self._mailer.send(letter)))
        return done[0]


def watch_once(folder: Path, port: int, at: str) -> None:
    """Watch once over a folder that a test prepared; leave the steps passed there."""
    resolution, sources, now, faults = pickle.loads((folder / "scene").read_bytes())  # noqa: S301 - our own file
    settings = Settings(
        smtp_host=ADDRESS, smtp_port=port, smtp_security="none", smtp_from="catalogue@example.test", now=now
    )
    store = FolderStore(folder / "raw")
    site = Site(store, lambda: now)
    site.faults = faults
    points = Failpoints(FolderJournal(folder / "journal"), Mailer(settings), at)
    watch(
        resolution,
        sources,
        fetch=site,
        store=store,
        journal=points,
        clock=lambda: now,
        mailer=points,
        feeds=folder / "feeds",
        operator=OPERATOR,
    )
    (folder / "steps").write_text("\n".join(points.passed))
