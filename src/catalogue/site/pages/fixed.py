"""Pages of words: about, methods, how to have something removed, accessibility, and the page for a wrong address.

Belongs here: which there are, and the few figures in them. Does not belong here: their words (the templates).
"""

from collections.abc import Iterator

from catalogue.site import places
from catalogue.site.rendering import Page
from catalogue.site.shelf import Shelf


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the pages of words."""
    yield Page(places.ABOUT, "about.html", "About this catalogue")
    yield Page(places.NOT_FOUND, "not-found.html", "This page was not found", listed=False)
