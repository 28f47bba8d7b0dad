"""Servers of the tests' own, as processes on loopback: an S3-compatible one, and PostgreSQL.

Belongs here: processes, and the variables by which S3 clients find them. Does not belong here: what is kept there.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


PACKAGES = Path(__file__).with_name("packages.txt")
"""Packages of Debian that are needed, one a line; installed without what they recommend."""


def missing() -> str | None:
    """Return in a sentence what this machine lacks for a cluster; None where it has all."""
    if _programs() is not None:
        return None
    return f"no PostgreSQL here; apt-get install --no-install-recommends {' '.join(PACKAGES.read_text().split())}"


def _programs() -> Path | None:
    """Return the folder of PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def postgres() -> Iterator[int]:
    """Start a PostgreSQL server on a private folder and give its port; database, user and password are ``catalogue``."""
    programs, port = _programs(), free_port()
    assert programs is not None, missing()
    # The server refuses to run as root.
    who = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        place = Path(folder)
        if who:
            shutil.chown(place, "nobody", "nogroup")
        (place / "password").write_text("catalogue")
        (place / "password").chmod(0o644)
        data, secret = place / "data", place / "password"
        begin = [programs / "initdb", "-D", data, "-U", "catalogue", f"--pwfile={secret}", "-A", "scram-sha-256"]
        subprocess.run([*begin, "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)  # type: ignore[call-overload]
        command = [programs / "postgres", "-D", data, "-k", folder, "-h", "127.0.0.1", "-p", str(port), "-F"]
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            **who,  # type: ignore[call-overload]
        )
        try:
            until_it_listens(port, process)
            variables = {**os.environ, "PGPASSWORD": "catalogue"}
            made = ["createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "catalogue", "catalogue"]
            subprocess.run([programs / made[0], *made[1:]], check=True, env=variables)
            yield port
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
