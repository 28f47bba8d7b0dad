"""Pages of topic briefings: analyses of many reviews, one topic each.

Belongs here: which links of such a page are briefings. Does not belong here: entries about one review.
"""

import re

from catalogue.adapters.addresses import is_document, same_page, without_fragment
from catalogue.adapters.base import Body
from catalogue.extract import labels
from catalogue.html import Anchor, Block
from catalogue.models import Link, Stated, digest
from catalogue.vocabulary import ReviewType, Role

_CONTEXT = 1000
_BRIEFINGS = re.compile(r"\bbriefings?\b|\blearning\s+from\s+(?:\w+\s+){0,2}case\s+reviews\b", re.IGNORECASE)


def announces_briefings(blocks: list[Block]) -> bool:
    """Tell whether a page says that it is one of topic briefings."""
    return any(_BRIEFINGS.search(block.text) for block in blocks if block.kind == "heading")


def briefings(blocks: list[Block], body: Body) -> list[Link]:
    """Return the links of a page of topic briefings.

    Args:
        blocks: The page's content.
        body: What came back.

    Returns:
        A link for each briefing; what else the page links to is left out with its reason, and so is
        everything where the page does not say that it is one of briefings.
    """
    taken = announces_briefings(blocks)
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
            link = _briefing(anchor, block, heading, body, len(links))
            if not taken and link.left_out is None:
                link = link.model_copy(update={"left_out": "The page does not say that it is one of briefings."})
            links.append(link)
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
