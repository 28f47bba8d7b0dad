"""Where each page stands, and what may be a link.

Belongs here: paths inside the site, and the one test that an address from outside must pass. Does not belong here:
what stands on a page.

Paths are for ever: an id of the edition is part of its page's path, so that a link to a page works as long as the id
does. An id that could not stand in a path (none of ours is of that kind) gets one made from its hash.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from catalogue.letters import line
from catalogue.models import digest

HOME = "index.html"
REVIEWS = "reviews/index.html"
PUBLISHERS = "publishers/index.html"
THEMES = "themes/index.html"
REVIEWERS = "reviewers/index.html"
AVAILABILITY = "availability/index.html"
COVERAGE = "coverage/index.html"
ACCURACY = "accuracy/index.html"
CHANGES = "changes/index.html"
SEARCH = "search/index.html"
PICTURES = "pictures/index.html"
FEEDS = "feeds/index.html"
DATA = "data/index.html"
ABOUT = "about/index.html"
METHODS = "methods/index.html"
TAKEDOWN = "takedown/index.html"
ACCESSIBILITY = "accessibility/index.html"
NOT_FOUND = "404.html"
NEW_REVIEWS = "feeds/reviews.atom"

_SAFE = re.compile(r"[a-z0-9]+(?:[_-]+[a-z0-9]+)*", re.ASCII)
_NO_SLUG = re.compile(r"[^a-z0-9]+", re.ASCII)
_LONGEST = 150
_SCHEMES = frozenset({"http", "https"})


def part(key: str) -> str:
    """Return a key as a part of a path.

    Args:
        key: An id of the edition, or any text.

    Returns:
        The key itself where it is one, in lower case with hyphens and underscores inside; else a part made from its
        letters and its hash, the same for the same key. Neither has a full stop, so no key is in the way of a file.
    """
    if len(key) <= _LONGEST and _SAFE.fullmatch(key):
        return key
    return f"{slug(key)[:60]}-{digest(key, length=10)}".lstrip("-")


def slug(text: str) -> str:
    """Return text as lower-case letters and digits parted by hyphens; empty where it has none."""
    return _NO_SLUG.sub("-", text.lower()).strip("-")


def review(review_id: str) -> str:
    """Return the path of a review's page."""
    return f"reviews/{part(review_id)}/index.html"


def publisher(publisher_id: str) -> str:
    """Return the path of a publisher's page."""
    return f"publishers/{part(publisher_id)}/index.html"


def theme(theme_id: str) -> str:
    """Return the path of a theme's page."""
    return f"themes/{part(theme_id)}/index.html"


def group(kind: str, key: str) -> str:
    """Return the path of a list of reviews.

    Args:
        kind: What its reviews have in common: year, nation, type or area.
        key: Which of these.
    """
    return f"lists/{kind}-{part(key.lower().replace(' ', '-'))}/index.html"


def area(area_code: str) -> str:
    """Return the path of an area's list of reviews."""
    return group("area", area_code)


def reviewer(name: str) -> str:
    """Return the path of the page about a name printed as a reviewer's.

    Args:
        name: The name as published. Two spellings are two pages: whether they are one person is not guessed.
    """
    return f"reviewers/{slug(name)[:60] or 'name'}-{digest(name, length=6)}/index.html"


def feed(kind: str, key: str) -> str:
    """Return the path of a feed of new reviews: of a nation, an area or a theme."""
    return f"feeds/{kind}-{part(key.lower().replace(' ', '-'))}.atom"


def alerts_feed(publisher_id: str) -> str:
    """Return the path of a publisher's feed of notices."""
    return f"feeds/notices-{part(publisher_id)}.atom"


def nth(path: str, number: int) -> str:
    """Return the path of a list's page by its number, from 1; the first stands at the list's own path."""
    return path if number == 1 else path.removesuffix("index.html") + f"page-{number}.html"


@lru_cache(maxsize=4096)  # evidence names one address many times over
def outside(url: str | None) -> str | None:
    """Return an address from outside where it may be a link.

    Args:
        url: An address as published; null where there is none.

    Returns:
        The address where it is a plain web address with a host and no name of a user; null for anything else, such as a
        script in the place of an address: that is printed as text and can never be followed.
    """
    if url is None or url != line(url) or " " in url:
        return None
    try:
        parts = urlsplit(url)
        plain = parts.scheme.lower() in _SCHEMES and parts.hostname and "@" not in parts.netloc
        return url if plain else None
    except ValueError:
        return None


def host(url: str) -> str:
    """Return the host of a web address; the address itself where it has none."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
