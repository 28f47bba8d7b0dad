"""How long one round of watching takes: ``make benchmark-watch``. Ratios within one run; the clock asserts nothing.

Belongs here: a round over many hosts against one over the largest host alone, whose pauses no program can shorten.
Does not belong here: the world (``plan.py``, ``server.py``) or the harvest (``harvest.py``).

Every document is on record, so that each look is one conditional request, as on most days. Whether hosts were left in
peace is read from the server's log.
"""

import argparse
import datetime as dt
import os
import platform
import resource
import sys
import time
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from catalogue.fetch import Fetch
from catalogue.journal import FolderJournal
from catalogue.models import Capture, Document, Location, Resolution, Source, digest
from catalogue.notify import Delivery, Letter
from catalogue.settings import Settings
from catalogue.store import FolderStore
from catalogue.vocabulary import Magic, Nation, Purpose, Role, Scope, TextQuality
from catalogue.watch import watch
from tests.bench.harvest import Bench, bench, impolite
from tests.bench.plan import Plan, Size

WATCHED = Size(hosts=150, documents=5_000, latency_s=0.005)
PAUSE_S = 0.5
"""Half of the pause of a real run, so that the benchmark takes minutes; the ratio is the same."""
AGO = dt.timedelta(days=1)


class NoPost:
    """A way out by which nothing goes."""

    def send(self, letter: Letter) -> Delivery:
        """Refuse a letter: nothing is missing here, so there is none."""
        raise AssertionError(letter.subject)


class Round:
    """One warehouse in which every document is on record, and rounds over it."""

    def __init__(self, world: Bench, pause_s: float) -> None:
        self.world, self.plan = world, Plan(world.size)
        here = f"127.0.0.1:{world.port}"
        folder = world.folder / "watched"
        self.settings = Settings(
            warehouse=folder,
            contact="bench@catalogue.test",
            connect_to={host: here for host in self.plan.hosts},
            allow_private=here,
            pause_s=pause_s,
        )
        self.store = FolderStore(folder / "raw", together=True)
        self.journal = FolderJournal(folder / "journal")
        self.sources = tuple(_source(host) for host in self.plan.hosts)
        self.resolution = self._on_record()

    def watch(self, only: Collection[str] | None = None) -> tuple[float, int]:
        """Look at everything, or at some sources; return seconds and looks."""
        began = time.monotonic()
        done = watch(
            self.resolution,
            self.sources,
            fetch=Fetch(self.settings, self.store, _now, rules=self.world.folder / "robots"),
            store=self.store,
            journal=self.journal,
            clock=_now,
            mailer=NoPost(),
            feeds=self.world.folder / "feeds",
            everything=True,
            hosts_at_once=self.settings.hosts_at_once,
            only=only,
        )
        assert set(done.by_rule) == {"not-modified"}, done.by_rule
        return time.monotonic() - began, done.checks

    def _on_record(self) -> Resolution:
        """Put a copy of every document on record, seen yesterday."""
        captures, documents, places = [], [], []
        for host in self.plan.hosts:
            for one in self.plan.documents[host]:
                url = f"http://{host}{one.path}"
                sha = self.store.put(one.head + host.encode())
                captures.append(_capture(host, url, sha))
                documents.append(_document(sha))
                places.append(_location(host, url, sha))
        self.store.settle()
        self.journal.append(captures)
        return Resolution(
            reviews=(), documents=tuple(documents), locations=tuple(places), evidence=(), issues=(), minted=()
        )


def _now() -> dt.datetime:
    """Tell the time."""
    return dt.datetime.now(dt.UTC)


def _source(host: str) -> Source:
    """Make the row of one host."""
    key = host.partition(".")[0]
    return Source(id=key, publisher=host, publisher_id=key, nation=Nation.ENGLAND, scope=Scope.CHILD, areas=())


def _capture(host: str, url: str, sha: str) -> Capture:
    """Make what a harvest of yesterday got."""
    return Capture(
        source_id=host.partition(".")[0],
        purpose=Purpose.DOCUMENT,
        url=url,
        final_url=url,
        status=200,
        requested_at=_now() - AGO,
        headers={"etag": f'"{url.partition("//")[2]}"'},
        sha256=sha,
        size=100,
        magic=Magic.PDF,
    )


def _document(sha: str) -> Document:
    """Make a document."""
    return Document(
        document_id=sha,
        review_id=f"review-{sha[:8]}",
        role=Role.FULL_REPORT,
        title=None,
        media_type=Magic.PDF,
        pages=1,
        words=1,
        text_quality=TextQuality.GOOD,
    )


def _location(host: str, url: str, sha: str) -> Location:
    """Make an address."""
    return Location(
        location_id=digest(url),
        document_id=sha,
        review_id=f"review-{sha[:8]}",
        source_id=host.partition(".")[0],
        url=url,
        first_seen_at=_now() - AGO,
        last_seen_at=_now() - AGO,
        listed=True,
    )


def measure(size: Size, pause_s: float = PAUSE_S) -> dict[str, Any]:
    """Measure a round over the largest host alone, and one over all hosts.

    Args:
        size: The world.
        pause_s: Seconds between requests to one host.

    Returns:
        Every figure of the table, by name.
    """
    with bench(size) as world:
        alone = Round(world, pause_s)
        largest = alone.plan.largest
        alone_s, _ = alone.watch({largest.partition(".")[0]})
        world.log()
        whole = Round(Bench(size, world.port, world.folder / "all", world.server), pause_s)
        all_s, checks = whole.watch()
        log = world.log()
    asked = len(alone.plan.documents[largest])
    return {
        "hosts": size.hosts,
        "checks": checks,
        "largest": asked,
        "dictated_s": asked * pause_s,
        "alone_s": alone_s,
        "all_s": all_s,
        "impolite": impolite(log, pause_s),
        "seeming": impolite([replace(one, ended=one.noted) for one in log], pause_s),
        "latest_note_ms": max(1000 * (one.noted - one.ended) for one in log),
        "requests": len(log),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def told(found: dict[str, Any], pause_s: float) -> str:
    """Return the figures in sentences."""
    return (
        f"{found['checks']:,} locations on {found['hosts']} hosts, pause {pause_s} s; the largest host has "
        f"{found['largest']}.\n"
        f"The pauses of the largest host alone take {found['dictated_s']:.1f} s; a round over it alone took "
        f"{found['alone_s']:.1f} s.\n"
        f"A round over everything took {found['all_s']:.1f} s: {found['all_s'] / found['dictated_s']:.3f} times what "
        f"the pauses dictate (goal 1.1), {found['all_s'] / found['alone_s']:.3f} times the largest host alone.\n"
        f"By the server's log {found['requests']:,} requests, {found['impolite']} within a pause; "
        f"peak {found['peak_mb']:.0f} MB.\n"
        f"({found['seeming']} would seem so had the server taken an answer to go on until it came to note its end, up to "
        f"{found['latest_note_ms']:.1f} ms after its client could have had it.)"
    )


def main() -> int:
    """Measure once and print the figures; end with 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description="Compare a round of watching with what the pauses dictate.")
    parser.add_argument("--hosts", type=int, default=WATCHED.hosts)
    parser.add_argument("--documents", type=int, default=WATCHED.documents)
    parser.add_argument("--pause", type=float, default=PAUSE_S)
    chosen = parser.parse_args()
    size = Size(hosts=chosen.hosts, documents=chosen.documents, latency_s=WATCHED.latency_s)
    found = measure(size, chosen.pause)
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    print(f"{_now():%d %B %Y %H:%M} UTC, {machine}, load {os.getloadavg()[0]:.1f}.\n{told(found, chosen.pause)}")
    return 0 if found["all_s"] <= 1.1 * found["dictated_s"] else 1


if __name__ == "__main__":
    sys.exit(main())
