"""Addresses as pages write them, made absolute.

Belongs here: joining an address to the one of its page. Does not belong here: what an address leads to, or whether it
may be asked.
"""

import re
from urllib.parse import urljoin, urlsplit

_BREAKS = re.compile(r"[\t\r\n]")
# A path without dots at the start of a part, empty parts, parameters, queries or fragments: joining only puts the
# site before it.
_PLAIN_PATH = re.compile(r"/(?:[\w%+~-][\w%+~.-]*(?:/[\w%+~-][\w%+~.-]*)*/?)?", re.ASCII)
_MOST_KEPT = 1_000


def absolute(base: str, address: str) -> str | None:
    """Return an address made absolute.

    Args:
        base: Absolute address of the page.
        address: The address as it stands in the page.

    Returns:
        The absolute address, without its spaces; None where it is not one.
    """
    address = _BREAKS.sub("", address).strip()
    try:
        joined = urljoin(base, address)
        urlsplit(joined).port  # noqa: B018 - raises where the address has no usable port
    except ValueError:
        return None
    return joined.replace(" ", "%20") or None


class Addresses:
    """The addresses of one page; most stand in it several times, and most are a plain path."""

    def __init__(self, base: str) -> None:
        """Take the address of the page.

        Args:
            base: Absolute address that the page's own are to be joined to.
        """
        self._base = base
        self._site = _site(base)
        self._known: dict[str, str | None] = {}

    def absolute(self, address: str) -> str | None:
        """Return an address made absolute, as `absolute` does.

        Args:
            address: The address as it stands in the page.
        """
        if self._site is not None and _PLAIN_PATH.fullmatch(address):
            return self._site + address
        if address not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[address] = absolute(self._base, address)
        return self._known[address]


def _site(base: str) -> str | None:
    """Return what stands before the path of an address of the web; None where joining has to look at more."""
    try:
        parts = urlsplit(base)
        parts.port  # noqa: B018 - raises where the address has no usable port
    except ValueError:
        return None
    plain = parts.scheme in {"http", "https"} and re.fullmatch(r"[A-Za-z0-9.:-]+", parts.netloc)
    return f"{parts.scheme}://{parts.netloc}" if plain else None
