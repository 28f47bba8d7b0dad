"""The benchmark's server: a process of its own, so that the clients share neither its lock nor its memory.

Belongs here: answering for all hosts after a latency, from one file in the page cache, and writing a log. Does
not belong here: faults (the miniature world has those), or what is measured.

It prints its port. ``/log`` on the host ``control`` gives the log so far as JSON and empties it; ``/day/1`` there makes
it the second day of a world that has one.
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
from collections.abc import Mapping, Sequence
from typing import IO

from tests.bench.plan import FILLER, LIST, ROBOTS, Plan, Size

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


@dataclasses.dataclass(frozen=True)
class Answer:
    """What an address gives: its first bytes, a piece of the noise, its last bytes."""

    status: int
    kind: str
    tag: str
    """Its ETag; none where empty."""
    head: bytes | memoryview
    noise: tuple[int, int] = (0, 0)
    """Where the piece of noise begins, and how many bytes it has."""
    tail: bytes | memoryview = b""

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return len(self.head) + self.noise[1] + len(self.tail)


Answers = Mapping[tuple[str, str], Answer]
NOTHING_THERE = Answer(404, HTML, "", b"<h1>Not found</h1>")


class Server:
    """Answers connections, each of them as long as its client keeps it."""

    def __init__(self, days: Sequence[Answers], noise: IO[bytes], latency_s: float) -> None:
        self.days, self.noise, self.latency_s = days, noise, latency_s
        self.day = 0
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
            await loop.sock_sendall(connection, self._told(path))
            return False
        await asyncio.sleep(self.latency_s)
        keep = headers.get("connection", "").lower() != "close"
        found = self.days[self.day].get((host, path), NOTHING_THERE)
        conditional = "if-none-match" in headers
        if found.tag and headers.get("if-none-match") == found.tag:
            found = Answer(304, found.kind, found.tag, b"")
        head = _head(found.status, found.size, found.kind, found.tag, "keep-alive" if keep else "close")
        ended = time.monotonic()
        await loop.sock_sendall(connection, head + bytes(found.head))
        if found.noise[1]:
            ended = await self._send_noise(connection, *found.noise)
        if found.tail:
            ended = time.monotonic()
            await loop.sock_sendall(connection, found.tail)
        self.log.append(Seen(host, path, began, ended, found.status, conditional, found.size, time.monotonic()))
        return keep

    def _told(self, path: str) -> bytes:
        """Return the whole answer to whoever runs the benchmark: another day, or the log so far."""
        body = b""
        if path.startswith("/day/"):
            self.day = int(path.removeprefix("/day/"))
        else:
            log, self.log = self.log, []
            body = json.dumps([dataclasses.asdict(one) for one in log]).encode()
        return _head(200, len(body), TEXT, "", "close") + body

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


def answers(plan: Plan) -> Answers:
    """Return what every address of a plan's world gives."""
    found = {}
    for host in plan.hosts:
        found[host, "/robots.txt"] = Answer(200, TEXT, f'"{host}/robots.txt"', ROBOTS)
        found[host, LIST] = Answer(200, HTML, f'"{host}{LIST}"', plan.page(host))
        for one in plan.documents[host]:
            noise = (one.offset, one.size - len(one.head))
            found[host, one.path] = Answer(200, PDF, f'"{host}{one.path}"', one.head, noise)
    return found


def serve(days: Sequence[Answers], seed: int, latency_s: float) -> None:
    """Serve a world, day by day, until the process is ended; its port is printed first."""
    with tempfile.TemporaryFile() as noise, socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        noise.write(random.Random(seed).randbytes(FILLER))
        noise.flush()
        listener.setblocking(False)
        print(listener.getsockname()[1], flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(Server(days, noise, latency_s).run(listener))


def _head(status: int, size: int, kind: str, tag: str, connection: str) -> bytes:
    """Return the head of an answer."""
    lines = [f"HTTP/1.1 {status} X", f"Connection: {connection}", f"Content-Type: {kind}"]
    lines += [f"Content-Length: {size}"] if status != 304 else []
    lines += [f"ETag: {tag}"] if tag else []
    return "\r\n".join([*lines, "", ""]).encode()


def main() -> None:
    """Serve the world whose size is the one argument, as JSON."""
    size = Size(**json.loads(sys.argv[1]))
    serve([answers(Plan(size))], size.seed, size.latency_s)


if __name__ == "__main__":
    main()
