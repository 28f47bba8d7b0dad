"""What every published table has in common.

Belongs here: name, key and references. Does not belong here: any column.
"""

from typing import ClassVar

from catalogue.models.base import Record


class Table(Record):
    """A row of a published table."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    references: ClassVar[tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]] = ()
    unpacked: ClassVar[tuple[str, ...]] = ()
    """Columns whose values are kept as they are, so that looking through all of them takes less time."""
