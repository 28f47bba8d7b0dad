"""What a server can do to a connection: answer whole, in part, drop by drop, or not at all."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

HTML, PDF, TEXT = "text/html; charset=utf-8", "application/pdf", "text/plain"

Act = Callable[[socket.socket, threading.Event], None]
"""Does something to a connection; the event says that the world is closing."""


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    status: int
    body: bytes = b""
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        """Return it as it goes over the wire."""
        lines = [f"HTTP/1.1 {self.status} X", f"Content-Length: {len(self.body)}", "Connection: close"]
        lines += [f"Content-Type: {self.kind}"] if self.kind else []
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body

    def __call__(self, connection: socket.socket, closing: threading.Event) -> None:
        """Send it."""
        connection.sendall(self.bytes())


def to(address: str, status: int = 302) -> Reply:
    """Return a redirect."""
    return Reply(status, headers={"Location": address})


def raw(data: bytes) -> Act:
    """Send bytes as they are, then hang up."""

    def act(connection: socket.socket, closing: threading.Event) -> None:
        connection.sendall(data)

    return act


def silence(connection: socket.socket, closing: threading.Event) -> None:
    """Say nothing until the other side has had enough."""
    closing.wait(30)


def drip(before: bytes, piece: bytes) -> Act:
    """Send a beginning, then a little at a time without end."""

    def act(connection: socket.socket, closing: threading.Event) -> None:
        with contextlib.suppress(OSError):
            connection.sendall(before)
            for _ in range(600):
                connection.sendall(piece)
                if closing.wait(0.1):
                    return

    return act


def reset(connection: socket.socket, closing: threading.Event) -> None:
    """Break the connection off hard."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
