"""The hashes of this machine's own segments.

Belongs here: working them out, and not twice. Does not belong here: which of them others have (``entries``).
"""

import hashlib
import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from catalogue.journal import STREAMS, FolderJournal
from catalogue.models import Record

KINDS: dict[str, type[Record]] = {stream: kind for kind, stream in STREAMS.items()}
"""The kind of record in each stream."""

_Known = dict[str, tuple[int, int, str]]
_KNOWN = TypeAdapter(_Known)


class Segments:
    """The hashes of a journal's segments; a file that was not touched since is not read again."""

    def __init__(self, journal: FolderJournal, cache: Path) -> None:
        """Look at a journal.

        Args:
            journal: This machine's.
            cache: File that keeps the hashes; it can be deleted.
        """
        self._journal, self._cache = journal, cache
        self._known: _Known = {}
        if cache.is_file():
            try:
                self._known = _KNOWN.validate_json(cache.read_bytes())
            except ValidationError:
                self._known = {}  # it is worked out again

    def of(self, stream: str) -> tuple[str, ...]:
        """Return the hashes of a stream's segments, in order."""
        return tuple(self._hash(stream, path) for path in self._journal.segments(KINDS[stream]))

    def keep(self) -> None:
        """Keep the hashes for the next time."""
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        aside = self._cache.with_suffix(".tmp")
        aside.write_text(json.dumps(self._known))
        aside.replace(self._cache)

    def _hash(self, stream: str, path: Path) -> str:
        """Return the hash of one segment."""
        told, name = path.stat(), f"{stream}/{path.name}"
        size, changed, sha256 = self._known.get(name, (0, 0, ""))
        if (size, changed) != (told.st_size, told.st_mtime_ns):
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            self._known[name] = (told.st_size, told.st_mtime_ns, sha256)
        return sha256
