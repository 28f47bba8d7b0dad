"""The published edition: the only writer of DuckDB.

Belongs here: the schema made from the records, the search index, the edition's own checks, what it
changed, and the swap that puts it in place. Does not belong here: any decision about a review, and any
reading of the world; an edition prints what it is handed or refuses, and never mends.
"""

from catalogue.publish import kept
from catalogue.publish.changes import compare
from catalogue.publish.contents import Contents, canonical_content
from catalogue.publish.kept import Kept
from catalogue.publish.printing import Outcome, publish
from catalogue.publish.purging import Purged, purge
from catalogue.publish.snapshot import of_file as snapshot_of
from catalogue.publish.suppressed import Suppressed

__all__ = [
    "Contents",
    "Kept",
    "Outcome",
    "Purged",
    "Suppressed",
    "canonical_content",
    "compare",
    "kept",
    "publish",
    "purge",
    "snapshot_of",
]
