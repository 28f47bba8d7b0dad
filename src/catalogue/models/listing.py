"""What a listing shows: links, and what it claims of each.

Belongs here: records that adapters make. Does not belong here: how they find them.
"""

import datetime as dt

from catalogue.models.base import Record
from catalogue.vocabulary import DateBasis, Incident, Precision, RemovalKind, ReviewType, Role


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
    recommendations: tuple[str, ...] = ()
    """Recommendations in the words of the page."""
    keywords: tuple[str, ...] = ()
    """Keywords in the words of the page."""
    synopsis: str | None = None
    """What the page says happened, at most 600 characters; kept in the store, never printed."""
    incident: Incident | None = None
    """What happened in the broadest terms, where the page says it plainly."""
    age: str | None = None
    """Age of the one child the page speaks of, in its words; kept in the store, never printed."""
    anonymous: bool = False
    """Whether the page withholds the area on purpose: such an item is never given one, whatever its text names."""
    size: int | None = None
    """Size of the file in bytes, where stated."""
    pages: int | None = None
    """Number of pages of the file, where stated."""


class Removal(Record):
    """What a publisher itself says has become of a publication."""

    kind: RemovalKind
    """Withdrawn, gone or moved."""
    at: dt.date | None = None
    """Day it happened; null where the publisher does not say."""
    precision: Precision | None = None
    """How exact that day is; null without one."""
    explanation: str | None = None
    """The publisher's explanation as printed, without markup, at most 1,000 characters."""
    to: str | None = None
    """Address that it moved to, or that is offered in its place."""

    @property
    def sentence(self) -> str:
        """The same as a plain sentence."""
        when = f" on {self.at.day} {self.at:%B %Y}" if self.at else ""
        why = f": {self.explanation.rstrip('.')}" if self.explanation else ""
        if self.kind is RemovalKind.MOVED:
            return f"Moved by its publisher{when} to {self.to}." if self.to else f"Moved{when}, without saying where."
        instead = f" It offers {self.to} in its place." if self.to else ""
        verb = "Withdrawn" if self.kind is RemovalKind.WITHDRAWN else "Removed on purpose (gone)"
        return f"{verb} by its publisher{when}{why}.{instead}"


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
    removal: Removal | None = None
    """What the publisher says has become of the item; null where it stands."""


def links_from(blob: bytes) -> tuple[Link, ...]:
    """Return the links that a harvest kept in the store as JSON lines."""
    return tuple(Link.model_validate_json(line) for line in blob.splitlines() if line)
