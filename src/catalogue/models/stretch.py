"""A stretch of time in which the same is known of an address.

Belongs here: the record that the rules of availability make and pictures show. Does not belong here: any rule.
"""

import datetime as dt

from catalogue.models.base import Record
from catalogue.vocabulary import State


class Stretch(Record):
    """From one moment to another the same is known of an address."""

    state: State
    """What is known: available, unavailable, or nothing."""
    begins: dt.datetime
    """Its first moment, UTC."""
    ends: dt.datetime
    """The moment at which the next one begins, UTC; later than its first."""
