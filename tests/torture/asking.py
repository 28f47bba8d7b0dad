"""The client of protocol G in a process of its own, so that its memory is its own: ``python -m tests.torture.asking``.

Belongs here: asking one server and telling what came of it. Does not belong here: the servers, and what is right
(``servers``).

It reads one line of JSON for each server (the port, and an empty folder) and answers with one line; when nothing more
comes it tells the most memory that it ever held.
"""

import datetime as dt
import json
import sys
import time
from pathlib import Path

from catalogue.fetch import Fetch
from catalogue.settings import Settings
from catalogue.store import FolderStore
from catalogue.vocabulary import Purpose
from tests.hostile.torture import peak_rss_mb

NOW = dt.datetime(2026, 1, 31, 6, tzinfo=dt.UTC)
DEADLINE_S = 0.5
MOST_BYTES = 100_000


def asked(port: int, folder: Path) -> dict[str, object]:
    """Ask a server for the document that it spoils, and then for another.

    Args:
        port: Where it listens.
        folder: An empty folder for the store.

    Returns:
        The kind of failure or null, what was told, seconds, whether the answer names a body, how many files were kept
        of the first, and the status of the second.
    """
    here = f"127.0.0.1:{port}"
    limits = {"deadline_s": DEADLINE_S, "max_bytes": MOST_BYTES, "pause_s": 0}
    settings = Settings.model_validate(
        {"connect_to": {"one.test": here}, "allow_private": here, "contact": "desk@example.test", **limits}
    )
    fetch = Fetch(settings, FolderStore(folder / "raw"), lambda: NOW)
    began = time.monotonic()
    capture = fetch.get("http://one.test/a.pdf", source_id="one", purpose=Purpose.DOCUMENT, known=None)
    took = time.monotonic() - began
    return {
        "kind": capture.failure.kind if capture.failure else None,
        "told": str(capture.failure),
        "seconds": took,
        "named": capture.sha256 is not None,
        "kept": sum(path.is_file() for path in (folder / "raw").rglob("*")),
        "next": fetch.get("http://one.test/b.pdf", source_id="one", purpose=Purpose.DOCUMENT, known=None).status,
    }


def main() -> None:
    """Answer every line, then tell the most memory held, in millions of bytes."""
    for line in sys.stdin:
        job = json.loads(line)
        print(json.dumps(asked(job["port"], Path(job["folder"]))), flush=True)
    print(json.dumps({"peak_mb": peak_rss_mb()}), flush=True)


if __name__ == "__main__":
    main()
