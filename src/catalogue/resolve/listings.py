"""The pages that list a review: one row a source and page, whatever addresses they give.

Belongs here: folding the sightings of a group into listings. Does not belong here: the addresses themselves
(``papers``): one that two sources link to is one location, and this table keeps both sources.
"""

from collections.abc import Iterable

from catalogue.models import Listing
from catalogue.resolve.items import Item
from catalogue.resolve.joins import Group


def listings(review_id: str, group: Group) -> tuple[Listing, ...]:
    """Return where a review is listed.

    Args:
        review_id: Its id.
        group: Its items.

    Returns:
        One row a source and page, in their order: shown as the publisher's own where any of its items there is,
        and listed where any link of it is.
    """
    places: dict[tuple[str, str], list[Item]] = {}
    for item in group:
        places.setdefault((item.source.id, item.found_on), []).append(item)
    return tuple(_listing(review_id, *where, items) for where, items in sorted(places.items()))


def _listing(review_id: str, source_id: str, page: str, items: Iterable[Item]) -> Listing:
    """Return one page's listing of a review."""
    own = any(item.own for item in items)
    seen = [sighting for item in items for sighting in item.sightings]
    told = [one.listed for one in seen if one.listed is not None]
    return Listing(
        review_id=review_id,
        source_id=source_id,
        page=page,
        own=own,
        documents=sum(one.link.has_document for one in seen),
        first_seen_at=min(one.first_seen for one in seen),
        last_seen_at=max(one.last_seen for one in seen),
        listed=any(told) if told else None,
    )
