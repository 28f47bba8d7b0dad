"""A real mail server on loopback that keeps what it receives and can be told to refuse.

Belongs here: receiving mail. Does not belong here: anything that sends it.
"""

import socket
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

ADDRESS = "127.0.0.1"


@dataclass(frozen=True)
class Envelope:
    """What the sending server said around a message."""

    sender: str
    recipients: tuple[str, ...]


class Mailbox:
    """A mail server; use as a context manager, or call ``open`` and ``close``.

    Attributes:
        port: Port on 127.0.0.1; it stays the same when the server is closed and opened again.
        messages: Every message received, in order.
        envelopes: The envelope of each message, in the same order.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.messages: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self._code: int | None = None
        self._controller: Controller | None = None

    def __enter__(self) -> "Mailbox":
        self.open()
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def open(self) -> None:
        """Start to listen; nothing happens where it listens already."""
        if self._controller is None:
            self._controller = Controller(self, hostname=ADDRESS, port=self.port)
            self._controller.start()

    def close(self) -> None:
        """Stop listening, so that connections are refused; what was received stays."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def refuse(self, code: int | None) -> None:
        """Answer every recipient with 450 (try later) or 550 (never), or with None accept again.

        Raises:
            ValueError: If the code is another one.
        """
        if code not in (None, 450, 550):
            raise ValueError(f"a mailbox refuses with 450 or 550, not {code}")
        self._code = code

    async def handle_RCPT(  # noqa: N802 (the library looks handlers up by this name)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take or refuse one recipient."""
        if self._code is not None:
            return f"{self._code} the mailbox is not available"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep one message."""
        message = message_from_bytes(envelope.content, policy=default)
        self.envelopes.append(Envelope(envelope.mail_from, tuple(envelope.rcpt_tos)))
        self.messages.append(message)
        return "250 kept"


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listened on a moment ago."""
    # aiosmtpd checks itself on the port that it was given, so it cannot be given 0.
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port: int = probe.getsockname()[1]
    return port
