"""Themes: the list of them, and a page for each with its meaning, its trend, its company and its words.

Belongs here: what is counted of a theme, over the whole country. Does not belong here: a count by area and theme
together with ages or with what happened.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from catalogue.models import Evidence, Review, Theme
from catalogue.site import drawings, places
from catalogue.site.pages.entries import entry, newest_first, paged
from catalogue.site.rendering import Page
from catalogue.site.shelf import Pair, Shelf, YearOfTheme
from catalogue.site.wording import ROLES, clipped

_TOGETHER = 10
_QUOTED = 25
_NO_GROUP = "Other themes"


def pages(shelf: Shelf) -> Iterator[Page]:
    """Give the list of themes and the page of each."""
    reviews: dict[str, list[Review]] = defaultdict(list)
    for one in newest_first(shelf.reviews.values()):
        for theme_id in one.themes:
            reviews[theme_id].append(one)
    quoted: dict[str, list[Evidence]] = defaultdict(list)
    for row in shelf.quotes:
        quoted[row.value or ""].append(row)
    years: dict[str, list[YearOfTheme]] = defaultdict(list)
    for year in shelf.years_of_themes:
        years[year.theme_id].append(year)
    together: dict[str, list[Pair]] = defaultdict(list)
    for pair in shelf.pairs:
        together[pair.theme_a].append(pair)
        together[pair.theme_b].append(pair)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for theme in sorted(shelf.themes.values(), key=lambda one: one.label):
        groups[theme.broader or _NO_GROUP].append(
            {
                "path": places.theme(theme.theme_id),
                "label": theme.label,
                "reviews": sum(bool(one.about_child) for one in reviews[theme.theme_id]),
            }
        )
    named = [{"title": name, "themes": groups[name]} for name in sorted(groups)]
    yield Page(places.THEMES, "themes.html", "Themes", {"groups": named})
    for theme in shelf.themes.values():
        feed = (places.feed("theme", theme.theme_id), f"New reviews: {theme.label}")
        yield from paged(
            places.theme(theme.theme_id),
            theme.label,
            [entry(one) for one in reviews[theme.theme_id]],
            "theme.html",
            about=_about(theme),
            trend=drawings.told(picture) if (picture := drawings.of_theme(shelf, theme)) else None,
            years=[_year(one) for one in years[theme.theme_id]],
            together=[_other(shelf, theme, one) for one in together[theme.theme_id][:_TOGETHER]],
            quotations=_quotations(shelf, quoted[theme.theme_id]),
            feeds=(feed,),
            feed=feed[0],
        )


def _about(theme: Theme) -> dict[str, Any]:
    """Return what a theme means, and what it is called elsewhere."""
    return {
        "definition": theme.definition,
        "group": theme.broader,
        "alternatives": list(theme.alternatives),
        "elsewhere": [
            {"title": title, "labels": list(labels)}
            for title, labels in (
                ("Practice themes of the Child Safeguarding Practice Review Panel", theme.panel_themes),
                ("Topics of the triennial analysis of 2014 to 2017", theme.triennial_themes),
                ("Keywords of the NSPCC’s update pages", theme.nspcc_keywords),
            )
            if labels
        ],
    }


def _year(one: YearOfTheme) -> dict[str, Any]:
    """Return a year of a theme's trend."""
    return {"year": one.year, "reviews": one.reviews, "of": one.reviews_of_year}


def _other(shelf: Shelf, theme: Theme, pair: Pair) -> dict[str, Any]:
    """Return a theme that reviews have together with this one."""
    other = pair.theme_b if pair.theme_a == theme.theme_id else pair.theme_a
    return {"path": places.theme(other), "label": shelf.themes[other].label, "reviews": pair.reviews}


def _quotations(shelf: Shelf, found: list[Evidence]) -> list[dict[str, Any]]:
    """Return the words by which reviews were given a theme, those of the newest reviews first."""
    best = {row.review_id: row for row in found}
    told = []
    for review in newest_first(shelf.reviews[key] for key in best)[:_QUOTED]:
        row = best[review.review_id]
        roles = {one.document_id: ROLES[one.role] for one in shelf.documents.get(review.review_id, ())}
        told.append(
            {
                "words": clipped(row.snippet),
                "title": clipped(review.title, 160),
                "path": places.review(review.review_id),
                "where": roles.get(row.document_id or "", "Document"),
                "page": row.page,
                "url": places.outside(row.url),
            }
        )
    return told
