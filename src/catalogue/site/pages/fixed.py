"""Pages of words: about, methods, how to have something removed, accessibility, and the page for a wrong address.

Belongs here: which there are, and the few figures in them. Does not belong here: their words (the templates).
"""

from collections.abc import Iterator

from catalogue.site import places
from catalogue.site.rendering import Page
from catalogue.site.shelf import Shelf
from catalogue.site.wording import TYPES, clipped, on
from catalogue.vocabulary import DateBasis, Rejection, ReviewType


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the pages of words."""
    yield Page(places.ABOUT, "about.html", "About this catalogue")
    yield Page(
        places.METHODS,
        "methods.html",
        "Methods",
        {
            "types": [{"label": TYPES[one], "definition": one.definition} for one in ReviewType],
            "bases": [one.definition for one in DateBasis],
            "rejections": [one.definition for one in Rejection],
        },
    )
    yield Page(
        places.TAKEDOWN,
        "takedown.html",
        "Have something corrected or removed",
        {
            "tombstones": [
                {
                    "path": places.review(one.review_id),
                    "id": clipped(one.review_id, 120),
                    "publisher": clipped(one.publisher, 120) if one.publisher else "Not known",
                    "day": on(one.taken_down_on),
                }
                for one in sorted(shelf.tombstones, key=lambda one: (one.taken_down_on, one.review_id), reverse=True)
            ]
        },
    )
    yield Page(places.ACCESSIBILITY, "accessibility.html", "Accessibility statement")
    yield Page(places.NOT_FOUND, "not-found.html", "This page was not found", listed=False)
