"""What was asked for and what came back: captures, and harvests judged as a whole.

Belongs here: facts of the network, for the journal. Does not belong here: what they amount to.
"""

import datetime as dt

from pydantic import Field

from catalogue.models.base import Record
from catalogue.models.register import Source
from catalogue.vocabulary import FailureKind, IssueKind, Magic, PageMark, Phase, Purpose, SourceState


class Failure(Record):
    """Why a request gave no usable answer."""

    kind: FailureKind
    """The failure's name."""
    detail: str
    """A plain sentence for people."""
    phase: Phase | None = None
    """How far the request had come; null in records from before it was told."""


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
    heading: str | None = None
    """Main heading of a web page that answered, at most 300 characters."""
    marks: tuple[PageMark, ...] = ()
    """What the markup of a web page that answered holds beside its words."""
    certificate_until: dt.datetime | None = None
    """When the certificate of the last secure connection ends, UTC; null where none was verified."""
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
    items: int | None = None
    """The publisher's own items (of a national source: all items); null in records from before they were counted."""
    dated: int | None = None
    """Those of them for which the page shows a publication date."""
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
    row: Source | None = None
    """The register's row as it was then, so that what was harvested outlives a row that is broken or gone."""
    notes: tuple[Note, ...] = ()
    """What a person should look at, in the order met."""

    @property
    def good(self) -> bool:
        """Whether it is believed, so that what it does not show counts as no longer listed."""
        return self.complete and self.state in {SourceState.OK, SourceState.LOOKED_AND_NONE}
