"""The country as the product meets it: answers, listings, letters and the clock.

Belongs here: how an event of the plan looks on the wire and in a resolution. Does not belong here: what must follow
from it (``oracle``).
"""

import datetime as dt
import hashlib
import threading
from dataclasses import dataclass, field
from typing import Any

from catalogue.journal import Journal
from catalogue.models import Capture, Document, Failure, Harvest, Location, Resolution, ReviewFacts, Source
from catalogue.notify import Delivery, Letter
from catalogue.store import Store
from catalogue.vocabulary import (
    DateBasis,
    FailureKind,
    Incident,
    Magic,
    Nation,
    Precision,
    Purpose,
    ReviewType,
    Role,
    Scope,
    SourceState,
    TextQuality,
)
from tests.simulation.plan import DAY, LONGEST_ROUND, Paper, Plan

START = dt.datetime(2025, 1, 6, tzinfo=dt.UTC)
TICK = dt.timedelta(days=1) / DAY
OPERATOR = "operator@catalogue.test"
CANARIES = tuple(f"https://well-known-{number}.test/" for number in range(3))
"""Sites that are always there, unless we reach nothing at all."""


def moment(tick: int) -> dt.datetime:
    """Return the moment of a tick."""
    return START + tick * TICK


def body_of(paper: Paper) -> bytes:
    """Return a paper's bytes."""
    return b"%PDF-1.4 " + paper.key.encode()


def sha_of(paper: Paper) -> str:
    """Return the hash of a paper's bytes."""
    return hashlib.sha256(body_of(paper)).hexdigest()


def _failure(kind: FailureKind) -> dict[str, Any]:
    """Return the fields of a request that failed."""
    return {"failure": Failure(kind=kind, detail="It failed.")}


def _page(title: str, **more: Any) -> dict[str, Any]:
    """Return the fields of a web page that answers."""
    data = hashlib.sha256(title.encode()).hexdigest()
    words = f"{title}. Our policies, our training and how to reach us."
    return {"status": 200, "magic": Magic.HTML, "sha256": data, "size": 6000, "title": title, "excerpt": words} | more


WIRE: dict[str, dict[str, Any]] = {
    "404": {"status": 404},
    "410": {"status": 410},
    "500": {"status": 500},
    "502": {"status": 502},
    "503": {"status": 503},
    "403": {"status": 403},
    "429": {"status": 429},
    "wait": {"status": 503, "headers": {"retry-after": "120"}},
    "wall": {"status": 403, "headers": {"cf-mitigated": "challenge", "server": "cloudflare"}},
    "timeout": _failure(FailureKind.TIMEOUT),
    "refused": _failure(FailureKind.REFUSED),
    "no-dns": _failure(FailureKind.DNS_FAILED),
    "truncated": _failure(FailureKind.TRUNCATED),
    "certificate": _failure(FailureKind.TLS),
    "soft": _page("Page not found"),
    "login": _page("Log in"),
    "page": _page("Our new website"),
    "home": _page("Welcome"),
    "other": {"status": 200, "magic": Magic.PDF, "sha256": "e" * 64, "size": 900},
}


@dataclass
class Asked:
    """One request for a published address, as the country saw it."""

    url: str
    tick: int
    event: str
    how: str
    elsewhere: bool = False
    """Whether a harvest had brought the document from its new address by then."""


@dataclass
class Country:
    """Everything outside the product, and the clock."""

    plan: Plan
    store: Store
    tick: int = 0
    asked: list[Asked] = field(default_factory=list)
    letters: list[tuple[int, Letter]] = field(default_factory=list)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Make what does not change."""
        self._papers: dict[str, tuple[Paper, bool]] = {}
        for paper in self.plan.papers:
            self._papers[paper.url] = paper, False
            self._papers[paper.moved_url] = paper, True
        self._shas = {paper.key: self.store.put(body_of(paper)) for paper in self.plan.papers}
        hosts = range(self.plan.size.hosts)
        self.sources = tuple(_source(number) for number in hosts)
        self._reviews = tuple(_review(paper, self.plan) for paper in self.plan.papers)
        self._documents = tuple(_document(paper, self._shas[paper.key]) for paper in self.plan.papers)
        self._places: dict[tuple[str, bool, bool], Location] = {}
        self._known_new: set[str] = set()
        self._brought: set[str] = set()
        self._read_at: int | None = None

    def clock(self) -> dt.datetime:
        """Tell the time."""
        return moment(self.tick)

    def harvest(self, journal: Journal) -> Resolution:
        """Do what a harvest would: bring the copies of new addresses, and list what is listed now.

        Args:
            journal: Where captures go.

        Returns:
            The reviews, with every address that was ever listed.
        """
        places, captures = [], []
        again = self._read_lists(journal)
        for paper in self.plan.papers:
            first, new = self.plan.listed(paper, self.tick)
            places.append(self._place(paper, moved=False, listed=first))
            if new and self.answer(paper, moved=True)[0] == "well":
                self._known_new.add(paper.key)
            if paper.key in self._known_new:
                places.append(self._place(paper, moved=True, listed=new))
            url = paper.moved_url if new else paper.url
            if url not in self._brought and self.answer(paper, moved=new)[0] == "well":
                self._brought.add(url)
                captures.append(self._capture(url, Purpose.DOCUMENT, None))
            elif again and new and paper.key in self._known_new:
                # A harvest tries several times, so chance does not keep it from a document. What stands where it
                # always stood is left out, since it would say nothing that is not known.
                captures.append(self._brought_again(paper))
        journal.append(captures)
        return Resolution(
            reviews=self._reviews,
            documents=self._documents,
            locations=tuple(places),
            evidence=(),
            issues=(),
            minted=(),
        )

    def _read_lists(self, journal: Journal) -> bool:
        """Read every list as a whole once a week, but not while we are cut off; tell whether that was now."""
        if (self._read_at is not None and self.tick - self._read_at < 7 * DAY) or self.own_outage() is not None:
            return False
        self._read_at = self.tick
        journal.append([self._harvest(number) for number in range(self.plan.size.hosts)])
        return True

    def _harvest(self, number: int) -> Harvest:
        """Make the harvest of one list: whole, or not to be had."""
        cut_off = self.plan.cut_off(number, self.tick)
        return Harvest(
            source_id=f"h{number:03d}-page",
            started_at=moment(self.tick),
            state=SourceState.UNREACHABLE if cut_off else SourceState.OK,
            complete=not cut_off,
            detail="The page was read.",
            links_sha256=None,
        )

    def _brought_again(self, paper: Paper) -> Capture:
        """Make what a harvest brings from a new address."""
        base: dict[str, Any] = {"url": paper.moved_url, "final_url": paper.moved_url}
        base |= {"source_id": f"h{paper.host:03d}-page", "purpose": Purpose.DOCUMENT}
        return Capture(**base, requested_at=self.when(paper), **_whole(self._shas[paper.key]))

    def _place(self, paper: Paper, *, moved: bool, listed: bool) -> Location:
        """Return one of a report's addresses, as it is listed now."""
        key = paper.key, moved, listed
        if key not in self._places:
            # What is not listed any more was listed in the round before.
            seen = START if listed else moment(self.tick - DAY)
            made = _location(paper, self._shas[paper.key], moved=moved)
            self._places[key] = made.model_copy(update={"listed": listed, "last_seen_at": seen})
        return self._places[key]

    def get(self, url: str, *, source_id: str, purpose: Purpose, known: Capture | None = None) -> Capture:
        """Answer a request, and note it."""
        capture = self._capture(url, purpose, known)
        if url in self._papers:
            paper, moved = self._papers[url]
            event, how = self.answer(paper, moved=moved)
            with self._guard:
                self.asked.append(Asked(url, self._asked_at(paper), event, how, paper.key in self._known_new))
        return capture

    def send(self, letter: Letter) -> Delivery:
        """Take a letter."""
        self.letters.append((self.tick, letter))
        return Delivery(ok=True, channel="email", detail="250 OK")

    def paper_of(self, url: str) -> tuple[Paper, bool]:
        """Return whose an address is, and whether it is the new one."""
        return self._papers[url]

    def _asked_at(self, paper: Paper) -> int:
        """Return when a paper is asked for in a round that begins now: never at the same tick every day."""
        day = self.tick // DAY
        return self.tick + (paper.host * 31 + paper.number * 17 + day * day) % (LONGEST_ROUND + 1)

    def answer(self, paper: Paper, *, moved: bool) -> tuple[str, str]:
        """Return what an address gives now: what happens to it, and how that shows."""
        return self.plan.answer(paper, self._asked_at(paper), moved=moved)

    def own_outage(self) -> str | None:
        """Return how an outage of ours that goes on shows; null where there is none."""
        return next((one.how for one in self.plan.of("own") if one.at(self.tick)), None)

    def when(self, paper: Paper) -> dt.datetime:
        """Return the moment at which a paper is asked for in a round that begins now."""
        return moment(self._asked_at(paper))

    def _capture(self, url: str, purpose: Purpose, known: Capture | None) -> Capture:
        """Make what comes back for an address."""
        base: dict[str, Any] = {"purpose": purpose, "url": url, "final_url": url, "requested_at": self.clock()}
        if url not in self._papers:
            own = self.own_outage()
            return Capture(source_id="elsewhere", **base, **(WIRE[own] if own else _elsewhere(url)))
        paper, moved = self._papers[url]
        base |= {"source_id": f"h{paper.host:03d}-page", "requested_at": self.when(paper)}
        _, how = self.answer(paper, moved=moved)
        sha = self._shas[paper.key]
        if how in ("well", "redirect"):
            unchanged = known is not None and known.sha256 == sha and "etag" in known.headers
            if how == "redirect":
                base["final_url"] = paper.moved_url
            fields = {"status": 304, "not_modified": True, "sha256": sha} if unchanged else _whole(sha)
            return Capture(**base, **fields)
        if how == "home":
            base["final_url"] = f"https://{paper.home}/"
        return Capture(**base, **WIRE[how])


@dataclass
class Believing:
    """A client that believes any certificate."""

    country: Country

    def get(self, url: str, *, source_id: str, purpose: Purpose, known: Capture | None = None) -> Capture:
        """Answer as if there were nothing wrong with the certificate."""
        paper, moved = self.country.paper_of(url)
        _, how = self.country.answer(paper, moved=moved)
        base: dict[str, Any] = {"url": url, "final_url": url, "requested_at": self.country.when(paper)}
        fields = _whole(sha_of(paper)) if how == "certificate" else WIRE["404"]
        return Capture(source_id=source_id, purpose=purpose, **base, **fields)


def _whole(sha: str) -> dict[str, Any]:
    """Return the fields of a document that came whole."""
    return {"status": 200, "sha256": sha, "size": 20, "magic": Magic.PDF, "headers": {"etag": f'"{sha[:8]}"'}}


def _elsewhere(url: str) -> dict[str, Any]:
    """Return what any other address of the country gives: front pages answer, all else is not there."""
    return _page("Welcome") if url.count("/") == 3 and url.endswith("/") else {"status": 404}


def _source(number: int) -> Source:
    """Make a row of the register."""
    return Source(
        id=f"h{number:03d}-page",
        publisher=f"Partnership {number}",
        publisher_id=f"h{number:03d}",
        nation=Nation.ENGLAND,
        scope=Scope.CHILD,
        areas=(),
        contact=f"manager@h{number:03d}.test",
        urls=(f"https://h{number:03d}.test/reviews",),
    )


def _review(paper: Paper, plan: Plan) -> ReviewFacts:
    """Make a review whose period ends on the day planned, or else after the simulation."""
    last = plan.last_day.get(paper.key, plan.size.days + 20)
    ends = (START + dt.timedelta(days=last)).date()
    return ReviewFacts(
        review_id=paper.key,
        title=f"Child {paper.key}",
        review_type=ReviewType.LCSPR,
        nation=Nation.ENGLAND,
        publisher_id=f"h{paper.host:03d}",
        publisher=f"Partnership {paper.host}",
        area_codes=(),
        area_names=(),
        pseudonyms=(f"Child {paper.key}",),
        about_child=True,
        published_on=ends.replace(year=ends.year - 1),
        published_precision=Precision.DAY,
        published_basis=DateBasis.LISTING,
        reviewers=(),
        reviewer_named=None,
        incident=Incident.UNKNOWN,
        themes=(),
        first_seen_at=START,
        last_seen_at=START,
        url=None,
    )


def _document(paper: Paper, sha: str) -> Document:
    """Make a review's report."""
    return Document(
        document_id=sha,
        review_id=paper.key,
        role=Role.FULL_REPORT,
        title=None,
        media_type=Magic.PDF,
        pages=1,
        words=1,
        text_quality=TextQuality.GOOD,
    )


def _location(paper: Paper, sha: str, *, moved: bool) -> Location:
    """Make one of a report's addresses."""
    return Location(
        location_id=f"{paper.key}{'-new' if moved else ''}",
        document_id=sha,
        review_id=paper.key,
        source_id=f"h{paper.host:03d}-page",
        url=paper.moved_url if moved else paper.url,
        first_seen_at=START,
        last_seen_at=START,
        listed=True,
    )
