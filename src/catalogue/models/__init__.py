"""All records: what was found in the world, what happened, and what is published.

Belongs here: frozen records whose fields are all described. Does not belong here: behaviour. A record
travels from ``world`` (register, links, captures, descriptions) through ``ledger`` (journal) to
``tables`` (the published columns and their comments).
"""

from catalogue.models.base import Record, canonical_json, digest
from catalogue.models.ledger import AlertEvent, Checked, Minted, Printed
from catalogue.models.resolution import Resolution
from catalogue.models.tables import (
    TABLES,
    Alert,
    Area,
    Availability,
    Change,
    Check,
    Document,
    Edition,
    Evidence,
    Issue,
    Location,
    Review,
    ReviewFacts,
    SourceRow,
    Table,
    Theme,
)
from catalogue.models.world import (
    Capture,
    Description,
    Expectation,
    Failure,
    Finding,
    Harvest,
    Hop,
    Link,
    Note,
    PageText,
    Problem,
    PublishedDate,
    Reading,
    Source,
    Stated,
    links_from,
)

__all__ = [
    "TABLES",
    "Alert",
    "AlertEvent",
    "Area",
    "Availability",
    "Capture",
    "Change",
    "Check",
    "Checked",
    "Description",
    "Document",
    "Edition",
    "Evidence",
    "Expectation",
    "Failure",
    "Finding",
    "Harvest",
    "Hop",
    "Issue",
    "Link",
    "Location",
    "Minted",
    "Note",
    "PageText",
    "Printed",
    "Problem",
    "PublishedDate",
    "Reading",
    "Record",
    "Resolution",
    "Review",
    "ReviewFacts",
    "Source",
    "SourceRow",
    "Stated",
    "Table",
    "Theme",
    "canonical_json",
    "digest",
    "links_from",
]
