"""What a client and the processes that it starts cost together: processor time, and memory without counting twice.

Belongs here: looking at the processes of one session while they run. Does not belong here: what they do.

Memory is the proportional set size: what several processes share is counted once. Processes are looked at every few
milliseconds and not when they end, so the last moment of one is not seen; what the client itself says of its processor
time is exact. Where the system has no ``/proc`` everything is 0.
"""

import contextlib
import os
import threading
from pathlib import Path

_PROC = Path("/proc")
_EVERY_S = 0.05
_MEMORY_EVERY = 5
"""Memory is looked at every so many times, because the kernel has to walk through all of it."""
_TICKS = os.sysconf("SC_CLK_TCK")


class Meter:
    """Watches the processes of one session until it is told to stop; safe to read after that."""

    def __init__(self, session: int) -> None:
        """Begin to look.

        Args:
            session: Number of the session, which is that of the process that began it.
        """
        self._session = session
        self._spent: dict[int, float] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="meter", daemon=True)
        self.peak_mb = 0.0
        """Most memory that all processes held at one time, in millions of bytes."""
        self._thread.start()

    @property
    def others_cpu_s(self) -> float:
        """Seconds of processor time of all processes but the one that began the session, from their start."""
        return sum(spent for pid, spent in self._spent.items() if pid != self._session)

    def take_peak(self) -> float:
        """Return the most memory held since this was asked last, in millions of bytes."""
        peak, self.peak_mb = self.peak_mb, 0.0
        return peak

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        """Look again and again."""
        looks = 0
        while not self._ended.wait(_EVERY_S):
            found = self._processes()
            if looks % _MEMORY_EVERY == 0:
                self.peak_mb = max(self.peak_mb, sum(_held(pid) for pid in found) / 1e6)
            looks += 1

    def _processes(self) -> list[int]:
        """Return the numbers of the session's processes, and note what they spent."""
        found = []
        for name in (one.name for one in _PROC.iterdir()) if _PROC.is_dir() else ():
            if name.isdecimal() and (fields := _stat(int(name))) and int(fields[3]) == self._session:
                self._spent[int(name)] = (int(fields[11]) + int(fields[12])) / _TICKS
                found.append(int(name))
        return found


def cpu_of(pid: int) -> float:
    """Return the seconds of processor time of one running process; 0 where they cannot be had."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def _stat(pid: int) -> list[str]:
    """Return what the kernel says of a process after its name; nothing where it has gone."""
    with contextlib.suppress(OSError):
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return []


def _held(pid: int) -> int:
    """Return the bytes that a process holds, its share of what it shares; 0 where it has gone."""
    with contextlib.suppress(OSError):
        for line in (_PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
