"""The commands about editions and gaps, over printed editions."""

import csv
import dataclasses
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from catalogue.cli import app
from catalogue.export import write_csv
from catalogue.publish import kept
from tests.edition_samples import NOON, SOURCE, Press, contents, review
from tests.test_gaps import NSPCC, PANEL, listing

DAY = dt.timedelta(days=1)
TITLE = '=HYPERLINK("http://a.test")'


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Three editions: one review, a second beside it, and the first under another title."""
    press = Press(tmp_path_factory.mktemp("warehouse"))
    listings = (listing("r1", "sampleborough"), listing("r1", "nspcc"))
    first = dataclasses.replace(contents(review("r1")), listings=listings, sources=(SOURCE, NSPCC, PANEL))
    both = contents(review("r1"), review("r2", title=TITLE))
    press.print(first)
    press.print(dataclasses.replace(both, listings=listings, sources=first.sources), at=NOON + DAY)
    renamed = contents(review("r1", title="Another"), review("r2", title=TITLE))
    press.print(dataclasses.replace(renamed, listings=listings, sources=first.sources), at=NOON + 2 * DAY)
    return press


def run(press: Press, *words: str) -> Result:
    return CliRunner().invoke(app, words, env={"CATALOGUE_WAREHOUSE": str(press.path.parent)})


def test_tables_fit_a_narrow_terminal(press: Press) -> None:
    script = "import sys\nfrom catalogue.cli import app\nfor words in sys.argv[1:]: app(words.split(), standalone_mode=False)"
    commands = ("editions", "diff 1 3", "gaps", "gaps --publisher sampleborough")
    env = os.environ | {"CATALOGUE_WAREHOUSE": str(press.path.parent), "COLUMNS": "80"}
    shown = subprocess.run(
        (sys.executable, "-c", script, *commands), env=env, capture_output=True, text=True, check=True, timeout=120
    ).stdout
    drawn = [line for line in shown.splitlines() if line[:1] in "┏┃┡│└" and line]
    assert len(drawn) > 12
    assert max(map(len, drawn)) <= 80
    assert "…" not in shown


def test_editions_lists_what_is_kept(press: Press) -> None:
    found = json.loads(run(press, "editions", "--json").stdout)
    assert [(one["number"], one["whole"], one["reviews"]) for one in found] == [
        (3, True, 2),
        (2, True, 2),
        (1, True, 1),
    ]
    assert found[0]["sha256"] == kept.sha256_of(press.path)
    shown = run(press, "editions")
    assert shown.exit_code == 0
    assert "1 review changed since edition 2" in shown.stdout


def test_diff_tells_what_was_added_and_changed_and_why(press: Press) -> None:
    shown = run(press, "diff", "1", "3")
    assert shown.exit_code == 0
    assert "1 review added from edition 1 to 3" in shown.stdout
    assert "Review r1 → Another" in shown.stdout
    assert "new-evidence" in shown.stdout
    found = json.loads(run(press, "diff", "3", "1", "--json").stdout)
    assert (found["before"], found["after"]) == (3, 1)
    assert [one["change"] for one in found["changes"] if one["review_id"] == "r2" and one["record"] == "reviews"] == [
        "removed"
    ]
    assert run(press, "diff", "2", "2").stdout == "Editions 2 and 2 say the same.\n"


def test_diff_names_the_editions_that_there_are(press: Press) -> None:
    answer = run(press, "diff", "1", "9")
    assert answer.exit_code == 2
    assert answer.stderr == "Edition 9 is not kept. Kept are: 3, 2, 1.\n"


def test_gaps_tells_publishers_and_reviews(press: Press) -> None:
    found = json.loads(run(press, "gaps", "--json").stdout)
    assert {one["review_id"]: one["found"] for one in found["reviews"]} == {
        "r1": "own_and_national",
        "r2": "no_list_now",
    }
    assert [(one["publisher_id"], one["reviews"]) for one in found["publishers"]] == [("sampleborough", 2)]
    shown = run(press, "gaps", "--publisher", "sampleborough")
    assert shown.exit_code == 0
    assert "not found" in shown.stdout
    assert "2021-01 " in shown.stdout, "a month is not told as a day"
    unknown = run(press, "gaps", "--publisher", "nowhere")
    assert unknown.exit_code == 2
    assert "No publisher is called nowhere" in unknown.stderr


def test_gaps_writes_a_file_for_a_spreadsheet(press: Press, tmp_path: Path) -> None:
    target = tmp_path / "gaps.csv"
    assert run(press, "gaps", "--csv", str(target)).stdout == f"2 reviews written to {target}.\n"
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["review_id"] for row in rows] == ["r1", "r2"]
    assert rows[1]["title"] == f"'{TITLE}"
    assert rows[0]["nspcc_list"] == "listed"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\r1"])
def test_no_cell_is_read_as_a_formula(tmp_path: Path, text: str) -> None:
    target = tmp_path / "one.csv"
    write_csv(target, ("a", "b"), [(text, ["x", "y"])])
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["a", "b"], [f"'{text}", "x; y"]]


def test_a_damaged_edition_is_told_and_not_compared(press: Press) -> None:
    path = kept.path_of(press.editions, 2)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    listed = run(press, "editions")
    assert listed.exit_code == 1
    assert "cannot be used" in listed.stdout
    refused = run(press, "diff", "1", "2")
    assert refused.exit_code == 2
    assert "Edition 2 cannot be used" in refused.stderr


def test_without_any_edition_it_says_so(tmp_path: Path) -> None:
    empty = Press(tmp_path)
    assert "No edition is kept" in run(empty, "editions").stdout
    assert "There is no edition" in run(empty, "gaps").stderr
