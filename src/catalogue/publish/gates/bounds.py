"""Bounds against the last edition: far fewer publications than before are likelier a fault than the truth.

Belongs here: counting reviews, in all and by source. Does not belong here: what one harvest of one source must show,
which its row in the register says and the harvest judges.

What is counted are publications, never links: one review with five documents is one. A review that a person hid,
merged or took down, or whose id leads to another, is not missed.
"""

from pathlib import Path

import duckdb

from catalogue.edition import open_edition
from catalogue.models import Location, Review
from catalogue.publish.contents import Contents
from catalogue.publish.gates.telling import told
from catalogue.publish.snapshot import Snapshot

_LARGEST_FALL = 0.2
_SMALLEST_FALL = 5
_HALF = 0.5
_FEW = 3


def reviews_have_not_vanished(contents: Contents, before: Snapshot | None) -> tuple[str, ...]:
    """Return a reason where far fewer reviews are left than before."""
    if before is None:
        return ()
    had = len(before.rows[Review.table].keys() - _excused(contents))
    has = len(contents.reviews)
    if had - has < _SMALLEST_FALL or had - has <= _LARGEST_FALL * had:
        return ()
    return (f"reviews: {has} are left of the {had} of edition {before.number}",)


def sources_have_not_shrunk(contents: Contents, before: Snapshot | None) -> tuple[str, ...]:
    """Return the sources with far fewer publications than before.

    Five fewer and a fifth of all, or three fewer and half of all, are far fewer. What a page no longer lists stays
    known and counts: this falls only where a list is read or joined in another way than before.
    """
    if before is None:
        return ()
    has: dict[str, set[str]] = {}
    for place in contents.locations:
        has.setdefault(place.source_id, set()).add(place.review_id)
    excused = _excused(contents)
    counts = {
        source_id: (len(reviews - excused), len(has.get(source_id, ())))
        for source_id, reviews in before.reviews_at().items()
    }
    shrunk = (
        f"{source_id} has {now} of {was}"
        for source_id, (was, now) in counts.items()
        if (was - now >= _SMALLEST_FALL and was - now > _LARGEST_FALL * was)
        or (was - now >= _FEW and was - now > _HALF * was)
    )
    return told(f"{Location.table}: a source has far fewer publications than in edition {before.number}", shrunk)


def _excused(contents: Contents) -> frozenset[str]:
    """Return the reviews that a person took out, and the ids that lead to another review now."""
    taken_down = contents.suppressed.review_ids | contents.suppressed.secret_ids
    return contents.set_aside | taken_down | {one.alias for one in contents.aliases}


def not_emptied(contents: Contents, target: Path) -> tuple[str, ...]:
    """Refuse an edition without any review in place of one that has some: the journal may have been lost."""
    if contents.reviews or not target.is_file():
        return ()
    try:
        with open_edition(target) as connection:
            row = connection.execute("select count(*) from reviews").fetchone()
    except duckdb.Error:
        return ()  # what stands there is no edition, and nothing is lost by replacing it
    if row is None or not row[0]:
        return ()
    return (f"bounds: the edition in place has {row[0]} reviews and the new one none; was the journal lost?",)
