"""How fast the harvest is: ``make benchmark-harvest``. Ratios within one run; the clock asserts nothing.

Belongs here: the order of the measurements, and the table. Does not belong here: the world (``plan.py``,
``server.py``) or the clients (``clients.py``).

Every client runs in a process of its own, so that its memory is its own, and in one run against one server, so
that what else the machine does meets all of them. The server keeps a log of when each request came and when the
last byte of its answer was sent; whether hosts were left in peace is read from there and not from the client.
"""

import argparse
import contextlib
import dataclasses
import datetime as dt
import http.client
import itertools
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.clients import Figures
from tests.bench.meter import Meter, cpu_of
from tests.bench.plan import Plan, Size
from tests.bench.server import Seen

ROOT = Path(__file__).resolve().parents[2]
PAUSE_S = 1.0


@dataclasses.dataclass(frozen=True)
class Step:
    """One measurement: the client's figures and what the server saw meanwhile."""

    figures: Figures
    log: list[Seen]

    @property
    def seconds(self) -> float:
        """Seconds from the first request to the last record."""
        return self.figures["seconds"]

    @property
    def cpu_s(self) -> float:
        """Seconds of processor time of the client and the processes that it started, its own start left out."""
        return self.figures["cpu_s"] + self.figures["others_cpu_s"]


class Bench:
    """One world and its server."""

    def __init__(self, size: Size, port: int, folder: Path, server: int) -> None:
        self.size, self.port, self.folder, self.server = size, port, folder, server

    def bare(self, threads: int, *, keep: bool) -> Step:
        """Measure a bare pool."""
        step = self._step(folder="bare", client="bare", threads=threads, keep=keep)
        shutil.rmtree(self.folder / "bare")
        return step

    def reading(self, threads: int) -> Step:
        """Measure a bare pool that keeps what it fetches and has each list read."""
        step = self._step(folder="bare", client="reading", threads=threads)
        shutil.rmtree(self.folder / "bare")
        return step

    def ours(self, folder: str, *, only: str | None = None, pause_s: float = 0) -> Step:
        """Measure our harvest into a warehouse."""
        return self._step(folder=folder, client="ours", only=only, pause_s=pause_s)

    def _step(self, folder: str, **job: object) -> Step:
        """Run one client and collect the server's log of it."""
        self.log()
        told = {"size": dataclasses.asdict(self.size), "port": self.port, "folder": str(self.folder / folder), **job}
        command = [sys.executable, "-m", "tests.bench.clients", json.dumps(told)]
        served = cpu_of(self.server)
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as client:
            meter = Meter(client.pid)
            said, _ = client.communicate()
            meter.stop()
        if client.returncode:
            raise subprocess.CalledProcessError(client.returncode, command)
        figures: Figures = json.loads(said.splitlines()[-1])
        served = cpu_of(self.server) - served
        costs = {"others_cpu_s": meter.others_cpu_s, "all_mb": meter.peak_mb, "server_cpu_s": served}
        return Step({**figures, **costs}, self.log())

    def log(self) -> list[Seen]:
        """Take the server's log."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", "/log", headers={"Host": "control"})
        rows = json.loads(connection.getresponse().read())
        connection.close()
        return [Seen(**row) for row in rows]


@contextlib.contextmanager
def bench(size: Size) -> Iterator[Bench]:
    """Give a world with its server; both are gone afterwards."""
    command = [sys.executable, "-m", "tests.bench.server", json.dumps(dataclasses.asdict(size))]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server,
    ):
        try:
            assert server.stdout is not None
            yield Bench(size, int(server.stdout.readline()), Path(folder), server.pid)
        finally:
            server.terminate()


def measure(size: Size, pause_s: float = PAUSE_S) -> dict[str, Any]:
    """Measure everything once.

    Args:
        size: The world.
        pause_s: Seconds between requests to one host, where pauses are on.

    Returns:
        Every figure of the table, by name.
    """
    plan = Plan(size)
    with bench(size) as world:
        pools = {threads: world.bare(threads, keep=False) for threads in sorted({min(32, size.hosts), size.hosts})}
        fastest = min(pools, key=lambda threads: pools[threads].seconds)
        kept = world.bare(fastest, keep=True)
        reading = world.reading(fastest)
        cold = world.ours("cold")
        again = world.ours("cold")
        alone = world.ours("alone", only=plan.largest, pause_s=pause_s)
        paused = world.ours("paused", pause_s=pause_s)
    return {
        "hosts": size.hosts,
        "documents": size.documents,
        "bytes": plan.volume,
        "pools": {threads: pools[threads].seconds for threads in pools},
        "threads": fastest,
        "bare": pools[fastest],
        "kept": kept,
        "reading": reading,
        "cold": cold,
        "again": again,
        "again_log": _kinds(again.log),
        "alone": alone,
        "paused": paused,
        "largest": len(plan.documents[plan.largest]),
        "pause_s": pause_s,
        "impolite": impolite(paused.log, pause_s),
        "at_once": impolite(cold.log, 0),
    }


def impolite(log: list[Seen], pause_s: float) -> int:
    """Count the requests that came before the answer to the last one of their host was over, or within its pause.

    Args:
        log: The server's log. It notes a request when it has read it, which is after it was sent, and an answer's end
            before its last bytes go out: a request that seems to come within a pause does so.
        pause_s: Seconds that each host was to be left in peace.
    """
    by_host: dict[str, list[Seen]] = defaultdict(list)
    for one in log:
        by_host[one.host].append(one)
    pairs = (pair for seen in by_host.values() for pair in itertools.pairwise(sorted(seen, key=lambda one: one.began)))
    return sum(after.began - before.ended < pause_s for before, after in pairs)


def _kinds(log: list[Seen]) -> dict[str, int]:
    """Count what an unchanged world was asked, robots rules included."""
    return {
        "conditional": sum(one.conditional and one.status == 304 for one in log),
        "other": sum(not one.conditional or one.status != 304 for one in log),
        "bytes": sum(one.sent for one in log),
    }


def table(found: dict[str, Any]) -> str:
    """Return the figures of one run as a Markdown table."""
    bare, kept, reading, cold, again = (found[name] for name in ("bare", "kept", "reading", "cold", "again"))
    alone, paused, asked = found["alone"], found["paused"], found["again_log"]
    pools = ", ".join(f"{threads} threads {seconds:.1f} s" for threads, seconds in found["pools"].items())
    rows = [
        ("", "seconds", "ratio", "peak MB", "CPU s", "CPU ratio", "what it shows"),
        ("---", "---:", "---:", "---:", "---:", "---:", "---"),
        _row("bare pool, bytes dropped", bare, bare, f"the faster of {pools}"),
        _row("bare pool, sha256 and to disk", kept, bare, f"{found['threads']} threads"),
        _row("the same, each list read as ours are", reading, bare, "knows every address before it has read a list"),
        _row(
            "our cold harvest, no pauses",
            cold,
            bare,
            f"goal 1.5; {cold.seconds / kept.seconds:.2f} times the pool that keeps what it fetches, "
            f"{cold.seconds / reading.seconds:.2f} times the one that also reads; "
            f"{found['at_once']} times two at once at a host; goal 300 MB; CPU: readers "
            f"{cold.figures['others_cpu_s']:.1f} s, the rest of us {cold.figures['cpu_s']:.1f} s, "
            f"the server {cold.figures['server_cpu_s']:.1f} s",
        ),
        _row("unchanged second harvest", again, bare, _unchanged(again.figures, asked)),
        _row("largest host alone, with pauses", alone, alone, f"{found['largest']} documents, {found['pause_s']} s"),
        _row("all hosts, with pauses", paused, alone, f"goal 1.1; {found['impolite']} requests within a pause"),
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(name: str, step: Step, base: Step, shows: str) -> tuple[str, ...]:
    """Return one row: time and processor time of all its processes, and how many times those of another step."""
    ratio, peak = f"{step.seconds / base.seconds:.2f}", f"{step.figures['all_mb']:.0f}"
    return (name, f"{step.seconds:.2f}", ratio, peak, f"{step.cpu_s:.1f}", f"{step.cpu_s / base.cpu_s:.2f}", shows)


def _unchanged(figures: Figures, asked: dict[str, int]) -> str:
    """Return in words what an unchanged harvest did."""
    return (
        f"{asked['conditional']} confirmed, {asked['other']} other requests, {asked['bytes']} bytes of body, "
        f"{figures['blobs']:.0f} new blobs, {figures['readings']:.0f} pages read, "
        f"journal +{figures['journal_bytes'] / 1000:.0f} kB"
    )


def main() -> None:
    """Measure as often as asked and print a table each time."""
    parser = argparse.ArgumentParser(description="Compare the harvest with a bare pool of requests sessions.")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--hosts", type=int, default=Size.hosts)
    parser.add_argument("--documents", type=int, default=Size.documents)
    chosen = parser.parse_args()
    for number in range(chosen.repeat):
        size = Size(hosts=chosen.hosts, documents=chosen.documents)
        found = measure(size)
        when = dt.datetime.now(dt.UTC)
        machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
        print(
            f"Run {number + 1}, {when:%d %B %Y %H:%M} UTC, {machine}, load {os.getloadavg()[0]:.1f}: {found['hosts']} hosts, "
            f"{found['documents']} documents, {found['bytes'] / 1e6:.0f} MB, {size.latency_s * 1000:.0f} ms latency.\n"
        )
        print(table(found) + "\n", flush=True)


if __name__ == "__main__":
    main()
