"""The published table of where reviews are listed.

Belongs here: its columns, exactly; a change here is a change of the public schema. Does not belong here: the addresses
that a listing gives (``tables.py``).
"""

import datetime as dt

from catalogue.models.table import Table


class Listing(Table):
    """One page on which a source lists a review, whatever addresses it gives. One row a review, source and page."""

    table = "listings"
    key = ("review_id", "source_id", "page")
    references = ((("review_id",), "reviews", ("review_id",)), (("source_id",), "sources", ("source_id",)))

    review_id: str
    """Review listed."""
    source_id: str
    """Source that lists it."""
    page: str
    """Address of the page."""
    own: bool
    """Whether the page shows it as its publisher's own."""
    documents: int
    """Links of it there that are expected to give a document; 0 where it is only described."""
    first_seen_at: dt.datetime
    """When the page was first seen to list it, UTC."""
    last_seen_at: dt.datetime
    """When it was last seen to, UTC."""
    listed: bool | None
    """Whether the last complete harvest of the source lists it there; null where no harvest was complete."""
