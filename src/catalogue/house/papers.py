"""The texts of bodies, for the watch: those read before, and those that now stand at an address.

Belongs here: reading a body at most once and comparing two. Does not belong here: reading itself (``describe``),
or what likeness means (``availability``).
"""

from collections.abc import Callable, Mapping

from catalogue.availability import likeness
from catalogue.models import Description
from catalogue.vocabulary import TextQuality
from catalogue.watch import Paper


class Papers:
    """What readers make of bodies, by sha256."""

    def __init__(self, known: Mapping[str, Description], read: Callable[[str], Description | None]) -> None:
        """Begin with what has been read.

        Args:
            known: What was read from harvested documents.
            read: Reads a body of the store; None where its bytes are gone.
        """
        self._known: dict[str, Description | None] = dict(known)
        self._read = read

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
        if sha256 not in self._known:
            self._known[sha256] = self._read(sha256)
        return self._known[sha256]
