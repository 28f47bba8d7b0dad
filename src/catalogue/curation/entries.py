"""The forms of a decision.

Belongs here: the record of an entry, and which keys each kind must have and may have. Does not belong here:
reading it from a file, or whether a value is in its vocabulary (``values``).
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from catalogue.models import Problem, Record
from catalogue.vocabulary import TakedownReason

Kind = Literal["set", "retype", "confirm", "merge", "split", "hide", "accept", "takedown", "lift"]

KINDS: dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "set": (("field", "value"), ("document",)),
    "retype": (("value",), ()),
    "confirm": ((), ("field", "value", "other", "same")),
    "merge": (("into",), ()),
    "split": (("parts",), ()),
    "hide": ((), ()),
    "accept": (("value",), ()),
    "takedown": ((), ("reason", "marks")),
    "lift": ((), ()),
}
"""Keys that an entry of each kind must have and may have, beside review, because, by and on."""


def _as_text(value: object) -> object:
    """Return what YAML makes of a plain true, 2021 or 2021-01-15 as the text that was written."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, dt.date)) else value


class Entry(Record):
    """One decision about one review."""

    kind: Kind
    """What is done: set a field, give another type, confirm a value or answer whether two reviews are one, merge
    into another review, split off a part, hide, accept a file, take down, or lift a takedown."""
    review: str = Field(min_length=1)
    """Id of the review concerned; for lift, and for a takedown that was carried out, the id of its tombstone."""
    field: str | None = None
    """For set and confirm: the column."""
    value: Annotated[str | tuple[str, ...] | None, BeforeValidator(_as_text)] = None
    """For set and confirm: the value, a list where the column holds one, an empty list for none; for retype: the
    new type; for accept: the sha256 of the file that now stands at its address, a version of the same document."""
    document: str | None = None
    """For set: the sha256 of the document whose role or title is set; null where a column of the review is."""
    into: str | None = None
    """For merge: id of the review that stays."""
    other: str | None = None
    """For confirm: id of the other review of a pair."""
    same: bool | None = None
    """For confirm of a pair: whether the two are one review."""
    parts: tuple[str, ...] | None = None
    """For split: sha256 of the documents, and addresses, that go to a review of their own."""
    reason: TakedownReason | None = None
    """For takedown: the kind of reason, which is published; null counts as not told."""
    marks: tuple[str, ...] | None = None
    """For takedown: the sha256 of its documents and the keys of its addresses, by which it is known again."""
    because: str = Field(min_length=1)
    """Why, in a sentence."""
    by: str = Field(min_length=1)
    """Who decided."""
    on: dt.date
    """When it was decided."""
    line: int = 0
    """Line of the entry in the file, for messages."""

    @property
    def values(self) -> tuple[str, ...]:
        """The value as a list of values; empty where it is set to none."""
        if isinstance(self.value, tuple):
            return self.value
        return (self.value,) if self.value else ()


class Curation(Record):
    """The whole file as read."""

    entries: tuple[Entry, ...]
    """Entries that can be used, in order."""
    problems: tuple[Problem, ...]
    """What is wrong with the others."""
    sha256: str
    """Hash of the file's bytes; of nothing at all where there is no file."""
