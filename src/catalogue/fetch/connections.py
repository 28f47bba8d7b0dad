"""How requests gets its connections: each from the exchange that is going on, each for one request.

Belongs here: the adapter that requests sends through, and what of it must not do what it usually does.
Does not belong here: which address may be contacted, or deadlines (``wire`` has both).
"""

import contextlib
import datetime as dt
import functools
import http.client
import io
import socket
import ssl
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Patient(socket.socket):
    """A socket that waits for all bytes of a large read in one call.

    A read that returns with what has just come is repeated some ten times for each piece, and with a hundred hosts
    at once each return waits for the interpreter anew. What is read at once is never more than the answer still
    owes, so nothing is waited for that need not come; a deadline ends the call as it ends any other.
    """

    def recv_into(self, buffer: "Buffer", nbytes: int = 0, flags: int = 0) -> int:
        """Read into a buffer; a small one is that of the answer's head, and takes what there is."""
        large = (nbytes or memoryview(buffer).nbytes) > io.DEFAULT_BUFFER_SIZE
        return super().recv_into(buffer, nbytes, flags | socket.MSG_WAITALL if large else flags)


class _Trusting(ssl.SSLContext):
    """What all secure connections share, so nothing may change it while another thread makes a connection of it."""

    def set_alpn_protocols(self, alpn_protocols: Iterable[str]) -> None:
        """Change nothing: without it a server speaks HTTP/1.1, and urllib3 sets it anew for each connection."""


@functools.cache
def trusting(authorities: str | None = None) -> ssl.SSLContext:
    """Return how secure connections are made: certificates and host names checked, TLS 1.2 at least.

    Args:
        authorities: File of the authorities whose certificates are believed; the usual ones without.

    Returns:
        One context for all of them. Reading the certificates that are trusted takes some 30 milliseconds, more than
        a whole request, so it is done once.
    """
    context = _Trusting(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.hostname_checks_common_name = False
    context.load_verify_locations(authorities or DEFAULT_CA_BUNDLE_PATH)
    return context


@functools.cache
def believing() -> ssl.SSLContext:
    """Return how a look is made behind a warning: any certificate and any name is believed; evidence, no more."""
    context = _Trusting(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Exchange(Protocol):
    """One request and its answer, as far as making a connection goes."""

    sent: int
    """Requests that went out."""
    certificate_until: dt.datetime | None
    """When the other side's certificate ends, UTC; null where none was verified."""

    @property
    def trust(self) -> ssl.SSLContext:
        """How a secure connection is made."""

    def connect(self, host: str, port: int) -> socket.socket:
        """Connect to a host, judging its address."""


class _Plain(HTTPConnection):
    """A connection that an exchange makes."""

    exchange: Exchange

    def _new_conn(self) -> socket.socket:
        return self.exchange.connect(self._dns_host, self.port)

    def connect(self) -> None:
        super().connect()
        self.exchange.sent = 1


class _Secure(HTTPSConnection):
    """A secure connection that an exchange makes."""

    exchange: Exchange

    def _new_conn(self) -> socket.socket:
        return self.exchange.connect(self._dns_host, self.port)

    def connect(self) -> None:
        super().connect()
        self.exchange.sent = 1
        self.exchange.certificate_until = _ends(self.sock)


class Through(BaseAdapter):
    """What requests sends one request through: a connection of one exchange, tried once and not kept.

    The adapter that requests brings makes a pool of connections, rules for trying again and a guess at a proxy; for a
    single request that takes longer than the request itself.
    """

    def __init__(self, exchange: Exchange) -> None:
        """Take the exchange that connects.

        Args:
            exchange: The exchange that is going on.
        """
        super().__init__()
        self._exchange = exchange
        self._connection: _Plain | _Secure | None = None
        self._answer: http.client.HTTPResponse | None = None

    def send(  # type: ignore[override]
        self, request: PreparedRequest, stream: bool = True, timeout: float | None = None, **_: object
    ) -> Response:
        """Send the one request and read the head of its answer.

        Args:
            request: The request, prepared.
            stream: Whether the body is left on the wire, as it always is.
            timeout: Seconds for making the connection; waiting for the answer is for the exchange to end.

        Returns:
            The answer without what is of no use here: cookies, and a guess at its characters.
        """
        connection = self._connection = self._connect(request.url or "", timeout)
        body = request.body
        with contextlib.suppress(BrokenPipeError):  # a server may answer and close before it has read everything
            connection.request(
                request.method or "GET",
                request.path_url,
                body=body,
                headers=request.headers,
                chunked=body is not None and "Content-Length" not in request.headers,
                preload_content=False,
                decode_content=False,
            )
        connection.timeout = None
        answer = connection.getresponse()
        response = Response()
        response.status_code = answer.status
        response.headers = CaseInsensitiveDict(answer.headers)
        response.raw = answer
        return response

    def read_into(self, buffer: memoryview) -> int:
        """Read the body as it comes over the wire, into memory that is used again.

        Making new memory for each piece of a body takes longer than reading it, so this goes around urllib3, which
        has no such way. It is for bodies of a stated length that need no decoding.

        Args:
            buffer: Where to; it is filled unless the body ends before.

        Returns:
            Bytes read; 0 where no more come.
        """
        return self._answer.readinto(buffer) if self._answer is not None else 0

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()

    def _connect(self, url: str, timeout: float | None) -> _Plain | _Secure:
        """Connect to where an address leads; which certificates are believed is the exchange's to say."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        connection: _Plain | _Secure
        if parts.scheme == "https":
            connection = _Secure(host, parts.port, timeout=timeout, ssl_context=self._exchange.trust)
        else:
            connection = _Plain(host, parts.port, timeout=timeout)
        connection.exchange = self._exchange
        connection.response_class = self._begun  # type: ignore[assignment]
        connection.connect()
        return connection

    def _begun(self, opened: socket.socket, method: str) -> http.client.HTTPResponse:
        """Return the answer that is about to be read from a connection, as the standard library has it."""
        self._answer = http.client.HTTPResponse(opened, method=method)
        return self._answer


def _ends(opened: object) -> dt.datetime | None:
    """Return when the certificate of a verified connection ends; null where it was not verified or does not say."""
    if not isinstance(opened, ssl.SSLSocket):
        return None
    stated = (opened.getpeercert() or {}).get("notAfter")
    return dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(stated), dt.UTC) if isinstance(stated, str) else None
