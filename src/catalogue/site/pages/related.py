"""Reviews that are like a review: by one stated rule, and never by who the child is.

Belongs here: the rule. Does not belong here: anything about families, names, areas or publishers.

Theory
------
Two children's reviews are related where they are of one nation and share at least two themes. Those that share more
come first; of equal ones, those whose shared themes are rarer (the sum of log(reviews / reviews with the theme)), then
the newer ones. Nothing else counts. In particular no pseudonym, age, area, date or incident does: reviews that look
alike in these might be about one family, and that is not for a catalogue to say.
"""

from collections import Counter, defaultdict
from heapq import nsmallest
from math import log
from typing import Any

from catalogue.models import Review
from catalogue.site.pages.entries import entry
from catalogue.site.shelf import Shelf

SHOWN = 5
LEAST = 2


class Related:
    """Finds the related reviews of each review of an edition."""

    def __init__(self, shelf: Shelf) -> None:
        """Put the children's reviews together by theme.

        Args:
            shelf: The edition's rows.
        """
        self._shelf = shelf
        self._with: dict[str, list[str]] = defaultdict(list)
        reviews = [one for one in shelf.reviews.values() if one.about_child and one.nation]
        for one in reviews:
            for theme in set(one.themes):
                self._with[theme].append(one.review_id)
        self._rare = {theme: log(len(reviews) / len(found)) for theme, found in self._with.items()}

    def to(self, review: Review) -> list[dict[str, Any]]:
        """Return the reviews related to a review.

        Args:
            review: Any review.

        Returns:
            At most five lines, each with the labels of the themes shared; none for what is not about a child's case.
        """
        if not review.about_child or review.nation is None:
            return []
        shared: Counter[str] = Counter()
        weight: dict[str, float] = defaultdict(float)
        for theme in sorted(set(review.themes)):
            for other in self._with[theme]:
                shared[other] += 1
                weight[other] += self._rare[theme]
        enough = (self._shelf.reviews[key] for key, number in shared.items() if number >= LEAST)
        best = nsmallest(
            SHOWN,
            (one for one in enough if one.nation is review.nation and one.review_id != review.review_id),
            key=lambda one: (
                -shared[one.review_id],
                -round(weight[one.review_id], 9),
                -(one.published_on.toordinal() if one.published_on else 0),
                one.review_id,
            ),
        )
        return [{**entry(one), "shared": self._labels(review, one)} for one in best]

    def _labels(self, review: Review, other: Review) -> list[str]:
        """Return the labels of the themes that two reviews share."""
        both = [theme for theme in review.themes if theme in other.themes]
        return [self._shelf.themes[theme].label if theme in self._shelf.themes else theme for theme in both]
