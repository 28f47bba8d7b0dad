"""What one run shares between sources, and what one source's harvest gathers on its way.

Belongs here: the run's collaborators, the cache of readings, the batch of captures. Does not belong here:
what is read next (``reading.py``) or what it amounts to (``state.py``).
"""

import json
import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from catalogue.adapters import Adapter, Body, Follow, Found
from catalogue.adapters.addresses import twin_key
from catalogue.harvest.apart import PageReaders
from catalogue.harvest.budget import Budget
from catalogue.harvest.expecting import under_another_name
from catalogue.journal import Journal
from catalogue.models import Capture, Harvest, Link, Note, Record, Source, canonical_json, digest, links_from
from catalogue.settings import Clock
from catalogue.store import Store, StoreError
from catalogue.vocabulary import IssueKind, Magic, Purpose

BATCH = 25
"""Captures appended to the journal at a time."""

Progress = Callable[[str, int, int], None]
"""Told of each step: source, documents done, documents in all."""

_NO_PAGE = frozenset({IssueKind.NOT_HTML, IssueKind.PAGE_UNREAD})

_log = logging.getLogger(__name__)


class Fetching(Protocol):
    """What the harvest needs of the HTTP client."""

    def get(self, url: str, *, source_id: str, purpose: Purpose, known: Capture | None = None) -> Capture:
        """Fetch one address, conditionally where a copy is known."""
        ...


class Stopped(Exception):
    """The whole run was stopped from outside."""


@dataclass
class Run:
    """What all sources of one run share."""

    fetch: Fetching
    store: Store
    journal: Journal
    cache: Path
    clock: Clock
    ticks: Callable[[], float]
    budget_s: float
    progress: Progress | None
    dry: bool
    known: Mapping[str, Capture]
    last_good: Mapping[str, Harvest]
    readers: PageReaders
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Hashes of the lists of links of each source since its last complete harvest, that included."""
    stop: threading.Event = field(default_factory=threading.Event)
    passed_over: Callable[[str], bool] = field(default=lambda _: False)
    """Tells of an address whether its document was taken down and is not asked for."""
    put_up_again: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Addresses at which a document stands in another version, by the address at which it stood."""

    def __post_init__(self) -> None:
        """Gather the hashes known before the run."""
        self.known_hashes = {capture.sha256 for capture in self.known.values()}

    def _expected(self, source: Source) -> int:
        """Return how much a source is likely to list: who has most to fetch afterwards is read first."""
        before = self.last_good.get(source.id)
        return max(source.expect.least if source.expect else 0, before.taken if before else 0)

    def known_copy(self, url: str) -> Capture | None:
        """Return the last good capture of an address whose bytes are still in the store."""
        capture = self.known.get(url)
        if capture is None or capture.sha256 is None:
            return None
        try:
            self.store.check(capture.sha256)
        except StoreError as error:
            _log.warning("%s is fetched again: %s", url, error)
            return None
        return capture

    def links_before(self, source_id: str) -> tuple[Link, ...]:
        """Return what a source showed at its last complete harvest and since, the newest first."""
        found: list[Link] = []
        for sha256 in dict.fromkeys(reversed(self.before.get(source_id, ()))):
            try:
                found.extend(links_from(self.store.read(sha256)))
            except StoreError as error:
                _log.warning("what %s showed before is not known: %s", source_id, error)
        return tuple(found)

    def record(self, records: Sequence[Record]) -> None:
        """Append records to the journal, once the bytes that they name are safe; a dry run records nothing."""
        if records and not self.dry:
            self.store.settle()
            self.journal.append(records)

    def reading(self, adapter: Adapter, source: Source, follow: Follow, capture: Capture) -> Found:
        """Read a page, or take what it was read as before."""
        assert capture.sha256 is not None  # noqa: S101 - only good captures come here
        media_type, magic = capture.headers.get("content-type"), capture.magic or Magic.UNKNOWN
        row = source.model_dump(mode="json", include={"nation", "scope", "areas", "publisher", "aliases", "urls"})
        key = digest(
            capture.sha256,
            f"{adapter.name}@{adapter.version}",
            canonical_json(row),
            capture.final_url,
            follow.canonical(),
            f"{media_type} {magic}",
            length=64,
        )
        path = self.cache / key[:2] / f"{key}.json"
        if before := _read_before(path, key):
            return before
        body = Body(follow, capture.final_url, self.store.read(capture.sha256), media_type, magic)
        read = self.readers.read(adapter, source, body, self._expected(source))
        if isinstance(read, Found):
            return read
        if not self.dry:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(f".{threading.get_ident()}")
            aside.write_bytes(b'{"key":"%b","found":%b}' % (key.encode(), read))
            aside.replace(path)
        return Found.model_validate_json(read)


def _read_before(path: Path, key: str) -> Found | None:
    """Return a cached reading that names its own key; anything else is as good as none."""
    try:
        cached = json.loads(path.read_bytes())
        return Found.model_validate(cached["found"]) if cached["key"] == key else None
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        _log.warning("the cached reading %s cannot be used and is made again", path)
        return None


@dataclass
class Work:
    """What one source's harvest has gathered so far."""

    run: Run
    source: Source
    budget: Budget = field(init=False)
    pending: list[Capture] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    failures: list[Capture] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    taken_from: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    pages: int = 0
    complete: bool = True
    announced: bool = False
    says_none: bool = False
    new: int = 0
    unchanged: int = 0
    failed: int = 0
    requests: int = 0
    bytes: int = 0

    def __post_init__(self) -> None:
        """Begin to count what the source may take."""
        self.budget = Budget(self.run.budget_s, self.run.ticks)

    def is_shown_otherwise(self, known: str) -> bool:
        """Tell whether the list still shows, under another name, what its last good harvest showed under this one."""
        before = self.run.last_good.get(self.source.id)
        if before is None or not before.links_sha256:
            return False
        try:
            links = links_from(self.run.store.read(before.links_sha256))
        except StoreError as error:
            _log.warning("what %s showed before is not known: %s", self.source.id, error)
            return False
        return under_another_name(known, links, self.links, self.run.put_up_again)

    def get(self, url: str, purpose: Purpose) -> Capture:
        """Fetch an address and note the capture for the journal."""
        if self.run.stop.is_set():
            raise Stopped
        capture = self.run.fetch.get(url, source_id=self.source.id, purpose=purpose, known=self.run.known_copy(url))
        self.requests += len(capture.chain) + (capture.status is not None)
        self.bytes += 0 if capture.not_modified else capture.size or 0
        self.pending.append(capture)
        if len(self.pending) >= BATCH:
            self.flush()
        return capture

    def take(self, follow: Follow, found: Found, *, answered: bool = True) -> None:
        """Add what one page of the listing said.

        Args:
            follow: The page.
            found: What its adapter read.
            answered: False where it answered with an error's status; what says no more than that is no page.
        """
        self.complete = self.complete and found.complete
        if found.problem is not None:
            self.note(found.problem, follow.url, found.message or found.problem.definition)
        elif not found.complete:
            partly = f"{follow.url} was read in part: it holds more than is read of one page, or less than it says."
            self.note(IssueKind.INCOMPLETE, follow.url, found.message or partly)
        if found.problem in _NO_PAGE or (found.problem is not None and not answered):
            return
        self.pages += 1
        self.announced = self.announced or found.announced
        self.says_none = self.says_none or found.says_none
        listed = {twin_key(link.url) for link in self.links} if follow.late else set()
        for link in found.links:
            if twin_key(link.url) in listed:
                continue
            # One document on several pages of a listing is one link: the page read first is the fuller one.
            if link.left_out is None and self.taken_from.setdefault(link.url, link.found_on) != link.found_on:
                continue
            self.links.append(link)

    def end_early(self, kind: IssueKind, url: str, message: str) -> None:
        """Say why something that belongs to the source was not asked for; it is incomplete then."""
        self.complete = False
        if message not in {note.message for note in self.notes}:
            self.note(kind, url, message)

    def tell(self, documents: int) -> None:
        """Tell how many of the documents were asked for."""
        if self.run.progress:
            self.run.progress(self.source.id, len(self.asked), documents)

    def flush(self) -> None:
        """Append what is pending to the journal."""
        pending, self.pending = self.pending, []
        self.run.record(pending)

    def note(self, kind: IssueKind, url: str, message: str) -> None:
        """Keep something that a person should look at."""
        self.notes.append(Note(kind=kind, url=url, message=message))
