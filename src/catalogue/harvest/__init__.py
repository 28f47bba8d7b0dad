"""The harvest: from the register's rows to links, captures and bytes.

Belongs here: driving the adapters, budgets, what makes a harvest complete, and what state a source is in
after it. Does not belong here: reading pages (the adapters do), HTTP (``fetch`` does), or judging documents.

One source is one thread, so that a slow site holds up nobody else; a thread that waits costs next to nothing,
so there are as many as sources. What a page says is cached by its bytes,
the adapter's version and the row, so that an unchanged page is not read again; an unchanged document is
only confirmed. Captures reach the journal before the record of the harvest that they belong to.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from catalogue.adapters import adapter_of
from catalogue.harvest.apart import FEW, PageReaders
from catalogue.harvest.expecting import count, last_good
from catalogue.harvest.reading import Walk, fetch_documents
from catalogue.harvest.state import state_of
from catalogue.harvest.work import Fetching, Progress, Run, Stopped, Work
from catalogue.journal import Journal
from catalogue.models import Capture, Harvest, Source
from catalogue.settings import Clock
from catalogue.steady import passing_over, without_collecting
from catalogue.store import Store
from catalogue.vocabulary import SourceState, SourceStatus

__all__ = ["Fetching", "Progress", "harvest", "known_captures"]

_log = logging.getLogger(__name__)


def harvest(
    sources: Sequence[Source],
    *,
    fetch: Fetching,
    store: Store,
    journal: Journal,
    cache: Path,
    clock: Clock,
    progress: Progress | None = None,
    hosts_at_once: int = 256,
    budget_s: float = 1800,
    ticks: Callable[[], float] = time.monotonic,
    dry: bool = False,
    passed_over: Callable[[str], bool] | None = None,
    put_up_again: Mapping[str, Collection[str]] | None = None,
) -> tuple[Harvest, ...]:
    """Harvest sources, each in its own thread.

    Args:
        sources: Rows of the register; those that are not active are passed over.
        fetch: The HTTP client.
        store: Where bodies are, and where the lists of links go (JSON lines of ``Link``).
        journal: Where captures and harvests are appended, and where earlier captures are looked up.
        cache: Folder of what pages said; it can be deleted.
        clock: The time, UTC.
        progress: Told of each document, from any thread.
        hosts_at_once: Sources harvested at the same time.
        budget_s: Seconds after which the harvest of one source ends, incomplete.
        ticks: Seconds from a clock that never goes back, for that budget.
        dry: Whether to read listings only: no document is fetched, nothing is journalled, nothing cached.
        passed_over: Tells of an address whether its document was taken down and is not asked for.
        put_up_again: Addresses at which a document stands in another version, by the address at which it stood: a list
            that shows it there is not doubted for its old name.

    Returns:
        One harvest for each active source, in the order given. The world's failures are states; an unexpected
        error in one source is logged, gives that source the state incomplete, and loses no other.

    Raises:
        JournalError: The journal cannot be read.
        OSError: The journal or the store cannot be written.
    """
    active = [source for source in sources if source.status is SourceStatus.ACTIVE]
    with without_collecting():
        known, harvests = known_captures(journal.read(Capture)), tuple(journal.read(Harvest))
    with passing_over(), PageReaders(few=FEW if len(active) <= FEW else 0) as readers:
        run = Run(
            fetch,
            store,
            journal,
            cache,
            clock,
            ticks,
            budget_s,
            progress,
            dry,
            known=known,
            last_good=last_good(harvests),
            readers=readers,
            before=_listed_before(harvests),
            passed_over=passed_over or (lambda _: False),
            put_up_again=put_up_again or {},
        )
        if any(source.id not in run.last_good for source in active):
            readers.begin()
        done: dict[str, Harvest] = {}
        with ThreadPoolExecutor(max_workers=max(1, hosts_at_once), thread_name_prefix="harvest") as pool:
            tasks = {pool.submit(_harvest_one, run, source): source.id for source in active}
            try:
                for task in as_completed(tasks):
                    done[tasks[task]] = task.result()
            except BaseException:
                # Stopped from outside, or the disk is full: no thread may go on for hours after that.
                run.stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return tuple(done[source.id] for source in active)


def known_captures(captures: Iterable[Capture]) -> dict[str, Capture]:
    """Index the last good capture of each address.

    Args:
        captures: Captures, oldest first.

    Returns:
        The last capture of each address that gave or confirmed a body.
    """
    return {
        capture.url: capture
        for capture in captures
        if capture.sha256 and capture.failure is None and capture.status in {200, 304} and capture.magic is not None
    }


def _listed_before(harvests: Iterable[Harvest]) -> dict[str, tuple[str, ...]]:
    """Return for each source its lists of links since the last complete harvest, oldest first."""
    lists: dict[str, tuple[str, ...]] = {}
    for harvest in sorted(harvests, key=lambda one: one.started_at):
        if harvest.links_sha256:
            kept = () if harvest.complete else lists.get(harvest.source_id, ())
            lists[harvest.source_id] = (*kept, harvest.links_sha256)
    return lists


def _harvest_one(run: Run, source: Source) -> Harvest:
    """Harvest one source; its last record in the journal is the harvest."""
    started, work = run.clock(), Work(run, source)
    try:
        walk = Walk(work, adapter_of(source))
        walk.read()
        _documents(work)
        if walk.read_again():
            _documents(work)
        state, detail = state_of(work, count(source, work.links))
    except (Stopped, OSError):
        raise  # what a site does is a value; this is the disk or the machine, which says nothing of the source
    except Exception as error:  # noqa: BLE001 - the outermost boundary: a bug in one source must not lose the others
        _log.exception("harvest of %s stopped", source.id)
        state, work.complete = SourceState.INCOMPLETE, False
        detail = f"Reading stopped at an unexpected error ({type(error).__name__}); the log has the details."
    shown = count(source, work.links)
    lines = "".join(link.canonical() + "\n" for link in work.links)
    record = Harvest(
        source_id=source.id,
        started_at=started,
        state=state,
        complete=work.complete,
        detail=detail,
        links_sha256=run.store.put(lines.encode()) if work.pages else None,
        pages=work.pages,
        items=shown.items if work.pages else None,
        dated=shown.dated if work.pages else None,
        taken=sum(link.left_out is None for link in work.links),
        left_out=sum(link.left_out is not None for link in work.links),
        documents_new=work.new,
        documents_unchanged=work.unchanged,
        documents_failed=work.failed,
        requests=work.requests,
        bytes=work.bytes,
        notes=tuple(work.notes),
        row=source,
    )
    work.flush()
    run.record([record])
    work.tell(len(work.asked))
    return record


def _documents(work: Work) -> None:
    """Fetch what the listing lists, unless only the listing is wanted."""
    if not work.run.dry:
        fetch_documents(work)
