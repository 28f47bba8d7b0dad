"""A site's robots rules, as RFC 9309 has them.

Belongs here: what an answer to robots.txt allows. Does not belong here: fetching it, or pausing.

A site that answers 4xx has no rules and allows everything. One that answers 5xx may have rules that it
cannot show, so nothing is asked of it; the same holds where the rules hang, break off or lead astray.
That says nothing of the address that was wanted, so it is a failure of its own kind. A site that cannot
be reached at all is not asked either, and there its own failure is told, because that, and not a rule,
is what a person has to know.
"""

import datetime as dt
from dataclasses import dataclass

from protego import Protego

from catalogue.models import Failure
from catalogue.vocabulary import FailureKind, Phase

MOST_BYTES = 500 * 1024
"""How much of a robots.txt is read; the rest is ignored, as the RFC allows."""

KEPT = dt.timedelta(hours=24)
"""How long rules are believed."""

KEPT_FAILURE = dt.timedelta(hours=1)
"""How long a failure to get the rules is believed."""

_LONGEST_DELAY_S = 30.0


@dataclass(frozen=True)
class Rules:
    """What one site allows, and until when that is believed."""

    until: dt.datetime
    parsed: Protego | None = None
    failure: Failure | None = None

    def objection(self, url: str, agent: str) -> Failure | None:
        """Return why an address may not be asked.

        Args:
            url: The address.
            agent: The client's name as robots rules use it.

        Returns:
            None where it may be asked.
        """
        if self.failure is not None:
            return self.failure
        if self.parsed is None or self.parsed.can_fetch(url, agent):
            return None
        return Failure(kind=FailureKind.ROBOTS, detail="The site's robots.txt asks us not to read this address.")

    def delay_s(self, agent: str) -> float:
        """Return the seconds the site wants between requests; never more than half a minute is heeded.

        Args:
            agent: The client's name as robots rules use it.

        Returns:
            Seconds; 0 where the site says nothing.
        """
        asked = self.parsed.crawl_delay(agent) if self.parsed is not None else None
        return min(max(float(asked or 0), 0.0), _LONGEST_DELAY_S)


def read(status: int, content: bytes, now: dt.datetime) -> Rules:
    """Say what an answer to robots.txt allows.

    Args:
        status: HTTP status of the last answer.
        content: Its body, at most `MOST_BYTES`.
        now: The time, UTC.

    Returns:
        The rules.
    """
    if 200 <= status < 300:
        return Rules(now + KEPT, Protego.parse(content.decode("utf-8-sig", "replace")))
    if 400 <= status < 500 and status != 429:
        return Rules(now + KEPT)
    detail = f"The site's robots.txt answered {status}, so the site was not read."
    return Rules(now + KEPT_FAILURE, failure=Failure(kind=FailureKind.ROBOTS_UNREADABLE, detail=detail))


def unreadable(failure: Failure, now: dt.datetime, *, reached: bool) -> Rules:
    """Say what a robots.txt that could not be had allows: nothing, for the reason it could not be had.

    Args:
        failure: Why there was no answer.
        now: The time, UTC.
        reached: Whether the site took the connection, so that it is the rules that failed and not the site.

    Returns:
        The rules.
    """
    detail = f"robots.txt could not be fetched, so the site was not read: {failure.detail}"
    kind, phase = (FailureKind.ROBOTS_UNREADABLE, Phase.ROBOTS) if reached else (failure.kind, failure.phase)
    return Rules(now + KEPT_FAILURE, failure=Failure(kind=kind, detail=detail, phase=phase))
