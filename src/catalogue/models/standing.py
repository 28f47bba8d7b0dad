"""The published tables around reviews: checks, alerts, sources, authority files, issues.

Belongs here: their columns, exactly; a change here is a change of the public schema. Does not belong here:
the tables of reviews (``tables.py``) and of editions (``editions.py``).
"""

import datetime as dt

from catalogue.models.table import Table
from catalogue.vocabulary import (
    AlertAnswer,
    AlertKind,
    Collection,
    IssueKind,
    Nation,
    Rule,
    Scope,
    SourceState,
    SourceStatus,
    State,
    Verdict,
)


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
    """One alert to one partnership about one document, or about a whole site. One row an alert."""

    table = "alerts"
    key = ("alert_id",)

    alert_id: str
    """Stable key."""
    review_id: str | None
    """Review concerned, by its present id; null for an alert about a whole site."""
    location_id: str | None
    """Location concerned; null for an alert about a whole site."""
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
    document_id: str | None = None
    """Document concerned; null for an alert about a whole site."""
    host: str | None = None
    """For an alert about a whole site: its host name; null otherwise."""
    silent_until: dt.date | None = None
    """Last day on which nothing is said of it, because its publisher is at work on its site; null without such an
    answer."""


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
    aliases: tuple[str, ...]
    """Other and former names of the publisher, and its acronyms as printed."""
    valid_from: dt.date | None
    """First day of the publisher as a body that publishes; null where it is not known."""
    valid_to: dt.date | None
    """Last day of the publisher; null while it goes on."""
    succeeded_by: tuple[str, ...]
    """Keys of the publishers that followed it."""
    nation: Nation | None
    """Nation whose law applies; null for a body that covers several or is outside the United Kingdom."""
    scope: Scope
    """Whose safeguarding it is about."""
    collection: Collection = Collection.PARTNERSHIP
    """Whose list it is, for telling where a review is found."""
    area_codes: tuple[str, ...]
    """ONS codes of the areas covered, past ones too where the publisher had them."""
    urls: tuple[str, ...]
    """Addresses where reading starts."""
    status: SourceStatus
    """What the register says of it."""
    expected_least: int | None
    """Fewest items that its page is known to show; null where nothing is expected because it is not read."""
    expected_most: int | None
    """Most items that would be believed; null where no bound is set."""
    state: SourceState
    """What the last harvest found, honestly."""
    detail: str
    """The same in a sentence."""
    read_whole: bool = False
    """Whether the last harvest read it whole and was believed: only then is what it does not show not listed."""
    last_harvest_at: dt.datetime | None
    """When it was last harvested, UTC."""
    last_complete_at: dt.datetime | None
    """When it was last read whole, UTC."""
    publications: int | None = None
    """The publisher's own publications that the last harvest found (of a national source: all); null before the
    first."""
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
    region: str | None = None
    """English region of the ONS, for instance North West; null outside England."""
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
    """Preferred label (skos:prefLabel)."""
    definition: str
    """What the theme means here, in a sentence (skos:definition)."""
    alternatives: tuple[str, ...]
    """Other wordings that count as the theme (skos:altLabel)."""
    broader: str | None = None
    """Label of the group that it belongs to (skos:broader)."""
    panel_themes: tuple[str, ...] = ()
    """Close matches among the cross-cutting practice themes of the Child Safeguarding Practice Review Panel."""
    triennial_themes: tuple[str, ...] = ()
    """Close matches among the focal topics of the triennial analysis of 2014 to 2017."""
    nspcc_keywords: tuple[str, ...] = ()
    """Keywords of the national collection's update pages that mean this theme."""


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
    other_review_id: str | None = None
    """The other review of a pair; null where the issue is not about a pair."""
    url: str | None
    """Address concerned."""
    message: str
    """What is the matter and what to do, in plain sentences."""
    seen_at: dt.datetime | None
    """When it was seen, UTC; null where it follows from the files alone."""
