"""Addresses that are not the public internet, by every way in which a site can lead to one.

Ground truth: nothing private is ever contacted (a canary listens on loopback and counts), the refusal is typed,
asked once, and says nothing of the document.
"""

import datetime as dt
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest

from catalogue.availability import Known, judge
from catalogue.fetch import Fetch
from catalogue.fetch.lookup import by_machine
from catalogue.fetch.parts import Resolved
from catalogue.harvest import harvest
from catalogue.journal import FolderJournal
from catalogue.models import Capture
from catalogue.store import FolderStore
from catalogue.vocabulary import Magic, Purpose
from tests.faults.matrix import Limits
from tests.test_fetch import Server, plain
from tests.test_watch import source

NOW = dt.datetime(2021, 3, 1, 6, tzinfo=dt.UTC)
NUMERIC = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",  # noqa: S104
    "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.9",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "[::]", "[::1]", "[::7f00:1]", "[::ffff:127.0.0.1]",
    "[::ffff:100.64.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[100::1]", "[2001:0:7f00:1::]",
    "[2001:db8::1]", "[2002:7f00:1::]", "[3fff::1]", "[5f00::1]", "[fc00::1]", "[fe80::1]", "[fec0::1]", "[ff02::1]",
)  # fmt: skip
SPELT = (
    "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "127.1", "0", "localhost", "localhost.", "127.0.0.1.",
    "①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "127.0.0.1%00.example.test", "127.0.0.1\\@site.test",
    "site.test@127.0.0.1",
)  # fmt: skip
VECTORS = (*NUMERIC, *SPELT)
REFUSED = {"blocked_address", "bad_address", "dns_not_found", "dns_failed"}
LOADED = Known(sha256="0" * 64, magic=Magic.PDF)
SITE = "site.test"


class Canary:
    """A listener on every loopback address that counts who comes."""

    def __init__(self) -> None:
        self.connections = 0
        self._listener = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    """Give a canary that must still be alone at the end."""
    listening = Canary()
    yield listening
    assert listening.connections == 0
    listening.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """Give the one server that may be contacted."""
    running = Server()
    yield running
    running.close()


Resolver = Callable[[str, int], Resolved]


def client(server: Server, folder: Path, resolve: Resolver | None = None) -> Fetch:
    """Return a client for which names under .test are the server and all others what the machine says."""

    def usual(host: str, port: int) -> Resolved:
        if host == SITE:
            return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", server.port))]
        return by_machine(host, port)

    limits = Limits((("127.0.0.1", server.port),))
    return Fetch(limits, FolderStore(folder / "raw"), lambda: NOW, sleep=lambda _: None, resolve=resolve or usual)


def get(fetch: Fetch, url: str) -> Capture:
    """Ask for an address."""
    return fetch.get(url, source_id="one", purpose=Purpose.CHECK)


def refused(capture: Capture, vector: str) -> None:
    """Assert that an address was refused, typed, and says nothing of a document."""
    assert capture.failure is not None, vector
    assert capture.status is None
    wanted = {"blocked_address"} if vector in NUMERIC else REFUSED
    assert capture.failure.kind.value in wanted, (vector, capture.failure)
    if (
        capture.failure.kind.value != "dns_not_found"
    ):  # a spelling that the machine takes for a name, of which there is none
        assert judge(capture, LOADED).verdict.value == "unknown"


@pytest.mark.parametrize("vector", VECTORS)
def test_no_private_address_is_contacted_by_a_link_or_a_redirect(
    server: Server, canary: Canary, tmp_path: Path, vector: str
) -> None:
    fetch = client(server, tmp_path)
    for number, port in enumerate(("", f":{canary.port}")):
        place = f"http://{vector}{port}/report.pdf"
        refused(get(fetch, place), vector)
        asked = len(server.paths())
        server.handlers[f"/to/{number}"] = plain(302, Location=place.encode().decode("latin-1"))
        refused(get(fetch, f"http://{SITE}/to/{number}"), vector)
        assert len(server.paths()) == asked + 1


@pytest.mark.parametrize("vector", VECTORS)
def test_no_private_address_is_contacted_for_robots_rules(
    server: Server, canary: Canary, tmp_path: Path, vector: str
) -> None:
    place = f"http://{vector}:{canary.port}/robots.txt"
    server.handlers["/robots.txt"] = plain(302, Location=place.encode().decode("latin-1"))
    capture = get(client(server, tmp_path), f"http://{SITE}/report.pdf")
    assert capture.failure is not None
    assert capture.failure.kind.value == "robots_unreadable"
    assert judge(capture, LOADED).verdict.value == "unknown"
    assert server.paths() == []


@pytest.mark.parametrize("where", ["link", "refresh", "sitemap"])
def test_no_private_address_is_contacted_by_what_a_listing_shows(
    server: Server, canary: Canary, tmp_path: Path, where: str
) -> None:
    places = [f"http://{vector}:{canary.port}/{n}.pdf" for n, vector in enumerate(VECTORS)]
    links = "".join(
        f"<li><a href='{escape(place)}'>Child safeguarding practice review: Child {n} (2021)</a></li>"
        for n, place in enumerate(places)
    )
    refresh = "".join(f"<meta http-equiv='refresh' content='0; url={escape(place)}'>" for place in places)
    shown = {"link": ("", links), "refresh": (refresh, ""), "sitemap": ("", "")}[where]
    heading = "<h1>Child safeguarding practice reviews</h1>"
    page = f"<html><head><title>Reviews</title>{shown[0]}</head><body>{heading}<ul>{shown[1]}</ul></body></html>"
    urls = "".join(f"<url><loc>{escape(place)}</loc></url>" for place in places)
    server.handlers["/reviews/"] = plain(200, page.encode(), Content_Type="text/html")
    server.handlers["/sitemap.xml"] = plain(200, f"<urlset>{urls}</urlset>".encode(), Content_Type="text/xml")
    if where == "sitemap":
        lines = "\n".join([f"Sitemap: http://{SITE}/sitemap.xml", *(f"Sitemap: {place}" for place in places)])
        server.handlers["/robots.txt"] = plain(200, lines.encode())
    journal, store = FolderJournal(tmp_path / "journal"), FolderStore(tmp_path / "raw")
    row = source("one", id="one", urls=(f"http://{SITE}/reviews/",), expect={"least": 0})
    (found,) = harvest(
        (row,), fetch=client(server, tmp_path), store=store, journal=journal, cache=tmp_path, clock=lambda: NOW
    )
    captures = [one for one in journal.read(Capture) if one.url != f"http://{SITE}/reviews/"]
    assert found.requests >= 1
    if where == "link":
        assert len(captures) >= len(NUMERIC)
    for capture in captures:
        assert capture.failure is not None
        assert capture.failure.kind.value in REFUSED


@pytest.mark.parametrize("seed", range(20))
def test_a_name_that_turns_private_is_refused_at_that_very_moment(
    server: Server, canary: Canary, tmp_path: Path, seed: int
) -> None:
    numeric = NUMERIC[(3, 4, 18, 20)[seed % 4]].strip("[]")
    asked: list[str] = []

    def resolve(host: str, port: int) -> Resolved:
        asked.append(host)
        private = len(asked) > 1 + seed % 3
        family = socket.AF_INET6 if private and ":" in numeric else socket.AF_INET
        where = (numeric, canary.port) if private else ("127.0.0.1", server.port)
        return [(family, socket.SOCK_STREAM, 0, "", where)]

    server.handlers["/report.pdf"] = plain(200, b"%PDF-1.4 report")
    fetch = client(server, tmp_path, resolve)
    captures = [get(fetch, "http://rebind.test/report.pdf") for _ in range(4)]
    failures = [one.failure.kind.value for one in captures if one.failure]
    assert failures
    assert set(failures) == {"blocked_address"}
    assert len(asked) == 1 + len(captures) or seed % 3 == 0


@pytest.mark.parametrize("seed", range(20))
def test_of_mixed_addresses_only_the_public_is_contacted(
    server: Server, canary: Canary, tmp_path: Path, seed: int
) -> None:
    private = [NUMERIC[(seed + step) % len(NUMERIC)].strip("[]") for step in (0, 7)]

    def resolve(host: str, port: int) -> Resolved:
        answers = [*((one, canary.port) for one in private), ("127.0.0.1", server.port)]
        turned = answers[seed % 3 :] + answers[: seed % 3]
        families = [socket.AF_INET6 if ":" in one else socket.AF_INET for one, _ in turned]
        return [(family, socket.SOCK_STREAM, 0, "", where) for family, where in zip(families, turned, strict=True)]

    server.handlers["/report.pdf"] = plain(200, b"%PDF-1.4 report")
    assert get(client(server, tmp_path, resolve), "http://mixed.test/report.pdf").status == 200


@pytest.mark.parametrize("port", [22, 25, 2375, 6379, 8080])
def test_only_the_ports_of_the_web_are_contacted(server: Server, canary: Canary, tmp_path: Path, port: int) -> None:
    refused(get(client(server, tmp_path), f"http://8.8.8.8:{port}/report.pdf"), NUMERIC[0])


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"])
def test_a_proxy_of_the_environment_is_not_used(
    server: Server, canary: Canary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
    server.handlers["/report.pdf"] = plain(200, b"%PDF-1.4 report")
    assert get(client(server, tmp_path), f"http://{SITE}/report.pdf").status == 200


def test_the_size_of_the_protocol() -> None:
    """At least 45 spellings by link, redirect (two ports each), rules, listing, refresh and sitemap, and the rest."""
    assert len(VECTORS) >= 45
    assert all(ipaddress.ip_address(one.strip("[]")) for one in NUMERIC)
    assert len(VECTORS) * 6 + 20 + 20 + 5 + 4 >= 300
