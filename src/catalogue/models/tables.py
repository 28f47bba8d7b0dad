"""The published tables of reviews: one class per table, one field per column, one docstring per comment.

Belongs here: what people query about reviews, exactly; a change here is a change of the public schema. Does not
belong here: anything that only the journal or a stage needs.
"""

import datetime as dt

from catalogue.models.base import Record
from catalogue.models.table import Table
from catalogue.vocabulary import (
    BriefingPart,
    DateBasis,
    Incident,
    Magic,
    Nation,
    NoDocument,
    PointKind,
    Precision,
    PublisherRelation,
    RemovalKind,
    RetentionStatus,
    ReviewType,
    Role,
    TextQuality,
)


class ReviewFacts(Record):
    """What resolving knows of one review: everything but what time and checks add."""

    review_id: str
    """Stable readable id, given once and never reused."""
    title: str
    """Title as its publisher words it."""
    subtitle: str | None = None
    """Second part of that title ("A Serious Case Review"); null where it has none."""
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
    full_name: bool = False
    """Whether one of them is a given name with a surname, kept as its publisher printed it: treat it with care."""
    ages: tuple[str, ...] = ()
    """Ages of the children, banded in print: the words of a document ("aged 3 months"), never worked out."""
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
    anonymous: bool = False
    """Whether its area is withheld on purpose; then none is given, whatever its documents name."""


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
    retention_since: dt.date | None = None
    """Day since which what the status says of its availability holds, in UK time; null where no check says."""
    retention_note: str = ""
    """The status in a sentence, with its days, what is possible where a day is not known, and copies elsewhere."""
    no_document: NoDocument | None = None
    """Why the catalogue holds no document of it; null where it holds one."""
    citation: str = ""
    """How to cite it from this edition; the path at its end is its permanent one on the catalogue's site."""


class ReviewAlias(Table):
    """An id that was given once and leads to another review now, because the two are one. One row such an id."""

    table = "review_aliases"
    key = ("alias",)
    references = ((("review_id",), "reviews", ("review_id",)),)

    alias: str
    """The id that is no review's own any more; links and letters may still name it."""
    review_id: str
    """The review that it leads to."""
    since: dt.datetime
    """Since when, UTC."""
    because: str
    """Why the two are one review, in a sentence."""


class ReviewPublisher(Table):
    """A body under which a review is to be found: who published it, with whom, and who answers now. One row each."""

    table = "review_publishers"
    key = ("review_id", "publisher_id")
    references = ((("review_id",), "reviews", ("review_id",)),)

    review_id: str
    """Review concerned."""
    publisher_id: str
    """Key of the publisher in ``sources``."""
    publisher: str
    """Name of the publisher."""
    relation: PublisherRelation
    """What it is to the review."""


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
    superseded_by: str | None = None
    """Document that its publisher put in its place with mostly the same words; or, of another body's document, in the
    place of one whose name it took back while this one still tells it. Then nothing of its text is given."""


class Location(Table):
    """One address where a document of a review is or was published. One row an address and review."""

    table = "locations"
    key = ("location_id", "review_id")
    references = ((("review_id",), "reviews", ("review_id",)), (("source_id",), "sources", ("source_id",)))

    location_id: str
    """Stable key of the address."""
    document_id: str | None
    """Document last seen there; null where none has been fetched."""
    review_id: str
    """Review it belongs to."""
    source_id: str
    """Source whose listing gave the address."""
    url: str
    """The address, as listed; only its host where it tells a name that the publisher took back, or leads to it."""
    first_seen_at: dt.datetime
    """When it was first listed, UTC."""
    last_seen_at: dt.datetime
    """When it was last listed, UTC."""
    listed: bool | None
    """Whether the last complete harvest of its source lists it; null where no harvest was complete."""
    removal: RemovalKind | None = None
    """What its publisher itself says has become of it; null where it says nothing of the kind."""
    removed_on: dt.date | None = None
    """Day the publisher gives for that; null where it gives none."""
    removal_explanation: str | None = None
    """The publisher's explanation, as printed."""
    moved_to: str | None = None
    """Address that the publisher says it moved to, or offers in its place."""
    expected_until: dt.date | None = None
    """Until about when a national collection is believed to keep its copy; an estimate, and nobody's duty."""
    expected_basis: str | None = None
    """Where that estimate comes from, and whether it was confirmed; null without one."""


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
    """The value, as text; null where it cannot be known (chosen) or is withheld for a person's sake (not chosen)."""
    page: int | None
    """Page of the document, from 1."""
    snippet: str
    """The words it was read from, at most 300 characters; fewer, or none, where all snippets of a short document
    together would show more than a quarter of it."""
    extractor: str
    """Name and version of the rule that read it."""
    confidence: float
    """How sure the rule is, 0 to 1; a rank, not a probability."""
    chosen: bool
    """Whether the value (or its absence, where it is null) stands in ``reviews``."""
    reason: str | None = None
    """Why a value does not stand, or why none can be given; null where a value stands."""
    url: str | None
    """Address of the page or document it was read on."""


class Recommendation(Table):
    """A recommendation, finding or learning point of a document. One row a document, kind and place in it."""

    table = "recommendations"
    key = ("review_id", "document_id", "kind", "ordinal")
    references = ((("document_id", "review_id"), "documents", ("document_id", "review_id")),)

    review_id: str
    """Review it belongs to."""
    document_id: str
    """Document that prints it."""
    kind: PointKind
    """Recommendation, finding or learning point."""
    ordinal: int
    """Its place among those of its kind in the document, from 1."""
    number: str | None
    """Number as printed; null where it has none."""
    addressee: str | None
    """Body that it is addressed to, in the words printed; null where none is named."""
    page: int
    """Page on which it begins, from 1."""
    snippet: str
    """The words with which it begins, at most 300 characters; fewer or none of a short document."""
    extractor: str
    """Name and version of the rule that read it."""
    confidence: float
    """How sure the rule is, 0 to 1; a rank, not a probability."""


class BriefingPartRow(Table):
    """A fixed part of a seven-minute briefing and where it begins. One row a document and part."""

    table = "briefing_parts"
    key = ("review_id", "document_id", "part")
    references = ((("document_id", "review_id"), "documents", ("document_id", "review_id")),)

    review_id: str
    """Review it belongs to."""
    document_id: str
    """The briefing."""
    part: BriefingPart
    """Which part it is."""
    heading: str
    """Its heading as printed."""
    page: int
    """Page on which it begins, from 1."""
    snippet: str
    """The words that follow the heading, at most 300 characters; fewer or none of a short document."""
    extractor: str
    """Name and version of the rule that read it."""
