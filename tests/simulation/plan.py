"""What happens in the simulated country, and when; the same for the same seed.

Belongs here: publishers, documents, and everything that befalls them. Does not belong here: how an answer looks on
the wire (``country``), or what must follow from it (``oracle``). Nothing of the product is imported.

Time is counted in ticks of 86.4 seconds, a thousandth of a day, so that days come out exactly.
"""

import random
from dataclasses import dataclass, field

DAY = 1000
ROUND = 250
"""Tick of the day at which the round begins: six in the morning."""
LONGEST_ROUND = 3
"""Ticks after which the last address of a round has been asked."""

GONE = ("404", "404", "404", "404", "410", "soft", "home", "login", "page", "500")
"""How a document that was removed answers."""
CHANCE = ("500", "502", "timeout", "refused", "403", "429", "wait", "wall", "truncated")
"""How a document may answer once by chance: what passes until the next look."""
OUTAGE = ("refused", "timeout", "500", "503", "no-dns")
"""How a site answers that is down."""


@dataclass(frozen=True)
class Size:
    """How big the country is, and what is planted."""

    hosts: int = 150
    papers: int = 8
    days: int = 400
    seed: int = 2026
    removals: int = 40
    returns: int = 25
    moves: int = 10
    replacements: int = 8
    delistings: int = 10
    outages: int = 12
    migrations: int = 5
    walls: int = 6
    own: int = 3
    certificates: int = 20
    crossing: int = 60
    chance: float = 0.05


SMALL = Size(
    hosts=20,
    papers=3,
    days=60,
    removals=6,
    returns=4,
    moves=2,
    replacements=1,
    delistings=1,
    outages=3,
    migrations=1,
    walls=1,
    own=1,
    certificates=2,
    crossing=6,
)


@dataclass(frozen=True)
class Paper:
    """One report of one review."""

    key: str
    host: int
    number: int

    @property
    def home(self) -> str:
        """Host that publishes it."""
        return f"h{self.host:03d}.test"

    @property
    def url(self) -> str:
        """Its address at first."""
        return f"https://{self.home}/documents/{self.number}.pdf"

    @property
    def moved_url(self) -> str:
        """Its address after a move."""
        return f"https://{self.home}/new/{self.number}/report.pdf"


@dataclass(frozen=True)
class Event:
    """Something that befalls documents, hosts or ourselves from one tick until before another."""

    kind: str
    start: int
    end: int
    how: str = ""
    paper: Paper | None = None
    host: int | None = None

    def at(self, tick: int) -> bool:
        """Whether it goes on."""
        return self.start <= tick < self.end


@dataclass
class Plan:
    """Everything that happens in one country."""

    size: Size
    papers: list[Paper] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    last_day: dict[str, int] = field(default_factory=dict)
    """Day on which the period of a paper ends, where that is inside the simulation."""
    chance: dict[tuple[str, int], str] = field(default_factory=dict)
    """What a paper answers by chance on a day."""
    _by_paper: dict[str, list[Event]] = field(default_factory=dict)
    _by_host: dict[int, list[Event]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Event]:
        """Return the events of a kind, in order of time."""
        return sorted((one for one in self.events if one.kind == kind), key=lambda one: one.start)

    def answer(self, paper: Paper, tick: int, *, moved: bool) -> tuple[str, str]:
        """Say what an address gives at a moment.

        Args:
            paper: The paper.
            tick: The moment.
            moved: Whether its new address is asked for.

        Returns:
            What happens (the event's kind, "chance" or "well") and how it shows on the wire.
        """
        for event in (*self._by_host.get(-1, ()), *self._by_host.get(paper.host, ())):
            if event.kind in ("own", "outage", "wall", "certificate") and event.at(tick):
                return event.kind, event.how
        by_chance = self.chance.get((paper.key, tick // DAY))
        for event in (*self._by_paper.get(paper.key, ()), *self._by_host.get(paper.host, ())):
            if event.at(tick) and event.kind in ("removal", "late removal", "replacement", "move", "migration"):
                if moved and event.kind in ("move", "migration"):
                    break
                return (event.kind, event.how) if by_chance is None else ("chance", by_chance)
        else:
            if moved:
                return "removal", "404"
        return ("chance", by_chance) if by_chance else ("well", "well")

    def listed(self, paper: Paper, tick: int) -> tuple[bool, bool]:
        """Say at which addresses a paper is listed: the first, the new one."""
        for event in (*self._by_paper.get(paper.key, ()), *self._by_host.get(paper.host, ())):
            if event.at(tick) and event.kind in ("move", "migration"):
                return False, True
            if event.at(tick) and event.kind == "delisting":
                return False, False
        return True, False

    def cut_off(self, host: int, tick: int) -> bool:
        """Whether nothing at all of a site can be had, for whatever reason of its own."""
        kinds = ("outage", "wall", "certificate")
        return any(event.kind in kinds and event.at(tick) for event in self._by_host.get(host, ()))

    def add(self, event: Event) -> None:
        """Take an event."""
        self.events.append(event)
        if event.paper is not None:
            self._by_paper.setdefault(event.paper.key, []).append(event)
        elif event.host is not None:
            self._by_host.setdefault(event.host, []).append(event)


def make(size: Size) -> Plan:
    """Make the plan of one country.

    Args:
        size: How big, and what is planted.

    Returns:
        The plan. What is planted is kept apart: one kind to a host or to a paper.
    """
    dice = random.Random(size.seed)
    plan = Plan(size)
    plan.papers = [
        Paper(f"h{host:03d}-{number}", host, number) for host in range(size.hosts) for number in range(size.papers)
    ]
    hosts = dice.sample(range(size.hosts), size.hosts)
    taken = _plant_hosts(plan, hosts, dice)
    free = [paper for paper in plan.papers if paper.host not in taken]
    _plant_papers(plan, dice.sample(free, len(free)), dice)
    _plant_own(plan, dice)
    _plant_chance(plan, dice)
    return plan


def _plant_hosts(plan: Plan, hosts: list[int], dice: random.Random) -> set[int]:
    """Plant what befalls whole sites; return the hosts taken."""
    size, left = plan.size, iter(hosts)
    taken: list[int] = []
    for number in range(size.outages):
        # From two hours, over the round, to six days.
        ticks = 83 + (6 * DAY - 83) * number // max(size.outages - 1, 1)
        start = dice.randrange(5, size.days - 10) * DAY + ROUND - 40
        end = _between_rounds(start + ticks)
        taken.append(_plant_host(plan, next(left), Event("outage", start, end, OUTAGE[number % len(OUTAGE)])))
    for number in range(size.migrations):
        start = dice.randrange(5, size.days - 10) * DAY + dice.randrange(DAY)
        how = ("redirect", "404", "home")[number % 3]
        taken.append(_plant_host(plan, next(left), Event("migration", start, size.days * DAY, how)))
    for _ in range(size.walls):
        start = dice.randrange(5, size.days - 10) * DAY + dice.randrange(DAY)
        taken.append(_plant_host(plan, next(left), Event("wall", start, start + dice.randrange(5, 30) * DAY, "wall")))
    for _ in range(size.certificates):
        start = dice.randrange(5, size.days - 10) * DAY + dice.randrange(DAY)
        event = Event("certificate", start, start + dice.randrange(1, 10) * DAY, "certificate")
        taken.append(_plant_host(plan, next(left), event))
    return set(taken)


def _plant_host(plan: Plan, host: int, event: Event) -> int:
    """Plant what befalls one site."""
    plan.add(Event(event.kind, event.start, event.end, event.how, host=host))
    return host


def _plant_papers(plan: Plan, papers: list[Paper], dice: random.Random) -> None:
    """Plant what befalls single documents."""
    size, left = plan.size, iter(papers)
    end = size.days * DAY
    crossing = [next(left) for _ in range(size.crossing)]
    for number, paper in enumerate(crossing):
        last = 25 + (size.days - 40) * number // size.crossing
        plan.last_day[paper.key] = last
        if number < 2:
            # Removed ten days before its period ends, and never put back: the notice ends with the period.
            start = (last - 10) * DAY + dice.randrange(DAY)
            plan.add(Event("removal", start, end, "404", paper))
        elif number % 3:
            start = (last + 1) * DAY + dice.randrange(3 * DAY)
            plan.add(Event("late removal", start, end, dice.choice(GONE), paper))
    for number in range(size.removals - 2):
        start = dice.randrange(3, size.days - 12 - (40 if number < size.returns else 0)) * DAY + dice.randrange(DAY)
        back = start + dice.randrange(7, 40) * DAY if number < size.returns else end
        plan.add(Event("removal", start, back, GONE[number % len(GONE)], next(left)))
    for number in range(size.moves):
        start = dice.randrange(5, size.days - 10) * DAY + dice.randrange(DAY)
        plan.add(Event("move", start, end, ("redirect", "404")[number % 2], next(left)))
    for _ in range(size.replacements):
        start = dice.randrange(5, size.days - 10) * DAY + dice.randrange(DAY)
        plan.add(Event("replacement", start, end, "other", next(left)))
    for _ in range(size.delistings):
        plan.add(Event("delisting", dice.randrange(5, size.days - 35) * DAY, end, paper=next(left)))


def _plant_own(plan: Plan, dice: random.Random) -> None:
    """Plant our own outages, each over at least one round: of 4, 17 and 30 hours."""
    size = plan.size
    for number in range(size.own):
        ticks = (4 + 13 * number) * DAY // 24
        start = (size.days * (number + 1) // (size.own + 1) + dice.randrange(5)) * DAY + ROUND - 60
        plan.add(
            Event("own", start, _between_rounds(start + ticks), ("no-dns", "refused", "timeout")[number % 3], host=-1)
        )


def _between_rounds(tick: int) -> int:
    """Return a tick, or the end of the round that it falls into: who is asked half before and half after can only guess."""
    return tick + LONGEST_ROUND + 1 if ROUND <= tick % DAY <= ROUND + LONGEST_ROUND else tick


def _plant_chance(plan: Plan, dice: random.Random) -> None:
    """Let documents fail by chance, none of them three days running: what stays that long is no chance."""
    size = plan.size
    for paper in plan.papers:
        running = 0
        for day in range(size.days):
            unlucky = dice.random() < size.chance and running < 2
            running = running + 1 if unlucky else 0
            if unlucky:
                plan.chance[paper.key, day] = dice.choice(CHANCE)
