"""Lines of a page that are nothing but a date, as cards, posts and groups print them.

Belongs here: which line is one, and whether it belongs to what stands before or after it. Does not belong
here: dates within a label or a sentence (``dating.py``), or any rule for one site.
"""

import re
from functools import lru_cache

from catalogue.dates import find_dates
from catalogue.extract import labels
from catalogue.html import Block
from catalogue.vocabulary import Precision

_LONGEST = 60
_SHARED = re.compile(
    r"\b(?:first|date|of|publication|publish(?:ed)?|posted|added|released?|on|in|the|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\W",
    re.IGNORECASE,
)
# "Posted on 4 April 2023 by web.admin": the name of who put it there.
_BY = re.compile(r"\s+[Bb]y\s+[\w.@’'-]+(?:\s+[A-Z][\w’'-]*){0,3}\s*$")


@lru_cache(maxsize=4096)
def is_dateline(text: str) -> bool:
    """Tell whether a line says nothing but one month or day, or that something was published then.

    Args:
        text: A line or a heading.

    Returns:
        Whether it does; a year alone is a group's heading or a case's number and does not count.
    """
    if not text or len(text) > _LONGEST or "\n" in text:
        return False
    dates = find_dates(text)
    if len(dates) != 1 or dates[0].precision is Precision.YEAR or labels.other_date(text, dates[0]):
        return False
    around = text[: dates[0].start] + _BY.sub("", text[dates[0].end :])
    return not _SHARED.sub("", around)


def nearer_to_next(block: Block, before: Block | None, after: Block) -> bool | None:
    """Tell which neighbour shares more of a block's boxes.

    Args:
        block: The block.
        before: The block before it, or None.
        after: The block after it.

    Returns:
        True where the one after is nearer, False where the one before is, None where both are as near.
    """
    near = shared_boxes(block, after)
    far = shared_boxes(block, before) if before is not None else 0
    return None if near == far else near > far


def shared_boxes(one: Block, other: Block) -> int:
    """Return how many elements around two blocks are the same."""
    count = 0
    for mine, theirs in zip(one.boxes, other.boxes, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
