"""Records of what was asked for and what came back: the register's rows, links, captures, harvests.

Belongs here: records that travel from the register to the journal. Does not belong here: published
tables (``tables.py``) and anything that decides.
"""

import datetime as dt

from pydantic import Field

from catalogue.models.base import Record
from catalogue.vocabulary import (
    DateBasis,
    FailureKind,
    IssueKind,
    Magic,
    Nation,
    Precision,
    Purpose,
    ReviewType,
    Role,
    Scope,
    SourceState,
    SourceStatus,
    TextQuality,
)


class Problem(Record):
    """A mistake in a configuration file, told so that a person can mend it."""

    file: str
    """Name of the file."""
    line: int
    """Line, from 1."""
    key: str
    """Key concerned, or the row's id."""
    message: str
    """What was found and what was expected, in a sentence."""

    def __str__(self) -> str:
        """Return the problem as compilers print theirs."""
        return f"{self.file}:{self.line}: {self.key}: {self.message}"


class Expectation(Record):
    """What a harvest of a source must look like to be believed."""

    least: int = Field(ge=0)
    """Fewest items that the page is known to show."""
    most: int | None = Field(default=None, ge=1)
    """Most items that would be believed, or null."""
    known: tuple[str, ...] = ()
    """Texts of items that must be among those found."""


class Source(Record):
    """One row of the register: one place where one publisher publishes reviews."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """Short readable key, unique in the register; also the Dagster partition key."""
    publisher: str
    """Name of the body that publishes, as it writes it."""
    publisher_id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """Short readable key of the publisher; rows of one publisher share it."""
    aliases: tuple[str, ...] = ()
    """Other and former names of the publisher."""
    nation: Nation | None
    """Nation whose law applies; null for a body that covers several."""
    scope: Scope
    """Whose safeguarding the source is about."""
    areas: tuple[str, ...]
    """ONS codes of the areas the publisher covers; empty for a national body."""
    status: SourceStatus = SourceStatus.ACTIVE
    """Whether it is harvested."""
    because: str | None = None
    """Why it is unlocated, paused or retired."""
    adapter: str | None = None
    """Name of the adapter that reads it; null where there is nothing to read."""
    urls: tuple[str, ...] = ()
    """Addresses where reading starts."""
    expect: Expectation | None = None
    """What a harvest must look like; every active row has one."""
    contact: str | None = None
    """E-mail address for alerts; null sends them to the operator."""
    notes: str | None = None
    """Anything odd about the site, for people."""
    line: int = 0
    """Line of the row in the register, for messages."""


class PublishedDate(Record):
    """A publication date exactly as precise as its text."""

    value: dt.date
    """First day of the stated day, month or year."""
    precision: Precision
    """How exact the text is."""
    basis: DateBasis
    """Where it was read."""
    text: str
    """The words it was read from."""


class Stated(Record):
    """What a listing itself claims about one link; null or empty where it claims nothing."""

    title: str | None = None
    """Title of the review or publication, as listed."""
    review_type: ReviewType | None = None
    """Kind of inquiry, where words on the page say it."""
    role: Role | None = None
    """What the linked document is to its review."""
    pseudonyms: tuple[str, ...] = ()
    """Pseudonyms as printed, in order."""
    published: PublishedDate | None = None
    """Publication date, only where the page states one."""
    areas: tuple[str, ...] = ()
    """Area names as printed, where the page names an area for this item."""
    own: bool | None = None
    """False where the page says that the item is another body's; true or null otherwise."""
    themes: tuple[str, ...] = ()
    """Themes in the publisher's words."""


class Link(Record):
    """One link (or one entry without a link) found on a listing, with what stands around it."""

    url: str
    """Absolute address of the document or page; for an entry without a link, its page with a fragment."""
    text: str
    """Words of the link itself."""
    context: str
    """Text of the item around it, at most 1,000 characters."""
    heading: str | None
    """Nearest heading above it, or the label that serves as one."""
    section: str | None
    """Heading of the section above that one."""
    item: str
    """Key of the item on its page: links with the same key belong to one publication."""
    found_on: str
    """Address of the page it was found on."""
    position: int
    """Order on the page, from 0."""
    has_document: bool = True
    """Whether the address is expected to give a document; false for an entry that only describes."""
    left_out: str | None = None
    """Why it is not taken as a publication, in a plain sentence; null where it is taken."""
    stated: Stated = Stated()
    """What the listing claims."""


def links_from(blob: bytes) -> tuple[Link, ...]:
    """Return the links that a harvest kept in the store as JSON lines."""
    return tuple(Link.model_validate_json(line) for line in blob.splitlines() if line)


class Failure(Record):
    """Why a request gave no usable answer."""

    kind: FailureKind
    """The failure's name."""
    detail: str
    """A plain sentence for people."""


class Hop(Record):
    """One answer on the way to the final address."""

    url: str
    """Address asked."""
    status: int
    """HTTP status of the answer."""


class Capture(Record):
    """One GET and what came of it; appended to the journal, never changed."""

    source_id: str
    """Source on whose behalf it was made."""
    purpose: Purpose
    """Why it was made."""
    url: str
    """Address asked first."""
    final_url: str
    """Address that answered last."""
    chain: tuple[Hop, ...] = ()
    """Redirects followed, in order; empty where there were none."""
    status: int | None = None
    """HTTP status of the last answer; null where none came."""
    headers: dict[str, str] = Field(default_factory=dict)
    """Headers that matter, names in lower case."""
    requested_at: dt.datetime
    """When it was asked, UTC."""
    elapsed_ms: int = 0
    """Wall-clock milliseconds from first byte sent to last byte read."""
    sha256: str | None = None
    """Hash of the body in the store; on 304 that of the copy the server confirms."""
    size: int | None = None
    """Bytes of the decoded body."""
    magic: Magic | None = None
    """What the first bytes say the body is."""
    title: str | None = None
    """Title of a web page that answered, at most 300 characters."""
    excerpt: str | None = None
    """First 2,000 characters of a web page that answered."""
    not_modified: bool = False
    """Whether the server confirmed the copy on record without sending it."""
    failure: Failure | None = None
    """Why there is no usable answer; null where there is one."""


class Note(Record):
    """Something that a harvest met and a person should look at."""

    kind: IssueKind
    """What kind of issue."""
    url: str
    """Address concerned."""
    message: str
    """What is the matter and what to do, in plain sentences."""


class Harvest(Record):
    """One harvest of one source, judged as a whole; appended to the journal."""

    source_id: str
    """Source harvested."""
    started_at: dt.datetime
    """When, UTC."""
    state: SourceState
    """What it found, honestly."""
    complete: bool
    """Whether every page of the listing was read; only then does an absence mean anything."""
    detail: str
    """A plain sentence for people."""
    links_sha256: str | None
    """Hash of the list of links in the store (JSON lines of ``Link``); null where none was read."""
    pages: int = 0
    """Listing pages read."""
    taken: int = 0
    """Links taken as publications."""
    left_out: int = 0
    """Links left out, each with a reason."""
    documents_new: int = 0
    """Documents whose bytes were not known before."""
    documents_unchanged: int = 0
    """Documents confirmed unchanged."""
    documents_failed: int = 0
    """Documents that could not be fetched."""
    requests: int = 0
    """Requests sent for listing pages and documents; robots rules are not counted."""
    bytes: int = 0
    """Body bytes received."""
    notes: tuple[Note, ...] = ()
    """What a person should look at, in the order met."""


class PageText(Record):
    """The text of one page of a document."""

    number: int
    """Page number from 1, in file order."""
    text: str
    """Text in reading order, lines parted by newlines."""
    large: tuple[str, ...] = ()
    """Lines set clearly larger than the page's usual size, in order (covers, headings)."""


class Reading(Record):
    """A document as read: typed pages, nothing interpreted."""

    magic: Magic
    """What kind of file it is."""
    title: str | None = None
    """Title that the file's own structure gives (an HTML title, not a PDF's metadata)."""
    pages: tuple[PageText, ...] = ()
    """Pages in order; a web page is one page."""
    unread_pages: tuple[int, ...] = ()
    """Pages that could not be read."""
    problem: str | None = None
    """Why it could not be read, in a plain sentence; null where it could."""


class Finding(Record):
    """One value that one extractor read in one place."""

    field: str
    """Name of the column it speaks about."""
    value: str
    """The value as text; a date as ISO text at its precision (2021, 2021-01 or 2021-01-15)."""
    page: int | None
    """Page it was read on, from 1; null where the place has no pages."""
    snippet: str = Field(max_length=300)
    """The words it was read from."""
    extractor: str
    """Name and version of the extractor, as ``name@version``."""
    confidence: float = Field(ge=0, le=1)
    """How sure the rule is, 0 to 1; a rank, not a probability."""
    basis: DateBasis | None = None
    """For dates: where the words stand."""


class Description(Record):
    """What was read from one document's bytes; a cache that can be deleted."""

    sha256: str
    """The document."""
    version: str
    """Version of the readers and extractors that made it."""
    reading: Reading
    """The pages."""
    quality: TextQuality
    """How well the text could be read."""
    words: int = 0
    """Words in the text."""
    findings: tuple[Finding, ...] = ()
    """Everything the extractors found, in order."""
