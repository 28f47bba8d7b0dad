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
from heapq import nlargest, nsmallest
from math import log
from typing import Any

from catalogue.models import Review
from catalogue.site.pages.entries import entry
from catalogue.site.shelf import Shelf
from catalogue.vocabulary import Nation

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
        self._with: dict[tuple[Nation | None, str], list[str]] = defaultdict(list)
        reviews = [one for one in shelf.reviews.values() if one.about_child and one.nation]
        often: Counter[str] = Counter()
        for one in reviews:
            often.update(set(one.themes))
            for theme in set(one.themes):
                self._with[one.nation, theme].append(one.review_id)
        self._rare = {theme: log(len(reviews) / number) for theme, number in often.items()}

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
        for theme in sorted(set(review.themes)):
            shared.update(self._with.get((review.nation, theme), ()))
        del shared[review.review_id]
        # Rarity is looked at only among those that share as many themes as the last one shown.
        numbers = nlargest(SHOWN, shared.values())
        least = max(LEAST, numbers[-1]) if len(numbers) == SHOWN else LEAST
        best = nsmallest(
            SHOWN,
            (self._shelf.reviews[key] for key, number in shared.items() if number >= least),
            key=lambda one: (
                -shared[one.review_id],
                -round(self._rarity(review, one), 9),
                -(one.published_on.toordinal() if one.published_on else 0),
                one.review_id,
            ),
        )
        return [{**entry(one), "shared": self._labels(review, one)} for one in best]

    def _rarity(self, review: Review, other: Review) -> float:
        """Return how rare the themes are that two reviews share."""
        return sum(self._rare[theme] for theme in sorted({*review.themes} & {*other.themes}))

    def _labels(self, review: Review, other: Review) -> list[str]:
        """Return the labels of the themes that two reviews share."""
        both = [theme for theme in review.themes if theme in other.themes]
        return [self._shelf.themes[theme].label if theme in self._shelf.themes else theme for theme in both]
