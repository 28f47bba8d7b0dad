"""Reading the curation file: entries that can be used, and what is wrong with the others.

Belongs here: one row into one entry. Does not belong here: the forms (``entries``) and vocabularies (``values``).
"""

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from catalogue.curation.entries import KINDS, Curation, Entry
from catalogue.curation.values import refusals
from catalogue.models import Problem
from catalogue.yamlrows import Row, build, decode, load_rows

KEY = "entries"
"""The file's one top-level key."""

_CHOICES = ("field", "value", "document", "into", "other", "same", "parts", "reason", "marks")
_GOES_ON_HIDING = ("hide", "takedown")
_MARK = re.compile(r"[0-9a-f]{16}|[0-9a-f]{64}")
_HASH = re.compile(r"[0-9a-f]{64}")
_AGAIN = "The entry that takes it away has a mistake, and it stays away until that is mended."


def load(path: Path, *, publishers: Collection[str] | None = None) -> Curation:
    """Read the curation file.

    Args:
        path: The file; where there is none, nothing has been corrected.
        publishers: Ids of the publishers of the register; None leaves them unchecked.

    Returns:
        The usable entries, a problem for each mistake in the others, and the file's hash.

    Raises:
        ConfigurationError: The file is there and cannot be read as rows at all.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    return parse(data, path.name, publishers=publishers)


def parse(data: bytes, name: str, *, publishers: Collection[str] | None = None) -> Curation:
    """Read the bytes of a curation file; see ``load``.

    Args:
        data: The bytes.
        name: Name of the file, for messages.
        publishers: Ids of the publishers of the register; None leaves them unchecked.

    Returns:
        The same as ``load``.

    Raises:
        ConfigurationError: The bytes cannot be read as rows at all.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip():
        return Curation(entries=(), problems=(), sha256=sha256)
    rows, problems = load_rows(decode(data, name), name, KEY)
    entries: list[Entry] = []
    found = list(problems)
    for row in rows:
        outcome = _entry(row, publishers)
        if isinstance(outcome, Entry):
            entries.append(outcome)
            continue
        found.extend(outcome)
        entries.extend(_still_hidden(row))
    return Curation(entries=tuple(entries), problems=tuple(found), sha256=sha256)


def _still_hidden(row: Row) -> tuple[Entry, ...]:
    """Return a bare entry for a broken one that hides: a slip of the pen must not publish what was taken down."""
    kind, review, marks = (row.values.get(key) for key in ("kind", "review", "marks"))
    known = tuple(mark for mark in marks if isinstance(mark, str)) if isinstance(marks, list) else ()
    if kind not in _GOES_ON_HIDING or not (isinstance(review, str) and review):
        if not known:
            return ()
        kind, review = "takedown", "?"
    bare = {"kind": kind, "review": review, "because": _AGAIN, "by": "catalogue", "on": dt.date.min, "line": row.line}
    return (Entry.model_validate({**bare, "marks": known} if kind == "takedown" else bare),)


def _entry(row: Row, publishers: Collection[str] | None) -> Entry | tuple[Problem, ...]:
    """Build an entry, refusing one that leaves open what to do or says more than its kind can mean."""
    if "line" in row.values:
        return (row.problem("is filled in by the reader and is not written here", "line"),)
    entry = build(row, Entry, line=row.line)
    if not isinstance(entry, Entry):
        return entry
    wanted, allowed = KINDS[entry.kind]
    missing = [name for name in wanted if getattr(entry, name) in (None, "")]
    unused = [name for name in _CHOICES if name not in (*wanted, *allowed) and getattr(entry, name) is not None]
    problems = [row.problem(f"is missing; an entry of kind {entry.kind} must have it", name) for name in missing]
    problems += [row.problem(f"means nothing in an entry of kind {entry.kind}", name) for name in unused]
    return tuple(problems) or tuple(_mistakes(row, entry, publishers)) or entry


def _mistakes(row: Row, entry: Entry, publishers: Collection[str] | None) -> Iterator[Problem]:
    """Give what is wrong with an entry that has the keys of its kind."""
    if entry.review in (entry.into, entry.other):
        key = "into" if entry.into else "other"
        yield row.problem("expected another review than the one that the entry is about", key)
    if entry.kind == "confirm":
        yield from _half_answers(row, entry)
    if entry.kind == "split" and not entry.parts:
        yield row.problem("expected at least one sha256 of a document, or one address", "parts")
    for index, mark in enumerate(entry.marks or ()):
        if not _MARK.fullmatch(mark):
            yield row.problem("expected the sha256 of a document or the key of an address", "marks", index)
    if entry.kind == "accept" and not (isinstance(entry.value, str) and _HASH.fullmatch(entry.value)):
        yield row.problem("expected the sha256 of a file, 64 hex digits", "value")
    if entry.document is not None and not _HASH.fullmatch(entry.document):
        yield row.problem("expected the sha256 of a document, 64 hex digits", "document")
    field = "review_type" if entry.kind == "retype" else entry.field
    if field is None or (entry.kind == "confirm" and entry.value is None):
        return
    one = isinstance(entry.value, str)
    document = entry.document is not None
    for key, message in refusals(field, entry.values, one=one, document=document, publishers=publishers):
        yield row.problem(message, key)


def _half_answers(row: Row, entry: Entry) -> Iterator[Problem]:
    """Give what a confirmation leaves open: it is of a value, or of a pair, and of one of them whole."""
    pair, value = (entry.other, entry.same), (entry.field, entry.value)
    if pair == (None, None) and value == (None, None):
        yield row.problem("expected either field and value, or other and same", "kind")
    for names, given in ((("other", "same"), pair), (("field", "value"), value)):
        if any(one is not None for one in given):
            for name, one in zip(names, given, strict=True):
                if one is None:
                    yield row.problem(f"is missing; a confirmation with {' or '.join(names)} has both", name)
    if entry.other is not None and entry.field is not None:
        yield row.problem("means nothing beside other and same; write two entries", "field")
