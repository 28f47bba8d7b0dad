"""Posting to an address that somebody named, as safely as fetching one.

Belongs here: `Posting`, which judges each address at the moment of connecting, follows no redirect and reads a little
of the answer. Does not belong here: what is posted, to whom, or what an answer means (`catalogue.notify`).
"""

import io
from collections.abc import Mapping

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse

from catalogue.fetch.address import parse
from catalogue.fetch.connections import trusting
from catalogue.fetch.lookup import by_machine
from catalogue.fetch.parts import Limits, Resolve, Stopped
from catalogue.fetch.wire import Wires
from catalogue.vocabulary import FailureKind

DEADLINE_S = 10.0
"""Seconds that one answer may take, from connecting to its last byte."""
MOST_BYTES = 256 * 1024
"""Bytes of an answer that are read; nobody whom we tell something has more to say."""


class Posting:
    """Sends requests that are not about documents; safe to share between threads."""

    def __init__(self, settings: Limits, *, deadline_s: float = DEADLINE_S, resolve: Resolve = by_machine) -> None:
        """Make it.

        Args:
            settings: Limits of connections, and the only private addresses that may be contacted.
            deadline_s: Seconds that one answer may take.
            resolve: Looks a host and port up, as `socket.getaddrinfo` does.
        """
        self.session = requests.Session()
        """A session for clients that bring their own requests; it knows no proxy and no password file."""
        self.session.trust_env = False
        self.session.max_redirects = 0
        guarded = _Guarded(Wires(settings, resolve, trusting), deadline_s)
        self.session.mount("https://", guarded)
        self.session.mount("http://", guarded)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int | None, str]:
        """Post a body.

        Args:
            url: Where to; an address in a private network is not contacted.
            body: What.
            headers: Its headers.

        Returns:
            The status, and nothing; or null, and why no answer came, in a sentence that does not hold the address.
        """
        try:
            answer = self.session.post(url, data=body, headers=dict(headers), allow_redirects=False)
        except requests.RequestException as error:
            why = error.__cause__
            told = isinstance(why, Stopped) and why.failure.kind is not FailureKind.BAD_ADDRESS
            return None, str(why) if told else "The address cannot be used."
        return answer.status_code, ""


class _Guarded(BaseAdapter):
    """Sends each request over a connection of its own to a judged address."""

    def __init__(self, wires: Wires, deadline_s: float) -> None:
        super().__init__()
        self._wires, self._deadline_s = wires, deadline_s
        self._answers = HTTPAdapter()

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        """Send one request and read its answer, at most `MOST_BYTES` of it."""
        try:
            parse(request.url or "")
            with self._wires.open(self._deadline_s) as wire:
                answer = wire.send(request)
                content = bytearray()
                for piece in wire.chunks():
                    content += piece
                    if len(content) >= MOST_BYTES:
                        break
        except Stopped as stopped:
            raise requests.ConnectionError("no answer came") from stopped
        body = HTTPResponse(
            body=io.BytesIO(bytes(content[:MOST_BYTES])), status=answer.status_code, preload_content=False
        )
        return self._answers.build_response(request, body)

    def close(self) -> None:
        """Keep nothing open: there is nothing."""
