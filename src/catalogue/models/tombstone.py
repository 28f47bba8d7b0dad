"""The published table of what was taken down.

Belongs here: what a tombstone says, and nothing that tells what the review said. Does not belong here: what the
journal knows of a takedown (``ledger``).
"""

import datetime as dt

from catalogue.models.table import Table
from catalogue.vocabulary import Precision, TakedownReason


class Tombstone(Table):
    """A review that was taken down: that it was, and nothing that tells what it said. One row a takedown."""

    table = "tombstones"
    key = ("review_id",)

    review_id: str
    """Id of the review where that tells no name, else one given in its place; never given to another review."""
    publisher_id: str | None
    """Publisher responsible for it; null where none is known."""
    publisher: str | None
    """Name of that publisher."""
    published_on: dt.date | None
    """Its first publication: the first day of the stated day, month or year; null where none was stated."""
    published_precision: Precision | None
    """How exact that date is."""
    first_seen_at: dt.datetime | None
    """When the catalogue first saw it, UTC; null where it is not known."""
    taken_down_on: dt.date
    """Day on which it was taken down."""
    reason: TakedownReason
    """The kind of reason."""
