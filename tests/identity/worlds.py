"""Small random worlds: publishers, their reviews, and what is shown of them where and when.

The truth is made first: reviews with names from a pool so small that collisions are the rule. Then pages are made that
show them: the publisher's own, other areas', a national collection's, with labels renamed and cut, files saved again
and replaced, lines that vanish, sites that move, leaflets that stand everywhere, one report for two reviews.

What a world publishes is honest in three ways, and without them nobody could tell its reviews apart:

- one area gives a name again after thirty months at the earliest;
- a publisher that lists two reviews of one name states a date at each of their lines, or kinds that differ;
- a collection lists a review in the year of publication or the year after.

`World.joinable` says which lines a reader of all pages could know to be one review, from these rules alone.
"""

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import combinations

AREAS = {
    "wandsworth": ("Wandsworth", "E09000032"),
    "walthamforest": ("Waltham Forest", "E09000031"),
    "lewisham": ("Lewisham", "E09000023"),
    "barnet": ("Barnet", "E09000003"),
    "bexley": ("Bexley", "E09000004"),
    "camden": ("Camden", "E09000007"),
    "croydon": ("Croydon", "E09000008"),
}
OLD, NORTH, SOUTH = "cumbria", "cumberland", "westmorland"
SPLIT = dt.date(2025, 4, 1)
DISTINCT = ("Frankie", "Baby Liam", "Robin", "Alma")
SHARED = ("Child A", "Child B", "Child Q", "Baby J")
KINDS = ("SCR", "LCSPR")
ROUNDS = 4
APART = 915
COLLECTION = "collection"
LEAFLET = "http://charity.test/what-reviews-are.pdf"
LATE = 60
LONG = 2000

_WORDS = ["".join(pair) for pair in ((a + b, c) for a in ("ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "mu", "ne") for b in "rstlmn" for c in ("a", "en", "or", "ist", "ing", "ed"))]  # fmt: skip


@dataclass(frozen=True)
class Body:
    """A body that publishes reviews of its own."""

    key: str
    line: str
    areas: tuple[str, ...]
    name: str
    first: dt.date | None = None
    last: dt.date | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inquiry:
    """One review as it is in truth."""

    number: int
    body: Body
    names: tuple[str, ...]
    kind: str
    day: dt.date
    reviewer: str
    text: str
    briefing: str


@dataclass(frozen=True)
class Paper:
    """One file at one address from one round on; ``sort`` says what it is to its review."""

    url: str
    sort: str
    text: str
    names: tuple[str, ...] = ()
    day: dt.date | None = None
    kind: str | None = None
    area: str | None = None
    reviewer: str | None = None


@dataclass(frozen=True)
class Line:
    """What one page shows as one publication, from one round to another."""

    number: int
    truth: str
    source: str
    page: str
    names: tuple[str, ...]
    papers: tuple[Paper, ...]
    first: int
    last: int = ROUNDS
    date: str | None = None
    entry: bool = False
    kind: str | None = None
    areas: tuple[str, ...] = ()
    own: bool | None = None
    anonymous: bool = False
    about: str = ""
    sort: str = "report"
    mistaken: bool = False

    @property
    def url(self) -> str:
        """An address that this line alone has, by which it is found again."""
        return f"http://{self.source}.test/line/{self.number}"

    def overlaps(self, other: "Line") -> bool:
        """Whether both stood at one time."""
        return self.first <= other.last and other.first <= self.last


@dataclass
class World:
    """Bodies, and every line that they and others ever showed."""

    seed: int
    bodies: list[Body] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    replaced: set[tuple[int, int]] = field(default_factory=set)
    """Lines that came in the place of another with the same file or words."""
    shared_report: set[str] = field(default_factory=set)
    """Texts of reports about two reviews."""
    inquiries: dict[str, Inquiry] = field(default_factory=dict)
    used_again: int = 0
    """Addresses at which another review's report was put later."""

    def joinable(self) -> list[set[int]]:
        """Return the sets of lines that what is published makes one review."""
        near: dict[int, set[int]] = defaultdict(set)
        by_truth: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            by_truth[line.truth].append(line)
        for lines in by_truth.values():
            for one, other in combinations(lines, 2):
                if self._told(one, other):
                    near[one.number].add(other.number)
                    near[other.number].add(one.number)
        return _connected(near)

    def _told(self, one: Line, other: Line) -> bool:
        """Whether what two lines of one review show makes them one to a reader."""
        if one.anonymous or other.anonymous:
            return bool(one.anonymous and other.anonymous and one.about == other.about)
        if (one.number, other.number) in self.replaced or (other.number, one.number) in self.replaced:
            return not self._of_two(one, other)
        names = set(_known(one)) & set(_known(other))
        if self._same_report(one, other) and names:
            return not self._of_two(one, other) or (self._placed(one) and self._placed(other))
        return set(_known(one)) == set(_known(other)) and self._named_alike(one, other, names)

    def _named_alike(self, one: Line, other: Line, names: set[str]) -> bool:
        """Whether two lines of the same names are told to be one by their dates, or by standing at one publisher's."""
        if one.mistaken or other.mistaken:
            return False
        dated = _dated(one) and _dated(other) and "response" not in (one.sort, other.sort)
        if dated and self._placed(one) and self._placed(other):
            return True
        if one.source != other.source or not one.own or not other.own or not one.overlaps(other):
            return False
        kinds = _kind(one), _kind(other)
        return all(name in DISTINCT for name in names) or (kinds[0] is not None and kinds[0] == kinds[1])

    def _of_two(self, one: Line, other: Line) -> bool:
        """Whether one of two lines holds a report that is about two reviews, which then does not tell which."""
        return any(paper.text in self.shared_report for line in (one, other) for paper in line.papers)

    def _placed(self, line: Line) -> bool:
        """Whether a line or a document of it tells the area of its review."""
        at_home = bool(line.own) and any(
            body.key == line.source and body.line == self.inquiries[line.truth].body.line for body in self.bodies
        )
        return at_home or bool(line.areas) or (not line.own and any(paper.area for paper in line.papers))

    def _same_report(self, one: Line, other: Line) -> bool:
        """Whether two lines hold one report, by its file, its address or its words."""
        first = {paper.text for paper in one.papers if paper.sort == "full_report"}
        second = {paper.text for paper in other.papers if paper.sort == "full_report"}
        return any(_stem(text) in {_stem(known) for known in second} for text in first)


def _known(line: Line) -> tuple[str, ...]:
    """Return the names that a reader of a line and its documents has for it."""
    return line.names or next((paper.names for paper in line.papers if paper.names), ())


def _dated(line: Line) -> bool:
    """Whether a line or a document of it states when the review was published."""
    return line.date is not None or any(paper.day for paper in line.papers)


def _kind(line: Line) -> str | None:
    """Return the kind that a line or a document of it states."""
    return line.kind or next((paper.kind for paper in line.papers if paper.kind), None)


def _stem(text: str) -> str:
    """Return what a text has in common with the same one saved again: its beginning after the sheet."""
    return " ".join(text.rsplit("|", maxsplit=1)[-1].split()[20:26])


def _connected(near: dict[int, set[int]]) -> list[set[int]]:
    """Return the connected sets."""
    found: list[set[int]] = []
    left = set(near)
    while left:
        waiting = [min(left)]
        together: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number not in together:
                together.add(number)
                waiting.extend(near[number])
        left -= together
        found.append(together)
    return found


class Maker:
    """Makes one world from one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.world = World(seed)
        self.taken: dict[str, list[tuple[str, dt.date]]] = defaultdict(list)
        self.moving: dict[str, int] = {}

    def make(self) -> World:
        """Make the world."""
        chance = self.chance
        for key in chance.sample(sorted(AREAS), 3):
            name, code = AREAS[key]
            self.world.bodies.append(Body(key, key, (code,), name))
        if chance.random() < 0.35:
            self.world.bodies += [
                Body(OLD, OLD, ("E10000006",), "Cumbria", last=SPLIT - dt.timedelta(1), after=(NORTH, SOUTH)),
                Body(NORTH, OLD, ("E10000006", "E06000063"), "Cumberland", first=SPLIT),
                Body(SOUTH, OLD, ("E10000006", "E06000064"), "Westmorland and Furness", first=SPLIT),
            ]
        self.moving = {body.key: chance.randint(1, ROUNDS) for body in self.world.bodies if chance.random() < 0.1}
        for body in self.world.bodies:
            for _ in range(chance.randint(2, 5)):
                self.inquire(body)
        self.use_addresses_again()
        self.tell_twins_apart()
        return self.world

    def yes(self, share: float) -> bool:
        """Draw a yes with a probability."""
        return self.chance.random() < share

    def words(self, count: int) -> str:
        """Return a text that no other text is like."""
        return " ".join(self.chance.choices(_WORDS, k=count))

    def inquire(self, body: Body) -> None:
        """Hold one review of a body, and show it."""
        drawn = self.draw(body)
        if drawn is None:
            return
        names, day = drawn
        number = len(self.world.inquiries)
        first = Inquiry(
            number=number,
            body=body,
            names=names,
            kind=self.chance.choice(KINDS),
            day=day,
            reviewer=f"Reviewer {self.chance.choice('KLMNOP')}{number}",
            text=self.report_text(body),
            briefing=self.words(self.chance.randint(60, 120)),
        )
        self.world.inquiries[f"t{number}"] = first
        self.show(first)

    def report_text(self, body: Body) -> str:
        """Return the text of a report: of its own, or long, or with much of the form that its body's reports have."""
        draw = self.chance.random()
        if draw < 0.7:
            return self.words(self.chance.randint(320, 420))
        if draw < 0.85:
            return self.words(self.chance.randint(LONG + 250, LONG + 450))
        own = self.words(self.chance.randint(600, 900))
        form = random.Random(body.line).choices(_WORDS, k=LONG)
        return f"{own} {' '.join(form)}"

    def draw(self, body: Body) -> tuple[tuple[str, ...], dt.date] | None:
        """Draw names and a day so that no name is given again too soon in the line of a body; null where none is left."""
        for _ in range(20):
            pool = DISTINCT if self.yes(0.6) else SHARED
            count = 2 if self.yes(0.12) else 1
            names = tuple(self.chance.sample(pool, count))
            low, high = dt.date(2009, 1, 1), dt.date(2024, 12, 1)
            if body.first:
                low, high = body.first, dt.date(2026, 3, 1)
            day = low + dt.timedelta(days=self.chance.randrange((high - low).days))
            if self.free(body, names, day):
                self.taken[body.line] += [(name, day) for name in names]
                return names, day
        return None

    def free(self, body: Body, names: tuple[str, ...], day: dt.date) -> bool:
        """Whether no name was given in the line of a body within thirty months."""
        return all(name not in names or abs((day - when).days) >= APART for name, when in self.taken[body.line])

    def add(self, line: Line) -> Line:
        """Add a line under the next number."""
        line = replace(line, number=len(self.world.lines))
        self.world.lines.append(line)
        return line

    def shown_day(self, day: dt.date, *, late: int = 0, share: float = 0.65) -> str | None:
        """Return a date as a page states it, or not at all."""
        if not self.yes(share):
            return None
        shown = day + dt.timedelta(days=self.chance.randint(0, late))
        return self.chance.choice((shown.isoformat(), shown.isoformat()[:7], day.isoformat()[:4]))

    def report(self, inquiry: Inquiry, url: str, text: str | None = None, *, sheet: bool = False) -> Paper:
        """Return the report of a review at an address, stating more or less of itself."""
        body = inquiry.body
        said = f"Title {body.name} Author {inquiry.reviewer} | " if sheet else ""
        return Paper(
            url=url,
            sort="full_report",
            text=said + (text or inquiry.text),
            names=inquiry.names if sheet or self.yes(0.7) else (),
            day=inquiry.day if sheet or self.yes(0.6) else None,
            kind=inquiry.kind if self.yes(0.6) else None,
            area=body.areas[-1] if sheet or self.yes(0.6) else None,
            reviewer=inquiry.reviewer if self.yes(0.5) else None,
        )

    def show(self, inquiry: Inquiry) -> None:
        """Show a review: at its own body mostly, and elsewhere."""
        site = f"http://{inquiry.body.key}.test"
        url = f"{site}/files/{inquiry.number}.pdf"
        paper = self.report(inquiry, url)
        if self.yes(0.08):
            form = FORM.format(name=inquiry.names[0], number=inquiry.number)
            paper = replace(paper, sort="improvements", text=form, area=None)
        own = None
        if not self.yes(0.12):
            own = self.own(inquiry, paper)
        for other in self.world.bodies[:3]:
            if other.line != inquiry.body.line and self.yes(0.12):
                self.relist(inquiry, other, paper)
        if self.yes(0.5):
            self.deposit(inquiry, paper)
        if own and self.yes(0.05):
            self.beside(inquiry, own)
        if own and inquiry.body.key == OLD:
            self.inherit(inquiry, paper)
        if own and self.yes(0.05):
            self.jointly(inquiry, paper)

    def own(self, inquiry: Inquiry, paper: Paper) -> Line:
        """Show a review at its own body: report and briefing together or apart, a response, and what becomes of them."""
        body, chance = inquiry.body, self.chance
        site = f"http://{body.key}.test"
        first = chance.choice((0, 0, 0, 1, 2))
        last = ROUNDS if self.yes(0.7) else chance.randint(first, ROUNDS - 1)
        leaflet = (
            (Paper(LEAFLET, chance.choice(("learning_briefing", "other")), LEAFLET_TEXT),) if self.yes(0.15) else ()
        )
        briefing = Paper(f"{site}/files/{inquiry.number}-7.pdf", "seven_minute_briefing", inquiry.briefing)
        together = self.yes(0.5)
        line = Line(
            number=0,
            truth=f"t{inquiry.number}",
            source=body.key,
            page=f"{site}/reviews",
            names=inquiry.names,
            papers=(paper, *([briefing] if together else []), *leaflet),
            first=first,
            last=last,
            date=self.shown_day(inquiry.day, late=LATE),
            kind=inquiry.kind if self.yes(0.6) else None,
            own=True,
        )
        main = self.add(line)
        if not together and self.yes(0.7):
            self.add(
                replace(
                    line,
                    page=f"{site}/briefings",
                    papers=(briefing,),
                    date=self.shown_day(inquiry.day, late=LATE),
                    kind=inquiry.kind if self.yes(0.5) else None,
                    first=chance.randint(first, ROUNDS),
                    last=ROUNDS,
                    sort="briefing",
                )
            )
        if self.yes(0.15):
            later = inquiry.day + dt.timedelta(days=chance.randint(0, 600))
            response = Paper(f"{site}/files/{inquiry.number}-r.pdf", "response", self.words(80))
            shown = self.shown_day(later)
            self.add(
                replace(line, page=f"{site}/responses", papers=(response,), date=shown, kind=None, sort="response")
            )
        if body.key in self.moving:
            return self.move(main)
        return self.change(inquiry, main)

    def change(self, inquiry: Inquiry, line: Line) -> Line:
        """Let a line be renamed, cut short or anonymised anew at some round, or stay."""
        if line.first >= line.last:
            return line
        draw, at = self.chance.random(), self.chance.randint(line.first + 1, line.last)
        paper = line.papers[0]
        if draw < 0.10:
            return self.rename(inquiry, line, at, paper)
        if draw < 0.20:
            new = self.follow(line, at, names=(), date=None, papers=line.papers)
            if line.papers[0].text in self.world.shared_report:
                return line
            return new
        if draw < 0.5 and paper.sort == "full_report":
            return self.anonymise(inquiry, line, at, draw)
        return line

    def anonymise(self, inquiry: Inquiry, line: Line, at: int, draw: float) -> Line:
        """Put a report up again under another name, with a little of its text changed or, of a long one, with much."""
        paper = line.papers[0]
        if draw < 0.32:
            fresh = replace(paper, text=self.anonymised(paper.text, 3).replace(inquiry.names[0], "Anon"), names=())
            if draw < 0.26:
                fresh = replace(fresh, url=paper.url.replace(".pdf", "-v2.pdf"))
            return self.rename(inquiry, line, at, fresh)
        words = paper.text.split()
        if len(words) <= LONG:
            return line
        # Names and places changed all over, or passages taken out: at its own address, in the next look.
        text = self.anonymised(paper.text, self.chance.randint(60, 150))
        if self.yes(0.5):
            start = self.chance.randint(100, 400)
            text = " ".join((*words[:start], *words[start + self.chance.randint(20, 200) :]))
        return self.rename(inquiry, line, at, replace(paper, text=text, names=()))

    def anonymised(self, text: str, count: int) -> str:
        """Return a text with some words of it changed, behind its beginning."""
        words = text.split()
        for place in self.chance.sample(range(100, len(words) - 20), count):
            words[place] = "anonymised"
        return " ".join(words)

    def rename(self, inquiry: Inquiry, line: Line, at: int, paper: Paper) -> Line:
        """List a review under another name from a round on."""
        name = self.chance.choice([one for one in (*DISTINCT, *SHARED) if one not in inquiry.names])
        if not self.free(inquiry.body, (name,), inquiry.day):
            return line
        self.taken[inquiry.body.line].append((name, inquiry.day))
        paper = replace(paper, names=())
        return self.follow(line, at, names=(name,), date=line.date, papers=(paper, *line.papers[1:]))

    def follow(
        self, line: Line, at: int, *, names: tuple[str, ...], date: str | None, papers: tuple[Paper, ...]
    ) -> Line:
        """Let a line be followed by another in its place."""
        new = self.add(replace(line, names=names, date=date, papers=papers, first=at))
        self.world.lines[line.number] = replace(line, last=at - 1)
        self.world.replaced.add((line.number, new.number))
        return new

    def move(self, line: Line) -> Line:
        """Let a line stand at other addresses after its site was made anew: the files are the same."""
        at = self.moving[line.source]
        if not line.first < at <= line.last:
            return line
        papers = tuple(replace(one, url=one.url.replace("/files/", "/assets/")) for one in line.papers)
        new = self.follow(line, at, names=line.names, date=line.date, papers=papers)
        self.world.lines[new.number] = replace(new, page=line.page.replace("/reviews", "/scp/reviews"))
        return new

    def saved_again(self, text: str) -> str:
        """Return a text with a word or two read otherwise."""
        words = text.split()
        for place in self.chance.sample(range(len(words)), 2):
            words[place] = "misread"
        return " ".join(words)

    def relist(self, inquiry: Inquiry, other: Body, paper: Paper) -> None:
        """List a review at another area's body: its address, the same file, the file saved again, or no file."""
        site = f"http://{other.key}.test"
        draw = self.chance.random()
        copy = f"{site}/copies/{inquiry.number}.pdf"
        if draw < 0.3:
            papers: tuple[Paper, ...] = (paper,)
        elif draw < 0.5:
            papers = (replace(paper, url=copy),)
        elif draw < 0.75:
            papers = (replace(paper, url=copy, text=self.saved_again(paper.text)),)
        else:
            papers = ()
        self.add(
            Line(
                number=0,
                truth=f"t{inquiry.number}",
                source=other.key,
                page=f"{site}/others",
                names=inquiry.names,
                papers=papers,
                first=self.chance.randint(0, ROUNDS),
                date=self.shown_day(inquiry.day),
                kind=inquiry.kind if self.yes(0.4) else None,
                areas=(inquiry.body.name,),
                own=False,
            )
        )

    def deposit(self, inquiry: Inquiry, paper: Paper) -> None:
        """List a review in the national collection, under the year, now and then without telling its area."""
        year = inquiry.day.year + (1 if self.yes(0.2) else 0)
        url = f"http://{COLLECTION}.test/{inquiry.number}.pdf"
        draw = self.chance.random()
        papers: tuple[Paper, ...] = ()
        if draw < 0.3:
            papers = (replace(paper, url=url),)
        elif draw < 0.6:
            papers = (self.report(inquiry, url, self.saved_again(inquiry.text), sheet=True),)
        anonymous = self.yes(0.1)
        mistaken = not anonymous and self.yes(0.06)
        kind = inquiry.kind if self.yes(0.3) else None
        told = not anonymous and (not papers or papers[0].area is None or self.yes(0.8))
        line = Line(
            number=0,
            truth=f"t{inquiry.number}" + ("-withheld" if anonymous else ""),
            source=COLLECTION,
            page=f"http://{COLLECTION}.test/{year}",
            names=inquiry.names,
            papers=papers,
            first=self.chance.randint(0, ROUNDS),
            date=str(year),
            entry=True,
            kind=next(one for one in KINDS if one != inquiry.kind) if mistaken else kind,
            mistaken=mistaken,
            areas=(inquiry.body.name,) if told else (),
            own=False,
            anonymous=anonymous,
            about=f"Synopsis {inquiry.number}.",
        )
        self.add(line)
        if anonymous and self.yes(0.4):
            self.add(replace(line, page=f"http://{COLLECTION}.test/new", papers=()))

    def beside(self, inquiry: Inquiry, own: Line) -> None:
        """Let the report of a review be about another one too, which stands beside it on its page."""
        drawn = self.draw(inquiry.body)
        if drawn is None or set(drawn[0]) & {name for line in self.world.lines for name in line.names
                                             if line.truth == own.truth}:  # fmt: skip
            return
        number = len(self.world.inquiries)
        self.world.inquiries[f"t{number}"] = replace(inquiry, number=number, names=drawn[0], day=drawn[1])
        papers = tuple(replace(one, names=()) for one in own.papers[:1])
        self.world.lines[own.number] = replace(own, papers=(*papers, *own.papers[1:]))
        self.world.shared_report.add(papers[0].text)
        day = drawn[1].isoformat()
        self.add(replace(own, truth=f"t{number}", names=drawn[0], papers=papers, date=day, kind=None))

    def inherit(self, inquiry: Inquiry, paper: Paper) -> None:
        """List a review of the old body at the bodies that followed it."""
        for body in self.world.bodies[4:]:
            if self.yes(0.5):
                site = f"http://{body.key}.test"
                copy = replace(paper, url=f"{site}/old/{inquiry.number}.pdf")
                self.add(
                    Line(
                        number=0,
                        truth=f"t{inquiry.number}",
                        source=body.key,
                        page=f"{site}/reviews",
                        names=inquiry.names,
                        papers=(copy,) if self.yes(0.6) else (),
                        first=self.chance.randint(0, ROUNDS),
                        date=inquiry.day.isoformat()[:7],
                        kind=inquiry.kind if self.yes(0.5) else None,
                        own=True,
                    )
                )

    def jointly(self, inquiry: Inquiry, paper: Paper) -> None:
        """List a review as its own at a second body, with which it was held."""
        others = [body for body in self.world.bodies[:3] if body.line != inquiry.body.line]
        other = self.chance.choice(others)
        if not self.free(other, inquiry.names, inquiry.day):
            return
        self.taken[other.line] += [(name, inquiry.day) for name in inquiry.names]
        site = f"http://{other.key}.test"
        self.add(
            Line(
                number=0,
                truth=f"t{inquiry.number}",
                source=other.key,
                page=f"{site}/reviews",
                names=inquiry.names,
                papers=(replace(paper, url=f"{site}/joint/{inquiry.number}.pdf"),),
                first=self.chance.randint(0, ROUNDS),
                date=inquiry.day.isoformat()[:7],
                areas=(inquiry.body.name,) if self.yes(0.5) else (),
                own=True,
            )
        )

    def use_addresses_again(self) -> None:
        """Let a publisher put a new report at the address of one that vanished in the week before."""
        for old in self.world.lines:
            for new in self.world.lines:
                if new.source != old.source or not old.own or new.first != old.last + 1 or new.truth == old.truth:
                    continue
                both = {old.number, new.number}
                urls = {line.papers[0].url for line in (old, new) if line.papers and line.sort == "report"}
                if len(urls) < 2 or any(both & set(pair) for pair in self.world.replaced) or not self.yes(0.5):
                    continue
                busy = [one for one in self.world.lines if one.number not in both]
                if not urls & {paper.url for one in busy for paper in one.papers}:
                    latest = replace(new.papers[0], url=old.papers[0].url)
                    self.world.lines[new.number] = replace(new, papers=(latest, *new.papers[1:]))
                    self.world.used_again += 1
                    return

    def tell_twins_apart(self) -> None:
        """State a date, or kinds that differ, at every line of a publisher that lists two reviews of one name."""
        seen: dict[tuple[str, str], set[str]] = defaultdict(set)
        for line in self.world.lines:
            for name in line.names if line.own else ():
                seen[line.source, name].add(line.truth)
        by_kind = {
            key
            for key, truths in sorted(seen.items())
            if len(truths) == 2 and len({self.world.inquiries[one].kind for one in truths}) == 2 and self.yes(0.4)
        }
        for number, line in enumerate(self.world.lines):
            twins = [(line.source, name) for name in line.names if len(seen[line.source, name]) > 1] if line.own else []
            truth = self.world.inquiries[line.truth.removesuffix("-withheld")]
            if any(key in by_kind for key in twins):
                line = replace(line, kind=truth.kind)  # noqa: PLW2901 - the same line, told more of
            if any(key not in by_kind for key in twins) and line.date is None:
                line = replace(line, date=truth.day.isoformat()[:7])  # noqa: PLW2901
            self.world.lines[number] = line


FORM = (
    "The partnership has considered whether to publish the report about {name} and has decided that it would not be in "
    "the interest of the family to do so. It publishes instead what has been improved since: training on the voice of "
    "the child, supervision of practitioners, and the way in which agencies tell each other what they know. The "
    "partnership will look again at what has changed in a year and will report on it here. Reference {number}."
)
LEAFLET_TEXT = " ".join(random.Random(1).choices(_WORDS, k=350))


def a_world(seed: int) -> World:
    """Return the world of a seed."""
    return Maker(seed).make()
