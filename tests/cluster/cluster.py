"""A cluster on one machine: PostgreSQL, an S3-compatible server, Dagster's run launcher, and workers with own disks.

Belongs here: bringing it up, giving it work, killing one of its workers. Does not belong here: what is printed of it
(``__main__``).

Dagster is set up by the very files of ``deploy/kubernetes``.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dagster import DagsterInstance, DagsterRun, DagsterRunStatus

from catalogue.edition import open_edition
from tests.cluster.country import Country, country
from tests.cluster.servers import postgres, s3_server

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "deploy" / "kubernetes"
SHARES = 4
PATIENCE_S = 900
_BIN = Path(sys.executable).parent
_BADLY = frozenset({DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED})


@dataclass
class Cluster:
    """A running cluster."""

    place: Country
    folder: Path
    store: str
    variables: dict[str, str]
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _started: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _instance: DagsterInstance | None = None

    @property
    def instance(self) -> DagsterInstance:
        """Return Dagster's instance, opened once."""
        if self._instance is None:
            self._instance = DagsterInstance.from_config(self.variables["DAGSTER_HOME"])
        return self._instance

    def queues(self) -> None:
        """Start Dagster's daemon, which hands queued runs to the workers."""
        command = [str(_BIN / "dagster-daemon"), "run", "-m", "pipelines.definitions"]
        self._start("daemon", command, self.folder / "launching")

    def works(self, name: str) -> None:
        """Start a worker with a disk of its own."""
        command = [
            str(_BIN / "dagster-celery"),
            "worker",
            "start",
            "-A",
            "dagster_celery.app",
            "-y",
            str(SETUP / "celery.yaml"),
        ]
        self.workers[name] = self._start(
            name, [*command, "-q", "dagster", "-n", name, "--", "-P", "solo"], self.folder / name
        )

    def launch(self, job: str, tags: dict[str, str] | None = None) -> str:
        """Launch a job by Dagster's run launcher and return its run."""
        own = uuid.uuid4().hex
        words = [
            "job",
            "launch",
            "-m",
            "pipelines.definitions",
            "-j",
            job,
            "--tags",
            json.dumps({**(tags or {}), "own": own}),
        ]
        variables = {**self.place.variables(self.folder / "launching", self.store), **self.variables}
        done = subprocess.run([_BIN / "dagster", *words], env=variables, cwd=ROOT, check=False, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return next(run.run_id for run in self.instance.get_runs() if run.tags.get("own") == own)

    def run(self, run_id: str) -> DagsterRun:
        """Return a run as it is now."""
        found = self.instance.get_run_by_id(run_id)
        assert found is not None
        return found

    def wait(self, run_ids: Sequence[str]) -> None:
        """Return when runs have ended well."""

        def well() -> bool:
            told = {one: self.run(one).status for one in run_ids}
            assert not set(told.values()) & _BADLY, told
            return set(told.values()) == {DagsterRunStatus.SUCCESS}

        until(well, "the runs do not end")

    def busy(self) -> list[str]:
        """Return the workers that are at work: those that hold the lock on their warehouse."""
        return [name for name in self.workers if _is_locked(self.folder / name / ".lock")]

    def kill(self, name: str) -> None:
        """Kill a worker at once, and lose its disk."""
        worker = self.workers.pop(name)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        shutil.rmtree(self.folder / name)

    def stop(self) -> None:
        """Stop everything that was started and not killed."""
        running = [one for one in self._started if one.poll() is None]
        for one in running:
            os.killpg(one.pid, signal.SIGTERM)
        for one in running:
            one.wait()

    def _start(self, name: str, command: Sequence[str], warehouse: Path) -> subprocess.Popen[bytes]:
        """Start a process in a group of its own; what it says goes into a file."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env={**self.place.variables(warehouse, self.store), **self.variables},
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._started.append(process)
        return process


@contextmanager
def cluster(hosts: int, folder: Path) -> Iterator[Cluster]:
    """Give a cluster over a country of so many hosts, with two workers."""
    with ExitStack() as stack:
        place = stack.enter_context(country(hosts, folder))
        s3 = stack.enter_context(s3_server())
        port = stack.enter_context(postgres())
        home = folder / "dagster"
        home.mkdir()
        shutil.copyfile(SETUP / "dagster.yaml", home / "dagster.yaml")
        database = f"postgresql+psycopg2://catalogue:catalogue@127.0.0.1:{port}/catalogue"
        variables = {
            **s3.variables,
            "PATH": f"{_BIN}:{os.environ['PATH']}",
            "DAGSTER_HOME": str(home),
            "DAGSTER_POSTGRES_URL": database,
            "DAGSTER_CELERY_BROKER": f"sqla+{database}",
            "DAGSTER_CELERY_BACKEND": f"db+{database}",
            "CATALOGUE_LEASE_WAIT_S": str(PATIENCE_S),
        }
        os.environ.update(variables)
        store = f"{s3.bucket('cluster')}/catalogue"
        os.environ.update(place.variables(folder / "launching", store))
        made = Cluster(place, folder, store, variables)
        try:
            made.queues()
            made.works("one")
            made.works("two")
            yield made
        finally:
            made.stop()


def alone(place: Country, warehouse: Path) -> float:
    """Harvest and publish on one machine without a store; return the seconds it took."""
    began = time.monotonic()
    for word in ("harvest", "publish"):
        command = [sys.executable, "-c", "from catalogue.cli import main; main()", word, "--json"]
        done = subprocess.run(command, env=place.variables(warehouse), cwd=ROOT, check=False, capture_output=True)
        assert done.returncode in (0, 1), done.stderr.decode()
    return time.monotonic() - began


def content(edition: Path) -> tuple[str, int]:
    """Return the hash of an edition's content, and its number of reviews."""
    with open_edition(edition) as connection:
        row = connection.execute("select content_sha256, reviews from edition").fetchone()
    assert row is not None
    return str(row[0]), int(row[1])


def prove(hosts: int, folder: Path) -> dict[str, object]:
    """Harvest in shares on two workers, kill one half-way, and publish; twice at the same time.

    Args:
        hosts: Number of hosts.
        folder: Where everything goes.

    Returns:
        Figures by name.

    Raises:
        AssertionError: The edition differs from the one that a machine alone prints, or a run failed.
    """
    with cluster(hosts, folder) as made:
        from pipelines.sharing import in_shares  # it reads the register when it is imported

        single = alone(made.place, folder / "alone")
        made.place.slow.clear()
        made.place.asked.clear()
        began = time.monotonic()
        with ThreadPoolExecutor(2) as pool:
            runs = list(pool.map(lambda tags: made.launch("harvest_share", tags), in_shares(SHARES)))
        made.wait(runs[:-1])
        assert made.place.asked.wait(PATIENCE_S)
        until(lambda: len(made.busy()) == 1, "no worker is at the last share")
        (victim,) = made.busy()
        until(lambda: any(made.folder.joinpath(victim).glob("journal/captures/*.jsonl")), "nothing was done")
        lost = sum(1 for _ in made.folder.joinpath(victim, "raw").glob("*/*/*"))
        made.kill(victim)
        made.place.slow.set()
        made.works(victim)
        again = [made.launch("harvest_share", in_shares(SHARES)[-1])]
        made.wait(again)
        with ThreadPoolExecutor(2) as pool:
            printing = list(pool.map(made.launch, ["read_and_publish"] * 2))
        made.wait(printing)
        took = time.monotonic() - began
        editions = [path for name in made.workers if (path := folder / name / "catalogue.duckdb").is_file()]
        assert editions
        assert {content(path) for path in editions} == {content(folder / "alone" / "catalogue.duckdb")}
        return {
            "hosts": hosts,
            "reviews": content(editions[0])[1],
            "content_sha256": content(editions[0])[0],
            "seconds alone": round(single, 1),
            "seconds in the cluster, the kill and all starts of Dagster included": round(took, 1),
            "bodies on the killed worker's disk": lost,
            "editions printed": len(list(editions[0].parent.glob("editions/*.duckdb"))),
        }


def until(true: Callable[[], bool], otherwise: str) -> None:
    """Return when something has come true."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end, otherwise
        time.sleep(0.2)


def _is_locked(path: Path) -> bool:
    """Tell whether a process holds a lock."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
