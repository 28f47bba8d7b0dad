"""The journal: everything that happened, as records appended and never changed.

Belongs here: the small interface (`Journal`) behind which another place than a local folder can stand,
and the folder of immutable segment files. Does not belong here: what the records amount to, which is
always worked out again, or any way to change or remove one.

A stream is a folder of numbered segments; a segment is JSON lines in UTF-8. Each append makes one
segment: it is written aside, flushed to the disk, and linked to the next free number. A link never
overwrites, so two processes that append at once get two numbers, and an append either stands whole or
not at all. Numbers have no gaps; a gap, an unreadable line or a torn end means that the folder was
damaged from outside, and is refused rather than read around.

Since nothing that was appended ever changes, a reader may go on from where it stopped (`read_after`). A
position that was kept elsewhere is believed only if the segments before it are still, byte for byte, those
that were read (`stands`).
"""

import hashlib
import os
import re
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from pydantic import ValidationError

from catalogue.disk import sync_folder
from catalogue.models import (
    AlertEvent,
    Capture,
    Checked,
    Harvest,
    Minted,
    NoticeEvent,
    Printed,
    Record,
    Redirected,
)

STREAMS: dict[type[Record], str] = {
    Capture: "captures",
    Harvest: "harvests",
    Checked: "checks",
    AlertEvent: "alerts",
    NoticeEvent: "notices",
    Minted: "ids",
    Redirected: "redirects",
    Printed: "editions",
}
"""The stream that holds each kind of record; a kind that is not here cannot be appended."""

R = TypeVar("R", bound=Record)

_SEGMENT = re.compile(r"([0-9]{8,})\.jsonl")


class JournalError(Exception):
    """The journal was damaged from outside; the message names the file and the line."""


class Position(NamedTuple):
    """How far a stream was read; the beginning where nothing was."""

    segments: int = 0
    """Segments read, the first ones."""
    mark: str = ""
    """Hash over their bytes, one after the other."""


BEGINNING = Position()


class Journal(Protocol):
    """An append-only ledger of typed records."""

    def append(self, records: Sequence[Record]) -> None:
        """Append records of one kind, all or none."""
        ...

    def read(self, kind: type[R]) -> Iterator[R]:
        """Give all records of a kind in the order in which they were appended, equal ones once."""
        ...

    def read_after(self, kind: type[R], position: Position) -> Iterator[tuple[list[R], Position]]:
        """Give what was appended after a position, one append at a time, with the position after it."""
        ...

    def stands(self, kind: type[R], position: Position) -> bool:
        """Tell whether what comes before a position is what it was reached by."""
        ...


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
        data = "".join(record.canonical() + "\n" for record in records).encode()
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
            self._last[stream] = _link_to_next(temporary, stream, self._last.get(stream))
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
        for path in _segments(self._stream(kind)):
            for number, line in enumerate(_lines(path, _bytes(path)), start=1):
                mark = hashlib.blake2b(line, digest_size=16).digest()
                if mark not in seen:
                    seen.add(mark)
                    yield _record(kind, path, number, line)

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
        paths = _segments(self._stream(kind))
        if len(paths) < position.segments:
            missing = self._stream(kind) / f"{len(paths) + 1:08d}.jsonl"
            raise JournalError(f"{missing}:1: the segment is missing")
        for path in paths[position.segments :]:
            data = _bytes(path)
            records = [_record(kind, path, number, line) for number, line in enumerate(_lines(path, data), start=1)]
            position = _after(position, data)
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
        paths = _segments(self._stream(kind))
        found = BEGINNING
        for path in paths[: position.segments]:
            found = _after(found, _bytes(path))
        return found == position

    def _stream(self, kind: type[Record]) -> Path:
        """Return the folder of a kind's stream."""
        if kind not in STREAMS:
            raise TypeError(f"the journal has no stream for {kind.__name__}")
        return self._folder / STREAMS[kind]


def _link_to_next(temporary: Path, stream: Path, last: int | None) -> int:
    """Link a finished file to the next free number after one that is taken, and return it.

    A number taken meanwhile is stepped over. Only the first time is the folder looked through: after years it holds a
    hundred thousand segments.
    """
    number = (max(_numbers(stream), default=0) if last is None else last) + 1
    while True:
        try:
            os.link(temporary, stream / f"{number:08d}.jsonl")
        except FileExistsError:
            number += 1
        else:
            return number


def _numbers(stream: Path) -> list[int]:
    """Return the numbers of a stream's segments, in order."""
    names = (_SEGMENT.fullmatch(path.name) for path in stream.iterdir()) if stream.is_dir() else ()
    return sorted(int(match[1]) for match in names if match)


def _segments(stream: Path) -> list[Path]:
    """Return a stream's segments in order, refusing a gap."""
    numbers = _numbers(stream)
    for expected, number in enumerate(numbers, start=1):
        if number != expected:
            raise JournalError(f"{stream / f'{expected:08d}.jsonl'}:1: the segment is missing")
    return [stream / f"{number:08d}.jsonl" for number in numbers]


def _after(position: Position, data: bytes) -> Position:
    """Return the position after one more segment."""
    mark = hashlib.blake2b(position.mark.encode() + data, digest_size=16).hexdigest()
    return Position(position.segments + 1, mark)


def _bytes(path: Path) -> bytes:
    """Return a segment's bytes."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise JournalError(f"{path}:1: the segment cannot be read: {error.strerror}") from error


def _lines(path: Path, data: bytes) -> list[bytes]:
    """Return a segment's lines, refusing one that does not end where a line ends."""
    lines = data.split(b"\n")
    if lines.pop() != b"" or not lines:
        raise JournalError(f"{path}:{len(lines) + 1}: the segment is torn: its last line is not complete")
    return lines


def _record(kind: type[R], path: Path, number: int, line: bytes) -> R:
    """Read one line, refusing one that is not a record of its kind."""
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        reason = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in reason["loc"]) or "the line"
        raise JournalError(f"{path}:{number}: {where}: {reason['msg']}") from error
