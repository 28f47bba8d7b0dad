"""A real DuckDB 1.5 opens an edition, read-only and closed to everything outside, and answers every question of it.

Its wheel is installed once into a folder of the machine's temporary ones; where the package index cannot be reached,
the test is skipped and says so.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from catalogue.publish import index, views
from tests.edition_samples import Press, contents, review

CLIENT = "1.5.0"
ASKED = """
import json, sys
import duckdb
path, queries = sys.argv[1], json.load(sys.stdin)
config = {"enable_external_access": "false", "lock_configuration": "true"}
connection = duckdb.connect(path, read_only=True, config=config)
answers = {query: [repr(row) for row in connection.execute(query).fetchall()] for query in queries}
json.dump({"version": duckdb.__version__, "answers": answers}, sys.stdout)
"""


@pytest.fixture(scope="module")
def client() -> Path:
    """Return a folder from which Python imports DuckDB 1.5."""
    uv = Path(sys.executable).with_name("uv")
    if not uv.is_file():
        pytest.skip("uv is not installed beside Python, so no other DuckDB can be")
    folder = Path(tempfile.gettempdir()) / f"catalogue-duckdb-{CLIENT}-{os.getuid()}-py{sys.version_info.minor}"
    if not (folder / "duckdb").is_dir():
        command = [str(uv), "pip", "install", "--quiet", "--no-deps", "--target", str(folder), f"duckdb=={CLIENT}"]
        done = subprocess.run(
            [*command, "--python", sys.executable], capture_output=True, text=True, timeout=120, check=False
        )
        if done.returncode:
            pytest.skip(f"DuckDB {CLIENT} cannot be installed here: {done.stderr.strip().splitlines()[-1:]}")
    return folder


def test_the_older_client_gives_the_answers_of_the_newer(client: Path, tmp_path: Path) -> None:
    press = Press(tmp_path)
    texts = {"r1": ("The nurse saw bruises. Early help was offered.",)}
    press.print(contents(review("r1", title="Neglect of Child Yew", themes=("neglect",)), review("r2"), texts=texts))
    queries = [f"SELECT * FROM {view.example}" for view in (*index.MACROS, *views.VIEWS)]
    queries += [
        """SELECT * FROM search('"early help" bruise -xylophone theme:neglect since:2019', area := 'Sampleborough')""",
        """SELECT * FROM search('"child yew"')""",
        "SELECT * FROM dictionary",
        "SELECT review_id, citation FROM reviews ORDER BY 1",
    ]

    def told(path: Path | None) -> dict[str, object]:
        env = os.environ | ({"PYTHONPATH": str(path)} if path else {})
        done = subprocess.run(
            [sys.executable, "-c", ASKED, str(press.path)],
            input=json.dumps(queries),
            capture_output=True,
            text=True,
            check=False,
            env=env,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, object] = json.loads(done.stdout)
        return found

    old, new = told(client), told(None)
    assert old["version"] == CLIENT
    assert str(new["version"]).startswith("2.")
    assert old["answers"] == new["answers"]
