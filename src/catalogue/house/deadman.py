"""The dead man's notice: the operator is told when nothing runs.

Belongs here: how old the last run is, and telling of it. Does not belong here:
other messages (``telling``).
"""

import datetime as dt

from catalogue import letters
from catalogue.house import House
from catalogue.house.operator import tell_operator
from catalogue.models import Checked, Printed
from catalogue.retention import uk_day
from catalogue.vocabulary import NoticeKind
from catalogue.watch import about_us

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
    notice = about_us(NoticeKind.DEAD_MAN, [str(last), uk_day(now).isoformat()], letters.no_run(last, now))
    return f"{_LATE} {tell_operator(house, notice)}"


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
