"""An edition can be verified by the hash beside it, wherever it was copied."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from catalogue.cli import app
from tests.edition_samples import Press, contents, review


@pytest.fixture
def press(tmp_path: Path) -> Press:
    one = Press(tmp_path)
    assert one.print(contents(review("r1"))).published
    return one


def verify(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(app, ["verify", *words], catch_exceptions=False)
    return answer.exit_code, " ".join(answer.output.split())


def test_the_hash_beside_the_edition_is_its_own(press: Press) -> None:
    told = press.path.with_name("catalogue.duckdb.sha256").read_text()
    assert told == f"{hashlib.sha256(press.path.read_bytes()).hexdigest()}  catalogue.duckdb\n"
    code, said = verify("--warehouse", str(press.path.parent))
    assert code == 0
    assert "is whole" in said
    assert "edition 1, 2 March 2026" in said


def test_a_copy_is_verified_and_a_changed_one_is_told(press: Press, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "catalogue.duckdb"
    copy.parent.mkdir()
    shutil.copy(press.path, copy)
    code, said = verify(str(copy))
    assert (code, "no hash stands beside it" in said) == (1, True)
    shutil.copy(f"{press.path}.sha256", copy.parent)
    code, said = verify(str(copy), "--json")
    assert (code, json.loads(said)["whole"]) == (0, True)
    copy.write_bytes(copy.read_bytes()[:-1] + b"!")
    code, said = verify(str(copy))
    assert code == 1
    assert "cannot be relied on" in said
    assert verify(str(tmp_path / "nothing.duckdb"))[0] == 2


def test_the_same_edition_gets_its_hash_back(press: Press) -> None:
    beside = press.path.with_name("catalogue.duckdb.sha256")
    told = beside.read_text()
    for spoilt in (None, "0" * 64):
        beside.unlink() if spoilt is None else beside.write_text(spoilt)
        assert press.print(contents(review("r1"))).published
        assert beside.read_text() == told
