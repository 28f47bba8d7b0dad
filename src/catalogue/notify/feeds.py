"""Atom feeds as files: whole, or not at all.

Belongs here: writing a feed. Does not belong here: which entries it has (`watch`) or their words (`letters`).
"""

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from feedgen.feed import FeedGenerator

from catalogue.letters import FeedEntry

BASE = "urn:safeguarding-review-catalogue"
"""Where ids of feeds begin, unless an operator has a public address for them."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def write_feed(folder: Path, publisher_id: str, publisher: str, entries: Sequence[FeedEntry], base: str = BASE) -> Path:
    """Write a publisher's Atom feed, whole or not at all.

    Args:
        folder: Folder of the feeds.
        publisher_id: Key of the publisher; the file is named by it.
        publisher: Name of the publisher.
        entries: At least one entry, in any order; the newest stands first.
        base: Where the feed's own id begins.

    Returns:
        The file. Equal entries give equal bytes: the feed's time is that of its newest entry.

    Raises:
        ValueError: The key is not one, or there is no entry.
    """
    if not _KEY.fullmatch(publisher_id):
        raise ValueError(f"not the key of a publisher: {publisher_id!r}")
    if not entries:
        raise ValueError("a feed without entries has no time and is not written")
    feed = FeedGenerator()
    feed.id(f"{base}:feed:{publisher_id}")
    feed.title(xml_text(f"Availability notices for {publisher}"))
    feed.author(name="Catalogue of child safeguarding practice reviews")
    feed.updated(max(entry.at for entry in entries))
    feed.generator("safeguarding-review-catalogue")
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True):
        item = feed.add_entry(order="append")
        item.id(entry.id)
        item.title(xml_text(entry.title))
        item.published(entry.at)
        item.updated(entry.at)
        item.content(xml_text(entry.text), type="text")
    path = folder / f"{publisher_id}.atom"
    data = feed.atom_str(pretty=True)
    # Most feeds say what they said an hour ago: those are not written, nor flushed to the disk, again.
    if not path.is_file() or path.read_bytes() != data:
        _replace(path, data)
    return path


def xml_text(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _replace(path: Path, data: bytes) -> None:
    """Write a file aside, flush it and put it in place at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o644)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
