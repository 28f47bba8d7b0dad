"""Withdrawing older editions: what was taken down must not be read in an edition that was kept either.

Belongs here: which kept editions and which stored contents hold something sealed, and removing them. Does not
belong here: what is sealed, or printing.

An edition that holds it is removed whole, with the copy of its content in the store: a database from which rows were
deleted still has their words in its free pages, and an edition that was changed afterwards is not the one that was
cited. That it was printed, when and under which number, stays in the journal.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from catalogue.journal import Journal
from catalogue.models import Printed, Sealed
from catalogue.publish.reader import open_edition
from catalogue.publish.schema import name
from catalogue.store import Store, StoreError

QUOTING = ("evidence", "recommendations", "briefing_parts")
"""Tables that quote documents."""
_WORD = re.compile(r"[\w-]+")
_SUFFIXES = frozenset({".duckdb", ".db"})


def withdraw(sealed: Sealed, *, folder: Path, journal: Journal, store: Store) -> tuple[str, ...]:
    """Remove every older edition in which something sealed stands.

    Args:
        sealed: What may stand nowhere.
        folder: Folder of the editions that were kept; it need not exist.
        journal: Which editions were printed.
        store: Where their contents are.

    Returns:
        Names of the files removed, and hashes of the contents removed, in order. Doing it again removes nothing.

    Raises:
        OSError: A file cannot be removed.
    """
    if not sealed.keys and not sealed.replaced:
        return ()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and tells(path, sealed)]
    for path in files:
        path.unlink()
    blobs = [sha256 for sha256 in _contents(journal) if _content_tells(store, sha256, sealed)]
    for sha256 in blobs:
        store.remove(sha256)
    return (*(path.name for path in files), *blobs)


def has_key(text: str, keys: frozenset[str]) -> bool:
    """Tell whether a key stands in a text as a whole word.

    Args:
        text: The text; it is cut once, whatever the number of keys.
        keys: Ids and hashes.

    Returns:
        Whether any of them is one of its words.
    """
    return bool(keys) and not keys.isdisjoint(_WORD.findall(text))


def has_address(text: str, addresses: Iterable[str]) -> bool:
    """Tell whether an address stands in a text, and not only as the beginning of a longer one.

    Args:
        text: The text.
        addresses: The addresses, as listed.

    Returns:
        Whether any of them stands in it.
    """
    return any(re.search(rf"{re.escape(one)}(?![\w\-/?#&=%])", text) for one in addresses if one in text)


def tells(path: Path, sealed: Sealed) -> bool:
    """Tell whether a file holds something sealed.

    Args:
        path: An edition, which is opened and read cell by cell, or any other file, whose bytes are looked through.
        sealed: What may stand nowhere.

    Returns:
        Whether a sealed key stands in it, or an edition quotes a version that was replaced. An edition that cannot be
        opened counts as telling: nobody can say what it holds, and it is no use to anybody.
    """
    if path.suffix not in _SUFFIXES:
        content = path.read_bytes().decode("utf-8", "replace")
        return has_key(content, sealed.keys) or has_address(content, sealed.addresses)
    try:
        with open_edition(path) as edition:
            return _edition_tells(edition, sealed)
    except duckdb.Error:
        return True


def _contents(journal: Journal) -> Iterator[str]:
    """Give the hash of every content ever printed, each once."""
    yield from dict.fromkeys(printed.content_sha256 for printed in journal.read(Printed))


def _content_tells(store: Store, sha256: str, sealed: Sealed) -> bool:
    """Tell whether a stored content holds something sealed; one that cannot be read tells nothing."""
    try:
        content = store.read(sha256)
    except StoreError:
        return False
    if has_key(content.decode(), sealed.keys):
        return True
    quoting = tuple(f'"table":"{table}"}}' for table in QUOTING)
    replaced = frozenset(sealed.replaced)
    lines = (line for line in content.decode().split("\n") if line.endswith(quoting)) if replaced else ()
    return any(has_key(line, replaced) for line in lines)


def _edition_tells(edition: duckdb.DuckDBPyConnection, sealed: Sealed) -> bool:
    """Tell whether any cell of an edition holds a sealed key, or quotes a version that was replaced."""
    tables = [str(row[0]) for row in edition.execute("select table_name from duckdb_tables()").fetchall()]
    keys = "|".join(rf"(^|[^\w-]){re.escape(key)}([^\w-]|$)" for key in sorted(sealed.keys))
    for table in tables:
        query = f"select count(*) from {name(table)} as one where regexp_matches(one::varchar, ?)"  # noqa: S608
        if keys and _count(edition, query, keys):
            return True
        query = f"select count(*) from {name(table)} where list_contains(?, document_id)"  # noqa: S608
        if table in QUOTING and sealed.replaced and _count(edition, query, list(sealed.replaced)):
            return True
    return False


def _count(edition: duckdb.DuckDBPyConnection, query: str, value: object) -> int:
    """Return the number that a query with one parameter gives."""
    return int(edition.execute(query, [value]).fetchall()[0][0])
