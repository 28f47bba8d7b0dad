"""Whole machines: processes of the command line with disks of their own, which share an S3-compatible store."""

import datetime as dt
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from catalogue.cli import app
from catalogue.depot import open_depot
from catalogue.edition import open_edition
from tests.cluster.country import Country, country, page, report
from tests.cluster.machines import Machine, content
from tests.cluster.servers import S3
from tests.world.resources import html, pdf

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


@pytest.mark.long
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
        assert content(tmp_path / "three/catalogue.duckdb") == content(tmp_path / "alone/catalogue.duckdb")
        assert content(tmp_path / "alone/catalogue.duckdb")[1] == 12


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


@pytest.mark.long
def test_a_machine_prints_again_what_another_published(tmp_path: Path) -> None:
    store = str(tmp_path / "shared")
    with country(1, tmp_path) as place:
        for word in ("harvest", "publish", "site", "export"):
            assert does(place, tmp_path / "one", store, word).exit_code in (0, 1), word
        assert "Child AAA" in told(tmp_path / "one/site")
        place.world.route("http://place-000.test/reviews", html(page("place-000", 2)))
        place.world.route("http://place-000.test/files/aab-review.pdf", pdf(report("place-000", 1)))
        for word in ("harvest", "publish"):
            assert does(place, tmp_path / "two", store, word).exit_code in (0, 1), word
        assert does(place, tmp_path / "one", store, "harvest").exit_code in (0, 1)
    assert content(tmp_path / "one/catalogue.duckdb") == content(tmp_path / "two/catalogue.duckdb")
    assert "Child AAB" in told(tmp_path / "one/site")
    assert not list((tmp_path / "one/exports").glob("*/*"))


@pytest.mark.long
def test_what_one_machine_takes_down_is_left_on_no_other_and_not_in_the_store(tmp_path: Path) -> None:
    store = tmp_path / "shared"
    with country(2, tmp_path) as place:
        for word in ("harvest", "publish", "site"):
            assert does(place, tmp_path / "one", str(store), word).exit_code in (0, 1), word
        name = b"Child AAA"
        gone = hashlib.sha256(report("place-000", 0)).hexdigest()
        assert [path for path in kept(tmp_path / "one", store) if gone in path.name]
        with open_edition(tmp_path / "one/catalogue.duckdb") as connection:
            (review,) = (
                connection.execute("select review_id from documents where document_id = ?", [gone]).fetchone() or ()
            )
        words = ("takedown", str(review), "--because", "The partnership asked for it.", "--by", "A. Curator", "--now")
        taken = does(place, tmp_path / "two", str(store), *words)
        assert taken.exit_code == 0, taken.output
        assert does(place, tmp_path / "one", str(store), "harvest", "place-001").exit_code in (0, 1)
        assert does(place, tmp_path / "one", str(store), "publish").exit_code in (0, 1)
    assert not [path for path in kept(tmp_path / "one", tmp_path / "two", store) if gone in path.name]
    assert name.decode() not in told(tmp_path / "one/site")
    for edition in tmp_path.glob("*/editions/*.duckdb"):
        with open_edition(edition) as connection:
            assert connection.execute("select count(*) from documents where document_id = ?", [gone]).fetchone() == (0,)
    shared = {path.name for path in (store / "bytes").glob("*/*/*")}
    editions = {hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.glob("*/editions/*.duckdb")}
    duckdbs = {path.name for path in (store / "bytes").glob("*/*/*") if path.read_bytes()[8:12] == b"DUCK"}
    assert duckdbs
    assert duckdbs <= editions & shared  # no edition of before is left among the objects


def kept(*folders: Path) -> list[Path]:
    """Return every file below folders."""
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def told(site: Path) -> str:
    """Return the text of every page of a site."""
    return "".join(path.read_text() for path in site.rglob("*.html"))
