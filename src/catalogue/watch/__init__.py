"""Watching: every published address is looked at again, and partnerships are told what matters.

Belongs here: who is due (`due`), what is on record (`memory`, `ledger`), the round of checks (`looking`, `abreast`,
`probing`, `elsewhere`), what concerns a whole site or ourselves (`sites`), opening and closing alerts (`alerting`),
messages (`outbox`, `telling`, `foresight`), and `watch`, which does these in order. Does not belong here: verdicts and
states (`availability`), periods (`retention`), words (`letters`).

Why it is safe to stop at any moment: a step is appended to the journal only after it has happened, and
every run works out from the journal what is still to do. An alert is opened before its message is queued, and a
message is queued before it is sent; it counts as delivered only after the other side accepted it; one that was sent but
not yet recorded goes out again with the same id, so that it can be seen to be the same.
"""

from catalogue.notify import Sender
from catalogue.watch.alerting import Situation, past_of, release, situation_of
from catalogue.watch.ledger import Ledger
from catalogue.watch.looking import Paper, Reader
from catalogue.watch.memory import Similarity
from catalogue.watch.outbox import Desk, about_us
from catalogue.watch.probing import Getter
from catalogue.watch.rounds import Watched, watch
from catalogue.watch.telling import Office, Planned, desk_of, preview, shown_events, tell

__all__ = [
    "Desk",
    "Getter",
    "Ledger",
    "Office",
    "Paper",
    "Planned",
    "Reader",
    "Sender",
    "Similarity",
    "Situation",
    "Watched",
    "about_us",
    "desk_of",
    "past_of",
    "preview",
    "release",
    "shown_events",
    "situation_of",
    "tell",
    "watch",
]
