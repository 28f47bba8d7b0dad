"""The commands that read: show, search, sql and export, as a person or a program meets them."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Printed

FRANKIE = "wandsworth-2021-frankie"


@pytest.fixture
def warehouse(printed: Printed) -> Path:
    return printed.house.settings.warehouse


def run(warehouse: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, without settings of this machine."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CATALOGUE_")}
    return subprocess.run(
        [sys.executable, "-c", "from catalogue.cli import main; main()", *words],
        env={**kept, "CATALOGUE_WAREHOUSE": str(warehouse), "COLUMNS": "110", **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_show_tells_everything_known_of_a_review_with_its_evidence(warehouse: Path) -> None:
    shown = run(warehouse, "show", FRANKIE)
    assert shown.returncode == 0, shown.stderr
    for words in ("Alex Sampleford", "2021-01", "reviewers@", "full_report", "available since", "Cite it as: "):
        assert words in shown.stdout
    assert "2021-01-01" not in shown.stdout, "a month is not told as a day"
    assert max(map(len, shown.stdout.split("Cite it as")[0].splitlines())) <= 110
    assert "\x1b" not in shown.stdout, "no colours where nobody looks"
    told = json.loads(run(warehouse, "show", FRANKIE, "--json").stdout)
    assert told["review"]["review_id"] == FRANKIE
    assert {one["review_id"] for one in told["evidence"]} == {FRANKIE}


def test_show_of_an_id_that_does_not_exist_suggests_near_ones(warehouse: Path) -> None:
    answer = run(warehouse, "show", "wandsworth-2021-franky")
    assert answer.returncode == 2
    assert f"Did you mean {FRANKIE}?" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_search_is_narrowed_and_refuses_names_that_do_not_exist(warehouse: Path) -> None:
    whole = json.loads(run(warehouse, "search", "exploitation", "--json").stdout)
    some = json.loads(run(warehouse, "search", "exploitation", "--json", "--area", "Waltham Forest").stdout)
    assert {one["review_id"] for one in some} < {one["review_id"] for one in whole}
    assert [one["review_id"] for one in some] == ["waltham-forest-2020-child-c"]
    assert "Nothing in this edition" in run(warehouse, "search", "exploitation", "--since", "2030").stdout
    for words, told in (
        (("--area", "Wandswroth"), "Did you mean Wandsworth?"),
        (("--theme", "neglekt"), "Did you mean Neglect"),
        (("--since", "yesterday"), "is not a date"),
    ):
        answer = run(warehouse, "search", "exploitation", *words)
        assert answer.returncode == 2
        assert told in answer.stderr


def test_sql_writes_a_file_for_a_spreadsheet(warehouse: Path, tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    query = "select '=1+1' as text, review_id from reviews order by review_id limit 2"
    assert run(warehouse, "sql", query, "--csv", str(target)).stdout == f"2 rows written to {target}.\n"
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == ["'=1+1"] * 2
    assert run(warehouse, "sql", "select 1 where false").stdout == "No row answers that.\n"


def test_export_writes_what_is_asked_and_says_where(warehouse: Path, tmp_path: Path) -> None:
    done = run(warehouse, "export", "--to", str(tmp_path / "out"), "--format", "csv,xlsx", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    folder = Path(told["folder"])
    assert {path.name for path in folder.iterdir()} == {"csv", "catalogue.xlsx", "datapackage.json", "sha256sums.txt"}
    assert told["rows"]["csv"]["reviews"] == told["rows"]["xlsx"]["reviews"] > 5
    wrong = run(warehouse, "export", "--format", "csv,docx")
    assert wrong.returncode == 2
    assert "Formats are parquet, csv, xlsx, jsonl" in wrong.stderr
    nowhere = run(tmp_path / "empty", "export")
    assert nowhere.returncode == 2
    assert "There is no edition" in nowhere.stderr


def test_a_shell_is_told_how_to_complete_and_what(warehouse: Path, tmp_path: Path) -> None:
    def offered(line: str, at: int, folder: Path) -> list[str]:
        env = {"_CATALOGUE_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(at)}
        code = "import sys; sys.argv[0] = 'catalogue'; from catalogue.cli import main; main()"
        kept = {key: value for key, value in os.environ.items() if not key.startswith("CATALOGUE_")}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**kept, "CATALOGUE_WAREHOUSE": str(folder), **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert "Traceback" not in done.stderr
        return done.stdout.split("\n")

    assert FRANKIE in offered("catalogue show wands", 2, warehouse)
    assert "neglect" in offered("catalogue search x --theme negl", 4, warehouse)
    assert "Waltham Forest" in offered("catalogue search x --area Walt", 4, warehouse)
    assert offered("catalogue show wands", 2, tmp_path) == [""]
    script = run(warehouse, "--show-completion", "bash", SHELL="/bin/bash")
    assert re.search(r"_CATALOGUE_COMPLETE|complete ", script.stdout + script.stderr)
