"""Entries of feeds.

Belongs here: what an entry is, and its stable id. Does not belong here: writing a feed (`notify`).
"""

import datetime as dt
import uuid

from catalogue.models import Record
from catalogue.vocabulary import AlertStep


class FeedEntry(Record):
    """One entry of a publisher's feed."""

    id: str
    """Stable address-like key, the same for the same step of the same alert."""
    title: str
    """One line."""
    text: str
    """Plain text."""
    at: dt.datetime
    """When it happened, UTC."""


NOT_REPEATED = "A notice about a publication whose publisher has since put it up in another form; it is not repeated."
"""Stands in the place of a notice whose words told what its publisher took back."""


def entry_id(alert_id: str, step: AlertStep) -> str:
    """Return the stable id of a feed entry.

    Args:
        alert_id: Key of the alert.
        step: Opened or closed.

    Returns:
        A ``urn:uuid`` that depends on these two alone.
    """
    return uuid.uuid5(uuid.NAMESPACE_OID, f"safeguarding-review-catalogue/{alert_id}/{step.value}").urn
