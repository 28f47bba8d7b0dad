"""The units, the image and its compose file say what is there: programs, modules, settings, paths."""

import itertools
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from catalogue.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
KNOWN = {f"CATALOGUE_{name.upper()}" for name in Settings.model_fields} | {"DAGSTER_HOME"}


def placed(folder: Path) -> list[Path]:
    """Put the units where their programs are those of this clone."""
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/catalogue/.venv/bin", str(Path(sys.executable).parent))
        (folder / unit.name).write_text(text.replace("/opt/catalogue", str(ROOT)), "utf-8")
    return [folder / unit.name for unit in UNITS]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed (packages.txt)")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    assert len(UNITS) == 4
    units = placed(tmp_path)
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    units[0].write_text(units[0].read_text("utf-8").replace("ExecStart=", "ExecStrat="), "utf-8")
    broken = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert "ExecStrat" in broken.stderr


def test_every_module_that_a_unit_or_the_image_starts_is_there() -> None:
    words = [word for path in (*UNITS, DEPLOY / "Containerfile") for word in path.read_text("utf-8").split()]
    started = {word for before, word in itertools.pairwise(words) if before == "-m"}
    assert {"pipelines.starting", "pipelines.definitions"} <= {one.strip('"],') for one in started}
    assert [one for one in started if one.startswith("pipelines") and find_spec(one.strip('"],')) is None] == []


def test_every_variable_of_the_example_and_of_compose_is_a_setting() -> None:
    example = [
        line.partition("=")[0] for line in (DEPLOY / "catalogue.env").read_text("utf-8").splitlines() if "=" in line
    ]
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    named = {one for one in example if not one.startswith("#")}
    named |= {name for service in compose.values() for name in service.get("environment", {})}
    assert len(named) > 8
    assert named - KNOWN == set()


def test_the_screen_is_opened_to_this_machine_only() -> None:
    web = (DEPLOY / "catalogue-web.service").read_text("utf-8")
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    assert "-h 127.0.0.1" in web
    ports = [port for service in compose.values() for port in service.get("ports", [])]
    assert [port.startswith("127.0.0.1:") for port in ports] == [True]
