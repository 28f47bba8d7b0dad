"""The runs: every kind of fault at documents, at robots rules and at listings, compared with the script.

Belongs here: driving the catalogue's own parts through the world of faults and gathering what differs. Does not
belong here: what should come out (`kinds`).
"""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.availability import likeness
from catalogue.fetch import Fetch
from catalogue.harvest import harvest
from catalogue.journal import FolderJournal
from catalogue.models import Capture, Checked, Harvest, Location, Resolution, Source
from catalogue.notify import Delivery, Letter
from catalogue.store import FolderStore
from catalogue.vocabulary import Purpose, SourceState, Verdict
from catalogue.watch import Paper, watch
from tests.faults import content
from tests.faults.kinds import AT_LISTING, AT_ROBOTS, KINDS, Site
from tests.faults.world import Faults
from tests.test_watch import location, review, source

START = dt.datetime(2021, 3, 1, 6, tzinfo=dt.UTC)
CANARIES = tuple(f"http://canary-{number:03d}.faults.test/robots.txt" for number in range(3))
HEALTHY = tuple(name for name, kind in KINDS.items() if kind.verdict == "available")
SOFT = tuple(name for name in KINDS if name.startswith("soft-") and KINDS[name].verdict == "unavailable")


@dataclass(frozen=True)
class Limits:
    """What the client is told."""

    allow_private: Sequence[tuple[str, int]]
    deadline_s: float = 60.0
    pause_s: float = 0.0
    connect_timeout_s: float = 30.0
    max_bytes: int = 2_000_000
    connect_to: dict[str, tuple[str, int]] = field(default_factory=dict)
    user_agent: str = "FaultMatrix/1 (+desk@example.test)"


@dataclass(frozen=True)
class Outcome:
    """One run of one fault."""

    target: str
    kind: str
    seed: int
    wanted: str
    found: str

    @property
    def right(self) -> bool:
        """Whether it came out as the script says."""
        return self.wanted == self.found


class Nobody:
    """A way out that nothing takes: the matrix is about verdicts."""

    def send(self, letter: Letter) -> Delivery:
        """Refuse."""
        return Delivery(ok=False, channel="email", detail="Nobody is here.")


class Bench:
    """One catalogue over a world of faults."""

    def __init__(self, world: Faults, folder: Path, sites: Iterable[Site], *, deadline_s: float = 60.0) -> None:
        """Harvest every document of the sites while all is well."""
        self.world, self.folder, self.now = world, folder, START
        self.store, self.journal = FolderStore(folder / "raw"), FolderJournal(folder / "journal")
        self.fetch = self._client(Limits(world.allowed, deadline_s), lambda seconds: None)
        self.sites = {key(site): site for site in sites}
        self.sources = tuple(source(name, id=name) for name in self.sites)
        places = [self._place(site, path) for site in self.sites.values() for path in documents(site)]
        self.resolution = Resolution(
            reviews=tuple(review(row.publisher_id, row) for row in self.sources),
            documents=(),
            locations=tuple(places),
            evidence=(),
            issues=(),
            minted=(),
        )
        world.broken = False
        self.harvested([(place.source_id, place.url) for place in places])

    def _client(self, limits: Limits, sleep: Callable[[float], None]) -> Fetch:
        """Make a client of the world."""
        return Fetch(
            limits,
            self.store,
            lambda: self.now,
            sleep=sleep,
            resolve=self.world.resolve,
            authorities=self.world.authorities,
        )

    def pace(self, pause_s: float) -> None:
        """From now on leave a pause between two requests to one host, as in real life."""
        self.fetch = self._client(Limits(self.world.allowed, pause_s=pause_s), time.sleep)

    def _place(self, site: Site, path: str) -> Location:
        """Return the location of one document."""
        return location(f"{site.host}{path}", None, key(site), key(site), f"{base(site)}{path}")

    def harvested(self, addresses: Sequence[tuple[str, str]]) -> list[Capture]:
        """Fetch documents as a harvest does, and remember them."""
        with ThreadPoolExecutor(16) as pool:
            captures = list(
                pool.map(lambda one: self.fetch.get(one[1], source_id=one[0], purpose=Purpose.DOCUMENT), addresses)
            )
        self.journal.append(captures)
        return captures

    def look(self, **more: object) -> list[Checked]:
        """Watch once, a day later; return the new checks."""
        self.now += dt.timedelta(days=1, minutes=1)
        before = sum(1 for _ in self.journal.read(Checked))
        fields = {
            "fetch": self.fetch,
            "store": self.store,
            "journal": self.journal,
            "clock": lambda: self.now,
            "mailer": Nobody(),
            "feeds": self.folder / "feeds",
            "similarity": self._similarity,
            "reader": self._paper,
            "unverified": self.fetch.unverified(),
            "canaries": CANARIES,
            "hosts_at_once": 24,
        }
        watch(self.resolution, self.sources, **{**fields, **more})  # type: ignore[arg-type]
        return list(self.journal.read(Checked))[before:]

    def _similarity(self, one: str, other: str) -> float | None:
        """Return the likeness of two bodies."""
        return likeness(*(content.text_of(self.store.read(sha256)) for sha256 in (one, other)))

    def _paper(self, sha256: str) -> Paper:
        """Read a body as the matrix's documents are read."""
        data = self.store.read(sha256)
        return Paper(content.text_of(data), not data.startswith(b"%PDF-") or b"trailer" in data)


def key(site: Site) -> str:
    """Return the key of a site in the register."""
    return site.host.removesuffix(".faults.test").replace(".", "-")


def base(site: Site) -> str:
    """Return the beginning of a site's addresses."""
    return site.base if site.kind in KINDS else f"http://{site.host}"


def documents(site: Site) -> tuple[str, ...]:
    """Return the paths of a site's documents."""
    return site.documents if site.kind in KINDS else Site("same-page", site.seed).documents


def at_documents(world: Faults, folder: Path, names: Iterable[str], seeds: Iterable[int]) -> list[Outcome]:
    """Run kinds of faults at documents."""
    chosen, numbers = tuple(names), tuple(seeds)
    found: list[Outcome] = []
    for slow in (False, True):
        sites = [Site(name, seed) for name in chosen if KINDS[name].slow is slow for seed in numbers]
        if not sites:
            continue
        bench = Bench(world, folder / f"documents-{slow}", sites, deadline_s=4.0 if slow else 60.0)
        world.broken = True
        moved = [site for site in sites if KINDS[site.kind].moved]
        bench.journal.append([_harvest(site, bench.now) for site in moved])
        bench.harvested([(key(site), f"{site.base}/new/place.pdf") for site in moved])
        found += [_outcome("document", bench.sites[one.capture.source_id], one) for one in bench.look()]
    return found


def at_robots(world: Faults, folder: Path, seeds: Iterable[int]) -> list[Outcome]:
    """Run kinds of faults at robots rules."""
    sites = [Site(f"robots.{name}", seed) for name in AT_ROBOTS for seed in seeds]
    bench = Bench(world, folder / "robots", sites, deadline_s=4.0)
    world.broken = True
    found = []
    for one in bench.look():
        site = bench.sites[one.capture.source_id]
        wanted = AT_ROBOTS[site.kind.removeprefix("robots.")]
        found.append(Outcome("robots", site.kind, site.seed, f"{wanted[0]} {wanted[1]}", f"{one.verdict} {one.rule}"))
    return found


def at_listings(world: Faults, folder: Path, seeds: Iterable[int]) -> list[Outcome]:
    """Run kinds of faults at listings: what the source is said to be, and that no absence is concluded."""
    sites = [Site(f"listing.{name}", seed) for name in AT_LISTING for seed in seeds]
    bench = Bench(world, folder / "listing", ())
    rows = tuple(_row(site) for site in sites)
    wanted = {key(site): AT_LISTING[site.kind.removeprefix("listing.")][0] for site in sites}

    def run() -> tuple[Harvest, ...]:
        return harvest(
            rows,
            fetch=bench.fetch,
            store=bench.store,
            journal=bench.journal,
            cache=folder / "cache",
            clock=lambda: bench.now,
            hosts_at_once=24,
        )

    well = {one.source_id: one for one in run()}
    world.broken = True
    bench.now += dt.timedelta(days=1)
    found = []
    for site, one in zip(sites, run(), strict=True):
        said = (
            one.state.value if well[key(site)].state is SourceState.OK else f"not well before: {well[key(site)].detail}"
        )
        absent = " and believed" if one.good else ""
        found.append(Outcome("listing", site.kind, site.seed, wanted[key(site)], said + absent))
    return found


def _outcome(target: str, site: Site, check: Checked) -> Outcome:
    """Compare one check with the script."""
    kind = KINDS[site.kind]
    wanted = f"{kind.verdict} {kind.rule}"
    if site.kind == "403" and not check.url.endswith(site.documents[0]):
        wanted = "available same-bytes"
    return Outcome(target, site.kind, site.seed, wanted, f"{check.verdict.value} {check.rule.value}")


def _harvest(site: Site, now: dt.datetime) -> Harvest:
    """Return a good harvest that begins now."""
    return Harvest(
        source_id=key(site), started_at=now, state=SourceState.OK, complete=True, detail="Read.", links_sha256=None
    )


def _row(site: Site) -> Source:
    """Return the row of a source that lists two reviews."""
    fields = {"id": key(site), "urls": (f"http://{site.host}/reviews/",), "expect": {"least": 2}}
    return source(key(site), **fields)


def false_absences(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the outcomes that call something missing which is there."""
    return [one for one in outcomes if one.found.startswith(Verdict.UNAVAILABLE.value) and one.wanted != one.found]
