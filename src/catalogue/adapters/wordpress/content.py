"""From the content of one page to its links: the rules for listings, on what WordPress gives of a page.

Belongs here: handing content to the listing reader, what is about reviews at all, what has to be read as a
web page, and the date of a news post. Does not belong here: what is taken or left out (``judging``).
"""

import datetime as dt
import html
import re
from urllib.parse import parse_qs, urlsplit

from catalogue.adapters import listing
from catalogue.adapters.addresses import is_document
from catalogue.adapters.base import Body, Follow, Found
from catalogue.adapters.wordpress.steps import Step, usable
from catalogue.html import decode
from catalogue.models import Link, PublishedDate, Source
from catalogue.vocabulary import DateBasis, Magic, Precision, ReviewType

_HTML = "text/html; charset=utf-8"
_REVIEWS = re.compile(r"\b(?:reviews?|SCRs?|L?CSPRs?|CPRs?|SUSRs?|CMRs?|SARs?|case\s+summar(?:y|ies))\b", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]{0,5000}>")
# What an extension's own marks look like where the interface gives them instead of what they make.
_UNMADE = re.compile(r"\[/?[a-z]{2,20}_[a-z_]{2,40}(?:\s[^\[\]]{0,2000})?\]")
_PUBLISHING = re.compile(r"\bpublish(?:ed|es|ing)?\b|\bpublication\b", re.IGNORECASE)
_LEADS = re.compile(r"<(?:a|iframe|embed|object)\b", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b(?P<rest>[^<>]{0,2000})>", re.IGNORECASE)
_REL = re.compile(r"\brel\s*=\s*[\"'][^\"'<>]{0,200}\bwp-att-\d+", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']([^\"']{1,2000})[\"']", re.IGNORECASE)
_CLOSED = "Protected: "
"""What WordPress puts before the title of a page that asks for a password."""
_THIN = 30
"""Fewest words of a page that can be believed to be all of it."""
_OTHERS = {ReviewType.NATIONAL_CSPR, ReviewType.ANALYSIS, ReviewType.GUIDANCE}


def read_web_page(source: Source, body: Body, kind: str | None = None) -> Found:
    """Read a web page of a site by the rules for listings.

    Args:
        source: The register's row.
        body: What came back.
        kind: What the listing reader is to expect; None for what was asked for.

    Returns:
        What the listing reader finds; nothing for a page that is not about reviews. Only a page that is
        expected to be a listing says what is read next.
    """
    expected = kind or body.follow.kind
    asked = body.follow.model_copy(update={"kind": expected})
    found = listing.read(source, Body(asked, body.url, body.content, body.media_type, body.magic))
    if expected != "listing":
        found = about_reviews(found.model_copy(update={"follow": ()}), "")
    return with_files(_without_closed(found), decode(body.content, body.media_type).text)


def _without_closed(found: Found) -> Found:
    """Return what was found without what asks for a password: its title is public and not meant to be."""
    kept = tuple(
        link
        for link in found.links
        if not any(words.startswith(_CLOSED) for words in (link.text, link.heading or "", link.stated.title or ""))
    )
    return found.model_copy(update={"links": kept})


def read_content(source: Source, url: str, title: str, content: str, *, kind: str = "page") -> Found:
    """Read the content of a page by the rules for listings.

    Args:
        source: The register's row.
        url: Address of the page.
        title: Its title, as HTML.
        content: Its content, as HTML.
        kind: What the listing reader is to expect.

    Returns:
        What the listing reader finds; nothing for a page that is not about reviews.
    """
    if not (_LEADS.search(content) or _REVIEWS.search(f"{title} {content}")):
        return Found()  # most news of most sites: nothing in it can be a review or lead to one
    page = (
        f"<!DOCTYPE html><html><head><title>{title}</title></head>"
        f"<body><main><h1>{title}</h1>\n{content}\n</main></body></html>"
    )
    body = Body(Follow(url=url, kind=kind), url, page.encode("utf-8", "replace"), _HTML, Magic.HTML)
    found = listing.read(source, body).model_copy(update={"follow": ()})
    return with_files(about_reviews(found, words_of(title)), content)


def at_depth(found: Found, body: Body) -> Found:
    """Return what was found, what is read next being at least one step further than what it was found in."""
    depth = body.follow.depth + 1
    follow = tuple(one.model_copy(update={"depth": max(one.depth, depth)}) for one in found.follow)
    return found.model_copy(update={"follow": follow})


def about_reviews(found: Found, title: str) -> Found:
    """Return what was found on a page, or nothing where neither its title nor anything on it is about reviews.

    Args:
        found: What the listing reader found.
        title: The page's title; empty where it is not known apart.

    Returns:
        The same, without links that were left out of pages about other things, and without their words about
        lists.
    """
    taken = any(link.left_out is None for link in found.links)
    if taken or _REVIEWS.search(title):
        return found
    return found.model_copy(update={"links": (), "announced": False, "says_none": False})


def with_files(found: Found, content: str) -> Found:
    """Return what was found, with an address to read for each link to the page of a file instead of the file.

    Args:
        found: What the listing reader found.
        content: The content it was found in, as HTML.

    Returns:
        The same without those links; the review's own page is then no entry without a document either.
    """
    anchors = [one["rest"] for one in _ANCHOR.finditer(content)] if found.links else []
    pages = {page for rest in anchors if (page := _page_of_file(rest, found.links[0].found_on))}
    files = tuple(_file_behind(link) for link in found.links if link.url in pages)
    if not files:
        return found
    kept = tuple(link for link in found.links if link.has_document and link.url not in pages)
    return found.model_copy(update={"links": kept, "follow": (*found.follow, *files)})


def _file_behind(link: Link) -> Follow:
    """Return the page of a file as an address to read, with the words that lead there."""
    page, title = link.found_on, link.stated.title or ""
    return Step(what="attachment", root=page, page=page, name=link.text, title=title).at(link.url, 0)


def _page_of_file(rest: str, base: str) -> str:
    """Return where a link leads that is marked as one to the page of a file; empty for any other link."""
    href = _HREF.search(rest) if "wp-att-" in rest or "attachment_id" in rest else None
    url = usable(html.unescape(href[1]), base) if href else ""
    numbered = "attachment_id" in parse_qs(urlsplit(url).query)
    return url if numbered or (_REL.search(rest) and url and not is_document(url)) else ""


def words_of(text: str) -> str:
    """Return HTML as words."""
    return " ".join(html.unescape(_TAGS.sub(" ", text)).split())


def is_hidden(title: str, content: str, found: Found) -> bool:
    """Tell whether a page about reviews has to be read as a web page, because the interface does not give its words.

    Args:
        title: Its title, as HTML.
        content: Its content as the interface gives it.
        found: What was read from that.

    Returns:
        Whether an extension's marks stand unmade in it, or it has hardly a word and no document.
    """
    if not _REVIEWS.search(f"{words_of(title)} {content if _UNMADE.search(content) else ''}"):
        return False
    if _UNMADE.search(content):
        return True
    documents = any(link.has_document and link.left_out is None for link in found.links)
    return not documents and len(words_of(content).split()) < _THIN


def with_date_of_post(found: Found, content: str, dates: tuple[str, ...]) -> Found:
    """Give the documents of a news post about one review the post's date, where none is stated.

    Args:
        found: What was read from the post.
        content: Its content.
        dates: What the interface says of when it was published: the site's own time, else UTC. The date of a
            later change is never among them.

    Returns:
        The same with dates: stated as publication where the post says that it publishes, else a date beside
        the review's name. A post about several reviews, or about another body's, dates none of them.
    """
    taken = [link for link in found.links if link.left_out is None]
    items, names = {link.item for link in taken}, {link.stated.pseudonyms for link in taken}
    one = len(items) == 1 or (len(names) == 1 and () not in names)
    others = any(link.stated.own is False or link.stated.review_type in _OTHERS for link in taken)
    if not one or others or any(link.stated.published for link in taken):
        return found
    basis = DateBasis.LISTING if _PUBLISHING.search(words_of(content)) else DateBasis.LABEL
    date = next((made for text in dates if (made := _date(text, basis))), None)
    return (
        found if date is None else found.model_copy(update={"links": tuple(_dated(link, date) for link in found.links)})
    )


def _dated(link: Link, date: PublishedDate) -> Link:
    """Return a link that is taken with its date."""
    if link.left_out is not None:
        return link
    return link.model_copy(update={"stated": link.stated.model_copy(update={"published": date})})


def _date(text: str, basis: DateBasis) -> PublishedDate | None:
    """Read the day of an instant such as ``2021-03-04T10:00:00``; None where it is none."""
    try:
        value = dt.datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return PublishedDate(value=value, precision=Precision.DAY, basis=basis, text=text)


def file_name(url: str) -> str:
    """Return the last part of an address."""
    return urlsplit(url).path.rpartition("/")[2]
