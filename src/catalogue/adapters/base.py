"""What every adapter is: two pure functions, and the records that pass between it and the harvest.

Belongs here: the shapes that all adapters share. Does not belong here: fetching (the harvest does it, an
adapter only says what to read next) or anything about one platform.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import Field

from catalogue.html import Block, HtmlPage
from catalogue.models import Capture, Link, Record, Source
from catalogue.vocabulary import IssueKind, Magic

MOST_LINKS = 3_000
"""Most links of one page that are read."""
LONGEST_BLOCK = 10_000
"""Longest text of one block that is read, in characters."""


class Follow(Record):
    """An address that belongs to a listing and is to be read too."""

    url: str
    """Absolute address."""
    kind: str
    """What the adapter expects there, in its own words; handed back to it with the body."""
    depth: int = Field(default=0, ge=0)
    """Steps from where reading starts; the harvest ends what goes too deep."""
    instead: tuple["Follow", ...] | None = None
    """What is read instead where the site refuses the address or has nothing there; null where nothing can
    stand in for it, so that the listing was not read whole."""
    late: bool = False
    """Whether it is read after everything else, and shows only what nothing else does."""


@dataclass(frozen=True)
class Body:
    """What came back from one address.

    Attributes:
        follow: What was asked for and why.
        url: Final address, after redirects.
        content: The bytes.
        media_type: The header ``Content-Type``, or None.
        magic: What the first bytes say it is.
    """

    follow: Follow
    url: str
    content: bytes
    media_type: str | None
    magic: Magic


class Found(Record):
    """What an adapter read from one body."""

    links: tuple[Link, ...] = ()
    """Publications, and what was left out with its reason, in the order of the page."""
    follow: tuple[Follow, ...] = ()
    """What else belongs to the listing."""
    announced: bool = False
    """Whether the page announces a list of reviews."""
    says_none: bool = False
    """Whether the page says that there are no reviews."""
    problem: IssueKind | None = None
    """Why the body could not be read as a listing, or could not be read with certainty; null where it could."""
    message: str | None = None
    """The problem in a plain sentence."""
    complete: bool = True
    """False where part of the body could not be read."""


def _says_nothing(_source: Source, _follow: Follow, _capture: Capture) -> Found | None:
    """Make nothing of an answer that is no page: the harvest counts it as a page that could not be read."""
    return None


def _asks_nothing(_source: Source, _links: Sequence[Link]) -> tuple[Follow, ...]:
    """Ask for nothing again: what the listing no longer leads to is not listed."""
    return ()


class Adapter(NamedTuple):
    """One platform's reader: where to start, and what a body says."""

    name: str
    """Name as the register writes it."""
    version: str
    """Raised whenever ``read`` would give another answer for the same body."""
    start: Callable[[Source], tuple[Follow, ...]]
    """Where reading a source starts."""
    read: Callable[[Source, Body], Found]
    """What one body of the source says."""
    refused: Callable[[Source, Follow, Capture], Found | None] = _says_nothing
    """What an answer with an error's status says; None where it says nothing but that there is no page."""
    again: Callable[[Source, Sequence[Link]], tuple[Follow, ...]] = _asks_nothing
    """What to ask for again of the links that earlier harvests showed, once the listing is read."""


def content_blocks(page: HtmlPage) -> tuple[tuple[Block, ...], bool]:
    """Return the blocks of a page's content, as many as a listing can have.

    Args:
        page: A web page.

    Returns:
        Its blocks outside menus, and whether they are all: text of a block beyond the longest that is read is
        cut off, and so are blocks after the most links that are read. Only hostile pages reach either.
    """
    kept: list[Block] = []
    links, whole = 0, page.whole
    for block in page.blocks:
        if not block.main:
            continue
        links += len(block.anchors)
        if links > MOST_LINKS:
            return tuple(kept), False
        if len(block.text) > LONGEST_BLOCK:
            kept.append(block.model_copy(update={"text": block.text[:LONGEST_BLOCK]}))
            whole = False
        else:
            kept.append(block)
    return tuple(kept), whole


def not_readable(body: Body, expected: str) -> Found:
    """Return the finding that a body is of another kind than the adapter reads.

    Args:
        body: What came back.
        expected: What was expected, such as ``a web page``.

    Returns:
        A finding with the problem, nothing else.
    """
    return Found(
        problem=IssueKind.NOT_HTML,
        message=f"{body.url} answered with {body.magic.value} where {expected} was expected. "
        "Look whether the listing has moved.",
        complete=False,
    )
