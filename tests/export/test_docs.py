"""What the documents for analysts tell people to run does run, over the miniature world's edition."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.conftest import Printed

DOCS = Path(__file__).parents[2] / "docs"
RECIPES = re.findall(r"```sql\n(.*?)```", (DOCS / "analysts.md").read_text(), re.S)
# The notebook runs in processes of its own, so that no server of Jupyter's is started in the tests' own.
RUN = """
import sys, warnings
warnings.filterwarnings("ignore")
import nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, timeout=120, kernel_name="python3").execute()
nbformat.write(book, sys.argv[2])
"""


def test_there_are_ten_recipes() -> None:
    assert len(RECIPES) == 10


@pytest.mark.parametrize("query", RECIPES, ids=lambda query: " ".join(query.split())[:50])
def test_a_recipe_is_answered(printed: Printed, query: str) -> None:
    assert isinstance(printed.rows(query), list)


def test_the_notebook_holds_ten_questions_and_no_answers() -> None:
    book = nbformat.read(DOCS / "python.ipynb", as_version=4)
    nbformat.validate(book)
    assert sum(cell.source.startswith("## ") and cell.source[3].isdigit() for cell in book.cells) == 10
    assert all(not cell.outputs and cell.execution_count is None for cell in book.cells if cell.cell_type == "code")


def test_the_notebook_runs_clean_and_draws_its_charts(printed: Printed, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(DOCS / "python.ipynb"), str(tmp_path / "run.ipynb")],
        env={
            **os.environ,
            "CATALOGUE_WAREHOUSE": str(printed.house.settings.warehouse),
            "HOME": str(tmp_path),
            "MPLCONFIGDIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    book = nbformat.read(tmp_path / "run.ipynb", as_version=4)
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [one for one in outputs if one.output_type == "error" or one.get("name") == "stderr"]
    assert sum("image/png" in one.get("data", {}) for one in outputs) == 4
    assert sum("text/html" in one.get("data", {}) for one in outputs) == 7


R = shutil.which("Rscript")


@pytest.mark.skipif(R is None, reason="R is not installed, so its recipe is not run")
def test_the_lines_for_r_run_where_its_package_is(printed: Printed, tmp_path: Path) -> None:
    assert R is not None
    if subprocess.run([R, "-e", "library(duckdb)"], capture_output=True, check=False, timeout=60).returncode:
        pytest.skip("R has no package duckdb")
    (lines,) = re.findall(r"```r\n(.*?)```", (DOCS / "r.md").read_text(), re.S)
    script = tmp_path / "lines.R"
    script.write_text("\n".join(line for line in lines.splitlines() if not line.startswith("install.packages")))
    done = subprocess.run([R, str(script)], cwd=printed.house.settings.warehouse.parent, check=False, timeout=120)
    assert done.returncode == 0
