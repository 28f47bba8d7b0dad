"""What an edition prints, less everything that would tell of what was taken down.

Belongs here: tombstones, and leaving out what other tables say in passing (issues, states of sources, redirects).
Does not belong here: what a takedown means (``resolve.sealing``), or carrying one out (``house.takedown``).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from catalogue.alike import stands, without_addresses
from catalogue.house.withholding import withheld
from catalogue.models import Check, Hidden, Issue, Location, Renamed, Resolution, SourceRow, Takedown, Tombstone
from catalogue.publish import Contents
from catalogue.publish.suppressed import Suppressed
from catalogue.resolve.items import canonical_url, location_key
from catalogue.vocabulary import IssueKind

_SHORTEST = 4
"""Names shorter than this are too many other things to be looked for in sentences."""
_ABOUT_TAKEDOWNS = frozenset({IssueKind.TAKEN_DOWN_AGAIN, IssueKind.TAKEDOWN_ENTRY})

Tells = Callable[[str | None, str | None], bool]
"""Tells of a text, and of the source that it is about, whether it tells of something taken down."""


def suppressed_of(resolution: Resolution) -> Suppressed:
    """Return what may stand nowhere, less what reviews that are shown have too.

    Args:
        resolution: The reviews, and what takedowns keep out.

    Returns:
        Ids, hashes and addresses of what was taken down. Names are not among them: another review may have the same,
        and whatever tells of this one bears one of the others. An id that a tombstone keeps is no secret; one that
        was given up because it tells a name is.
    """
    hidden = resolution.hidden
    former = {key for one in resolution.renamed for key in one.former_ids}
    papers = {document.document_id for document in resolution.documents}
    places = {location.location_id for location in resolution.locations}
    return Suppressed(
        secret_ids=frozenset(key for one in hidden for key in one.review_ids if key != one.tombstone_id) | former,
        hashes=frozenset(key for one in hidden for key in one.document_ids) - papers,
        ids=frozenset(key for one in hidden for key in one.location_ids) - places,
        urls=frozenset(url for one in hidden for url in one.addresses if location_key(url) not in places),
        taken_back={one.review_id: frozenset(one.names) for one in resolution.renamed if one.names},
    )


def names_at_sources(resolution: Resolution, records: Iterable[Hidden | Renamed]) -> Mapping[str, frozenset[str]]:
    """Return the names that nothing said of a source may tell, because they were taken down or back there.

    Args:
        resolution: The reviews that are shown.
        records: What takedowns, or publishers, keep out.

    Returns:
        By source id, those names that no review that is shown has too and that are long enough to be looked for in
        sentences.
    """
    shown = {word.casefold() for one in resolution.reviews for word in (one.title, *one.pseudonyms)}
    names: dict[str, set[str]] = defaultdict(set)
    for one in records:
        for source_id in one.source_ids:
            names[source_id] |= {name for name in one.names if name.casefold() not in shown and len(name) >= _SHORTEST}
    return {source_id: frozenset(said) for source_id, said in names.items() if said}


def tombstones(takedowns: Iterable[Takedown]) -> tuple[Tombstone, ...]:
    """Return what is published of the takedowns that hold.

    Args:
        takedowns: The takedowns that hold, each once.

    Returns:
        One row a takedown: id, publisher, dates and the kind of reason.
    """
    return tuple(
        Tombstone(
            review_id=one.tombstone_id,
            publisher_id=one.publisher_id,
            publisher=one.publisher,
            published_on=one.published_on,
            published_precision=one.published_precision,
            first_seen_at=one.first_seen_at,
            taken_down_on=one.at.date(),
            reason=one.reason,
        )
        for one in takedowns
    )


def silenced(contents: Contents, resolution: Resolution, takedowns: Sequence[Takedown]) -> Contents:
    """Return the contents of an edition without what tells of anything taken down.

    Args:
        contents: What would be printed.
        resolution: The reviews, and what takedowns keep out.
        takedowns: The takedowns that hold, each once.

    Returns:
        The same with tombstones, with what is sealed named for the edition's own check, and without issues,
        details and addresses in other tables that tell of it. Nothing else is changed.
    """
    held = withheld(contents, resolution, names_at_sources(resolution, resolution.renamed))
    contents, found = held.contents, suppressed_of(resolution)
    starts = {canonical_url(url) for source in contents.sources for url in source.urls}
    urls = frozenset(url for url in found.urls if not _begins(url, starts))
    sealed = replace(found, urls=urls, ids=found.ids | held.location_ids)
    tells = _teller(resolution, sealed)
    where = {url: location_key(url) in sealed.ids for url in _addresses(contents)}
    return replace(
        contents,
        issues=tuple(one for one in contents.issues if not _tells_issue(one, tells)),
        sources=tuple(_source(one, tells) for one in contents.sources),
        checks=tuple(_check(one) if where.get(one.final_url or "") else one for one in contents.checks),
        locations=tuple(_location(one) if where.get(one.moved_to or "") else one for one in contents.locations),
        tombstones=tombstones(takedowns),
        suppressed=sealed,
    )


def _begins(url: str, starts: Iterable[str]) -> bool:
    """Tell whether an address, as it is searched for, stands in that of a page that is shown."""
    return any(canonical_url(url) in start for start in starts)


def _addresses(contents: Contents) -> set[str]:
    """Return the addresses to which others lead."""
    found = {one.final_url for one in contents.checks} | {one.moved_to for one in contents.locations}
    return {url for url in found if url}


def _teller(resolution: Resolution, sealed: Suppressed) -> Tells:
    """Return what tells whether a text tells of something taken down: by a key or an address, or by a name.

    Names count in what is said of the sources that show it, and only those that no review that is shown has too.
    """
    names = names_at_sources(resolution, (*resolution.hidden, *resolution.renamed))

    def tells(text: str | None, source_id: str | None) -> bool:
        if not text:
            return False
        sentence = without_addresses(text)  # addresses are compared whole: a name is in those of others too
        told = any(stands(name, sentence) for name in names.get(source_id or "", ()))
        return told or sealed.shows_in(text)

    return tells


def _tells_issue(issue: Issue, tells: Tells) -> bool:
    """Tell whether an issue says anything of what was taken down; those about takedowns are made to say nothing."""
    if issue.kind in _ABOUT_TAKEDOWNS:
        return False
    said = (issue.message, issue.url, issue.review_id, issue.other_review_id)
    return any(tells(text, issue.source_id) for text in said)


def _source(row: SourceRow, tells: Tells) -> SourceRow:
    """Return a source whose detail says nothing of what was taken down."""
    return row.model_copy(update={"detail": row.state.definition}) if tells(row.detail, row.source_id) else row


def _check(check: Check) -> Check:
    """Return a check without the address that answered."""
    return check.model_copy(update={"final_url": None})


def _location(location: Location) -> Location:
    """Return a location without the address it moved to."""
    return location.model_copy(update={"moved_to": None})
