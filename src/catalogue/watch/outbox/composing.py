"""Which messages are to go out now, worked out from alerts and from what was told so far.

Belongs here: new messages, those that wait to be tried again, and those that are no longer true. Does not belong here:
when it is time (``timing``), the words (`letters`), or sending (``delivering``).
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from catalogue import letters
from catalogue.alike import stands, without_addresses
from catalogue.letters import Item, Words
from catalogue.models import Notice, NoticeEvent, Told, digest
from catalogue.retention import uk_day
from catalogue.vocabulary import AlertStep, Audience, NoticeKind, NoticeStep
from catalogue.watch.alerting import case_of, walls
from catalogue.watch.outbox.desk import Desk, about_us
from catalogue.watch.outbox.log import Log, Parcel
from catalogue.watch.outbox.receivers import Receiver
from catalogue.watch.outbox.timing import ESCALATION, Group, due, is_true, overdue


@dataclass
class Plan:
    """What is to be done now."""

    to_send: list[tuple[Receiver, Notice]] = field(default_factory=list)
    """Messages to try now, in order; new ones and those that wait."""
    queued: list[NoticeEvent] = field(default_factory=list)
    """The steps that queue the new ones."""
    dropped: list[NoticeEvent] = field(default_factory=list)
    """The steps that drop what is no longer true."""
    unaddressed: int = 0
    """Publishers with something to tell and nobody to tell it to."""


def plan(desk: Desk, log: Log) -> Plan:
    """Work out which messages are to go out now.

    Args:
        desk: What messages are made of.
        log: What was told so far.

    Returns:
        What to drop, to queue and to send. A message that waits to be tried again keeps back what could be told to
        the same channel about the same publisher, so that nothing overtakes it.
    """
    made, busy = Plan(), _sort_out(desk, log)
    made.dropped += busy.dropped
    made.to_send += busy.to_send
    # While we ourselves are cut off nobody outside is told anything: what stands will be told when we can see again.
    for group in desk.groups.values() if desk.outage is None else ():
        receivers = desk.directory.partnership(group.publisher_id, log.refusals)
        made.unaddressed += not receivers and bool(group.firing())
        for receiver, notice in _of_group(desk, group, receivers, log):
            if (receiver.key, notice.publisher_id, notice.audience) not in busy.keys:
                _queue(made, desk, receiver, notice)
    for receiver, notice in (*_for_operator(desk, log), *desk.extra):
        if (notice.notice_id, receiver.key) not in log.parcels:
            _queue(made, desk, receiver, notice)
    return made


@dataclass
class _Sorted(Plan):
    """What waits, sorted."""

    keys: set[tuple[str, str | None, Audience]] = field(default_factory=set)
    """Channel, publisher and audience of everything that goes on waiting."""


def _sort_out(desk: Desk, log: Log) -> _Sorted:
    """Sort what waits: what is no longer true is dropped, what is due is sent."""
    done = _Sorted()
    for parcel in log.parcels.values():
        notice = parcel.notice
        foreign = desk.publishers is not None and notice.publisher_id not in (None, *desk.publishers)
        if not parcel.is_waiting or foreign:
            continue
        receiver = _receiver(desk, parcel, log)
        why = "The channel is no longer in the register, or refuses." if receiver is None else _untrue(desk, notice)
        if receiver is None or why is not None:
            done.dropped.append(_step(notice, parcel.channel, NoticeStep.DROPPED, desk.situation.now, why))
            continue
        done.keys.add((parcel.channel, notice.publisher_id, notice.audience))
        kept_back = desk.outage is not None and notice.audience is not Audience.OPERATOR
        if parcel.is_due(desk.situation.now) and not kept_back:
            done.to_send.append((receiver, notice))
    return done


def _receiver(desk: Desk, parcel: Parcel, log: Log) -> Receiver | None:
    """Return where a message that waits goes to now."""
    publisher_id, directory = parcel.notice.publisher_id or "", desk.directory
    found: tuple[Receiver | None, ...] = (directory.operator,)
    if parcel.notice.audience is Audience.PARTNERSHIP:
        found = directory.partnership(publisher_id, log.refusals)
    elif parcel.notice.audience is Audience.SECOND_CONTACT:
        found = (directory.second(publisher_id, log.refusals),)
    return next((one for one in found if one and one.key == parcel.channel), None)


def _untrue(desk: Desk, notice: Notice) -> str | None:
    """Say why a message is no longer true; null where it is."""
    today = uk_day(desk.situation.now)
    group = desk.groups.get(notice.publisher_id or "")
    for told in notice.tells:
        if told.about is AlertStep.HELD:
            if told.alert_id not in desk.held:
                return "What was held no longer is."
        elif not is_true(told, desk.alerts.get(told.alert_id), today):
            return "What it tells is no longer so."
        elif group is not None and told.alert_id in group.quiet:
            return "Nothing is said of it now: its whole site is down, or its period is over."
    return "It has a name that its publisher has taken back; it is worded anew." if _tells_name(desk, notice) else None


def _tells_name(desk: Desk, notice: Notice) -> bool:
    """Whether a message has a name that a publisher took back; an address of its own a publisher may be told."""
    reviews = {desk.alerts[one.alert_id].review_id for one in notice.tells if one.alert_id in desk.alerts}
    about = [one for one in desk.situation.resolution.renamed if one.review_id in reviews or None in reviews]
    words = without_addresses(f"{notice.subject}\n{notice.text}")
    return any(stands(name, words) for one in about for name in one.names)


def _of_group(desk: Desk, group: Group, receivers: Sequence[Receiver], log: Log) -> Iterator[tuple[Receiver, Notice]]:
    """Give the new messages about one publisher's alerts."""
    for receiver in receivers:
        told = due(group, receiver, log, complete=desk.complete)
        kind = NoticeKind.SUMMARY if {one.about for one in told} == {AlertStep.REMINDED} else NoticeKind.ALERTS
        yield from _worded(desk, group, receiver, log, told=told, kind=kind)
    second = desk.directory.second(group.publisher_id, log.refusals)
    if second is not None:
        yield from _worded(desk, group, second, log, told=overdue(group, second, log), kind=NoticeKind.SECOND)
    operator = desk.directory.operator
    if operator is not None:
        yield from _worded(desk, group, operator, log, told=overdue(group, operator, log), kind=NoticeKind.ESCALATION)


def _worded(
    desk: Desk, group: Group, receiver: Receiver, log: Log, *, told: Sequence[Told], kind: NoticeKind
) -> Iterator[tuple[Receiver, Notice]]:
    """Give a message about some alerts, unless there is nothing exact to say of any."""
    cases = [(one, case_of(desk.situation, desk.alerts[one.alert_id])) for one in told]
    known = [(one, case) for one, case in cases if case is not None]
    if not known:
        return
    words = _words(kind, desk.directory.name(group.publisher_id), [(one.about, case) for one, case in known])
    to_others = kind in (NoticeKind.SECOND, NoticeKind.ESCALATION)
    yield (
        receiver,
        Notice(
            notice_id=_id([one for one, _ in known], receiver, log),
            kind=kind,
            audience=receiver.audience if to_others else Audience.PARTNERSHIP,
            publisher_id=group.publisher_id,
            tells=tuple(one for one, _ in known),
            **dict(words),
        ),
    )


def _words(kind: NoticeKind, publisher: str, items: Sequence[Item]) -> Words:
    """Return the words about some alerts."""
    if kind is NoticeKind.ESCALATION:
        return letters.escalated(publisher, [case for _, case in items], ESCALATION.days)
    return letters.together(publisher, items)


def _for_operator(desk: Desk, log: Log) -> Iterator[tuple[Receiver, Notice]]:
    """Give the messages about the catalogue itself."""
    operator = desk.directory.operator
    if operator is None:
        return
    new = [one for key, one in desk.held.items() if not log.told(operator.key, key, AlertStep.HELD)]
    if new:
        names = sorted({desk.directory.name(one.publisher_id) for one in new})
        told = [Told(alert_id=one.alert_id, about=AlertStep.HELD) for one in new]
        words = letters.held(names, len(new), new[0].because or "")
        yield operator, about_us(NoticeKind.HELD, sorted(one.alert_id for one in new), words, told)
    if desk.outage is not None:
        words = letters.own_outage(desk.outage.since, desk.outage.rounds)
        yield operator, about_us(NoticeKind.OWN_OUTAGE, [desk.outage.since.isoformat()], words)
    for wall in walls(desk.situation):
        words = letters.kept_out(
            [desk.directory.name(one) for one in wall.publisher_ids], wall.host, wall.documents, wall.since
        )
        yield operator, about_us(NoticeKind.KEPT_OUT, [wall.host, wall.since.date().isoformat()], words)
    for channel, parcel in log.refusals.items():
        owner = desk.directory.owner(channel)
        if owner is not None:
            name = desk.directory.name(owner)
            words = letters.refused_channel(name, channel.rpartition("-")[0], channel, parcel.detail or "")
            yield operator, about_us(NoticeKind.REFUSED_CHANNEL, [channel, parcel.at.isoformat()], words)


def _id(told: Sequence[Told], receiver: Receiver, log: Log) -> str:
    """Return the id of a message about alerts: the same while it tells the same things for the same time."""
    marks = []
    for one in told:
        before = len(log.told(receiver.key, one.alert_id, one.about))
        marks.append(
            f"{one.alert_id}.{one.about.value}" + (f"-{before + 1}" if one.about is AlertStep.REMINDED else "")
        )
    if len(marks) == 1:
        return marks[0]
    steps = {one.about.value for one in told}
    return f"{digest(*sorted(marks))}.{steps.pop() if len(steps) == 1 else 'notice'}"


def _queue(made: Plan, desk: Desk, receiver: Receiver, notice: Notice) -> None:
    """Add a new message."""
    made.queued.append(
        NoticeEvent(
            notice_id=notice.notice_id,
            channel=receiver.key,
            step=NoticeStep.QUEUED,
            at=desk.situation.now,
            notice=notice,
        )
    )
    made.to_send.append((receiver, notice))


def _step(notice: Notice, channel: str, step: NoticeStep, at: dt.datetime, detail: str | None) -> NoticeEvent:
    """Make a step of a message."""
    return NoticeEvent(notice_id=notice.notice_id, channel=channel, step=step, at=at, detail=detail)
