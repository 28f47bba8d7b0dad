"""One request on the wire: a fresh connection to a judged address, ended at the deadline.

Belongs here: connecting, the watchdog, and turning what goes wrong on the wire into one exception.
Does not belong here: redirects, robots rules, pauses, or what the answer means.

Every request gets its own connection, so every request's address is judged, and no request fails
because an idle connection was closed meanwhile. The address that is judged is the very one that the
socket is then connected to; a name is never looked up a second time. Socket timeouts start again with
every byte, so a server that drips could hold a request for hours: a watchdog therefore shuts the socket
down at the wall-clock deadline, whatever the request is doing.
"""

import contextlib
import datetime as dt
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

import requests
from urllib3 import HTTPResponse

from catalogue.fetch.connections import Patient, Through
from catalogue.fetch.faults import WIRE_ERRORS, explain
from catalogue.fetch.guard import refusal
from catalogue.fetch.lookup import Lookups
from catalogue.fetch.parts import Limits, Piece, Resolve, Stopped
from catalogue.fetch.watchdog import Watchdog
from catalogue.vocabulary import FailureKind, Phase

CHUNK = 256 * 1024
"""Bytes read at a time: more of them for each of many hosts would only take memory."""

_ENCODINGS = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
"""Encodings of the registry of HTTP that are not asked for; other words there are slips, and mean none."""


class Wires:
    """What all exchanges of one client share; safe to share between threads."""

    def __init__(self, limits: Limits, resolve: Resolve, trust: Callable[[], ssl.SSLContext]) -> None:
        """Make what exchanges need.

        Args:
            limits: What the client was told.
            resolve: How host names are looked up.
            trust: How secure connections are made; asked for when there is one to make.
        """
        self.trust = trust
        self.limits = limits
        self.lookups = Lookups(resolve)
        self.watchdog = Watchdog()

    def open(self, seconds: float) -> "Wire":
        """Prepare one exchange.

        Args:
            seconds: Wall-clock seconds for connecting, headers and body together.

        Returns:
            The exchange, to be entered.
        """
        return Wire(self, seconds)


class Wire:
    """One exchange under a deadline; a context manager that leaves nothing open."""

    def __init__(self, shared: Wires, seconds: float) -> None:
        """Prepare an exchange; `Wires.open` is the way to get one."""
        self._shared = shared
        self._limits = shared.limits
        self._ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._handle: socket.socket | None = None
        self._expired = False
        self._ticket = 0
        self._through = Through(self)
        self._response: requests.Response | None = None
        self._taken = 0
        self.sent = 0
        """Requests that went out: one once a connection stood, a secure one after its handshake."""
        self.certificate_until: dt.datetime | None = None
        """When the certificate of the other side ends, UTC; null where none was verified."""
        self._phase = Phase.LOOKUP

    def send(self, request: requests.PreparedRequest) -> requests.Response:
        """Send a request and read the answer's headers.

        Args:
            request: The request, prepared.

        Returns:
            The answer; its body is still on the wire.

        Raises:
            Stopped: No answer came.
        """
        seconds = max(self._ends - time.monotonic(), 0.001)
        # No time limit for each read: the watchdog ends all of them, and a socket without one fills a whole piece.
        with self._told():
            self._response = self._through.send(request, timeout=min(self._limits.connect_timeout_s, seconds))
        if self._expired:
            raise self._too_late()
        return self._response

    def chunks(self) -> Iterator[Piece]:
        """Read the body, decoded, in pieces.

        Yields:
            The next bytes, at most `CHUNK` of them; they stand until the next piece is asked for.

        Raises:
            Stopped: The body broke off, could not be decoded, or did not arrive in time.
        """
        raw = self._raw()
        encoded = "content-encoding" in raw.headers
        named = {name.strip().lower() for name in raw.headers.get("content-encoding", "").split(",")}
        if left := sorted((named & _ENCODINGS) - set(raw.CONTENT_DECODERS)):
            # Nobody asked for it, and its bytes would be taken for another file than the one that stands there.
            raise Stopped(FailureKind.PROTOCOL, f"The body's encoding could not be undone ({', '.join(left)}).")
        pieces: Iterator[Piece]
        if encoded or raw.length_remaining is None:
            # Undoing no encoding costs as much as undoing one: each piece would be put aside first.
            pieces = raw.stream(CHUNK, decode_content=encoded)
        else:
            pieces = self._plain(raw.length_remaining)
        while True:
            with self._told():
                piece = next(pieces, None)
            if self._expired:
                raise self._too_late()
            if piece is None:
                return
            yield piece

    def _plain(self, owed: int) -> Iterator[memoryview]:
        """Read a body of a stated length as it comes, in pieces that share their memory."""
        buffer = memoryview(bytearray(min(owed, CHUNK)))
        while owed:
            got = self._through.read_into(buffer[: min(owed, CHUNK)])
            if not got:
                raise http.client.IncompleteRead(b"", owed)
            owed -= got
            self._taken += got
            yield buffer[:got]

    @property
    def trust(self) -> ssl.SSLContext:
        """How a secure connection is made."""
        return self._shared.trust()

    @property
    def phase(self) -> Phase:
        """How far the exchange has come."""
        if self._response is not None:
            return Phase.BODY
        return Phase.ANSWER if self.sent else self._phase

    def received(self) -> int:
        """Return the bytes of the body that came over the wire so far."""
        return self._taken + int(self._raw().tell()) if self._response is not None else 0

    def connect(self, host: str, port: int) -> socket.socket:
        """Connect to a host, judging each address just before it is used.

        Args:
            host: Host name or numeric address, as in the address asked.
            port: Port asked.

        Returns:
            A connected socket.

        Raises:
            Stopped: The name is unknown, every address is refused, or none answers.
        """
        refused: list[str] = []
        failed: list[OSError] = []
        found = self._look_up(host, port)
        self._phase = Phase.CONNECT
        for family, kind, protocol, _, where in found:
            why = refusal(str(where[0]), int(str(where[1])), self._limits.allow_private)
            if why:
                refused.append(why)
                continue
            try:
                return self._open(family, kind, protocol, where)
            except OSError as error:
                failed.append(error)
        if self._expired:
            raise self._too_late()
        if failed:
            late = all(isinstance(error, TimeoutError) for error in failed)
            reason = "did not answer in time" if late else f"did not accept a connection ({failed[-1].strerror})"
            raise Stopped(FailureKind.TIMEOUT if late else FailureKind.REFUSED, f"{host} {reason}.")
        raise Stopped(
            FailureKind.BLOCKED_ADDRESS, f"{host} was not contacted: {refused[0] if refused else 'no address.'}"
        )

    def __enter__(self) -> Self:
        self._ticket = self._shared.watchdog.watch(self._ends, self._expire)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shared.watchdog.forget(self._ticket)
        if self._response is not None:
            self._response.close()
        self._through.close()
        with self._lock:
            if self._handle is not None:
                self._handle.close()

    def _look_up(self, host: str, port: int) -> list[tuple[int, int, int, str, tuple[object, ...]]]:
        """Return the addresses of a host, in the order in which to try them."""
        given = self._limits.connect_to.get(host.lower().rstrip("."))
        if given:
            family = socket.AF_INET6 if ":" in given[0] else socket.AF_INET
            return [(family, socket.SOCK_STREAM, 0, "", given)]
        seconds = min(self._limits.connect_timeout_s, self._ends - time.monotonic())
        return list(self._shared.lookups.look_up(host, port, seconds))

    def _open(self, family: int, kind: int, protocol: int, where: tuple[object, ...]) -> socket.socket:
        """Open a socket to one judged address and put it under the watchdog."""
        opened = Patient(family, kind, protocol)
        try:
            left = self._ends - time.monotonic()
            opened.settimeout(max(min(self._limits.connect_timeout_s, left), 0.001))
            opened.connect(where)
            self._phase = Phase.SECURE  # a plain connection has nothing more to agree on and is sent at once
            # A second handle on the same connection: TLS takes the first one away while it shakes hands.
            with self._lock:
                self._handle = opened.dup()
                expired = self._expired
        except BaseException:
            opened.close()
            raise
        if expired:
            opened.close()
            raise self._too_late()
        return opened

    def _expire(self) -> None:
        """End the connection at the deadline, whatever it is doing."""
        with self._lock:
            self._expired = True
            if self._handle is not None:
                with contextlib.suppress(OSError):  # the other side may have gone already
                    self._handle.shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn every way in which the wire can fail into `Stopped`."""
        try:
            yield
        except Stopped:
            raise
        except WIRE_ERRORS as error:
            raise (self._too_late() if self._expired else explain(error)) from None

    def _too_late(self) -> Stopped:
        """Return the failure of an answer that did not arrive in time."""
        return Stopped(FailureKind.TIMEOUT, f"The answer was not complete after {self._limits.deadline_s:g} seconds.")

    def _raw(self) -> HTTPResponse:
        """Return the answer as urllib3 has it."""
        if self._response is None or not isinstance(self._response.raw, HTTPResponse):
            raise TypeError("nothing has been sent yet")
        return self._response.raw
