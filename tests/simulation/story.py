"""One document, anything that can happen to it, and what must hold whatever did.

Belongs here: the events, the model and the invariants. Does not belong here: a rule taken from the product; the model
keeps its own list of looks and judges by the specification alone. Telling many stories is ``machine``.

The product's own round runs, with its real rules of verdicts, states, alerts and messages. What it is written into is
kept in memory; every fortieth story is told on a disk instead, with feeds, and with the ledger's file.

Which check proves which line of the protocol:

- every opening, reminder and closing goes out once an incident, transition and channel, though mail breaks, the
  process restarts and the clock is put back: ``_compare_letters``; and what went on was told in the end: ``_end``;
- what says nothing is neither up nor down, in state, counts and days: ``_compare_state``;
- nothing opens without three failures over 72 hours, or two over 24 where the server says so: ``_compare_alerts``;
- nothing is called back without two good looks in a row: ``_compare_alerts``;
- silence that ends, with nothing changed, opens nothing and tells nothing within its week: ``_compare_alerts`` (one
  opening an absence) and ``_compare_letters``;
- an answer for good is the last that is heard of the document: ``_compare_alerts``;
- in an outage of ours no partnership is told anything: ``_look``;
- what is kept from round to round is what all checks amount to: ``_end``.
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from catalogue.availability import fold, fold_alerts, with_answers
from catalogue.journal import BEGINNING, FolderJournal, Journal
from catalogue.models import Alert, AlertEvent, Availability, Checked, NoticeEvent, digest
from catalogue.notify import Delivery, Letter
from catalogue.store import FolderStore
from catalogue.vocabulary import AlertAnswer, AlertKind, AlertStep, State
from catalogue.watch import Ledger, watch
from tests.simulation.country import CANARIES, OPERATOR, START, Country
from tests.simulation.memory import MemoryJournal, MemoryStore
from tests.simulation.oracle import DOWN, GOOD, NOTHING, Look, episodes, has_evidence, says
from tests.simulation.plan import Paper, Size, make

KEPT = dt.timedelta(days=14)
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
HOUR = dt.timedelta(hours=1)
HEALTHY = Size(
    hosts=2,
    papers=1,
    days=2_000,
    removals=2,
    returns=0,
    moves=0,
    replacements=0,
    delistings=0,
    outages=0,
    migrations=0,
    walls=0,
    own=0,
    certificates=0,
    crossing=0,
    chance=0,
)
FAILS = ("404", "410", "500", "timeout", "soft", "home", "login", "page")
UNCLEAR = ("wall", "403", "429", "wait", "truncated", "no-dns", "other")
_ANSWERS = (AlertAnswer.WELFARE, AlertAnswer.COURT_ORDER, AlertAnswer.WRONG_DATE)
_HOURS = (1, 6, 24, 24, 24, 24, 25)
_ONCE = (AlertStep.OPENED, AlertStep.CLOSED, AlertStep.ESCALATED)
