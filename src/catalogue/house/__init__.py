"""The house assembled: every stage with the doors it needs, for the command line and for Dagster alike.

Belongs here: which object each stage is handed, and the order of the stages. Does not belong here: a
decision about a review, a message for people (``cli``), or anything of Dagster (``pipelines``).

The stages may be called one by one or by ``run``; each begins from what is on disk, so a process that
was killed is simply run again. One process at a time works on a warehouse: ``locked`` sees to it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.adapters import ADAPTERS
from catalogue.availability import with_answers
from catalogue.curation import Curation, Entry, add
from catalogue.curation import load as load_curation
from catalogue.describe import Described, Document, at_hand, describe
from catalogue.exchange import Exchange
from catalogue.fetch import Fetch
from catalogue.fetch.sniff import sniff
from catalogue.harvest import harvest
from catalogue.house.awaited import put_up_again
from catalogue.house.channels import secrets, ways
from catalogue.house.contents import assemble
from catalogue.house.guards import still_there
from catalogue.house.locking import WarehouseBusyError
from catalogue.house.papers import papers_of
from catalogue.house.printing import print_edition, print_site
from catalogue.house.progress import Progress, named
from catalogue.house.ran import Ran
from catalogue.house.serving import HEAD
from catalogue.house.sharing import bring, exchange_of, to_read, worked_on
from catalogue.house.silence import silenced
from catalogue.house.sources import all_sources, reached_nothing
from catalogue.house.takedown import Takedowns, clear_up, holding, purge
from catalogue.journal import FolderJournal
from catalogue.models import AlertEvent, Description, Harvest, Problem, Resolution, Source, Takedown
from catalogue.notify import Mailer
from catalogue.publish import Outcome
from catalogue.registry import Register
from catalogue.registry import load as load_register
from catalogue.resolve import Inputs, resolve
from catalogue.resolve.items import location_key
from catalogue.settings import Clock, Settings
from catalogue.site import Outcome as SitePrinted
from catalogue.steady import passing_over, without_collecting
from catalogue.store import FolderStore, Store
from catalogue.vocabulary import Nation, SourceStatus
from catalogue.watch import Ledger, Watched, watch

__all__ = ["House", "Progress", "Ran", "WarehouseBusyError"]


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
        self.journal = FolderJournal(settings.journal_folder)
        self.store = FolderStore(settings.raw)

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
        publishers = {source.publisher_id for source in self.sources}
        return still_there(load_curation(path, publishers=publishers), path, self.settings.edition_path)

    @property
    def takedowns(self) -> Takedowns:
        """The takedowns, by the journal and the curation file."""
        return Takedowns(self.journal, self.clock, self.curation.entries)

    def decide(self, entry: Entry) -> None:
        """Put a decision into the curation file; raises ConfigurationError where it does not fit there."""
        add(self.settings.curation, entry, publishers={source.publisher_id for source in self.sources})
        self.__dict__.pop("curation", None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Mistakes in the two YAML files; the rows beside them still run."""
        return (*self.register.problems, *self.curation.problems)

    @cached_property
    def exchange(self) -> Exchange | None:
        """The exchange with other machines; null where there are none."""
        return exchange_of(self.settings, self.journal)

    def locked(self, *, together: bool = False) -> AbstractContextManager[None]:
        """Keep other processes out of the warehouse, and other machines unless ``together``; see ``house.sharing``."""
        return worked_on(self.settings.warehouse, self.exchange, together=together)

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
        away = {place for one in holding(self.journal) for place in one.locations}
        active = bring(self.exchange, self.journal, self.active(only))
        done = harvest(
            active,
            fetch=self._fetch(store),
            store=store,
            journal=self.journal,
            cache=self.settings.described / "listings",
            clock=self.clock,
            progress=progress,
            hosts_at_once=self.settings.hosts_at_once,
            budget_s=self.settings.source_budget_s,
            dry=dry,
            passed_over=lambda url: location_key(url) in away,
            put_up_again=put_up_again(active, self.describe, journal=self.journal, store=self.store),
        )
        if self.exchange and not dry:
            self.describe()  # what a machine fetched it also reads: the slow part is shared too
        return done

    def describe(self, *, progress: Progress | None = None) -> Described:
        """Read every document captured so far; what was read before is not read again."""
        documents, nations = to_read(self.exchange, self.journal, self.sources, self.store)
        return self._describe(documents, nations, self.store, named(progress, "reading documents"))

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
            described = self._describe(documents, {sha256: nation}, store, None, Path(folder))
            return at_hand(described.descriptions[sha256])

    def resolve(self, described: Described | None = None) -> Resolution:
        """Work out all reviews, and keep the ids given for the first time before anyone sees them."""
        described = described or self.describe()

        def without(takedowns: Sequence[Takedown]) -> Resolution:
            inputs = Inputs(self.sources, self.curation.entries, described.descriptions, takedowns)
            resolution = resolve(inputs, journal=self.journal, store=self.store, clock=self.clock)
            self.journal.append(resolution.minted)
            self.journal.append(resolution.redirected)
            return resolution

        resolution = self.takedowns.settle(without, described)
        return with_answers(resolution, self.journal.read(AlertEvent), location_key)

    def watch(
        self, only: Collection[str] | None = None, *, progress: Progress | None = None, everything: bool = False
    ) -> Watched:
        """Check every location that is due (or really every one), then open, deliver and close alerts."""
        fetch = self._fetch()
        with without_collecting():
            described = self.describe()
            resolution = self.resolve(described)
        with passing_over(), papers_of(described.descriptions, self.store, self.settings.workers) as papers:
            return watch(
                resolution,
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
                read_ahead=papers.read_ahead,
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

    @without_collecting()
    def publish(self, *, accept_fall: bool = False, at_once: bool = False) -> Outcome:
        """Print the edition from what is on disk, or refuse and leave the last one in place.

        What was taken down goes with it: bytes, caches, feeds, and what older editions tell of it.

        Args:
            accept_fall: Whether a person has looked and found right that far fewer reviews are left than before.
            at_once: Whether to print even where the last harvest reached nothing, as a takedown needs it.
        """
        unreached = reached_nothing(self.active(), self.journal.read(Harvest), self.settings.edition_path)
        if unreached and not at_once:
            return Outcome(False, 0, "", (unreached,), (), self.settings.edition_path)
        described = self.describe()
        resolution = self.resolve(described)
        purge(resolution, store=self.store, described=self.settings.described)
        contents = assemble(
            resolution,
            described,
            sources=self.sources,
            register=self.register,
            curation=self.curation,
            journal=self.journal,
            ledger=self.ledger(),
            now=self.clock(),
        )
        contents = silenced(contents, resolution, holding(self.journal))
        outcome = print_edition(contents, self.settings, self.store, self.journal, self.clock, accept_fall=accept_fall)
        if outcome.published:
            clear_up(resolution, self.sources, self.settings, journal=self.journal, clock=self.clock)
            if self.settings.site.is_dir():  # so that it never tells what its edition does not tell any more
                self.site()
        return outcome

    def site(self, to: Path | None = None) -> SitePrinted:
        """Print the website of the edition in place, into the warehouse where null; see ``catalogue.site``."""
        return print_site(self.settings, to)

    def run(self, only: Collection[str] | None = None, *, progress: Progress | None = None) -> Ran:
        """Harvest, describe, resolve, watch and publish.

        Args:
            only: Source ids to harvest and watch; all active ones where null.
            progress: Told of each stage's progress.

        Returns:
            What was done. Where no source could be read, nothing is watched or published: the fault may be ours.
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
        kept, workers = cache or self.settings.described, self.settings.workers
        return describe(documents, store=store, cache=kept, nation_of=nations, workers=workers, progress=progress)

    def _fetch(self, store: Store | None = None) -> Fetch:
        """Return a client for one stage: whether robots rules changed is asked again by the next."""
        return Fetch(self.settings, store or self.store, self.clock, rules=self.settings.described / "robots")
