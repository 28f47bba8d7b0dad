"""Ready questions inside the edition: views and table macros with plain names, every column commented.

Belongs here: the list of them. Does not belong here: their SQL (``gaps``, ``duty``, ``counts``, ``quotes``), or any
fact that is not in the tables.

Small numbers can point at a child. So no view crosses areas with ages and with what happened, and a view that counts
by area counts reviews and nothing of the children.
"""

from catalogue.publish.views.counts import COUNTS
from catalogue.publish.views.duty import DUTY
from catalogue.publish.views.gaps import GAPS
from catalogue.publish.views.quotes import QUOTING
from catalogue.publish.views.view import View

__all__ = ["VIEWS", "View", "statements"]

VIEWS: tuple[View, ...] = (*GAPS, *DUTY, *COUNTS, *QUOTING)
"""Every view and macro, in the order in which they are created."""


def statements() -> tuple[str, ...]:
    """Return the statements that create every view with its comments, in order."""
    return tuple(statement for view in VIEWS for statement in view.statements())
