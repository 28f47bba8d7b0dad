"""The commands that read: show, search, sql and export, as a person or a program meets them."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from catalogue.cli import app, completing
from tests.conftest import Printed

FRANKIE = "wandsworth-2021-frankie"


@pytest.fixture
def warehouse(printed: Printed) -> Path:
    return printed.house.settings.warehouse


def run(warehouse: Path, *words: str) -> Result:
    """Run a command on a warehouse."""
    return CliRunner().invoke(app, words, env={"CATALOGUE_WAREHOUSE": str(warehouse)}, catch_exceptions=False)


def test_show_tells_everything_known_of_a_review_with_its_evidence(warehouse: Path) -> None:
    shown = run(warehouse, "show", FRANKIE)
    assert shown.exit_code == 0, shown.stderr
    for words in ("Alex Sampleford", "2021-01", "reviewers@", "full_report", "available since", "Cite it as: "):
        assert words in shown.stdout
    assert "2021-01-01" not in shown.stdout, "a month is not told as a day"
    assert "\x1b" not in shown.stdout, "no colours where nobody looks"
    told = json.loads(run(warehouse, "show", FRANKIE, "--json").stdout)
    assert told["review"]["review_id"] == FRANKIE
    assert {one["review_id"] for one in told["evidence"]} == {FRANKIE}


def test_show_of_an_id_that_does_not_exist_suggests_near_ones(warehouse: Path) -> None:
    answer = run(warehouse, "show", "wandsworth-2021-franky")
    assert answer.exit_code == 2
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
        assert answer.exit_code == 2
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
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    folder = Path(told["folder"])
    assert {path.name for path in folder.iterdir()} == {"csv", "catalogue.xlsx", "datapackage.json", "sha256sums.txt"}
    assert told["rows"]["csv"]["reviews"] == told["rows"]["xlsx"]["reviews"] > 5
    wrong = run(warehouse, "export", "--format", "csv,docx")
    assert wrong.exit_code == 2
    assert "Formats are parquet, csv, xlsx, jsonl" in wrong.stderr
    nowhere = run(tmp_path / "empty", "export")
    assert nowhere.exit_code == 2
    assert "There is no edition" in nowhere.stderr


def test_ids_and_names_are_completed_from_the_edition(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATALOGUE_WAREHOUSE", str(warehouse))
    assert FRANKIE in completing.reviews("wands")
    assert completing.themes("negl") == ["neglect"]
    assert completing.areas("Walt") == ["Waltham Forest"]
    monkeypatch.setenv("CATALOGUE_WAREHOUSE", str(tmp_path))
    assert completing.reviews("wands") == []


def test_a_shell_is_offered_them_without_colours(warehouse: Path) -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith("CATALOGUE_")}
    asked = {"_CATALOGUE_COMPLETE": "complete_bash", "COMP_WORDS": "catalogue show wands", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'catalogue'; from catalogue.cli import main; main()"],
        env={**env, "CATALOGUE_WAREHOUSE": str(warehouse), **asked},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert FRANKIE in done.stdout.splitlines()
    assert "\x1b" not in done.stdout + done.stderr
