"""The house assembled: every stage with the doors it needs, for the command line and for Dagster alike.

Belongs here: which object each stage is handed, and the order of the stages. Does not belong here: a
decision about a review, a message for people (``cli``), or anything of Dagster (``pipelines``).

The stages may be called one by one or by ``run``; each begins from what is on disk, so a process that
was killed is simply run again. One process at a time works on a warehouse: ``locked`` sees to it.
"""

import fcntl
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.adapters import ADAPTERS
from catalogue.availability import with_answers
from catalogue.curation import Curation
from catalogue.curation import load as load_curation
from catalogue.describe import Described, Document, describe
from catalogue.fetch import Fetch
from catalogue.fetch.sniff import sniff
from catalogue.harvest import harvest
from catalogue.house.channels import secrets, ways
from catalogue.house.contents import assemble, to_describe
from catalogue.house.guards import still_there
from catalogue.house.papers import Papers
from catalogue.house.printing import print_edition
from catalogue.house.sources import REACHED_NOTHING, all_sources, reached_nothing
from catalogue.journal import FolderJournal
from catalogue.models import AlertEvent, Description, Harvest, Problem, Resolution, Source
from catalogue.notify import Mailer
from catalogue.publish import Outcome
from catalogue.registry import Register
from catalogue.registry import load as load_register
from catalogue.resolve import Inputs, resolve
from catalogue.resolve.items import location_key
from catalogue.settings import Clock, Settings
from catalogue.store import FolderStore, Store
from catalogue.vocabulary import Nation, SourceStatus
from catalogue.watch import Ledger, Watched, watch

Progress = Callable[[str, int, int], None]
"""Told of progress: what is being done, how many are done, how many there are."""

HEAD = 4096


class WarehouseBusyError(Exception):
    """Another process is working on the warehouse."""


@dataclass(frozen=True)
class Ran:
    """What one run of all stages did."""

    harvests: tuple[Harvest, ...]
    described: Described | None
    watched: Watched | None
    outcome: Outcome | None

    @property
    def reached_nothing(self) -> bool:
        """Whether no source could be read, so that nothing was published."""
        return bool(self.harvests) and all(one.state in REACHED_NOTHING for one in self.harvests)


class House:
    """The stages over one warehouse."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None) -> None:
        """Open the warehouse that the settings name.

        Args:
            settings: Paths, limits, mail server.
            clock: Tells the time in UTC; the settings' own clock where none is given.
        """
        self.settings = settings
        self.clock = clock or settings.clock()
        self.store = FolderStore(settings.raw)
        self.journal = FolderJournal(settings.journal_folder)

    @cached_property
    def register(self) -> Register:
        """The register of sources; its problems are issues, not exceptions."""
        return load_register(self.settings.sources, adapters=ADAPTERS)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, those that only the journal still knows too."""
        return all_sources(self.register.sources, self.journal.read(Harvest))

    @cached_property
    def curation(self) -> Curation:
        """The corrections that people made."""
        path = self.settings.curation
        return still_there(load_curation(path), path, self.settings.edition_path)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Mistakes in the two YAML files; the rows beside them still run."""
        return (*self.register.problems, *self.curation.problems)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes out of the warehouse.

        Raises:
            WarehouseBusyError: Another process is in it. The lock goes with its process, however that ends.
        """
        self.settings.warehouse.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.settings.warehouse / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise WarehouseBusyError(
                f"Another process is working on {self.settings.warehouse}. Wait until it has finished."
            ) from None
        try:
            yield
        finally:
            os.close(handle)

    def active(self, only: Collection[str] | None = None) -> tuple[Source, ...]:
        """Return the sources to harvest: all active ones, or those of ``only`` that are active."""
        return tuple(
            source
            for source in self.register.sources
            if source.status is SourceStatus.ACTIVE and (only is None or source.id in only)
        )

    def harvest(
        self, only: Collection[str] | None = None, *, progress: Progress | None = None, dry: bool = False
    ) -> tuple[Harvest, ...]:
        """Harvest sources: listing pages, then every document they link to; failures are values.

        Args:
            only: Source ids; all active ones where null.
            progress: Told of each document.
            dry: Whether to read listings only, and to journal nothing.

        Returns:
            One harvest a source.
        """
        store = FolderStore(self.settings.raw, together=True)
        return harvest(
            self.active(only),
            fetch=self._fetch(store),
            store=store,
            journal=self.journal,
            cache=self.settings.described / "listings",
            clock=self.clock,
            progress=progress,
            hosts_at_once=self.settings.hosts_at_once,
            budget_s=self.settings.source_budget_s,
            dry=dry,
        )

    def describe(self, *, progress: Progress | None = None) -> Described:
        """Read every document captured so far; what was read before is not read again."""
        documents, nations = to_describe(self.journal, self.sources)
        return self._describe(documents, nations, self.store, _named(progress, "reading documents"))

    def read(self, data: bytes, name: str, nation: Nation) -> Description:
        """Read one file as a document is read, in a limited process, storing nothing.

        Args:
            data: Its bytes.
            name: Its name, for messages.
            nation: Nation whose words it uses.

        Returns:
            What was read; a file that cannot be read says why.
        """
        with TemporaryDirectory() as folder:
            store = FolderStore(Path(folder) / "raw")
            sha256 = store.put(data)
            documents = {sha256: (sniff(data[:HEAD], data[-HEAD:]), None, name)}
            return self._describe(documents, {sha256: nation}, store, None, Path(folder)).descriptions[sha256]

    def resolve(self, described: Described | None = None) -> Resolution:
        """Work out all reviews, and keep the ids given for the first time before anyone sees them."""
        described = described or self.describe()
        inputs = Inputs(self.sources, self.curation.entries, described.descriptions)
        resolution = resolve(inputs, journal=self.journal, store=self.store, clock=self.clock)
        self.journal.append(resolution.minted)
        self.journal.append(resolution.redirected)
        return with_answers(resolution, self.journal.read(AlertEvent), location_key)

    def watch(
        self, only: Collection[str] | None = None, *, progress: Progress | None = None, everything: bool = False
    ) -> Watched:
        """Check every location that is due (or really every one), then open, deliver and close alerts."""
        described, fetch = self.describe(), self._fetch()
        papers = Papers(described.descriptions, self._read_stored)
        return watch(
            self.resolve(described),
            self.sources,
            fetch=fetch,
            store=self.store,
            journal=self.journal,
            clock=self.clock,
            mailer=Mailer(self.settings),
            ways=ways(self.settings, self.clock),
            secrets=secrets(self.settings),
            feeds=self.settings.feeds,
            similarity=papers.similarity,
            reader=papers.paper,
            unverified=fetch.unverified(),
            canaries=self.settings.canaries,
            accepted={str(one.value) for one in self.curation.entries if one.kind == "accept"},
            everything=everything,
            operator=self.settings.operator,
            progress=(lambda _, done, total: progress("checking addresses", done, total)) if progress else None,
            hosts_at_once=self.settings.hosts_at_once,
            only=only,
            ledger=self.ledger(),
        )

    def ledger(self) -> Ledger:
        """Return what the journal amounts to for watching, as the last round left it."""
        return Ledger(self.journal, self.settings.described / "watch.json")

    def publish(self, *, accept_fall: bool = False) -> Outcome:
        """Print the edition from what is on disk, or refuse and leave the last one in place.

        Args:
            accept_fall: Whether a person has looked and found right that far fewer reviews are left than before.
        """
        if refusal := reached_nothing(self.active(), self.journal.read(Harvest), self.settings.edition_path):
            return Outcome(False, 0, "", (refusal,), (), self.settings.edition_path)
        described = self.describe()
        contents = assemble(
            self.resolve(described),
            described,
            sources=self.sources,
            register=self.register,
            curation=self.curation,
            journal=self.journal,
            now=self.clock(),
        )
        return print_edition(contents, self.settings, self.store, self.journal, self.clock, accept_fall=accept_fall)

    def run(self, only: Collection[str] | None = None, *, progress: Progress | None = None) -> Ran:
        """Harvest, describe, resolve, watch and publish.

        Args:
            only: Source ids to harvest and watch; all active ones where null.
            progress: Told of each stage's progress.

        Returns:
            What was done. Where no source at all could be read, the fault may be ours: nothing is watched
            or published, and the last edition stays as it is.
        """
        harvests = self.harvest(only, progress=progress)
        ran = Ran(harvests, None, None, None)
        if ran.reached_nothing:
            return ran
        described = self.describe(progress=progress)
        watched = self.watch(only, progress=progress)
        return Ran(harvests, described, watched, self.publish())

    def _describe(
        self,
        documents: Mapping[str, Document],
        nations: Mapping[str, Nation | None],
        store: Store,
        progress: Callable[[int, int], None] | None,
        cache: Path | None = None,
    ) -> Described:
        """Read documents of a store with the settings' number of processes."""
        return describe(
            documents,
            store=store,
            cache=cache or self.settings.described,
            nation_of=nations,
            workers=self.settings.workers,
            progress=progress,
        )

    def _read_stored(self, sha256: str) -> Description | None:
        """Read a body of the store; null where its bytes are gone."""
        return self.read(self.store.read(sha256), "", Nation.ENGLAND) if self.store.has(sha256) else None

    def _fetch(self, store: Store | None = None) -> Fetch:
        """Return a client for one stage: whether robots rules changed is asked again by the next."""
        return Fetch(self.settings, store or self.store, self.clock, rules=self.settings.described / "robots")


def _named(progress: Progress | None, name: str) -> Callable[[int, int], None] | None:
    """Return a callback that tells of one named task."""
    return (lambda done, total: progress(name, done, total)) if progress else None
