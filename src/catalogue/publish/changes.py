"""What one edition changes of another, record by record and column by column.

Belongs here: comparing two editions, and saying it in a sentence. Does not belong here: judging whether a change is
believable (``gates``), and where a change comes from (``causes``).
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator

from catalogue.models import Availability, Change, Document, Location, Review, Table, Tombstone, canonical_json
from catalogue.publish.causes import Causes
from catalogue.publish.snapshot import COMPARED, ONLY, TOLD, Row, Snapshot
from catalogue.publish.suppressed import NOTHING, Suppressed
from catalogue.vocabulary import ChangeCause, ChangeKind

# Seeing a thing again changes nothing about it, nor does citing it from another edition.
_VOLATILE = frozenset({"last_seen_at", "citation"})
_NOUNS = {
    Review: "reviews",
    Document: "documents",
    Location: "locations",
    Availability: "availability states",
    Tombstone: "tombstones",
}


def compare(before: Snapshot | None, after: Snapshot, suppressed: Suppressed = NOTHING) -> tuple[Change, ...]:
    """Return what is different in a later edition.

    Args:
        before: Edition to compare with; null gives no changes, as there is nothing to tell them from.
        after: The later edition.
        suppressed: What was taken down: a record whose key shows it is passed over, and a value that shows it is
            not repeated. That a review was removed is told all the same, unless its id may stand nowhere.

    Returns:
        One row a record added or removed, one a column changed; in order of table, record and column. Columns
        that only one of the two editions has are not changes of a record.
    """
    if before is None:
        return ()
    causes = Causes(before, after)
    found = (change for model in COMPARED for change in _of_table(model, before, after, causes))
    renewed = {str(row["review_id"]) for row in after.rows[Document.table].values() if row.get("superseded_by")}
    silent = (_without_before(change) if change.review_id in renewed else change for change in found)
    return (*(shown for change in silent if (shown := _shown(change, suppressed))), *_taken_down(before, after))


def _taken_down(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """Give the tombstones that are new: what they stand for is told nowhere else."""
    for key in sorted(after.rows.get(Tombstone.table, {}).keys() - before.rows.get(Tombstone.table, {}).keys()):
        yield Change(
            record=Tombstone.table,
            record_id=key,
            review_id=key,
            change=ChangeKind.ADDED,
            field=None,
            before=None,
            after=None,
            why=ChangeCause.CURATION,
        )


def _without_before(change: Change) -> Change:
    """Return a change of a review that its publisher put up anew: what the version before said is not repeated."""
    return change.model_copy(update={"before": None})


def _of_table(model: type[Table], before: Snapshot, after: Snapshot, causes: Causes) -> Iterator[Change]:
    """Give the changes of one table."""
    old, new = before.rows[model.table], after.rows[model.table]
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            yield from _whole(model, key, new[key], ChangeKind.ADDED, causes)
        elif key not in new:
            yield from _whole(model, key, old[key], ChangeKind.REMOVED, causes)
        else:
            yield from _of_record(model, key, old[key], new[key], causes)


def _whole(model: type[Table], key: str, row: Row, kind: ChangeKind, causes: Causes) -> Iterator[Change]:
    """Give the change that adds or removes a record; what it held is not repeated, so that a removal removes.

    A state comes and goes with its location, which is told.
    """
    if model is Availability:
        return
    yield Change(
        record=model.table,
        record_id=key,
        review_id=row["review_id"],
        change=kind,
        field=None,
        before=None,
        after=None,
        why=causes.of_whole(model, row, kind),
    )


def _of_record(model: type[Table], key: str, old: Row, new: Row, causes: Causes) -> Iterator[Change]:
    """Give the columns that changed; a state is told once for each review of its location."""
    columns = ONLY.get(model, old.keys() & new.keys() - _VOLATILE)
    reviews = [new["review_id"]] if "review_id" in new else sorted(causes.reviews_of(new["location_id"]))
    for column in sorted(columns):
        if not _same(old[column], new[column]):
            for review_id in reviews:
                yield Change(
                    record=model.table,
                    record_id=key,
                    review_id=review_id,
                    change=ChangeKind.CHANGED,
                    field=column,
                    before=canonical_json(_as_json(old[column])),
                    after=canonical_json(_as_json(new[column])),
                    why=causes.of_column(model, column, old, new),
                )


def _same(old: object, new: object) -> bool:
    """Whether two values say the same; two numbers that are none do."""
    if isinstance(old, float) and isinstance(new, float) and math.isnan(old) and math.isnan(new):
        return True
    return bool(old == new)


def _as_json(value: object) -> object:
    """Return a value as JSON has it: days and times as ISO text, times with their zone."""
    if isinstance(value, dt.datetime):
        return f"{value.isoformat()}Z"
    return value.isoformat() if isinstance(value, dt.date) else value


def _shown(change: Change, suppressed: Suppressed) -> Change | None:
    """Return a change without anything that was taken down; nothing where its very key tells it."""
    if not suppressed:
        return change
    gone = change.record == Review.table and change.change is ChangeKind.REMOVED
    secret = suppressed.traces_in((change.record_id,))
    if (not gone or secret) and (suppressed.shows_in(change.record_id) or suppressed.shows_in(change.review_id)):
        return None
    hidden = {part: None for part in ("before", "after") if suppressed.shows_in(getattr(change, part))}
    return change.model_copy(update=hidden) if hidden else change


def summarise(changes: tuple[Change, ...], *, last: int, before: Snapshot | None, reviews: int) -> str:
    """Return what the edition changed, in a sentence without its full stop.

    Args:
        changes: From ``compare``.
        last: Number of the last printed edition, 0 where none was.
        before: What was compared with.
        reviews: Number of reviews now.

    Returns:
        For instance ``first edition: 9 reviews``, ``no changes since edition 1`` or
        ``2 reviews added, 1 changed; 3 documents added since edition 3``.
    """
    if not last:
        return f"first edition: {_counted(reviews, 'reviews')}"
    if before is None:
        return "what changed is not known: no earlier edition is kept that can be read"
    told = [part for model in TOLD if (part := _told(model, changes))]
    return f"{'; '.join(told) or 'no changes'} since edition {before.number}"


def _told(model: type[Table], changes: tuple[Change, ...]) -> str:
    """Return one table's changes in words, empty where there are none."""
    records = {(change.record_id, change.change) for change in changes if change.record == model.table}
    counts = Counter(kind for _, kind in records)
    parts = [(counts[kind], kind.value) for kind in ChangeKind if counts[kind]]
    if not parts:
        return ""
    (first, verb), *others = parts
    return ", ".join([f"{_counted(first, _NOUNS[model])} {verb}", *(f"{count} {word}" for count, word in others)])


def _counted(count: int, plural: str) -> str:
    """Return a count with its noun."""
    return f"{count} {plural if count != 1 else plural.removesuffix('s')}"
