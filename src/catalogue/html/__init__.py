"""Web pages as typed pieces: characters decoded, blocks in reading order, links made absolute.

Belongs here: what HTML itself says about its text (headings, paragraphs, list items, table rows, which
part is menu and which is content). Does not belong here: what a review is, fetching, or any rule for
one site. Hostile pages are expected: nothing here recurses, and a page is read up to a fixed length.
"""

from bs4 import BeautifulSoup, Tag

from catalogue.html.decoding import CONTROL, Decoded, decode, fold
from catalogue.html.pieces import Anchor, Block, BlockKind, HtmlPage
from catalogue.html.walker import Walker, absolute
from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic

__all__ = ["Anchor", "Block", "BlockKind", "Decoded", "HtmlPage", "absolute", "decode", "fold", "parse", "read"]

MAX_CHARACTERS = 8_000_000
"""Longest page that is read, in characters; the rest is cut off and the page says so."""

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
    soup = BeautifulSoup(text, "lxml")
    base_tag = soup.find("base", href=True)
    base = (absolute(url, str(base_tag["href"])) if base_tag else None) or url
    canonical = soup.find("link", rel="canonical", href=True)
    return HtmlPage(
        url=url,
        title=fold(soup.title.get_text()) if soup.title else None,
        own_address=absolute(base, str(canonical["href"])) if canonical else None,
        blocks=tuple(Walker(soup, base).walk(soup)),
        encoding=decoded.encoding,
        certain_encoding=decoded.certain,
        whole=len(decoded.text) <= MAX_CHARACTERS,
        site_name=_site_name(soup.head or soup),
        marks=_marks(soup.head or soup),
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


def _site_name(head: Tag) -> str | None:
    """Return the name that a page gives its site."""
    found = head.find("meta", property="og:site_name", content=True)
    return fold(str(found["content"])) or None if found else None


def _marks(head: Tag) -> frozenset[str]:
    """Return the relations of a page's links in its head and the names of its properties."""
    relations = {str(one) for link in head.find_all("link", rel=True, limit=MOST_MARKS) for one in link["rel"]}
    names = {str(meta["name"]) for meta in head.find_all("meta", attrs={"name": True}, limit=MOST_MARKS)}
    return frozenset(relations | names)
