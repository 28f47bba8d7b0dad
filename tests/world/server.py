"""The miniature internet: one server on loopback that answers for every host by its Host header.

Belongs here: serving, breaking, mending, logging. Does not belong here: the words of any page
(``sites.py`` and its neighbours), how faults look (``faults.py``) and sockets (``wire.py``).
"""

import datetime as dt
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.world import faults, hosts
from tests.world.faults import Answer, Fault
from tests.world.mail import ADDRESS, Mailbox
from tests.world.resources import HTML, Handler, Resource, Site
from tests.world.wire import Request, Server

HERE = Path(__file__).parent


class World:
    """A small internet for the demo and the tests; use as a context manager.

    Attributes:
        port: Port of the web server on 127.0.0.1.
        hosts: Names of the hosts it answers for.
        mailbox: The mail server.
        log: Requests in order of arrival.
    """

    def __init__(self) -> None:
        self.mailbox = Mailbox()
        self.log: list[Request] = []
        self._sites: dict[str, Site] = hosts.build()
        self._faults: dict[tuple[str, str | None], Fault] = {}
        self._lock = threading.Lock()
        self.stopping = threading.Event()
        self._server = Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="world")
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> "World":
        self.mailbox.open()
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.cut_connections()
        self._server.server_close()
        self._thread.join()
        self.mailbox.close()

    @property
    def hosts(self) -> tuple[str, ...]:
        """Names of the hosts, in alphabetical order."""
        return tuple(sorted(self._sites))

    @property
    def connect_to(self) -> dict[str, str]:
        """Where the connections for each host go."""
        return {host: f"{ADDRESS}:{self.port}" for host in self.hosts}

    @property
    def env(self) -> dict[str, str]:
        """Environment variables that make the product talk to this world and to nothing else."""
        return {
            "CATALOGUE_CONNECT_TO": ",".join(f"{host}={place}" for host, place in self.connect_to.items()),
            "CATALOGUE_ALLOW_PRIVATE": f"{ADDRESS}:{self.port}",
            "CATALOGUE_SOURCES": str(HERE / "sources.yaml"),
            "CATALOGUE_SMTP_HOST": ADDRESS,
            "CATALOGUE_SMTP_PORT": str(self.mailbox.port),
            "CATALOGUE_SMTP_SECURITY": "none",
            "CATALOGUE_SMTP_FROM": "catalogue@catalogue.test",
            "CATALOGUE_OPERATOR": "operator@catalogue.test",
            "CATALOGUE_CONTACT": "operator@catalogue.test",
            "CATALOGUE_PAUSE_S": "0",
        }

    def break_(self, url: str, fault: str, *, whole_host: bool = False) -> None:
        """Break an address, or with ``whole_host`` every address of its host, until it is mended.

        Args:
            url: Address; its query does not matter.
            fault: Name of the fault, see ``faults.Fault``. ``robots`` always concerns the whole host.
            whole_host: Whether every address of the host breaks, robots.txt and home page included.

        Raises:
            ValueError: If the fault has no such name.
            KeyError: If the world has no such address, which would break nothing.
        """
        kind = Fault(fault)
        host, path = _place(url)
        whole = whole_host or kind is Fault.ROBOTS
        if not whole and path not in self._sites[host]:
            raise KeyError(url)
        with self._lock:
            self._sites[host]  # an unknown host is a mistake of the caller
            self._faults[host, None if whole else path] = kind

    def mend(self, url: str | None = None) -> None:
        """Mend one address; a host's home address mends what concerns the whole host too; None mends all."""
        with self._lock:
            if url is None:
                self._faults.clear()
                return
            host, path = _place(url)
            self._faults.pop((host, path), None)
            if path == "/":
                self._faults.pop((host, None), None)

    def put(self, url: str, body: bytes, content_type: str = HTML) -> None:
        """Serve a body at an address from now on, as a publisher who edits the site would."""
        host, path = _place(url)
        with self._lock:
            self._sites.setdefault(host, {})[path] = Resource(
                body, content_type, dt.datetime.now(dt.UTC).replace(microsecond=0)
            )

    def route(self, url: str, resource: Resource | Handler) -> None:
        """Serve a resource, or what a handler makes of the query, at an address from now on."""
        host, path = _place(url)
        with self._lock:
            self._sites.setdefault(host, {})[path] = resource

    def body(self, url: str) -> bytes:
        """Return the body that a healthy address serves, for comparison.

        Raises:
            KeyError: If the world has no such address.
        """
        host, path = _place(url)
        return _serve(self._sites[host][path], urlsplit(url).query).body

    def requests(self, host: str, path: str | None = None) -> list[Request]:
        """Return the logged requests of one host, or of one path (query ignored) on it."""
        return [
            seen
            for seen in tuple(self.log)
            if seen.host == host and (path is None or unquote(urlsplit(seen.path).path) == unquote(path))
        ]

    def answer(self, host: str, target: str) -> Answer:
        """Return what the world answers now for a host and a request target."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        with self._lock:
            site = self._sites.get(host)
            fault = self._faults.get((host, path)) or self._faults.get((host, None))
            route = None if site is None else site.get(path)
        if site is None:
            return Answer(Resource(b"<h1>404</h1><p>No such host.</p>", status=404))
        if route is not None:
            healthy = _serve(route, parts.query)
        else:
            healthy = faults.login_page(host) if path == "/login" else faults.not_found(host)
        return Answer(healthy) if fault is None else faults.answer(fault, host, path, healthy)

    def note(self, request: Request) -> None:
        """Write one request into the log."""
        with self._lock:
            self.log.append(request)


def _serve(route: Resource | Handler, query: str) -> Resource:
    """Return a route's resource, asking it with the query where it computes one."""
    return route if isinstance(route, Resource) else route(query)


def _place(url: str) -> tuple[str, str]:
    """Return the host and the decoded path of an address."""
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), unquote(parts.path) or "/"
