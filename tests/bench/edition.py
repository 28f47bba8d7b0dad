"""Benchmark: an edition of national size, asked: ``make benchmark-edition``.

Belongs here: printing it, timing its search and every view next to ILIKE on the full text, the table. Does not belong
here: its contents (``tests.bench.national``), or any assertion on time in the test suite; it says where a goal is
missed and exits with 1.

The edition is kept in ``warehouse/benchmark`` under a hash of the code that prints it, so that a second run only asks.
"""

import argparse
import hashlib
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from catalogue.edition import open_edition
from catalogue.publish import views
from tests.bench.national import KNOWN, SEED, National, Size
from tests.edition_samples import Press

ROOT = Path(__file__).parents[2]
QUERIES = 200
REPEATS = 7
FIRST_MS, P95_MS, VIEW_MS, SIZE_MB = 30, 15, 50, 150
FIRST = """
import sys, time, pathlib
from catalogue.edition import open_edition
began, used = time.perf_counter(), time.process_time()
with open_edition(pathlib.Path(sys.argv[1])) as edition:
    found = edition.execute("SELECT * FROM search('neglect baby') LIMIT 20").fetchall()
assert found
print((time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000)
"""


_EMPTY = """
import time, duckdb
began, used = time.perf_counter(), time.process_time()
duckdb.connect(":memory:").execute("SELECT 1").fetchall()
print((time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000)
"""
"""What no edition can be faster than: DuckDB, opened on nothing."""
_LOADED = "import duckdb\nduckdb.connect(':memory:').execute('SELECT 1').fetchall()\n" + FIRST
"""The first search again, by a program that has used DuckDB before: what the edition itself takes."""


def queries() -> list[str]:
    """Return what is searched: one to four words, every tenth with a phrase and every tenth with a field."""
    chance = random.Random(SEED)
    asked = []
    for number in range(QUERIES):
        words = " ".join(chance.choices(KNOWN, k=chance.randint(1, 4)))
        if number % 10 == 3:
            words = f'"{words}" {chance.choice(KNOWN)}'
        if number % 10 == 7:
            words += " theme:neglect -online"
        asked.append(words)
    return asked


def prepared(size: Size) -> tuple[Path, float | None]:
    """Return the folder of the edition, printed where it is missing, and the seconds that took."""
    told = hashlib.sha256(repr(size).encode())
    here = Path(__file__).parent
    sources = (*(ROOT / "src/catalogue/publish").rglob("*.py"), *(ROOT / "src/catalogue/models").rglob("*.py"))
    for path in sorted((*sources, here / "national.py", ROOT / "tests/edition_samples.py")):
        told.update(path.read_bytes())
    folder = ROOT / "warehouse" / "benchmark" / told.hexdigest()[:12]
    if (folder / "seconds.json").is_file():
        return folder, json.loads((folder / "seconds.json").read_text())
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    what = National(size).contents()
    began = time.perf_counter()
    outcome = Press(folder).print(what, keep=1)
    seconds = time.perf_counter() - began
    assert outcome.published, outcome.refused
    with duckdb.connect(str(folder / "text.duckdb")) as connection:
        connection.execute("CREATE TABLE pages (document_id VARCHAR, page BIGINT, text VARCHAR)")
        for document_id, pages in what.texts.items():
            rows = [[document_id] * len(pages), list(range(1, len(pages) + 1)), list(pages)]
            connection.execute("INSERT INTO pages SELECT unnest(?), unnest(?), unnest(?)", rows)
    (folder / "seconds.json").write_text(json.dumps(seconds))
    return folder, seconds


class Took(NamedTuple):
    """Milliseconds of one question: by the clock, and of all processors, which a shared machine disturbs less."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Took:
    """Return what something takes."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return Took((time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000)


def middle(took: Sequence[Took]) -> Took:
    """Return the medians of several."""
    return Took(statistics.median(one.wall for one in took), statistics.median(one.cpu for one in took))


def fresh(code: str, *arguments: str) -> Took:
    """Return what a piece of code tells of its time in a fresh process."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    wall, cpu = map(float, done.stdout.split())
    return Took(wall, cpu)


def searches(connection: duckdb.DuckDBPyConnection, most: int = QUERIES) -> list[Took]:
    """Return the milliseconds of every search, or of the first ones."""
    return [
        timed(lambda words=words: connection.execute("SELECT * FROM search(?) LIMIT 20", [words]).fetchall())  # type: ignore[misc]
        for words in queries()[:most]
    ]


def every_view(connection: duckdb.DuckDBPyConnection) -> dict[str, Took]:
    """Return the median milliseconds of every view and macro."""
    found = {}
    for view in views.VIEWS:
        query = f"SELECT * FROM {view.example}"
        found[view.name] = middle(
            [
                timed(lambda query=query: connection.execute(query).fetchall())  # type: ignore[misc]
                for _ in range(REPEATS)
            ]
        )
    return found


def ilike(path: Path) -> Took:
    """Return the median milliseconds of looking for one word in the full text."""
    with duckdb.connect(str(path), read_only=True) as connection:
        query = "SELECT DISTINCT document_id FROM pages WHERE text ILIKE '%neglect%'"
        return middle([timed(lambda: connection.execute(query).fetchall()) for _ in range(3)])


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of all does not exceed."""
    return sorted(values)[int(len(values) * share)]


def told(name: str, took: Took, goal: str) -> tuple[str, str, str, str]:
    """Return one line of the table."""
    return name, f"{took.wall:.1f}", f"{took.cpu:.1f}", goal


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--small", action="store_true", help="a hundredth of the size, to try the benchmark itself")
    size = Size(reviews=150, documents=250, characters=1_500_000) if given.parse_args().small else Size()
    folder, seconds = prepared(size)
    path = folder / "catalogue.duckdb"
    # One beside the other, so that what disturbs the machine disturbs both.
    turns = [(fresh(FIRST, str(path)), fresh(_EMPTY), fresh(_LOADED, str(path))) for _ in range(REPEATS)]
    opened, empty, loaded = (middle(column) for column in zip(*turns, strict=True))
    with open_edition(path) as connection:
        took = searches(connection)
        viewed = every_view(connection)
    p50, p95 = (Took(*(quantile([one[part] for one in took], share) for part in (0, 1))) for share in (0.5, 0.95))
    megabytes = path.stat().st_size / 1e6
    slowest = max(one.wall for one in viewed.values())
    rows = [
        told("opening and first search in a fresh process", opened, f"<= {FIRST_MS}"),
        told("of it DuckDB opened on nothing", empty, ""),
        told("opening and first search where DuckDB is loaded already", loaded, ""),
        told("search p50", p50, ""),
        told("search p95", p95, f"<= {P95_MS}"),
        told("ILIKE on the full text", ilike(folder / "text.duckdb"), ""),
        *(told(name, ms, f"<= {VIEW_MS}") for name, ms in viewed.items()),
        ("file without full text, MB", f"{megabytes:.1f}", "", f"< {SIZE_MB}"),
        ("full text, MB", f"{(folder / 'text.duckdb').stat().st_size / 1e6:.1f}", "", ""),
        ("printing, s", f"{seconds:.1f}", "", ""),
    ]
    print(f"{size.documents} documents, {size.characters:,} characters, seed {SEED}; ", end="")
    print(f"{os.cpu_count()} processors, Python {platform.python_version()}, DuckDB {duckdb.__version__}, ", end="")
    print(f"load {os.getloadavg()[0]:.1f}\n\n| measure | ms | of them processors | goal |\n|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    met = opened.wall <= FIRST_MS and p95.wall <= P95_MS and slowest <= VIEW_MS and megabytes < SIZE_MB
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
