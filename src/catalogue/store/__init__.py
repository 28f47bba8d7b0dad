"""The store of bytes: every body that was ever fetched, named by its sha256 and never rewritten.

Belongs here: the only code that writes bodies, and the small interface (`Store`) behind which another
place than a local folder can stand. Does not belong here: what the bytes mean, where they came from
(that is the journal's), or anything that could be worked out again.

Why it is safe to stop at any moment: bytes are first written to a temporary file in the same folder
tree, flushed to the disk, and only then renamed to their final name, after which the folder is flushed.
A name therefore either stands for the whole content or does not exist. A store that writes together
flushes later, for many bodies at once: `settle` does it, and no hash is recorded before. A power cut
until then may leave a name without its content, which no record mentions, no read believes and the next
writing of those bytes mends. As a name is the hash of its content, writing the same bytes twice is the
same as once, two writers cannot disagree, and every read can prove that it got what was put in. What was
taken down is the one thing that is ever removed (`remove`). What is
left in the temporary folder is the trace of a stopped writer; it is removed when it is old.
"""

from catalogue.store.folder import FolderSink, FolderStore, remove_leftovers
from catalogue.store.interface import Corrupt, Missing, Sink, Store, StoreError

__all__ = [
    "Corrupt",
    "FolderSink",
    "FolderStore",
    "Missing",
    "Sink",
    "Store",
    "StoreError",
    "remove_leftovers",
]
