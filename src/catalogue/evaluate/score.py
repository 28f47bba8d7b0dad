"""The score of a folder of gold as a record.

Belongs here: the record. Does not belong here: how its parts are worked out.
"""

from catalogue.evaluate.listings import ListingScore
from catalogue.evaluate.nspcc import EntryScore
from catalogue.evaluate.reports import ReportScore
from catalogue.models import Problem, Record


class Score(Record):
    """What a folder of gold says of the system."""

    listings: ListingScore | None
    """Listing pages; null where the folder has none."""
    reports: ReportScore | None
    """Documents; null where the folder has none."""
    nspcc: EntryScore | None
    """Entries of national pages; null where the folder has none."""
    gold_sha256: str
    """Hash of the reader's answers: of the rows of all three files."""
    problems: tuple[Problem, ...]
    """Rows that could not be scored."""

    @property
    def empty(self) -> bool:
        """Whether the folder holds no gold at all."""
        return self.listings is None and self.reports is None and self.nspcc is None
