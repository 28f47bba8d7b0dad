"""The benchmark's clients, each in a process of its own: bare pools of sessions, and our harvest.

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
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import requests

from catalogue.adapters import Body, Found, adapter_of
from catalogue.harvest.apart import READERS, PageReaders
from catalogue.house import House
from catalogue.models import Harvest, Source
from catalogue.settings import Settings
from catalogue.vocabulary import Magic, SourceState
from tests.bench.plan import LIST, Plan, Size

CHUNK = 64 * 1024
Figures = dict[str, float]


def bare(
    urls: Sequence[tuple[str, str]],
    port: int,
    folder: Path,
    threads: int,
    *,
    keep: bool,
    read: Callable[[str, bytes], None] | None = None,
) -> Figures:
    """Fetch every address with a pool of sessions, one a thread.

    Args:
        urls: Every host and path.
        port: The server's port.
        folder: Where bodies go.
        threads: How many.
        keep: Whether bodies are hashed and written to the disk; otherwise they are read and dropped.
        read: Told the host and the bytes of each list that was kept; nobody where lists are not read.
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
        if read is not None and path == LIST:
            read(host, (folder / str(number)).read_bytes())
        return size

    began, busy = time.monotonic(), time.process_time()
    with ThreadPoolExecutor(threads) as pool:
        sizes = list(pool.map(lambda job: fetch(job[0], *job[1]), enumerate(urls)))
    spent = {"seconds": time.monotonic() - began, "cpu_s": time.process_time() - busy}
    return {**spent, "bytes": sum(sizes), "requests": len(sizes)}


def bare_reading(plan: Plan, port: int, folder: Path, threads: int) -> Figures:
    """Fetch and keep every address with a pool of sessions, and meanwhile have each list read as ours are.

    The pool knows every address before it has read a list, so nothing ever waits for one: no harvest can do that.
    """
    sources = {host_of(source): source for source in house_of(plan, port, folder).active()}
    began, busy = time.monotonic(), time.process_time()
    with PageReaders(few=0) as readers, ThreadPoolExecutor(READERS) as reading:
        readers.begin()

        def read(host: str, content: bytes) -> None:
            source = sources[host]
            adapter = adapter_of(source)
            page = adapter.start(source)[0]
            body = Body(page, page.url, content, "text/html; charset=utf-8", Magic.HTML)
            if isinstance(readers.read(adapter, source, body, 0), Found):
                raise RuntimeError(f"the list of {host} was not read")

        tasks: list[Future[None]] = []
        figures = bare(
            plan.urls,
            port,
            folder,
            threads,
            keep=True,
            read=lambda host, content: tasks.append(reading.submit(read, host, content)),
        )
        for task in tasks:
            task.result()
        figures["lists"] = len(tasks)
    return {**figures, "seconds": time.monotonic() - began, "cpu_s": time.process_time() - busy}


def ours(plan: Plan, port: int, folder: Path, only: str | None, pause_s: float) -> Figures:
    """Harvest the world, or one of its hosts, into a warehouse that may hold an earlier harvest."""
    house = house_of(plan, port, folder, pause_s)
    chosen = [source.id for source in house.active() if only in (None, host_of(source))]
    before = _traces(house.settings.warehouse)
    began, busy = time.monotonic(), time.process_time()
    harvests = house.harvest(chosen)
    spent = {"seconds": time.monotonic() - began, "cpu_s": time.process_time() - busy}
    return {**spent, **_summed(harvests), **_grown(before, _traces(house.settings.warehouse))}


def house_of(plan: Plan, port: int, folder: Path, pause_s: float = 0) -> House:
    """Return the house of a world's register, with its warehouse in a folder."""
    register = folder / "sources.yaml"
    register.write_text(plan.register(), encoding="utf-8")
    here = f"127.0.0.1:{port}"
    return House(
        Settings(
            warehouse=folder / "warehouse",
            sources=register,
            contact="bench@catalogue.test",
            connect_to={host: here for host in plan.hosts},
            allow_private=here,
            pause_s=pause_s,
        )
    )


def host_of(source: Source) -> str:
    """Return the host of a row's list."""
    return source.urls[0].split("/")[2]


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
    if job["client"] == "reading":
        figures = bare_reading(plan, job["port"], folder, job["threads"])
    elif job["client"] == "bare":
        figures = bare(plan.urls, job["port"], folder, job["threads"], keep=job["keep"])
    else:
        figures = ours(plan, job["port"], folder, job["only"], job["pause_s"])
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
