"""The lock on a warehouse: one process at a time works in it.

Belongs here: taking the lock and letting go of it. Does not belong here: what is done meanwhile.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WarehouseBusyError(Exception):
    """Another process is working on the warehouse."""


@contextmanager
def locked(warehouse: Path) -> Iterator[None]:
    """Keep other processes out of a warehouse.

    Args:
        warehouse: Its folder; it is made where there is none.

    Raises:
        WarehouseBusyError: Another process is in it. The lock goes with its process, however that ends.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    handle = os.open(warehouse / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise WarehouseBusyError(f"Another process is working on {warehouse}. Wait until it has finished.") from None
    try:
        yield
    finally:
        os.close(handle)
