"""The one HTTP client, against real servers on loopback that behave as badly as the world does."""

import contextlib
import datetime as dt
import gzip
import hashlib
import io
import ipaddress
import itertools
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from catalogue.availability import Known, judge
from catalogue.fetch import Fetch
from catalogue.fetch.guard import refusal
from catalogue.fetch.lookup import Lookups
from catalogue.fetch.parts import Resolved, Stopped
from catalogue.fetch.sniff import page_words, sniff
from catalogue.models import Capture
from catalogue.settings import Settings
from catalogue.store import FolderStore
from catalogue.vocabulary import FailureKind, Magic, Purpose, Verdict
from catalogue.yamlrows import ConfigurationError

NOW = dt.datetime(2026, 1, 31, 6, 0, tzinfo=dt.UTC)
DESK = "desk@example.test"
PDF = b"%PDF-1.4\n" + b"synthetic body " * 5000 + b"\n%%EOF\n"

Handler = Callable[[socket.socket, str, dict[str, str]], None]


class Server:
    """A server of raw bytes: a handler per path, a log of what was asked and when."""

    def __init__(self) -> None:
        self.handlers: dict[str, Handler] = {}
        self.log: list[tuple[str, str]] = []
        self.times: list[tuple[float, float]] = []
        self.headers: list[dict[str, str]] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            began = time.monotonic()
            data = b""
            while b"\r\n\r\n" not in data:
                piece = connection.recv(65536)
                if not piece:
                    return
                data += piece
                if data[:1] == b"\x16":  # a secure greeting, to which a plain server answers plainly
                    connection.sendall(b"HTTP/1.1 400 X\r\n\r\n")
                    return
            first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
            path = first.split(" ")[1]
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            self.log.append((headers["host"], path))
            self.headers.append(headers)
            handler = self.handlers.get(f"{headers['host']}{path}") or self.handlers.get(path) or plain(404, b"no")
            handler(connection, path, headers)
            self.times.append((began, time.monotonic()))

    def paths(self, *, robots: bool = False) -> list[str]:
        return [path for _, path in self.log if robots or path != "/robots.txt"]

    def close(self) -> None:
        self._listener.close()


def raw(data: bytes) -> Handler:
    def handle(connection: socket.socket, path: str, headers: dict[str, str]) -> None:
        connection.sendall(data)

    return handle


def plain(status: int, body: bytes = b"", **headers: str) -> Handler:
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return raw("\r\n".join([*lines, "", ""]).encode("utf-8") + body)


def in_turn(*handlers: Handler) -> Handler:
    waiting = list(handlers)

    def handle(connection: socket.socket, path: str, headers: dict[str, str]) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(connection, path, headers)

    return handle


def drip(before: bytes, piece: bytes, pause: float = 0.05) -> Handler:
    def handle(connection: socket.socket, path: str, headers: dict[str, str]) -> None:
        connection.sendall(before)
        for _ in range(200):
            connection.sendall(piece)
            time.sleep(pause)

    return handle


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "raw")


Make = Callable[..., Fetch]


@pytest.fixture
def make(server: Server, store: FolderStore) -> Make:
    def build(
        *,
        resolve: Callable[[str, int], Resolved] | None = None,
        sleep: Callable[[float], None] | None = None,
        connect_to: Mapping[str, str] | None = None,
        **changed: object,
    ) -> Fetch:
        here = f"127.0.0.1:{server.port}"
        hosts = connect_to if connect_to is not None else {f"{name}.test": here for name in ("one", "two", "three")}
        values: dict[str, object] = {"pause_s": 0, "deadline_s": 5, "contact": "desk@example.test", **changed}
        settings = Settings(connect_to=hosts, allow_private=here, **values)  # type: ignore[arg-type]
        more: dict[str, object] = {"resolve": resolve} if resolve else {}
        return Fetch(settings, store, lambda: NOW, sleep=sleep or time.sleep, **more)  # type: ignore[arg-type]

    return build


def get(fetch: Fetch, url: str, known: Capture | None = None) -> Capture:
    return fetch.get(url, source_id="one", purpose=Purpose.DOCUMENT, known=known)


def kind(capture: Capture) -> FailureKind | None:
    return capture.failure.kind if capture.failure else None


# What a good answer gives


def test_a_document_is_kept_and_told(server: Server, store: FolderStore, make: Make) -> None:
    server.handlers["/a.pdf"] = plain(200, PDF, Content_Type="application/pdf", ETag='"v1"', X_Other="no")
    fetch = make()
    capture = get(fetch, "http://one.test/a.pdf#page=2")
    assert capture.failure is None
    assert (capture.status, capture.magic, capture.size) == (200, Magic.PDF, len(PDF))
    assert capture.sha256 == hashlib.sha256(PDF).hexdigest()
    assert store.read(capture.sha256) == PDF
    assert (capture.url, capture.final_url) == ("http://one.test/a.pdf#page=2", "http://one.test/a.pdf")
    assert capture.headers == {"content-type": "application/pdf", "content-length": str(len(PDF)), "etag": '"v1"'}
    assert (capture.requested_at, capture.chain, capture.title) == (NOW, (), None)
    assert Capture.model_validate_json(capture.canonical()) == capture
    assert fetch.requests_sent == 2
    assert fetch.bytes_received == len(PDF)
    asked = server.headers[-1]
    assert asked["host"] == "one.test"
    assert "desk@example.test" in asked["user-agent"]
    assert "cookie" not in asked


def test_a_web_page_tells_its_title_and_first_words(server: Server, make: Make) -> None:
    page = (
        "<?xml version='1.0'?><!DOCTYPE html><html><head><title> Reviews \n of Cymru – é</title><script>no()</script>"
    )
    page += f"</head><body><p>First words.</p><p>{'more ' * 1000}</p></body></html>"
    server.handlers["/"] = plain(200, page.encode("utf-8"), Content_Type="text/html; charset=nonsense")
    capture = get(make(), "http://one.test")
    assert capture.magic is Magic.HTML
    assert capture.title == "Reviews of Cymru – é"
    assert capture.excerpt is not None
    assert capture.excerpt.startswith("First words. more")
    assert len(capture.excerpt) <= 2000


def test_a_compressed_body_is_kept_decoded(server: Server, store: FolderStore, make: Make) -> None:
    server.handlers["/a.pdf"] = plain(200, gzip.compress(PDF), Content_Encoding="gzip")
    capture = get(make(), "http://one.test/a.pdf")
    assert capture.sha256 is not None
    assert store.read(capture.sha256) == PDF


def test_an_error_is_told_by_its_words_and_not_kept(server: Server, store: FolderStore, make: Make) -> None:
    page = b"<html><title>Page not found</title><body>Sorry." + b"x" * 300_000
    server.handlers["/gone"] = plain(404, page, Content_Type="text/html", Server="edge", cf_mitigated="challenge")
    capture = get(make(), "http://one.test/gone")
    assert (capture.status, capture.title, capture.failure) == (404, "Page not found", None)
    assert (capture.sha256, capture.size) == (None, None)
    assert capture.headers["cf-mitigated"] == "challenge"
    assert capture.excerpt is not None
    assert capture.excerpt.startswith("Sorry.")


def test_redirects_are_followed_and_told(server: Server, make: Make) -> None:
    server.handlers["one.test/a"] = plain(301, b"", Location="/b c?x=é")
    server.handlers["one.test/b%20c?x=%C3%A9"] = plain(302, b"x" * 10, Location="http://two.test/d.pdf#top")
    server.handlers["two.test/d.pdf"] = plain(200, PDF)
    capture = get(make(), "http://one.test/a")
    assert capture.status == 200
    assert [(hop.url, hop.status) for hop in capture.chain] == [
        ("http://one.test/a", 301),
        ("http://one.test/b%20c?x=%C3%A9", 302),
    ]
    assert capture.final_url == "http://two.test/d.pdf"
    assert ("two.test", "/robots.txt") in server.log


# Asking only for what has changed


def test_a_known_copy_is_confirmed_without_its_body(server: Server, make: Make) -> None:
    server.handlers["/a.pdf"] = in_turn(plain(200, PDF, ETag='"v1"', Content_Type="application/pdf"), plain(304))
    fetch = make()
    first = get(fetch, "http://one.test/a.pdf")
    second = get(fetch, "http://one.test/a.pdf", first)
    third = get(fetch, "http://one.test/a.pdf", second)
    assert server.headers[-1]["if-none-match"] == '"v1"'
    for again in (second, third):
        assert (again.status, again.not_modified, again.failure) == (304, True, None)
        assert (again.sha256, again.size, again.magic) == (first.sha256, len(PDF), Magic.PDF)
        assert again.headers["etag"] == '"v1"'


def test_a_changed_copy_is_fetched(server: Server, make: Make) -> None:
    last = "Thu, 01 Jan 2026 00:00:00 GMT"
    server.handlers["/a.pdf"] = in_turn(plain(200, PDF, Last_Modified=last), plain(200, PDF + b"2"))
    fetch = make()
    second = get(fetch, "http://one.test/a.pdf", get(fetch, "http://one.test/a.pdf"))
    assert server.headers[-1]["if-modified-since"] == last
    assert (second.status, second.not_modified, second.size) == (200, False, len(PDF) + 1)


def test_nothing_is_conditional_without_a_usable_copy(server: Server, store: FolderStore, make: Make) -> None:
    server.handlers["/a.pdf"] = plain(200, PDF, ETag='"v1"')
    fetch = make()
    first = get(fetch, "http://one.test/a.pdf")
    assert first.sha256 is not None
    for known in (
        first.model_copy(update={"url": "http://one.test/other.pdf"}),
        first.model_copy(update={"sha256": "0" * 64}),
        first.model_copy(update={"status": 404}),
        first.model_copy(update={"headers": {}}),
    ):
        assert get(fetch, "http://one.test/a.pdf", known).status == 200
    store.path(first.sha256).unlink()
    assert get(fetch, "http://one.test/a.pdf", first).status == 200
    assert [headers for headers in server.headers if "if-none-match" in headers] == []


def test_a_304_that_nobody_asked_for_is_no_answer(server: Server, make: Make) -> None:
    server.handlers["/a.pdf"] = plain(304)
    assert kind(get(make(), "http://one.test/a.pdf")) is FailureKind.PROTOCOL


def test_no_connection_is_kept_for_another_request(server: Server, make: Make) -> None:
    """A server that would keep it does not say so, and may end it any moment; its next address is judged anew."""
    server.handlers["/a.pdf"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n%PDF-1.4")
    fetch = make()
    for _ in range(20):
        assert get(fetch, "http://one.test/a.pdf").status == 200
    assert server.connections == 21


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_is_over_when_its_server_says_so_and_not_when_it_hangs_up(
    chunked: bool, server: Server, store: FolderStore, make: Make
) -> None:
    """A large piece is waited for as a whole, and never for more than the answer still owes."""
    body, done = PDF * 9 + b"end", threading.Event()
    head = b"Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(body)}".encode()
    sent = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body) if chunked else body

    def handle(connection: socket.socket, path: str, headers: dict[str, str]) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n" + sent)
        done.wait(60)

    server.handlers["/a.pdf"] = handle
    capture = get(make(), "http://one.test/a.pdf")
    assert not done.is_set()
    done.set()
    assert capture.failure is None
    assert store.read(capture.sha256 or "") == body


# Servers that break


BROKEN: list[tuple[str, Handler, FailureKind]] = [
    ("silence", drip(b"", b"", 0.02), FailureKind.TIMEOUT),
    ("slow headers", drip(b"HTTP/1.1 200 OK\r\nX-Drip: ", b"y"), FailureKind.TIMEOUT),
    ("slow status", drip(b"HTTP", b"x"), FailureKind.TIMEOUT),
    ("slow body", drip(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"y"), FailureKind.TIMEOUT),
    ("slow body without length", drip(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4", b"y"), FailureKind.TIMEOUT),
    ("slow chunks", drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\ny\r\n"), FailureKind.TIMEOUT),
    ("endless continue", drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), FailureKind.TIMEOUT),
    ("truncated", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n%PDF-1.4"), FailureKind.TRUNCATED),
    (
        "truncated chunks",
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"),
        FailureKind.TRUNCATED,
    ),
    (
        "broken chunks",
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabcde\r\n"),
        FailureKind.TRUNCATED,
    ),
    ("stated too large", plain(200, b"x" * 300_000), FailureKind.TOO_LARGE),
    ("too large without length", raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000), FailureKind.TOO_LARGE),
    ("bomb", plain(200, gzip.compress(b"0" * 30_000_000), Content_Encoding="gzip"), FailureKind.TOO_LARGE),
    ("not gzip", plain(200, b"not compressed at all", Content_Encoding="gzip"), FailureKind.PROTOCOL),
    (
        "nested encodings",
        plain(200, gzip.compress(b"x"), Content_Encoding=", ".join(["gzip"] * 100)),
        FailureKind.PROTOCOL,
    ),
    ("not http", raw(b"220 mail.example.test ESMTP\r\n"), FailureKind.PROTOCOL),
    ("old http", raw(b"<html>hello</html>"), FailureKind.PROTOCOL),
    ("no answer", raw(b""), FailureKind.REFUSED),
    ("many headers", raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 500 + b"\r\n"), FailureKind.PROTOCOL),
    ("long header", raw(b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 100_000 + b"\r\n\r\n"), FailureKind.PROTOCOL),
    (
        "two lengths",
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde"),
        FailureKind.PROTOCOL,
    ),
]


@pytest.mark.parametrize(("handler", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_answer_is_a_typed_failure_in_time(
    server: Server, tmp_path: Path, make: Make, handler: Handler, expected: FailureKind
) -> None:
    server.handlers["/a.pdf"] = handler
    fetch = make(deadline_s=0.5, max_bytes=100_000)
    began = time.monotonic()
    capture = get(fetch, "http://one.test/a.pdf")
    assert kind(capture) is expected, capture.failure
    assert time.monotonic() - began < 1.5
    assert (capture.sha256, capture.not_modified) == (None, False)
    assert [path for path in (tmp_path / "raw").rglob("*") if path.is_file()] == []
    server.handlers["/b.pdf"] = plain(200, PDF)
    assert get(fetch, "http://one.test/b.pdf").status == 200


def test_a_reset_in_the_middle_is_a_failure(server: Server, make: Make) -> None:
    def reset(connection: socket.socket, path: str, headers: dict[str, str]) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n%PDF-")
        time.sleep(0.05)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")

    server.handlers["/a.pdf"] = reset
    assert kind(get(make(), "http://one.test/a.pdf")) in {FailureKind.REFUSED, FailureKind.TRUNCATED}


def test_a_refused_connection_is_a_failure(store: FolderStore) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        here = f"127.0.0.1:{taken.getsockname()[1]}"
    fetch = Fetch(Settings(contact=DESK, connect_to=f"one.test={here}", allow_private=here), store, lambda: NOW)
    capture = get(fetch, "http://one.test/")
    assert kind(capture) is FailureKind.REFUSED
    assert fetch.requests_sent == 0


def test_a_server_that_is_silent_in_the_secure_handshake_is_left_in_time(server: Server, make: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def drip_handshake() -> None:
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"\x16\x03\x03\x40\x00")
                for _ in range(100):
                    connection.sendall(b"\x02")
                    time.sleep(0.05)

        threading.Thread(target=drip_handshake, daemon=True).start()
        settings = Settings(
            contact=DESK,
            pause_s=0,
            deadline_s=0.5,
            connect_to=f"one.test=127.0.0.1:{port}",
            allow_private=f"127.0.0.1:{port}",
        )
        began = time.monotonic()
        capture = get(Fetch(settings, make()._store, lambda: NOW), "https://one.test/")
    assert kind(capture) in {FailureKind.TIMEOUT, FailureKind.TLS}
    assert time.monotonic() - began < 1.5


def test_plain_http_on_a_secure_address_is_a_tls_failure(server: Server, make: Make) -> None:
    assert kind(get(make(), "https://one.test/a.pdf")) is FailureKind.TLS


@pytest.fixture
def secure_port(tmp_path: Path) -> Iterator[int]:
    """A secure server whose certificate nobody has signed but itself."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, "-days", "2", "-subj", "/CN=one.test"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
                        secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

        threading.Thread(target=serve, daemon=True).start()
        yield int(listener.getsockname()[1])


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_a_certificate_that_nobody_signed_is_a_tls_failure(store: FolderStore, secure_port: int) -> None:
    here = f"127.0.0.1:{secure_port}"
    settings = Settings(contact=DESK, pause_s=0, deadline_s=2, connect_to=f"one.test={here}", allow_private=here)
    capture = get(Fetch(settings, store, lambda: NOW), "https://one.test/")
    assert kind(capture) is FailureKind.TLS
    assert capture.failure is not None
    assert "self" in capture.failure.detail


def test_header_tricks_cannot_leave_their_line(server: Server, make: Make) -> None:
    server.handlers["/a"] = raw(
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nServer: a\x00b\x0bc\rX-Injected: d\r\nETag: "
        + b"e" * 2000
        + b"\r\n\r\nok"
    )
    capture = get(make(), "http://one.test/a")
    assert capture.failure is None
    assert all(value.isprintable() and len(value) <= 500 for value in capture.headers.values())


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\xfa<html>", b"<html><title>\xe9\xff</title>", b"<" * 5000, b"<html" + b"<b>" * 20000]
)
def test_odd_pages_are_kept_and_never_raise(server: Server, make: Make, body: bytes) -> None:
    server.handlers["/a"] = plain(200, body, Content_Type="text/html; charset=utf-7")
    capture = get(make(), "http://one.test/a")
    assert (capture.failure, capture.size) == (None, len(body))
    assert Capture.model_validate_json(capture.canonical()) == capture


# Redirects that go astray


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/a", FailureKind.TOO_MANY_REDIRECTS),
        ("file:///etc/passwd", FailureKind.BAD_ADDRESS),
        ("ftp://two.test/", FailureKind.BAD_ADDRESS),
        ("javascript:alert(1)", FailureKind.BAD_ADDRESS),
        ("data:text/plain,x", FailureKind.BAD_ADDRESS),
        ("http://[::1", FailureKind.BAD_ADDRESS),
        ("http://user:secret@two.test/", FailureKind.BAD_ADDRESS),
        ("http://10.0.0.1/secret.pdf", FailureKind.BLOCKED_ADDRESS),
        ("http://169.254.169.254/latest/meta-data/", FailureKind.BLOCKED_ADDRESS),
        ("http://localhost/", FailureKind.BLOCKED_ADDRESS),
        ("//127.0.0.1:22/x.pdf", FailureKind.BLOCKED_ADDRESS),
    ],
)
def test_a_redirect_astray_is_not_followed(server: Server, make: Make, location: str, expected: FailureKind) -> None:
    server.handlers["/a"] = plain(302, Location=location)
    capture = get(make(), "http://one.test/a")
    assert kind(capture) is expected
    assert server.paths() == ["/a"]
    assert [hop.url for hop in capture.chain] == ["http://one.test/a"]


def test_ten_redirects_are_followed_and_eleven_are_not(server: Server, make: Make) -> None:
    for step in range(12):
        server.handlers[f"/{step}"] = plain(302, Location=f"/{step + 1}")
    server.handlers["/ten"] = plain(200, b"x")
    assert kind(get(make(), "http://one.test/0")) is FailureKind.TOO_MANY_REDIRECTS
    assert server.paths() == [f"/{step}" for step in range(11)]
    server.handlers["/11"] = plain(200, b"x")
    capture = get(make(), "http://one.test/1")
    assert (capture.status, len(capture.chain)) == (200, 10)


def test_the_body_of_a_redirect_is_not_read(server: Server, make: Make) -> None:
    server.handlers["/a"] = drip(b"HTTP/1.1 302 X\r\nLocation: /b\r\n\r\n", b"y" * 1000)
    server.handlers["/b"] = plain(200, b"there")
    began = time.monotonic()
    assert get(make(), "http://one.test/a").size == 5
    assert time.monotonic() - began < 1


# Addresses


HOSTILE = [
    "0.0.0.0", "0.1.2.3",  # noqa: S104 - an address to be refused
    "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::7f00:1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:100.64.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "100::1",
    "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::",
    "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1",
    "ff0e::1", "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:a00:1", "localhost", "", "1.2.3", "0x7f000001",
]  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
def test_private_and_reserved_addresses_are_refused(address: str) -> None:
    assert refusal(address, 80) is not None
    assert refusal(address, 443) is not None


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.0.144", "1.1.1.1", "2606:4700::1111", "2a00:1450:4009::200e"])
def test_public_addresses_are_allowed_on_web_ports_only(address: str) -> None:
    assert refusal(address, 80) is None
    assert refusal(address, 443) is None
    for port in (0, 22, 25, 2375, 6379, 8080):
        assert refusal(address, port) is not None


def test_only_the_very_pair_is_let_through() -> None:
    allowed = (("127.0.0.1", 8080), ("::1", 81))
    assert refusal("127.0.0.1", 8080, allowed) is None
    assert refusal("0:0:0:0:0:0:0:1", 81, allowed) is None
    assert refusal("127.0.0.1", 8081, allowed) is not None
    assert refusal("127.0.0.2", 8080, allowed) is not None
    assert refusal("::ffff:127.0.0.1", 8080, allowed) is not None


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "0", "localhost", "localhost.", "[::1]", "[::]",
        "[::ffff:127.0.0.1]", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "127.0.0.1%00.example.test", "127.0.0.1\\@one.test",
        "one.test@127.0.0.1", "one.test#@127.0.0.1",
    ],
)  # fmt: skip
def test_no_spelling_of_loopback_reaches_it(server: Server, make: Make, host: str) -> None:
    for port in ("", f":{server.port + 1}", ":22"):
        capture = get(make(connect_to={}), f"http://{host}{port}/x")
        assert kind(capture) in {
            FailureKind.BLOCKED_ADDRESS,
            FailureKind.BAD_ADDRESS,
            FailureKind.DNS_NOT_FOUND,
            FailureKind.DNS_FAILED,
        }
    assert server.connections == 0


@pytest.mark.parametrize(
    "url", ["", "a.pdf", "//one.test/a", "ftp://one.test/a", "mailto:a@one.test", "http://", "http:///a", "http://one.test/a\nb", "http://one.test:99999/", "http://" + "a" * 300 + ".test/", "http://one.test/" + "a" * 3000, "http://\ud800.test/", "http://one..test/"],
)  # fmt: skip
def test_what_is_no_address_is_a_failure(server: Server, make: Make, url: str) -> None:
    capture = get(make(), url)
    assert kind(capture) is FailureKind.BAD_ADDRESS
    assert Capture.model_validate_json(capture.canonical()) == capture
    assert server.connections == 0


def resolver(*answers: list[str]) -> tuple[Callable[[str, int], Resolved], list[str]]:
    asked: list[str] = []

    def resolve(host: str, port: int) -> Resolved:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in found]
        return [
            (family, socket.SOCK_STREAM, 0, "", (address, port))
            for family, address in zip(families, found, strict=True)
        ]

    return resolve, asked


def test_a_name_that_turns_private_is_judged_when_connecting(server: Server, make: Make) -> None:
    """The first answer is harmless (the allowed pair), the second is not: each connection is judged."""
    address = f"http://rebind.test:{server.port}/a.pdf"
    server.handlers["/a.pdf"] = plain(200, PDF)
    resolve, asked = resolver(["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"])
    fetch = make(connect_to={}, resolve=resolve)
    assert get(fetch, address).status == 200
    again = get(fetch, address)
    assert kind(again) is FailureKind.BLOCKED_ADDRESS
    assert server.connections == 2
    assert asked == ["rebind.test"] * 3


def test_of_mixed_answers_only_the_allowed_is_contacted(server: Server, make: Make) -> None:
    server.handlers["/a.pdf"] = plain(200, PDF)
    resolve, _ = resolver(["10.0.0.1", "::1", "127.0.0.1"])
    assert get(make(connect_to={}, resolve=resolve), f"http://mixed.test:{server.port}/a.pdf").status == 200
    resolve, _ = resolver(["10.0.0.1", "fd00::1"])
    blocked = get(make(connect_to={}, resolve=resolve), "http://mixed.test/a.pdf")
    assert kind(blocked) is FailureKind.BLOCKED_ADDRESS
    assert blocked.status is None


def test_a_blocked_address_sends_nothing(make: Make) -> None:
    fetch = make()
    assert kind(get(fetch, "http://10.0.0.1/secret.pdf")) is FailureKind.BLOCKED_ADDRESS
    assert (fetch.requests_sent, fetch.bytes_received) == (0, 0)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), FailureKind.DNS_NOT_FOUND),
        (socket.gaierror(socket.EAI_AGAIN, "x"), FailureKind.DNS_FAILED),
        (socket.gaierror(socket.EAI_FAIL, "x"), FailureKind.DNS_FAILED),
    ],
)
def test_failures_of_the_name_server_are_told_apart(make: Make, error: OSError, expected: FailureKind) -> None:
    def resolve(host: str, port: int) -> Resolved:
        raise error

    assert kind(get(make(connect_to={}, resolve=resolve), "http://nowhere.test/")) is expected


def test_a_name_server_that_hangs_is_not_waited_for(make: Make) -> None:
    answered = threading.Event()

    def resolve(host: str, port: int) -> Resolved:
        answered.wait(60)
        return []

    capture = get(make(resolve=resolve, connect_to={}, deadline_s=0.2), "http://one.test/")
    assert not answered.is_set()
    assert kind(capture) is FailureKind.DNS_FAILED
    answered.set()


def test_a_name_waits_for_one_of_many_that_hang() -> None:
    answered, asked = threading.Event(), []

    def resolve(host: str, port: int) -> Resolved:
        asked.append(host)
        answered.wait(60)
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]

    lookups = Lookups(resolve, most=1)
    for host in ("one.test", "two.test"):
        with pytest.raises(Stopped):
            lookups.look_up(host, 80, 0.05)
    assert asked == ["one.test"]
    answered.set()
    assert lookups.look_up("three.test", 80, 60)[0][4] == ("127.0.0.1", 80)


def test_proxies_in_the_environment_are_ignored(server: Server, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.handlers["/a.pdf"] = plain(200, PDF)
    assert get(make(), "http://one.test/a.pdf").status == 200


# Politeness


def test_robots_rules_are_obeyed_and_asked_for_once(server: Server, make: Make) -> None:
    rules = b"User-agent: *\nDisallow: /private/\nDisallow: /*.docx$\n"
    server.handlers["/robots.txt"] = plain(200, rules)
    server.handlers["/a.pdf"] = plain(200, PDF)
    fetch = make()
    assert get(fetch, "http://one.test/a.pdf").status == 200
    for path in ("/private/a.pdf", "/x/b.docx"):
        capture = get(fetch, f"http://one.test{path}")
        assert kind(capture) is FailureKind.ROBOTS
        assert capture.status is None
    assert server.log == [("one.test", "/robots.txt"), ("one.test", "/a.pdf")]


def test_rules_for_us_by_name_are_obeyed(server: Server, make: Make) -> None:
    server.handlers["/robots.txt"] = plain(200, b"User-agent: SafeguardingReviewCatalogue\nDisallow: /\n")
    assert kind(get(make(), "http://one.test/a.pdf")) is FailureKind.ROBOTS


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_rules_allows(server: Server, make: Make, status: int) -> None:
    server.handlers["/robots.txt"] = plain(status, b"User-agent: *\nDisallow: /\n")
    server.handlers["/a.pdf"] = plain(200, PDF)
    assert get(make(), "http://one.test/a.pdf").status == 200


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_site_that_cannot_show_its_rules_is_not_read(server: Server, make: Make, status: int) -> None:
    server.handlers["/robots.txt"] = plain(status, b"")
    server.handlers["/a.pdf"] = plain(200, PDF)
    capture = get(make(), "http://one.test/a.pdf")
    assert kind(capture) is FailureKind.ROBOTS_UNREADABLE
    assert capture.failure is not None
    assert str(status) in capture.failure.detail
    assert server.paths() == []


def test_a_site_whose_rules_do_not_arrive_is_not_read_and_says_why(server: Server, make: Make) -> None:
    server.handlers["/robots.txt"] = drip(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", b"#")
    fetch = make(deadline_s=0.3)
    for path in ("a", "b"):
        capture = get(fetch, f"http://one.test/{path}.pdf")
        assert kind(capture) is FailureKind.ROBOTS_UNREADABLE
        assert judge(capture, Known(sha256="0" * 64, magic=Magic.PDF))[0] is Verdict.UNKNOWN
    assert server.paths(robots=True) == ["/robots.txt"]


def test_rules_that_lead_astray_say_nothing_of_the_document(server: Server, make: Make) -> None:
    server.handlers["/a.pdf"] = plain(200, PDF)
    for location in ("http://nowhere.invalid/robots.txt", "http://10.0.0.1/robots.txt", "/robots.txt"):
        server.handlers["/robots.txt"] = plain(301, Location=location)
        assert kind(get(make(), "http://one.test/a.pdf")) is FailureKind.ROBOTS_UNREADABLE
    assert server.paths() == []


def test_rules_are_followed_to_where_they_moved(server: Server, make: Make) -> None:
    server.handlers["one.test/robots.txt"] = plain(301, Location="http://two.test/rules")
    server.handlers["two.test/rules"] = plain(200, b"User-agent: *\nDisallow: /\n")
    assert kind(get(make(), "http://one.test/a.pdf")) is FailureKind.ROBOTS


def test_a_redirect_to_a_disallowed_address_is_not_followed(server: Server, make: Make) -> None:
    server.handlers["two.test/robots.txt"] = plain(200, b"User-agent: *\nDisallow: /\n")
    server.handlers["one.test/a"] = plain(302, Location="http://two.test/b.pdf")
    capture = get(make(), "http://one.test/a")
    assert kind(capture) is FailureKind.ROBOTS
    assert capture.final_url == "http://two.test/b.pdf"
    assert ("two.test", "/b.pdf") not in server.log


def test_one_request_at_a_time_and_a_pause_for_each_host(server: Server, make: Make) -> None:
    def slow(connection: socket.socket, path: str, headers: dict[str, str]) -> None:
        time.sleep(0.05)
        plain(200, b"x")(connection, path, headers)

    for number in range(3):
        server.handlers[f"/{number}"] = slow
    fetch = make(pause_s=0.1)
    threads = [threading.Thread(target=get, args=(fetch, f"http://one.test/{number}")) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(server.paths()) == ["/0", "/1", "/2"]
    assert server.paths(robots=True).count("/robots.txt") == 1
    times = sorted(server.times)
    assert all(after[0] - before[1] >= 0.08 for before, after in itertools.pairwise(times))


def test_two_hosts_do_not_wait_for_each_other(server: Server, make: Make) -> None:
    def slow(connection: socket.socket, path: str, headers: dict[str, str]) -> None:
        time.sleep(0.3)
        plain(200, b"x")(connection, path, headers)

    server.handlers["/a"] = slow
    fetch = make()
    began = time.monotonic()
    threads = [threading.Thread(target=get, args=(fetch, f"http://{host}.test/a")) for host in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.paths() == ["/a"] * 3
    assert time.monotonic() - began < 0.8


def test_a_site_s_own_delay_is_heeded(server: Server, make: Make) -> None:
    server.handlers["/robots.txt"] = plain(200, b"User-agent: *\nCrawl-delay: 7\n")
    slept: list[float] = []
    get(make(sleep=slept.append), "http://one.test/a")
    assert [round(seconds) for seconds in slept] == [7]


@pytest.mark.parametrize("told", ["30", "Sat, 31 Jan 2026 06:00:30 GMT"])
def test_a_busy_server_gets_one_second_try_after_its_wait(server: Server, make: Make, told: str) -> None:
    server.handlers["/a.pdf"] = in_turn(plain(503, b"busy", Retry_After=told), plain(200, PDF))
    slept: list[float] = []
    capture = get(make(sleep=slept.append), "http://one.test/a.pdf")
    assert (capture.status, slept) == (200, [30.0])
    server.handlers["/b.pdf"] = plain(429, b"busy", Retry_After=told)
    assert get(make(sleep=slept.append), "http://one.test/b.pdf").status == 429
    assert server.paths() == ["/a.pdf", "/a.pdf", "/b.pdf", "/b.pdf"]


@pytest.mark.parametrize("told", ["61", "99999999999999999999", "later", "-5", "Sat, 31 Jan 2026 07:00:00 GMT", "²"])
def test_a_long_or_odd_wait_is_not_waited(server: Server, make: Make, told: str) -> None:
    server.handlers["/a.pdf"] = plain(503, b"busy", Retry_After=told)
    slept: list[float] = []
    assert get(make(sleep=slept.append), "http://one.test/a.pdf").status == 503
    assert (slept, server.paths()) == ([], ["/a.pdf"])


def test_a_host_that_asks_for_a_long_wait_is_left_alone(server: Server, make: Make) -> None:
    server.handlers["/a.pdf"] = plain(429, b"busy", Retry_After="3600")
    server.handlers["one.test/b.pdf"] = server.handlers["two.test/b.pdf"] = plain(200, PDF)
    slept: list[float] = []
    fetch = make(sleep=slept.append)
    assert get(fetch, "http://one.test/a.pdf").status == 429
    left_alone = get(fetch, "http://one.test/b.pdf")
    assert kind(left_alone) is FailureKind.ASKED_TO_WAIT
    assert judge(left_alone, Known(sha256="0" * 64, magic=Magic.PDF))[0] is Verdict.UNKNOWN
    assert get(fetch, "http://two.test/b.pdf").status == 200
    assert (slept, server.paths()) == ([], ["/a.pdf", "/b.pdf"])


def test_a_short_wait_holds_for_the_next_address_of_the_host(server: Server, make: Make) -> None:
    server.handlers["/a.pdf"] = plain(503, b"busy", Retry_After="20")
    server.handlers["/b.pdf"] = plain(200, PDF)
    slept: list[float] = []
    fetch = make(sleep=slept.append)
    assert get(fetch, "http://one.test/a.pdf").status == 503
    assert get(fetch, "http://one.test/b.pdf").status == 200
    assert [round(seconds) for seconds in slept] == [20, 20]


def test_a_redirect_waits_for_the_turn_of_the_host_it_leads_to(server: Server, make: Make) -> None:
    for host in ("one", "two"):
        server.handlers[f"{host}.test/go"] = plain(302, Location="http://three.test/end")
    server.handlers["three.test/end"] = plain(200, b"x")
    fetch = make(pause_s=0.15)
    threads = [threading.Thread(target=get, args=(fetch, f"http://{host}.test/go")) for host in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    by_host = sorted(zip(server.log, server.times, strict=True), key=lambda pair: pair[1])
    three = [times for (host, _), times in by_host if host == "three.test"]
    assert len(three) == 3
    assert all(after[0] - before[1] >= 0.12 for before, after in itertools.pairwise(three))


def test_the_slower_of_two_sets_of_rules_holds_for_the_host(server: Server, make: Make) -> None:
    server.handlers["/robots.txt"] = in_turn(plain(200, b"User-agent: *\nCrawl-delay: 9\n"), plain(404))
    server.handlers["/a"] = plain(200, b"x")
    slept: list[float] = []
    fetch = make(sleep=slept.append, connect_to={"one.test": f"127.0.0.1:{server.port}"})
    get(fetch, "http://one.test/a")
    get(fetch, f"http://one.test:{server.port}/a")
    assert [round(seconds) for seconds in slept] == [9, 9, 9]


def test_nothing_is_asked_without_saying_whom_to_ask(store: FolderStore) -> None:
    with pytest.raises(ConfigurationError, match="CATALOGUE_CONTACT"):
        Fetch(Settings(), store, lambda: NOW)


def test_a_fault_of_this_machine_is_raised(server: Server, make: Make, store: FolderStore, tmp_path: Path) -> None:
    server.handlers["/a.pdf"] = plain(200, PDF)
    (tmp_path / "raw" / ".tmp").rmdir()
    with pytest.raises(FileNotFoundError):
        get(make(), "http://one.test/a.pdf")


# What a body is


def archive(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as writer:
        writer.writestr("[Content_Types].xml", "x" * 100)
        writer.writestr(name, "y")
    return held.getvalue()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", Magic.EMPTY),
        (b"%PDF-1.7", Magic.PDF),
        (b"\r\n\x00junk %PDF-1.4", Magic.PDF),
        (b"\xef\xbb\xbf \n<!DOCTYPE HTML>", Magic.HTML),
        (b"<!-- note --><html>", Magic.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", Magic.HTML),
        (b"<p>%PDF-1.4 is written here</p>", Magic.HTML),
        (b"<?xml version='1.0'?><urlset>", Magic.XML),
        (b"<rss version='2.0'>", Magic.XML),
        (b'{"results": []}', Magic.JSON),
        (b"[1, 2]", Magic.JSON),
        (b"[see note]", Magic.TEXT),
        (b"Plain words.", Magic.TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", Magic.OLE),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Magic.UNKNOWN),
        ("<html>".encode("utf-16"), Magic.HTML),
        (archive("word/document.xml"), Magic.DOCX),
        (archive("ppt/presentation.xml"), Magic.PPTX),
        (archive("readme.txt"), Magic.ZIP),
    ],
)
def test_a_body_is_what_its_bytes_say(body: bytes, expected: Magic) -> None:
    assert sniff(body, body) is expected


def test_words_of_a_page_in_another_encoding() -> None:
    page = "<title>Plant – é</title><body>Gair".encode("cp1252")
    assert page_words(page, "windows-1252") == ("Plant – é", "Gair")
    assert page_words(page, None) == ("Plant – é", "Gair")
    assert page_words("<title>Ŵ</title>".encode("utf-16"), None) == ("Ŵ", None)


def test_the_reference_addresses_are_all_addresses_or_plainly_none() -> None:
    numeric = 0
    for address in HOSTILE:
        with contextlib.suppress(ValueError):
            ipaddress.ip_address(address.partition("%")[0])
            numeric += 1
    assert numeric >= 45
