"""The depot: one place of objects that several machines share, a folder or an S3-compatible store.

Belongs here: six verbs over keys and bytes (`Depot`), and the places that stand behind them. Does not belong here: what
the objects mean, or in which order they are written (``catalogue.exchange``).

Theory
------
Object stores know no rename, no append and no lock. What they do know is a whole object that appears at once, and a
writing that is refused where the key is taken. So nothing here asks for more: ``put`` gives a key its whole content,
``create`` does so for one of all who try. Everything else that a catalogue needs from a disk is asked of the local disk
of each machine.
"""

from catalogue.depot.folder import FolderDepot
from catalogue.depot.interface import Absent, Depot, DepotError, Oversized, Taken, Unreachable
from catalogue.depot.opening import open_depot, prove

__all__ = ["Absent", "Depot", "DepotError", "FolderDepot", "Oversized", "Taken", "Unreachable", "open_depot", "prove"]
