"""Which further pages belong to a listing: its next pages, and the pages of its reviews.

Belongs here: the words and addresses of such links. Does not belong here: fetching (the harvest does it, within
its budgets) or what stands on the pages.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from catalogue.adapters.addresses import is_document, is_picture, same_page, same_site, twin_key, without_fragment
from catalogue.adapters.base import Body, Follow
from catalogue.adapters.copies import SEARCH
from catalogue.adapters.entries import Entry, Item
from catalogue.adapters.headings import names_in, points_only
from catalogue.extract import labels
from catalogue.html import Block, HtmlPage

_NEXT = re.compile(
    r"^\W*(?:next(?:\s+page)?|older(?:\s+posts|\s+reviews|\s+entries)?|(?:load|show)\s+more(?:\s+\w+)?|page\s+\d+|\d{1,2})\W*$",
    re.IGNORECASE,
)
_PAGE_KEY = re.compile(r"(?:\w*[-_.]?page(?:d|no|num|number)?|pg|p|start|offset|skip)", re.IGNORECASE)
_PAGE_PATH = re.compile(r"/(?:page[/-]?)?\d{1,3}/?$", re.IGNORECASE)
_MORE = re.compile(
    r"\W*(?:load\s+more|show\s+more\s+(?:results|reviews|reports|items|posts|documents))\b.{0,20}", re.IGNORECASE
)
_LABEL = 300


def pages_after(page: HtmlPage, items: tuple[Item, ...], body: Body) -> tuple[Follow, ...]:
    """Return pages of the same site that belong to a listing.

    Args:
        page: The page.
        items: Its items.
        body: What came back.

    Returns:
        Each page once. The page after one that shows reviews is as deep as that one, because a list may be long;
        after one that shows none it is a step deeper, so that a trap of empty pages ends. A review's own page is a
        step deeper too.
    """
    found: dict[str, Follow] = {}
    depth = body.follow.depth + 1
    shows = any(_shows(item, entry) for item in items for entry in item.entries)
    after = max(1, body.follow.depth) if shows else depth
    if shows:  # a page after the last one shows nothing and leads nowhere
        for url in page.further:
            if _may_follow(url, body) and _is_page_of(url, body.url):
                _keep(found, Follow(url=without_fragment(url), kind="listing", depth=after))
    for item in items:
        for entry in item.entries:
            if entry.anchor is None or not _may_follow(entry.anchor.url, body):
                continue
            url = without_fragment(entry.anchor.url)
            if _NEXT.match(entry.anchor.text):
                _keep(found, Follow(url=url, kind="listing", depth=after))
            elif body.follow.kind == "listing" and (label := _label_of(item, entry)):
                _keep(found, Follow(url=url, kind="page", label=label[:_LABEL], depth=depth))
    return tuple(found.values())


def has_hidden_rest(blocks: tuple[Block, ...]) -> bool:
    """Tell whether a list goes on behind a button that only a script answers ("Load more").

    Args:
        blocks: Blocks of the page's content.

    Returns:
        Whether such words stand there without a link that can be followed.
    """
    return any(_MORE.fullmatch(block.text) and not any(_leads(block)) for block in blocks if len(block.text) <= 60)


def _leads(block: Block) -> Iterator[bool]:
    """Yield for each link of a block whether it leads to another page."""
    for anchor in block.anchors:
        parts = urlsplit(anchor.url)
        yield parts.scheme in {"http", "https"} and not parts.fragment


def _shows(item: Item, entry: Entry) -> bool:
    """Tell whether an entry is of a document or of a review's page."""
    return entry.anchor is None or is_document(entry.anchor.url) or bool(_label_of(item, entry))


def _keep(found: dict[str, Follow], follow: Follow) -> None:
    """Keep an address once, whatever its twins."""
    found.setdefault(twin_key(follow.url), follow)


def _label_of(item: Item, entry: Entry) -> str:
    """Return the words that say that a link leads to the page of one review, or to its download page."""
    text = entry.anchor.text if entry.anchor else ""
    if labels.is_training(text):
        return ""
    if labels.pseudonyms_in(text):
        return text
    offers = points_only(text) or labels.role_in(text) is not None
    return item.label if item.named and offers and names_in(item.label, bare=True) else ""


def _may_follow(url: str, body: Body) -> bool:
    """Tell whether an address may be another page of this listing."""
    return (
        url.startswith(("http://", "https://"))
        and same_site(url, body.url)
        and not same_page(url, body.url)
        and not is_document(url)
        and not is_picture(url)
        and not SEARCH.search(url)
    )


def _is_page_of(url: str, listing: str) -> bool:
    """Tell whether an address is a numbered page of a listing: its path and a number, or its query's page."""
    one, other = urlsplit(url), urlsplit(listing)
    paths = [_PAGE_PATH.sub("", parts.path).rstrip("/") for parts in (one, other)]
    if paths[0] == paths[1] and one.path.rstrip("/") != other.path.rstrip("/"):
        return True
    differing = set(parse_qsl(one.query)) ^ set(parse_qsl(other.query))
    return paths[0] == paths[1] and bool(differing) and all(_PAGE_KEY.fullmatch(key) for key, _ in differing)
