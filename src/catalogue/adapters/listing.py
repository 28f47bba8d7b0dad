"""The adapter for web pages that list reviews, whatever their site: structure and words only.

Belongs here: from one page to its links, and which further pages belong to the listing. Does not belong
here: how items are grouped (``items.py``) or judged (``judging.py``), or any rule for one site.
"""

import re

from catalogue.adapters.addresses import is_document, is_publication_page, same_page, without_fragment
from catalogue.adapters.announcing import announces, says_none
from catalogue.adapters.base import Adapter, Body, Follow, Found, content_blocks, not_readable
from catalogue.adapters.copies import repeats
from catalogue.adapters.entries import MOST_CONTEXT, Entry, Item
from catalogue.adapters.files import file_said
from catalogue.adapters.following import has_hidden_rest, pages_after
from catalogue.adapters.headings import names_in
from catalogue.adapters.items import items_of
from catalogue.adapters.judging import judge
from catalogue.extract import labels
from catalogue.html import Anchor, Block, HtmlPage, parse
from catalogue.models import Link, Source, digest
from catalogue.vocabulary import IssueKind, Magic

VERSION = "6"
_CONTEXT = 1000
_DOCUMENTS = frozenset({Magic.PDF, Magic.DOCX, Magic.PPTX, Magic.OLE})


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
        return _document_itself(source, body) or not_readable(body, "a web page")
    page = parse(body.content, body.media_type, body.url)
    blocks, whole = content_blocks(page)
    title = _page_title(page, blocks)
    items = items_of(blocks, source, body.url)
    links: list[Link] = []
    for item in items:
        links.extend(_links(item, source, (body.url, title), len(links)))
    links = _without_repeats(links)
    copied = repeats(page)
    links = [_unless_repeated(link, copied, body) for link in links]
    shown = any(link.left_out is None for link in links)
    if not shown and copied is None:
        links.extend(_download(source, body, items, len(links)) or _page_itself(source, body, blocks, len(links)))
    hidden = shown and has_hidden_rest(blocks)
    problem, message = _doubt(page, body.url, hidden=hidden)
    return Found(
        links=tuple(links),
        follow=() if copied else pages_after(page, items, body),
        announced=announces(page, blocks, frozenset(link.url for link in links if link.left_out is None)),
        says_none=says_none(blocks, source),
        problem=problem,
        message=message,
        complete=whole and not hidden,
    )


def _unless_repeated(link: Link, copied: str | None, body: Body) -> Link:
    """Leave a link out where its page is a copy, or is a review's own and links to the pages of others."""
    elsewhere = body.follow.kind == "page" and not link.has_document and not same_page(link.url, body.url)
    reason = copied or ("The page of another review." if elsewhere else None)
    return link.model_copy(update={"left_out": reason}) if reason and link.left_out is None else link


def _doubt(page: HtmlPage, url: str, *, hidden: bool) -> tuple[IssueKind | None, str | None]:
    """Return what makes a reading of a page less than certain, or None twice."""
    if hidden:
        return IssueKind.INCOMPLETE, f"{url} shows only the beginning of its list; a script in the browser adds more."
    if not page.certain_encoding:
        guess = f"{url} was decoded as {page.encoding} by guess; look whether its letters came out right."
        return IssueKind.UNKNOWN_ENCODING, guess
    return None, None


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
        kind, size = file_said(anchor, entry.block) if anchor else (None, None)
        links.append(
            Link(
                url=without_fragment(anchor.url) if anchor else place,
                text=anchor.text if anchor else item.label,
                context=context or entry.block.text[:_CONTEXT],
                heading=item.heading,
                section=item.section,
                item=item.key,
                found_on=page[0],
                file_type=kind,
                file_size=size,
                position=position + offset,
                has_document=anchor is not None and (is_document(anchor.url) or is_publication_page(anchor.url)),
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


def _document_itself(source: Source, body: Body) -> Found | None:
    """Return the document that answered where a review's page was expected: some sites' links have no ending."""
    if not body.follow.label or body.magic not in _DOCUMENTS:
        return None
    anchor = Anchor(text=body.follow.label, url=body.follow.url)
    block = Block(kind="paragraph", text=anchor.text, anchors=(anchor,))
    links = _labelled(source, body, [Entry(anchor, block, anchor.text)], 0)
    # Its address looks like a page's, and it is none.
    return Found(links=tuple(link.model_copy(update={"left_out": None, "has_document": True}) for link in links))


def _download(source: Source, body: Body, items: tuple[Item, ...], position: int) -> list[Link]:
    """Return the only document of a followed page that names no review itself, under the words that led there."""
    entries = [entry for item in items for entry in item.entries if entry.anchor and is_document(entry.anchor.url)]
    if not body.follow.label or len({entry.anchor.url for entry in entries if entry.anchor}) != 1:
        return []
    return [link for link in _labelled(source, body, entries[:1], position) if link.left_out is None]


def _labelled(source: Source, body: Body, entries: list[Entry], position: int) -> list[Link]:
    """Return the links of an item whose label stood on the page before."""
    label = body.follow.label
    item = Item(label, label, None, (), named=True, key=digest(body.url, label, "1"))
    item.entries.extend(entries)
    return _links(item, source, (body.url, ""), position)


def slug(text: str) -> str:
    """Return a text as the fragment of an address.

    Args:
        text: A label.

    Returns:
        Small letters, digits and hyphens, at most 80.
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80] or "entry"


ADAPTER = Adapter("listing", VERSION, start, read)
