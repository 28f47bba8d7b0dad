"""The dead man's notice: the operator is told when nothing runs.

Belongs here: how old the last run is, and telling of it without the parts that may be broken. Does not belong here:
other messages (``telling``).
"""

import datetime as dt

from catalogue import letters
from catalogue.house import House
from catalogue.models import Checked, NoticeEvent, Printed
from catalogue.notify import Mailer
from catalogue.retention import uk_day
from catalogue.vocabulary import NoticeKind, NoticeStep
from catalogue.watch import about_us
from catalogue.watch.outbox import Directory, letter_of, log_of

LATE = dt.timedelta(hours=26)
"""Time without a finished run after which the operator is told."""

_LATE = "No run has finished for longer than 26 hours."


def dead_man(house: House) -> str | None:
    """Tell the operator if no run has finished for longer than `LATE`.

    Meant to be run once an hour or a day by another machine over a copy of the journal, or by this one; it needs no
    lock, since a run that hangs holds that.

    Args:
        house: The house.

    Returns:
        What became of the message in a sentence; null where all is well.
    """
    now = house.clock()
    last = last_run(house)
    if last is not None and now - last <= LATE:
        return None
    operator = Directory((), house.settings.operator, {}).operator
    if operator is None:
        return f"{_LATE} CATALOGUE_OPERATOR is not set: nobody was told."
    notice = about_us(NoticeKind.DEAD_MAN, [str(last), uk_day(now).isoformat()], letters.no_run(last, now))
    done = log_of(house.journal.read(NoticeEvent)).parcels.get((notice.notice_id, operator.key))
    if done is not None and done.step is NoticeStep.DELIVERED:
        return f"{_LATE} The operator was told today."
    delivery = Mailer(house.settings).send(letter_of(notice, operator, operator))
    if not delivery.ok:
        return f"{_LATE} The operator could not be told: {delivery.detail}"
    # Told first and recorded second: a full disk is one of the reasons why nothing runs.
    told = NoticeEvent(notice_id=notice.notice_id, channel=operator.key, step=NoticeStep.QUEUED, at=now, notice=notice)
    house.journal.append([told, told.model_copy(update={"step": NoticeStep.DELIVERED, "notice": None})])
    return f"{_LATE} The operator was told."


def last_run(house: House) -> dt.datetime | None:
    """Return when a run last got as far as its checks or its edition.

    Args:
        house: The house.

    Returns:
        The later of the two, UTC; null where there is neither.
    """
    checked = (one.checked_at for one in house.journal.read(Checked))
    printed = (one.built_at for one in house.journal.read(Printed))
    return max((*checked, *printed), default=None)
