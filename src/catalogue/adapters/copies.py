"""Pages that only repeat what other pages of the same site show.

Belongs here: results of a site's search and copies of a page in another language. Does not belong here: twins
of one address (``addresses.py``), or any rule for one site.
"""

import re
from urllib.parse import urlsplit

from catalogue.html import HtmlPage

SEARCH = re.compile(r"/search(?:[/?]|$)|[?&](?:s|q|search|query)=", re.IGNORECASE)
"""Addresses of a site's search."""
_TOLD = re.compile(r"\W*search\s+results?\b", re.IGNORECASE)
# Languages in which publishers of the United Kingdom write their own pages.
_HOME = frozenset({"en", "cy", "ga", "gd", "gv", "kw"})
_CODES = "ar bg bn cs de es fa fr gu hi hu it ku lt lv pa pl ps pt ro ru sk so sq ta tr uk ur vi zh"
_FOREIGN = frozenset(_CODES.split())


def repeats(page: HtmlPage) -> str | None:
    """Tell why a page only repeats other pages.

    Args:
        page: The page.

    Returns:
        The reason in a plain sentence, or None where it stands for itself. What such a page shows is listed
        where it was first written.
    """
    first = next((block.text for block in page.blocks if block.main and block.kind == "heading"), "")
    if SEARCH.search(page.url) or _TOLD.match(first):
        return "Results of the site's own search, which repeat what other pages list."
    segment = urlsplit(page.url).path.strip("/").split("/")[0].lower()
    declared = (page.language or "").split("-")[0].lower()
    if segment in _FOREIGN or (declared in _FOREIGN and declared not in _HOME):
        return "A copy of a page in another language."
    return None
