"""What a document is about, in the words of the theme vocabulary.

Belongs here: adding up the mentions of each theme, and choosing few. Does not belong here: finding them
(``wordings``), how much a place weighs (``weighing``), or the vocabulary itself (an authority file). A theme is
assigned when the document is *about* it: when its title, a heading, the opening that tells what happened, a list of
learning or a recommendation names it, when its findings name it again, or when it is named often on several pages
(twice, where the document is short), and not much less than the theme it is most about. Lists of contents count as
headings; negated mentions, names of policies, trainings and services, and the boilerplate of statutory guidance do
not count at all. Guidance and yearly reports are about reviews, not about themes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from catalogue.authority import themes
from catalogue.extract import pseudonyms
from catalogue.extract.quoting import finding
from catalogue.extract.sheet import Sheet
from catalogue.extract.weighing import ABSTRACT, FOUND, HEADING, LEARNING, OPENING, PLAIN, TITLE, Weigher
from catalogue.extract.wordings import named
from catalogue.extract.words import type_in
from catalogue.models import Finding, PageText
from catalogue.vocabulary import Nation, ReviewType

NAME = "themes@3"

MOST_THEMES = 6
"""Themes assigned to a document at most."""

_ENOUGH = 3.0
_LEAST_PLAIN, _LEAST_PAGES = 3, 2
_SHORT_WORDS, _LEAST_IN_SHORT = 1_800, 2
_LEAST_SHARE = 0.25
"""Share of the weightiest theme's weight below which a theme is told of in passing."""
_MOST_FOUND, _MOST_PLAIN = 8, 12
_MOST_OF = {TITLE: 6, HEADING: 12, LEARNING: 12, ABSTRACT: 4, OPENING: 2, FOUND: _MOST_FOUND, PLAIN: _MOST_PLAIN}
"""Mentions of a weight that are looked at: more of them make no theme likelier."""
_PRACTICE = "Practice"
_NOT_ABOUT = re.compile(
    r"\b(?:annual\s+report|guidance|procedures?|polic(?:y|ies)|protocol|manual|minutes|agenda|newsletter|business\s+plan)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Mention:
    """One place where a theme is named, how much it weighs, and how well it quotes."""

    page: PageText
    start: int
    end: int
    weight: float
    quotable: float


def find(sheet: Sheet, nation: Nation | None) -> Iterator[Finding]:
    """Yield the themes, weightiest first, at most six.

    Args:
        sheet: The document.
        nation: Nation whose law applies, or None.

    Yields:
        One finding a theme, its snippet the weightiest mention.
    """
    if _NOT_ABOUT.search(sheet.title) and type_in(sheet.title, None) is not ReviewType.ANALYSIS:
        return
    short = sheet.words <= _SHORT_WORDS
    weigher = Weigher(sheet, tuple(dict.fromkeys(one.value for one in pseudonyms.find(sheet, nation))))
    mentions: dict[str, list[_Mention]] = {}
    enough: Counter[tuple[str, float]] = Counter()
    for page in sheet.pages:
        for theme, mention in _mentions(weigher, page, enough):
            mentions.setdefault(theme, []).append(mention)
    ranked = sorted(
        ((score, theme) for theme, found in mentions.items() if (score := _score(found, short=short)) >= _ENOUGH),
        key=lambda pair: (-pair[0], pair[1]),
    )
    for score, theme in ranked[:MOST_THEMES]:
        if score < _LEAST_SHARE * ranked[0][0]:
            return
        best = max(mentions[theme], key=lambda mention: mention.quotable)
        confidence = min(0.95, 0.4 + score / 30)
        yield finding(
            "themes", theme, best.page, (best.start, best.end), extractor=NAME, confidence=round(confidence, 2)
        )


def _score(found: list[_Mention], *, short: bool) -> float:
    """Return a theme's weight: its telling places, or its plain ones where they are many and spread."""
    telling = sum(mention.weight for mention in found if mention.weight > OPENING)
    telling += OPENING if any(mention.weight == OPENING for mention in found) else 0.0  # an opening tells once
    told = [mention for mention in found if mention.weight == FOUND]
    plain = [mention for mention in found if mention.weight == PLAIN]
    spread = len({mention.page.number for mention in found})
    often = len(found) >= _LEAST_IN_SHORT if short else len(plain) >= _LEAST_PLAIN and spread >= _LEAST_PAGES
    if not telling and len(told) < _LEAST_IN_SHORT and not often:
        return 0.0
    lifted = _ENOUGH if not telling and often else 0.0
    return telling + len(told) * FOUND + len(plain) * 0.5 + lifted


def _mentions(weigher: Weigher, page: PageText, enough: Counter[tuple[str, float]]) -> Iterator[tuple[str, _Mention]]:
    """Yield the mentions of themes on a page that count, as long as more of their weight change anything."""
    weighs, flow = weigher.page(page), weigher.flow(page)
    for first, last, theme in named(flow.text, lambda where, *place: weighs.fits(where, *flow.place(*place))):
        start, end = flow.place(first, last)
        weight = weighs.weight(start)
        if weight == OPENING and theme in _of_practice():
            weight = PLAIN  # what happened to a child is not how professionals worked
        if enough[theme, weight] < _MOST_OF[weight] and weighs.counts(start, end):
            enough[theme, weight] += 1
            # A list of contents shows that the document is about a theme, but quotes badly.
            quotable = PLAIN / 2 if weight == HEADING and not weighs.is_heading(start) else weight
            yield theme, _Mention(page, start, end, weight, quotable)


@cache
def _of_practice() -> frozenset[str]:
    """Return the themes that are about how professionals worked."""
    return frozenset(theme.theme_id for theme in themes() if theme.broader == _PRACTICE)
