"""Describing documents: bytes of the store to pages and findings, each document once.

Belongs here: which documents still have to be read, and what is done where reading one was lost. Does not
belong here: how a format is read (``pdf``, ``office``, ``html``) or what words mean (``extract``).

Files from outside may hang a reader, eat memory or abort the process. So each is read in a worker process
with limits on memory, processor time and wall-clock time, without network; a worker that dies costs one
document, which is tried again alone, without the page that broke it. Whatever comes of it, the bytes stay in
the store and the description says what happened. The cache can be deleted at any time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from catalogue import pdf
from catalogue.describe.cache import Kept, as_kept, at_hand, forget, whole
from catalogue.describe.reader import (
    AFTER,
    VERSION,
    Answer,
    Document,
    Job,
    failed,
    not_read,
    perform,
    quality_of,
)
from catalogue.models import Description
from catalogue.steady import without_collecting
from catalogue.store import Store
from catalogue.vocabulary import Magic, Nation, TextQuality
from catalogue.workers.limits import Limits
from catalogue.workers.pool import How, Lost, Readers

__all__ = ["VERSION", "Described", "Document", "Limits", "Progress", "at_hand", "describe", "forget", "quality_of"]

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents in all."""

MOST_LOSSES = 4
"""Lost attempts after which a document is given up."""

_LAST_PAGE = 3_000


@dataclass(frozen=True)
class Described:
    """What came of describing.

    Attributes:
        descriptions: A description for every document asked for, by sha256; the pages of what is in the cache are left
            there until they are looked at.
        parsed: Documents that were read now.
        cached: Documents whose description was known.
    """

    descriptions: dict[str, Description]
    parsed: int
    cached: int


def describe(
    documents: Mapping[str, Document],
    *,
    store: Store,
    cache: Path,
    nation_of: Mapping[str, Nation | None],
    workers: int,
    progress: Progress | None = None,
    limits: Limits | None = None,
    values: bool = True,
) -> Described:
    """Describe documents, reading only those that are not in the cache.

    Args:
        documents: By sha256, what each is, its content type and its address.
        store: Where the bytes are; readable without network from another process.
        cache: Folder of the cache; made where it is missing.
        nation_of: By sha256, the nation whose law applies to the document; null or absent where not known.
        workers: Reader processes, at least 1; none is started where nothing has to be read.
        progress: Called after each document.
        limits: What one document may cost; the usual limits where null.
        values: Whether values are looked for in the text, which takes most of the time for a short document.

    Returns:
        The descriptions and how many were read now. A document that could not be read has a description
        that says why in ``reading.problem`` and ``quality``.
    """
    kept = Kept(cache, VERSION if values else f"{VERSION}+text")  # so that neither is ever taken for the other
    known: dict[str, Description] = {}
    waiting: list[Job] = []
    with without_collecting():
        for sha256, document in documents.items():
            job = Job(sha256, document, nation_of.get(sha256), store, limits or Limits(), values=values)
            description = not_read(job) or kept.get(sha256, job.nation)
            if description is None:
                waiting.append(job)
            else:
                known[sha256] = description
                _tell(progress, len(known), len(documents))
    cached = len(known)
    if waiting:
        with Readers(max(1, min(workers, len(waiting))), waiting[0].limits) as readers:
            for job, answer in _read_all(readers, waiting):
                # What is not kept has no pages: its bytes could not be had.
                known[job.sha256] = (
                    kept.keep(job.sha256, job.nation, answer.description) if answer.keep else whole(answer.description)
                )
                _tell(progress, len(known), len(documents))
    return Described({sha256: known[sha256] for sha256 in documents}, parsed=len(waiting), cached=cached)


def _read_all(readers: Readers, jobs: Iterable[Job]) -> Iterator[tuple[Job, Answer]]:
    """Yield the answer for each document; what is lost is tried again, alone where memory may have been short."""
    again = list(jobs)
    while again:
        jobs, again = again, []
        yield from _read_once(readers, [job for job in jobs if not job.alone], again, alone=False)
        yield from _read_once(readers, [job for job in jobs if job.alone], again, alone=True)


def _read_once(readers: Readers, jobs: list[Job], lost: list[Job], *, alone: bool) -> Iterator[tuple[Job, Answer]]:
    """Yield the answers of one round; what should be tried again is added to ``lost``."""
    jobs.reverse()
    for job, outcome in readers.run(perform, _popped(jobs), alone=alone):
        if isinstance(outcome, Lost):
            again = _again(job, outcome)
            if again is None:
                yield job, Answer(as_kept(_given_up(job, outcome)))
            else:
                lost.append(again)
        elif outcome.more:
            jobs.append(replace(job, known=outcome.description))
        else:
            yield job, outcome


def _popped(jobs: list[Job]) -> Iterator[Job]:
    """Yield from the end of a list, to which more may be added meanwhile."""
    while jobs:
        yield jobs.pop()


def _again(job: Job, lost: Lost) -> Job | None:
    """Return what to try next after a lost attempt, or None where nothing is left to try."""
    losses = job.losses + 1
    job = replace(job, known=None, losses=losses)
    if lost.how is How.KILLED:
        return None if job.alone else replace(job, alone=True)
    if lost.place == AFTER:
        return replace(job, extracts=False) if job.extracts else None
    if job.document[0] is not Magic.PDF or losses > MOST_LOSSES:
        return None
    if lost.place == 0:
        return None if job.distrust else replace(job, distrust=True)
    return _without(job, lost.place)


def _without(job: Job, place: int) -> Job | None:
    """Return the attempt without the page, or the reader, that broke the one before."""
    if place >= pdf.SECOND:
        return replace(job, skip=job.skip | pdf.WITHOUT_SECOND)
    if job.losses == MOST_LOSSES:
        # Page after page breaks the reader: what stands before the first of them is better than nothing.
        first = min({place, *(page for page in job.skip if page < pdf.SECOND)})
        rest = frozenset(range(first, _LAST_PAGE + 1))
        return replace(job, skip=rest | pdf.WITHOUT_SECOND) if first > 1 else None
    return replace(job, skip=job.skip | {place})


def _given_up(job: Job, lost: Lost) -> Description:
    """Return the description of a document that no attempt could read."""
    if lost.how is How.TIME:
        text = f"Reading took more than {job.limits.wall_s:g} seconds and was stopped."
        return failed(job, TextQuality.RESOURCE_LIMIT, text)
    if lost.how in (How.PROCESSOR, How.MEMORY):
        text = "Reading passed the limit on processor time or memory and was stopped."
        return failed(job, TextQuality.RESOURCE_LIMIT, text)
    if lost.how is How.KILLED:
        text = "The reader was stopped from outside twice, perhaps for want of memory."
        return failed(job, TextQuality.RESOURCE_LIMIT, text)
    return failed(job, TextQuality.UNREADABLE, "The reader broke down on this file.")


def _tell(progress: Progress | None, done: int, total: int) -> None:
    """Report progress where anybody listens."""
    if progress is not None:
        progress(done, total)
