"""A mail server and a web server on loopback that do what they are told to, in turn.

Belongs here: receiving and misbehaving. Does not belong here: anything that sends.
"""

import asyncio
import datetime as dt
import http.server
import ipaddress
import json
import logging
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.world.mail import ADDRESS, free_port

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # a client that refuses a certificate is no news here

STALL_S = 1.0
"""How long a stalled answer takes; the clients of the tests wait a third of it."""


class Post:
    """A mail server that answers each letter by the next of its orders, and takes those after the last.

    Orders: a code for the recipient (``450``), ``data-450`` for the letter, ``drop`` (keeps the letter and hangs up
    before it says so), ``stall`` (the answer takes longer than anyone waits).
    """

    def __init__(self, *orders: str, tls: ssl.SSLContext | None = None) -> None:
        self.orders = list(orders)
        self.kept: list[EmailMessage] = []
        self.tried = 0
        self.port = free_port()
        self._tls = tls
        self._controller: Controller | None = None

    def open(self) -> None:
        """Begin to listen, always on the same port."""
        self._controller = Controller(self, hostname=ADDRESS, port=self.port, tls_context=self._tls)
        self._controller.start()

    def close(self) -> None:
        """Stop listening; connections are refused from then on."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def ids(self) -> list[str]:
        """Message ids of everything kept, in order."""
        return [str(one["Message-ID"]) for one in self.kept]

    def to(self, address: str) -> list[EmailMessage]:
        """Return what was kept for one recipient."""
        return [one for one in self.kept if one["To"] == address]

    async def handle_RCPT(  # noqa: N802 (the library looks handlers up by this name)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take or refuse one recipient."""
        self.tried += 1
        if self.orders and self.orders[0].isdigit():
            return f"{self.orders.pop(0)} not now, {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep one letter, or not."""
        order = self.orders.pop(0) if self.orders else "keep"
        if order.startswith("data-"):
            return f"{order.removeprefix('data-')} not now"
        if order == "stall":
            await asyncio.sleep(STALL_S)
            return "451 too late"
        self.kept.append(message_from_bytes(envelope.content, policy=default))
        if order == "drop":
            server.transport.abort()
        return "250 kept"


class Hook:
    """A web server that answers each request by the next of its orders, and with 200 after the last.

    Orders: a status, ``stall``, or ``redirect URL``.
    """

    def __init__(self, *orders: str) -> None:
        self.orders = list(orders)
        self.kept: list[tuple[dict[str, str], bytes]] = []
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.connections = 0
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook._answer(self)

            def do_GET(self) -> None:
                hook._answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def verify_request(self, *_: object) -> bool:
                hook.connections += 1
                return True

        self._server = Server((ADDRESS, 0), Handler)
        self.port = int(self._server.server_address[1])
        self.body = b"{}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> "Hook":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def ids(self) -> list[str]:
        """Idempotency keys of everything kept, in order."""
        return [headers["idempotency-key"] for headers, _ in self.kept]

    def told(self) -> list[dict[str, Any]]:
        """Return the bodies of everything kept."""
        return [json.loads(body) for _, body in self.kept]

    def _answer(self, request: http.server.BaseHTTPRequestHandler) -> None:
        """Answer one request by the next order."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = request.rfile.read(int(headers.get("content-length", "0")))
        self.requests.append((request.path, headers, body))
        order = self.orders.pop(0) if self.orders else "200"
        if order == "stall":
            threading.Event().wait(STALL_S)
        status, _, where = order.replace("redirect", "307").replace("stall", "504").partition(" ")
        request.send_response(int(status))
        if where:
            request.send_header("Location", where)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(self.body)))
        request.end_headers()
        if status == "200":
            self.kept.append((headers, body))  # before the answer ends, so that whoever got it finds it kept
        with suppress(OSError):  # whoever asked may have hung up
            request.wfile.write(self.body)


@contextmanager
def listening(post: Post) -> Iterator[Post]:
    """Let a mail server listen."""
    post.open()
    try:
        yield post
    finally:
        post.close()


def certificate(folder: Path, *, days: int) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate for loopback that ends so many days from now, in the past where negative.

    Returns:
        The server's context, and the context of a client that trusts it.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=90))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(ADDRESS))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"mail{days}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    client = ssl.create_default_context()
    client.load_verify_locations(path)
    return server, client
