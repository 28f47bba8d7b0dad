"""The word for what machines that share a store tell each other.

Belongs here: the kinds of entries of the common log. Does not belong here: what follows from one.
"""

from catalogue.vocabulary.words import Word


class EntryKind(Word):
    """One entry of the log that machines share."""

    WORK = "work", "A machine shared what it did; everything that the entry names was in the store before it."
    LEASE = "lease", "A machine took the lease: from here on it alone mints ids, sends messages and publishes."
    RELEASE = "release", "The machine that held the lease let go of it."
