"""Records that only the journal holds: checks with their evidence, alert steps, minted ids, takedowns, editions.

Belongs here: what happened, to be appended and never changed. Does not belong here: what it amounts
to, which is always worked out again.
"""

import datetime as dt

from catalogue.models.base import Record
from catalogue.models.capture import Capture
from catalogue.vocabulary import (
    AlertAnswer,
    AlertKind,
    AlertStep,
    Precision,
    Rule,
    TakedownReason,
    TakedownStep,
    Verdict,
)


class Checked(Record):
    """One check of one location: the evidence and the rule that decided."""

    location_id: str
    """Location checked."""
    url: str
    """Address asked, which is the location's published address."""
    checked_at: dt.datetime
    """When, UTC."""
    verdict: Verdict
    """What the check says."""
    rule: Rule
    """The rule that decided."""
    capture: Capture
    """The evidence."""


class AlertEvent(Record):
    """One step of one alert."""

    alert_id: str
    """Stable key of the alert: the same facts always give the same key."""
    step: AlertStep
    """What happened."""
    at: dt.datetime
    """When, UTC."""
    kind: AlertKind
    """What the alert tells."""
    review_id: str
    """Review concerned."""
    location_id: str
    """Location concerned."""
    publisher_id: str
    """Publisher concerned."""
    about: AlertStep
    """For a delivery: whether the message told of the opening or the closing; otherwise the step itself."""
    channel: str | None = None
    """For a delivery: how it went out, for instance ``email``."""
    message_id: str | None = None
    """For a delivery: the message's stable id."""
    subject: str | None = None
    """Subject of the message."""
    body: str | None = None
    """Text of the message."""
    answer: AlertAnswer | None = None
    """For a closing: how it ended."""
    detail: str | None = None
    """For a failure: what the mail server said."""


class Minted(Record):
    """A review id given once and never given again."""

    review_id: str
    """The id."""
    anchors: tuple[str, ...]
    """Keys of the members it was given to; a group that holds one of them keeps the id."""
    minted_at: dt.datetime
    """When, UTC."""


class Takedown(Record):
    """One step of a takedown: what was taken out of everything published, and how it is known again.

    None of it is published but what the tombstone says. What it is known by are hashes: no words are kept here.
    """

    tombstone_id: str
    """Id of the tombstone, which tells no name."""
    step: TakedownStep
    """Whether it was taken down or the takedown was lifted."""
    at: dt.datetime
    """When, UTC."""
    by: str
    """Who decided."""
    reason: TakedownReason
    """The kind of reason, which the tombstone says."""
    review_ids: tuple[str, ...] = ()
    """Ids that the review ever had; they are not given again."""
    documents: tuple[str, ...] = ()
    """sha256 of its documents, all versions; their bytes are removed from the store."""
    locations: tuple[str, ...] = ()
    """Keys of its addresses."""
    sketches: tuple[tuple[str, ...], ...] = ()
    """Sketches of its documents' texts, by which a copy that was saved again is known."""
    found_since: tuple[str, ...] = ()
    """Those of the hashes and keys that were found after it was taken down."""
    publisher_id: str | None = None
    """Publisher responsible for it, null where none is known."""
    publisher: str | None = None
    """Name of that publisher."""
    published_on: dt.date | None = None
    """Its first publication, as exact as the precision says."""
    published_precision: Precision | None = None
    """How exact that date is."""
    first_seen_at: dt.datetime | None = None
    """When the catalogue first saw it, UTC."""


class Printed(Record):
    """An edition that was published."""

    number: int
    """Edition number, from 1."""
    built_at: dt.datetime
    """When, UTC."""
    content_sha256: str
    """Hash of its canonical content, in the store: what the next edition is compared with."""
