"""What an edition holds, and the one form of it in which two editions can be compared.

Belongs here: the records handed over for printing, their order, and their canonical bytes. Does not
belong here: DuckDB, and any check of whether the records are right (``gates``).
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from catalogue.models import (
    Accuracy,
    Alert,
    Area,
    Availability,
    BriefingPartRow,
    Check,
    Document,
    Evidence,
    Issue,
    Listing,
    Location,
    Recommendation,
    Review,
    ReviewAlias,
    ReviewPublisher,
    SourceRow,
    Table,
    Theme,
    Tombstone,
    canonical_json,
)
from catalogue.publish.suppressed import NOTHING, Suppressed

T = TypeVar("T", bound=Table)


@dataclass(frozen=True)
class Contents:
    """Everything that one edition prints, apart from its own row and what it changed.

    The order of the records within a field does not matter: the edition is the same.
    """

    reviews: tuple[Review, ...]
    documents: tuple[Document, ...]
    locations: tuple[Location, ...]
    evidence: tuple[Evidence, ...]
    checks: tuple[Check, ...]
    availability: tuple[Availability, ...]
    alerts: tuple[Alert, ...]
    sources: tuple[SourceRow, ...]
    areas: tuple[Area, ...]
    themes: tuple[Theme, ...]
    issues: tuple[Issue, ...]
    sources_sha256: str
    curation_sha256: str
    recommendations: tuple[Recommendation, ...] = ()
    briefing_parts: tuple[BriefingPartRow, ...] = ()
    aliases: tuple[ReviewAlias, ...] = ()
    publishers: tuple[ReviewPublisher, ...] = ()
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Page texts by document id: counted for the search index and never printed."""
    text_marks: Mapping[str, str] = field(default_factory=dict)
    """By document id, what differs where its text does, for whoever must not read it to see whether it changed."""
    accuracy: tuple[Accuracy, ...] = ()
    listings: tuple[Listing, ...] = ()
    suppressed: Suppressed = NOTHING
    """What was taken down, none of which may stand anywhere in the edition."""
    set_aside: frozenset[str] = frozenset()
    """Ids of reviews that a person hid or merged: their absence is no loss."""
    tombstones: tuple[Tombstone, ...] = ()

    @cached_property
    def in_print(self) -> dict[type[Table], tuple[Table, ...]]:
        """Return what `rows` returns: putting them in order takes longer than most of what is then done with them."""
        return _rows(self)

    def text_mark(self, document_id: str) -> str:
        """Return what differs where the text of a document does; it is read only where nothing stands for it."""
        if document_id in self.text_marks:
            return self.text_marks[document_id]
        told = hashlib.sha256()
        for page in self.texts[document_id]:
            told.update(page.encode("utf-8", "surrogatepass") + b"\0")
        return told.hexdigest()


def rows(contents: Contents) -> dict[type[Table], tuple[Table, ...]]:
    """Return the rows of every table handed over, each in its printed order.

    Args:
        contents: What the edition holds.

    Returns:
        Rows by record class, in the order in which tables can be filled: a table that refers to another
        comes after it. Within a table: by key, else by the columns that refer elsewhere, then by content.
    """
    return contents.in_print


def _rows(contents: Contents) -> dict[type[Table], tuple[Table, ...]]:
    """Return the rows of every table in order."""
    return {
        Area: in_order(contents.areas),
        Theme: in_order(contents.themes),
        SourceRow: in_order(contents.sources),
        Review: in_order(contents.reviews),
        ReviewAlias: in_order(contents.aliases),
        ReviewPublisher: in_order(contents.publishers),
        Document: in_order(contents.documents),
        Location: in_order(contents.locations),
        Listing: in_order(contents.listings),
        Evidence: in_order(contents.evidence),
        Recommendation: in_order(contents.recommendations),
        BriefingPartRow: in_order(contents.briefing_parts),
        Check: in_order(contents.checks),
        Availability: in_order(contents.availability),
        Alert: in_order(contents.alerts),
        Issue: in_order(contents.issues),
        Accuracy: in_order(contents.accuracy),
        Tombstone: in_order(contents.tombstones),
    }


def in_order(records: tuple[T, ...]) -> tuple[T, ...]:
    """Return ``records`` of one class in an order that depends on nothing but their content."""

    def place(record: T) -> tuple[str, ...]:
        columns = record.key or tuple(column for reference in record.references for column in reference[0])
        return tuple(str(getattr(record, column)) for column in columns)

    # Writing a record out takes longer than the rest, and most have a place that no other has.
    alike = (list(same) for _, same in groupby(sorted(records, key=place), key=place))
    return tuple(one for same in alike for one in (sorted(same, key=Table.canonical) if len(same) > 1 else same))


def canonical_content(contents: Contents) -> Iterator[bytes]:
    """Give the content as lines that are equal exactly where two editions say the same.

    Args:
        contents: What the edition holds.

    Yields:
        UTF-8 JSON lines, ``{"row": {...}, "table": "reviews"}``, of every table but ``edition``, ``editions``,
        ``changes`` and the search index, which follow from the others or from what was printed before. Texts are
        not among them.
    """
    for model, records in rows(contents).items():
        for record in records:
            yield canonical_json({"table": model.table, "row": record.model_dump(mode="json")}).encode() + b"\n"
