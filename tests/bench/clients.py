"""The benchmark's clients, each in a process of its own: a bare pool of sessions, and our harvest.

Belongs here: fetching, and counting what was done. Does not belong here: what is made of the figures
(``harvest.py``).

The one argument is a job as JSON; the last line printed is its figures as JSON.
"""

import hashlib
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from catalogue.house import House
from catalogue.models import Harvest
from catalogue.settings import Settings
from catalogue.vocabulary import SourceState
from tests.bench.plan import Plan, Size

CHUNK = 64 * 1024
Figures = dict[str, float]


def bare(urls: Sequence[tuple[str, str]], port: int, folder: Path, threads: int, *, keep: bool) -> Figures:
    """Fetch every address with a pool of sessions, one a thread.

    Args:
        urls: Every host and path.
        port: The server's port.
        folder: Where bodies go.
        threads: How many.
        keep: Whether bodies are hashed and written to the disk; otherwise they are read and dropped.
    """
    local = threading.local()

    def fetch(number: int, host: str, path: str) -> int:
        session = getattr(local, "session", None)
        if session is None:
            session = local.session = requests.Session()
            session.trust_env = False
        with session.get(f"http://127.0.0.1:{port}{path}", headers={"Host": host}, stream=True, timeout=60) as answer:
            if not keep:
                return sum(len(chunk) for chunk in answer.iter_content(CHUNK))
            found, size = hashlib.sha256(), 0
            with (folder / str(number)).open("wb") as file:
                for chunk in answer.iter_content(CHUNK):
                    file.write(chunk)
                    found.update(chunk)
                    size += len(chunk)
            return size

    began, busy = time.monotonic(), time.process_time()
    with ThreadPoolExecutor(threads) as pool:
        sizes = list(pool.map(lambda job: fetch(job[0], *job[1]), enumerate(urls)))
    spent = {"seconds": time.monotonic() - began, "cpu_s": time.process_time() - busy}
    return {**spent, "bytes": sum(sizes), "requests": len(sizes)}


def ours(plan: Plan, port: int, folder: Path, only: str | None, pause_s: float) -> Figures:
    """Harvest the world, or one of its hosts, into a warehouse that may hold an earlier harvest."""
    register = folder / "sources.yaml"
    register.write_text(plan.register(), encoding="utf-8")
    here = f"127.0.0.1:{port}"
    house = House(
        Settings(
            warehouse=folder / "warehouse",
            sources=register,
            contact="bench@catalogue.test",
            connect_to={host: here for host in plan.hosts},
            allow_private=here,
            pause_s=pause_s,
        )
    )
    chosen = [source.id for source in house.active() if only in (None, source.urls[0].split("/")[2])]
    before = _traces(house.settings.warehouse)
    began, busy = time.monotonic(), time.process_time()
    harvests = house.harvest(chosen)
    spent = {"seconds": time.monotonic() - began, "cpu_s": time.process_time() - busy}
    return {**spent, **_summed(harvests), **_grown(before, _traces(house.settings.warehouse))}


def _summed(harvests: tuple[Harvest, ...]) -> Figures:
    """Return what the harvests say of themselves, added up."""
    return {
        "sources": len(harvests),
        "ok": sum(one.state is SourceState.OK for one in harvests),
        "new": sum(one.documents_new for one in harvests),
        "unchanged": sum(one.documents_unchanged for one in harvests),
        "failed": sum(one.documents_failed for one in harvests),
    }


def _traces(warehouse: Path) -> dict[str, tuple[int, int, float]]:
    """Return for each part of a warehouse its number of files, their bytes, and when the last was written."""
    found = {}
    for name in ("raw", "journal", "described"):
        stats = [path.stat() for path in _files(warehouse / name)]
        found[name] = (len(stats), sum(one.st_size for one in stats), max((one.st_mtime for one in stats), default=0.0))
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Give the files below a folder."""
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def _grown(before: dict[str, tuple[int, int, float]], after: dict[str, tuple[int, int, float]]) -> Figures:
    """Return what was added; a reading that was made again shows as a file that was written again."""
    return {
        "blobs": after["raw"][0] - before["raw"][0],
        "readings": after["described"][0] - before["described"][0] + (after["described"][2] > before["described"][2]),
        "journal_bytes": after["journal"][1] - before["journal"][1],
    }


def main() -> None:
    """Do the job and print its figures."""
    job = json.loads(sys.argv[1])
    plan, folder = Plan(Size(**job["size"])), Path(job["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    if job["client"] == "bare":
        figures = bare(plan.urls, job["port"], folder, job["threads"], keep=job["keep"])
    else:
        figures = ours(plan, job["port"], folder, job["only"], job["pause_s"])
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
