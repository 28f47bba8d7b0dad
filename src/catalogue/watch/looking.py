"""One look at every location.

Belongs here: what is on record for an address, and the round of requests. Does not belong here: what an
answer says (`availability`) or what follows from many (`sites`, `alerting`).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol
from urllib.parse import urlsplit

from catalogue.availability import Known, judge
from catalogue.models import Capture, Checked, Location, Resolution
from catalogue.vocabulary import Purpose, Rule, Verdict

FULL_EVERY = dt.timedelta(days=7)
"""A server's word that nothing changed is believed this long; then the body is fetched again."""

Similarity = Callable[[str, str], float | None]
"""Likeness of the texts of two documents by their sha256, 0 to 1; None where it cannot be told."""

Progress = Callable[[str, int, int], None]
"""Told the host just done with, locations done and locations in all; called from several threads in turn."""


class Getter(Protocol):
    """What watching needs of the HTTP client."""

    def get(self, url: str, *, source_id: str, purpose: Purpose, known: Capture | None = None) -> Capture:
        """Ask for an address and return what came of it."""
        ...


@dataclass(frozen=True)
class Memory:
    """What is on record for one address."""

    copy: Capture | None = None
    """The last good answer with a body."""
    harvested: str | None = None
    """Hash of the copy that a harvest brought last: likeness is measured by it, however often it was saved since."""
    seen_at: dt.datetime | None = None
    """When the document was last seen well, by a harvest or a check."""

    def known(self) -> Known:
        """Return what a new answer is compared with."""
        if self.copy is None:
            return Known()
        return Known(sha256=self.copy.sha256, magic=self.copy.magic, title=self.copy.title)

    def after(self, capture: Capture, verdict: Verdict) -> "Memory":
        """Return the memory with one more answer, which by its verdict is to be remembered or not."""
        if verdict is not Verdict.AVAILABLE:
            return self
        copy = capture if capture.status == 200 and capture.sha256 else self.copy
        harvested = capture.sha256 if capture.purpose is Purpose.DOCUMENT else self.harvested
        return replace(self, copy=copy, harvested=harvested, seen_at=capture.requested_at)


def addresses(resolution: Resolution, only: Collection[str] | None) -> tuple[Location, ...]:
    """Choose the locations to look at, each once.

    Args:
        resolution: The reviews and where they are published.
        only: Ids of the sources concerned; None for all.

    Returns:
        One location a location id, in order of ids. An entry of a page that was never a document of
        its own (an address with a fragment) is not looked at.
    """
    chosen: dict[str, Location] = {}
    for location in resolution.locations:
        is_entry = location.document_id is None and "#" in location.url
        if not is_entry and (only is None or location.source_id in only):
            chosen.setdefault(location.location_id, location)
    return tuple(chosen[key] for key in sorted(chosen))


def harvested(capture: Capture, known: Known) -> Verdict:
    """Judge a harvested body: what a harvest took as a new version stands from then on.

    Args:
        capture: The answer that the harvest got.
        known: What was on record for the address.

    Returns:
        Good where the body becomes the copy on record, which it does unless the rules of verdicts say that it
        is not the document: a front page that answers for a missing file is never remembered as the file.
    """
    verdict, rule = judge(capture, known)
    took = capture.status == 200 and rule in (Rule.NEVER_SEEN, Rule.DIFFERENT_DOCUMENT)
    return Verdict.AVAILABLE if took else verdict


def look(
    locations: Sequence[Location],
    memories: Mapping[str, Memory],
    *,
    fetch: Getter,
    similarity: Similarity | None,
    now: dt.datetime,
    hosts_at_once: int,
    progress: Progress | None,
) -> list[Checked]:
    """Look at every location once, hosts side by side, the locations of a host one after another.

    Args:
        locations: What to look at.
        memories: What is on record for each.
        fetch: The HTTP client.
        similarity: Likeness of two documents' texts; without it other bytes are another document.
        now: The moment by which a copy is old enough to be fetched in full again.
        hosts_at_once: Most hosts asked at the same time.
        progress: Told after each location.

    Returns:
        One check a location, in the order given. What concerns a whole site is not yet considered.
    """
    by_host: defaultdict[str, list[Location]] = defaultdict(list)
    for location in locations:
        by_host[host_of(location.url)].append(location)
    answers: dict[str, Capture] = {}
    guard = Lock()

    def ask(host: str) -> None:
        for location in by_host[host]:
            capture = fetch.get(
                location.url,
                source_id=location.source_id,
                purpose=Purpose.CHECK,
                known=_to_confirm(memories[location.location_id], now),
            )
            with guard:
                answers[location.location_id] = capture
                if progress is not None:
                    progress(host, len(answers), len(locations))

    if by_host:
        with ThreadPoolExecutor(max_workers=min(hosts_at_once, len(by_host))) as pool:
            list(pool.map(ask, sorted(by_host)))
    # Likeness may read documents, which is work for one thread at a time.
    return [
        _checked(location, answers[location.location_id], memories[location.location_id], similarity)
        for location in locations
    ]


def host_of(url: str) -> str:
    """Return the host of an address in lower case; an address without one gives an empty text."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def without_fragment(url: str) -> str:
    """Return an address without its fragment, however wrong the address is."""
    return url.partition("#")[0]


def _to_confirm(memory: Memory, now: dt.datetime) -> Capture | None:
    """Return the copy that the server may confirm without sending it, or null for a full request."""
    if memory.copy is None or now - memory.copy.requested_at >= FULL_EVERY:
        return None
    return memory.copy


def _checked(location: Location, capture: Capture, memory: Memory, similarity: Similarity | None) -> Checked:
    """Judge one answer, asking for the likeness of texts only where it can decide."""
    known = memory.known()
    other = known.sha256 is not None and capture.sha256 is not None and capture.sha256 != known.sha256
    if similarity is not None and other and known.magic is capture.magic:
        # Only what was harvested has been read; a copy that a check brought since has the same text.
        like = similarity(memory.harvested or str(known.sha256), str(capture.sha256))
        known = known.model_copy(update={"similarity": like})
    verdict, rule = judge(capture, known)
    return Checked(
        location_id=location.location_id,
        url=location.url,
        checked_at=capture.requested_at,
        verdict=verdict,
        rule=rule,
        capture=capture,
    )
