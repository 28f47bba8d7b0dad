"""The parts of ``make audit`` that need no network, and SECURITY.md.

Belongs here: what must hold of the repository as it is. Does not belong here: asking anybody outside.
"""

import re
from pathlib import Path

import pytest

from tests.supply import advisories, builds, licences, secrets
from tests.supply.advisories import Audited

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_of_the_lock_has_a_fit_licence_and_its_row() -> None:
    found = licences.licensed(licences.LOCK.read_text("utf-8"))
    assert len(found) > 100
    assert licences.unfit(found) == []
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (?!says)", licences.PAGE.read_text("utf-8"), re.MULTILINE)
    assert [row for row in rows if row[0] not in ("package", "---")] == [(one.name, one.version) for one in found]


@pytest.mark.parametrize(
    ("says", "fit"),
    [
        ("MIT", True),
        ("AGPL-3.0-only", False),
        ("GNU General Public License v3", False),
        (None, False),
        ("Artistic License or GPL", True),
    ],
)
def test_a_licence_that_is_not_known_to_be_fit_is_told(says: str | None, fit: bool) -> None:
    told = licences.unfit([licences.Licensed("x", "1", says)])
    assert (told == []) is fit


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="needs the version control that says what is committed")
@pytest.mark.long
def test_nothing_that_looks_like_a_secret_is_committed() -> None:
    assert secrets.unknown(secrets.found(secrets.committed(), detectors=secrets.LIKELY)) == []


def test_a_secret_is_told_by_its_place_and_never_repeated(tmp_path: Path) -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    (tmp_path / "settings.py").write_text(f"x = '{key}'\n")
    (told,) = secrets.unknown(secrets.found([tmp_path / "settings.py"], tmp_path))
    assert "settings.py: AWS Access Key, line 1" in told
    assert key not in told


@pytest.mark.long
def test_two_builds_of_the_wheel_are_the_same() -> None:
    assert builds.wheel_differs() is None


def test_the_lock_is_compiled_by_the_command_of_the_makefile() -> None:
    command = builds.compile_command()
    assert command[1:3] == ["pip", "compile"]
    assert "--generate-hashes" in command
    assert command[-1] == "requirements.lock"


def test_advisories_that_cannot_be_reached_are_no_audit(tmp_path: Path) -> None:
    lock = tmp_path / "one.lock"
    lock.write_text(re.search(r"^six==(?:.*\\\n)+.*\n", (ROOT / "requirements.lock").read_text(), re.M)[0])  # type: ignore[index]
    audited, said = advisories.audit("http://127.0.0.1:9/v1/query", lock)
    assert audited is Audited.NOT_AUDITED
    assert "could not be reached" in said


def test_every_wall_and_every_proof_that_security_names_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`((?:src|tests|pipelines|docs|deploy)/[\w./-]+|\w+\.(?:yaml|lock|toml))`", text)
    assert len(named) > 30
    assert [name for name in named if not (ROOT / name).exists()] == []
    rows = [line for line in text.splitlines() if line.startswith("| ") and "`src/" in line]
    assert all("`tests/" in row for row in rows), "a wall without a proof"
