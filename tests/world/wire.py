"""How the miniature internet talks: sockets, HTTP/1.1, conditional requests, cut and dripping bodies.

Belongs here: what happens on a connection. Does not belong here: what is answered (``server.py``).
"""

import datetime as dt
import socket
import threading
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

from tests.world.faults import Answer, Delivery
from tests.world.mail import ADDRESS
from tests.world.resources import Resource

DRIP_S = 0.25
"""Seconds between two bytes of a dripping answer."""


@dataclass(frozen=True)
class Request:
    """One request as the server saw it, written down before its answer is sent."""

    time: dt.datetime
    """When, UTC."""
    method: str
    """GET or HEAD."""
    host: str
    """Host asked, without the port."""
    path: str
    """Path and query as asked."""
    status: int | None
    """Status answered; None where the connection was closed without an answer."""
    conditional: bool
    """Whether it carried If-None-Match or If-Modified-Since."""
    sent: int
    """Bytes of body that the answer carries (for a dripping answer, that it would carry)."""
    user_agent: str
    """Who said to be asking."""


class Owner(Protocol):
    """What a connection asks of the world."""

    stopping: threading.Event

    def answer(self, host: str, target: str) -> Answer:
        """Return what is answered now for a host and a request target."""
        ...

    def note(self, request: Request) -> None:
        """Write one request into the log."""
        ...


class Server(ThreadingHTTPServer):
    """A thread a connection; connections are known, so that closing the world waits for nobody."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(self, world: Owner) -> None:
        self.world = world
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__((ADDRESS, 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def cut_connections(self) -> None:
        """End every connection that is still open, idle ones included."""
        with self._open_lock:
            for connection in self._open:
                _hang_up(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are everyday life here."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer a HEAD."""
        self._answer(with_body=False)

    def version_string(self) -> str:
        """Return the Server header of an ordinary site."""
        return "Apache"

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the world's own log has every request."""

    def _answer(self, *, with_body: bool) -> None:
        """Look up, log, send."""
        world = self.server.world
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        answer = world.answer(host, self.path)
        resource = answer.resource
        fresh = answer.delivery is Delivery.WHOLE and resource.status == 200 and self._is_fresh(resource)
        body = resource.body if with_body and not fresh else b""
        if answer.delivery is Delivery.CUT:
            body = body[: len(body) // 2]
        silent = answer.delivery is Delivery.NOTHING
        world.note(
            Request(
                time=dt.datetime.now(dt.UTC),
                method=self.command,
                host=host,
                path=self.path,
                status=None if silent else 304 if fresh else resource.status,
                conditional="If-None-Match" in self.headers or "If-Modified-Since" in self.headers,
                sent=0 if silent else len(body),
                user_agent=self.headers.get("User-Agent", ""),
            )
        )
        if silent:
            self.close_connection = True
            _hang_up(self.connection)
            return
        self._send_head(resource, fresh=fresh, server=resource.headers.get("Server"))
        self._send_body(body, answer.delivery)

    def _is_fresh(self, resource: Resource) -> bool:
        """Whether the client's copy is the one on record."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return resource.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")] or tags.strip() == "*"
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return resource.modified <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def _send_head(self, resource: Resource, *, fresh: bool, server: str | None) -> None:
        """Send the status line and the headers."""
        status = 304 if fresh else resource.status
        self.send_response_only(status)
        self.send_header("Server", server or self.version_string())
        self.send_header("Date", self.date_time_string())
        for name, value in resource.headers.items():
            if name != "Server":
                self.send_header(name, value)
        if resource.status == 200:
            self.send_header("ETag", resource.etag)
            self.send_header("Last-Modified", resource.last_modified)
        if not fresh:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()

    def _send_body(self, body: bytes, delivery: Delivery) -> None:
        """Send the body whole, in part, or a byte at a time."""
        try:
            if delivery is Delivery.DRIP:
                for at in range(len(body)):
                    self.wfile.write(body[at : at + 1])
                    if self.server.world.stopping.wait(DRIP_S):
                        break
            else:
                self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the client hung up
        if delivery is not Delivery.WHOLE:
            self.close_connection = True
            _hang_up(self.connection)


def _hang_up(connection: socket.socket) -> None:
    """End a connection in both directions; one that ended already is fine."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
