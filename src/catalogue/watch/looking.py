"""One look at every location that is due: the requests, and what is looked at beside them to judge each answer.

Belongs here: the round of requests, hosts side by side, and gathering evidence. Does not belong here: what an
answer says (`availability`), second addresses to ask (`probing`), or what follows from many (`sites`, `alerting`).
"""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from catalogue.availability import Further, Judgement, Known, in_order, judge
from catalogue.models import Capture, Checked, Failure, Location
from catalogue.store import Store
from catalogue.vocabulary import FailureKind, Magic, Purpose, Rule, Signal, Verdict
from catalogue.watch.abreast import side_by_side
from catalogue.watch.elsewhere import Elsewhere
from catalogue.watch.memory import Memory, Similarity, compared
from catalogue.watch.probing import Connected, Getter, host_of, is_like_nonsense, is_silent, nonsense_beside

FULL_EVERY = dt.timedelta(days=7)
"""A server's word that nothing changed is believed this long; then the body is fetched again."""

_NEARLY = 0.9  # no round begins at the very same second, and a week is to mean every week
_END_OF_PDF, _TAIL = b"%%EOF", 4096
_KEPT_OF_GOOD = frozenset({"etag", "last-modified", "content-type"})

_NOTHING = Judgement(Verdict.UNKNOWN, Rule.NOT_CHECKED)

_log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Told the host just done with, locations done and locations in all; called from several threads in turn."""


class Paper(NamedTuple):
    """What readers make of a body."""

    text: str | None
    """Its text; null where there is none."""
    readable: bool
    """Whether any reader could open it."""


Reader = Callable[[str], Paper | None]
"""What readers make of a body by its sha256; None where it was not read."""


@dataclass(frozen=True)
class Means:
    """What a look needs of the world, and what is known beforehand."""

    fetch: Getter
    store: Store
    now: dt.datetime
    similarity: Similarity | None = None
    reader: Reader | None = None
    read_ahead: Callable[[Collection[str]], None] | None = None
    unverified: Getter | None = None
    connected: Connected | None = None
    elsewhere: Elsewhere | None = None
    accepted: Collection[str] = ()
    probes: Mapping[str, Capture] = field(default_factory=dict)
    """What hosts answered lately to an address that cannot exist."""
    names_gone: Mapping[str, dt.datetime] = field(default_factory=dict)
    """When each host name was last found not to exist."""
    hosts_at_once: int = 256
    progress: Progress | None = None


@dataclass
class _Look:
    """One location and what has been gathered about it."""

    location: Location
    memory: Memory
    capture: Capture
    cut_off: bool = False
    behind_warning: str | None = None
    known: Known = field(default_factory=Known)
    further: Further = field(default_factory=Further)
    found: Judgement = _NOTHING
    elsewhere: str | None = None
    nonsense: Capture | None = None


def look(locations: Sequence[Location], memories: Mapping[str, Memory], means: Means) -> list[Checked]:
    """Look at every location once, hosts side by side, the locations of a host one after another.

    Args:
        locations: What to look at.
        memories: What is on record for each.
        means: What it needs of the world.

    Returns:
        One check a location, in the order given. What concerns a whole site is not yet considered.
    """
    looks = _ask_all(locations, memories, means)
    _read_ahead([one.capture.sha256 for one in looks if _is_other(one.capture, one.memory.known())], means)
    # Likeness may read documents, which is work for one thread at a time.
    for one in looks:
        _weigh(one, means)
    _probe([one for one in looks if _is_open(one)], means)
    for one in looks:
        _settle(one, means)
    return [_checked(one) for one in looks]


def ask(fetch: Getter, url: str, source_id: str, known: Capture | None, now: dt.datetime) -> Capture:
    """Ask for an address, whatever happens in our own program.

    Args:
        fetch: The HTTP client.
        url: The address.
        source_id: Source on whose behalf it is asked.
        known: The copy that the server may confirm.
        now: The moment, told where our own program fails.

    Returns:
        What came of it; a fault of ours is told as such, so that one address does not cost the whole round.
    """
    try:
        return fetch.get(url, source_id=source_id, purpose=Purpose.CHECK, known=known)
    except Exception as error:  # noqa: BLE001 - a fault of ours is told as such and does not cost the round
        _log.exception("our own program failed on %s", url)
        failure = Failure(kind=FailureKind.OWN_FAULT, detail=f"Our own program failed ({type(error).__name__}).")
        return Capture(
            source_id=source_id, purpose=Purpose.CHECK, url=url, final_url=url, requested_at=now, failure=failure
        )


def _ask_all(locations: Sequence[Location], memories: Mapping[str, Memory], means: Means) -> list[_Look]:
    """Ask for every location and, where something is silent or warned of, look once more in the host's turn."""
    by_host: defaultdict[str, list[Location]] = defaultdict(list)
    for location in locations:
        by_host[host_of(location.url)].append(location)
    looks: dict[str, _Look] = {}
    guard = Lock()

    def work(host: str) -> None:
        for location in by_host[host]:
            one = _ask_one(location, memories[location.location_id], means)
            with guard:
                looks[location.location_id] = one
                if means.progress is not None:
                    means.progress(host, len(looks), len(locations))

    side_by_side(work, by_host, means.hosts_at_once)
    return [looks[location.location_id] for location in locations]


def _ask_one(location: Location, memory: Memory, means: Means) -> _Look:
    """Ask for one location."""
    known = _to_confirm(memory, means.now)
    one = _Look(location, memory, ask(means.fetch, location.url, location.source_id, known, means.now))
    failure = one.capture.failure
    if is_silent(one.capture) and means.connected is not None:
        one.cut_off = means.connected.now() is False
    if failure is not None and failure.kind is FailureKind.TLS and means.unverified is not None:
        one.behind_warning = ask(means.unverified, location.url, location.source_id, None, means.now).sha256
    return one


def _to_confirm(memory: Memory, now: dt.datetime) -> Capture | None:
    """Return the copy that the server may confirm without sending it, or null for a full request."""
    copy = memory.copy
    if copy is None or memory.doubted or now - copy.requested_at >= FULL_EVERY * _NEARLY:
        return None
    return copy


def _read_ahead(hashes: Iterable[str | None], means: Means) -> None:
    """Have bodies read together that are asked about next; where that fails, each is read when it is asked about."""
    try:
        if means.read_ahead is not None:
            means.read_ahead({one for one in hashes if one is not None})
    except Exception:  # noqa: BLE001 - the same; the one that broke it costs its own address and no other
        _log.exception("our own program failed to read bodies together")


def _weigh(one: _Look, means: Means) -> None:
    """Judge an answer with what can be known without asking for anything more."""
    capture = one.capture
    try:
        one.known = compared(one.memory, capture, means.similarity)
        one.further = _further(one, means)
        one.found = _accepted(judge(capture, one.known, one.further), capture, means.accepted)
    except Exception:  # noqa: BLE001 - the same
        _log.exception("our own program failed on the answer of %s", one.location.url)
        one.found = Judgement(Verdict.UNKNOWN, Rule.OWN_FAULT)


def _further(one: _Look, means: Means) -> Further:
    """Return what is known beside an answer, reading a body only where it differs from the copy on record."""
    capture, known = one.capture, one.known
    gone_at = means.names_gone.get(host_of(one.location.url))
    is_other = _is_other(capture, known)
    paper = means.reader(str(capture.sha256)) if is_other and means.reader is not None else None
    return Further(
        text=paper.text if paper else None,
        readable=paper.readable if paper else None,
        whole=_is_whole(capture, one.memory, means.store) if is_other else None,
        sha256_behind_warning=one.behind_warning,
        name_was_gone=gone_at is not None and (one.memory.seen_at is None or gone_at > one.memory.seen_at),
    )


def _is_other(capture: Capture, known: Known) -> bool:
    """Whether an answer has a body that differs from the copy on record."""
    return capture.status == 200 and capture.sha256 is not None and capture.sha256 != known.sha256


def _is_whole(capture: Capture, memory: Memory, store: Store) -> bool | None:
    """Whether a PDF ends as the copy on record does; null where it need not, or cannot be told."""
    copy = memory.copy
    if copy is None or copy.sha256 is None or not capture.magic is copy.magic is Magic.PDF:
        return None
    if not (store.has(copy.sha256) and store.has(str(capture.sha256))):
        return None
    if _END_OF_PDF not in store.read(copy.sha256)[-_TAIL:]:
        return None
    return _END_OF_PDF in store.read(str(capture.sha256))[-_TAIL:]


def _accepted(found: Judgement, capture: Capture, accepted: Collection[str]) -> Judgement:
    """Return a judgement in the light of what a person has accepted."""
    if found.verdict is Verdict.REPLACED and capture.sha256 in accepted:
        return Judgement(Verdict.AVAILABLE, Rule.ACCEPTED, found.signals)
    return found


def _is_open(one: _Look) -> bool:
    """Whether an address that cannot exist could tell what a page is."""
    capture, found = one.capture, one.found
    is_page = capture.status == 200 and capture.magic is Magic.HTML and capture.sha256 is not None
    undecided = found.verdict is Verdict.REPLACED or found.rule is Rule.NEVER_SEEN or one.further.name_was_gone
    return is_page and undecided and found.verdict is not Verdict.AVAILABLE


def _probe(looks: Iterable[_Look], means: Means) -> None:
    """Ask each host that left something open, once a day, for an address that cannot exist, and judge again."""
    by_host: defaultdict[str, list[_Look]] = defaultdict(list)
    for one in looks:
        by_host[host_of(one.location.url)].append(one)
    answers = {host: means.probes[host] for host in by_host if host in means.probes}

    def work(host: str) -> None:
        first, place = by_host[host][0], by_host[host][0].location
        first.nonsense = ask(means.fetch, nonsense_beside(place.url), place.source_id, None, means.now)
        answers[host] = first.nonsense

    side_by_side(work, [host for host in by_host if host not in answers], means.hosts_at_once)
    _read_ahead([one.sha256 for one in answers.values() if one.status == 200], means)
    for host, found in by_host.items():
        for one in found:
            like = is_like_nonsense(one.capture, answers[host], means.similarity or _unread)
            one.further = one.further.model_copy(update={"like_nonsense": like})
            one.found = _accepted(judge(one.capture, one.known, one.further), one.capture, means.accepted)


def _unread(_: str, __: str) -> None:
    """Say that the likeness of two bodies is not known."""


def _settle(one: _Look, means: Means) -> None:
    """Look for what is missing elsewhere, and say what only this round knows of an answer."""
    if one.found.verdict is Verdict.UNAVAILABLE and means.elsewhere is not None and not one.cut_off:
        one.elsewhere = means.elsewhere.search(one.location, one.memory, means.similarity)
        if one.elsewhere is not None:
            one.further = one.further.model_copy(update={"elsewhere": True})
            one.found = judge(one.capture, one.known, one.further)
    if one.cut_off:
        one.found = Judgement(Verdict.UNKNOWN, Rule.OWN_OUTAGE, one.found.signals | {Signal.CUT_OFF})


def _checked(one: _Look) -> Checked:
    """Return what is journalled of one look."""
    return Checked(
        location_id=one.location.location_id,
        url=one.location.url,
        checked_at=one.capture.requested_at,
        verdict=one.found.verdict,
        rule=one.found.rule,
        signals=in_order(one.found.signals),
        likeness=one.known.similarity,
        elsewhere=one.elsewhere if one.found.verdict is Verdict.MOVED else None,
        nonsense=one.nonsense,
        capture=_evidence(one.capture, one.found.verdict),
    )


def _evidence(capture: Capture, verdict: Verdict) -> Capture:
    """Return an answer as it is journalled: of the document itself nothing is needed that its copy tells."""
    if verdict is not Verdict.AVAILABLE:
        return capture
    headers = {name: value for name, value in capture.headers.items() if name in _KEPT_OF_GOOD}
    return capture.model_copy(update={"headers": headers, "excerpt": None, "heading": None, "marks": ()})
