"""Ids: readable, given once, never given again.

Belongs here: matching groups to ids of the journal, minting new ones, and where an id leads that is no review's own
any more. Does not belong here: anything that decides what a group is.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from catalogue.dates import find_dates
from catalogue.extract.names import is_full_name
from catalogue.extract.people import people
from catalogue.models import Minted, Redirected, ReviewAlias
from catalogue.resolve.items import Item
from catalogue.resolve.joins import Group
from catalogue.vocabulary import Precision, Scope

NEUTRAL = "review"
JOINED = "What was found since shows that the two are one review."
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
        Groups by id, and the ids given for the first time. An old id belongs to the group that holds its oldest
        anchor: the part of a split review in which it began keeps the id. A group with several old ids has the one
        given first; the others are aliases (``aliases``).
    """
    number_of = {item.anchor: number for number, group in enumerate(groups) for item in group}
    since = {item.anchor: item.first_seen for group in groups for item in group}
    named: dict[str, Group] = {}
    taken: set[int] = set()
    for old in _first_given(minted):
        anchor = _oldest(old, since)
        if anchor is not None and number_of[anchor] not in taken:
            named[old.review_id] = groups[number_of[anchor]]
            taken.add(number_of[anchor])
    used = {old.review_id for old in minted}
    fresh: list[Minted] = []
    for number, group in enumerate(groups):
        if number in taken:
            continue
        review_id = _free(_readable(group), used)
        used.add(review_id)
        named[review_id] = group
        fresh.append(Minted(review_id=review_id, anchors=tuple(item.anchor for item in group), minted_at=now))
    return named, tuple(fresh)


def neutral(
    named: Mapping[str, Group], names: Mapping[str, Iterable[str]], minted: Sequence[Minted], *, now: dt.datetime
) -> tuple[Minted, ...]:
    """Mint an id in the place of each that tells a name which its publisher took back.

    Args:
        named: Groups by id.
        names: Names taken back, by id.
        minted: Every id ever given.
        now: When new ids are minted, UTC.

    Returns:
        The new ids, which tell publisher and year; the one in whose place each stands leads nowhere and is published
        nowhere.
    """
    used = {old.review_id for old in minted}
    fresh = []
    for review_id, group in sorted(named.items()):
        if tells_name(review_id, names.get(review_id, ())):
            new = _free(_readable(group, NEUTRAL), used)
            used.add(new)
            anchors = tuple(item.anchor for item in group)
            fresh.append(Minted(review_id=new, anchors=anchors, minted_at=now, instead_of=review_id))
    return tuple(fresh)


def tells_name(review_id: str, names: Iterable[str]) -> bool:
    """Whether an id tells any of these names."""
    return any(f"-{word}-" in f"-{review_id}-" for word in map(slug, names) if word)


def aliases(
    named: Mapping[str, Group],
    minted: Sequence[Minted],
    known: Iterable[Redirected],
    because: Mapping[str, str],
    *,
    now: dt.datetime,
) -> tuple[tuple[ReviewAlias, ...], tuple[Redirected, ...]]:
    """Say which review each id leads to that was given once and is no review's own now.

    Args:
        named: Groups by id, as they are shown.
        minted: All ids ever given, in journal order.
        known: Redirections that the journal has.
        because: Reasons by id, where a person joined its review to another.
        now: When new redirections begin, UTC.

    Returns:
        The redirections that hold now, with the time since which they do, and those that the journal has not yet.
        An id whose review was parted from the other again is its own again, and leads nowhere.
    """
    holder = {item.anchor: review_id for review_id, group in named.items() for item in group}
    since = {item.anchor: item.first_seen for group in named.values() for item in group}
    begun: dict[tuple[str, str], Redirected] = {}
    for one in known:
        begun.setdefault((one.alias, one.review_id), one)
    found: list[ReviewAlias] = []
    fresh: list[Redirected] = []
    for old in _first_given(minted):
        anchor = _oldest(old, since)
        if old.review_id in named or anchor is None:
            continue
        leads_to = holder[anchor]
        reason = because.get(old.review_id, JOINED)
        step = begun.get((old.review_id, leads_to))
        if step is None:
            step = Redirected(alias=old.review_id, review_id=leads_to, since=now)
            fresh.append(step)
        found.append(ReviewAlias(alias=old.review_id, review_id=leads_to, since=step.since, because=reason))
    return tuple(found), tuple(fresh)


def _first_given(minted: Sequence[Minted]) -> tuple[Minted, ...]:
    """Return each id once, as it was given first, in the order in which they were given.

    One that stands in the place of another has that one's place and anchors.
    """
    first: dict[str, Minted] = {}
    begun: dict[str, str] = {}
    for old in minted:
        if old.instead_of is None:
            first.setdefault(old.review_id, old)
            continue
        began = begun[old.review_id] = begun.get(old.instead_of, old.instead_of)
        first[began] = first.get(began, old).model_copy(update={"review_id": old.review_id})
    return tuple(first.values())


def _oldest(old: Minted, since: Mapping[str, dt.datetime]) -> str | None:
    """Return the anchor of an id that was shown first; null where none of them is known any more."""
    return min((anchor for anchor in old.anchors if anchor in since), key=lambda one: (since[one], one), default=None)


def slug(text: str) -> str:
    """Return lower-case words joined by hyphens, letters and digits only, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    joined = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    if len(joined) <= LONGEST_NAME:
        return joined
    return joined[: LONGEST_NAME + 1].rpartition("-")[0] or joined[:LONGEST_NAME]


def _readable(group: Group, name: str | None = None) -> str:
    """Return publisher, year and name (or the word given for it); the year only where a listing states it."""
    lead = lead_item(group)
    years = next(([date.value.year for date in item.dates] for item in (lead, *group) if item.dates), [])
    return "-".join(part for part in (_place(group), str(min(years)) if years else "", name or _name(group)) if part)


def _name(group: Group) -> str:
    """Return the word for the case: pseudonyms, or else the title, or a neutral word where these tell too much.

    An id is written into links, letters and other people's files and is never changed, so it must not tell more of
    a person than a pseudonym does: a given name with a surname (or two given names, which nobody can tell from one),
    a person in a title, and a day, which in a title can be one of birth or death, are left out of it.
    """
    items = (lead_item(group), *group)
    stated = [sighting.link.stated for item in items for sighting in item.sightings]
    names = next((one.pseudonyms for one in stated if one.pseudonyms), ())
    if names:
        return NEUTRAL if any(map(is_full_name, names)) else slug(" and ".join(names))
    title = next((one.title for one in stated if one.title), "")
    tells = people(title) or any(date.precision is Precision.DAY for date in find_dates(title))
    return (NEUTRAL if tells else slug(title)) or "untitled"


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


def lead_item(group: Sequence[Item]) -> Item:
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
