"""Records that only the journal holds: checks, steps of alerts and messages, minted ids, takedowns, editions.

Belongs here: what happened, to be appended and never changed. Does not belong here: what it amounts
to, which is always worked out again.
"""

import datetime as dt
from typing import Any

from pydantic import model_validator

from catalogue.models.base import Record, canonical_json
from catalogue.models.capture import Capture
from catalogue.vocabulary import (
    AlertAnswer,
    AlertKind,
    AlertStep,
    Audience,
    NoticeKind,
    NoticeStep,
    Precision,
    Purpose,
    Rule,
    Signal,
    TakedownReason,
    TakedownStep,
    Verdict,
)


class Checked(Record):
    """One check of one location: the evidence and the rule that decided.

    There are hundreds of thousands of these, so their line in the journal leaves out what is not told or is
    told already: fields without a value, and what the evidence repeats of the check itself.
    """

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
    signals: tuple[Signal, ...] = ()
    """What was seen that led to the rule, in the order of the vocabulary."""
    likeness: float | None = None
    """Likeness of the texts of the copy on record and the body received, 0 to 1; null where not measured."""
    elsewhere: str | None = None
    """Another address of the publisher at which the newest harvest found the document; null where none was."""
    nonsense: Capture | None = None
    """What an address beside it answered that cannot exist, where that was asked."""
    capture: Capture
    """The evidence."""

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, given: Any) -> Any:  # noqa: ANN401 - whatever was given
        """Fill in what the journal's line leaves out of the evidence."""
        evidence = given.get("capture") if isinstance(given, dict) else None
        if not isinstance(evidence, dict):
            return given
        told = {"url": given.get("url"), "requested_at": given.get("checked_at"), "purpose": Purpose.CHECK}
        whole = {**told, "final_url": evidence.get("url", given.get("url")), **evidence}
        return {**given, "capture": whole}

    def canonical(self) -> str:
        """Return the record as one short line of JSON that is the same for equal records."""
        told = self.model_dump(mode="json", exclude_defaults=True)
        evidence, repeated = told["capture"], {"url": told["url"], "requested_at": told["checked_at"]}
        repeated |= {"final_url": evidence["url"], "purpose": Purpose.CHECK.value}
        told["capture"] = {name: value for name, value in evidence.items() if repeated.get(name) != value}
        return canonical_json(told)


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
    review_id: str | None
    """Review concerned, by its id at the time; null for an alert about a whole site."""
    location_id: str | None
    """Location concerned; null for an alert about a whole site."""
    publisher_id: str
    """Publisher concerned."""
    about: AlertStep
    """For a delivery in journals of the first version: whether the message told of the opening or the closing;
    otherwise the step itself."""
    document_id: str | None = None
    """Document concerned; null for an alert about a whole site, and in journals of the first version."""
    host: str | None = None
    """For an alert about a whole site: its host name."""
    channel: str | None = None
    """For a delivery in journals of the first version: how it went out."""
    message_id: str | None = None
    """For a delivery in journals of the first version: the message's stable id."""
    subject: str | None = None
    """Subject of the words for the feed."""
    body: str | None = None
    """Text of the words for the feed."""
    answer: AlertAnswer | None = None
    """For a closing: how it ended; for a silence: what was answered."""
    value: str | None = None
    """What the answer gives: the new address, the right date as ISO text, or the last day of the silence."""
    by: str | None = None
    """Who answered or released; never published."""
    because: str | None = None
    """Why, in a sentence; never published."""
    detail: str | None = None
    """For a failure in journals of the first version: what the mail server said."""


class Told(Record):
    """One thing that a message tells of one alert."""

    alert_id: str
    """The alert."""
    about: AlertStep
    """What of it: opened, closed, reminded or escalated."""


class Notice(Record):
    """One message for one channel, exactly as it goes out, however often it is tried."""

    notice_id: str
    """Stable id: left side of the Message-ID, and the idempotency key of other channels."""
    kind: NoticeKind
    """What kind of message."""
    audience: Audience
    """Whom it is for."""
    publisher_id: str | None
    """Publisher concerned; null where it is about the catalogue itself."""
    tells: tuple[Told, ...]
    """What it tells of which alerts; empty where it is about none."""
    subject: str
    """One line."""
    text: str
    """Plain text."""
    html: str | None = None
    """The same as a page."""


class NoticeEvent(Record):
    """One step of one message on one channel."""

    notice_id: str
    """The message; for a channel that is enabled again, empty."""
    channel: str
    """Key of the channel: its kind and a hash of its address, so that no address stands in the journal."""
    step: NoticeStep
    """What happened."""
    at: dt.datetime
    """When, UTC."""
    notice: Notice | None = None
    """For a message that is queued: all of it."""
    detail: str | None = None
    """What the other side said, or why it was dropped or enabled; never an address."""
    by: str | None = None
    """For a channel that is enabled: who says so."""


class Minted(Record):
    """A review id given once and never given again."""

    review_id: str
    """The id."""
    anchors: tuple[str, ...]
    """Keys of the members it was given to; a group that holds one of them keeps the id."""
    minted_at: dt.datetime
    """When, UTC."""
    instead_of: str | None = None
    """The id in whose place it stands, because that one tells a name that the publisher has taken back."""


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
    sketches: tuple[tuple[int, ...], ...] = ()
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


class Redirected(Record):
    """An id that leads to another review from now on, because the two are one."""

    alias: str
    """The id that is no review's own any more."""
    review_id: str
    """The id that it leads to."""
    since: dt.datetime
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
    index_from: str | None = None
    """Hash of all that its search index is made from; null in old records."""
