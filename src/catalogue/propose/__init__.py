"""Proposing: from a page to a finished row of the register, as far as the page itself tells.

Belongs here: what a page says of who publishes it, for which areas, on what platform, and what it shows.
Does not belong here: fetching the page, or judging reviews (the adapters do). Nothing is guessed: what the
page, the authority file and the register do not say is left open, and the row says what is missing.
"""

from catalogue.propose.naming import Named, publisher_of, site_areas
from catalogue.propose.rows import (
    Proposal,
    draft,
    own_address,
    platform_of,
    propose,
    registered,
    scope_of,
    unfinished,
)

__all__ = [
    "Named",
    "Proposal",
    "draft",
    "own_address",
    "platform_of",
    "propose",
    "publisher_of",
    "registered",
    "scope_of",
    "site_areas",
    "unfinished",
]
