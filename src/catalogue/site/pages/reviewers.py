"""Reviewers: the names that documents print as their authors, and the reviews that print each.

Belongs here: names as published. Does not belong here: anything else about a person.

Reviewers are professionals, and statutory guidance says that their names should be included. Only the name as printed
stands here. Two spellings are two entries: whether they are one person is not guessed.
"""

from collections import defaultdict
from collections.abc import Iterator

from catalogue.models import Review
from catalogue.site import places
from catalogue.site.pages.entries import entry, newest_first, paged
from catalogue.site.rendering import Page
from catalogue.site.shelf import Shelf
from catalogue.site.wording import clipped

PER_INDEX = 400


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the list of names and the page of each."""
    found: dict[str, list[Review]] = defaultdict(list)
    for one in newest_first(shelf.reviews.values()):
        for name in dict.fromkeys(one.reviewers):
            found[name].append(one)
    order = sorted(found, key=lambda name: (name.split()[-1].casefold() if name.split() else "", name))
    index = [{"path": places.reviewer(name), "name": clipped(name, 120), "reviews": len(found[name])} for name in order]
    yield from paged(places.REVIEWERS, "Reviewers", index, "reviewers.html", per_page=PER_INDEX)
    for name in order:
        rows = [entry(one) for one in found[name]]
        yield from paged(places.reviewer(name), clipped(name, 120), rows, "reviewer.html")
