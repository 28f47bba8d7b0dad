"""What the runs that kill and the disks that fail stand on: worlds to harvest, and what must hold of a warehouse.

Belongs here: the two worlds, the command over them, the invariants. Does not belong here: doing harm.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from catalogue.journal import FolderJournal
from catalogue.models import Capture
from tests.conftest import START, dump
from tests.world.demo import environment
from tests.world.server import World

HOSTS, PAPERS = 150, 8
_SHM = Path("/dev/shm")  # noqa: S108 - a folder in memory, where the machine has one


@dataclass(frozen=True)
class Ground:
    """A world and the command that goes over it."""

    world: World
    command: tuple[str, ...]
    register: Path | None = None

    def environment(self, warehouse: Path) -> dict[str, str]:
        """Return what the command needs to know, for a warehouse."""
        found = {**environment(self.world, warehouse), "CATALOGUE_NOW": START.isoformat()}
        return found if self.register is None else {**found, "CATALOGUE_SOURCES": str(self.register)}

    def outcome(self, warehouse: Path) -> Mapping[str, object]:
        """Return what a run came to, which is the same however often it was killed on its way."""
        edition = warehouse / "catalogue.duckdb"
        if edition.exists():
            return dump(edition)
        captures = FolderJournal(warehouse / "journal").read(Capture)
        return {"captures": sorted({(one.url, one.sha256) for one in captures if one.sha256 and not one.not_modified})}


@contextmanager
def whole() -> Iterator[Ground]:
    """Give the miniature world, over which everything runs: harvest, describe, resolve, watch, publish."""
    with World() as world:
        yield Ground(world, ("run", "--json"))


@contextmanager
def wide(hosts: int = HOSTS) -> Iterator[Ground]:
    """Give many small sites, of eight documents each, that are only harvested."""
    with World() as world, tempfile.TemporaryDirectory() as folder:
        rows = ["sources:"]
        for number in range(hosts):
            host = f"h{number:03}.test"
            links = "".join(
                f"<h2>Child {chr(65 + paper)}</h2><p><a href='/files/{paper}.pdf'>Child {chr(65 + paper)} local child "
                "safeguarding practice review</a></p>"
                for paper in range(PAPERS)
            )
            world.put(
                f"http://{host}/reviews", f"<html><body><main><h1>Reviews</h1>{links}</main></body></html>".encode()
            )
            for paper in range(PAPERS):
                world.put(f"http://{host}/files/{paper}.pdf", f"%PDF-1.4 {number} {paper}".encode(), "application/pdf")
            rows.append(
                f"  - {{id: h{number:03}, publisher: Partnership {number}, publisher_id: h{number:03}, nation: England, "
                f"scope: child, areas: [Wandsworth], adapter: listing, urls: ['http://{host}/reviews'], expect: {{least: 8}}}}"
            )
        register = Path(folder) / "sources.yaml"
        register.write_text("\n".join(rows) + "\n")
        yield Ground(world, ("harvest", "--json"), register)


def wrong_with(warehouse: Path, *, ended: bool) -> list[str]:
    """Return what does not hold of a warehouse.

    Args:
        warehouse: Its folder.
        ended: Whether the last command came to its end, so that nothing unfinished may stand beside the edition.
    """
    wrong = []
    for path in (warehouse / "raw").glob("??/??/*"):
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            wrong.append(f"blob {path.name} is not what its name says")
    if ended:
        wrong += [f"{path.name} is left over" for path in warehouse.glob("*") if path.suffix in (".tmp", ".wal")]
    journal = FolderJournal(warehouse / "journal")
    lost = [one.sha256 for one in journal.read(Capture) if one.sha256 and not _stands(warehouse, one.sha256)]
    return [*wrong, *(f"the journal tells of blob {one}, which is not there" for one in lost)]


def _stands(warehouse: Path, sha256: str) -> bool:
    """Tell whether a blob stands."""
    return (warehouse / "raw" / sha256[:2] / sha256[2:4] / sha256).is_file()


def memory() -> Path | None:
    """Return a folder in memory, where the machine has one: thousands of warehouses are written here."""
    return _SHM if _SHM.is_dir() and os.access(_SHM, os.W_OK) else None
