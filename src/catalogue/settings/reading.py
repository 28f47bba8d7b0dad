"""Reading what stands in a variable: addresses, hosts, instants, words, secrets.

Belongs here: text of the environment to a value, or a ValueError that says what was expected. Does not belong here:
which variables there are (`settings`).
"""

import datetime as dt
import ipaddress
import json
import re
from pathlib import Path

Endpoint = tuple[str, int]
"""A numeric address in its plain form, and a port."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
_STORE = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?")
_ENDPOINT = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<four>[0-9.]+)):(?P<port>\d{1,5})")


def parse_endpoint(text: str) -> Endpoint:
    """Read a numeric address with a port.

    Args:
        text: ``127.0.0.1:8080`` or ``[::1]:8080``.

    Returns:
        The address in its plain form and the port (1 to 65535).

    Raises:
        ValueError: The text is neither.
    """
    match = _ENDPOINT.fullmatch(text.strip())
    if not match or not 1 <= int(match["port"]) <= 65535:
        raise ValueError(f"expected a numeric address and a port such as 127.0.0.1:8080, found {text!r}")
    try:
        address = ipaddress.ip_address(match["six"] or match["four"])
    except ValueError:
        raise ValueError(f"expected a numeric address before the port, found {text!r}") from None
    return str(address), int(match["port"])


def endpoints(value: object) -> object:
    """Read ``ip:port,ip:port``; anything but text, or a list of texts, is left to pydantic."""
    parts = [part for part in value.split(",") if part.strip()] if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple, set, frozenset)):
        return value
    return tuple(parse_endpoint(part) if isinstance(part, str) else part for part in parts)


def hosts(value: object) -> object:
    """Read ``host=ip:port,host=ip:port``; the addresses of a mapping may be texts too."""
    if isinstance(value, str):
        pairs = [part.partition("=") for part in value.split(",") if part.strip()]
        if any(not equals or not host.strip() for host, equals, _ in pairs):
            raise ValueError(f"expected pairs such as example.test=127.0.0.1:8080 parted by commas, found {value!r}")
        value = {host.strip(): endpoint for host, _, endpoint in pairs}
    if not isinstance(value, dict):
        return value
    return {
        str(host).lower(): parse_endpoint(where) if isinstance(where, str) else where for host, where in value.items()
    }


def instant(value: object) -> object:
    """Read an instant with its offset; a date alone or a naive time would be a guess and is refused."""
    if isinstance(value, str):
        if not _INSTANT.fullmatch(value.strip()):
            raise ValueError(f"expected an instant with its offset such as 2026-01-31T06:00:00Z, found {value!r}")
        value = dt.datetime.fromisoformat(value.strip())
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise ValueError("expected an instant with its offset, found a time without one")
        try:
            return value.astimezone(dt.UTC)
        except OverflowError:
            raise ValueError("expected an instant between the years 1 and 9999 in UTC") from None
    if value is not None:
        raise ValueError("expected an instant with its offset such as 2026-01-31T06:00:00Z")
    return value


def words(value: object) -> object:
    """Read texts parted by commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def named_secrets(value: object) -> object:
    """Read a JSON object of names and secrets; what cannot be read is never repeated."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError('expected a JSON object such as {"name": "secret"}') from None


def one_line(value: object) -> object:
    """Refuse text that could not stand in one header line."""
    if isinstance(value, str) and not (value.isascii() and value.isprintable()):
        raise ValueError("expected one line of plain ASCII text")
    return value


def shared_store(value: object) -> object:
    """Read the address of a store that machines share: a folder, or a bucket with a prefix."""
    if isinstance(value, str) and "://" in value and not _STORE.fullmatch(value):
        raise ValueError("expected a folder, or an address such as s3://bucket/prefix")
    return str(value) if isinstance(value, Path) else value


def public_address(value: object) -> object:
    """Read the address of a web site without a query; a slash stands at its end."""
    if value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~-]+)*/?", value):
        raise ValueError("expected a web address such as https://reviews.example.org/")
    return value.rstrip("/") + "/"
