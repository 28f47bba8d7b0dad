"""Reading pages apart: in processes of their own, where a hostile page can hold up or bring down nothing else.

Belongs here: which pages are read apart, how many at a time, and what is said of a page whose reading was lost.
Does not belong here: what a page says (the adapters do), or processes and their limits (``workers``).

A process takes a second to start, so the first few pages of a run are read where the run is, unless one is large:
what reading costs grows with the size of the page. A run of one source mostly starts none; one of many sources
starts with them, because reading in the midst of a hundred threads makes each of them wait.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from catalogue.adapters import Adapter, Body, Found, adapter_of
from catalogue.harvest.turns import Turns
from catalogue.models import Source
from catalogue.vocabulary import IssueKind
from catalogue.workers import How, Limits, Lost, Readers, allow_processor_time

READERS = 2
"""Pages read at the same time: more would only take memory, since reading is work for the processor."""
FEW = 20
"""Pages of a run of at most so many sources that are read without a process of their own."""
SMALL = 300_000
"""Most bytes of such a page; the listing pages of partnerships have 40,000 to 200,000."""
LIMITS = Limits(wall_s=60.0, cpu_s=30, memory_bytes=1024 * 1024 * 1024)
"""What reading one page may cost; the longest listing that is known takes less than a second."""

_LOST: Mapping[How, str] = {
    How.TIME: f"it took more than {LIMITS.wall_s:g} seconds",
    How.PROCESSOR: f"it took more than {LIMITS.cpu_s} seconds of the processor",
    How.MEMORY: "it took more memory than a page may take",
    How.BROKEN: "it broke the reader",
    How.KILLED: "the reader was stopped from outside twice, perhaps for want of memory",
    How.FAULT: "the reader met an unexpected error, which the log tells",
}


@dataclass(frozen=True)
class _Task:
    """A page to read, in a form that another process can be handed."""

    source: Source
    body: Body
    cpu_s: int


class PageReaders:
    """Reads pages for all sources of a run; a context manager that leaves no reader behind."""

    def __init__(self, *, few: int = FEW, limits: Limits = LIMITS) -> None:
        """Start nothing yet.

        Args:
            few: Pages that are read without a process of their own.
            limits: What reading one page may cost where it has one.
        """
        self._turns = Turns(READERS)
        self._processes = Readers(READERS, limits)
        self._limits = limits
        self._left = few
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Start what reads pages apart: for a run that is sure to have pages to read, and more than a few."""
        if self._left <= 0:
            self._processes.begin(_read)

    def read(self, adapter: Adapter, source: Source, body: Body, weight: int) -> bytes | Found:
        """Read a page when it is its turn.

        Args:
            adapter: Who reads it; another process finds it by the row, so one that the row does not name reads here.
            source: The row.
            body: The page.
            weight: Of those that wait, the heaviest is read first.

        Returns:
            What the adapter found there, as JSON; a finding that is not to be kept where reading was lost.
        """
        with self._turns.turn(weight):
            if self._is_one_of_few(body) or adapter is not adapter_of(source):
                return _found(adapter, source, body)
            task = _Task(source, body, self._limits.cpu_s)
            read = self._processes.call(_read, task)
            if isinstance(read, Lost) and read.how is How.KILLED:
                read = self._processes.call(_read, task)
        return _unread(body, read) if isinstance(read, Lost) else read

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._processes.__exit__(kind, error, trace)

    def _is_one_of_few(self, body: Body) -> bool:
        """Count a page and tell whether it is read without a process of its own."""
        with self._lock:
            self._left -= 1
            return self._left >= 0 and len(body.content) <= SMALL


def _read(task: _Task) -> bytes:
    """Read a page in a process of its own."""
    allow_processor_time(task.cpu_s)
    return _found(adapter_of(task.source), task.source, task.body)


def _found(adapter: Adapter, source: Source, body: Body) -> bytes:
    """Return what a page says, as JSON."""
    return adapter.read(source, body).model_dump_json().encode()


def _unread(body: Body, lost: Lost) -> Found:
    """Return the finding that reading a page was lost: nothing is known of what it lists."""
    message = f"{body.url} was not read: {_LOST[lost.how]}. Its bytes are kept; look at the page."
    return Found(problem=IssueKind.PAGE_UNREAD, message=message, complete=False)
