"""The published tables about editions: this one, those before it, and what this one changed.

Belongs here: their columns, exactly; a change here is a change of the public schema. Does not belong here: what an
edition holds.
"""

import datetime as dt

from catalogue.models.table import Table
from catalogue.vocabulary import ChangeCause, ChangeKind


class Change(Table):
    """What this edition added, changed or removed. One row a record and field; none where nothing changed.

    What a record held that was removed is not repeated, so that a removal removes.
    """

    table = "changes"
    key = ()

    record: str
    """Table concerned: reviews, documents, locations or availability."""
    record_id: str
    """Key of the record, its parts joined by a slash."""
    review_id: str | None = None
    """Review concerned; null where it is not one."""
    change: ChangeKind
    """What happened to it."""
    field: str | None
    """Column changed; null where the record was added or removed."""
    before: str | None
    """Value in the edition before, as JSON; null too where it may no longer be shown."""
    after: str | None
    """Value now, as JSON."""
    why: ChangeCause | None = None
    """Where the change comes from; null where the evidence of the two editions does not tell."""


class Edition(Table):
    """This edition. One row."""

    table = "edition"
    key = ("number",)

    number: int
    """Edition number, from 1."""
    built_at: dt.datetime
    """When it was built, UTC."""
    code_version: str
    """Version of the code that built it."""
    sources_sha256: str
    """Hash of the register it was built from."""
    curation_sha256: str
    """Hash of the curation file it was built from."""
    content_sha256: str
    """Hash of the canonical content: equal where two editions say the same."""
    reviews: int
    """Number of reviews of every type."""
    child_reviews: int
    """Number of them that are about a child's case."""
    documents: int
    """Number of documents."""
    locations: int
    """Number of addresses."""
    open_alerts: int
    """Number of alerts that are open."""
    issues: int
    """Number of issues."""
    summary: str
    """What changed since the edition before, in a sentence."""
    citation: str = ""
    """How to cite it."""
    schema_version: str = ""
    """Version of the schema; the changelog tells what each changed."""
    purged_at: dt.datetime | None = None
    """When something that was taken down was cut out of this kept copy, UTC; then its counts and hashes are those of
    the copy as printed. Null where it is as printed."""


class EditionBefore(Table):
    """An edition printed before this one. One row an edition; none in the first."""

    table = "editions"
    key = ("number",)

    number: int
    """Edition number."""
    built_at: dt.datetime
    """When it was built, UTC."""
    content_sha256: str
    """Hash of its canonical content."""
    sha256: str | None
    """Hash of its file as printed; null where that was not recorded."""
    changed: int | None
    """Number of changes that it made; null where that was not recorded."""
