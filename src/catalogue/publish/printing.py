"""Printing an edition: built aside, asserted, swapped in, and only then recorded.

Belongs here: the order of the steps, which is what makes it safe. Does not belong here: what is printed.

Stopped at any moment, a printing leaves either the last edition or the new one, whole. The new one is
built in a folder of its own beside its place and renamed over the last one in one step; readers of the
last one keep it. It is recorded in the journal after that, so that a printing stopped in between is
printed again under the same number and compared with the same edition.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from catalogue import models
from catalogue.disk import sync_folder
from catalogue.journal import Journal
from catalogue.models import Change, Edition, Printed, Table
from catalogue.publish import changes, gates, index, schema
from catalogue.publish.contents import Contents, canonical_content, rows
from catalogue.settings import Clock
from catalogue.store import Store

STORAGE = "v1.5.0"
"""Oldest DuckDB whose clients can open an edition."""
_ASIDE = ".edition-"


@dataclass(frozen=True)
class Outcome:
    """What came of a printing."""

    published: bool
    """Whether the edition was printed; if not, the last one stays untouched."""
    number: int
    """Number of the edition that stands now; 0 where none does."""
    summary: str
    """What happened, in a sentence without its full stop."""
    refused: tuple[str, ...]
    """Why it was refused, in plain sentences; empty where it was published."""
    changes: tuple[Change, ...]
    """What it changed; empty where it was refused."""
    path: Path
    """Where the edition stands."""


def publish(
    contents: Contents,
    *,
    target: Path,
    store: Store,
    journal: Journal,
    clock: Clock,
    code_version: str,
    accept_fall: bool = False,
) -> Outcome:
    """Print an edition, or refuse to.

    Args:
        contents: What it holds.
        target: File to put in place; its folder is made where it does not exist.
        store: Keeps the canonical content, with which the next edition is compared.
        journal: Keeps the record that the edition was printed.
        clock: Gives the time at which it was built.
        code_version: Version of the code that prints.
        accept_fall: Whether to print although far fewer reviews are left than before; everything else is
            asserted all the same.

    Returns:
        What came of it. A refusal is a value: it names every assertion that failed.

    Raises:
        OSError: The disk cannot be written; the last edition stays.
        duckdb.Error: The database cannot be written; the last edition stays.
        JournalError: The journal is damaged.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target.parent):
        last, earlier = changes.last_printed(journal, store)
        if reasons := (
            *gates.judge(contents, earlier, accept_fall=accept_fall),
            *(() if earlier else gates.not_emptied(contents, target)),
        ):
            return _refusal(reasons, last, target)
        content_sha256 = store.put(canonical_content(contents))
        found = changes.compare(earlier, contents)
        edition = _edition(contents, clock, code_version, last + 1, content_sha256).model_copy(
            update={"summary": changes.summarise(found, last=last, earlier=earlier, reviews=len(contents.reviews))}
        )
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=target.parent))
        try:
            built = aside / target.name
            expected = _build(built, contents, edition, found)
            if reasons := gates.printed_faithfully(built, expected):
                return _refusal(reasons, last, target)
            _put_in_place(built, target)
        finally:
            shutil.rmtree(aside)
        journal.append([Printed(number=edition.number, built_at=edition.built_at, content_sha256=content_sha256)])
    return Outcome(True, edition.number, edition.summary, (), found, target)


def _refusal(reasons: tuple[str, ...], last: int, target: Path) -> Outcome:
    """Return the outcome of a printing that was refused."""
    counted = "1 reason" if len(reasons) == 1 else f"{len(reasons)} reasons"
    stays = f"edition {last} stays" if last else "there is no edition yet"
    return Outcome(False, last, f"edition {last + 1} refused for {counted}; {stays}", reasons, (), target)


def _edition(contents: Contents, clock: Clock, code_version: str, number: int, content_sha256: str) -> Edition:
    """Return the edition's own row, its summary still to come."""
    return Edition(
        number=number,
        built_at=clock(),
        code_version=code_version,
        sources_sha256=contents.sources_sha256,
        curation_sha256=contents.curation_sha256,
        content_sha256=content_sha256,
        reviews=len(contents.reviews),
        child_reviews=sum(review.about_child is True for review in contents.reviews),
        documents=len(contents.documents),
        locations=len(contents.locations),
        open_alerts=sum(alert.closed_at is None for alert in contents.alerts),
        issues=len(contents.issues),
        summary="",
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder against other printings, and clear what a stopped one left behind."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # The system lets go of the lock when its holder ends, however it ends: no lock file can be left.
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for leftover in folder.glob(f"{_ASIDE}*"):
            shutil.rmtree(leftover)
        yield
    finally:
        os.close(descriptor)


def _build(path: Path, contents: Contents, edition: Edition, found: tuple[Change, ...]) -> dict[str, int]:
    """Write the file and return the number of rows by table."""
    filled: dict[type[Table], tuple[Table, ...]] = {Edition: (edition,), **rows(contents), Change: found}
    tables = (*models.TABLES, *index.TABLES)
    with duckdb.connect(":memory:") as connection:
        # Texts pass through memory only: no folder is given to which they could spill.
        connection.execute("SET temp_directory = ''")
        connection.execute(f"ATTACH ? AS edition (STORAGE_VERSION {schema.literal(STORAGE)})", [str(path)])
        connection.execute("USE edition")
        connection.execute("BEGIN")
        for model in tables:
            connection.execute(schema.create_table(model, tables))
            for statement in schema.comments(model):
                connection.execute(statement)
        for model in models.TABLES:
            schema.insert(connection, model, filled[model])
        index.fill(connection, contents)
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT edition")
        connection.execute("USE memory")
        connection.execute("DETACH edition")
    return {model.table: len(records) for model, records in filled.items()}


def _put_in_place(built: Path, target: Path) -> None:
    """Swap the finished file in, so that a power cut leaves one edition or the other."""
    descriptor = os.open(built, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    # A write-ahead log of another file beside the new one would make every open fail.
    target.with_name(target.name + ".wal").unlink(missing_ok=True)
    built.replace(target)
    sync_folder(target.parent)
