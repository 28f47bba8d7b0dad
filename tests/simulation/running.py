"""Running the simulation, and comparing what the product did with what had to follow.

Belongs here: the loop over days, the figures and their table. Does not belong here: what happens (``plan``) or what
must follow (``oracle``).
"""

import datetime as dt
import itertools
import time
from collections import Counter, defaultdict
from pathlib import Path

from catalogue.availability import fold, fold_alerts
from catalogue.journal import FolderJournal
from catalogue.models import Alert, AlertEvent, Checked, Notice, NoticeEvent
from catalogue.store import FolderStore
from catalogue.vocabulary import AlertAnswer, AlertKind, AlertStep, NoticeStep, State
from catalogue.watch import Ledger, watch
from tests.simulation import oracle
from tests.simulation.country import CANARIES, OPERATOR, Believing, Country, moment
from tests.simulation.plan import DAY, ROUND, Size, make
from tests.simulation.planted import compare_planted
from tests.simulation.told import Figures, Told

_ONCE = (AlertStep.OPENED, AlertStep.CLOSED)
"""What is told once; what goes on is told again every week."""


def run(size: Size, folder: Path) -> Told:
    """Watch a country day by day through the product's own door.

    Args:
        size: How big, how long, what is planted.
        folder: An empty folder for the warehouse.

    Returns:
        What was done.
    """
    store = FolderStore(folder / "raw", together=True)
    country = Country(make(size), store)
    journal = FolderJournal(folder / "journal")
    ledger = Ledger(journal)
    told = Told(country, journal)
    began = time.monotonic()
    for day in range(size.days):
        country.tick = day * DAY + ROUND
        done = watch(
            country.harvest(journal),
            country.sources,
            fetch=country,
            store=store,
            journal=journal,
            clock=country.clock,
            mailer=country,
            feeds=folder / "feeds",
            operator=OPERATOR,
            unverified=Believing(country),
            canaries=CANARIES,
            hosts_at_once=2,
            ledger=ledger,
        )
        told.checks += done.checks
        told.own_outages += done.own_outage
        told.held += done.held
        told.sites_down |= {(host, day) for host in done.sites_down}
        told.states[day] = ledger.states(moment(country.tick + 10))
    told.seconds = time.monotonic() - began
    return told


def compare(told: Told) -> Figures:
    """Compare what was done with what had to follow."""
    figures = Figures()
    _removals(told, figures)
    _false(told, figures)
    compare_planted(told, figures)
    _letters(told, figures)
    _days(told, figures)
    _history(told, figures)
    return figures


def _alerts(told: Told) -> list[Alert]:
    """Return the notices that a document is not found."""
    alerts = fold_alerts(told.journal.read(AlertEvent), told.journal.read(NoticeEvent))
    return [alert for alert in alerts if alert.kind is AlertKind.NOT_FOUND]


def _day(at: dt.datetime) -> int:
    """Return the day of a moment."""
    return (at - moment(0)).days


def _removals(told: Told, figures: Figures) -> None:
    """Compare notices of removals, one by one."""
    plan = told.country.plan
    by_review = defaultdict(list)
    for alert in _alerts(told):
        by_review[alert.review_id].append(alert)
    waits, answers = [], Counter[str]()
    wanted = oracle.wanted(plan)
    for one in wanted:
        mine = [alert for alert in by_review.pop(one.paper.key, []) if alert.delivered_at is not None]
        if len(mine) == 1:
            waits.append(_day(mine[0].opened_at) - one.missed)
            answers[mine[0].answer.value if mine[0].answer else "open"] += 1
    late = sum(wait > 4 or wait < 0 for wait in waits)
    ends = sum(one.ends is not None for one in wanted)
    figures.add("removals told, exactly once each", f"{len(wanted)} of {len(wanted)}", f"{len(waits)} of {len(wanted)}")
    figures.add("told later than 4 days after the first look that missed it", 0, late)
    figures.add("told about anything else", 0, sum(len(rest) for rest in by_review.values()))
    returned = sum(one.returned is not None for one in wanted)
    figures.add("returns closed by themselves", returned, answers[AlertAnswer.BACK.value])
    figures.add("ended with the period", ends, answers[AlertAnswer.PERIOD_ENDED.value])
    figures.add("opened after the period", 0, _after_period(told))


def _after_period(told: Told) -> int:
    """Count notices opened or told after the last day of a period."""
    last = told.country.plan.last_day
    opened = [one for one in told.journal.read(AlertEvent) if one.step in (AlertStep.OPENED, AlertStep.RELEASED)]
    return sum(_day(one.at) > last[one.review_id] for one in opened if one.review_id in last)


def _false(told: Told, figures: Figures) -> None:
    """Count how often a location was called unavailable that was there, in the days before."""
    plan, country, size = told.country.plan, told.country, told.country.plan.size
    false = 0
    urls = {f"{paper.key}{end}": (paper, bool(end)) for paper in plan.papers for end in ("", "-new")}
    for day, states in told.states.items():
        for key, state in states.items():
            if state.state is State.UNKNOWN:
                continue
            paper, moved = urls[key]
            # A return needs two good looks, and chance may take two more. After its period it is looked at weekly.
            ended = plan.last_day.get(paper.key, size.days) < day
            far = 21 if ended else 5
            recent = [oracle.gone(plan, paper, (day - back) * DAY + ROUND + 3, moved=moved) for back in range(far)]
            false += state.state is State.UNAVAILABLE and not any(recent)
    figures.add("false UNAVAILABLE, locations by days", 0, false)
    assert country.asked


def _letters(told: Told, figures: Figures) -> None:
    """Count letters: each once, none to a partnership for our own outage."""
    plan, letters = told.country.plan, told.country.letters
    ids = Counter(letter.message_id for _, letter in letters)
    figures.add("letters sent twice", 0, sum(count - 1 for count in ids.values()))
    figures.add("openings and returns told twice", 0, sum(count - 1 for count in _tellings(told).values()))
    outages = plan.of("own")
    during = [letter for tick, letter in letters if any(one.start <= tick < one.end for one in outages)]
    figures.add("letters to partnerships in our own outages", 0, sum(letter.to != OPERATOR for letter in during))
    figures.add(
        "letters to the operator, one an outage of ours", len(outages), sum(letter.to == OPERATOR for letter in during)
    )
    covered = {(told_host, day) for told_host, day in told.sites_down}
    missed = 0
    for outage in plan.of("outage"):
        for day in range(plan.size.days):
            tick = day * DAY + ROUND
            # A round that begins before the end and goes on after it sees some documents.
            if outage.start <= tick < outage.end - 4 and not any(o.at(tick) for o in outages):
                missed += (f"h{outage.host:03d}.test", day) not in covered and outage.how != "no-dns"
    figures.add("rounds in which a site was down and was not called so", 0, missed)


def _tellings(told: Told) -> Counter[tuple[str, AlertStep, str]]:
    """Count how often each opening and each closing was told by each channel."""
    notices: dict[str, Notice] = {}
    found: Counter[tuple[str, AlertStep, str]] = Counter()
    for event in told.journal.read(NoticeEvent):
        if event.notice is not None:
            notices[event.notice_id] = event.notice
        elif event.step is NoticeStep.DELIVERED:
            tells = notices[event.notice_id].tells
            found.update((one.alert_id, one.about, event.channel) for one in tells if one.about in _ONCE)
    return found


def _days(told: Told, figures: Figures) -> None:
    """Compare the days verified, down and unverified of every location."""
    size = told.country.plan.size
    end = (size.days - 1) * DAY + ROUND + 10
    looks: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for one in told.country.asked:
        paper, moved = told.country.paper_of(one.url)
        said = oracle.says_at(one.event, one.how, known_elsewhere=one.elsewhere and not moved)
        looks[f"{paper.key}{'-new' if moved else ''}"].append((one.tick, said))
    wrong = 0
    sums = Counter[str]()
    for key, state in told.states[size.days - 1].items():
        right = oracle.days(sorted(looks[key]), end)
        found = oracle.Days(
            *(round(1000 * part) for part in (state.days_verified, state.days_down, state.days_unverified))
        )
        wrong += found != right
        sums.update(verified=right.verified, down=right.down, unverified=right.unverified)
    figures.add("locations whose days differ from the oracle's", 0, wrong)
    figures.rows.append(
        ("days verified, down, unverified", "", ", ".join(f"{value / 1000:,.1f}" for value in sums.values()), True)
    )


def _history(told: Told, figures: Figures) -> None:
    """Ask at the end for states of the past, and compare them with what was said then."""
    size = told.country.plan.size
    chosen = {f"{paper.key}" for paper in itertools.islice(told.country.plan.papers, 0, None, 7)}
    checks: dict[str, list[Checked]] = defaultdict(list)
    for one in told.journal.read(Checked):
        if one.location_id in chosen:
            checks[one.location_id].append(one)
    wrong = 0
    for day in range(0, size.days, max(size.days // 6, 1)):
        at = moment(day * DAY + ROUND + 10)
        wrong += sum(fold(key, checks[key], at) != told.states[day][key] for key in chosen)
    figures.add("states of the past that are told otherwise today", 0, wrong)
