"""How requests gets its connections: each from the exchange that is going on, each for one request.

Belongs here: the adapter that requests sends through, and what of it must not do what it usually does.
Does not belong here: which address may be contacted, or deadlines (``wire`` has both).
"""

import socket
import ssl
import threading
from typing import Protocol

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

_POOLS = 16  # a thread mostly asks one host; a pool without a connection in it is small


class Exchange(Protocol):
    """One request and its answer, as far as making a connection goes."""

    sent: int
    """Requests that went out."""
    certificate_until: float | None
    """When the other side's certificate ends, in seconds since 1970; null where none was verified."""

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
            super().connect()
            exchange = going_on.now()
            exchange.sent = 1
            exchange.certificate_until = _ends(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

        def _put_conn(self, conn: _Closing | None) -> None:
            _end(conn)

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

        def _validate_conn(self, conn: Secure) -> None:  # type: ignore[override]
            # Whether to verify is said for each request; urllib3 would warn of every look that does not.
            if conn.is_closed:
                conn.connect()

        def _put_conn(self, conn: _Closing | None) -> None:
            _end(conn)

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: object) -> None:
            self.poolmanager = PoolManager(num_pools=_POOLS, maxsize=1, ssl_minimum_version=ssl.TLSVersion.TLSv1_2)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    return Adapter(max_retries=0)


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
