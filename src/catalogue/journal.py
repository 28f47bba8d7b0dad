"""The journal: everything that happened, as records appended and never changed.

Belongs here: the small interface (`Journal`) behind which another place than a local folder can stand,
and the folder of immutable segment files. Does not belong here: what the records amount to, which is
always worked out again, or any way to change or remove one.

A stream is a folder of numbered segments; a segment is JSON lines in UTF-8. Each append makes one
segment: it is written aside, flushed to the disk, and linked to the next free number. A link never
overwrites, so two processes that append at once get two numbers, and an append either stands whole or
not at all. Numbers have no gaps; a gap, an unreadable line or a torn end means that the folder was
damaged from outside, and is refused rather than read around.
"""

import hashlib
import os
import re
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import ValidationError

from catalogue.disk import sync_folder
from catalogue.models import AlertEvent, Capture, Checked, Harvest, Minted, Printed, Record, Redirected

STREAMS: dict[type[Record], str] = {
    Capture: "captures",
    Harvest: "harvests",
    Checked: "checks",
    AlertEvent: "alerts",
    Minted: "ids",
    Redirected: "redirects",
    Printed: "editions",
}
"""The stream that holds each kind of record; a kind that is not here cannot be appended."""

R = TypeVar("R", bound=Record)

_SEGMENT = re.compile(r"([0-9]{8,})\.jsonl")


class JournalError(Exception):
    """The journal was damaged from outside; the message names the file and the line."""


class Journal(Protocol):
    """An append-only ledger of typed records."""

    def append(self, records: Sequence[Record]) -> None:
        """Append records of one kind, all or none."""
        ...

    def read(self, kind: type[R]) -> Iterator[R]:
        """Give all records of a kind in the order in which they were appended, equal ones once."""
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
            _link_to_next(temporary, stream)
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
            for number, line in enumerate(_lines(path), start=1):
                mark = hashlib.blake2b(line, digest_size=16).digest()
                if mark in seen:
                    continue
                seen.add(mark)
                try:
                    yield kind.model_validate_json(line)
                except ValidationError as error:
                    reason = error.errors(include_url=False, include_input=False)[0]
                    where = ".".join(str(part) for part in reason["loc"]) or "the line"
                    raise JournalError(f"{path}:{number}: {where}: {reason['msg']}") from error

    def _stream(self, kind: type[Record]) -> Path:
        """Return the folder of a kind's stream."""
        if kind not in STREAMS:
            raise TypeError(f"the journal has no stream for {kind.__name__}")
        return self._folder / STREAMS[kind]


def _link_to_next(temporary: Path, stream: Path) -> None:
    """Link a finished file to the next free number; a number taken meanwhile is stepped over."""
    number = max(_numbers(stream), default=0) + 1
    while True:
        try:
            os.link(temporary, stream / f"{number:08d}.jsonl")
        except FileExistsError:
            number += 1
        else:
            return


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


def _lines(path: Path) -> list[bytes]:
    """Return a segment's lines, refusing one that does not end where a line ends."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JournalError(f"{path}:1: the segment cannot be read: {error.strerror}") from error
    lines = data.split(b"\n")
    if lines.pop() != b"" or not lines:
        raise JournalError(f"{path}:{len(lines) + 1}: the segment is torn: its last line is not complete")
    return lines
