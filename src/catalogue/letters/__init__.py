"""The words of messages to partnerships and to the operator, and of the entries of their feeds.

Belongs here: what a message says, made from records alone (``facts``): lines about one fact (``cases``), messages about
alerts (``alerts``), to the operator (``operator``), the monthly outlook (``outlook``), and how all of them are written
as plain text and as a page (``writing``). Does not belong here: whether to send one (`watch`) or how it travels
(`notify`).
"""

from catalogue.letters.alerts import (
    Item,
    back_again,
    closed_quietly,
    not_found,
    not_listed,
    site_back,
    site_silent,
    together,
)
from catalogue.letters.entries import NOT_REPEATED, FeedEntry, entry_id
from catalogue.letters.facts import Case, SiteCase
from catalogue.letters.operator import escalated, held, kept_out, no_run, own_outage, refused_channel, run_failed
from catalogue.letters.outlook import Outlook, outlook
from catalogue.letters.writing import Words, count, day, line, moment

__all__ = [
    "NOT_REPEATED",
    "Case",
    "FeedEntry",
    "Item",
    "Outlook",
    "SiteCase",
    "Words",
    "back_again",
    "closed_quietly",
    "count",
    "day",
    "entry_id",
    "escalated",
    "held",
    "kept_out",
    "line",
    "moment",
    "no_run",
    "not_found",
    "not_listed",
    "outlook",
    "own_outage",
    "refused_channel",
    "run_failed",
    "site_back",
    "site_silent",
    "together",
]
