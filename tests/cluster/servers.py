"""An S3-compatible server of the tests' own, as a process on loopback.

Belongs here: processes, and the variables by which S3 clients find them. Does not belong here: what is kept there.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import fsspec

PATIENCE_S = 60.0


@dataclass(frozen=True)
class S3:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def variables(self) -> dict[str, str]:
        """Return the variables by which every S3 client finds it."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": "catalogue",
            "AWS_SECRET_ACCESS_KEY": "not-a-secret",
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def bucket(self, name: str) -> str:
        """Make a bucket and return its address; the variables must be set."""
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir(name)
        return f"s3://{name}"


def free_port() -> int:
    """Return a port of loopback that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def s3_server() -> Iterator[S3]:
    """Start a server; it forgets everything when it ends."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until_it_listens(port, process)
        yield S3(port, process)
    finally:
        process.kill()
        process.wait()


def until_it_listens(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when a port answers."""
    end = time.monotonic() + PATIENCE_S
    while True:
        assert process.poll() is None, "the server did not start"
        assert time.monotonic() < end, "the server does not answer"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
