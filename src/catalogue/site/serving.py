"""Showing a printed site on this machine, to look at it before it goes to a host.

Belongs here: a small server on loopback. Does not belong here: serving the public, for which any web host is better.
"""

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from catalogue.site import places

HOST = "127.0.0.1"
_TYPES = {**SimpleHTTPRequestHandler.extensions_map, ".atom": "application/atom+xml"}


class _Handler(SimpleHTTPRequestHandler):
    """Answers with the site's files; an address without a file gets the site's own page for that."""

    extensions_map = _TYPES

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""

    def list_directory(self, path: str) -> None:  # type: ignore[override] # never lists: null ends the answer there
        """Answer for a folder without a page as for anything that is not there."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Add what keeps a browser from guessing a file's kind, or from showing an older print."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's page for a wrong address where nothing is there."""
        page = Path(self.directory) / places.NOT_FOUND
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a printed site on loopback, which answers once ``serve_forever`` is called.

    Args:
        folder: The site's folder. A site that is printed meanwhile is shown from the next request on.
        port: Port, 0 to 65535; a free one where 0.

    Returns:
        The server; its address tells the port.

    Raises:
        OSError: The port is taken.
    """
    return ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(folder)))
