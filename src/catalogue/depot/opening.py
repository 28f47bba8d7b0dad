"""From an address to the depot there, and whether it can be relied on.

Belongs here: which addresses there are, and the proof that a key has one writer. Does not belong here: reading the
environment (``catalogue.settings``).
"""

import importlib.util
import uuid
from pathlib import Path

from catalogue.depot.folder import FolderDepot
from catalogue.depot.interface import Depot, DepotError, Taken


def open_depot(address: str) -> Depot:
    """Return the depot at an address; nothing is asked of it yet.

    Args:
        address: A folder, or ``s3://bucket/prefix``.

    Raises:
        DepotError: What an object store needs is not installed.
    """
    if not address.startswith("s3://"):
        return FolderDepot(Path(address))
    if importlib.util.find_spec("s3fs") is None:
        raise DepotError(
            "A store at s3:// needs the extra 'cluster': pip install 'safeguarding-review-catalogue[cluster]'"
        )
    from catalogue.depot.objects import ObjectDepot  # noqa: PLC0415 - the extra may not be there

    return ObjectDepot(address)


def prove(depot: Depot) -> None:
    """Try whether a depot refuses a second writer of a key, on which everything that is shared rests.

    Args:
        depot: The depot; an object is created in it and removed.

    Raises:
        DepotError: It lets two writers create one object, or cannot be used.
    """
    key = f"proof/{uuid.uuid4().hex}"
    depot.create(key, b"first")
    try:
        depot.create(key, b"second")
    except Taken:
        return
    finally:
        depot.remove(key)
    raise DepotError(
        "The store lets two writers create one object (it does not know If-None-Match), so machines could overwrite "
        "each other's work. Use a store that refuses the second."
    )
