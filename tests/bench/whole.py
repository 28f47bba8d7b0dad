"""The whole catalogue over the country, measured at one size: every stage, every limit, side by side in one run.

Belongs here: the order of the measurements. Does not belong here: the stages (``stages.py``), the limits
(``limits.py``), the table (``figures.py``).

Every run is a process of its own, as it would be for whoever runs the catalogue, and so is every limit, against one
server. Pauses between requests are off, as in ``make benchmark-harvest``: with them the largest host's pauses decide
and no program is faster than another. Pictures of pages are not recognised: Tesseract takes a second or more for each,
which would hide everything else.
"""

import contextlib
import dataclasses
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from catalogue.edition import open_edition
from tests.bench import edition
from tests.bench.country.plan import Country, Scale
from tests.bench.country.shelf import stocked
from tests.bench.meter import Meter
from tests.bench.stages import TEXT, settings

ROOT = Path(__file__).resolve().parents[2]
THREADS = 32
RUN = ("harvest", "describe", "publish", "site")
APART = ("resolve", "watch", "text")
"""Stages that are measured by themselves and count in no sum: printing resolves anyway, and the rest is no part of it."""


@dataclasses.dataclass(frozen=True)
class Took:
    """What one stage took."""

    seconds: float
    cpu_s: float
    """Processor time of all its processes."""
    peak_mb: float
    """Most memory of all its processes together, in millions of bytes."""
    figures: dict[str, float]


@dataclasses.dataclass(frozen=True)
class Whole:
    """Everything measured at one size."""

    scale: Scale
    country: dict[str, float]
    runs: dict[str, dict[str, Took]]
    """By run (cold, unchanged, changed) and stage; "all" is the whole process but for what is measured apart."""
    limits: dict[str, float]
    bytes_on_disk: dict[str, int]
    asking: dict[str, float]
    """Milliseconds of questions to the edition."""

    def took(self, run: str, stage: str = "all") -> Took:
        """Return what one stage of one run took."""
        return self.runs[run][stage]


class World:
    """A country that is served, and a folder for warehouses."""

    def __init__(self, scale: Scale, port: int, folder: Path) -> None:
        self.scale, self.port, self.folder = scale, port, folder

    def day(self, number: int) -> None:
        """Make it another day."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for path in (f"/day/{number}", "/log"):
            connection.request("GET", path, headers={"Host": "control"})
            connection.getresponse().read()
        connection.close()

    def run(self, stages: Sequence[str], day: int = 0) -> dict[str, Took]:
        """Do stages in one process; return what each took, and what all took together."""
        self.day(day)
        told = {"scale": dataclasses.asdict(self.scale), "port": self.port, "folder": str(self.folder / "ours")}
        command = [sys.executable, "-m", "tests.bench.stages", json.dumps({**told, "day": day, "stages": stages})]
        began = time.monotonic()
        with subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"PATH": str(Path(sys.executable).parent)},
        ) as client:
            meter = Meter(client.pid)
            assert client.stdout is not None
            found, others = {}, 0.0
            for line in client.stdout:
                one = json.loads(line)
                spent, others = meter.others_cpu_s - others, meter.others_cpu_s
                found[one["stage"]] = Took(
                    one["seconds"], one["cpu_s"] + spent, meter.take_peak(), one.get("figures", {})
                )
            meter.stop()
        if client.returncode:
            raise subprocess.CalledProcessError(client.returncode, command)
        return found | {"all": _together(found, time.monotonic() - began)}

    def limit(self, kind: str, **job: object) -> dict[str, float]:
        """Measure one limit in a process of its own."""
        told = {"limit": kind, "scale": dataclasses.asdict(self.scale), "port": self.port, **job}
        command = [sys.executable, "-m", "tests.bench.limits", json.dumps(told)]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return figures


def _together(found: dict[str, Took], wall: float) -> Took:
    """Return what a whole process took, without what was measured apart."""
    counted = {name: took for name, took in found.items() if name not in APART}
    apart = sum(took.seconds for name, took in found.items() if name in APART)
    peak = max(took.peak_mb for took in counted.values())
    return Took(wall - apart, sum(took.cpu_s for took in counted.values()), peak, {})


@contextlib.contextmanager
def world(scale: Scale) -> Iterator[World]:
    """Serve a country; it and its warehouses are gone afterwards."""
    stocked(scale)
    command = [sys.executable, "-m", "tests.bench.country.shelf", json.dumps(dataclasses.asdict(scale))]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server,
    ):
        try:
            assert server.stdout is not None
            yield World(scale, int(server.stdout.readline()), Path(folder))
        finally:
            server.terminate()


def measure(scale: Scale, say: Callable[[str], None]) -> Whole:
    """Measure everything at one size.

    Args:
        scale: The country.
        say: Told what comes next.

    Returns:
        Every figure of the tables.
    """
    country = Country(scale)
    say("making the country, unless it is kept from an earlier run")
    with world(scale) as here:
        say("fetching alone")
        warehouse = here.folder / "ours" / "warehouse"
        limits = here.limit("bare", threads=THREADS)
        say("the cold run")
        runs = {"cold": here.run((*RUN, "resolve"))}
        say("reading and writing alone")
        pages = runs["cold"]["describe"].figures["pages"]
        limits |= here.limit("read", raw=str(warehouse / "raw"))
        limits |= here.limit("plumber", raw=str(warehouse / "raw"), pages=limits["pages"])
        disk = _disk(warehouse)
        limits |= here.limit("write", file=str(here.folder / "one"), size=sum(disk.values()))
        say("the unchanged run, and watching")
        runs["unchanged"] = here.run((*RUN, "watch"))
        say("the run after 1 % changed")
        runs["changed"] = here.run((*RUN, "text"), day=1)
        say("asking")
        asking = _asking(here, country)
    listed = {"hosts": len(country.hosts), "papers": len(country.papers), "reviews": country.distinct}
    return Whole(scale, listed | {"pages": pages, "mb": limits["bytes"] / 1e6}, runs, limits, disk, asking)


def _disk(warehouse: Path) -> dict[str, int]:
    """Return the bytes of each part of a warehouse."""
    found: dict[str, int] = {}
    for place, _, names in os.walk(warehouse):
        part = Path(place).relative_to(warehouse).parts[:1]
        for name in names:
            key = part[0] if part else name
            found[key] = found.get(key, 0) + (Path(place) / name).stat().st_size
    return found


def _asking(here: World, country: Country) -> dict[str, float]:
    """Ask the edition as its readers do, and the full text as they would without it."""
    kept = settings(here.port, here.folder / "ours", country)
    first = edition.middle([edition.fresh(edition.FIRST, str(kept.edition_path)) for _ in range(3)])
    with open_edition(kept.edition_path) as connection:
        took = [one.wall for one in edition.searches(connection, most=min(edition.QUERIES, country.distinct))]
    return {
        "first": first.wall,
        "p50": edition.quantile(took, 0.5),
        "p95": edition.quantile(took, 0.95),
        "ilike": edition.ilike(here.folder / "ours" / TEXT).wall,
    }
