"""Known faults of what is locked, by pip-audit and the public advisories (OSV).

Belongs here: asking, and telling "nothing known" from "nobody could be asked". Does not belong here: mending.
"""

import subprocess
import sys
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 600


class Audited(Enum):
    """What came of asking."""

    CLEAN = "no known faults"
    FAULTS = "known faults"
    NOT_AUDITED = "NOT audited"


def audit(
    service: str = "https://api.osv.dev/v1/query", lock: Path = ROOT / "requirements.lock"
) -> tuple[Audited, str]:
    """Ask for known faults of everything in the lock.

    Args:
        service: Address of the advisories.
        lock: The lock.

    Returns:
        What came of it, and what pip-audit said. An answer of neither kind, or none, is no audit.
    """
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip", "--progress-spinner", "off",
        "--vulnerability-service", "osv", "--osv-url", service, "--timeout", "10",
    ]  # fmt: skip
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_S, check=False)
    except subprocess.TimeoutExpired:
        return Audited.NOT_AUDITED, f"the advisories did not answer within {LONGEST_S} s"
    said = (ended.stdout + ended.stderr).strip()
    if ended.returncode == 0 and "No known vulnerabilities found" in said:
        return Audited.CLEAN, said
    if ended.returncode == 1 and "known vulnerabilit" in said and "Traceback" not in said:
        return Audited.FAULTS, said
    last = said.splitlines()[-1][:200] if said else "pip-audit said nothing"
    return Audited.NOT_AUDITED, f"the advisories could not be reached ({last.partition(':')[0]})"
