"""The journal: everything that happened, as records appended and never changed.

Belongs here: the small interface (`Journal`) behind which another place than a local folder can stand,
the folder of immutable segment files, and
taking in segments that another machine wrote. Does not belong here: what the records amount to, which is
always worked out again, or any way to change or remove one.

A stream is a folder of numbered segments; a segment is JSON lines in UTF-8. Each append makes one
segment: it is written aside, flushed to the disk, and linked to the next free number. A link never
overwrites, so two processes that append at once get two numbers, and an append either stands whole or
not at all. Numbers have no gaps; a gap, an unreadable line or a torn end means that the folder was
damaged from outside, and is refused rather than read around.

Since nothing that was appended ever changes, a reader may go on from where it stopped (`read_after`). A
position that was kept elsewhere is believed only if the segments before it are still, byte for byte, those
that were read (`stands`).
"""

from catalogue.journal.folder import FolderJournal
from catalogue.journal.interface import BEGINNING, STREAMS, Journal, JournalError, Position

__all__ = ["BEGINNING", "STREAMS", "FolderJournal", "Journal", "JournalError", "Position"]
