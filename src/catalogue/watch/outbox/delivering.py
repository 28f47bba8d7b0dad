"""Sending what is to go out, and recording what became of it.

Belongs here: the order of the steps, which loses nothing. Does not belong here: what is to go out (``composing``).

A message is queued, word for word, before it is sent, and its fate is recorded as soon as it is known. A process that
ends in between leaves a message that is queued and without a fate: the next run sends it again, with the same id, so
that the other side can see that it is the same. So nothing is lost, and at most the one in hand is sent twice.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from catalogue.journal import Journal
from catalogue.models import Notice, NoticeEvent
from catalogue.notify import Delivery, Letter, Sender
from catalogue.vocabulary import Audience, ChannelKind, NoticeStep
from catalogue.watch.outbox.composing import plan
from catalogue.watch.outbox.desk import Desk
from catalogue.watch.outbox.log import log_of
from catalogue.watch.outbox.receivers import Receiver

DOMAIN = "catalogue"
"""Right side of the stable ids of messages."""

_PASSES = 3  # a channel that refuses leaves its messages to another, and that one's to the operator


@dataclass(frozen=True)
class Sent:
    """What became of the messages of one run."""

    delivered: int = 0
    """Messages accepted for delivery."""
    failed: int = 0
    """Messages that will be tried again."""
    refused: int = 0
    """Messages whose channel refuses for good."""
    unaddressed: int = 0
    """Publishers with something to tell and nobody to tell it to."""


def deliver(
    desk: Desk,
    *,
    ways: Mapping[ChannelKind, Sender],
    journal: Journal,
    clock: Callable[[], dt.datetime],
) -> Sent:
    """Send what is to go out now.

    Args:
        desk: What messages are made of.
        ways: The way out of each kind of channel.
        journal: Where messages and their fates are read and appended.
        clock: Time of the record.

    Returns:
        Counts. What a refusing channel should have got goes to the next one in the same run.
    """
    fates: Counter[NoticeStep] = Counter()
    unaddressed = 0
    for _ in range(_PASSES):
        made = plan(desk, log_of(journal.read(NoticeEvent)))
        unaddressed = made.unaddressed
        journal.append(made.dropped)
        journal.append(made.queued)
        steps = [
            _send(desk, receiver, notice, ways=ways, journal=journal, clock=clock) for receiver, notice in made.to_send
        ]
        fates.update(steps)
        if NoticeStep.REFUSED not in steps:
            break
    return Sent(
        delivered=fates[NoticeStep.DELIVERED],
        failed=fates[NoticeStep.FAILED],
        refused=fates[NoticeStep.REFUSED],
        unaddressed=unaddressed,
    )


def letter_of(notice: Notice, receiver: Receiver, operator: Receiver | None) -> Letter:
    """Return a message as it is handed to a channel.

    Args:
        notice: The message.
        receiver: Where it goes.
        operator: Where answers go.

    Returns:
        The letter.
    """
    return Letter(
        to=receiver.to,
        subject=notice.subject,
        text=notice.text,
        message_id=f"<{notice.notice_id}@{DOMAIN}>",
        reply_to=operator.to if operator else None,
        html=notice.html,
        secret=receiver.secret,
        publisher_id=notice.publisher_id,
        kind=notice.kind.value,
        tells=notice.tells,
    )


def _send(
    desk: Desk,
    receiver: Receiver,
    notice: Notice,
    *,
    ways: Mapping[ChannelKind, Sender],
    journal: Journal,
    clock: Callable[[], dt.datetime],
) -> NoticeStep:
    """Send one message and record its fate."""
    way = ways.get(receiver.kind)
    if way is None or not receiver.to:
        why = "No way out of this kind is set." if way is None else "Its address is not among the secrets."
        delivery = Delivery(ok=False, channel=receiver.kind.value, detail=why)
    else:
        delivery = way.send(letter_of(notice, receiver, desk.directory.operator))
    step = _fate(receiver, delivery)
    detail = None if delivery.ok else delivery.detail
    event = NoticeEvent(notice_id=notice.notice_id, channel=receiver.key, step=step, at=clock(), detail=detail)
    journal.append([event])
    return step


def _fate(receiver: Receiver, delivery: Delivery) -> NoticeStep:
    """Return what became of a message; the operator's own channel is never given up."""
    if delivery.ok:
        return NoticeStep.DELIVERED
    gives_up = delivery.permanent and receiver.audience is not Audience.OPERATOR
    return NoticeStep.REFUSED if gives_up else NoticeStep.FAILED
