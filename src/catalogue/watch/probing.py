"""Second looks: addresses that are asked only because an answer leaves something open.

Belongs here: an address that cannot exist, beside one that answers strangely; a site's front page, where all
its documents fail; well-known sites, where we may be cut off ourselves; a look that ignores a certificate.
Does not belong here: the first look at a document (`looking`), or what any of them says (`availability`, `sites`).
"""

import datetime as dt
import random
import string
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from catalogue.availability import likeness
from catalogue.models import Capture, Checked
from catalogue.vocabulary import FailureKind, Purpose

PROBE_EVERY = dt.timedelta(hours=24)
"""How long what a host answered to an address that cannot exist is believed: at most one such request a day."""
ALIKE = 0.95
"""Likeness of texts from which two pages are one page."""
BELIEVED_S = 60.0
"""Seconds for which the answer whether we are connected is believed."""

_LETTERS = 25
_LONG_EXCERPT = 1_900
_SILENT = frozenset({FailureKind.DNS_NOT_FOUND, FailureKind.DNS_FAILED, FailureKind.REFUSED, FailureKind.TIMEOUT})


class Getter(Protocol):
    """What watching needs of the HTTP client."""

    def get(self, url: str, *, source_id: str, purpose: Purpose, known: Capture | None = None) -> Capture:
        """Ask for an address and return what came of it."""
        ...


class Connected:
    """Whether we ourselves are connected; asked only when something is silent, and then rarely."""

    def __init__(self, canaries: Sequence[str], fetch: Getter, clock: Callable[[], float] = time.monotonic) -> None:
        """Name the sites to ask.

        Args:
            canaries: Addresses of independent, well-known sites; fewer than three are not enough to tell.
            fetch: The HTTP client.
            clock: Seconds that only go forward.
        """
        self._canaries, self._fetch, self._clock = tuple(canaries), fetch, clock
        self._lock = threading.Lock()
        self._asked_at: float | None = None
        self._connected = True

    def now(self) -> bool | None:
        """Tell whether we are connected.

        Returns:
            False where most of the canaries are silent too; None where there are too few to tell.
        """
        if len(self._canaries) < FEWEST_CANARIES:
            return None
        with self._lock:
            if self._asked_at is None or self._clock() - self._asked_at > BELIEVED_S:
                silent = sum(is_silent(self._ask(url)) for url in self._canaries)
                self._connected, self._asked_at = 2 * silent <= len(self._canaries), self._clock()
            return self._connected

    @property
    def told(self) -> bool | None:
        """What was found last in this round; None where nobody asked or it could not be told."""
        return self._connected if self._asked_at is not None else None

    def _ask(self, url: str) -> Capture:
        """Ask one canary."""
        return self._fetch.get(url, source_id="canary", purpose=Purpose.CHECK)


FEWEST_CANARIES = 3
"""Fewest independent sites that can tell whether we are connected."""


def is_silent(capture: Capture) -> bool:
    """Tell whether nothing answered at all, by an answer's failure."""
    return capture.failure is not None and capture.failure.kind in _SILENT


def nonsense_beside(url: str) -> str:
    """Return an address in the same folder that cannot exist.

    Args:
        url: An address.

    Returns:
        The folder and 25 random letters.
    """
    letters = "".join(random.SystemRandom().choices(string.ascii_lowercase, k=_LETTERS))
    return urljoin(url.partition("?")[0].rstrip("/"), letters)


def front_page(url: str) -> str:
    """Return the front page of an address's site."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def earlier_probe(checks: Iterable[Checked], now: dt.datetime) -> Capture | None:
    """Return what a host answered lately to an address that cannot exist.

    Args:
        checks: Past checks of the host's addresses.
        now: The moment.

    Returns:
        The newest such answer that is still believed; None where there is none.
    """
    kept = [check.nonsense for check in checks if check.nonsense is not None]
    fresh = [one for one in kept if dt.timedelta() <= now - one.requested_at < PROBE_EVERY]
    return max(fresh, key=lambda one: one.requested_at, default=None)


@lru_cache(maxsize=65_536)
def host_of(url: str) -> str:
    """Return the host of an address in lower case; an address without one gives an empty text."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_like_nonsense(page: Capture, nonsense: Capture, alike: Callable[[str, str], float | None]) -> bool | None:
    """Tell whether an address answers as one that cannot exist does.

    Args:
        page: What the address answered, with status 200.
        nonsense: What the other answered.
        alike: Likeness of the texts of two bodies by their sha256.

    Returns:
        False where the other is honestly said to be missing; True where both are redirected as often and
        to the same address, or show the same bytes or text; None where neither can be said.
    """
    if nonsense.status in (404, 410):
        return False
    if nonsense.status != 200 or len(page.chain) != len(nonsense.chain):
        return None
    if page.chain and page.final_url == nonsense.final_url:
        return True
    if page.sha256 is None or nonsense.sha256 is None:
        return None
    like = 1.0 if page.sha256 == nonsense.sha256 else alike(page.sha256, nonsense.sha256)
    if like is None and _are_whole(page, nonsense):
        like = likeness(str(page.excerpt), str(nonsense.excerpt))
    return True if like is not None and like >= ALIKE else None


def _are_whole(*pages: Capture) -> bool:
    """Whether the words kept of pages are all their words: the beginnings of two long pages may be one menu."""
    return all(page.excerpt and len(page.excerpt) < _LONG_EXCERPT for page in pages)
