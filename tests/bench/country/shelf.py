"""Every byte of a country, made once, kept in the user's cache, and found by host and path.

Belongs here: the file that holds the bodies, its index, and how an address is answered. Does not belong here: sockets
(``tests.bench.server``).

The folder is named by a hash of the code that makes the bytes, the size and the seed; it stands outside the
repository, in ``$XDG_CACHE_HOME`` or ``~/.cache``, and can be deleted at any time.
"""

import functools
import hashlib
import json
import mmap
import os
import random
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.bench.country import lists
from tests.bench.country.bodies import body
from tests.bench.country.plan import Case, Country, Paper, Scale
from tests.bench.plan import FILLER, LARGEST, ROBOTS
from tests.bench.server import HTML, NOTHING_THERE, TEXT, Answer, Answers, serve

CACHE = "catalogue-benchmark"
DAYS = (0, 1)
_WORKERS = 2


@dataclass(frozen=True)
class Place:
    """Where the bytes of one version of a paper are."""

    head: int
    """Bytes before the filler."""
    offset: int
    """Where they begin in the file; those after the filler follow them."""
    tail: int
    filler: int
    start: int
    """Where its filler begins in the noise."""
    media: str


class Shelf:
    """The bodies of a country on all its days."""

    def __init__(self, scale: Scale, folder: Path) -> None:
        """Open a shelf that `stocked` has filled."""
        self.scale, self.folder = scale, folder
        rows = json.loads((folder / "index.json").read_text())
        self.places = {name: Place(*row) for name, row in rows.items()}
        self.noise = random.Random(scale.seed).randbytes(FILLER)
        with (folder / "words.bin").open("rb") as file:
            self.words = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def whole(self, paper: Paper) -> bytes:
        """Return a paper's bytes."""
        one = self.places[_name(paper)]
        middle = one.offset + one.head
        noise = self.noise[one.start : one.start + one.filler]
        return b"".join((self.words[one.offset : middle], noise, self.words[middle : middle + one.tail]))

    def answers(self, country: Country) -> Answers:
        """Return what every address of a country gives on its day."""
        found = {}
        for host in country.hosts:
            found[host, "/robots.txt"] = Answer(200, TEXT, '"robots"', ROBOTS)
            page = lists.page(country, host)
            found[host, country.list_of(host)] = Answer(200, HTML, f'"{hashlib.sha256(page).hexdigest()[:16]}"', page)
        for paper in country.papers:
            found[paper.host, paper.path] = self._answer(paper)
        return found

    def _answer(self, paper: Paper) -> Answer:
        """Return what the address of a paper gives."""
        if paper.gone:
            return NOTHING_THERE
        one = self.places[_name(paper)]
        middle = one.offset + one.head
        return Answer(
            200,
            one.media,
            f'"{_name(paper)}"',
            self.words[one.offset : middle],
            (one.start, one.filler),
            self.words[middle : middle + one.tail],
        )


def stocked(scale: Scale) -> Shelf:
    """Return the shelf of a country, its bodies made where they are missing."""
    folder = folder_of(scale)
    if not (folder / "index.json").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _fill(scale, folder)
    return Shelf(scale, folder)


def folder_of(scale: Scale) -> Path:
    """Return where a country's shelf is kept."""
    told = hashlib.sha256(repr((scale.times, scale.publishers, scale.seed)).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        told.update(path.read_bytes())
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / CACHE
    return cache / told.hexdigest()[:16]


def _fill(scale: Scale, folder: Path) -> None:
    """Make the bodies of all days, each once, and then the index, whose presence says that all is there."""
    hosts = list(Country(scale).places)
    index: dict[str, Place] = {}
    written = 0
    with (
        (folder / "words.bin").open("wb") as file,
        ProcessPoolExecutor(_WORKERS, mp_context=get_context("spawn")) as pool,
    ):
        for made in pool.map(_made, [(scale, host) for host in hosts]):
            for name, head, filler, tail, media in made:
                chance = random.Random(f"filler {name}")
                index[name] = Place(len(head), written, len(tail), filler, chance.randrange(FILLER - LARGEST), media)
                written += file.write(head + tail)
    part = folder / "index.part"
    part.write_text(json.dumps({name: astuple(one) for name, one in index.items()}))
    part.replace(folder / "index.json")


def _made(job: tuple[Scale, str]) -> list[tuple[str, bytes, int, bytes, str]]:
    """Return the bodies of one host's papers on all days, each once."""
    scale, host = job
    found = {}
    for case, paper in _papers(scale, host):
        if _name(paper) not in found:
            one = body(case, paper)
            found[_name(paper)] = (_name(paper), one.head, one.filler, one.tail, one.media)
    return list(found.values())


def _papers(scale: Scale, host: str) -> Iterator[tuple[Case, Paper]]:
    """Give one host's own papers on all days."""
    for day in DAYS:
        for case in _country(scale, day).cases[host]:
            yield from ((case, paper) for paper in case.papers if not paper.is_copy)


@functools.cache
def _country(scale: Scale, day: int) -> Country:
    """Return a country on a day."""
    return Country(scale, day)


def _name(paper: Paper) -> str:
    """Return the name of a version of a paper, whoever shows it."""
    return f"{paper.original} {paper.version}"


def main() -> None:
    """Serve the country whose scale is the one argument, as JSON."""
    scale = Scale(**json.loads(sys.argv[1]))
    shelf = Shelf(scale, folder_of(scale))
    serve([shelf.answers(Country(scale, day)) for day in DAYS], scale.seed, scale.latency_s)


if __name__ == "__main__":
    main()
