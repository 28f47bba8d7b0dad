"""What the index says of each review: its line among results, and what results can be narrowed by.

Belongs here: lines and filters as plain values. Does not belong here: words and their counts (``indexing``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.models import Review
from catalogue.site import places
from catalogue.site.pages.entries import newest_first
from catalogue.site.shelf import Shelf
from catalogue.site.wording import INCIDENTS, NATIONS, ROLES, TYPES, clipped, published, publisher_of
from catalogue.vocabulary import State

NOT_KNOWN = "unknown"
"""Key of a filter for reviews of which the value is not known."""
AVAILABLE_SOMEWHERE: Mapping[State, str] = {
    State.AVAILABLE: "Available at an address that is watched",
    State.UNAVAILABLE: "Not found at any address, or not known at others",
    State.UNKNOWN: "Not known",
}


@dataclass(frozen=True)
class Filter:
    """One way to narrow results: its choices, and which of them each review has."""

    name: str
    """Its name in addresses."""
    label: str
    """What people read."""
    choices: tuple[tuple[str, str], ...]
    """Key and words of each choice that a review has, in the order shown."""
    held: tuple[tuple[int, ...], ...]
    """Of each review, in the index's order, the places of its choices."""


def ordered(shelf: Shelf) -> list[Review]:
    """Return the reviews in the index's order: the newest first, which is the order of equal results."""
    return newest_first(shelf.reviews.values())


def line(review: Review) -> tuple[str, str, str]:
    """Return what a result shows of a review itself: its page's part of a path, its title, its date in words."""
    return places.part(review.review_id), clipped(review.title, 200), published(review)


def publisher(review: Review) -> str:
    """Return the publisher as a result shows it."""
    return clipped(publisher_of(review), 120)


def filters(shelf: Shelf, reviews: Sequence[Review]) -> tuple[Filter, ...]:
    """Return the filters.

    They narrow a list of reviews; nothing is counted by them, so no table can be made that crosses an area with what
    happened. Ages are no filter.

    Args:
        shelf: The edition's rows.
        reviews: The reviews in the index's order.

    Returns:
        Themes, areas, nations, types, years, what happened, kinds of documents and availability, each with the choices
        that at least one review has.
    """
    themes = {key: theme.label for key, theme in shelf.themes.items()}
    areas = {code: area.name for code, area in shelf.areas.items()}
    roles = {
        key: {paper.role for paper in papers if paper.superseded_by is None} for key, papers in shelf.documents.items()
    }
    years = sorted({one.published_on.year for one in reviews if one.published_on}, reverse=True)

    def of(
        name: str,
        label: str,
        words: Mapping[Any, str],
        keys: Callable[[Review], Iterable[str]],
        *,
        by_words: bool = False,
    ) -> Filter:
        return _filter(name, label, words, [tuple(keys(one)) for one in reviews], by_words=by_words)

    unknown = {NOT_KNOWN: "Not known"}
    return (
        of("theme", "Theme", themes, lambda one: one.themes, by_words=True),
        of("area", "Area", areas, lambda one: one.area_codes, by_words=True),
        of("nation", "Nation", {one: one for one in NATIONS} | unknown, lambda one: [one.nation or NOT_KNOWN]),
        of("type", "Type", TYPES, lambda one: [one.review_type]),
        of(
            "year",
            "Year of publication",
            {str(year): str(year) for year in years} | unknown,
            lambda one: [str(one.published_on.year) if one.published_on else NOT_KNOWN],
        ),
        of("incident", "What happened", INCIDENTS, lambda one: [one.incident]),
        of("document", "With a document of the kind", ROLES, lambda one: sorted(roles.get(one.review_id, ()))),
        of("state", "Availability", AVAILABLE_SOMEWHERE, lambda one: [available(shelf, one)]),
    )


def available(shelf: Shelf, review: Review) -> State:
    """Say whether a review's documents can be had anywhere.

    Args:
        shelf: The edition's rows.
        review: The review.

    Returns:
        Available where a document is available at one of its addresses at least, copies included; unavailable where it
        is at none and at least one address is known not to have it; else unknown.
    """
    states = {
        shelf.availability[place.location_id].state
        for place in shelf.locations.get(review.review_id, ())
        if place.location_id in shelf.availability
    }
    return next((state for state in (State.AVAILABLE, State.UNAVAILABLE) if state in states), State.UNKNOWN)


def _filter(
    name: str, label: str, words: Mapping[Any, str], held: Sequence[tuple[str, ...]], *, by_words: bool
) -> Filter:
    """Return a filter with the choices that occur; a key without words, which is none of ours, is its own word."""
    there = {key for keys in held for key in keys}
    keys = [key for key in words if key in there] + sorted(there - set(words))
    if by_words:
        keys.sort(key=lambda key: (words.get(key, key), key))
    place = {key: number for number, key in enumerate(keys)}
    return Filter(
        name=name,
        label=label,
        choices=tuple((str(key), words.get(key, key)) for key in keys),
        held=tuple(tuple(place[key] for key in keys_of_one) for keys_of_one in held),
    )
