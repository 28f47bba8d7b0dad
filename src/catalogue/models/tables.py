"""The published tables: one class per table, one field per column, one docstring per comment.

Belongs here: what people query, exactly; a change here is a change of the public schema. Does not
belong here: anything that only the journal or a stage needs.
"""

import datetime as dt
from typing import ClassVar

from catalogue.models.base import Record
from catalogue.vocabulary import (
    AlertAnswer,
    AlertKind,
    ChangeKind,
    DateBasis,
    Incident,
    IssueKind,
    Magic,
    Nation,
    Precision,
    RetentionStatus,
    ReviewType,
    Role,
    Rule,
    Scope,
    SourceState,
    State,
    TextQuality,
    Verdict,
)


class Table(Record):
    """A row of a published table."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    references: ClassVar[tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]] = ()


class ReviewFacts(Record):
    """What resolving knows of one review: everything but what time and checks add."""

    review_id: str
    """Stable readable id, given once and never reused."""
    title: str
    """Title as its publisher words it."""
    review_type: ReviewType
    """What kind of inquiry it is."""
    nation: Nation | None
    """Nation whose law governs it; null where unknown."""
    publisher_id: str | None
    """Publisher responsible for it; null where it is known only from others or is anonymous."""
    publisher: str | None
    """Name of that publisher."""
    area_codes: tuple[str, ...]
    """ONS codes of the areas concerned; empty for a national review."""
    area_names: tuple[str, ...]
    """Names of those areas, in the same order."""
    pseudonyms: tuple[str, ...]
    """Names used for the children (or, in an adult review, the person) exactly as published."""
    about_child: bool | None
    """Whether it is about a child's case; false for adult reviews, analyses and guidance; null where unknown."""
    published_on: dt.date | None
    """First publication: the first day of the stated day, month or year; null where none is stated."""
    published_precision: Precision | None
    """How exact that date is."""
    published_basis: DateBasis | None
    """Where that date was read."""
    reviewers: tuple[str, ...]
    """Reviewers the documents name, in print order, without credentials."""
    reviewer_named: bool | None
    """Whether a document that was read names a reviewer; null where no report could be read."""
    incident: Incident
    """What happened, in the broadest terms; unknown where the documents read do not say."""
    themes: tuple[str, ...]
    """Theme ids from the ``themes`` table, in order of their first quotation."""
    first_seen_at: dt.datetime
    """When the catalogue first saw it, UTC."""
    last_seen_at: dt.datetime
    """When a listing or document of it was last seen, UTC."""
    url: str | None
    """Where to read it: the main document at its publisher's, or else the page that lists it."""


class Review(ReviewFacts, Table):
    """One inquiry: a review of one case or theme, with everything known about it. One row a review."""

    table = "reviews"
    key = ("review_id",)

    retention_status: RetentionStatus
    """What its availability means for the publisher's duty."""
    retained_until: dt.date | None
    """Last day of its period for the earliest possible publication date: until then the duty is certain."""
    retained_until_latest: dt.date | None
    """The same for the latest possible publication date; equal where the date is exact."""


class Document(Table):
    """One file or page, by its bytes, as part of one review. One row a document and review."""

    table = "documents"
    key = ("document_id", "review_id")
    references = ((("review_id",), "reviews", ("review_id",)),)

    document_id: str
    """sha256 of its bytes."""
    review_id: str
    """Review it belongs to."""
    role: Role
    """What it is to that review."""
    title: str | None
    """Title it gives itself, or that its listing gives it."""
    media_type: Magic
    """What kind of file its bytes are."""
    pages: int | None
    """Number of pages; null where it could not be read."""
    words: int | None
    """Number of words read; null where it could not be read."""
    text_quality: TextQuality
    """How well its text could be read."""


class Location(Table):
    """One address where a document of a review is or was published. One row an address and review."""

    table = "locations"
    key = ("location_id", "review_id")
    references = ((("review_id",), "reviews", ("review_id",)),)

    location_id: str
    """Stable key of the address."""
    document_id: str | None
    """Document last seen there; null where none has been fetched."""
    review_id: str
    """Review it belongs to."""
    source_id: str
    """Source whose listing gave the address."""
    url: str
    """The address, as listed."""
    first_seen_at: dt.datetime
    """When it was first listed, UTC."""
    last_seen_at: dt.datetime
    """When it was last listed, UTC."""
    listed: bool | None
    """Whether the last complete harvest of its source lists it; null where no harvest was complete."""


class Evidence(Table):
    """Where a value of a review was read: chosen values and rejected ones. Any number of rows a field."""

    table = "evidence"
    key = ()
    references = ((("review_id",), "reviews", ("review_id",)),)

    review_id: str
    """Review it speaks about."""
    document_id: str | None
    """Document it was read in; null for a listing's claim, a rule or a curation entry."""
    field: str
    """Column of ``reviews`` it speaks about."""
    value: str | None
    """The value, as text; null where it says that the value cannot be known."""
    page: int | None
    """Page of the document, from 1."""
    snippet: str
    """The words it was read from, at most 300 characters."""
    extractor: str
    """Name and version of the rule that read it."""
    confidence: float
    """How sure the rule is, 0 to 1; a rank, not a probability."""
    chosen: bool
    """Whether the value stands in ``reviews``."""
    url: str | None
    """Address of the page or document it was read on."""


class Check(Table):
    """One look at one location. One row a location and time."""

    table = "checks"
    key = ("location_id", "checked_at")

    location_id: str
    """Location checked."""
    checked_at: dt.datetime
    """When, UTC."""
    verdict: Verdict
    """What it says."""
    reason: Rule
    """The rule that decided."""
    status: int | None
    """HTTP status of the last answer; null where none came."""
    final_url: str | None
    """Address that answered last."""
    sha256: str | None
    """Hash of the body received or confirmed; null where none was."""
    elapsed_ms: int
    """Wall-clock milliseconds."""


class Availability(Table):
    """What all checks of a location amount to. One row a location."""

    table = "availability"
    key = ("location_id",)

    location_id: str
    """Location concerned."""
    state: State
    """Available, unavailable or unknown."""
    reason: Rule
    """The rule behind the state."""
    since: dt.datetime | None
    """First check of the unbroken run that the state rests on, UTC; null before the first check."""
    last_success_at: dt.datetime | None
    """When it was last seen well, UTC."""
    last_checked_at: dt.datetime | None
    """When it was last checked, UTC."""
    failure_count: int
    """Countable failures since it was last seen well."""
    days_verified: float
    """Days covered by good checks on both ends."""
    days_down: float
    """Days from a countable failure on, until it was seen well again."""
    days_unverified: float
    """Days in which nothing is known."""


class Alert(Table):
    """One alert to one partnership about one document. One row an alert."""

    table = "alerts"
    key = ("alert_id",)

    alert_id: str
    """Stable key."""
    review_id: str
    """Review concerned."""
    location_id: str
    """Location concerned."""
    publisher_id: str
    """Publisher told."""
    kind: AlertKind
    """What it tells."""
    opened_at: dt.datetime
    """When the rules of evidence were met, UTC."""
    closed_at: dt.datetime | None
    """When it ended, UTC; null while open."""
    delivered_at: dt.datetime | None
    """When the first message was accepted for delivery, UTC; null until then."""
    answer: AlertAnswer | None
    """How it ended; null while open."""


class SourceRow(Table):
    """One place where a publisher publishes, and what the last harvest found. One row a source."""

    table = "sources"
    key = ("source_id",)

    source_id: str
    """Key in the register."""
    publisher_id: str
    """Key of the publisher."""
    publisher: str
    """Name of the publisher."""
    nation: Nation | None
    """Nation whose law applies; null for a body that covers several."""
    scope: Scope
    """Whose safeguarding it is about."""
    area_codes: tuple[str, ...]
    """ONS codes of the areas covered."""
    urls: tuple[str, ...]
    """Addresses where reading starts."""
    state: SourceState
    """What the last harvest found, honestly."""
    detail: str
    """The same in a sentence."""
    last_harvest_at: dt.datetime | None
    """When it was last harvested, UTC."""
    last_complete_at: dt.datetime | None
    """When it was last read whole, UTC."""
    items: int | None
    """Links taken as publications at the last harvest; null before the first."""
    left_out: int | None
    """Links left out, each for a stated reason, at the last harvest; null before the first."""
    documents_failed: int | None
    """Documents that could not be fetched at the last harvest; null before the first."""


class Area(Table):
    """One local authority area with children's services. One row a code."""

    table = "areas"
    key = ("area_code",)

    area_code: str
    """ONS (GSS) code."""
    name: str
    """Name in common use."""
    nation: Nation
    """Nation."""
    aliases: tuple[str, ...]
    """Other names in print."""
    valid_from: dt.date | None
    """First day of the area; null where before 2009."""
    valid_to: dt.date | None
    """Last day of the area; null where it exists."""
    succeeded_by: tuple[str, ...]
    """Codes of the areas that followed it."""


class Theme(Table):
    """One concept of the theme vocabulary. One row a theme."""

    table = "themes"
    key = ("theme_id",)

    theme_id: str
    """Stable key, used in ``reviews.themes``."""
    label: str
    """Preferred label."""
    definition: str
    """What the theme means here, in a sentence."""
    alternatives: tuple[str, ...]
    """Other wordings that count as the theme."""


class Issue(Table):
    """Something a person should look at. One row an issue."""

    table = "issues"
    key = ("issue_id",)

    issue_id: str
    """Stable key: the same issue keeps it from edition to edition."""
    kind: IssueKind
    """What kind of issue."""
    source_id: str | None
    """Source concerned."""
    review_id: str | None
    """Review concerned."""
    url: str | None
    """Address concerned."""
    message: str
    """What is the matter and what to do, in plain sentences."""
    seen_at: dt.datetime | None
    """When it was seen, UTC; null where it follows from the files alone."""


class Change(Table):
    """What this edition added, changed or removed. One row a record and field; none where nothing changed."""

    table = "changes"
    key = ()

    record: str
    """Table concerned: reviews, documents or locations."""
    record_id: str
    """Key of the record."""
    change: ChangeKind
    """What happened to it."""
    field: str | None
    """Column changed; null where the record was added or removed."""
    before: str | None
    """Value in the edition before, as JSON."""
    after: str | None
    """Value now, as JSON."""


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


TABLES: tuple[type[Table], ...] = (
    Edition,
    Area,
    Theme,
    SourceRow,
    Review,
    Document,
    Location,
    Evidence,
    Check,
    Availability,
    Alert,
    Issue,
    Change,
)
