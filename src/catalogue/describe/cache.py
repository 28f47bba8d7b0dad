"""Descriptions that are kept, so that no document is read twice.

Belongs here: where a description is kept and how it is written whole or not at all. Does not belong here: making
one. The folder can be deleted at any time; the next run reads the documents again.
"""

import os
import tempfile
from pathlib import Path

from pydantic import ValidationError

from catalogue import pdf
from catalogue.models import Description
from catalogue.store import remove_leftovers
from catalogue.vocabulary import Magic, Nation


def forget(folder: Path, sha256: str) -> None:
    """Remove what was read from a document that was taken down, by whatever version.

    Args:
        folder: Folder of the cache, of all versions.
        sha256: The document.
    """
    for path in folder.glob(f"*/*/{sha256}.json"):
        path.unlink(missing_ok=True)


class Kept:
    """The descriptions of one version of readers and extractors."""

    def __init__(self, folder: Path, version: str) -> None:
        """Open the cache; its folders are made when something is kept.

        Args:
            folder: Folder of the cache, of all versions.
            version: Version whose descriptions are read and written.
        """
        self._folder = folder / version
        self._temporary = self._folder / ".tmp"
        if self._temporary.is_dir():
            remove_leftovers(self._temporary)

    def get(self, sha256: str, nation: Nation | None) -> Description | None:
        """Return a kept description.

        Args:
            sha256: The document.
            nation: Nation whose law it was read by.

        Returns:
            The description; None where it is missing, torn or of another shape, or where pictures of pages could
            be recognised today that could not be then.
        """
        try:
            known = Description.model_validate_json(self._path(sha256, nation).read_bytes())
        except (OSError, ValidationError):
            return None
        return None if known.reading.magic is Magic.PDF and pdf.can_recognise(known.reading) else known

    def keep(self, sha256: str, nation: Nation | None, description: bytes) -> None:
        """Keep a description: whole or not at all.

        Args:
            sha256: The document.
            nation: Nation whose law it was read by; it belongs to the key since it decides what words mean.
            description: The description as JSON.
        """
        path = self._path(sha256, nation)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._temporary.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._temporary, delete=False) as file:
            file.write(description)
        os.replace(file.name, path)  # noqa: PTH105 - the one call that replaces atomically, by its own name

    def _path(self, sha256: str, nation: Nation | None) -> Path:
        """Return where a description is kept."""
        part = nation.value.lower().replace(" ", "-") if nation is not None else "no-nation"
        return self._folder / part / f"{sha256}.json"
