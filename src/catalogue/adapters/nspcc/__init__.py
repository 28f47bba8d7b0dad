"""The adapter for a national collection's update pages and topic briefings.

Belongs here: which pages are read, and the links that an entry makes. Does not belong here: headings, entries
and their texts (``headings``, ``entries``, ``sections``, ``happening``), topic briefings (``briefings``), or the
collection's library catalogue, which is not crawled: a link into it is kept as left out.

An anonymous deposit has no area, whatever its text or its documents name; and since "Anonymous - Child A" is
another child every time, such an entry is known by its heading and its text together, never by its heading.
"""

import re
from urllib.parse import urlsplit

from catalogue.adapters.addresses import is_document, same_page, same_site, without_fragment
from catalogue.adapters.base import Adapter, Body, Follow, Found, content_blocks, not_readable
from catalogue.adapters.listing import slug
from catalogue.adapters.nspcc.briefings import announces_briefings, briefings
from catalogue.adapters.nspcc.entries import Entry, entries_of
from catalogue.adapters.nspcc.happening import age_of, incident_of
from catalogue.adapters.nspcc.headings import Heading, entry_of
from catalogue.adapters.nspcc.sections import sections_of, themes_of
from catalogue.extract import labels
from catalogue.html import Anchor, Block, parse
from catalogue.models import Link, Source, Stated, digest
from catalogue.vocabulary import IssueKind, Magic, ReviewType

__all__ = ["ADAPTER", "Heading", "entry_of", "sections_of", "themes_of"]

VERSION = "3"
_CONTEXT = 1000
_LIBRARY = re.compile(r"^(?:www\.)?library\.", re.IGNORECASE)
_CATALOGUE = re.compile(r"/heritagescripts/|\bhapi\.dll\b", re.IGNORECASE)
_YEAR_PAGE = re.compile(
    r"^(?:(?:view|see|read|browse|find)\s+)?(?:all\s+)?(?:the\s+)?(?:(?:serious\s+)?case\s+reviews?\s+)?"
    r"(?:(?:published|added|listed)\s+)?(?:(?:in|from|for)\s+)?(?:19|20)\d\d(?:\s+(?:serious\s+)?case\s+reviews?)?$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\bcase\s+reviews?\s+(?:update|published|added)\b|\b(?:published|added)\s+case\s+reviews?\b|\bnew\s+in\s+the\s+collection\b",
    re.IGNORECASE,
)
_ADULTS = frozenset({ReviewType.SAR, ReviewType.DHR})


def start(source: Source) -> tuple[Follow, ...]:
    """Return where reading a source starts.

    Args:
        source: The register's row.

    Returns:
        One address for each of the row's.
    """
    return tuple(Follow(url=url, kind="listing") for url in source.urls if not in_library(url))


def in_library(url: str) -> bool:
    """Tell whether an address is in a collection's library catalogue, which is not crawled.

    Args:
        url: Absolute address.

    Returns:
        Whether its host is a library, or its path is that of the catalogue's own program.
    """
    parts = urlsplit(url)
    return bool(_LIBRARY.match(parts.hostname or "") or _CATALOGUE.search(parts.path))


def read(source: Source, body: Body) -> Found:
    """Read one page.

    Args:
        source: The register's row.
        body: What came back.

    Returns:
        A link for each entry (one without a document where it links none), and for each topic briefing;
        pages of other years to read. A body that is no web page gives a problem.
    """
    if body.magic is not Magic.HTML:
        return not_readable(body, "a web page")
    page = parse(body.content, body.media_type, body.url)
    content, whole = content_blocks(page)
    blocks = list(content)
    entries = entries_of(blocks)
    links = _links(source, body, entries) if entries else briefings(blocks, body)
    sentences = [
        *([] if whole else [f"{body.url} is longer than is read; the rest of it was left."]),
        *([] if page.certain_encoding else [f"The characters of {body.url} were decoded by guess."]),
    ]
    problem = None if page.certain_encoding else IssueKind.UNKNOWN_ENCODING
    return Found(
        links=tuple(links),
        follow=_other_years(blocks, body),
        announced=announces_briefings(blocks)
        or any(_ANNOUNCED.search(block.text) for block in blocks if block.kind == "heading"),
        problem=problem if whole else IssueKind.INCOMPLETE,
        message=" ".join(sentences) or None,
        complete=whole,
    )


def _other_years(blocks: list[Block], body: Body) -> tuple[Follow, ...]:
    """Return the pages of other years that a page links to."""
    found: dict[str, Follow] = {}
    for anchor in (anchor for block in blocks for anchor in block.anchors):
        url = without_fragment(anchor.url)
        usable = same_site(url, body.url) and not same_page(url, body.url) and not in_library(url)
        if usable and not is_document(url) and _YEAR_PAGE.match(" ".join(anchor.text.split())):
            found.setdefault(url, Follow(url=url, kind="listing", depth=body.follow.depth + 1))
    return tuple(found.values())


def _links(source: Source, body: Body, entries: list[Entry]) -> list[Link]:
    """Return the links of all entries of a page, each entry under a key of its own."""
    links: list[Link] = []
    seen: dict[str, int] = {}
    for entry in entries:
        stated = _stated(source, entry)
        text = stated.synopsis or " ".join(entry.text.split())
        # Another child's anonymous entry may have the same heading; its text tells them apart.
        mark = digest(text.casefold()[:200], length=8) if entry.heading.anonymous and text else ""
        fragment = "-".join(part for part in (slug(entry.label), mark) if part)
        seen[fragment] = seen.get(fragment, 0) + 1
        key = "|".join(part for part in (str(seen[fragment]), mark) if part)
        url = f"{without_fragment(body.url)}#{fragment}" + (f"-{seen[fragment]}" if seen[fragment] > 1 else "")
        bare = Link(
            url=url,
            text=entry.label,
            context=entry.text[:_CONTEXT],
            heading=entry.label,
            section=None,
            item=digest(without_fragment(body.url), entry.label, key),
            found_on=body.url,
            position=len(links),
            has_document=False,
            stated=stated,
        )
        links.extend(_entry_links(bare, entry, body))
    return links


def _stated(source: Source, entry: Entry) -> Stated:
    """Return what an entry states."""
    heading, sections = entry.heading, sections_of(entry.text)
    areas: tuple[str, ...] = ()
    if heading.area is not None and not heading.anonymous:
        areas = labels.areas_in(heading.area) or (heading.area,)
    kind = labels.type_in(heading.name, source.nation)
    # The words for what happened speak of a child; in an adult's review they may not.
    plain = None if kind in _ADULTS else sections.synopsis
    return Stated(
        title=entry.label,
        review_type=kind,
        pseudonyms=heading.pseudonyms,
        published=heading.date,
        areas=areas,
        own=False,  # a national page tells of reviews that others publish
        themes=sections.themes,
        recommendations=sections.recommendations,
        keywords=sections.keywords,
        synopsis=sections.synopsis,
        incident=incident_of(plain) if plain else None,
        age=age_of(plain) if plain else None,
        anonymous=heading.anonymous,
    )


def _entry_links(bare: Link, entry: Entry, body: Body) -> list[Link]:
    """Return an entry's documents, or the entry itself where it has none; then what it links to and is not taken."""
    anchors = {without_fragment(anchor.url): anchor for anchor in reversed(entry.anchors)}
    taken: list[Link] = []
    others: list[Link] = []
    for url, anchor in reversed(anchors.items()):
        if urlsplit(url).scheme not in {"http", "https"} or same_page(url, body.url):
            continue
        link = _linked(bare, url, anchor)
        reason = _why_not(url, entry, body)
        if reason is None:
            taken.append(link)
        else:
            others.append(link.model_copy(update={"has_document": False, "left_out": reason}))
    return [
        link.model_copy(update={"position": bare.position + number})
        for number, link in enumerate((*(taken or [bare]), *others))
    ]


def _linked(bare: Link, url: str, anchor: Anchor) -> Link:
    """Return the link of an entry to one address."""
    role = labels.role_in(anchor.text)
    stated = bare.stated.model_copy(update={"role": role})
    return bare.model_copy(update={"url": url, "text": anchor.text, "has_document": True, "stated": stated})


def _why_not(url: str, entry: Entry, body: Body) -> str | None:
    """Say why an address that an entry links to is not one of its documents; None where it is."""
    if in_library(url):
        return "It leads into the collection's library catalogue, which is not crawled."
    if not is_document(url):
        return "A page that the entry points to; what it shows is read where its publisher lists it."
    if entry.heading.anonymous and not same_site(url, body.url):
        return "It stands on the site of another body, which an anonymous entry does not name."
    return None


ADAPTER = Adapter("nspcc", VERSION, start, read)
