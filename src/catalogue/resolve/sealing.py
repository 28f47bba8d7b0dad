"""Takedowns: what must not be published again, found among everything that was ever listed and read.

Belongs here: which items a takedown means, whatever they look like now. Does not belong here: recording a takedown
or removing what was published (``house.takedown``).

A takedown means the review that holds one of its ids, and whatever shares its bytes, an address or nearly its text
with what was taken down, with everything that is one review with any of these. What it means takes no part in
joining, choosing or asking afterwards, so that nothing of it can come back by way of another review.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from catalogue.alike import in_common
from catalogue.curation import Entry
from catalogue.models import Description, Hidden, Issue, Minted, Takedown, digest
from catalogue.resolve.ids import assign_ids
from catalogue.resolve.items import Item, location_key
from catalogue.resolve.joins import Group, join
from catalogue.vocabulary import IssueKind

SAME = 0.5
"""Share of pairs of words in common from which on a text is taken for a version of one that was taken down."""
FEWEST_WORDS = 300
"""Fewer words than this are not known again by them: letters that withhold a report are all alike."""


def seal(
    items: Sequence[Item],
    descriptions: Mapping[str, Description],
    takedowns: Sequence[Takedown],
    minted: Sequence[Minted],
    *,
    now: dt.datetime,
) -> tuple[tuple[Item, ...], tuple[Hidden, ...]]:
    """Part the items that are published from those that were taken down.

    Args:
        items: All items.
        descriptions: What was read, by sha256.
        takedowns: The takedowns that hold, each once.
        minted: Every id ever given.
        now: Dates ids that are thrown away again.

    Returns:
        The items that take part in everything that follows, and what each takedown keeps out.
    """
    if not takedowns:
        return tuple(items), ()
    groups, _ = join(items, descriptions)
    named, _ = assign_ids(groups, minted, now=now)
    gone: set[str] = set()
    hidden = []
    for takedown in takedowns:
        meant = {key: group for key, group in named.items() if _means(takedown, key, group)}
        gone.update(item.anchor for group in meant.values() for item in group)
        hidden.append(_hidden(takedown, meant))
    return tuple(item for item in items if item.anchor not in gone), tuple(hidden)


def _means(takedown: Takedown, review_id: str, group: Group) -> bool:
    """Tell whether a takedown means a group."""
    if review_id in takedown.review_ids or any(_shares(takedown, item) for item in group):
        return True
    texts = (copy.description for item in group for _, copy in item.all_copies if copy.description)
    sketches = [one.sketch for one in texts if one.words >= FEWEST_WORDS]
    return any(in_common(own, known) >= SAME for own in sketches for known in takedown.sketches)


def _shares(takedown: Takedown, item: Item) -> bool:
    """Tell whether an item shares bytes or an address with what was taken down."""
    return not item.hashes.isdisjoint(takedown.documents) or not _places(item).keys().isdisjoint(takedown.locations)


def _places(item: Item) -> dict[str, str]:
    """Return the addresses of an item by their keys."""
    return {location_key(one.link.url): one.link.url for one in item.sightings}


def _hidden(takedown: Takedown, groups: dict[str, Group]) -> Hidden:
    """Return what a takedown keeps out of everything published."""
    items = [item for group in groups.values() for item in group]
    places = {key: url for item in items for key, url in _places(item).items()}
    links = [one.link for item in items for one in item.sightings]
    said = {text for link in links for text in (link.stated.title, link.heading, *link.stated.pseudonyms) if text}
    hashes = {sha256 for item in items for sha256 in item.hashes}
    known = {*takedown.documents, *takedown.locations} - {*takedown.found_since}
    listed = [item for item in items if any(one.listed is not False for one in item.sightings)]
    return Hidden(
        tombstone_id=takedown.tombstone_id,
        review_ids=tuple(sorted({*takedown.review_ids, *groups})),
        document_ids=tuple(sorted({*takedown.documents, *hashes})),
        location_ids=tuple(sorted({*takedown.locations, *places})),
        addresses=tuple(sorted(places.values())),
        names=tuple(sorted(said)),
        source_ids=tuple(sorted({item.source.id for item in items})),
        again=tuple(sorted({item.source.id for item in listed if {*item.hashes, *_places(item)} - known})),
    )


def about_shown(entries: Iterable[Entry], hidden: Iterable[Hidden]) -> tuple[Entry, ...]:
    """Return the entries that are not about anything taken down: those rest, and nothing is said of them."""
    away = {review_id for one in hidden for review_id in one.review_ids}
    return tuple(
        entry
        for entry in entries
        if entry.kind not in ("takedown", "lift") and away.isdisjoint({entry.review, entry.into, entry.other})
    )


def again(hidden: Iterable[Hidden]) -> tuple[Issue, ...]:
    """Return an issue for each source that shows something taken down in a new place or form; it tells no name."""
    return tuple(
        Issue(
            issue_id=digest(IssueKind.TAKEN_DOWN_AGAIN, one.tombstone_id, source_id),
            kind=IssueKind.TAKEN_DOWN_AGAIN,
            source_id=source_id,
            review_id=None,
            url=None,
            message=f"This source shows what was taken down as {one.tombstone_id} at another address or in another "
            "form. It stays away. `catalogue takedown --list` tells the operator more.",
            seen_at=None,
        )
        for one in hidden
        for source_id in one.again
    )
