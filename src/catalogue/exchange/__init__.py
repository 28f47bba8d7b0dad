"""The exchange: machines with disks of their own that share one catalogue.

Belongs here: what a machine takes in before its work and gives after it, and the lease. Does not belong here: the work,
or the places that objects stand in (``catalogue.depot``).

Theory
------
Crash safety stands on what a local disk can do: flush, rename, link, lock. So each machine works in a warehouse of its
own, exactly as a single one does, and the store is where they exchange what is finished: immutable objects named by
their hash, and a log of numbered entries that name them. An entry is created last and by one machine only, so work is
visible whole or not at all; a machine that was killed has either shared its work or has it to do again.

Harvesting and reading only add: any number of machines do it side by side, and whatever order their segments come in,
each journal tells the same (nothing follows from the order of what was done at the same time, as nothing does for
threads). Minting ids, sending messages and publishing look at everything and decide once, so they need the lease. What
an entry under a lease says counts only while that lease is the last one in the log.
"""

from catalogue.exchange.entries import Entry
from catalogue.exchange.exchanging import Exchange, Places
from catalogue.exchange.troubles import Damaged, ExchangeError, LeaseHeld, LeaseLost, NotTheSame

__all__ = ["Damaged", "Entry", "Exchange", "ExchangeError", "LeaseHeld", "LeaseLost", "NotTheSame", "Places"]
