"""Telling people outside of a round of checks.

Belongs here: what is due now, sent or only shown, and what nobody has received. Does not belong here: rounds of checks
(``House.watch``), what a person records (``answering``), or any decision about an alert (`watch`).
"""

from catalogue.availability import fold_alerts, of_shown
from catalogue.house import House
from catalogue.house.channels import secrets, ways
from catalogue.models import Alert, AlertEvent, Harvest, NoticeEvent
from catalogue.watch import Desk, Office, Planned, desk_of, preview, situation_of, tell
from catalogue.watch.outbox import Sent


def due(house: House, *, monthly: bool = False) -> tuple[Planned, ...]:
    """Show what would be sent now and to whom; nothing is sent or recorded.

    Args:
        house: The house.
        monthly: Whether the monthly outlooks are wanted too.

    Returns:
        The messages in the order in which they would go out.
    """
    office = office_of(house)
    return preview(desk_now(house, office, monthly=monthly), office)


def send(house: House, *, monthly: bool = False) -> Sent:
    """Send what is due, looking at nothing.

    Args:
        house: The house.
        monthly: Whether the monthly outlooks are wanted too.

    Returns:
        Counts of messages.
    """
    office = office_of(house)
    return tell(desk_now(house, office, monthly=monthly), office)


def open_alerts(house: House) -> tuple[Alert, ...]:
    """Return the open alerts about what is published.

    Args:
        house: The house.

    Returns:
        The alerts, in order of opening.
    """
    alerts = fold_alerts(of_shown(house.journal.read(AlertEvent), house.resolve()), house.journal.read(NoticeEvent))
    return tuple(one for one in alerts if one.closed_at is None)


def undelivered(house: House) -> tuple[Alert, ...]:
    """Return the open alerts about what is published that nobody has received.

    Args:
        house: The house.

    Returns:
        The alerts, in order of opening.
    """
    return tuple(one for one in open_alerts(house) if one.delivered_at is None)


def office_of(house: House) -> Office:
    """Return what telling needs of the outside world.

    Args:
        house: The house.

    Returns:
        Journal, clock, ways out, feeds and whom to tell.
    """
    return Office(
        journal=house.journal,
        clock=house.clock,
        ways=ways(house.settings, house.clock),
        feeds=house.settings.feeds,
        operator=house.settings.operator,
        secrets=secrets(house.settings),
    )


def desk_now(house: House, office: Office, *, monthly: bool = False) -> Desk:
    """Lay out everything that messages are made of, from what is on disk.

    Args:
        house: The house.
        office: The outside world.
        monthly: Whether the monthly outlooks are wanted.

    Returns:
        The desk as of now.
    """
    resolution = house.resolve()
    ledger = house.ledger()
    ledger.catch_up()
    harvests = house.journal.read(Harvest)
    situation = situation_of(resolution, house.sources, ledger, now=house.clock(), harvests=harvests)
    return desk_of(situation, office, monthly=monthly)
