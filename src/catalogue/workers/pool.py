"""Reader processes: each works alone, under limits, and the death of one costs one task.

Belongs here: starting processes, handing them tasks one at a time, and telling how a task was lost. Does not
belong here: what a task does, or what is made of a lost one.

Each process has a pool of its own: processes of one pool share a lock, and one that is killed from outside
while it holds the lock would leave the others waiting.
"""

import gc
import logging
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from ctypes import c_int
from dataclasses import dataclass
from enum import Enum, auto
from queue import LifoQueue
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from catalogue.workers.limits import Limits, lock_down
from catalogue.workers.starting import Forked

_CONTEXT = Forked()
_TASKS_A_PROCESS = 200
_LOOK_S = 1.0
_NEW_OBJECTS = 50_000
_FROM_OUTSIDE = {-signal.SIGKILL, -signal.SIGTERM}

T = TypeVar("T")
R = TypeVar("R")


class How(Enum):
    """How a task was lost."""

    TIME = auto()  # more wall-clock time than it may have
    PROCESSOR = auto()  # more processor time
    MEMORY = auto()  # more memory
    BROKEN = auto()  # the process broke down
    KILLED = auto()  # the process was ended from outside, by a person or for want of memory
    FAULT = auto()  # an unexpected error, which the log tells


@dataclass(frozen=True)
class Lost:
    """A task that gave no result.

    Attributes:
        how: How it was lost.
        place: What the process last said it was working on: a page, 0 before the first, `AFTER` after the last.
    """

    how: How
    place: int


class _Place:
    """Where this process is in its task; shared with the parent, which reads it when the process is gone."""

    shared: c_int | None = None


def tell_place(place: int) -> None:
    """Tell the parent what this process works on, so that it knows where a process broke down.

    Args:
        place: A page number, or any number that the parent understands; nobody hears it outside a reader process.
    """
    if _Place.shared is not None:
        _Place.shared.value = place


class Readers:
    """Some reader processes, started when they are needed; a context manager that ends them."""

    def __init__(self, count: int, limits: Limits) -> None:
        """Prepare the processes.

        Args:
            count: How many, at least 1.
            limits: What each task may cost.
        """
        self._slots = [_Slot(limits) for _ in range(count)]
        self._free: LifoQueue[_Slot] = LifoQueue()  # the last one used is the likeliest to have been started
        for slot in self._slots:
            self._free.put(slot)

    def begin(self, function: Callable[[T], R]) -> None:
        """Have what a function needs be imported meanwhile, where it is sure that it will be called.

        Args:
            function: A function that can be named in another process.
        """
        _CONTEXT.import_first(function.__module__)
        _CONTEXT.begin()

    def call(self, function: Callable[[T], R], task: T) -> R | Lost:
        """Run a function on one task and wait for it; for any number of threads, but not while `run` is used.

        Args:
            function: A function that can be named in another process.
            task: Its argument.

        Returns:
            Its result, or how the task was lost.
        """
        slot = self._free.get()
        try:
            future = slot.start(function, task)
            while not wait([future], timeout=_LOOK_S).done and not slot.has_broken:
                continue
            return slot.outcome(future)
        finally:
            self._free.put(slot)

    def run(
        self, function: Callable[[T], R], tasks: Iterable[T], *, alone: bool = False
    ) -> Iterator[tuple[T, R | Lost]]:
        """Run a function on tasks.

        Args:
            function: A function that can be named in another process.
            tasks: Its arguments; the next is taken when a process is free.
            alone: Whether only one task runs at a time.

        Yields:
            Each task with its result, or how it was lost, in the order in which they end.
        """
        waiting = iter(tasks)
        free = self._slots[:1] if alone else list(self._slots)
        busy: dict[Future[R], tuple[_Slot, T]] = {}
        while True:
            for task in _take(waiting, len(free)):
                slot = free.pop()
                busy[slot.start(function, task)] = (slot, task)
            if not busy:
                return
            done = wait(busy, timeout=_LOOK_S, return_when=FIRST_COMPLETED).done
            # A pool that breaks in the moment in which it is given a task may never say so.
            done |= {future for future, (slot, _) in busy.items() if slot.has_broken}
            ended = [(future, *busy.pop(future)) for future in done]
            free += [slot for _, slot, _ in ended]
            outcomes: list[tuple[T, R | Lost]] = []
            for future, slot, task in ended:
                outcome = slot.outcome(future)
                outcomes.append((task, outcome))
            yield from outcomes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for slot in self._slots:
            slot.end()


class _Slot:
    """One process and its pool, which are replaced when they break."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._place = _CONTEXT.RawValue(c_int, 0)
        self._pool: ProcessPool | None = None

    @property
    def has_broken(self) -> bool:
        """Whether the pool can give no more results."""
        return self._pool is None or not self._pool.active

    def start(self, function: Callable[[T], R], task: T) -> Future[R]:
        """Hand the process a task."""
        if self.has_broken:
            self.end()
            _CONTEXT.import_first(function.__module__)
            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=_TASKS_A_PROCESS,
                initializer=_prepare,
                initargs=(self._limits, self._place),
                context=_CONTEXT,
            )
        self._place.value = 0
        try:
            future: Future[R] = self._pool.schedule(function, args=(task,), timeout=self._limits.wall_s)  # type: ignore[union-attr]
        except RuntimeError as error:  # it broke since we looked
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        return future

    def outcome(self, future: Future[R]) -> R | Lost:
        """Return a task's result, or how it was lost; after a loss the process is a new one."""
        try:
            if not future.done():
                raise BrokenProcessPool
            return future.result()
        except FutureTimeoutError:
            how = How.TIME
        except MemoryError:
            how = How.MEMORY
        except ProcessExpired as error:
            how = _how(error.exitcode)
        except BrokenProcessPool:
            how = How.KILLED
        except Exception:  # a fault of ours costs one document, not the run; the log has it for mending
            logging.getLogger(__name__).exception("A reader met an unexpected error.")
            how = How.FAULT
        place = self._place.value
        self.end()
        return Lost(how, place)

    def end(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None


def _how(exit_code: int | None) -> How:
    """Return what the end of a process means."""
    if exit_code == -signal.SIGXCPU:
        return How.PROCESSOR
    return How.KILLED if exit_code in _FROM_OUTSIDE else How.BROKEN


def _take(tasks: Iterator[T], most: int) -> Iterator[T]:
    """Yield so many tasks at most."""
    for _ in range(most):
        for task in tasks:
            yield task
            break


def _prepare(limits: Limits, place: c_int) -> None:
    """Prepare this process for tasks: silent libraries, limits, and a way to tell where it is."""
    for library in ("pdfminer", "pikepdf"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what is wrong with a file is told in its description
    _Place.shared = place
    gc.freeze()  # what was imported stays; looking through it for garbage anew would also unshare its memory
    gc.set_threshold(_NEW_OBJECTS)
    lock_down(limits)
