"""The benchmark's server: a process of its own, so that the clients share neither its lock nor its memory.

Belongs here: answering for all hosts after a latency, from one file in the page cache, and writing a log. Does
not belong here: faults (the miniature world has those), or what is measured.

It prints its port. ``/log`` on the host ``control`` gives the log so far as JSON and empties it.
"""

import asyncio
import contextlib
import dataclasses
import json
import os
import random
import socket
import sys
import tempfile
import time
from typing import IO

from tests.bench.plan import FILLER, ROBOTS, Document, Plan, Size

HTML, PDF, TEXT = "text/html; charset=utf-8", "application/pdf", "text/plain"


@dataclasses.dataclass
class Seen:
    """One request as the server saw it; times in seconds of its own clock."""

    host: str
    path: str
    began: float
    ended: float
    """Just before the last bytes of the answer were handed over: for its client it cannot have ended earlier."""
    status: int
    conditional: bool
    sent: int
    noted: float = 0.0
    """When the server came to take note of the end; on a busy machine its client may have the answer long before."""


class Server:
    """Answers connections, each of them as long as its client keeps it."""

    def __init__(self, plan: Plan, noise: IO[bytes]) -> None:
        self.plan, self.noise = plan, noise
        self.pages = {host: plan.page(host) for host in plan.hosts}
        self.documents = {(host, one.path): one for host in plan.hosts for one in plan.documents[host]}
        self.log: list[Seen] = []
        self.tasks: set[asyncio.Task[None]] = set()

    async def run(self, listener: socket.socket) -> None:
        """Take connections for ever."""
        loop = asyncio.get_running_loop()
        while True:
            connection, _ = await loop.sock_accept(listener)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            task = asyncio.create_task(self.serve(connection))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def serve(self, connection: socket.socket) -> None:
        """Answer the requests of one connection."""
        loop, data = asyncio.get_running_loop(), b""
        with connection, contextlib.suppress(OSError):
            while True:
                while b"\r\n\r\n" not in data:
                    piece = await loop.sock_recv(connection, 65536)
                    if not piece:
                        return
                    data += piece
                request, _, data = data.partition(b"\r\n\r\n")
                if not await self.answer(connection, request.decode("latin-1")):
                    return

    async def answer(self, connection: socket.socket, request: str) -> bool:
        """Answer one request; return whether the connection stays."""
        loop, began = asyncio.get_running_loop(), time.monotonic()
        first, *lines = request.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        host, path = headers.get("host", ""), first.split(" ")[1]
        if host == "control":
            log, self.log = self.log, []
            body = json.dumps([dataclasses.asdict(one) for one in log]).encode()
            await loop.sock_sendall(connection, _head(200, len(body), TEXT, "", "close") + body)
            return False
        await asyncio.sleep(self.plan.size.latency_s)
        keep = headers.get("connection", "").lower() != "close"
        document = self.documents.get((host, path))
        body, kind, status = self._body(host, path, document)
        tag = f'"{host}{path}"'
        conditional = "if-none-match" in headers
        if status == 200 and headers.get("if-none-match") == tag:
            status, body, document = 304, b"", None
        size = len(body) if document is None else document.size
        head = _head(status, size, kind, tag, "keep-alive" if keep else "close")
        ended = time.monotonic()
        await loop.sock_sendall(connection, head + body)
        if document is not None:
            ended = await self._send_noise(connection, document.offset, document.size - len(body))
        sent = 0 if status == 304 else size
        self.log.append(Seen(host, path, began, ended, status, conditional, sent, time.monotonic()))
        return keep

    async def _send_noise(self, connection: socket.socket, offset: int, left: int) -> float:
        """Send a piece of the noise, and return the moment just before its last bytes were handed over.

        The loop's own ``sock_sendfile`` returns a turn of the loop later, when the client may have waited already.
        """
        loop, ended = asyncio.get_running_loop(), time.monotonic()
        while left:
            ended = time.monotonic()
            try:
                sent = os.sendfile(connection.fileno(), self.noise.fileno(), offset, left)
            except BlockingIOError:
                free = asyncio.Event()
                loop.add_writer(connection, free.set)
                try:
                    await free.wait()
                finally:
                    loop.remove_writer(connection)
                continue
            if not sent:
                raise ConnectionError("the client has gone")
            offset, left = offset + sent, left - sent
        return ended

    def _body(self, host: str, path: str, document: Document | None) -> tuple[bytes, str, int]:
        """Return what an address gives (of a document its first bytes), its type and status."""
        if document is not None:
            return document.head, PDF, 200
        if path == "/robots.txt":
            return ROBOTS, TEXT, 200
        if path == "/reviews" and host in self.pages:
            return self.pages[host], HTML, 200
        return b"<h1>Not found</h1>", HTML, 404


def _head(status: int, size: int, kind: str, tag: str, connection: str) -> bytes:
    """Return the head of an answer."""
    lines = [f"HTTP/1.1 {status} X", f"Connection: {connection}", f"Content-Type: {kind}"]
    lines += [f"Content-Length: {size}"] if status != 304 else []
    lines += [f"ETag: {tag}"] if tag else []
    return "\r\n".join([*lines, "", ""]).encode()


def main() -> None:
    """Serve the world whose size is the one argument, as JSON, until the process is ended."""
    plan = Plan(Size(**json.loads(sys.argv[1])))
    with tempfile.TemporaryFile() as noise, socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        noise.write(random.Random(plan.size.seed).randbytes(FILLER))
        noise.flush()
        listener.setblocking(False)
        print(listener.getsockname()[1], flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(Server(plan, noise).run(listener))


if __name__ == "__main__":
    main()
