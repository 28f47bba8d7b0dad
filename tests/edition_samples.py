"""Small hand-made editions for the tests of publishing: invented reviews of invented children.

Belongs here: records made with defaults, and contents made of them. Does not belong here: any assertion.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from catalogue.journal import FolderJournal
from catalogue.models import Area, Document, Evidence, Location, Review, SourceRow, Theme, digest
from catalogue.publish import Contents, Outcome, publish
from catalogue.publish.gates import stated
from catalogue.vocabulary import (
    DateBasis,
    Incident,
    Magic,
    Nation,
    Precision,
    RetentionStatus,
    ReviewType,
    Role,
    Scope,
    SourceState,
    SourceStatus,
    TextQuality,
)

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
AREA = Area(
    area_code="E09000999",
    name="Sampleborough",
    nation=Nation.ENGLAND,
    aliases=(),
    valid_from=None,
    valid_to=None,
    succeeded_by=(),
)
NEGLECT = Theme(theme_id="neglect", label="Neglect", definition="Needs not met.", alternatives=("neglected",))
SOURCE = SourceRow(
    source_id="sampleborough",
    publisher_id="sampleborough",
    publisher="Sampleborough Safeguarding Partnership",
    aliases=(),
    valid_from=None,
    valid_to=None,
    succeeded_by=(),
    nation=Nation.ENGLAND,
    scope=Scope.CHILD,
    area_codes=("E09000999",),
    urls=("http://sampleborough.test/reviews",),
    status=SourceStatus.ACTIVE,
    expected_least=1,
    expected_most=None,
    state=SourceState.OK,
    detail="Read whole.",
    read_whole=True,
    last_harvest_at=NOON,
    last_complete_at=NOON,
    items=1,
    left_out=0,
    documents_failed=0,
)


def review(review_id: str, **values: object) -> Review:
    """Return a review, dated to the month, with what the test says instead of the defaults."""
    whole: dict[str, object] = {
        "review_id": review_id,
        "title": f"Review {review_id}",
        "review_type": ReviewType.LCSPR,
        "nation": Nation.ENGLAND,
        "publisher_id": "sampleborough",
        "publisher": "Sampleborough Safeguarding Partnership",
        "area_codes": ("E09000999",),
        "area_names": ("Sampleborough",),
        "pseudonyms": (),
        "about_child": True,
        "published_on": dt.date(2021, 1, 1),
        "published_precision": Precision.MONTH,
        "published_basis": DateBasis.LISTING,
        "reviewers": (),
        "reviewer_named": None,
        "incident": Incident.UNKNOWN,
        "themes": (),
        "first_seen_at": NOON,
        "last_seen_at": NOON,
        "url": f"http://sampleborough.test/{review_id}.pdf",
        "retention_status": RetentionStatus.COMPLETED,
        "retained_until": dt.date(2022, 1, 1),
        "retained_until_latest": dt.date(2022, 1, 31),
    }
    return Review.model_validate(whole | values)


def document(review_id: str) -> Document:
    """Return the one document of a review."""
    return Document(
        document_id=digest(review_id, length=64),
        review_id=review_id,
        role=Role.FULL_REPORT,
        title=None,
        media_type=Magic.PDF,
        pages=2,
        words=900,
        text_quality=TextQuality.GOOD,
    )


def location(review_id: str) -> Location:
    """Return the one address of a review."""
    return Location(
        location_id=digest("at", review_id),
        document_id=digest(review_id, length=64),
        review_id=review_id,
        source_id="sampleborough",
        url=f"http://sampleborough.test/{review_id}.pdf",
        first_seen_at=NOON,
        last_seen_at=NOON,
        listed=True,
    )


def evidence(of: Review) -> tuple[Evidence, ...]:
    """Return chosen evidence for every value of a review."""
    return tuple(
        Evidence(
            review_id=of.review_id,
            document_id=digest(of.review_id, length=64),
            field=field,
            value=value,
            page=1,
            snippet=f"It says {value[:200]}.",
            extractor="sample@1",
            confidence=0.9,
            chosen=True,
            url=of.url,
        )
        for field, value in stated(of)
    )


def contents(*reviews: Review, texts: Mapping[str, tuple[str, ...]] | None = None) -> Contents:
    """Return contents of these reviews, each with a document, an address and evidence.

    Args:
        reviews: The reviews.
        texts: Page texts by review id.
    """
    return Contents(
        reviews=reviews,
        documents=tuple(document(one.review_id) for one in reviews),
        locations=tuple(location(one.review_id) for one in reviews),
        evidence=tuple(row for one in reviews for row in evidence(one)),
        checks=(),
        availability=(),
        alerts=(),
        sources=(SOURCE,),
        areas=(AREA,),
        themes=(NEGLECT,),
        issues=(),
        sources_sha256="a" * 64,
        curation_sha256="b" * 64,
        texts={digest(key, length=64): pages for key, pages in (texts or {}).items()},
    )


class Press:
    """A warehouse folder with a journal, and the way to print into it."""

    def __init__(self, folder: Path) -> None:
        """Open the warehouse."""
        self.journal = FolderJournal(folder / "journal")
        self.path = folder / "catalogue.duckdb"
        self.editions = folder / "editions"

    def print(
        self,
        what: Contents,
        *,
        accept_fall: bool = False,
        at: dt.datetime = NOON,
        keep: int = 12,
        code: str = "0.0.test",
    ) -> Outcome:
        """Print an edition, at noon where no other time is given."""
        return publish(
            what,
            target=self.path,
            editions=self.editions,
            journal=self.journal,
            clock=lambda: at,
            keep=keep,
            code_version=code,
            accept_fall=accept_fall,
        )
