"""What was planted beside removals, kind by kind: what had to follow of each, and what followed.

Belongs here: site outages, moves, replacements, delistings, walls and certificates. Does not belong here: running the
simulation, removals, or days (``running``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from catalogue.availability import fold_alerts
from catalogue.models import Alert, AlertEvent, Checked, NoticeEvent
from catalogue.notify import Letter
from catalogue.vocabulary import AlertKind, State, Verdict
from tests.simulation import oracle
from tests.simulation.country import OPERATOR, Asked, Country, moment
from tests.simulation.plan import DAY, LONGEST_ROUND, ROUND, Event
from tests.simulation.told import Figures, Told

WEEK = 7 * DAY
FIRST_DAYS = 3 * DAY
"""For so long after a move chance may keep a harvest from finding the new address."""


@dataclass
class Seen:
    """What the country saw and what the journal holds, side by side."""

    told: Told
    alerts: list[Alert] = field(default_factory=list)
    looks: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    """Requests by location id, in order."""
    checks: dict[tuple[str, int], Checked] = field(default_factory=dict)
    """Checks by location id and tick."""

    def __post_init__(self) -> None:
        """Read the journal once."""
        journal, country = self.told.journal, self.told.country
        self.alerts = list(fold_alerts(journal.read(AlertEvent), journal.read(NoticeEvent)))
        for one in country.asked:
            self.looks[location_of(country, one)].append(one)
        for found in self.looks.values():
            found.sort(key=lambda one: one.tick)
        for check in journal.read(Checked):
            self.checks[check.location_id, round((check.checked_at - moment(0)) / (moment(1) - moment(0)))] = check

    def checked(self, kinds: tuple[str, ...], hows: tuple[str, ...]) -> Iterator[tuple[str, Asked, Checked]]:
        """Give the looks that met some kinds of event, each with the check it led to."""
        for key, found in self.looks.items():
            for one in found:
                if one.event in kinds and one.how in hows:
                    yield key, one, self.checks[key, one.tick]

    def on_host(self, host: int, event: Event) -> list[list[int]]:
        """Return the ticks of the looks at each document of a site in an event."""
        found = [one for key, one in self.looks.items() if key.startswith(f"h{host:03d}-")]
        return [[look.tick for look in looks if event.at(look.tick) and look.event != "own"] for looks in found]

    def alerts_on(self, host: int) -> list[Alert]:
        """Return the alerts of one publisher."""
        return [alert for alert in self.alerts if alert.publisher_id == f"h{host:03d}"]

    def letters_to(self, host: int) -> list[Letter]:
        """Return the letters to one publisher."""
        return [letter for _, letter in self.told.country.letters if letter.to == f"manager@h{host:03d}.test"]


def location_of(country: Country, asked: Asked) -> str:
    """Return the id of the location that was asked for."""
    paper, moved = country.paper_of(asked.url)
    return f"{paper.key}{'-new' if moved else ''}"


def _words(verdicts: Counter[Verdict]) -> str:
    """Return the verdicts met, as words."""
    return ", ".join(sorted(verdict.value for verdict in verdicts))


def compare_planted(told: Told, figures: Figures) -> None:
    """Compare everything that was planted beside removals."""
    seen = Seen(told)
    _outages(seen, figures)
    _walls(seen, figures)
    _certificates(seen, figures)
    _moves(seen, figures)
    _replacements(seen, figures)
    _delistings(seen, figures)
    _pace(seen, figures)
    _proven(seen, figures)


def _outages(seen: Seen, figures: Figures) -> None:
    """One message when a site is told to be silent and one when it is back; nothing at all of a short silence."""
    long: list[int] = []
    short: list[int] = []
    for outage in seen.told.country.plan.of("outage"):
        looks = seen.on_host(outage.host or 0, outage)
        (long if oracle.silent_for_long(looks) else short).append(outage.host or 0)
    figures.add("site outages short and long, so that both are tried", (True, True), (bool(short), bool(long)))
    told = sum(len(seen.letters_to(host)) == 2 for host in long)
    figures.add("long site outages, one letter and one when it is back", len(long), told)
    opened = [[alert.kind for alert in seen.alerts_on(host)] for host in long]
    kinds = ([AlertKind.SITE_DOWN], [AlertKind.DOMAIN_LOST])
    figures.add(
        "long site outages told as one thing of the site", len(long), [one in kinds for one in opened].count(True)
    )
    figures.add("letters about short site outages", 0, sum(len(seen.letters_to(host)) for host in short))


def _walls(seen: Seen, figures: Figures) -> None:
    """Behind a wall nothing is known: no letter to a partnership, and the operator is told after a week."""
    walls = seen.told.country.plan.of("wall")
    verdicts = Counter(check.verdict for _, _, check in seen.checked(("wall",), ("wall",)))
    figures.add("what looks at a wall say", "unknown", _words(verdicts))
    figures.add("letters to partnerships behind a wall", 0, sum(len(seen.letters_to(one.host or 0)) for one in walls))
    wanted, found = [], []
    for wall in walls:
        looks = seen.on_host(wall.host or 0, wall)
        wanted.append(int(all(ticks and ticks[-1] - ticks[0] >= WEEK for ticks in looks)))
        host = f"h{wall.host:03d}.test"
        found.append(sum(letter.to == OPERATOR and host in letter.subject for _, letter in seen.told.country.letters))
    figures.add("letters to the operator about each wall, one after a week", wanted, found)


def _certificates(seen: Seen, figures: Figures) -> None:
    """Behind a bad certificate the document is there and visitors are warned: never a letter."""
    met = Counter(check.verdict for _, _, check in seen.checked(("certificate",), ("certificate",)))
    figures.add("what looks past a bad certificate say", "degraded", _words(met))
    hosts = [one.host or 0 for one in seen.told.country.plan.of("certificate")]
    figures.add("alerts where only the certificate is bad", 0, sum(len(seen.alerts_on(host)) for host in hosts))


def _moves(seen: Seen, figures: Figures) -> None:
    """What moved is told as moved at its old address, is there at the new one, and is no alert."""
    plan, last = seen.told.country.plan, seen.told.states[seen.told.country.plan.size.days - 1]
    moves = {one.paper.key: one for one in plan.of("move") if one.paper}
    for event in plan.of("migration"):
        moves |= {paper.key: event for paper in plan.papers if paper.host == event.host}
    wrong = 0
    for key, asked, check in seen.checked(("move", "migration"), ("redirect", "404", "home")):
        wanted = Verdict.AVAILABLE if asked.how == "redirect" else Verdict.MOVED
        wrong += asked.tick - moves[key].start > FIRST_DAYS and check.verdict is not wanted
    figures.add("looks at an old address that do not say that the document moved", 0, wrong)
    there = sum(last[f"{key}-new"].state is State.AVAILABLE for key in moves if f"{key}-new" in last)
    figures.add("moved documents watched and available at the new address", len(moves), there)
    alerts = sum(alert.review_id in moves for alert in seen.alerts)
    figures.add("alerts about moves and migrations", 0, alerts)


def _replacements(seen: Seen, figures: Figures) -> None:
    """Another document is for a person to look at: never called missing, and not called available for long."""
    replaced = {one.paper.key: one for one in seen.told.country.plan.of("replacement") if one.paper}
    met = Counter(check.verdict for _, _, check in seen.checked(("replacement",), ("other",)))
    figures.add("what looks at a replacement say", "replaced", _words(met))
    figures.add("alerts about replacements", 0, sum(alert.review_id in replaced for alert in seen.alerts))
    silent = sum(
        states[key].state is State.AVAILABLE and day * DAY + ROUND - event.start > 2 * WEEK + LONGEST_ROUND + DAY
        for day, states in seen.told.states.items()
        for key, event in replaced.items()
    )
    figures.add("AVAILABLE said of a replaced document after a fortnight", 0, silent)


def _delistings(seen: Seen, figures: Figures) -> None:
    """What its page no longer lists is told once, as that and not as missing; and of nothing else."""
    delisted = {one.paper.key: one for one in seen.told.country.plan.of("delisting") if one.paper}
    told = Counter[str]()
    other = 0
    for alert in seen.alerts:
        if alert.kind is AlertKind.DELISTED and alert.review_id in delisted:
            last_listed = moment(delisted[alert.review_id].start - DAY + ROUND)
            waited = alert.opened_at - last_listed
            told[alert.review_id] += 7 <= waited.days <= 21 and alert.delivered_at is not None
        else:
            other += alert.kind is AlertKind.DELISTED or alert.review_id in delisted
    figures.add("delistings told once each, a week to three weeks after", len(delisted), list(told.values()).count(1))
    figures.add("delistings told of anything else, or as missing", 0, other)


def _pace(seen: Seen, figures: Figures) -> None:
    """Looks are never further apart than a day in the period, and a week after it."""
    last_day = seen.told.country.plan.last_day
    late = 0
    for key, looks in seen.looks.items():
        end = (last_day.get(key, seen.told.country.plan.size.days) + 1) * DAY
        for before, after in pairwise(looks):
            most = DAY if after.tick < end else WEEK
            late += after.tick - before.tick > most + LONGEST_ROUND
    figures.add("looks later than a day (after the period: a week) after the one before", 0, late)


def _proven(seen: Seen, figures: Figures) -> None:
    """Nothing is called available once the looks at it leave no doubt that it is gone."""
    wrong = proven = 0
    for key, looks in seen.looks.items():
        so_far: list[tuple[int, str, str]] = []
        waiting = iter([*looks, None])
        following = next(waiting)
        for day, states in seen.told.states.items():
            while following is not None and following.tick <= day * DAY + ROUND + 10:
                so_far = [*so_far[-8:], (following.tick, oracle.says(following.event, following.how), following.how)]
                following = next(waiting)
            if so_far and so_far[-1][1] == oracle.DOWN and oracle.is_proven(so_far):
                proven += 1
                wrong += states[key].state is State.AVAILABLE
    figures.add("days on which looks prove an absence are tried", True, proven > 0)
    figures.add("AVAILABLE said against proof", 0, wrong)
