"""Describing documents: bytes of the store to pages and findings, each document once.

Belongs here: which documents still have to be read, the limited processes that read them, the cache. Does
not belong here: how a format is read (``pdf``, ``office``, ``html``) or what words mean (``extract``).

Files from outside may hang a reader, eat memory or abort the process. So each is read in a worker process
with limits on memory, processor time and wall-clock time; a worker that dies costs one document, whose
description then says so, and whose bytes stay in the store. The cache can be deleted at any time.
"""

import logging
import multiprocessing
import os
import resource
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pebble import ProcessExpired, ProcessPool
from pydantic import ValidationError

from catalogue import extract, html, office, pdf
from catalogue.models import Description, Reading
from catalogue.store import Store, StoreError
from catalogue.vocabulary import Magic, Nation, TextQuality

VERSION = f"{extract.VERSION}+{pdf.VERSION}+{office.VERSION}+html@1"
"""Version of readers and extractors together; it names the folder of the cache."""

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents in all."""

Document = tuple[Magic, str | None, str]
"""What a body is, its content type, and the address it came from."""

Task = tuple[str, Document, Nation | None]
"""A document to read: sha256, what it is, nation whose law applies."""

WALL_S = 60.0
"""Seconds of wall-clock time that one document may take."""
CPU_S = 50
"""Seconds of processor time that one document may take."""
MEMORY_BYTES = 1_536 * 1024 * 1024
"""Address space of a worker."""
_TASKS_A_WORKER = 200

_OF_MAGIC: Mapping[Magic, Callable[[bytes, str | None, str], Reading]] = {
    Magic.PDF: lambda data, _type, _url: pdf.read(data),
    Magic.DOCX: lambda data, _type, _url: office.read_docx(data),
    Magic.PPTX: lambda data, _type, _url: office.read_pptx(data),
    Magic.HTML: html.read,
}


@dataclass(frozen=True)
class Described:
    """What came of describing.

    Attributes:
        descriptions: A description for every document asked for, by sha256.
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
    wall_s: float = WALL_S,
) -> Described:
    """Describe documents, reading only those that are not in the cache.

    Args:
        documents: By sha256, what each is, its content type and its address.
        store: Where the bytes are.
        cache: Folder of the cache; made where it is missing.
        nation_of: By sha256, the nation whose law applies to the document; null or absent where not known.
        workers: Reader processes, at least 1; none is started where nothing has to be read.
        progress: Called after each document.
        wall_s: Seconds that one document may take.

    Returns:
        The descriptions and how many were read now. A document that could not be read has a description
        that says why in ``reading.problem`` and ``quality``.
    """
    folder = cache / VERSION
    known: dict[str, Description] = {}
    waiting: list[str] = []
    done = 0
    for sha256, (magic, _, _) in documents.items():
        description = _not_read(sha256, magic) or _cached(_path(folder, sha256, nation_of.get(sha256)))
        if description is None:
            waiting.append(sha256)
        else:
            known[sha256] = description
            done += 1
            _tell(progress, done, len(documents))
    cached = len(known)
    if waiting:
        tasks = ((sha256, documents[sha256], nation_of.get(sha256)) for sha256 in waiting)
        for description, keep in _read_all(
            tasks, store=store, workers=max(1, min(workers, len(waiting))), wall_s=wall_s
        ):
            known[description.sha256] = description
            if keep:
                _write(_path(folder, description.sha256, nation_of.get(description.sha256)), description)
            done += 1
            _tell(progress, done, len(documents))
    return Described({sha256: known[sha256] for sha256 in documents}, parsed=len(waiting), cached=cached)


def _read_all(
    tasks: Iterator[Task], *, store: Store, workers: int, wall_s: float
) -> Iterator[tuple[Description, bool]]:
    """Yield a description for each task as it is done, and whether it should be kept."""
    pool = ProcessPool(
        max_workers=workers,
        max_tasks=_TASKS_A_WORKER,
        initializer=_limit_worker,
        context=multiprocessing.get_context("spawn"),
    )
    try:
        running: dict[Future[Description], Task] = {}
        while True:
            # Few bodies at once: they are held in memory here until a worker takes them.
            for task in islice(tasks, 2 * workers - len(running)):
                sha256, (magic, _, _), _ = task
                try:
                    data = store.read(sha256)
                except StoreError as error:
                    yield (
                        _failed(sha256, magic, TextQuality.UNREADABLE, f"The stored bytes cannot be read: {error}"),
                        False,
                    )
                    continue
                running[pool.schedule(_read_one, args=(data, task), timeout=wall_s)] = task
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                sha256, (magic, _, _), _ = running.pop(future)
                yield _outcome(future, sha256, magic, wall_s), True
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _outcome(future: Future[Description], sha256: str, magic: Magic, wall_s: float) -> Description:
    """Return a finished task's description, or the one that says why there is none."""
    try:
        return future.result()
    except FutureTimeoutError:
        text = f"Reading took more than {wall_s:g} seconds and was stopped."
        return _failed(sha256, magic, TextQuality.RESOURCE_LIMIT, text)
    except ProcessExpired as error:
        if error.exitcode in (-signal.SIGXCPU, -signal.SIGKILL):
            text = "Reading passed the limit on processor time or memory and was stopped."
            return _failed(sha256, magic, TextQuality.RESOURCE_LIMIT, text)
        return _failed(sha256, magic, TextQuality.UNREADABLE, "The reader broke down on this file.")


def _limit_worker() -> None:
    """Limit a worker's memory; a system that does not know the limit goes without it."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is wrong with a file is told in its description
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it stops the pool
    _lower(resource.RLIMIT_AS, MEMORY_BYTES)


def _read_one(data: bytes, task: Task) -> Description:
    """Read and describe one document; runs in a worker."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + CPU_S)
    try:
        return of_bytes(data, task)
    except MemoryError:
        return _failed(task[0], task[1][0], TextQuality.RESOURCE_LIMIT, "Reading took more memory than the limit.")
    except RecursionError:
        return _failed(task[0], task[1][0], TextQuality.UNREADABLE, "The file is nested too deeply to be read.")


def of_bytes(data: bytes, task: Task) -> Description:
    """Describe one document in this process, without limits.

    Args:
        data: The bytes.
        task: Their sha256; what they are, their content type and address; the nation whose law applies.

    Returns:
        The description.
    """
    sha256, (magic, content_type, url), nation = task
    read = _OF_MAGIC.get(magic)
    if read is None:
        return _failed(sha256, magic, TextQuality.NOT_READ, f"The catalogue does not read files of the kind {magic}.")
    reading = read(data, content_type, url)
    findings, points, parts = extract.everything(reading, nation)
    return Description(
        sha256=sha256,
        version=VERSION,
        reading=reading,
        quality=quality_of(reading),
        words=sum(len(page.text.split()) for page in reading.pages),
        findings=findings,
        points=points,
        parts=parts,
    )


def quality_of(reading: Reading) -> TextQuality:
    """Judge how well a document's text could be read.

    Args:
        reading: The document as read.

    Returns:
        The quality; text on some pages only is PARTIAL.
    """
    if reading.problem == pdf.ENCRYPTED:
        return TextQuality.ENCRYPTED
    if not reading.pages:
        return TextQuality.UNREADABLE
    with_text = sum(1 for page in reading.pages if page.text.strip())
    if not with_text:
        return TextQuality.NEEDS_OCR if reading.magic is Magic.PDF else TextQuality.UNREADABLE
    if reading.unread_pages or with_text < len(reading.pages):
        return TextQuality.PARTIAL
    return TextQuality.GOOD


def _not_read(sha256: str, magic: Magic) -> Description | None:
    """Return the description of a kind of file that is not read, or None."""
    if magic in _OF_MAGIC:
        return None
    return _failed(sha256, magic, TextQuality.NOT_READ, f"The catalogue does not read files of the kind {magic}.")


def _failed(sha256: str, magic: Magic, quality: TextQuality, problem: str) -> Description:
    """Return the description of a document without text."""
    return Description(sha256=sha256, version=VERSION, reading=Reading(magic=magic, problem=problem), quality=quality)


def _path(folder: Path, sha256: str, nation: Nation | None) -> Path:
    """Return where a description is kept; the nation belongs to the key since it decides what words mean."""
    part = nation.value.lower().replace(" ", "-") if nation is not None else "no-nation"
    return folder / part / f"{sha256}.json"


def _cached(path: Path) -> Description | None:
    """Return a kept description; a file that is missing, torn or of another shape counts as none."""
    try:
        return Description.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _write(path: Path, description: Description) -> None:
    """Keep a description: whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        file.write(description.model_dump_json().encode())
    os.replace(file.name, path)  # noqa: PTH105 - the one call that replaces atomically, by its own name


def _lower(which: int, limit: int) -> None:
    """Lower a soft limit; where the system refuses, the wall-clock limit still holds."""
    try:
        _, hard = resource.getrlimit(which)
        resource.setrlimit(which, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    except (OSError, ValueError):
        return


def _tell(progress: Progress | None, done: int, total: int) -> None:
    """Report progress where anybody listens."""
    if progress is not None:
        progress(done, total)
