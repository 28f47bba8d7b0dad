"""The first page: what this is, what is new, and how much of the country is covered.

Belongs here: its figures. Does not belong here: whole lists.
"""

from collections.abc import Iterator

from catalogue.site import places
from catalogue.site.pages import lists
from catalogue.site.pages.entries import entry
from catalogue.site.rendering import Page
from catalogue.site.shelf import Shelf
from catalogue.site.wording import NATIONS, on
from catalogue.vocabulary import Collection, Scope, SourceStatus

_NEW = 10


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the first page."""
    new = sorted(shelf.reviews.values(), key=lambda one: (one.first_seen_at, one.review_id), reverse=True)[:_NEW]
    edition = shelf.edition
    yield Page(
        places.HOME,
        "home.html",
        "National catalogue of child safeguarding practice reviews",
        {
            "new": [{**entry(one), "seen": on(one.first_seen_at)} for one in new],
            "figures": {
                "child_reviews": edition.child_reviews,
                "reviews": edition.reviews,
                "documents": edition.documents,
                "in_period": len(shelf.due),
            },
            "years": lists.years(shelf),
            "coverage": list(_coverage(shelf)),
            "edition": {"number": edition.number, "built": on(edition.built_at), "summary": edition.summary},
        },
        feeds=((places.NEW_REVIEWS, "New reviews"),),
    )


def _coverage(shelf: Shelf) -> Iterator[dict[str, object]]:
    """Give the children's publishers of each nation in numbers: how many are known, and how many were read whole."""
    for nation in NATIONS:
        known = [
            one
            for one in shelf.sources
            if one.nation is nation
            and one.collection is Collection.PARTNERSHIP
            and one.scope in (Scope.CHILD, Scope.BOTH)
            and one.status is not SourceStatus.RETIRED
        ]
        bodies = {one.publisher_id for one in known}
        read = {one.publisher_id for one in known if one.read_whole}
        if bodies:
            yield {"nation": nation.value, "publishers": len(bodies), "read": len(read)}
