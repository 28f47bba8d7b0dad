"""The stages of a run over the country, in a process of their own: ``python -m tests.bench.stages JOB``.

Belongs here: calling each stage of the house and telling what it took, one line of JSON each. Does not belong here:
what is made of the figures (``tests.bench.whole``).
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from catalogue.describe import Described
from catalogue.house import House
from catalogue.settings import Settings
from catalogue.vocabulary import SourceState
from tests.bench.country.plan import Country, Scale

TEXT = "text.duckdb"
SITE = "https://reviews.example.org/"


class Run:
    """One run of the house over one warehouse."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.described: Described | None = None

    def harvest(self) -> Mapping[str, float]:
        """Harvest every source."""
        done = self.house.harvest()
        return {
            "sources": len(done),
            "good": sum(one.state is SourceState.OK for one in done),
            "new": sum(one.documents_new for one in done),
            "unchanged": sum(one.documents_unchanged for one in done),
            "failed": sum(one.documents_failed for one in done),
            "requests": sum(one.requests for one in done),
            "bytes": sum(one.bytes for one in done),
        }

    def describe(self) -> Mapping[str, float]:
        """Read what was not read before."""
        self.described = self.house.describe()
        pages = sum(len(one.reading.pages) for one in self.described.descriptions.values())
        return {"documents": len(self.described.descriptions), "read": self.described.parsed, "pages": pages}

    def resolve(self) -> Mapping[str, float]:
        """Work out the reviews, as printing will do again."""
        found = self.house.resolve(self.described)
        return {"reviews": len(found.reviews), "locations": len(found.locations), "questions": len(found.issues)}

    def publish(self) -> Mapping[str, float]:
        """Print the edition."""
        self.described = None
        done = self.house.publish()
        if not done.published:
            raise RuntimeError(f"{done.summary}: {done.refused}")
        return {"number": done.number, "changes": len(done.changes)}

    def site(self) -> Mapping[str, float]:
        """Print the site."""
        done = self.house.site()
        return {"files": done.files, "written": done.written}

    def watch(self) -> Mapping[str, float]:
        """Look at every address."""
        done = self.house.watch(everything=True)
        return {"checks": done.checks}

    def text(self) -> Mapping[str, float]:
        """Put the text of every page into a table beside the warehouse, for whoever has no index."""
        pages = 0
        with duckdb.connect(str(self.house.settings.warehouse.parent / TEXT)) as connection:
            connection.execute("CREATE TABLE pages (document_id VARCHAR, page BIGINT, text VARCHAR)")
            for sha256, one in self.house.describe().descriptions.items():
                said = [page.text for page in one.reading.pages]
                rows = [[sha256] * len(said), [page.number for page in one.reading.pages], said]
                connection.execute("INSERT INTO pages SELECT unnest(?), unnest(?), unnest(?)", rows)
                pages += len(said)
        return {"pages": pages}


def settings(port: int, folder: Path, country: Country) -> Settings:
    """Return the settings of a warehouse of a country that is served at a port."""
    register = folder / "sources.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    register.write_text(country.register(), encoding="utf-8")
    here = f"127.0.0.1:{port}"
    return Settings(
        warehouse=folder / "warehouse",
        sources=register,
        curation=folder / "curation.yaml",
        contact="bench@catalogue.test",
        connect_to={host: here for host in country.hosts},
        allow_private=here,
        pause_s=0,
        site_url=SITE,
    )


def main() -> None:
    """Do the stages of the job that is the one argument, as JSON, and tell of each when it ends."""
    job: dict[str, Any] = json.loads(sys.argv[1])
    run = Run(House(settings(job["port"], Path(job["folder"]), Country(Scale(**job["scale"]), job["day"]))))
    print(json.dumps({"stage": "start", "seconds": 0, "cpu_s": time.process_time()}), flush=True)
    for name in job["stages"]:
        stage: Callable[[], Mapping[str, float]] = getattr(run, name)
        began, busy = time.monotonic(), time.process_time()
        figures = stage()
        spent = {"seconds": time.monotonic() - began, "cpu_s": time.process_time() - busy}
        print(json.dumps({"stage": name, **spent, "figures": dict(figures)}), flush=True)


if __name__ == "__main__":
    main()
