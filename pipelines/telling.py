"""Telling people between the rounds of checks, and that nothing runs.

Belongs here: calling the house. Does not belong here: any decision; sending again is safe, since nothing is sent twice.
"""

import dagster as dg

from catalogue.house import House
from catalogue.house.deadman import dead_man
from catalogue.house.telling import send


@dg.op(description="Send what is due. When red: another run was working on the warehouse; the next hour tries again.")
def due_messages(context: dg.OpExecutionContext, house: dg.ResourceParam[House]) -> None:
    """Send what is due now."""
    with house.locked():
        context.log.info("%s", send(house))


@dg.op(description="Send each partnership its monthly outlook, once a month however often it runs.")
def month_outlooks(context: dg.OpExecutionContext, house: dg.ResourceParam[House]) -> None:
    """Send the month's outlooks."""
    with house.locked():
        context.log.info("%s", send(house, monthly=True))


@dg.job(description="Send messages that wait for their hour or could not get through.")
def tell_partnerships() -> None:
    """Send what is due."""
    due_messages()


@dg.job(description="Send each partnership what is in its year and until when.")
def send_outlooks() -> None:
    """Send the outlooks."""
    month_outlooks()


@dg.sensor(minimum_interval_seconds=3600, description="Tells the operator when no run has finished in 26 hours.")
def nothing_runs(house: dg.ResourceParam[House]) -> dg.SkipReason:
    """Tell the operator when nothing has run; better still, run it from another machine too."""
    return dg.SkipReason(dead_man(house) or "A run has finished within the last 26 hours.")
