"""What happens in a reader process: the bytes of one document to its description.

Belongs here: which reader and extractors a document needs, and how well its text was read. Does not belong
here: processes and limits (``workers``), the cache, or how a format is read (``pdf``, ``office``, ``html``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from catalogue import extract, html, office, pdf
from catalogue.alike import sketch
from catalogue.describe.cache import as_kept, whole
from catalogue.models import Description, Finding, Part, Point, Reading
from catalogue.store import Store, StoreError
from catalogue.vocabulary import Magic, Nation, TextQuality
from catalogue.workers.limits import Limits, allow_processor_time
from catalogue.workers.pool import tell_place

VERSION = f"{extract.VERSION}+{pdf.VERSION}+{office.VERSION}+html@1+sketch@1+kept@2"
"""Version of readers and extractors together; it names the folder of the cache."""

Document = tuple[Magic, str | None, str]
"""What a body is, its content type, and the address it came from."""

AFTER = -1
"""The place after the last page, where values are looked for in the text."""

READ: Mapping[Magic, Callable[[bytes, str | None, str], Reading]] = {
    Magic.DOCX: lambda data, _type, _url: office.read_docx(data),
    Magic.PPTX: lambda data, _type, _url: office.read_pptx(data),
    Magic.HTML: html.read,
}
"""How every kind of file but PDF is read."""

EMPTY = "The file has no bytes, so there is nothing to read."
OLD_OFFICE = "The file is in an older Office format (.doc, .ppt), which is not read; its bytes are kept."

NOT_LOOKED_FOR = "Looking for values in the text passed the limits, so none were looked for."


@dataclass(frozen=True)
class Job:
    """One attempt at one document.

    Attributes:
        sha256: The document.
        document: What it is.
        nation: Nation whose law applies.
        store: Where its bytes are; it must be readable without network from another process.
        limits: What the attempt may cost.
        skip: Pages on which earlier attempts broke down.
        distrust: Whether an earlier attempt broke down before the first page.
        values: Whether anybody asks for values, and not for the text only.
        extracts: Whether values are looked for; False where that broke an earlier attempt.
        known: The description so far as it is kept, where pages were left to be recognised.
        losses: Attempts that were lost before.
        alone: Whether an earlier attempt was ended from outside, so that this one runs while no other does.
    """

    sha256: str
    document: Document
    nation: Nation | None
    store: Store
    limits: Limits
    skip: frozenset[int] = frozenset()
    distrust: bool = False
    values: bool = True
    extracts: bool = True
    known: bytes | None = None
    losses: int = 0
    alone: bool = False


@dataclass(frozen=True)
class Answer:
    """What came of one attempt.

    Attributes:
        description: The description as it is kept.
        keep: Whether it may be kept: what is missing from the store may be put back.
        more: Whether pages are left to be recognised.
    """

    description: bytes
    keep: bool = True
    more: bool = False


def perform(job: Job) -> Answer:
    """Read and describe one document.

    Args:
        job: The attempt.

    Returns:
        Its description; whatever is wrong with the file is told there.

    Raises:
        MemoryError: It took more memory than the limit.
    """
    allow_processor_time(job.limits.cpu_s)
    tell_place(0)
    try:
        data = job.store.read(job.sha256)
    except StoreError as error:
        lost = failed(job, TextQuality.UNREADABLE, f"The stored bytes cannot be read: {error}")
        return Answer(as_kept(lost), keep=False)
    if len(data) > job.limits.most_bytes:
        text = f"The file is larger than {job.limits.most_bytes:,} bytes and was not read."
        return Answer(as_kept(failed(job, TextQuality.RESOURCE_LIMIT, text)))
    try:
        reading = _reading(data, job)
    except RecursionError:
        return Answer(as_kept(failed(job, TextQuality.UNREADABLE, "The file is nested too deeply to be read.")))
    more = reading.magic is Magic.PDF and pdf.can_recognise(reading)
    if not job.extracts:
        reading = reading.model_copy(update={"remarks": (*reading.remarks, NOT_LOOKED_FOR)})
    tell_place(AFTER)
    findings, points, parts = _everything(reading, job, more=more)
    described = Description(
        sha256=job.sha256,
        version=VERSION,
        reading=reading,
        quality=quality_of(reading),
        words=sum(len(page.text.split()) for page in reading.pages),
        sketch=sketch(reading.text),
        findings=findings,
        points=points,
        parts=parts,
    )
    return Answer(as_kept(described), more=more)


def _everything(
    reading: Reading, job: Job, *, more: bool
) -> tuple[tuple[Finding, ...], tuple[Point, ...], tuple[Part, ...]]:
    """Return what the text says, where it is asked for, once all of it is there and unless looking broke an attempt."""
    return extract.everything(reading, job.nation) if job.values and job.extracts and not more else ((), (), ())


def quality_of(reading: Reading) -> TextQuality:
    """Judge how well a document's text could be read.

    Args:
        reading: The document as read.

    Returns:
        The quality. Text on some pages only is PARTIAL, blank pages and recognised pictures aside.
    """
    if reading.problem == pdf.ENCRYPTED:
        return TextQuality.ENCRYPTED
    if reading.problem in (pdf.EMPTY, pdf.BLANK):
        return TextQuality.EMPTY
    if not reading.pages or reading.problem == pdf.UNCONFIRMED:
        return TextQuality.UNREADABLE
    if not any(page.text.strip() for page in reading.pages):
        return TextQuality.NEEDS_OCR if reading.magic is Magic.PDF else TextQuality.UNREADABLE
    told = sum(1 for page in reading.pages if page.text.strip() or page.blank or page.ocr)
    if reading.unread_pages or told < len(reading.pages):
        return TextQuality.PARTIAL
    return TextQuality.OCR if any(page.ocr for page in reading.pages) else TextQuality.GOOD


def not_read(job: Job) -> Description | None:
    """Return the description of a kind of file that is not read.

    Args:
        job: The document.

    Returns:
        The description, or None where the kind is read.
    """
    magic = job.document[0]
    if magic is Magic.PDF or magic in READ:
        return None
    if magic is Magic.EMPTY:
        return failed(job, TextQuality.EMPTY, EMPTY)
    if magic is Magic.OLE:
        return failed(job, TextQuality.NOT_READ, OLD_OFFICE)
    return failed(job, TextQuality.NOT_READ, f"The catalogue does not read files of the kind {magic}.")


def failed(job: Job, quality: TextQuality, problem: str) -> Description:
    """Return the description of a document without text.

    Args:
        job: The document.
        quality: What is said of its text.
        problem: Why there is none, in a plain sentence.

    Returns:
        The description.
    """
    reading = Reading(magic=job.document[0], problem=problem)
    return Description(sha256=job.sha256, version=VERSION, reading=reading, quality=quality)


def _reading(data: bytes, job: Job) -> Reading:
    """Return the document as read; pages that are pictures are recognised as far as time allows."""
    magic, content_type, url = job.document
    if magic is not Magic.PDF:
        return READ[magic](data, content_type, url)
    if job.known is not None:
        reading = whole(job.known).reading
    else:
        reading = pdf.read(data, skip=job.skip, distrust=job.distrust, at=tell_place)
    if not pdf.can_recognise(reading):
        return reading
    return pdf.recognise(data, reading, seconds=job.limits.recognising_s, at=tell_place)
