"""Web pages as typed pieces: characters decoded, blocks in reading order, links made absolute.

Belongs here: what HTML itself says about its text (headings, paragraphs, list items, table rows, which
part is menu and which is content). Does not belong here: what a review is, fetching, or any rule for
one site. Hostile pages are expected: nothing here recurses, and a page is read up to a fixed length.
"""

from collections.abc import Sequence
from itertools import islice

from bs4.element import Tag

from catalogue.html.addresses import absolute
from catalogue.html.decoding import CONTROL, Decoded, decode, fold
from catalogue.html.pieces import Anchor, Block, BlockKind, HtmlPage
from catalogue.html.tree import build
from catalogue.html.walker import Walker, is_link
from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic

__all__ = ["Anchor", "Block", "BlockKind", "Decoded", "HtmlPage", "absolute", "decode", "fold", "parse", "read"]

MAX_CHARACTERS = 8_000_000
"""Longest page that is read, in characters; the rest is cut off and the page says so."""
_LONGEST_UNSCRIPTED = 2_000

MOST_MARKS = 500
"""Most links and properties of a page's head that are looked at."""


def parse(content: bytes, content_type: str | None, url: str) -> HtmlPage:
    """Read a page into blocks.

    Args:
        content: The body, of any quality.
        content_type: The header ``Content-Type``, or None.
        url: Final address of the page; its own ``base`` element is respected.

    Returns:
        The page. One without words gives no blocks; one longer than is read has ``whole`` False.
    """
    decoded = decode(content, content_type)
    text = CONTROL.sub("", decoded.text[:MAX_CHARACTERS])
    soup, elements = build(text)
    given = next((str(one["href"]) for one in elements if one.name == "base" and "href" in one.attrs), None)
    base = (absolute(url, given) if given is not None else None) or url
    canonical = next((link for link in elements if is_link(link, "canonical")), None)
    title, root, head = (
        next((one for one in elements if one.name == name), None) for name in ("title", "html", "head")
    )
    inside = [one for one in (head or soup).descendants if isinstance(one, Tag)]
    walker = Walker(elements, base)
    blocks = walker.walk(soup)
    return HtmlPage(
        url=url,
        title=fold(title.get_text()) if title else None,
        language=str(root.get("lang") or "") or None if root else None,
        own_address=absolute(base, str(canonical["href"])) if canonical else None,
        blocks=tuple(blocks),
        further=tuple(dict.fromkeys(walker.further)),
        without_script=fold(" ".join(walker.unscripted))[:_LONGEST_UNSCRIPTED],
        encoding=decoded.encoding,
        certain_encoding=decoded.certain,
        whole=len(decoded.text) <= MAX_CHARACTERS,
        site_name=_site_name(inside),
        marks=_marks(inside),
    )


def read(content: bytes, content_type: str | None, url: str) -> Reading:
    """Read a web page as a document: its main text as one page, headings as its large lines.

    Args:
        content: The body.
        content_type: The header ``Content-Type``, or None.
        url: Final address of the page.

    Returns:
        One page of text without menus, header, footer and sidebars; ``problem`` where there are no words.
    """
    page = parse(content, content_type, url)
    blocks = [block for block in page.blocks if block.main and block.text]
    if not blocks:
        return Reading(magic=Magic.HTML, title=page.title, problem="The page has no words outside its menus.")
    text = "\n".join(block.text for block in blocks)
    large = tuple(block.text for block in blocks if block.kind == "heading" and block.level <= 3)
    return Reading(magic=Magic.HTML, title=page.title, pages=(PageText(number=1, text=text, large=large),))


def _site_name(inside: Sequence[Tag]) -> str | None:
    """Return the name that a page gives its site, of the elements of its head."""
    for tag in inside:
        if tag.name == "meta" and tag.get("property") == "og:site_name" and "content" in tag.attrs:
            return fold(str(tag["content"])) or None
    return None


def _marks(inside: Sequence[Tag]) -> frozenset[str]:
    """Return the relations of a page's links in its head and the names of its properties."""
    links = islice((tag for tag in inside if tag.name == "link" and "rel" in tag.attrs), MOST_MARKS)
    metas = islice((tag for tag in inside if tag.name == "meta" and "name" in tag.attrs), MOST_MARKS)
    relations = {one for link in links for one in str(link["rel"]).split()}
    return frozenset(relations | {str(meta["name"]) for meta in metas})
