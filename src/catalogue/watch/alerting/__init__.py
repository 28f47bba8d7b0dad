"""Which alerts to open and which to close.

Belongs here: decisions, each with the words that tell it, as steps to be appended: about documents (``documents``),
about whole sites (``sites``), sites that keep us
out (``walls``), what is too much at once (``breaker``), and their order in one round (``deciding``). Does
not belong here: sending (`outbox`), states and periods themselves.
"""

from catalogue.watch.alerting.cases import case_of, place_of
from catalogue.watch.alerting.deciding import decide, release
from catalogue.watch.alerting.past import is_silent, past_of
from catalogue.watch.alerting.sites import locations_on
from catalogue.watch.alerting.situation import IN_PERIOD, Situation, situation_of
from catalogue.watch.alerting.walls import walls

__all__ = [
    "IN_PERIOD",
    "Situation",
    "case_of",
    "decide",
    "is_silent",
    "locations_on",
    "past_of",
    "place_of",
    "release",
    "situation_of",
    "walls",
]
