"""The maps of a site (sitemaps), where its REST interface cannot be read.

Belongs here: which addresses of a map are read, and in which order. Does not belong here: reading the
pages it names.
"""

import html
import re
from itertools import islice

from catalogue.adapters.addresses import is_document, is_picture, twin_key
from catalogue.adapters.base import Body, Follow, Found, not_readable
from catalogue.adapters.wordpress.steps import Step, usable
from catalogue.models import Source
from catalogue.vocabulary import IssueKind

_PLACE = re.compile(r"<(?:\w{1,20}:)?loc>\s{0,200}(?:<!\[CDATA\[\s{0,200})?([^<>\s\]]{1,2000})", re.IGNORECASE)
_KIND = re.compile(rb"<(sitemapindex|urlset)\b", re.IGNORECASE)
_OTHER_MAPS = re.compile(
    r"taxonom|\busers?\b|author|categor|tag-sitemap|post_tag|attachment|image|video|product|local", re.IGNORECASE
)
_LIKELY = re.compile(r"review|scr|cspr|learning|case|child|baby|serious|publi", re.IGNORECASE)
_MOST = 5_000
"""Most addresses of one map that are read."""


def read_map(source: Source, body: Body, step: Step) -> Found:
    """Read one map of a site.

    Args:
        source: The register's row.
        body: What came back.
        step: What was expected.

    Returns:
        For a map of maps, those of pages and posts; for a map of pages, those in the row's part of the site,
        likely ones first, because the harvest has a budget. A map that breaks off is a problem; another answer
        gives what is read instead.
    """
    kind = _KIND.search(body.content)
    if kind is None and body.follow.instead:
        return Found(follow=body.follow.instead)  # many sites answer any address with some page
    if kind is None:
        return not_readable(body, "the map of a site")
    places = islice(_PLACE.finditer(body.content.decode("utf-8", "replace")), _MOST + 1)
    found = [html.unescape(place[1]) for place in places]
    whole = b"</" + kind[1] + b">" in body.content and len(found) <= _MOST
    addresses = {twin_key(url): url for place in found[:_MOST] if (url := usable(place, step.root))}
    depth = body.follow.depth + 1
    if kind[1].lower() == b"sitemapindex":
        maps = [url for url in addresses.values() if not _OTHER_MAPS.search(url.rpartition("/")[2])]
        maps.sort(key=lambda url: "page-" not in url)  # pages of reviews before the news of them
        follow = tuple(step.at(url, depth) for url in maps)
    else:
        pages = [
            url
            for url in addresses.values()
            if not is_document(url) and not is_picture(url) and step.holds(url, source.urls)
        ]
        pages.sort(key=lambda url: not _LIKELY.search(url))
        follow = tuple(Follow(url=url, kind="page", depth=depth) for url in pages)
    return Found(
        follow=follow,
        problem=None if whole else IssueKind.INCOMPLETE,
        message=None if whole else f"The map of the site at {body.url} breaks off or is too long.",
        complete=whole,
    )
