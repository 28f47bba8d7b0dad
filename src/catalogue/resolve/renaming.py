"""Reviews that were known by a name which their publisher took back.

Belongs here: what nobody may be told of them any more, for everything that is printed beside a review (feeds, issues,
older editions). Does not belong here: which names those are (``versions``), or ids in their place (``ids``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalogue.alike import stands_in_address
from catalogue.curation import Entry
from catalogue.models import Issue, Minted, Renamed, ReviewAlias, Source, digest
from catalogue.resolve.ids import tells_name
from catalogue.resolve.items import Item
from catalogue.resolve.joins import Group
from catalogue.resolve.regroup import Regrouped
from catalogue.resolve.versions import taken_back, tells
from catalogue.vocabulary import IssueKind

_SETTING = ("set", "confirm")


def renamed(
    named: Mapping[str, Group], gone: Mapping[str, str], minted: Sequence[Minted], leads: Iterable[ReviewAlias]
) -> tuple[Renamed, ...]:
    """Return what was taken back of each review.

    Args:
        named: Groups by id, as they are shown.
        gone: Replaced documents.
        minted: Every id ever given.
        leads: Where ids lead that are no review's own.

    Returns:
        The reviews of which a name was taken back, or of which an id was given up for a neutral one, by their ids.
    """
    stands_for = {one.review_id: one.instead_of for one in minted if one.instead_of is not None}
    led = tuple(leads)
    found = []
    for review_id, group in sorted(named.items()):
        names = taken_back(group, gone)
        ids = {one.alias for one in led if one.review_id == review_id}
        former = {one for one in ids if tells_name(one, names)}
        before = stands_for.get(review_id)
        while before is not None and before not in former:
            former.add(before)
            before = stands_for.get(before)
        if names or former:
            found.append(
                Renamed(
                    review_id=review_id,
                    names=tuple(sorted(names)),
                    former_ids=tuple(sorted(former)),
                    alias_ids=tuple(sorted(ids - former)),
                    document_ids=tuple(sorted({one for item in group for one in item.hashes & gone.keys()})),
                    source_ids=tuple(sorted({item.source.id for item in group})),
                )
            )
    return tuple(found)


def without_names(
    entries: Iterable[Entry], groups: Regrouped, gone: Mapping[str, str]
) -> tuple[tuple[Entry, ...], tuple[Issue, ...]]:
    """Leave out what a person set that tells a name which a review's publisher has taken back since.

    Args:
        entries: Entries of the curation file.
        groups: The reviews as people grouped them.
        gone: Documents that were replaced.

    Returns:
        The other entries, and an issue for each that was left out.
    """
    kept, issues = [], []
    for entry in entries:
        review_id = groups.current(entry.review)
        names = taken_back(groups.named.get(review_id, ()), gone) if entry.kind in _SETTING else ()
        if not any(tells(names, value) for value in entry.values):
            kept.append(entry)
            continue
        message = (
            f"The entry on line {entry.line} of the curation file sets for {review_id} what its publisher has taken "
            "back. It is not heeded: correct or remove it."
        )
        issues.append(
            Issue(
                issue_id=digest(IssueKind.CONFIGURATION, "taken back", review_id, entry.field or ""),
                kind=IssueKind.CONFIGURATION,
                source_id=None,
                review_id=review_id,
                url=None,
                message=message,
                seen_at=None,
            )
        )
    return tuple(kept), tuple(issues)


def still_told(named: Mapping[str, Group], names: Iterable[Renamed], gone: Mapping[str, str]) -> Iterator[Issue]:
    """Give an issue for each body that still tells a name which a review's publisher took back.

    Args:
        named: Groups by id, as they are shown.
        names: What was taken back.
        gone: Documents that were replaced.

    Yields:
        One issue a review and source, about what is listed now: another body's line or document, or the address of
        the publisher's own. It says neither what is told nor where, since it is published.
    """
    for one in names:
        bodies: dict[str, tuple[Source, bool]] = {}
        for item in named[one.review_id]:
            if _still_tells(item, one.names, gone):
                bodies[item.source.id] = (item.source, item.own)
        for source_id, (source, own) in sorted(bodies.items()):
            what = "at an address that was made for the older one" if own else "in a form that its publisher replaced"
            yield Issue(
                issue_id=digest(IssueKind.OLDER_FORM_SHOWN, one.review_id, source_id),
                kind=IssueKind.OLDER_FORM_SHOWN,
                source_id=source_id,
                review_id=one.review_id,
                url=None,
                message=f"{source.publisher} shows {one.review_id} {what}. Ask it to look at that.",
                seen_at=None,
            )


def _still_tells(item: Item, names: Sequence[str], gone: Mapping[str, str]) -> bool:
    """Whether an item as it is listed now tells a name in its line, its address, or, of another body, its document."""
    for sighting in (one for one in item.sightings if one.listed is not False):
        link = sighting.link
        said = (link.text, link.heading or "", link.stated.title or "", *link.stated.pseudonyms)
        if any(tells(names, words) for words in said) or any(stands_in_address(name, link.url) for name in names):
            return True
    standing = any(one.listed is not False for one in item.sightings)
    return standing and not item.own and bool(item.hashes & gone.keys())
