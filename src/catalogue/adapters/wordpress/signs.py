"""What the head of a web page says about the WordPress site that it is part of.

Belongs here: its links and generator, and what follows from them. Does not belong here: what is read next.
"""

import html
import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit, urlunsplit

from catalogue.adapters.base import Body
from catalogue.adapters.wordpress.steps import usable
from catalogue.html import decode

_HEAD = 400_000
_TAG = re.compile(r"<(?P<name>link|meta)\b(?P<rest>[^<>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ASSETS = re.compile(r"[\"'](?P<root>[^\"'<>\s()]{0,300}?/)wp-(?:content/(?:themes|plugins)|includes)/")
_OBJECT = re.compile(r"/wp/v2/(?P<route>[\w-]{1,60})/(?P<number>\d{1,15})/?(?:$|[?&])")


class Signs(NamedTuple):
    """What a page says about its site."""

    is_wordpress: bool
    root: str
    """Address of the front page, ending with a slash."""
    api: str
    """Address of the REST interface, said or the usual one."""
    said: bool
    """Whether the page itself names the interface."""
    route: str
    """Collection of the page's own object; empty where the page does not say."""
    number: int
    """Number of the page's own object; 0 where the page does not say."""


def signs_of(body: Body) -> Signs:
    """Read the signs of WordPress in a page.

    Args:
        body: A web page.

    Returns:
        What it says. Addresses of other hosts are not believed; without words of its own the usual places hold.
    """
    text = decode(body.content[:_HEAD], body.media_type).text
    api, route, number, named = "", "", 0, False
    for tag in _TAG.finditer(text):
        given = {one[0].lower(): html.unescape(one[1] or one[2] or one[3]) for one in _ATTRIBUTE.findall(tag["rest"])}
        rel, href = given.get("rel", "").lower().split(), given.get("href", "")
        if "https://api.w.org/" in rel:
            api = api or usable(href, body.url)
        elif "alternate" in rel and given.get("type", "").lower() == "application/json":
            if usable(href, body.url) and (match := _OBJECT.search(href)):
                route, number = match["route"], int(match["number"])
        elif given.get("name", "").lower() == "generator" and given.get("content", "").startswith("WordPress"):
            named = True
    root = _root(api) if api else _root_of_assets(text, body.url)
    assets = root is not None
    root = root or urlunsplit((*urlsplit(body.url)[:2], "/", "", ""))
    return Signs(bool(api) or named or assets, root, api or f"{root}wp-json/", bool(api), route, number)


def number_asked(url: str) -> int:
    """Return the number by which an address without words asks for a page; 0 where it does not."""
    query = parse_qs(urlsplit(url).query)
    asked = [value for key in ("page_id", "p") for value in query.get(key, ())]
    return int(asked[0]) if asked and re.fullmatch(r"[1-9]\d{0,14}", asked[0]) else 0


def _root(api: str) -> str:
    """Return the front page of the site whose interface is at an address."""
    parts = urlsplit(api)
    path = parts.path if "rest_route" in parts.query else parts.path.rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path.rpartition("/")[0] + "/", "", ""))


def _root_of_assets(text: str, url: str) -> str | None:
    """Return the address above the first part of WordPress itself that the page loads from its own site.

    Uploads are no sign: they keep their addresses when a site moves to another platform.
    """
    for match in _ASSETS.finditer(text):
        if root := usable(html.unescape(match["root"].replace("\\/", "/")), url):
            return urlunsplit((*urlsplit(root)[:3], "", ""))
    return None
