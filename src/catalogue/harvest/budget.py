"""Budgets and traps: when reading a listing has to end, whatever the site still offers.

Belongs here: how much of one source is read, and which addresses are the work of a machine that never stops
making them. Does not belong here: reading pages, or what an ended harvest amounts to (``state.py``).

The bounds on one address are those that web archives use against such sites (paths that repeat a segment,
paths of more than twenty segments, addresses longer than 2,083 characters). The other rules count: pages,
steps from the start, time, pages that look alike, and pages of one sequence that show nothing new.
"""

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from catalogue.adapters import Follow
from catalogue.adapters.addresses import twin_key

PAGES = 500
"""Most answers asked for as pages of one source's listing, failures and other files included."""
DEPTH = 4
"""Most steps from where reading a source starts."""
LONGEST = 2_083
"""Longest address, in characters."""
SEGMENTS = 20
"""Most segments of a path."""
REPEATS = 2
"""How often one segment may stand in a path."""
ALIKE = 200
"""Most pages whose addresses differ in nothing but their numbers or their query."""
BARREN = 2
"""How many pages of one sequence in succession may show no link that was not seen before."""

_NUMBERS = re.compile(r"\d+")
_SESSION = re.compile(r"^(?:phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|sid|session_?id|oscsid|zenid)$", re.I)
_SESSION_VALUE = re.compile(r"[0-9A-Za-z\-]{16,}")
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)


def page_key(url: str) -> str:
    """Return what two addresses of one page share.

    Args:
        url: Absolute address.

    Returns:
        The address without what makes twins of it, and without the number of a visitor's session.
    """
    parts = urlsplit(_PATH_SESSION.sub("", url))
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not (_SESSION.match(name) and _SESSION_VALUE.fullmatch(value))
    ]
    return twin_key(urlunsplit(parts._replace(query=urlencode(query))))


def shape_of(url: str) -> str:
    """Return what the addresses of one sequence of pages share: all but numbers and the query's content."""
    parts = urlsplit(url)
    return f"{parts.hostname}{_NUMBERS.sub('#', parts.path)}{'?' if parts.query else ''}"


def endless(url: str) -> str | None:
    """Return why an address is taken for the work of a trap.

    Args:
        url: Absolute address.

    Returns:
        A clause for a sentence; None where nothing speaks against the address.
    """
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    if len(url) > LONGEST:
        return f"its address is longer than {LONGEST} characters"
    if len(segments) > SEGMENTS:
        return f"its address has more than {SEGMENTS} parts"
    if max(Counter(segments).values(), default=0) > REPEATS:
        return f"its address repeats a part more than {REPEATS} times"
    return None


class Budget:
    """What one source's harvest may still spend."""

    def __init__(self, seconds: float, ticks: Callable[[], float]) -> None:
        """Start to count.

        Args:
            seconds: Seconds that the source may take.
            ticks: Seconds from a clock that never goes back.
        """
        self._seconds = seconds
        self._ticks = ticks
        self._ends = ticks() + seconds
        self._asked = 0
        self._alike: Counter[str] = Counter()
        self._barren: Counter[str] = Counter()

    @property
    def out_of_time(self) -> str | None:
        """Why nothing more may be asked; None while there is time."""
        if self._ticks() < self._ends:
            return None
        return f"The source took longer than {self._seconds / 60:g} minutes; the rest was not asked for."

    @property
    def out_of_pages(self) -> str | None:
        """Why no further page may be asked for; None while there are some left."""
        if self._asked < PAGES:
            return None
        return f"More than {PAGES} pages belong to the listing; the rest was not read."

    def objection(self, follow: Follow, *, in_sequence: bool) -> str | None:
        """Return why a page is not to be read.

        Args:
            follow: The page.
            in_sequence: Whether the page that leads to it is of the same kind, as the pages of a long list are.

        Returns:
            A clause for a sentence; None where it may be read.
        """
        shape = shape_of(follow.url)
        if follow.depth > DEPTH:
            return f"it is more than {DEPTH} steps from the start"
        if self._alike[shape] >= ALIKE:
            return f"{ALIKE} pages with such an address were read"
        if in_sequence and self._barren[shape] >= BARREN:
            return f"{BARREN} pages of its kind in succession showed nothing new"
        return endless(follow.url)

    def asked(self, follow: Follow) -> None:
        """Count a page that is asked for, whatever comes back."""
        self._asked += 1
        self._alike[shape_of(follow.url)] += 1

    def read(self, follow: Follow, *, fresh: bool) -> None:
        """Count a page of a sequence that was read.

        Args:
            follow: The page.
            fresh: Whether it showed anything that was not seen before.
        """
        shape = shape_of(follow.url)
        self._barren[shape] = 0 if fresh else self._barren[shape] + 1
