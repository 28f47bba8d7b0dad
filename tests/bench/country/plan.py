"""What the country holds: publishers, reviews and their papers, on the first day and on the day after.

Belongs here: how many, of which kind and length, at which addresses, and what changed. Does not belong here: words or
bytes.

The volumes are those published for the whole country: about 1,550 reviews and 3,400 documents of 149 partnerships and
one national list; full reports log-normal in length, briefings of two pages; 5 % of the PDFs are pictures of pages,
3 % of the papers are Word files, 10 % of the reports stand on a page of the site only, 4 % of the reviews have no
date, 3 % of what is listed is no longer there, and 3 % of the reviews are listed by a second partnership with a copy.
A larger or smaller country has as many publishers, with more or fewer reviews each: that is how a catalogue grows.
"""

import datetime as dt
import math
import random
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from catalogue.authority import areas
from catalogue.vocabulary import Nation
from tests.bench.plan import LARGEST, MEDIAN, SMALLEST, SPREAD

PUBLISHERS = 149
REVIEWS = 1_550
MEDIAN_PAGES, P95_PAGES, MOST_PAGES = 32, 85, 277
SCANNED, WORD, HTML_ONLY, UNDATED, LOST, COPIED, DEPOSITED = 0.05, 0.03, 0.10, 0.04, 0.03, 0.03, 0.66
CHANGED = 0.01
"""Share of the papers that are removed, replaced, or joined by those of a new review, from one day to the next."""
COPY = "-copy"
"""Ending of the key of a paper that another partnership shows too."""
NSPCC = "nspcc.bench"
UPDATES = "/case-reviews/update/"
REVIEWS_PATH = "/reviews"
NAMES = [
    "Alder",
    "Ash",
    "Aspen",
    "Bay",
    "Birch",
    "Briar",
    "Cedar",
    "Clover",
    "Coral",
    "Elder",
    "Fern",
    "Flint",
    "Hazel",
    "Heath",
    "Holly",
    "Ivy",
    "Juniper",
    "Linden",
    "Maple",
    "Moss",
    "Oak",
    "Olive",
    "Pine",
    "Reed",
    "Robin",
    "Rowan",
    "Sage",
    "Sky",
    "Teal",
    "Wren",
]


class Kind(StrEnum):
    """What a paper is."""

    REPORT = "report"
    SUMMARY = "executive summary"
    BRIEFING = "7 minute briefing"
    RESPONSE = "response"
    PLAN = "action plan"


class Form(StrEnum):
    """What a paper is made of."""

    PDF = "pdf"
    SCAN = "scan"
    WORD = "docx"
    PAGE = "html"


@dataclass(frozen=True)
class Paper:
    """One document at one address."""

    key: str
    """Names it for ever, and is the seed of what it says."""
    host: str
    path: str
    kind: Kind
    form: Form
    pages: int
    filler: int
    """Bytes besides its words, of the sizes that documents have."""
    version: int = 1
    gone: bool = False
    """Whether its address answers that there is nothing."""

    @property
    def is_copy(self) -> bool:
        """Whether it is another partnership's copy of a paper."""
        return self.key.endswith(COPY)

    @property
    def original(self) -> str:
        """The key of the paper that it is, or is a copy of."""
        return self.key.removesuffix(COPY)


@dataclass(frozen=True)
class Case:
    """One review as its publisher shows it."""

    host: str
    board: str
    area: str
    name: str
    kind: str
    published: dt.date
    dated: bool
    reviewer: str
    months: int
    """Age of the child in months."""
    harm: str
    """What happened to the child, in the words of the report."""
    papers: tuple[Paper, ...]

    @property
    def title(self) -> str:
        """What its publisher calls it."""
        return f"{self.kind}: {self.name}"


@dataclass(frozen=True)
class Scale:
    """How big a country is."""

    times: float = 1.0
    publishers: int = PUBLISHERS
    seed: int = 2026
    latency_s: float = 0.005

    @property
    def reviews(self) -> int:
        """Reviews on the first day, copies left out."""
        return max(self.publishers, round(REVIEWS * self.times))


class Country:
    """The country of one seed on one day: 0 is the first, 1 the day after."""

    def __init__(self, scale: Scale, day: int = 0) -> None:
        self.scale, self.day = scale, day
        places = [one.name for one in areas() if one.nation is Nation.ENGLAND and one.valid_to is None]
        self.places = {f"p{number:03d}.bench": name for number, name in enumerate(places[: scale.publishers])}
        self.cases = self._cases()
        if day:
            self.cases = self._day_after(self.cases)

    @property
    def hosts(self) -> list[str]:
        """Every host."""
        return [*self.places, NSPCC]

    @cached_property
    def papers(self) -> list[Paper]:
        """Every paper that is listed, host by host."""
        return [paper for cases in self.cases.values() for one in cases for paper in one.papers]

    @property
    def distinct(self) -> int:
        """Reviews there are, each counted once whoever lists it."""
        return len({one.papers[0].original for cases in self.cases.values() for one in cases})

    @cached_property
    def urls(self) -> list[tuple[str, str]]:
        """Every host and path that a harvest asks for: rules, lists and papers."""
        lists = [(host, path) for host in self.hosts for path in ("/robots.txt", self.list_of(host))]
        return lists + [(one.host, one.path) for one in self.papers]

    @staticmethod
    def list_of(host: str) -> str:
        """The path of a host's list."""
        return UPDATES if host == NSPCC else REVIEWS_PATH

    def register(self) -> str:
        """Return the register of this country as YAML."""
        rows = "".join(
            f"  - {{id: {host[:4]}, publisher: '{place} Safeguarding Children Partnership', publisher_id: {host[:4]}, "
            f"aliases: ['{place} Safeguarding Children Board'], nation: England, scope: child, areas: ['{place}'], "
            f"adapter: listing, urls: ['http://{host}{REVIEWS_PATH}'], expect: {{least: {len(self.cases[host]) // 2}}}}}\n"
            for host, place in self.places.items()
        )
        return (
            "sources:\n"
            + rows
            + "  - {id: nspcc, publisher: NSPCC, publisher_id: nspcc, nation: null, scope: national, "
            f"areas: [], adapter: nspcc, urls: ['http://{NSPCC}{UPDATES}'], expect: {{least: 1}}}}\n"
        )

    def deposited(self) -> list[Case]:
        """Return the reviews that the national list names, the newest first."""
        found = [
            one
            for cases in self.cases.values()
            for one in cases
            if not one.papers[0].is_copy and _draw("deposit", one.papers[0].key) < DEPOSITED
        ]
        return sorted(found, key=lambda one: (-one.published.year, one.host, one.name))

    def _cases(self) -> dict[str, list[Case]]:
        """Return the reviews of the first day by host."""
        chance = random.Random(self.scale.seed)
        weights = [chance.lognormvariate(0, 0.5) for _ in self.places]
        spare, total = self.scale.reviews - len(self.places), sum(weights)
        counts = [1 + int(spare * weight / total) for weight in weights]
        for place in range(self.scale.reviews - sum(counts)):
            counts[place % len(counts)] += 1
        cases = {
            host: [self._case(host, number) for number in range(count)]
            for host, count in zip(self.places, counts, strict=True)
        }
        hosts = list(self.places)
        for at, host in enumerate(hosts):
            other = hosts[(at + 1) % len(hosts)]
            own = [one for one in cases[host] if not one.papers[0].is_copy]
            cases[other] += [_copied(one, other) for one in own if _draw("copy", one.papers[0].key) < COPIED]
        return cases

    def _day_after(self, before: dict[str, list[Case]]) -> dict[str, list[Case]]:
        """Return the reviews of the day after: papers gone, papers replaced in place, new reviews."""
        after: dict[str, list[Case]] = {}
        for host, cases in before.items():
            after[host] = []
            for one in cases:
                papers = tuple(map(self._tomorrow, one.papers))
                after[host].append(replace(one, papers=papers))
                if _draw("new", one.papers[0].key) < CHANGED / 3:
                    after[host].append(self._case(host, 10_000 + len(after[host])))
        return after

    def _tomorrow(self, paper: Paper) -> Paper:
        """Return a paper as it stands the day after."""
        drawn = _draw("change", paper.key)
        if paper.is_copy or paper.gone or drawn >= CHANGED * 2 / 3:
            return paper
        return replace(paper, gone=True) if drawn < CHANGED / 3 else replace(paper, version=2)

    def _case(self, host: str, number: int) -> Case:
        """Return one review of a host; no other of the host has its name."""
        chance = random.Random(f"{self.scale.seed} {host} {number}")
        area = self.places[host]
        year = 2011 + int(15 * chance.random() ** 0.8)
        old = year < 2019
        name = (
            f"Child {NAMES[number % len(NAMES)]}{' ' + _letters(number // len(NAMES)) if number >= len(NAMES) else ''}"
        )
        if chance.random() < 0.3:
            name = f"Child {_letters(number)}{year % 100}"
        key = f"{host[:4]}-{number:05d}"
        return Case(
            host=host,
            board=f"{area} Safeguarding Children {'Board' if old else 'Partnership'}",
            area=area,
            name=name,
            kind="Serious Case Review" if old else "Local Child Safeguarding Practice Review",
            published=dt.date(year, chance.randint(1, 12), chance.randint(1, 28)),
            dated=chance.random() >= UNDATED,
            reviewer=f"{chance.choice(('Alex', 'Casey', 'Jo', 'Pat', 'Robin', 'Sam', 'Terry'))} "
            f"{chance.choice(('Sample', 'Example', 'Invent', 'Made', 'Place'))}{chance.choice(('ford', 'ton', 'ley', 'well', 'by'))}",
            months=chance.choice((2, 5, 8, 11, 14, 30, 52, 98, 168, 186)),
            harm=chance.choice(("died", "was seriously injured", "suffered serious harm")),
            papers=tuple(_papers(host, key, chance)),
        )


def _papers(host: str, key: str, chance: random.Random) -> list[Paper]:
    """Return the papers of one review: a report, and 1.2 more on average."""
    kinds = [Kind.REPORT]
    kinds += [
        kind
        for kind, share in ((Kind.BRIEFING, 0.5), (Kind.SUMMARY, 0.25), (Kind.RESPONSE, 0.25), (Kind.PLAN, 0.2))
        if chance.random() < share
    ]
    return [_paper(host, f"{key}-{kind.name.lower()}", kind, chance) for kind in kinds]


def _paper(host: str, key: str, kind: Kind, chance: random.Random) -> Paper:
    """Return one paper."""
    drawn, form = chance.random(), Form.PDF
    if kind is Kind.REPORT and drawn < HTML_ONLY:
        form = Form.PAGE
    elif drawn > 1 - SCANNED:
        form = Form.SCAN
    elif drawn > 1 - SCANNED - WORD:
        form = Form.WORD
    pages = _length(kind, chance)
    filler = round(min(max(chance.lognormvariate(0, SPREAD) * MEDIAN, SMALLEST), LARGEST))
    if kind is not Kind.REPORT:
        filler //= 3
    lost = form is not Form.PAGE and chance.random() < LOST
    ending = "/" if form is Form.PAGE else ".docx" if form is Form.WORD else ".pdf"
    folder = "/reviews/" if form is Form.PAGE else "/files/"
    return Paper(
        key,
        host,
        f"{folder}{key}{ending}",
        kind,
        form,
        pages,
        filler if form in (Form.PDF, Form.SCAN) else 0,
        gone=lost,
    )


def _length(kind: Kind, chance: random.Random) -> int:
    """Return the pages of a paper."""
    if kind is Kind.REPORT:
        spread = math.log(P95_PAGES / MEDIAN_PAGES) / 1.645
        return min(MOST_PAGES, max(3, round(chance.lognormvariate(math.log(MEDIAN_PAGES), spread))))
    return {Kind.BRIEFING: 2, Kind.SUMMARY: chance.randint(4, 9), Kind.RESPONSE: chance.randint(2, 6)}.get(kind, 4)


def _copied(one: Case, other: str) -> Case:
    """Return a review as another partnership shows it: the report alone, the same file at an address of its own."""
    report = one.papers[0]
    path = report.path.replace("/files/", "/elsewhere/")
    return replace(one, host=other, papers=(replace(report, key=report.key + COPY, host=other, path=path, gone=False),))


def _draw(what: str, key: str) -> float:
    """Return a number from 0 to 1 that is the same for the same words."""
    return random.Random(f"{what} {key}").random()


def _letters(number: int) -> str:
    """Return two letters or more, different for different numbers."""
    return (_letters(number // 676) if number >= 676 else "") + chr(65 + number // 26 % 26) + chr(65 + number % 26)
