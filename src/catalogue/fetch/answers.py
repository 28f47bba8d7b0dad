"""What is kept of an answer: the headers that matter, the body where it is good, words where it is not.

Belongs here: reading an answer's body and making a capture's fields of it. Does not belong here:
redirects, retries, or anything that asks.
"""

import datetime as dt
import email.utils
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from catalogue.fetch.marks import main_heading, page_marks
from catalogue.fetch.parts import Bodies, Piece, Stopped
from catalogue.fetch.sniff import HEAD_BYTES, TAIL_BYTES, looks_at_end, page_words, sniff
from catalogue.models import Capture
from catalogue.vocabulary import FailureKind, Magic

KEPT_HEADERS = (
    "content-type",
    "content-length",
    "etag",
    "last-modified",
    "location",
    "retry-after",
    "server",
    "cf-mitigated",
    "x-amzn-waf-action",
    "rimon",
    "server-timing",
    "x-cache",
    "x-datadome",
    "x-iinfo",
    "x-sucuri-block",
    "www-authenticate",
    "content-disposition",
)
"""Headers that are kept, in small letters."""

_SAME = ("sha256", "size", "magic", "title", "excerpt", "heading", "marks")
_LONGEST_HEADER = 500
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:\-]+)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class Answer:
    """One answer: the capture's fields it makes, or where it redirects to."""

    fields: Mapping[str, object]
    location: str | None = None

    @property
    def status(self) -> int:
        """HTTP status; 0 where none came."""
        status = self.fields.get("status")
        return status if isinstance(status, int) else 0

    @property
    def headers(self) -> dict[str, str]:
        """The headers that matter; none where no answer came."""
        headers = self.fields.get("headers")
        return dict(headers) if isinstance(headers, dict) else {}


class Reader(Protocol):
    """Something that reads an answer that is no redirect."""

    def __call__(self, status: int, headers: dict[str, str], body: Iterator[Piece], conditional: bool) -> Answer:
        """Read the body and return the answer."""


@dataclass
class Collect:
    """A reader that keeps the beginning of a body in memory, for robots.txt."""

    most: int
    content: bytes = b""

    def __call__(self, status: int, headers: dict[str, str], body: Iterator[Piece], conditional: bool) -> Answer:
        """Read at most `most` bytes; rules that broke off are no rules, so a failure is not caught."""
        read = bytearray()
        for chunk in body if status == 200 else ():
            read += chunk
            if len(read) >= self.most:
                break
        self.content = bytes(read[: self.most])
        return Answer({"status": status, "headers": headers})


@dataclass(frozen=True)
class Keep:
    """A reader that puts the body of a good answer into the store."""

    store: Bodies
    most: int
    known: Capture | None

    def __call__(self, status: int, headers: dict[str, str], body: Iterator[Piece], conditional: bool) -> Answer:
        """Read the body as its status deserves."""
        if status == 200:
            return self._keep(headers, body)
        if status == 304:
            return self._confirm(headers, conditional)
        return Answer({"status": status, "headers": headers, **_words_of_error(headers, body)})

    def _keep(self, headers: dict[str, str], body: Iterator[Piece]) -> Answer:
        """Stream a body into the store, looking at its two ends on the way."""
        stated = headers.get("content-length", "")
        if stated.isdecimal() and len(stated) < 20 and int(stated) > self.most:
            raise self._too_large()
        head, tail, size = b"", b"", 0
        with self.store.sink() as sink:
            for chunk in body:
                size += len(chunk)
                if size > self.most:
                    raise self._too_large()
                sink.write(chunk)
                head = head if len(head) >= HEAD_BYTES else (head + chunk[:HEAD_BYTES])[:HEAD_BYTES]
                tail = (tail + chunk[-TAIL_BYTES:])[-TAIL_BYTES:] if looks_at_end(head) else b""
            sha256 = sink.commit()
        magic = sniff(head, tail)
        fields: dict[str, object] = {"sha256": sha256, "size": size, "magic": magic}
        if magic is Magic.HTML:
            fields |= _words(head, headers)
        return Answer({"status": 200, "headers": headers, **fields})

    def _confirm(self, headers: dict[str, str], conditional: bool) -> Answer:
        """Take the server's word that the known copy still stands."""
        if not conditional or self.known is None:
            raise Stopped(FailureKind.PROTOCOL, "The server answers 304 to a request that was not conditional.")
        kept = {name: self.known.headers[name] for name in KEPT_HEADERS if name in self.known.headers}
        kept.pop("content-length", None)
        same = {name: getattr(self.known, name) for name in _SAME}
        return Answer({"status": 304, "headers": {**kept, **headers}, "not_modified": True, **same})

    def _too_large(self) -> Stopped:
        """Return the failure of a body over the limit."""
        return Stopped(FailureKind.TOO_LARGE, f"The body is larger than {self.most} bytes.")


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that matter, on one line each and of a bounded length.

    Args:
        headers: Headers of an answer, whatever the case of their names.

    Returns:
        Names in small letters, values without control characters, at most 500 characters each.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    return {name: _CONTROLS.sub(" ", lower[name])[:_LONGEST_HEADER].strip() for name in KEPT_HEADERS if lower.get(name)}


def asked_to_wait(answer: Answer, now: dt.datetime) -> float | None:
    """Return how long a server that is busy asks us to wait.

    Args:
        answer: The answer.
        now: The time, UTC.

    Returns:
        Seconds, never negative; None where it is not busy or does not say.
    """
    headers = answer.fields.get("headers")
    if answer.status not in {429, 503} or not isinstance(headers, dict):
        return None
    told = str(headers.get("retry-after", ""))
    if told.isascii() and told.isdecimal() and len(told) < 10:
        return float(told)
    try:
        when = email.utils.parsedate_to_datetime(told)
    except (TypeError, ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    return max((when - now).total_seconds(), 0.0)


def _words_of_error(headers: Mapping[str, str], body: Iterator[Piece]) -> dict[str, object]:
    """Return what the page of an error says; its body is not kept."""
    head = _beginning(body, HEAD_BYTES)
    if sniff(head) not in {Magic.HTML, Magic.TEXT, Magic.XML, Magic.JSON}:
        return {}
    return _words(head, headers)


def _words(head: bytes, headers: Mapping[str, str]) -> dict[str, object]:
    """Return what the beginning of a page says, and what its markup holds beside that."""
    title, excerpt = page_words(head, _charset(headers))
    return {"title": title, "excerpt": excerpt, "heading": main_heading(head), "marks": page_marks(head)}


def _beginning(body: Iterator[Piece], most: int) -> bytes:
    """Read at most so many bytes; what broke off is as good as what came, since only words are wanted."""
    read = bytearray()
    try:
        for chunk in body:
            read += chunk
            if len(read) >= most:
                break
    except Stopped:
        return bytes(read[:most])
    return bytes(read[:most])


def _charset(headers: Mapping[str, str]) -> str | None:
    """Return the character set that the headers name."""
    match = _CHARSET.search(headers.get("content-type", ""))
    return match[1] if match else None
