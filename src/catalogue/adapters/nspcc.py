"""The adapter for a national collection's update pages and topic briefings.

Belongs here: entries headed "year - area - pseudonym" in all their historical shapes, and lists of topic
briefings. Does not belong here: the collection's library catalogue, which is not crawled.
"""

import re

from catalogue.adapters.addresses import is_document, same_page, same_site, without_fragment
from catalogue.adapters.base import Adapter, Body, Follow, Found, content_blocks, not_readable
from catalogue.adapters.listing import slug
from catalogue.dates import find_dates
from catalogue.extract import labels
from catalogue.html import Anchor, Block, parse
from catalogue.models import Link, PublishedDate, Record, Source, Stated, digest
from catalogue.vocabulary import DateBasis, IssueKind, Magic, ReviewType, Role

VERSION = "2"
_CONTEXT = 1000
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_HEADING = re.compile(
    rf"^(?P<date>(?:(?:{_MONTHS})\s+)?(?:19|20)\d\d)(?![\d/])\s*[-–—:]?\s*(?P<rest>\S.*)$", re.IGNORECASE
)
# A hyphen parts area and name only with a space beside it: "Stoke-on-Trent - Child X".
_BETWEEN = re.compile(r"\s*[–—]\s*|\s+-\s*|\s*-\s+")
_UNNAMED = re.compile(r"\banonymous\b|\bunnamed\b|\bunknown\b", re.IGNORECASE)
_THEMES = re.compile(
    r"(?:\b(?:key\s+)?(?:learning|themes?|issues)(?:\s+themes?|\s+points?)?(?:\s+(?:includes?|is|are))?|^includes?)\s*:\s*"
    r"(?P<themes>.*?)(?=\b(?:Recommendations?|Keywords?|Model|Background)\b[^:.;]{0,60}:|>\s*Read\b|\n|$)",
    re.IGNORECASE | re.DOTALL,
)
_YEAR_PAGE = re.compile(r"^(?:case\s+reviews\s+)?(?:published\s+in\s+)?(?:19|20)\d\d$", re.IGNORECASE)
_BRIEFINGS = re.compile(r"\bbriefings?\b|\blearning\s+from\s+(?:\w+\s+){0,2}case\s+reviews\b", re.IGNORECASE)


class Entry(Record):
    """What the heading of an entry says."""

    date: PublishedDate
    """Year or month that heads it."""
    area: str | None
    """Area as printed; null for an anonymous deposit."""
    name: str
    """What stands after the area."""
    pseudonyms: tuple[str, ...]
    """Pseudonyms in the name."""


def start(source: Source) -> tuple[Follow, ...]:
    """Return where reading a source starts.

    Args:
        source: The register's row.

    Returns:
        One address for each of the row's.
    """
    return tuple(Follow(url=url, kind="listing") for url in source.urls)


def entry_of(text: str) -> Entry | None:
    """Read the heading of an entry.

    Args:
        text: A heading such as ``2022 – Anonymous – Babies with injuries``.

    Returns:
        Its parts; None where the text is no such heading. An anonymous deposit has no area.
    """
    match = _HEADING.match(" ".join(text.split()))
    if match is None or len(text) > 160:
        return None
    parts = _BETWEEN.split(match["rest"], maxsplit=1)
    dates = find_dates(match["date"])
    if len(parts) != 2 or not all(parts) or not dates:
        return None
    area, name = parts
    found = dates[0]
    return Entry(
        date=PublishedDate(value=found.value, precision=found.precision, basis=DateBasis.ENTRY, text=match["date"]),
        area=None if _UNNAMED.search(area) else area.strip(),
        name=name.strip(),
        pseudonyms=labels.pseudonyms_in(name, bare=True),
    )


def themes_of(text: str) -> tuple[str, ...]:
    """Read the learning themes of an entry.

    Args:
        text: The entry's text.

    Returns:
        The themes in the publisher's words, split at semicolons; empty where no words announce them.
    """
    match = _THEMES.search(text)
    if match is None:
        return ()
    parts = [" ".join(part.split()).strip(" .") for part in match["themes"].split(";")]
    return tuple(re.sub(r"^and\s+", "", part) for part in parts if part)[:40]


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
    groups = _entries(blocks)
    links: list[Link] = []
    for entry, group, ordinal in groups:
        links.extend(_entry_links(source, body, (entry, group, ordinal), len(links)))
    if not groups:
        links = _briefings(blocks, body)
    follow = {
        without_fragment(anchor.url): Follow(
            url=without_fragment(anchor.url), kind="listing", depth=body.follow.depth + 1
        )
        for block in blocks
        for anchor in block.anchors
        if _YEAR_PAGE.match(anchor.text) and same_site(anchor.url, body.url) and not same_page(anchor.url, body.url)
    }
    return Found(
        links=tuple(links),
        follow=tuple(follow.values()),
        announced=any(_BRIEFINGS.search(block.text) for block in blocks if block.kind == "heading"),
        problem=None if page.certain_encoding else IssueKind.UNKNOWN_ENCODING,
        message=None if page.certain_encoding else f"The characters of {body.url} were decoded by guess.",
        complete=whole,
    )


def _entries(blocks: list[Block]) -> list[tuple[Entry, list[Block], int]]:
    """Return each entry with its blocks and its number among entries of the same heading."""
    found: list[tuple[Entry, list[Block], int]] = []
    seen: dict[str, int] = {}
    level = 0
    for block in blocks:
        entry = entry_of(block.text) if len(block.text) <= 160 else None
        if entry is not None:
            label = " ".join(block.text.split())
            seen[label] = seen.get(label, 0) + 1
            level = block.level
            found.append((entry, [block], seen[label]))
        elif found and found[-1][1] and not (block.level and level and block.level <= level):
            found[-1][1].append(block)
        elif found:
            level = 0  # a heading of another kind ends the entry; what follows belongs to nobody
            found.append((found[-1][0], [], 0))
    return [one for one in found if one[1] and one[2]]


def _entry_links(source: Source, body: Body, found: tuple[Entry, list[Block], int], position: int) -> list[Link]:
    """Return the links of one entry, or one without a document."""
    entry, blocks, ordinal = found
    heading = " ".join(blocks[0].text.split())
    text = "\n".join(block.text for block in blocks[1:])
    areas: tuple[str, ...] = ()
    if entry.area is not None:
        areas = labels.areas_in(entry.area) or (entry.area,)
    stated = Stated(
        title=heading,
        review_type=labels.type_in(entry.name, source.nation),
        pseudonyms=entry.pseudonyms,
        published=entry.date,
        areas=areas,
        own=False,  # a national page tells of reviews that others publish
        themes=themes_of(text),
    )
    page = without_fragment(body.url)
    suffix = "" if ordinal == 1 else f"-{ordinal}"
    bare = Link(
        url=f"{page}#{slug(heading)}{suffix}",
        text=heading,
        context=text[:_CONTEXT],
        heading=heading,
        section=None,
        item=digest(page, heading, str(ordinal)),
        found_on=body.url,
        position=position,
        has_document=False,
        stated=stated,
    )
    documents = {anchor.url: anchor for block in blocks for anchor in block.anchors if is_document(anchor.url)}
    return [
        bare.model_copy(
            update={
                "url": without_fragment(url),
                "text": anchor.text,
                "has_document": True,
                "position": position + index,
                "stated": stated.model_copy(update={"role": labels.role_in(anchor.text)}),
            }
        )
        for index, (url, anchor) in enumerate(documents.items())
    ] or [bare]


def _briefings(blocks: list[Block], body: Body) -> list[Link]:
    """Return the links of a page of topic briefings."""
    links: list[Link] = []
    heading: str | None = None
    seen: set[str] = set()
    for block in blocks:
        heading = block.text if block.kind == "heading" else heading
        for anchor in block.anchors:
            url = without_fragment(anchor.url)
            if same_page(url, body.url) or url in seen:
                continue
            seen.add(url)
            links.append(_briefing(anchor, block, heading, body, len(links)))
    return links


def _briefing(anchor: Anchor, block: Block, heading: str | None, body: Body, position: int) -> Link:
    """Return the link to one topic briefing, or what is left out with its reason."""
    url = without_fragment(anchor.url)
    below = url.startswith(without_fragment(body.url).rstrip("/") + "/")
    reason = None
    if labels.is_training(anchor.text):
        reason = "A training event, not a review."
    elif not (is_document(url) or below):
        reason = "Not a briefing on reviews."
    dated = labels.published_in(anchor.text) or labels.published_in(block.text)
    return Link(
        url=url,
        text=anchor.text,
        context=block.text[:_CONTEXT],
        heading=heading,
        section=None,
        item=digest(without_fragment(body.url), url),
        found_on=body.url,
        position=position,
        left_out=reason,
        stated=Stated(
            title=anchor.text or heading,
            review_type=ReviewType.ANALYSIS if reason is None else None,
            role=Role.LEARNING_BRIEFING if reason is None else None,
            published=dated if reason is None else None,
        ),
    )


ADAPTER = Adapter("nspcc", VERSION, start, read)
