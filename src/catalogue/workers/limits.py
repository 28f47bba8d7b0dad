"""Limits of a reader process: memory, processor time, no network, no new files.

Belongs here: what a process that reads hostile files may not do, and how the system is told. Does not belong
here: starting processes, or reading.

Memory and processor time are limits of the system. Where the system is Linux, the kernel itself then refuses the
process, and every program that it starts, sockets and files to write (seccomp, which needs no privileges).
Elsewhere Python refuses them, which holds for honest code only; the other limits hold everywhere.
"""

import ctypes
import errno
import math
import os
import platform
import resource
import signal
import struct
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one document or page may cost.

    Attributes:
        wall_s: Seconds of wall-clock time.
        cpu_s: Seconds of processor time.
        memory_bytes: Address space of the process.
        most_bytes: Size of the document.
        recognising_s: Seconds after which no further picture of a page is begun; what is left waits for its next turn.
    """

    wall_s: float = 60.0
    cpu_s: int = 30
    memory_bytes: int = 1_536 * 1024 * 1024
    most_bytes: int = 150_000_000
    recognising_s: float = 20.0


@dataclass(frozen=True)
class _Machine:
    """Numbers of system calls on one kind of machine (the kernel's unistd.h)."""

    audit: int
    refused: tuple[int, ...]
    opens: tuple[tuple[int, int], ...]
    """Calls that open files, each with the argument that holds the flags."""


_MACHINES = {
    # socket, ptrace, rename, mkdir, rmdir, creat, link, unlink, symlink, mknod, mkdirat, mknodat, unlinkat, renameat,
    # linkat, symlinkat, renameat2, io_uring_setup, openat2
    "x86_64": _Machine(
        0xC000003E,
        (41, 101, 82, 83, 84, 85, 86, 87, 88, 133, 258, 259, 263, 264, 265, 266, 316, 425, 437),
        ((2, 1), (257, 2)),
    ),
    # socket, ptrace, mkdirat, mknodat, unlinkat, symlinkat, linkat, renameat, renameat2, io_uring_setup, openat2
    "aarch64": _Machine(0xC00000B7, (198, 117, 34, 33, 35, 36, 37, 38, 276, 425, 437), ((56, 2),)),
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_FOREIGN_NUMBERS = 0x40000000


class _Program(ctypes.Structure):
    """The kernel's struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def lock_down(limits: Limits) -> None:
    """Limit this process, for good.

    Args:
        limits: What it may cost.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it stops the readers
    lower(resource.RLIMIT_AS, limits.memory_bytes)
    lower(resource.RLIMIT_CORE, 0)
    if not refuse_by_kernel():
        refuse_by_python()


def lower(which: int, limit: int) -> None:
    """Set a soft limit; where the system refuses, the wall-clock limit still holds.

    Args:
        which: One of ``resource.RLIMIT_*``.
        limit: The limit, in its own unit.
    """
    try:
        _, hard = resource.getrlimit(which)
        resource.setrlimit(which, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    except (OSError, ValueError):
        return


def allow_processor_time(seconds: int) -> None:
    """Give this process so many more seconds of processor time; past them the system ends it.

    Args:
        seconds: Seconds from now on.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    lower(resource.RLIMIT_CPU, math.ceil(usage.ru_utime + usage.ru_stime) + seconds)


def refuse_by_kernel() -> bool:
    """Have the kernel refuse this process sockets and files to write, for good.

    Returns:
        False where it cannot: another system than Linux, another machine than is known, or a kernel without seccomp.
    """
    machine = _MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if machine is None:
        return False
    program = _filter(machine)
    libc = ctypes.CDLL(None, use_errno=True)
    described = _Program(len(program) // 8, program)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done: int = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(described), 0, 0)
    return done == 0


def refuse_by_python() -> None:
    """Have Python refuse this process sockets and files to write, for good."""
    sys.addaudithook(_refuse)


def _filter(machine: _Machine) -> bytes:
    """Return the filter: another machine's calls, refused calls, and opening to write are refused."""
    body: list[tuple[int, int, int, int]] = []
    for number in machine.refused:
        body += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    for number, argument in machine.opens:
        body += [
            (_JUMP_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _ARGUMENTS_AT + 8 * argument),
            (_JUMP_ANY_BIT, 0, 1, _WRITING),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        ]
    head = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_JUMP_EQUAL, 1, 0, machine.audit),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_JUMP_AT_LEAST, 0, 1, _FOREIGN_NUMBERS),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *one) for one in [*head, *body, (_RETURN, 0, 0, _ALLOW)])


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse sockets and opening to write, as an audit hook."""
    if event == "socket.__new__":
        raise PermissionError(errno.EACCES, "a reader process has no network")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError(errno.EACCES, "a reader process writes no files")
