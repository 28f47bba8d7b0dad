"""Descriptions that are kept, so that no document is read twice.

Belongs here: where a description is kept and how it is written whole or not at all; leaving its pages on the disk until
somebody asks for them. Does not belong here: making one. The folder can be deleted at any time; the next run reads the
documents again.

What is kept of a document is two lines of JSON: what is known of it, and its pages. Almost everybody wants the first
only, and the pages of all documents together would not fit into a small machine's memory.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import overload

from pydantic import TypeAdapter, ValidationError

from catalogue import pdf
from catalogue.models import Description, PageText
from catalogue.models.base import Record
from catalogue.store import StoreError, remove_leftovers
from catalogue.vocabulary import Magic, Nation

_PAGES = TypeAdapter(tuple[PageText, ...])
_BETWEEN = b"\n"


class _First(Record):
    """The first line of what is kept."""

    pages: int
    """How many pages the second line has."""
    pictures: int
    """How many of them are pictures whose words nobody has tried to recognise."""
    description: Description
    """All the rest."""


class KeptPages(Sequence[PageText]):
    """The pages of one document, left on the disk and read anew whenever somebody looks at them."""

    def __init__(self, path: Path, count: int) -> None:
        """Say where they are; nothing is read.

        Args:
            path: The file with what is kept of the document.
            count: How many there are.
        """
        self._path, self._count = path, count

    def __len__(self) -> int:
        """Return how many there are, without reading them."""
        return self._count

    def __iter__(self) -> Iterator[PageText]:
        """Read them and give one after the other."""
        return iter(self._read())

    @overload
    def __getitem__(self, place: int) -> PageText: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[PageText]: ...
    def __getitem__(self, place: int | slice) -> PageText | Sequence[PageText]:
        """Read them and return one, or some."""
        return self._read()[place]

    def __eq__(self, other: object) -> bool:
        """Tell whether other pages that were left on the disk are the same."""
        return isinstance(other, KeptPages) and (self._path == other._path or self._read() == other._read())

    def __hash__(self) -> int:
        """Return what is the same for equal pages."""
        return hash(self._count)

    def _read(self) -> tuple[PageText, ...]:
        """Return all of them; raises StoreError where they are not there any more."""
        try:
            _, _, pages = self._path.read_bytes().partition(_BETWEEN)
            found = _PAGES.validate_json(pages)
        except (OSError, ValidationError) as error:
            raise StoreError(f"{self._path} was there when this run began and cannot be read now; run again") from error
        if len(found) != self._count:
            raise StoreError(f"{self._path} was changed while this run read it; run again")
        return found


def as_kept(description: Description) -> bytes:
    """Return a description as it is kept.

    Args:
        description: The description, its pages at hand.

    Returns:
        Two lines of JSON, without a newline at the end.
    """
    pages = description.reading.pages
    second = _PAGES.dump_json(tuple(pages), exclude_defaults=True)
    told = description.model_copy(update={"pages_sha256": hashlib.sha256(second).hexdigest() if pages else None})
    first = told.model_dump_json(exclude={"reading": {"pages"}}, exclude_defaults=True)
    pictures = len(pdf.pictures(description.reading)) if description.reading.magic is Magic.PDF else 0
    return b'{"pages":%d,"pictures":%d,"description":%b}%b%b' % (len(pages), pictures, first.encode(), _BETWEEN, second)


def whole(kept: bytes) -> Description:
    """Return what is kept as a description with its pages at hand.

    Args:
        kept: Two lines of JSON, as ``as_kept`` gives them.

    Raises:
        ValidationError: They are of another shape.
    """
    first, _, second = kept.partition(_BETWEEN)
    return _with_pages(_First.model_validate_json(first).description, _PAGES.validate_json(second))


def at_hand(description: Description) -> Description:
    """Return a description with its pages in memory, whatever becomes of the cache.

    Args:
        description: Any description.

    Raises:
        StoreError: They are not there any more.
    """
    return _with_pages(description, tuple(description.reading.pages))


def _with_pages(description: Description, pages: Sequence[PageText]) -> Description:
    """Return a description with other pages."""
    return description.model_copy(update={"reading": description.reading.model_copy(update={"pages": pages})})


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
        path = self._path(sha256, nation)
        try:
            with path.open("rb") as file:
                known = _First.model_validate_json(file.readline())
        except (OSError, ValidationError):
            return None
        return (
            None if known.pictures and self._recognising else _with_pages(known.description, _left(path, known.pages))
        )

    def keep(self, sha256: str, nation: Nation | None, kept: bytes) -> Description:
        """Keep a description: whole or not at all.

        Args:
            sha256: The document.
            nation: Nation whose law it was read by; it belongs to the key since it decides what words mean.
            kept: The description as it is kept.

        Returns:
            The description, its pages left on the disk.
        """
        path = self._path(sha256, nation)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._temporary.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._temporary, delete=False) as file:
            file.write(kept)
        os.replace(file.name, path)  # noqa: PTH105 - the one call that replaces atomically, by its own name
        first = _First.model_validate_json(kept.partition(_BETWEEN)[0])
        return _with_pages(first.description, _left(path, first.pages))

    @cached_property
    def _recognising(self) -> bool:
        """Whether words in pictures can be recognised; asked of thousands of documents, it is looked up once."""
        return pdf.is_recognising()

    def _path(self, sha256: str, nation: Nation | None) -> Path:
        """Return where a description is kept."""
        part = nation.value.lower().replace(" ", "-") if nation is not None else "no-nation"
        return self._folder / part / f"{sha256}.json"


def _left(path: Path, count: int) -> Sequence[PageText]:
    """Return the pages of a file as they are left on the disk."""
    return KeptPages(path, count) if count else ()
