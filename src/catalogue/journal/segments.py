"""The segments of one stream: numbered files of JSON lines.

Belongs here: numbering, reading and refusing them. Does not belong here: which streams there are, or when a segment is
safe on the disk (``folder``).
"""

import hashlib
import os
import re
from pathlib import Path

from pydantic import ValidationError

from catalogue.journal.interface import JournalError, Position, R

_SEGMENT = re.compile(r"([0-9]{8,})\.jsonl")


def link_to_next(temporary: Path, stream: Path, last: int | None) -> int:
    """Link a finished file to the next free number after one that is taken, and return it.

    A number taken meanwhile is stepped over. Only the first time is the folder looked through: after years it holds a
    hundred thousand segments.
    """
    number = (max(numbers(stream), default=0) if last is None else last) + 1
    while True:
        try:
            os.link(temporary, stream / f"{number:08d}.jsonl")
        except FileExistsError:
            number += 1
        else:
            return number


def numbers(stream: Path) -> list[int]:
    """Return the numbers of a stream's segments, in order."""
    names = (_SEGMENT.fullmatch(path.name) for path in stream.iterdir()) if stream.is_dir() else ()
    return sorted(int(match[1]) for match in names if match)


def paths(stream: Path) -> list[Path]:
    """Return a stream's segments in order, refusing a gap."""
    found = numbers(stream)
    for expected, number in enumerate(found, start=1):
        if number != expected:
            raise JournalError(f"{stream / f'{expected:08d}.jsonl'}:1: the segment is missing")
    return [stream / f"{number:08d}.jsonl" for number in found]


def after(position: Position, data: bytes) -> Position:
    """Return the position after one more segment."""
    mark = hashlib.blake2b(position.mark.encode() + data, digest_size=16).hexdigest()
    return Position(position.segments + 1, mark)


def bytes_of(path: Path) -> bytes:
    """Return a segment's bytes."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise JournalError(f"{path}:1: the segment cannot be read: {error.strerror}") from error


def lines(path: Path, data: bytes) -> list[bytes]:
    """Return a segment's lines, refusing one that does not end where a line ends."""
    lines = data.split(b"\n")
    if lines.pop() != b"" or not lines:
        raise JournalError(f"{path}:{len(lines) + 1}: the segment is torn: its last line is not complete")
    return lines


def record(kind: type[R], path: Path, number: int, line: bytes) -> R:
    """Read one line, refusing one that is not a record of its kind."""
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        reason = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in reason["loc"]) or "the line"
        raise JournalError(f"{path}:{number}: {where}: {reason['msg']}") from error
