"""What went wrong on the wire, in the catalogue's own words.

Belongs here: the one place that knows the exceptions of requests, urllib3 and the standard library.
Does not belong here: deciding what to do about them.
"""

import http.client
import ssl
from collections.abc import Iterator

import requests
import urllib3

from catalogue.fetch.parts import Stopped
from catalogue.vocabulary import FailureKind

WIRE_ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,  # includes UnicodeError: a header or a host that cannot be decoded
)
"""Everything that a hostile or broken server can make the libraries raise."""

_ENDED = "ended prematurely"  # urllib3 has no type of its own for chunks that stop coming

_Rule = tuple[tuple[type[BaseException], ...], FailureKind, str]

# The first rule that fits any exception in the chain decides, so the particular come before the general;
# the innermost exception that fits says why.
_RULES: tuple[_Rule, ...] = (
    (
        (ssl.SSLError, ssl.CertificateError, urllib3.exceptions.SSLError, requests.exceptions.SSLError),
        FailureKind.TLS,
        "The secure connection failed",
    ),
    (
        (urllib3.exceptions.InvalidChunkLength, urllib3.exceptions.IncompleteRead, http.client.IncompleteRead),
        FailureKind.TRUNCATED,
        "The body ended before its stated length",
    ),
    (
        (urllib3.exceptions.DecodeError, requests.exceptions.ContentDecodingError),
        FailureKind.PROTOCOL,
        "The body's encoding could not be undone",
    ),
    (
        (urllib3.exceptions.LocationParseError, requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema),
        FailureKind.BAD_ADDRESS,
        "The address cannot be used",
    ),
    (
        (TimeoutError, urllib3.exceptions.TimeoutError, requests.exceptions.Timeout),
        FailureKind.TIMEOUT,
        "The answer did not arrive in time",
    ),
    (
        (ConnectionError, http.client.RemoteDisconnected),
        FailureKind.REFUSED,
        "The server ended the connection",
    ),
    (
        (
            http.client.HTTPException,
            urllib3.exceptions.InvalidHeader,
            urllib3.exceptions.HeaderParsingError,
            ValueError,
        ),
        FailureKind.PROTOCOL,
        "The answer was not valid HTTP",
    ),
)


def explain(error: BaseException) -> Stopped:
    """Turn an exception of the wire into a failure with a plain sentence.

    Args:
        error: What the libraries raised.

    Returns:
        The failure, ready to be raised.
    """
    chain = tuple(_chain(error))
    if any(isinstance(link, urllib3.exceptions.ProtocolError) and _ENDED in str(link) for link in chain):
        return Stopped(FailureKind.TRUNCATED, "The body ended before its last chunk.")
    for types, kind, sentence in _RULES:
        fitting = [link for link in chain if isinstance(link, types)]
        if fitting:
            return Stopped(kind, f"{sentence} ({_name(fitting[-1])}).")
    return Stopped(FailureKind.PROTOCOL, f"The answer was not valid HTTP ({_name(error)}).")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give an exception and all that it wraps, innermost last, each once."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        around = None if link.__suppress_context__ else link.__context__
        inner = [link.__cause__, around, getattr(link, "reason", None), *link.args]
        waiting.extend(part for part in inner if isinstance(part, BaseException))


def _name(error: BaseException) -> str:
    """Name an exception for people: the reason of a failed certificate, else the exception's kind."""
    return str(getattr(error, "verify_message", "") or type(error).__name__)
