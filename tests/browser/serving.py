"""A host for the printed site, as a host of static sites would serve it: with the headers that the site asks for.

Belongs here: a server on loopback that reads ``_headers``. Does not belong here: any page.
"""

import contextlib
import fnmatch
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


def headers_of(folder: Path) -> list[tuple[str, str, str]]:
    """Return the lines of a site's headers: which paths, which header, which value."""
    found, paths = [], ""
    for line in (folder / "_headers").read_text().splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            found.append((paths, name, value))
        else:
            paths = line
    return found


class Handler(SimpleHTTPRequestHandler):
    """Answers with files and the site's headers."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".atom": "application/atom+xml"}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add the headers that the site asks for; its kind of file stays as sent."""
        for paths, name, value in headers_of(Path(self.directory)):
            if fnmatch.fnmatch(self.path, paths) and name != "Content-Type":
                self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


class Host(ThreadingHTTPServer):
    """A host whose folder can be exchanged while it runs."""

    daemon_threads = True
    folder: Path

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Answer from the folder of the moment; a browser that leaves half-way is no fault."""
        with contextlib.suppress(ConnectionError):
            partial(Handler, directory=str(self.folder))(request, client_address, self)


@contextmanager
def hosted(folder: Path) -> Iterator[tuple[Host, str]]:
    """Serve a folder on loopback; gives the host and the address of its first page."""
    host = Host(("127.0.0.1", 0), Handler)
    host.folder = folder
    thread = threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield host, f"http://127.0.0.1:{host.server_port}/"
    finally:
        host.shutdown()
        host.server_close()
        thread.join()
