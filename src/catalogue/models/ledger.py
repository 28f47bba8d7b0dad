"""Records that only the journal holds: checks with their evidence, alert steps, minted ids, editions.

Belongs here: what happened, to be appended and never changed. Does not belong here: what it amounts
to, which is always worked out again.
"""

import datetime as dt

from catalogue.models.base import Record
from catalogue.models.capture import Capture
from catalogue.vocabulary import AlertAnswer, AlertKind, AlertStep, Rule, Verdict


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


class Printed(Record):
    """An edition that was published."""

    number: int
    """Edition number, from 1."""
    built_at: dt.datetime
    """When, UTC."""
    content_sha256: str
    """Hash of its canonical content: equal where two editions say the same."""
    sha256: str | None = None
    """Hash of its file; null in records from before it was kept."""
    changed: int | None = None
    """Number of changes that it made; null in records from before they were counted."""
    made_from: str | None = None
    """Hash of all that the file is made from: content, words of the index, schema, version; null in old records."""
