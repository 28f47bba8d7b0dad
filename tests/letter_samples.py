"""Samples of messages for the README, made by the code that words the real ones.

Belongs here: invented facts. Does not belong here: any wording.
"""

import datetime as dt
from collections.abc import Callable

from catalogue.letters import Case, Item, together
from catalogue.vocabulary import AlertStep, Precision, Role, Rule

PUBLISHER = "Exampleshire Safeguarding Children Partnership"
_GONE = dt.datetime(2026, 3, 2, 6, 41, tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)


def case(name: str, gone: dt.datetime, looks: int, published: dt.date) -> Case:
    """Make the facts of one report that has been looked for so many days in a row."""
    slug = name.lower().replace(" ", "-")
    return Case(
        alert_id={"Child Q": "5f0c1e7a9b3d2468", "Child R": "a81d03c9e5f27b46"}[name],
        publisher=PUBLISHER,
        title=f"Local Child Safeguarding Practice Review: {name}",
        pseudonyms=(name,),
        role=Role.FULL_REPORT,
        url=f"https://www.exampleshirescp.example/reviews/{slug}.pdf",
        final_url=f"https://www.exampleshirescp.example/reviews/{slug}.pdf",
        status=404,
        rule=Rule.NOT_FOUND,
        since=gone,
        checked_at=tuple(gone + number * _DAY for number in range(looks)),
        last_success_at=gone - _DAY,
        sha256=None,
        published_on=published,
        precision=Precision.DAY,
        until=published.replace(year=published.year + 1),
        guidance="Working Together to Safeguard Children (2018 and 2023 editions)",
    )


def sample(*items: Item) -> str:
    """Return a message as a reader sees it."""
    words = together(PUBLISHER, items)
    return f"Subject: {words.subject}\n\n{words.text}"


SAMPLES: dict[str, Callable[[], str]] = {
    "not-found": lambda: sample((AlertStep.OPENED, case("Child Q", _GONE, 2, dt.date(2025, 11, 20)))),
    "back-again": lambda: sample((AlertStep.CLOSED, case("Child Q", _GONE + 9 * _DAY, 2, dt.date(2025, 11, 20)))),
    "weekly-summary": lambda: sample(
        (AlertStep.REMINDED, case("Child Q", _GONE, 9, dt.date(2025, 11, 20))),
        (AlertStep.REMINDED, case("Child R", _GONE + _DAY, 8, dt.date(2025, 6, 4))),
    ),
}
"""Each sample by its name in the README."""
