"""Messages that are to be sent, worked out from the journal, and the feeds.

Belongs here: what was told so far (``log``), whom (``receivers``), when it is time (``timing``), what is to go out now
(``desk``, ``composing``), sending it and recording its fate (``delivering``), feeds (``feeds``). Does not belong here:
the decision to open or close an alert, or words.
"""

from catalogue.watch.outbox.composing import Plan, plan
from catalogue.watch.outbox.delivering import Sent, deliver, letter_of
from catalogue.watch.outbox.desk import Desk, Outage, about_us, outlook_notice
from catalogue.watch.outbox.feeds import write_feeds
from catalogue.watch.outbox.log import Log, log_of
from catalogue.watch.outbox.receivers import Directory, Receiver

__all__ = [
    "Desk",
    "Directory",
    "Log",
    "Outage",
    "Plan",
    "Receiver",
    "Sent",
    "about_us",
    "deliver",
    "letter_of",
    "log_of",
    "outlook_notice",
    "plan",
    "write_feeds",
]
