"""The rules of Atom (RFC 4287) that a feed can be held against.

Belongs here: what the specification says of a feed document. Does not belong here: which feeds there are.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def problems(data: bytes) -> list[str]:
    """Return what is against the specification in a feed.

    Args:
        data: The document's bytes.

    Returns:
        A line for each; none where it holds.
    """
    feed = ElementTree.fromstring(data)
    if feed.tag != f"{ATOM}feed":
        return ["4.1.1 the document's element is no feed"]
    found = [*_common(feed, "feed")]
    authored = feed.find(f"{ATOM}author") is not None
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        found += _common(entry, "entry")
        if not authored and entry.find(f"{ATOM}author") is None:
            found.append("4.1.1 neither the feed nor an entry has an author")
        found += _content(entry)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(set(ids)) != len(ids):
        found.append("4.1.1 two entries have one id")
    return found


def _common(element: ElementTree.Element, what: str) -> Iterator[str]:
    """Give what is wrong with what a feed and an entry both have."""
    for name in ("id", "title", "updated"):
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"4.1 a {what} must have one {name}"
    key = element.findtext(f"{ATOM}id") or ""
    if not urlsplit(key).scheme or re.search(r"\s", key):
        yield f"4.2.6 the id {key!r} is no absolute address"
    for name in ("updated", "published"):
        for when in element.findall(f"{ATOM}{name}"):
            if not _WHEN.fullmatch(when.text or ""):
                yield f"3.3 {when.text!r} is no date of the kind"
    for person in element.findall(f"{ATOM}author"):
        if len(person.findall(f"{ATOM}name")) != 1:
            yield "3.2.1 a person must have one name"
    yield from _links(element, what)


def _links(element: ElementTree.Element, what: str) -> Iterator[str]:
    """Give what is wrong with the links of a feed or an entry."""
    links = element.findall(f"{ATOM}link")
    if not all(link.get("href") for link in links):
        yield "4.2.7.1 a link must have an address"
    kinds = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"]
    if len(set(kinds)) != len(kinds):
        yield f"4.1 a {what} has two alternates of one kind"


def _content(entry: ElementTree.Element) -> Iterator[str]:
    """Give what is wrong with an entry's content."""
    contents = entry.findall(f"{ATOM}content")
    if len(contents) > 1:
        yield "4.1.2 an entry must not have more than one content"
    if not contents and not any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link")):
        yield "4.1.2 an entry without content must have an alternate link"
    for one in contents:
        if one.get("type", "text") == "text" and len(one):
            yield "4.1.3.3 content of text must not have elements"
