"""Telling the operator about the catalogue itself, without the parts that may be broken.

Belongs here: one message to the operator, sent first and recorded second. Does not belong here: when there is something
to tell (`deadman`, `failing`), or messages about documents (`telling`).
"""

from catalogue.house import House
from catalogue.models import Notice, NoticeEvent
from catalogue.notify import Mailer
from catalogue.vocabulary import NoticeStep
from catalogue.watch.outbox import Directory, letter_of, log_of


def tell_operator(house: House, notice: Notice) -> str:
    """Send the operator a message, at most once.

    It needs no lock and no edition. It is sent first and recorded second, because a full disk is one of the reasons
    for such a message: after a failure to record it may come again, under the same Message-ID.

    Args:
        house: The house.
        notice: The message; one with the same id is sent once.

    Returns:
        What became of it in a sentence.
    """
    operator = Directory((), house.settings.operator, {}).operator
    if operator is None:
        return "CATALOGUE_OPERATOR is not set: nobody was told."
    done = log_of(house.journal.read(NoticeEvent)).parcels.get((notice.notice_id, operator.key))
    if done is not None and done.step is NoticeStep.DELIVERED:
        return "The operator was told before."
    delivery = Mailer(house.settings).send(letter_of(notice, operator, operator))
    if not delivery.ok:
        return f"The operator could not be told: {delivery.detail}"
    told = NoticeEvent(
        notice_id=notice.notice_id, channel=operator.key, step=NoticeStep.QUEUED, at=house.clock(), notice=notice
    )
    house.journal.append([told, told.model_copy(update={"step": NoticeStep.DELIVERED, "notice": None})])
    return "The operator was told."
