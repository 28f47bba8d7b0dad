"""Printing an edition: built aside, asserted, kept, swapped in, and only then recorded.

Belongs here: the order of the steps, which is what makes it safe. Does not belong here: what is printed.

Stopped at any moment, a printing leaves either the last edition or the new one, whole. The new one is
built in a folder of its own beside its place, copied among the kept editions, and renamed over the last one in one
step; readers of the last one keep it. It is recorded in the journal after that, so that a printing stopped in between
is printed again under the same number and compared with the same edition.

A printing that would give the very same file but for its number and time prints nothing: the last edition stands.
Whatever differs, be it only that an address was looked at again, is printed under a number of its own, so that one
number always means one file with one hash.
"""

import fcntl
import hashlib
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
from catalogue.models import Change, Edition, EditionBefore, Printed, Review, Table
from catalogue.publish import changes, citing, dictionary, fulltext, gates, index, kept, schema, snapshot, views
from catalogue.publish.contents import Contents, canonical_content, in_order, rows
from catalogue.settings import Clock

STORAGE = "v1.5.0"
"""Oldest DuckDB whose clients can open an edition."""
KEEP = 12
"""Editions kept where nothing else is asked for."""
_ASIDE = ".edition-"
TABLES: tuple[type[Table], ...] = (*models.TABLES, dictionary.Entry, *index.TABLES)
"""Every table of the file, a table after those it refers to."""


@dataclass(frozen=True)
class Outcome:
    """What came of a printing."""

    published: bool
    """Whether the catalogue stands as it should: printed, or the last edition says the same; if not, it was refused."""
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
    editions: Path,
    journal: Journal,
    clock: Clock,
    code_version: str,
    keep: int = KEEP,
    with_text: bool = False,
    accept_fall: bool = False,
) -> Outcome:
    """Print an edition, or refuse to.

    Args:
        contents: What it holds.
        target: File to put in place; its folder is made where it does not exist.
        editions: Folder of kept editions; made where it does not exist.
        journal: Keeps the record that the edition was printed.
        clock: Gives the time at which it was built.
        code_version: Version of the code that prints.
        keep: How many editions are kept, this one included.
        with_text: Whether the full text stands beside it, for the operator alone; if not, one that stands there goes.
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
        last, before = kept.last_printed(journal, editions, target)
        if reasons := (
            *gates.judge(contents, before, accept_fall=accept_fall),
            *(() if before else gates.not_emptied(contents, target)),
        ):
            return _refusal(reasons, last, target)
        content = hashlib.sha256()
        for line in canonical_content(contents):
            content.update(line)
        made_from = _made_from(content.hexdigest(), contents, code_version)
        printed = list(journal.read(Printed))
        if printed and before and _stands(printed[-1], made_from, before, target):
            _without_log(target)
            _with_sum(target)
            if not with_text:
                fulltext.remove(target)
            elif not fulltext.stands(target, printed[-1].content_sha256):
                fulltext.put(target, contents, last, printed[-1].content_sha256)
            return Outcome(True, last, f"no changes since edition {last}, which stands", (), (), target)
        edition = _edition(contents, clock, code_version, _next(last, editions), content.hexdigest())
        found = changes.compare(before, snapshot.of_contents(contents, edition), contents.suppressed)
        told = changes.summarise(found, last=last, before=before, reviews=len(contents.reviews))
        edition = edition.model_copy(update={"summary": told, "citation": citing.of_edition(edition)})
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=target.parent))
        try:
            built = aside / target.name
            making = index.Making(contents, code_version)
            if printed and before and printed[-1].index_from == making.made_from:
                making.taken_from = target if _in_place(printed[-1], before, target) else None
            expected = _build(built, _rows(contents, edition, found, _before(printed, edition)), making)
            if reasons := (
                *gates.printed_faithfully(built, expected),
                *gates.nothing_suppressed(built, contents.suppressed),
            ):
                return _refusal(reasons, last, target)
            sha256 = kept.keep(built, editions, edition.number)
            # The text goes first, so that what was taken down is never left in it beside an edition without it.
            if with_text:
                fulltext.put(target, contents, edition.number, edition.content_sha256)
            else:
                fulltext.remove(target)
            _put_in_place(built, target)
        finally:
            shutil.rmtree(aside)
        record = Printed(
            number=edition.number,
            built_at=edition.built_at,
            content_sha256=edition.content_sha256,
            sha256=sha256,
            changed=len(found) if before or not last else None,
            made_from=made_from,
            index_from=making.made_from,
        )
        journal.append([record])
        kept.let_go(editions, (*printed, record), keep)
    return Outcome(True, edition.number, edition.summary, (), found, target)


def _made_from(content_sha256: str, contents: Contents, code_version: str) -> str:
    """Return one hash of everything that the file is made from, apart from its number and time."""
    found = hashlib.sha256(content_sha256.encode())
    statements = (*schema.statements(TABLES), *index.STATEMENTS, *views.statements())
    for part in (code_version, duckdb.__version__, *statements):
        found.update(part.encode() + b"\0")
    for document_id in sorted(contents.texts):
        found.update(f"{document_id} {contents.text_mark(document_id)}".encode() + b"\0")
    return found.hexdigest()


def _stands(printed: Printed, made_from: str, before: snapshot.Snapshot, target: Path) -> bool:
    """Whether the last edition is made from the very same, and its file stands in place as it was printed."""
    return printed.made_from == made_from and _in_place(printed, before, target)


def _in_place(printed: Printed, before: snapshot.Snapshot, target: Path) -> bool:
    """Whether an edition's file stands in place as it was printed."""
    same = before.number == printed.number
    return same and target.is_file() and kept.sha256_of(target) == printed.sha256


def _next(last: int, folder: Path) -> int:
    """Return the number of a new edition; one that is kept keeps its own, should the journal have been lost."""
    highest = max((one.number for one in kept.kept(folder)), default=0)
    # One more than the journal knows was put in place and not recorded: it is printed again under its number.
    return last + 1 if highest <= last + 1 else highest + 1


def _before(printed: list[Printed], edition: Edition) -> tuple[EditionBefore, ...]:
    """Return the editions printed before, each once, as its last record tells it."""
    told = {one.number: one for one in printed if one.number < edition.number}
    return tuple(
        EditionBefore(**one.model_dump(include=set(EditionBefore.model_fields))) for _, one in sorted(told.items())
    )


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
        schema_version=schema.VERSION,
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
            leftover.unlink() if leftover.is_file() else shutil.rmtree(leftover)
        yield
    finally:
        os.close(descriptor)


def _rows(
    contents: Contents, edition: Edition, found: tuple[Change, ...], before: tuple[EditionBefore, ...]
) -> dict[type[Table], tuple[Table, ...]]:
    """Return the rows of every table but the dictionary and the index."""
    cited = tuple(
        one.model_copy(update={"citation": citing.of_review(one, edition)}) for one in in_order(contents.reviews)
    )
    own: dict[type[Table], tuple[Table, ...]] = {Edition: (edition,), EditionBefore: before, Change: found}
    return own | rows(contents) | {Review: cited}


def _build(path: Path, filled: dict[type[Table], tuple[Table, ...]], making: index.Making) -> dict[str, int]:
    """Write the file and return the number of rows by table."""
    with duckdb.connect(":memory:") as connection:
        # Texts pass through memory only: no folder is given to which they could spill.
        connection.execute("SET temp_directory = ''")
        connection.execute(f"ATTACH ? AS edition (STORAGE_VERSION {schema.literal(STORAGE)})", [str(path)])
        connection.execute("USE edition")
        connection.execute("BEGIN")
        for statement in schema.statements(TABLES):
            connection.execute(statement)
        for model in models.TABLES:
            schema.insert(connection, model, filled[model])
        making.fill(connection)
        for statement in views.statements():
            connection.execute(statement)
        told = dictionary.counted(connection, TABLES)
        schema.insert(connection, dictionary.Entry, told)
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT edition")
        connection.execute("USE memory")
        connection.execute("DETACH edition")
    return {model.table: len(records) for model, records in filled.items()} | {dictionary.Entry.table: len(told)}


def _put_in_place(built: Path, target: Path) -> None:
    """Swap the finished file in, so that a power cut leaves one edition or the other."""
    kept.flush(built)
    _without_log(target)
    # Between the two files' swaps there is no sum rather than a wrong one.
    kept.beside(target).unlink(missing_ok=True)
    built.replace(target)
    sync_folder(target.parent)
    _with_sum(target)


def _with_sum(target: Path) -> None:
    """Put the edition's hash beside it, as ``sha256sum --check`` reads it, unless it stands there."""
    beside = kept.beside(target)
    told = f"{kept.sha256_of(target)}  {target.name}\n"
    if beside.is_file() and beside.read_text(encoding="ascii", errors="replace") == told:
        return
    aside = target.with_name(f"{_ASIDE}sha256")
    aside.write_text(told, encoding="ascii")
    kept.flush(aside)
    aside.replace(beside)
    sync_folder(target.parent)


def _without_log(target: Path) -> None:
    """Delete a write-ahead log beside the edition: one of another file would make every open fail."""
    target.with_name(target.name + ".wal").unlink(missing_ok=True)
