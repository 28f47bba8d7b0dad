"""The command line as a person meets it: in a process of its own, with its exit codes and messages."""

import datetime as dt
import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import START
from tests.world.demo import environment
from tests.world.server import World
from tests.world.sites import FRANKIE_PDF


class Shell:
    """Runs commands against the miniature world, in one warehouse."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.env = {**environment(world, folder / "warehouse"), "CATALOGUE_NOW": START.isoformat()}

    def __call__(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-c", "from catalogue.cli import main; main()", *words)
        return subprocess.run(
            command, env={**self.env, **env}, cwd=self.folder, capture_output=True, text=True, check=False, timeout=120
        )


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell over a warehouse in which everything has run once."""
    with World() as world:
        one = Shell(world, tmp_path_factory.mktemp("shell"))
        ran = one("run")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        yield one


def test_run_tells_what_it_did(shell: Shell) -> None:
    ran = shell("run")
    assert ran.returncode == 0
    assert "no changes since edition" in ran.stdout
    assert "wandsworth" in ran.stdout


def test_nothing_is_asked_without_a_contact(shell: Shell) -> None:
    asked = len(shell.world.log)
    for words, contact in (("run", ""), ("harvest", "  "), ("watch", ""), ("try wandsworth", "")):
        answer = shell(*words.split(), CATALOGUE_CONTACT=contact)
        assert answer.returncode == 2
        assert answer.stderr.startswith("CATALOGUE_CONTACT is not set, so sites could not tell whom to ask")
        assert "Traceback" not in answer.stderr
    assert len(shell.world.log) == asked


def test_search_and_sql_give_json_for_programs(shell: Shell) -> None:
    found = json.loads(shell("search", "exploitation", "--json").stdout)
    assert found[0]["review_id"] == "waltham-forest-2020-child-c"
    rows = json.loads(shell("sql", "select count(*) as n from reviews where about_child", "--json").stdout)
    assert rows[0]["n"] >= 3


@pytest.mark.parametrize("words", ["search exploitation", "sql 'select 1'", "gaps", "status"])
def test_a_question_reads_no_code_of_harvesting_and_printing(shell: Shell, words: str) -> None:
    asked = f"""
import atexit, sys
from catalogue.cli import main
atexit.register(lambda: print("read:", *sorted(set(sys.modules) & {{"catalogue.house", "catalogue.harvest", "bs4"}})))
sys.argv[1:] = {shlex.split(words)}
main()"""
    command = (sys.executable, "-c", asked)
    done = subprocess.run(command, env=shell.env, cwd=shell.folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout.splitlines()[-1] == "read:"


def test_sql_cannot_write_or_read_other_files(shell: Shell) -> None:
    for query in ("delete from reviews", "select * from read_csv('/etc/passwd')", "install httpfs", "selec 1"):
        answer = shell("sql", query)
        assert answer.returncode == 2
        assert "Traceback" not in answer.stderr
        assert "DuckDB could not answer" in answer.stderr


def test_status_shows_the_edition(shell: Shell) -> None:
    answer = shell("status")
    assert answer.returncode == 0
    assert "No alert is open." in answer.stdout
    status = json.loads(shell("status", "--json").stdout)
    assert {one["state"] for one in status["sources"]} == {"ok"}


def test_status_of_a_past_day_is_what_was_known_then(shell: Shell) -> None:
    today = START.date()
    before = shell("status", "--at", (today - dt.timedelta(days=1)).isoformat())
    assert before.returncode == 0
    assert "No address had been checked by the end of" in before.stdout
    found = json.loads(shell("status", "--at", today.isoformat(), "--json").stdout)
    now = json.loads(
        shell(
            "sql", "--json", "select review_id, url, state, reason from availability join locations using (location_id)"
        ).stdout
    )
    known = {(one["review_id"], one["url"]): one["state"] for one in now if one["reason"] != "not-checked"}
    assert {(one["review_id"], one["url"]): one["state"] for one in found} == known
    assert "available" in known.values()
    later = json.loads(shell("status", "--at", (today + dt.timedelta(days=30)).isoformat(), "--json").stdout)
    assert {one["state"] for one in later} == {"unknown"}
    assert "not-checked" in {one["reason"] for one in later}
    assert shell("status", "--at", "yesterday").returncode == 2


def test_try_shows_what_is_left_out_and_stores_nothing(shell: Shell) -> None:
    before = sorted((shell.folder / "warehouse").rglob("*"))
    asked = len(shell.world.log)
    answer = shell("try", "wandsworth")
    assert answer.returncode == 0
    assert "Frankie" in answer.stdout
    assert "left out" in answer.stdout
    assert sorted((shell.folder / "warehouse").rglob("*")) == before
    assert not [one for one in shell.world.log[asked:] if one.path.endswith(".pdf")]


def test_read_shows_findings_with_pages(shell: Shell, tmp_path: Path) -> None:
    body = shell.world.body(FRANKIE_PDF)
    (tmp_path / "report.pdf").write_bytes(body)
    answer = shell("read", str(tmp_path / "report.pdf"), "--json")
    assert answer.returncode == 0
    values = {(one["field"], one["value"]) for one in json.loads(answer.stdout)["findings"]}
    assert ("reviewers", "Alex Sampleford") in values


def test_stages_run_one_by_one(shell: Shell) -> None:
    for command in ("harvest", "describe", "resolve", "publish", "watch"):
        answer = shell(command, "--json")
        assert answer.returncode == 0, f"{command}: {answer.stdout} {answer.stderr}"
        assert json.loads(answer.stdout)


@pytest.mark.parametrize(
    ("words", "env", "expected"),
    [
        (("harvest", "no-such-source"), {}, "No active source is called no-such-source"),
        (("harvest", "--sources", "missing.yaml"), {}, "There is no register at missing.yaml"),
        (("search", "x", "--warehouse", "nowhere"), {}, "There is no edition at nowhere"),
        (("run",), {"CATALOGUE_PAUSE_S": "soon"}, "CATALOGUE_PAUSE_S"),
        (("read", "missing.pdf"), {}, "There is no file missing.pdf"),
        (("dance",), {}, "dance"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_message(
    shell: Shell, words: tuple[str, ...], env: dict[str, str], expected: str
) -> None:
    answer = shell(*words, **env)
    assert answer.returncode == 2
    assert expected in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_broken_row_is_told_with_file_and_line_and_the_others_run(shell: Shell, tmp_path: Path) -> None:
    good = (Path(__file__).parent / "world" / "sources.yaml").read_text()
    (tmp_path / "sources.yaml").write_text(good + "\n  - id: broken\n    publisher: Nobody\n    colour: blue\n")
    answer = shell("harvest", "--sources", str(tmp_path / "sources.yaml"), "--warehouse", str(tmp_path / "w"), "--json")
    assert answer.returncode == 1
    assert "sources.yaml:" in answer.stderr
    assert "colour" in answer.stderr
    assert len(json.loads(answer.stdout)) == 5


def test_a_register_that_cannot_be_parsed_ends_with_2(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("sources: [\n  - id: {unclosed\n")
    answer = shell("run", "--sources", str(tmp_path / "sources.yaml"), "--warehouse", str(tmp_path / "w"))
    assert answer.returncode == 2
    assert "sources.yaml:" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_without_a_network_every_source_says_so_and_the_edition_stays(shell: Shell) -> None:
    edition = shell.folder / "warehouse" / "catalogue.duckdb"
    before = edition.read_bytes()
    unreachable = ",".join(f"{host}=127.0.0.1:9" for host in shell.world.hosts)
    answer = shell("run", CATALOGUE_CONNECT_TO=unreachable, CATALOGUE_ALLOW_PRIVATE="127.0.0.1:9")
    assert answer.returncode == 1
    assert answer.stdout.count("unreachable") >= 5
    assert "last edition stays" in answer.stderr
    assert edition.read_bytes() == before


def test_two_processes_do_not_work_on_one_warehouse(shell: Shell) -> None:
    import fcntl

    with (shell.folder / "warehouse" / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        answer = shell("publish")
    assert answer.returncode == 2
    assert "Another process is working" in answer.stderr
