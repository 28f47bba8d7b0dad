"""One message to one place, and what became of it.

Belongs here: the records that every channel takes and gives, and what a channel must offer. Does not belong here: any
particular channel.
"""

import re
from typing import Protocol

from catalogue.letters import line
from catalogue.models import Record, Told
from catalogue.vocabulary import ChannelKind

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
"""An e-mail address that mail is sent to."""

_DETAIL = 300


class Letter(Record):
    """One message to one place."""

    to: str
    """E-mail address, or the web address of a webhook."""
    subject: str
    """One line."""
    text: str
    """Plain text."""
    message_id: str
    """Stable id: a letter that is sent again keeps it, so that the other side can see that it is one."""
    reply_to: str | None
    """Where an answer goes; null leaves it to the sender's address."""
    html: str | None = None
    """The same as a page; null sends plain text alone."""
    secret: str | None = None
    """Key that a webhook is signed with; null for other channels. Never in the journal."""
    publisher_id: str | None = None
    """Publisher concerned, for programs that read the message."""
    kind: str | None = None
    """What kind of message, for programs that read it."""
    tells: tuple[Told, ...] = ()
    """What it tells of which alerts, for programs that read it."""

    @property
    def key(self) -> str:
        """The id without its angle brackets, as an idempotency key."""
        return self.message_id.strip("<>")


class Delivery(Record):
    """What became of a letter."""

    ok: bool
    """Whether the other side accepted it for delivery."""
    channel: str
    """How it went out."""
    detail: str
    """What the other side said, or why nothing was sent, in a sentence."""
    permanent: bool = False
    """Whether the other side refuses this place for good, so that trying again is of no use."""


class Sender(Protocol):
    """What every channel offers."""

    def send(self, letter: Letter) -> Delivery:
        """Send a letter and return what became of it."""
        ...


def accepted(channel: ChannelKind, detail: str) -> Delivery:
    """Return a delivery that happened.

    Args:
        channel: How it went out.
        detail: What the other side said.

    Returns:
        The delivery.
    """
    return Delivery(ok=True, channel=channel.value, detail=detail)


def failed(channel: ChannelKind, detail: str, *, permanent: bool = False) -> Delivery:
    """Return a delivery that did not happen.

    Args:
        channel: How it should have gone out.
        detail: What the other side said; e-mail addresses in it are left out, for it is kept.
        permanent: Whether the other side refuses for good.

    Returns:
        The delivery.
    """
    told = ADDRESS.sub("(address)", line(detail))[:_DETAIL]
    return Delivery(ok=False, channel=channel.value, detail=told, permanent=permanent)
