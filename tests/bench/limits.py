"""What no program can be faster than, and what a user would do instead, measured beside the stages.

Belongs here: bare fetching, pdfium alone, writing one file, pdfplumber alone, each as simple as it can be. Does not
belong here: anything of the catalogue's own code.

``python -m tests.bench.limits JOB`` does one of them in a process of its own and prints its figures as JSON.
"""

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2 as pdfium
import requests

from tests.bench.alone import measure_alone, pdfplumber_alone
from tests.bench.country.plan import Country, Scale

Figures = dict[str, float]
CHUNK = 1 << 20
SAMPLED_PAGES = 240
"""Pages that pdfplumber reads; the time for all is scaled up from them."""


def fetching(urls: Sequence[tuple[str, str]], port: int, threads: int) -> Figures:
    """Fetch every address with a pool of sessions, dropping the bytes; then ask once more whether they changed."""
    local = threading.local()
    tags: dict[tuple[str, str], str] = {}

    def ask(job: tuple[str, str], *, again: bool) -> int:
        session = getattr(local, "session", None)
        if session is None:
            session = local.session = requests.Session()
            session.trust_env = False
        host, path = job
        headers = {"Host": host} | ({"If-None-Match": tags[job]} if again and job in tags else {})
        with session.get(f"http://127.0.0.1:{port}{path}", headers=headers, stream=True, timeout=60) as answer:
            if tag := answer.headers.get("etag"):
                tags[job] = tag
            return sum(len(chunk) for chunk in answer.iter_content(CHUNK))

    figures: Figures = {"requests": len(urls)}
    for name, again in (("fetch", False), ("again", True)):
        began, busy = time.monotonic(), time.process_time()
        with ThreadPoolExecutor(threads) as pool:
            figures["bytes"] = max(
                figures.get("bytes", 0), sum(pool.map(lambda job, on=again: ask(job, again=on), urls))
            )
        figures |= {f"{name}_s": time.monotonic() - began, f"{name}_cpu_s": time.process_time() - busy}
    return figures


def writing(file: Path, size: int) -> Figures:
    """Write as many bytes into one file, and wait until they are on the disk."""
    piece = os.urandom(CHUNK)
    began = time.monotonic()
    with file.open("wb") as out:
        for at in range(0, size, CHUNK):
            out.write(piece[: size - at])
        out.flush()
        os.fsync(out.fileno())
    seconds = time.monotonic() - began
    file.unlink()
    return {"write_s": seconds, "bytes": size}


def reading(paths: list[Path]) -> Figures:
    """Read the text of every page with pdfium alone, in as many processes as the catalogue uses."""
    seconds, pages = measure_alone(paths)
    return {"read_s": seconds, "pages": pages}


def plumbing(paths: list[Path], pages: int) -> Figures:
    """Read a sample with pdfplumber alone, in as many processes, and scale the time up to all pages."""
    enough, sample, count = min(SAMPLED_PAGES, pages // 20), [], 0
    for path in paths[:: max(1, len(paths) // 40)]:
        if count < enough:
            sample.append(path)
            with pdfium.PdfDocument(path) as document:
                count += len(document)
    seconds, read = measure_alone(sample, pdfplumber_alone)
    return {"plumber_s": seconds * pages / read, "sampled_s": seconds, "sampled_pages": read}


def pdfs(raw: Path) -> list[Path]:
    """Return the PDFs of a store, in a fixed order."""
    found = []
    for place, _, names in os.walk(raw):
        for name in names:
            path = Path(place) / name
            with path.open("rb") as file:
                if file.read(5) == b"%PDF-":
                    found.append(path)
    return sorted(found)


def main() -> None:
    """Do the one measurement that is asked for."""
    job = json.loads(sys.argv[1])
    kind, busy = job["limit"], time.process_time()
    if kind == "bare":
        figures = fetching(Country(Scale(**job["scale"])).urls, job["port"], job["threads"])
    elif kind == "write":
        figures = writing(Path(job["file"]), job["size"])
    elif kind == "read":
        figures = reading(pdfs(Path(job["raw"])))
    elif kind == "plumber":
        figures = plumbing(pdfs(Path(job["raw"])), job["pages"])
    else:
        raise ValueError(kind)
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps(figures | {f"{kind}_cpu_s": sum(one.ru_utime + one.ru_stime for one in spent) - busy}))


if __name__ == "__main__":
    main()
