"""How requests gets its connections: each from the exchange that is going on, each for one request.

Belongs here: the adapter that requests sends through, and what of it must not do what it usually does.
Does not belong here: which address may be contacted, or deadlines (``wire`` has both).
"""

import functools
import io
import socket
import ssl
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from typing_extensions import Buffer

_POOLS = 16  # a thread mostly asks one host; a pool without a connection in it is small


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
    certificate_until: float | None
    """When the other side's certificate ends, in seconds since 1970; null where none was verified."""

    @property
    def trust(self) -> ssl.SSLContext:
        """How a secure connection is made."""

    def connect(self, host: str, port: int) -> socket.socket:
        """Connect to a host, judging its address."""


class GoingOn(threading.local):
    """The exchange that is going on in this thread, and the thread's adapter.

    An adapter for each thread: sharing one, a hundred threads spent a fifth of their time on the lock of its pools.
    """

    exchange: Exchange | None = None

    def __init__(self) -> None:
        """Make the adapter of one thread; called by `threading.local` in each."""
        self.adapter = _adapter(self)

    def now(self) -> Exchange:
        """Return it.

        Raises:
            RuntimeError: There is none; a connection outside of any exchange would be unguarded and is a bug.
        """
        if self.exchange is None:
            raise RuntimeError("a connection was wanted outside of any exchange")
        return self.exchange


class _Closing(Protocol):
    """Something that can be closed."""

    def close(self) -> None:
        """Close it."""


def _adapter(going_on: GoingOn) -> HTTPAdapter:
    """Return an adapter that connects by the exchange that is going on, never tries again and keeps nothing."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return going_on.now().connect(self._dns_host, self.port)

        def connect(self) -> None:
            super().connect()
            going_on.now().sent = 1

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return going_on.now().connect(self._dns_host, self.port)

        def connect(self) -> None:
            exchange = going_on.now()
            self.ssl_context = exchange.trust
            super().connect()
            exchange.sent = 1
            exchange.certificate_until = _ends(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

        def _put_conn(self, conn: _Closing | None) -> None:
            _end(conn)

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

        def _validate_conn(self, conn: HTTPSConnection) -> None:  # type: ignore[override]
            _connect(conn)

        def _put_conn(self, conn: _Closing | None) -> None:
            _end(conn)

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: object) -> None:
            self.poolmanager = PoolManager(num_pools=_POOLS, maxsize=1, ssl_minimum_version=ssl.TLSVersion.TLSv1_2)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

        def cert_verify(self, conn: object, url: str, verify: object, cert: object) -> None:
            """Name no file of certificates, which each connection would read anew: `trusting` has read it."""

    return Adapter(max_retries=0)


def _connect(connection: HTTPSConnection) -> None:
    """Connect early, as urllib3 does, without its warning: whether to verify is said for each request."""
    if connection.is_closed:
        connection.connect()


def _ends(opened: object) -> float | None:
    """Return when the certificate of a verified connection ends; null where it was not verified or does not say."""
    if not isinstance(opened, ssl.SSLSocket):
        return None
    stated = (opened.getpeercert() or {}).get("notAfter")
    return float(ssl.cert_time_to_seconds(stated)) if isinstance(stated, str) else None


def _end(connection: _Closing | None) -> None:
    """End a connection that a pool would keep: the next request makes its own, which is judged again."""
    if connection is not None:
        connection.close()
