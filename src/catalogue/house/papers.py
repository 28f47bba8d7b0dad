"""The texts of bodies, for the watch: those read before, and those that now stand at an address.

Belongs here: reading a body at most once, many of them together, and comparing two. Does not belong here: reading
itself (``describe``), or what likeness means (``availability``).
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.availability import likeness
from catalogue.describe import describe
from catalogue.fetch.sniff import sniff
from catalogue.house.serving import HEAD
from catalogue.models import Description
from catalogue.store import Store
from catalogue.vocabulary import Magic, Nation, TextQuality
from catalogue.watch import Paper

Read = Callable[[Collection[str]], Mapping[str, Description]]
"""Reads bodies together, by sha256; those whose bytes are gone are left out."""


class Papers:
    """What readers make of bodies, by sha256."""

    def __init__(self, known: Mapping[str, Description], read: Read) -> None:
        """Begin with what has been read.

        Args:
            known: What was read from harvested documents.
            read: Reads bodies of the store.
        """
        self._known: dict[str, Description | None] = dict(known)
        self._read = read

    def read_ahead(self, hashes: Collection[str]) -> None:
        """Read bodies together that were not read before: to start a reader takes far longer than to read a page.

        Args:
            hashes: Their sha256.

        Raises:
            StoreError: The bytes of one are damaged; then none of them counts as read.
        """
        new = sorted({one for one in hashes if one not in self._known})
        found = self._read(new) if new else {}
        self._known.update((one, found.get(one)) for one in new)

    def paper(self, sha256: str) -> Paper | None:
        """Return what readers make of a body; None where it is gone."""
        description = self._of(sha256)
        if description is None:
            return None
        return Paper(description.reading.text or None, description.quality is not TextQuality.UNREADABLE)

    def similarity(self, one: str, other: str) -> float | None:
        """Return the likeness of the texts of two bodies, 0 to 1; None where either has no words or is gone."""
        first, second = self._of(one), self._of(other)
        return likeness(first.reading.text, second.reading.text) if first and second else None

    def _of(self, sha256: str) -> Description | None:
        """Return what was read from a body, reading it where that has not been done."""
        self.read_ahead((sha256,))
        return self._known[sha256]


@contextmanager
def papers_of(known: Mapping[str, Description], store: Store, workers: int) -> Iterator[Papers]:
    """Give the texts of a store's bodies, read in limited processes; what is read is kept while the block lasts.

    Args:
        known: What was read from harvested documents.
        store: Where the bodies are.
        workers: Reader processes.

    Yields:
        The texts. Pages read now lie in a folder of their own, not in memory, and are gone with it: a page that only
        a check met is no document.
    """
    with TemporaryDirectory() as folder:

        def read(hashes: Collection[str]) -> Mapping[str, Description]:
            documents = {one: (_kind(store.read(one)), None, "") for one in hashes if store.has(one)}
            nations = dict.fromkeys(documents, Nation.ENGLAND)
            return describe(
                documents, store=store, cache=Path(folder), nation_of=nations, workers=workers, values=False
            ).descriptions

        yield Papers(known, read)


def _kind(data: bytes) -> Magic:
    """Return what a body is."""
    return sniff(data[:HEAD], data[-HEAD:])
