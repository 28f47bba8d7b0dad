"""Files for machines: the site map, the rules for robots, and the headers that a host should send.

Belongs here: their few lines. Does not belong here: feeds (``feeds``) or pages.

Every page carries its own policy, so that it holds on any host. The headers add what a page cannot say itself: that it
is not to be framed, and that its kind is not to be guessed. They are in the form that several hosts of static sites
read; no value from outside stands in them.
"""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from catalogue.models import digest
from catalogue.site.rendering import File, Site

HEADERS = """/*
  Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=(), interest-cohort=()
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
/feeds/*
  Content-Type: application/atom+xml; charset=utf-8
/search/*-*.json
  Cache-Control: public, max-age=31536000, immutable
"""


def files(site: Site, listed: Sequence[str]) -> Iterator[File]:
    """Give the files for machines.

    Args:
        site: What all pages say alike; a site map needs its public address.
        listed: Paths of the pages that search engines are told of.
    """
    robots = "User-agent: *\nAllow: /\n"
    if site.url:
        robots += f"\nSitemap: {site.url}sitemap.xml\n"
        yield _text("sitemap.xml", _site_map(site.url, listed))
    yield _text("robots.txt", robots)
    yield _text("_headers", HEADERS)


def _site_map(url: str, listed: Sequence[str]) -> str:
    """Return the site map."""
    lines = [f"<url><loc>{escape(url + path.removesuffix('index.html'))}</loc></url>" for path in sorted(listed)]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</urlset>\n"
    )


def _text(path: str, text: str) -> File:
    """Return a file of text."""
    return File(path, digest(text), text.encode)
