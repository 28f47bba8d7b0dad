"""What the readers of the interfaces share: what can be asked for, and the link that is left out.

Belongs here: pieces that more than one reader needs. Does not belong here: reading.
"""

from catalogue.models import Link, Stated, digest

SEARCH = "search"
"""A page of results; what the pages before it said stands after the word."""
KIND = "content"
"""A content that a search, a collection or a redirect leads to."""
KNOWN = "known content"
"""A content that an earlier harvest showed."""
IN_COLLECTION = "content of a collection"
MOST = 500
"""Most attachments, documents of a collection, or redirects of one content that are read."""


def left_out(url: str, title: str, reason: str | None, position: int) -> Link:
    """Return a link to a page of the site that is not taken.

    Args:
        url: Its address.
        title: Its title, or its path where it has none.
        reason: Why it is not taken.
        position: Its order.

    Returns:
        The link, without a document.
    """
    return Link(
        url=url,
        text=title,
        context="",
        heading=title,
        section=None,
        item=digest(url),
        found_on=url,
        position=position,
        has_document=False,
        left_out=reason,
        stated=Stated(title=title),
    )
