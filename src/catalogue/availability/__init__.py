"""What checks of an address amount to: verdict, state, days, alerts. All pure.

Belongs here: `judge` (one answer to one verdict, by a named rule), `fold` (all checks of a location to
one state), `explained` (what a publisher's own word adds to it), `fold_alerts` (the steps of alerts to
alerts), `likeness` (of two texts). Does not belong here: fetching, the duty (`retention`), words for people
(`letters`).

Theory. A check yields one of three kinds of knowledge. It is *good* when the document that is on
record was there: the same bytes, the server's word that nothing changed, or the same text saved
again. It is a *countable failure* when a person who followed the published address would not have
found the document: 404, 410, a login, a web page where a file stood, an error of the site. It is
*unknown* in every other case: a bot wall, a robots rule, a site asking for patience, a broken
transfer, our own outage, or another document at the address, which a person should look at. Unknown
is never up and never down: it adds nothing to a count. It interrupts no run of failures either, unless it
lasts: failures more than 72 hours apart with unknown between them, or with another document, are not one run.

A location becomes UNAVAILABLE when its latest unbroken run of countable failures has at least three
members that span at least 72 hours; two that are at least 24 hours apart are enough where the server
itself says 404 or 410. One good check ends the run. A location that was UNAVAILABLE becomes AVAILABLE
again only with two good checks in a row; one that never was needs one. Nothing said more than 14 days
ago, up or down, is said today: AVAILABLE needs a good check in that time and UNAVAILABLE a countable
failure, else the state is UNKNOWN. An absence that was established is taken up again by the next failure;
a run that was not yet evidence begins anew after such a silence.

Time is attributed by the check that begins an interval: between two good checks it is verified, from a
countable failure to whatever comes next it is down, all else is unverified, and so is what goes beyond 14
days in an interval. The three sum to the time from the first check to the moment asked about. Only checks
up to that moment are read and their order in the input is of no account, so that the state at any past
moment can be asked for. An `Account` goes on from check to check, so that a day costs a day's checks.
"""

from catalogue.alike import likeness
from catalogue.availability.alerts import FOR_GOOD, first_told, fold_alerts, held_alerts, of_shown, with_answers
from catalogue.availability.removals import delisted, explained, said_of
from catalogue.availability.states import SILENCE, Account, Look, fold, fold_looks, look_of
from catalogue.availability.stretches import stretches
from catalogue.availability.verdicts import GOOD_ENOUGH, Further, Judgement, Known, in_order, judge

__all__ = [
    "FOR_GOOD",
    "GOOD_ENOUGH",
    "SILENCE",
    "Account",
    "Further",
    "Judgement",
    "Known",
    "Look",
    "delisted",
    "explained",
    "first_told",
    "fold",
    "fold_alerts",
    "fold_looks",
    "held_alerts",
    "in_order",
    "judge",
    "likeness",
    "look_of",
    "of_shown",
    "said_of",
    "stretches",
    "with_answers",
]
