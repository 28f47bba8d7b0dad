"""The curation file: corrections that people made to reviews, each with a reason, an author and a date.

Belongs here: reading the file and saying what is wrong with it. Does not belong here: applying an
entry, or anything about a site, which stands in the register.
"""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from catalogue.models import Problem, Record
from catalogue.yamlrows import Row, build, decode, load_rows

KEY = "entries"
"""The file's one top-level key."""

_WANTED: dict[str, tuple[str, ...]] = {
    "set": ("field", "value"),
    "hide": (),
    "merge": ("into",),
    "retype": ("value",),
    "accept": ("value",),
}
_CHOICES = ("field", "value", "into")


def _as_text(value: object) -> object:
    """Return what YAML makes of a plain true, 2021 or 2021-01-15 as the text that was written."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, dt.date)) else value


class Entry(Record):
    """One correction of one review."""

    kind: Literal["set", "hide", "merge", "retype", "accept"]
    """What is done: set a field, hide the review, merge it into another, give it another type, or accept a file."""
    review: str = Field(min_length=1)
    """Id of the review concerned."""
    field: str | None = None
    """For set: the column that is set."""
    value: Annotated[str | tuple[str, ...] | None, BeforeValidator(_as_text)] = None
    """For set: the new value, a list where the column holds one; for retype: the new type; for accept:
    the sha256 of the file that now stands at its address and is a version of the same document."""
    into: str | None = None
    """For merge: id of the review that stays."""
    because: str = Field(min_length=1)
    """Why, in a sentence."""
    by: str = Field(min_length=1)
    """Who decided."""
    on: dt.date
    """When it was decided."""
    line: int = 0
    """Line of the entry in the file, for messages."""


class Curation(Record):
    """The whole file as read."""

    entries: tuple[Entry, ...]
    """Entries that can be used, in order."""
    problems: tuple[Problem, ...]
    """What is wrong with the others."""
    sha256: str
    """Hash of the file's bytes; of nothing at all where there is no file."""


def load(path: Path) -> Curation:
    """Read the curation file.

    Args:
        path: The file; where there is none, nothing has been corrected.

    Returns:
        The usable entries, a problem for each of the others, and the file's hash.

    Raises:
        ConfigurationError: The file is there and cannot be read as rows at all.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    sha256 = hashlib.sha256(data).hexdigest()
    if not data.strip():
        return Curation(entries=(), problems=(), sha256=sha256)
    rows, problems = load_rows(decode(data, path.name), path.name, KEY)
    entries: list[Entry] = []
    found = list(problems)
    for row in rows:
        outcome = _entry(row)
        if isinstance(outcome, Entry):
            entries.append(outcome)
            continue
        found.extend(outcome)
        entries.extend(_still_hidden(row))
    return Curation(entries=tuple(entries), problems=tuple(found), sha256=sha256)


def _still_hidden(row: Row) -> tuple[Entry, ...]:
    """Return a bare entry for a broken one that hides: a slip of the pen must not publish what was taken down."""
    review = row.values.get("review")
    if row.values.get("kind") != "hide" or not isinstance(review, str) or not review:
        return ()
    because = "The entry that hides it has a mistake, and it stays hidden until that is mended."
    return (Entry(kind="hide", review=review, because=because, by="catalogue", on=dt.date.min, line=row.line),)


def _entry(row: Row) -> Entry | tuple[Problem, ...]:
    """Build an entry, refusing one that leaves open what to do or says more than its kind can mean."""
    if "line" in row.values:
        return (row.problem("is filled in by the reader and is not written here", "line"),)
    entry = build(row, Entry, line=row.line)
    if not isinstance(entry, Entry):
        return entry
    wanted = _WANTED[entry.kind]
    missing = [name for name in wanted if getattr(entry, name) in (None, "", ())]
    unused = [name for name in _CHOICES if name not in wanted and getattr(entry, name) is not None]
    problems = [row.problem(f"is missing; an entry of kind {entry.kind} must have it", name) for name in missing]
    problems += [row.problem(f"means nothing in an entry of kind {entry.kind}", name) for name in unused]
    if entry.kind == "merge" and entry.into == entry.review:
        problems.append(row.problem("expected another review than the one that is merged", "into"))
    return tuple(problems) or entry
