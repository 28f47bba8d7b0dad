"""Whole machines: processes of the command line with disks of their own, which share an S3-compatible store."""

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

from typer.testing import CliRunner, Result

from catalogue.cli import app
from catalogue.depot import open_depot
from catalogue.edition import open_edition
from tests.cluster.country import Country, country
from tests.cluster.machines import Machine
from tests.cluster.servers import S3

COMMAND = (sys.executable, "-c", "from catalogue.cli import main; main()")
PATIENCE_S = 120


def begins(place: Country, warehouse: Path, store: str | None, *words: str) -> subprocess.Popen[str]:
    """Begin a command of one machine, as a process of its own."""
    variables = place.variables(warehouse, store)
    pipe = subprocess.PIPE
    return subprocess.Popen([*COMMAND, *words], env=variables, stdout=pipe, stderr=pipe, text=True)


def does(place: Country, warehouse: Path, store: str | None, *words: str) -> Result:
    """Return what a command of one machine does, in this process."""
    variables = {name: value for name, value in place.variables(warehouse, store).items() if name not in os.environ}
    return CliRunner().invoke(app, words, env=variables)


def content(warehouse: Path) -> tuple[str, int]:
    """Return the hash of an edition's content, and its number of reviews."""
    with open_edition(warehouse / "catalogue.duckdb") as connection:
        row = connection.execute("select content_sha256, reviews from edition").fetchone()
    assert row is not None
    return str(row[0]), int(row[1])


def test_workers_with_disks_of_their_own_print_what_one_machine_prints(s3: S3, tmp_path: Path) -> None:
    store = f"{s3.bucket(f'b-{uuid.uuid4().hex}')}/catalogue"
    with country(6, tmp_path) as place:
        assert does(place, tmp_path / "alone", None, "harvest", "--json").exit_code == 0
        assert does(place, tmp_path / "alone", None, "publish", "--json").exit_code in (0, 1)
        place.slow.clear()
        place.asked.clear()
        killed = begins(place, tmp_path / "two", store, "harvest", *place.ids[3:], "--json")
        assert place.asked.wait(PATIENCE_S)
        until_something_is_journalled(tmp_path / "two")
        killed.send_signal(signal.SIGKILL)
        assert killed.wait() == -signal.SIGKILL
        killed.communicate()
        assert does(place, tmp_path / "one", store, "harvest", *place.ids[:3], "--json").exit_code == 0
        shutil.rmtree(tmp_path / "two")  # its disk is lost with it
        place.slow.set()
        assert does(place, tmp_path / "two", store, "harvest", *place.ids[3:], "--json").exit_code == 0
        assert json.loads(does(place, tmp_path / "three", store, "publish", "--json").stdout)["published"]
        assert content(tmp_path / "three") == content(tmp_path / "alone")
        assert content(tmp_path / "alone")[1] == 12


def until_something_is_journalled(warehouse: Path) -> None:
    """Return when a worker has done a part of its work."""
    end = time.monotonic() + PATIENCE_S
    while not list(warehouse.glob("journal/captures/*.jsonl")):
        assert time.monotonic() < end, "nothing was journalled"
        time.sleep(0.02)


def test_the_command_line_says_in_a_sentence_what_is_the_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with country(1, tmp_path) as place:
        Machine(
            tmp_path / "other", open_depot(str(tmp_path / "shared")), lambda: dt.datetime.now(dt.UTC)
        ).exchange._taken()
        busy = does(place, tmp_path / "one", str(tmp_path / "shared"), "publish")
        away = does(place, tmp_path / "two", str(tmp_path / "file/shared"), "publish")
    for result, words in ((busy, "Another machine ("), (away, "cannot be used: Not a directory")):
        assert result.exit_code == 2
        assert words in " ".join(result.stderr.split())
        assert "Traceback" not in result.stderr
