"""Addresses as text: what may be asked at all, and where a redirect leads.

Belongs here: refusing what is not a plain http or https address, before anything is looked up. Does
not belong here: judging numeric addresses (`guard`), or any network.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

import requests
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from catalogue.fetch.parts import Stopped
from catalogue.vocabulary import FailureKind

LONGEST = 2083
"""Longest address that is asked, in characters."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_AUTHORITY = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """An address that may be asked."""

    url: str
    host: str
    origin: str


def parse(url: str) -> Address:
    """Read an address.

    Args:
        url: The address as found; a fragment is dropped.

    Returns:
        The address as it will be sent, its host in small letters, and scheme, host and port as one key.

    Raises:
        Stopped: It is not an http or https address that can be asked.
    """
    text = url.strip()
    scheme = _SCHEME.match(text)
    if not scheme or scheme[1].lower() not in {"http", "https"}:
        raise _bad(f"{text[:80]!r} is not an http or https address.")
    if len(text) > LONGEST:
        raise _bad(f"The address is longer than {LONGEST} characters.")
    authority = _AUTHORITY.match(text)
    if not authority or not authority[1] or "\\" in authority[1] or "@" in authority[1]:
        raise _bad("The address has no plain host name.")
    if not text.isprintable():
        raise _bad("The address holds characters that no address may hold.")
    request = requests.PreparedRequest()
    try:
        request.prepare_url(text.partition("#")[0], None)
        prepared = request.url or ""
        parsed = parse_url(prepared)
    except (requests.RequestException, LocationParseError, ValueError):
        raise _bad("The address cannot be read.") from None
    if not parsed.host or not parsed.scheme:
        raise _bad("The address has no host name.")
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    host = parsed.host.lower().rstrip(".")
    return Address(url=prepared, host=host, origin=f"{parsed.scheme}://{parsed.host}:{port}")


def next_address(base: str, location: str) -> str:
    """Return where a redirect leads.

    Args:
        base: Address that answered.
        location: The Location header, as the standard library reads headers.

    Returns:
        The absolute address, not yet judged.

    Raises:
        Stopped: The header cannot be read as an address.
    """
    try:
        readable = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        readable = location
    try:
        return urljoin(base, readable.strip())
    except ValueError:
        raise _bad("A redirect leads to an address that cannot be read.") from None


def clean(text: str) -> str:
    """Return a text that can be kept: halves of characters are replaced."""
    return text.encode("utf-8", "replace").decode()


def _bad(detail: str) -> Stopped:
    """Return the failure of an address that cannot be asked."""
    return Stopped(FailureKind.BAD_ADDRESS, detail)
