"""The published edition: the only writer of DuckDB.

Belongs here: the schema made from the records, the search index, the edition's own checks, what it
changed, and the swap that puts it in place. Does not belong here: any decision about a review, and any
reading of the world; an edition prints what it is handed or refuses, and never mends.
"""

from catalogue.publish.contents import Contents, canonical_content
from catalogue.publish.printing import Outcome, publish
from catalogue.publish.reader import open_edition

__all__ = ["Contents", "Outcome", "canonical_content", "open_edition", "publish"]
