"""The entry of a takedown in the curation file, which other people read.

Belongs here: an entry that tells no name. Does not belong here: writing it (``catalogue.curation``).
"""

import datetime as dt
import re
from collections.abc import Collection

from catalogue.curation import Entry
from catalogue.models import Resolution, Takedown


def entry_for(one: Takedown, because: str, on: dt.date) -> Entry:
    """Return the entry that holds a takedown in the curation file.

    Args:
        one: The takedown.
        because: Why, in a sentence that tells no name.
        on: The day of the decision.

    Returns:
        An entry that tells no name and is known again by its marks.
    """
    marks = (*one.documents, *one.locations)
    given = {"review": one.tombstone_id, "reason": one.reason, "marks": marks, "because": because, "by": one.by}
    return Entry.model_validate({"kind": "takedown", "on": on, **given})


def names_in(text: str, resolution: Resolution, review_ids: Collection[str]) -> tuple[str, ...]:
    """Return the names of reviews that a text tells, so that a reason is not written down with one.

    Args:
        text: The text.
        resolution: The reviews.
        review_ids: Those concerned.

    Returns:
        Ids, titles and pseudonyms of them that stand in it, whatever their capitals.
    """
    said = (
        word
        for one in resolution.reviews
        if one.review_id in review_ids
        for word in (one.review_id, one.title, *one.pseudonyms)
    )
    return tuple(word for word in said if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))
