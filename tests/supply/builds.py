"""Whether the wheel, and the lock, come out the same twice.

Belongs here: building in two folders at two times, compiling the lock anew. Does not belong here: releasing.
"""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EPOCH = "1609459200"
"""The moment that every file of a wheel bears, in seconds: 1 January 2021, UTC."""
_SOURCES = ("src", "pipelines", "pyproject.toml", "README.md", "LICENSE")


def wheel(folder: Path) -> str:
    """Build the wheel of a copy of the project.

    Args:
        folder: An empty folder, in which the copy is made.

    Returns:
        The sha256 of the wheel.
    """
    project = folder / "project"
    project.mkdir(parents=True)
    for name in _SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, project / name)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
    (made,) = (folder / "dist").glob("*.whl")
    return hashlib.sha256(made.read_bytes()).hexdigest()


def wheel_differs() -> str | None:
    """Build twice, in two folders; say whether the wheels differ."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        first, second = wheel(Path(one)), wheel(Path(other) / "elsewhere")
    return None if first == second else f"two builds of the wheel differ: {first} and {second}"


def compile_command() -> list[str]:
    """Return the command of ``make lock``, as the Makefile has it."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipe = re.search(r"^lock:.*\n\t@(?P<command>(?:.*\\\n)*.*)", makefile, re.MULTILINE)
    assert recipe is not None, "the Makefile has no target lock"
    return shlex.split(recipe["command"].replace("\\\n", " ").replace("$(BIN)", str(Path(sys.executable).parent)))


def lock_differs() -> tuple[bool, str | None]:
    """Compile the lock anew over itself, elsewhere.

    Returns:
        Whether it could be compiled (a registry is needed), and what differs or why not.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in ("pyproject.toml", "requirements.lock", "README.md"):
            shutil.copy(ROOT / one, folder / one)
        ended = subprocess.run(compile_command(), cwd=folder, capture_output=True, text=True, check=False)
        if ended.returncode != 0:
            return False, "the lock was NOT compiled again: no package registry answered"
        same = (folder / "requirements.lock").read_bytes() == (ROOT / "requirements.lock").read_bytes()
    return True, None if same else "requirements.lock is not what pyproject.toml compiles to; run `make lock`"
