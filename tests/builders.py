"""Small makers of records for tests, each with sensible defaults and real folders underneath."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.alike import sketch
from catalogue.curation import Entry
from catalogue.journal import FolderJournal
from catalogue.models import (
    Availability,
    Capture,
    Description,
    Expectation,
    Finding,
    Harvest,
    Link,
    PageText,
    PublishedDate,
    Reading,
    Resolution,
    Source,
    Stated,
)
from catalogue.resolve import Inputs, resolve
from catalogue.store import FolderStore
from catalogue.vocabulary import (
    DateBasis,
    Magic,
    Nation,
    Precision,
    Purpose,
    ReviewType,
    Role,
    Rule,
    Scope,
    SourceState,
    State,
    TextQuality,
)

NOW = dt.datetime(2021, 2, 15, 9, tzinfo=dt.UTC)
WANDSWORTH, WALTHAM_FOREST, LEWISHAM = "E09000032", "E09000031", "E09000023"


def a_source(
    name: str = "wandsworth",
    areas: tuple[str, ...] = (WANDSWORTH,),
    *,
    scope: Scope = Scope.CHILD,
    nation: Nation | None = Nation.ENGLAND,
    publisher_id: str | None = None,
) -> Source:
    return Source(
        id=name,
        publisher=f"{name.title()} Partnership",
        publisher_id=publisher_id or name,
        nation=nation,
        scope=scope,
        areas=areas,
        adapter="listing",
        urls=(f"http://{name}.test/reviews",),
        expect=Expectation(least=0),
    )


def a_date(text: str, basis: DateBasis = DateBasis.LISTING) -> PublishedDate:
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(text)]
    value = dt.date.fromisoformat(f"{text}-01-01"[:10])
    return PublishedDate(value=value, precision=precision, basis=basis, text=text)


def a_link(
    heading: str,
    url: str,
    *,
    page: str = "http://wandsworth.test/reviews",
    names: tuple[str, ...] = (),
    kind: ReviewType | None = None,
    role: Role | None = Role.FULL_REPORT,
    published: PublishedDate | None = None,
    areas: tuple[str, ...] = (),
    own: bool | None = None,
    item: str | None = None,
    position: int = 0,
    left_out: str | None = None,
    has_document: bool = True,
) -> Link:
    return Link(
        url=url,
        text="Read the report",
        context=heading,
        heading=heading,
        section=None,
        item=item or heading,
        found_on=page,
        position=position,
        left_out=left_out,
        has_document=has_document,
        stated=Stated(
            title=heading,
            review_type=kind,
            role=role,
            pseudonyms=names,
            published=published,
            areas=areas,
            own=own,
        ),
    )


def an_availability(location_id: str = "l", **changes: object) -> Availability:
    """Make what checks of an address amount to; nothing is known of it but what is given."""
    given: dict[str, object] = {"state": State.UNKNOWN, "reason": Rule.NOT_CHECKED, "since": None, "failure_count": 0}
    never = dict.fromkeys(("last_success_at", "last_checked_at"))
    days = dict.fromkeys(("days_verified", "days_down", "days_unverified"), 0)
    return Availability.model_validate({"location_id": location_id, **given, **never, **days, **changes})


def a_finding(name: str, value: str, *, confidence: float = 0.9, basis: DateBasis | None = None) -> Finding:
    return Finding(
        field=name,
        value=value,
        page=1,
        snippet=f"… {value} …",
        extractor=f"{name}@1",
        confidence=confidence,
        basis=basis,
    )


@dataclass
class Ledger:
    """A store and a journal in a folder, filled by hand."""

    folder: Path
    sources: Sequence[Source]
    store: FolderStore = field(init=False)
    journal: FolderJournal = field(init=False)
    descriptions: dict[str, Description] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store = FolderStore(self.folder / "raw")
        self.journal = FolderJournal(self.folder / "journal")

    def harvest(self, source: str, *links: Link, at: dt.datetime = NOW, complete: bool = True) -> None:
        """Record a harvest of a source that showed these links."""
        blob = "".join(link.canonical() + "\n" for link in links).encode()
        self.journal.append(
            [
                Harvest(
                    source_id=source,
                    started_at=at,
                    state=SourceState.OK,
                    complete=complete,
                    detail="read",
                    links_sha256=self.store.put(blob),
                    taken=len(links),
                )
            ]
        )

    def document(self, source: str, url: str, content: str, *findings: Finding, at: dt.datetime = NOW) -> str:
        """Record that a document was captured and read; return its sha256."""
        sha256 = self.store.put(content.encode())
        self.journal.append(
            [
                Capture(
                    source_id=source,
                    purpose=Purpose.DOCUMENT,
                    url=url,
                    final_url=url,
                    status=200,
                    requested_at=at,
                    sha256=sha256,
                    size=len(content),
                    magic=Magic.PDF,
                )
            ]
        )
        self.descriptions[sha256] = Description(
            sha256=sha256,
            version="test",
            reading=Reading(magic=Magic.PDF, pages=(PageText(number=1, text=content),)),
            quality=TextQuality.GOOD,
            words=len(content.split()),
            sketch=sketch(content),
            findings=findings,
        )
        return sha256

    def resolve(self, *entries: Entry) -> Resolution:
        """Resolve everything recorded, keeping new ids as the house does."""
        inputs = Inputs(self.sources, entries, self.descriptions)
        found = resolve(inputs, journal=self.journal, store=self.store, clock=lambda: NOW)
        self.journal.append(found.minted)
        self.journal.append(found.redirected)
        return found
