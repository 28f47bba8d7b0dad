"""Ids: readable, given once, never given again.

Belongs here: matching groups to ids of the journal and minting new ones. Does not belong here: anything
that decides what a group is.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from catalogue.models import Minted
from catalogue.resolve.items import Item
from catalogue.resolve.joins import Group
from catalogue.vocabulary import Scope

LONGEST_NAME = 60


def assign_ids(
    groups: Sequence[Group], minted: Sequence[Minted], *, now: dt.datetime
) -> tuple[dict[str, Group], tuple[Minted, ...]]:
    """Give every group its id.

    Args:
        groups: Groups of items, sorted.
        minted: Ids given before, in journal order.
        now: When new ids are minted, UTC.

    Returns:
        Groups by id, and the ids given for the first time. An old id goes to the one group that holds
        most of its anchors (the earlier group of equals); a group with several old ids keeps the oldest.
    """
    named: dict[str, Group] = {}
    taken: set[int] = set()
    for old in minted:
        number = _holder(groups, old, taken)
        if number is not None and old.review_id not in named:
            named[old.review_id] = groups[number]
            taken.add(number)
    used = {old.review_id for old in minted} | set(named)
    fresh: list[Minted] = []
    for number, group in enumerate(groups):
        if number in taken:
            continue
        review_id = _free(_readable(group), used)
        used.add(review_id)
        named[review_id] = group
        fresh.append(Minted(review_id=review_id, anchors=tuple(item.anchor for item in group), minted_at=now))
    return named, tuple(fresh)


def slug(text: str) -> str:
    """Return lower-case words joined by hyphens, letters and digits only, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    joined = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    if len(joined) <= LONGEST_NAME:
        return joined
    return joined[: LONGEST_NAME + 1].rpartition("-")[0] or joined[:LONGEST_NAME]


def _holder(groups: Sequence[Group], old: Minted, taken: set[int]) -> int | None:
    """Return the number of the free group with most of an old id's anchors."""
    counts = {
        number: sum(item.anchor in old.anchors for item in group)
        for number, group in enumerate(groups)
        if number not in taken
    }
    best = max(counts, key=lambda number: (counts[number], -number), default=None)
    return best if best is not None and counts[best] else None


def _readable(group: Group) -> str:
    """Return publisher, year and name, as far as they are stated; the year only where a listing states it."""
    lead = lead_item(group)
    years = next(([date.value.year for date in item.dates] for item in (lead, *group) if item.dates), [])
    names = next(
        (s.link.stated.pseudonyms for i in (lead, *group) for s in i.sightings if s.link.stated.pseudonyms), ()
    )
    titles = (sighting.link.stated.title for item in (lead, *group) for sighting in item.sightings)
    name = " and ".join(names) or next((title for title in titles if title), "") or "untitled"
    return "-".join(part for part in (_place(group), str(min(years)) if years else "", slug(name)) if part)


def _place(group: Group) -> str:
    """Return the word for the publisher: its own key, or the area named, or else where it was found."""
    lead = lead_item(group)
    if lead.own:
        return lead.source.publisher_id
    named = next((area for item in group for s in item.sightings for area in s.link.stated.areas), None)
    if named:
        return slug(named)
    source = lead.source
    return source.publisher_id if source.scope is Scope.NATIONAL else f"found-at-{source.publisher_id}"


def lead_item(group: Group) -> Item:
    """Return the item that speaks for a group: local before national, own before others', then by anchor."""
    return min(group, key=lambda item: (not item.own, item.source.scope is Scope.NATIONAL, item.anchor))


def _free(wanted: str, used: set[str]) -> str:
    """Return the wanted id, or the first numbered one that was never used."""
    if wanted not in used:
        return wanted
    number = 2
    while f"{wanted}-{number}" in used:
        number += 1
    return f"{wanted}-{number}"
