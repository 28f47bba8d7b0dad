"""Curation of groups: a person says that reviews are one, are two, or that a part is a review of its own.

Belongs here: entries that change which items are one review, and following an id that was merged away. Does not
belong here: values (``correct``), or the pipeline's own reasons to join (``joins``).

Entries are carried out in the order of the file, after everything that the pipeline joins. An entry that names an
id which was merged away, by the pipeline or by an entry before it, means the review that holds it now.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalogue.curation import Entry
from catalogue.models import Issue, Minted, digest
from catalogue.resolve.ids import assign_ids
from catalogue.resolve.items import Item, Sighting, canonical_url
from catalogue.resolve.joins import Group
from catalogue.vocabulary import IssueKind


@dataclass
class Regrouped:
    """Groups by id as people decided, and what follows from that."""

    named: dict[str, Group]
    """Groups by id, without those merged away."""
    aliases: dict[str, str]
    """Ids that were merged away, each with the id that it was merged into, which may itself be merged away."""
    minted: list[Minted] = field(default_factory=list)
    """Ids given for the first time, to parts split off."""
    apart: set[frozenset[str]] = field(default_factory=set)
    """Pairs of ids of which a person said that they are two reviews."""
    decisions: list[tuple[str, Entry, str, bool]] = field(default_factory=list)
    """What is published of each decision: id of the review, the entry, id of the other, whether it is the same."""
    because: dict[str, str] = field(default_factory=dict)
    """Why a person merged a review away, by its id."""
    issues: list[Issue] = field(default_factory=list)
    """An issue for each entry that matches nothing or says what stands already."""

    def current(self, review_id: str) -> str:
        """Return the id under which a review stands now: its own, or that of the review it was merged into."""
        seen: set[str] = set()
        while review_id not in self.named and review_id in self.aliases and review_id not in seen:
            seen.add(review_id)
            review_id = self.aliases[review_id]
        return review_id


def redirects(named: Mapping[str, Group], minted: Iterable[Minted]) -> dict[str, str]:
    """Return where each id leads that the pipeline no longer gives to a group.

    Args:
        named: Groups by id.
        minted: Every id ever given.

    Returns:
        By such an id, the id of the group that holds the first of its anchors that any group holds.
    """
    holder = {item.anchor: review_id for review_id, group in named.items() for item in group}
    lost = (one for one in minted if one.review_id not in named)
    found = ((one.review_id, next((holder[a] for a in one.anchors if a in holder), None)) for one in lost)
    return {old: new for old, new in found if new is not None}


def regrouped(
    named: Mapping[str, Group], entries: Iterable[Entry], minted: Sequence[Minted], *, now: dt.datetime
) -> Regrouped:
    """Carry out what people decided about which items are one review.

    Args:
        named: Groups by id.
        entries: All entries; those about groups are looked at.
        minted: Every id ever given, in the order of the journal.
        now: When new ids are minted, UTC.

    Returns:
        The groups and what follows; the same entries give the same groups on every run.
    """
    result = Regrouped(dict(named), redirects(named, minted))
    for entry in entries:
        if entry.kind == "merge" and entry.into is not None:
            _merge(result, entry, entry.review, entry.into)
        elif entry.kind == "confirm" and entry.other is not None and entry.same:
            _merge(result, entry, entry.other, entry.review)
        elif entry.kind == "confirm" and entry.other is not None:
            _part(result, entry, entry.other, minted)
        elif entry.kind == "split":
            _split(result, entry, minted, now)
    return result


def _merge(result: Regrouped, entry: Entry, goes: str, stays: str) -> None:
    """Make one review of two."""
    old, new = result.current(goes), result.current(stays)
    if old not in result.named or new not in result.named:
        result.issues.append(unmatched(entry))
    elif old == new:
        if entry.kind == "merge":
            result.issues.append(redundant(entry))
    else:
        result.decisions.append((new, entry, old, True))
        moved = result.named.pop(old)
        result.named[new] = _sorted((*result.named[new], *moved))
        result.aliases[old] = new
        result.because[old] = entry.because


def _part(result: Regrouped, entry: Entry, other: str, minted: Sequence[Minted]) -> None:
    """Keep two reviews apart; where the pipeline has joined them, the other one takes back what it was given for."""
    one, two = result.current(entry.review), result.current(other)
    if one not in result.named or two not in result.named:
        result.issues.append(unmatched(entry))
        return
    if one != two:
        _keep_apart(result, entry, one, two)
        return
    # Which of the two ids was kept is for the journal; the one that was not takes its own items with it.
    lost = other if other != one else entry.review
    anchors = {anchor for old in minted if old.review_id == lost for anchor in old.anchors}
    goes = tuple(item for item in result.named[one] if item.anchor in anchors)
    stays = tuple(item for item in result.named[one] if item.anchor not in anchors)
    if not goes or not stays:
        result.issues.append(unmatched(entry))
        return
    result.named[one], result.named[lost] = stays, goes
    result.aliases.pop(lost, None)
    _keep_apart(result, entry, one, lost)


def _split(result: Regrouped, entry: Entry, minted: Sequence[Minted], now: dt.datetime) -> None:
    """Give documents and addresses of a review a review of their own."""
    review_id = result.current(entry.review)
    wanted = {part if "://" not in part else canonical_url(part) for part in entry.parts or ()}
    goes: list[Item] = []
    stays: list[Item] = []
    for item in result.named.get(review_id, ()):
        gone = tuple(one for one in item.sightings if _is_of(item, one, wanted))
        left = tuple(one for one in item.sightings if one not in gone)
        if gone:
            # A key of its own: the anchors of what was split off must never lead back to where it came from.
            key = f"{item.key}|split|{digest(*sorted(wanted))}"
            goes.append(replace(item, sightings=gone, key=key))
        if left:
            stays.append(replace(item, sightings=left) if gone else item)
    if not goes or not stays:
        result.issues.append(unmatched(entry))
        return
    group = _sorted(goes)
    own, fresh = assign_ids((group,), (*minted, *result.minted), now=now)
    (new_id,) = own
    result.named[review_id] = _sorted(stays)
    result.named[new_id] = group
    result.minted.extend(fresh)
    _keep_apart(result, entry, review_id, new_id)


def _keep_apart(result: Regrouped, entry: Entry, one: str, two: str) -> None:
    """Note that a person said that two are two."""
    result.apart.add(frozenset((one, two)))
    result.decisions += [(one, entry, two, False), (two, entry, one, False)]


def _is_of(item: Item, sighting: Sighting, wanted: set[str]) -> bool:
    """Tell whether a link leads to one of the wanted addresses or documents."""
    address = canonical_url(sighting.link.url)
    return address in wanted or any(copy.capture.sha256 in wanted for copy in item.copies.get(address, ()))


def _sorted(items: Iterable[Item]) -> Group:
    """Return items as a group is ordered."""
    return tuple(sorted(items, key=lambda item: item.anchor))


def unmatched(entry: Entry) -> Issue:
    """Return the issue for an entry that does nothing."""
    words = "matches no review, document or address that there is. Correct or remove it."
    return _issue(IssueKind.CURATION_UNMATCHED, entry, words)


def redundant(entry: Entry) -> Issue:
    """Return the issue for an entry that says what stands without it."""
    words = "says what is found without it. Remove it, or make it a confirm entry if a person checked it."
    return _issue(IssueKind.CURATION_REDUNDANT, entry, words)


def overtaken(entry: Entry) -> Issue:
    """Return the issue for a confirmed value that is no longer what is found."""
    words = "confirms another value than is found now. The confirmed one stands; look at the documents again."
    return _issue(IssueKind.CURATION_OVERTAKEN, entry, words)


def _issue(kind: IssueKind, entry: Entry, words: str) -> Issue:
    """Return an issue about an entry; its key does not depend on where in the file the entry stands."""
    return Issue(
        issue_id=digest(kind, entry.model_copy(update={"line": 0}).canonical()),
        kind=kind,
        source_id=None,
        review_id=None,
        url=None,
        message=f"Line {entry.line} of the curation file ({entry.kind} {entry.review}) {words}",
        seen_at=None,
    )
