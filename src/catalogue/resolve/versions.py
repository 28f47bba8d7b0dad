"""Versions: which documents their publisher put another one in the place of.

Belongs here: telling a new version from another document. Does not belong here: what is left out because of it
(``candidates``, ``papers``), or what a person takes down.

A publisher that puts up a report again with a name changed, or a passage taken out, takes the first one back. Then
nothing of the older text may be given any more: no value, no words, no title; its hash, its places and its dates are
kept, because they say what was published when. That goes for copies of the older one at other places too. A file that
was replaced by quite another one (likeness below a half) is no older version of it: both are kept, and watching
tells that a person should look.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from catalogue.alike import likeness, stands
from catalogue.resolve.against import one_publisher
from catalogue.resolve.items import Copy, Item, Sighting, canonical_url, known_as
from catalogue.resolve.joins import Group

_WORDLIKE = 3
_NOUNS = frozenset(
    {"and", "adult", "baby", "child", "children", "family", "infant", "person", "sibling", "the", "young"}
)

MOSTLY = 0.5
"""Least likeness of a version to the one that replaced it."""


@dataclass(frozen=True)
class _Version:
    """The newest copy at one address of one item."""

    item: Item
    sighting: Sighting
    copy: Copy


def superseded(groups: Iterable[Group]) -> Mapping[str, str]:
    """Find the documents that were replaced by a newer version.

    Args:
        groups: All reviews as groups of items.

    Returns:
        The document in its place, by the sha256 of the older one; never one that its publisher still lists. A
        document of another body that still tells a name which the publisher took back is among them: nobody is told
        more of a child here than its publisher tells.
    """
    known = tuple(groups)
    found, standing = _replaced(known)
    for group in known:
        if names := taken_back(group, found):
            newest = _newest(group, found)
            told = (copy.capture.sha256 or "" for item in group if not item.own for copy in _telling(item, names))
            found.update((sha256, newest) for sha256 in told if newest and sha256 not in {*found, *standing, newest})
    return {old: found[old] for old in sorted(found)}


def _replaced(groups: Iterable[Group]) -> tuple[dict[str, str], set[str]]:
    """Return what publishers themselves replaced, by the hash of the older version, and what they still list."""
    found: dict[str, str] = {}
    standing: set[str] = set()
    for group in groups:
        for item in group:
            for sighting in item.sightings:
                copies = item.copies.get(canonical_url(sighting.link.url), ())
                found.update(_older(copies))
                if copies and item.own and sighting.listed is not False:
                    standing.add(copies[-1].capture.sha256 or "")
        newest = [_Version(item, sighting, copies[-1]) for item in group for sighting, copies in _versions(item)]
        for old, new in permutations(newest, 2):
            if _followed(old, new) and _is_version(old.copy, new.copy):
                found[old.copy.capture.sha256 or ""] = new.copy.capture.sha256 or ""
    return {old: new for old, new in found.items() if old not in standing and old != new}, standing


def _telling(item: Item, names: Iterable[str]) -> Iterator[Copy]:
    """Give the documents of an item in whose text one of these names stands."""
    for _, copy in item.all_copies:
        if copy.description and tells(names, copy.description.reading.text):
            yield copy


def _newest(group: Group, gone: Mapping[str, str]) -> str | None:
    """Return the version that a publisher put up last in the place of another; null where it is in no item here."""
    news = {gone[sha256] for item in group for sha256 in item.hashes & gone.keys()} - gone.keys()
    shown = [copy for item in group if item.own for _, copy in item.all_copies if copy.capture.sha256 in news]
    last = max(shown, key=lambda one: (one.first_at, one.capture.sha256 or ""), default=None)
    return last.capture.sha256 if last else None


def withdrawn(item: Item, gone: Mapping[str, str]) -> bool:
    """Whether all documents of an item were replaced: then its page's words about them are left out too.

    Args:
        item: The item.
        gone: Replaced documents.

    Returns:
        Whether it is; never of an item without documents.
    """
    return bool(item.hashes) and item.hashes <= gone.keys()


def taken_back(group: Group, gone: Mapping[str, str]) -> frozenset[str]:
    """Find the names that the publisher of a replaced document took back with it.

    Args:
        group: The items that are a review.
        gone: Replaced documents.

    Returns:
        Names, as compared: those that stand in the older version's own text and nowhere in what the publisher shows
        now; of a name of several words each word too, where the same goes for it. None where no document was
        replaced; a line that vanished takes back no name.
    """
    former: set[str] = set()
    before: list[str] = []
    now: list[str] = []
    if not any(item.hashes & gone.keys() for item in group):
        return frozenset()
    for item in (one for one in group if one.own):
        ended = withdrawn(item, gone) or all(one.listed is False for one in item.sightings)
        for link in (one.link for one in item.sightings):
            if ended:
                former.update(link.stated.pseudonyms)
            else:
                now += [link.text, link.heading or "", link.stated.title or "", *link.stated.pseudonyms]
        for read, is_old in ((one.description, one.capture.sha256 in gone) for _, one in item.all_copies):
            if read and is_old:
                former.update(one.value for one in read.findings if one.field == "pseudonyms")
                before.append(read.reading.text)
            elif read:
                now.append(read.reading.text)
    whole = frozenset[str]().union(*map(known_as, former))
    names = whole | {part for name in whole for part in _parts(name)}
    stood = (name for name in names if name and any(stands(name, text) for text in before))
    return frozenset(name for name in stood if not any(stands(name, text) for text in now))


def _parts(name: str) -> Iterator[str]:
    """Give the words of a name of several words that are names by themselves: given name and surname."""
    words = name.split()
    if len(words) > 1:
        yield from (word for word in words if len(word) >= _WORDLIKE and word not in _NOUNS)


def tells(names: Iterable[str], text: str) -> bool:
    """Whether any of these names stands in a text.

    Args:
        names: Names, as compared.
        text: Any text.
    """
    return any(stands(name, text) for name in names)


def _versions(item: Item) -> Iterator[tuple[Sighting, Sequence[Copy]]]:
    """Give the copies that stood at each address of an item while it was shown, oldest first."""
    for sighting in item.sightings:
        copies = item.copies_at(canonical_url(sighting.link.url))
        if copies:
            yield sighting, copies


def _older(copies: Sequence[Copy]) -> dict[str, str]:
    """Return the older versions at one address, by the newest one."""
    if not copies:
        return {}
    *before, now = copies
    return {one.capture.sha256 or "": now.capture.sha256 or "" for one in before if _is_version(one, now)}


def _followed(old: _Version, new: _Version) -> bool:
    """Whether one publisher no longer listed the one document when it first listed the other in the same part."""
    return (
        one_publisher(old.item, new.item)
        and old.sighting.link.stated.role == new.sighting.link.stated.role
        and old.sighting.listed is False
        and old.sighting.last_seen < new.sighting.first_seen
        and old.copy.capture.sha256 != new.copy.capture.sha256
    )


def _is_version(old: Copy, new: Copy) -> bool:
    """Whether a document has mostly the words of another; false where either cannot be read."""
    if old.description is None or new.description is None:
        return False
    return (likeness(old.description.reading.text, new.description.reading.text) or 0.0) >= MOSTLY
