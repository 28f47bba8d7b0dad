"""All records: what was found in the world, what happened, and what is published.

Belongs here: frozen records whose fields are all described. Does not belong here: behaviour. A record
travels from ``register``, ``listing``, ``capture`` and ``reading`` through ``ledger`` (the journal) to ``tables`` and
``standing`` (the published columns and their comments).
"""

from catalogue.models.accuracy import Accuracy
from catalogue.models.base import Record, canonical_json, digest
from catalogue.models.capture import Capture, Failure, Harvest, Hop, Note
from catalogue.models.editions import Change, Edition, EditionBefore
from catalogue.models.ledger import (
    AlertEvent,
    Checked,
    Minted,
    Notice,
    NoticeEvent,
    Printed,
    Redirected,
    Takedown,
    Told,
)
from catalogue.models.listed import Listing
from catalogue.models.listing import Link, PublishedDate, Removal, Stated, links_from
from catalogue.models.reading import Box, Description, Finding, PageText, Part, Point, Reading
from catalogue.models.register import Channel, Expectation, Problem, Publisher, Source
from catalogue.models.resolution import Hidden, Renamed, Resolution
from catalogue.models.standing import (
    Alert,
    Area,
    Availability,
    Check,
    Issue,
    SourceRow,
    Theme,
)
from catalogue.models.stretch import Stretch
from catalogue.models.table import Table
from catalogue.models.tables import (
    BriefingPartRow,
    Document,
    Evidence,
    Location,
    Recommendation,
    Review,
    ReviewAlias,
    ReviewFacts,
    ReviewPublisher,
)
from catalogue.models.tombstone import Tombstone

TABLES: tuple[type[Table], ...] = (
    Edition,
    EditionBefore,
    Area,
    Theme,
    SourceRow,
    Review,
    ReviewAlias,
    ReviewPublisher,
    Document,
    Location,
    Listing,
    Evidence,
    Recommendation,
    BriefingPartRow,
    Check,
    Availability,
    Alert,
    Issue,
    Change,
    Accuracy,
    Tombstone,
)
"""Every published table, in the order of the file."""

__all__ = [
    "TABLES",
    "Accuracy",
    "Alert",
    "AlertEvent",
    "Area",
    "Availability",
    "Box",
    "BriefingPartRow",
    "Capture",
    "Change",
    "Channel",
    "Check",
    "Checked",
    "Description",
    "Document",
    "Edition",
    "EditionBefore",
    "Evidence",
    "Expectation",
    "Failure",
    "Finding",
    "Harvest",
    "Hidden",
    "Hop",
    "Issue",
    "Link",
    "Listing",
    "Location",
    "Minted",
    "Note",
    "Notice",
    "NoticeEvent",
    "PageText",
    "Part",
    "Point",
    "Printed",
    "Problem",
    "PublishedDate",
    "Publisher",
    "Reading",
    "Recommendation",
    "Record",
    "Redirected",
    "Removal",
    "Renamed",
    "Resolution",
    "Review",
    "ReviewAlias",
    "ReviewFacts",
    "ReviewPublisher",
    "Source",
    "SourceRow",
    "Stated",
    "Stretch",
    "Table",
    "Takedown",
    "Theme",
    "Told",
    "Tombstone",
    "canonical_json",
    "digest",
    "links_from",
]
