"""What an edition changes: its content against that of the last one that was printed.

Belongs here: reading the earlier content, comparing, and saying it in a sentence. Does not belong here:
judging whether a change is believable (``gates``).

Two editions are compared by their stored content, never through the old DuckDB file: the file may have
been deleted, which loses nothing.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.journal import Journal
from catalogue.models import Change, Document, Location, Printed, Review, Table, Tombstone, canonical_json
from catalogue.publish.contents import Contents, rows
from catalogue.store import Store, StoreError
from catalogue.vocabulary import ChangeKind

_COMPARED: tuple[type[Table], ...] = (Review, Document, Location, Tombstone)
# Seeing a thing again changes nothing about it.
_VOLATILE = frozenset({"last_seen_at"})

Row = dict[str, object]


@dataclass(frozen=True)
class Earlier:
    """The newest printed edition whose content can still be read."""

    number: int
    """Its number."""
    rows: dict[str, dict[str, Row]]
    """Its rows by table and record id, for the tables that are compared."""

    @property
    def reviews(self) -> int:
        """Return how many reviews it held."""
        return len(self.rows.get(Review.table, {}))


def last_printed(journal: Journal, store: Store) -> tuple[int, Earlier | None]:
    """Return the last edition's number and the newest earlier content that can be read.

    Args:
        journal: Where printed editions are recorded.
        store: Where their contents are.

    Returns:
        The number of the last printed edition, 0 where none was; and the content to compare with, null where
        none can be read. A lost content is passed over: the edition before it is compared with instead.
    """
    printed = list(journal.read(Printed))
    for edition in reversed(printed):
        try:
            content = store.read(edition.content_sha256)
        except StoreError:
            continue
        return printed[-1].number, Earlier(edition.number, _parsed(content))
    return (printed[-1].number if printed else 0), None


def _parsed(content: bytes) -> dict[str, dict[str, Row]]:
    """Return the compared rows of a canonical content."""
    models = {model.table: model for model in _COMPARED}
    found: dict[str, dict[str, Row]] = {table: {} for table in models}
    # Lines end at "\n" only: a title may hold one of the other characters that Python takes for a line's end.
    for line in filter(None, content.split(b"\n")):
        entry = json.loads(line)
        if entry["table"] in models:
            found[entry["table"]][_record_id(models[entry["table"]], entry["row"])] = entry["row"]
    return found


def _record_id(model: type[Table], row: Row) -> str:
    """Return a row's key as one text, its parts joined by a slash."""
    return "/".join(str(row[column]) for column in model.key)


def compare(earlier: Earlier | None, contents: Contents) -> tuple[Change, ...]:
    """Return what is different now.

    Args:
        earlier: Content to compare with; null gives no changes, as there is nothing to tell them from.
        contents: What the new edition holds.

    Returns:
        One row a record added or removed, one a column changed; in order of table, record and column. Columns
        that only one of the two editions has are not changes of a record. What was taken down is not told of: its
        tombstone is what was added.
    """
    if earlier is None:
        return ()
    now = rows(contents)
    sealed = contents.sealed.keys
    return tuple(
        change
        for model in _COMPARED
        for change in _of_table(
            model.table,
            earlier.rows.get(model.table, {}),
            {_record_id(model, row): row for row in (record.model_dump(mode="json") for record in now[model])},
        )
        if model is Tombstone or sealed.isdisjoint(change.record_id.split("/"))
    )


def _of_table(table: str, before: dict[str, Row], after: dict[str, Row]) -> Iterator[Change]:
    """Give the changes of one table."""
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            yield _whole(table, key, ChangeKind.ADDED)
        elif key not in after:
            yield _whole(table, key, ChangeKind.REMOVED)
        else:
            yield from _of_record(table, key, before[key], after[key])


def _whole(table: str, key: str, kind: ChangeKind) -> Change:
    """Return the change that adds or removes a record; what it held is not repeated, so that a removal removes."""
    return Change(record=table, record_id=key, change=kind, field=None, before=None, after=None)


def _of_record(table: str, key: str, before: Row, after: Row) -> Iterator[Change]:
    """Give the columns that changed."""
    for column in sorted((before.keys() & after.keys()) - _VOLATILE):
        if before[column] != after[column]:
            yield Change(
                record=table,
                record_id=key,
                change=ChangeKind.CHANGED,
                field=column,
                before=canonical_json(before[column]),
                after=canonical_json(after[column]),
            )


def summarise(changes: tuple[Change, ...], *, last: int, earlier: Earlier | None, reviews: int) -> str:
    """Return what the edition changed, in a sentence without its full stop.

    Args:
        changes: From ``compare``.
        last: Number of the last printed edition, 0 where none was.
        earlier: What was compared with.
        reviews: Number of reviews now.

    Returns:
        For instance ``first edition: 9 reviews``, ``no changes since edition 1`` or
        ``2 reviews added, 1 changed; 3 documents added since edition 3``.
    """
    if not last:
        return f"first edition: {_counted(reviews, 'reviews')}"
    if earlier is None:
        return "what changed is not known: the contents of the editions before cannot be read"
    told = [part for model in _COMPARED if (part := _told(model.table, changes))]
    return f"{'; '.join(told) or 'no changes'} since edition {earlier.number}"


def _told(table: str, changes: tuple[Change, ...]) -> str:
    """Return one table's changes in words, empty where there are none."""
    records = {(change.record_id, change.change) for change in changes if change.record == table}
    counts = Counter(kind for _, kind in records)
    parts = [(counts[kind], kind.value) for kind in ChangeKind if counts[kind]]
    if not parts:
        return ""
    (first, verb), *others = parts
    return ", ".join([f"{_counted(first, table)} {verb}", *(f"{count} {word}" for count, word in others)])


def _counted(count: int, plural: str) -> str:
    """Return a count with its noun."""
    return f"{count} {plural if count != 1 else plural.removesuffix('s')}"
