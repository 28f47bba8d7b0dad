"""A world told to the product: harvests of every round, captures of every file, descriptions of every text.

Belongs here: records made of lines and papers, and a journal in memory, since thousands of worlds on a disk take an
hour. Does not belong here: any truth.
"""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from catalogue.alike import sketch
from catalogue.models import (
    Capture,
    Description,
    Finding,
    Harvest,
    Link,
    PageText,
    Reading,
    Record,
    Source,
)
from catalogue.vocabulary import DateBasis, Magic, Purpose, ReviewType, Role, Scope, SourceState, TextQuality
from tests.builders import Ledger, a_date, a_finding, a_link, a_source
from tests.identity.worlds import COLLECTION, ROUNDS, Line, Paper, World

START = dt.datetime(2026, 4, 1, 3, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)

R = TypeVar("R", bound=Record)


class Memory:
    """A journal and a store that forget everything with the process."""

    def __init__(self) -> None:
        self.records: dict[type[Record], list[Record]] = defaultdict(list)
        self.bodies: dict[str, bytes] = {}

    def append(self, records: Sequence[Record]) -> None:
        for record in records:
            self.records[type(record)].append(record)

    def read(self, kind: type[R] | str) -> Any:
        if isinstance(kind, str):
            return self.bodies[kind]
        return iter(dict.fromkeys(self.records[kind])) if kind is not Capture else iter(self.records[kind])

    def put(self, data: bytes) -> str:
        key = sha256(data).hexdigest()
        self.bodies[key] = data
        return key


class MemoryLedger(Ledger):
    """A ledger over a journal in memory."""

    def __post_init__(self) -> None:
        self.memory = Memory()
        self.store = self.memory  # type: ignore[assignment]
        self.journal = self.memory  # type: ignore[assignment]

    def facts(self) -> set[str]:
        """Return all that was told, without its order."""
        return {record.canonical() for records in self.memory.records.values() for record in records}


@dataclass(frozen=True)
class Order:
    """The order in which a world is told: none of it may matter."""

    seed: int = 0

    def sources(self, names: Sequence[str]) -> list[str]:
        """Return the order in which sources are read in a day."""
        ordered = sorted(names)
        if self.seed:
            random.Random(self.seed).shuffle(ordered)
        return ordered

    def records(self, records: list[Record]) -> list[Record]:
        """Return the order in which records reach the journal."""
        if self.seed:
            random.Random(self.seed + 1).shuffle(records)
        return records


def sources_of(world: World) -> tuple[Source, ...]:
    """Return the register of a world."""
    local = [
        a_source(body.key, body.areas).model_copy(
            update={"valid_from": body.first, "valid_to": body.last, "succeeded_by": body.after}
        )
        for body in world.bodies
    ]
    return (*local, a_source(COLLECTION, (), scope=Scope.NATIONAL, nation=None))


def a_ledger(world: World) -> MemoryLedger:
    """Return an empty ledger with the register of a world."""
    return MemoryLedger(Path(), sources_of(world))


def tell(
    ledger: MemoryLedger, lines: Sequence[Line], rounds: range = range(ROUNDS + 1), order: Order | None = None
) -> None:
    """Record what the harvests of some rounds showed of some lines, and the files behind them."""
    order = order or Order()
    harvests: list[Record] = []
    captures: list[Record] = []
    for number in rounds:
        for place, source in enumerate(order.sources([one.id for one in ledger.sources])):
            at = START + number * WEEK + dt.timedelta(minutes=place)
            shown = [line for line in lines if line.source == source and line.first <= number <= line.last]
            harvests.append(_harvest(ledger, source, at, shown))
            for line in shown:
                captures += [_capture(ledger, source, paper, at) for paper in line.papers]
    ledger.memory.append(order.records(harvests))
    ledger.memory.append(order.records(captures))


def _harvest(ledger: MemoryLedger, source: str, at: dt.datetime, shown: Sequence[Line]) -> Harvest:
    """Return the harvest of one source that showed some lines."""
    links = [link for line in shown for link in _links(line)]
    return Harvest(
        source_id=source,
        started_at=at,
        state=SourceState.OK,
        complete=True,
        detail="read",
        links_sha256=ledger.memory.put("".join(link.canonical() + "\n" for link in links).encode()),
        taken=len(links),
    )


def _links(line: Line) -> Iterator[Link]:
    """Give the links of a line: its files, and the address that it alone has."""
    label = " and ".join(line.names) or "A review"
    for place, paper in enumerate((*line.papers, None)):
        link = a_link(
            label,
            paper.url if paper else line.url,
            page=line.page,
            names=line.names,
            kind=ReviewType(line.kind) if line.kind else None,
            role=_ROLES[paper.sort] if paper else None,
            published=a_date(line.date, DateBasis.ENTRY if line.entry else DateBasis.LISTING) if line.date else None,
            areas=line.areas,
            own=line.own,
            item=f"line {line.number}",
            position=place,
            has_document=paper is not None,
        )
        more = {"anonymous": line.anonymous, "title": f"{label} - {line.about}", "synopsis": line.about or None}
        yield link.model_copy(update={"stated": link.stated.model_copy(update=more)})


_ROLES = {
    "full_report": Role.FULL_REPORT,
    "seven_minute_briefing": Role.SEVEN_MINUTE_BRIEFING,
    "learning_briefing": Role.LEARNING_BRIEFING,
    "response": Role.RESPONSE,
    "improvements": Role.IMPROVEMENTS_INFORMATION,
    "other": Role.OTHER,
}


def _capture(ledger: MemoryLedger, source: str, paper: Paper, at: dt.datetime) -> Capture:
    """Return the capture of one file, and keep what is read from it."""
    key = ledger.memory.put(paper.text.encode())
    if key not in ledger.descriptions:
        ledger.descriptions[key] = Description(
            sha256=key,
            version="test",
            reading=Reading(magic=Magic.PDF, pages=(PageText(number=1, text=paper.text),)),
            quality=TextQuality.GOOD,
            words=len(paper.text.split()),
            sketch=sketch(paper.text),
            findings=tuple(_findings(paper)),
        )
    return Capture(
        source_id=source,
        purpose=Purpose.DOCUMENT,
        url=paper.url,
        final_url=paper.url,
        status=200,
        requested_at=at + dt.timedelta(seconds=1),
        sha256=key,
        size=len(paper.text),
        magic=Magic.PDF,
    )


def _findings(paper: Paper) -> Iterator[Finding]:
    """Give what a file states of its review."""
    for name in paper.names:
        yield a_finding("pseudonyms", name)
    if paper.day:
        yield a_finding("published_on", paper.day.isoformat(), basis=DateBasis.COVER)
    if paper.kind:
        yield a_finding("review_type", paper.kind)
    if paper.area:
        yield a_finding("area", paper.area)
    if paper.reviewer:
        yield a_finding("reviewers", paper.reviewer)
