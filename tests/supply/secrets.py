"""Whether anything that looks like a key, a password or a token is committed.

Belongs here: which files are looked at, how, and what was looked at by a person and is none. Does not belong here: the
patterns (detect-secrets has them).

Only patterns of known kinds of keys and words like ``password =`` count: texts that merely look random would be every
sha256 of the project.
"""

import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parents[2]
KNOWN = Path(__file__).with_name("known.json")
"""By file, the sha1 of each text that a person looked at and that is no secret: names of fields, passwords of tests."""
LIKELY = (
    "AWSKeyDetector",
    "BasicAuthDetector",
    "GitHubTokenDetector",
    "JwtTokenDetector",
    "KeywordDetector",
    "PrivateKeyDetector",
    "SlackDetector",
)
"""Kinds that this project could come to hold; the suite looks for these, since each kind costs a second."""
DETECTORS = (
    *LIKELY, "ArtifactoryDetector", "AzureStorageKeyDetector", "CloudantDetector", "DiscordBotTokenDetector", "GitLabTokenDetector",
    "IbmCloudIamDetector", "MailchimpDetector", "NpmDetector", "OpenAIDetector", "PypiTokenDetector", "SendGridDetector",
    "SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector",
)  # fmt: skip
"""All kinds of known keys, for ``make audit``."""
_FILTERS = ("allowlist.is_line_allowlisted", "heuristic.is_potential_uuid", "heuristic.is_templated_secret")
_KINDS = frozenset(
    [
        ".py",
        ".md",
        ".yaml",
        ".yml",
        ".toml",
        ".json",
        ".sh",
        ".service",
        ".timer",
        ".txt",
        ".ipynb",
        ".php",
        ".c",
        ".env",
    ]
) | {""}
_LONGEST = 200_000


def committed(root: Path = ROOT) -> list[Path]:
    """Return the text files under version control that people write; pages and documents of samples are not."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout.decode()
    paths = (root / name for name in told.split("\0") if name)
    return [path for path in paths if path.suffix in _KINDS and path.is_file() and path.stat().st_size < _LONGEST]


def found(paths: Iterable[Path], root: Path = ROOT, detectors: Sequence[str] = DETECTORS) -> dict[str, dict[str, str]]:
    """Look for secrets.

    Args:
        paths: Files below the root.
        root: The repository.
        detectors: Kinds to look for.

    Returns:
        By file, the sha1 of each thing found with its kind and line; never the thing itself.
    """
    chosen = {
        "plugins_used": [{"name": name} for name in detectors],
        "filters_used": [{"path": f"detect_secrets.filters.{name}"} for name in _FILTERS],
    }
    seen: dict[str, dict[str, str]] = {}
    with transient_settings(chosen):
        for path in paths:
            for one in scan_file(str(path)):
                seen.setdefault(str(path.relative_to(root)), {})[one.secret_hash] = (
                    f"{one.type}, line {one.line_number}"
                )
    return seen


def unknown(seen: dict[str, dict[str, str]]) -> list[str]:
    """Return what nobody has looked at yet, each in a sentence."""
    known: dict[str, list[str]] = json.loads(KNOWN.read_text("utf-8"))
    return [
        f"{name}: {what}: looks like a secret; take it out, or list its sha1 {sha1} in {KNOWN.name} if it is none"
        for name, things in sorted(seen.items())
        for sha1, what in sorted(things.items())
        if sha1 not in known.get(name, [])
    ]
