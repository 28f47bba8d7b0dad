"""Under which licences everything in the lock is published, and whether they may be used: docs/licences.md.

Belongs here: reading what each installed package says of itself, by what is locked; which licences are fit. Does not
belong here: legal advice; a person decides about a licence that this does not know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK, PAGE = ROOT / "requirements.lock", ROOT / "docs" / "licences.md"

_LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;\\]+)", re.MULTILINE)
FIT = (
    ("MIT", r"\bMIT\b|\bMIT-0\b|MIT-CMU"), ("BSD", r"\bBSD\b|0BSD|BSD-[23]"), ("Apache-2.0", r"Apache"), ("ISC", r"\bISC\b"), ("MPL-2.0", r"MPL|Mozilla"),
    ("PSF", r"PSF|Python Software Foundation"), ("LGPL", r"LGPL|Lesser General Public"), ("Zlib", r"Zlib"), ("public domain", r"CC0|Unlicense|public domain"),
    ("HPND", r"HPND|Historical Permission"), ("Artistic", r"Artistic"), ("ZPL", r"Zope"),
)  # fmt: skip
"""Families that leave a user free to use, change and pass on this project under its own licence; LGPL only as a library
that is imported and can be exchanged."""
LOOKED_UP: dict[str, str] = {
    "appnope": "BSD-2-Clause", "colorama": "BSD-3-Clause", "pyreadline3": "BSD-3-Clause", "pywin32": "PSF-2.0", "axe-playwright-python": "MIT (its LICENSE), with axe-core under MPL-2.0",
}  # fmt: skip
"""Licences that a person looked up: of packages for other systems than this, and of those that say nothing."""


@dataclass(frozen=True)
class Licensed:
    """One package of the lock."""

    name: str
    version: str
    says: str | None
    """What it says of its licence, on one line; null where it is not installed and nobody looked."""

    @property
    def families(self) -> tuple[str, ...]:
        """The fit families that it names, any of which may be chosen or which all hold; none where there is none."""
        return tuple(family for family, words in FIT if self.says and re.search(words, self.says, re.IGNORECASE))


def locked(text: str) -> Iterator[tuple[str, str]]:
    """Yield names and versions of a lock."""
    for match in _LOCKED.finditer(text):
        yield match["name"], match["version"]


def licensed(lock: str) -> list[Licensed]:
    """Return every package of a lock with what it says of its licence."""
    return [Licensed(name, version, LOOKED_UP.get(name) or _says(name)) for name, version in locked(lock)]


def _says(name: str) -> str | None:
    """Return what an installed package says: the expression, else the classifiers, else the first words of the field."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    if expression := told.get_all("License-Expression"):
        return str(expression[0])
    marks = [
        str(one).rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if str(one).startswith("License ::")
    ]
    named = [one for one in marks if one != "OSI Approved"]
    if named:
        return " or ".join(named)
    return " ".join(" ".join(told.get_all("License") or ()).split())[:60] or None


def unfit(found: list[Licensed]) -> list[str]:
    """Return in sentences which packages name no fit licence."""
    return [
        f"{one.name} {one.version} is published under {one.says or 'no licence that it names'}: a person must look"
        for one in found
        if not one.families
    ]


def page(found: list[Licensed]) -> str:
    """Return the page."""
    rows = [f"| {one.name} | {one.version} | {one.says or 'not known'} | {', '.join(one.families)} |" for one in found]
    return "\n".join(
        [
            "# Licences of what the catalogue is made of",
            "",
            "Everything in `requirements.lock`, for running and for developing, with what each package says of its licence.",
            "Written by `make audit`; a test compares it with the lock and refuses a licence that is not known to be fit.",
            "",
            "| package | version | says | taken as |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )
