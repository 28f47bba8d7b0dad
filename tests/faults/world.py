"""The servers that act the fault script out, and the names that lead to them.

Belongs here: sockets, certificates and name answers on loopback. Does not belong here: what is wrong (`kinds`).
"""

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import tempfile
import threading
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

import trustme

from catalogue.fetch.parts import Resolved
from tests.faults import content, listing
from tests.faults.kinds import AT_LISTING, AT_ROBOTS, KINDS, Site, healthy
from tests.faults.replies import PDF, Act, Reply

ADDRESS = "127.0.0.1"
_YEARS_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
ARCHIVE = "webarchive.nationalarchives.gov.uk"


class Faults:
    """One plain and several secure servers; everything is healthy until `broken` is set."""

    def __init__(self) -> None:
        """Open the servers."""
        self.broken = False
        self.cut_off = False
        self.asked: Counter[tuple[str, str]] = Counter()
        self._closing = threading.Event()
        self._folder = tempfile.TemporaryDirectory()
        self.authorities = Path(self._folder.name) / "authorities.pem"
        self._contexts = self._certificates()
        self._listeners: dict[str, socket.socket] = {}
        for name in ("plain", *self._contexts, "none"):
            self._listen(name)
        with socket.socket() as unused:
            unused.bind((ADDRESS, 0))
            self._closed_port = int(unused.getsockname()[1])

    @property
    def allowed(self) -> tuple[tuple[str, int], ...]:
        """The addresses that a client has to be allowed."""
        ports = [int(listener.getsockname()[1]) for listener in self._listeners.values()]
        return tuple((ADDRESS, port) for port in (*ports, self._closed_port))

    def resolve(self, host: str, port: int) -> Resolved:
        """Answer for a name as the script says.

        Raises:
            socket.gaierror: The name is to be missing or not to be found out.
        """
        with contextlib.suppress(ValueError):
            family = socket.AF_INET6 if ipaddress.ip_address(host).version == 6 else socket.AF_INET
            return [(family, socket.SOCK_STREAM, 0, "", (host, port))]
        kind = KINDS.get(_site(host).kind) if host.endswith(".faults.test") else None
        lookup = kind.lookup if kind and self.broken else ""
        if lookup == "missing":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if lookup in ("again", "fail") or self.cut_off:
            raise socket.gaierror(socket.EAI_FAIL if lookup == "fail" else socket.EAI_AGAIN, "Not now")
        server = (kind.tls if kind and (self.broken or kind.tls == "good") else "good") if port == 443 else "plain"
        where = self._closed_port if lookup == "closed" else int(self._listeners[server].getsockname()[1])
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (ADDRESS, where))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        for listener in self._listeners.values():
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self._folder.cleanup()

    def _certificates(self) -> dict[str, ssl.SSLContext]:
        """Make one certificate for each way to be wrong."""
        ours, strangers = trustme.CA(), trustme.CA()
        ours.cert_pem.write_to_path(str(self.authorities))
        names = ("*.faults.test",)
        issued = {
            "good": ours.issue_cert(*names),
            "expired": ours.issue_cert(*names, not_before=_YEARS_AGO, not_after=_YEARS_AGO + dt.timedelta(days=90)),
            "other-host": ours.issue_cert("somewhere.else.test"),
            "untrusted": strangers.issue_cert(*names),
        }
        contexts = {}
        for name, certificate in issued.items():
            contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(contexts[name])
        return contexts

    def _listen(self, name: str) -> None:
        """Open one server and its thread."""
        listener = socket.create_server((ADDRESS, 0), backlog=512)
        self._listeners[name] = listener
        threading.Thread(target=self._serve, args=(listener, self._contexts.get(name)), daemon=True).start()

    def _serve(self, listener: socket.socket, context: ssl.SSLContext | None) -> None:
        """Take connections until closed, a thread for each."""
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection, context), daemon=True).start()

    def _answer(self, connection: socket.socket, context: ssl.SSLContext | None) -> None:
        """Answer one request as its host and path say; clients that hang up are everyday life here."""
        with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as stack:
            stack.enter_context(connection)
            connection.settimeout(30)
            speaking = context.wrap_socket(connection, server_side=True) if context else connection
            stack.enter_context(speaking)
            host, path = _request(speaking)
            self.asked[host, path] += 1
            self._act(host, path)(speaking, self._closing)
            if speaking.fileno() >= 0:
                speaking.shutdown(socket.SHUT_WR)

    def _act(self, host: str, path: str) -> Act:
        """Return what happens at a path of a host."""
        if host == ARCHIVE:
            first, _, rest = path.lstrip("/").partition("/")
            return healthy(_site(first), f"/{rest}") if first.endswith(".faults.test") else Reply(404, b"")
        if host.startswith("canary"):
            return Reply(200, b"User-agent: *\n", "text/plain")
        site = _site(host)
        if site.kind.startswith("listing."):
            return self._at_listing(site, path)
        if site.kind.startswith("robots."):
            if path == "/robots.txt" and self.broken:
                return AT_ROBOTS[site.kind.removeprefix("robots.")][2]
            return healthy(Site("same-page", site.seed), path)
        broken = KINDS[site.kind].fault(site, path) if self.broken else None
        return broken or healthy(site, path)

    def _at_listing(self, site: Site, path: str) -> Act:
        """Return what a source's pages answer."""
        if path == "/reviews/":
            return AT_LISTING[site.kind.removeprefix("listing.")][1] if self.broken else listing.page(site.seed)
        if path in listing.paths(site.seed):
            return Reply(200, content.pdf(content.prose(path)), PDF)
        return healthy(Site("same", site.seed), path)


def _site(host: str) -> Site:
    """Return the site that a host name stands for."""
    name, _, seed = host.removesuffix(".faults.test").rpartition("-")
    return Site(name, int(seed))


def _request(connection: socket.socket) -> tuple[str, str]:
    """Read a request; return its host and decoded path with its query."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            raise ValueError("hung up")
        data += piece
        if data[:1] == b"\x16":
            connection.sendall(b"HTTP/1.1 400 X\r\n\r\n")
            raise ValueError("a secure greeting, which a plain server does not understand")
    first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return headers["host"].partition(":")[0].lower(), unquote(urlsplit(first.split(" ")[1]).path)
