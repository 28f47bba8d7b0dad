"""What a miniature host serves: bodies with their types and dates, and how to make them.

Belongs here: the resource record and its makers. Does not belong here: any page's words, any fault.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any

HTML = "text/html; charset=utf-8"
PDF = "application/pdf"
JSON = "application/json; charset=utf-8"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

# One fixed date keeps every answer of an untouched world equal from run to run.
UNTOUCHED = dt.datetime(2021, 3, 1, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Resource:
    """One answer: a status, a body, its type, and when it last changed (UTC)."""

    body: bytes
    content_type: str = HTML
    modified: dt.datetime = UNTOUCHED
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """Strong validator made of the body's hash, quotes included."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'

    @property
    def last_modified(self) -> str:
        """When it last changed, as HTTP writes dates."""
        return format_datetime(self.modified, usegmt=True)


Handler = Callable[[str], Resource]
"""Makes an answer from the query string (without the question mark)."""

Site = dict[str, Resource | Handler]
"""The resources of one host by decoded path."""


def html(text: str, modified: dt.datetime = UNTOUCHED) -> Resource:
    """Return a web page."""
    return Resource(text.encode(), HTML, modified)


def pdf(body: bytes, modified: dt.datetime = UNTOUCHED) -> Resource:
    """Return a PDF."""
    return Resource(body, PDF, modified)


def as_json(value: Any, status: int = 200) -> Resource:
    """Return a JSON answer."""
    return Resource(json.dumps(value, indent=1).encode(), JSON, status=status)


def robots(host: str, *, disallow: tuple[str, ...] = ("/search", "/user/"), sitemap: bool = True) -> Resource:
    """Return a robots.txt that disallows the given path prefixes."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in disallow)]
    if sitemap:
        lines += ["", f"Sitemap: http://{host}/sitemap.xml"]
    return Resource(("\n".join(lines) + "\n").encode(), TEXT)


def sitemap(host: str, paths: Mapping[str, dt.date]) -> Resource:
    """Return a sitemap of the given paths with their dates of change."""
    rows = "".join(
        f"<url><loc>http://{host}{path}</loc><lastmod>{day.isoformat()}</lastmod></url>\n"
        for path, day in paths.items()
    )
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Resource((text + rows + "</urlset>\n").encode(), XML)
