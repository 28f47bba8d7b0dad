"""Protocol G: servers that misbehave, each many times, cut anew each time: ``python -m tests.torture.servers``.

Belongs here: kinds that the tests of the client do not have, and running all of them in pieces of random sizes. Does
not belong here: the kinds of the client's own tests (`test_fetch`), which are taken from there, or asking (`asking`).

What must hold: a typed failure, nothing kept, at most ten redirects, an end at the deadline, the place of the host
free for the next request, and bounded memory.
"""

import argparse
import gzip
import json
import random
import socket
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any, cast

from catalogue.vocabulary import FailureKind
from tests.test_fetch import BROKEN, PDF, Handler, Server, drip, plain, raw
from tests.torture.asking import DEADLINE_S
from tests.torture.ground import memory

ROOT = Path(__file__).resolve().parents[2]
MOST_S = 20 * DEADLINE_S
"""An answer that took longer did not end at its deadline, however busy the machine."""
MOST_RSS_MB = 300
OK = b"HTTP/1.1 200 OK\r\n"

MORE: dict[str, tuple[Handler, set[FailureKind | None]]] = {
    "endless headers": (drip(OK, b"X-A: b\r\n" * 2_000, 0), {FailureKind.PROTOCOL, FailureKind.TIMEOUT}),
    "a header of ten megabytes": (raw(OK + b"X-A: " + b"b" * 10_000_000 + b"\r\n\r\n"), {FailureKind.PROTOCOL}),
    "a flood of cookies": (raw(OK + b"Set-Cookie: a=b\r\n" * 20_000 + b"\r\n"), {FailureKind.PROTOCOL}),
    "a negative length": (raw(OK + b"Content-Length: -5\r\n\r\nabcde"), {None}),
    "endless body": (drip(OK + b"\r\n%PDF-1.4", b"x" * 50_000, 0), {FailureKind.TOO_LARGE}),
    "endless redirects": (plain(302, Location="/a.pdf"), {FailureKind.TOO_MANY_REDIRECTS}),
    "redirect to a file": (plain(302, Location="file:///etc/passwd"), {FailureKind.BAD_ADDRESS}),
    "redirect to gopher": (plain(302, Location="gopher://one.test/"), {FailureKind.BAD_ADDRESS}),
    "deflate bomb": (
        plain(200, zlib.compress(b"0" * 30_000_000), Content_Encoding="deflate"), {FailureKind.TOO_LARGE},
    ),
    "bomb in chunks": (
        raw(OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n"
            % (len(_BOMB := gzip.compress(b"0" * 30_000_000)), _BOMB)), {FailureKind.TOO_LARGE},
    ),
    "br that is none": (plain(200, b"x" * 500, Content_Encoding="br"), {FailureKind.PROTOCOL}),
    "zstd that is none": (plain(200, b"x" * 500, Content_Encoding="zstd"), {FailureKind.PROTOCOL}),
    "a chunk of more than there is": (
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabcde"),
        {FailureKind.TRUNCATED, FailureKind.PROTOCOL, FailureKind.TOO_LARGE},
    ),
}  # fmt: skip
KINDS: dict[str, tuple[Handler, set[FailureKind | None]]] = {name: (handler, {one}) for name, handler, one in BROKEN}
KINDS.update(MORE)
"""Every kind, and what may be said of it; null where the answer counts as good, as browsers take it."""


class InPieces:
    """A connection that sends whatever it is given in pieces of random sizes, so that each try is cut elsewhere."""

    def __init__(self, connection: socket.socket, chance: random.Random) -> None:
        self._connection, self._chance = connection, chance

    def sendall(self, data: bytes) -> None:
        """Send a beginning byte by byte or in small pieces, the rest as it is."""
        at = 0
        for _ in range(self._chance.randint(0, 12)):
            end = at + self._chance.choice((1, 2, 7, 100, 1000))
            self._connection.sendall(data[at:end])
            at = end
        self._connection.sendall(data[at:])


class Client:
    """The client that asks, in a process of its own."""

    def __init__(self) -> None:
        """Start it."""
        command = [sys.executable, "-m", "tests.torture.asking"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def ask(self, port: int, folder: Path) -> dict[str, Any]:
        """Have a server asked; see ``asking.asked``."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"port": port, "folder": str(folder)}) + "\n")
        return self._answer()

    def end(self) -> float:
        """Let it end; return the most memory that it held, in millions of bytes."""
        with self._process as process:
            assert process.stdin is not None
            process.stdin.close()
            return float(self._answer()["peak_mb"])

    def _answer(self) -> dict[str, Any]:
        """Read one line."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the client ended with exit code {self._process.wait(timeout=60)}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def tried(client: Client, name: str, number: int, folder: Path) -> str | None:
    """Have one server asked once.

    Args:
        client: Who asks.
        name: Kind of misbehaviour.
        number: Where its pieces are cut.
        folder: An empty folder.

    Returns:
        What did not hold; None where all did.
    """
    handler, allowed = KINDS[name]
    server = Server()
    try:
        chance = random.Random(f"{name} {number}")

        def handle(connection: socket.socket, path: str, headers: dict[str, str]) -> None:
            handler(cast("socket.socket", InPieces(connection, chance)), path, headers)

        server.handlers["/a.pdf"] = handle
        server.handlers["/b.pdf"] = plain(200, PDF)
        found = client.ask(server.port, folder)
        failure = FailureKind(found["kind"]) if found["kind"] else None
        before_next = [path for path in server.paths() if path != "/b.pdf"]
        if failure not in allowed:
            return f"it was told as {found['told']}"
        if found["seconds"] > MOST_S or (failure and (found["kept"] or found["named"])) or len(before_next) > 11:
            return f"{found['seconds']:.1f} s, {found['kept']} files kept, {len(before_next)} requests"
        return None if found["next"] == 200 else "the next request was not answered"
    finally:
        server.close()


def main() -> int:
    """Ask every server many times.

    Returns:
        0 where everything held.
    """
    parser = argparse.ArgumentParser(description="Ask servers that misbehave.")
    parser.add_argument("--repeat", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    wrong = []
    client = Client()
    for name in KINDS:
        for number in range(asked.seed, asked.seed + asked.repeat):
            with tempfile.TemporaryDirectory(dir=memory()) as folder:
                if (found := tried(client, name, number, Path(folder))) is not None:
                    wrong.append(f"{name}, try {number}: {found}")
    print("\n".join(wrong))
    peak = client.end()
    print(
        f"{len(KINDS)} kinds of servers, {asked.repeat} times each: {len(wrong)} went wrong; most memory of the client {peak:.0f} MB "
        f"(at most {MOST_RSS_MB})"
    )
    return 1 if wrong or peak > MOST_RSS_MB else 0


if __name__ == "__main__":
    sys.exit(main())
