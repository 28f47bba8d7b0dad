"""A journal in a local folder.

Belongs here: how an append reaches its number whole or not at all. Does not belong here: why that is safe, which the
theory of ``catalogue.journal`` says.
"""

import hashlib
import os
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from catalogue.disk import sync_folder
from catalogue.journal import segments
from catalogue.journal.interface import BEGINNING, STREAMS, JournalError, Position, R
from catalogue.models import Record


class FolderJournal:
    """A journal in a local folder: `<stream>/<00000001>.jsonl`."""

    def __init__(self, folder: Path) -> None:
        """Open the journal, making its folder where needed.

        Args:
            folder: Folder of the journal; nothing outside it is ever written.
        """
        self._folder = folder
        self._settled: set[Path] = set()
        self._last: dict[Path, int] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def append(self, records: Sequence[Record]) -> None:
        """Append records, all or none; they are on the disk when this returns.

        Args:
            records: Records of one kind; none at all appends nothing.

        Raises:
            TypeError: The records are of several kinds, or of a kind that has no stream.
        """
        if not records:
            return
        kinds = {type(record) for record in records}
        if len(kinds) != 1:
            raise TypeError("one append takes records of one kind")
        stream = self._stream(kinds.pop())
        self._write(stream, "".join(record.canonical() + "\n" for record in records).encode())

    def taken_in(self, kind: type[Record], data: bytes) -> None:
        """Append a segment that another machine wrote; it is on the disk when this returns.

        Args:
            kind: Class of its records.
            data: Its bytes, as they are.

        Raises:
            TypeError: The kind has no stream.
            JournalError: A line of it is no record of that kind, or the last is not complete; nothing is appended.
        """
        stream = self._stream(kind)
        path = stream / "a segment of another machine"
        for number, line in enumerate(segments.lines(path, data), start=1):
            segments.record(kind, path, number, line)
        self._write(stream, data)

    def segments(self, kind: type[Record]) -> list[Path]:
        """Return the files of a stream's segments, in order.

        Args:
            kind: Class of the records.

        Raises:
            TypeError: The kind has no stream.
            JournalError: A segment is missing.
        """
        return segments.paths(self._stream(kind))

    def withdraw_after(self, kind: type[Record], number: int) -> int:
        """Withdraw the last segments of a stream; only for what no other machine has been told and never will be.

        Args:
            kind: Class of the records.
            number: How many segments stay, the first ones.

        Returns:
            How many were withdrawn. They go from the last to the first, so that no moment leaves a gap.
        """
        gone = self.segments(kind)[number:]
        for path in reversed(gone):
            path.unlink()
            sync_folder(path.parent)
        self._last.pop(self._stream(kind), None)
        return len(gone)

    def _write(self, stream: Path, data: bytes) -> None:
        """Give bytes the next number of a stream, whole or not at all."""
        if stream not in self._settled:
            stream.mkdir(exist_ok=True)
            sync_folder(self._folder)
            self._settled.add(stream)
        temporary = stream / f".{uuid.uuid4().hex}.tmp"
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            self._last[stream] = segments.link_to_next(temporary, stream, self._last.get(stream))
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(stream)

    def read(self, kind: type[R]) -> Iterator[R]:
        """Give all records of a kind in the order in which they were appended.

        Args:
            kind: Class of the records.

        Yields:
            Each record; one that was appended twice, word for word, is given once.

        Raises:
            TypeError: The kind has no stream.
            JournalError: A segment is missing, torn or cannot be read.
        """
        seen: set[bytes] = set()
        for path in segments.paths(self._stream(kind)):
            for number, line in enumerate(segments.lines(path, segments.bytes_of(path)), start=1):
                mark = hashlib.blake2b(line, digest_size=16).digest()
                if mark not in seen:
                    seen.add(mark)
                    yield segments.record(kind, path, number, line)

    def read_after(self, kind: type[R], position: Position) -> Iterator[tuple[list[R], Position]]:
        """Give what was appended after a position, one append at a time.

        Args:
            kind: Class of the records.
            position: Where an earlier reading of the stream stopped; `BEGINNING` for all.

        Yields:
            The records of each append, in order, and the position after it. A record that was appended
            twice is given twice.

        Raises:
            TypeError: The kind has no stream.
            JournalError: A segment is missing, torn or cannot be read.
        """
        paths = segments.paths(self._stream(kind))
        if len(paths) < position.segments:
            missing = self._stream(kind) / f"{len(paths) + 1:08d}.jsonl"
            raise JournalError(f"{missing}:1: the segment is missing")
        for path in paths[position.segments :]:
            data = segments.bytes_of(path)
            records = [
                segments.record(kind, path, number, line)
                for number, line in enumerate(segments.lines(path, data), start=1)
            ]
            position = segments.after(position, data)
            yield records, position

    def stands(self, kind: type[R], position: Position) -> bool:
        """Tell whether what comes before a position is what it was reached by.

        Args:
            kind: Class of the records.
            position: A position that was kept outside the journal.

        Returns:
            Whether the stream begins with the segments that were read then, byte for byte. No record is parsed.

        Raises:
            TypeError: The kind has no stream.
            JournalError: A segment is missing or cannot be read.
        """
        paths = segments.paths(self._stream(kind))
        found = BEGINNING
        for path in paths[: position.segments]:
            found = segments.after(found, segments.bytes_of(path))
        return found == position

    def _stream(self, kind: type[Record]) -> Path:
        """Return the folder of a kind's stream."""
        if kind not in STREAMS:
            raise TypeError(f"the journal has no stream for {kind.__name__}")
        return self._folder / STREAMS[kind]
