"""The adapter for web pages that list reviews, whatever their site: structure and words only.

Belongs here: from one page to its links, and which further pages belong to the listing. Does not belong
here: how items are grouped (``items.py``) or judged (``judging.py``), or any rule for one site.
"""

import re

from catalogue.adapters.addresses import is_document, same_page, same_site, twin_key, without_fragment
from catalogue.adapters.base import Adapter, Body, Follow, Found, content_blocks, not_readable
from catalogue.adapters.headings import names_in
from catalogue.adapters.items import MOST_CONTEXT, Entry, Item, items_of
from catalogue.adapters.judging import judge
from catalogue.extract import labels
from catalogue.html import Block, HtmlPage, parse
from catalogue.models import Link, Source, digest
from catalogue.vocabulary import IssueKind, Magic

VERSION = "2"
_CONTEXT = 1000
_NEXT = re.compile(r"^\W*(?:next(?:\s+page)?|older(?:\s+posts|\s+reviews)?|page\s+\d+|\d{1,2})\W*$", re.IGNORECASE)
_SEARCH = re.compile(r"/search(?:[/?]|$)|[?&](?:s|q|search|query)=", re.IGNORECASE)
_REVIEWS = r"(?:reviews?|SCRs?|L?CSPRs?|CPRs?|SARs?|case\s+summaries|reports?)"
_ANNOUNCED = re.compile(
    rf"\b{_REVIEWS}\b[^.]{{0,80}}\b(?:listed|published|available|found|downloaded|viewed|accessed|read)\b[^.]{{0,30}}\bbelow\b"
    rf"|\b(?:below|following|here)\s+(?:are|is)\b[^.]{{0,60}}\b{_REVIEWS}\b|\bthe\s+following\b[^.]{{0,40}}\b{_REVIEWS}\b\W*$"
    rf"|\b{_REVIEWS}\b[^.]{{0,60}}\bare\s+(?:listed|published)\s+(?:here|below)",
    re.IGNORECASE,
)
_NONE = re.compile(
    rf"\b(?:there\s+(?:are|have\s+been)|we\s+have|has|have)\s+(?:currently\s+|been\s+)*(?:no|not\s+any)\b[^.]{{0,60}}\b{_REVIEWS}\b"
    rf"|\bno\b(?:\s+\w+){{0,4}}\s+{_REVIEWS}\s+(?:(?:have|has|are|were|is)\b|published|to\s+(?:display|show)|found|at\s+(?:this|present))"
    rf"|\b(?:not|none)\b[^.]{{0,30}}\b(?:published|been\s+published)\b[^.]{{0,30}}\b(?:any|{_REVIEWS}|in\s+the\s+last)\b",
    re.IGNORECASE,
)


def start(source: Source) -> tuple[Follow, ...]:
    """Return where reading a source starts.

    Args:
        source: The register's row.

    Returns:
        One address for each of the row's.
    """
    return tuple(Follow(url=url, kind="listing") for url in source.urls)


def read(source: Source, body: Body) -> Found:
    """Read one page of a listing.

    Args:
        source: The register's row.
        body: What came back.

    Returns:
        Every link of the page's content: taken, or left out with its reason; further pages to read; whether
        the page announces a list or says that it has none. A body that is no web page gives a problem.
    """
    if body.magic is not Magic.HTML:
        return not_readable(body, "a web page")
    page = parse(body.content, body.media_type, body.url)
    blocks, whole = content_blocks(page)
    title = _page_title(page, blocks)
    items = items_of(blocks, source, body.url)
    links: list[Link] = []
    for item in items:
        links.extend(_links(item, source, (body.url, title), len(links)))
    links = _without_repeats(links)
    if not any(link.left_out is None for link in links):
        links.extend(_page_itself(source, body, blocks, len(links)))
    words = [block.text for block in blocks]
    guess = f"{body.url} was decoded as {page.encoding} by guess; look whether its letters came out right."
    return Found(
        links=tuple(links),
        follow=_follow(items, source, body),
        announced=any(_ANNOUNCED.search(text) for text in words),
        says_none=any(_NONE.search(text) for text in words),
        problem=None if page.certain_encoding else IssueKind.UNKNOWN_ENCODING,
        message=None if page.certain_encoding else guess,
        complete=whole,
    )


def _page_title(page: HtmlPage, blocks: tuple[Block, ...]) -> str:
    """Return the page's first heading, else its title without the site's name."""
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            return block.text
    return re.split(r"\s[|–—-]\s", page.title or "")[0]


def _links(item: Item, source: Source, page: tuple[str, str], position: int) -> list[Link]:
    """Return the links of one item with what the page states about them."""
    links = []
    context = "\n".join(dict.fromkeys(text for text in item.context if text))[:_CONTEXT]
    # A page whose own title names the review is the entry itself; any other entry is a place on its page.
    place = without_fragment(page[0]) + ("" if item.label == page[1] else f"#{slug(item.label)}")
    for offset, entry in enumerate(item.entries):
        stated, reason = judge(item, entry, source, page)
        anchor = entry.anchor
        links.append(
            Link(
                url=without_fragment(anchor.url) if anchor else place,
                text=anchor.text if anchor else item.label,
                context=context or entry.block.text[:_CONTEXT],
                heading=item.heading,
                section=item.section,
                item=item.key,
                found_on=page[0],
                position=position + offset,
                has_document=anchor is not None,
                left_out=reason,
                stated=stated,
            )
        )
    return links


def _without_repeats(links: list[Link]) -> list[Link]:
    """Drop a link that stands twice in one item: a card's picture and its title lead to one document."""
    kept: dict[tuple[str, str], Link] = {}
    for link in links:
        kept.setdefault((link.item, link.url), link)
    return list(kept.values())


def _page_itself(source: Source, body: Body, blocks: tuple[Block, ...], position: int) -> list[Link]:
    """Return a review's own page as an entry, where the page names one review and offers no document."""
    for block in blocks:
        named = names_in(block.text) and (body.follow.kind == "page" or labels.type_in(block.text, source.nation))
        if block.kind == "heading" and block.level == 1 and named:
            item = Item(block.text, block.text, None, (), named=True, key=digest(body.url, block.text, "1"))
            item.context.extend(other.text for other in blocks[:MOST_CONTEXT] if other is not block)
            item.entries.append(Entry(None, block, block.text))
            return _links(item, source, (body.url, block.text), position)
    return []


def _follow(items: tuple[Item, ...], source: Source, body: Body) -> tuple[Follow, ...]:
    """Return pages of the same site that belong to the listing: its next pages, and the pages of its reviews."""
    found: dict[str, Follow] = {}
    for item in items:
        for entry in item.entries:
            if entry.anchor is None or not _may_follow(entry.anchor.url, body):
                continue
            text = entry.anchor.text
            if _NEXT.match(text):
                kind = "listing"
            elif body.follow.kind == "listing" and labels.pseudonyms_in(text) and not labels.is_training(text):
                kind = "page"
            else:
                continue
            url = without_fragment(entry.anchor.url)
            found.setdefault(twin_key(url), Follow(url=url, kind=kind, depth=body.follow.depth + 1))
    return tuple(found.values())


def _may_follow(url: str, body: Body) -> bool:
    """Tell whether an address may be another page of this listing."""
    return (
        url.startswith(("http://", "https://"))
        and same_site(url, body.url)
        and not same_page(url, body.url)
        and not is_document(url)
        and not _SEARCH.search(url)
    )


def slug(text: str) -> str:
    """Return a text as the fragment of an address.

    Args:
        text: A label.

    Returns:
        Small letters, digits and hyphens, at most 80.
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80] or "entry"


ADAPTER = Adapter("listing", VERSION, start, read)
