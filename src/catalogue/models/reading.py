"""Documents as read, and what extractors found in them.

Belongs here: pages and findings. Does not belong here: which of two findings stands.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from catalogue.models.base import Record
from catalogue.vocabulary import BriefingPart, DateBasis, Magic, PointKind, Rejection, TextQuality


class Box(Record):
    """A box drawn around words on a page, as briefings use them."""

    heading: str
    """Its first line."""
    text: str
    """All its words, lines parted by newlines, the heading included."""


class PageText(Record):
    """The text of one page of a document."""

    number: int
    """Page number from 1, in file order."""
    text: str
    """Text in reading order, lines parted by newlines."""
    large: tuple[str, ...] = ()
    """Lines set clearly larger than the page's usual size, in order (covers, headings)."""
    breaks: tuple[int, ...] = ()
    """Offsets in the text of hyphens that ended a line inside a word; the word may be written without them."""
    running: tuple[int, ...] = ()
    """Its lines, counted from 0, that run over many pages: heads, feet and page numbers."""
    printed: str | None = None
    """The page number that is printed on it; null where none is, or none was recognised."""
    picture: bool = False
    """Whether it is a picture: something is drawn on it and no reader finds text."""
    blank: bool = False
    """Whether nothing at all is drawn on it."""
    ocr: bool = False
    """Whether words were recognised in its picture, with the mistakes that brings; the text may be empty."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Rows of the tables drawn on it, cell by cell; looked for on the first pages, where labels stand in tables."""
    boxes: tuple[Box, ...] = ()
    """Boxes drawn on it, from the top left; looked for in short documents only."""


class Reading(Record):
    """A document as read: typed pages, nothing interpreted."""

    magic: Magic
    """What kind of file it is."""
    title: str | None = None
    """Title that the file's own structure gives (an HTML title, not a PDF's metadata)."""
    # Of a description that was kept they stay on the disk until they are asked for (``describe.cache``).
    pages: Annotated[Sequence[PageText], AfterValidator(tuple)] = ()
    """Pages in order; a web page is one page."""
    unread_pages: tuple[int, ...] = ()
    """Pages that could not be read."""
    problem: str | None = None
    """Why it could not be read, in a plain sentence; null where it could."""
    remarks: tuple[str, ...] = ()
    """What is worth knowing of how it was read, in plain sentences: mended, breaking off, pages left out."""

    @property
    def text(self) -> str:
        """The text of all pages, one after the other."""
        return "\n".join(page.text for page in self.pages)


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
    full_name: bool = False
    """For pseudonyms: whether it has the shape of a given name with a surname, as its publisher printed it."""
    rejected: Rejection | None = None
    """Why it is not a value of its field; null where it is accepted."""


class Point(Record):
    """One recommendation, finding or learning point of a document."""

    kind: PointKind
    """What it is."""
    ordinal: int = Field(ge=1)
    """Its place among the points of its kind in the document, from 1."""
    number: str | None
    """Number as printed (``3``, ``2.1``, ``R4``); null where it has none."""
    addressee: str | None
    """Body that it is addressed to, in the words printed; null where none is named."""
    page: int
    """Page on which it begins, from 1."""
    snippet: str = Field(max_length=300)
    """The words with which it begins."""
    extractor: str
    """Name and version of the extractor, as ``name@version``."""
    confidence: float = Field(ge=0, le=1)
    """How sure the rule is, 0 to 1; a rank, not a probability."""


class Part(Record):
    """One of the fixed parts of a seven-minute briefing, where it begins."""

    part: BriefingPart
    """Which part it is."""
    heading: str = Field(max_length=120)
    """Its heading as printed."""
    page: int
    """Page on which it begins, from 1."""
    snippet: str = Field(max_length=300)
    """The words that follow the heading."""
    extractor: str
    """Name and version of the extractor, as ``name@version``."""


class Description(Record):
    """What was read from one document's bytes; a cache that can be deleted."""

    sha256: str
    """The document."""
    version: str
    """Version of the readers and extractors that made it."""
    reading: Reading
    """The pages."""
    pages_sha256: str | None = None
    """Hash of the pages as they are kept: the same where the text is; null where there are none."""
    quality: TextQuality
    """How well the text could be read."""
    words: int = 0
    """Words in the text."""
    sketch: tuple[int, ...] = ()
    """What finds texts nearly the same among thousands (``alike``); empty where there are too few words."""
    findings: tuple[Finding, ...] = ()
    """Everything the extractors found and accepted, in order."""
    rejected: tuple[Finding, ...] = ()
    """What looked like a value and was rejected, with the reason; kept here and never published as it stands."""
    points: tuple[Point, ...] = ()
    """Recommendations, findings and learning points, in order of the pages."""
    parts: tuple[Part, ...] = ()
    """The parts of a seven-minute briefing, in order of the pages; empty for other documents."""

    @model_validator(mode="before")
    @classmethod
    def _part_the_rejected(cls, given: object) -> object:
        """Move findings with a reason against them out of the accepted ones, whoever handed them over."""
        if not isinstance(given, Mapping) or not isinstance(given.get("findings"), tuple):
            return given
        found = given["findings"]
        refused = tuple(one for one in found if isinstance(one, Finding) and one.rejected)
        accepted = tuple(one for one in found if not (isinstance(one, Finding) and one.rejected))
        return {**given, "findings": accepted, "rejected": (*given.get("rejected", ()), *refused)}

    @model_validator(mode="after")
    def _is_parted(self) -> Self:
        """Refuse a description whose accepted findings hold a rejected one, or the other way round."""
        if any(one.rejected for one in self.findings) or not all(one.rejected for one in self.rejected):
            raise ValueError("accepted and rejected findings are mixed")
        return self
