"""What a harvest found beside the one before: what is new, changed, gone and left out, and how long it took.

Belongs here: counting, from what the journal and the store hold of the last harvests. Does not belong here: judging a
harvest (`harvest`), or showing it (`pipelines`).
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from catalogue.house import House
from catalogue.models import Capture, Harvest, Link, Record, links_from
from catalogue.store import StoreError
from catalogue.vocabulary import Purpose


class Compared(Record):
    """The last harvest of one source beside the last whole one before it."""

    links_new: int | None
    """Links taken now that were not taken then; null where either list is not known."""
    links_gone: int | None
    """Links taken then that are not taken now; null where either is not known or this one is not believed."""
    documents_changed: int
    """Addresses whose bytes differ from those that they last gave."""
    failed: tuple[tuple[str, str], ...]
    """Addresses of documents that could not be fetched, each with why, in the order asked."""
    left_out_because: Mapping[str, int]
    """How many links were left out for each reason, the most frequent first."""
    seconds: float
    """From its start to the end of its last request, both by the catalogue's clock and the requests' own times."""


def compared(house: House, harvests: Collection[Harvest]) -> dict[str, Compared]:
    """Compare harvests that have just ended with those before them.

    Args:
        house: The house over their warehouse.
        harvests: The last harvest of each source, as ``House.harvest`` returns them; none of them dry.

    Returns:
        What each found beside the one before, by the id of its source.
    """
    told = {one.source_id: one for one in harvests}
    before = _whole_before(house.journal.read(Harvest), told)
    captures = _captures(house.journal.read(Capture), told)
    return {
        key: _compared(one, _links(house, one), _links(house, before.get(key)), captures[key])
        for key, one in told.items()
    }


def _compared(
    now: Harvest, links: tuple[Link, ...] | None, before: tuple[Link, ...] | None, captures: Sequence[Capture]
) -> Compared:
    """Count what differs."""
    taken, taken_before = _taken(links), _taken(before)
    known = taken is not None and taken_before is not None
    reasons = Counter(link.left_out for link in links or () if link.left_out)
    changed, ended = _changed(captures, now.started_at)
    return Compared(
        links_new=len((taken or set()) - (taken_before or set())) if known else None,
        links_gone=len((taken_before or set()) - (taken or set())) if known and now.good else None,
        documents_changed=changed,
        failed=tuple((one.url, _why(one)) for one in captures if one.requested_at >= now.started_at and _failed(one)),
        left_out_because=dict(reasons.most_common()),
        seconds=round((ended - now.started_at).total_seconds(), 1),
    )


def _taken(links: tuple[Link, ...] | None) -> set[str] | None:
    """Return the addresses taken as publications; null where no list is known."""
    return None if links is None else {link.url for link in links if not link.left_out}


def _changed(captures: Iterable[Capture], since: dt.datetime) -> tuple[int, dt.datetime]:
    """Count the documents that gave other bytes than before, and say when the last request ended."""
    last: dict[str, str] = {}
    changed, ended = set(), since
    for one in captures:
        if one.requested_at >= since:
            ended = max(ended, one.requested_at + dt.timedelta(milliseconds=one.elapsed_ms))
        if one.purpose is not Purpose.DOCUMENT or one.sha256 is None or one.failure is not None:
            continue
        if one.requested_at >= since and last.get(one.url, one.sha256) != one.sha256:
            changed.add(one.url)
        last[one.url] = one.sha256
    return len(changed), ended


def _failed(one: Capture) -> bool:
    """Whether a request for a document gave no document."""
    gave = one.failure is None and one.sha256 is not None and one.status in {200, 304}
    return one.purpose is Purpose.DOCUMENT and not gave


def _why(one: Capture) -> str:
    """Say why a request gave nothing."""
    return one.failure.detail if one.failure else f"It answered with status {one.status}."


def _whole_before(harvests: Iterable[Harvest], told: Mapping[str, Harvest]) -> dict[str, Harvest]:
    """Return the last whole harvest of each source before the one told of."""
    by_source: dict[str, list[Harvest]] = defaultdict(list)
    for one in harvests:
        if one.source_id in told:
            by_source[one.source_id].append(one)
    found = {key: [one for one in rows[:-1] if one.complete and one.links_sha256] for key, rows in by_source.items()}
    return {key: rows[-1] for key, rows in found.items() if rows}


def _captures(captures: Iterable[Capture], told: Mapping[str, Harvest]) -> dict[str, list[Capture]]:
    """Return what was asked for each source's sake by its harvests, oldest first."""
    found: dict[str, list[Capture]] = defaultdict(list)
    for one in captures:
        if one.source_id in told and one.purpose is not Purpose.CHECK:
            found[one.source_id].append(one)
    return found


def _links(house: House, harvest: Harvest | None) -> tuple[Link, ...] | None:
    """Return the links that a harvest kept; null where there is no list or it is no longer there."""
    if harvest is None or harvest.links_sha256 is None:
        return None
    try:
        return links_from(house.store.read(harvest.links_sha256))
    except StoreError:
        return None
